//! Marks of print for marks of the keyboard.

/// Text with curly apostrophes: `don't` and `the users' survey`. Only behind a letter or digit is the mark certain to
/// be one; everywhere else it stays as it was typed.
pub fn apostrophes(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|letter| {
            let apostrophe = letter == '\'' && before.is_alphanumeric();
            before = letter;
            if apostrophe { '\u{2019}' } else { letter }
        })
        .collect()
}

/// Letters in a row after which a word may be broken, so that it never runs out of its column.
const LONGEST_WORD: usize = 24;

/// Text in which a word too long for any column, such as an address of the web, may be broken by the page.
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

/// A text of the pack as it is set on the page.
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
    fn apostrophes_curl_behind_letters_alone() {
        assert_eq!(apostrophes("the users' survey doesn't"), "the users\u{2019} survey doesn\u{2019}t");
        assert_eq!(apostrophes("'90s"), "'90s");
    }
}
