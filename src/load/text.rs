//! Decodes the bytes of a file as text: UTF-8, with one kind of line ending.
//!
//! A file in another encoding gets a finding but is still decoded, so that the rest of it is checked in the same
//! run. The text is not interpreted here; that is left to [`crate::load::tree`].

use std::str;
use std::sync::Arc;

use crate::finding::{Code, Finding, Place};
use crate::source::SourceText;

const SAVE_AS_UTF_8: &str = "save the file as UTF-8: in Notepad choose File, Save as, Encoding: UTF-8; \
     in Excel or Word copy the text into Notepad and save it from there";

/// The first bytes of files that are not plain text, whatever their name says.
const NOT_PLAIN: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a Word or Excel file, or a ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
];

/// The meaning of the bytes 0x80 to 0x9F in Windows-1252. Five have none and become replacement characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// The text of a file, decoded as well as possible, and the faults found.
///
/// Line endings become `\n`; unprintable characters become spaces, so that lines and columns stay the same.
pub fn decode(bytes: &[u8], file: &Arc<str>) -> (String, Vec<Finding>) {
    let (text, mut findings) = decode_any(bytes, file);
    if findings.iter().all(|finding| finding.code != Code::Encoding || !text.is_empty())
        && !says_something(&text)
    {
        findings.push(Finding::new(
            Code::EmptyFile,
            Place::start_of(file),
            "the file is empty, or holds nothing but comments",
            "write its contents, or take the file out of the folder",
        ));
    }
    (text, findings)
}

/// The text of a file that may be empty, and in which `#` does not begin a comment.
pub fn decode_any(bytes: &[u8], file: &Arc<str>) -> (String, Vec<Finding>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(finding) = not_plain(bytes, file) {
        return (String::new(), vec![finding]);
    }
    let (text, mut findings) = letters(bytes, file);
    let text = match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text,
    };
    let text = match unprintable(&text, file) {
        Some(unprintable) => {
            findings.push(unprintable);
            text.replace(is_unprintable, " ")
        }
        None => text,
    };
    let text = match one_version(&text, file) {
        Some((kept, merged)) => {
            findings.push(merged);
            kept
        }
        None => text,
    };
    match heap(&text, file) {
        None => (text, findings),
        Some(heap) => {
            findings.push(heap);
            (without_heaps(&text), findings)
        }
    }
}

/// A text in which two versions stand below each other, as programs that merge files leave them: the first version, with
/// spaces in the place of the rest, and one finding for all.
fn one_version(text: &str, file: &Arc<str>) -> Option<(String, Finding)> {
    let [begins, other, ends] = ["<<<<<<<", "=======", ">>>>>>>"];
    let is = |line: &str, mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let (first, last) =
        (text.lines().position(|line| is(line, begins))?, text.lines().filter(|line| is(line, ends)).count());
    (last > 0 && text.lines().any(|line| is(line, other))).then_some(())?;
    let (mut kept, mut keeps) = (String::with_capacity(text.len()), true);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        let is_mark = [begins, "|||||||", other, ends].iter().any(|mark| is(bare, mark));
        if is(bare, "|||||||") || is(bare, other) {
            keeps = false;
        }
        if keeps && !is_mark {
            kept.push_str(line);
        } else {
            kept.extend(std::iter::repeat_n(' ', bare.len()));
            kept.push_str(&line[bare.len()..]);
        }
        keeps |= is(bare, ends);
    }
    let more = match last {
        1 => String::new(),
        more => format!(", at {more} places"),
    };
    let what = format!(
        "two versions of the same lines stand here, parted by `{begins}`, `{other}` and `{ends}`{more}"
    );
    let fix = "keep the lines of one version, and take out those of the other and the lines with the marks";
    let source = SourceText::new(text, file);
    Some((kept, Finding::new(Code::Syntax, source.place(source.start(first)), what, fix)))
}

fn not_plain(bytes: &[u8], file: &Arc<str>) -> Option<Finding> {
    let (_, kind) = NOT_PLAIN.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    Some(Finding::new(
        Code::Encoding,
        Place::start_of(file),
        format!("the file is {kind}, not plain text"),
        "copy its text into Notepad and save that: File, Save as, Encoding: UTF-8",
    ))
}

/// Decodes bytes using their most likely encoding.
fn letters(bytes: &[u8], file: &Arc<str>) -> (String, Vec<Finding>) {
    if let Some(to_unit) = utf_16(bytes) {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| to_unit([pair[0], pair[1]])).collect();
        let text = String::from_utf16_lossy(&units);
        let what = "the file is saved as UTF-16 (some programs call it Unicode), not as UTF-8";
        let finding = Finding::new(Code::Encoding, Place::start_of(file), what, SAVE_AS_UTF_8);
        return (text.trim_start_matches('\u{FEFF}').to_owned(), vec![finding]);
    }
    match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Vec::new()),
        Err(_) => windows_1252(bytes, file),
    }
}

/// How to combine two bytes, if the text is UTF-16: it has a byte order mark, or every other byte is zero.
fn utf_16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let start = &bytes[..bytes.len().min(512)];
    let pairs = start.chunks_exact(2);
    let all = pairs.len();
    let zeros = |which: usize| pairs.clone().filter(|pair| pair[which] == 0).count();
    // In English text nearly all bytes on one side are zero; other files have few zero bytes.
    let mostly = |count: usize| count > 0 && count * 10 > all * 6;
    match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ if mostly(zeros(1)) && !mostly(zeros(0)) => Some(u16::from_le_bytes),
        _ if mostly(zeros(0)) && !mostly(zeros(1)) => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Reads bytes that are not UTF-8 as Windows-1252, and keeps valid UTF-8, because pasted files are often a mixture.
fn windows_1252(bytes: &[u8], file: &Arc<str>) -> (String, Vec<Finding>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            first.get_or_insert((text.len(), from_1252(*byte)));
            text.push(from_1252(*byte));
        }
    }
    let findings = first.map(|(at, letter)| {
        let what = format!(
            "the file is not saved as UTF-8 but as Windows-1252 (Notepad calls it ANSI); \
             the first letter that shows it is `{letter}`"
        );
        let (lines, at) = (text.replace("\r\n", "\n"), at - text[..at].matches("\r\n").count());
        let place = SourceText::new(&lines, file).place(at);
        Finding::new(Code::Encoding, place, what, SAVE_AS_UTF_8)
    });
    (text, findings.into_iter().collect())
}

fn from_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// Marks over one letter. Unicode's own form for streams of text allows thirty (UAX #15, section 13); whoever sets
/// letters in type looks at each of them again for every other.
const MOST_MARKS: usize = 30;

/// A mark that is set over the letter before it, or that has no width of its own.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{200b}'..='\u{200d}'
            | '\u{ad}'
            | '\u{2060}'
            | '\u{feff}'
    )
}

/// The first letter that bears more marks than any writing has.
fn heap(text: &str, file: &Arc<str>) -> Option<Finding> {
    let (mut letter, mut marks) = ((0, ' '), 0);
    for (at, c) in text.char_indices() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks == 0 {
            letter = (at, c);
        }
        if marks > MOST_MARKS {
            let rest = text[at..].chars().take_while(|c| is_mark(*c)).count() - 1;
            let what = format!(
                "the letter `{}` bears {} marks that have no room of their own",
                letter.1,
                marks + rest
            );
            let fix = "delete it and type the text again";
            return Some(Finding::new(
                Code::Character,
                SourceText::new(text, file).place(letter.0),
                what,
                fix,
            ));
        }
    }
    None
}

/// The text without the marks that are too many.
fn without_heaps(text: &str) -> String {
    let mut marks = 0;
    let bears = |c: &char| {
        marks = if is_mark(*c) { marks + 1 } else { 0 };
        marks <= MOST_MARKS
    };
    text.chars().filter(bears).collect()
}

/// One finding for all characters that cannot be printed, at the first of them.
fn unprintable(text: &str, file: &Arc<str>) -> Option<Finding> {
    let (at, first) = text.char_indices().find(|(_, c)| is_unprintable(*c))?;
    let further = match text.matches(is_unprintable).count() - 1 {
        0 => String::new(),
        1 => ", and another one further down".to_owned(),
        more => format!(", and {more} more further down"),
    };
    let what = format!("{} stands here, which cannot be printed{further}", name_of(first));
    Some(Finding::new(
        Code::Character,
        SourceText::new(text, file).place(at),
        what,
        "delete it and type the text again",
    ))
}

/// Control characters, and the three that YAML takes for line endings but editors do not.
fn is_unprintable(c: char) -> bool {
    let wanted = matches!(c, '\n' | '\t');
    (c.is_control() && !wanted) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}' | '\u{FFFD}')
}

fn name_of(c: char) -> String {
    match c {
        '\0' => "a zero byte".to_owned(),
        '\u{B}' | '\u{2028}' => "a soft line break, as Word makes it,".to_owned(),
        '\u{C}' => "a page break".to_owned(),
        '\u{FFFD}' => "the sign for a letter that was lost when the text was converted".to_owned(),
        other => format!("a hidden character (U+{:04X})", u32::from(other)),
    }
}

fn says_something(text: &str) -> bool {
    let blank = |line: &str| {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
    };
    !text.lines().all(blank)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::decode;

    /// The text, and each finding as `line:column code: what`.
    fn decoded(bytes: &[u8]) -> (String, Vec<String>) {
        let (text, findings) = decode(bytes, &Arc::from("f.yaml"));
        let shown = |f: &crate::finding::Finding| {
            format!("{}:{} {}: {}", f.place.line, f.place.column, f.code.name(), f.what)
        };
        (text, findings.iter().map(shown).collect())
    }

    fn utf_16(text: &str, mark: bool, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = if mark { "\u{FEFF}" } else { "" };
        format!("{mark}{text}").encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn good_files_pass_in_silence() {
        let text = "council: Sir Gâr £5 – “ok” 🙂\n".to_owned();
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        assert_eq!(decoded(text.as_bytes()), (text.clone(), vec![]));
        assert_eq!(decoded(&marked), (text, vec![]));
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        let same = ("a: 1\nb: 2\n\nc: 3\n".to_owned(), vec![]);
        assert_eq!(decoded(b"a: 1\r\nb: 2\r\n\r\nc: 3\r\n"), same);
        assert_eq!(decoded(b"a: 1\rb: 2\r\rc: 3\r"), same);
        assert_eq!(decoded(b"a: 1\r\nb: 2\n\rc: 3\r"), same);
    }

    #[test]
    fn utf_16_is_named_and_read() {
        let text = "title: Gofal £5\n";
        let says = "1:1 encoding: the file is saved as UTF-16 (some programs call it Unicode), not as UTF-8";
        for mark in [true, false] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(decoded(&utf_16(text, mark, order)), (text.to_owned(), vec![says.to_owned()]));
            }
        }
    }

    #[test]
    fn windows_1252_is_named_at_its_first_letter_and_read() {
        let says = "2:10 encoding: the file is not saved as UTF-8 but as Windows-1252 (Notepad calls it ANSI); \
                    the first letter that shows it is `£`";
        let (text, findings) = decoded(b"a: 1\r\nb: costs \xA3141m \x96 \x93all\x94\r\n");
        assert_eq!(text, "a: 1\nb: costs £141m – “all”\n");
        assert_eq!(findings, [says]);
        // A mixture: UTF-8 is kept, and columns count characters.
        let (text, findings) = decoded(b"\xC2\xA3: caf\xE9");
        assert_eq!(text, "£: café");
        assert!(findings[0].starts_with("1:7 encoding"), "{findings:?}");
    }

    #[test]
    fn what_cannot_be_printed_is_named_once() {
        let cases: [(&[u8], &str, &str); 5] = [
            (b"a: x\0y", "a: x y", "1:5 character: a zero byte stands here, which cannot be printed"),
            (
                b"a: 1\nb: x\x0By\x0B\x0Cz",
                "a: 1\nb: x y  z",
                "2:5 character: a soft line break, as Word makes it, stands here, which cannot be printed, \
                 and 2 more further down",
            ),
            (
                "a: x\u{85}y\u{1}".as_bytes(),
                "a: x y ",
                "1:5 character: a hidden character (U+0085) stands here, which cannot be printed, \
                 and another one further down",
            ),
            (
                "a: x\u{2028}y".as_bytes(),
                "a: x y",
                "1:5 character: a soft line break, as Word makes it, stands here, which cannot be printed",
            ),
            (
                "a: \u{FFFD}5m".as_bytes(),
                "a:  5m",
                "1:4 character: the sign for a letter that was lost when the text was converted stands here, \
                 which cannot be printed",
            ),
        ];
        for (bytes, text, says) in cases {
            assert_eq!(decoded(bytes), (text.to_owned(), vec![says.to_owned()]));
        }
    }

    #[test]
    fn a_letter_that_bears_a_thousand_marks_is_named_once() {
        let says = "1:4 character: the letter `e` bears 1000 marks that have no room of their own";
        let (text, findings) = decoded(format!("a: e{}x\n", "\u{301}".repeat(1000)).as_bytes());
        assert_eq!(findings, [says]);
        assert_eq!(text, format!("a: e{}x\n", "\u{301}".repeat(30)));
        assert_eq!(decoded(format!("b: 1\na: x{}", "\u{200b}".repeat(31)).as_bytes()).1.len(), 1);
        // Letters with several accents, as some languages write them, and in one line any number of such letters.
        assert_eq!(decoded("a: e\u{302}\u{301}".repeat(100).as_bytes()).1, [""; 0]);
        assert_eq!(decoded(format!("a: e{}", "\u{301}".repeat(30)).as_bytes()).1, [""; 0]);
    }

    #[test]
    fn empty_files_and_files_of_comments_are_one_finding() {
        for bytes in ["", "\n \t\n", "# nothing\n\n  # yet\n", "\u{FEFF}", "---\n# a\n"] {
            let says = "1:1 empty-file: the file is empty, or holds nothing but comments";
            assert_eq!(decoded(bytes.as_bytes()).1, [says], "{bytes:?}");
        }
    }

    #[test]
    fn two_versions_are_one_finding_and_the_first_is_read() {
        let (text, findings) = decoded(b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\nc: 4\n");
        assert_eq!(text.lines().map(str::trim).collect::<Vec<_>>(), ["a: 1", "", "b: 2", "", "", "", "c: 4"]);
        assert_eq!(
            findings,
            [
                "2:1 syntax: two versions of the same lines stand here, parted by `<<<<<<<`, `=======` and `>>>>>>>`"
            ]
        );
        assert_eq!(decoded(b"a: 1\n=======\nb: 2\n").1, Vec::<String>::new());
    }

    #[test]
    fn office_files_with_a_wrong_name_are_one_finding() {
        for (bytes, kind) in [
            (b"PK\x03\x04\0\0".as_slice(), "a Word or Excel file, or a ZIP archive"),
            (b"%PDF-1.7\n", "a PDF"),
            (b"{\\rtf1\\ansi", "a Rich Text file"),
        ] {
            let says = format!("1:1 encoding: the file is {kind}, not plain text");
            assert_eq!(decoded(bytes), (String::new(), vec![says]));
        }
    }
}
