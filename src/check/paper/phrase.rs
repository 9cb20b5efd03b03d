//! Phrases in running text: finding them, and reading numbers in figures and in words.

use crate::analyse::Colour;
use crate::narrate::prose::{Piece, Word};
use crate::words::number::{tens, up_to_nineteen};

/// The sentences of a text.
pub fn sentences(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.split(|word| word.is == Piece::Mark && matches!(word.small.as_str(), "." | "!" | "?"))
}

/// The number of words in a phrase, given as words separated by spaces, if the text has it at this position.
pub fn here(words: &[Word], at: usize, phrase: &str) -> Option<usize> {
    // Most words begin no phrase, which its first letters are enough to show.
    words.get(at).filter(|first| phrase.starts_with(first.small.as_str()))?;
    let mut count = 0;
    for wanted in phrase.split(' ') {
        let word = words.get(at + count).filter(|word| word.is != Piece::Computed)?;
        if word.small != wanted {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// The length of the first of some phrases that the text has at this position.
pub fn any_here(words: &[Word], at: usize, phrases: &[&str]) -> Option<usize> {
    phrases.iter().find_map(|phrase| here(words, at, phrase))
}

/// The position of a phrase, if the text contains it.
pub fn find(words: &[Word], phrase: &str) -> Option<usize> {
    (0..words.len()).find(|at| here(words, *at, phrase).is_some())
}

/// Whether a word is one of a few.
pub fn is_one(word: Option<&Word>, of: &[&str]) -> bool {
    word.is_some_and(|word| word.is != Piece::Computed && of.contains(&word.small.as_str()))
}

/// The rating that a word names, ignoring case: `Green (45%)` may begin a sentence.
pub fn colour(word: Option<&Word>) -> Option<Colour> {
    let word = word.filter(|word| word.is == Piece::Word)?;
    Colour::ALL.into_iter().find(|colour| colour.word() == word.small)
}

/// A whole number at this position, in figures or in words, and how many words it consists of.
pub fn number(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let word = words.get(at)?;
    match word.is {
        Piece::Figure => Some((whole(&word.text)?, 1)),
        Piece::Word => {
            let ones = |word: &Word| up_to_nineteen(&word.small);
            if let Some(tens) = tens(&word.small) {
                let below = words.get(at + 1).and_then(ones).filter(|ones| (1..10).contains(ones));
                return Some(below.map_or((tens, 1), |ones| (tens + ones, 2)));
            }
            ones(word).map(|ones| (ones, 1))
        }
        Piece::Mark | Piece::Computed => None,
    }
}

/// A whole number in figures, with or without thousands separators.
pub fn whole(text: &str) -> Option<usize> {
    let digits = text.replace(',', "");
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// The words as written in the text, separated by spaces.
pub fn shown(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        let close = word.is == Piece::Mark && !matches!(word.text.as_str(), "(" | "\u{2013}" | "[");
        if !(text.is_empty() || close || text.ends_with(['(', '['])) {
            text.push(' ');
        }
        match word.is {
            Piece::Computed => text.extend(["{{ ", &word.text, " }}"]),
            Piece::Word | Piece::Figure | Piece::Mark => text.push_str(&word.text),
        }
    }
    text
}
