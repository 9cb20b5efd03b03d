//! Slips in the marks of Markdown, which would be printed as they stand: `#Heading`, `-item`, `: caption`, tables that are
//! none, stars that are never closed, and links whose halves stand apart.
//!
//! Text is looked at with its expressions cut out, and quoted as it was written.

use std::ops::Range;

use crate::finding::Code;
use crate::narrate::cut::Report;
use crate::narrate::fault::Log;
use crate::narrate::typed_numbering::{TypedNumbering, typed_numbering};

/// The most words of a heading that was meant as one.
const LONGEST_HEADING: usize = 10;

/// The most lines of a table that a message shows.
const MOST_ROWS: usize = 30;

/// Reports the slips of a paragraph. Says whether the paragraph is none, but a table or a caption.
pub fn report_paragraph(report: &Report<'_>, span: &Range<usize>, log: &Log) -> bool {
    let paragraph = report.masked.get(span.clone()).unwrap_or_default();
    let lines: Vec<(usize, &str)> = lines(paragraph, span.start).collect();
    let written = |at: usize, line: &str| report.source(&(at..at + line.len())).trim().to_owned();
    if table_with_tabs(&lines, &written, log) || table_without_rule(&lines, log) {
        return true;
    }
    if let [(at, first), ..] = lines.as_slice()
        && first.starts_with(": ")
    {
        let title = written(*at, first);
        let title = title.trim_start_matches(": ");
        let what =
            format!("`: {title}` would be printed as it stands; a caption has its place above the table");
        let fix = format!(
            "write `Table: {title}` above the table, with a blank line between the two, and take this line out"
        );
        log.report(*at, Code::Caption, what, fix);
        return true;
    }
    let mut before = "";
    for (nth, (at, line)) in lines.iter().enumerate() {
        let own = written(*at, line);
        if let Some((level, title)) = heading(&own).filter(|_| nth == 0 || lines.len() == nth + 1) {
            let what = format!("`{own}` would be printed as it stands, because it is no heading");
            log.report(*at, Code::Heading, what, format!("write `{} {title}`", "#".repeat(level)));
        } else if item(line) && (nth == 0 || before.trim_end().ends_with(':') || item(before)) {
            let what = format!("a space is missing behind the dash of `{own}`");
            log.report(*at, Code::NoSpaceAfterDash, what, format!("write `- {}`", own[1..].trim_start()));
        } else if let Some(TypedNumbering::Bullet(bullet)) = typed_numbering(line) {
            let what = TypedNumbering::Bullet(bullet).what();
            let fix = format!(
                "write `- {}`, and leave a blank line above the list",
                own[bullet.len()..].trim_start()
            );
            log.report(*at, Code::NumberByHand, what, fix);
        } else if let Some(number) = number(line).filter(|_| nth == 0 || number(before).is_some()) {
            let first = own.split_whitespace().next().unwrap_or(&own);
            let text = &first[number.len()..];
            let what = format!("the number of `{first}` is typed by hand");
            let fix = format!(
                "write `{number} {text}` if it is an item of a list, `{text}` if it is a paragraph, whose number the \
                 program sets"
            );
            log.report(*at, Code::NumberByHand, what, fix);
        } else if line.starts_with(": ") {
            let term = before.trim();
            let what = "a report has no lists of definitions".to_owned();
            let fix = format!(
                "write `- {term}: {}` in place of the two lines, as a list",
                own.trim_start_matches(": ")
            );
            log.report(*at, Code::NoForm, what, fix);
        }
        before = line;
    }
    false
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(start, |at, line| {
        let own = *at;
        *at += line.len() + 1;
        Some((own, line))
    })
}

/// `#Legal implications`, `==Legal implications==`: level and title.
pub fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let level = |mark: u8| line.bytes().take_while(|byte| *byte == mark).count();
    let (level, title) = match (level(b'#'), level(b'=')) {
        (level @ 1..=6, _) => (level, &line[level..]),
        (_, level @ 1..=6) => (level.saturating_sub(1).max(1), line[level..].trim_end_matches('=')),
        _ => return None,
    };
    let wiki = line.starts_with('=');
    let closed = !wiki || line.ends_with('=');
    let begins = if wiki { title.trim_start() } else { title };
    let is_title = begins.starts_with(char::is_alphabetic)
        && title.split_whitespace().count() <= LONGEST_HEADING
        && !title.trim_end().ends_with(['.', ',', ';']);
    (is_title && closed).then(|| (level, title.trim()))
}

/// `-Text`.
fn item(line: &str) -> bool {
    line.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// The `1.` of `1.Text`.
fn number(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && rest.starts_with(char::is_uppercase)).then(|| &line[..=digits])
}

/// A table that was pasted from a word processor or a spreadsheet.
fn table_with_tabs(lines: &[(usize, &str)], written: &impl Fn(usize, &str) -> String, log: &Log) -> bool {
    let tabs = |line: &str| line.trim().matches('\t').count();
    let [(at, first), (_, second), ..] = lines else { return false };
    let columns = tabs(first) + 1;
    if columns == 1 || tabs(second) == 0 {
        return false;
    }
    let row = |(at, line): &(usize, &str)| {
        let cells: Vec<String> =
            written(*at, line).split('\t').map(|cell| cell.trim().replace('|', "\\|")).collect();
        format!("`| {} |`", cells.join(" | "))
    };
    let mut rows: Vec<String> = lines.iter().take(MOST_ROWS).map(row).collect();
    rows.insert(1, format!("`{}`", rule(columns)));
    let more = if lines.len() > MOST_ROWS { " and so on" } else { "" };
    let what = "this is a table with tabs between its cells, and would be printed as running text";
    log.report(
        *at,
        Code::Table,
        what,
        format!("write, each on a line of its own, {}{more}", rows.join(", ")),
    );
    true
}

/// A table in bars whose line of dashes is missing or has another number of columns.
fn table_without_rule(lines: &[(usize, &str)], log: &Log) -> bool {
    let Some(begins) = lines.iter().position(|(_, line)| line.trim_start().starts_with('|')) else {
        return false;
    };
    let (at, head) = lines[begins];
    let columns = cells(head);
    if begins > 0 {
        let fix = "leave a blank line above it";
        log.report(at, Code::Table, "this line of a table stands below text without a blank line", fix);
        return true;
    }
    match lines.get(1) {
        Some((at, own)) if is_rule(own) => {
            let what =
                format!("`{}` has {} columns, and the head above it {columns}", own.trim(), cells(own));
            let kept: Vec<&str> = own.trim().trim_matches('|').split('|').map(str::trim).collect();
            let all: Vec<&str> = kept.into_iter().chain(std::iter::repeat("---")).take(columns).collect();
            log.report(*at, Code::Table, what, format!("write `|{}|`", all.join("|")));
        }
        _ => {
            let what = "the table has no line of dashes below its head, and would be printed as text";
            log.report(
                at,
                Code::Table,
                what,
                format!("write `{}` on a line of its own below it", rule(columns)),
            );
        }
    }
    true
}

/// The line of dashes of a table.
fn rule(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns))
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// How many cells a row of a table has.
pub fn cells(row: &str) -> usize {
    let row = row.trim();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    inner.replace("\\|", "").matches('|').count() + 1
}

/// A row of a table with more or fewer cells than its head.
pub fn report_row(row: &str, at: usize, columns: usize, log: &Log) {
    let own = cells(row);
    if own == columns {
        return;
    }
    let (what, fix) = if own > columns {
        (
            format!("the row has {own} cells and the head of the table {columns}; the last would be lost"),
            "take out what is too many, or give the table another column; a bar within a text is written `\\|`",
        )
    } else {
        (
            format!("the row has {own} cells and the head of the table {columns}; the last would be blank"),
            "write the cell that is missing in its place; a cell that is to be blank is written `| |`",
        )
    };
    log.report(at, Code::Table, what, fix);
}

/// `**` that would be printed: it is never closed or never opened, or stands apart from its words. `single`: the stars
/// that are left in the text.
pub fn report_stars(report: &Report<'_>, single: &[usize], log: &Log) {
    let pairs = single.windows(2).filter(|pair| pair[1] == pair[0] + 1).map(|pair| pair[0]);
    let stars: Vec<usize> = pairs.collect();
    let mut at = 0;
    for paragraph in report.masked.split("\n\n") {
        let own = stars.partition_point(|star| *star < at)
            ..stars.partition_point(|star| *star < at + paragraph.len());
        let own: Vec<usize> = stars[own].iter().map(|star| star - at).collect();
        if let Some((span, mended)) = stars_meant(paragraph, &own) {
            let span = at + span.start..at + span.end;
            let written = report.source(&span);
            let mended = match mended {
                Stars::Close => format!("{written}**"),
                Stars::Open => format!("**{written}"),
                Stars::Move => format!("**{}**", written.trim_matches('*').trim()),
            };
            let what = format!(
                "the stars of `{}` make nothing bold, and would be printed",
                written.replace('\n', " ")
            );
            let fix = format!("write `{}`, or take the stars out", mended.replace('\n', " "));
            log.report(span.start, Code::NoForm, what, fix);
        }
        at += paragraph.len() + 2;
    }
}

/// What stars were meant to do.
enum Stars {
    Close,
    Open,
    Move,
}

/// The stretch that was to be bold, as far as can be seen.
fn stars_meant(paragraph: &str, stars: &[usize]) -> Option<(Range<usize>, Stars)> {
    let first = *stars.first()?;
    let opens = first == 0 || paragraph[..first].ends_with(char::is_whitespace);
    if let Some(second) = stars.get(1).filter(|_| opens) {
        return Some((first..second + 2, Stars::Move));
    }
    let behind = &paragraph[first + 2..];
    if behind.starts_with(|c: char| !c.is_whitespace()) {
        let marks = [(". ", 1), (": ", 1), (".\n", 1), (":\n", 1), (" |", 0)];
        let end = marks.iter().filter_map(|(mark, own)| Some(behind.find(mark)? + own)).min();
        let end = end.unwrap_or(behind.trim_end().len());
        return Some((first..first + 2 + end, Stars::Close));
    }
    let before = &paragraph[..first];
    // Stars behind a figure, and in front of what they stand for, are the mark of a note.
    let is_note =
        before.trim().is_empty() || before.ends_with(|c: char| c.is_ascii_digit() || "%)*".contains(c));
    if is_note || before.ends_with(' ') || paragraph.starts_with('|') {
        return None;
    }
    let sentence = before.trim_end().trim_end_matches(['.', ':', '?', '!']);
    let begin = sentence.rfind(". ").map_or(0, |at| at + 2);
    Some((begin..first + 2, Stars::Open))
}

/// `[the survey] (https://...)`.
pub fn report_links(report: &Report<'_>, log: &Log) {
    let text = &report.masked;
    let mut from = 0;
    for (at, _) in text.match_indices("] (") {
        // Each part of the text is looked at once.
        let before = from..at;
        from = at + 3;
        let address = &text[from..];
        let is_address = ["http", "www.", "mailto:", "#"].iter().any(|begin| address.starts_with(begin));
        let Some(open) = text[before.clone()].rfind('[').map(|open| before.start + open) else { continue };
        let line = address.find([')', '\n', ' ']).filter(|_| is_address);
        if let Some(end) = line
            && !text[open..at].contains('\n')
            && address[end..].starts_with(')')
        {
            let words = report.source(&(open..at + 1));
            let address = &address[..=end];
            let what = format!("`{words} ({address}` is no link, because of the space in it");
            log.report(open, Code::Link, what, format!("write `{words}({address}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{cells, heading, stars_meant};

    #[test]
    fn headings_are_seen_and_text_is_not() {
        for (line, found) in [
            ("#Legal implications", Some((1, "Legal implications"))),
            ("##Head", Some((2, "Head"))),
            ("==Head==", Some((1, "Head"))),
            ("=== Head ===", Some((2, "Head"))),
            ("#3 is late", None),
            ("# Head", None),
            ("#BeKind is our campaign, and it goes on for longer than any heading ever would.", None),
            ("== is equal", None),
        ] {
            assert_eq!(heading(line), found, "{line}");
        }
    }

    #[test]
    fn the_cells_of_a_row_are_counted() {
        for (row, count) in
            [("| a | b |", 2), ("a | b", 2), ("| a \\| b |", 1), ("| a | |", 2), ("|a|b|c", 3)]
        {
            assert_eq!(cells(row), count, "{row}");
        }
    }

    #[test]
    fn bold_text_ends_with_its_sentence() {
        let meant =
            |text: &str, stars: &[usize]| stars_meant(text, stars).map(|(span, _)| text[span].to_owned());
        assert_eq!(meant("**Waiting. Nine were.", &[0]).as_deref(), Some("**Waiting."));
        assert_eq!(meant("We say. All is well.** Nine.", &[20]).as_deref(), Some("All is well.**"));
        assert_eq!(meant("** a ** b", &[0, 5]).as_deref(), Some("** a **"));
        assert_eq!(meant("| **North | 12 |", &[2]).as_deref(), Some("**North"));
        for (note, at) in [("It was 12.5%** in May.", 12), ("** Provisional.", 0), ("| 12** | 13 |", 4)] {
            assert_eq!(meant(note, &[at]), None, "{note}");
        }
    }
}
