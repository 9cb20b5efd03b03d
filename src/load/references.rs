//! References: names that measures use have to be declared, and ids, numbers and letters have to be there once.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Place, Placed};
use crate::load::fields::{Log, near};
use crate::load::lists::Lists;
use crate::load::scorecard::{Described, Named};
use crate::load::services::Read;
use crate::model::{Measure, Priority, Target};

/// Reports every reference to nothing, and everything that is there twice.
pub fn check(described: &Described, whole: &Lists, services: &[Read], log: &Log) {
    let metrics: Vec<&Measure> = services.iter().flat_map(|service| &service.lists.measures).collect();
    for measure in whole.measures.iter().chain(metrics.iter().copied()) {
        log.turn_to(Some(measure.subject()));
        check_measure(measure, described, log);
    }
    for measure in &whole.measures {
        log.turn_to(Some(measure.subject()));
        report_feeding_nothing(measure, log);
    }
    for metric in &metrics {
        log.turn_to(Some(metric.subject()));
        check_feeds(metric, whole, &metrics, log);
    }
    log.turn_to(None);
    report_repeated_ids(&whole.measures.iter().chain(metrics.iter().copied()).collect::<Vec<_>>(), log);
    for measures in std::iter::once(whole).chain(services.iter().map(|service| &service.lists)) {
        report_repeated_numbers(&measures.measures, log);
    }
    report_repeated_orders(services, log);
    report_repeated_letters(&described.cover.priorities, log);
}

fn check_measure(measure: &Measure, described: &Described, log: &Log) {
    let Described { cover, scorecard, sound, .. } = described;
    let check = |sound: bool, what: &str, used: &Placed<String>, declared: Vec<&str>| {
        // What could not be read is blank and has been reported.
        if sound && !used.value.is_empty() && !declared.contains(&used.value.as_str()) {
            report_unknown(what, &used.value, &used.place, &declared, log);
        }
    };
    check(sound.kinds, "kind", &measure.kind, names(&scorecard.kinds));
    for priority in &measure.priorities {
        check(sound.priorities, "priority", priority, names(&cover.priorities));
    }
    for theme in &measure.themes {
        check(sound.themes, "theme", theme, names(&cover.themes));
    }
    for source in measure.sources() {
        check(sound.sources, "source", source, names(&cover.sources));
    }
    for (name, place) in &measure.comparator_places {
        check(
            sound.comparators,
            "comparator",
            &Placed::new(name.clone(), place.clone()),
            names(&cover.comparators),
        );
    }
    if let Some(Placed { value: Target::Comparator(name), place }) = &measure.target {
        check(
            sound.comparators,
            "comparator",
            &Placed::new(name.clone(), place.clone()),
            names(&cover.comparators),
        );
    }
}

fn names<T: Named>(items: &[T]) -> Vec<&str> {
    items.iter().map(|item| item.name().value.as_str()).collect()
}

fn report_unknown(what: &str, used: &str, place: &Place, declared: &[&str], log: &Log) {
    let fix = match (near(used, declared.iter().copied()), declared) {
        (Some(name), _) => format!("did you mean `{name}`?"),
        (None, []) => format!("declare it in scorecard.yaml under `{}`", plural(what)),
        (None, _) => format!("declare it in scorecard.yaml, or use one of: {}", declared.join(", ")),
    };
    let message = format!("the {what} `{used}` is not declared in scorecard.yaml");
    log.report(Finding::new(Code::UnknownName, place.clone(), message, fix));
}

fn plural(what: &str) -> String {
    what.strip_suffix('y').map_or_else(|| format!("{what}s"), |stem| format!("{stem}ies"))
}

/// The whole scorecard stands at the top: its measures feed nothing.
fn report_feeding_nothing(measure: &Measure, log: &Log) {
    if let Some(feeds) = &measure.feeds {
        let what =
            "a measure of the whole scorecard feeds nothing; `feeds` leads from a service's metric up to it";
        let fix = "take the line out, and write it in the metrics that lie beneath";
        log.report(Finding::new(Code::Feeds, feeds.place.clone(), what, fix));
    }
}

/// What a service's metric feeds has to be a measure of the whole scorecard.
fn check_feeds(metric: &Measure, whole: &Lists, metrics: &[&Measure], log: &Log) {
    let Some(feeds) = &metric.feeds else { return };
    let ids: Vec<&str> = whole.measures.iter().map(|measure| measure.id.value.as_str()).collect();
    // What a spoilt file holds may be what is meant, and where there are no measures at all, that is told.
    if !whole.sound || ids.is_empty() || ids.contains(&feeds.value.as_str()) {
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
        let fix = match near(&feeds.value, ids) {
            Some(id) => format!("did you mean `{id}`?"),
            None => "write the id of a measure under `measures/`".to_owned(),
        };
        Finding::new(Code::UnknownName, feeds.place.clone(), what, fix)
    };
    log.report(finding);
}

/// Ids that two measures of the pack share: references and addresses go by the id.
fn report_repeated_ids(measures: &[&Measure], log: &Log) {
    let mut seen: BTreeMap<&str, &Measure> = BTreeMap::new();
    for measure in measures.iter().filter(|measure| !measure.id.is_empty()) {
        match seen.get(measure.id.value.as_str()) {
            Some(first) => {
                report_repeated(
                    &format!("the id `{}`", measure.id.value),
                    measure,
                    &measure.id.place,
                    first,
                    log,
                );
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
                report_repeated(
                    &format!("the number {}", measure.number),
                    measure,
                    &measure.place,
                    first,
                    log,
                );
            }
            None => drop(seen.insert(measure.number, measure)),
        }
    }
}

fn report_repeated(what: &str, measure: &Measure, place: &Place, first: &Measure, log: &Log) {
    let what = format!("{what} is used already, at {}", first.place);
    let finding = Finding::new(Code::DuplicateName, place.clone(), what, "give one of the two another one");
    log.report(finding.about(measure.subject()));
}

/// Two services of one order would stand in no order.
fn report_repeated_orders(services: &[Read], log: &Log) {
    let mut seen: BTreeMap<u32, &Place> = BTreeMap::new();
    for order in services.iter().filter_map(|service| service.order.as_ref()) {
        match seen.get(&order.value) {
            Some(first) => {
                let what = format!("the order {} is used already, at {first}", order.value);
                let fix = "give one of the two another one";
                log.report(Finding::new(Code::DuplicateName, order.place.clone(), what, fix));
            }
            None => drop(seen.insert(order.value, &order.place)),
        }
    }
}

/// Two priorities with one letter could not be told apart on the page.
fn report_repeated_letters(priorities: &[Priority], log: &Log) {
    for (at, priority) in priorities.iter().enumerate() {
        if priorities[..at].iter().any(|first| first.letter.value == priority.letter.value) {
            let what = format!("the letter `{}` is used already", priority.letter.value);
            let finding = Finding::new(
                Code::DuplicateName,
                priority.letter.place.clone(),
                what,
                "choose another letter",
            );
            log.report(finding);
        }
    }
}
