//! From a pack's folder to a [`Pack`] and the findings about it.
//!
//! Every file is read into a tree of written values with their places ([`tree`]; texts that the parser refuses are
//! mended first, [`mend`]), and the typed shapes are filled from it field by field. A faulty value is reported and
//! left out, so that everything else is still checked in the same run.

mod canonical;
mod fields;
mod files;
mod measure;
pub mod mend;
mod previous;
mod readings;
mod references;
mod scorecard;
mod text;
pub mod tree;

pub use fields::near;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Error, Result, anyhow};
use sha2::{Digest, Sha256};

use crate::finding::{Code, Finding, Place, visible};
use crate::load::fields::Log;
use crate::load::files::{Folder, is_yaml};
use crate::load::measure::Read;
use crate::load::scorecard::Cover;
use crate::load::tree::{Node, Written};
use crate::model::{Logo, Pack, Report};

/// Reads a pack. With any finding that stops, the pack is fit for further checks and for nothing else.
///
/// # Errors
/// When the folder itself cannot be opened.
pub fn load(root: &Path) -> Result<(Pack, Vec<Finding>)> {
    let folder = Folder::open(root).map_err(|error| cannot_open(root, error))?;
    let log = Log::default();
    let file = folder.shown("scorecard.yaml");
    let cover_tree = grown(&folder, "scorecard.yaml", &log);
    let Cover { mut pack, sound, logo } = scorecard::cover(cover_tree.as_ref(), &folder.name(), &file, &log);
    let (read, unread): (Vec<_>, Vec<_>) =
        folder.files("measures").into_iter().partition(|name| is_yaml(name));
    let measure_trees: Vec<Node> = read.iter().filter_map(|inside| grown(&folder, inside, &log)).collect();
    for inside in unread {
        report_unread(&folder, &inside, &log);
    }
    let read: Vec<Read> = measure_trees.iter().flat_map(|tree| measures(tree, &log)).collect();
    let whole: Vec<bool> = read.iter().map(|read| read.whole).collect();
    pack.measures = read.into_iter().map(|read| read.measure).collect();
    if pack.measures.is_empty() && !log.has_stop() {
        let what = "the pack has no measures";
        let fix = "write them into files such as `measures/outcomes.yaml`";
        log.report(Finding::new(Code::FileMissing, Place::start_of(&file), what, fix));
    }
    references::check(&pack, &sound, &log);
    let mut whole = whole.into_iter();
    pack.measures.retain(|_| whole.next() == Some(true));
    pack.measures.sort_by_key(|measure| measure.number);
    pack.logo = logo.and_then(|path| {
        let bytes = folder.read(&path.value, &path.place).map_err(|finding| log.report(finding)).ok()?;
        picture(&path, bytes, &log)
    });
    pack.report = report(&folder, &log);
    pack.previous = previous::previous(&folder, &log);
    pack.canonical = canonical_files(&pack, cover_tree.as_ref(), &measure_trees);
    let mut findings = log.into_findings();
    name_measures(&mut findings, &measure_trees.iter().flat_map(measure_starts).collect::<Vec<_>>());
    forgive_missing(&mut findings);
    findings.sort();
    findings.dedup();
    Ok((pack, findings))
}

fn cannot_open(root: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow!("there is no folder {}", root.display()),
        ErrorKind::NotADirectory => anyhow!("{} is not a folder; name the pack's folder", root.display()),
        _ => Error::new(error).context(format!("the pack {} cannot be opened", root.display())),
    }
}

/// Names the measure in findings about the form of its lines, which are made before measures are known.
fn name_measures(findings: &mut [Finding], starts: &[(Place, String)]) {
    for finding in findings.iter_mut().filter(|finding| finding.subject.is_none()) {
        let place = &finding.place;
        let before = starts.iter().filter(|(start, _)| start.file == place.file && start.line <= place.line);
        finding.subject = before.max_by_key(|(start, _)| start.line).map(|(_, subject)| subject.clone());
    }
}

/// Takes back that a key is missing where lines of the same measure, or of `scorecard.yaml`, cannot be read: it may
/// stand there.
fn forgive_missing(findings: &mut Vec<Finding>) {
    let unreadable: Vec<(Arc<str>, Option<String>)> = findings
        .iter()
        .filter(|finding| UNREADABLE.contains(&finding.code))
        .map(|finding| (Arc::clone(&finding.place.file), finding.subject.clone()))
        .collect();
    findings.retain(|finding| {
        let here = |(file, subject): &(Arc<str>, Option<String>)| {
            *file == finding.place.file && *subject == finding.subject
        };
        finding.code != Code::MissingKey || !unreadable.iter().any(here)
    });
}

/// What is found wrong with the form of lines, so that a key in them may be lost.
const UNREADABLE: [Code; 10] = [
    Code::Tab,
    Code::OddSpace,
    Code::CurlyQuote,
    Code::ColonInText,
    Code::QuoteInText,
    Code::NoSpaceAfterColon,
    Code::NoSpaceAfterDash,
    Code::Indentation,
    Code::Syntax,
    Code::AnchorOrTag,
];

/// The name of a pack's folder, under which its outputs lie.
///
/// # Errors
/// When the folder cannot be opened.
pub fn name_of(root: &Path) -> Result<String> {
    Ok(Folder::open(root).map_err(|error| cannot_open(root, error))?.name())
}

/// One file as a tree; its faults are reported.
fn grown(folder: &Folder, inside: &str, log: &Log) -> Option<Node> {
    let file = folder.shown(inside);
    let bytes = folder.read(inside, &Place::start_of(&file)).map_err(|finding| log.report(finding)).ok()?;
    let (node, findings) = mend::read(&bytes, &file);
    for finding in findings {
        log.report(finding);
    }
    node
}

/// A file beside the measures that nobody reads: a name that Windows has lengthened, a folder, a copy.
fn report_unread(folder: &Folder, inside: &str, log: &Log) {
    let name = inside.rsplit('/').next().unwrap_or(inside);
    let what = format!("`{}` is not read, because its name does not end in `.yaml`", visible(name));
    let fix = match name.strip_suffix(".txt").filter(|bare| is_yaml(bare)) {
        Some(bare) => format!("rename it to `{}`", visible(bare)),
        None => "rename it if it holds measures, or take it out of the pack".to_owned(),
    };
    log.report(Finding::new(Code::UnreadFile, Place::start_of(&folder.shown(inside)), what, fix));
}

/// The measures of one file: a list, or a single one.
fn measures(tree: &Node, log: &Log) -> Vec<Read> {
    match &tree.is {
        Written::List(items) => items.iter().filter_map(|item| measure::measure(item, log)).collect(),
        Written::Map(_) | Written::Scalar { .. } | Written::Blank => {
            let what = format!("a list of measures is wanted here, not {}", fields::shape(&tree.is));
            let fix = "begin each measure with a dash and a space: `- number: 1`";
            log.report(Finding::new(Code::WrongShape, tree.place.clone(), what, fix));
            Vec::new()
        }
    }
}

/// Where each measure of a file begins, and how messages name it.
fn measure_starts(tree: &Node) -> Vec<(Place, String)> {
    let Written::List(items) = &tree.is else { return Vec::new() };
    items.iter().filter_map(|item| Some((item.place.clone(), measure::subject(item)?))).collect()
}

/// The narrative, which a pack need not have.
fn report(folder: &Folder, log: &Log) -> Option<Report> {
    const NAME: &str = "report.md";
    let file = folder.shown(NAME);
    folder.has(NAME).then_some(())?;
    let bytes = folder.read(NAME, &Place::start_of(&file)).map_err(|finding| log.report(finding)).ok()?;
    let (text, findings) = text::decode_any(&bytes, &file);
    for finding in findings {
        log.report(finding);
    }
    Some(Report { text, file })
}

/// A logo that typst can draw.
fn picture(path: &crate::finding::Placed<String>, bytes: Vec<u8>, log: &Log) -> Option<Logo> {
    let svg = path.ends_with(".svg") && std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg"));
    let png = path.ends_with(".png") && bytes.starts_with(b"\x89PNG\r\n\x1a\n");
    if !(svg || png) {
        let what = format!("`{}` is not a picture in SVG or PNG", path.value);
        log.report(Finding::new(
            Code::WrongShape,
            path.place.clone(),
            what,
            "name an `.svg` or `.png` file of the pack",
        ));
        return None;
    }
    Some(Logo { path: path.clone(), bytes })
}

/// The paper's description, naming the logo as it travels with it.
fn with_flat_logo(cover: &Node, logo: Option<&str>) -> Node {
    let mut cover = cover.clone();
    if let (Written::Map(pairs), Some(logo)) = (&mut cover.is, logo) {
        for (_, value) in pairs.iter_mut().filter(|(key, _)| fields::text_of(key) == "logo") {
            value.is = Written::Scalar { text: logo.to_owned(), plain: true };
        }
    }
    cover
}

/// The pack as it travels inside the PDF: flat names, and a manifest with the digest of each file.
fn canonical_files(pack: &Pack, cover: Option<&Node>, measures: &[Node]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let logo = pack.logo.as_ref().map(Logo::flat_name);
    let cover = cover.map(|cover| with_flat_logo(cover, logo.as_deref()));
    files.insert(
        "scorecard.yaml".to_owned(),
        cover.as_ref().map(canonical::yaml).unwrap_or_default().into_bytes(),
    );
    files.insert("measures.yaml".to_owned(), canonical::measures(measures).into_bytes());
    if let (Some(name), Some(logo)) = (logo, &pack.logo) {
        files.insert(name, logo.bytes.clone());
    }
    if let Some(report) = &pack.report {
        files.insert("report.md".to_owned(), report.text.clone().into_bytes());
    }
    let entries: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let digest = format!("{:x}", Sha256::digest(bytes));
            serde_json::json!({ "name": name, "bytes": bytes.len(), "sha256": digest })
        })
        .collect();
    let manifest = serde_json::json!({
        "format": 1,
        "program": concat!("scorecard ", env!("CARGO_PKG_VERSION")),
        "pack": pack.name,
        "files": entries,
    });
    files.insert("manifest.json".to_owned(), format!("{manifest:#}\n").into_bytes());
    files
}
