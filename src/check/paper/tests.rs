//! Faulty sentences as found in papers, each with `▸` where a person would look, and correct sentences. Together
//! they show what the rules are worth.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::analyse::analyse;
use crate::check::comments::CLAIMS;
use crate::check::paper::claims::FRAMES;
use crate::check::paper::counts::COUNTS;
use crate::check::paper::pattern::Pattern;
use crate::check::paper::phrases::{LISTS, Row};
use crate::check::paper::slots::Names;
use crate::check::paper::{check_paper, moves, setting};
use crate::finding::Finding;
use crate::load::load;
use crate::model::Pack;
use crate::narrate::narrate;

static EXAMPLE: LazyLock<Pack> = LazyLock::new(|| pack("data/exampleshire"));

fn pack(folder: &str) -> Pack {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap().0
}

fn told(pack: &Pack, report: &str) -> Vec<Finding> {
    let results = analyse(pack);
    let (paper, _) = narrate(pack, &results, report, &Arc::from("report.md"));
    check_paper(pack, &results, &paper)
}

/// Asserts that a report gets exactly one finding at each `▸`, with these codes.
#[track_caller]
fn found(pack: &Pack, marked: &str, codes: &[&str]) {
    let mut wanted: Vec<(u32, u32)> = Vec::new();
    let (mut line, mut column) = (1, 1);
    for letter in marked.chars() {
        match letter {
            '▸' => wanted.push((line, column)),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
    }
    let mut findings = told(pack, &marked.replace('▸', ""));
    // Findings in `scorecard.yaml` are due to the rest of the report being absent.
    findings.retain(|one| &*one.place.file == "report.md");
    findings.sort();
    let places: Vec<(u32, u32)> = findings.iter().map(|one| (one.place.line, one.place.column)).collect();
    let names: Vec<&str> = findings.iter().map(|one| one.code.name()).collect();
    assert_eq!((places, names), (wanted, codes.to_vec()), "{marked}\n{findings:#?}");
}

/// Asserts which findings a paragraph in a report about Exampleshire gets.
#[track_caller]
fn says(text: &str, codes: &[&str]) {
    found(&EXAMPLE, &format!("# Background\n\n{text}\n"), codes);
}

#[test]
fn the_examples_and_the_starter_raise_no_alarm() {
    for folder in ["data/exampleshire", "data/wiltshire", "templates/starter"] {
        let pack = pack(folder);
        let findings = told(&pack, &pack.report.as_ref().unwrap().text);
        assert!(findings.is_empty(), "{folder}: {findings:#?}");
    }
}

/// Exampleshire has 53 measures: 24 green, 11 amber, 18 red, as in the model paper.
#[test]
fn typed_shares_and_counts_are_found() {
    let typed = ["typed-figure"; 3];
    says("▸45% of measures are green and on target, ▸21% are amber and off target, and ▸34% red.", &typed);
    says("Green (▸45%), amber (▸21%) and red (▸34%).", &typed);
    says(
        "{{ measures.red.count|words }} (▸34%) fall short, {{ measures.green.count }} (▸47%) do not.",
        &["typed-figure", "figure-contradicts"],
    );
    says("Better than {{ measures.red.count }} (▸35%) is asked for.", &["figure-contradicts"]);
    says("Of the outcomes, {{ kind(\"outcome\").red.count }} (▸99%) fall short.", &["figure-contradicts"]);
    says("Of {{ measures.count }} (45% of those of last year) all are here.", &[]);
    says("▸45 per cent of the indicators are rated green.", &typed[..1]);
    says("▸47% of the measures are green.", &["figure-contradicts"]);
    says("▸24 of the ▸53 measures are green, ▸11 amber and ▸18 red.", &["typed-figure"; 4]);
    says("▸Twenty-four measures are green.", &typed[..1]);
    says("The ▸18 red measures have owners.", &typed[..1]);
    says("▸19 measures are red.", &["figure-contradicts"]);
    says("The scorecard shows ▸53 measures on one page.", &typed[..1]);
    says("All ▸54 measures are reviewed.", &["figure-contradicts"]);
    says("The ▸26 outcome measures are national.", &typed[..1]);
    says("The work is ordered by ▸thirteen themes.", &typed[..1]);
    says("The ▸twelve improvement themes have directors.", &["figure-contradicts"]);
    says("The committee made ▸four recommendations.", &typed[..1]);
    says("Output (▸27-42) and people (▸43 to 47).", &typed[..2]);
    says("Finance (▸48-52) comes last.", &["figure-contradicts"]);
}

#[test]
fn typed_facts_and_readings_are_found() {
    says("We support ▸5,500 people.", &["typed-figure"]);
    says("The service has ▸700 staff.", &["typed-figure"]);
    says("We spend ▸£141 million, or ▸£141m, a year.", &["typed-figure"; 2]);
    says("The gross budget of ▸£140 million is spent.", &["figure-contradicts"]);
    says("There are ▸5,400 users.", &["figure-contradicts"]);
    says(
        "{{ measure(\"carer-quality-of-life\").name|capital }} fell to ▸6.7, beside ▸7.5 in England.",
        &["typed-figure"; 2],
    );
    says("Carer-reported quality of life fell to ▸6.7 out of 12.", &["typed-figure"]);
}

#[test]
fn sentences_that_the_data_does_not_bear_out_are_found() {
    let stale = &["stale-claim"];
    says("▸No measure is red.", stale);
    says("We have ▸no red measures.", stale);
    says("▸All measures are green.", stale);
    says("▸All red measures are finance measures.", stale);
    says("▸Every red measure belongs to Finance.", stale);
    says("It is ▸the only red measure.", stale);
    says("▸{{ measure(\"carer-quality-of-life\").name|capital }} is amber.", stale);
    says("▸More than half of the measures are green.", &["figure-contradicts"]);
    says("▸Most measures are green.", &["figure-contradicts"]);
}

/// The starter has 8 measures, 6 of them rated: 3 green, 2 amber, 1 red. None is overdue.
#[test]
fn false_claims_in_a_new_pack_are_found() {
    static STARTER: LazyLock<Pack> = LazyLock::new(|| pack("templates/starter"));
    let stale = "stale-claim";
    let wrong = "figure-contradicts";
    for (text, codes) in [
        ("▸All {{ measures.count|words }} measures are green.", &[stale][..]),
        ("▸Every measure is on target.", &[stale]),
        ("▸Nearly all measures are on target.", &[stale]),
        ("▸All of the measures are green or amber.", &[stale]),
        ("There are ▸three red measures.", &[wrong]),
        ("▸Three red measures need action.", &[wrong]),
        ("Red: ▸4.", &[wrong]),
        ("▸Seventeen per cent are red.", &["typed-figure"]),
        ("▸Thirty-five per cent of measures are red.", &[wrong]),
        ("There are {{ measures.count }} measures, of which ▸three are red.", &[wrong]),
        ("There are ▸five themes.", &[wrong]),
        ("▸Three reviews are overdue.", &[wrong]),
        ("We are ▸better than England in every measure.", &[stale]),
        ("▸{{ measure(\"quality-of-life\").name|capital }} is worse than England.", &[stale]),
        ("▸{{ measure(\"quality-of-life\").name|capital }} fell last year.", &[stale]),
        ("▸Two of the ▸eight measures are red.", &[wrong, "typed-figure"]),
        // Similar sentences that are correct.
        ("Not all measures are green.", &[]),
        ("All rated measures are green, amber or red.", &[]),
        ("One in five measures is red.", &[]),
        ("One in six people asked waits, and two in three are content.", &[]),
        ("{{ measure(\"quality-of-life\").name|capital }} is above England.", &[]),
        ("{{ measure(\"quality-of-life\").name|capital }} rose last year.", &[]),
        ("{{ measure(\"quality-of-life\").name|capital }} fell in two of these years.", &[]),
        ("There are five themes to the talks, and three reviews are overdue at the regulator.", &[]),
        ("Red: 4 lorries.", &[]),
    ] {
        found(&STARTER, &format!("# Background\n\n{text}\n"), codes);
    }
    let base = |text: &str| {
        told(&STARTER, &format!("# Background\n\n{text}\n"))
            .into_iter()
            .find(|one| &*one.place.file == "report.md")
    };
    let share = base("35% of measures are red.").unwrap();
    assert!(share.what.contains("the share of all rated measures that is red is 17%"), "{}", share.what);
    let half = base("More than half of the measures are green.").unwrap();
    assert!(half.fix.contains("{{ measures.green.count }} of {{ measures.rated.count }}"), "{}", half.fix);
}

#[test]
fn leftovers_capitals_and_names_are_found() {
    says("The conclusions reached, having regard to the above, ▸should be listed.", &["leftover"]);
    says("The cost is ▸TBC.", &["leftover"]);
    says("▸[insert date] is the deadline.", &["leftover"]);
    says("Each ▸Of these has an owner.", &["odd-capital"]);
    says("It was ▸Carer quality of life that fell.", &["measure-name"]);
    says(
        "Measure {{ measure(\"carer-quality-of-life\").number }} – ▸Carer quality of life fell.",
        &["measure-name"],
    );
    says("The ▸Adult Social Service Performance Scorecard is new.", &["paper-title"]);
    says("The ▸Adult Social Services Scorecard is new.", &["paper-title"]);
    says("See ▸Appendix C.", &["cross-reference"]);
}

#[test]
fn sections_and_lists_are_looked_at() {
    found(&EXAMPLE, "# ▸Legal implications\n\n# Conclusion\n\nNone.\n", &["section-empty"]);
    found(&EXAMPLE, "# Legal implications\n\n▸N/A\n", &["section-empty"]);
    found(&EXAMPLE, "# Background papers\n\n▸None\n", &["background-papers"]);
    let listed = EXAMPLE.cover.themes.iter().skip(1).map(|theme| format!("1. {}\n", theme.title.value));
    let listed = format!("# Background\n\nThe themes are:\n\n1. ▸▸Housing\n{}", listed.collect::<String>());
    found(&EXAMPLE, &listed, &["theme-list"; 2]);
}

#[test]
fn recommendations_are_answered_in_places_that_are_there() {
    let mut pack = EXAMPLE.clone();
    pack.cover.recommendations[0].answer = None;
    pack.cover.recommendations[2].answered_in.as_mut().unwrap().value = "priorites".to_owned();
    pack.cover.recommendations[3].answered_in.as_mut().unwrap().value = "paragraph 14".to_owned();
    let report = pack.report.as_ref().unwrap().text.clone();
    let names: Vec<&str> = told(&pack, &report).iter().map(|one| one.code.name()).collect();
    assert_eq!(names, ["cross-reference", "cross-reference", "unanswered"]);
}

/// Prose that resembles a fault but is correct.
#[test]
fn sentences_in_order_raise_no_alarm() {
    for text in [
        "Two measures touch on duties of law.",
        "Of these, two are red.",
        "The two finance measures that are red cost most.",
        "The Red Cross gave 12% of the money to 18 red lorries.",
        "Some 45% of carers said that they were well informed.",
        "People aged 27-42 and 18 to 64 answered.",
        "In 2019-20 the council spent £3 million, and 2019 was a good year.",
        "The team closed 600 cases within 28 days.",
        "Half of all requests for care took more than nine days.",
        "A quarter of the measures have targets.",
        "Most carers are content; most measures have a target.",
        "More than half of the people asked live alone.",
        "The Isle of Wight and the Department Of Health took part.",
        "The Performance Scorecard and the Adult Care Act are one thing.",
        "All red measures have an action and an owner.",
        "No measure of this kind was taken, and no red tape either.",
        "Three themes stand out.",
        "The quality of life of carers fell.",
        "Providers should be listed by the regulator.",
        "Part XX of the schedule, section 117 of the Act and paragraph 3 of Schedule 12A.",
        "Appendix A shows it, as the minutes of 5 November 2019 say.",
        "Less than half of the measures are green.",
        "29 measures are amber or red.",
        "Half of the measures are amber or red.",
        "In March 16 measures were red, and 47% of the measures were green.",
        "We have fewer than the 20 red measures, 5 amber and 9 green of last year.",
        "All red measures are owned by directors of Finance or Outcomes.",
        "Social contact for carers is low.",
        "There were 700 requests.",
        "The Cabinet made two recommendations to the board.",
        "About 2,000 users of home care answered the survey.",
    ] {
        says(text, &[]);
    }
}

static NORTHMOOR: LazyLock<Pack> = LazyLock::new(|| pack("tests/sentences/pack"));

/// Every row matches its own sentences, and does not match the similar ones.
#[test]
fn rows_match_their_sentences_and_pass_their_neighbours() {
    let mut wrong = wrong_rows(LISTS.iter().flat_map(|(_, rows)| *rows).chain(CLAIMS));
    wrong.extend(wrong_rows(FRAMES).into_iter().chain(wrong_rows(COUNTS)));
    wrong.extend(wrong_rows(moves::ROWS).into_iter().chain(wrong_rows(setting::ROWS)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Sentences that rows miss, or match although they should not.
fn wrong_rows<'r, M: 'static>(rows: impl IntoIterator<Item = &'r Row<M>>) -> Vec<String> {
    let mut wrong = Vec::new();
    let (results, names) = (analyse(&NORTHMOOR), Names::of(&NORTHMOOR));
    for row in rows {
        let pattern = Pattern::read(row.pattern).unwrap();
        let found = |sentence: &&&str| {
            let report = format!("# Background\n\n{sentence}\n");
            let words =
                narrate(&NORTHMOOR, &results, &report, &Arc::from("report.md")).0.passages.remove(1).words;
            (0..words.len()).any(|at| pattern.at(&words, at, &names).is_some())
        };
        assert!(!row.matches.is_empty() && !row.passes.is_empty(), "{}: sentences are missing", row.pattern);
        let missed = row.matches.iter().filter(|sentence| !found(sentence));
        let not_passed = row.passes.iter().filter(found);
        wrong.extend(missed.chain(not_passed).map(|sentence| format!("{}: {sentence}", row.pattern)));
    }
    wrong
}

/// Sentences as officers write them, from a file: the findings expected in each, and known mistakes.
#[test]
fn officers_sentences_are_judged_as_a_colleague_would() {
    let results = analyse(&NORTHMOOR);
    let text = include_str!("../../../tests/sentences/sentences.txt");
    let (mut wrong, mut alarms, mut misses) = (Vec::new(), 0, 0);
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (codes, sentence) = line.split_once("  ").unwrap();
        let known = codes.starts_with('?');
        let mut wanted: Vec<&str> =
            codes.trim_start_matches('?').split(' ').filter(|one| *one != "fine").collect();
        wanted.sort_unstable();
        let report = format!("# Background\n\n{}\n", sentence.trim());
        let (paper, _) = narrate(&NORTHMOOR, &results, &report, &Arc::from("report.md"));
        let findings = check_paper(&NORTHMOOR, &results, &paper);
        let of_report = findings.iter().filter(|one| &*one.place.file == "report.md");
        let mut found: Vec<&str> = of_report.map(|one| one.code.name()).collect();
        found.sort_unstable();
        if found != wanted {
            *(if wanted.is_empty() { &mut alarms } else { &mut misses }) += 1;
        }
        if (found == wanted) == known {
            wrong.push(format!("{}: {found:?}", sentence.trim()));
        }
    }
    assert!(wrong.is_empty(), "judged otherwise than the file says:\n{}", wrong.join("\n"));
    assert_eq!((alarms, misses), (0, 9), "false alarms and misses, all of them known");
}
