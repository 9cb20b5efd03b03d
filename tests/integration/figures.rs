//! The meaning of figures, one small measure at a time: its readings on the left, the result on the right.
//!
//! Each result gives: rating; change since the last comparable figure; trend; difference from England.

use scorecard::analyse::{Change, MeasureResult, Rating, analyse};
use scorecard::load::load;
use scorecard::words::figure::signed;

use crate::case::Case;
use crate::small;

/// The result for a measure in percent, better higher and yearly, unless `lines` say otherwise.
#[track_caller]
fn said(lines: &str) -> String {
    let defaults = ["unit: percent", "decimals: 1", "better: higher", "frequency: yearly"];
    let is_said = |line: &&str| line.split(':').next().is_some_and(|key| lines.contains(&format!("{key}:")));
    let own = lines.lines().filter(|line| !line.ends_with(": none"));
    let all: Vec<&str> = defaults.into_iter().filter(|line| !is_said(line)).chain(own).collect();
    let case = Case::of("one", &small::one(&all.join("\n"), ""));
    let (pack, findings) = load(&case.path("")).expect("the pack opens");
    assert!(findings.is_empty(), "{findings:?}");
    describe(&analyse(&pack).measures[0])
}

fn describe(result: &MeasureResult<'_>) -> String {
    let rating = match result.rating {
        Rating::Rated(colour) => colour.word().to_owned(),
        Rating::Not(reason) => format!("not rated, {}", reason.words()),
    };
    let change = match &result.change {
        Change::Since { earlier, difference } => {
            let size = signed(difference.size, difference.decimals);
            format!("{size} {} since {}", difference.verdict.word(), earlier.period)
        }
        Change::FirstFigure => "first figure".to_owned(),
        Change::NotComparable => "not comparable".to_owned(),
        Change::NoValue => "no value".to_owned(),
    };
    let england = match &result.comparisons[0] {
        None => "nothing to compare".to_owned(),
        Some(found) => {
            let older = if found.older { format!(" of {}", found.reading.period) } else { String::new() };
            let difference = &found.difference;
            format!("{} {}{older}", signed(difference.size, difference.decimals), difference.verdict.word())
        }
    };
    format!("{rating}; {change}; {}; {england}", result.trend.word()).replace('\u{2212}', "-")
}

#[test]
fn the_boundary_is_the_better_colour_in_both_directions() {
    let high = |value: &str| said(&format!("target: 80\ntolerance: 10%\nreadings: {{ 2018-19: {value} }}"));
    assert_eq!(high("80.0"), "green; first figure; too few points; nothing to compare");
    assert_eq!(high("72.0"), "amber; first figure; too few points; nothing to compare");
    assert_eq!(high("71.9"), "red; first figure; too few points; nothing to compare");
    let low = |value: &str| {
        said(&format!("better: lower\ntarget: 80\ntolerance: 8pp\nreadings: {{ 2018-19: {value} }}"))
    };
    assert_eq!(low("80.0"), "green; first figure; too few points; nothing to compare");
    assert_eq!(low("88.0"), "amber; first figure; too few points; nothing to compare");
    assert_eq!(low("88.1"), "red; first figure; too few points; nothing to compare");
}

#[test]
fn figures_are_judged_as_they_are_printed() {
    // 84.96 is printed as 85.0, which meets a target of 85.
    assert!(said("target: 85\nreadings: { 2018-19: 84.96 }").starts_with("green"));
    // 84.95 rounds half away from zero to 85.0; 84.94 does not.
    assert!(said("target: 85\nreadings: { 2018-19: 84.95 }").starts_with("green"));
    assert!(said("target: 85\nreadings: { 2018-19: 84.94 }").starts_with("red"));
    // 7.04 and 6.96 are both printed as 7.0, so nobody could see a change.
    assert!(
        said("target: none\nreadings: { 2017-18: 6.96, 2018-19: 7.04 }").contains("0.0 same since 2017-18")
    );
}

#[test]
fn without_a_target_or_a_figure_there_is_no_rating_and_the_reason_is_said() {
    let not_rated = |lines: &str| said(lines).split("; ").next().unwrap_or_default().to_owned();
    assert_eq!(not_rated("readings: { 2018-19: 50.0 }"), "not rated, no target");
    assert_eq!(
        not_rated("target: { 2017-18: 50 }\nreadings: { 2018-19: 50.0 }"),
        "not rated, no target for this period"
    );
    assert_eq!(
        not_rated("target: england\nreadings: { 2018-19: 50.0 }"),
        "not rated, no figure to compare with"
    );
    assert_eq!(not_rated("target: 50\nreadings: { 2017-18: 51.0, 2018-19: c }"), "not rated, confidential");
    assert_eq!(
        not_rated("target: 50\nfor-information: yes\nreadings: { 2018-19: 50.0 }"),
        "not rated, for information only"
    );
    assert_eq!(not_rated("target: 50\nreadings: {}"), "not rated, no figures yet");
}

#[test]
fn a_survey_that_was_not_due_is_passed_over() {
    let carers = "frequency: every two years
        readings: { 2014-15: 30.9, 2015-16: z, 2016-17: 24.9, 2017-18: z, 2018-19: 11.7, 2019-20: z }";
    assert_eq!(
        said(carers),
        "not rated, no target; -13.2 worse since 2016-17; too few points; nothing to compare"
    );
}

#[test]
fn a_comparator_as_target_is_of_the_same_period_or_the_newest_earlier_one() {
    let against = |england: &str| {
        said(&format!(
            "target: england\ntolerance: 10%\nreadings: {{ 2018-19: 66.7 }}\ncomparators: {{ england: {england} }}"
        ))
    };
    assert_eq!(against("{ 2017-18: 60, 2018-19: 82.4 }"), "red; first figure; too few points; -15.7 below");
    assert_eq!(
        against("{ 2016-17: 70, 2017-18: 60 }"),
        "green; first figure; too few points; +6.7 above of 2017-18"
    );
    assert_eq!(
        against("{ 2017-18: 60, 2018-19: x }"),
        "green; first figure; too few points; +6.7 above of 2017-18"
    );
    assert_eq!(
        against("{ 2019-20: 60 }"),
        "not rated, no figure to compare with; first figure; too few points; nothing to compare"
    );
}

#[test]
fn a_change_within_the_margin_of_error_is_similar() {
    // ASCOF 1B, Wiltshire, 2017-18 and 2018-19, as published: 82.2 and 81.0, each with a margin of 3.8.
    let control =
        "readings: { 2017-18: { value: 82.2, margin: 3.8 }, 2018-19: { value: 81.0, margin: 3.8 } }";
    assert!(said(control).contains("-1.2 similar since 2017-18"));
    // The margin of a difference is the square root of the sum of squares: for 3 and 4 it is 5, ends included.
    let with = |value: &str| {
        format!(
            "readings: {{ 2017-18: {{ value: 50, margin: 3 }}, 2018-19: {{ value: {value}, margin: 4 }} }}"
        )
    };
    assert!(said(&with("55.0")).contains("+5.0 similar"));
    assert!(said(&with("55.1")).contains("+5.1 better"));
    // A published margin of 0 was rounded away and says nothing.
    let zero = "readings: { 2017-18: { value: 50, margin: 0 }, 2018-19: { value: 50.1, margin: 0.0 } }";
    assert!(said(zero).contains("+0.1 better"));
}

#[test]
fn a_change_may_be_too_small_to_matter() {
    let with =
        |limit: &str| format!("meaningful-change: {limit}\nreadings: {{ 2017-18: 1.1, 2018-19: 1.0 }}");
    assert!(said(&with("0.1")).contains("-0.1 similar"));
    assert!(said(&with("0.09")).contains("-0.1 worse"));
}

#[test]
fn a_break_ends_what_can_be_compared() {
    let broken = "readings: { 2014-15: 9.7, 2015-16: 5.1, 2016-17: 9.0, 2017-18: 6.7, 2018-19: { value: 4.1, break: yes } }";
    assert_eq!(said(broken), "not rated, no target; not comparable; not comparable; nothing to compare");
    let after = "readings: { 2016-17: 9.0, 2017-18: { value: 6.7, break: yes }, 2018-19: 4.1 }";
    assert_eq!(
        said(after),
        "not rated, no target; -2.6 worse since 2017-18; too few points; nothing to compare"
    );
    // Two figures can still be compared, so the trend is not "not comparable", however long the series is.
    let long = "readings: { 2014-15: 9.7, 2015-16: 5.1, 2016-17: 9.0, 2017-18: { value: 6.7, break: yes }, 2018-19: 4.1 }";
    assert_eq!(said(long), said(after));
}

#[test]
fn five_in_order_are_a_trend_and_one_exchange_is_none() {
    let trend = |better: &str, readings: &str| {
        let said = said(&format!("better: {better}\nreadings: {{ {readings} }}"));
        said.split("; ").nth(2).unwrap_or_default().to_owned()
    };
    // ASCOF 2A(2) and 2A(1), Wiltshire, as first published: admissions, where lower is better.
    let older = "2014-15: 536.2, 2015-16: 494.0, 2016-17: 428.2, 2017-18: 353.7, 2018-19: 339.2";
    let younger = "2014-15: 5.7, 2015-16: 7.4, 2016-17: 9.2, 2017-18: 9.4, 2018-19: 12.9";
    assert_eq!(trend("lower", older), "improving");
    assert_eq!(trend("lower", younger), "worsening");
    assert_eq!(trend("higher", younger), "improving");
    let exchanged = "2014-15: 5.7, 2015-16: 7.4, 2016-17: 9.4, 2017-18: 9.2, 2018-19: 12.9";
    assert_eq!(trend("lower", exchanged), "no clear trend");
    assert_eq!(trend("lower", "2015-16: 1, 2016-17: 2, 2017-18: 3, 2018-19: 4"), "too few points");
}

#[test]
fn without_a_good_direction_a_change_is_told_and_not_judged() {
    let rising = "better: none\nreadings: { 2014-15: 1, 2015-16: 2, 2016-17: 3, 2017-18: 4, 2018-19: 5 }";
    assert_eq!(
        said(rising),
        "not rated, no target; +1.0 changed since 2017-18; increasing; nothing to compare"
    );
}

#[test]
fn where_a_band_is_best_nearer_to_it_is_better() {
    let within = |readings: &str| {
        let said = said(&format!(
            "better: within\ntarget: {{ from: -0.5, to: 0 }}\ntolerance: 1pp\nreadings: {{ {readings} }}"
        ));
        said.split("; ").nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(within("2017-18: 0.4, 2018-19: 2.7"), "+2.3 worse since 2017-18", "an overspend that grows");
    assert_eq!(within("2017-18: 2.7, 2018-19: 0.4"), "-2.3 better since 2017-18");
    assert_eq!(within("2017-18: -3, 2018-19: -1"), "+2.0 better since 2017-18");
    assert_eq!(
        within("2017-18: -0.1, 2018-19: -0.4"),
        "-0.3 changed since 2017-18",
        "inside, neither is better"
    );
    assert_eq!(
        within("2017-18: -1.5, 2018-19: 1"),
        "+2.5 changed since 2017-18",
        "from one side to the other"
    );
}

#[test]
fn a_comparator_is_not_taken_from_before_the_councils_own_break() {
    let broken = "target: england\nreadings: { 2016-17: 90, 2017-18: { value: 60, break: yes } }
        comparators: { england: { 2015-16: 88, 2016-17: 89 } }";
    assert_eq!(
        said(broken),
        "not rated, no figure to compare with; not comparable; not comparable; nothing to compare"
    );
}

#[test]
fn year_to_date_is_held_against_the_same_point_of_a_comparators_year() {
    let with = |england: &str| {
        said(&format!(
            "unit: £m\nfrequency: quarterly\ncovers: year to date\nbetter: lower\ntarget: england\nreadings: {{ 2019-20 Q1: 36 }}
            comparators: {{ england: {{ {england} }} }}"
        ))
    };
    assert!(
        with("2018-19 Q4: 141").ends_with("nothing to compare"),
        "a whole year is no match for a quarter"
    );
    assert!(with("2018-19 Q1: 35, 2018-19 Q4: 141").ends_with("+1.0 above of 2018-19 Q1"));
}

#[test]
fn a_figure_and_its_target_are_compared_at_the_coarser_precision() {
    let finer = "target: england\nreadings: { 2018-19: { value: 64.96, decimals: 2 } }\ncomparators: { england: { 2018-19: 65.0 } }";
    assert_eq!(said(finer), "green; first figure; too few points; 0.0 same");
}

#[test]
fn the_last_of_february_is_a_year_from_the_last_of_february() {
    let rolling = "unit: days\nfrequency: monthly\ncovers: rolling 12 months\nbetter: lower
        readings: { 2016-02: 9, 2017-02: 8, 2018-02: 7, 2019-02: 6, 2020-02: 5 }";
    assert!(said(rolling).contains("improving"), "{}", said(rolling));
}

#[test]
fn a_break_that_is_yet_to_have_a_figure_breaks_nothing() {
    let announced = "readings: { 2016-17: 4, 2017-18: 5, 2018-19: { value: z, break: yes } }";
    assert!(said(announced).contains("+1.0 better since 2016-17"), "{}", said(announced));
}

#[test]
fn huge_margins_do_no_harm() {
    let huge = "unit: £\nbetter: lower\nreadings: { 2017-18: { value: 1, margin: 300000000000000 }, 2018-19: { value: 5, margin: 300000000000000 } }";
    assert!(said(huge).contains("+4.0 similar"), "{}", said(huge));
}

#[test]
fn year_to_date_is_compared_with_the_same_point_of_last_year() {
    let spend = "unit: £m\nfrequency: quarterly\ncovers: year to date\nbetter: lower
        readings: { 2018-19 Q1: 35, 2018-19 Q2: 71, 2018-19 Q3: 106, 2018-19 Q4: 141, 2019-20 Q1: 36, 2019-20 Q2: 70 }";
    assert_eq!(
        said(spend),
        "not rated, no target; -1.0 better since 2018-19 Q2; too few points; nothing to compare"
    );
}

#[test]
fn rolling_years_that_overlap_make_no_trend() {
    // Six readings in order, but only two of them are a year apart.
    let rolling = "unit: days\nfrequency: quarterly\ncovers: rolling 12 months\nbetter: lower
        readings: { 2018-19 Q1: 6, 2018-19 Q2: 7, 2018-19 Q3: 8, 2018-19 Q4: 9, 2019-20 Q1: 10, 2019-20 Q2: 11 }";
    assert_eq!(
        said(rolling),
        "not rated, no target; +1.0 worse since 2019-20 Q1; too few points; nothing to compare"
    );
}

#[test]
fn figures_of_different_precision_are_compared_at_the_coarser() {
    // ASCOF 1F was published with one decimal up to 2015-16 and in whole numbers from 2017-18.
    let coarser = "decimals: 0\nreadings: { 2015-16: { value: 12.6, decimals: 1 }, 2017-18: 14 }";
    assert!(said(coarser).contains("+1 better since 2015-16"), "{}", said(coarser));
}

#[test]
fn the_sentence_says_what_the_figures_say() {
    let case = Case::wiltshire();
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let sentence =
        |number: usize| scorecard::words::sentence::sentence(&pack.whole(), &results.measures[number - 1]);
    insta::assert_snapshot!([6, 8, 14, 18, 26].map(sentence).join("\n"), @r"
    Carer-reported quality of life stood at 6.6 out of 12 in 2018-19; red, 0.9 worse than England (7.5); 0.5 lower than in 2016-17, which is worse; too few points to tell a trend.
    Mental health: in paid employment stood at 14% in 2018-19; green, 6 points above England (8); the same as in 2017-18; too few points since the break to tell a trend.
    Care home admissions, 65 and over stood at 339.2 per 100,000 in 2018-19; green, 240.2 better than England (579.4); 14.5 lower than in 2017-18, too little to call a change; the trend is improving.
    Delayed transfers due to social care stood at 4.1 per 100,000 in 2018-19; red, 1.0 above England (3.1); 2.6 lower than in 2017-18, which is better; too few points since the break to tell a trend.
    Services help people to feel safe and secure stood at 86.3% in 2018-19; amber, similar to England (86.9); 4.1 points lower than in 2017-18, too little to call a change; there is no clear trend.
    ");
}
