//! Rules of judgement, each with a broken pack: what somebody wrote, the exact place reported, and the whole message.
//! Also what a pack can do about a finding, and what programs are told.
//!
//! In the edited text `▸` marks the character at which a person would look; the mark is removed before the file is
//! written.

use std::fs;

use crate::case::{Case, json};
use crate::small;

const PAPER: &str = "scorecard.yaml";
const ALL: &str = "measures/all.yaml";
const REPORT: &str = "report.md";

/// The only finding not accepted for a pack with one edit, without its first line; it must be at the mark.
#[track_caller]
fn told(case: Case, file: &str, from: &str, to: &str, head: &str) -> String {
    told_when(case, &[], (file, from, to), head)
}

/// The same, with further arguments of the command.
#[track_caller]
fn told_when(case: Case, with: &[&str], (file, from, to): (&str, &str, &str), head: &str) -> String {
    let case = case.replace(file, from, to);
    let marked = fs::read_to_string(case.path(file)).expect("it is there");
    let before = &marked[..marked.find('▸').expect("a mark where a person would look")];
    let (line, last) = (before.matches('\n').count() + 1, before.split('\n').next_back().unwrap_or_default());
    let place = format!("{}/{file}:{line}:{}", case.pack, last.chars().count() + 1);
    let case = case.file(file, marked.replace('▸', ""));
    let run = case.run(&[&["check", &case.pack], with].concat());
    assert_eq!(run.heads(), format!("{place}: {head}"), "{}", run.stderr);
    run.findings().remove(0).1
}

/// A fault in the measures of the small pack.
#[track_caller]
fn measures(from: &str, to: &str, head: &str) -> String {
    told(Case::small(), ALL, from, to, head)
}

/// A fault in what the small pack says about the paper.
#[track_caller]
fn paper(from: &str, to: &str, head: &str) -> String {
    told(Case::small(), PAPER, from, to, head)
}

/// The latest reading of the first measure in the small pack.
const LATEST: &str = "2023-24: { value: 81.3, margin: 1.1, respondents: 400, note: By post }";

// === Figures ====================================================================================================

#[test]
fn a_share_above_a_hundred() {
    assert_eq!(
        measures("2021-22: 78.1", "2021-22: ▸178.1", "before dispatch [unlikely-value]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2021-22 is 178.1%\n\
         fix: write a share from 0 to 100; if it is no share, accept this with the reason"
    );
}

#[test]
fn days_below_nought() {
    assert_eq!(
        measures("2023-24 Q3: 29", "2023-24 Q3: ▸-29", "before dispatch [unlikely-value]"),
        "in measure 2, Days until an assessment\n\
         the figure for 2023-24 Q3 is −29 days\n\
         fix: write 0 or more; if it is no length of time, accept this with the reason"
    );
}

#[test]
fn a_share_written_for_a_percentage() {
    assert_eq!(
        measures("2022-23: 79.4", "2022-23: ▸0.794", "before dispatch [far-from-neighbours]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2022-23, 0.794, is 98 times smaller than the 78.1 beside it\n\
         fix: correct the point or the unit; if the figure is right, mark it `break: yes` or accept this with the \
         reason"
    );
}

#[test]
fn a_comparators_figure_that_lost_its_point() {
    assert_eq!(
        measures("2022-23: 77.0", "2022-23: ▸0.770", "before dispatch [far-from-neighbours]").lines().nth(1),
        Some("England's figure for 2022-23, 0.770, is 101 times smaller than the 77.5 beside it")
    );
}

#[test]
fn a_figure_that_its_counts_do_not_make() {
    let changed = "2023-24: { value: ▸81.3, numerator: 187, denominator: 237 }";
    assert_eq!(
        measures(LATEST, changed, "before dispatch [not-the-share]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2023-24 is 81.3%, but 187 of 237 make 78.9%\n\
         fix: correct the figure, or the counts"
    );
}

#[test]
fn a_count_that_tells_who_they_are() {
    let small = "2021-22: { value: 80.0, numerator: ▸4, denominator: 5 }";
    let fix = "fix: write `c` for the value; no number behind it is published. If these are no people, or the count is \
               public, accept this with the reason";
    assert_eq!(
        measures("2021-22: 78.1", small, "before dispatch [small-count]"),
        format!(
            "in measure 1, People who are satisfied\n\
             the numerator for 2021-22 is 4, so few that people could be known by it\n{fix}"
        )
    );
    let people = Case::small().replace(ALL, "unit: days", "unit: count of people");
    assert_eq!(
        told(people, ALL, "2023-24 Q3: 29", "2023-24 Q3: ▸3", "before dispatch [small-count]"),
        format!(
            "in measure 2, Days until an assessment\n\
             3 people for 2023-24 Q3 could tell who they are\n{fix}"
        )
    );
}

#[test]
fn counts_behind_a_suppression_and_of_things_are_no_fault() {
    let behind = "2021-22: { value: c, numerator: 3, denominator: 30 }";
    let case = Case::small().replace(ALL, "2021-22: 78.1", behind);
    let case = case.replace(ALL, "unit: days", "unit: count of homes").replace(ALL, "Q3: 29", "Q3: 3");
    assert_eq!(case.check().heads(), "");
}

#[test]
fn no_figure_for_too_long() {
    let readings = "readings: { 2023-24 Q3: 29, 2023-24 Q4: 30 }";
    assert_eq!(
        measures(readings, "readings: { ▸2022-23 Q3: 29 }", "before dispatch [reading-overdue]"),
        "in measure 2, Days until an assessment\n\
         the newest figure is for 2022-23 Q3, but the measure is quarterly and figures are in up to 31 May 2024\n\
         fix: add what has come since, or why there is none, such as `x`"
    );
}

#[test]
fn a_period_that_is_left_out_in_the_middle() {
    let quarters = |of: &str| format!("readings: {{ {of}, 2023-24 Q3: 29, 2023-24 Q4: 30 }}");
    let readings = "readings: { 2023-24 Q3: 29, 2023-24 Q4: 30 }";
    let left_out = quarters("2022-23 Q2: 31, 2022-23 Q3: 29, ▸2023-24 Q1: 30, 2023-24 Q2: 28");
    assert_eq!(
        measures(readings, &left_out, "advice [reading-left-out]"),
        "in measure 2, Days until an assessment\n\
         no figure for 2022-23 Q4 stands in front of that for 2023-24 Q1, and no reason why there is none\n\
         fix: write the figure, or the reason: `2022-23 Q4: x`"
    );
    // There is a reason, or a break; or the series consists of every other quarter.
    for sound in [
        "2022-23 Q2: 31, 2022-23 Q3: 29, 2022-23 Q4: x, 2023-24 Q1: 30, 2023-24 Q2: 28",
        "2022-23 Q2: 31, 2022-23 Q3: 29, 2023-24 Q1: { value: 30, break: yes }, 2023-24 Q2: 28",
        "2022-23 Q1: 31, 2022-23 Q3: 29, 2023-24 Q1: 30",
    ] {
        let case = Case::small().replace(ALL, readings, &quarters(sound));
        assert_eq!(case.check().heads(), "", "{sound}");
    }
}

#[test]
fn what_lies_beside_measures_and_is_none() {
    let run = Case::small().file("measures/old/all.yaml", "x").check();
    assert_eq!(
        run.findings(),
        [(
            "data/small/measures/old:1:1: advice [unread-file]".to_owned(),
            "`old` is not read, because it is a folder\n\
             fix: put its files beside the others, or take it out of the pack"
                .to_owned()
        )]
    );
    let litter = ["Thumbs.db", "desktop.ini", ".DS_Store", "all.yaml~", "all.yaml.bak", ".all.yaml.swp"];
    let case = litter.iter().fold(Case::small(), |case, name| case.file(&format!("measures/{name}"), "x"));
    let run = case.file("services/Thumbs.db", "x").run(&["check", "data/small", "--deny-warnings"]);
    assert_eq!((run.heads().as_str(), run.status), ("", 0));
}

#[test]
fn a_figure_of_the_future() {
    assert_eq!(
        measures("2023-24 Q4: 30 }", "2023-24 Q4: 30, ▸2024-25 Q1: 27 }", "before dispatch [future-reading]"),
        "in measure 2, Days until an assessment\n\
         2024-25 Q1 is not over on 31 May 2024, the day up to which figures are in\n\
         fix: correct the period, or `data-as-at`"
    );
}

#[test]
fn a_calendar_year_among_financial_years() {
    assert_eq!(
        measures("2022-23: 79.4", "▸2022: 79.4", "before dispatch [other-year]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2022 is for a calendar year; the others are for financial years\n\
         fix: write `2022-23`; if the figures go by another year from here on, mark this one `break: yes`"
    );
    // For the newest figure, and for one between two others.
    let newest = measures(LATEST, "▸2023: 81.3", "before dispatch [other-year]");
    assert!(newest.contains("fix: write `2023-24`; "), "{newest}");
    let between = measures("2021-22: 78.1, ", "2021-22: 78.1, ▸2022: 79.0, ", "before dispatch [other-year]");
    assert!(between.contains("fix: take the line out; "), "{between}");
}

#[test]
fn a_calendar_year_among_a_comparators_financial_years() {
    assert_eq!(
        measures("england: { 2022-23: 77.0", "england: { ▸2022: 77.0", "before dispatch [other-year]"),
        "in measure 1, People who are satisfied\n\
         England's figure for 2022 is for a calendar year; the others are for financial years\n\
         fix: write `2022-23` or `2021-22`; if the figures go by another year from here on, mark this one `break: yes`"
    );
}

#[test]
fn a_financial_year_among_calendar_years() {
    let case = Case::small().replace(
        ALL,
        "{ 2022-23: -0.7, 2023-24: -0.2 }",
        "{ 2021: -0.4, 2022: -0.7, 2023: -0.2 }",
    );
    let told = told(case, ALL, "2022: -0.7", "▸2022-23: -0.7", "before dispatch [other-year]");
    assert!(
        told.contains("the figure for 2022-23 is for a financial year; the others are for calendar years"),
        "{told}"
    );
    assert!(told.contains("fix: write `2022`; "), "{told}");
}

#[test]
fn a_quarter_of_the_calendar_year_among_those_of_financial_years() {
    // The third quarter of 2023-24 ends in December, that of 2023 in September.
    let told = measures("{ 2023-24 Q3: 29,", "{ ▸2023 Q3: 29,", "before dispatch [other-year]");
    assert!(
        told.contains(
            "the figure for 2023 Q3 is for a calendar quarter; the others are for financial quarters"
        ),
        "{told}"
    );
    assert!(told.contains("fix: write `2023-24 Q3` or `2023-24 Q2`; "), "{told}");
}

#[test]
fn a_target_for_another_kind_of_year_holds_for_no_figure() {
    assert_eq!(
        measures("target: 80.0", "target: ▸{ 2022-23: 79, 2023: 80 }", "before dispatch [other-year]"),
        "in measure 1, People who are satisfied\n\
         the target for 2023 is for a calendar year; the figures are for financial years\n\
         fix: write `2023-24`"
    );
}

#[test]
fn a_comparator_that_goes_by_another_year() {
    assert_eq!(
        measures(
            "england: { 2022-23: 77.0, 2023-24: 77.5 }",
            "england: { ▸2022: 77.0, 2023: 77.5 }",
            "before dispatch [other-year]"
        ),
        "in measure 1, People who are satisfied\n\
         England's figure goes by calendar years, and the council's by financial years, of which only nine months are \
         the same\n\
         fix: write figures for financial years; if there are none, accept this with the reason, and tell members"
    );
}

#[test]
fn a_series_that_went_over_to_another_year_is_no_fault() {
    let went_over = "readings: { 2021: 78.1, 2022-23: { value: 79.4, break: yes }, ";
    let case = Case::small().replace(ALL, "readings: { 2021-22: 78.1, 2022-23: 79.4, ", went_over);
    assert_eq!(case.check().heads(), "");
    // A day is the same in any kind of year.
    let day = Case::small().replace(ALL, "2021-22: 78.1", "2022-03-31: 78.1");
    assert_eq!(day.check().heads(), "");
}

#[test]
fn a_comparator_of_last_year() {
    assert_eq!(
        measures("2022-23: 77.0, 2023-24: 77.5", "▸2022-23: 77.0", "advice [comparator-older]"),
        "in measure 1, People who are satisfied\n\
         England's newest figure is for 2022-23, the council's for 2023-24\n\
         fix: add the newer figure if it is out; if not, the page prints the period"
    );
}

// === Targets ====================================================================================================

#[test]
fn a_target_of_nought_where_more_is_better() {
    assert_eq!(
        measures("target: 80.0", "target: ▸0.0", "before dispatch [target-always-met]"),
        "in measure 1, People who are satisfied\n\
         a target of 0.0% is met by every figure, because higher is better\n\
         fix: write the target that was decided on, or correct `better`"
    );
}

#[test]
fn a_target_on_the_wrong_side_of_every_figure() {
    assert_eq!(
        measures("target: 80.0", "target: ▸8.0", "advice [target-far]"),
        "in measure 1, People who are satisfied\n\
         every figure, from 78.1% to 81.3%, meets the target of 8.0% by far\n\
         fix: correct the target or `better`; if both are right, accept this with the reason"
    );
}

#[test]
fn a_target_several_times_off_and_one_that_is_ambitious() {
    let told = measures("target: 80.0", "target: ▸450.0", "advice [target-far]");
    let what = "every figure, from 78.1% to 81.3%, misses the target of 450.0% by far";
    assert_eq!(told.lines().nth(1), Some(what));
    let ambitious =
        Case::small().replace(ALL, "target: 80.0", "target: 100.0").replace(ALL, LATEST, "2023-24: 60.0");
    assert_eq!(ambitious.check().heads(), "");
}

/// The small pack with another target of its quarterly measure, and figures up to the first quarter of a new year.
fn new_year(target: &str) -> Case {
    Case::small()
        .replace(ALL, "target: { 2023-24 Q3: 28, 2023-24 Q4: 28 }", &format!("target: {target}"))
        .replace(ALL, "2023-24 Q4: 30 }", "2023-24 Q4: 30, 2024-25 Q1: 25 }")
        .replace(PAPER, "data-as-at: 2024-05-31", "data-as-at: 2024-07-02")
        .replace(PAPER, "version-date: 2024-06-03", "version-date: 2024-07-03")
        .replace(PAPER, "meeting: 2024-06-11", "meeting: 2024-09-10")
}

#[test]
fn a_target_does_not_hold_into_a_new_year_by_itself() {
    let told_of = |target: &str| {
        let (case, marked) = (new_year("{ 2023-24 Q3: 28 }"), format!("target: ▸{target}"));
        told(case, ALL, "target: { 2023-24 Q3: 28 }", &marked, "before dispatch [target-not-renewed]")
    };
    assert_eq!(
        told_of("{ 2023-24 Q3: 28 }"),
        "in measure 2, Days until an assessment\n\
         no target holds for 2024-25 Q1, the latest figure; the last one, 28 or less, is written for 2023-24 Q3 and \
         held to the end of 2023-24\n\
         fix: add `2024-25 Q1: 28` to `target`; if the target changed, write the new one instead"
    );
    // The remedy, followed to the letter.
    assert_eq!(new_year("{ 2023-24 Q3: 28, 2024-25 Q1: 28 }").check().heads(), "");
}

#[test]
fn a_yearly_target_is_written_for_each_year() {
    let with = |target: &str| Case::small().replace(ALL, "target: 80.0", &format!("target: {target}"));
    assert_eq!(
        measures(
            "target: 80.0",
            "target: ▸{ 2021-22: 77.0, 2022-23: 78.0 }",
            "before dispatch [target-not-renewed]"
        ),
        "in measure 1, People who are satisfied\n\
         no target holds for 2023-24, the latest figure; the last one, 78.0% or more, is written for 2022-23\n\
         fix: add `2023-24: 78.0` to `target`; if the target changed, write the new one instead"
    );
    assert_eq!(with("{ 2022-23: 78.0, 2023-24: 78.0 }").check().heads(), "");
    // A target that only begins later was never there to be renewed.
    assert_eq!(with("{ 2024-25: 82.0 }").check().heads(), "");
}

#[test]
fn a_target_holds_on_within_its_year() {
    let outputs = Case::small()
        .replace(ALL, "target: { 2023-24 Q3: 28, 2023-24 Q4: 28 }", "target: { 2023-24 Q3: 28 }")
        .built();
    let waiting = &json(&outputs["scorecard.json"])["measures"][1];
    assert_eq!(waiting["rating"]["colour"], "amber");
    assert_eq!(waiting["target"]["to"], "28");
    assert_eq!(waiting["target"]["since"], "2023-24 Q3");
    let page = String::from_utf8(outputs["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("set from the third quarter of 2023-24"));
}

#[test]
fn a_part_of_the_years_target_is_due_at_each_time_of_the_year() {
    let sum = |target: &str| {
        let case = new_year(target);
        case.replace(ALL, "frequency: quarterly", "frequency: quarterly\n  covers: year to date")
    };
    let told =
        |target: &str| sum(target).check().findings().into_iter().map(|found| found.1).collect::<Vec<_>>();
    let fix = |told: &[String]| told[0].lines().last().map(str::to_owned).expect("a remedy");
    assert_eq!(
        fix(&told("{ 2023-24 Q1: 24, 2023-24 Q3: 28, 2023-24 Q4: 29 }")),
        "fix: add `2024-25 Q1: 24` to `target`; if the target changed, write the new one instead"
    );
    assert_eq!(
        fix(&told("{ 2023-24 Q3: 28 }")),
        "fix: add `2024-25 Q1: ...` to `target`, with what is to be reached by then"
    );
}

/// What keeps a red measure and a paper free of other findings.
const EXPLAINED: &str = "comment: Said.\naction: Done by May.\nowner: Head of Service\n";
const PUBLIC: &str = "classification: Public\n";

/// A measure of the year to date in a pack of its own, with what is told of it.
fn sum(lines: &str) -> Vec<(String, String)> {
    let lines = format!("better: higher\nfrequency: quarterly\ncovers: year to date\n{EXPLAINED}{lines}");
    Case::of("sum", &small::one(&lines, PUBLIC)).check().findings()
}

const HOMES: &str = "unit: count of homes\nreadings: { 2019-20 Q1: 9, 2019-20 Q2: 41, 2019-20 Q3: 70, 2019-20 Q4: 132, \
                     2020-21 Q1: 31 }\n";

#[test]
fn the_years_target_at_every_point_of_a_sum() {
    let told = sum(&format!("{HOMES}target: 100"));
    let [(head, message)] = told.as_slice() else { panic!("{told:#?}") };
    assert!(head.ends_with(": before dispatch [target-of-year]"), "{head}");
    assert_eq!(
        message,
        "in measure 1, M\n\
         each figure counts from the beginning of the year, and one target of 100 homes is for all of them: the figure for \
         2020-21 Q1, 31 homes, is held against what the whole year is to bring\n\
         fix: write `target: { year: 100, profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% } }`, with the shares of the year that \
         are planned; if the figures are an average and no sum, accept this with the reason"
    );
    // The remedy, followed to the letter.
    let even = "target: { year: 100, profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% } }";
    assert_eq!(sum(&format!("{HOMES}{even}")), []);
    // The first figure of a new measure: its unit counts things.
    assert_eq!(sum("unit: count of homes\nreadings: { 2020-21 Q1: 31 }\ntarget: 100").len(), 1);
}

#[test]
fn an_average_over_the_year_so_far_may_have_one_target() {
    let days = "unit: days\nreadings: { 2019-20 Q1: 21.9, 2019-20 Q2: 21.4, 2019-20 Q3: 19.6, 2020-21 Q1: 18.9 }\ntarget: 20";
    assert_eq!(sum(days), []);
    let share = "unit: percent\nreadings: { 2019-20 Q1: 18.8, 2019-20 Q2: 20.6, 2019-20 Q4: 22.0, 2020-21 Q1: 16.4 }\ntarget: 16";
    assert_eq!(sum(share), []);
    // Nought of a year is nought at each point of it.
    let none =
        "unit: count of injuries\nreadings: { 2019-20 Q3: 1, 2019-20 Q4: 3, 2020-21 Q1: 0 }\ntarget: 0";
    let none = none.replace("target", "better: lower\ntarget");
    let lines = format!("frequency: quarterly\ncovers: year to date\n{none}");
    assert_eq!(Case::of("none", &small::one(&lines, PUBLIC)).check().findings(), []);
}

#[test]
fn a_profile_gives_each_part_of_the_year_its_share() {
    let lines = format!(
        "better: higher\nfrequency: quarterly\ncovers: year to date\n{HOMES}\
         target: {{ year: {{ 2019-20: 100, 2020-21: 120 }}, profile: {{ Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% }} }}"
    );
    let outputs = Case::of("sum", &small::one(&lines, "")).built();
    let measure = &json(&outputs["scorecard.json"])["measures"][0];
    assert_eq!(measure["rating"]["colour"], "green");
    assert_eq!(measure["target"]["from"], "30");
    assert_eq!(measure["target"]["of-year"], serde_json::json!({ "share": "25", "from": "120", "to": null }));
    let page = String::from_utf8(outputs["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("a quarter of 120 for the year"));
    // A year that nobody wrote a target for.
    let told = Case::of("sum", &small::one(&lines.replace(", 2020-21: 120", ""), PUBLIC)).check().findings();
    assert_eq!(
        told[0].1.lines().last(),
        Some("fix: add `2020-21: 100` to `year`; if the target changed, write the new one instead")
    );
}

#[test]
fn a_profile_that_cannot_be_used() {
    let of = |profile: &str| {
        let told = sum(&format!("{HOMES}target: {{ year: 100, profile: {profile} }}"));
        assert!(told.len() == 1 && told[0].0.ends_with(": error [target]"), "{profile}: {told:#?}");
        told[0].1.lines().last().map(str::to_owned).expect("a remedy")
    };
    for (profile, fix) in [
        (
            "{ Q1: 25%, Q2: 25%, Q3: 25%, Q4: 25% }",
            "write `profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% }`",
        ),
        (
            "{ Q1: 10%, Q2: 20%, Q3: 30%, Q4: 40% }",
            "write `profile: { Q1: 10%, Q2: 30%, Q3: 60%, Q4: 100% }`",
        ),
        ("{ Q1: 25%, Q2: 50% }", "add `Q3: 75%, Q4: 100%` to it, or the shares that are planned"),
        ("{ Q1: 25, Q2: 50%, Q3: 75%, Q4: 100% }", "write `25%`"),
        ("{ Q1: 0.25, Q2: 50%, Q3: 75%, Q4: 100% }", "write `25%`"),
        ("{ q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% }", "write `Q1`"),
        (
            "{ Q1: 50%, Q2: 25%, Q3: 75%, Q4: 100% }",
            "write shares counted from the beginning of the year, which never fall",
        ),
    ] {
        assert_eq!(of(profile), format!("fix: {fix}"), "{profile}");
    }
    let told = measures(
        "target: 80.0",
        "target: ▸{ year: 80, profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% } }",
        "error [target]",
    );
    assert!(told.contains("a profile is for figures that count from the beginning of the year"), "{told}");
}

#[test]
fn a_series_that_begins_anew_each_april() {
    let tax = "unit: percent\nbetter: higher\nfrequency: quarterly\ntarget: 97\n\
               readings: { 2018-19 Q1: 28.4, 2018-19 Q2: 56.1, 2018-19 Q3: 83.9, 2018-19 Q4: 96.8, 2019-20 Q1: 28.1, \
               2019-20 Q2: 55.8, 2019-20 Q3: 83.4, 2019-20 Q4: 96.4, 2020-21 Q1: 27.9, 2020-21 Q2: 55.0 }";
    let check = |lines: &str| Case::of("tax", &small::one(&format!("{EXPLAINED}{lines}"), PUBLIC)).check();
    let advice = |lines: &str| check(lines).heads().contains("advice [begins-anew]");
    let run = check(tax);
    let told =
        run.findings().into_iter().find(|(head, _)| head.contains("begins-anew")).expect("the advice").1;
    assert_eq!(
        told,
        "in measure 1, M\n\
         the figures grow through each year and fall back when it ends (96.4% for 2019-20 Q4, then 27.9% for 2020-21 Q1), as \
         sums since its beginning do\n\
         fix: if they are, write `covers: year to date` and `target: { year: 97, profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% } \
         }`, with the shares that are planned; if each figure is of its own period, write `covers: period`"
    );
    let even = "{ year: 97, profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% } }";
    let followed = tax.replace("target: 97", &format!("covers: year to date\ntarget: {even}"));
    assert_eq!(check(&followed).heads(), "");
    assert!(!advice(&tax.replace("target: 97", "target: 97\ncovers: period")));
    // Winters are worse, but the figures do not grow through the year as a sum does.
    let winters = "unit: percent\nbetter: lower\nfrequency: quarterly\ntarget: 30\n\
                   readings: { 2018-19 Q1: 20, 2018-19 Q2: 21, 2018-19 Q3: 24, 2018-19 Q4: 28, 2019-20 Q1: 21, 2019-20 Q2: 22, \
                   2019-20 Q3: 25, 2019-20 Q4: 29, 2020-21 Q1: 20, 2020-21 Q2: 22 }";
    assert!(!advice(winters));
}

#[test]
fn a_target_that_is_the_figure_of_nobody() {
    assert_eq!(
        told(
            Case::small().replace(ALL, "  comparators:\n    england: { 2022-23: 77.0, 2023-24: 77.5 }\n", ""),
            ALL,
            "target: 80.0",
            "target: ▸england",
            "before dispatch [target-without-figure]"
        ),
        "in measure 1, People who are satisfied\n\
         the target is England's figure, and there is none for 2023-24, nor an earlier one that can be compared\n\
         fix: add `2023-24` to `england` under `comparators`, with its figure; if there is none, write a number as `target`, or \
         take the line out"
    );
    let older = Case::small().replace(ALL, "target: 80.0", "target: england").replace(
        ALL,
        "2022-23: 77.0, 2023-24: 77.5",
        "2022-23: 77.0",
    );
    assert!(!older.check().heads().contains("target-without-figure"), "the page says of when it is");
}

#[test]
fn a_share_of_a_percentage_or_points() {
    assert_eq!(
        measures("tolerance: 2pp", "tolerance: ▸5%", "advice [tolerance-share]"),
        "in measure 1, People who are satisfied\n\
         5% of the target is 4 percentage points: amber ends at 76%, and with 5 points at 75%\n\
         fix: write `5pp` if percentage points are meant, `4pp` if it is right as it is"
    );
    for plain in ["5pp", "4pp", "10%"] {
        let case = Case::small().replace(ALL, "tolerance: 2pp", &format!("tolerance: {plain}"));
        assert_eq!(case.check().heads(), "", "{plain}");
    }
}

#[test]
fn a_tolerance_that_forgives_nearly_everything() {
    assert_eq!(
        measures("tolerance: 2pp", "tolerance: ▸60%", "advice [tolerance-wide]"),
        "in measure 1, People who are satisfied\n\
         against a target of 80% only figures below 32% are red: a tolerance of 60% of it forgives nearly everything\n\
         fix: write the tolerance that was decided on, such as `10%`; if it is this, accept it with the reason"
    );
    for (from, to) in [("tolerance: 2pp", "tolerance: 25pp"), ("tolerance: 10%", "tolerance: 20")] {
        let run = Case::small().replace(ALL, from, to).check();
        assert!(run.heads().contains("advice [tolerance-wide]"), "{to}: {}", run.stderr);
    }
    for (from, to) in [("tolerance: 2pp", "tolerance: 15pp"), ("tolerance: 10%", "tolerance: 30%")] {
        assert_eq!(Case::small().replace(ALL, from, to).check().heads(), "", "{to}");
    }
}

#[test]
fn a_target_in_words() {
    let fix = |words: &str| {
        let told = measures("target: 80.0", &format!("target: ▸{words}"), "error [target]");
        told.lines().last().map(str::to_owned).expect("a remedy")
    };
    let digits = "fix: write `80.0`; `better` says which side of it is good";
    for words in ["at least 80.0", "80.0 or more", "min 80.0", "80.0%+", "\">= 80.0\"", "≥ 80.0%"] {
        assert_eq!(fix(words), digits, "{words}");
    }
    assert_eq!(
        fix("at most 80.0"),
        "fix: ask which is right: write `80.0`, and `better: lower` if the words are"
    );
    assert!(fix("yes").starts_with("fix: write the number that is to be reached"));
    assert!(fix("tbc").starts_with("fix: leave the line out; "));
    assert_eq!(fix("better than England"), "fix: write `england`: its figure is then the target");
    let alone = "; `england` alone makes that comparator's own figure the target";
    let number = "fix: write the number that it comes to; where it changes, one for each period, as in `{ 2023-24: ... }`";
    for words in ["england + 2", "top quartile of england", "England - 1"] {
        assert_eq!(fix(words), format!("{number}{alone}"), "{words}");
    }
    for words in ["upper quartile", "top-quartile", "improve"] {
        assert_eq!(fix(words), number, "{words}");
    }
    let near = measures("target: 80.0", "target: ▸engand", "error [unknown-name]");
    assert!(near.ends_with("fix: did you mean `england`?"), "{near}");
}

#[test]
fn a_year_among_quarters_as_a_target() {
    let told = measures(
        "target: { 2023-24 Q3: 28, 2023-24 Q4: 28 }",
        "target: { ▸2023-24: 28 }",
        "error [period-frequency]",
    );
    assert!(told.ends_with("fix: write `2023-24 Q1`, from which it holds to the end of 2023-24"), "{told}");
}

// === What members are told ======================================================================================

/// The small pack with its first measure red, and without one of its lines.
fn red_without(line: &str) -> Case {
    Case::small().replace(ALL, "target: 80.0", "target: 90.0").replace(ALL, line, "")
}

#[test]
fn a_red_measure_without_comment_action_or_owner() {
    for (line, key, fix) in [
        ("  comment: Up for two years.\n", "comment", "add a `comment` that tells members why"),
        ("  action: Ask again in spring.\n", "action", "add an `action`: what is being done, by when"),
        ("  owner: Head of Service\n", "owner", "add an `owner`: the post that answers for it"),
    ] {
        let (from, to) = ("title: People who", "title: ▸People who");
        let head = format!("before dispatch [red-without-{key}]");
        assert_eq!(
            told(red_without(line), ALL, from, to, &head),
            format!(
                "in measure 1, People who are satisfied\nthe measure is red and has no {key}\nfix: {fix}"
            )
        );
    }
}

#[test]
fn a_comment_that_outlived_its_figures() {
    let readings = "readings: { 2021-22: 78.1, 2022-23: 79.4, ";
    let falling = "readings: { 2019-20: 89.2, 2020-21: 86.4, 2021-22: 84.1, 2022-23: 83.4, ";
    let case = Case::small().replace(ALL, readings, falling);
    let fix = "fix: write what the figures show; if the comment is about something else, say what";
    assert_eq!(
        told(
            case,
            ALL,
            "comment: Up for two years.",
            "comment: ▸Steadily improving since 2019-20.",
            "before dispatch [comment-contradicts]"
        ),
        format!(
            "in measure 1, People who are satisfied\n\
             the comment says `improving`, but the trend is worsening\n{fix}"
        )
    );
    assert_eq!(
        measures(
            "comment: Up for",
            "comment: ▸Short of the target for",
            "before dispatch [comment-contradicts]"
        ),
        format!(
            "in measure 1, People who are satisfied\n\
             the comment says `Short of the target`, but the target is met\n{fix}"
        )
    );
}

#[test]
fn a_review_that_cannot_have_taken_place() {
    assert_eq!(
        measures("reviewed: 2024-04-15", "reviewed: ▸2042-04-15", "before dispatch [review-to-come]"),
        "in measure 1, People who are satisfied\n\
         the review is of 15 April 2042, after the meeting on 11 June 2024\n\
         fix: write the day on which the measure was last reviewed"
    );
    // A review on the day of the meeting itself is planned, and not a fault.
    let case = Case::small().replace(ALL, "reviewed: 2024-04-15", "reviewed: 2024-06-11");
    assert_eq!(case.check().heads(), "");
}

#[test]
fn a_theme_without_a_director() {
    assert_eq!(
        paper(
            "{ name: reablement, title: Reablement, director: Head of Reablement,",
            "{ name: ▸reablement, title: Reablement,",
            "before dispatch [theme-without-director]"
        ),
        "the theme `Reablement` has no director\n\
         fix: add `director`, the post that answers for it"
    );
}

#[test]
fn a_priority_without_a_measure() {
    let case = Case::small().replace(ALL, "  priorities: [home]\n", "");
    assert_eq!(
        told(case, PAPER, "{ name: home,", "{ name: ▸home,", "advice [priority-without-measure]"),
        "no measure counts to the priority `Living at home`\n\
         fix: write `priorities: [home]` at the measures that do, or take the priority out"
    );
}

#[test]
fn reviews_that_are_overdue_or_never_were() {
    assert_eq!(
        measures("reviewed: 2024-04-15", "reviewed: ▸2023-04-15", "advice [review-overdue]"),
        "in measure 1, People who are satisfied\n\
         the review was due on 15 October 2023, before the meeting on 11 June 2024\n\
         fix: review the measure and write the day, or accept this with the reason"
    );
    let case = Case::small().replace(ALL, "  reviewed: 2024-04-15\n", "");
    assert_eq!(
        told(case, ALL, "title: People who", "title: ▸People who", "advice [never-reviewed]"),
        "in measure 1, People who are satisfied\n\
         measures are reviewed every 6 months, and of this one no review is known\n\
         fix: add `reviewed` with the day of its last review"
    );
}

// === What changed since the version last tabled =================================================================

/// The small pack as its authors continue it: version 1.0 was tabled, and this is 1.1.
fn next_version() -> Case {
    let case = Case::small();
    let tabled = case.built().remove("scorecard.json").expect("the figures of version 1.0");
    case.file("previous.json", tabled).replace(PAPER, "version: \"1.0\"", "version: \"1.1\"")
}

/// The finding for a change in the measures since version 1.0.
#[track_caller]
fn changed(from: &str, to: &str, head: &str) -> String {
    told(next_version(), ALL, from, to, head)
}

/// The remedy for a change that affects the rating.
const TELL_WHY: &str = "fix: write the old one again, or accept this with the reason: who decided it, and when; and tell \
                        members in the report";

#[test]
fn a_version_without_changes_has_nothing_to_tell() {
    assert_eq!(next_version().check().stderr, "small: no faults\n");
}

#[test]
fn a_figure_that_was_changed_in_silence() {
    assert_eq!(
        changed("2021-22: 78.1", "2021-22: ▸78.3", "before dispatch [revised-without-mark]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2021-22 is 78.3%; in version 1.0 it was 78.1%\n\
         fix: write `{ value: 78.3, status: revised }`, or 78.1 again"
    );
    let marked = next_version().replace(ALL, "2021-22: 78.1", "2021-22: { value: 78.3, status: r }");
    assert_eq!(marked.check().heads(), "");
}

#[test]
fn a_comparators_figure_that_was_changed_in_silence() {
    let told = changed("2022-23: 77.0", "2022-23: ▸76.8", "before dispatch [revised-without-mark]");
    assert_eq!(
        told.lines().nth(1),
        Some("England's figure for 2022-23 is 76.8%; in version 1.0 it was 77.0%")
    );
}

#[test]
fn a_figure_that_is_gone() {
    assert_eq!(
        changed("readings: { 2021-22: 78.1, ", "readings: ▸{ ", "before dispatch [figure-gone]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2021-22 is gone; in version 1.0 it was 78.1%\n\
         fix: write it again, or `x` if it was withdrawn"
    );
    assert_eq!(
        changed("2021-22: 78.1", "2021-22: ▸x", "before dispatch [figure-gone]"),
        "in measure 1, People who are satisfied\n\
         the figure for 2021-22 is not available; in version 1.0 it was 78.1%\n\
         fix: write the figure again; if it was wrong, accept this with the reason"
    );
    let withheld = next_version().replace(ALL, "2021-22: 78.1", "2021-22: c");
    assert_eq!(withheld.check().heads(), "");
}

#[test]
fn a_measure_under_another_id() {
    assert_eq!(
        changed("id: waiting", "id: ▸waits", "advice [measure-gone]"),
        "in measure 2, Days until an assessment\n\
         in version 1.0 the id of this measure was `waiting`\n\
         fix: write `id: waiting` again: the id ties its figures together over the years"
    );
}

#[test]
fn a_measure_that_is_gone() {
    let only_two = small::MEASURES.split("- number: 3").next().expect("two measures");
    let case =
        next_version().file(ALL, only_two).replace(PAPER, "  - { name: finance, title: Finance }\n", "");
    assert_eq!(
        told(case, PAPER, "council: ", "▸council: ", "advice [measure-gone]"),
        "measure 3, Spending against the budget, of version 1.0 is not in the pack\n\
         fix: say in the report why it was dropped, and accept this with that reason"
    );
}

#[test]
fn a_target_that_was_moved_to_the_figure() {
    assert_eq!(
        changed(
            "target: { 2023-24 Q3: 28, 2023-24 Q4: 28 }",
            "target: ▸{ 2023-24 Q3: 28, 2023-24 Q4: 30 }",
            "before dispatch [target-changed]"
        ),
        format!(
            "in measure 2, Days until an assessment\n\
             the target is 30 or less; in version 1.0 it was 28 or less; by the old one the measure would be \
             amber, and not green\n{TELL_WHY}"
        )
    );
    assert_eq!(
        changed("target: 80.0", "target: ▸england", "before dispatch [target-changed]"),
        format!(
            "in measure 1, People who are satisfied\n\
             the target is 77.5% or more (the figure of `england`); in version 1.0 it was 80.0% or more; the measure is \
             green by both\n{TELL_WHY}"
        )
    );
}

/// The next version with a figure for 2024-25 of the first measure.
fn next_year() -> Case {
    next_version()
        .replace(ALL, "note: By post }", "note: By post }, 2024-25: 82.0")
        .replace(PAPER, "data-as-at: 2024-05-31", "data-as-at: 2025-04-10")
        .replace(PAPER, "version-date: 2024-06-03", "version-date: 2025-04-10")
        .replace(PAPER, "meeting: 2024-06-11", "meeting: 2025-04-29")
}

#[test]
fn a_target_that_changed_stays_beside_the_old_figures() {
    let of_target = |run: &crate::case::Run| {
        run.findings()
            .into_iter()
            .find(|(head, _)| head.contains("[target-changed]"))
            .map(|(_, message)| message)
    };
    let told =
        of_target(&next_year().replace(ALL, "target: 80.0", "target: 78.0").check()).expect("it changed");
    assert!(
        told.contains(
            "\nfix: if the new one holds only from the new figure on, write `target: { 2023-24: 80.0, 2024-25: 78.0 }`: the old \
             one stays beside the old figure, and the page says what it was; else write the old one again, or accept"
        ),
        "{told}"
    );
    let followed = next_year().replace(ALL, "target: 80.0", "target: { 2023-24: 80.0, 2024-25: 78.0 }");
    assert_eq!(of_target(&followed.check()), None);
    let page = String::from_utf8(followed.built()["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("target was 80.0% in 2023-24"));
    assert!(page.contains("or more, was 80.0%"));
}

#[test]
fn a_target_for_a_new_period_is_no_change() {
    let case = next_version()
        .replace(ALL, "2023-24 Q4: 28 }", "2023-24 Q4: 28, 2024-25 Q1: 26 }")
        .replace(ALL, "2023-24 Q4: 30 }", "2023-24 Q4: 30, 2024-25 Q1: 25 }")
        .replace(PAPER, "data-as-at: 2024-05-31", "data-as-at: 2024-07-02")
        .replace(PAPER, "version-date: 2024-06-03", "version-date: 2024-07-03")
        .replace(PAPER, "meeting: 2024-06-11", "meeting: 2024-09-10");
    assert_eq!(case.check().heads(), "");
}

#[test]
fn a_rated_measure_that_is_now_for_information() {
    assert_eq!(
        changed(
            "  tolerance: 2pp\n",
            "  tolerance: 2pp\n  for-information: ▸yes\n",
            "before dispatch [target-changed]"
        ),
        format!(
            "in measure 1, People who are satisfied\n\
             the measure is for information only; in version 1.0 it was rated green\n{TELL_WHY}"
        )
    );
}

#[test]
fn a_tolerance_that_was_widened() {
    assert_eq!(
        changed("tolerance: 10%", "tolerance: ▸20%", "before dispatch [tolerance-changed]"),
        format!(
            "in measure 2, Days until an assessment\n\
             the tolerance is 20% of the target, 5.6 days; in version 1.0 it was 2.8 days; the measure is amber by both\n{TELL_WHY}"
        )
    );
}

#[test]
fn a_tolerance_of_a_percentage_is_told_in_points() {
    let told = changed("tolerance: 2pp", "tolerance: ▸30%", "before dispatch [tolerance-changed]");
    assert!(
        told.contains(
            "the tolerance is 30% of the target, 24 percentage points; in version 1.0 it was 2 percentage points;"
        ),
        "{told}"
    );
}

#[test]
fn another_way_to_judge_the_same_figures() {
    let of_it = "before dispatch [judging-changed]";
    assert_eq!(
        changed("  tolerance: 2pp\n", "  tolerance: 2pp\n  meaningful-change: ▸5\n", of_it),
        format!(
            "in measure 1, People who are satisfied\n\
             `meaningful-change` is 5; in version 1.0 it was not given\n{TELL_WHY}"
        )
    );
    let said = changed("  tolerance: 10%\n", "  tolerance: 10%\n  seasonal: ▸yes\n", of_it);
    assert_eq!(said.lines().nth(1), Some("`seasonal` is yes; in version 1.0 it was no"));
    let said = changed("2022-23: 79.4", "2022-23: { value: 79.4, break: ▸yes }", of_it);
    assert_eq!(
        said.lines().nth(1),
        Some(
            "the figure for 2022-23 is parted from those before it; in version 1.0 it was compared with them"
        )
    );
    assert_eq!(
        told(next_version(), PAPER, "contact: ", "trends: ▸{ run-length: 6 }\ncontact: ", of_it),
        format!("trends are judged with `run-length: 6`; in version 1.0 it was 7\n{TELL_WHY}")
    );
    // A scorecard from a program that did not record it is not compared.
    let older = next_version().edit("previous.json", |text| {
        let mut tabled: serde_json::Value = serde_json::from_str(&text).expect("sound JSON");
        tabled.as_object_mut().expect("an object").remove("trends");
        for measure in tabled["measures"].as_array_mut().expect("measures") {
            measure.as_object_mut().expect("an object").remove("judging").expect("it was kept");
        }
        tabled.to_string()
    });
    let older = older.replace(ALL, "  tolerance: 10%\n", "  tolerance: 10%\n  seasonal: yes\n");
    assert_eq!(older.check().heads(), "");
}

#[test]
fn the_numbers_beside_a_figure_that_were_changed_in_silence() {
    for (from, to, told) in [
        (
            "margin: 1.1",
            "margin: ▸3.1",
            "the margin of the figure for 2023-24 is 3.1; in version 1.0 it was 1.1",
        ),
        (
            "respondents: 400",
            "respondents: ▸900",
            "the respondents of the figure for 2023-24 is 900; in version 1.0 it was 400",
        ),
    ] {
        assert_eq!(
            changed(from, to, "before dispatch [revised-without-mark]"),
            format!(
                "in measure 1, People who are satisfied\n{told}\n\
                 fix: write `status: revised` beside it, or the old one again"
            )
        );
    }
    let marked = next_version().replace(ALL, "margin: 1.1", "margin: 3.1, status: revised");
    assert_eq!(marked.check().heads(), "");
}

/// A pack whose version 1.0 was tabled in June, at its next meeting.
fn next_meeting(tabled: Case, version_date: &str) -> Case {
    let before = tabled.built().remove("scorecard.json").expect("the figures of version 1.0");
    tabled
        .file("previous.json", before)
        .replace(PAPER, "version: \"1.0\"", "version: \"1.1\"")
        .replace(PAPER, "meeting: 2024-06-11", "meeting: 2024-09-11")
        .replace(PAPER, "version-date: 2024-06-03", &format!("version-date: {version_date}"))
        .replace(PAPER, "data-as-at: 2024-05-31", &format!("data-as-at: {version_date}"))
}

#[test]
fn a_figure_that_is_due_was_forgotten() {
    assert_eq!(
        told(
            next_meeting(Case::small(), "2024-08-13"),
            ALL,
            "2023-24 Q4: 30",
            "▸2023-24 Q4: 30",
            "advice [no-new-figure]"
        ),
        "in measure 2, Days until an assessment\n\
         the newest figure is for 2023-24 Q4, as in version 1.0; the measure is quarterly, and figures are in up \
         to 13 August 2024\n\
         fix: add the new figure, or why there is none, such as `x`; if it is not due yet, accept this with the day on \
         which it comes"
    );
    // Two months after the previous version the quarter has ended, but its figure may still be on its way.
    assert_eq!(next_meeting(Case::small(), "2024-08-12").check().heads(), "");
    let not_there = next_meeting(Case::small(), "2024-08-13");
    let not_there = not_there.replace(ALL, "2023-24 Q4: 30", "2023-24 Q4: 30, 2024-25 Q1: x");
    assert_eq!(not_there.check().heads(), "");
}

#[test]
fn a_comment_and_an_action_of_the_figure_before() {
    let tabled = || {
        Case::small().replace(
            ALL,
            "  tolerance: 10%\n",
            "  tolerance: 10%\n  comment: Two posts are vacant.\n  action: Agency staff from July.\n",
        )
    };
    let goes_on = |case: Case| {
        case.replace(ALL, "2023-24 Q4: 28 }", "2023-24 Q4: 28, 2024-25 Q1: 28 }").replace(
            ALL,
            "2023-24 Q4: 30 }",
            "2023-24 Q4: 30, 2024-25 Q1: 29 }",
        )
    };
    let next = || goes_on(next_meeting(tabled(), "2024-08-13"));
    let head = "advice [text-not-renewed]";
    assert_eq!(
        told(next(), ALL, "comment: Two posts", "comment: ▸Two posts", head),
        "in measure 2, Days until an assessment\n\
         the comment and the action are word for word as in version 1.0, beside a new figure: 29 days for 2024-25 Q1\n\
         fix: read them again beside the new figure, and write what is so now; if nothing is to be changed, accept \
         this with the reason"
    );
    let commented = next().replace(ALL, "Two posts are vacant", "One post is vacant");
    let said = told(commented, ALL, "action: Agency", "action: ▸Agency", head);
    assert!(said.contains("the action is word for word as in version 1.0"), "{said}");
    // Beside the same figure, the same text is right.
    assert_eq!(next_meeting(tabled(), "2024-08-12").check().heads(), "");
}

#[test]
fn another_measure_under_the_old_id() {
    assert_eq!(
        changed("unit: days", "unit: ▸hours", "before dispatch [definition-changed]"),
        "in measure 2, Days until an assessment\n\
         `unit` is `hours`; in version 1.0 it was `days`\n\
         fix: give the measure a new id if it is another one now; if not, write the old one again"
    );
    let covers = "  frequency: quarterly\n  covers: ▸snapshot\n";
    let told = changed("  frequency: quarterly\n", covers, "before dispatch [definition-changed]");
    assert_eq!(told.lines().nth(1), Some("`covers` is `snapshot`; in version 1.0 it was `period`"));
}

#[test]
fn another_paper_under_the_old_version() {
    let case = next_version().replace(ALL, "2021-22: 78.1", "2021-22: { value: 78.3, status: r }");
    assert_eq!(
        told(case, PAPER, "version: \"1.1\"", "version: ▸\"1.0\"", "before dispatch [version-not-raised]"),
        "the figures are not those of version 1.0, which was tabled\n\
         fix: give this version a name of its own"
    );
}

#[test]
fn a_previous_version_that_cannot_be_read() {
    let fix = "fix: copy `scorecard.json` from the outputs of the version last tabled once more";
    for (text, place, told) in [
        (
            "{ \"format\": 1,\n  \"version\": }",
            "2:14",
            format!(
                "the file is not a `scorecard.json` that the program wrote: it cannot be read from here on\n{fix}"
            ),
        ),
        (
            "{ \"format\": 99 }",
            "1:1",
            "the file has form 99, and this program knows forms up to 1\n\
             fix: use the version of scorecard that wrote it, or a newer one"
                .to_owned(),
        ),
        (
            "{ \"format\": 1, \"version\": \"1\", \"version-date\": \"5 May\", \"measures\": [] }",
            "1:1",
            format!("the file holds `5 May`, which the program cannot have written\n{fix}"),
        ),
    ] {
        let run = Case::small().file("previous.json", text).check();
        assert_eq!(
            run.heads(),
            format!("data/small/previous.json:{place}: error [previous]"),
            "{}",
            run.stderr
        );
        assert_eq!(run.findings().remove(0).1, told);
        assert_eq!(run.status, 1);
    }
}

// === Dispatch ===================================================================================================

/// The output of `check` on a given day.
#[track_caller]
fn on(day: &str) -> (i32, String) {
    let run = Case::small().run(&["check", "data/small", "--today", day]);
    (run.status, run.stderr)
}

#[test]
fn the_last_day_for_publication_is_held_against_today() {
    // The meeting is on Tuesday 11 June 2024: 4, 5, 6, 7 and 10 June are the five clear working days.
    let left = |left: &str| (0, format!("small: no faults\nsmall: publish by Monday 3 June 2024; {left}\n"));
    assert_eq!(on("2024-05-30"), left("2 working days left"));
    assert_eq!(on("2024-06-01"), left("1 working day left"));
    assert_eq!(on("2024-06-03"), left("today"));
    assert_eq!(on("2024-06-12"), (0, "small: no faults\n".to_owned()));
    assert_eq!(
        told_when(
            Case::small(),
            &["--today", "2024-06-04"],
            (PAPER, "meeting: ", "meeting: ▸"),
            "before dispatch [too-late]"
        ),
        "the last day to publish for the meeting on Tuesday 11 June 2024 was Monday 3 June 2024, 5 clear working days \
         before it\n\
         fix: take it to a later meeting; if the chair finds it urgent, accept this with the reason for the minutes"
    );
}

#[test]
fn the_model_papers_last_day_was_28_october_2019() {
    let run = Case::wiltshire().run(&["check", "data/wiltshire", "--today", "2019-10-24"]);
    assert!(
        run.stderr.ends_with("wiltshire: publish by Monday 28 October 2019; 2 working days left\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_late_paper_is_accepted_with_the_chairs_reason() {
    let entry = "accepted:\n  - { rule: too-late, where: scorecard.yaml, reason: The chair agrees that it is urgent }\n";
    let case = Case::small().edit(PAPER, |text| text.replace("status: draft", "status: final") + entry);
    let run = case.run(&["check", "data/small", "--today", "2024-06-05"]);
    assert_eq!((run.status, run.heads().as_str()), (0, ""), "{}", run.stderr);
    // A build does not know the day, and so has nothing to say about the entry.
    assert_eq!(case.build().stderr, "small: no faults; written to out/small\n");
}

#[test]
fn a_meeting_beyond_the_bank_holidays_that_are_known() {
    let case = Case::small().replace(PAPER, "review-interval: 6 months\n", "").replace(
        PAPER,
        "version-date: 2024-06-03",
        "version-date: 2030-12-20",
    );
    assert_eq!(
        told(case, PAPER, "meeting: 2024-06-11", "meeting: ▸2031-01-14", "advice [bank-holidays]"),
        "the last day to publish for the meeting on Tuesday 14 January 2031 is not known here, because bank holidays of \
         England are known from 2012 to 2027\n\
         fix: count 5 clear working days before the meeting by the list on www.gov.uk/bank-holidays, and accept this with \
         that day as the reason; a newer version of scorecard may know the year"
    );
    // No day is given, on screen or to programs, rather than a wrong one.
    let case = Case::small().replace(PAPER, "meeting: 2024-06-11", "meeting: 2031-01-14");
    let run = case.run(&["check", "data/small", "--today", "2031-01-01"]);
    assert!(!run.stderr.contains("publish by"), "{}", run.stderr);
    let told = json(case.run(&["check", "data/small", "--format", "json"]).stdout.as_bytes());
    assert_eq!(told["packs"][0]["publish-by"], serde_json::Value::Null);
}

#[test]
fn a_meeting_on_a_sunday() {
    assert_eq!(
        paper("meeting: 2024-06-11", "meeting: ▸2024-06-16", "advice [meeting-day]"),
        "the meeting is on Sunday 16 June 2024, which is no working day\n\
         fix: correct the date, if it is a slip"
    );
}

#[test]
fn a_version_that_cannot_have_been_published_in_time() {
    assert_eq!(
        paper("version-date: 2024-06-03", "version-date: ▸2024-06-04", "before dispatch [date-order]"),
        "the version is of 4 June 2024, after Monday 3 June 2024, the last day to publish for the meeting on Tuesday \
         11 June 2024\n\
         fix: correct the date; if the paper is late, accept this with the chair's reason for urgency"
    );
    assert_eq!(
        paper("version-date: 2024-06-03", "version-date: ▸2024-05-30", "before dispatch [date-order]"),
        "the version is of 30 May 2024, but figures are in up to 31 May 2024\n\
         fix: correct one of the two dates"
    );
}

/// The small pack as a final paper.
fn final_paper() -> Case {
    Case::small().replace(PAPER, "status: draft", "status: final")
}

#[test]
fn a_final_paper_that_calls_itself_a_draft() {
    assert_eq!(
        told(
            final_paper(),
            PAPER,
            "version: \"1.0\"",
            "version: ▸\"1.0 draft\"",
            "before dispatch [draft-words]"
        ),
        "the paper is final, and `draft` stands in it: `1.0 draft`\n\
         fix: take the word out, or write `status: draft`"
    );
    let report =
        final_paper().file(REPORT, "# Background\n\nThe draft budget is known. This draft report is not.\n");
    assert_eq!(
        told(report, REPORT, "This draft", "This ▸draft", "before dispatch [draft-words]"),
        "the paper is final, and `draft report` stands in it: `draft report`\n\
         fix: take the word out, or write `status: draft`"
    );
}

#[test]
fn texts_of_a_form_and_of_the_starter_that_go_out_with_no_report() {
    let fix = "fix: write what belongs there, or take it out";
    assert_eq!(
        measures("action: Ask again in spring.", "action: ▸TBC", "before dispatch [leftover]"),
        format!("in measure 1, People who are satisfied\n`TBC` is left of a form\n{fix}")
    );
    let told_of = |file, from: &str, to| told(final_paper(), file, from, to, "before dispatch [leftover]");
    assert_eq!(
        told_of(ALL, "comment: Up for two years.", "comment: ▸Made up. Up for two years."),
        format!("in measure 1, People who are satisfied\n`Made up` is left of a form\n{fix}")
    );
    assert_eq!(
        told_of(PAPER, "publisher: NHS England", "publisher: ▸Yourshire Council"),
        format!("`Yourshire` is left of a form\n{fix}")
    );
    // In a draft they are supposed to be there.
    let draft = Case::small().replace(ALL, "comment: Up for", "comment: Made up. Up for");
    assert_eq!(draft.check().heads(), "");
    let metrics = "services/assessment-and-review/measures/metrics.yaml";
    let of_service = Case::exampleshire()
        .edit(metrics, |text| text.replacen("  comment: >\n    ", "  comment: >\n    Costs TBC. ", 1));
    assert!(of_service.check().heads().ends_with("[leftover]"), "{}", of_service.check().stderr);
}

#[test]
fn a_paper_that_goes_out_without_its_report() {
    let sections = "sections: [{ title: Background }]\n";
    let fix = "fix: write the report into `report.md`, or take `sections` out if there is to be none";
    assert_eq!(
        told(
            final_paper(),
            PAPER,
            "contact: ",
            "sections: [{ title: ▸Background }]\ncontact: ",
            "before dispatch [report-missing]"
        ),
        format!("the report is to have sections, and the pack has no `report.md`\n{fix}")
    );
    for name in ["report.md.txt", "Report.md", "report.txt", "reports.markdown"] {
        let run =
            Case::small().edit(PAPER, |text| text + sections).file(name, "# Background\n\nNone.\n").check();
        assert_eq!(
            run.findings(),
            [(
                format!("data/small/{name}:1:1: before dispatch [report-missing]"),
                format!(
                    "`{name}` is not read, because a report's file is called `report.md`\n\
                     fix: rename `{name}` to `report.md`"
                )
            )]
        );
    }
    // A letter to reporters is not a report, and a report that exists is read.
    let case = Case::small().file("reporting.md", "x").file("report.docx", "x");
    assert_eq!(case.check().heads(), "");
    let case = Case::small().file(REPORT, "# Background\n\nNone.\n").file("report.txt", "x");
    assert_eq!(case.check().heads(), "");
}

#[test]
fn files_and_folders_under_nearly_the_right_name() {
    for (from, to, told) in [
        ("scorecard.yaml", "scorecard.yml", "fix: rename `scorecard.yml` to `scorecard.yaml`"),
        ("scorecard.yaml", "Scorecard.yaml.txt", "fix: rename `Scorecard.yaml.txt` to `scorecard.yaml`"),
        ("measures", "measure", "fix: rename `measure` to `measures`"),
        ("measures", "Measures", "fix: rename `Measures` to `measures`"),
    ] {
        let case = Case::small();
        fs::rename(case.path(from), case.path(to)).expect("it is there");
        let run = case.check();
        assert!(run.stderr.contains(told), "{}", run.stderr);
        assert_eq!(run.status, 1);
    }
    for (file, head, told) in [
        (
            "service/carers/service.yaml",
            "service:1:1",
            "`service` is not read, because a pack's services lie in `services`\nfix: rename it to `services`",
        ),
        (
            "scorecard.json",
            "scorecard.json:1:1",
            "`scorecard.json` is not read, because the version last tabled is called `previous.json`\n\
             fix: rename it to `previous.json`",
        ),
        (
            "Previous.json.txt",
            "Previous.json.txt:1:1",
            "`Previous.json.txt` is not read, because the version last tabled is called `previous.json`\n\
             fix: rename it to `previous.json`",
        ),
    ] {
        let run = Case::small().file(file, "title: Carers\n").check();
        assert_eq!(
            run.findings(),
            [(format!("data/small/{head}: advice [unread-file]"), told.to_owned())],
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_paper_without_a_classification() {
    let case = Case::small().replace(PAPER, "classification: Public\n", "");
    assert_eq!(
        told(case, PAPER, "council: ", "▸council: ", "before dispatch [classification]"),
        "the paper does not say whether it is public or exempt\n\
         fix: add `classification: Public`"
    );
}

#[test]
fn a_classification_that_is_none() {
    let classified = |to: &str| {
        let case = Case::small().replace(PAPER, "notice: Invented for a test", "notice: Not for publication");
        let to = format!("classification: ▸{to}");
        told(case, PAPER, "classification: Public", &to, "before dispatch [classification]")
    };
    let form = "`Exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972. The public \
                interest in maintaining the exemption outweighs the public interest in disclosing the information.`";
    assert_eq!(
        classified("Secret"),
        "`Secret` is neither public nor exempt\n\
         fix: write `Public`, or `Exempt` with its paragraph of Schedule 12A"
    );
    assert_eq!(
        classified("Part 2, paragraph 8 of Schedule 12A"),
        format!(
            "the paper is exempt and names no paragraph 1 to 7 of Part 1 of Schedule 12A\n\
             fix: name the paragraph; for financial or business affairs write {form}"
        )
    );
    assert_eq!(
        classified("Exempt under paragraph 3 of Schedule 12A"),
        format!("the paper is exempt and does not weigh the public interest\nfix: write {form}")
    );
    // The named paragraph is kept.
    assert_eq!(
        classified("Exempt under paragraphs 1 and 5"),
        format!(
            "the paper is exempt and names no paragraph 1 to 7 of Part 1 of Schedule 12A\nfix: write {}",
            form.replace("paragraph 3", "paragraphs 1 and 5")
        )
    );
    assert_eq!(
        classified("Confidential"),
        format!(
            "the paper is confidential and does not say by what law\n\
             fix: write `Confidential under section 100A(3) of the Local Government Act 1972.` if a government department, \
             a law or a court forbids its disclosure; if not, it is exempt: write {form} with its own paragraph"
        )
    );
}

/// The small pack of a council in a nation (empty: not stated), withheld from the public in these words.
fn withheld(nation: &str, classification: &str) -> Case {
    let nation = if nation.is_empty() { String::new() } else { format!("\nnation: {nation}") };
    Case::small().replace(PAPER, "notice: Invented for a test", "notice: Not for publication").replace(
        PAPER,
        "classification: Public",
        &format!("classification: {classification}{nation}"),
    )
}

#[test]
fn each_nation_withholds_by_its_own_law() {
    for (nation, classification) in [
        ("england", "Confidential under section 100A(3)(b) of the Local Government Act 1972."),
        ("wales", "Exempt under paragraph 16 of Part 4 of Schedule 12A to the Local Government Act 1972."),
        (
            "scotland",
            "Exempt under paragraph 6 of Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973.",
        ),
        ("scotland", "Confidential under section 50A(3) of the Local Government (Scotland) Act 1973."),
        (
            "northern-ireland",
            "Exempt under paragraph 3 of Part 1 of Schedule 6 to the Local Government Act (Northern Ireland) 2014.",
        ),
    ] {
        assert_eq!(withheld(nation, classification).check().heads(), "", "{nation}: {classification}");
    }
}

#[test]
fn a_paper_under_another_nations_law_is_told_how_to_say_its_nation() {
    let message = |nation: &str, classification: &str| {
        let run = withheld(nation, classification).check();
        assert_eq!(run.findings().len(), 1, "{}", run.stderr);
        run.findings().remove(0).1
    };
    let weighed = "The public interest in maintaining the exemption outweighs the public interest in disclosing the \
                   information.";
    assert_eq!(
        message(
            "",
            "Exempt under paragraph 6 of Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973."
        ),
        format!(
            "the paper is exempt under Part 1 of Schedule 7A, which is the law of Scotland, and its nation is England\n\
             fix: add `nation: scotland` if the council is in Scotland; if it is in England, write `Exempt under paragraph 3 \
             of Part 1 of Schedule 12A to the Local Government Act 1972. {weighed}`"
        )
    );
    // England and Wales describe the same things, so the corresponding paragraph is known.
    assert_eq!(
        message("wales", &format!("Exempt under paragraph 5 of Part 1 of Schedule 12A. {weighed}")),
        "the paper is exempt under Part 1 of Schedule 12A, which is the law of England, and its nation is Wales\n\
         fix: write `nation: england` if the council is in England; if it is in Wales, write `Exempt under paragraph 16 of \
         Part 4 of Schedule 12A to the Local Government Act 1972.`"
    );
    assert_eq!(
        message("", "Confidential under section 50A of the Local Government (Scotland) Act 1973."),
        "the paper is confidential under section 50A of the Local Government (Scotland) Act 1973, which is the law of \
         Scotland, and its nation is England\n\
         fix: add `nation: scotland` if the council is in Scotland; if it is in England, write `Confidential under section \
         100A(3) of the Local Government Act 1972.`"
    );
}

#[test]
fn an_exempt_paper_says_so_on_every_page() {
    let exempt = "classification: ▸Exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972. \
                  The public interest in maintaining the exemption outweighs the public interest in disclosure.";
    assert_eq!(
        paper("classification: Public", exempt, "before dispatch [classification]"),
        "the paper is kept from the public, and its pages do not say so\n\
         fix: write `notice: Not for publication`, which is printed on every page"
    );
    let case = Case::small().replace(PAPER, "classification: Public", &exempt.replace('▸', "")).replace(
        PAPER,
        "notice: Invented for a test",
        "notice: Not for publication",
    );
    assert_eq!(case.check().heads(), "");
}

#[test]
fn a_folder_name_that_systems_refuse() {
    let case = Case::of("Health & Care", &small::files());
    assert_eq!(
        told(case, PAPER, "council: ", "▸council: ", "before dispatch [file-name]"),
        "the folder's name `Health & Care` has spaces, accents or signs in it\n\
         fix: rename the folder to `health-care`"
    );
}

#[test]
fn a_logo_that_makes_every_output_large() {
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><!--{}--><path d=\"M0 0h1v1z\"/></svg>",
        "x".repeat(1_250_000)
    );
    let case = Case::small().file("crest.svg", drawing);
    assert_eq!(
        told(case, PAPER, "contact: ", "logo: ▸crest.svg\ncontact: ", "before dispatch [file-size]"),
        "the logo has 1.2 MB, and goes into every output\n\
         fix: use a drawing in SVG, or a PNG of fewer pixels; 1 MB at the most"
    );
}

// === Accepted findings ==========================================================================================

/// The final small pack, with its first measure red and without an action, and with this entry under `accepted`.
fn red_with(entry: &str) -> Case {
    red_without("  action: Ask again in spring.\n")
        .edit(PAPER, |text| format!("{}accepted:\n{entry}", text.replace("status: draft", "status: final")))
}

const STANDS: &str =
    "  - { rule: red-without-action, where: satisfaction, reason: Decided at the next meeting }\n";

#[test]
fn an_accepted_finding_is_listed_apart_and_stops_nothing() {
    let run = red_with("").replace(PAPER, "accepted:\n", "").build();
    assert_eq!(run.status, 1, "{}", run.stderr);
    let case = red_with(STANDS);
    let run = case.run(&["check", "data/small", "--deny-warnings"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, "small: no faults, 1 finding accepted (check --accepted shows it)\n")
    );
    let run = case.run(&["check", "data/small", "--deny-warnings", "--accepted"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (
            0,
            "accepted: Decided at the next meeting\n    \
             data/small/measures/all.yaml:4:10 [red-without-action] measure 1, People who are satisfied: the measure is \
             red and has no action\n\n\
             small: no faults, 1 finding accepted\n"
        )
    );
    let run = case.run(&["build", "data/small", "--deny-warnings"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, "small: no faults, 1 finding accepted; written to out/small\n")
    );
    assert!(run.out.contains_key("small/appendix-a.pdf"));
}

#[test]
fn a_finding_is_accepted_at_a_measure_a_file_or_a_heading() {
    for place in ["satisfaction", "measures/all.yaml", "[waiting-not, satisfaction]"] {
        let run = red_with(&STANDS.replace("satisfaction", place)).check();
        assert!(!run.heads().contains("red-without-action"), "{place}: {}", run.stderr);
    }
    let report = "# Background\n\nNothing.\n\n# Next steps {#next}\n\nThis draft report is kept.\n";
    let entry = "accepted:\n  - { rule: draft-words, where: Next steps, reason: A quotation }\n";
    let case = final_paper().file(REPORT, report).edit(PAPER, |text| text + entry);
    assert_eq!(case.check().heads(), "");
}

#[test]
fn an_entry_that_meets_nothing() {
    let case = Case::small().edit(PAPER, |text| text + "accepted:\n" + STANDS);
    assert_eq!(
        told(case, PAPER, "where: satisfaction", "where: ▸satisfaction", "advice [nothing-accepted]"),
        "nothing is found by `red-without-action` at `satisfaction`\n\
         fix: take the entry out; if the finding is there under another name, correct `where`"
    );
    let case =
        red_with(&format!("{STANDS}  - {{ rule: review-overdue, where: satisfction, reason: Soon }}\n"));
    assert_eq!(
        told(case, PAPER, "where: satisfction", "where: ▸satisfction", "advice [nothing-accepted]"),
        "nothing is found by `review-overdue` at `satisfction`\n\
         fix: did you mean `satisfaction`?"
    );
}

#[test]
fn an_entry_for_a_rule_that_nobody_can_accept() {
    let accept = |rule: &str| {
        let entry = format!(
            "accepted:\n  - {{ rule: ▸{rule}, where: satisfaction, reason: We like it so }}\ncontact: "
        );
        move |head: &str| paper("contact: ", &entry, head)
    };
    assert_eq!(
        accept("out-of-range")("error [not-acceptable]"),
        "`out-of-range` is an error, which nobody can accept\n\
         fix: correct the fault, and take this entry out"
    );
    assert_eq!(
        accept("red-without-acton")("error [unknown-name]"),
        "there is no rule `red-without-acton`\n\
         fix: did you mean `red-without-action`?"
    );
}

// === How programs and people are told ===========================================================================

#[test]
fn programs_are_told_in_one_object() {
    let case = red_with(STANDS).replace(ALL, "2021-22: 78.1", "2021-22: 178.1");
    let run = case.run(&["check", "data/small", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let told = json(run.stdout.as_bytes());
    assert_eq!(told["format"], 1);
    let pack = &told["packs"][0];
    assert_eq!(
        (&pack["pack"], &pack["before-dispatch"], &pack["accepted"]),
        (&"small".into(), &1.into(), &1.into())
    );
    assert_eq!((&pack["stopped"], &pack["publish-by"]), (&true.into(), &"2024-06-03".into()));
    let accepted = &told["findings"][0];
    assert_eq!(accepted["code"], "red-without-action");
    assert_eq!(accepted["accepted"], "Decided at the next meeting");
    let open = &told["findings"][1];
    let expected = serde_json::json!({
        "pack": "small",
        "code": "unlikely-value",
        "strength": "before dispatch",
        "file": "data/small/measures/all.yaml",
        "line": 17,
        "column": 24,
        "subject": "measure 1, People who are satisfied",
        "what": "the figure for 2021-22 is 178.1%",
        "fix": "write a share from 0 to 100; if it is no share, accept this with the reason",
        "accepted": null,
    });
    assert_eq!(*open, expected);
}

#[test]
fn a_build_tells_programs_where_it_wrote() {
    let run = Case::small().run(&["build", "data/small", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let told = json(run.stdout.as_bytes());
    assert_eq!(
        (&told["packs"][0]["written"], &told["findings"]),
        (&"out/small".into(), &serde_json::json!([]))
    );
}

#[test]
fn a_rule_is_explained_without_a_pack() {
    let run = Case::small().run(&["check", "--explain", "small-count"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("small-count: A count so small"), "{}", run.stdout);
    let run = Case::small().run(&["check", "--explain", "smal-count"]);
    let hint = "scorecard: there is no rule `smal-count`; did you mean `small-count`?\n";
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (2, "", hint));
    let run = Case::small().run(&["check", "--explain"]);
    assert!(run.stdout == include_str!("../../data/RULES.md"), "data/RULES.md is written by this command");
}
