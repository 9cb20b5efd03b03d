//! What a reader finds in a PDF: pages, title, language, tags, attachments.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

use crate::case::Files;

/// The facts about a PDF.
#[derive(Debug)]
pub struct Facts {
    /// Width and height of each page in whole millimetres.
    pub pages: Vec<(u32, u32)>,
    pub title: String,
    pub language: String,
    /// Whether it is marked as tagged, with a structure tree that includes the parts of a table.
    pub tagged: bool,
    /// Attached files by name, each also listed as associated with the document.
    pub attachments: Files,
}

/// Reads a PDF.
#[track_caller]
pub fn read(bytes: &[u8]) -> Facts {
    let pdf = Pdf::new(bytes.to_vec()).expect("a sound PDF");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalogue");
    let title = pdf.metadata().title.as_deref().map(text).unwrap_or_default();
    let language = root.get::<PdfString<'_>>("Lang").map(|lang| text(lang.as_bytes())).unwrap_or_default();
    let marked = root.get::<Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
    let structure = root.get::<Dict<'_>>("StructTreeRoot").is_some_and(|tree| tree.contains_key("K"));
    Facts {
        pages: pdf.pages().iter().map(|page| millimetres(page.render_dimensions())).collect(),
        title,
        language,
        tagged: marked == Some(true) && structure,
        attachments: attachments(&root),
    }
}

fn millimetres((width, height): (f32, f32)) -> (u32, u32) {
    let whole = |points: f32| (points * 25.4 / 72.0).round() as u32;
    (whole(width), whole(height))
}

/// The files that the catalogue lists under `AF`, as PDF/A-3 requires.
fn attachments(root: &Dict<'_>) -> Files {
    let specifications = root.get::<Array<'_>>("AF");
    let specifications = specifications.iter().flat_map(Array::iter::<Dict<'_>>);
    let attachment = |specification: Dict<'_>| {
        let name = specification.get::<PdfString<'_>>("UF").expect("a name");
        let relation = specification.get::<Name<'_>>("AFRelationship").expect("a relationship");
        assert_eq!(&*relation, b"Source", "what an attachment is to the document");
        let stream = specification.get::<Dict<'_>>("EF").and_then(|files| files.get::<Stream<'_>>("F"));
        let bytes = stream.expect("a file").decoded().expect("it can be unpacked").into_owned();
        (text(name.as_bytes()), bytes)
    };
    specifications.map(attachment).collect()
}

/// A PDF text string: UTF-16 or UTF-8 if it begins with a byte order mark, otherwise one byte per character.
pub fn text(bytes: &[u8]) -> String {
    if let Some(pairs) = bytes.strip_prefix(b"\xFE\xFF") {
        let units: Vec<u16> =
            pairs.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16(&units).expect("sound UTF-16");
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
