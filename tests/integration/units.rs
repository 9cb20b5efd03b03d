//! Units that the program does not know: declared in the pack, and the advice given if they are not.

use crate::case::{Case, Run};

const ALL: &str = "measures/all.yaml";
const PAPER: &str = "scorecard.yaml";

/// The small pack with its second measure in another unit.
fn in_unit(unit: &str) -> Case {
    Case::small().replace(ALL, "unit: days", &format!("unit: {unit}"))
}

fn declaring(case: Case, lines: &str) -> Case {
    case.edit(PAPER, |text| format!("{text}{lines}\n"))
}

fn fix(run: &Run) -> String {
    let told = run.findings();
    assert_eq!(told.len(), 1, "{}", run.stderr);
    told[0].1.rsplit_once("fix: ").expect("a fix").1.replace('\n', " ")
}

/// The first text between backquotes.
fn to_write(fix: &str) -> String {
    fix.split('`').nth(1).expect("something to write").to_owned()
}

#[test]
fn a_declared_unit_is_printed_in_its_form() {
    let energy = "units:\n  - name: kWh\n    decimals: 1\n  - name: degrees\n    form: \"#°C\"";
    let files = declaring(in_unit("kWh"), energy).built();
    let page = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(page.contains("30.0 kWh"));
    let table = String::from_utf8(files["measures.csv"].clone()).unwrap();
    assert!(table.contains(",kWh,council,2023-24 Q4,"), "{table}");
    let files = declaring(in_unit("degrees"), energy).built();
    assert!(String::from_utf8(files["index.html"].clone()).unwrap().contains("30°C"));
}

#[test]
fn units_are_declared_for_facts_and_services_too() {
    let metric = "- { number: 1, id: energy, title: Energy, kind: outcome, unit: kWh, frequency: yearly, \
                  readings: { 2023-24: -50 } }\n";
    let case =
        declaring(Case::small(), "facts: [{ name: energy, value: 50, unit: kWh }]\nunits: [{ name: kWh }]")
            .file("services/homes/service.yaml", "title: Homes\nhead: Head of Homes\norder: 1\n")
            .file("services/homes/measures/all.yaml", metric);
    let run = case.check();
    assert!(!run.stderr.contains("error"), "{}", run.stderr);
}

/// Followed to the letter, each fix removes the fault and causes no other.
#[test]
fn what_is_told_of_a_unit_makes_it_one() {
    let own =
        ["kWh", "kg per household", "tonnes of CO₂e", "\"1 in\"", "pence", "µg/m3", "\"it's\"", "\"# kWh\""];
    for unit in own {
        let line = to_write(&fix(&in_unit(unit).check()));
        let case = declaring(in_unit(unit), &line);
        assert_eq!(case.check().heads(), Case::small().check().heads(), "{unit}: {line}");
        // Where the pack declares others, it is one more.
        let item = to_write(&fix(&declaring(in_unit(unit), "units:\n  - name: miles").check()));
        let case = declaring(in_unit(unit), &format!("units:\n  {item}\n  - name: miles"));
        assert_eq!(case.check().heads(), Case::small().check().heads(), "{unit}: {item}");
    }
    for unit in ["Years", "minute", "\"£ million\"", "number of visits", "rate per 1000", "\"%\""] {
        let form = to_write(&fix(&in_unit(unit).check()));
        let heads = in_unit(&form).check().heads();
        assert!(!heads.contains("[unit]"), "{unit}: {heads}");
    }
}

#[test]
fn a_unit_that_is_known_needs_no_declaration() {
    let run = declaring(Case::small(), "units:\n  - name: days").check();
    let (head, told) = run.findings().swap_remove(0);
    assert!(head.ends_with("error [duplicate-name]"), "{head}");
    assert_eq!(
        told,
        "the unit `days` is known and needs no declaration\nfix: take this item out, or give the unit another name"
    );
}

/// In YAML, a hash begins a comment.
#[test]
fn a_form_without_its_quotes() {
    let run = declaring(in_unit("kWh"), "units:\n  - name: kWh\n    form: # kWh").check();
    let (head, told) = run.findings().swap_remove(0);
    assert!(head.ends_with("error [blank]"), "{head}");
    assert_eq!(told, "`form` is blank\nfix: write its value, or leave the line out");
}

/// If the declarations themselves have a fault, only that is reported.
#[test]
fn a_declaration_that_cannot_be_read_is_told_once() {
    let run = declaring(in_unit("kWh"), "unit:\n  - name: kWh").check();
    assert_eq!(run.findings().len(), 1, "{}", run.stderr);
    assert!(run.heads().ends_with("error [unknown-key]"), "{}", run.heads());
}
