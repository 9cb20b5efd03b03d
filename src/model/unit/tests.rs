//! Units as people write them.

use crate::finding::Code;
use crate::model::unit::{Declared, Unit, read_form};

fn none() -> Declared {
    Declared { units: Vec::new(), all: true }
}

fn fix(text: &str) -> String {
    Unit::read(text, &none()).unwrap_err().fix
}

#[test]
fn units_read_and_print() {
    let others = [
        "per 1,000",
        "per 10,000 households",
        "score out of 12.5",
        "score -100 to 100",
        "£ per hour",
        "£m per year",
        "hours per week",
        "count of children in care",
    ];
    for text in Unit::examples().chain(others) {
        assert_eq!(Unit::known(text).map(|unit| unit.to_string()).as_deref(), Some(text));
    }
    assert_eq!(Unit::known("per 1000 births").unwrap().to_string(), "per 1,000 births");
    assert_eq!(Unit::known("score 0 to 12").unwrap().to_string(), "score out of 12");
}

#[test]
fn the_documentation_names_every_unit_that_is_known() {
    let documentation = include_str!("../../../data/README.md");
    for example in Unit::examples() {
        assert!(documentation.contains(&format!("`{example}`")), "{example}");
    }
}

#[test]
fn a_title_says_what_its_figures_are_in() {
    for (unit, beside) in [
        ("percent", "%"),
        ("per 1,000 births", "per 1,000 births"),
        ("score out of 12", "score out of 12"),
        ("score 1 to 5", "score 1 to 5"),
        ("£m per year", "£m per year"),
        ("days per case", "days per case"),
        ("count of people", "people"),
        ("index", "index"),
        ("rank out of 151", "rank of 151"),
    ] {
        assert_eq!(Unit::known(unit).unwrap().beside, beside);
    }
    assert_eq!(Unit::declared("kWh", None, None).beside, "kWh");
    assert_eq!(Unit::declared("euro per tonne", Some("€# per tonne"), None).beside, "€ per tonne");
    assert_eq!(Unit::declared("ratio", Some("#"), None).beside, "ratio");
}

#[test]
fn another_name_leads_to_the_one_to_write() {
    for (text, unit) in [
        ("%", "percent"),
        ("per cent", "percent"),
        ("percentage", "percent"),
        ("% of adults", "percent"),
        ("percent of target", "percent"),
        ("pounds", "£"),
        ("£'000", "£k"),
        ("£000s", "£k"),
        ("£ million", "£m"),
        ("£M", "£m"),
        ("Years", "years"),
        ("mins", "minutes"),
        ("Days per FTE", "days per FTE"),
        ("people", "count of people"),
        ("Number of library visits", "count of library visits"),
        ("rate per 1000", "per 1,000"),
        ("per thousand", "per 1,000"),
        ("per hundred thousand people", "per 100,000 people"),
        ("Rate per thousand births", "per 1,000 births"),
        ("per 100k", "per 100,000"),
        ("Per 100,000 population", "per 100,000 population"),
        ("out of 10", "score out of 10"),
        ("rank of 32", "rank out of 32"),
    ] {
        assert_eq!(fix(text), format!("write `{unit}`"), "{text}");
        assert!(Unit::known(unit).is_some(), "{unit}");
    }
}

#[test]
fn what_a_name_leaves_open_is_asked() {
    for (texts, question) in [
        (
            &["number", "Number (thousands)", "count of"][..],
            "write `count of` and what is counted, such as `count of people` or `count of visits`",
        ),
        (&["rate"], "write `per` and for how many, such as `per 1,000 people`"),
        (
            &["score", "score 5 to 1", "score out of 0"],
            "write the ends of the score, the lower one first, such as `score out of 12` or `score 1 to 5`",
        ),
        (&["rank"], "write out of how many, such as `rank out of 151`"),
        (
            &["yes/no", "RAG", "grade"],
            "a measure has figures: write what can be counted, such as `count of milestones`, or `score 1 to 4` with each \
             grade as a number",
        ),
        (&["mm:ss"], "write `minutes` or `hours`, and the figures as decimals: 2:42 is `2.7` minutes"),
        (&["£bn"], "write `£m`, and the figures in millions: £1.2bn is `1200`"),
    ] {
        for text in texts {
            assert_eq!(fix(text), question, "{text}");
        }
    }
}

#[test]
fn a_unit_that_is_not_known_is_declared() {
    let known = "or write one that needs no declaration, such as `percent`, `count of people`, `days`, `£m`, `per 1,000 \
                 people` or `score out of 12`";
    for (text, name) in [
        ("kWh", "kWh"),
        ("kg per household", "kg per household"),
        ("tonnes of CO₂e", "tonnes of CO₂e"),
        ("percentage points", "percentage points"),
        ("people's days", "'people''s days'"),
        ("12", "'12'"),
    ] {
        let line = format!("add the line `units: [{{ name: {name} }}]` to scorecard.yaml, which declares it");
        assert_eq!(fix(text), format!("{line}, {known}"));
    }
    let one = Declared { units: vec![Unit::declared("miles", None, None)], all: true };
    let told = Unit::read("kWh", &one).unwrap_err();
    assert_eq!((told.code, told.what.as_str()), (Code::Unit, "`kWh` is not a unit"));
    assert_eq!(told.fix, format!("add `- name: kWh` below `units:` in scorecard.yaml, {known}"));
    assert_eq!(Unit::read("miles", &one).unwrap(), one.units[0]);
}

/// A declaration in `scorecard.yaml` that cannot be read may be the very unit asked for.
#[test]
fn where_declarations_cannot_be_read_only_a_slip_is_told() {
    let some = Declared::default();
    assert_eq!(Unit::read("kWh", &some).unwrap().to_string(), "kWh");
    assert_eq!(Unit::read("percentage", &some).unwrap_err().fix, "write `percent`");
}

#[test]
fn a_form_has_one_place_for_the_figure() {
    assert_eq!(read_form("#°C"), Ok("#°C".to_owned()));
    for (text, fix) in [
        ("kWh", "write one `#` where the figure belongs, such as `form: \"# kWh\"`"),
        ("## kWh", "write one `#` where the figure belongs, such as `form: \"# kWh\"`"),
    ] {
        let told = read_form(text).unwrap_err();
        assert_eq!(told.what, format!("`{text}` does not say where the figure belongs"));
        assert_eq!(told.fix, fix);
    }
}
