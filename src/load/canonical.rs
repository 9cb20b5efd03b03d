//! The pack in one canonical form, as it travels inside the PDF: without the authors' comments, and without the
//! numbers behind a suppression.
//!
//! It is written from the tree of written values, so every value keeps the form in which its authors wrote it.
//! Read again, it is the same pack, and written again the same text.

use crate::load::fields::text_of;
use crate::load::tree::{Node, Written};

/// Writes a value as YAML.
pub fn yaml(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

/// The measures of all files as one list.
pub fn measures<'n>(files: impl IntoIterator<Item = &'n Node>) -> String {
    let lists = files.into_iter().filter_map(|node| match &node.is {
        Written::List(items) => Some(items.as_slice()),
        _ => None,
    });
    let mut out = String::new();
    for item in lists.flatten() {
        write_item(item, 0, &mut out);
    }
    out
}

fn write(node: &Node, indent: usize, out: &mut String) {
    match &node.is {
        Written::Map(pairs) => {
            for pair in kept(pairs) {
                indented(indent, out);
                write_pair(pair, indent, out);
            }
        }
        Written::List(items) => {
            for item in items {
                write_item(item, indent, out);
            }
        }
        Written::Scalar { .. } | Written::Blank => {
            out.push_str(&value(node));
            out.push('\n');
        }
    }
}

fn write_item(item: &Node, indent: usize, out: &mut String) {
    indented(indent, out);
    out.push_str("- ");
    match &item.is {
        Written::Map(pairs) => {
            for (at, pair) in kept(pairs).into_iter().enumerate() {
                if at > 0 {
                    indented(indent + 2, out);
                }
                write_pair(pair, indent + 2, out);
            }
        }
        Written::List(_) => {
            out.push('\n');
            write(item, indent + 2, out);
        }
        Written::Scalar { .. } | Written::Blank => write(item, 0, out),
    }
}

fn write_pair((key, node): &(Node, Node), indent: usize, out: &mut String) {
    out.push_str(&value(key));
    out.push(':');
    match &node.is {
        Written::List(items) if items.is_empty() => out.push_str(" []\n"),
        Written::Map(pairs) if pairs.is_empty() => out.push_str(" {}\n"),
        Written::Map(_) | Written::List(_) => {
            out.push('\n');
            write(node, indent + 2, out);
        }
        Written::Scalar { .. } | Written::Blank => {
            out.push(' ');
            write(node, 0, out);
        }
    }
}

fn indented(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// The pairs of a group; of a reading whose value is confidential, not the numbers behind it.
fn kept(pairs: &[(Node, Node)]) -> Vec<&(Node, Node)> {
    let confidential = pairs.iter().any(|(key, node)| text_of(key) == "value" && text_of(node) == "c");
    let telling = |key: &str| matches!(key, "numerator" | "denominator" | "margin" | "respondents");
    pairs.iter().filter(|(key, _)| !(confidential && telling(text_of(key)))).collect()
}

/// A single value: as it was where it is a plain word or number, else in double quotes. What stood in quotes keeps
/// them, because `"null"` is a word and `null` is not.
fn value(node: &Node) -> String {
    let text = text_of(node);
    let unquoted = matches!(node.is, Written::Scalar { plain: true, .. } | Written::Blank);
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b' ');
    let plain = unquoted
        && !text.is_empty()
        && text.bytes().all(word)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        && !text.starts_with("- ")
        && !text.starts_with("--")
        && text != "-"
        && text.trim() == text;
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
