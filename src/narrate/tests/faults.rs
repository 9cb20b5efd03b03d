//! Faulty reports, and the findings they get: line and column, code, subject, fault and remedy.

use insta::assert_snapshot;

use super::told;

#[test]
fn a_name_that_is_not_there_is_told_with_a_near_one() {
    let text = r#"
# A

Of {{ mesures.count }} and {{ measure("carer").value }}, {{ measure("carers").valeu }}:
{{ measures.count.foo }} {{ paper.data-as-at }} {{ range(10) }} {{ fact("x") }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:7 [unknown-name] in paragraph 1
      there is nothing called `mesures`
      fix: did you mean `measures`?
    3:40 [unknown-name] in paragraph 1
      there is no measure `carer`
      fix: did you mean `carers`?
    3:79 [unknown-name] in paragraph 1
      measure 1 has nothing called `valeu`
      fix: did you mean `value`?
    4:19 [unknown-name] in paragraph 1
      there is no `foo` below a text or a number
      fix: take it out, with the dot in front
    4:35 [expression] in paragraph 1
      `data-as-at` would be a subtraction
      fix: write `_` inside a name: `data_as_at`
    4:52 [unknown-name] in paragraph 1
      there is nothing called `range`
      fix: text goes in quotes; what there is: measures, kinds, themes, recommendations, overdue, paper, measure, kind, theme, priority, fact, paragraph
    4:74 [unknown-name] in paragraph 1
      there is no fact `x`
      fix: write one of: budget, users
    ");
}

#[test]
fn a_figure_that_does_not_exist_is_told_with_the_reason() {
    let text = r#"
# A

{{ measure("vacancies").value }}
{{ measure("vacancies").target }}
{{ measure("control").england }}
{{ measure("carers").south_west }}
{{ measure("control").comparator("england") }}
{{ paper.notice }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:25 [no-figure] in paragraph 1
      measure 3 has no value for 2017-18: not available
      fix: take another figure, or say it in words
    4:25 [no-figure] in paragraph 1
      measure 3 has no target
      fix: take another figure, or say it in words
    5:23 [no-figure] in paragraph 1
      measure 2 has no figure of England to compare with
      fix: take another figure, or say it in words
    6:22 [no-figure] in paragraph 1
      measure 1 has no figure of South West to compare with
      fix: take another figure, or say it in words
    7:35 [no-figure] in paragraph 1
      measure 2 has no figure of England to compare with
      fix: take another figure, or say it in words
    8:10 [no-figure] in paragraph 1
      the paper has no `notice`
      fix: take another figure, or say it in words
    ");
}

#[test]
fn loops_and_statements_have_no_place() {
    let text = r"
# A

{{ for x in measures }} {% for x in y %} {{ [1, 2] }} {{ 2 * 3 }}
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:4 [expression] in paragraph 1
      `for` begins a statement, and a report has none
      fix: write a figure, such as `measures.count`; lists and tables of many are blocks such as `[[ themes ]]`
    3:25 [expression] in paragraph 1
      a report has no statements such as `{% ... %}`, and so no loops
      fix: write a figure as `{{ ... }}`, and lists and tables of many as blocks such as `[[ themes ]]`
    3:45 [expression] in paragraph 1
      `[` has no place in an expression
      fix: write brackets like these around a name: `measure("carers")`
    3:60 [expression] in paragraph 1
      `*` has no place in an expression
      fix: leave the sum to the program: it has counts, percentages and differences ready
    "#);
}

#[test]
fn quotes_have_to_be_straight_and_closed() {
    let text = r#"
# A

{{ measure(“carers”).value }} {{ measure("carers).value }} {{ measure(carers).value }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:12 [expression] in paragraph 1
      `“` has no place in an expression
      fix: write straight quotes: `"`
    3:42 [expression] in paragraph 1
      the quote `"` is opened here and not closed
      fix: write `"` behind the text too
    3:71 [expression] in paragraph 1
      the name `carers` stands without quotes
      fix: write it in quotes: `"carers"`
    "#);
}

#[test]
fn things_are_called_as_they_are_meant() {
    let text = r"
# A

{{ measure(6) }} {{ measure }} {{ measure() }} {{ paper() }} {{ paper.title() }} {{ measures.count() }}
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:12 [expression] in paragraph 1
      `measure` takes one name, in quotes
      fix: write it like `measure("carers")`
    3:21 [expression] in paragraph 1
      `measure` does not say which
      fix: write its name in brackets: `measure("...")`
    3:35 [expression] in paragraph 1
      `measure` takes one name, in quotes
      fix: write it like `measure("carers")`
    3:51 [expression] in paragraph 1
      `paper` takes no brackets
      fix: write a dot and what is wanted: `paper.`
    3:71 [expression] in paragraph 1
      `title` takes no brackets
      fix: take the brackets out
    3:94 [expression] in paragraph 1
      `count` takes no brackets
      fix: take the brackets out
    "#);
}

#[test]
fn an_expression_has_an_order() {
    let text = r#"
# A

{{ }} {{ measures.count measures.red }} {{ measures.count + }} {{ (measures.count }}
{{ measures.count) }} {{ measures. }} {{ "a" if 1 }} {{ "a" else 1 }} {{ measures|upper }}
{{ ~ 1 }} {{ 1, 2 }} {{ measures.1 }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:3 [expression] in paragraph 1
      the braces are empty
      fix: write the figure that is wanted, such as `{{ measures.count }}`
    3:25 [expression] in paragraph 1
      nothing joins `count` and `measures`
      fix: write one figure in each pair of braces, or join the two with `~`
    3:59 [expression] in paragraph 1
      the expression ends behind `+`
      fix: write what is to follow, or take it out
    3:67 [expression] in paragraph 1
      the bracket is opened here and not closed
      fix: write `)` behind it
    4:18 [expression] in paragraph 1
      `)` closes nothing
      fix: take it out, or write `(` in front
    4:34 [expression] in paragraph 1
      the expression ends behind `.`
      fix: write what is to follow, or take it out
    4:46 [expression] in paragraph 1
      `if` has no `else`
      fix: write what stands there otherwise: `"is" if measures.red.count == 1 else "are"`
    4:61 [expression] in paragraph 1
      `else` has no `if`
      fix: write it like `"is" if measures.red.count == 1 else "are"`
    4:83 [unknown-name] in paragraph 1
      there is nothing called `upper` behind `|`
      fix: write one of: capital, small, words
    5:4 [expression] in paragraph 1
      there is no value in front of `~`
      fix: write one, or take the mark out
    5:15 [expression] in paragraph 1
      the comma stands outside brackets
      fix: write one expression in each pair of braces
    5:34 [expression] in paragraph 1
      `1` is no name
      fix: write a name behind the dot
    "#);
}

#[test]
fn an_expression_comes_to_a_text() {
    let text = r#"
# A

{{ 1 == 1 }} {{ "a" + 1 }} {{ paper.council|words }} {{ not 1 }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:4 [expression] in paragraph 1
      the expression does not come to a figure or a text
      fix: write what to print: `"is" if measures.red.count == 1 else "are"`
    3:17 [expression] in paragraph 1
      these two cannot be joined in this way
      fix: join texts with `~`; add and subtract counts only
    3:45 [expression] in paragraph 1
      `Seaborough Council` is not a whole number, so it cannot be put in words
      fix: take `|words` away
    3:57 [expression] in paragraph 1
      the expression does not come to a figure or a text
      fix: write what to print: `"is" if measures.red.count == 1 else "are"`
    "#);
}

#[test]
fn braces_are_opened_and_closed() {
    let text = r"
# A

Text }} and {{ unclosed

Next {{ a {{ measures.count }}
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:6 [expression] in paragraph 1
      `}}` closes nothing
      fix: write `{{` in front of the expression, or take `}}` out
    3:13 [expression] in paragraph 1
      `{{` is opened here and not closed in this paragraph
      fix: write `}}` behind the expression
    5:6 [expression] in paragraph 2
      `{{` is opened here and not closed in this paragraph
      fix: write `}}` behind the expression
    ");
}

#[test]
fn html_pictures_and_program_text_have_no_form() {
    let text = r"
# A

Text with <b>bold</b> and ![map](https://x/y.png) and `code`.

<div>
x
</div>

<!-- note -->

```
code
```

    code
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:11 [html] in paragraph 1
      `<b>` is HTML, which a report has no use for
      fix: write `**` in the place of both marks
    3:27 [image] in paragraph 1
      a report has no pictures
      fix: say in words what it shows, or link to it: `[the map](https://...)`
    3:55 [no-form] in paragraph 1
      a report has no program text in back quotes
      fix: write it in plain words
    5:1 [html] in paragraph 1
      `<div>` is HTML, which a report has no use for
      fix: write `**bold**`, `*italic*`, lists and tables as Markdown has them; for the sign itself write `\<`
    9:1 [html] in paragraph 1
      a report has no comments
      fix: take it out; notes for colleagues go into scorecard.yaml, behind a `#`
    11:1 [no-form] in paragraph 1
      a report has no program text
      fix: write it as a paragraph, or as a table
    15:5 [no-form] in paragraph 1
      four spaces or a tab in front make program text of this
      fix: take the spaces in front out
    ");
}

#[test]
fn quotations_rules_and_boxes_have_no_form() {
    let text = r"
# A

> quote

---

note ~~old~~

- [ ] task
- - - - deep
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:1 [no-form] in heading A
      a report has no quotations set apart
      fix: write it as a paragraph, without `>`
    5:1 [no-form] in heading A
      a report has no lines across
      fix: take it out; headings part the text
    7:6 [no-form] in paragraph 1
      a report has no text struck through
      fix: take the text out
    9:3 [no-form] in paragraph 1
      a report has no boxes to tick
      fix: take `[ ]` out
    10:7 [no-form] in paragraph 1
      the list stands too deep in other lists
      fix: make two lists of it
    ");
}

#[test]
fn the_head_of_the_paper_is_not_in_the_report() {
    let text = r"
---
title: x
---

# A
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    1:1 [no-form]
      lines between `---` are no part of a report
      fix: write title, committee and dates in scorecard.yaml
    ");
}

#[test]
fn links_lead_somewhere() {
    let text = r#"
# A

[a](javascript:x) [b](www.example.org) [c](file.pdf) [d](#hystory) [](https://x.org)
[e](https://x/{{ paper.title }}) [f](#nowhere) [g](https://x.org "title")

Past {#history}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:5 [link] in paragraph 1
      nobody can follow a link to `javascript:x`
      fix: link to an address that begins with `https://`, `http://` or `mailto:`, or to `#name`
    3:23 [link] in paragraph 1
      nobody can follow a link to `www.example.org`
      fix: write `https://www.example.org`
    3:44 [link] in paragraph 1
      nobody can follow a link to `file.pdf`
      fix: link to an address that begins with `https://`, `http://` or `mailto:`, or to `#name`
    3:58 [unknown-name] in paragraph 1
      nothing in the report is called `hystory`
      fix: did you mean `#history`?
    3:68 [link] in paragraph 1
      the link has no words
      fix: write them in the square brackets: `[the survey](https://...)`
    4:5 [link] in paragraph 1
      the address holds an expression
      fix: write the address out
    4:38 [unknown-name] in paragraph 1
      nothing in the report is called `nowhere`
      fix: write `{#nowhere}` at the end of the paragraph or heading that is meant
    4:48 [link] in paragraph 1
      the text in quotes behind the address is printed nowhere
      fix: put it into the words of the link
    ");
}

#[test]
fn numbers_are_set_by_the_program() {
    let text = r"
# A

12. The committee

Text.

20\. The committee

One.
13. Two
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:1 [number-by-hand] in heading A
      the number `12` is typed by hand
      fix: take it out: paragraphs are numbered by the program; a list begins with `1. `
    7:1 [number-by-hand] in paragraph 2
      the number `20\.` is typed by hand
      fix: take it out: paragraphs are numbered by the program; for a list write `1. `, `2. ` and so on below a paragraph
    10:1 [number-by-hand] in paragraph 3
      the number `13.` is typed by hand
      fix: take it out: paragraphs are numbered by the program; for a list write `1. `, `2. ` and so on below a paragraph
    ");
}

#[test]
fn letters_and_bullets_are_set_by_the_program() {
    let text = r"
# A

(a) first
(b) second

• bullet
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:1 [number-by-hand] in paragraph 1
      the letter `(a)` is typed by hand
      fix: for a lettered list write `{.letters}` on a line of its own, and below it `1. `, `2. ` and so on
    4:1 [number-by-hand] in paragraph 1
      the letter `(b)` is typed by hand
      fix: for a lettered list write `{.letters}` on a line of its own, and below it `1. `, `2. ` and so on
    6:1 [number-by-hand] in paragraph 2
      the bullet `•` comes from a word processor
      fix: write `- bullet`, and leave a blank line above the list
    ");
}

#[test]
fn items_are_numbered_as_they_will_be_printed() {
    let text = r"
# A

1. one
2. two

Text

1. a
2. b
2. c
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:1 [number-by-hand] in heading A
      the numbered list has no paragraph that it belongs to
      fix: take the numbers out, if they are of paragraphs: the program sets them; if it is a list, write a sentence above it
    10:1 [number-by-hand] in paragraph 1
      the item is written as 2 and would be printed as 3
      fix: write `3. `
    ");
}

#[test]
fn headings_stand_in_an_outline() {
    let text = r"
## A

Text

# B

### C

# b

#### D

# 3. Numbered

#
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    1:1 [heading] in heading A
      the first heading is below a section
      fix: write `# A`: a section has one `#`
    7:1 [heading] in heading C
      `###` follows on `#` and skips a level
      fix: write `## C`
    9:1 [heading] in heading b
      there is a heading `b` already
      fix: give it other words, or put the two parts together
    11:1 [heading] in heading D
      `####` is deeper than a report goes
      fix: write `### D`, or make it a paragraph
    13:1 [number-by-hand] in heading 3. Numbered
      the number `3.` is typed by hand
      fix: write `# Numbered`
    15:1 [heading] in a heading
      the heading has no words
      fix: write them behind the `#`
    ");
}

#[test]
fn text_stands_below_a_heading() {
    let text = r"
Text

# A
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    1:1 [heading] in paragraph 1
      the text stands above the first heading
      fix: begin the report with a heading such as `# Executive summary`
    ");
}

#[test]
fn names_are_names_and_there_once() {
    let text = r"
# A

One {#x}

Two {#y} more

Three {#Bad}

Four {.unumbered}

Five {#carers}

Six {#x}

Seven {#open

{#alone}
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    5:5 [mark] in paragraph 2
      `{#y}` stands in the middle of the text
      fix: put it at the end of the paragraph or heading
    7:9 [mark] in paragraph 3
      `Bad` is not a name
      fix: write one name of small letters, digits and hyphens, a letter first: `{#carers}`
    9:7 [mark] in paragraph 4
      `.unumbered` means nothing in braces
      fix: did you mean `.unnumbered`?
    11:8 [duplicate-name] in paragraph 5
      `carers` is the id of a measure
      fix: choose another name
    13:7 [duplicate-name] in paragraph 6
      the name `x` is used already
      fix: give one of the two another name
    15:7 [mark] in paragraph 7
      the brace is opened here and not closed on this line
      fix: write `}` behind the name
    17:1 [mark] in paragraph 7
      the braces stand alone
      fix: put it at the end of the paragraph, on the same line
    ");
}

#[test]
fn letters_stand_above_a_list() {
    let text = r"
# A {.unnumbered}

Text

{.letters}

Text {.letters}

- x {#y}
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    1:1 [mark] in heading A
      `.unnumbered` is for a single paragraph
      fix: write the section in scorecard.yaml under `sections`, with `numbered: no`
    5:1 [mark] in paragraph 1
      `{.letters}` stands above no numbered list
      fix: put it directly above a list that is written with `1. `, `2. ` and so on
    7:6 [mark] in paragraph 2
      `{.letters}` stands in a line with something else
      fix: put `{.letters}` on a line of its own directly above the numbered list
    9:5 [mark] in paragraph 2
      the items of a list have no names
      fix: put it at the end of the paragraph above the list
    ");
}

#[test]
fn references_lead_to_numbers() {
    let text = r#"
# A

{{ paragraph("a") }} {{ paragraph("xx") }} {{ paragraph("aside") }}

Aside {#aside .unnumbered}

Text {#x}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:15 [no-figure] in paragraph 1
      `a` is a heading, which has no number
      fix: name it in words, with a link: `[...](#a)`
    3:36 [unknown-name] in paragraph 1
      there is no paragraph `xx`
      fix: did you mean `x`?
    3:58 [no-figure] in paragraph 1
      the paragraph `aside` has no number
      fix: name it in words, with a link: `[...](#aside)`
    ");
}

#[test]
fn blocks_stand_alone_and_are_known() {
    let text = r"
# A

[[ thems ]]

Text [[ themes ]] text

Text
[[ themes ]]

- [[ themes ]]
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:4 [block] in heading A
      there is no block `thems`
      fix: did you mean `themes`?
    5:6 [block] in paragraph 1
      `[[ themes ]]` stands in a line with something else
      fix: put it on a line of its own, with a blank line above and below
    8:1 [block] in paragraph 2
      `[[ themes ]]` stands inside other text
      fix: put it on a line of its own, with a blank line above and below, not indented
    10:3 [block] in paragraph 2
      `[[ themes ]]` stands in a line with something else
      fix: put it on a line of its own, with a blank line above and below
    ");
}

#[test]
fn marks_that_are_half_written_are_not_printed() {
    let text = r#"
# A

[ reds ]

[[ themes ]

Text {going-well}

[[ reds

Text [[ reds, and ]] behind

## B {part b}

( Themes )

sources]]

It is {measures.count}, as {{ paragraph("going-well") }} says {unnumbered}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:1 [block] in paragraph 1
      `[ reds ]` would be printed as it stands
      fix: write `[[ reds ]]`
    5:1 [block] in paragraph 2
      `[[ themes ]` would be printed as it stands
      fix: write `[[ themes ]]`
    7:6 [mark] in paragraph 3
      `{going-well}` would be printed as it stands, and names nothing
      fix: write `{#going-well}`
    9:1 [block] in paragraph 4
      `[[ reds` would be printed as it stands
      fix: write `[[ reds ]]`
    11:6 [block] in paragraph 5
      `[[` belongs to no block and would be printed as it stands
      fix: write a block as `[[ themes ]]` on a line of its own; if it is text, take one of the brackets out
    13:6 [mark] in heading B {part b}
      `{part b}` would be printed as it stands, and names nothing
      fix: write `{#part-b}`
    15:1 [block] in paragraph 6
      `( Themes )` would be printed as it stands
      fix: write `[[ themes ]]`
    17:1 [block] in paragraph 7
      `sources]]` would be printed as it stands
      fix: write `[[ sources ]]`
    19:7 [expression] in paragraph 8
      `{measures.count}` would be printed as it stands
      fix: write `{{ measures.count }}`
    19:63 [mark] in paragraph 8
      `{unnumbered}` would be printed as it stands, and names nothing
      fix: write `{.unnumbered}`
    "#);
    // Citations, nested brackets, escaped brackets and sets are ordinary text.
    let sound = "# A\n\nSee [[2019] EWHC 12](https://a.b), [as in [2018]] and \\[[ x {a} b. 5 \\[\\[ reds \\]\\] \\{x}\n";
    assert_eq!(told(sound), "");
}

#[test]
fn a_caption_stands_above_a_table() {
    let text = r"
# A

Table: Lonely

Text
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:1 [caption] in heading A
      the caption stands above no table
      fix: put it directly above the table, with a blank line between the two
    ");
}

#[test]
fn a_misspelt_section_is_named_where_it_stands() {
    let text = r"
# Executive sumary

Text
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    1:1 [section-missing] in heading Executive sumary
      `Executive sumary` is not the name of the section that the committee asks for
      fix: write `# Executive summary`
    ");
}

#[test]
fn what_cannot_be_compared_is_not() {
    let text = r#"
# A

{{ "a" if measure("carers").value > 5 else "b" }} {{ "a" if measures.red.percent < 30 else "b" }}
{{ "a" if measure("carers").value.number > measure("control").value.number else "b" }}
{{ "a" if measures.red == 1 else "b" }} {{ "a" if "red" == (1 == 1) else "b" }}
{{ "a" if 1 < measures.count < 9 else "b" }} {{ "a" if measure("carers").rating else "b" }}
{{ "a" if measures.count else "b" }} {{ "a" if not (measures.red.count == "1") else "b" }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:35 [expression] in paragraph 1
      `>` stands between a figure that is no plain number and a number
      fix: compare a count with a whole number, or a word with a text in quotes: `measures.red.count == 1`, `measure("carers").rating == "red"`
    3:82 [expression] in paragraph 1
      `<` stands between a text and a number
      fix: compare a count with a whole number, or a word with a text in quotes: `measures.red.count == 1`, `measure("carers").rating == "red"`
    4:42 [expression] in paragraph 1
      `>` would compare two texts by their letters
      fix: compare counts only; of figures there are words ready, such as `rating`, `change.direction` and `england.verdict`
    5:24 [expression] in paragraph 1
      `==` stands between a figure that is no plain number and a number
      fix: compare a count with a whole number, or a word with a text in quotes: `measures.red.count == 1`, `measure("carers").rating == "red"`
    5:57 [expression] in paragraph 1
      `==` stands between a text and a comparison
      fix: compare a count with a whole number, or a word with a text in quotes: `measures.red.count == 1`, `measure("carers").rating == "red"`
    6:30 [expression] in paragraph 1
      three values are compared in one go
      fix: compare two at a time, and join the comparisons with `and`
    6:53 [expression] in paragraph 1
      `if` is followed by a text and not by a comparison
      fix: write a comparison: `measures.red.count == 1`
    7:8 [expression] in paragraph 1
      `if` is followed by a number and not by a comparison
      fix: write a comparison: `measures.red.count == 1`
    7:72 [expression] in paragraph 1
      `==` stands between a number and a text
      fix: compare a count with a whole number, or a word with a text in quotes: `measures.red.count == 1`, `measure("carers").rating == "red"`
    "#);
}

#[test]
fn a_reading_that_is_not_there_is_told_with_its_measure() {
    let text = r#"
# A

{{ measure("vacancies").reading("2017-18") }} {{ measure("carers").reading("2015-16") }}
{{ measure("carers").reading("2018/19") }} {{ measure("carers").reading(2016-17) }} {{ measure("carers").reading }}
{{ measure("carers").comparator("engand") }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:34 [no-figure] in paragraph 1
      measure 3 has no value for 2017-18: not available
      fix: take another figure, or say it in words
    3:77 [unknown-name] in paragraph 1
      measure 1 has no reading `2015-16`
      fix: write one of: 2014-15, 2016-17, 2018-19
    4:31 [unknown-name] in paragraph 1
      measure 1 has no reading `2018/19`
      fix: did you mean `2018-19`?
    4:47 [expression] in paragraph 1
      `reading` takes one name, in quotes
      fix: write it like `reading("2014-15")`
    4:88 [expression] in paragraph 1
      `reading` does not say which
      fix: write its name in brackets: `reading("...")`
    5:34 [unknown-name] in paragraph 1
      measure 1 has no comparator `engand`
      fix: did you mean `england`?
    "#);
}

#[test]
fn references_by_number_are_set_by_the_program() {
    let text = r"
# A

As paragraph 3 says, and paragraphs
1 and 2, measure 1 and measures 2 to 3 are red; paragraph 8 of Schedule 12A stays, and measure 90.

{.letters}
1. see para 2

Past {#history}
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:4 [number-by-hand] in paragraph 1
      the number in `paragraph 3` is typed by hand
      fix: write `{#name}` at the end of the paragraph that is meant, and here `{{ paragraph("name") }}`
    3:26 [number-by-hand] in paragraph 1
      the number in `paragraphs 1 and 2` is typed by hand
      fix: write `{#name}` at the end of the paragraph that is meant, and here `{{ paragraph("name") }}`
    4:10 [number-by-hand] in paragraph 1
      the number in `measure 1` is typed by hand
      fix: write `measure {{ measure("carers").number }}`; of a group, `{{ kind("...").range }}`
    4:24 [number-by-hand] in paragraph 1
      the number in `measures 2 to 3` is typed by hand
      fix: write `measure {{ measure("control").number }}`; of a group, `{{ kind("...").range }}`
    7:8 [number-by-hand] in paragraph 1
      the number in `para 2` is typed by hand
      fix: write `{{ paragraph("history") }}`
    "#);
}

#[test]
fn an_address_stands_in_its_link() {
    let text = r"
# A

Text with [a link][ref].

[ref]: https://example.org
[//]: # (A comment)
[Note]: TBC
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    5:1 [link] in paragraph 1
      the line gives an address apart from its link, and is printed nowhere
      fix: put the address behind the words: `[the survey](https://...)`; if it is text, write it without the square brackets
    6:1 [link] in paragraph 1
      the line gives an address apart from its link, and is printed nowhere
      fix: put the address behind the words: `[the survey](https://...)`; if it is text, write it without the square brackets
    7:1 [link] in paragraph 1
      the line gives an address apart from its link, and is printed nowhere
      fix: put the address behind the words: `[the survey](https://...)`; if it is text, write it without the square brackets
    ");
}

#[test]
fn pictures_from_elsewhere_and_from_the_pack_have_no_form() {
    let text = r"
# A

![](http://example.org/a.png) ![map][ref] ![logo](logo.svg) ![x](data:image/png;base64,AAAA)
";
    assert_snapshot!(told(text.trim_start_matches('\n')), @r"
    3:1 [image] in paragraph 1
      a report has no pictures
      fix: say in words what it shows, or link to it: `[the map](https://...)`
    3:43 [image] in paragraph 1
      a report has no pictures
      fix: say in words what it shows, or link to it: `[the map](https://...)`
    3:61 [image] in paragraph 1
      a report has no pictures
      fix: say in words what it shows, or link to it: `[the map](https://...)`
    ");
}

#[test]
fn an_expression_is_no_place_for_a_megabyte() {
    let text = format!("# A\n\nText {{{{ \"{}\" }}}}\n", "x".repeat(400_000));
    assert_snapshot!(told(&text), @r"
    3:9 [expression] in paragraph 1
      the expression has 400,004 characters
      fix: write at most 500, and text outside the braces
    ");
}

#[test]
fn a_measures_name_stands_in_one_piece() {
    let text = r#"
# A

{{ measure("car" ~ "ers").value }}, {{ measure("vacancies" if measures.count > 1 else "control").title }}
"#;
    assert_snapshot!(told(text.trim_start_matches('\n')), @r#"
    3:4 [expression] in paragraph 1
      the name `carers` is put together from parts
      fix: write it in one piece: `measure("carers")`
    "#);
}
