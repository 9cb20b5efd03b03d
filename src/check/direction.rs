//! Whether `better` goes with what a measure counts: its title, its unit, and measures beside it of the same things.

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Better, Measure, View};

/// Words for what nobody wants more of.
const UNWANTED: [&str; 40] = [
    "delayed",
    "delay",
    "delays",
    "injury",
    "injuries",
    "accident",
    "accidents",
    "waiting",
    "waits",
    "complaint",
    "complaints",
    "vacancy",
    "vacancies",
    "vacant",
    "turnover",
    "sickness",
    "absence",
    "absences",
    "overspend",
    "overspent",
    "arrears",
    "missed",
    "homeless",
    "homelessness",
    "deaths",
    "debt",
    "debts",
    "errors",
    "overdue",
    "crime",
    "crimes",
    "readmissions",
    "suicides",
    "breaches",
    "evictions",
    "exclusions",
    "unemployment",
    "emissions",
    "rejected",
    "dissatisfied",
];

/// Words for what nobody wants less of.
const WANTED: [&str; 14] = [
    "satisfied",
    "satisfaction",
    "recycled",
    "recycling",
    "punctual",
    "attendance",
    "attainment",
    "vaccinated",
    "immunised",
    "resolved",
    "answered",
    "reviewed",
    "quality",
    "independent",
];

/// Words beside them that turn them round: `complaints answered in time`, `waiting under 18 weeks`.
const TURNING: [&str; 34] = [
    "no",
    "not",
    "without",
    "never",
    "less",
    "fewer",
    "under",
    "within",
    "below",
    "in",
    "on",
    "avoided",
    "prevented",
    "reduced",
    "reduction",
    "free",
    "resolved",
    "answered",
    "closed",
    "cleared",
    "upheld",
    "handled",
    "lost",
    "poor",
    "low",
    "recovered",
    "brought",
    "reported",
    "reviewed",
    "declined",
    "loss",
    "saved",
    "against",
    "repaid",
];

/// Words for money that one wants more of, or for an amount that is neither good nor bad.
const RECEIVED: [&str; 26] = [
    "income",
    "pay",
    "paid",
    "wage",
    "wages",
    "earned",
    "earnings",
    "salary",
    "saving",
    "savings",
    "saved",
    "raised",
    "grant",
    "grants",
    "rent",
    "rents",
    "yield",
    "revenue",
    "fees",
    "collected",
    "benefit",
    "benefits",
    "recovered",
    "invested",
    "investment",
    "spending",
];

/// `better` is not the other way round.
pub(super) fn directions_are_likely(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for (at, measure) in view.scorecard.measures.iter().enumerate() {
        let Some(better) = measure.better else { continue };
        let earlier = &view.scorecard.measures[..at];
        let Some(reason) = against(measure, better).or_else(|| beside(measure, better, earlier)) else {
            continue;
        };
        let other = if better == Better::Higher { Better::Lower } else { Better::Higher };
        let what = format!("{} is said to be better, but {reason}", better.word());
        let fix = format!("write `better: {}`; if it is right, accept this with the reason", other.word());
        findings.push(about(measure, Code::DirectionUnlikely, &measure.place_of("better"), what, fix));
    }
}

fn is_other_way(one: Better, other: Option<Better>) -> bool {
    matches!((one, other), (Better::Higher, Some(Better::Lower)) | (Better::Lower, Some(Better::Higher)))
}

/// A measure of the same things that is better the other way, for no reason that shows. Parts of a measure above are held
/// against that.
fn beside(measure: &Measure, better: Better, earlier: &[Measure]) -> Option<String> {
    let is_unlike = |other: &&Measure| {
        let way = other.better.filter(|way| is_other_way(better, Some(*way)));
        is_sibling(measure, other) && way.is_some_and(|way| against(other, way).is_none())
    };
    let other = earlier.iter().filter(|_| measure.feeds.is_none()).find(is_unlike)?;
    Some(format!("{} is better the other way", other.words()))
}

/// What speaks against a direction in the measure itself.
fn against(measure: &Measure, better: Better) -> Option<String> {
    let title = words(&measure.title);
    let has = |list: &[&str]| title.iter().find(|word| list.contains(&word.as_str()));
    let unwanted = has(&UNWANTED).filter(|_| has(&TURNING).is_none());
    let is_price = measure.unit.pounds.is_some() && measure.unit.written.contains(" per ");
    let judged = measure.unit.percent || measure.unit.written.starts_with("score");
    match better {
        Better::Higher if unwanted.is_some() => unwanted.map(|word| format!("the measure is of `{word}`")),
        Better::Higher if is_price && has(&RECEIVED).is_none() => {
            Some(format!("the measure is of a cost, in {}", measure.unit.written))
        }
        Better::Lower if judged && has(&UNWANTED).is_none() => {
            let plain =
                has(&["no", "not", "without", "never", "less", "fewer", "lost", "poor", "low", "loss"])
                    .is_none();
            has(&WANTED).filter(|_| plain).map(|word| format!("the measure is of `{word}`"))
        }
        Better::Higher | Better::Lower | Better::Within => None,
    }
}

/// Whether two measures count the same thing of different people: one unit, and titles with one beginning, `Care home
/// place, 18 to 64` and `Care home place, 65 and over`.
fn is_sibling(one: &Measure, other: &Measure) -> bool {
    let head = |measure: &Measure| measure.title.split(',').next().map(words).unwrap_or_default();
    let is_cut = |measure: &Measure| measure.title.contains(',');
    let (own, there) = (head(one), head(other));
    own == there
        && own.len() >= 2
        && is_cut(one)
        && is_cut(other)
        && one.unit == other.unit
        && one.id.value != other.id.value
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::model::Unit;

    /// What speaks against the direction of a measure of this title and unit.
    fn told(title: &str, unit: &str, better: Better) -> bool {
        let starter = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/starter");
        let mut measure = load(&starter).unwrap().0.scorecard.measures.remove(0);
        title.clone_into(&mut measure.title.value);
        measure.unit = Unit::known(unit).unwrap();
        against(&measure, better).is_some()
    }

    #[test]
    fn a_direction_that_goes_against_the_title_or_the_unit_is_told() {
        for (title, unit, better) in [
            ("Delayed transfers of care", "per 100,000", Better::Higher),
            ("Reportable injuries to staff", "count of injuries", Better::Higher),
            ("People waiting for an assessment", "count of people", Better::Higher),
            ("Days lost to sickness absence", "days", Better::Higher),
            ("Care home place, 65 and over", "£ per week", Better::Higher),
            ("People satisfied with their care", "percent", Better::Lower),
            ("Household waste recycled", "percent", Better::Lower),
            ("Carer-reported quality of life", "score out of 12", Better::Lower),
        ] {
            let lost = title.contains("lost");
            assert!(told(title, unit, better) != lost, "{title}");
            let other = if better == Better::Higher { Better::Lower } else { Better::Higher };
            assert!(!told(title, unit, other), "{title}");
        }
    }

    #[test]
    fn words_that_turn_others_round_are_heeded() {
        for (title, unit, better) in [
            ("Complaints answered in time", "percent", Better::Higher),
            ("Waiting under 18 weeks", "percent", Better::Higher),
            ("No delayed transfers", "percent", Better::Higher),
            ("Home carers' pay", "£ per hour", Better::Higher),
            ("Vacant homes brought back into use", "count of homes", Better::Higher),
            ("Homelessness prevented", "count of households", Better::Higher),
            ("Not satisfied with their care", "percent", Better::Lower),
            ("Days until a case is reviewed", "days", Better::Lower),
        ] {
            assert!(!told(title, unit, better), "{title}");
        }
    }
}
