//! Rules about how figures are judged, compared with the version last tabled (`previous.json`): settings that give the
//! same figures a different change or trend.

use crate::analyse::Results;
use crate::check::previous::{OWN, TELL_WHY, tabled};
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding, Place};
use crate::model::previous::{Beside, Judging};
use crate::model::{Count, Counted, Flag, Measure, Number, Pack, Reading, View};
use crate::words::figure::plain;
use crate::words::time;

/// A measure's changes and trends must be judged as before.
pub(super) fn measures_are_judged_as_tabled(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for (previous, measure, then) in tabled(view) {
        // Scorecards from earlier programs do not record this.
        let Some(old) = &then.judging else { continue };
        for (key, now, old) in keys(measure, old).into_iter().filter(|(_, now, old)| now != old) {
            let what = format!("`{key}` is {now}; in version {} it was {old}", previous.version);
            findings.push(about(measure, Code::JudgingChanged, &measure.place_of(key), what, TELL_WHY));
        }
    }
}

/// The settings that matter, each with its value now and as tabled.
fn keys(measure: &Measure, old: &Judging) -> [(&'static str, String, String); 3] {
    let size = |size: Option<Number>| size.map_or_else(|| "not given".to_owned(), shown);
    let averaged = measure.counted == Counted::Averages;
    [
        ("meaningful-change", size(measure.meaningful_change), size(old.meaningful_change)),
        ("seasonal", flag(measure.seasonal), flag(old.seasonal)),
        ("averaged-counts", flag(averaged), flag(old.averaged_counts)),
    ]
}

/// A setting as written in a pack.
fn flag(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// A number without trailing noughts.
fn shown(number: Number) -> String {
    let number = number.normalize();
    plain(number, number.scale())
}

/// Figures that were tabled must have breaks in the same places as before, and the numbers beside them must be
/// unchanged or marked as revised.
pub(super) fn what_stands_beside_figures_is_as_tabled(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for (previous, measure, then) in tabled(view) {
        for (name, series) in all_series(measure) {
            let key = name.unwrap_or(OWN);
            let (Some(old), Some(besides)) = (then.readings.get(key), then.beside.get(key)) else { continue };
            for ((period, was), beside) in old.iter().zip(besides) {
                let Some(reading) = series.at(*period).filter(|reading| reading.computed.is_none()) else {
                    continue;
                };
                let of = format!("{} for {}", figure_of(view.cover, name), time::period(*period));
                let at = |key: &str| reading.places.of(key).unwrap_or(&reading.value_place);
                if reading.breaks != beside.breaks {
                    let word = |breaks: bool| if breaks { "parted from" } else { "compared with" };
                    let what = format!(
                        "{of} is {} those before it; in version {} it was {} them",
                        word(reading.breaks),
                        previous.version,
                        word(beside.breaks)
                    );
                    findings.push(about(measure, Code::JudgingChanged, at("break"), what, TELL_WHY));
                }
                // If the figure itself has changed, another rule reports that.
                if reading.value != *was || was.is_err() || reading.flags.contains(&Flag::Revised) {
                    continue;
                }
                for (key, now, old) in numbers(reading, beside).into_iter().filter(|(_, now, old)| now != old)
                {
                    let what =
                        format!("the {key} of {of} is {now}; in version {} it was {old}", previous.version);
                    let fix = "write `status: revised` beside it, or the old one again";
                    findings.push(about(measure, Code::RevisedWithoutMark, at(key), what, fix));
                }
            }
        }
    }
}

/// The numbers beside a figure, each as it is now and as tabled.
fn numbers(reading: &Reading, old: &Beside) -> [(&'static str, String, String); 4] {
    let none = || "not given".to_owned();
    let size = |size: Option<Number>| size.map_or_else(none, shown);
    let people = |count: Option<u64>| count.map_or_else(none, |count| shown(Number::from(count)));
    let count = |count: Option<Count>| match count {
        Some(Count::Known(number)) => shown(number),
        Some(Count::Missing(why)) => why.words().to_owned(),
        None => none(),
    };
    [
        ("margin", size(reading.margin), size(old.margin)),
        ("respondents", people(reading.respondents), people(old.respondents)),
        ("numerator", count(reading.numerator), count(old.numerator)),
        ("denominator", count(reading.denominator), count(old.denominator)),
    ]
}

/// The trends of all measures must be judged as before.
pub(super) fn trends_are_judged_as_tabled(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = &pack.previous else { return };
    let Some(old) = &previous.trends else { return };
    let now = &pack.cover.trends;
    let settings = [
        ("run-length", now.run_length.to_string(), old.run_length.to_string()),
        ("screening", flag(now.screening), flag(old.screening)),
        ("marker-level", now.marker_level.to_string(), old.marker_level.to_string()),
        ("order-level", now.order_level.to_string(), old.order_level.to_string()),
    ];
    let place: Place = pack.cover.place_of("trends");
    for (key, now, old) in settings.into_iter().filter(|(_, now, old)| now != old) {
        let what =
            format!("trends are judged with `{key}: {now}`; in version {} it was {old}", previous.version);
        findings.push(Finding::new(Code::JudgingChanged, place.clone(), what, TELL_WHY));
    }
}
