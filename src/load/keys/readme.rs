//! The tables of keys in `data/README.md`, generated from the table of keys. Only a test uses them: it compares
//! them, or writes them again.

use crate::load::keys::form::{Form, Key, Shape};
use crate::load::keys::{MEASURE, PAPER, READING, SERVICE};

/// Each table as rows, with the marker line before it.
fn tables() -> [(&'static str, Vec<String>); 5] {
    [
        ("<!-- keys of scorecard.yaml -->", table(&PAPER)),
        ("<!-- keys within scorecard.yaml -->", table_within(&PAPER)),
        ("<!-- keys of a measure -->", table(&MEASURE)),
        ("<!-- keys of a reading -->", table(&READING)),
        ("<!-- keys of service.yaml -->", table(&SERVICE)),
    ]
}

fn table(shape: &Shape) -> Vec<String> {
    let head = ["| key | what | takes | needed |", "|---|---|---|---|"].map(str::to_owned);
    head.into_iter().chain(shape.keys.iter().map(|key| format!("| {}", cells(key)))).collect()
}

/// The keys of nested mappings and list items, each after the key that it is under.
fn table_within(shape: &Shape) -> Vec<String> {
    let head = ["| under | key | what | takes | needed |", "|---|---|---|---|---|"].map(str::to_owned);
    let rows = shape.keys.iter().filter_map(|outer| Some((outer.name, outer.form.shape()?)));
    let rows = rows
        .flat_map(|(outer, inner)| inner.keys.iter().map(move |key| format!("| `{outer}` | {}", cells(key))));
    head.into_iter().chain(rows).collect()
}

fn cells(key: &Key) -> String {
    let needed = if key.needed { "yes" } else { "" };
    format!("`{}` | {} | {} | {needed} |", key.name, key.about, takes(key))
}

/// The values that a key takes, in words.
fn takes(key: &Key) -> String {
    let plain = match key.form {
        Form::Prose | Form::Text => "text",
        Form::Name => "a name",
        Form::Names => "a list of names",
        Form::Texts => "a list of texts",
        Form::TextOrTexts => "a text, or a list of them",
        Form::Number => "a number",
        Form::Whole(from, to) if to < 10_000 => return format!("a whole number from {from} to {to}"),
        Form::Whole(..) => "a whole number",
        Form::Date => "a date",
        Form::Flag => "`yes` or `no`",
        Form::Unit => "a unit",
        Form::Pattern(_) => return format!("such as `{}`", key.example),
        Form::Rule => "a code",
        Form::OneOf(words) => return either(&words()),
        Form::SomeOf(words) => return format!("{}, or a list of them", either(&words())),
        Form::Figure => "a number or a reason",
        Form::Readings(_) => "periods, each with a reading",
        Form::Others(_) => "names, each with readings",
        Form::Target(_) => "a target",
        Form::Years(_) => "a number or a band, or one for each year",
        Form::Shares => "parts of a year, each with a share",
        Form::Group(_) => "a group of keys",
        Form::Groups(_) => "a list of groups",
        Form::Colours => "a list of two colours",
    };
    plain.to_owned()
}

/// Lists words as `a`, `b` or `c`.
fn either(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A text with its tables brought up to date: each consists of the rows from its marker to the next blank line.
fn renewed(text: &str) -> String {
    let tables = tables();
    let mut lines = Vec::new();
    let mut rest = text.lines();
    while let Some(line) = rest.next() {
        lines.push(line);
        if let Some((_, rows)) = tables.iter().find(|(mark, _)| *mark == line) {
            lines.extend(rows.iter().map(String::as_str));
            lines.extend(rest.by_ref().find(|line| line.is_empty()));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_documentation_has_the_keys_of_the_table() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md");
    let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (mark, _) in tables() {
        assert_eq!(text.matches(mark).count(), 1, "{mark}");
    }
    if std::env::var_os("RENEW").is_some() {
        std::fs::write(&path, renewed(&text)).unwrap();
    } else {
        assert!(text == renewed(&text), "write it anew: RENEW=1 cargo test --release --lib documentation");
    }
}
