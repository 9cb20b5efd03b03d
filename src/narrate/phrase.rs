//! What `|` can do to a text or number in an expression: `capital`, `small` and `words`.

use minijinja::{Error, Value};

use crate::finding::Code;
use crate::narrate::figure::{Figure, Misfit};
use crate::words::list;

const UP_TO_NINETEEN: [&str; 20] = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// With a capital in front, as a sentence begins.
pub fn capital(value: &Value) -> Value {
    changed(value, list::capital(&value.to_string()))
}

/// With a small letter in front, as in the middle of a sentence; `ASCOF` and `NHS` stay.
pub fn small(value: &Value) -> Value {
    let text = value.to_string();
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            changed(value, first.to_lowercase().chain(text.chars().skip(1)).collect())
        }
        _ => changed(value, text),
    }
}

/// Another text for a figure; what it leads to stays.
fn changed(value: &Value, text: String) -> Value {
    let Some(figure) = value.downcast_object_ref::<Figure>() else { return Value::from(text) };
    let mut changed = Figure::new("the text", text);
    changed.link.clone_from(&figure.link);
    changed.value()
}

/// A whole number below a hundred in words; a larger one stays in figures, as is the custom in print.
///
/// # Errors
/// When the value is no whole number.
pub fn words(value: &Value) -> Result<String, Error> {
    let text = value.to_string();
    let Ok(number) = text.replace(',', "").parse::<usize>() else {
        let what = format!("`{text}` is not a whole number, so it cannot be put in words");
        let fix = "take `|words` away".to_owned();
        return Err(Misfit { word: "words".to_owned(), code: Code::Expression, what, fix }.error());
    };
    Ok(in_words(number).unwrap_or(text))
}

fn in_words(number: usize) -> Option<String> {
    if let Some(word) = UP_TO_NINETEEN.get(number) {
        return Some((*word).to_owned());
    }
    let tens = TENS.get(number / 10)?;
    Some(match number % 10 {
        0 => (*tens).to_owned(),
        ones => format!("{tens}-{}", UP_TO_NINETEEN[ones]),
    })
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn numbers_below_a_hundred_have_words() {
        let words = [0, 1, 13, 20, 53, 99].map(|number| in_words(number).unwrap());
        assert_eq!(words, ["none", "one", "thirteen", "twenty", "fifty-three", "ninety-nine"]);
        assert_eq!(in_words(100), None);
    }
}
