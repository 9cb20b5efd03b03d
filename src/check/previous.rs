//! Rules about changes since the version last tabled (`previous.json`), in the whole scorecard and in those of the
//! services: a figure, target, tolerance or definition that changes without anyone saying so.

use std::collections::BTreeSet;

use crate::analyse::rating::{aim, colour, holds_on};
use crate::analyse::{Aim, AimSource, NotRated, Results};
use crate::check::targets::single_target;
use crate::check::{about, all_measures, all_series, figure_of};
use crate::finding::{Code, Finding, Place};
use crate::model::previous::TabledReading;
use crate::model::quantity::rounded;
use crate::model::{
    Band, Better, Flag, Measure, Missing, Number, Pack, Period, Previous, Reading, Tabled, TabledTarget,
    Tolerance, View,
};
use crate::words::figure::{plain, with_unit};
use crate::words::sentence::aim_words;
use crate::words::time;

/// The name of the council's own series in `scorecard.json`.
pub(super) const OWN: &str = "council";

/// The measures that were tabled before, each with its earlier state.
pub(super) fn tabled<'p>(view: &View<'p>) -> impl Iterator<Item = (&'p Previous, &'p Measure, &'p Tabled)> {
    let measures = |previous: &'p Previous| {
        let then =
            move |measure: &'p Measure| Some((previous, measure, previous.measures.get(&measure.id.value)?));
        view.scorecard.measures.iter().filter_map(then)
    };
    view.pack.previous.iter().flat_map(measures)
}

/// A figure that differs from the one tabled must say so, and none may disappear.
pub(super) fn figures_are_marked_where_revised(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for (previous, measure, then) in tabled(view) {
        for (name, series) in all_series(measure) {
            let Some(old) = then.readings.get(name.unwrap_or(OWN)) else { continue };
            for (period, was) in old.iter().filter_map(|(period, was)| Some((*period, was.ok()?))) {
                let what = format!("{} for {}", figure_of(view.cover, name), time::period(period));
                let print = |value: Number| with_unit(value, value.scale(), &measure.unit);
                let version = format!("version {}", previous.version);
                match series.at(period).map(|reading| (reading, reading.value)) {
                    // This figure is computed from others, which are marked as revised where they are written.
                    Some((reading, _)) if reading.computed.is_some() => {}
                    Some((reading, Ok(value))) if value != was && !reading.flags.contains(&Flag::Revised) => {
                        let what = format!("{what} is {}; in {version} it was {}", print(value), print(was));
                        let fix = format!(
                            "write `{{ value: {value}, status: revised }}`, or {} again",
                            plain(was, was.scale())
                        );
                        findings.push(about(
                            measure,
                            Code::RevisedWithoutMark,
                            &reading.value_place,
                            what,
                            fix,
                        ));
                    }
                    Some((_, Ok(_) | Err(Missing::Confidential))) => {}
                    Some((reading, Err(why))) => {
                        let what = format!("{what} is {}; in {version} it was {}", why.words(), print(was));
                        let fix = "write the figure again; if it was wrong, accept this with the reason";
                        findings.push(about(measure, Code::FigureGone, &reading.value_place, what, fix));
                    }
                    None => {
                        let what = format!("{what} is gone; in {version} it was {}", print(was));
                        let fix = "write it again, or `x` if it was withdrawn";
                        findings.push(about(
                            measure,
                            Code::FigureGone,
                            &series_place(measure, name),
                            what,
                            fix,
                        ));
                    }
                }
            }
        }
    }
}

/// Where the readings of a series begin in the files.
fn series_place(measure: &Measure, name: Option<&str>) -> Place {
    let other = name.and_then(|name| measure.comparator_places.get(name));
    other.cloned().unwrap_or_else(|| measure.place_of("readings"))
}

/// This pack's target for the figure last tabled.
fn aim_then(measure: &Measure, then: &Tabled) -> Option<Result<Aim, NotRated>> {
    Some(aim(measure, measure.readings.at(then.latest?)?))
}

/// The target for the figure last tabled must be unchanged, and the measure must still be rated.
pub(super) fn targets_are_as_tabled(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for (previous, measure, then) in tabled(view) {
        let version = &previous.version;
        let what = match (&then.target, aim_then(measure, then)) {
            (_, None) | (None, Some(Err(_))) => None,
            (Some(old), Some(Ok(aim))) if is_tabled(old, &aim) => None,
            (Some(old), Some(Ok(aim))) => Some(format!(
                "the target is {}; in version {version} it was {}{}",
                said(measure, &aim.band, source_of(&aim)),
                said(measure, &old.band, old.comparator.as_deref()),
                by_the_old(measure, old, results)
            )),
            (Some(old), Some(Err(_))) => Some(format!(
                "the measure has no target; in version {version} it was {}",
                said(measure, &old.band, old.comparator.as_deref())
            )),
            (None, Some(Ok(aim))) => Some(format!(
                "the target is {}; in version {version} the measure had none",
                said(measure, &aim.band, source_of(&aim))
            )),
        };
        let silenced = then.colour.as_ref().filter(|_| measure.for_information).map(|colour| {
            format!("the measure is for information only; in version {version} it was rated {colour}")
        });
        let place = measure.target.as_ref().map_or(&measure.title.place, |target| &target.place);
        let place = if silenced.is_some() { &measure.place_of("for-information") } else { place };
        let by_period = if silenced.is_none() { per_period(measure, then) } else { None };
        if let Some(what) = silenced.or(what) {
            let fix = by_period.unwrap_or_else(|| TELL_WHY.to_owned());
            findings.push(about(measure, Code::TargetChanged, place, what, fix));
        }
    }
}

/// How to write a target that is one number, and changed with a figure that is newer than those tabled: the old one for the
/// figure that was held against it, and the new one from the next on. Drawn over the past, it would be another past.
fn per_period(measure: &Measure, then: &Tabled) -> Option<String> {
    let new = single_target(measure)?;
    let (tabled, target) = (then.latest?, then.target.as_ref()?);
    let ((Some(old), None) | (None, Some(old))) = (target.band.from, target.band.to) else { return None };
    let is_new = |reading: &&Reading| {
        reading.period.end() > tabled.end() && reading.value != Err(Missing::NotApplicable)
    };
    let mut periods: Vec<Period> =
        measure.readings.readings.iter().filter(is_new).map(|reading| reading.period).collect();
    if holds_on(measure) {
        periods.dedup_by_key(|period| period.year());
    }
    (target.comparator.is_none() && !periods.is_empty()).then_some(())?;
    let new: Vec<String> = periods.iter().map(|period| format!("{period}: {new}")).collect();
    Some(format!(
        "if the new one holds only from the new figure on, write `target: {{ {tabled}: {old}, {} }}`: the old one stays beside the old \
         figure, and the page says what it was; else {TELL_WHY}",
        new.join(", ")
    ))
}

/// Whether a target is the one that was tabled; a comparator's figure may have moved.
fn is_tabled(old: &TabledTarget, aim: &Aim) -> bool {
    match source_of(aim) {
        Some(name) => old.comparator.as_deref() == Some(name),
        None => same_band(old, aim),
    }
}

/// The comparator whose figure is the target.
fn source_of(aim: &Aim) -> Option<&str> {
    match &aim.source {
        AimSource::Own => None,
        AimSource::Comparator { name, .. } => Some(name),
    }
}

/// A target in words, with the comparator if it is a comparator's figure.
fn said(measure: &Measure, band: &Band, comparator: Option<&str>) -> String {
    let scale = band.from.into_iter().chain(band.to).map(|end| end.scale()).max().unwrap_or(0);
    let words = aim_words(*band, scale, &measure.unit);
    comparator.map_or_else(|| words.clone(), |name| format!("{words} (the figure of `{name}`)"))
}

/// The tolerance must be unchanged.
pub(super) fn tolerances_are_as_tabled(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for (previous, measure, then) in tabled(view) {
        let (Some(Ok(aim)), Some(old)) = (aim_then(measure, then), &then.target) else { continue };
        if !same_band(old, &aim) || old.tolerance == aim.tolerance {
            continue;
        }
        let print = |size: Number| size_of(size.normalize(), measure);
        let written = match measure.tolerance {
            Some(Tolerance::Share(share)) => {
                format!("{}% of the target, ", plain(share.normalize(), share.normalize().scale()))
            }
            Some(Tolerance::Absolute(_)) | None => String::new(),
        };
        let what = format!(
            "the tolerance is {written}{}; in version {} it was {}{}",
            print(aim.tolerance),
            previous.version,
            print(old.tolerance),
            by_the_old(measure, old, results),
        );
        findings.push(about(measure, Code::ToleranceChanged, &measure.place_of("tolerance"), what, TELL_WHY));
    }
}

/// How far a target may be missed, in words; for percentages in points, to tell it from a share of the target.
fn size_of(size: Number, measure: &Measure) -> String {
    match measure.unit.percent {
        true if size == Number::ONE => "1 percentage point".to_owned(),
        true => format!("{} percentage points", plain(size, size.scale())),
        false => with_unit(size, size.scale(), &measure.unit),
    }
}

/// What to do about a change that affects the rating.
pub(super) const TELL_WHY: &str = "write the old one again, or accept this with the reason: who decided it, and when; and tell members in the report";

/// Whether a target has the same figure and the same source as the one that was tabled.
fn same_band(old: &TabledTarget, aim: &Aim) -> bool {
    let same = |one: Option<Number>, other: Option<Number>| {
        one.map(|one| rounded(one, aim.decimals)) == other.map(|other| rounded(other, aim.decimals))
    };
    old.comparator.as_deref() == source_of(aim)
        && same(old.band.from, aim.band.from)
        && same(old.band.to, aim.band.to)
}

/// The rating of today's figure by the old target and tolerance, if it differs.
fn by_the_old(measure: &Measure, old: &TabledTarget, results: &Results<'_>) -> String {
    let result = results.measures.iter().find(|result| std::ptr::eq(result.measure, measure));
    let rated =
        result.and_then(|result| Some((result.value()?, result.rating.colour()?, result.aim.as_ref()?)));
    let Some((value, now, aim)) = rated else { return String::new() };
    let aim = Aim {
        band: old.band,
        tolerance: old.tolerance,
        source: AimSource::Own,
        since: None,
        of_year: None,
        decimals: aim.decimals,
    };
    let then = colour(value, &aim);
    match then == now {
        true => format!("; the measure is {} by both", now.word()),
        false => format!("; by the old one the measure would be {}, and not {}", then.word(), now.word()),
    }
}

/// Unit, direction and coverage must be unchanged.
pub(super) fn definitions_are_as_tabled(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for (previous, measure, then) in tabled(view) {
        let now = [
            ("unit", Some(measure.unit.to_string()), Some(then.unit.clone())),
            ("better", measure.better.map(|better| Better::word(better).to_owned()), then.better.clone()),
            // Scorecards from earlier programs do not record what their figures cover.
            ("covers", then.covers.as_ref().map(|_| measure.covers.word().to_owned()), then.covers.clone()),
        ];
        for (key, now, old) in now.into_iter().filter(|(_, now, old)| now != old) {
            let word = |word: Option<String>| {
                word.map_or_else(|| "not given".to_owned(), |word| format!("`{word}`"))
            };
            let what =
                format!("`{key}` is {}; in version {} it was {}", word(now), previous.version, word(old));
            let fix = "give the measure a new id if it is another one now; if not, write the old one again";
            findings.push(about(measure, Code::DefinitionChanged, &measure.place_of(key), what, fix));
        }
    }
}

/// Every measure and every metric that was tabled must still be here.
pub(super) fn measures_are_still_there(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = &pack.previous else { return };
    let here: BTreeSet<&str> = all_measures(pack).map(|measure| measure.id.as_str()).collect();
    let mut gone: Vec<(&String, &Tabled)> =
        previous.measures.iter().filter(|(id, _)| !here.contains(id.as_str())).collect();
    if gone.len() == previous.measures.len() && gone.len() >= FEW {
        let what = format!(
            "none of the {} measures of version {} is in this pack, so that the file is most likely of another paper",
            gone.len(),
            previous.version
        );
        let fix = "copy `scorecard.json` from the outputs of this paper's last version, or take the file out";
        findings.push(Finding::new(Code::MeasureGone, Place::start_of(&previous.file), what, fix));
        return;
    }
    for service in services_gone(pack, previous, &here) {
        gone.retain(|(_, then)| then.service.as_deref() != Some(service));
        let what = format!("the service {service}, of version {}, is not in the pack", previous.version);
        findings.push(Finding::new(
            Code::MeasureGone,
            Place::start_of(&pack.cover.file),
            what,
            SAY_WHY_DROPPED,
        ));
    }
    for (id, then) in gone {
        let same = |measure: &&Measure| {
            !previous.measures.contains_key(&measure.id.value) && measure.title.value == then.title
        };
        let finding = if let Some(measure) = all_measures(pack).find(same) {
            let what = format!("in version {} the id of this measure was `{id}`", previous.version);
            let fix = format!("write `id: {id}` again: the id ties its figures together over the years");
            about(measure, Code::MeasureGone, &measure.id.place, what, fix)
        } else {
            let of =
                then.service.as_ref().map_or_else(String::new, |title| format!(" in the service {title}"));
            let what = format!(
                "measure {}, {}, of version {} is not in the pack{of}",
                then.number, then.title, previous.version
            );
            Finding::new(Code::MeasureGone, gone_from(pack, then), what, SAY_WHY_DROPPED)
        };
        findings.push(finding);
    }
}

/// From so many measures on, a paper that has none of them is another paper.
const FEW: usize = 3;

/// What to do about something that members have seen and no longer find.
const SAY_WHY_DROPPED: &str = "say in the report why it was dropped, and accept this with that reason";

/// Services that were tabled and of which neither the title nor any metric is left.
fn services_gone<'p>(pack: &Pack, previous: &'p Previous, here: &BTreeSet<&str>) -> BTreeSet<&'p str> {
    let mut gone: BTreeSet<&str> =
        previous.measures.values().filter_map(|then| then.service.as_deref()).collect();
    for service in &pack.services {
        gone.remove(service.scorecard.title.as_str());
    }
    for then in previous.measures.iter().filter(|(id, _)| here.contains(id.as_str())).map(|(_, then)| then) {
        then.service.as_deref().map(|title| gone.remove(title));
    }
    gone
}

/// Where to report a measure that is gone: in its service's description, or in the paper's.
fn gone_from(pack: &Pack, then: &Tabled) -> Place {
    let own =
        pack.services.iter().find(|service| then.service.as_ref() == Some(&service.scorecard.title.value));
    Place::start_of(&own.map_or(&pack.scorecard, |service| &service.scorecard).file)
}

/// A paper with different figures must have a different version.
pub(super) fn another_paper_is_another_version(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = &pack.previous else { return };
    if pack.cover.version_date < previous.version_date {
        let what = format!(
            "the version is of {}, and the one last tabled of {}",
            time::date(pack.cover.version_date),
            time::date(previous.version_date)
        );
        let fix = "write the day of this version, or put the version before it into `previous.json`";
        findings.push(Finding::new(Code::DateOrder, pack.cover.place_of("version-date"), what, fix));
    }
    if pack.cover.version.value == previous.version && !same_figures(pack, previous) {
        let what = format!("the figures are not those of version {}, which was tabled", previous.version);
        let fix = "give this version a name of its own";
        findings.push(Finding::new(Code::VersionNotRaised, pack.cover.version.place.clone(), what, fix));
    }
}

/// Whether the council's own figures are exactly those that were tabled. Anything that the earlier file did not record
/// counts as unchanged.
fn same_figures(pack: &Pack, previous: &Previous) -> bool {
    let same = |measure: &Measure| {
        let now: Vec<TabledReading> =
            measure.readings.readings.iter().map(|reading| (reading.period, reading.value)).collect();
        let then = previous.measures.get(&measure.id.value).and_then(|then| then.readings.get(OWN));
        then.map_or(now.is_empty(), |then| *then == now)
    };
    match previous.has_services {
        true => all_measures(pack).count() == previous.measures.len() && all_measures(pack).all(same),
        false => {
            pack.scorecard.measures.len() == previous.measures.len()
                && pack.scorecard.measures.iter().all(same)
        }
    }
}
