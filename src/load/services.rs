//! The services of a pack: each is a folder in `services/` with a `service.yaml` and its own measures.

use std::sync::Arc;

use crate::finding::{Code, Finding, Misread, Part, Place, Placed, Subject, visible};
use crate::load::entries::Entries;
use crate::load::fields::{Fields, Log, name, whole};
use crate::load::files::Folder;
use crate::load::keys::SERVICE;
use crate::load::lists::{self, Lists};
use crate::load::scorecard::page;
use crate::load::tree::Node;
use crate::load::{apart, grown};
use crate::model::{Author, Declared, Kind, Measure, Page, PaperSize, Scorecard, Service};
use crate::parallel;

const SERVICES: &str = "services";

/// The defaults for a service's page: six to ten rows with their actions fill a sheet of A4.
const PLAIN_PAGE: Page =
    Page { paper: PaperSize::A4Landscape, type_size: None, comments: None, actions: true };

/// A service as far as it could be read.
pub struct Read {
    pub name: String,
    pub file: Arc<str>,
    /// The tree of `service.yaml` as written.
    pub cover: Option<Node>,
    pub order: Option<Placed<u32>>,
    title: Option<Placed<String>>,
    head: Option<Placed<String>>,
    page: Page,
    pub lists: Lists,
}

/// Reads every service.
pub fn read(folder: &Folder, units: &Declared, log: &Log) -> Vec<Read> {
    if folder.has(SERVICES) && !folder.has_folder(SERVICES) {
        report_no_folder(folder, SERVICES, log);
    } else if !folder.has(SERVICES)
        && let Some(meant) = folder.meant_for(SERVICES)
    {
        folder.report_other_name(&meant, SERVICES, "a pack's services lie in", log);
    }
    let inside = folder.files(SERVICES).unwrap_or_else(|finding| {
        log.report(finding);
        Vec::new()
    });
    let inside = not_too_many(inside, folder, log);
    let mut read = Vec::new();
    let one = |inside: &String| apart(|log| service(folder, inside, units, log));
    for (service, told) in parallel::map(&inside, one) {
        log.absorb(told);
        read.extend(service);
    }
    read
}

/// Services of a pack: each has documents of its own, and each of these carries the whole pack.
const MOST_SERVICES: usize = 50;

/// The first services of very many.
fn not_too_many(mut inside: Vec<String>, folder: &Folder, log: &Log) -> Vec<String> {
    if inside.len() > MOST_SERVICES {
        let what = format!("the pack has {} services, and {MOST_SERVICES} are the most", inside.len());
        let place = Place::start_of(&folder.shown(&inside[MOST_SERVICES]));
        log.report(Finding::new(Code::TooMuch, place, what, "make several packs of it"));
        inside.truncate(MOST_SERVICES);
    }
    inside
}

fn service(folder: &Folder, inside: &str, units: &Declared, log: &Log) -> Option<Read> {
    let own = inside.strip_prefix(SERVICES).unwrap_or(inside).trim_start_matches('/');
    let here = Place::start_of(&folder.shown(inside));
    if !folder.has_folder(inside) {
        report_no_folder(folder, inside, log);
        return None;
    }
    // A folder outside the pack is reported once, and nothing in it is read.
    folder.files(inside).map_err(|finding| log.report(finding)).ok()?;
    let named = log.keep(name(own).map_err(|misread| folder_name(&misread, own)), &here);
    let path = format!("{inside}/service.yaml");
    let file = folder.shown(&path);
    let lists = lists::read(folder, &format!("{inside}/measures"), Part::Metrics, units, log);
    // There may be measures in what could not be read.
    if lists.measures.is_empty() && !log.has_stop() {
        let fix =
            format!("write them into a file such as `{inside}/measures/all.yaml`, or take the folder out");
        let place = Place::start_of(&file);
        let finding = Finding::new(Code::FileMissing, place, "the service has no measures", fix);
        log.report(finding.about(Subject::whole(Part::Metrics)));
    }
    let cover = grown(folder, &path, Entries::Keys, log);
    let mut read = Read {
        name: named?,
        file,
        cover: None,
        order: None,
        title: None,
        head: None,
        page: PLAIN_PAGE,
        lists,
    };
    if let Some(mut fields) = cover.as_ref().and_then(|node| Fields::open(node, &SERVICE, log)) {
        read.title = fields.text("title");
        read.head = fields.text("head");
        read.order = fields.read("order", |text| whole(text, 1..=99u32));
        if let Some(own) = fields.group("page") {
            read.page = page(own, &PLAIN_PAGE);
        }
        fields.close();
    }
    read.cover = cover;
    Some(read)
}

/// Reports a file where a service's folder should be.
fn report_no_folder(folder: &Folder, inside: &str, log: &Log) {
    let what = format!("`{}` is not read, because a service is a folder", visible(inside));
    let fix = "put it into a service's folder, such as `services/carers/`, or take it out of the pack";
    log.report(Finding::new(Code::UnreadFile, Place::start_of(&folder.shown(inside)), what, fix));
}

/// The service's name is the folder's name, so the remedy is to rename the folder.
fn folder_name(misread: &Misread, own: &str) -> Misread {
    let what = format!("`{}` is not a name for a service's folder", visible(own));
    Misread::new(misread.code, what, misread.fix.replace("write ", "rename it to "))
}

/// The services in order; `kinds` are those of the whole scorecard. A service that lacks anything essential is left
/// out.
pub fn services(kinds: &[Kind], services: &[Read]) -> Vec<Service> {
    let service = |read: &Read| {
        let (file, measures) = (Arc::clone(&read.file), read.lists.whole());
        let (title, kinds, page) = (read.title.clone()?, kinds_of(&measures, kinds), read.page.clone());
        Some(Service {
            name: read.name.clone(),
            head: Author { post: read.head.clone()?, name: None },
            order: read.order.clone()?,
            scorecard: Scorecard { file, title, kinds, page, measures },
        })
    };
    let mut services: Vec<Service> = services.iter().filter_map(service).collect();
    services.sort_by(|a, b| (a.order.value, &a.name).cmp(&(b.order.value, &b.name)));
    services
}

/// The kinds of a service's metrics. `about` is left out, because it describes the measures of the whole scorecard.
fn kinds_of(metrics: &[Measure], kinds: &[Kind]) -> Vec<Kind> {
    let used = kinds.iter().filter(|kind| metrics.iter().any(|metric| metric.kind.value == kind.name.value));
    used.map(|kind| Kind { about: None, ..kind.clone() }).collect()
}
