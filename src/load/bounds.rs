//! Lists, groups and texts so long that they came into a pack by mistake: each is told, and is unread from then on, so
//! that nobody has to wait for what would be made of it.

use crate::finding::{Code, Finding};
use crate::load::fields::text_of;
use crate::load::tree::{Node, Written};
use crate::model::quantity::grouped;

/// Entries of a list or a group. Eighty years of months are fewer.
const MOST_ENTRIES: usize = 1_000;

/// Keys below which fewer may stand: each entry is a column, a table or a line of the panel on a single page.
const FEWER: [(&str, usize); 4] = [("comparators", 50), ("kinds", 50), ("priorities", 100), ("themes", 200)];

fn most(key: &str) -> usize {
    FEWER.iter().find(|(name, _)| *name == key).map_or(MOST_ENTRIES, |(_, most)| *most)
}

/// Letters of a text or a key; a long comment takes about 1,000.
const LONGEST_TEXT: usize = 10_000;

/// Takes out whatever is too long below a key.
pub fn cut(node: &mut Node, key: &str, found: &mut Vec<Finding>) {
    let own = std::mem::replace(&mut node.is, Written::Unread);
    match own {
        Written::List(items) if items.len() > most(key) => found.push(too_many(node, key, items.len())),
        Written::Map(pairs) if pairs.len() > most(key) => found.push(too_many(node, key, pairs.len())),
        Written::List(mut items) => {
            for item in &mut items {
                cut(item, key, found);
            }
            node.is = Written::List(items);
        }
        Written::Map(mut pairs) => {
            pairs.retain_mut(|(name, value)| {
                let whole = is_whole(name, "a key", found);
                if whole {
                    cut(value, text_of(name), found);
                }
                whole
            });
            node.is = Written::Map(pairs);
        }
        own => {
            node.is = own;
            if !is_whole(node, &called(key), found) {
                node.is = Written::Unread;
            }
        }
    }
}

fn called(key: &str) -> String {
    if key.is_empty() { "the text".to_owned() } else { format!("`{key}`") }
}

fn too_many(node: &Node, key: &str, entries: usize) -> Finding {
    let below = if key.is_empty() { "here".to_owned() } else { format!("below `{key}`") };
    let (entries, most) = (grouped(entries as u64), grouped(most(key) as u64));
    let what =
        format!("{entries} entries stand {below}, and a list or group of a pack has {most} at the most");
    let fix = match key {
        "readings" => "leave out the oldest, or write figures of longer periods",
        _ => "leave out what the paper does not need",
    };
    Finding::new(Code::TooMuch, node.place.clone(), what, fix)
}

fn is_whole(node: &Node, called: &str, found: &mut Vec<Finding>) -> bool {
    let text = text_of(node);
    // No letter takes less than a byte.
    let letters = if text.len() > LONGEST_TEXT { text.chars().count() } else { 0 };
    let whole = letters <= LONGEST_TEXT;
    if !whole {
        let (letters, most) = (grouped(letters as u64), grouped(LONGEST_TEXT as u64));
        let what = format!("{called} has {letters} letters, and a text of a pack has {most} at the most");
        let fix = "shorten it, or write it into `report.md`";
        found.push(Finding::new(Code::TooMuch, node.place.clone(), what, fix));
    }
    whole
}
