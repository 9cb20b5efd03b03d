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

#[cfg(test)]
mod tests {
    use super::apostrophes;

    #[test]
    fn apostrophes_curl_behind_letters_alone() {
        assert_eq!(apostrophes("the users' survey doesn't"), "the users\u{2019} survey doesn\u{2019}t");
        assert_eq!(apostrophes("'90s"), "'90s");
    }
}
