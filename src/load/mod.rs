//! Reads a pack's folder into a [`Pack`] and the findings about it.
//!
//! Every file is read into a tree of written values with their places ([`tree`]): as a whole or, if that fails, entry
//! by entry ([`entries`]), in which case [`slips`] explains what is wrong. Typed shapes are filled from the tree field
//! by field. A faulty value is reported and left out, so that everything else is still checked in the same run.

mod about;
mod bounds;
mod canonical;
pub mod entries;
mod fields;
mod files;
mod keys;
mod lists;
mod measure;
mod names;
mod previous;
mod readings;
mod references;
pub mod schema;
mod scorecard;
mod services;
pub mod slips;
mod target;
#[cfg(test)]
mod tests;
mod text;
pub mod tree;
mod values;

pub use canonical::place_of;
pub use fields::near;
pub use names::meant_name;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Error, Result, anyhow, bail};

use crate::finding::{Code, Finding, Part, Place, Subject, some, visible};
use crate::load::about::Subjects;
use crate::load::entries::Entries;
use crate::load::fields::Log;
use crate::load::files::Folder;
use crate::load::scorecard::Described;
use crate::load::tree::Node;
use crate::model::{Cover, Logo, Pack, Report};
use crate::parallel;

/// Reads a pack. If any finding stops the build, the pack is only good for further checks.
///
/// # Errors
/// When the folder itself cannot be opened.
pub fn load(root: &Path) -> Result<(Pack, Vec<Finding>)> {
    read(root, For::Outputs)
}

/// Reads a pack as [`load`] does, but without its canonical form, which only outputs need.
///
/// # Errors
/// When the folder itself cannot be opened.
pub fn load_to_check(root: &Path) -> Result<(Pack, Vec<Finding>)> {
    read(root, For::Checks)
}

/// The purpose of reading a pack.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Outputs,
    Checks,
}

fn read(root: &Path, purpose: For) -> Result<(Pack, Vec<Finding>)> {
    let folder = open(root)?;
    let log = Log::default();
    let file = folder.shown("scorecard.yaml");
    let cover_tree = grown(&folder, "scorecard.yaml", Entries::Keys, &log);
    let described = scorecard::described(cover_tree.as_ref(), &file, &log);
    let units = &described.units;
    let ((lists, of_lists), (services, of_services)) = parallel::both(
        || apart(|log| lists::read(&folder, "measures", Part::Measures, units, log)),
        || apart(|log| services::read(&folder, units, log)),
    );
    // There may be measures in what could not be read.
    if lists.measures.is_empty() && !of_lists.has_stop() {
        let what = "the pack has no measures";
        let renamed = folder.renamed("measures").filter(|_| !folder.has("measures"));
        let fix =
            renamed.unwrap_or_else(|| "write them into files such as `measures/outcomes.yaml`".to_owned());
        let finding = Finding::new(Code::FileMissing, Place::start_of(&file), what, fix);
        log.report(finding.about(Subject::whole(Part::Measures)));
    }
    log.absorb(of_lists);
    log.absorb(of_services);
    references::check(&described, &lists, &services, &log);
    let Described { mut cover, mut scorecard, logo, .. } = described;
    scorecard.measures = lists.whole();
    let values = values::read(&cover.comparators, &mut scorecard.measures, &folder, &log);
    cover.logo = logo.and_then(|path| {
        let bytes = folder.read(&path.value, &path.place).map_err(|finding| log.report(finding)).ok()?;
        picture(&path, bytes, &log)
    });
    let mut pack = Pack {
        name: folder.name(),
        services: services::services(&scorecard.kinds, &services),
        report: report(&folder, &cover, &log),
        previous: previous::previous(&folder, &log),
        cover,
        scorecard,
        canonical: BTreeMap::new(),
    };
    if purpose == For::Outputs {
        pack.canonical = canonical::files(&pack, cover_tree.as_ref(), &lists, &services, values);
    }
    let mut findings = log.into_findings();
    let mut subjects = Subjects::default();
    if let Some(cover) = &cover_tree {
        subjects.add_cover(cover);
    }
    for file in &lists.trees {
        subjects.add_measures(Part::Measures, file);
    }
    for file in services.iter().flat_map(|service| &service.lists.trees) {
        subjects.add_measures(Part::Metrics, file);
    }
    subjects.name(&mut findings, &folder);
    Ok((pack, findings))
}

/// Reads something in parallel with other files, using a log of its own.
fn apart<T>(read: impl FnOnce(&Log) -> T) -> (T, Log) {
    let log = Log::default();
    (read(&log), log)
}

fn cannot_open(root: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow!("there is no folder {}", root.display()),
        ErrorKind::NotADirectory => anyhow!("{} is not a folder; name the pack's folder", root.display()),
        _ => Error::new(error).context(format!("the pack {} cannot be opened", root.display())),
    }
}

/// The name of a pack's folder, which is also the name of its output folder.
///
/// # Errors
/// When the folder cannot be opened, or is no pack's.
pub fn name_of(root: &Path) -> Result<String> {
    open(root).map(|folder| folder.name())
}

/// What makes a folder a pack, in part.
const PARTS: [&str; 3] = ["scorecard.yaml", "measures", "services"];

/// A pack's folder. One that lacks a part is a pack with a fault; one that has none of them is none.
fn open(root: &Path) -> Result<Folder> {
    let folder = Folder::open(root).map_err(|error| cannot_open(root, error))?;
    let is_there = |part: &&'static str| folder.has(part) || folder.meant_for(part).is_some();
    if !PARTS.iter().any(is_there) {
        let instead = match (folder.packs_inside().as_slice(), folder.pack_around()) {
            ([], None) => "name a pack's folder, or make a new one with `scorecard new`".to_owned(),
            ([], Some(around)) => format!("name the pack's own folder, {around}"),
            ([one], _) => format!("name the one that lies in it, {one}"),
            (many, _) => format!("name one of those that lie in it: {}", some(many)),
        };
        bail!("{} is no pack, because it holds no scorecard.yaml; {instead}", root.display());
    }
    Ok(folder)
}

/// Reads one file as a tree and reports its faults.
fn grown(folder: &Folder, inside: &str, of: Entries, log: &Log) -> Option<Node> {
    let file = folder.shown(inside);
    let bytes = folder.read(inside, &Place::start_of(&file)).map_err(|finding| log.report(finding)).ok()?;
    let (node, findings) = entries::read(&bytes, &file, of);
    for finding in findings {
        log.report(finding);
    }
    node
}

/// The narrative, which is optional unless the pack lists the sections that it must have.
fn report(folder: &Folder, cover: &Cover, log: &Log) -> Option<Report> {
    const NAME: &str = "report.md";
    let file = folder.shown(NAME);
    if !folder.has(NAME) {
        report_missing(folder, NAME, cover, log);
        return None;
    }
    let bytes = folder.read(NAME, &Place::start_of(&file)).map_err(|finding| log.report(finding)).ok()?;
    let (text, findings) = text::decode_any(&bytes, &file);
    // If nothing in a report could be read, everything missing from it is a mere consequence.
    let says_nothing = text.trim().is_empty();
    if says_nothing && findings.is_empty() {
        let fix = "write the report, or take the file out of the pack if there is to be none";
        log.report(Finding::new(Code::EmptyFile, Place::start_of(&file), "the report is empty", fix));
    }
    for finding in findings {
        log.report(finding);
    }
    (!says_nothing).then_some(Report { text, file })
}

/// Reports a missing narrative, if the pack has one under another name or lists its sections.
fn report_missing(folder: &Folder, name: &str, cover: &Cover, log: &Log) {
    if let (Some(meant), Some(fix)) = (folder.meant_for(name), folder.renamed(name)) {
        let what = format!("`{}` is not read, because a report's file is called `{name}`", visible(&meant));
        let place = Place::start_of(&folder.shown(&meant));
        log.report(Finding::new(Code::ReportMissing, place, what, fix));
    } else if let Some(section) = cover.sections.first() {
        let what = format!("the report is to have sections, and the pack has no `{name}`");
        let fix = format!("write the report into `{name}`, or take `sections` out if there is to be none");
        log.report(Finding::new(Code::ReportMissing, section.title.place.clone(), what, fix));
    }
}

/// How files of pictures begin, and what they are called.
const PICTURES: [(&[u8], &str); 6] = [
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
];

/// A logo that typst can draw.
fn picture(path: &crate::finding::Placed<String>, bytes: Vec<u8>, log: &Log) -> Option<Logo> {
    let is_svg = || std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg"));
    let begun = PICTURES.iter().find(|(begin, _)| bytes.starts_with(begin)).map(|(_, kind)| *kind);
    let kind = begun.or_else(|| is_svg().then_some("SVG"));
    let (stem, ending) = path.rsplit_once('.').unwrap_or((&path.value, ""));
    let wanted = kind.filter(|kind| matches!(*kind, "SVG" | "PNG")).map(str::to_lowercase);
    let (what, fix) = match (kind, wanted) {
        (_, Some(wanted)) if wanted == ending => return Some(Logo { path: path.clone(), bytes }),
        (Some(kind), Some(wanted)) => (
            format!("`{}` holds a picture in {kind}, which its name does not say", path.value),
            format!("rename the file to `{stem}.{wanted}`, and write `logo: {stem}.{wanted}`"),
        ),
        (Some(kind), None) => (
            format!("`{}` holds a picture in {kind}, whatever its name says", path.value),
            "open it in a program for pictures and save it as PNG; to rename it is not enough".to_owned(),
        ),
        (None, _) => (
            format!("`{}` is not a picture in SVG or PNG", path.value),
            "name an `.svg` or `.png` file of the pack".to_owned(),
        ),
    };
    log.report(Finding::new(Code::WrongShape, path.place.clone(), what, fix));
    None
}
