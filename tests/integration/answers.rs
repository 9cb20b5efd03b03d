//! Answers checked against other programs, and what is said about material that gives no answer.
//!
//! Expected figures in the first part were computed from the published formulas (Fingertips' trend markers, Wilson,
//! Byar, all orders of Mann-Kendall, `XmR`) with numpy 2 and scipy 1.17, not by this program.

use std::collections::BTreeMap;

use scorecard::analyse::trend::Figures;
use scorecard::analyse::{Change, MeasureResult, Results, Verdict, analyse};
use scorecard::load::load;
use scorecard::words::trend::{answer, working};

use crate::case::{Case, json, repository};
use crate::small;

// === By hand ====================================================================================================

#[track_caller]
fn same(what: &str, found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 1e-9, "{what} is {found}, not {expected}");
}

fn measure<'r, 'p>(results: &'r Results<'p>, number: u32) -> &'r MeasureResult<'p> {
    results.measures.iter().find(|result| result.measure.number == number).expect("the measure")
}

#[test]
fn wiltshires_answers_are_those_of_other_programs() {
    let (pack, _) = load(&repository().join("data/wiltshire")).expect("the pack opens");
    let results = analyse(&pack);
    // Direct payments: 840 of 2775, 902 of 2692, 836 of 2728, 811 of 2876, 752 of 2881.
    let shares = measure(&results, 4);
    let Figures::Marker(marker) = &shares.working.figures else { panic!("{:?}", shares.working) };
    same("chi-squared", marker.chi_squared, 25.140_359_177_124_17);
    same("p", marker.p, 5.330_547_563_981_244e-7);
    same("slope of the log odds", marker.slope.expect("a slope"), -0.066_168_232_714_177_74);
    same("smallest change", shares.working.smallest_change.expect("one"), 4.280_092_133_108_424_5);
    assert_eq!(answer(shares), "worsening");
    let wilson = shares.interval.expect("an interval").at_95;
    same("Wilson's lower end", wilson.lower, 24.530_897_453_630_51);
    same("Wilson's upper end", wilson.upper, 27.736_843_437_651_97);
    // Self-directed support rises for three years and falls in the last; without the last year the line rises.
    let odd = measure(&results, 3);
    let Figures::Marker(marker) = &odd.working.figures else { panic!("{:?}", odd.working) };
    same("chi-squared", marker.chi_squared, 25.995_135_898_450_71);
    assert!(marker.outlier);
    // Admissions per 100,000, weighted by Byar's intervals.
    let rates = measure(&results, 14);
    let Figures::Marker(marker) = &rates.working.figures else { panic!("{:?}", rates.working) };
    same("slope", marker.slope.expect("a slope"), -52.816_293_114_139_53);
    same("chi-squared", marker.chi_squared, 64.228_838_293_488_88);
    same("Byar's lower end", rates.interval.expect("an interval").at_95.lower, 305.015_362_905_798_5);
    same("Byar's upper end", rates.interval.expect("an interval").at_95.upper, 376.169_305_372_216_6);
    // 19.8, 19.5, 19.6, 19.5, 19.5: 36 of the 120 orders are at least this one-sided.
    let order = measure(&results, 1);
    let Figures::Order { test, slope } = &order.working.figures else { panic!("{:?}", order.working) };
    assert_eq!(test.s, -5);
    same("p", test.p, 0.3);
    same("slope", slope.expect("a slope").slope, -0.0625);
    assert_eq!(answer(measure(&results, 6)), "too few points: 3 of the 5 comparable figures needed");
}

#[test]
fn exampleshires_answers_are_those_of_other_programs() {
    let (pack, _) = load(&repository().join("data/exampleshire")).expect("the pack opens");
    let results = analyse(&pack);
    // Rolling years, of which only every fourth is used.
    let rolling = measure(&results, 14);
    let Figures::Marker(marker) = &rolling.working.figures else { panic!("{:?}", rolling.working) };
    same("chi-squared", marker.chi_squared, 13.658_616_462_471_535);
    // Ten quarters: scipy's exact p-value; slope per year from scipy's theilslopes.
    let quarters = measure(&results, 41);
    let Figures::Order { test, .. } = &quarters.working.figures else { panic!("{:?}", quarters.working) };
    assert_eq!((test.s, test.exact), (43, true));
    same("p", test.p, 5.511_463_844_797_179e-6);
    let six = measure(&results, 45);
    let Figures::Order { test, slope } = &six.working.figures else { panic!("{:?}", six.working) };
    same("p", test.p, 1.0 / 60.0);
    same("slope", slope.expect("a slope").slope, 4.0);
    // 18 months: the mean, and 2.66 times the average moving range on either side.
    let months = measure(&results, 27);
    let phase = months.working.chart().expect("a chart").newest().expect("a phase");
    same("mean", phase.mean.expect("a mean"), 54.5);
    same("average moving range", phase.average_range.expect("one"), 26.0 / 17.0);
    same("upper limit", phase.limits.expect("limits").upper, 58.568_235_294_117_65);
    // Savings for the year to date: 44% in September 2019, 38% a year earlier.
    let savings = measure(&results, 49);
    let (earlier, difference) = savings.year_before.as_ref().expect("a year before");
    assert_eq!((earlier.period.to_string(), difference.size.to_string()), ("2018-09".into(), "6".into()));
}

// === What is said ===============================================================================================

/// A pack of measures, numbered from 1, each with these lines.
fn case(measures: &[&str]) -> Case {
    let measure = |(at, lines): (usize, &&str)| {
        let lines: String = lines.lines().flat_map(|line| ["  ", line, "\n"]).collect();
        let number = at + 1;
        format!("- number: {number}\n  id: m{number}\n  title: M{number}\n  kind: outcome\n{lines}")
    };
    let measures: String = measures.iter().enumerate().map(measure).collect();
    let paper = format!("{}classification: Public\n", small::BARE_PAPER);
    Case::of("one", &BTreeMap::new()).file("scorecard.yaml", paper).file("measures/m.yaml", measures)
}

fn months(values: &[&str]) -> String {
    let month = |(at, value): (usize, &&str)| format!("  {}-{:02}: {value}\n", 2018 + at / 12, at % 12 + 1);
    format!("readings:\n{}", values.iter().enumerate().map(month).collect::<String>())
}

#[test]
fn a_month_that_nobody_wrote_down_breaks_a_run() {
    // Seven of the newest eight months are above the mean; one of them is missing.
    let values = [
        "48", "52", "47", "51", "48", "50", "47", "52", "48", "47", "54", "53", "54", "53", "54", "53", "54",
    ];
    let lines = format!("unit: index\nbetter: higher\nfrequency: monthly\n{}", months(&values));
    let told = |lines: &str| {
        let case = case(&[lines]);
        let (pack, findings) = load(&case.path("")).expect("the pack opens");
        assert!(findings.is_empty(), "{findings:?}");
        let results = analyse(&pack);
        answer(&results.measures[0])
    };
    assert_eq!(told(&lines), "improving");
    let absent = lines.replace("  2019-02: 53\n", "");
    let missing = lines.replace("2019-02: 53", "2019-02: x");
    assert_eq!(told(&missing), "no clear trend");
    assert_eq!(told(&absent), told(&missing));
}

#[test]
fn rolling_years_that_overlap_are_not_compared_as_if_they_did_not() {
    // 620 and 640 of 1000: for separate years, this is within chance (Wilson's half widths of 3.0 combine to 4.2).
    // Rolling years a month apart share eleven months; chance can move the twelfth by 4.2 times the root of 1/12.
    let change = |covers: &str, first: &str| {
        let lines = format!(
            "unit: percent\nbetter: higher\nfrequency: monthly\ncovers: {covers}\nreadings:\n  {first}: {{ value: 62, numerator: 620, \
             denominator: 1000 }}\n  2019-09: {{ value: 64, numerator: 640, denominator: 1000 }}"
        );
        let case = case(&[&lines]);
        let (pack, findings) = load(&case.path("")).expect("the pack opens");
        assert!(findings.is_empty(), "{findings:?}");
        let results = analyse(&pack);
        match &results.measures[0].change {
            Change::Since { difference, .. } => difference.verdict,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(change("period", "2019-08"), Verdict::Similar);
    assert_eq!(change("rolling 12 months", "2019-08"), Verdict::Better);
    assert_eq!(change("rolling 12 months", "2018-09"), Verdict::Similar);
}

#[test]
fn the_smallest_change_is_said_only_where_none_was_found() {
    let lines = |counts: [u32; 5]| {
        let year = |(at, count): (usize, &u32)| {
            let value = f64::from(*count) / 4.0;
            format!(
                "  {}-{}: {{ value: {value:.1}, numerator: {count}, denominator: 400 }}\n",
                2014 + at,
                15 + at
            )
        };
        let years: String = counts.iter().enumerate().map(year).collect();
        format!("unit: percent\nbetter: higher\nfrequency: yearly\nreadings:\n{years}")
    };
    let (moving, still) = (lines([220, 232, 244, 256, 272]), lines([220, 222, 219, 221, 223]));
    let case = case(&[&moving, &still]);
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let smallest = |at: usize| {
        let said = working(&results.measures[at], &pack.cover.trends);
        said.into_iter().find(|(term, _)| *term == "Smallest change").map(|(_, text)| text)
    };
    assert_eq!(smallest(0), None);
    // A share of 0.5525 of 400 in each of five years: (3.0902 + 0.8416) times the square root of 0.5525 * 0.4475 / (400
    // * 10), over four years.
    let text = "about 12.4 points over these figures would have shown, four times out of five";
    assert_eq!(smallest(1).as_deref(), Some(text));
}

#[test]
fn shares_that_do_not_add_to_a_hundred_say_so() {
    let rated = |value: u32| {
        format!(
            "unit: percent\nbetter: higher\nfrequency: yearly\ntarget: 80\ntolerance: 10pp\nreadings: {{ 2018-19: {value} }}"
        )
    };
    let (green, amber, red) = (rated(85), rated(75), rated(50));
    let note = "Percentages do not add to 100 because of rounding.";
    let page =
        |measures: &[&str]| String::from_utf8(case(measures).built()["index.html"].clone()).expect("UTF-8");
    // 33% each.
    assert!(page(&[&green, &amber, &red]).contains(note));
    assert!(!page(&[&green, &amber, &red, &red]).contains(note));
    let report = "# Ratings\n\n[[ roll-up ]]\n";
    let case = case(&[&green, &amber, &red]).file("report.md", report);
    let page = String::from_utf8(case.built()["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("Share of those rated (does not add to 100 because of rounding)"));
}

// === Material that gives no answer ==============================================================================

#[test]
fn impossible_counts_and_margins_are_told() {
    let heads = |unit: &str, reading: &str| {
        let lines =
            format!("unit: {unit}\nbetter: higher\nfrequency: yearly\nreadings:\n  2018-19: {reading}");
        let heads = case(&[&lines]).check().heads();
        heads.rsplit(": ").next().unwrap_or_default().to_owned()
    };
    let of = |code: &str| format!("error [{code}]");
    assert_eq!(heads("percent", "{ value: 95, numerator: 110, denominator: 100 }"), of("counts"));
    assert_eq!(heads("percent", "{ value: 95, numerator: -1, denominator: 100 }"), of("out-of-range"));
    assert_eq!(heads("percent", "{ value: 95, numerator: 19, denominator: -20 }"), of("out-of-range"));
    assert_eq!(heads("per 100,000", "{ value: 9.5, numerator: 19, denominator: 0 }"), of("counts"));
    assert_eq!(heads("percent", "{ value: x, margin: 2.1 }"), of("counts"));
    assert_eq!(heads("percent", "{ value: 50, margin: -2.1 }"), of("out-of-range"));
    assert_eq!(heads("percent", "{ value: 50, respondents: -3 }"), of("number"));
    // A score's numerator is a sum of points.
    assert_eq!(heads("score out of 24", "{ value: 19.5, numerator: 86525, denominator: 4440 }"), "");
    let huge = format!("1{}", "0".repeat(300));
    assert_eq!(heads("index", &huge), of("number"));
    assert_eq!(heads("index", "1e300"), of("number"));
    assert_eq!(heads("index", ".inf"), of("number"));
    assert_eq!(heads("index", ".nan"), of("number"));
}

#[test]
fn no_output_holds_what_is_no_number() {
    let five = |readings: [&str; 5]| {
        let year = |(at, reading): (usize, &&str)| format!("  {}-{}: {reading}\n", 2014 + at, 15 + at);
        format!("frequency: yearly\nreadings:\n{}", readings.iter().enumerate().map(year).collect::<String>())
    };
    let yearly =
        |unit: &str, readings: [&str; 5]| format!("unit: {unit}\nbetter: higher\n{}", five(readings));
    let monthly =
        |values: &[&str]| format!("unit: index\nbetter: higher\nfrequency: monthly\n{}", months(values));
    let (least, most) = ("-1000000000000000", "1000000000000000");
    let mut sparse = vec!["0"; 18];
    sparse[9] = "5";
    let measures = [
        // Identical: with counts, with margins, alone, monthly.
        yearly("percent", ["{ value: 50, numerator: 50, denominator: 100 }"; 5]),
        yearly("percent", ["{ value: 0, numerator: 0, denominator: 100 }"; 5]),
        yearly("percent", ["{ value: 100, numerator: 100, denominator: 100 }"; 5]),
        yearly("score out of 12", ["{ value: 7.1, margin: 0.2 }"; 5]),
        yearly("score out of 12", ["{ value: 7.1, margin: 0 }"; 5]),
        yearly("per 100,000", ["{ value: 0, numerator: 0, denominator: 1000 }"; 5]),
        yearly("index", ["7"; 5]),
        monthly(&["7"; 18]),
        monthly(&sparse),
        // As large and as far apart as figures can be written.
        yearly("index", [least, most, least, most, least]),
        monthly(&[least, most].repeat(9)),
        yearly("£", ["{ value: 1000000000000000, margin: 1000000000000000 }"; 5]),
        yearly("index", ["{ value: 0.000001, margin: 0.000001 }"; 5]),
        // One margin is far smaller than the other.
        yearly(
            "index",
            [
                "{ value: 1, margin: 0.000001 }",
                "{ value: 2, margin: 1000000000000000 }",
                "{ value: 3, margin: 0.000001 }",
                "{ value: 1, margin: 1000000000000000 }",
                "{ value: 2, margin: 0.000001 }",
            ],
        ),
        // Too few readings, and none at all.
        "unit: percent\nbetter: higher\nfrequency: yearly\nreadings: { 2018-19: { value: 50, numerator: 50, denominator: 100 } }".to_owned(),
        "unit: percent\nbetter: higher\nfrequency: yearly\nreadings: { 2018-19: c }".to_owned(),
        yearly("percent", ["z"; 5]),
        yearly("percent", ["low"; 5]),
    ];
    let lines: Vec<&str> = measures.iter().map(String::as_str).collect();
    let case = case(&lines);
    let (pack, findings) = load(&case.path("")).expect("the pack opens");
    assert!(findings.is_empty(), "{findings:?}");
    let results = analyse(&pack);
    let said: Vec<String> = results.measures.iter().map(answer).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    no clear trend
    no clear trend
    no clear trend
    no clear trend
    no clear trend
    no clear trend
    no clear trend
    not calculable: the figures hardly move, so process control has no limits to draw
    not calculable: the figures hardly move, so process control has no limits to draw
    no clear trend
    no clear trend
    no clear trend
    no clear trend
    no clear trend: one year alone makes the trend; without it the figures go the other way
    too few points: 1 of the 5 comparable figures needed
    too few points: 0 of the 5 comparable figures needed
    too few points: 0 of the 5 comparable figures needed
    too few points: 0 of the 5 comparable figures needed
    ");
    let files = case.built();
    for name in ["scorecard.json", "measures.csv", "index.html"] {
        let text = String::from_utf8(files[name].clone()).expect("UTF-8");
        for word in ["NaN", "nan,", "inf,", "Infinity", "infinity", "-inf", ">inf", "\"inf"] {
            assert!(!text.contains(word), "{word} in {name}");
        }
    }
    // Every figure of an answer is a number in the JSON; a figure that does not exist is null.
    assert_eq!(json(&files["scorecard.json"])["measures"].as_array().map(Vec::len), Some(measures.len()));
}
