//! The page is a single page, on every paper and with as many measures as a committee ever had, or is not made at all.

use std::path::Path;

use crate::case::Case;
use crate::pdf;
use crate::small;

/// Asserts that a pack fits on one page, and returns its sheet: pages in millimetres.
#[track_caller]
fn sheet(case: &Case) -> Vec<(u32, u32)> {
    pdf::read(&case.built()["appendix-a.pdf"]).pages
}

fn on_paper(case: Case, paper: &str) -> Case {
    case.edit("scorecard.yaml", |text| format!("{text}page: {{ paper: {paper} }}\n"))
}

#[test]
fn fifty_three_measures_of_four_kinds_fit_a_page() {
    let case = Case::of("large", &small::large(53));
    assert_eq!(sheet(&case), [(420, 297)]);
}

#[test]
fn sixty_measures_of_four_kinds_fit_a_page() {
    let case = Case::of("large", &small::large(60));
    assert_eq!(sheet(&case), [(420, 297)]);
}

#[test]
fn one_measure_fits_a_page() {
    let case = Case::of("large", &small::large(1));
    let run = case.check();
    assert_eq!(run.heads().matches("advice [unused-kind]").count(), 3, "{}", run.stderr);
    assert_eq!(sheet(&case), [(420, 297)]);
}

#[test]
fn twenty_six_rows_fit_every_paper() {
    for (paper, size) in [
        ("A3 landscape", (420, 297)),
        ("A3 portrait", (297, 420)),
        ("A4 landscape", (297, 210)),
        ("A4 portrait", (210, 297)),
    ] {
        assert_eq!(sheet(&on_paper(Case::of("large", &small::large(26)), paper)), [size], "{paper}");
    }
}

#[test]
fn the_example_fits_every_paper() {
    for (paper, size) in
        [("A3 portrait", (297, 420)), ("A4 landscape", (297, 210)), ("A4 portrait", (210, 297))]
    {
        assert_eq!(sheet(&on_paper(Case::wiltshire(), paper)), [size], "{paper}");
    }
}

#[test]
fn a_page_that_is_too_full_is_a_fault_and_leaves_the_old_outputs() {
    let case = Case::of("large", &small::large(20));
    case.built();
    let before = case.out();
    let case = small::large(200).iter().fold(case, |case, (name, bytes)| case.file(name, bytes));
    let run = case.build();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.heads().contains(": error [page-full]"), "{}", run.stderr);
    assert!(run.out == before);
}

/// The panel beside the tables is not measured before it is set; the positions of its parts show that it is too tall.
#[test]
fn a_panel_that_runs_into_its_sources_is_a_fault() {
    let register = |number: u32| {
        format!(
            "  - name: register-{number}\n    title: Everything that was counted in the offices of district {number}\n    \
             publisher: Council {number}\n    status: published\n"
        )
    };
    let with = |registers: u32| {
        let case = Case::of("large", &small::large(10));
        let registers: String = (1..=registers).map(register).collect();
        case.edit("scorecard.yaml", |text| text.replace("sources:\n", &format!("sources:\n{registers}")))
            .build()
    };
    let fits = with(5);
    assert_eq!(fits.status, 0, "{}", fits.stderr);
    let full = with(60);
    assert_eq!(full.status, 1, "{}", full.stderr);
    assert!(full.heads().contains(": error [page-full]"), "{}", full.stderr);
    assert!(full.stderr.contains("at 8.5 pt the panel beside them is at least "), "{}", full.stderr);
    assert!(full.stderr.contains("shorten what fills the panel"), "{}", full.stderr);
    assert!(full.out.is_empty());
}

/// The height measured for the page's head is the actual one: a short scorecard keeps the type size it asks for.
#[test]
fn large_type_on_a_small_sheet_is_kept() {
    let paper = "\
council: Testshire Council
committee: Adult Care Committee
meeting: 2024-06-11
title: Adult Care Scorecard
version: 1.0
version-date: 2024-06-03
data-as-at: 2024-05-31
status: draft
classification: Public
author: { post: Director of Adult Care }
kinds:
  - { name: outcome, title: Outcomes }
sources:
  - { name: survey, title: Survey of users, status: published }
review-interval: 6 months
contact: Write to the council for other formats
page: { paper: A4 landscape, type-size: 12 }
";
    let measure = "\
- number: 1
  id: satisfied
  title: People who are satisfied with the service that they get from us all the year
  kind: outcome
  unit: percent
  better: higher
  frequency: yearly
  source: survey
  readings: { 2021-22: 78.1, 2022-23: 79.4, 2023-24: 70.3 }
";
    let files = [("scorecard.yaml", paper), ("measures/all.yaml", measure)];
    let case =
        Case::of("short", &files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into());
    let run = case.run(&["build", "--dump", &case.pack]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(crate::case::json(&run.out["short/manuscript.json"])["page"]["size"], 12.0);
}

/// The page of a manuscript that a build wrote beside its outputs.
#[track_caller]
fn page_of(case: &Case, name: &str) -> serde_json::Value {
    let run = case.run(&["build", "--dump", &case.pack]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    crate::case::json(&run.out[name])["page"].clone()
}

#[track_caller]
fn points(page: &serde_json::Value) -> f64 {
    page["size"].as_f64().expect("points")
}

#[test]
fn type_is_easily_read_while_the_sheet_has_room() {
    for (paper, rows) in [("A4 portrait", 8), ("A4 landscape", 12), ("A3 portrait", 45), ("A3 landscape", 53)]
    {
        let page = page_of(&on_paper(Case::of("large", &small::large(rows)), paper), "large/manuscript.json");
        assert!(points(&page) >= 8.5, "{rows} rows on {paper}: {} pt", page["size"]);
    }
}

#[test]
fn few_rows_have_the_largest_type_then_large_sparklines() {
    for paper in ["A3 portrait", "A3 landscape"] {
        let page = page_of(&on_paper(Case::of("large", &small::large(4)), paper), "large/manuscript.json");
        let [width, height] =
            ["width", "height"].map(|side| page["spark"][side].as_f64().expect("millimetres"));
        assert!(points(&page) >= 11.0 && width >= 44.0 && height >= 10.0, "{paper}: {width} by {height} mm");
    }
}

/// As large as its columns leave room for: words go beneath their numbers before type gives way.
#[test]
fn type_that_is_asked_for_on_portrait_is_easily_read_at_the_least() {
    let case = Case::of("large", &small::large(8))
        .edit("scorecard.yaml", |text| format!("{text}page: {{ paper: A4 portrait, type-size: 10 }}\n"));
    let points = points(&page_of(&case, "large/manuscript.json"));
    assert!((8.5..=10.0).contains(&points), "{points} pt");
}

#[test]
fn service_pages_are_easily_read() {
    let case = Case::exampleshire();
    let run = case.run(&["build", "--dump", &case.pack]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let services: Vec<&String> = run
        .out
        .keys()
        .filter(|name| {
            name.contains("/services/") && Path::new(name).extension().is_some_and(|own| own == "json")
        })
        .collect();
    assert_eq!(services.len(), 9);
    for name in services {
        let page = &crate::case::json(&run.out[name])["page"];
        let panel = page["panel"].as_f64().expect("points");
        assert!(points(page) >= 9.0 && panel >= 8.0, "{name}: {} pt, panel {panel} pt", page["size"]);
    }
}

#[test]
fn each_column_says_what_it_holds() {
    let case = Case::small();
    let run = case.run(&["build", "--dump", &case.pack]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let manuscript = crate::case::json(&run.out["small/manuscript.json"]);
    let columns = manuscript["columns"].as_array().expect("columns");
    let word = |value: &serde_json::Value| value.as_str().expect("a word").to_owned();
    let kinds: Vec<String> =
        columns.iter().map(|column| [word(&column["id"]), word(&column["kind"])].join(": ")).collect();
    let expected = "number: number, measure: measure, spark: spark, latest: figures, period: words, target: pairs, \
                    rating: words, since: pairs, trend: words, value: figures, difference: pairs, priorities: words";
    assert_eq!(kinds.join(", "), expected);
    // In a row without figures, a sentence fills the columns up to the first of these, so they come last.
    let about_measure = columns.iter().map(|column| column["about-measure"] == true);
    assert_eq!(about_measure.skip_while(|about| !about).collect::<Vec<_>>(), [true]);
}
