//! What clerks type, and the findings they get.

use std::sync::Arc;

use crate::finding::{Finding, Part};
use crate::load::entries::{self, Entries};
use crate::load::slips::begins_item;
use crate::load::tree::{Node, Written};

/// Reads measures if the text is a list, otherwise keys.
fn read(bytes: &[u8]) -> (Option<Node>, Vec<Finding>) {
    let text = String::from_utf8_lossy(bytes);
    let says = |line: &&str| !(line.is_empty() || line.starts_with('#') || *line == "---");
    let first = text.lines().map(str::trim_start).find(says);
    let of = if first.is_some_and(begins_item) { Entries::Measures(Part::Measures) } else { Entries::Keys };
    entries::read(bytes, &Arc::from("f.yaml"), of)
}

/// Each finding as `line:column code`.
fn told(text: &str) -> Vec<String> {
    let (_, findings) = read(text.as_bytes());
    findings.iter().map(|f| format!("{}:{} {}", f.place.line, f.place.column, f.code.name())).collect()
}

/// Each finding as `what; fix`.
fn messages(text: &str) -> Vec<String> {
    let (_, findings) = read(text.as_bytes());
    findings.iter().map(|f| format!("{}; {}", f.what, f.fix)).collect()
}

/// The tree on one line: quoted text in quotes, `_` for a blank, `?` for a value that could not be read.
fn tree(text: &str) -> String {
    read(text.as_bytes()).0.as_ref().map_or("nothing".to_owned(), shown)
}

fn shown(node: &Node) -> String {
    let list = |all: Vec<String>| all.join(", ");
    match &node.is {
        Written::Blank => "_".to_owned(),
        Written::Unread => "?".to_owned(),
        Written::Scalar { text, plain: true } => text.clone(),
        Written::Scalar { text, plain: false } => format!("{text:?}"),
        Written::List(nodes) => format!("[{}]", list(nodes.iter().map(shown).collect())),
        Written::Map(entries) => {
            format!(
                "{{{}}}",
                list(entries.iter().map(|(k, v)| format!("{}: {}", shown(k), shown(v))).collect())
            )
        }
    }
}

const GOOD: &str = "\
# A measure.
- number: 6
  id: carer-quality-of-life          # stable
  title: \"Carers: quality of life\"
  unit: score out of 12
  target: 7.50
  tolerance: 10%
  priorities: [carers, 'safe']
  comment: >
    The first: line, with a # in it
    and - the second.
  action: Plain text over
    two lines
  note: “curly” – and\u{A0}odd
  empty:
  readings:
    2014-15: 7.60
    2015-16: z
    2018-19: { value: 6.6, margin: 0.2, status: [p, r] }
  comparators:
    england: {2014-15: 7.9,
      2018-19: 7.5}
- number: 007
  flags: [yes, null, ~, 1e3, 0x1F, 12345678901234567890123456789, -0.50, .inf]
";

#[test]
fn a_good_file_is_read_as_typed() {
    assert_eq!(told(GOOD), Vec::<String>::new());
    assert_eq!(
        tree(GOOD),
        "[{number: 6, id: carer-quality-of-life, title: \"Carers: quality of life\", unit: score out of 12, \
         target: 7.50, tolerance: 10%, priorities: [carers, \"safe\"], \
         comment: \"The first: line, with a # in it and - the second.\\n\", action: Plain text over two lines, \
         note: “curly” – and\u{A0}odd, empty: _, \
         readings: {2014-15: 7.60, 2015-16: z, 2018-19: {value: 6.6, margin: 0.2, status: [p, r]}}, \
         comparators: {england: {2014-15: 7.9, 2018-19: 7.5}}}, \
         {number: 007, flags: [yes, null, ~, 1e3, 0x1F, 12345678901234567890123456789, -0.50, .inf]}]"
    );
}

#[test]
fn every_slip_is_told_at_its_own_place() {
    let cases: &[(&str, &[&str])] = &[
        // Spaces.
        ("- number: 6\n\tid: x\n\treadings:\n\t\t2014-15: 7.6\n", &["2:1 tab"]),
        ("-\tnumber: 6\n  id: x\n", &["1:2 tab"]),
        ("comment: >\n\tText\nid: x\n", &["2:1 tab"]),
        ("a:\tx\n", &[]),
        ("- id: x\n  title:\u{A0}Foo\n", &["2:9 odd-space"]),
        ("readings:\n\u{A0}\u{A0}2014-15: 7.6\n  2015-16: z\n", &["2:1 odd-space"]),
        ("-\u{A0}id: x\n- id: y\n", &["1:2 odd-space"]),
        ("ti\u{200B}tle: x\n", &["1:3 odd-space"]),
        ("target: 1\u{202F}234\n", &["1:10 odd-space"]),
        ("title: Care\u{A0}home\n", &[]),
        // Quotes.
        ("title: “Safe: at home”\nid: x\n", &["1:8 curly-quote"]),
        ("id: ‘x’\n", &["1:5 curly-quote"]),
        ("title: “Safe at home”\n", &[]),
        ("title: \"Good\" or better\nid: x\n", &["1:14 quote-in-text"]),
        ("comment: 'It's late'\nid: x\n", &["1:14 quote-in-text"]),
        ("title: \"Good\nowner: \"Bad\"\nid: x\n", &["1:8 quote-in-text"]),
        ("title: \"Good\nowner: Bad\"\nid: x\n", &["1:8 quote-in-text"]),
        ("id: x\ntitle: 'Tis the season\nowner: me\n", &["2:8 quote-in-text"]),
        ("title: \"one\n  two\" three\nid: x\n", &["2:7 quote-in-text"]),
        ("source: \"C:\\data\"\nid: x\n", &["1:12 quote-in-text"]),
        ("a: [x, \"y]\nid: x\n", &["1:4 quote-in-text"]),
        ("title: Mrs Smith's \"own\" choice\n", &[]),
        // Colons and dashes.
        ("id: x\ntitle: Safe: at home\n", &["2:12 colon-in-text"]),
        ("comment: The first\n  so see: the rest\n  and more\nid: x\n", &["2:9 colon-in-text"]),
        ("id: x\ntitle:Foo\nowner: me\n", &["2:6 no-space-after-colon"]),
        ("readings:\n  2014-15:7.6\n  2015-16:z\n", &["2:10 no-space-after-colon"]),
        ("readings:\n  2014-15: { value:6.6, margin: 1 }\n", &["2:19 no-space-after-colon"]),
        ("link: https://example.org\ntime: 10:30\n", &[]),
        ("- id: a\n-id: b\n  code: x\n", &["2:1 no-space-after-dash"]),
        ("-number: 6\n  id: b\n", &["1:1 no-space-after-dash"]),
        ("priorities:\n  -carers\n  -safe\n", &["2:3 no-space-after-dash"]),
        ("target: -5\n", &[]),
        ("• number: 6\n  id: x\n", &["1:1 syntax"]),
        // Columns.
        ("- id: x\n   title: y\n  kind: z\n", &["2:4 indentation"]),
        ("- id: x\n  code: y\n kind: z\n", &["3:2 indentation"]),
        ("readings:\n   2014-15: 7.6\n  2015-16: z\n  2016-17: 1\n", &["2:4 indentation"]),
        ("readings:\n    2014-15: 7.6\n    2015-16: z\n  2016-17: 1\n", &["4:3 indentation"]),
        ("  council: W\ncommittee: H\ntitle: T\n", &["1:3 indentation"]),
        ("comment: >\nText here\nand more\nid: x\n", &["2:1 indentation"]),
        ("title: A\nSome prose that belongs above\nid: x\n", &["2:1 syntax"]),
        ("title = Foo\nid: x\n=====\nid2: y\n", &["1:1 syntax", "3:1 syntax"]),
        // Marks.
        ("title: @home\nnote: `x`\naction: %5\nid: x\n", &["1:8 syntax", "2:7 syntax", "3:9 syntax"]),
        (
            "comment: *5 is late\nplan: !now\nabout: & so\n",
            &["1:10 anchor-or-tag", "2:7 anchor-or-tag", "3:8 anchor-or-tag"],
        ),
        (
            "a: &x 1\nb: *x\nc:\n  d: &y\n    e: 1\n",
            &["1:4 anchor-or-tag", "2:4 anchor-or-tag", "4:6 anchor-or-tag"],
        ),
        ("comment: > Some text\nid: x\n", &["1:11 syntax"]),
        ("target: >75\nid: x\n", &["1:9 syntax"]),
        ("target: >5\nid: x\n", &["1:9 syntax"]),
        ("readings:\n  2014-15: -\n  2015-16: z\n", &["2:12 syntax"]),
        ("title: [draft] Scorecard\nid: x\n", &["1:15 syntax"]),
        // Brackets.
        ("themes: [a, b\nreadings: { 2014-15: 7.6\nid: x\n", &["1:9 syntax", "2:11 syntax"]),
        ("england: { 2014-15: 7.9\n           2016-17: 7.7 }\nid: x\n", &["1:24 syntax"]),
        ("themes: [a, b]]\nid: x\n", &["1:15 syntax"]),
        ("colours: [#00703c, \"#fff\"]\nid: x\n", &["1:11 cut-off-text"]),
        // Cut off.
        ("comment: #3 is late\nid: x\n", &["1:10 cut-off-text"]),
        ("title: Foo #3\n", &["1:12 cut-off-text"]),
        ("title: Foo  # a note of the author\nid: x # so is this\n", &[]),
        ("action: Foo\n  bar #7\n", &["2:7 cut-off-text"]),
        ("comment: foo # bar\n  baz\nid: x\n", &["1:14 cut-off-text"]),
        // The file as a whole.
        ("a: 1\n---\nb: 2\n", &["2:1 second-document"]),
        ("---\na: 1\n---\n", &[]),
        ("id: 1\ncode: x\nid: 2\n", &["3:1 duplicate-key"]),
        ("[a]: 1\n", &["1:1 wrong-shape"]),
        ("", &["1:1 empty-file"]),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "\n{text}");
    }
}

#[test]
fn what_stands_beside_a_fault_is_still_read() {
    let text = "title: Safe: at home\nid:x\nthemes: [a, b\nreadings:\n   2014-15: 7.60\n  2015-16: z\n  2016-17: 7\n";
    assert_eq!(
        told(text),
        ["1:12 colon-in-text", "2:3 no-space-after-colon", "3:9 syntax", "5:4 indentation"]
    );
    assert_eq!(tree(text), "{title: ?, id: ?, themes: ?, readings: ?}");
    let text = "title: Fine\nstatus: \"draft\nkinds:\n- name: outcome\nthemes: [a, b\nversion: 1\n";
    assert_eq!(told(text), ["2:9 quote-in-text", "5:9 syntax"]);
    assert_eq!(tree(text), "{title: Fine, kinds: [{name: outcome}], version: 1, status: ?, themes: ?}");
}

#[test]
fn a_measure_with_a_fault_leaves_the_others_readable_wherever_their_dashes_stand() {
    let cases = [
        ("- id: a\n  title: A: B\n- id: b\n- id: c\n  title: \"C\n", "2:11 colon-in-text"),
        ("---\n- id: a\n  title: A: B\n- id: b\n- id: c\n  title: \"C\n", "3:11 colon-in-text"),
        ("  - id: a\n    title: A: B\n  - id: b\n  - id: c\n    title: \"C\n", "2:13 colon-in-text"),
        ("-\n  id: a\n  title: A: B\n-\n  id: b\n-\n  id: c\n  title: \"C\n", "3:11 colon-in-text"),
    ];
    for (text, first) in cases {
        let found = told(text);
        assert_eq!(found.len(), 2, "{found:?}\n{text}");
        assert_eq!(found[0], first, "\n{text}");
        assert!(found[1].ends_with(" quote-in-text"), "{found:?}\n{text}");
        assert_eq!(tree(text), "[?, {id: b}, ?]", "\n{text}");
        let (_, findings) = read(text.replace("id: a", "number: 7").as_bytes());
        assert_eq!(findings[0].words(), Some("measure 7, A: B"), "\n{text}");
    }
}

#[test]
fn two_measures_in_one_because_a_dash_is_missing_are_read_as_two() {
    let text = "- number: 1\n  id: a\n  number: 2\n  id: b\n  number: 3\n  id: c\n";
    assert_eq!(told(text), ["3:3 duplicate-key", "5:3 duplicate-key"]);
    assert_eq!(tree(text), "[{number: 1, id: a}, {number: 2, id: b}, {number: 3, id: c}]");
}

#[test]
fn of_very_many_faults_the_first_are_listed_and_the_others_counted() {
    let text = "- number: 1\n  title: A: B\n".repeat(300);
    let found = messages(&text);
    assert_eq!(found.len(), 201);
    assert_eq!(
        found[200],
        "from here on 100 entries are not read, because so many above have faults; \
         mend the faults above, then check again"
    );
    let tabs = "- number: 1\n\tid: a\n".repeat(300);
    assert_eq!(
        messages(&tabs)[0],
        "a tab stands in front of `id: a`; 299 more lines have one too; write spaces instead: `  id: a`"
    );
    assert_eq!(messages(&tabs).len(), 2);
}

#[test]
fn messages_say_what_to_write() {
    let cases = [
        (
            "title: Safe: at home",
            "the text of `title` holds a colon and a space: `Safe: at home`; write `title: \"Safe: at home\"`",
        ),
        (
            "comment: 'It's late'",
            "the text of `comment` goes on behind its closing quote: `s late'`; write `comment: \"It's late\"`",
        ),
        (
            "title: \"Good\" or better",
            "the text of `title` goes on behind its closing quote: `or better`; write `title: '\"Good\" or better'`",
        ),
        (
            "title: “Safe: at home”",
            "the quotes around the text of `title` are curly, so they do not count as quotes: `“Safe: at home”`; \
             write `title: \"Safe: at home\"`, with straight quotes",
        ),
        ("a: 1\ntitle:Foo\nb: 2", "a space is missing behind the colon of `title:Foo`; write `title: Foo`"),
        ("-number: 6\n  id: x", "a space is missing behind the dash of `-number: 6`; write `- number: 6`"),
        (
            "- id: x\n   kind: y",
            "`kind: y` begins in column 4, the others of its group in column 3; begin the line with 2 spaces",
        ),
        ("- id: x\n\tkind: y", "a tab stands in front of `kind: y`; write spaces instead: `  kind: y`"),
        (
            "title: Foo #3",
            "the text of `title` ends in front of the `#`, and `#3` is lost; if it is a comment of your own, \
             leave two spaces in front of the `#`; if it belongs to the text, write `title: \"Foo #3\"`",
        ),
        (
            "themes: [a, b\nid: x",
            "the bracket `[` of `themes` is never closed: `[a, b`; write `themes: [a, b]`",
        ),
        (
            "2014-15: -",
            "the value of `2014-15` is a dash, which does not say why there is none; \
             write the reason: `2014-15: x` if it is not available, `2014-15: z` if it does not apply",
        ),
        ("title = Foo\nid: x", "the line `title = Foo` has no key; write `title: Foo`"),
    ];
    for (text, message) in cases {
        assert_eq!(messages(text), [message], "\n{text}");
    }
}

/// At each place, the source must really contain what the tree says.
#[test]
fn every_place_is_where_its_text_stands() {
    fn visit(node: &Node, lines: &[&str], seen: &mut usize) {
        let line = lines[node.place.line as usize - 1];
        let rest: String = line.chars().skip(node.place.column as usize - 1).collect();
        *seen += 1;
        match &node.is {
            Written::Blank | Written::Unread => assert!(rest.trim().is_empty(), "{rest}"),
            Written::Scalar { text, plain: true } => {
                let first: String = text.split(' ').next().unwrap_or_default().to_owned();
                assert!(rest.starts_with(&first), "{text} at {rest}");
            }
            Written::Scalar { plain: false, .. } => {
                assert!(rest.starts_with(['"', '\'', '>', '|']), "{rest}");
            }
            Written::List(nodes) => {
                assert!(rest.starts_with(['-', '[']), "{rest}");
                for node in nodes {
                    visit(node, lines, seen);
                }
            }
            Written::Map(entries) => {
                let first = entries.first().map(|(key, _)| key.place.clone());
                assert!(rest.starts_with('{') || first == Some(node.place.clone()), "{rest}");
                entries
                    .iter()
                    .flat_map(|(key, value)| [key, value])
                    .for_each(|node| visit(node, lines, seen));
            }
        }
    }
    let lines: Vec<&str> = GOOD.lines().collect();
    let root = read(GOOD.as_bytes()).0.expect("a tree");
    let mut seen = 0;
    visit(&root, &lines, &mut seen);
    assert_eq!(seen, 63);
}

/// The source at each range must be what was written, and read as the same text again.
#[test]
fn every_text_of_the_examples_is_found_at_its_range() {
    fn visit(node: &Node, source: &str, seen: &mut usize) {
        let written = &source[node.range.clone()];
        match &node.is {
            Written::Blank | Written::Unread => assert_eq!(written, ""),
            Written::Scalar { text, plain } => {
                *seen += 1;
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let again: String = serde_yaml::from_str(written).unwrap_or_else(|_| written.to_owned());
                assert_eq!(words(&again), words(text));
                assert!(!plain || words(written) == words(text), "{written}");
            }
            Written::List(nodes) => nodes.iter().for_each(|node| visit(node, source, seen)),
            Written::Map(pairs) => {
                pairs.iter().flat_map(|(key, value)| [key, value]).for_each(|node| visit(node, source, seen));
            }
        }
        if let Written::List(_) | Written::Map(_) = node.is {
            let closed = written.ends_with([']', '}']) == written.starts_with(['[', '{']);
            assert!(closed || !written.starts_with(['[', '{']), "{written}");
        }
    }
    let mut seen = 0;
    for pack in ["exampleshire", "wiltshire"] {
        for folder in ["", "measures"] {
            let folder = format!("{}/data/{pack}/{folder}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|ending| ending == "yaml") {
                    let text = std::fs::read_to_string(path).unwrap();
                    visit(&read(text.as_bytes()).0.unwrap(), &text, &mut seen);
                }
            }
        }
    }
    visit(&read(GOOD.as_bytes()).0.unwrap(), GOOD, &mut seen);
    assert!(seen > 5_000, "{seen}");
}

/// A small random number generator with a fixed seed (xorshift), so that failures can be reproduced.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }
}

#[test]
fn thousands_of_slips_never_pass_unread_and_never_panic() {
    const TYPED: &[&str] = &[
        ":", ": ", " ", "  ", "\n", "\t", "\"", "'", "[", "]", "{", "}", ",", "#", " #", "&", "*", "!", "|",
        ">", "- ", "-", "\\", "\u{A0}", "“", "%", "@", "`", "?", "---\n", "\0", "é", "🙂", "&a ", "*a", "\r",
        "\u{FEFF}", "<<: ",
    ];
    let mut dice = Dice(0x5EED);
    for _ in 0..20_000 {
        let mut bytes = GOOD.as_bytes().to_vec();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(bytes.len());
            match dice.roll(4) {
                0 => drop(bytes.drain(at..(at + 1 + dice.roll(4)).min(bytes.len()))),
                1 => drop(bytes.splice(at..at, TYPED[dice.roll(TYPED.len())].bytes())),
                2 => bytes[at] = u8::try_from(dice.roll(256)).unwrap_or(0),
                _ => {
                    let again = bytes[at..(at + dice.roll(40)).min(bytes.len())].to_vec();
                    drop(bytes.splice(at..at, again));
                }
            }
        }
        let (root, findings) = read(&bytes);
        assert!(root.is_some() || !findings.is_empty(), "{}", String::from_utf8_lossy(&bytes));
        let lines = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        assert!(findings.iter().all(|f| (1..=lines).contains(&f.place.line) && f.place.column >= 1));
    }
}

#[test]
fn large_deep_and_malicious_files_are_quick() {
    let item =
        |n: usize| format!("- number: {n}\n  title: Measure\n  readings: {{ 2014-15: 7.60, 2015-16: z }}\n");
    let large: String = (0..70_000).map(item).collect();
    let bomb: String = std::iter::once("a0: &a0 [x, x]\n".to_owned())
        .chain((1..40).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))))
        .collect();
    let cases = [
        ("large", large.clone()),
        ("large and faulty", large.replace("title: M", "title:M")),
        ("deep", "[".repeat(1_000_000)),
        ("deep lists", "- ".repeat(500_000)),
        ("deep keys", (0..3_000).flat_map(|n| [" ".repeat(n), "a:\n".to_owned()]).collect()),
        ("deep behind quotes", "[\"]\",".repeat(20_000)),
        ("bomb", bomb),
        ("one line", format!("a: [{}]\n", "7.6, ".repeat(200_000))),
        ("quotes", "a: \"x\n".repeat(20_000)),
    ];
    for (name, text) in cases {
        // The test is that this ends at all: unbounded work would go on for hours.
        let (root, findings) = read(text.as_bytes());
        assert!(root.is_some() || !findings.is_empty(), "{name}");
    }
}

/// A measure as `scorecard new` writes it, with a comment after most lines.
const STARTER: &str = "\
# What people get.
- number: 1                         # the order on the page
  id: quality                       # never changes
  # code: 1A                        # if the framework has one
  title: Quality of life
  kind: outcome                     # one of the kinds
  unit: score
  owner: Head of Care               # a post
  priorities: [carers]              # names
  readings:
    2024-25: 19.0
    2025-26: 19.2
- number: 2
  id: second
  title: Second
  kind: outcome
  readings:
    2025-26: 19.2
";

#[test]
fn one_line_out_of_its_column_is_one_finding() {
    let cases = [
        ("  title: Quality", " title: Quality", "5:2 indentation"),
        ("  owner:", " owner:", "8:2 indentation"),
        ("  owner:", "owner:", "8:1 indentation"),
        ("  # code:", " code:", "4:2 indentation"),
        ("  kind: outcome   ", "   kind: outcome   ", "6:4 indentation"),
        ("- number: 1 ", "-  number: 1 ", "2:4 indentation"),
        ("- number: 2", "-  number: 2", "13:4 indentation"),
        ("- number: 1 ", "-number: 1 ", "2:1 no-space-after-dash"),
        ("- number: 2", "-number: 2", "13:1 no-space-after-dash"),
        ("- number: 2", "  number: 2", "13:3 duplicate-key"),
        ("- number: 2", "number: 2", "13:1 duplicate-key"),
        ("  readings:\n    2024", " readings:\n    2024", "10:2 indentation"),
    ];
    for (old, new, expected) in cases {
        let text = STARTER.replacen(old, new, 1);
        assert_ne!(text, STARTER, "{old}");
        assert_eq!(told(&text), [expected], "\n{text}");
    }
}

#[test]
fn remedies_hold_with_a_comment_behind_the_line() {
    let cases = [
        ("a: [x, y   # names\nid: z\n", "write `a: [x, y]`"),
        (
            "target: >19   # green\nid: z\n",
            "write the figure alone, `target: 19`; `better` says which side of it is good",
        ),
        (
            "target: >= 19%\nid: z\n",
            "write the figure alone, `target: 19`; `better` says which side of it is good",
        ),
        ("e: 2023-24: 18.9, 2024-25: 19 }  # all\nid: z\n", "write `e: { 2023-24: 18.9, 2024-25: 19 }`"),
        (
            "r:\n  2024-25: 19.0, 2025-26: 19.2\nid: z\n",
            "write `2024-25: 19.0` and, on a line of its own with 2 spaces in front, `2025-26: 19.2`",
        ),
        (
            "- number: 4 id: paid-work\n  title: z\n",
            "write `- number: 4` and, on a line of its own with 2 spaces in front, `id: paid-work`",
        ),
        (
            "2025-26: ( value: 19.2, margin: 1 )  # x\nid: z\n",
            "write `2025-26: { value: 19.2, margin: 1 }`, with braces",
        ),
        (
            "2025-26: *   # x\nid: z\n",
            "write the reason: `2025-26: c` if it is confidential, `2025-26: low` if it rounds to zero",
        ),
        (
            "comment: Note: read\n  on here.\nid: z\n",
            "write `comment: >` and the whole text below it, indented",
        ),
    ];
    for (text, fix) in cases {
        let told = messages(text);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with(&format!("; {fix}")), "{}", told[0]);
    }
}

#[test]
fn a_key_of_the_measure_among_its_readings_is_told_where_it_belongs() {
    let text = |inside: &str| {
        format!("- id: a\n  readings:\n    2024-25: 19.0\n{inside}- id: b\n  readings:\n    2025-26: 1\n")
    };
    let cases = [
        ("    target: 19.0\n", "begin the line with 2 spaces", "{2024-25: 19.0}, target: 19.0"),
        (
            "    target: 19.0\n    2025-26: 2\n",
            "begin the line with 2 spaces, and write it below the last line of `readings`",
            "{2024-25: 19.0, 2025-26: 2}, target: 19.0",
        ),
        (
            "    comparators:\n    england: { 2024-25: 3 }\n",
            "begin the line with 2 spaces",
            "{2024-25: 19.0}, comparators: {england: {2024-25: 3}}",
        ),
        (
            "    comparators:\n      england: { 2024-25: 3 }\n",
            "begin the line with 2 spaces",
            "{2024-25: 19.0}, comparators: {england: {2024-25: 3}}",
        ),
    ];
    for (inside, fix, read) in cases {
        let found = messages(&text(inside));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(&format!("stands within its `readings`; {fix}")), "{}", found[0]);
        assert_eq!(
            tree(&text(inside)),
            format!("[{{id: a, readings: {read}}}, {{id: b, readings: {{2025-26: 1}}}}]")
        );
    }
}
