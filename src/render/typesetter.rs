//! The typesetter: typst with only the program's own templates and typeface.
//!
//! A typesetter is set up once and prints many sheets. It uses no system fonts, packages, network or clock: a template
//! sees only its sheet's files and those in `templates/`. The content of a sheet comes as a virtual file, never through
//! `sys.inputs`, which would invalidate typst's caches.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, bail};
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Label, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontVariations};
use typst::utils::{LazyHash, PicoStr};
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// The typeface that the program ships: Source Sans 3 in the weights and styles that the templates use.
const FACES: [&[u8]; 5] = [
    include_bytes!("../../fonts/SourceSans3_400Regular.ttf"),
    include_bytes!("../../fonts/SourceSans3_500Medium.ttf"),
    include_bytes!("../../fonts/SourceSans3_600SemiBold.ttf"),
    include_bytes!("../../fonts/SourceSans3_700Bold.ttf"),
    include_bytes!("../../fonts/SourceSans3_400Regular_Italic.ttf"),
];

/// The positions of the regular and the bold face in [`FACES`].
const REGULAR: usize = 0;
const BOLD: usize = 3;

/// The templates, by the paths under which they import each other.
const TEMPLATES: [(&str, &str); 6] = [
    ("/report.typ", include_str!("../../templates/report.typ")),
    ("/appendix.typ", include_str!("../../templates/appendix.typ")),
    ("/common/theme.typ", include_str!("../../templates/common/theme.typ")),
    ("/common/marks.typ", include_str!("../../templates/common/marks.typ")),
    // A picture on its own, to find out whether typst can draw it.
    ("/common/png.typ", "#image(\"/picture\", format: \"png\", alt: \"\")"),
    ("/common/svg.typ", "#image(\"/picture\", format: \"svg\", alt: \"\")"),
];

/// Typst's library and the typeface, shared by all sheets. Each is set up when first needed, because `check` needs
/// almost nothing from either.
pub struct Typesetter {
    library: LazyLock<LazyHash<Library>>,
    fonts: LazyLock<FontStore>,
    /// The parsed templates, which all sheets share.
    templates: LazyLock<Vec<Source>>,
}

/// One document to be typeset: a template and the files that it reads.
pub struct Sheet {
    /// The template, such as `/appendix.typ`.
    pub template: &'static str,
    /// Virtual files in addition to the templates: path with a leading `/`, and content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Identifies the document across all its versions; part of the PDF's document id.
    pub ident: String,
}

/// A document that has been typeset but is not yet a PDF.
pub struct Proof {
    document: PagedDocument,
    ident: String,
}

impl Typesetter {
    pub fn new() -> Self {
        Self {
            library: LazyLock::new(library),
            fonts: LazyLock::new(fonts),
            templates: LazyLock::new(templates),
        }
    }

    /// Whether the typeface has a glyph for the character.
    pub fn can_print(&self, character: char) -> bool {
        self.fonts.font(0).is_some_and(|font| font.info().coverage.contains(character as u32))
    }

    /// The advance width of a character, in thousandths of an em, in the regular and the bold face. A character without
    /// a glyph counts as a whole em.
    pub fn advance(&self, character: char) -> [u32; 2] {
        [REGULAR, BOLD].map(|face| {
            let advance = self.fonts.font(face).and_then(|font| {
                let variant = font.info().variant;
                let face = font.instantiate(variant, Abs::zero(), &FontVariations::default());
                face.x_advance(face.ttf().glyph_index(character)?.0)
            });
            advance.map_or(1000, |em| (em.get() * 1000.0).round() as u32)
        })
    }

    /// Typesets a sheet.
    ///
    /// # Errors
    /// When typst rejects the template. Material that could cause this is checked earlier, so it is a fault in the
    /// program, and the message says so.
    pub fn set(&self, sheet: Sheet) -> Result<Proof> {
        let main = file_id(sheet.template)?;
        let files = FileStore::new(Files::of(sheet.files));
        let world = SheetWorld { typesetter: self, main, files };
        let compiled = guarded(|| typst::compile::<PagedDocument>(&world));
        // What typst caches for one sheet hardly helps with the next: keeping it for one or two more sheets made no
        // build faster and used a tenth more memory. A preview, which sets the same sheet repeatedly, would keep it.
        comemo::evict(0);
        let compiled = compiled?;
        if let Some(warning) = compiled.warnings.first() {
            bail!("{}", describe(&world, warning));
        }
        let document = compiled
            .output
            .map_err(|errors| anyhow!("{}", errors.first().map_or_else(String::new, |e| describe(&world, e))))
            .with_context(|| format!("the template {} could not be set", sheet.template))?;
        Ok(Proof { document, ident: sheet.ident })
    }
}

fn library() -> LazyHash<Library> {
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
}

fn fonts() -> FontStore {
    let mut fonts = FontStore::new();
    for face in FACES {
        fonts.extend(Font::iter(Bytes::new(face)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    fonts
}

fn templates() -> Vec<Source> {
    let parsed = |(path, text): (&str, &str)| Some(Source::new(file_id(path).ok()?, text.to_owned()));
    TEMPLATES.into_iter().filter_map(parsed).collect()
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Proof {
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// The sheets as they are set, to find out where things stand.
    #[cfg(test)]
    pub fn sheets(&self) -> impl Iterator<Item = &typst::layout::Frame> {
        self.document.pages().iter().map(|page| &page.frame)
    }

    /// What the template left under a label with `metadata`, as JSON.
    pub fn note(&self, label: &str) -> Option<serde_json::Value> {
        let label = Label::new(PicoStr::intern(label))?;
        let content = self.document.introspector().query_label(label).ok()?.clone();
        let value: Value = content.to_packed::<MetadataElem>()?.value.clone();
        serde_json::to_value(value).ok()
    }

    /// How far a labelled element is from the top of its sheet, in millimetres.
    pub fn depth(&self, label: &str) -> Option<f64> {
        let label = Label::new(PicoStr::intern(label))?;
        let introspector = self.document.introspector();
        let location = introspector.query_label(label).ok()?.location()?;
        Some(introspector.position(location)?.point.y.to_mm())
    }

    /// The PDF, which conforms to both PDF/A-3a and PDF/UA-1.
    ///
    /// # Errors
    /// When typst finds that the document would violate either standard; as with [`Typesetter::set`], this is a fault
    /// in the program.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| anyhow!("{}", error.message()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some(concat!("scorecard ", env!("CARGO_PKG_VERSION")).to_owned())),
            standards,
            ..PdfOptions::default()
        };
        guarded(|| typst_pdf::pdf(&self.document, &options))?
            .map_err(|errors| {
                anyhow!("{}", errors.first().map_or_else(String::new, |e| e.message.to_string()))
            })
            .context("the PDF could not be written to its standards")
    }
}

/// Runs typst and turns a panic inside it into an error. Typst and its PDF writer are large programs that are not ours.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| anyhow!("typesetting broke off; please report this with the pack"))
}

/// A typst message with its place in the template, for people who edit templates.
fn describe(world: &SheetWorld<'_>, diagnostic: &SourceDiagnostic) -> String {
    let place = diagnostic.span.id().and_then(|id| {
        let source = world.source(id).ok()?;
        let start = world.range(diagnostic.span)?.start;
        let line = source.text().get(..start)?.matches('\n').count() + 1;
        Some(format!("{}:{line}: ", id.vpath().get_without_slash()))
    });
    let hints: Vec<String> = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
    format!("{}{}{}", place.unwrap_or_default(), diagnostic.message, hints.concat())
}

fn file_id(path: &str) -> Result<FileId> {
    let path = VirtualPath::new(path).map_err(|_| anyhow!("`{path}` is no path for a template"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The files of one sheet, in addition to the templates.
struct Files(BTreeMap<String, Bytes>);

impl Files {
    fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self(files.into_iter().map(|(path, content)| (path, Bytes::new(content))).collect())
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_with_slash();
        self.0.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

/// Everything that typst may see while it sets one sheet.
struct SheetWorld<'a> {
    typesetter: &'a Typesetter,
    main: FileId,
    files: FileStore<Files>,
}

impl World for SheetWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.typesetter.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.typesetter.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = self.typesetter.templates.iter().find(|template| template.id() == id);
        template.map_or_else(|| self.files.source(id), |template| Ok(template.clone()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typesetter.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
