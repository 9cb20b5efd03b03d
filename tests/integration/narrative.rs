//! Exampleshire's narrative as read on the web page: the counts in the model paper, continuous paragraph numbers, and
//! references that lead to what they name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::case::{Case, Files, json};

static BUILT: LazyLock<Files> = LazyLock::new(|| Case::exampleshire().built());

/// The report's part of the page.
fn report() -> &'static str {
    let page = page();
    let start = page.find("<section class=\"report\"").expect("the page has a report");
    let end = page[start..].find("</section>").expect("the report ends");
    &page[start..start + end]
}

fn page() -> &'static str {
    std::str::from_utf8(&BUILT["index.html"]).expect("UTF-8")
}

/// Text without tags, and with single spaces.
fn text(html: &str) -> String {
    let pieces = html.split('<').enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, text)| text),
    });
    let joined: String = pieces.collect();
    joined.split_whitespace().collect::<Vec<_>>().join(" ").replace("&#x27;", "'").replace("&amp;", "&")
}

/// What lies between two texts, for each occurrence of the first.
fn between<'h>(html: &'h str, start: &str, end: &str) -> Vec<&'h str> {
    html.split(start).skip(1).filter_map(|rest| rest.split_once(end).map(|(inside, _)| inside)).collect()
}

/// The numbered paragraphs: id and number.
fn numbered() -> Vec<(&'static str, u32)> {
    let one = |paragraph: &'static str| {
        let (id, rest) = paragraph.split_once('"').expect("an id");
        let number = between(rest, "aria-label=\"Paragraph ", ".\"");
        (id, number.first().and_then(|number| number.parse().ok()).expect("a number"))
    };
    between(report(), "<p class=\"numbered\" id=\"", "</p>").into_iter().map(one).collect()
}

#[test]
fn the_narrative_says_what_the_figures_come_to() {
    // The one split of 53 measures that rounds to 45, 21 and 34 per cent.
    let tally = &json(&BUILT["scorecard.json"])["tally"]["total"];
    assert_eq!([&tally["green"], &tally["amber"], &tally["red"], &tally["not-rated"]], [24, 11, 18, 0]);
    let said = text(report());
    for words in [
        "24 of the 53 measures of adult care (45%) are green and on target, 11 (21%) are amber and off target, and 18 \
         (34%) are red and well below it.",
        "Outcomes, measures 1 to 26:",
        "Output, measures 27 to 42:",
        "People, measures 43 to 47:",
        "Finance, measures 48 to 53:",
        "Measure 6 – Carer-reported quality of life fell to 6.7 out of 12",
        "about 5,500 people with about 700 staff and a gross budget of £141 million",
        "The work is ordered by thirteen themes.",
        "The committee made four recommendations",
    ] {
        assert!(said.contains(words), "`{words}` in\n{said}");
    }
}

#[test]
fn a_figure_that_changes_in_the_data_changes_in_the_narrative() {
    let measures = "measures/1-quality-of-life.yaml";
    let own = "2018-19: { value: 6.7, margin: 0.2, respondents: 325 }";
    let case = Case::exampleshire().replace(measures, own, "2018-19: { value: 7.6 }");
    let files = case.replace("report.md", "fell to\n", "rose to\n").built();
    let page = text(std::str::from_utf8(&files["index.html"]).expect("UTF-8"));
    assert!(page.contains("25 of the 53 measures of adult care (47%) are green"), "{page}");
    assert!(page.contains("17 (32%) are red"), "{page}");
    assert!(page.contains("quality of life rose to 7.6 out of 12"), "{page}");
}

#[test]
fn paragraphs_are_numbered_in_one_run() {
    let numbers: Vec<u32> = numbered().into_iter().map(|(_, number)| number).collect();
    let last = u32::try_from(numbers.len()).expect("few");
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    assert!(last > 20, "the model paper has twenty");
}

#[test]
fn references_lead_to_what_they_name() {
    let ids = between(page(), " id=\"", "\"");
    let paragraphs: BTreeMap<&str, u32> = numbered().into_iter().collect();
    let mut named = 0;
    for link in between(report(), "<a href=\"#", "</a>") {
        let (id, words) = link.split_once("\">").expect("a link with words");
        assert_eq!(ids.iter().filter(|own| **own == id).count(), 1, "#{id}");
        if let Some(number) = words.strip_prefix("paragraph ") {
            assert_eq!(paragraphs[id].to_string(), number, "#{id}");
            named += 1;
        }
    }
    assert!(named > 5, "{named} references to paragraphs");
}

#[test]
fn the_summary_says_what_the_committee_is_asked_to_do() {
    let (summary, _) = page().split_once("<section class=\"scorecard\"").expect("a summary");
    let (_, asked) = summary.split_once("<section class=\"asked\"").expect("what is asked");
    let said = text(asked.split_once("</section>").expect("an end").0);
    assert!(
        said.ends_with("That the committee notes this report and the scorecard at Appendix A."),
        "{said}"
    );
}

#[test]
fn every_red_measure_stands_in_the_narrative_with_its_action_and_owner() {
    let table = between(report(), "<caption>Measures that are red", "</table>")[0];
    let measures = json(&BUILT["scorecard.json"]);
    let red = |measure: &&serde_json::Value| measure["rating"]["colour"] == "red";
    let reds: Vec<_> = measures["measures"].as_array().expect("measures").iter().filter(red).collect();
    let rows = between(table, "<th scope=\"row\"", "</tr>");
    assert_eq!(rows.len(), reds.len());
    for (row, measure) in rows.into_iter().zip(reds) {
        for field in ["action", "owner", "title"] {
            let said = measure[field].as_str().expect("a text").trim().replace('\'', "’");
            assert!(text(row).contains(&said), "{said} in {}", text(row));
        }
    }
}

#[test]
fn every_section_of_the_committees_form_is_there_in_its_order() {
    let heads: Vec<String> = between(report(), "<h3 id=\"", "</h3>")
        .into_iter()
        .map(|head| text(head.split_once('>').map_or("", |(_, words)| words)))
        .collect();
    assert_eq!(
        heads,
        [
            "Executive summary",
            "Proposal",
            "Reason for proposal",
            "Purpose of report",
            "Background",
            "Main considerations for the committee",
            "Environmental impact of the proposal",
            "Equality and diversity impact of the proposal",
            "Risk assessment",
            "Financial implications",
            "Legal implications",
            "Options considered",
            "Conclusion",
            "Sources",
            "Background papers",
            "Appendices",
        ]
    );
}
