//! Typographic characters in place of those on a keyboard.

/// Text with the apostrophes and quotation marks of print: `don’t`, `the users’ survey`, `‘at home’`, `’90s`. A mark opens
/// where nothing, white or a bracket stands before it and a letter behind it; everywhere else it closes or is an apostrophe.
pub fn apostrophes(text: &str) -> String {
    if !text.contains(['\'', '"']) {
        return text.to_owned();
    }
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let mut set = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let starts = before.is_whitespace() || OPENING.contains(&before);
        let next = letters.peek().copied().unwrap_or(' ');
        let opens = starts && (next.is_alphanumeric() || BEGINNING.contains(&next));
        set.push(match letter {
            '\'' if opens && !next.is_ascii_digit() => '\u{2018}',
            '\'' => '\u{2019}',
            '"' if opens => '\u{201c}',
            '"' => '\u{201d}',
            other => other,
        });
        before = letter;
    }
    set
}

/// Behind these, as behind white, a quotation begins.
const OPENING: [char; 8] = ['(', '[', '/', '-', '\u{2013}', '\u{2014}', '\'', '"'];

/// With these, as with a letter, what is quoted may begin.
const BEGINNING: [char; 5] = ['(', '[', '£', '\'', '"'];

/// Letters in a row after which a word may be broken, so that it never runs out of its column.
const LONGEST_WORD: usize = 24;

/// Text in which a word too long for any column, such as a web address, may be broken across lines.
pub fn breakable(text: &str) -> String {
    let mut run = 0;
    let mut broken = String::with_capacity(text.len());
    for letter in text.chars() {
        run = if letter.is_whitespace() { 0 } else { run + 1 };
        if run > LONGEST_WORD {
            broken.push('\u{200b}');
            run = 1;
        }
        broken.push(letter);
    }
    broken
}

/// A text from the pack as set on the page.
pub fn set(text: &str) -> String {
    breakable(&apostrophes(text))
}

#[cfg(test)]
mod tests {
    use super::{apostrophes, breakable};

    #[test]
    fn only_words_too_long_for_a_column_may_be_broken() {
        assert_eq!(breakable("Carer-reported quality of life"), "Carer-reported quality of life");
        let word = "x".repeat(60);
        assert_eq!(breakable(&word).matches('\u{200b}').count(), 2);
        assert_eq!(breakable(&word).replace('\u{200b}', ""), word);
    }

    #[test]
    fn apostrophes_and_quotation_marks_are_those_of_print() {
        for (typed, printed) in [
            ("the users' survey doesn't", "the users’ survey doesn’t"),
            ("since the '90s", "since the ’90s"),
            ("the 'Home First' team (\"one\")", "the ‘Home First’ team (“one”)"),
            ("\"'No,' she said\"", "“‘No,’ she said”"),
            ("plain", "plain"),
        ] {
            assert_eq!(apostrophes(typed), printed);
        }
    }
}
