//! The method that a series gets, and its answer: one small measure at a time.

use scorecard::analyse::trend::Method;
use scorecard::analyse::{Verdict, analyse};
use scorecard::load::load;
use scorecard::words::sentence::rank_words;
use scorecard::words::trend::{answer, notes, working};

use crate::case::Case;
use crate::small;

/// A pack with one measure, better higher, with these lines, and these at the end of the paper.
fn case(lines: &str, paper: &str) -> Case {
    Case::of("one", &small::one(&format!("better: higher\ndecimals: 1\n{lines}"), paper))
}

/// The answer, and the method that it came from.
#[track_caller]
fn told_with(lines: &str, paper: &str) -> (String, Method) {
    let case = case(lines, paper);
    let (pack, findings) = load(&case.path("")).expect("the pack opens");
    assert!(findings.is_empty(), "{findings:?}");
    let results = analyse(&pack);
    (answer(&results.measures[0]), results.measures[0].working.method)
}

#[track_caller]
fn told(lines: &str) -> (String, Method) {
    told_with(lines, "")
}

fn says(answer: &str, method: Method) -> (String, Method) {
    (answer.to_owned(), method)
}

/// Five years of percentages of `n`.
fn shares(counts: [u32; 5], n: u32) -> String {
    let year = |(at, count): (usize, &u32)| {
        let value = f64::from(*count) / f64::from(n) * 100.0;
        format!("20{}-{}: {{ value: {value:.1}, numerator: {count}, denominator: {n} }}", 14 + at, 15 + at)
    };
    let years: Vec<String> = counts.iter().enumerate().map(year).collect();
    format!("unit: percent\nfrequency: yearly\nreadings: {{ {} }}", years.join(", "))
}

/// Monthly figures from April 2018.
fn months(values: &[&str]) -> String {
    let month =
        |(at, value): (usize, &&str)| format!("{}-{:02}: {value}", 2018 + (at + 3) / 12, (at + 3) % 12 + 1);
    let months: Vec<String> = values.iter().enumerate().map(month).collect();
    format!("unit: index\nfrequency: monthly\nreadings: {{ {} }}", months.join(", "))
}

#[test]
fn percentages_with_counts_get_the_marker_for_proportions() {
    assert_eq!(told(&shares([220, 232, 244, 256, 272], 400)), says("improving", Method::Proportion));
    assert_eq!(told(&shares([220, 232, 229, 236, 231], 400)), says("no clear trend", Method::Proportion));
    // Below 50 the rounding of published counts weighs too much; then their order alone counts.
    assert_eq!(told(&shares([22, 23, 24, 25, 27], 40)), says("improving", Method::Order));
    // Counts that do not give the figure, such as a survey's, are not used.
    let weighted = shares([220, 232, 244, 256, 272], 400).replace("value: 68.0", "value: 75.0");
    assert_eq!(told(&weighted), says("improving", Method::Order));
}

#[test]
fn the_level_of_the_marker_is_a_setting() {
    let slight = shares([220, 226, 229, 236, 241], 400);
    assert_eq!(told(&slight).0, "no clear trend");
    assert_eq!(told_with(&slight, "trends: { marker-level: 0.1 }\n").0, "improving");
}

#[test]
fn one_that_is_missing_stops_a_marker_with_its_reason() {
    let gap = shares([220, 232, 244, 256, 272], 400)
        .replace("readings: {", "readings: { 2013-14: { value: 55.0, numerator: 220, denominator: 400 },")
        .replace("2016-17: { value: 61.0, numerator: 244, denominator: 400 }", "2016-17: x");
    let reason = "not calculable: one of the 5 newest figures is missing (not available)";
    assert_eq!(told(&gap), says(reason, Method::Proportion));
}

#[test]
fn margins_and_rates_get_the_weighted_marker() {
    let margin = "unit: percent\nfrequency: yearly\nreadings: { \
        2014-15: { value: 60, margin: 2 }, 2015-16: { value: 62, margin: 2 }, 2016-17: { value: 63, margin: 2 }, \
        2017-18: { value: 65, margin: 2 }, 2018-19: { value: 67, margin: 2 } }";
    assert_eq!(told(margin), says("improving", Method::Weighted));
    // As published for Wiltshire, ASCOF 2A(1); lower would be better, but here higher counts as better.
    let rate = "unit: per 100,000\nfrequency: yearly\nreadings: { \
        2014-15: { value: 5.7, numerator: 16, denominator: 282385 }, 2015-16: { value: 7.4, numerator: 21, denominator: 282861 }, \
        2016-17: { value: 9.2, numerator: 26, denominator: 281755 }, 2017-18: { value: 9.4, numerator: 26, denominator: 277000 }, \
        2018-19: { value: 12.9, numerator: 36, denominator: 279000 } }";
    assert_eq!(told(rate), says("no clear trend", Method::Weighted));
    // A margin of 0 was rounded away and is none.
    assert_eq!(told(&margin.replace("67, margin: 2", "67, margin: 0")), says("improving", Method::Order));
}

#[test]
fn a_trend_too_small_to_matter_is_said_to_be_one() {
    let small = format!("meaningful-change: 20\n{}", shares([220, 232, 244, 256, 272], 400));
    let reason = "no clear trend: there is a trend, but no more than 20 points by the median slope, which is taken as too \
                  small to matter";
    assert_eq!(told(&small), says(reason, Method::Proportion));
}

#[test]
fn thirteen_months_are_judged_as_a_process() {
    let usual = ["50", "52", "49", "51", "50", "52", "48", "51", "50", "49", "52", "50"];
    let with = |last: &str| months(&[&usual[..], &[last]].concat());
    assert_eq!(told(&with("51")), says("no clear trend", Method::Process));
    assert_eq!(told(&with("70")), says("improving", Method::Process));
    assert_eq!(told(&with("30")), says("worsening", Method::Process));
    assert_eq!(told(&months(&usual)), says("no clear trend", Method::Order));
    assert_eq!(
        told(&months(&["7"; 14])),
        says(
            "not calculable: the figures hardly move, so process control has no limits to draw",
            Method::Process
        )
    );
    // After the break, twelve are left.
    let broken = with("70").replace("2018-05: 52", "2018-05: { value: 52, break: yes }");
    assert_eq!(told(&broken).1, Method::Order);
}

#[test]
fn six_or_seven_in_a_row_is_a_setting() {
    let rising =
        months(&["50", "52", "49", "51", "50", "52", "48", "49", "50", "51", "52", "53", "52.9", "53.1"]);
    let six = "trends: { run-length: 6 }\n";
    let run =
        months(&["50", "54", "49", "53", "50", "54", "48", "53", "49.5", "50", "50.5", "51", "51.5", "52"]);
    assert_eq!(told(&run).0, "no clear trend");
    assert_eq!(told_with(&run, six).0, "improving");
    assert_eq!(told(&rising).1, Method::Process);
}

#[test]
fn seasons_are_compared_with_their_own() {
    // Three years of quarters, as in the reference vector for the seasonal Kendall test.
    let values = ["70", "75", "68", "72", "71", "76", "69", "74", "73", "78", "71", "76"];
    let quarter =
        |(at, value): (usize, &&str)| format!("20{}-{} Q{}: {value}", 16 + at / 4, 17 + at / 4, at % 4 + 1);
    let quarters: Vec<String> = values.iter().enumerate().map(quarter).collect();
    let lines = |quarters: &[String]| {
        format!("unit: index\nfrequency: quarterly\nreadings: {{ {} }}", quarters.join(", "))
    };
    assert_eq!(told(&lines(&quarters)), says("no clear trend", Method::Order));
    let seasonal = format!("seasonal: yes\n{}", lines(&quarters));
    assert_eq!(told(&seasonal), says("improving", Method::Seasonal));
    let short = format!("seasonal: yes\n{}", lines(&quarters[..8]));
    let reason = "too few points: 8 of the 12 comparable figures needed";
    assert_eq!(told(&short), says(reason, Method::Seasonal));
}

#[test]
fn better_and_worse_need_an_interval() {
    let verdict = |own: &str, england: &str| {
        let lines = format!(
            "unit: percent\nfrequency: yearly\nreadings: {{ 2018-19: {own} }}\ncomparators: {{ england: {{ 2018-19: {england} }} }}"
        );
        let case = case(&lines, "");
        let (pack, _) = load(&case.path("")).expect("the pack opens");
        let results = analyse(&pack);
        results.measures[0].comparisons[0].as_ref().map(|found| found.difference.verdict)
    };
    // 245 of 387: Wilson's interval is 58.4 to 68.0.
    let counted = "{ value: 63.3, numerator: 245, denominator: 387 }";
    assert_eq!(verdict(counted, "66"), Some(Verdict::Similar));
    assert_eq!(verdict(counted, "70"), Some(Verdict::Worse));
    assert_eq!(verdict(counted, "58"), Some(Verdict::Better));
    assert_eq!(verdict("{ value: 63.3, margin: 2.7 }", "66"), Some(Verdict::Similar));
    assert_eq!(verdict("{ value: 63.3, margin: 2.6 }", "66"), Some(Verdict::Worse));
    assert_eq!(verdict("63.3", "66"), Some(Verdict::Below));
    assert_eq!(verdict("63.3", "63"), Some(Verdict::Above));
    assert_eq!(verdict("63.3", "63.3"), Some(Verdict::Same));
}

/// Delayed transfers of care for Wiltshire, per 100,000 people: on an average day in 2018-19, 53 of 392,372 were
/// delayed. Somebody who waits for a fortnight is among the 53 on fourteen days, so these are not events that could by
/// chance have been 45 or 61, and no interval follows from them. Only the order of the figures is left to judge.
#[test]
fn from_averages_of_counts_no_interval_follows() {
    let delayed = "unit: per 100,000\nbetter: lower\nfrequency: yearly\nreadings:\n  2014-15: { value: 18.1, numerator: 69, denominator: 379185 }\n  \
                   2015-16: { value: 16.6, numerator: 64, denominator: 382047 }\n  2016-17: { value: 27.3, numerator: 105, denominator: 383343 }\n  \
                   2017-18: { value: 17.8, numerator: 69, denominator: 390446 }\n  2018-19: { value: 13.4, numerator: 53, denominator: 392372 }\n\
                   comparators: { england: { 2018-19: 10.3 } }";
    let verdict = |lines: &str| {
        let case = rates(lines);
        let (pack, findings) = load(&case.path("")).expect("the pack opens");
        assert!(findings.is_empty(), "{findings:?}");
        let result = &analyse(&pack).measures[0];
        let verdict = result.comparisons[0].as_ref().map(|found| found.difference.verdict);
        (result.interval.is_some(), result.working.method, verdict)
    };
    assert_eq!(verdict(delayed), (true, Method::Weighted, Some(Verdict::Similar)));
    let averaged = format!("averaged-counts: yes\n{delayed}");
    assert_eq!(verdict(&averaged), (false, Method::Order, Some(Verdict::Above)));
    // Fractions of a person are no count of people either, but an average or full-time posts.
    let parts = delayed.replace("numerator: 53,", "numerator: 52.6,");
    assert_eq!(verdict(&parts), (false, Method::Order, Some(Verdict::Above)));
    // A number with a redundant decimal is whole.
    let whole = delayed.replace("numerator: 53,", "numerator: 53.0,");
    assert!(verdict(&whole).0);
    let case = rates(&averaged);
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let said = working(&results.measures[0], &pack.cover.trends);
    let interval = said.into_iter().find(|(term, _)| *term == "95% interval").expect("it is said").1;
    assert_eq!(interval, "none: the numerators are averages over each period, not events that were counted");
    let notes = notes(&pack.whole(), &results).join("\n");
    assert!(notes.contains("From averages of counts (measure 1) no interval follows"), "{notes}");
}

/// Each figure covers the reviews of the twelve months before its day, so that neighbours share eleven: a rise from
/// month to month is not a run of thirteen separate figures.
#[test]
fn shares_of_those_reviewed_in_twelve_months_overlap() {
    let (pack, _) = load(&crate::case::repository().join("data/exampleshire")).expect("the pack opens");
    let results = analyse(&pack);
    let services = results.services.iter().flat_map(|service| &service.measures);
    let reviewed = results
        .measures
        .iter()
        .chain(services)
        .filter(|result| result.measure.title.contains("12 months") && result.measure.unit.percent);
    let found: Vec<_> = reviewed.collect();
    assert_eq!(found.len(), 5);
    for result in found {
        assert_eq!(
            result.measure.covers,
            scorecard::model::Covers::RollingYear,
            "{}",
            result.measure.id.value
        );
        assert_ne!(result.working.method, Method::Process, "{}", result.measure.id.value);
    }
}

/// A pack with one measure, whose lines give everything that is judged and may include indented ones.
fn rates(lines: &str) -> Case {
    let better = if lines.contains("better:") { "" } else { "  better: higher\n" };
    let lines: String = lines.lines().flat_map(|line| ["  ", line, "\n"]).collect();
    let head = format!("- number: 1\n  id: m\n  title: M\n  kind: outcome\n{better}  decimals: 1\n");
    Case::of("one", &small::one("", "")).file("measures/m.yaml", format!("{head}{lines}"))
}

const VALUES: &str = "measure,period,council,value\nm,2018-19,Northport,70.0\nm,2018-19,Southmere,61.5\n\
                      m,2018-19,Eastfold,x\nm,2018-19,Seaborough,63.3\nm,2018/19,Westvale,63.3\nm,2017-18,Northport,1\n";

/// A pack with the figures of all councils.
fn ranked(values: &str) -> Case {
    let lines = "unit: percent\nfrequency: yearly\nreadings: { 2018-19: 63.3 }\ncomparators: { england: { 2018-19: 66.0 } }";
    case(lines, "")
        .replace("scorecard.yaml", "kind: nation }", "kind: nation, values: councils.csv }")
        .edit("scorecard.yaml", |text| text + "classification: Public\n")
        .file("councils.csv", values)
}

#[test]
fn a_rank_counts_from_the_best_and_shares_with_equals() {
    let case = ranked(VALUES);
    let (pack, findings) = load(&case.path("")).expect("the pack opens");
    assert!(findings.is_empty(), "{findings:?}");
    let results = analyse(&pack);
    let standing = results.measures[0].ranks[0].standing;
    assert_eq!((standing.rank, standing.tied, standing.of, standing.quarter), (2, 2, 4, None));
    let rank = &results.measures[0].ranks[0];
    assert_eq!(rank_words(rank), "equal 2nd best of 4 councils (one has no figure)");
    assert!(pack.canonical.contains_key("values-england.csv"), "the figures travel with the pack");
    let paper = String::from_utf8(pack.canonical["scorecard.yaml"].clone()).expect("UTF-8");
    assert!(paper.contains("values-england.csv"), "{paper}");
}

#[test]
fn faults_of_all_councils_figures_are_told_with_their_line() {
    let heads = |values: &str| ranked(values).check().heads().replace("data/one/councils.csv", "csv");
    assert_eq!(heads("measure,period,council\n"), "csv:1:1: error [wrong-shape]");
    assert_eq!(
        heads(&VALUES.replace("m,2018-19,Southmere", "n,2018-19,Southmere")),
        "csv:3:1: error [unknown-name]"
    );
    assert_eq!(heads(&VALUES.replace("70.0", "70%")), "csv:2:21: error [number]");
    assert_eq!(heads(&VALUES.replace("70.0", "")), "csv:2:21: error [blank]");
    assert_eq!(heads(&VALUES.replace(",70.0", "")), "csv:2:1: error [wrong-shape]");
    assert_eq!(
        heads(&VALUES.replace("Northport,70.0", "\"Northport,70.0")),
        "csv:2:11: error [quote-in-text]"
    );
    assert_eq!(heads(&VALUES.replace(',', ";")), "csv:1:1: error [wrong-shape]");
    assert_eq!(heads(&VALUES.replace("2017-18", "2017-18 Q1")), "csv:7:3: error [period-frequency]");
    assert_eq!(heads(&VALUES.replace("Westvale", "Southmere")), "csv:6:11: error [duplicate-period]");
    let differs = ranked(&VALUES.replace("Seaborough,63.3", "Seaborough,64.3")).check();
    assert!(
        differs.heads().contains("councils.csv:5:1: before dispatch [values-differ]"),
        "{}",
        differs.stderr
    );
    let outside = ranked(VALUES).replace("scorecard.yaml", "councils.csv", "../../councils.csv").check();
    assert!(outside.heads().contains("error [file-missing]"), "{}", outside.stderr);
}

#[test]
fn the_notes_and_the_working_say_the_settings() {
    let paper = "trends: { run-length: 6, marker-level: 0.01, screening: no }\n";
    let case = case(&shares([220, 232, 244, 256, 272], 400), paper);
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let notes = notes(&pack.whole(), &results).join("\n");
    assert!(notes.contains("less than 1 in 100 cases"), "{notes}");
    let said: Vec<String> = working(&results.measures[0], &pack.cover.trends)
        .into_iter()
        .map(|(term, text)| format!("{term}: {text}"))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    Trend: Improving
    Method: Fingertips trend marker for proportions
    Rests on: 5 figures, 2014-15 to 2018-19
    Chi-squared: 17.250 (above 6.635 is a trend)
    Chance: p below 0.0001 (0.01 or less is a trend)
    Change: up 13.0 points, from 55.0 in 2014-15 to 68.0 in 2018-19; by the median slope up about 3.0 points a year
    95% interval: 63.3% to 72.4%, Wilson, from numerator and denominator
    99.8% interval: 60.4% to 74.7%
    ");
}

#[test]
fn settings_have_a_range() {
    let told = |trends: &str| {
        case("unit: index\nfrequency: yearly\nreadings: { 2018-19: 1 }", trends).check().heads()
    };
    assert_eq!(told("trends: { run-length: 8 }\n"), "data/one/scorecard.yaml:11:23: error [number]");
    assert_eq!(told("trends: { order-level: 0.5 }\n"), "data/one/scorecard.yaml:11:24: error [out-of-range]");
    assert_eq!(told("trends: { level: 0.5 }\n"), "data/one/scorecard.yaml:11:11: error [unknown-key]");
}
