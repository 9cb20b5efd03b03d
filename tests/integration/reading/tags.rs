//! Reads a tagged PDF: its structure tree, with the text on the pages that the tree's marks refer to.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::Page;

use crate::pdf::text;
use crate::reading::aloud::{Cell, Content, Element, Scope};

/// The text of a PDF.
pub struct Document {
    pub root: Element,
    /// Text marked as decoration: running heads, page numbers.
    pub decoration: String,
    /// Text that is neither decoration nor in the tree, so that people who cannot see it miss it.
    pub loose: String,
}

/// Text of marked content, by sheet and number of the mark.
type Marked = BTreeMap<(ObjectIdentifier, i32), String>;

/// Reads a PDF.
#[track_caller]
pub fn read(bytes: &[u8]) -> Document {
    let pdf = Pdf::new(bytes.to_vec()).expect("a sound PDF");
    let mut texts = Texts::default();
    for page in pdf.pages().iter() {
        texts.page(page);
    }
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalogue");
    let structure: Dict<'_> = root.get("StructTreeRoot").expect("a tree of structure");
    let mut tree = Tree { roles: structure.get("RoleMap").unwrap_or_default(), marked: texts.marked };
    let root = tree.element(&structure, None);
    let unsaid: String = tree.marked.into_values().collect();
    Document {
        root,
        decoration: texts.decoration.split_whitespace().collect::<Vec<_>>().join(" "),
        loose: (texts.loose + &unsaid).trim().to_owned(),
    }
}

struct Tree<'a> {
    roles: Dict<'a>,
    /// Marked text that has not been read yet.
    marked: Marked,
}

impl Tree<'_> {
    fn element(&mut self, dict: &Dict<'_>, page: Option<ObjectIdentifier>) -> Element {
        let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(page);
        let string = |key: &str| {
            dict.get::<PdfString<'_>>(key).map(|string| text(string.as_bytes())).unwrap_or_default()
        };
        let kids = match dict.get::<Object<'_>>("K") {
            Some(Object::Array(kids)) => kids.iter::<Object<'_>>().collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        Element {
            kind: dict
                .get::<Name<'_>>("S")
                .map_or("Document".to_owned(), |name| self.standard(name.as_str())),
            alt: Some(string("Alt")).filter(|alt| !alt.is_empty()).unwrap_or_else(|| string("ActualText")),
            content: kids.into_iter().filter_map(|kid| self.kid(kid, page)).collect(),
            cell: cell(dict, string("ID")),
        }
    }

    /// A number of marked content, a reference to it, or a child element. A link's position on the sheet is ignored.
    fn kid(&mut self, kid: Object<'_>, page: Option<ObjectIdentifier>) -> Option<Content> {
        match kid {
            Object::Number(mark) => self.said(page, mark.as_i64() as i32),
            Object::Dict(dict) if dict.contains_key("S") => Some(Content::Element(self.element(&dict, page))),
            Object::Dict(dict) => {
                let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(page);
                dict.get::<i32>("MCID").and_then(|mark| self.said(page, mark))
            }
            _ => None,
        }
    }

    fn said(&mut self, page: Option<ObjectIdentifier>, mark: i32) -> Option<Content> {
        self.marked.remove(&(page?, mark)).map(Content::Text)
    }

    /// The standard type for one of the document's own types, except emphasis, which has none.
    fn standard(&self, kind: &str) -> String {
        let role = self.roles.get::<Name<'_>>(kind);
        role.map_or(kind.to_owned(), |role| role.as_str().to_owned())
    }
}

/// A cell's position in its table.
fn cell(dict: &Dict<'_>, id: String) -> Cell {
    let mut cell = Cell { id, ..Cell::default() };
    let attributes = match dict.get::<Object<'_>>("A") {
        Some(Object::Array(all)) => all.iter::<Dict<'_>>().collect(),
        Some(Object::Dict(one)) => vec![one],
        _ => Vec::new(),
    };
    for attribute in attributes {
        let further = |key: &str| attribute.get::<i32>(key).map_or(0, |covered| covered as usize - 1);
        cell.wider += further("ColSpan");
        cell.taller += further("RowSpan");
        cell.scope = match attribute.get::<Name<'_>>("Scope").as_deref() {
            Some(b"Row" | b"Both") => Scope::Row,
            Some(b"Column") => Scope::Column,
            _ => cell.scope,
        };
        let heads = attribute.get::<Array<'_>>("Headers");
        let heads = heads.iter().flat_map(Array::iter::<PdfString<'_>>);
        cell.heads.extend(heads.map(|head| text(head.as_bytes())));
    }
    cell
}

/// The text on the sheets.
#[derive(Default)]
struct Texts {
    marked: Marked,
    decoration: String,
    loose: String,
}

/// What a piece of text on a sheet belongs to.
#[derive(Clone, Copy)]
enum Belongs {
    Nowhere,
    ToDecoration,
    ToMark(i32),
}

impl Texts {
    fn page(&mut self, page: &Page<'_>) {
        let sheet = page.raw().obj_id().expect("a sheet is an object");
        let mut letters = Letters::default();
        let mut open = vec![Belongs::Nowhere];
        let mut operations = page.typed_operations();
        while let Some(operation) = operations.next() {
            let here = *open.last().expect("as many ends as beginnings");
            match operation {
                TypedInstruction::BeginMarkedContent(begin) => open.push(belongs(begin.0, None, here)),
                TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                    let mark =
                        begin.1.clone().into_dict().and_then(|properties| properties.get::<i32>("MCID"));
                    open.push(belongs(begin.0, mark, here));
                    if let (Some(mark), Belongs::ToMark(_)) = (mark, belongs(begin.0, mark, here)) {
                        self.marked.entry((sheet, mark)).or_default();
                    }
                }
                TypedInstruction::EndMarkedContent(_) => drop(open.pop()),
                TypedInstruction::TextFont(font) => {
                    // Pieces of decoration are at separate places, one after the other.
                    self.decoration.push(' ');
                    letters = Letters::of(&page.resources().get_font(font.0).expect("a typeface"));
                }
                TypedInstruction::ShowText(shown) => self.at(sheet, here).push_str(&letters.read(shown.0)),
                TypedInstruction::ShowTexts(shown) => {
                    for piece in shown.0.iter::<Object<'_>>().filter_map(Object::into_string) {
                        self.at(sheet, here).push_str(&letters.read(&piece));
                    }
                }
                _ => {}
            }
        }
    }

    fn at(&mut self, sheet: ObjectIdentifier, belongs: Belongs) -> &mut String {
        match belongs {
            Belongs::Nowhere => &mut self.loose,
            Belongs::ToDecoration => &mut self.decoration,
            Belongs::ToMark(mark) => self.marked.entry((sheet, mark)).or_default(),
        }
    }
}

fn belongs(tag: &Name<'_>, mark: Option<i32>, around: Belongs) -> Belongs {
    match (&**tag, mark) {
        (b"Artifact", _) => Belongs::ToDecoration,
        (_, Some(mark)) => Belongs::ToMark(mark),
        (_, None) => around,
    }
}

/// The characters for a typeface's glyphs, which are numbered by two bytes.
#[derive(Default)]
struct Letters(BTreeMap<u16, String>);

impl Letters {
    /// Reads the table that lets readers copy text. Its lines are `<0001> <0041>` or, for ranges,
    /// `<0001> <0003> <0041>`, between words that begin and end them.
    #[track_caller]
    fn of(font: &Dict<'_>) -> Self {
        let table =
            font.get::<Stream<'_>>("ToUnicode").expect("a table of letters").decoded().expect("sound");
        let table = String::from_utf8_lossy(&table).into_owned();
        let mut letters = BTreeMap::new();
        let mut width = 0;
        for line in table.lines() {
            width = match line {
                _ if line.ends_with("beginbfchar") => 2,
                _ if line.ends_with("beginbfrange") => 3,
                _ if line.starts_with("endbf") => 0,
                _ => width,
            };
            let units: Vec<Vec<u16>> = line.split(['<', '>']).skip(1).step_by(2).map(units).collect();
            match (width, units.as_slice()) {
                (2, [glyph, letter]) => drop(letters.insert(glyph[0], String::from_utf16_lossy(letter))),
                (3, [first, last, letter]) => {
                    for (glyph, further) in (first[0]..=last[0]).zip(0..) {
                        letters.insert(glyph, String::from_utf16_lossy(&[letter[0] + further]));
                    }
                }
                _ => {}
            }
        }
        Self(letters)
    }

    fn read(&self, shown: &PdfString<'_>) -> String {
        let glyphs = shown.as_bytes().chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        glyphs.map(|glyph| self.0.get(&glyph).map_or("\u{fffd}", String::as_str)).collect()
    }
}

fn units(digits: &str) -> Vec<u16> {
    digits
        .as_bytes()
        .chunks(4)
        .filter_map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok())
        .collect()
}
