//! Each form of Markdown: the report, and below it the outline of the paper. Computed text is shown in `‹ ›`.

use insta::assert_snapshot;

use super::outline;

#[test]
fn paragraphs_are_numbered_across_headings_unless_their_section_or_they_themselves_are_not() {
    let text = r"
# Executive summary

No number here.

# Background

First.

Aside. {.unnumbered}

## Detail

Second.

# Next

Third,
on two lines\
and a third.
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Executive summary #executive-summary
    No number here.
    # Background #background
    1 First.
    Aside.
    ## Detail #detail
    2 Second.
    # Next #next
    3 Third, on two lines⏎and a third.
    ");
}

#[test]
fn names_lead_to_paragraphs_and_headings_forwards_and_backwards() {
    let text = r#"
# Background {#top}

See [below](#history), {{ paragraph("history") }}, and [above](#top).

The past {{ "of" }} {{ paper.council }}. {#history}

Alone. {#alone .unnumbered}
"#;
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #top
    1 See [below](#history), [‹paragraph 2›](#history), and [above](#top).
    2 The past ‹of› ‹Seaborough Council›. #history
    Alone. #alone
    ");
}

#[test]
fn a_list_belongs_to_the_paragraph_above_it() {
    let text = r"
# Background

Text.
{.letters}
1. one

2. two

   more

Text.

1. one
1. two
   - deep

{.letters}
1. another list
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    1 Text.
    a. one
    b. two
       more
    2 Text.
    1. one
    2. two
       - deep
    a. another list
    ");
}

#[test]
fn a_table_has_the_caption_above_it() {
    let text = r"
# Background

Table: Rates of *{{ paper.council }}*

| Kind | Count | |
|---|--:|:-:|
| Red | {{ measures.red.count }} | a \| b |
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    [Rates of *‹Seaborough Council›*]
    lrc
    |Kind|Count||
    |Red|‹1›|a | b|
    ");
}

#[test]
fn marks_of_print_are_curly_and_dashes_long() {
    let text = r#"
# Background

The "users'" view -- don't... {{ paper.council }}'s <https://example.org> &amp; **bold *both***, a_b_c 5 < 6.
"#;
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    1 The “users’” view – don’t… ‹Seaborough Council›’s [https://example.org](https://example.org) & **bold *both***, a_b_c 5 < 6.
    ");
}

#[test]
fn what_comes_from_the_pack_is_text_whatever_it_holds() {
    let text = r#"
# Background

{{ measure("carers").comment }} {{ "**x** <b> [a](b) #" }} {{ "| `c`" }}
"#;
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    1 ‹Carers told us <b>that</b> *they* wait.› ‹**x** <b> [a](b) #› ‹| `c`›
    ");
}

#[test]
fn headings_have_names_that_are_free() {
    let text = r"
# Measures {{ measures.count }}

Text

# Carers

[theirs](#carers-2) and [the measure's](#carers)

# 2019
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Measures ‹3› #measures
    1 Text
    # Carers #carers-2
    2 [theirs](#carers-2) and [the measure’s](#carers)
    # 2019 #section-2019
    ");
}

#[test]
fn recommendations_stand_with_their_answers() {
    let text = r"
# Background

[[ recommendations ]]

The past. {#history}
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    a. That each measure shows its history
       Each has a line. ([‹paragraph 1›](#history))
    b. That the council is compared
       No answer yet.
    1 The past. #history
    ");
}

#[test]
fn themes_are_a_numbered_list() {
    let text = r"
# Background

The themes:

[[ themes ]]
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    1 The themes:
    1. **Support for carers** (Director, Access): A card for emergencies.
    2. **Fewer moves into care homes**
    ");
}

#[test]
fn red_measures_are_a_table() {
    let text = r"
# Background

[[ reds ]]
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    [Measures that are red]
    rlrrl
    |No.|Measure|Latest|Target and England|Action and owner|
    |‹1›|[‹Carers’ quality of life›](#carers)|**‹6.6 out of 12›**⏎(‹2018-19›)|‹7.5 or more›⏎(England ‹7.5›)⏎(below)|A card by May.⏎(Director, Access)|
    ");
}

#[test]
fn ratings_by_trend_are_a_table() {
    let text = r"
# Background

[[ trends ]]
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    [Measures by trend and rating]
    lrrrrr
    |Trend|Measures|Red|Amber|Green|Not rated|
    |Too few points|‹3›|‹1›|‹0›|‹1›|‹1›|
    ");
}

#[test]
fn the_roll_up_adds_up() {
    let text = r"
# Background

[[ roll-up ]]
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    [Measures by kind and rating]
    lrrrrr
    |Kind|Measures|Red|Amber|Green|Not rated|
    |Outcomes|‹2›|‹1›|‹0›|‹1›|‹0›|
    |People|‹1›|‹0›|‹0›|‹0›|‹1›|
    |**Total**|**‹3›**|**‹1›**|**‹0›**|**‹1›**|**‹1›**|
    |Share of those rated|–|‹50%›|‹0%›|‹50%›|–|
    ");
}

#[test]
fn sources_background_papers_and_appendices_are_what_the_pack_says() {
    let text = r"
# Sources

[[ sources ]]

# Background papers

[[ background-papers ]]

# Appendices

[[ appendices ]]
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Sources #sources
    - [Survey of carers, the carers’ view](https://example.org/survey), NHS Digital, 22 October 2019
    - Returns, NHS Digital
    1 Open Government Licence v3.0.
    # Background papers #background-papers
    - Case ledger
    # Appendices #appendices
    2 Appendix A – ‹Adult social care scorecard›, version ‹v24.10.19›
    ");
}

#[test]
fn reviews_that_are_overdue_are_a_table() {
    let text = r"
# Background

[[ overdue ]]
";
    assert_snapshot!(outline(text.trim_start_matches('\n')), @r"
    # Background #background
    [Reviews that are overdue]
    rllll
    |No.|Measure|Last reviewed|Review due|Owner|
    |‹1›|[‹Carers’ quality of life›](#carers)|‹15 April 2019›|‹15 October 2019›|Director, Access|
    ");
}
