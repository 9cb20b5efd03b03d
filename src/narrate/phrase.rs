//! The filters that expressions can apply after `|` to a text or number: `capital`, `small` and `words`.

use minijinja::{Error, Value};

use crate::finding::Code;
use crate::narrate::figure::{Figure, Misfit};
use crate::words::list;
use crate::words::number::in_words;

/// Capitalises the first letter, for the start of a sentence.
pub fn capital(value: &Value) -> Value {
    changed(value, list::capital(&value.to_string()))
}

/// Makes the first letter small, for mid-sentence; `ASCOF` and `NHS` are left as they are.
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

/// A figure with its text changed and its link kept.
fn changed(value: &Value, text: String) -> Value {
    let Some(figure) = value.downcast_object_ref::<Figure>() else { return Value::from(text) };
    let mut changed = Figure::new("the text", text);
    changed.link.clone_from(&figure.link);
    changed.value()
}

/// A whole number below a hundred in words; larger ones stay in figures, as is customary in print.
///
/// # Errors
/// When the value is not a whole number.
pub fn words(value: &Value) -> Result<String, Error> {
    let text = value.to_string();
    let Ok(number) = text.replace(',', "").parse::<usize>() else {
        let what = format!("`{text}` is not a whole number, so it cannot be put in words");
        let fix = "take `|words` away".to_owned();
        return Err(
            Misfit { word: "words".to_owned(), code: Code::Expression, what, fix, rests_on: None }.error()
        );
    };
    Ok(in_words(number).unwrap_or(text))
}
