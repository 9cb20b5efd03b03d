//! Groups of councils whose figures are computed from those of their members, and the council's rank among them.

use std::collections::BTreeMap;

use scorecard::analyse::analyse;
use scorecard::load::load;
use scorecard::words::sentence::rank_words;

use crate::case::{Case, json};

const PAPER: &str = "\
council: Seaborough Council
committee: Adult Care Committee
meeting: 2020-11-05
title: Scorecard
version: \"1\"
version-date: 2020-10-24
data-as-at: 2020-10-22
status: draft
classification: Public
kinds: [{ name: outcome, title: Outcomes }]
comparators:
  - { name: england, title: England, kind: nation, values: councils.csv }
  - name: neighbours
    title: Nearest neighbours
    kind: group
    source: As drawn up by hand
    average: mean
    members: [Northport, Southmere, Eastfold, Westvale]
    values: councils.csv
";

const MEASURE: &str = "\
- number: 1
  id: m
  title: M
  kind: outcome
  unit: percent
  decimals: 1
  better: higher
  frequency: yearly
  readings: { 2017-18: 60.0, 2018-19: 63.3 }
";

const HEAD: &str = "measure,period,council,value,numerator,denominator\n";
const VALUES: &str = "\
m,2017-18,Northport,70.0,70,100
m,2017-18,Southmere,60.0,60,100
m,2017-18,Eastfold,50.1,501,1000
m,2017-18,Westvale,40.1,,
m,2018-19,Northport,70.0,70,100
m,2018-19,Southmere,61.5,123,200
m,2018-19,Eastfold,c,c,c
m,2018-19,Westvale,63.3,19,30
m,2018-19,Seaborough,63.3,19,30
m,2018-19,Highmoor,90.0,9,10
m,2018-19,Lowmoor,x,,
";

fn case(rows: &str) -> Case {
    Case::of("one", &BTreeMap::new())
        .file("scorecard.yaml", PAPER)
        .file("measures/m.yaml", MEASURE)
        .file("councils.csv", format!("{HEAD}{rows}"))
}

/// The group's figures as printed with `decimals`, each with the number of members behind it.
#[track_caller]
fn figures(case: &Case, decimals: u32) -> Vec<(String, String)> {
    let (pack, findings) = load(&case.path("")).expect("the pack opens");
    assert!(findings.is_empty(), "{findings:?}");
    let series = pack.scorecard.measures[0].comparators.get("neighbours").cloned().unwrap_or_default();
    let figure = |reading: &scorecard::model::Reading| {
        let of =
            reading.computed.map_or("by hand".to_owned(), |found| format!("{}/{}", found.of, found.members));
        let value = reading.value.map_or_else(
            |missing| missing.code().to_owned(),
            |value| scorecard::words::figure::plain(value, decimals),
        );
        (value, of)
    };
    series.readings.iter().map(figure).collect()
}

fn pair(value: &str, of: &str) -> (String, String) {
    (value.to_owned(), of.to_owned())
}

#[test]
fn a_mean_is_exact_and_tells_of_how_many() {
    // (70.0 + 60.0 + 50.1 + 40.1) / 4 = 55.05, which spreadsheets round to 55.1; with binary floats it would be 55.0.
    // Without Eastfold (70.0 + 61.5 + 63.3) / 3 = 64.93.
    assert_eq!(figures(&case(VALUES), 1), [pair("55.1", "4/4"), pair("64.9", "3/4")]);
    assert_eq!(figures(&case(VALUES), 2), [pair("55.05", "4/4"), pair("64.93", "3/4")]);
}

#[test]
fn a_median_is_the_middle_and_a_pooled_figure_counts_people() {
    let median = case(VALUES).replace("scorecard.yaml", "average: mean", "average: median");
    assert_eq!(figures(&median, 2), [pair("55.05", "4/4"), pair("63.30", "3/4")]);
    // 631 of 1200 people; Westvale's counts are unknown in the first year. Then 212 of 330 people.
    let pooled = case(VALUES).replace("scorecard.yaml", "average: mean", "average: pooled");
    assert_eq!(figures(&pooled, 2), [pair("52.58", "3/4"), pair("64.24", "3/4")]);
}

#[test]
fn of_too_few_members_there_is_no_average() {
    let two = VALUES.replace("m,2018-19,Southmere,61.5,123,200\n", "m,2018-19,Southmere,x,,\n");
    assert_eq!(figures(&case(&two), 1), [pair("55.1", "4/4"), pair("x", "2/4")]);
    // In a year in which nobody was asked, no figure is lacking.
    let none: String =
        VALUES.lines().filter(|row| !row.contains("2018-19")).flat_map(|row| [row, "\n"]).collect();
    let none = none
        + "m,2018-19,Northport,z,,\nm,2018-19,Southmere,z,,\nm,2018-19,Eastfold,z,,\nm,2018-19,Westvale,z,,\n";
    assert_eq!(figures(&case(&none), 1), [pair("55.1", "4/4"), pair("z", "0/4")]);
    // Without columns of counts there is no pooled figure.
    let bare: String =
        VALUES.lines().map(|row| row.split(',').take(4).collect::<Vec<_>>().join(",") + "\n").collect();
    let bare = case(VALUES).file("councils.csv", format!("measure,period,council,value\n{bare}")).replace(
        "scorecard.yaml",
        "average: mean",
        "average: pooled",
    );
    let told = bare.check();
    assert_eq!(told.heads(), "data/one/scorecard.yaml:13:11: error [counts]", "{}", told.stderr);
}

#[test]
fn what_is_written_by_hand_stands_and_is_held_against_the_members() {
    let by_hand = |figures: &str| {
        case(VALUES).replace(
            "measures/m.yaml",
            "  readings:",
            &format!("  comparators: {{ neighbours: {figures} }}\n  readings:"),
        )
    };
    let same = by_hand("{ 2017-18: 55.1 }");
    assert_eq!(figures(&same, 1), [pair("55.1", "by hand"), pair("64.9", "3/4")]);
    assert!(!same.check().stderr.contains("values-differ"), "{}", same.check().stderr);
    let other = by_hand("{ 2017-18: 55.0 }").check();
    let told = "data/one/measures/m.yaml:9:41: before dispatch [values-differ]
    in measure 1, M
    the figure of Nearest neighbours for 2017-18 is 55.0, but the mean of its members' figures is 55.1 (4 of 4)
    fix: leave it out, so that it is worked out from councils.csv, or correct one of the two";
    assert!(other.stderr.contains(told), "{}", other.stderr);
}

#[test]
fn a_figure_of_another_council_is_accepted_for_its_measure_alone() {
    let differing = VALUES.replace("Seaborough,63.3,19,30", "Seaborough,64.3,,");
    let second = MEASURE.replace("number: 1\n  id: m\n", "number: 2\n  id: n\n");
    let case = case(&format!("{differing}{}", differing.replace("m,", "n,")))
        .file("measures/n.yaml", second)
        .edit("scorecard.yaml", |text| {
            text + "accepted:\n  - { rule: values-differ, where: m, reason: Revised after the return }\n"
        });
    let heads = case.check().heads();
    assert_eq!(heads, "data/one/councils.csv:21:1: before dispatch [values-differ]", "{heads}");
}

#[test]
fn a_member_of_whom_the_file_has_nothing_is_told() {
    let wrong = case(VALUES).replace("scorecard.yaml", "Westvale]", "Westvail]").check();
    let told = "data/one/scorecard.yaml:18:47: error [unknown-name]
    `Westvail` has no row in councils.csv
    fix: did you mean `Westvale`?";
    assert!(wrong.stderr.contains(told), "{}", wrong.stderr);
    let counts = case(&VALUES.replace("70.0,70,100", "70.0,-70,100")).check();
    assert!(counts.heads().contains("councils.csv:2:26: error [out-of-range]"), "{}", counts.stderr);
}

#[test]
fn places_are_told_among_all_and_within_the_group() {
    let case = case(VALUES);
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let said: Vec<String> = results.measures[0].ranks.iter().map(rank_words).collect();
    // 90.0, 70.0, 63.3 twice, 61.5; Eastfold and Lowmoor have no figure. Highmoor is not in the group.
    let among_all = "equal 3rd of 5 councils (2 have no figure)";
    let within = "equal 2nd best of 4 among Nearest neighbours (one has no figure)";
    assert_eq!(said, [among_all, within]);
    // Only the group names the file, but the rank among all councils in it is still given.
    let alone = case.replace("scorecard.yaml", "kind: nation, values: councils.csv", "kind: nation");
    let (pack, _) = load(&alone.path("")).expect("the pack opens");
    let results = analyse(&pack);
    let said: Vec<String> = results.measures[0].ranks.iter().map(rank_words).collect();
    assert_eq!(said, [within, among_all]);
}

#[test]
fn every_output_shows_the_average_and_of_how_many_it_is() {
    let case = case(VALUES);
    let files = case.built();
    let document = json(&files["scorecard.json"]);
    let measure = &document["measures"][0];
    let computed = serde_json::json!({ "average": "mean", "of": 3, "members": 4 });
    assert_eq!(measure["readings"]["neighbours"][1]["value"], "64.933333");
    assert_eq!(measure["readings"]["neighbours"][1]["computed"], computed);
    assert_eq!(measure["comparisons"]["neighbours"]["value"], "64.933333");
    assert_eq!(measure["comparisons"]["neighbours"]["size"], "-1.6");
    assert_eq!(measure["comparisons"]["neighbours"]["computed"], computed);
    let group = &measure["ranks"][1];
    let rank =
        ["comparator", "among", "rank", "tied", "of", "without", "quarter"].map(|key| group[key].to_string());
    assert_eq!(rank, ["\"neighbours\"", "\"group\"", "2", "2", "4", "1", "null"]);
    let rows = String::from_utf8(files["measures.csv"].clone()).expect("UTF-8");
    assert!(rows.contains("neighbours,2017-18,2017-04-01,2018-03-31,55.05,"), "{rows}");
    assert!(rows.contains("mean of 3 of the 4 members\u{2019} figures"), "{rows}");
    let source = |row: &str| row.rsplit(',').nth(1).map(str::to_owned);
    let of_group: Vec<_> = rows.lines().filter(|row| row.contains(",neighbours,")).map(source).collect();
    assert!(
        !of_group.is_empty()
            && of_group.iter().all(|source| source.as_deref() == Some("As drawn up by hand")),
        "{rows}"
    );
    let page = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
    for words in
        ["mean of 3 of 4", "64.9", "For measure 1, 3 of them have a figure.", "Rank among Nearest neighbours"]
    {
        assert!(page.contains(words), "{words}");
    }
    // A file that is named twice travels once.
    let (pack, _) = load(&case.path("")).expect("the pack opens");
    let csv: Vec<&String> = pack.canonical.keys().filter(|name| name.starts_with("values-")).collect();
    assert_eq!(csv, ["values-england.csv"]);
    let paper = String::from_utf8(pack.canonical["scorecard.yaml"].clone()).expect("UTF-8");
    assert_eq!(paper.matches("values-england.csv").count(), 2, "{paper}");
}

#[test]
fn a_measure_that_cannot_be_read_is_not_told_of_in_every_row() {
    let broken = case(VALUES).replace("measures/m.yaml", "id: m\n", "id: M m\n").check();
    assert_eq!(broken.heads(), "data/one/measures/m.yaml:2:7: error [name]", "{}", broken.stderr);
    let strange = case(&format!("{VALUES}n,2018-19,A,1,,\nn,2018-19,B,1,,\n")).check();
    assert_eq!(strange.heads(), "data/one/councils.csv:13:1: error [unknown-name]", "{}", strange.stderr);
}

/// The means that the pack contained before the program computed them, each recomputed in decimals from the members'
/// published figures by another program.
#[test]
fn wiltshires_neighbours_have_the_means_that_were_typed() {
    let (pack, findings) = load(&crate::case::repository().join("data/wiltshire")).expect("the pack opens");
    assert!(findings.is_empty(), "{findings:?}");
    let results = analyse(&pack);
    let at = |number: usize, period: &str| {
        let measure = &pack.scorecard.measures[number - 1];
        let readings = &measure.comparators["neighbours"].readings;
        let reading =
            readings.iter().find(|reading| reading.period.to_string() == period).expect("a reading");
        let decimals = reading.decimals.unwrap_or(measure.decimals);
        let value = scorecard::words::figure::plain(reading.value.expect("a value"), decimals);
        (value, reading.computed.map(|computed| computed.of))
    };
    assert_eq!(at(1, "2014-15"), ("19.3".to_owned(), Some(14)));
    assert_eq!(at(3, "2018-19"), ("96.6".to_owned(), Some(14)));
    // No figure was published for Northamptonshire.
    assert_eq!(at(5, "2014-15"), ("74.3".to_owned(), Some(13)));
    assert_eq!(at(6, "2018-19"), ("7.4".to_owned(), Some(14)));
    assert_eq!(at(8, "2015-16"), ("10.1".to_owned(), Some(14)));
    assert_eq!(at(8, "2017-18"), ("11".to_owned(), None));
    assert_eq!(at(8, "2018-19"), ("10".to_owned(), Some(14)));
    assert_eq!(at(14, "2018-19"), ("591.8".to_owned(), Some(14)));
    assert_eq!(at(25, "2018-19"), ("70.6".to_owned(), Some(14)));
    // As counted by the analyst in the published figures of all councils.
    let rank = |number: usize| rank_words(&results.measures[number - 1].ranks[0]);
    assert_eq!(rank(6), "equal 145th of 151 councils, in the last quarter (one has no figure)");
    assert_eq!(rank(25), "2nd best of 151 councils, in the best-performing quarter (one has no figure)");
    assert_eq!(rank(12), "151st of 151 councils, in the last quarter (one has no figure)");
}

#[test]
fn impossible_counts_of_a_member_are_told() {
    let heads = |row: &str| case(&VALUES.replace("m,2018-19,Westvale,63.3,19,30", row)).check().heads();
    assert_eq!(heads("m,2018-19,Westvale,63.3,31,30"), "data/one/councils.csv:9:25: error [counts]");
    assert_eq!(heads("m,2018-19,Westvale,63.3,19,0"), "data/one/councils.csv:9:28: error [counts]");
}
