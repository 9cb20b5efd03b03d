//! Text that begins with a character that has a special meaning at the start of a value.

use crate::finding::{Code, Finding};
use crate::load::slips::lines::{Page, before_comment, is_block_header};
use crate::load::slips::words::{short, write};

/// Reports `title: @home` and `note: , and more`.
pub fn reserved(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.value();
    let mark = value.chars().next()?;
    let alone = matches!(mark, '?' | '-' | ':') && (value.len() == 1 || value[1..].starts_with(' '));
    (alone || "@`%,]}|>&*!".contains(mark)).then_some(())?;
    if is_block_header(value) {
        return None;
    }
    let code = if "&*!".contains(mark) { Code::AnchorOrTag } else { Code::Syntax };
    Some(begins_with(page, n, line.value_at, code))
}

/// The finding for a text that begins with such a character, at a byte of its line.
fn begins_with(page: &Page<'_>, n: usize, at: usize, code: Code) -> Finding {
    let line = page.line(n);
    let text = before_comment(line.raw[at..].trim_end());
    let mark = text.chars().next().unwrap_or(' ');
    let shown = if mark == '`' { "a backquote".to_owned() } else { format!("`{mark}`") };
    let fix = match (at == line.value_at, mark) {
        (true, _) => write(&line, text),
        (false, _) => format!("put the text in straight quotes, beginning before {shown}"),
    };
    if line.key_text() == "unit" && mark == '%' {
        // Worded exactly as for a unit that is read but not understood, so that the two count as one.
        return Finding::new(
            Code::Unit,
            page.place(n, at),
            format!("`{text}` is not a unit"),
            "write `percent`",
        );
    }
    Finding::new(
        code,
        page.place(n, at),
        format!(
            "the text of {} begins with {shown}, which has a meaning of its own there: `{}`",
            line.subject(),
            short(text)
        ),
        fix,
    )
}

/// Reports `id: *other`, `base: &base` and `value: !!str 5`.
pub fn anchor_or_tag(page: &Page<'_>, n: usize, column: usize) -> Finding {
    let line = page.line(n);
    let at = page.byte(n, column);
    if at == line.value_at
        && let Some(found) = lone_mark(page, n)
    {
        return found;
    }
    let text = line.raw[at..].trim_end();
    let end = text.find([' ', ',', ']', '}']).unwrap_or(text.len());
    // Before `:` the star is part of a key, and a good one without it.
    let mark = text[..end].trim_end_matches(':');
    let behind = text[end..].trim();
    if at == line.value_at && text.starts_with('*') && end == text.len()
        || (at == line.value_at
            && !behind.is_empty()
            && !behind.starts_with(['[', '{', '"', '\'', '>', '|', '#', '&', '!']))
    {
        return begins_with(page, n, at, Code::AnchorOrTag);
    }
    Finding::new(
        Code::AnchorOrTag,
        page.place(n, at),
        format!("`{}` is a mark that packs do not use", short(mark)),
        if text.starts_with('*') {
            "write out in full what should stand here".to_owned()
        } else {
            format!("take `{}` out, or put the text in straight quotes if it is part of it", short(mark))
        },
    )
}

/// Reports `comment: > Some text`.
pub fn text_behind_block_mark(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.value();
    let mark = value.chars().next().filter(|mark| matches!(mark, '>' | '|'))?;
    let text = before_comment(value[1..].trim());
    if is_block_header(value) || !value[1..].starts_with(' ') || line.key_text().is_empty() {
        return None;
    }
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.value_at + 1),
        format!("text stands behind the `{mark}` of {}: `{}`", line.subject(), short(text)),
        match page.end_of_text(n) == n {
            true => write(&line, text),
            false => format!(
                "write `{}` alone and begin the text on the next line, indented; or put it all in straight quotes",
                line.with_value(&mark.to_string())
            ),
        },
    ))
}

/// Reports `2014-15: -` and `2014-15: *`, which tables use for no value.
pub fn lone_mark(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.bare_value();
    let name = match value {
        "-" => "a dash",
        "*" => "a star",
        _ => return None,
    };
    line.key.as_ref()?;
    let fix = match value {
        "*" => format!(
            "`{}` if it is confidential, `{}` if it rounds to zero",
            line.with_value("c"),
            line.with_value("low")
        ),
        _ => format!(
            "`{}` if it is not available, `{}` if it does not apply",
            line.with_value("x"),
            line.with_value("z")
        ),
    };
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.value_at),
        format!("the value of {} is {name}, which does not say why there is none", line.subject()),
        format!("write the reason: {fix}"),
    ))
}

/// Reports `target: >19` and `target: >= 19%`.
pub fn bound(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.bare_value();
    let figure = value.strip_prefix('>')?.trim_start_matches('=').trim();
    let number = figure.trim_end_matches('%').trim();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (line.key.is_some() && is_number).then_some(())?;
    let side = if line.key_text() == "target" { "; `better` says which side of it is good" } else { "" };
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.value_at),
        format!("`{value}` begins with `>`, which has a meaning of its own there"),
        format!("write the figure alone, `{}`{side}", line.with_value(number)),
    ))
}
