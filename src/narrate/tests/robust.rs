//! Whatever a report contains, there is no panic and no long wait.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::pack;
use crate::analyse::analyse;
use crate::narrate::narrate;

/// A valid report with one of everything.
const GOOD: &str = "\
# Executive summary {#summary}

The **{{ measures.count|words|capital }} measures** of *{{ paper.council }}*: see [below](#history). {.unnumbered}

# Background

Of them {{ measures.green.percent }} -- \"good\" -- are green; {{ measure(\"carers\").name }} stood at
{{ measure(\"carers\").value }}\\
and {{ \"is\" if measures.red.count == 1 else \"are\" }} red. {#history}

{.letters}
1. First, as {{ paragraph(\"history\") }} says
2. Second
   - deeper &amp; deeper

## Figures

Table: The figures of {{ paper.title }}

| Measure | Value |
|:--|--:|
| Carers | {{ measure(\"carers\").value.number }} |

[[ roll-up ]]

[[ recommendations ]]
";

/// The number of mutations tried; without optimisation each takes ten times as long.
const ROUNDS: usize = if cfg!(debug_assertions) { 2_000 } else { 20_000 };

/// Pieces that have a meaning in Markdown, HTML or expressions.
const PIECES: [&str; 32] = [
    "{{",
    "}}",
    "{#",
    "}",
    "{.letters}",
    "[[",
    "]]",
    "[[ themes ]]",
    "\n\n",
    "\n",
    "    ",
    "\t",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "|",
    "|--|",
    "**",
    "_",
    "`",
    "```\n",
    "<b>",
    "<!--",
    "![](x)",
    "](#",
    "\"",
    "'",
    "\u{E000}",
    "é–🙂",
    "\0",
];

/// A small random number generator, the same on every run (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// A position between two characters.
    fn place(&mut self, text: &str) -> usize {
        let wanted = self.below(text.len() + 1);
        (wanted..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
    }

    fn mutate(&mut self, text: &mut String) {
        let (one, other) = (self.place(text), self.place(text));
        let (from, to) = (one.min(other), one.max(other).min(one.min(other) + 40));
        let to = (to..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        match self.below(4) {
            0 => text.replace_range(from..to, ""),
            1 => {
                let copied = text[from..to].to_owned();
                let at = self.place(text);
                text.insert_str(at, &copied);
            }
            _ => text.insert_str(from, PIECES[self.below(PIECES.len())]),
        }
    }
}

#[test]
fn no_mutation_of_a_good_report_panics() {
    let pack = pack();
    let results = analyse(&pack);
    let file = Arc::from("report.md");
    let (_, findings) = narrate(&pack, &results, GOOD, &file);
    assert!(findings.is_empty(), "{findings:#?}");
    let mut dice = Dice(1);
    for _ in 0..ROUNDS {
        let mut text = GOOD.to_owned();
        for _ in 0..=dice.below(6) {
            dice.mutate(&mut text);
        }
        let (paper, findings) = narrate(&pack, &results, &text, &file);
        assert!(serde_json::to_string(&paper).is_ok());
        let lines = u32::try_from(text.split('\n').count()).unwrap();
        assert!(findings.iter().all(|finding| finding.place.line <= lines.max(40)), "{text}");
    }
}

#[test]
fn great_masses_are_told_quickly() {
    let many = |piece: &str| piece.repeat(100_000 / piece.len());
    let thousands = |piece: &str| piece.repeat(10_000);
    let cases = [
        ("half a megabyte in an expression", format!("# A\n\n{{{{ \"{}\" }}}}\n", "x".repeat(490_000))),
        ("ten thousand braces", thousands("{")),
        ("braces that open", many("{{ ")),
        ("braces that open and close", many("{{x}}")),
        ("marks", many("{#")),
        ("marks that close", many("{#a}")),
        ("names of blocks", many("[[")),
        ("blocks on their lines", many("[[ x ]]\n\n")),
        ("brackets", thousands("[")),
        ("links", many("[a](#b)")),
        ("quotations", format!("{}x", thousands("> "))),
        ("many quotations", format!("# A\n\n{}x", "> ".repeat(200_000))),
        ("many marks of quotations", format!("# A\n\n{}x", ">".repeat(400_000))),
        ("many lists", format!("# A\n\n{}x", "- ".repeat(200_000))),
        ("many numbers", format!("# A\n\n{}x", "1. ".repeat(150_000))),
        ("many of both", format!("# A\n\n{}x", ">1) ".repeat(100_000))),
        ("lists in lists", format!("{}x", "- ".repeat(5_000))),
        ("emphasis", thousands("*a **b ")),
        ("stars", many("*")),
        ("headings", many("# a\n\n")),
        ("table", format!("|a|b|\n|-|-|\n{}", many("|x|y|\n"))),
        ("HTML", many("<b>")),
        ("round brackets", format!("{{{{ {}1{} }}}}", "(".repeat(200), ")".repeat(200))),
        ("negations", format!("{{{{ {}1 }}}}", "not ".repeat(120))),
        ("conditions", format!("{{{{ {}1 }}}}", "1 if 1 else ".repeat(35))),
        ("attributes", format!("{{{{ paper{} }}}}", ".a".repeat(200))),
        ("joined", format!("{{{{ {}1 }}}}", "1 ~ ".repeat(110))),
        ("one long line", many("a b ")),
        ("lines", many("a\n")),
        ("paragraphs", many("a\n\n")),
    ];
    let pack = pack();
    let results = analyse(&pack);
    for (name, text) in cases {
        let start = Instant::now();
        let (paper, _) = narrate(&pack, &results, &text, &Arc::from("report.md"));
        assert!(serde_json::to_string(&paper).is_ok(), "{name}");
        let took = start.elapsed();
        // The slowest takes a quarter of a second; a quadratic algorithm would take minutes.
        assert!(took < Duration::from_secs(10), "{name}: {took:?}");
    }
}
