//! The language of expressions: its words and their positions. [`grammar`] checks their order.
//!
//! [`grammar`]: crate::narrate::grammar

use crate::finding::Code;
use crate::narrate::fault::Fault;

/// Functions called with a name: `measure("...")`.
pub const CALLED: [&str; 6] = ["measure", "kind", "theme", "priority", "fact", "paragraph"];
/// Functions of a measure called with a name: `measure("...").reading("2016-17")`.
pub const CALLED_BELOW: [&str; 2] = ["comparator", "reading"];
/// Names that are used without a call.
pub const PLAIN: [&str; 6] = ["measures", "kinds", "themes", "recommendations", "overdue", "paper"];
/// Filters that can be applied to a text after `|`.
pub const FILTERS: [&str; 3] = ["capital", "small", "words"];
/// Words that join values.
const JOINING: [&str; 4] = ["if", "else", "and", "or"];
/// Operators that join two values, the longer ones first.
const OPERATORS: [&str; 9] = ["==", "!=", "<=", ">=", "<", ">", "~", "+", "-"];

/// A word of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'e> {
    pub is: Kind,
    pub text: &'e str,
    /// Its first byte in the expression; for quoted text, the byte after the quote.
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Name,
    /// Quoted text, without the quotes.
    Quoted,
    Number,
    Mark,
}

/// A fault at a byte of the expression.
pub fn slip(at: usize, what: impl Into<String>, fix: impl Into<String>) -> Fault {
    Fault::new(at, Code::Expression, what, fix)
}

/// The words of an expression.
///
/// # Errors
/// At the first character that has no meaning.
pub fn tokens(source: &str) -> Result<Vec<Token<'_>>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let token = token(source, at, first)?;
        let quotes = usize::from(token.is == Kind::Quoted);
        at = token.at + token.text.len() + quotes;
        tokens.push(token);
    }
    Ok(tokens)
}

fn token(source: &str, at: usize, first: char) -> Result<Token<'_>, Fault> {
    let rest = &source[at..];
    let run = |belongs: fn(char) -> bool| {
        let end = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        &rest[..end]
    };
    match first {
        '"' | '\'' => quoted(rest, at, first),
        '0'..='9' => Ok(Token { is: Kind::Number, text: run(|letter| letter.is_ascii_digit()), at }),
        'a'..='z' | 'A'..='Z' | '_' => {
            let text = run(|letter| letter.is_ascii_alphanumeric() || letter == '_');
            Ok(Token { is: Kind::Name, text, at })
        }
        '(' | ')' | '.' | ',' | '|' => Ok(Token { is: Kind::Mark, text: &rest[..1], at }),
        _ => match OPERATORS.iter().find(|mark| rest.starts_with(**mark)) {
            Some(mark) => Ok(Token { is: Kind::Mark, text: &rest[..mark.len()], at }),
            None => Err(strange(first, at)),
        },
    }
}

fn quoted(rest: &str, at: usize, quote: char) -> Result<Token<'_>, Fault> {
    let inside = &rest[1..];
    match inside.find(quote) {
        Some(end) if !inside[..end].contains('\\') => {
            Ok(Token { is: Kind::Quoted, text: &inside[..end], at: at + 1 })
        }
        Some(_) => Err(slip(at, "a quoted text holds a `\\`", "take it out; nothing needs it here")),
        None => {
            let fix = format!("write `{quote}` behind the text too");
            Err(slip(at, format!("the quote `{quote}` is opened here and not closed"), fix))
        }
    }
}

fn strange(letter: char, at: usize) -> Fault {
    let what = format!("`{letter}` has no place in an expression");
    let fix = match letter {
        '“' | '”' | '‘' | '’' | '„' | '«' | '»' => "write straight quotes: `\"`",
        '–' | '—' | '\u{2212}' => "write the minus of the keyboard: `-`",
        '=' => "to compare two values, write `==`",
        '*' | '/' | '%' => "leave the sum to the program: it has counts, percentages and differences ready",
        '{' | '}' | '[' | ']' => "write brackets like these around a name: `measure(\"carers\")`",
        _ => "write it like `measures.count` or `measure(\"carers\").value`",
    };
    slip(at, what, fix)
}

impl Token<'_> {
    pub fn is_name(&self, word: &str) -> bool {
        self.is == Kind::Name && self.text == word
    }

    pub fn is_mark(&self, mark: &str) -> bool {
        self.is == Kind::Mark && self.text == mark
    }

    /// Whether the word joins two values.
    pub fn joins(&self) -> bool {
        match self.is {
            Kind::Mark => OPERATORS.contains(&self.text),
            Kind::Name => JOINING.contains(&self.text),
            Kind::Quoted | Kind::Number => false,
        }
    }
}
