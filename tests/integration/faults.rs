//! The example packs with one fault each, such as people make, and where each fault is reported.
//!
//! Each row of the table is a fault: a description, the file, a text after which the place comes first (empty if it
//! occurs once in the file), the original text, the changed text, and the code of the rule. `▸` marks the character at
//! which the finding must point, in the changed text or in the text before it, and belongs to neither. The finding at
//! that line and column must be the only one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::NaiveDate;
use scorecard::check::code_of;
use scorecard::finding::{Code, Strength, Waits};
use scorecard::pipeline::check;
use scorecard::render::typesetter::Typesetter;

use crate::case::Case;

/// Description, file, text before, original, changed, code.
type Fault = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const PAPER: &str = "scorecard.yaml";
const REPORT: &str = "report.md";
const LIFE: &str = "measures/1-quality-of-life.yaml";
const NEED: &str = "measures/2-delaying-need.yaml";
const SAFE: &str = "measures/4-safeguarding.yaml";
const PROCESS: &str = "measures/4-quality-and-process.yaml";
const PEOPLE: &str = "measures/5-people.yaml";
const MONEY: &str = "measures/6-finance.yaml";
const CARERS: &str = "services/carers-and-information/service.yaml";
const REVIEWS: &str = "services/assessment-and-review/measures/metrics.yaml";

#[rustfmt::skip]
const EXAMPLESHIRE: &[Fault] = &[
    // The form of a file, keys and values.
    ("a tab in front of a key", LIFE, "id: carer-quality-of-life", "  title: Carer", "▸\ttitle: Carer", "tab"),
    ("a colon in a title", LIFE, "", "Carer-reported quality", "Carer-reported▸: quality", "colon-in-text"),
    ("a slip in a key", LIFE, "id: carer-quality-of-life", "tolerance", "▸tolerence", "unknown-key"),
    ("a key twice", PAPER, "", "council: Exampleshire", "council: Exampleshire Council\n▸council: Exampleshire", "duplicate-key"),
    ("a blank reading", LIFE, "id: carer-quality-of-life", "2015-16: z", "2015-16:▸", "blank"),
    ("a year with four digits twice", LIFE, "id: carer-quality-of-life", "2018-19: {", "▸2018-2019: {", "period"),
    ("a comma for a point", MONEY, "id: forecast-variance", "2018-10: 1.0", "2018-10: ▸1,0", "number"),
    ("a figure with its unit", MONEY, "id: forecast-variance", "2019-05: 0.6", "2019-05: ▸£0.6m", "number"),
    ("a date as it is spoken", MONEY, "id: forecast-variance", "2019-10-08", "▸8/10/2019", "date"),
    ("a unit in words", MONEY, "id: forecast-variance", "unit: £m", "unit: ▸£ million", "unit"),
    ("a kind that is not declared", PROCESS, "id: assessments-in-28-days", "kind: output", "kind: ▸outputs", "unknown-name"),
    ("a score above its end", LIFE, "id: carer-quality-of-life", "value: 6.7", "value: ▸16.7", "out-of-range"),
    // Figures.
    ("a share above a hundred", PROCESS, "id: resolved-at-first-contact", "2018-10: 53", "2018-10: ▸153", "unlikely-value"),
    ("a share for a percentage", PROCESS, "id: resolved-at-first-contact", "2018-10: 53", "2018-10: ▸0.53", "far-from-neighbours"),
    ("two digits exchanged", PROCESS, "id: assessments-in-28-days", "81.4, numerator: 201", "▸84.1, numerator: 201", "not-the-share"),
    ("a whole that its parts do not make", PROCESS, "id: assessments-in-28-days", "81.4, numerator: 201", "▸85.0, numerator: 210", "not-the-sum"),
    ("a figure of next month", PROCESS, "id: resolved-at-first-contact", "2019-09: 63", "2019-09: 63\n    ▸2019-11: 64", "future-reading"),
    ("a figure that is awaited", PROCESS, "id: resolved-at-first-contact", "2019-08: 61", "▸2019-08: awaited", "awaited"),
    ("a calendar year among financial years", LIFE, "id: direct-payments-carers", "2016-17: {", "▸2016: {", "other-year"),
    ("a comparator of two surveys ago", LIFE, "id: carer-quality-of-life", "2016-17: 7.7, 2017-18: z, 2018-19: 7.5", "▸2016-17: 7.7, 2017-18: z", "comparator-older"),
    // Targets, and what members are told.
    ("a target that every figure meets", PEOPLE, "id: vacancies", "target: 10.0", "target: ▸100", "target-always-met"),
    ("a comment that the rating does not bear out", LIFE, "id: carer-quality-of-life", ">\n    Lower again.", "▸>\n    On target again.", "comment-contradicts"),
    ("a theme without a director", PAPER, "name: ▸brokerage", "    director: Director of Commissioning\n", "", "theme-without-director"),
    ("a priority without a measure", PAPER, "", "    letter: V\n", "    letter: V\n  - name: ▸housing\n    title: Housing\n    letter: H\n", "priority-without-measure"),
    // Dispatch.
    ("a meeting on a Sunday", PAPER, "", "meeting: 2019-11-05", "meeting: ▸2019-11-03", "meeting-day"),
    ("a version made too late", PAPER, "", "version-date: 2019-10-22", "version-date: ▸2019-10-30", "date-order"),
    ("a final paper called a draft", PAPER, "", "version: \"22.10.19\"", "version: ▸\"22.10.19 draft\"", "draft-words"),
    ("a paper without a classification", PAPER, "▸# The whole scorecard", "classification: Public\n", "", "classification"),
    ("a character that cannot be printed", LIFE, "id: carer-quality-of-life", ">\n    Lower again.", "▸>\n    Lower again 🙂.", "character"),
    ("an accepted finding that is not there", PAPER, "", "      - directory-checked\n", "      - directory-checked\n      - ▸feel-safe\n", "nothing-accepted"),
    // The report.
    ("a slip in an expression", REPORT, "", "{{ measures.green.count }} of the", "{{ measures.▸gren.count }} of the", "unknown-name"),
    ("a measure that is not there", REPORT, "", "measure(\"agency-spend\").value", "measure(\"▸agency-spending\").value", "unknown-name"),
    ("a figure typed by hand", REPORT, "", "The {{ measures.red.count }} red measures, with", "The ▸18 red measures, with", "typed-figure"),
    ("a share that is no longer so", REPORT, "", "({{ measures.red.percent }}) are red", "(▸35%) are red", "figure-contradicts"),
    ("a figure that is no longer so", REPORT, "", "The {{ measures.red.count }} red measures, with", "The ▸19 red measures, with", "figure-contradicts"),
    ("a claim that is no longer so", REPORT, "", "Each red measure has an owner", "▸No measure is red. Each has an owner", "stale-claim"),
    ("a paragraph's number typed by hand", REPORT, "", "below {{ paragraph(\"reds\") }}", "below ▸paragraph 12", "number-by-hand"),
    ("a heading that skips a level", REPORT, "", "## What is going well", "▸### What is going well", "heading"),
    ("an appendix that is not there", REPORT, "", "scorecard at Appendix A", "scorecard at ▸Appendix C", "cross-reference"),
    ("a section that says nothing", REPORT, "", "# Proposal\n\nThat the committee notes this report and the scorecard at Appendix A.\n", "# ▸Proposal\n", "section-empty"),
    ("a block that is not known", REPORT, "", "[[ roll-up ]]", "[[ ▸rollup ]]", "block"),
    ("bold as on a web page", REPORT, "", "**Work.**", "▸<b>Work.</b>", "html"),
    // Services.
    ("a slip in what a service says", CARERS, "", "head: ", "▸haed: ", "unknown-key"),
    ("a metric that feeds nothing there is", REVIEWS, "id: waiting-over-28-days", "feeds: waiting-for-assessment", "feeds: ▸waiting-for-assessments", "unknown-name"),
    ("a red metric without an owner", REVIEWS, "id: waiting-over-28-days\n  title: ▸Waiting", "  owner: Team Manager, Front Door\n", "", "red-without-owner"),
    ("a metric's target with a digit too many", REVIEWS, "id: waiting-over-28-days", "target: 40", "target: ▸400", "target-far"),
    ("a part that is better the other way", REVIEWS, "id: assessments-in-28-days-south", "better: higher", "better: ▸lower", "better-unlike-measure"),
];

#[rustfmt::skip]
const WILTSHIRE: &[Fault] = &[
    // The form of a file, keys and values.
    ("text behind a hash", SAFE, "", "title: Feel safe\n", "title: Feel safe ▸#1\n", "cut-off-text"),
    ("no space after a colon", SAFE, "", "title: Feel safe\n", "title▸:Feel safe\n", "no-space-after-colon"),
    ("no space after a dash", SAFE, "", "- number: 25\n", "▸-number: 25\n", "no-space-after-dash"),
    ("a quote that is never closed", LIFE, "", "\"Learning disability: in paid employment\"", "▸\"Learning disability: in paid employment", "quote-in-text"),
    ("quotes from a word processor", NEED, "", "title: At home 91 days after hospital, 65 and over", "title: ▸“At home 91 days: after hospital”", "curly-quote"),
    ("a space from a word processor", NEED, "id: at-home-91-days-after-hospital", "unit: percent", "unit:▸\u{a0}percent", "odd-space"),
    ("a line that is not in line", SAFE, "", "  title: Feel safe\n", "   ▸title: Feel safe\n", "indentation"),
    ("an equals sign for a colon", SAFE, "id: feel-safe", "kind: outcome", "▸kind = outcome", "syntax"),
    ("a second document", SAFE, "", "- number: 26\n", "▸---\n- number: 26\n", "second-document"),
    ("a measure without a unit", SAFE, "- ▸number: 25", "  unit: percent\n", "", "missing-key"),
    ("a list for one value", SAFE, "", "title: Feel safe\n", "title: ▸[Feel, safe]\n", "wrong-shape"),
    ("a word that is none of a few", SAFE, "id: feel-safe", "better: higher", "better: ▸high", "choice"),
    ("a number that is another measure's", SAFE, "", "number: 26", "number: ▸25", "duplicate-name"),
    ("a name in capitals", LIFE, "", "id: carer-quality-of-life", "id: ▸Carer-Quality", "name"),
    ("a comparator by another spelling", SAFE, "id: feel-safe", "south-west:", "▸southwest:", "unknown-name"),
    ("a tolerance that could be either", SAFE, "id: feel-safe", "tolerance: 10%", "tolerance: ▸10", "tolerance"),
    ("a month of a yearly measure", SAFE, "id: feel-safe", "2018-19: { value: 77.4", "▸2018-04: { value: 77.4", "period-frequency"),
    ("one period in two spellings", SAFE, "id: feel-safe", "2016-17: { value: 78.1", "▸2015/16: { value: 78.1", "duplicate-period"),
    ("a logo that is not there", PAPER, "", "classification: Public\n", "classification: Public\nlogo: ▸crest.svg\n", "file-missing"),
    // Figures.
    ("more answers than people", LIFE, "id: learning-disability-employment", "numerator: ", "numerator: ▸9", "counts"),
    ("counts that are not the figure's", NEED, "id: at-home-91-days-after-hospital", "66.7, numerator:  90", "▸66.7, numerator:  80", "not-the-share"),
    ("a count that tells who they are", NEED, "id: at-home-91-days-after-hospital", "66.7, numerator:  90, denominator: 135", "66.7, numerator: ▸2, denominator: 3", "small-count"),
    ("a calendar year of the nation", SAFE, "england:", "2016-17: {", "▸2016: {", "other-year"),
    ("a point that was lost", LIFE, "2014-15: { value: 8.4", "2015-16: { value: 9.4", "2015-16: { value: ▸940", "unlikely-value"),
    // The report.
    ("a share typed beside its count", REPORT, "", "({{ measures.red.percent }})", "(▸50%)", "figure-contradicts"),
    ("a measure's number typed by hand", REPORT, "", "{{ measure(\"social-contact-carers\").name }} at", "▸measure 12 at", "number-by-hand"),
    ("an instruction that nobody followed", REPORT, "", "It proposes nothing.", "▸[Insert proposal here]", "leftover"),
    ("a capital left of another sentence", REPORT, "", "and what it cannot", "▸And what it cannot", "odd-capital"),
];

#[test]
fn each_of_many_faults_in_the_examples_is_caught_at_its_place_and_nothing_else_is_told() {
    let packs = [(Case::exampleshire(), EXAMPLESHIRE), (Case::wiltshire(), WILTSHIRE)];
    let all = packs.iter().map(|(_, faults)| faults.len()).sum::<usize>();
    let mut missed = Vec::new();
    for (case, faults) in packs {
        missed.extend(faults.iter().filter_map(|fault| not_caught(&case, fault)));
    }
    let caught = format!("{} of {all} faults are caught at their line and column", all - missed.len());
    assert!(missed.is_empty() && all >= 40, "{caught}\n\n{}", missed.join("\n"));
    #[expect(clippy::print_stdout, reason = "what the test shows, with --nocapture")]
    {
        println!("{caught}");
    }
}

/// A broken measure at the end of a file of measures, and a broken key at the end of another file.
const SECOND: [&str; 2] = ["- number: 99\n  title: A▸: B\n", "logo: A▸: B\n"];

#[test]
fn two_faults_in_different_entries_of_a_file_are_both_told_and_nothing_else() {
    let mut missed = Vec::new();
    let mut all = 0;
    for (case, faults) in [(Case::exampleshire(), EXAMPLESHIRE), (Case::wiltshire(), WILTSHIRE)] {
        for fault in faults.iter().filter(|fault| is_of_reading(fault)) {
            all += 1;
            missed.extend(not_both_caught(&case, fault));
        }
    }
    assert!(missed.is_empty() && all >= 20, "{} of {all}\n\n{}", missed.len(), missed.join("\n"));
}

/// Whether a fault stops a YAML file from being read. Anything after a second document is not read.
fn is_of_reading((_, file, .., code): &Fault) -> bool {
    let rule = Code::ALL.iter().find(|rule| rule.name() == *code).expect("a code of the table");
    *file != REPORT
        && rule.strength() == Strength::Stop
        && !matches!(*rule, Code::SecondDocument | Code::FileMissing)
}

/// The actual findings, if a fault and another at the end of its file are not both reported, or more is reported.
fn not_both_caught(case: &Case, &(name, file, below, from, to, code): &Fault) -> Option<String> {
    let whole = fs::read_to_string(case.path(file)).expect("the pack has this file");
    let marked = broken(&whole, below, from, to).expect("the fault is in the file");
    let more = SECOND[usize::from(!file.contains("measures/"))];
    let text = format!("{}\n{more}", marked.trim_end());
    let expected: Vec<String> = text
        .match_indices('▸')
        .zip([code, "colon-in-text"])
        .map(|((at, _), code)| {
            let before = &text[..at];
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            format!("{}/{file}:{}:{column}: error [{code}]", case.pack, before.matches('\n').count() + 1)
        })
        .collect();
    fs::write(case.path(file), text.replace('▸', "")).expect("the file can be written");
    let heads = case.check().heads();
    fs::write(case.path(file), whole).expect("the file can be written");
    (heads != expected.join("\n"))
        .then(|| format!("{name}: {}\n    {}", expected.join(", "), heads.replace('\n', "\n    ")))
}

/// The actual findings, if a fault is not reported at its place or anything else is reported with it.
fn not_caught(case: &Case, &(name, file, below, from, to, code): &Fault) -> Option<String> {
    let whole = fs::read_to_string(case.path(file)).expect("the pack has this file");
    let marked =
        broken(&whole, below, from, to).unwrap_or_else(|| panic!("{name}: `{from}` is not there once"));
    let before = &marked[..marked.find('▸').unwrap_or_else(|| panic!("{name}: no mark"))];
    let column = before.split('\n').next_back().unwrap_or_default().chars().count() + 1;
    let place = format!("{}/{file}:{}:{column}: ", case.pack, before.matches('\n').count() + 1);
    fs::write(case.path(file), marked.replace('▸', "")).expect("the file can be written");
    let heads = case.check().heads();
    fs::write(case.path(file), whole).expect("the file can be written");
    let caught = heads
        .strip_prefix(&place)
        .is_some_and(|rest| rest.ends_with(&format!("[{code}]")) && !rest.contains('\n'));
    (!caught).then(|| format!("{name}: {place}[{code}]\n    {}", heads.replace('\n', "\n    ")))
}

/// The text with its fault, including the mark; `None` if the place is ambiguous.
fn broken(whole: &str, below: &str, from: &str, to: &str) -> Option<String> {
    let above = below.replace('▸', "");
    let at = whole.find(&above)?;
    let (head, rest) = whole.split_at(at + above.len());
    let doubtful = below.is_empty() && whole.matches(from).count() > 1;
    (!doubtful && rest.contains(from)).then(|| {
        let head = head.strip_suffix(&above).unwrap_or_default();
        format!("{head}{below}{}", rest.replacen(from, to, 1))
    })
}

/// How far apart in the table paired faults are. Each is paired with four others; all pairs would take minutes.
const APART: [usize; 2] = [5, 17];

#[test]
fn two_faults_in_different_entries_are_shown_together_and_nothing_else() {
    let typesetter = Typesetter::new();
    let (mut tried, mut missed) = (0, Vec::new());
    for (case, faults) in [(Case::exampleshire(), EXAMPLESHIRE), (Case::wiltshire(), WILTSHIRE)] {
        let at = |number: usize| &faults[number % faults.len()];
        for (first, apart) in (0..faults.len()).flat_map(|first| APART.map(|apart| (first, apart))) {
            let Some(made) = Broken::by(&case, [at(first), at(first + apart)]) else { continue };
            let shown = made.shown(&case, &typesetter);
            tried += 1;
            if shown != made.wanted {
                missed.push(format!("{}: {:?}\n    {shown:?}", made.name, made.wanted));
            }
        }
    }
    let caught = format!("{} of {tried} pairs of faults are shown as wanted", tried - missed.len());
    assert!(missed.is_empty() && tried >= 100, "{caught}\n\n{}", missed.join("\n"));
}

/// A pack with two faults.
struct Broken {
    name: String,
    /// The files with a fault.
    texts: BTreeMap<&'static str, String>,
    /// Place and code of each finding expected.
    wanted: BTreeSet<String>,
}

impl Broken {
    /// `None` if both faults are in one entry, or if one repeats a number from the other, which cannot be read.
    fn by(case: &Case, pair: [&Fault; 2]) -> Option<Self> {
        const MARKS: [char; 2] = ['◂', '▸'];
        let is =
            |subject: &str| pair.iter().any(|fault| code_of(fault.5).expect("a code").subject() == subject);
        if is("The form of a file") && pair.iter().any(|fault| fault.5 == "duplicate-name") {
            return None;
        }
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        for (&(_, file, below, from, to, _), mark) in pair.into_iter().zip(MARKS) {
            let whole = || fs::read_to_string(case.path(file)).expect("the pack has this file");
            let text = texts.remove(file).unwrap_or_else(whole);
            texts.insert(file, broken(&text, below, from, to)?.replace('▸', &mark.to_string()));
        }
        let before = |at: usize| texts[pair[at].1].split(MARKS[at]).next().expect("a mark").to_owned();
        let places = [before(0), before(1)];
        if pair[0].1 == pair[1].1 && entry(&places[0]) == entry(&places[1]) {
            return None;
        }
        let place = |before: &String| {
            let column = before.split('\n').next_back().expect("a line").replace(MARKS, "").chars().count();
            format!("{}:{}", before.matches('\n').count() + 1, column + 1)
        };
        let told = |at: usize| format!("{}:{} [{}]", pair[at].1, place(&places[at]), pair[at].5);
        let wanted = [(0, 1), (1, 0)].into_iter().filter(|(own, other)| is_shown(pair[*own], pair[*other]));
        let wanted = wanted.map(|(own, _)| told(own)).collect();
        let name = format!("{}, and {}", pair[0].0, pair[1].0);
        Some(Self {
            name,
            texts: texts.into_iter().map(|(file, text)| (file, text.replace(MARKS, ""))).collect(),
            wanted,
        })
    }

    fn shown(&self, case: &Case, typesetter: &Typesetter) -> BTreeSet<String> {
        let whole = |file: &str| fs::read_to_string(case.path(file)).expect("the pack has this file");
        let write = |file: &str, text: &str| fs::write(case.path(file), text).expect("it can be written");
        let before: Vec<(&str, String)> = self.texts.keys().map(|file| (*file, whole(file))).collect();
        for (file, text) in &self.texts {
            write(file, text);
        }
        let folder = case.path("");
        let day = NaiveDate::from_ymd_opt(2019, 10, 22).expect("a day");
        let outcome = check(typesetter, &folder, day).expect("the folder is there");
        for (file, text) in &before {
            write(file, text);
        }
        let pack = format!("{}/", folder.to_str().expect("UTF-8").trim_end_matches('/'));
        let open = outcome.findings.iter().filter(|finding| finding.accepted.is_none());
        let told =
            open.map(|finding| format!("{} [{}]", finding.place, finding.code.name()).replace(&pack, ""));
        told.collect()
    }
}

/// How many entries begin before this point: measures, keys of `scorecard.yaml`, paragraphs.
fn entry(before: &str) -> usize {
    let begins = |line: &&str| line.starts_with("- ") || line.starts_with(char::is_alphabetic);
    before.lines().filter(begins).count() + before.matches("\n\n").count()
}

/// Whether a fault is shown beside another. An error always is. Findings that depend on what figures are judged by wait
/// until all of that can be read.
fn is_shown(&(_, place, _, _, _, own): &Fault, &(_, file, _, _, _, other): &Fault) -> bool {
    let [own, other] = [own, other].map(|name| code_of(name).expect("a code"));
    let (own_stops, other_stops) = (own.strength() == Strength::Stop, other.strength() == Strength::Stop);
    own_stops
        || !other_stops
        || match own.waits() {
            Waits::Nothing | Waits::Lines => true,
            Waits::Own if place == REPORT => true,
            Waits::Cover | Waits::Own => file != PAPER,
            Waits::Figures => file == REPORT || other.name() == "character",
            Waits::Everything => false,
        }
}
