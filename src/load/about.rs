//! Finds what each finding about a pack's files is about: the entry that it lies in, or the file.

use std::sync::Arc;

use crate::finding::{Code, Finding, Part, Place, Subject};
use crate::load::fields::{name, near, text_in, text_of};
use crate::load::files::Folder;
use crate::load::measure;
use crate::load::tree::{Node, Written};

/// The keys of `scorecard.yaml` that hold lists whose items are referred to by name.
const LISTS: [&str; 6] = ["kinds", "comparators", "priorities", "themes", "sources", "facts"];

/// The places where the entries of the files begin.
#[derive(Default)]
pub struct Subjects(Vec<(Place, Arc<Subject>)>);

impl Subjects {
    /// Adds the keys of `scorecard.yaml`, and the items of its lists.
    pub fn add_cover(&mut self, cover: &Node) {
        let Written::Map(pairs) = &cover.is else { return };
        for (key, value) in pairs {
            let written = text_of(key);
            // A misspelt key still holds the items that are referred to.
            match near(written, LISTS).map(Part::of_key) {
                Some(part) => {
                    self.add(key, Subject::whole(part));
                    let Written::List(items) = &value.is else { continue };
                    for item in items {
                        self.add(item, Subject { part, name: name_in(item, "name"), words: None });
                    }
                }
                None => self.add(key, Subject::named(Part::Cover, written)),
            }
        }
    }

    /// Adds the measures of a file.
    pub fn add_measures(&mut self, part: Part, file: &Node) {
        let Written::List(items) = &file.is else { return };
        for item in items {
            let (name, words) = (name_in(item, "id"), measure::words(item));
            self.add(item, Subject { part, name, words });
        }
    }

    fn add(&mut self, begins: &Node, subject: Subject) {
        self.0.push((begins.place.clone(), Arc::new(subject)));
    }

    /// Sets what each finding is about, unless it is set already.
    pub fn name(mut self, findings: &mut [Finding], folder: &Folder) {
        self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
        for finding in findings.iter_mut().filter(|finding| finding.subject.is_none()) {
            let file = || Arc::new(Subject::whole(part_of(&finding.place.file, folder)));
            let entry = self.at(&finding.place).unwrap_or_else(file);
            finding.subject = Some(match finding.code {
                // Everything after this point is lost, whatever it was.
                Code::SecondDocument => Arc::new(Subject { name: None, ..(*entry).clone() }),
                _ => entry,
            });
        }
    }

    /// The entry that a place lies in. If several begin on the same line, the last one before the place.
    fn at(&self, place: &Place) -> Option<Arc<Subject>> {
        let Self(entries) = self;
        let line = |place: &Place| (Arc::clone(&place.file), place.line);
        let above = entries.partition_point(|(begins, _)| line(begins) < line(place));
        let same = entries[above..].iter().take_while(|(begins, _)| line(begins) == line(place));
        let before = same.clone().filter(|(begins, _)| begins.column <= place.column);
        let last = entries[..above].last().filter(|(begins, _)| begins.file == place.file);
        let found = before.last().or_else(|| same.clone().next()).or(last);
        found.map(|(_, subject)| Arc::clone(subject))
    }
}

/// A name, if it can be read as one.
fn name_in(node: &Node, key: &str) -> Option<String> {
    text_in(node, key).and_then(|text| name(text).ok())
}

/// The part of the pack that a file belongs to.
fn part_of(file: &str, folder: &Folder) -> Part {
    let pack = folder.shown("");
    let inside = file.strip_prefix(&*pack).unwrap_or(file);
    match inside.split('/').collect::<Vec<_>>().as_slice() {
        ["scorecard.yaml"] => Part::Cover,
        ["report.md"] => Part::Report,
        ["previous.json"] => Part::Previous,
        ["measures", ..] => Part::Measures,
        ["services", _, "service.yaml"] => Part::Service,
        ["services", ..] => Part::Metrics,
        _ => Part::Values,
    }
}
