//! Text from a pack stays text, whatever it contains: markup for the web page, the typesetter, pictures, Markdown or
//! the report itself is printed letter for letter and makes no bold text, link, block or figure.

use std::fs;
use std::sync::Arc;

use crate::analyse::analyse;
use crate::load::load;
use crate::model::Pack;
use crate::narrate::narrate;
use crate::narrate::paper::{Block, Inline};
use crate::words::typography::apostrophes;

/// HTML, SVG, typst and Markdown, and the report's own marks.
const MARKUP: &str = r#"<b onclick=x>&amp;</b><svg><script/></svg> #eval("1") $x$ @ref <l> \u{41} *b* _i_ [a](https://b.c) `c` | {{ measures.count }} {% raw %} [[ reds ]] {#name} {.letters}"#;

const PAPER: &str = r"
council: 'Council MARK'
committee: 'Committee MARK'
meeting: 2019-11-05
title: 'Title MARK'
version: 'Version MARK'
version-date: 2019-10-24
data-as-at: 2019-10-22
status: draft
notice: 'Notice MARK'
classification: 'Class MARK'
author: { post: 'Post MARK', name: 'Author MARK' }
kinds:
  - { name: outcome, title: 'Kind MARK', about: 'About MARK' }
comparators:
  - { name: england, title: 'England MARK', kind: nation }
priorities:
  - { name: carers, title: 'Priority MARK', letter: C }
themes:
  - { name: carers, title: 'Theme MARK', director: 'Director MARK', plan: 'Plan MARK' }
recommendations:
  - { text: 'Asked MARK', answer: 'Answer MARK', answered-in: 'Place MARK' }
sources:
  - { name: survey, title: 'Source MARK', publisher: 'Publisher MARK', licence: 'Licence MARK', status: published, link: 'javascript:alert(1)' }
  - { name: ledger, title: 'Ledger MARK', publisher: 'Keeper MARK', status: held }
review-interval: 6 months
contact: 'Contact MARK'
";

const MEASURES: &str = r"
- number: 1
  id: quality
  code: 'Code MARK'
  title: 'Measure MARK'
  kind: outcome
  unit: index
  decimals: 0
  better: higher
  frequency: yearly
  source: ledger
  target: 9
  themes: [carers]
  priorities: [carers]
  owner: 'Owner MARK'
  reviewed: 2019-01-15
  comment: 'Comment MARK'
  action: 'Action MARK'
  readings: { 2017-18: 7, 2018-19: 6 }
  comparators: { england: { 2018-19: 9 } }
";

/// Everything that prints text from the pack, and how often the markup appears in its result.
const ASKED: &[(&str, usize)] = &[
    ("{{ paper.council }}", 1),
    ("{{ paper.committee }}", 1),
    ("{{ paper.title }}", 1),
    ("{{ paper.version }}", 1),
    ("{{ paper.notice }}", 1),
    ("{{ paper.classification }}", 1),
    ("{{ paper.author }}", 1),
    ("{{ paper.author_name }}", 1),
    ("{{ paper.contact }}", 1),
    (r#"{{ kind("outcome") }}"#, 1),
    (r#"{{ kind("outcome").about }}"#, 1),
    (r#"{{ theme("carers").title }}"#, 1),
    (r#"{{ theme("carers").director }}"#, 1),
    (r#"{{ theme("carers").plan }}"#, 1),
    (r#"{{ priority("carers") }}"#, 1),
    (r#"{{ measure("quality") }}"#, 1),
    (r#"{{ measure("quality").title|small }}"#, 1),
    (r#"{{ measure("quality").code }}"#, 1),
    (r#"{{ measure("quality").kind }}"#, 1),
    (r#"{{ measure("quality").sentence }}"#, 2),
    (r#"{{ measure("quality").owner|capital }}"#, 1),
    (r#"{{ measure("quality").comment ~ " and " ~ measure("quality").action }}"#, 2),
    (r#"{{ measure("quality").england.title }}"#, 1),
    ("[[ recommendations ]]", 3),
    ("[[ themes ]]", 3),
    ("[[ reds ]]", 5),
    ("[[ roll-up ]]", 1),
    ("[[ sources ]]", 3),
    ("[[ background-papers ]]", 2),
    ("[[ appendices ]]", 2),
    ("[[ overdue ]]", 2),
];

fn pack() -> Pack {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text.replace("MARK", MARKUP));
    fs::create_dir(folder.path().join("measures")).unwrap();
    write("scorecard.yaml", PAPER).unwrap();
    write("measures/all.yaml", MEASURES).unwrap();
    let (pack, findings) = load(folder.path()).unwrap();
    let of_links = |finding: &&crate::finding::Finding| !finding.what.contains("javascript");
    assert!(findings.iter().filter(of_links).count() == 0, "{findings:#?}");
    pack
}

/// Collects each text of a paper, and the runs that are neither text nor links within the paper.
fn gather(block: &Block, texts: &mut Vec<String>, marked: &mut Vec<Inline>) {
    let mut runs = |text: &[Inline]| {
        texts.push(plain(text));
        marked.extend(text.iter().filter(|run| is_marked(run)).cloned());
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => runs(text),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| gather(block, texts, marked)),
        Block::Table { caption, head, rows, .. } => {
            if let Some(caption) = caption {
                runs(caption);
            }
            head.iter().chain(rows.iter().flatten()).for_each(|cell| runs(cell));
        }
    }
}

fn plain(text: &[Inline]) -> String {
    let run = |run: &Inline| match run {
        Inline::Text { text } | Inline::Computed { text, .. } | Inline::Rating { text, .. } => text.clone(),
        Inline::Strong { text }
        | Inline::Emphasis { text }
        | Inline::Quiet { text }
        | Inline::Link { text, .. } => plain(text),
        Inline::Note { text, .. } => text.as_deref().map_or_else(String::new, plain),
        Inline::LineBreak => "\n".to_owned(),
    };
    text.iter().map(run).collect()
}

fn is_marked(run: &Inline) -> bool {
    match run {
        Inline::Text { .. } | Inline::Computed { .. } | Inline::Rating { .. } => false,
        Inline::Link { to, .. } => !to.starts_with('#'),
        Inline::Strong { .. }
        | Inline::Emphasis { .. }
        | Inline::Quiet { .. }
        | Inline::Note { .. }
        | Inline::LineBreak => true,
    }
}

#[test]
fn markup_of_every_kind_in_every_field_stays_text() {
    let pack = pack();
    let results = analyse(&pack);
    for (asked, times) in ASKED {
        let text = format!("# A\n\n{asked}\n");
        let (paper, findings) = narrate(&pack, &results, &text, &Arc::from("report.md"));
        assert!(findings.is_empty(), "{asked}: {findings:#?}");
        let (mut texts, mut marked) = (Vec::new(), Vec::new());
        paper.blocks.iter().for_each(|block| gather(block, &mut texts, &mut marked));
        let found: usize = texts.iter().map(|text| text.matches(&apostrophes(MARKUP)).count()).sum();
        assert_eq!(found, *times, "{asked}: {texts:#?}");
        // Marks that the program itself sets: the bold title of a theme, what stands below the figures and the action of a red
        // measure, the cells of the total.
        let set = |block: &str, marks: usize| marks * usize::from(asked.contains(block));
        let own = set("themes", 1) + set("reds", 9) + set("roll-up", 5);
        assert_eq!(marked.len(), own, "{asked}: {marked:#?}");
    }
}

#[test]
fn markup_that_is_written_out_in_the_report_stays_text() {
    let pack = pack();
    let text = "# A\n\nIt \\<b> #eval(1) $x$ @ref &lt;i> \\*b\\* 5 < 6 {x} \\[\\[ reds \\]\\]\n";
    let (paper, findings) = narrate(&pack, &analyse(&pack), text, &Arc::from("report.md"));
    assert!(findings.is_empty(), "{findings:#?}");
    let Some(Block::Paragraph { text, .. }) = paper.blocks.get(1) else { panic!("{paper:#?}") };
    assert_eq!(plain(text), "It <b> #eval(1) $x$ @ref <i> *b* 5 < 6 {x} [[ reds ]]");
    assert!(!text.iter().any(is_marked), "{text:#?}");
}
