//! Faulty packs, with one fault each such as a clerk or an analyst might make, and the findings they get.
//!
//! Each is a copy of Wiltshire's pack with one place edited. In the edited text `▸` marks the character at which a
//! person would look; the mark is removed before the file is written. [`told`] asserts the exit status, that there
//! is exactly one finding, its code, its place and its measure, and returns what is wrong and what to write instead.

use std::collections::BTreeMap;

use std::fs;

use insta::assert_snapshot;

use crate::case::Case;

const PAPER: &str = "scorecard.yaml";
const QUALITY: &str = "measures/1-quality-of-life.yaml";
const SAFE: &str = "measures/4-safeguarding.yaml";
const ALL: &str = "measures/all.yaml";

/// A fault in the example pack: the original text, and what it was changed to.
#[track_caller]
fn told(file: &str, from: &str, to: &str, code: &str) -> String {
    told_of(Case::wiltshire(), file, from, to, code)
}

/// A fault in the measures of the small pack.
#[track_caller]
fn told_small(from: &str, to: &str, code: &str) -> String {
    told_of(Case::small(), ALL, from, to, code)
}

#[track_caller]
fn told_of(case: Case, file: &str, from: &str, to: &str, code: &str) -> String {
    let case = case.replace(file, from, to);
    let marked = fs::read_to_string(case.path(file)).expect("it is there");
    let at = marked.find('▸').expect("a mark where a person would look");
    let (line, column) = place(&marked[..at]);
    let measure = measure_around(&marked, at).map(|number| format!("measure {number}"));
    let case = case.file(file, marked.replace('▸', ""));
    let place = format!("{}/{file}:{line}:{column}", case.pack);
    let (about, message) = only_finding(&case, &place, code);
    assert!(names(about.as_deref(), measure.as_deref()), "{about:?} instead of {measure:?}");
    message
}

/// Line and column after a text, counted from 1.
fn place(before: &str) -> (usize, usize) {
    let line = before.split('\n').next_back().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The number of the measure that a place lies in.
fn measure_around(text: &str, at: usize) -> Option<&str> {
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let measure = text[..line_end].rfind("number:").map(|at| &text[at + "number:".len()..])?;
    measure.split_whitespace().next().map(|number| number.trim_start_matches('▸'))
}

/// Whether the finding is about the measure, with its title after its number.
fn names(about: Option<&str>, measure: Option<&str>) -> bool {
    match (about, measure) {
        (Some(about), Some(measure)) => about == measure || about.starts_with(&format!("{measure}, ")),
        (about, measure) => about == measure,
    }
}

/// The only finding: the measure that it is about, if any, what is wrong and what to write instead.
#[track_caller]
fn only_finding(case: &Case, place: &str, code: &str) -> (Option<String>, String) {
    let run = case.check();
    assert_eq!(run.heads(), format!("{place}: error [{code}]"), "{}", run.stderr);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let (_, message) = run.findings().remove(0);
    assert!(message.contains("\nfix: "), "no remedy\n{}", run.stderr);
    match message.strip_prefix("in ").and_then(|rest| rest.split_once('\n')) {
        Some((about, message)) => (Some(about.to_owned()), message.to_owned()),
        None => (None, message),
    }
}

/// A fault in a file as a whole.
#[track_caller]
fn told_of_file(case: &Case, file: &str, code: &str) -> String {
    let (about, message) = only_finding(case, &format!("{}/{file}:1:1", case.pack), code);
    assert_eq!(about, None);
    message
}

// === The pack itself ============================================================================================

#[test]
fn the_example_has_no_fault() {
    let run = Case::wiltshire().check();
    assert_eq!((run.status, run.heads().as_str()), (0, ""), "{}", run.stderr);
}

#[test]
fn the_small_pack_has_no_fault() {
    let run = Case::small().check();
    assert_eq!((run.status, run.stderr.as_str()), (0, "small: no faults\n"));
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let run = Case::wiltshire().edit(SAFE, |text| format!("\u{FEFF}{text}")).check();
    assert_eq!((run.status, run.heads().as_str()), (0, ""), "{}", run.stderr);
}

#[test]
fn line_ends_of_windows_are_no_fault() {
    let run = Case::wiltshire().edit(SAFE, |text| text.replace('\n', "\r\n")).check();
    assert_eq!((run.status, run.heads().as_str()), (0, ""), "{}", run.stderr);
}

// === The form of a file =========================================================================================

#[test]
fn text_behind_a_hash_is_cut_off() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: Feel safe ▸#1 of 3\n", "cut-off-text"), @r#"
    the text of `title` ends in front of the `#`, and `#1 of 3` is lost
    fix: if it is a comment of your own, leave two spaces in front of the `#`; if it belongs to the text, write `title: "Feel safe #1 of 3"`
    "#);
}

#[test]
fn a_colon_in_plain_text() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: Feel safe▸: at home\n", "colon-in-text"), @r#"
    the text of `title` holds a colon and a space: `Feel safe: at home`
    fix: write `title: "Feel safe: at home"`
    "#);
}

#[test]
fn a_quote_inside_plain_text() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: \"Feel\"▸ safe\n", "quote-in-text"), @r#"
    the text of `title` goes on behind its closing quote: `safe`
    fix: write `title: '"Feel" safe'`
    "#);
}

#[test]
fn a_quote_that_is_never_closed() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: ▸\"Feel safe\n", "quote-in-text"), @r#"
    the quote that opens the text of `title` is never closed: `"Feel safe`
    fix: write `title: "Feel safe"`
    "#);
}

#[test]
fn no_space_after_a_colon() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title▸:Feel safe\n", "no-space-after-colon"), @r"
    a space is missing behind the colon of `title:Feel safe`
    fix: write `title: Feel safe`
    ");
}

#[test]
fn no_space_after_a_dash() {
    told(SAFE, "- number: 25\n", "▸-number: 25\n", "no-space-after-dash");
}

#[test]
fn a_tab_in_front_of_a_key() {
    assert_snapshot!(told(SAFE, "  title: Feel safe\n", "▸\ttitle: Feel safe\n", "tab"), @r"
    a tab stands in front of `title: Feel safe`
    fix: write spaces instead: `  title: Feel safe`
    ");
}

#[test]
fn a_tab_in_front_of_a_reading() {
    assert_snapshot!(told(SAFE, "    2018-19: { value: 77.4,", "▸\t2018-19: { value: 77.4,", "tab"), @r"
    a tab stands in front of `2018-19: { value: 77.4, margin: 4.1, respondents ... denominator: 4440 }`
    fix: write spaces instead: `    2018-19: { value: 77.4, margin: 4.1, respondents ... denominator: 4440 }`
    ");
}

#[test]
fn a_reading_that_slipped_out_of_the_readings() {
    assert_snapshot!(told(SAFE, "    2018-19: { value: 77.4,", "  ▸2018-19: { value: 77.4,", "indentation"), @r"
    the reading for 2018-19 does not stand below `readings`
    fix: begin the line with 4 spaces
    ");
}

#[test]
fn a_space_from_a_word_processor() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title:▸\u{A0}Feel safe\n", "odd-space"), @r"
    the line `title: Feel safe` holds a non-breaking space (from a word processor or a web page), which is not the same as a space
    fix: delete it and type `title: Feel safe` again
    ");
}

#[test]
fn quotes_from_a_word_processor() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: ▸“Feel safe: at home”\n", "curly-quote"), @r#"
    the quotes around the text of `title` are curly, so they do not count as quotes: `“Feel safe: at home”`
    fix: write `title: "Feel safe: at home"`, with straight quotes
    "#);
}

#[test]
fn a_line_that_is_not_in_line() {
    told(SAFE, "  title: Feel safe\n", "   ▸title: Feel safe\n", "indentation");
}

#[test]
fn a_bracket_that_is_never_closed() {
    told(
        SAFE,
        "2018-19: { value: 87.7, margin: 0.8, respondents: 6405, numerator: 53840, denominator: 61380 }",
        "2018-19: ▸{ value: 87.6, margin: 0.7, respondents: 6660, numerator: 53820, denominator: 61380",
        "syntax",
    );
}

#[test]
fn a_second_document() {
    told(SAFE, "- number: 26\n", "▸---\n- number: 26\n", "second-document");
}

#[test]
fn an_anchor() {
    told(SAFE, "title: Feel safe\n", "title: ▸&safe Feel safe\n", "anchor-or-tag");
}

#[test]
fn a_key_twice() {
    let twice = "title: Feel safe\n  ▸title: Feel safer\n";
    assert_snapshot!(told(SAFE, "title: Feel safe\n", twice, "duplicate-key"), @r"
    the key `title` stands here and on line 14
    fix: take one of the two out, or correct its name
    ");
}

#[test]
fn utf_16() {
    let case = Case::wiltshire();
    let text = fs::read_to_string(case.path(SAFE)).expect("it is there");
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let case = case.file(SAFE, units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    assert_snapshot!(told_of_file(&case, SAFE, "encoding"), @r"
    the file is saved as UTF-16 (some programs call it Unicode), not as UTF-8
    fix: save the file as UTF-8: in Notepad choose File, Save as, Encoding: UTF-8; in Excel or Word copy the text into Notepad and save it from there
    ");
}

#[test]
fn windows_1252() {
    let case =
        Case::wiltshire().edit(PAPER, |text| text.replace("classification: Public", "classification: Café"));
    let text = fs::read_to_string(case.path(PAPER)).expect("it is there");
    let (line, column) = place(&text[..text.find('é').expect("an accent")]);
    let latin = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("a letter of Windows-1252"))
        .collect::<Vec<u8>>();
    let case = case.file(PAPER, latin);
    only_finding(&case, &format!("data/wiltshire/{PAPER}:{line}:{column}"), "encoding");
}

#[test]
fn an_empty_file() {
    let case = Case::wiltshire().file(SAFE, "");
    assert_snapshot!(told_of_file(&case, SAFE, "empty-file"), @r"
    the file is empty, or holds nothing but comments
    fix: write its contents, or take the file out of the folder
    ");
}

#[test]
fn an_excel_file_with_another_name() {
    let case = Case::wiltshire().file(SAFE, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0");
    told_of_file(&case, SAFE, "encoding");
}

// === Keys and names =============================================================================================

#[test]
fn an_unknown_key_with_a_near_one() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: Feel safe\n  ▸meaningfull-change: 2\n", "unknown-key"), @r"
    the key `meaningfull-change` is not known here
    fix: did you mean `meaningful-change`?
    ");
}

#[test]
fn a_slip_in_a_key_that_others_lean_on_is_one_fault() {
    const FEEL: &str = "Feel safe\n  kind: outcome\n  unit: percent\n  decimals: 1\n  better: higher";
    assert_snapshot!(told(PAPER, "\nkinds:", "\n▸kindes:", "unknown-key"), @r"
    the key `kindes` is not known here
    fix: did you mean `kinds`?
    ");
    assert_snapshot!(told(SAFE, FEEL, &FEEL.replace("better", "▸beter"), "unknown-key"), @r"
    the key `beter` is not known here
    fix: did you mean `better`?
    ");
}

#[test]
fn a_slip_in_a_key_that_is_needed_is_one_fault() {
    told(SAFE, "title: Feel safe\n", "▸titel: Feel safe\n", "unknown-key");
}

#[test]
fn an_unknown_key_of_a_reading() {
    told(SAFE, "75.4, margin: 4.1, ", "75.4, ▸margins: 4.1, ", "unknown-key");
}

#[test]
fn an_unknown_key_of_the_paper() {
    told(PAPER, "classification: Public\n", "▸clasification: Public\n", "unknown-key");
}

#[test]
fn an_equals_sign_for_a_colon_is_one_fault() {
    told(SAFE, "Feel safe\n  kind: outcome\n", "Feel safe\n  ▸kind = outcome\n", "syntax");
}

#[test]
fn a_key_that_is_needed_is_never_to_be_left_out() {
    let told = told_small("id: waiting\n", "id:▸\n", "blank");
    assert!(!told.contains("leave the line out"), "{told}");
}

#[test]
fn a_comparator_with_the_name_of_the_councils_own_series() {
    let case = Case::small().replace(ALL, "    england: {", "    council: {");
    told_of(case, PAPER, "{ name: england, title: England", "{ name: ▸council, title: England", "name");
}

#[test]
fn a_kind_that_is_not_declared() {
    assert_snapshot!(told(SAFE, "Feel safe\n  kind: outcome\n", "Feel safe\n  kind: ▸outcomes\n", "unknown-name"), @r"
    the kind `outcomes` is not declared in scorecard.yaml
    fix: write `outcome`, which is its name
    ");
}

#[test]
fn a_source_that_is_not_declared() {
    told(
        QUALITY,
        "years\n  source: sace\n  target: england\n  tolerance: 10%\n  comment: >\n    Lower",
        "years\n  source: ▸scae\n  target: england\n  tolerance: 10%\n  comment: >\n    Lower",
        "unknown-name",
    );
}

#[test]
fn a_comparator_that_is_not_declared() {
    told(
        SAFE,
        "    south-west:\n      2014-15: { value: 68.3,",
        "    ▸southwest:\n      2014-15: { value: 68.3,",
        "unknown-name",
    );
}

#[test]
fn a_theme_that_is_not_declared() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: Feel safe\n  themes: [▸safety]\n", "unknown-name"), @r"
    the theme `safety` is not declared in scorecard.yaml
    fix: declare it in scorecard.yaml under `themes`
    ");
}

#[test]
fn a_priority_that_is_not_declared() {
    told(SAFE, "title: Feel safe\n", "title: Feel safe\n  priorities: [▸safety]\n", "unknown-name");
}

#[test]
fn a_target_that_names_no_comparator() {
    told_small("target: 80.0\n", "target: ▸englnad\n", "unknown-name");
}

#[test]
fn a_key_that_is_not_there() {
    let without =
        "- ▸number: 25\n  id: feel-safe\n  code: ASCOF 4A\n  title: Feel safe\n  kind: outcome\n  decimals";
    let with = "- number: 25\n  id: feel-safe\n  code: ASCOF 4A\n  title: Feel safe\n  kind: outcome\n  unit: percent\n  decimals";
    assert_snapshot!(told(SAFE, with, without, "missing-key"), @r"
    `unit` is missing
    fix: add a line `unit: ...`
    ");
}

#[test]
fn a_measure_without_readings() {
    let case = Case::small();
    let readings = "  readings: { 2022-23: -0.7, 2023-24: -0.2 }\n";
    let case = case.replace(ALL, readings, "");
    told_of(case, ALL, "- number: 3\n", "- ▸number: 3\n", "missing-key");
}

#[test]
fn a_number_that_another_measure_has() {
    let told = told(SAFE, "- number: 26\n  id", "- number: ▸25\n  id", "duplicate-name");
    assert_snapshot!(told, @r"
    the number `25` is used already, at data/wiltshire/measures/4-safeguarding.yaml:11:3
    fix: write `26`, the next that is free, or give the other another one
    ");
}

#[test]
fn an_id_that_another_measure_has() {
    told(
        SAFE,
        "- number: 26\n  id: services-help-feel-safe\n",
        "- number: 26\n  id: ▸feel-safe\n",
        "duplicate-name",
    );
}

#[test]
fn a_list_where_one_value_belongs() {
    told(SAFE, "title: Feel safe\n", "title: ▸[Feel, safe]\n", "wrong-shape");
}

#[test]
fn one_value_where_a_list_belongs() {
    told(SAFE, "title: Feel safe\n", "title: Feel safe\n  themes: ▸safety\n", "wrong-shape");
}

#[test]
fn a_word_that_is_none_of_a_few() {
    told(
        SAFE,
        "better: higher\n  frequency: yearly\n  source: ascs\n  target: england\n  tolerance: 10%\n  comment: >\n    Second",
        "better: ▸high\n  frequency: yearly\n  source: ascs\n  target: england\n  tolerance: 10%\n  comment: >\n    Second",
        "choice",
    );
}

// === Figures ====================================================================================================

/// A slip in the figure of the small pack's last reading.
#[track_caller]
fn figure(wrong: &str, code: &str) -> String {
    told_small("2023-24: -0.2 }", &format!("2023-24: {wrong} }}"), code)
}

#[test]
fn a_figure_with_a_thousands_separator() {
    let (from, to) = ("target: 80.0\n", "target: ▸5,500\n");
    assert_snapshot!(told_small(from, to, "number"), @r"
    `5,500` is not a number
    fix: write `5500`, without separators
    ");
}

#[test]
fn a_thousands_separator_inside_brackets() {
    let (from, to) = ("numerator: 3290,", "numerator: 3,▸290,");
    assert_snapshot!(told(SAFE, from, to, "number"), @r"
    the comma in front of `290` ends the number before it
    fix: write decimals with a point, as in `19.5`, and thousands without a comma
    ");
}

#[test]
fn a_decimal_comma_inside_brackets_is_one_fault() {
    told(SAFE, "2014-15: { value: 72.3, ", "2014-15: { value: 72,▸3, ", "number");
}

#[test]
fn a_figure_with_a_percent_sign() {
    assert_snapshot!(told(SAFE, "{ value: 75.4,", "{ value: ▸75.4%,", "number"), @r"
    `75.4%` is not a number
    fix: write `75.4`; the unit says that it is a percentage
    ");
}

#[test]
fn a_decimal_comma_is_never_taken_for_thousands() {
    assert_snapshot!(told_small("target: 80.0\n", "target: ▸80,5\n", "number"), @r"
    `80,5` is not a number
    fix: write `80.5`, with a point before decimals
    ");
}

#[test]
fn a_fault_that_spoils_a_measure_hides_no_other() {
    let case = Case::small().replace(ALL, "unit: percent\n", "unit: per cent\n").replace(
        ALL,
        "priorities: [home]",
        "priorities: [hom]",
    );
    let run = case.check();
    assert!(
        run.stderr.contains("error [unit]") && run.stderr.contains("did you mean `home`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn one_key_in_two_spellings() {
    let case = Case::small().edit(PAPER, |text| text + "▸version_date: 2024-06-04\n".trim_start_matches('▸'));
    let run = case.check();
    assert!(run.stderr.contains("error [duplicate-key]"), "{}", run.stderr);
}

#[test]
fn a_pack_whose_measures_got_another_ending() {
    let measures = crate::small::MEASURES;
    let case = Case::of("small", &BTreeMap::new())
        .file(PAPER, crate::small::PAPER)
        .file("measures/all.yaml.txt", measures);
    let run = case.check();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.heads(), "data/small/measures/all.yaml.txt:1:1: error [file-missing]", "{}", run.stderr);
    assert!(run.stderr.contains("rename `all.yaml.txt` to `all.yaml`"), "{}", run.stderr);
}

#[test]
fn type_too_small_to_read() {
    let case = Case::small().edit(PAPER, |text| text + "page: { type-size: 7 }\n");
    let run = case.check();
    assert!(run.stderr.contains("7 pt is too small to read on A3 landscape"), "{}", run.stderr);
}

#[test]
fn a_logo_that_cannot_be_drawn() {
    let case = Case::small().file("arms.svg", "<svg").edit(PAPER, |text| text + "logo: arms.svg\n");
    let run = case.check();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("`arms.svg` cannot be drawn"), "{}", run.stderr);
}

#[test]
fn a_figure_with_an_exponent() {
    figure("▸1e3", "number");
}

#[test]
fn an_infinite_figure() {
    figure("▸.inf", "number");
}

#[test]
fn a_minus_from_a_word_processor() {
    assert_snapshot!(figure("▸−0.2", "number"), @r"
    `−0.2` is not a number
    fix: write `-0.2`, with the minus of the keyboard
    ");
}

#[test]
fn a_word_that_is_neither_figure_nor_reason() {
    figure("▸n/a", "number");
}

#[test]
fn a_faulty_figure_is_never_taken_for_an_old_one() {
    // Without its last reading the measure would be red, as it was the year before.
    let case = Case::small().replace(ALL, "  comment: Inside the budget.\n", "");
    told_of(case, ALL, "2023-24: -0.2 }", "2023-24: ▸0.2m }", "number");
}

#[test]
fn a_blank_reading() {
    let (from, to) = (
        "  readings:\n    2014-15: { value: 72.3,",
        "  readings:\n    2013-14:▸\n    2014-15: { value: 72.3,",
    );
    assert_snapshot!(told(SAFE, from, to, "blank"), @r"
    the reading is blank
    fix: write the figure, or why there is none: `c` confidential, `x` not available, `z` not applicable, `w` none recorded, `low` rounds to zero, `awaited`
    ");
}

#[test]
fn a_period_that_does_not_suit_the_frequency() {
    assert_snapshot!(told(SAFE, "2015-16: { value: 75.4,", "▸2015-04: { value: 75.4,", "period-frequency"), @r"
    `2015-04` is a month, but the measure's frequency is yearly
    fix: write a year such as `2018-19`, or change `frequency`
    ");
}

#[test]
fn a_period_that_is_none() {
    assert_snapshot!(told(SAFE, "2015-16: { value: 75.4,", "▸2015-2016: { value: 75.4,", "period"), @r"
    `2015-2016` is not a period
    fix: write `2015-16`
    ");
}

#[test]
fn two_names_for_one_period() {
    assert_snapshot!(told(SAFE, "2015-16: { value: 75.4,", "▸2014/15: { value: 75.4,", "duplicate-period"), @r"
    2014-15 is here already, on line 26
    fix: keep one of the two lines
    ");
}

#[test]
fn a_date_in_another_form() {
    assert_snapshot!(told(PAPER, "meeting: 2019-11-05", "meeting: ▸5.11.2019", "date"), @r"
    `5.11.2019` is not a date
    fix: write the year first: `2019-11-05`
    ");
}

#[test]
fn a_date_that_is_not_in_the_calendar() {
    told(PAPER, "meeting: 2019-11-05", "meeting: ▸2019-11-31", "date");
}

#[test]
fn a_unit_that_is_none() {
    told_small("unit: percent\n", "unit: ▸per cent\n", "unit");
}

#[test]
fn a_percent_sign_as_a_unit_is_one_fault() {
    let told = told_small("unit: percent\n", "unit: ▸%\n", "unit");
    assert!(told.ends_with("fix: write `percent`"), "{told}");
}

#[test]
fn a_score_above_its_range() {
    assert_snapshot!(told(QUALITY, "{ value: 6.6, margin", "{ value: ▸16.6, margin", "out-of-range"), @r"
    `16.6` cannot be in the unit `score out of 12`
    fix: write a value from 0 to 12, or correct `unit`
    ");
}

#[test]
fn a_tolerance_that_does_not_say_of_what() {
    assert_snapshot!(told_small("tolerance: 2pp\n", "tolerance: ▸2\n", "tolerance"), @r"
    `2` is not a tolerance for a measure in percent
    fix: write `2pp` for percentage points or `2%` for a share of the target
    ");
}

#[test]
fn a_share_of_a_target_of_nothing() {
    let case = Case::small().replace(ALL, "target: 80.0\n", "target: 0\n");
    told_of(case, ALL, "tolerance: 2pp\n", "tolerance: ▸10%\n", "tolerance");
}

#[test]
fn a_target_without_a_direction() {
    let case = Case::small().replace(ALL, "  better: higher\n", "");
    assert_snapshot!(told_of(case, ALL, "target: 80.0\n", "target: ▸80.0\n", "target"), @r"
    there is a target, but `better` is missing, so nobody can tell which side of it is good
    fix: add `better: higher`, `better: lower` or `better: within`
    ");
}

#[test]
fn a_band_where_higher_is_better() {
    told_of(Case::small(), ALL, "target: 80.0\n", "target: ▸{ from: 70, to: 80 }\n", "target");
}

#[test]
fn a_comparator_where_a_band_is_best() {
    let case =
        Case::small().replace(ALL, "better: higher", "better: within").replace(ALL, "  tolerance: 2pp\n", "");
    told_of(case, ALL, "target: 80.0\n", "target: ▸england\n", "target");
}

#[test]
fn one_number_where_a_band_is_best() {
    told_small("target: { from: -0.5, to: 0 }\n", "target: ▸0\n", "target");
}

#[test]
fn a_character_that_the_typeface_lacks() {
    assert_snapshot!(told(SAFE, "title: Feel safe\n", "title: ▸Feel safe 🙂\n", "character"), @r"
    the typeface has no character `🙂` (U+1F642)
    fix: write it in letters, or leave it out
    ");
}

// === Before dispatch ============================================================================================

#[test]
fn an_awaited_figure_is_a_warning_in_a_draft_and_a_fault_in_a_final_paper() {
    let case = Case::small().replace(ALL, "2023-24 Q4: 30", "2023-24 Q4: awaited");
    let draft = case.check();
    assert_eq!(draft.status, 0, "{}", draft.stderr);
    let case = case.replace(PAPER, "status: draft", "status: final");
    let paper = case.check();
    assert_eq!(paper.status, 1, "{}", paper.stderr);
    assert_eq!(draft.heads(), paper.heads());
    assert!(paper.heads().ends_with(": before dispatch [awaited]"), "{}", paper.stderr);
}

// === Files ======================================================================================================

#[test]
fn a_pack_without_its_paper() {
    let case = Case::wiltshire();
    fs::remove_file(case.path(PAPER)).expect("it was there");
    told_of_file(&case, "scorecard.yaml", "file-missing");
}

#[test]
fn a_folder_that_is_not_there_is_no_fault_of_a_pack() {
    let run = Case::small().run(&["check", "data/elsewhere"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("data/elsewhere"), "{}", run.stderr);
}

#[test]
fn a_measures_file_that_is_a_folder() {
    let case = Case::wiltshire().file("measures/5-new.yaml/notes.txt", "");
    told_of_file(&case, "measures/5-new.yaml", "outside-pack");
}

#[test]
fn a_file_larger_than_any_pack_needs() {
    let case = Case::wiltshire().file("measures/5-new.yaml", "# large\n".repeat(20 * 1024 * 1024 / 8));
    told_of_file(&case, "measures/5-new.yaml", "file-too-large");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_pack() {
    let case = Case::wiltshire();
    fs::write(case.home().join("secret.yaml"), "- secret\n").expect("it can be written");
    std::os::unix::fs::symlink(case.home().join("secret.yaml"), case.path("measures/5-new.yaml"))
        .expect("a link");
    let told = told_of_file(&case, "measures/5-new.yaml", "outside-pack");
    assert_snapshot!(told, @r"
    `measures/5-new.yaml` leads out of the pack
    fix: put a plain file into the pack's own folder
    ");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let case = Case::wiltshire();
    let made = std::process::Command::new("mkfifo").arg(case.path("measures/5-new.yaml")).status();
    assert!(made.expect("mkfifo starts").success());
    told_of_file(&case, "measures/5-new.yaml", "outside-pack");
}

/// When an author has one thing to do, it is reported once, even in a pack with services and a report.
#[test]
fn a_file_that_says_nothing_is_one_finding() {
    for example in [Case::exampleshire, Case::wiltshire] {
        for file in [PAPER, QUALITY, "report.md"] {
            let utf_16 = |text: String| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            let text = fs::read_to_string(example().path(file)).expect("it is there");
            told_of_file(
                &example().file(file, [b"\xff\xfe", utf_16(text).as_slice()].concat()),
                file,
                "encoding",
            );
            // A workbook or a document under the wrong name.
            told_of_file(&example().file(file, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0"), file, "encoding");
        }
        for (file, nothing) in
            [(PAPER, "# to be written\n"), (QUALITY, "# to be written\n"), ("report.md", "\n")]
        {
            told_of_file(&example().file(file, ""), file, "empty-file");
            told_of_file(&example().file(file, nothing), file, "empty-file");
        }
    }
    for file in ["services/safeguarding/service.yaml", "services/safeguarding/measures/metrics.yaml"] {
        told_of_file(&Case::exampleshire().file(file, ""), file, "empty-file");
    }
}

#[test]
fn a_pack_without_measures_is_one_finding() {
    for case in [Case::exampleshire(), Case::wiltshire()] {
        let measures = case.path("measures");
        fs::remove_dir_all(&measures).expect("it was there");
        let told = told_of_file(&case, PAPER, "file-missing");
        assert_eq!(
            told,
            "the pack has no measures\nfix: write them into files such as `measures/outcomes.yaml`"
        );
        fs::create_dir(&measures).expect("an empty folder");
        told_of_file(&case, PAPER, "file-missing");
        fs::remove_file(case.path(PAPER)).expect("it was there");
        told_of_file(&case, PAPER, "file-missing");
    }
}

// === Counts and margins =========================================================================================

#[test]
fn counts_and_margins_have_to_be_possible() {
    let told = |to: &str| told_small("readings: { 2022-23: -0.7, 2023-24: -0.2 }", to, "counts");
    assert_snapshot!(told("readings: { 2022-23: -0.7, 2023-24: { value: x, margin: ▸2 } }"), @r"
    there is a margin of 2 and no figure that it belongs to
    fix: write the figure as `value`, or leave the margin out
    ");
    assert_snapshot!(told("readings: { 2022-23: -0.7, 2023-24: { value: 1, numerator: 0, denominator: ▸0 } }"), @r"
    the denominator is 0, so there can be no figure
    fix: write `w` as the value if there was nobody to count
    ");
}

#[test]
fn a_percentage_counts_some_of_all() {
    let told =
        told(QUALITY, "numerator:  47, denominator: 933", "numerator: ▸947, denominator: 933", "counts");
    assert_snapshot!(told, @r"
    the numerator 947 is above the denominator 933
    fix: a percentage counts some of all; correct one of the two
    ");
}

// === Many at once ===============================================================================================

#[test]
fn ten_faults_in_three_files_come_out_in_one_run() {
    let case = Case::wiltshire()
        .replace(QUALITY, "- number: 6\n  id: carer-quality-of-life\n", "- number: 6\n  id: Carer Quality\n")
        .replace(QUALITY, "title: Social contact, carers", "title: Social: contact, carers")
        .replace(
            QUALITY,
            "{ value: 6.6, margin: 0.2, respondents: 300,",
            "{ value: 16.6, margin: 0.2, respondents: many,",
        )
        .replace(SAFE, "title: Feel safe\n", "title: Feel safe #1\n")
        .replace(SAFE, "2015-16: { value: 75.4,", "2015-2016: { value: 75.4,")
        .replace(SAFE, "{ value: 78.1, margin: 4.1,", "{ value: 78.1%, margin:4.1,")
        .replace(PAPER, "meeting: 2019-11-05", "meeting: 5/11/2019")
        .replace(PAPER, "status: draft", "status: drfat");
    let run = case.check();
    assert_eq!(run.status, 1);
    assert_snapshot!(run.heads(), @r"
    data/wiltshire/measures/1-quality-of-life.yaml:186:7: error [name]
    data/wiltshire/measures/1-quality-of-life.yaml:205:23: error [out-of-range]
    data/wiltshire/measures/1-quality-of-life.yaml:205:55: error [number]
    data/wiltshire/measures/1-quality-of-life.yaml:407:16: error [colon-in-text]
    data/wiltshire/measures/4-safeguarding.yaml:14:20: error [cut-off-text]
    data/wiltshire/measures/4-safeguarding.yaml:27:5: error [period]
    data/wiltshire/measures/4-safeguarding.yaml:28:23: error [number]
    data/wiltshire/measures/4-safeguarding.yaml:28:36: error [no-space-after-colon]
    data/wiltshire/scorecard.yaml:8:10: error [date]
    data/wiltshire/scorecard.yaml:13:9: error [choice]
    ");
    assert!(run.stderr.ends_with("wiltshire: 10 errors\n"), "{}", run.stderr);
}

#[test]
fn after_a_failed_build_the_old_outputs_stand() {
    let case = Case::small();
    case.built();
    let before = case.out();
    let run = case.replace(ALL, "2023-24: -0.2 }", "2023-24: 1,2 }").build();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.out == before);
}
