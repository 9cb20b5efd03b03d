//! The pack in a single canonical form, as embedded in the PDF: without the authors' comments or suppressed
//! numbers.
//!
//! It is written from the tree of written values, so every value keeps the form in which its authors wrote it.
//! Reading it again gives the same pack, and writing that gives the same text.
//!
//! Files in a PDF are in no folders, so their names are flat: `services/carers/service.yaml` becomes
//! `services.carers.service.yaml`. Names of services contain no full stop, so [`place_of`] can reverse this.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::load::fields::text_of;
use crate::load::lists::Lists;
use crate::load::services;
use crate::load::tree::{Node, Written};
use crate::load::values;
use crate::model::{Logo, Pack};

/// The pack as embedded in the PDF: files by flat name, and a manifest with the digest of each. `values` are the
/// files of all councils' figures.
pub fn files(
    pack: &Pack,
    cover: Option<&Node>,
    lists: &Lists,
    services: &[services::Read],
    values: BTreeMap<String, Vec<u8>>,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let logo = pack.cover.logo.as_ref().map(Logo::flat_name);
    let cover = cover.map(|cover| values::with_flat_names(with_flat_logo(cover, logo.as_deref())));
    files.insert("scorecard.yaml".to_owned(), cover.as_ref().map(yaml).unwrap_or_default());
    files.insert("measures.yaml".to_owned(), measures(&lists.trees));
    for service in services {
        let flat = |file: &str| format!("services.{}.{file}", service.name);
        files.insert(flat("service.yaml"), service.cover.as_ref().map(yaml).unwrap_or_default());
        files.insert(flat("measures.yaml"), measures(&service.lists.trees));
    }
    files.extend(pack.report.as_ref().map(|report| ("report.md".to_owned(), report.text.clone())));
    let mut files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|(name, text)| (name, text.into_bytes())).chain(values).collect();
    if let (Some(name), Some(logo)) = (logo, &pack.cover.logo) {
        files.insert(name, logo.bytes.clone());
    }
    let manifest = manifest(pack, &files);
    files.insert("manifest.json".to_owned(), manifest);
    files
}

fn manifest(pack: &Pack, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let entry = |(name, bytes): (&String, &Vec<u8>)| {
        let digest = format!("{:x}", Sha256::digest(bytes));
        serde_json::json!({ "name": name, "bytes": bytes.len(), "sha256": digest })
    };
    let manifest = serde_json::json!({
        "format": 1,
        "program": concat!("scorecard ", env!("CARGO_PKG_VERSION")),
        "pack": pack.name,
        "files": files.iter().map(entry).collect::<Vec<_>>(),
    });
    format!("{manifest:#}\n").into_bytes()
}

/// The path within a pack's folder of a file in canonical form, from its flat name: `measures.yaml` becomes
/// `measures/measures.yaml`, and `services.carers.service.yaml` becomes `services/carers/service.yaml`.
pub fn place_of(flat: &str) -> String {
    let parts: Vec<&str> = flat.split('.').collect();
    match parts.as_slice() {
        ["measures", "yaml"] => "measures/measures.yaml".to_owned(),
        ["services", name, "service", "yaml"] => format!("services/{name}/service.yaml"),
        ["services", name, "measures", "yaml"] => format!("services/{name}/measures/measures.yaml"),
        _ => flat.to_owned(),
    }
}

/// The paper's description, with the path of the logo replaced by its flat name.
fn with_flat_logo(cover: &Node, logo: Option<&str>) -> Node {
    let mut cover = cover.clone();
    if let (Written::Map(pairs), Some(logo)) = (&mut cover.is, logo) {
        for (_, value) in pairs.iter_mut().filter(|(key, _)| text_of(key) == "logo") {
            value.is = Written::Scalar { text: logo.to_owned(), plain: true };
        }
    }
    cover
}

/// Writes a value as YAML.
fn yaml(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

/// The measures from all files as one list.
fn measures<'n>(files: impl IntoIterator<Item = &'n Node>) -> String {
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
        Written::Scalar { .. } | Written::Blank | Written::Unread => {
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
        Written::Scalar { .. } | Written::Blank | Written::Unread => write(item, 0, out),
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
        Written::Scalar { .. } | Written::Blank | Written::Unread => {
            out.push(' ');
            write(node, 0, out);
        }
    }
}

fn indented(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// The pairs of a mapping; for a reading whose value is confidential, without the numbers that would reveal it.
fn kept(pairs: &[(Node, Node)]) -> Vec<&(Node, Node)> {
    let confidential = pairs.iter().any(|(key, node)| text_of(key) == "value" && text_of(node) == "c");
    let telling = |key: &str| matches!(key, "numerator" | "denominator" | "margin" | "respondents");
    pairs.iter().filter(|(key, _)| !(confidential && telling(text_of(key)))).collect()
}

/// A single value: unchanged if it is a plain word or number, otherwise in double quotes. Quoted values stay
/// quoted, because `"null"` is a word and `null` is not.
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
