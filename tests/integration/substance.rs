//! Papers that can be read and are wrong all the same: what a careful colleague would notice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scorecard::analyse::analyse;
use scorecard::load::load;
use scorecard::words::trend::{answer, working};

use crate::case::{Case, json};
use crate::small;

/// A pack of these measures, each given by its lines, numbered from 1 and called M1, M2 and so on unless they have a
/// title.
fn case(measures: &[&str]) -> Case {
    let measure = |(at, lines): (usize, &&str)| {
        let number = at + 1;
        let title = if lines.contains("title:") { String::new() } else { format!("  title: M{number}\n") };
        let lines: String = lines.lines().flat_map(|line| ["  ", line, "\n"]).collect();
        format!("- number: {number}\n  id: m{number}\n{title}  kind: outcome\n{lines}")
    };
    let measures: String = measures.iter().enumerate().map(measure).collect();
    let paper = format!("{}classification: Public\n", small::BARE_PAPER);
    Case::of("one", &BTreeMap::new()).file("scorecard.yaml", paper).file("measures/m.yaml", measures)
}

/// The codes of all findings about these measures.
fn codes(measures: &[&str]) -> Vec<String> {
    codes_of(&case(measures))
}

fn codes_of(case: &Case) -> Vec<String> {
    let heads = case.check().heads();
    let code = |head: &str| head.rsplit_once('[').map(|(_, code)| code.trim_end_matches(']').to_owned());
    heads.lines().filter_map(code).collect()
}

/// The one finding about these measures, without its head.
#[track_caller]
fn told(measures: &[&str], code: &str) -> String {
    let run = case(measures).check();
    assert!(run.heads().ends_with(&format!("[{code}]")) && run.findings().len() == 1, "{}", run.stderr);
    run.findings().remove(0).1
}

const YEARLY: &str = "unit: percent\nbetter: higher\nfrequency: yearly\n";

/// A yearly percentage with these readings, the last for 2019-20.
fn yearly(values: &[&str]) -> String {
    let year = |(at, value): (usize, &&str)| {
        let from = 2020 + at - values.len();
        format!("  {from}-{}: {value}\n", from - 1999)
    };
    format!("{YEARLY}readings:\n{}", values.iter().enumerate().map(year).collect::<String>())
}

/// Readings from January 2018 on.
fn months(values: &[&str]) -> String {
    let month = |(at, value): (usize, &&str)| format!("  {}-{:02}: {value}\n", 2018 + at / 12, at % 12 + 1);
    format!("readings:\n{}", values.iter().enumerate().map(month).collect::<String>())
}

// === Counts =====================================================================================================

#[test]
fn counts_give_their_figure_to_the_decimals_that_were_written() {
    let of = |value: &str| {
        yearly(&["86.9", "87.0", &format!("{{ value: {value}, numerator: 176, denominator: 202 }}")])
    };
    assert_eq!(codes(&[&of("87.1")]), [""; 0]);
    assert_eq!(
        told(&[&of("87.2")], "not-the-share"),
        "in measure 1, M1\n\
         the figure for 2019-20 is 87.2%, but 176 of 202 make 87.1%\n\
         fix: correct the figure, or the counts"
    );
}

#[test]
fn a_denominator_that_jumps_is_told_unless_a_break_explains_it() {
    let rate = |last: &str| {
        format!(
            "unit: per 1,000 people\nbetter: lower\nfrequency: yearly\nreadings:\n  \
             2017-18: {{ value: 6.0, numerator: 600, denominator: 100000 }}\n  \
             2018-19: {{ value: 6.1, numerator: 610, denominator: 100500 }}\n  2019-20: {{ {last} }}"
        )
    };
    assert_eq!(
        told(&[&rate("value: 7.6, numerator: 610, denominator: 80000")], "denominator-moved"),
        "in measure 1, M1\n\
         the denominator of the figure for 2019-20 is 80,000, and was 100,500 the time before: down by 20%\n\
         fix: correct the denominator; if other people are counted, or they are counted in another way, mark the figure \
         `break: yes` with a `note` that says how; if neither, accept this with the reason"
    );
    for right in [
        "value: 6.2, numerator: 620, denominator: 101000",
        "value: 7.6, numerator: 610, denominator: 80000, break: yes, note: People of the census",
    ] {
        assert_eq!(codes(&[&rate(right)]), [""; 0], "{right}");
    }
}

#[test]
fn a_caseload_may_move_where_it_always_does() {
    let shares = |wholes: [u32; 5]| {
        let of = |whole: u32| format!("{{ value: 50.0, numerator: {}, denominator: {whole} }}", whole / 2);
        let readings: Vec<String> = wholes.into_iter().map(of).collect();
        yearly(&readings.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(codes(&[&shares([400, 300, 420, 280, 402])]), [""; 0]);
    assert_eq!(codes(&[&shares([400, 404, 402, 406, 502])]), ["denominator-moved"]);
}

#[test]
fn a_percentage_written_again_as_counts_of_a_hundred_is_told() {
    let counted = |last: &str| yearly(&["71.0", "72.0", last]);
    let of_a_hundred = "{ value: 77.9, numerator: 77.9, denominator: 100 }";
    assert_eq!(codes(&[&counted(of_a_hundred)]), ["counts-of-a-hundred"]);
    // A sample of just a hundred cases.
    assert_eq!(codes(&[&counted("{ value: 78, numerator: 78, denominator: 100 }")]), [""; 0]);
    let whole = yearly(&[
        "{ value: 60, numerator: 60, denominator: 100 }",
        "{ value: 63, numerator: 63, denominator: 100 }",
    ]);
    assert_eq!(
        told(&[&whole], "counts-of-a-hundred").lines().nth(1),
        Some(
            "the counts beside the figure for 2018-19 are the figure itself, of 100; so are those of 1 more figure: an \
             interval from them is not real"
        )
    );
}

// === Values files ===============================================================================================

const GROUP: &str = "\
classification: Public
comparators:
  - name: neighbours
    title: Neighbours
    kind: group
    source: As drawn up by hand
    average: mean
    members: [Bedford, Barnet, Luton, Derby]
    values: councils.csv
";

/// Two years' figures of twelve councils, with some text in them replaced.
fn councils(from: &str, to: &str) -> Case {
    let names = [
        "Bedford", "Barnet", "Luton", "Derby", "Rutland", "Torbay", "Thurrock", "Medway", "Halton", "Poole",
        "York", "Slough",
    ];
    let mut rows = "measure,period,council,value\n".to_owned();
    for (year, add) in [("2018-19", 0), ("2019-20", 1)] {
        for (at, name) in names.iter().enumerate() {
            writeln!(rows, "m1,{year},{name},{}.3", 60 + at + add).expect("a text");
        }
    }
    assert!(from.is_empty() || rows.contains(from), "{from}");
    let paper =
        small::BARE_PAPER.replace("comparators: [{ name: england, title: England, kind: nation }]\n", GROUP);
    case(&[&yearly(&["61.0", "62.0", "63.0", "63.5", "64.0"])])
        .file("scorecard.yaml", paper)
        .file("councils.csv", rows.replace(from, to))
}

#[test]
fn a_council_misspelt_in_one_row_is_told_there() {
    assert_eq!(codes_of(&councils("", "")), [""; 0]);
    let run = councils("2019-20,Bedford", "2019-20,Bedfrod").check();
    assert_eq!(run.heads(), "data/one/councils.csv:14:1: before dispatch [council-name]", "{}", run.stderr);
    assert_eq!(
        run.findings()[0].1,
        "in measure 1, M1\n\
         `Bedfrod` stands here, where `Bedford` has no row\n\
         fix: write `Bedford`; if it is another council, accept this with the reason"
    );
    for (from, to) in [("2018-19,Derby", "2018-19,Derby City"), ("2019-20,Luton", "2019-20,Lutton")] {
        assert_eq!(codes_of(&councils(from, to)), ["council-name"], "{to}");
    }
    // Another council, which the pack knows nothing of.
    assert_eq!(codes_of(&councils("2019-20,Derby", "2019-20,Dudley")), [""; 0]);
}

#[test]
fn slips_of_ten_in_a_values_file_are_told_once_with_their_count() {
    let tell = |from: &str, to: &str| councils(from, to).check();
    for (slip, figure) in [("603", "603%"), ("-60.3", "\u{2212}60.3%"), ("60300", "60,300%")] {
        let run = tell("Bedford,60.3", &format!("Bedford,{slip}"));
        assert_eq!(
            run.heads(),
            "data/one/councils.csv:2:1: before dispatch [unlikely-value]",
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.contains(&format!("the figure of Bedford for 2018-19 is {figure}\n")),
            "{}",
            run.stderr
        );
    }
    let run = tell("Bedford,60.3", "Bedford,6.03");
    assert_eq!(
        run.heads(),
        "data/one/councils.csv:2:1: before dispatch [far-from-neighbours]",
        "{}",
        run.stderr
    );
    let all = tell(".3\n", "3\n");
    assert_eq!(codes_of(&councils(".3\n", "3\n")), ["unlikely-value"]);
    assert!(all.stderr.contains("is 603%; so are those of 23 more rows of the measure"), "{}", all.stderr);
}

#[test]
fn a_place_among_few_of_a_groups_members_is_none() {
    let places = |case: Case| {
        let (pack, findings) = load(&case.path("")).expect("the pack opens");
        assert!(findings.is_empty(), "{findings:?}");
        let results = analyse(&pack);
        results.measures[0].ranks.iter().map(|rank| rank.standing.of).collect::<Vec<_>>()
    };
    assert_eq!(places(councils("", "")), [5, 13]);
    assert_eq!(places(councils("2019-20,Bedford,61.3", "2019-20,Bedford,x")), [4, 12]);
    let two = councils("2019-20,Bedford,61.3", "2019-20,Bedford,x").replace(
        "councils.csv",
        "2019-20,Barnet,62.3",
        "2019-20,Barnet,x",
    );
    assert_eq!(places(two), [11]);
}

// === Since when =================================================================================================

/// Income for the year to date: more than in the month before, and less than a year before.
const TO_DATE: &str = "unit: £k\nbetter: higher\nfrequency: monthly\ncovers: year to date\ntarget: { 2020-09: 300 }\n\
    comment: Fewer visits.\naction: Open longer.\nowner: Head of Leisure\nreadings: { 2019-08: 190, 2019-09: 230, \
    2020-08: 150, 2020-09: 180 }";

#[test]
fn a_change_since_a_year_before_says_so() {
    let case = case(&[TO_DATE]).file(
        "report.md",
        "# Income\n\nIncome is {{ measure(\"m1\").change.size }} {{ measure(\"m1\").change.direction }} than {{ measure(\"m1\").change.than }}.\n\n[[ reds ]]\n",
    );
    let files = case.built();
    let data = json(&files["scorecard.json"]);
    let change = &data["measures"][0]["change"];
    assert_eq!((&change["since"], &change["since-last-figure"]), (&"2019-09".into(), &false.into()));
    let page = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("since Sep 2019"), "the cell says since when");
    assert!(page.contains("1 is red, and worse than a year before."), "the headline says what it counts");
    assert!(!page.contains("worse than last time") && !page.contains("[y]"));
    let text = page.replace("</span>", "").replace('\n', " ");
    let text: String =
        text.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    assert!(text.contains("lower than a year before."), "{text}");
}

#[test]
fn the_last_figure_is_the_last_figure_where_it_compares() {
    let plain = TO_DATE.replace("covers: year to date\n", "").replace("2020-08: 150", "2020-08: 190");
    let data = json(&case(&[&plain]).built()["scorecard.json"]);
    let change = &data["measures"][0]["change"];
    assert_eq!((&change["since"], &change["since-last-figure"]), (&"2020-08".into(), &true.into()));
}

// === Trends =====================================================================================================

/// The answer about a measure with these lines, and how the change over its figures is told.
fn trend(lines: &str) -> (String, Option<String>) {
    let case = case(&[lines]);
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let result = &results.measures[0];
    let change = working(result, &pack.cover.trends).into_iter().find(|(term, _)| *term == "Change");
    (answer(result), change.map(|(_, text)| text))
}

#[test]
fn no_trend_is_told_of_today_where_the_latest_figure_is_missing() {
    let falling = ["90", "88", "85", "81", "80"];
    assert_eq!(trend(&yearly(&falling)).0, "worsening");
    for missing in ["c", "x", "w", "low", "awaited"] {
        let (said, _) = trend(&yearly(&[&falling[..], &[missing]].concat()));
        let why = scorecard::model::Missing::read(missing).expect("a reason").words();
        assert_eq!(
            said,
            format!(
                "not calculable: the figure for 2019-20 is missing ({why}); to 2018-19 the answer is: worsening"
            )
        );
    }
    // A survey that was not due that year is passed over.
    assert_eq!(trend(&yearly(&[&falling[..], &["z"]].concat())).0, "worsening");
}

#[test]
fn the_change_over_a_trend_is_that_of_the_printed_figures() {
    let (_, change) = trend(&yearly(&["79.4", "76.0", "70.0", "66.0", "62.3"]));
    assert_eq!(
        change.as_deref(),
        Some(
            "down 17.1 points, from 79.4 in 2015-16 to 62.3 in 2019-20; by the median slope down about 4.4 points a year"
        )
    );
}

/// Mean and process limits of monthly figures.
fn limits(unit: &str, better: &str, values: &[&str]) -> (f64, f64) {
    let case = case(&[&format!("unit: {unit}\nbetter: {better}\nfrequency: monthly\n{}", months(values))]);
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let chart = results.measures[0].working.chart().expect("a chart");
    let limits = chart.newest().expect("a phase").limits.expect("limits");
    (limits.lower, limits.upper)
}

#[test]
fn process_limits_end_where_the_unit_does() {
    let injuries = ["2", "0", "1", "4", "1", "0", "3", "2", "6", "1", "0", "2", "5"];
    let (lower, upper) = limits("count of injuries", "lower", &injuries);
    assert!(lower.abs() < 1e-9 && upper > 6.0, "{lower} {upper}");
    let high = ["99", "97", "100", "96", "99", "98", "100", "97", "99", "96", "100", "98", "99"];
    let (lower, upper) = limits("percent", "higher", &high);
    assert!(lower > 0.0 && (upper - 100.0).abs() < 1e-9, "{lower} {upper}");
    // Income against target has passed 100 itself.
    let above = high.map(|value| if value == "100" { "104" } else { value });
    assert!(limits("percent", "higher", &above).1 > 104.0);
    let money = ["2", "-1", "3", "0", "4", "-2", "1", "3", "-1", "2", "0", "3", "1"];
    assert!(limits("£k", "higher", &money).0 < -2.0);
}

// === Figures in the wrong place =================================================================================

const SATISFIED: [&str; 5] = ["63.8", "65.1", "66.0", "64.9", "67.2"];

#[test]
fn the_same_figures_under_two_measures_are_told() {
    let (one, other) = (yearly(&SATISFIED), yearly(&["71.8", "72.6", "74.0", "73.1", "72.4"]));
    assert_eq!(codes(&[&one, &other]), [""; 0]);
    assert_eq!(
        told(&[&one, &other, &one], "same-figures"),
        "in measure 3, M3\n\
         5 figures, 2015-16 to 2019-20, are those of measure 1, M1, too\n\
         fix: write the figures of this measure; if both are right, accept this with the reason"
    );
    let shifted = yearly(&["62.0", "63.8", "65.1", "66.0", "64.9"]);
    assert_eq!(
        told(&[&one, &shifted], "same-figures").lines().nth(1),
        Some("4 figures, 2016-17 to 2019-20, are those of measure 1, M1, too, each one period later")
    );
    // Whole numbers, and numbers that hardly move, are the same by chance.
    for values in [["98", "97", "98", "99", "98"], ["5.5", "5.5", "5.5", "5.5", "5.6"]] {
        let values = yearly(&values);
        assert_eq!(codes(&[&values, &values]), [""; 0], "{values}");
    }
}

#[test]
fn a_nation_with_the_councils_own_figures_is_told() {
    let own = yearly(&SATISFIED);
    let readings = own.split("readings:\n").nth(1).expect("readings").replace("  ", "    ");
    let copied = format!("{own}comparators:\n  england:\n{readings}");
    assert_eq!(
        told(&[&copied], "same-figures").lines().nth(1),
        Some("of the figures for England, 5 figures, 2015-16 to 2019-20, are the council's own, too")
    );
}

#[test]
fn last_years_figure_with_its_counts_is_told() {
    let last =
        |counts: &str| yearly(&["88.8", "{ value: 90.2, numerator: 2794, denominator: 3098 }", counts]);
    assert_eq!(codes(&[&last("{ value: 90.2, numerator: 2794, denominator: 3098 }")]), ["same-figures"]);
    assert_eq!(codes(&[&last("{ value: 90.2, numerator: 2801, denominator: 3105 }")]), [""; 0]);
    let year = ["41.2", "43.5", "40.8", "44.1"];
    let quarters = |last: [&str; 4]| {
        let values = [year, last].concat();
        let quarter = |(at, value): (usize, &&str)| {
            let (year, quarter) = (2018 + (at + 2) / 4, (at + 2) % 4 + 1);
            format!("  {year}-{} Q{quarter}: {value}\n", year - 1999)
        };
        let readings: String = values.iter().enumerate().map(quarter).collect();
        format!("unit: days\nbetter: lower\nfrequency: quarterly\nreadings:\n{readings}")
    };
    assert_eq!(codes(&[&quarters(year)]), ["same-figures"]);
    assert_eq!(codes(&[&quarters(["41.2", "43.5", "40.8", "44.7"])]), [""; 0]);
}

#[test]
fn figures_one_period_off_those_tabled_are_told() {
    let tabled = case(&[&yearly(&["62.1", "63.8", "65.1", "66.0", "64.9"])]);
    let before = tabled.built().remove("scorecard.json").expect("the figures of version 1");
    let shifted = case(&[&yearly(&["63.8", "65.1", "66.0", "64.9", "67.2"])]);
    let next =
        shifted.file("previous.json", before).replace("scorecard.yaml", "version: \"1\"", "version: \"2\"");
    let run = next.check();
    assert!(
        run.stderr.contains("4 figures, 2015-16 to 2018-19, are those of version 1, each one period earlier"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_quarter_among_rolling_years_and_a_year_among_quarters_are_told() {
    let rolling = |last: &str| {
        format!(
            "unit: per 100,000\nbetter: lower\nfrequency: quarterly\ncovers: rolling 12 months\nreadings: {{ 2019-20 Q2: 546.3, \
             2019-20 Q3: 535.4, 2019-20 Q4: 529.0, 2020-21 Q1: {last} }}"
        )
    };
    assert_eq!(codes(&[&rolling("519.7")]), [""; 0]);
    assert_eq!(
        told(&[&rolling("129.7")], "other-span"),
        "in measure 1, M1\n\
         the figure for 2020-21 Q1, 129.7, is 4 times smaller than the 529.0 beside it, though the two are of twelve \
         months each and have most of them in common\n\
         fix: write the figure of the twelve months that end with the period; if it is right, accept this with the reason"
    );
    let quarters = |last: &str| {
        format!(
            "unit: count of visits\nbetter: higher\nfrequency: quarterly\nreadings: {{ 2019-20 Q1: 130, 2019-20 Q2: 128, \
             2019-20 Q3: 135, 2019-20 Q4: 131, 2020-21 Q1: {last} }}"
        )
    };
    assert_eq!(codes(&[&quarters("160")]), [""; 0]);
    assert_eq!(codes(&[&quarters("524")]), ["other-span"]);
}

// === What is said of figures ====================================================================================

#[test]
fn a_direction_that_goes_against_what_is_counted_is_told() {
    let place = |title: &str, better: &str| {
        format!(
            "title: \"{title}\"\nunit: £ per week\nbetter: {better}\nfrequency: yearly\nreadings: {{ 2018-19: 700, 2019-20: 720 }}"
        )
    };
    assert_eq!(codes(&[&place("Care home place, 65 and over", "lower")]), [""; 0]);
    assert_eq!(
        told(&[&place("Care home place, 65 and over", "higher")], "direction-unlikely"),
        "in measure 1, Care home place, 65 and over\n\
         higher is said to be better, but the measure is of a cost, in £ per week\n\
         fix: write `better: lower`; if it is right, accept this with the reason"
    );
    let child = |title: &str, better: &str| place(title, better).replace("£ per week", "index");
    let both = [child("Steps a day, 18 to 64", "higher"), child("Steps a day, 65 and over", "lower")];
    assert_eq!(codes(&[&both[0], &both[1]]), ["direction-unlikely"]);
}

#[test]
fn a_target_that_is_met_by_rounding_alone_is_told() {
    let measure = |value: &str, decimals: u32| {
        format!(
            "{YEARLY}decimals: {decimals}\ntarget: 85\ntolerance: 5pp\nreadings: {{ 2018-19: 84.0, 2019-20: {value} }}"
        )
    };
    assert_eq!(
        told(&[&measure("84.6", 0)], "rounded-to-target"),
        "in measure 1, M1\n\
         the figure is green only because it is rounded: it is 84.6%, and the target is 85.0% or more\n\
         fix: write `decimals: 1`, so that members see what misses; if it is to be held against the target as printed, \
         accept this with the reason"
    );
    for right in [measure("84.6", 1), measure("85.4", 0), measure("85", 0), measure("84.4", 0)] {
        assert_eq!(codes(&[&right]), [""; 0], "{right}");
    }
}

#[test]
fn an_action_that_is_over_before_the_meeting_is_told() {
    let action = |text: &str| yearly(&["61.0", "62.0"]) + "action: " + text;
    assert_eq!(
        told(&[&action("Agency assessors from November 2019 to March 2020.")], "action-past"),
        "in measure 1, M1\n\
         the action runs `to March 2020`, and the committee meets on 5 November 2020\n\
         fix: write what is being done now, and by when; if the year is a slip, correct it"
    );
    for ahead in [
        "Agency assessors from November 2020 to March 2021.",
        "A pilot to June 2020, and all teams from January 2021.",
        "The target is to be met by the end of March.",
        "Two teams have shared the work since May 2020.",
    ] {
        assert_eq!(codes(&[&action(ahead)]), [""; 0], "{ahead}");
    }
}

#[test]
fn a_comment_with_the_counts_of_another_measure_is_told() {
    let measure = |part: u32, whole: u32, comment: &str| {
        let value = format!("{:.1}", f64::from(part) / f64::from(whole) * 100.0);
        yearly(&["61.0", &format!("{{ value: {value}, numerator: {part}, denominator: {whole} }}")])
            + "comment: "
            + comment
    };
    let other = measure(182, 211, "182 of 211 decisions.");
    assert_eq!(codes(&[&other, &measure(130, 149, "130 of the 149 providers.")]), [""; 0]);
    assert_eq!(codes(&[&other, &measure(130, 149, "182 of 211 providers.")]), ["comment-of-another"]);
}

#[test]
fn a_break_that_nobody_explains_is_told() {
    let with = |last: &str| yearly(&["82.5", "81.0", "79.0", last]);
    assert_eq!(
        told(&[&with("{ value: 72.6, break: yes }")], "break-unexplained"),
        "in measure 1, M1\n\
         the figure for 2019-20, 72.6, is marked `break` without a note, so that it is not compared with the 79.0 for \
         2018-19\n\
         fix: add a `note` that says what is counted in another way; if nothing is, take `break` away"
    );
    assert_eq!(codes(&[&with("{ value: 72.6, break: yes, note: Short stays are left out }")]), [""; 0]);
    // Long ago, and for the better.
    assert_eq!(codes(&[&yearly(&["70.0", "{ value: 72.6, break: yes }", "72.9", "73.0"])]), [""; 0]);
}
