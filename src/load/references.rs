//! References: names that measures use must be declared, and ids, numbers and letters must be unique.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Part, Place, Placed, Subject};
use crate::load::fields::Log;
use crate::load::lists::Lists;
use crate::load::names::{self, meant_name};
use crate::load::scorecard::{Described, Named};
use crate::load::services::Read;
use crate::model::target::of_other;
use crate::model::{Measure, Priority, Target};

/// Reports every reference that leads nowhere, and everything that should be unique but is not.
pub fn check(described: &Described, whole: &Lists, services: &[Read], log: &Log) {
    let metrics: Vec<&Measure> = services.iter().flat_map(|service| &service.lists.measures).collect();
    for measure in whole.measures.iter().chain(metrics.iter().copied()) {
        check_measure(measure, described, log);
    }
    for measure in &whole.measures {
        report_feeding_nothing(measure, log);
    }
    for metric in &metrics {
        check_feeds(metric, whole, &metrics, log);
    }
    report_repeated_ids(&whole.measures.iter().chain(metrics.iter().copied()).collect::<Vec<_>>(), log);
    for measures in std::iter::once(whole).chain(services.iter().map(|service| &service.lists)) {
        report_repeated_numbers(&measures.measures, log);
    }
    report_repeated_orders(services, log);
    report_repeated_letters(&described.cover.priorities, log);
}

fn check_measure(measure: &Measure, described: &Described, log: &Log) {
    let Described { cover, scorecard, .. } = described;
    let check = |part: Part, what: &str, used: &Placed<String>, declared: Vec<names::Named<'_>>| {
        // What could not be read is blank and has been reported.
        if !used.value.is_empty() && !declared.iter().any(|(name, _)| *name == used.value) {
            report_unknown(part, what, used, &declared, log);
        }
    };
    // If the key is missing, that has been reported for `scorecard.yaml`.
    if cover.places.of("kinds").is_some() {
        check(Part::Kinds, "kind", &measure.kind, names(&scorecard.kinds));
    }
    for priority in &measure.priorities {
        // People know a priority by its letter, too.
        let letter = |own: &&Priority| own.letter.value == priority.value;
        let by_letter = cover
            .priorities
            .iter()
            .find(letter)
            .map(|own| (own.name.value.as_str(), own.letter.value.as_str()));
        let declared = names(&cover.priorities).into_iter().chain(by_letter);
        check(Part::Priorities, "priority", priority, declared.collect());
    }
    for theme in &measure.themes {
        check(Part::Themes, "theme", theme, names(&cover.themes));
    }
    for source in measure.sources() {
        check(Part::Sources, "source", source, names(&cover.sources));
    }
    for (name, place) in &measure.comparator_places {
        let used = Placed::new(name.clone(), place.clone());
        check(Part::Comparators, "comparator", &used, names(&cover.comparators));
    }
    if let Some(Placed { value: Target::Comparator(name), place }) = &measure.target {
        let declared = names(&cover.comparators);
        let latest = measure.readings.latest().map(|latest| latest.period);
        let words = of_other(name, &declared, latest);
        if let Some(misread) = words.filter(|_| !declared.iter().any(|(own, _)| own == name)) {
            log.report(misread.at(place.clone()));
        } else {
            let used = Placed::new(name.clone(), place.clone());
            check(Part::Comparators, "comparator", &used, declared);
        }
    }
}

fn names<T: Named>(items: &[T]) -> Vec<names::Named<'_>> {
    items.iter().map(|item| (item.name().value.as_str(), item.title())).collect()
}

fn report_unknown(part: Part, what: &str, used: &Placed<String>, declared: &[names::Named<'_>], log: &Log) {
    let names: Vec<&str> = declared.iter().map(|(name, _)| *name).collect();
    let fix = meant_name(used, declared).unwrap_or_else(|| match declared {
        [] => format!("declare it in scorecard.yaml under `{}`", plural(what)),
        _ => format!("declare it in scorecard.yaml, or use one of: {}", names.join(", ")),
    });
    let message = format!("the {what} `{}` is not declared in scorecard.yaml", used.value);
    let finding = Finding::new(Code::UnknownName, used.place.clone(), message, fix);
    log.report(finding.resting_on(Subject::named(part, &*used.value)));
}

fn plural(what: &str) -> String {
    what.strip_suffix('y').map_or_else(|| format!("{what}s"), |stem| format!("{stem}ies"))
}

/// Reports `feeds` on the whole scorecard: nothing is above it for its measures to feed.
fn report_feeding_nothing(measure: &Measure, log: &Log) {
    if let Some(feeds) = &measure.feeds {
        let what =
            "a measure of the whole scorecard feeds nothing; `feeds` leads from a service's metric up to it";
        let fix = "take the line out, and write it in the metrics that lie beneath";
        log.report(Finding::new(Code::Feeds, feeds.place.clone(), what, fix));
    }
}

/// Checks that a service's metric feeds a measure of the whole scorecard.
fn check_feeds(metric: &Measure, whole: &Lists, metrics: &[&Measure], log: &Log) {
    let Some(feeds) = &metric.feeds else { return };
    let ids: Vec<&str> = whole.measures.iter().map(|measure| measure.id.value.as_str()).collect();
    // If there are no measures at all, that has been reported.
    if ids.is_empty() || ids.contains(&feeds.value.as_str()) {
        return;
    }
    let finding = if let Some(other) = metrics.iter().find(|other| other.id.value == feeds.value) {
        let what = format!(
            "`{}` is a metric of a service, and `feeds` leads up to a measure of the whole scorecard",
            feeds.value
        );
        let above = other.feeds.as_ref().filter(|above| ids.contains(&above.value.as_str()));
        let fix = match above {
            Some(above) => format!("write `{}`, which that metric feeds", above.value),
            None => "write the id of the measure beneath which it lies, or leave the line out".to_owned(),
        };
        Finding::new(Code::Feeds, feeds.place.clone(), what, fix)
    } else {
        let what = format!("the whole scorecard has no measure `{}`", feeds.value);
        let by_number = whole.measures.iter().find(|measure| measure.number.to_string() == feeds.value);
        let declared: Vec<names::Named<'_>> = whole
            .measures
            .iter()
            .map(|measure| (measure.id.value.as_str(), measure.title.value.as_str()))
            .collect();
        let fix = match by_number {
            Some(measure) => format!("write `{}`, the id of measure {}", measure.id.value, measure.number),
            None => meant_name(&feeds.value, &declared)
                .unwrap_or_else(|| "write the id of a measure under `measures/`".to_owned()),
        };
        Finding::new(Code::UnknownName, feeds.place.clone(), what, fix)
    };
    log.report(finding.resting_on(Subject::named(Part::Measures, &*feeds.value)));
}

/// Reports ids that two measures of the pack share: references and links depend on the id.
fn report_repeated_ids(measures: &[&Measure], log: &Log) {
    let mut seen: BTreeMap<&str, &Measure> = BTreeMap::new();
    for measure in measures.iter().filter(|measure| !measure.id.is_empty()) {
        match seen.get(measure.id.value.as_str()) {
            Some(first) => {
                let what = format!("the id `{}`", measure.id.value);
                let fix = "give one of the two another one".to_owned();
                log.report(repeated(&what, &measure.id.place, &first.place, fix));
            }
            None => drop(seen.insert(&measure.id.value, measure)),
        }
    }
}

/// Numbers that two measures of one scorecard share.
fn report_repeated_numbers(measures: &[Measure], log: &Log) {
    let mut seen: BTreeMap<u32, &Measure> = BTreeMap::new();
    for measure in measures.iter().filter(|measure| measure.number > 0) {
        match seen.get(&measure.number) {
            Some(first) => {
                let what = format!("the number `{}`", measure.number);
                let fix =
                    free_after(measure.number, &measures.iter().map(|measure| measure.number).collect());
                log.report(repeated(&what, &measure.place_of("number"), &first.place, fix));
            }
            None => drop(seen.insert(measure.number, measure)),
        }
    }
}

fn repeated(what: &str, place: &Place, first: &Place, fix: String) -> Finding {
    Finding::new(Code::DuplicateName, place.clone(), format!("{what} is used already, at {first}"), fix)
}

/// The next number that nobody has.
fn free_after(number: u32, taken: &BTreeSet<u32>) -> String {
    let free = (number.saturating_add(1)..=u32::MAX).find(|free| !taken.contains(free)).unwrap_or(number);
    format!("write `{free}`, the next that is free, or give the other another one")
}

/// Reports services with the same `order`, whose sequence would be undefined.
fn report_repeated_orders(services: &[Read], log: &Log) {
    let mut seen: BTreeMap<u32, &Place> = BTreeMap::new();
    for order in services.iter().filter_map(|service| service.order.as_ref()) {
        match seen.get(&order.value) {
            Some(first) => {
                let all = services.iter().filter_map(|service| Some(service.order.as_ref()?.value)).collect();
                let what = format!("the order `{}`", order.value);
                log.report(repeated(&what, &order.place, first, free_after(order.value, &all)));
            }
            None => drop(seen.insert(order.value, &order.place)),
        }
    }
}

/// Reports priorities with the same letter, which could not be told apart on the page.
fn report_repeated_letters(priorities: &[Priority], log: &Log) {
    for (at, priority) in priorities.iter().enumerate() {
        if priorities[..at].iter().any(|first| first.letter.value == priority.letter.value) {
            let what = format!("the letter `{}` is used already", priority.letter.value);
            let taken = |letter: &String| priorities.iter().any(|other| other.letter.value == *letter);
            let of_title = priority.title.chars().filter(|c| c.is_alphabetic());
            let free = of_title.map(|c| c.to_uppercase().collect::<String>()).find(|letter| !taken(letter));
            let fix = match free {
                Some(letter) => format!("write `{letter}`, or another letter"),
                None => "choose another letter".to_owned(),
            };
            log.report(Finding::new(Code::DuplicateName, priority.letter.place.clone(), what, fix));
        }
    }
}
