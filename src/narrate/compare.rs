//! Checks that the values an expression compares are comparable, and that its conditions are comparisons.
//!
//! The engine compares anything: a text is greater than any number, the text `9.0` is greater than the text `72.6`,
//! and any text counts as a true condition. No author means that, so it is reported here, before the expression is
//! evaluated. Authors need not compare the sizes of texts at all: rating, direction and verdict are available, and
//! they follow the rules for rounding and margins.

use std::ops::Range;

use minijinja::{Environment, Value};

use crate::narrate::fault::Fault;
use crate::narrate::figure::Figure;
use crate::narrate::language::{Kind, Token, slip};

/// Comparison operators, and whether each depends on an order.
const COMPARING: [(&str, bool); 6] =
    [("==", false), ("!=", false), ("<=", true), (">=", true), ("<", true), (">", true)];

/// Words that separate comparisons.
const PARTING: [&str; 5] = ["if", "else", "and", "or", "not"];

/// The sort of a value, as far as comparisons are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    Text,
    /// A value with further figures below it.
    Figure,
    Truth,
}

impl Sort {
    fn of(value: &Value) -> Option<Self> {
        if value.downcast_object_ref::<Figure>().is_some() {
            return Some(Self::Figure);
        }
        match value.kind() {
            minijinja::value::ValueKind::Number => Some(Self::Number),
            minijinja::value::ValueKind::String => Some(Self::Text),
            minijinja::value::ValueKind::Bool => Some(Self::Truth),
            // Evaluating the expression reports a separate fault for anything else.
            _ => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Figure => "a figure that is no plain number",
            Self::Truth => "a comparison",
        }
    }
}

/// Checks each comparison and each condition of an expression that is otherwise correct.
///
/// # Errors
/// At the first comparison or condition that makes no sense.
pub fn comparable(source: &str, tokens: &[Token<'_>], engine: &Environment<'_>) -> Result<(), Fault> {
    let sort = |part: Range<usize>| {
        let value = engine.compile_expression(text(source, tokens, part)?).ok()?.eval(()).ok()?;
        Sort::of(&value)
    };
    for (at, token) in tokens.iter().enumerate() {
        if let Some((_, ordered)) = COMPARING.iter().find(|(mark, _)| token.is_mark(mark)) {
            let (left, right) = (before(tokens, at), behind(tokens, at));
            if tokens.get(right.end).is_some_and(compares) {
                let fix = "compare two at a time, and join the comparisons with `and`";
                return Err(slip(tokens[right.end].at, "three values are compared in one go", fix));
            }
            // If a side cannot be evaluated, evaluating the whole expression reports why.
            if let (Some(left), Some(right)) = (sort(left), sort(right)) {
                pair(*token, left, right, *ordered)?;
            }
        } else if token.is_name("if")
            && let Some(found) = sort(condition(tokens, at))
            && found != Sort::Truth
        {
            let what = format!("`if` is followed by {} and not by a comparison", found.words());
            return Err(slip(token.at, what, "write a comparison: `measures.red.count == 1`"));
        }
    }
    Ok(())
}

/// Whether two values can be compared.
fn pair(mark: Token<'_>, left: Sort, right: Sort, ordered: bool) -> Result<(), Fault> {
    match (left, right) {
        (Sort::Number, Sort::Number) => Ok(()),
        (Sort::Text, Sort::Text) if !ordered => Ok(()),
        (Sort::Text, Sort::Text) => {
            let fix = "compare counts only; of figures there are words ready, such as `rating`, `change.direction` and \
                       `england.verdict`";
            Err(slip(mark.at, format!("`{}` would compare two texts by their letters", mark.text), fix))
        }
        _ => {
            let what = format!("`{}` stands between {} and {}", mark.text, left.words(), right.words());
            let fix = "compare a count with a whole number, or a word with a text in quotes: `measures.red.count == 1`, \
                       `measure(\"carers\").rating == \"red\"`";
            Err(slip(mark.at, what, fix))
        }
    }
}

fn compares(token: &Token<'_>) -> bool {
    COMPARING.iter().any(|(mark, _)| token.is_mark(mark))
}

fn parts(token: &Token<'_>) -> bool {
    compares(token) || token.is_mark(",") || PARTING.iter().any(|word| token.is_name(word))
}

/// The words before an operator that it compares.
fn before(tokens: &[Token<'_>], mark: usize) -> Range<usize> {
    let mut depth = 0_u32;
    let mut start = mark;
    while let Some(token) = start.checked_sub(1).map(|at| &tokens[at]) {
        match token.text {
            ")" if token.is == Kind::Mark => depth += 1,
            "(" if token.is == Kind::Mark && depth == 0 => break,
            "(" if token.is == Kind::Mark => depth -= 1,
            _ if depth == 0 && parts(token) => break,
            _ => {}
        }
        start -= 1;
    }
    start..mark
}

/// The words after an operator that it compares.
fn behind(tokens: &[Token<'_>], mark: usize) -> Range<usize> {
    mark + 1..end(tokens, mark + 1, parts)
}

/// The words of the condition between `if` and its `else`.
fn condition(tokens: &[Token<'_>], word: usize) -> Range<usize> {
    word + 1..end(tokens, word + 1, |token| token.is_name("else"))
}

/// The first word at or after a position that ends a part, outside any brackets opened there.
fn end(tokens: &[Token<'_>], from: usize, ends: fn(&Token<'_>) -> bool) -> usize {
    let mut depth = 0_u32;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.text {
            "(" if token.is == Kind::Mark => depth += 1,
            ")" if token.is == Kind::Mark && depth == 0 => return at,
            ")" if token.is == Kind::Mark => depth -= 1,
            _ if depth == 0 && ends(token) => return at,
            _ => {}
        }
    }
    tokens.len()
}

/// The source text of consecutive words.
fn text<'s>(source: &'s str, tokens: &[Token<'_>], part: Range<usize>) -> Option<&'s str> {
    let (first, last) = (tokens.get(part.start)?, tokens.get(part.end.checked_sub(1)?)?);
    let quote = |token: &Token<'_>| usize::from(token.is == Kind::Quoted);
    source.get(first.at - quote(first)..last.at + last.text.len() + quote(last))
}
