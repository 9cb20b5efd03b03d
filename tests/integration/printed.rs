//! What holds for the words of every output alike: one kind of quotation marks, one vocabulary and one order of ratings,
//! and no figure that is none.

use std::path::Path;

use crate::case::{Case, Files, example, json};
use crate::reading::{aloud, tags, web};

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == ending)
}

/// What is read in a document, with the alternative texts of its pictures.
fn read(files: &Files, name: &str) -> String {
    let bytes = &files[name];
    if has_ending(name, "pdf") {
        return aloud::say(&tags::read(bytes).root);
    }
    aloud::say(&web::read(std::str::from_utf8(bytes).expect("UTF-8")))
}

/// The small pack with a straight apostrophe or straight quotation marks in every text of a title, a comment or a name.
fn with_straight_marks() -> Case {
    let texts = [
        ("scorecard.yaml", "Seaborough Council"),
        ("scorecard.yaml", "title: Adult Care Scorecard"),
        ("scorecard.yaml", "Invented for a test"),
        ("scorecard.yaml", "title: Living at home"),
        ("scorecard.yaml", "title: Survey of users"),
        ("scorecard.yaml", "about: what people say"),
        ("scorecard.yaml", "Write to the council for other formats"),
        ("scorecard.yaml", "More people home sooner"),
        ("measures/all.yaml", "People who are satisfied"),
        ("measures/all.yaml", "owner: Head of Service"),
        ("measures/all.yaml", "Up for two years."),
        ("measures/all.yaml", "Ask again in spring."),
        ("measures/all.yaml", "note: By post"),
    ];
    let marked = |case: Case, (file, text): (&'static str, &'static str)| {
        let (key, value) = text.split_once(": ").map_or(("", text), |(key, value)| (key, value));
        let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
        let marked = format!("{key}\"{value}: carers' 'own' and \\\"shared\\\"\"");
        case.replace(file, text, &marked)
    };
    let case = texts.into_iter().fold(Case::small(), marked);
    case.file("report.md", "# Purpose\n\nCarers' \"own\" 'words': {{ measure(\"satisfaction\").comment }}\n\n[[ themes ]]\n\n[[ sources ]]\n")
}

#[test]
fn every_apostrophe_and_quotation_mark_is_one_of_print() {
    let files = with_straight_marks().built();
    for name in ["appendix-a.pdf", "report.pdf", "index.html"] {
        let said = read(&files, name);
        let straight: Vec<&str> = said.lines().filter(|line| line.contains(['\'', '"'])).collect();
        assert!(straight.is_empty(), "{name}: {straight:#?}");
        assert!(
            said.contains("carers\u{2019} \u{2018}own\u{2019} and \u{201c}shared\u{201d}"),
            "{name}: {said}"
        );
    }
    // Data stay as they were written.
    assert!(String::from_utf8_lossy(&files["measures.csv"]).contains("carers' 'own'"));
}

/// Whether a word is a nought with a minus, or no number at all.
fn is_no_figure(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '"' | '%' | '£'));
    let nought = bare
        .strip_prefix(['-', '\u{2212}'])
        .map(|rest| rest.trim_start_matches('£').trim_end_matches(['.', 'k', 'm', '%']));
    let is_nought =
        nought.is_some_and(|rest| rest.starts_with('0') && rest.chars().all(|c| matches!(c, '0' | '.')));
    is_nought || matches!(bare, "NaN" | "nan" | "inf" | "Infinity" | "undefined")
}

#[test]
fn a_nought_with_a_minus_and_what_is_no_number_are_told_from_figures() {
    for word in ["-0", "\u{2212}0.00", "(\u{2212}£0k)", "NaN%", "-0%"] {
        assert!(is_no_figure(word), "{word}");
    }
    for word in ["0", "-0.4", "\u{2212}£0.3k", "2018-19", "nanny", "£0"] {
        assert!(!is_no_figure(word), "{word}");
    }
}

#[test]
fn no_output_holds_a_nought_with_a_minus_or_what_is_no_number() {
    for pack in ["wiltshire", "exampleshire"] {
        let files = example(pack);
        let printed = files.keys().filter(|name| has_ending(name, "pdf") || has_ending(name, "html"));
        for name in printed {
            let said = read(files, name);
            let found: Vec<&str> = said.split_whitespace().filter(|word| is_no_figure(word)).collect();
            assert!(found.is_empty(), "{pack}/{name}: {found:?}");
        }
        for name in ["measures.csv", "scorecard.json"] {
            let text = String::from_utf8_lossy(&files[name]);
            let mut words = text.split([' ', '\n', ',', ':', '"']);
            assert!(!words.any(is_no_figure), "{pack}/{name}");
        }
    }
}

/// Where these words begin for the first time in a text, behind a mark that it holds.
fn places(text: &str, behind: &str, words: &[&str]) -> Vec<usize> {
    let (_, rest) = text.split_once(behind).unwrap_or_else(|| panic!("`{behind}` in\n{text}"));
    words.iter().map(|word| rest.find(word).unwrap_or_else(|| panic!("`{word}` behind `{behind}`"))).collect()
}

#[test]
fn ratings_stand_in_one_order_in_every_table() {
    let files = example("exampleshire");
    for (name, behind) in [
        ("appendix-a.pdf", "At a glance"),
        ("report.pdf", "Measures by kind and rating"),
        ("report.pdf", "Measures by trend and rating"),
        ("index.html", "Ratings against target"),
        ("index.html", "Ratings by trend"),
        ("index.html", "Measures by kind and rating"),
    ] {
        let found = places(&read(files, name), behind, &["TH: Red", "TH: Amber", "TH: Green"]);
        assert!(found.is_sorted(), "{name}, {behind}: {found:?}");
    }
}

#[test]
fn a_trend_has_the_same_word_in_every_output() {
    let files = example("exampleshire");
    let scorecard = json(&files["scorecard.json"]);
    let measures = scorecard["measures"].as_array().expect("measures");
    let mut answers: Vec<&str> =
        measures.iter().filter_map(|measure| measure["trend"]["answer"].as_str()).collect();
    answers.sort_unstable();
    answers.dedup();
    assert!(answers.contains(&"no clear trend") && answers.len() > 3, "{answers:?}");
    let [page, report, web] =
        ["appendix-a.pdf", "report.pdf", "index.html"].map(|name| read(files, name).to_lowercase());
    for answer in &answers {
        assert!(page.contains(answer), "{answer} on the page");
        assert!(report.contains(answer), "{answer} in the report");
        assert!(web.contains(answer), "{answer} on the web page");
    }
    for other in ["no significant change;", "too few points to tell\n", "cannot be calculated"] {
        assert!(!web.contains(other) && !report.contains(other), "{other}");
    }
}
