//! The measures in one folder: each YAML file in it is a list of them.

use crate::finding::{Code, Finding, Part, Place, visible};
use crate::load::entries::Entries;
use crate::load::fields::{Log, MOST_FINDINGS, shape};
use crate::load::files::{Folder, is_yaml};
use crate::load::measure;
use crate::load::tree::{Node, Written};
use crate::load::{apart, grown};
use crate::model::quantity::grouped;
use crate::model::{Declared, Measure};
use crate::parallel;

/// The content of the files in a folder.
pub struct Lists {
    /// The tree of each file as written.
    pub trees: Vec<Node>,
    /// Every measure as far as it could be read, in the order of the files.
    pub measures: Vec<Measure>,
    /// For each measure, whether it has everything essential.
    whole: Vec<bool>,
}

/// Reads the files in a folder of the pack.
pub fn read(folder: &Folder, inside: &str, part: Part, units: &Declared, log: &Log) -> Lists {
    let files = folder.files(inside).unwrap_or_else(|finding| {
        log.report(finding);
        Vec::new()
    });
    let (lists, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|name| is_yaml(name));
    let one = |inside: &String, log: &Log| {
        let tree = grown(folder, inside, Entries::Measures(part), log);
        let read = tree.as_ref().map(|tree| measures(tree, units, log)).unwrap_or_default();
        (tree, read)
    };
    let (mut trees, mut read): (Vec<Node>, Vec<measure::Read>) = (Vec::new(), Vec::new());
    for ((tree, measures), told) in parallel::map(&lists, |inside| apart(|log| one(inside, log))) {
        log.absorb(told);
        trees.extend(tree);
        read.extend(measures);
    }
    for inside in others {
        report_unread(folder, &inside, log);
    }
    report_too_many(&mut read, log);
    let whole = read.iter().map(|read| read.whole).collect();
    let measures = read.into_iter().map(|read| read.measure).collect();
    Lists { trees, measures, whole }
}

/// Measures of one scorecard: its page holds a hundred of them at the most.
const MOST_MEASURES: usize = 300;

/// A scorecard that could not be set on any page. What is beyond the bound is not looked at.
fn report_too_many(read: &mut Vec<measure::Read>, log: &Log) {
    let Some(beyond) = read.get(MOST_MEASURES).filter(|_| read.len() > MOST_MEASURES) else { return };
    let (all, most) = (grouped(read.len() as u64), grouped(MOST_MEASURES as u64));
    let what =
        format!("the scorecard has {all} measures, and a single page is never set with more than {most}");
    let fix = "leave out what members do not need, or make services of it, each with its own page";
    log.report(Finding::new(Code::TooMuch, beyond.measure.place.clone(), what, fix));
    read.truncate(MOST_MEASURES);
}

impl Lists {
    /// The measures that have everything essential, by number.
    pub fn whole(&self) -> Vec<Measure> {
        let pairs = self.measures.iter().zip(&self.whole);
        let mut whole: Vec<Measure> =
            pairs.filter(|(_, whole)| **whole).map(|(measure, _)| measure.clone()).collect();
        whole.sort_by_key(|measure| measure.number);
        whole
    }
}

/// Reports a file beside the measures that is not read: a name that Windows has lengthened, a folder, a copy.
fn report_unread(folder: &Folder, inside: &str, log: &Log) {
    let name = inside.rsplit('/').next().unwrap_or(inside);
    if folder.has_folder(inside) {
        let what = format!("`{}` is not read, because it is a folder", visible(name));
        let fix = "put its files beside the others, or take it out of the pack";
        log.report(Finding::new(Code::UnreadFile, Place::start_of(&folder.shown(inside)), what, fix));
        return;
    }
    // Windows writes `.txt` behind the name that was typed, and shows neither. The file's measures are missed elsewhere.
    let bare = inside.strip_suffix(".txt").filter(|bare| is_yaml(bare) && !folder.has(bare));
    if let Some(bare) = bare.and_then(|bare| bare.rsplit('/').next()) {
        let what = format!("`{}` is not read, because its name ends in `.txt`", visible(name));
        let fix = format!("rename `{}` to `{}`", visible(name), visible(bare));
        log.report(Finding::new(Code::FileMissing, Place::start_of(&folder.shown(inside)), what, fix));
        return;
    }
    let what = format!("`{}` is not read, because its name does not end in `.yaml`", visible(name));
    let fix = "rename it if it holds measures, or take it out of the pack";
    log.report(Finding::new(Code::UnreadFile, Place::start_of(&folder.shown(inside)), what, fix));
}

/// The measures in one file.
fn measures(tree: &Node, units: &Declared, log: &Log) -> Vec<measure::Read> {
    match &tree.is {
        Written::List(items) => each(items, units, log),
        Written::Unread => Vec::new(),
        Written::Map(_) | Written::Scalar { .. } | Written::Blank => {
            let what = format!("a list of measures is wanted here, not {}", shape(&tree.is));
            let fix = "begin each measure with a dash and a space: `- number: 1`";
            log.report(Finding::new(Code::WrongShape, tree.place.clone(), what, fix));
            Vec::new()
        }
    }
}

/// Reads each measure of a list, up to a reasonable number of findings.
fn each(items: &[Node], units: &Declared, log: &Log) -> Vec<measure::Read> {
    let mut read = Vec::new();
    let before = log.len();
    for (at, item) in items.iter().enumerate() {
        if log.len() > before + MOST_FINDINGS {
            let more = items.len() - at;
            let what =
                format!("from here on {more} measures are not looked at, because so many above have faults");
            let fix = "mend the faults above, then check again";
            log.report(Finding::new(Code::WrongShape, item.place.clone(), what, fix));
            break;
        }
        read.extend(measure::measure(item, units, log));
    }
    read
}
