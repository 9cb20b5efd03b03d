//! Whole numbers in words, as printed below a hundred: `thirteen`, `fifty-three`.

use crate::model::quantity::NUMBER_WORDS;

/// The tens, from `twenty` on.
pub const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a hundred as written in a sentence, with `none` for 0; `None` for larger numbers.
pub fn in_words(number: usize) -> Option<String> {
    match number {
        0 => Some("none".to_owned()),
        1..=19 => Some(NUMBER_WORDS[number].to_owned()),
        _ => {
            let tens = TENS.get(number / 10 - 2)?;
            Some(match number % 10 {
                0 => (*tens).to_owned(),
                ones => format!("{tens}-{}", NUMBER_WORDS[ones]),
            })
        }
    }
}

/// The number that a word names, from `zero` to `nineteen`. `none` does not count: it can refer to anything.
pub fn up_to_nineteen(word: &str) -> Option<usize> {
    NUMBER_WORDS.iter().position(|own| *own == word)
}

/// The number that a word names, in tens from `twenty` to `ninety`.
pub fn tens(word: &str) -> Option<usize> {
    TENS.iter().position(|own| *own == word).map(|at| 20 + 10 * at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_a_hundred_have_words() {
        let words = [0, 1, 13, 20, 53, 99].map(|number| in_words(number).unwrap());
        assert_eq!(words, ["none", "one", "thirteen", "twenty", "fifty-three", "ninety-nine"]);
        assert_eq!((in_words(100), in_words(usize::MAX)), (None, None));
    }

    #[test]
    fn words_are_the_numbers_that_they_were_made_of() {
        for number in 1..100 {
            let words = in_words(number).unwrap();
            let (tens_part, rest) = words.split_once('-').unwrap_or((&words, "zero"));
            let first = tens(tens_part).or_else(|| up_to_nineteen(tens_part)).unwrap();
            assert_eq!(first + up_to_nineteen(rest).unwrap(), number, "{words}");
        }
        assert_eq!((up_to_nineteen("none"), tens("ten"), up_to_nineteen("twenty")), (None, None, None));
    }
}
