//! References: names that measures use have to be declared, and ids, numbers and letters have to be there once.

use crate::finding::{Code, Finding, Place, Placed};
use crate::load::fields::{Log, near};
use crate::load::scorecard::{Named, Sound};
use crate::model::{Measure, Pack, Target};

/// Reports every reference to nothing, and everything that is there twice.
pub fn check(pack: &Pack, sound: &Sound, log: &Log) {
    for measure in &pack.measures {
        log.turn_to(Some(measure.subject()));
        check_measure(measure, pack, sound, log);
    }
    log.turn_to(None);
    report_repeated(&pack.measures, log);
    report_repeated_letters(pack, log);
}

fn check_measure(measure: &Measure, pack: &Pack, sound: &Sound, log: &Log) {
    let check = |sound: bool, what: &str, used: &Placed<String>, declared: Vec<&str>| {
        // What could not be read is blank and has been reported.
        if sound && !used.value.is_empty() && !declared.contains(&used.value.as_str()) {
            report_unknown(what, &used.value, &used.place, &declared, log);
        }
    };
    check(sound.kinds, "kind", &measure.kind, names(&pack.kinds));
    for priority in &measure.priorities {
        check(sound.priorities, "priority", priority, names(&pack.priorities));
    }
    for theme in &measure.themes {
        check(sound.themes, "theme", theme, names(&pack.themes));
    }
    let all = std::iter::once(&measure.readings).chain(measure.comparators.values());
    let of_readings = all.flat_map(|series| &series.readings).filter_map(|reading| reading.source.as_ref());
    for source in measure.source.iter().chain(of_readings) {
        check(sound.sources, "source", source, names(&pack.sources));
    }
    for (name, place) in &measure.comparator_places {
        check(
            sound.comparators,
            "comparator",
            &Placed::new(name.clone(), place.clone()),
            names(&pack.comparators),
        );
    }
    if let Some(Placed { value: Target::Comparator(name), place }) = &measure.target {
        check(
            sound.comparators,
            "comparator",
            &Placed::new(name.clone(), place.clone()),
            names(&pack.comparators),
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

/// Ids and numbers that two measures share.
fn report_repeated(measures: &[Measure], log: &Log) {
    for (at, measure) in measures.iter().enumerate() {
        let twin = |same: &dyn Fn(&Measure) -> bool| measures[..at].iter().find(|first| same(first));
        let report = |what: String, place: &Place, first: &Measure| {
            let what = format!("{what} is used already, at {}", first.place);
            let finding =
                Finding::new(Code::DuplicateName, place.clone(), what, "give one of the two another one");
            log.report(finding.about(measure.subject()));
        };
        if let Some(first) = twin(&|first| !measure.id.is_empty() && first.id.value == measure.id.value) {
            report(format!("the id `{}`", measure.id.value), &measure.id.place, first);
        }
        if let Some(first) = twin(&|first| measure.number > 0 && first.number == measure.number) {
            report(format!("the number {}", measure.number), &measure.place, first);
        }
    }
}

/// Two priorities with one letter could not be told apart on the page.
fn report_repeated_letters(pack: &Pack, log: &Log) {
    for (at, priority) in pack.priorities.iter().enumerate() {
        if pack.priorities[..at].iter().any(|first| first.letter.value == priority.letter.value) {
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
