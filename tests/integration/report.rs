//! The report in print: its sheets, what it carries, and that what people wrote is only ever text in it.

use crate::case::Case;
use crate::pdf;

/// A narrative with one of every form, and every text of the small pack somewhere in it.
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
