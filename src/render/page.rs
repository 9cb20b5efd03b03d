//! The single page: set at the size that the pack asks for, at smaller sizes only if it is too full, and never below
//! the smallest legible size.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::analyse::Results;
use crate::compose::appendix::{self, Draft};
use crate::compose::lengths::SheetLengths;
use crate::compose::{Size, fit, service};
use crate::finding::{Code, Finding, Place};
use crate::model::{Cover, Pack, PaperSize, Scorecard, Service, View};
use crate::render::typesetter::{Proof, Sheet, Typesetter};
use crate::render::{picture, widths};
use crate::words::list::and;
use crate::words::typography::apostrophes;

/// The smallest type size tried, in points, to find out how far a page is from fitting. Nothing is printed at it.
const SMALLEST_TRIED: f64 = 4.0;
/// The template measures lengths to a hundredth of a millimetre, so smaller differences than this mean nothing.
const ROUNDING: f64 = 0.02;
/// The most titles and comments that a message names.
const MOST_NAMED: usize = 3;

/// The path of the manuscript among the files that a template sees.
pub const MANUSCRIPT: &str = "/manuscript.json";

/// A document, and the manuscript from which it was set.
pub struct Typeset {
    pub proof: Proof,
    pub manuscript: Vec<u8>,
}

/// The outcome of setting a scorecard on a single page.
pub enum SinglePage {
    Fits(Typeset),
    TooFull(Finding),
}

/// Sets Appendix A, or says why it does not fit on one page.
///
/// # Errors
/// When the template or typst fails.
pub fn appendix(typesetter: &Typesetter, pack: &Pack, results: &Results<'_>) -> Result<SinglePage> {
    let view = &pack.whole();
    let draft = appendix::draft(view, results);
    Leaf { view, ident: format!("{} appendix-a", pack.name), draft }.fitted(typesetter)
}

/// Sets the page of a service, or says why it does not fit; `whole` is the results of the whole scorecard.
///
/// # Errors
/// When the template or typst fails.
pub fn service(
    typesetter: &Typesetter,
    pack: &Pack,
    whole: &Results<'_>,
    service: &Service,
    own: &Results<'_>,
) -> Result<SinglePage> {
    let view = &pack.view_of(service);
    let draft = service::draft(whole, view, own);
    Leaf { view, ident: format!("{} services/{}", pack.name, service.name), draft }.fitted(typesetter)
}

/// A scorecard to be set on one page.
struct Leaf<'a> {
    view: &'a View<'a>,
    ident: String,
    draft: Draft<'a>,
}

impl Leaf<'_> {
    /// The page at the first size at which it fits. What is no smaller than something that was too large is not tried.
    fn fitted(&self, typesetter: &Typesetter) -> Result<SinglePage> {
        let page = self.draft.fit();
        let mut tried: Vec<(Size, Fit)> = Vec::new();
        for size in page.sizes() {
            if tried.iter().any(|(larger, fit)| fit.rules_out(larger, &size)) {
                continue;
            }
            let (leaf, fit) = self.set(typesetter, &size)?;
            if fit.holds() {
                return Ok(SinglePage::Fits(leaf));
            }
            tried.push((size, fit));
        }
        let (size, fit) = tried.pop().context("the page was tried at no type size")?;
        let fitting = self.first_fitting(typesetter, &page)?;
        Ok(SinglePage::TooFull(page_full(self.view.scorecard, &size, &fit, fitting)))
    }

    fn set(&self, typesetter: &Typesetter, size: &Size) -> Result<(Typeset, Fit)> {
        let files =
            files(typesetter, self.view.pack, &as_printed(serde_json::to_value(self.draft.at(size))?))?;
        let manuscript = files[MANUSCRIPT].clone();
        let sheet = Sheet { template: "/appendix.typ", files, ident: self.ident.clone() };
        let proof = typesetter.set(sheet)?;
        let note = proof.note("fit").context("the template leaves no note on what it needed")?;
        let note: Note =
            serde_json::from_value(note).context("the template's note on what it needed has another form")?;
        let panel_excess = if note.beside { panel_excess(&proof, note.part_gap)? } else { 0.0 };
        let sheet = SheetLengths::of(self.view.scorecard.page.paper);
        let key_excess = proof.depth("key-end").map_or(0.0, |depth| depth - (sheet.height - sheet.bottom));
        let fit = Fit { pages: proof.pages(), panel_excess, key_excess, note };
        Ok((Typeset { proof, manuscript }, fit))
    }

    /// The largest size below the floor at which the page would fit.
    fn first_fitting(&self, typesetter: &Typesetter, page: &fit::Page<'_>) -> Result<Option<f64>> {
        let mut points = page.floor;
        while points > SMALLEST_TRIED {
            points -= 0.5;
            if self.set(typesetter, &page.below(points))?.1.holds() {
                return Ok(Some(points));
            }
        }
        Ok(None)
    }
}

/// A manuscript with every text as print has it: on one line, with the apostrophes and quotation marks of print.
pub fn as_printed(value: Value) -> Value {
    match value {
        Value::String(text) => {
            let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
            Value::String(apostrophes(&if text.contains('\n') { lines.join(" ") } else { text }))
        }
        Value::Array(values) => values.into_iter().map(as_printed).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| {
                let printed = if NOT_TEXT.contains(&name.as_str()) { value } else { as_printed(value) };
                (name, printed)
            };
            fields.into_iter().map(field).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// Fields of manuscripts that hold drawings and addresses, and no text.
const NOT_TEXT: [&str; 5] = ["svg", "path", "href", "from", "to"];

/// A logo that typst cannot draw, or not within bounds. It is tried alone, so that what is wrong with it is told as a fault of the pack.
pub fn logo(typesetter: &Typesetter, cover: &Cover) -> Option<Finding> {
    let logo = cover.logo.as_ref()?;
    let finding = |what, fix| Finding::new(Code::Picture, logo.path.place.clone(), what, fix);
    if let Some((why, fix)) = picture::fault(&logo.bytes) {
        return Some(finding(format!("`{}` cannot be drawn: {why}", logo.path.value), fix));
    }
    let files = BTreeMap::from([("/picture".to_owned(), logo.bytes.clone())]);
    let ending = if logo.path.ends_with(".png") { "png" } else { "svg" };
    let template = if ending == "png" { "/common/png.typ" } else { "/common/svg.typ" };
    let drawn = typesetter.set(Sheet { template, files, ident: String::new() });
    drawn.err().map(|_| {
        let what = format!("`{}` cannot be drawn", logo.path.value);
        finding(what, "save it again, as a plain SVG without pictures inside it, or as a PNG")
    })
}

/// The files that a template sees: the manuscript ([`MANUSCRIPT`]), text widths, and the pack to be attached.
///
/// # Errors
/// When they cannot be written as JSON.
pub fn files(typesetter: &Typesetter, pack: &Pack, manuscript: &Value) -> Result<BTreeMap<String, Vec<u8>>> {
    let attached = pack.canonical.iter().map(|(name, bytes)| (format!("/{name}"), bytes.clone()));
    let own = [
        (MANUSCRIPT.to_owned(), serde_json::to_vec(manuscript)?),
        ("/typeface.json".to_owned(), serde_json::to_vec(&widths::typeface(typesetter, manuscript))?),
    ];
    Ok(attached.chain(own).collect())
}

/// How well a page fits.
#[derive(Debug)]
struct Fit {
    pages: usize,
    /// How much too tall the panel is, in millimetres; a lower bound if the sources alone fill the sheet.
    panel_excess: f64,
    /// By how far a key below the tables reaches into the margin, in millimetres.
    key_excess: f64,
    note: Note,
}

/// What the template measured, in millimetres.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Note {
    /// The heights available for the tables and needed by them.
    available: f64,
    needed: f64,
    /// Whether the panel is beside the tables. If it is above them, they get the space that it leaves.
    beside: bool,
    /// The smallest gap between two parts of the panel.
    part_gap: f64,
    /// The cells that make the columns wider than the page.
    width_overflow: Vec<WideCell>,
    rows: Vec<RowNote>,
}

/// A cell: its row's number, its column and its text.
#[derive(Debug, Deserialize)]
struct WideCell(String, String, String);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct RowNote {
    number: String,
    height: f64,
    title_lines: u32,
    comment_lines: u32,
}

/// How far a panel beside the tables overlaps the sources at the foot of the sheet, in millimetres.
fn panel_excess(proof: &Proof, part_gap: f64) -> Result<f64> {
    let depth = |label| proof.depth(label).with_context(|| format!("the template leaves no label {label}"));
    Ok(depth("panel-end")? + part_gap - depth("sources")?)
}

impl Fit {
    fn holds(&self) -> bool {
        self.pages == 1
            && self.rows_excess() <= ROUNDING
            && self.panel_excess <= ROUNDING
            && self.note.width_overflow.is_empty()
    }

    /// Whether a size cannot hold because a larger one did not: what was too much for the sheet is no smaller in it.
    fn rules_out(&self, larger: &Size, size: &Size) -> bool {
        let [then, now] = [larger, size].map(|size| size.tables.setting);
        let tables =
            now.points > then.points || (now.points >= then.points && now.spark.height >= then.spark.height);
        let key_below = [larger, size].map(|size| size.key_below.is_some());
        let panel = now.points >= then.points
            && size.panel >= larger.panel
            && size.look_comments >= larger.look_comments
            && key_below[1] <= key_below[0];
        let too_high = self.rows_excess() > ROUNDING || !self.note.width_overflow.is_empty();
        if self.note.beside {
            (too_high && tables && key_below[1] >= key_below[0]) || (self.panel_excess > ROUNDING && panel)
        } else {
            tables && panel
        }
    }

    /// By how much the tables are too high.
    fn rows_excess(&self) -> f64 {
        (self.note.needed - self.note.available).max(self.key_excess)
    }
}

/// The finding about a page that does not fit.
fn page_full(scorecard: &Scorecard, size: &Size, fit: &Fit, fitting: Option<f64>) -> Finding {
    let floor = scorecard.page.paper.smallest_type();
    let paper = scorecard.page.paper.word();
    let (rows, panel) = (fit.rows_excess(), fit.panel_excess);
    let excess = if !fit.note.width_overflow.is_empty() {
        "the columns are too wide".to_owned()
    } else if panel > rows {
        format!("the panel beside them is at least {panel:.0} mm too high")
    } else {
        format!("they are {rows:.0} mm too high")
    };
    let fitting = match fitting {
        Some(points) => format!("it would fit at {points} pt, which is too small to read"),
        None => "it would not fit at any size".to_owned(),
    };
    let what = format!(
        "{} measures do not fit on one page of {paper}: at {} pt {excess}; {fitting} (the least is {floor} pt)",
        scorecard.measures.len(),
        if panel > rows { size.panel } else { size.points() },
    );
    Finding::new(
        Code::PageFull,
        Place::start_of(&scorecard.file),
        what,
        remedies(scorecard, size, fit).join("; "),
    )
}

/// What could be dropped or shortened, the dearest first.
fn remedies(scorecard: &Scorecard, size: &Size, fit: &Fit) -> Vec<String> {
    let mut remedies = Vec::new();
    let Note { rows, width_overflow, .. } = &fit.note;
    let comment_lines: u32 = rows.iter().map(|row| row.comment_lines).sum();
    if size.comments && comment_lines > 0 {
        remedies.push(format!("write `comments: no` under `page`, which saves {comment_lines} lines"));
    }
    let mut rows: Vec<&RowNote> = rows.iter().filter(|row| row.title_lines + row.comment_lines > 1).collect();
    rows.sort_by(|a, b| b.height.total_cmp(&a.height));
    if !rows.is_empty() {
        let named: Vec<String> = rows.into_iter().take(MOST_NAMED).map(costly).collect();
        remedies.push(format!("shorten what takes most room: {}", and(&named)));
    }
    if !width_overflow.is_empty() {
        let named = width_overflow.iter().take(MOST_NAMED);
        let named: Vec<String> = named
            .map(|WideCell(number, column, text)| format!("`{text}` of measure {number} ({column})"))
            .collect();
        remedies.push(format!("shorten what makes the columns wide: {}", and(&named)));
    }
    if fit.panel_excess > ROUNDING {
        let what = "the first sentences of comments in Look here first, and what stands under `sources`";
        remedies.push(format!("shorten what fills the panel: {what}"));
    }
    if matches!(scorecard.page.paper, PaperSize::A4Landscape | PaperSize::A4Portrait) {
        remedies.push("choose `paper: A3 landscape` under `page`, which has twice the room".to_owned());
    }
    remedies.push("or leave out measures".to_owned());
    remedies
}

/// How much space a row takes, in words.
fn costly(row: &RowNote) -> String {
    let part = |lines: u32, what: &str| (lines > 1).then(|| format!("a {what} of {lines} lines"));
    let parts: Vec<String> =
        [part(row.title_lines, "title"), part(row.comment_lines, "comment")].into_iter().flatten().collect();
    let parts = if parts.is_empty() { "a comment".to_owned() } else { and(&parts) };
    format!("measure {} ({parts})", row.number)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::analyse;
    use crate::compose::letters::{Weight, width};
    use crate::load::load;

    /// What was estimated of a page at the size tried first, and what was then set: the height that its tables have and the
    /// height that they need, in millimetres.
    fn heights(folder: &str, paper: PaperSize, comments: bool) -> [(f64, f64); 2] {
        let mut pack = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap().0;
        pack.scorecard.page.paper = paper;
        pack.scorecard.page.comments = Some(comments);
        let results = analyse(&pack);
        let view = pack.whole();
        let leaf = Leaf { view: &view, ident: String::new(), draft: appendix::draft(&view, &results) };
        let page = leaf.draft.fit();
        let size = page.sizes().next().unwrap();
        let note = leaf.set(&Typesetter::new(), &size).unwrap().1.note;
        [page.estimate(&size), (note.available, note.needed)]
    }

    /// One layout is enough where the estimate is right; and where it is not too careful, type is as large as may be.
    #[test]
    fn a_page_is_as_high_as_it_was_estimated() {
        for (folder, comments) in
            [("data/wiltshire", true), ("data/wiltshire", false), ("templates/starter", true)]
        {
            for (word, paper) in PaperSize::FORMS {
                let [estimated, set] = heights(folder, paper, comments);
                let name = format!("{folder} on {word}, comments {comments}: {estimated:?}, set {set:?}");
                assert!((estimated.0 - set.0).abs() < 4.0, "{name}");
                // Rather a line too many than a second layout.
                assert!((-1.0..4.0).contains(&(estimated.1 - set.1)), "{name}");
                assert!(set.1 <= set.0, "{name}");
            }
        }
    }

    #[test]
    fn letters_are_as_wide_as_in_the_typeface() {
        let typesetter = Typesetter::new();
        let letters = ('\u{20}'..'\u{7f}')
            .chain('\u{a0}'..'\u{180}')
            .chain(['\u{2013}', '\u{2019}', '\u{2212}', '\u{2265}']);
        for letter in letters.filter(|letter| typesetter.can_print(*letter)) {
            let known = [Weight::Regular, Weight::Bold]
                .map(|weight| (width(&letter.to_string(), weight) * 1000.0).round() as u32);
            assert_eq!(known, typesetter.advance(letter), "{letter}");
        }
    }
}
