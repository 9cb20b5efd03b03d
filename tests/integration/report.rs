//! The report in print: its pages, its attachments, and that what people wrote remains plain text.

use crate::case::Case;
use crate::pdf;

/// A narrative with one of every form, and with every text of the small pack somewhere in it.
pub const EVERY_FORM: &str = "\
# Summary {#summary}

{{ paper.council }}, {{ paper.committee }}, {{ paper.title }}, {{ paper.version }}, {{ paper.notice }}: see
[above](#summary), {{ paragraph(\"ratings\") }} and [the web](https://example.org/a?b=c#d). {.unnumbered}

Of {{ measures.count }} measures, **{{ measures.green.percent }}** are *green*. {#ratings}

{.letters}
1. {{ measure(\"satisfaction\").name }}: {{ measure(\"satisfaction\").comment }}
2. {{ measure(\"satisfaction\").action }}

   A second paragraph of an item.

- {{ kind(\"outcome\").about }}
- {{ priority(\"home\").title }}

## Below it

Table: What {{ measure(\"satisfaction\").owner }} says

| | Figure | A longer head of a column |
|---|--:|:-:|
| {{ measure(\"satisfaction\").title }} | {{ measure(\"satisfaction\").value }} | more words than fit on one line of a narrow column |

[[ themes ]]

[[ reds ]]

[[ roll-up ]]

[[ overdue ]]

[[ sources ]]

[[ background-papers ]]

[[ appendices ]]
";

#[test]
fn the_report_is_a4_and_machines_can_read_it() {
    let files = Case::wiltshire().built();
    let facts = pdf::read(&files["report.pdf"]);
    assert!(facts.pages.iter().all(|page| *page == (210, 297)), "{:?}", facts.pages);
    assert_eq!(facts.title, "Adult Social Services Performance Scorecard, Wiltshire Council");
    assert_eq!(facts.language, "en-GB");
    assert!(facts.tagged);
    assert_eq!(facts.attachments, pdf::read(&files["appendix-a.pdf"]).attachments, "both carry the pack");
}

#[test]
fn a_pack_without_a_narrative_has_no_report() {
    let files = Case::small().built();
    assert!(!files.contains_key("report.pdf"));
    assert!(!String::from_utf8_lossy(&files["index.html"]).contains("report.pdf"));
}

#[test]
fn every_form_of_the_narrative_prints() {
    let files = Case::small().file("report.md", EVERY_FORM).built();
    assert_eq!(pdf::read(&files["report.pdf"]).title, "Adult Care Scorecard, Seaborough Council");
}

#[test]
fn a_character_without_a_shape_is_told_at_its_place_in_the_narrative() {
    let case = Case::small().file("report.md", "# Purpose\n\nCarers are at the heart \u{6f22} of it.\n");
    let run = case.check();
    assert_eq!(run.heads(), "data/small/report.md:3:25: error [character]");
    assert!(run.stderr.contains("the typeface has no character `\u{6f22}` (U+6F22)"), "{}", run.stderr);
}

#[test]
fn what_only_the_report_prints_is_looked_at_too() {
    let case = Case::small().replace("scorecard.yaml", "Ward, text: All", "Ward, text: \"All \u{6f22}\"");
    assert!(case.check().heads().contains("data/small/scorecard.yaml:13:26: error [character]"));
}

/// A report of one section with this text.
fn reported(text: &str) -> Case {
    Case::small().file("report.md", format!("# Purpose\n\nTo note the figures.\n\n{text}\n"))
}

/// A table of so many columns, in each of which this word stands.
fn columns(count: usize, word: &str) -> String {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(count));
    [row(word), row("---"), row(word)].concat()
}

#[test]
fn a_table_that_no_sheet_holds_is_told_where_it_stands_with_how_to_part_it() {
    let run = reported(&columns(16, "Accommodation")).check();
    let [(head, said)] = run.findings().try_into().unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(head, "data/small/report.md:5:1: error [table-too-wide]");
    let expected = "in paragraph 1\n\
        the table has 16 columns, and a sheet has room for 8 of them\n\
        fix: make 3 tables of it, with columns 1 to 8; 1 and 9 to 15; 1 and 16; or shorten the longest words";
    assert_eq!(said, expected);
    // Followed to the letter.
    let followed = [8, 8, 2].map(|count| columns(count, "Accommodation")).join("\nMore.\n\n");
    assert_eq!(reported(&followed).check().heads(), "");
}

#[test]
fn footnotes_are_numbered_in_the_order_of_their_marks() {
    let text = "Visits rose.[^late] Calls did not.[^2] Nor did letters.[^late]\n\n\
        [^2]: From {{ measure(\"waiting\").value.period }}, {{ measures.count }} measures.\n\
        [^late]: Counted by hand, in **March**.";
    let files = reported(text).built();
    let print = crate::reading::aloud::say(&crate::reading::tags::read(&files["report.pdf"]).root);
    let place = |words: &str| print.find(words).unwrap_or_else(|| panic!("`{words}` in\n{print}"));
    assert!(place("Counted by hand, in March.") < place("From 2023-24 Q4, 3 measures."), "{print}");
    let web = String::from_utf8_lossy(&files["index.html"]);
    for piece in [
        r##"<a href="#note-late" id="note-late-from" role="doc-noteref" aria-label="Footnote 1">1</a>"##,
        r##"<a href="#note-2" id="note-2-from" role="doc-noteref" aria-label="Footnote 2">2</a>"##,
        r##"<a href="#note-late" id="note-late-from-2" role="doc-noteref" aria-label="Footnote 1">1</a>"##,
        r#"<li id="note-late">Counted by hand, in <strong>March</strong>."#,
        r#"<li id="note-2">From 2023-24 Q4, 3 measures."#,
        r##"<a href="#note-late-from-2" role="doc-backlink">"##,
    ] {
        assert!(web.contains(piece), "{piece}");
    }
}

#[test]
fn a_footnote_may_stand_in_a_list_a_caption_and_a_table() {
    let text = "To note:\n\n- visits[^1]\n\nTable: Calls[^2]\n\n| Year | Calls[^3] |\n|---|--:|\n| 2024 | 12[^4] |\n\n\
        [^1]: one\n\n[^2]: two\n\n[^3]: three\n\n[^4]: four";
    let files = reported(text).built();
    let print = crate::reading::aloud::say(&crate::reading::tags::read(&files["report.pdf"]).root);
    for word in ["one", "two", "three", "four"] {
        assert!(print.contains(word), "{word} in\n{print}");
    }
}

#[test]
fn what_is_wrong_with_a_footnote_is_told_with_what_to_write() {
    let told = |text: &str| -> Vec<String> {
        let found = reported(text).check().findings().into_iter();
        found
            .map(|(head, said)| {
                let place = head.trim_start_matches("data/small/report.md:").to_owned();
                format!("{place} {}", said.lines().skip(1).collect::<Vec<_>>().join("; "))
            })
            .collect()
    };
    let is = |text: &str, expected: &str| assert_eq!(told(text), [expected], "{text}");
    is(
        "Visits rose.[^2]",
        "5:13: error [footnote] there is no footnote `[^2]`; fix: write its text on a line of its own, with a blank \
         line above: `[^2]: ...`",
    );
    is(
        "Visits rose.[^2]\n\n[^2] By hand.",
        "7:1: error [footnote] there is no footnote `[^2]`; fix: if this is its text, write a colon behind it: `[^2]: ...`",
    );
    is(
        "Visits rose.[^hand] By a tenth.[^hands]\n\n[^hand]: Counted.",
        "5:32: error [footnote] there is no footnote `[^hands]`; fix: did you mean `[^hand]`?",
    );
    is(
        "Visits rose.\n\n[^1]: By hand.",
        "7:1: error [footnote] nothing in the text refers to the footnote `[^1]`; fix: write `[^1]` behind the words that it \
         belongs to, or take it out",
    );
    is(
        "Visits rose.[^1]\n\n[^1]: By hand.\n\n[^1]: By machine.",
        "9:1: error [footnote] there are two footnotes `[^1]`; fix: give this one another name, here and where the text \
         refers to it",
    );
    is(
        "Visits rose.[^1]\n\n[^1]: By hand.[^2]\n\n[^2]: Twice.",
        "7:15: error [footnote] the footnote stands in another footnote; fix: put it at the end of the sentence that it \
         belongs to",
    );
    is(
        "# Calls[^1]\n\nMore.\n\n[^1]: By hand.",
        "5:8: error [footnote] the footnote stands in a heading; fix: put it at the end of the sentence that it belongs to",
    );
    is(
        "Visits rose.[^1]\n\n[^1]: By hand.\n\n    Twice.",
        "9:5: error [footnote] a footnote has one paragraph; fix: write it as one paragraph; what needs more belongs into the text",
    );
}

#[test]
fn a_red_measure_is_listed_with_the_unit_and_the_period_of_its_figure() {
    let files = Case::small()
        .replace("measures/all.yaml", "2023-24 Q4: 30 }", "2023-24 Q4: { value: 40, status: provisional } }")
        .replace(
            "measures/all.yaml",
            "  reviewed: 2024-04-16\n",
            "  reviewed: 2024-04-16\n  action: A second team.\n  comment: Too few staff.\n",
        )
        .file("report.md", "# Purpose\n\nTo note:\n\n[[ reds ]]\n")
        .built();
    let print = crate::reading::aloud::say(&crate::reading::tags::read(&files["report.pdf"]).root);
    for words in ["40 days", "2023-24 Q4", "provisional", "28 or less"] {
        assert!(print.replace('\u{a0}', " ").contains(words), "{words} in\n{print}");
    }
}

#[test]
fn the_rows_of_the_table_of_trends_add_up() {
    let files = Case::small()
        .replace("measures/all.yaml", "  target: { from: -0.5, to: 0 }\n", "")
        .replace("measures/all.yaml", "better: within", "better: higher")
        .file("report.md", "# Purpose\n\nTo note:\n\n[[ trends ]]\n")
        .built();
    let web = String::from_utf8_lossy(&files["index.html"]);
    let table = web.split_once("<caption>Measures by trend and rating</caption>").expect("the table").1;
    let table = table.split_once("</table>").expect("it ends").0;
    assert!(table.contains("Not rated"), "{table}");
    for row in table.split("<tr>").skip(2) {
        let counts: Vec<u32> = row
            .split("<td class=\"right\">")
            .skip(1)
            .map(|cell| cell.split('<').next().and_then(|count| count.parse().ok()).expect("a count"))
            .collect();
        let [all, rest @ ..] = counts.as_slice() else { panic!("{row}") };
        assert_eq!(*all, rest.iter().sum::<u32>(), "{row}");
    }
}

#[test]
fn what_the_committee_is_asked_keeps_its_list() {
    let text = "# Purpose\n\nTo note.\n\n# Recommendations\n\nThat the committee:\n\n1. notes the figures;[^1]\n2. agrees the targets.\n\n# Next\n\nMore.\n\n[^1]: At Appendix A.\n";
    let files = Case::small().file("report.md", text).built();
    let web = String::from_utf8_lossy(&files["index.html"]);
    let asked = web
        .split_once("id=\"asked\">")
        .expect("what is asked")
        .1
        .split_once("</section>")
        .expect("it ends")
        .0;
    for words in ["That the committee:", "notes the figures;", "agrees the targets."] {
        assert!(asked.contains(words), "{words} in {asked}");
    }
    assert!(!asked.contains("More.") && !asked.contains(" id="), "{asked}");
}
