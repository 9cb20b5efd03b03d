//! How messages quote faulty text, and how it should be written.

use crate::finding::{Code, Finding};
use crate::load::slips::lines::{Line, Page};

/// A text as shown in a message: a long one loses its middle.
pub fn short(text: &str) -> String {
    let letters: Vec<char> = text.trim().chars().collect();
    if letters.len() <= 72 {
        return letters.into_iter().collect();
    }
    let (start, end) = (&letters[..48], &letters[letters.len() - 20..]);
    let side = |part: &[char]| part.iter().collect::<String>();
    format!("{} ... {}", side(start).trim_end(), side(end).trim_start())
}

/// A text as shown in a remedy: complete, because remedies are meant to be copied.
pub fn in_full(text: &str) -> &str {
    text.trim()
}

/// A text in straight quotes of a suitable kind.
pub fn in_quotes(text: &str) -> String {
    let text = text.trim();
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// The most common remedy: the corrected line.
pub fn write(line: &Line<'_>, value: &str) -> String {
    format!("write `{}`", line.with_value(&in_quotes(in_full(value))))
}

/// A line with part of it replaced.
pub fn spliced(raw: &str, from: usize, to: usize, new: &str) -> String {
    format!("{}{new}{}", &raw[..from], &raw[to..])
}

/// The finding for a line that cannot be made sense of, at a byte of it.
pub fn not_understood(page: &Page<'_>, n: usize, byte: usize) -> Finding {
    Finding::new(
        Code::Syntax,
        page.place(n, byte),
        format!("the line `{}` cannot be understood", short(page.line(n).raw)),
        "write one `key: value` to a line, with a space after the colon, and put text with marks in it in straight \
         quotes: `title: \"Safe: at home\"`",
    )
}
