//! The faults in the paper that this program is modelled on, written into a report of Exampleshire: each is
//! reported at the right word, and nothing else is.

use crate::case::Case;

const REPORT: &str = "report.md";

/// The report with the text of one section replaced.
fn with_section(report: &str, heading: &str, text: &str) -> String {
    let start = report.find(&format!("# {heading}\n")).expect("the section is there");
    let below = start + heading.len() + 3;
    let end = report[below..].find("\n# ").map_or(report.len(), |end| below + end + 1);
    format!("{}\n{text}\n\n{}", &report[..below], &report[end..])
}

/// Sections as their authors wrote them by hand. `▸` marks the word at which a person would look.
const SECTIONS: [(&str, &str); 5] = [
    (
        "Executive summary",
        "▸45% of the measures are green and on target, ▸21% are amber and off target, and ▸34% are red and well below\n\
         it. Each ▸Of these groups is shown in the ▸Adult Social Service Performance Scorecard.",
    ),
    (
        "Purpose of report",
        "The ▸53 measures are of four kinds: outcomes (▸1-26), output (▸27-42), people (▸43-47) and finance (▸48-52). The\n\
         service has ▸5,500 users and spends ▸£141 million. Of most concern is ▸measure 6 – ▸Carer quality of life.",
    ),
    ("Options considered", "▸20. None."),
    ("Conclusion", "▸20. The conclusions, having regard to everything above, ▸should be listed."),
    ("Background papers", "▸None"),
];

/// The finding for each mark above, in the order of the text.
const TOLD: [&str; 18] = [
    "before dispatch [typed-figure]",
    "before dispatch [typed-figure]",
    "before dispatch [typed-figure]",
    "advice [odd-capital]",
    "before dispatch [paper-title]",
    "before dispatch [typed-figure]",
    "before dispatch [typed-figure]",
    "before dispatch [typed-figure]",
    "before dispatch [typed-figure]",
    "before dispatch [figure-contradicts]",
    "before dispatch [typed-figure]",
    "before dispatch [typed-figure]",
    "error [number-by-hand]",
    "before dispatch [measure-name]",
    "error [number-by-hand]",
    "error [number-by-hand]",
    "before dispatch [leftover]",
    "before dispatch [background-papers]",
];

#[test]
fn the_model_papers_faults_are_all_told_at_their_word() {
    let case = Case::exampleshire().edit(REPORT, |report| {
        SECTIONS.iter().fold(report, |report, (heading, text)| with_section(&report, heading, text))
    });
    let marked = std::fs::read_to_string(case.path(REPORT)).expect("it is there");
    let mut wanted = Vec::new();
    let mut told = TOLD.into_iter();
    for (line, text) in (1..).zip(marked.lines()) {
        for (marks, (at, _)) in text.match_indices('▸').enumerate() {
            let column = text[..at].chars().count() + 1 - marks;
            let told = told.next().expect("as many are told as there are marks");
            wanted.push(format!("{}/{REPORT}:{line}:{column}: {told}", case.pack));
        }
    }
    let case = case.file(REPORT, marked.replace('▸', ""));
    let run = case.check();
    let heads = run.heads();
    let of_report: Vec<&str> = heads.lines().filter(|head| head.contains(REPORT)).collect();
    assert_eq!(of_report.join("\n"), wanted.join("\n"), "{}", run.stderr);
    assert_eq!(run.status, 1);
}
