//! Key, priorities, sources, and details of the edition.

use crate::analyse::Results;
use crate::compose::cells::YEAR_BEFORE;
use crate::compose::manuscript::KeyEntry;
use crate::compose::narrative::outside;
use crate::compose::panel;
use crate::compose::web::front;
use crate::compose::web::manuscript::{Notes, SourceItem};
use crate::model::{Source, SourceStatus, View};
use crate::words::group;
use crate::words::list::capital;
use crate::words::time;
use crate::words::trend;
use crate::words::typography::apostrophes;

/// The notes. With `edition` they include details of the edition, because there is no report to give them.
pub fn notes(view: &View<'_>, results: &Results<'_>, edition: bool) -> Notes {
    // The small pictures of the web page have an axis of their own each, without years.
    let entries = panel::key(view, results).entries.into_iter().filter(|entry| entry.mark != "year");
    let (priorities, key): (Vec<KeyEntry>, Vec<KeyEntry>) =
        entries.partition(|entry| entry.mark == "priority");
    Notes {
        key: key.into_iter().filter_map(|entry| on_screen(view, entry)).collect(),
        priorities: priorities.into_iter().map(|entry| apostrophes(&entry.text)).collect(),
        edition: if edition { front(view) } else { Vec::new() },
        sources: view.sources.iter().copied().map(source).collect(),
        methods: trend::notes(view, results).iter().map(|text| apostrophes(text)).collect(),
        paragraphs: group::about(view, results)
            .chain(panel::licences(view))
            .map(|text| apostrophes(&text))
            .collect(),
        contact: view.cover.contact.as_ref().map(|contact| apostrophes(contact)),
    }
}

/// An entry of the key adapted to the page: there the latest figure is shaped by its rating, and no number is
/// bold.
fn on_screen(view: &View<'_>, entry: KeyEntry) -> Option<KeyEntry> {
    let text = match entry.mark {
        "line" => {
            let council = panel::short_name(&view.cover.council.value);
            format!("{council}; its latest figure has the shape of the rating")
        }
        "text" if entry.label.parse::<u32>().is_ok() => return None,
        // Each cell says since when.
        "text" if entry.label == YEAR_BEFORE => return None,
        _ => entry.text,
    };
    Some(KeyEntry { text: apostrophes(&text), ..entry })
}

fn source(source: &Source) -> SourceItem {
    let publisher = source.publisher.as_ref().map(|publisher| publisher.value.clone());
    let date = source.date.map(time::date);
    let held = match source.status {
        SourceStatus::Published => None,
        SourceStatus::Held => Some("held, not published".to_owned()),
    };
    let parts: Vec<String> = [publisher, date, held].into_iter().flatten().collect();
    SourceItem {
        title: apostrophes(&capital(&source.title)),
        href: source.link.as_ref().and_then(|link| outside(link)),
        text: apostrophes(&parts.join(", ")),
    }
}
