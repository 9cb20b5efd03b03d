//! The widths of a manuscript's texts in the typeface. Templates use them to share out column widths, because measuring
//! each cell in the template would take longer than setting the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::compose::DASH;
use crate::compose::lengths::{BODY, CAP, DESIGN, Design, SMALL};
use crate::render::typesetter::Typesetter;

/// Keys of drawings, and of texts that are only read aloud, which are never set in a column.
const NOT_SET: [&str; 3] = ["svg", "alt", "description"];

/// What the templates need to know about the typeface.
#[derive(Debug, Serialize)]
pub struct Typeface {
    /// The type sizes of the design, in points; the cap height is a fraction of the size.
    pub body: f64,
    pub small: f64,
    pub cap: f64,
    /// Lengths of the design.
    pub design: Design,
    pub widths: Widths,
}

/// The design's type, and the widths of a manuscript's texts in it.
pub fn typeface(typesetter: &Typesetter, manuscript: &Value) -> Typeface {
    Typeface { body: BODY, small: SMALL, cap: CAP, design: DESIGN, widths: of_texts(typesetter, manuscript) }
}

/// Each text's width in thousandths of an em: the whole text in regular and bold, its longest word in regular and bold.
pub type Widths = BTreeMap<String, [u32; 4]>;

/// The widths of all texts in a manuscript, of the empty text, and of what is printed in an empty cell.
fn of_texts(typesetter: &Typesetter, manuscript: &Value) -> Widths {
    let mut ruler = Ruler { typesetter, letters: BTreeMap::new(), widths: Widths::new() };
    ruler.widths.insert(String::new(), [0; 4]);
    ruler.measure(DASH);
    ruler.walk(manuscript);
    ruler.widths
}

/// Measures single texts in the same way.
pub fn ruler(typesetter: &Typesetter) -> impl Fn(&str) -> [u32; 4] {
    let ruler = RefCell::new(Ruler { typesetter, letters: BTreeMap::new(), widths: Widths::new() });
    move |text| {
        let mut ruler = ruler.borrow_mut();
        ruler.measure(text);
        ruler.widths.get(text).copied().unwrap_or_default()
    }
}

struct Ruler<'p> {
    typesetter: &'p Typesetter,
    /// Advance widths already looked up.
    letters: BTreeMap<char, [u32; 2]>,
    widths: Widths,
}

impl Ruler<'_> {
    fn walk(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.measure(text),
            Value::Array(values) => values.iter().for_each(|value| self.walk(value)),
            Value::Object(fields) => {
                for (_, value) in fields.iter().filter(|(name, _)| !NOT_SET.contains(&name.as_str())) {
                    self.walk(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn measure(&mut self, text: &str) {
        if self.widths.contains_key(text) {
            return;
        }
        let (mut whole, mut word, mut longest) = ([0; 2], [0; 2], [0; 2]);
        for character in text.chars() {
            let advance =
                *self.letters.entry(character).or_insert_with(|| self.typesetter.advance(character));
            whole = added(whole, advance);
            // A line may break here, so the next word starts here.
            word = if character == ' ' || character == '\u{200b}' { [0; 2] } else { added(word, advance) };
            longest = [longest[0].max(word[0]), longest[1].max(word[1])];
        }
        self.widths.insert(text.to_owned(), [whole[0], whole[1], longest[0], longest[1]]);
    }
}

fn added(one: [u32; 2], other: [u32; 2]) -> [u32; 2] {
    [one[0] + other[0], one[1] + other[1]]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of_texts;
    use crate::render::typesetter::Typesetter;

    #[test]
    fn a_text_is_as_wide_as_its_letters_together() {
        // Advance widths of Source Sans 3: regular a 504, b 553, space 200, dash 480; bold a 527, b 573, space 200, dash 480.
        let widths = of_texts(&Typesetter::new(), &json!({ "title": ["ab a"], "svg": "not set" }));
        let expected = [("", [0; 4]), ("ab a", [1761, 1827, 1057, 1100]), ("–", [480; 4])];
        assert_eq!(widths, expected.map(|(text, widths)| (text.to_owned(), widths)).into());
    }
}
