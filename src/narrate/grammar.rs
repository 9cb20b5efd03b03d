//! Checks whether the words of an expression are in an order that makes sense.
//!
//! The engine would reject most of what is rejected here, but in programmers' terms and without a remedy. This
//! check does not know which measures and figures exist.

use crate::finding::Code;
use crate::load::near;
use crate::narrate::fault::Fault;
use crate::narrate::language::{CALLED, CALLED_BELOW, FILTERS, Kind, PLAIN, Token, slip};

/// Words that begin statements in template languages.
const STATEMENTS: [&str; 9] = ["for", "set", "while", "in", "is", "import", "include", "macro", "with"];
/// Checks the order of the words.
///
/// # Errors
/// At the first word that is out of place or has no meaning.
pub fn check(tokens: &[Token<'_>], length: usize) -> Result<(), Fault> {
    let mut order = Order { tokens, brackets: Vec::new(), complete: false };
    for at in 0..tokens.len() {
        order.step(at)?;
    }
    if let Some(open) = order.brackets.first() {
        return Err(slip(
            tokens[*open].at,
            "the bracket is opened here and not closed",
            "write `)` behind it",
        ));
    }
    let Some(last) = tokens.last() else {
        return Err(slip(
            0,
            "the braces are empty",
            "write the figure that is wanted, such as `{{ measures.count }}`",
        ));
    };
    if !order.complete {
        let fix = "write what is to follow, or take it out";
        return Err(slip(last.at.min(length), format!("the expression ends behind `{}`", last.text), fix));
    }
    every_if_has_its_else(tokens)
}

/// Without `else` there would be nothing to print if the condition is false.
fn every_if_has_its_else(tokens: &[Token<'_>]) -> Result<(), Fault> {
    let named = |word: &'static str| tokens.iter().filter(move |token| token.is_name(word));
    match (named("if").next(), named("if").count().cmp(&named("else").count())) {
        (_, std::cmp::Ordering::Equal) => Ok(()),
        (Some(first), std::cmp::Ordering::Greater) => {
            let fix = "write what stands there otherwise: `\"is\" if measures.red.count == 1 else \"are\"`";
            Err(slip(first.at, "`if` has no `else`", fix))
        }
        (_, _) => {
            let at = named("else").next_back().map_or(0, |token| token.at);
            Err(slip(
                at,
                "`else` has no `if`",
                "write it like `\"is\" if measures.red.count == 1 else \"are\"`",
            ))
        }
    }
}

/// The state while checking word by word.
struct Order<'t> {
    tokens: &'t [Token<'t>],
    /// Positions of open brackets.
    brackets: Vec<usize>,
    /// Whether a value is complete, so that only something that joins or ends it may follow.
    complete: bool,
}

impl<'t> Order<'t> {
    fn step(&mut self, at: usize) -> Result<(), Fault> {
        let token = self.tokens[at];
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        if self.complete { self.behind_value(at, token, before) } else { self.at_value(at, token, before) }
    }

    /// Checks a word where a value is expected.
    fn at_value(&mut self, at: usize, token: Token<'t>, before: Option<&Token<'t>>) -> Result<(), Fault> {
        let attribute = before.is_some_and(|before| before.is_mark("."));
        let filter = before.is_some_and(|before| before.is_mark("|"));
        match token.is {
            Kind::Name if attribute || filter => {
                if filter {
                    known_filter(token)?;
                }
                self.complete = true;
            }
            _ if attribute => {
                return Err(slip(
                    token.at,
                    format!("`{}` is no name", token.text),
                    "write a name behind the dot",
                ));
            }
            _ if filter => return Err(slip(token.at, format!("`{}` is no name", token.text), filters())),
            Kind::Name if token.is_name("not") => {}
            Kind::Name if token.joins() => return Err(nothing_before(token)),
            Kind::Name => {
                self.known_root(at, token)?;
                self.complete = true;
            }
            Kind::Quoted | Kind::Number => self.complete = true,
            Kind::Mark if token.is_mark("(") => self.brackets.push(at),
            Kind::Mark
                if token.is_mark(")")
                    && before.is_some_and(|before| before.is_mark("("))
                    && self.is_call() =>
            {
                self.brackets.pop();
                self.complete = true;
            }
            Kind::Mark => return Err(nothing_before(token)),
        }
        Ok(())
    }

    /// Checks a word that follows a complete value.
    fn behind_value(&mut self, at: usize, token: Token<'t>, before: Option<&Token<'t>>) -> Result<(), Fault> {
        match (token.is, token.text) {
            (Kind::Mark, ")") => {
                if self.brackets.pop().is_none() {
                    return Err(slip(token.at, "`)` closes nothing", "take it out, or write `(` in front"));
                }
            }
            (Kind::Mark, "(") => {
                if before.is_none_or(|before| before.is != Kind::Name) {
                    return Err(between(before, token));
                }
                self.brackets.push(at);
                self.complete = false;
            }
            (Kind::Mark, ",") if !self.is_call() => {
                let fix = "write one expression in each pair of braces";
                return Err(slip(token.at, "the comma stands outside brackets", fix));
            }
            (Kind::Mark, "-") if self.is_hyphen(at) => return Err(self.hyphen(at)),
            (Kind::Mark, _) => self.complete = false,
            (Kind::Name, _) if token.joins() => self.complete = false,
            _ => return Err(between(before, token)),
        }
        Ok(())
    }

    /// Whether the innermost open bracket belongs to a call.
    fn is_call(&self) -> bool {
        let open = self.brackets.last().and_then(|open| open.checked_sub(1));
        open.is_some_and(|before| self.tokens[before].is == Kind::Name && !self.tokens[before].joins())
    }

    /// Whether a word is the argument of a call: `measure(carers)`.
    fn is_called_with(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map(|at| self.tokens[at]);
        before(1).is_some_and(|open| open.is_mark("("))
            && before(2)
                .is_some_and(|called| CALLED.contains(&called.text) || CALLED_BELOW.contains(&called.text))
    }

    /// Whether a minus without spaces joins two names, as in `data-as-at`.
    fn is_hyphen(&self, at: usize) -> bool {
        let (Some(before), Some(behind)) =
            (at.checked_sub(1).map(|at| self.tokens[at]), self.tokens.get(at + 1))
        else {
            return false;
        };
        let touching =
            before.at + before.text.len() == self.tokens[at].at && behind.at == self.tokens[at].at + 1;
        touching && before.is == Kind::Name && behind.is == Kind::Name
    }

    fn hyphen(&self, at: usize) -> Fault {
        let mut name = self.tokens[at - 1].text.to_owned();
        let mut next = at;
        while self.tokens.get(next).is_some_and(|token| token.is_mark("-")) && self.is_hyphen(next) {
            name = format!("{name}-{}", self.tokens[next + 1].text);
            next += 2;
        }
        let fix = format!("write `_` inside a name: `{}`", name.replace('-', "_"));
        slip(self.tokens[at - 1].at, format!("`{name}` would be a subtraction"), fix)
    }

    /// A name on its own must be one of the known top-level names.
    fn known_root(&self, at: usize, token: Token<'_>) -> Result<(), Fault> {
        let called = self.tokens.get(at + 1).is_some_and(|next| next.is_mark("("));
        let name = token.text;
        if STATEMENTS.contains(&name) {
            let fix = "write a figure, such as `measures.count`; lists and tables of many are blocks such as `[[ themes ]]`";
            return Err(slip(token.at, format!("`{name}` begins a statement, and a report has none"), fix));
        }
        match (CALLED.contains(&name), PLAIN.contains(&name), called) {
            (true, _, true) | (_, true, false) => Ok(()),
            (true, _, false) => Err(slip(
                token.at,
                format!("`{name}` does not say which"),
                format!("write its name in brackets: `{name}(\"...\")`"),
            )),
            (_, true, true) => Err(slip(
                token.at,
                format!("`{name}` takes no brackets"),
                format!("write a dot and what is wanted: `{name}.`"),
            )),
            (false, false, false) if self.is_called_with(at) => {
                let fix = format!("write it in quotes: `\"{name}\"`");
                Err(slip(token.at, format!("the name `{name}` stands without quotes"), fix))
            }
            (false, false, _) => Err(unknown_root(token)),
        }
    }
}

fn unknown_root(token: Token<'_>) -> Fault {
    let name = token.text;
    let fix = match near(name, CALLED.into_iter().chain(PLAIN)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("text goes in quotes; what there is: {}, {}", PLAIN.join(", "), CALLED.join(", ")),
    };
    Fault::new(token.at, Code::UnknownName, format!("there is nothing called `{name}`"), fix)
}

fn known_filter(token: Token<'_>) -> Result<(), Fault> {
    if FILTERS.contains(&token.text) {
        return Ok(());
    }
    let fix = near(token.text, FILTERS).map_or_else(filters, |known| format!("did you mean `{known}`?"));
    Err(Fault::new(
        token.at,
        Code::UnknownName,
        format!("there is nothing called `{}` behind `|`", token.text),
        fix,
    ))
}

fn filters() -> String {
    format!("write one of: {}", FILTERS.join(", "))
}

fn nothing_before(token: Token<'_>) -> Fault {
    slip(
        token.at,
        format!("there is no value in front of `{}`", token.text),
        "write one, or take the mark out",
    )
}

fn between(before: Option<&Token<'_>>, token: Token<'_>) -> Fault {
    let before = before.map_or("", |before| before.text);
    let what = format!("nothing joins `{before}` and `{}`", token.text);
    slip(token.at, what, "write one figure in each pair of braces, or join the two with `~`")
}
