//! Lists and mappings in brackets: never closed, a comma missing, text after them, nested too deeply.

use crate::finding::{Code, Finding};
use crate::load::slips::braces;
use crate::load::slips::lines::{Brackets, Inside, Page};
use crate::load::slips::words::{in_full, in_quotes, short, write};
use crate::load::tree::{Reason, Refusal};

/// The fault on line `n`, which makes no sense inside the brackets opened on line `from`.
pub fn fault(page: &Page<'_>, n: usize, column: usize, from: usize, at: usize) -> Finding {
    let line = page.line(from);
    let bare = [("[#", 1), (", #", 2), (": #", 2)];
    let bare = bare.iter().filter_map(|(mark, behind)| Some(at + line.raw[at..].find(mark)? + behind));
    if let Some(found) = bare.min() {
        return hash(page, from, found);
    }
    // Brackets over several lines are closed on a line that is indented further, or that begins with the bracket.
    let inner = (from + 1..page.lines.end).take_while(|below| {
        let below = page.line(*below);
        !below.says_something()
            || below.indent > line.indent
            || below.raw.trim_start().starts_with([']', '}'])
    });
    let mut brackets = Brackets::default();
    brackets.feed(line.raw, at);
    if brackets.in_quote() {
        return quote(page, from, at);
    }
    let closed =
        inner.filter(|below| *page.inside(*below) == Inside::Flow { line: from, at }).find(|below| {
            let deeper = page.line(*below).indent > line.body
                || page.line(*below).raw.trim_start().starts_with([']', '}']);
            deeper && brackets.feed(page.line(*below).raw, 0).is_some()
        });
    match closed {
        Some(last) if n <= last => comma(page, n, column, from),
        _ => unclosed(page, from, at),
    }
}

/// Reports `[a, "b]`.
fn quote(page: &Page<'_>, n: usize, at: usize) -> Finding {
    let line = page.line(n);
    let text = short(&line.raw[at..]);
    Finding::new(
        Code::QuoteInText,
        page.place(n, at),
        format!("a quote between the brackets of {} is never closed: `{text}`", line.subject()),
        "close the quote where its text ends, or take it away",
    )
}

/// Reports `[a, b`, perhaps followed by a comment.
fn unclosed(page: &Page<'_>, n: usize, at: usize) -> Finding {
    let line = page.line(n);
    let comment = line.raw[at..].find(" #").map_or(line.raw.len(), |hash| at + hash);
    let text = line.raw[..comment].trim_end();
    let open = &text[at..=at];
    let gap = if text[at + 1..].starts_with(' ') { " " } else { "" };
    let missing = format!("{gap}{}", missing_closers(&text[at..]));
    let closed = format!("{}{missing}", text.trim_end_matches(','));
    Finding::new(
        Code::Syntax,
        page.place(n, at),
        format!("the bracket `{open}` of {} is never closed: `{}`", line.subject(), short(&text[at..])),
        format!("write `{}`", line.with_value(in_full(&closed[line.value_at..]))),
    )
}

/// Reports `england: 2023-24: 18.9, 2024-25: 18.9 }`, and `status: p, r ]`.
pub fn never_opened(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.bare_value();
    let (open, gap) = match value.strip_suffix(['}', ']'])? {
        inside if inside.contains(['{', '[', '"', '\'']) => return None,
        inside => {
            (if value.ends_with('}') { '{' } else { '[' }, if inside.ends_with(' ') { " " } else { "" })
        }
    };
    (line.key.is_some() && !value.starts_with('(')).then_some(())?;
    let what = format!("the bracket that closes {} was never opened: `{}`", line.subject(), short(value));
    Some(rewritten(page, n, &format!("{open}{gap}{value}"), what, ""))
}

/// Reports `2025-26: ( value: 19.2, margin: 1 )`.
pub fn round(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.bare_value();
    let inside = value.strip_prefix('(')?.strip_suffix([')', '}'])?;
    (line.key.is_some() && inside.trim_start().split_once(": ").is_some_and(|(key, _)| is_word(key)))
        .then_some(())?;
    let what = format!("round brackets stand around the values of {}: `{}`", line.subject(), short(value));
    Some(rewritten(page, n, &format!("{{{inside}}}"), what, ", with braces"))
}

/// Suggests the value of a line as it was meant; `how` continues the remedy after the line to write.
fn rewritten(page: &Page<'_>, n: usize, mended: &str, what: String, how: &str) -> Finding {
    let line = page.line(n);
    let fix = format!("write `{}`{how}", line.with_value(mended));
    Finding::new(Code::Syntax, page.place(n, line.value_at), what, fix)
}

/// Whether a text looks like a key of the format: a single word in small letters, or a period.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c))
}

/// The brackets that are open at the end of a text, closed in their order.
fn missing_closers(text: &str) -> String {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

/// Reports something other than a comma between two entries.
fn comma(page: &Page<'_>, n: usize, column: usize, from: usize) -> Finding {
    let (line, at) = (page.line(n), page.byte(n, column));
    let above = page.line(n.saturating_sub(1)).raw.trim_end();
    if n > from && !above.ends_with([',', '[', '{', ':']) && !line.raw.trim_start().starts_with([']', '}']) {
        return Finding::new(
            Code::Syntax,
            page.place(n - 1, above.len()),
            format!("a comma is missing behind `{}`", short(above)),
            format!("write `{},`", in_full(above)),
        );
    }
    let here = short(line.raw.get(at..).filter(|rest| !rest.is_empty()).unwrap_or(line.raw));
    let subject = page.line(from).subject();
    Finding::new(
        Code::Syntax,
        page.place(n, at),
        format!("between the brackets of {subject} a comma or a bracket is missing or wrong at `{here}`"),
        "put a comma between any two entries, and close each bracket with its own kind: `{ 2014-15: 7.6, 2015-16: z }`",
    )
}

/// Reports a fault in brackets that are opened and closed on this line, if that is what was refused.
pub fn on_one_line(page: &Page<'_>, n: usize, refusal: &Refusal) -> Option<Finding> {
    let line = page.line(n);
    let value = line.value();
    let Reason::Form { problem, .. } = &refusal.reason else { return None };
    (value.starts_with(['[', '{']) && refusal.line == n).then_some(())?;
    let at = page.byte(n, refusal.column);
    let end = Brackets::default().feed(line.raw, line.value_at)?;
    if at >= end && !problem.contains("expected ','") {
        return None;
    }
    let byte = page.source.start(n);
    if let Some(found) =
        braces::fault(page, &(byte + line.value_at..byte + end)).filter(|_| value.starts_with('{'))
    {
        return Some(found);
    }
    Some(Finding::new(
        Code::Syntax,
        page.place(n, at),
        format!(
            "between the brackets of {} a comma or a bracket is missing or wrong at `{}`",
            line.subject(),
            short(&line.raw[at..])
        ),
        "put a comma between any two entries, close each bracket with its own kind, and put text with marks in it in \
         straight quotes: `{ value: 7.6, note: \"Survey: first year\" }`",
    ))
}

/// `title: [draft] Scorecard`, `themes: [a, b]]`.
pub fn text_behind(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.value();
    let open = value.chars().next().filter(|open| matches!(open, '[' | '{'))?;
    let end = Brackets::default().feed(value, 0)?;
    let behind = value[end..].trim();
    if behind.is_empty() || value[end..].starts_with(" #") {
        return None;
    }
    let extra = behind.starts_with([']', '}']);
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.value_at + end),
        format!("`{}` stands behind the closing bracket of {}", short(behind), line.subject()),
        if extra {
            format!("write `{}`", line.with_value(in_full(&value[..end])))
        } else {
            format!("if all of it is text that begins with `{open}`, {}", write(&line, value))
        },
    ))
}

/// `colours: [#00703c, #ffffff]`, `{ 2018-19: #REF! }`.
fn hash(page: &Page<'_>, n: usize, at: usize) -> Finding {
    let line = page.line(n);
    let ends =
        |from: usize| from + line.raw[from..].find([',', ']', '}', ' ']).unwrap_or(line.raw.len() - from);
    let text = &line.raw[at..ends(at)];
    if is_failed(text) {
        return failed(page, n, at, text);
    }
    let mut mended = String::new();
    let mut from = line.value_at;
    while let Some(hash) = line.raw[from..].find('#').map(|hash| from + hash) {
        let text = &line.raw[hash..ends(hash)];
        let quoted = line.raw[..hash].ends_with(['"', '\'']);
        mended.push_str(&line.raw[from..hash]);
        mended.push_str(&if quoted { text.to_owned() } else { in_quotes(text) });
        from = ends(hash);
    }
    mended.push_str(line.raw[from..].trim_end());
    Finding::new(
        Code::CutOffText,
        page.place(n, at),
        format!("`{text}` counts as a comment, and so does all that stands behind it on the line"),
        format!("write `{}`", line.with_value(&mended)),
    )
}

/// Whether a text is what a spreadsheet shows for a figure that it cannot work out.
pub fn is_failed(text: &str) -> bool {
    let name = text.trim_start_matches('#').trim_end_matches(['!', '?']);
    let known = ["REF", "N/A", "DIV/0", "VALUE", "NAME", "NUM", "NULL", "SPILL", "CALC"].contains(&name);
    text.starts_with('#') && (known || text.len() > 2 && name.is_empty())
}

/// The finding for a figure that a spreadsheet could not work out.
pub fn failed(page: &Page<'_>, n: usize, at: usize, text: &str) -> Finding {
    Finding::new(
        Code::Number,
        page.place(n, at),
        format!("`{text}` is what a spreadsheet shows for a figure that it could not work out"),
        "write the figure, or `x` if there is none",
    )
}

/// Reports brackets that are nested too deeply.
pub fn too_deep(page: &Page<'_>, n: usize, column: usize) -> Finding {
    Finding::new(
        Code::Syntax,
        page.place(n, page.byte(n, column)),
        "too many lists stand inside one another here, or too many brackets are never closed",
        "close each bracket, and put text that holds brackets in straight quotes",
    )
}
