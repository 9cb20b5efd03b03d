//! Colons and dashes: without the space that gives them meaning, or with a space where they are only text.

use crate::finding::{Code, Finding};
use crate::load::slips::lines::{Line, Page, before_comment};
use crate::load::slips::pairs::with_colon;
use crate::load::slips::words::{in_full, in_quotes, short, spliced};

const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '‚'];
const BULLETS: [&str; 5] = ["• ", "· ", "– ", "— ", "* "];

/// Reports `title:Foo` and `2014-15:7.6`.
pub fn no_space_after_colon(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let colon = line.body + colon_without_space(&line.raw[line.body..])?;
    let mended = spliced(line.raw, colon, colon + 1, ": ");
    Some(Finding::new(
        Code::NoSpaceAfterColon,
        page.place(n, colon),
        format!("a space is missing behind the colon of `{}`", short(&line.raw[line.body..])),
        format!("write `{}`", in_full(&mended[line.body..])),
    ))
}

/// The colon in a text such as `title:Foo`, but not in a web address or a time of day.
pub fn colon_without_space(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let (key, behind) = (&text[..colon], &text[colon + 1..]);
    let word = key.chars().all(|c| c.is_ascii_alphanumeric() || "-_/".contains(c));
    let name = key.starts_with(|c: char| c.is_ascii_alphabetic());
    let period = key.len() >= 4 && key.bytes().take(4).all(|byte| byte.is_ascii_digit());
    let touches = !behind.starts_with([' ', '/', '\\', ':']) && !behind.is_empty();
    (word && touches && (name || period)).then_some(colon)
}

/// Reports `-number: 6`.
pub fn no_space_after_dash(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    touching_dash(&line.raw[line.body..]).then_some(())?;
    let mended = spliced(line.raw, line.body, line.body + 1, "- ");
    Some(Finding::new(
        Code::NoSpaceAfterDash,
        page.place(n, line.body),
        format!("a space is missing behind the dash of `{}`", short(&line.raw[line.body..])),
        format!("write `{}`", in_full(&mended[line.body..])),
    ))
}

/// Whether a dash touches a letter or the start of a value; numbers may be negative.
pub fn touching_dash(text: &str) -> bool {
    let behind = text.strip_prefix('-').unwrap_or_default();
    behind.starts_with(|c: char| c.is_alphabetic() || "\"'{[".contains(c))
}

/// Reports `• number: 6`, with the bullet that word processors use.
pub fn bullet(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let body = &line.raw[line.body..];
    let mark = leading_bullet(body)?;
    let mended = spliced(line.raw, line.body, line.body + mark.len(), "- ");
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.body),
        format!("the list entry `{}` begins with `{}`, which is no hyphen", short(body), mark.trim()),
        format!("write `{}`, with the hyphen of the keyboard", in_full(&mended[line.body..])),
    ))
}

pub fn leading_bullet(text: &str) -> Option<&'static str> {
    BULLETS.into_iter().find(|mark| text.starts_with(mark))
}

/// `title Feel safe`, `2018-19 7.6`, `readings`, `england { 2018-19: 7.5 }`.
pub fn missing(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let text = before_comment(line.raw[line.body..].trim_end());
    let mended = match line.key_text().split_once(" {") {
        Some((name, _)) => format!("{name}: {}", text[name.len()..].trim_start()),
        None if line.key.is_none() => with_colon(text)?,
        None => return None,
    };
    // Words that stand in no column of keys belong to a text.
    let others =
        page.lines.clone().filter(|other| *other != n && page.is_entry(*other)).map(|n| page.line(n));
    let in_column = others.into_iter().any(|other| other.body == line.body && other.key.is_some());
    let opens =
        mended.ends_with(':') || !line.dashes.is_empty() || mended.starts_with(|c: char| c.is_ascii_digit());
    (in_column || opens).then(|| {
        Finding::new(
            Code::Syntax,
            page.place(n, line.body),
            format!("a colon is missing in `{}`", short(text)),
            format!("write `{mended}`"),
        )
    })
}

/// `title: Safe: at home`.
pub fn colon_in_text(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.text_value();
    let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    let last = page.end_of_text(n);
    if value.starts_with(CURLY) {
        return Some(curly(page, n, &line));
    }
    Some(Finding::new(
        Code::ColonInText,
        page.place(n, line.value_at + colon),
        format!("the text of {} holds a colon and a space: `{}`", line.subject(), short(value)),
        match last > n {
            true => format!("write `{}` and the whole text below it, indented", line.with_value(">")),
            false => format!("write `{}`", line.with_value(&in_quotes(in_full(value)))),
        },
    ))
}

fn curly(page: &Page<'_>, n: usize, line: &Line<'_>) -> Finding {
    let value = line.text_value();
    Finding::new(
        Code::CurlyQuote,
        page.place(n, line.value_at),
        format!(
            "the quotes around the text of {} are curly, so they do not count as quotes: `{}`",
            line.subject(),
            short(value)
        ),
        format!("write `{}`, with straight quotes", line.with_value(&in_quotes(in_full(straight(value))))),
    )
}

/// A text without curly quotes around it.
pub fn straight(text: &str) -> &str {
    text.trim().trim_matches(CURLY)
}

/// Whether a whole text is in curly quotes.
pub fn in_curly(text: &str) -> bool {
    text.starts_with(CURLY) && text.ends_with(CURLY) && text.chars().count() > 1
}
