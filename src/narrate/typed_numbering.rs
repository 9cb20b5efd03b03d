//! Numbers, letters and bullets typed at the beginning of a line, where the program adds its own.

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedNumbering<'l> {
    /// `12.`, `(3)`, `3.1`
    Number(&'l str),
    /// `a.`, `(iv)`
    Letter(&'l str),
    /// `•`, as inserted by word processors.
    Bullet(&'l str),
}

impl TypedNumbering<'_> {
    pub fn what(self) -> String {
        match self {
            Self::Number(text) => format!("the number `{text}` is typed by hand"),
            Self::Letter(text) => format!("the letter `{text}` is typed by hand"),
            Self::Bullet(text) => format!("the bullet `{text}` comes from a word processor"),
        }
    }

    pub fn fix(self) -> &'static str {
        match self {
            Self::Number(_) => {
                "take it out: paragraphs are numbered by the program; for a list write `1. `, `2. ` and so on below a paragraph"
            }
            Self::Letter(_) => {
                "for a lettered list write `{.letters}` on a line of its own, and below it `1. `, `2. ` and so on"
            }
            Self::Bullet(_) => "begin each line of the list with `- `, and leave a blank line above the list",
        }
    }
}

/// What was typed at the beginning of a line, if anything.
pub fn typed_numbering(line: &str) -> Option<TypedNumbering<'_>> {
    let line = line.trim_start();
    bullet(line).or_else(|| in_brackets(line)).or_else(|| sectioned(line)).or_else(|| followed(line))
}

fn bullet(line: &str) -> Option<TypedNumbering<'_>> {
    let first =
        line.chars().next().filter(|first| matches!(first, '•' | '◦' | '▪' | '‣' | '·' | '\u{F0B7}'))?;
    Some(TypedNumbering::Bullet(&line[..first.len_utf8()]))
}

/// Recognises `(3) `, `(a) `, `(iv) `.
fn in_brackets(line: &str) -> Option<TypedNumbering<'_>> {
    let inside = line.strip_prefix('(')?;
    let (word, rest) = inside.split_once(')').filter(|(word, _)| word.len() <= 4)?;
    let text = &line[..word.len() + 2];
    match rest.starts_with([' ', '\t']) {
        true if is_number(word, 3) => Some(TypedNumbering::Number(text)),
        true if is_letter(word) => Some(TypedNumbering::Letter(text)),
        _ => None,
    }
}

/// Recognises `12. `, `12) `, `12\. `, `a. `.
fn followed(line: &str) -> Option<TypedNumbering<'_>> {
    let end = line.find(|letter: char| !letter.is_ascii_alphanumeric())?;
    let (word, rest) = line.split_at(end);
    let behind = rest.strip_prefix('\\').unwrap_or(rest);
    let rest_behind = behind.strip_prefix(['.', ')'])?;
    let text = &line[..line.len() - rest_behind.len()];
    match rest_behind.starts_with([' ', '\t']) {
        true if is_number(word, 3) => Some(TypedNumbering::Number(text)),
        true if word.len() == 1 && is_letter(word) => Some(TypedNumbering::Letter(text)),
        _ => None,
    }
}

/// Recognises `3.1 The` and `3.1. The`, but not the figure in `12.3 million`.
fn sectioned(line: &str) -> Option<TypedNumbering<'_>> {
    let end = line.find([' ', '\t'])?;
    let (word, rest) = line.split_at(end);
    let (section, number) = word.trim_end_matches('.').split_once('.')?;
    let capital = rest.trim_start().starts_with(char::is_uppercase);
    (is_number(section, 2) && is_number(number, 2) && capital).then_some(TypedNumbering::Number(word))
}

fn is_number(word: &str, digits: usize) -> bool {
    !word.is_empty() && word.len() <= digits && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the word is one small letter, or a small Roman numeral.
fn is_letter(word: &str) -> bool {
    let one = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    one || (!word.is_empty()
        && word.len() <= 4
        && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
}

#[cfg(test)]
mod tests {
    use super::{TypedNumbering, typed_numbering};

    #[test]
    fn what_is_typed_by_hand_is_seen_and_prose_is_not() {
        for (line, found) in [
            ("12. The committee", Some("12.")),
            ("12\\. The committee", Some("12\\.")),
            ("12) The committee", Some("12)")),
            ("(3) note this", Some("(3)")),
            ("3.1 The committee", Some("3.1")),
            ("a. note this", Some("a.")),
            ("(a) note this", Some("(a)")),
            ("(iv) note this", Some("(iv)")),
            ("• note this", Some("•")),
            ("12.3 million people", None),
            ("2019. The", None),
            ("12 measures are green.", None),
            ("e.g. this", None),
            ("(see below) this", None),
            ("I. e. this", None),
            ("A. Smith said", None),
            ("53", None),
            ("", None),
        ] {
            let text = |typed| match typed {
                TypedNumbering::Number(text)
                | TypedNumbering::Letter(text)
                | TypedNumbering::Bullet(text) => text,
            };
            assert_eq!(typed_numbering(line).map(text), found, "{line}");
        }
    }
}
