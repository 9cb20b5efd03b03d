//! Evaluates expressions to text, within limits on length, work and size.

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use crate::finding::Code;
use crate::narrate::compare::comparable;
use crate::narrate::cut::{CutIs, Report};
use crate::narrate::fault::{Fault, Log};
use crate::narrate::figure::{Figure, Lookup, Misfit};
use crate::narrate::grammar::check;
use crate::narrate::language::{Kind, Token, tokens};
use crate::narrate::phrase;
use crate::words::figure::plain;
use crate::words::typography::apostrophes;

/// In characters: the longest reasonable expression, with a condition, takes about 150.
const LONGEST_EXPRESSION: usize = 500;
/// In characters: a long comment takes about 1,000.
const LONGEST_TEXT: usize = 10_000;
/// Letters of everything that comes out of a report's expressions; a hundred long comments.
const MOST_TEXT: usize = 200_000;
/// Steps of the engine; an expression of the full length takes about 200.
const MOST_STEPS: u64 = 50_000;

/// What replaces an expression.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// What it should link to, if anything, with a leading `#`.
    pub link: Option<String>,
}

/// The expression engine with all figures of a pack.
pub fn engine(roots: Vec<(&'static str, Value)>) -> Environment<'static> {
    let mut engine = Environment::empty();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(MOST_STEPS));
    for (name, value) in roots {
        engine.add_global(name, value);
    }
    engine.add_filter("capital", phrase::capital);
    engine.add_filter("small", phrase::small);
    engine.add_filter("words", phrase::words);
    engine
}

/// The text for each cut of the report; empty for cuts that are faulty or not expressions.
pub fn evaluate_all(report: &Report<'_>, engine: &Environment<'_>, log: &Log) -> Vec<Filled> {
    let mut letters = 0;
    let mut one = |cut: &CutIs| {
        let CutIs::Expression(inside) = cut else { return Filled::default() };
        if letters > MOST_TEXT {
            return Filled::default();
        }
        let filled = evaluate(report.source(inside), engine).unwrap_or_else(|fault| {
            log.add(Fault { at: inside.start + fault.at, ..fault });
            Filled::default()
        });
        letters += filled.text.len();
        if letters > MOST_TEXT {
            let what = format!(
                "up to here the expressions come to more than {} letters",
                plain(MOST_TEXT.into(), 0)
            );
            log.report(
                inside.start,
                Code::TooMuch,
                what,
                "take each comment and action into the report once",
            );
        }
        filled
    };
    report.cuts.iter().map(|cut| one(&cut.is)).collect()
}

/// Evaluates one expression. A fault is located by its byte within the expression.
fn evaluate(source: &str, engine: &Environment<'_>) -> Result<Filled, Fault> {
    let length = source.chars().count();
    let start = source.len() - source.trim_start().len();
    let start = if start == source.len() { 0 } else { start };
    if length > LONGEST_EXPRESSION {
        let what = format!("the expression has {} characters", plain(length.into(), 0));
        let fix = format!("write at most {LONGEST_EXPRESSION}, and text outside the braces");
        return Err(Fault::new(start, Code::Expression, what, fix));
    }
    let words = tokens(source)?;
    check(&words, source.len())?;
    comparable(source, &words, engine)?;
    let result = engine.compile_expression(source).and_then(|compiled| compiled.eval(()));
    let value = result.map_err(|error| explain(&error, &words, start))?;
    let filled = printed(&value).ok_or_else(|| unprintable(&value, start, &words))?;
    if filled.text.chars().count() > LONGEST_TEXT {
        let what = format!("the expression comes to more than {} characters", plain(LONGEST_TEXT.into(), 0));
        return Err(Fault::new(start, Code::Expression, what, "take shorter texts, or fewer"));
    }
    Ok(filled)
}

/// The printed form of a value, if it has one.
fn printed(value: &Value) -> Option<Filled> {
    if let Some(figure) = value.downcast_object_ref::<Figure>() {
        return Some(Filled { text: apostrophes(&figure.text), link: figure.link.clone() });
    }
    if let Some(text) = value.as_str() {
        return Some(Filled { text: apostrophes(text), link: None });
    }
    let number = i64::try_from(value.clone()).ok().filter(|_| value.is_number())?;
    Some(Filled { text: plain(number.into(), 0), link: None })
}

/// The fault for a value that is not text: a comparison, something incomplete, or nothing at all.
fn unprintable(value: &Value, at: usize, words: &[Token<'_>]) -> Fault {
    if value.is_undefined() {
        return nothing_below(words, at);
    }
    if let Some(lookup) = value.downcast_object_ref::<Lookup>() {
        let what = format!("`{}` does not say which", lookup.thing);
        return Fault::new(
            at,
            Code::Expression,
            what,
            format!("write its name in brackets: `{}(\"...\")`", lookup.thing),
        );
    }
    let fix = "write what to print: `\"is\" if measures.red.count == 1 else \"are\"`";
    Fault::new(at, Code::Expression, "the expression does not come to a figure or a text", fix)
}

/// An engine error in terms that authors understand.
fn explain(error: &Error, words: &[Token<'_>], start: usize) -> Fault {
    let range = error.range().unwrap_or_default();
    let misfit = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Misfit>());
    if let Some(misfit) = misfit {
        let at = place(&misfit.word, range, words).unwrap_or(start);
        let rests_on = misfit.rests_on.clone();
        return Fault { rests_on, ..Fault::new(at, misfit.code, &*misfit.what, &*misfit.fix) };
    }
    let at = if range.is_empty() { start } else { range.start };
    let (what, fix) = match error.kind() {
        ErrorKind::OutOfFuel => ("the expression takes too long to work out", "write a shorter one"),
        ErrorKind::UndefinedError => return nothing_below(words, at),
        ErrorKind::InvalidOperation => {
            ("these two cannot be joined in this way", "join texts with `~`; add and subtract counts only")
        }
        _ => (
            "the expression cannot be understood",
            "write it like `measures.count` or `measure(\"carers\").value`",
        ),
    };
    Fault::new(at, Code::Expression, what, fix)
}

/// The position of the word at fault: its last occurrence in the part of the expression that failed, because
/// what is evaluated last comes last.
fn place(word: &str, range: std::ops::Range<usize>, words: &[Token<'_>]) -> Option<usize> {
    let same = || words.iter().filter(|token| token.text == word && token.is != Kind::Mark);
    let inside = same().rfind(|token| range.contains(&token.at));
    inside.or_else(|| same().next()).map(|token| token.at)
}

/// The fault for a name after a text or number, which have no fields: located at the last name after a dot.
fn nothing_below(words: &[Token<'_>], at: usize) -> Fault {
    let mut pairs = words.windows(2).filter(|pair| pair[0].text == "." && pair[0].is == Kind::Mark);
    let (at, name) = pairs.next_back().map_or((at, "this"), |pair| (pair[1].at, pair[1].text));
    let what = format!("there is no `{name}` below a text or a number");
    Fault::new(at, Code::UnknownName, what, "take it out, with the dot in front")
}
