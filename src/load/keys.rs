//! The single table of keys that a pack's YAML files may have. Reading, the schemas for editors, the tables in
//! `data/README.md` and guesses about faulty lines are all based on it.

pub mod form;
mod measure;
mod paper;
#[cfg(test)]
mod readme;

use std::sync::LazyLock;

use crate::load::keys::form::{Form, Key, Shape};

pub use measure::{BAND, MEASURE, PROFILE, READING};
pub use paper::{PAPER, SERVICE};

/// All shapes, once each.
static SHAPES: LazyLock<Vec<&Shape>> =
    LazyLock::new(|| [&PAPER, &SERVICE, &MEASURE].into_iter().fold(Vec::new(), with_inner));

/// The shapes reached through the keys of a shape, at any depth, once each.
pub fn inside(shape: &'static Shape) -> Vec<&'static Shape> {
    with_inner(Vec::new(), shape).split_off(1)
}

/// Appends a shape and those reached through it to others, once each.
fn with_inner(mut shapes: Vec<&'static Shape>, shape: &'static Shape) -> Vec<&'static Shape> {
    if shapes.iter().any(|other| std::ptr::eq(*other, shape)) {
        return shapes;
    }
    shapes.push(shape);
    shape.keys.iter().filter_map(|key| key.form.shape()).fold(shapes, with_inner)
}

/// The keys with this name, in any shape.
fn called(name: &str) -> impl Iterator<Item = &'static Key> {
    SHAPES.iter().filter_map(move |shape| shape.key(name))
}

/// Whether a name is a key in any shape.
pub fn is_key(name: &str) -> bool {
    called(name).next().is_some()
}

/// Whether a group of the format may have both keys.
pub fn is_beside(key: &str, other: &str) -> bool {
    SHAPES.iter().any(|shape| shape.key(key).is_some() && shape.key(other).is_some())
}

/// Whether the key of this name holds prose in any shape: quotes, dashes and odd spaces in it are the author's own
/// affair.
pub fn is_prose(name: &str) -> bool {
    called(name).any(|key| matches!(key.form, Form::Prose | Form::Unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_known_by_its_key() {
        for name in ["title", "comment", "head", "reason", "unit"] {
            assert!(is_prose(name), "{name}");
        }
        for name in ["id", "seasonal", "averaged-counts", "meaningful_change", "version-date", "name"] {
            assert!(is_key(name) && !is_prose(name), "{name}");
        }
        assert!(!is_key("colour"));
    }
}
