//! The summary: what is red, the roll-up, and where to look first.

use crate::analyse::{Colour, Counts, MeasureResult, Results, Trend};
use crate::compose::cells::YEAR_BEFORE;
use crate::compose::manuscript;
use crate::compose::narrative;
use crate::compose::panel;
use crate::compose::web::manuscript::{
    Asked, Link, Look, LookGroup, LookItem, Roll, Share, Summary, Tallied,
};
use crate::compose::web::{EDITION, measure_id, rating, ratings, table_id};
use crate::model::{Pack, View};
use crate::narrate::Paper;
use crate::words::figure::percent_of;
use crate::words::list::capital;
use crate::words::typography::apostrophes;

pub fn summary(view: &View<'_>, results: &Results<'_>, paper: Option<&Paper>) -> Summary {
    let glance = panel::glance(view, results);
    let first = panel::first_sentence(&glance.sentence);
    let rows = kinds(view, results);
    let single = rows.is_empty();
    let by = if single { "" } else { ", by kind" };
    Summary {
        lead: (first.to_owned(), glance.sentence[first.len()..].trim_start().to_owned()),
        caption: format!("Ratings against target{by}. One mark is one measure."),
        first_head: if single { "Measures" } else { "Kind" },
        heads: ratings().map(rating).to_vec(),
        rows,
        total: roll(&glance.total.name, None, results.tally.total, single),
        share: share(&glance.share.name, results.tally.total),
        trends: trends(results),
        notes: glance.notes,
        asked: paper.and_then(|paper| asked(view.pack, paper)),
        look: panel::look(view, results).map(|found| look(results, found)),
    }
}

/// What the committee is asked to do, if the report says so.
fn asked(pack: &Pack, paper: &Paper) -> Option<Asked> {
    let blocks = narrative::asked(pack, paper, EDITION);
    (!blocks.is_empty()).then_some(Asked { title: "What the committee is asked to do", blocks })
}

/// A row for each kind; none if there is only one kind, because the total gives the same figures.
fn kinds(view: &View<'_>, results: &Results<'_>) -> Vec<Roll> {
    let filled = || results.tally.kinds.iter().filter(|(_, counts)| counts.all() > 0);
    let title = |name: &str| view.scorecard.kinds.iter().find(|kind| kind.name.value == name);
    let row = |(name, counts): &(String, Counts)| {
        let title = title(name).map_or_else(|| name.clone(), |kind| apostrophes(&kind.title));
        roll(&title, Some(format!("#{}", table_id(name))), *counts, true)
    };
    if filled().count() > 1 { filled().map(row).collect() } else { Vec::new() }
}

/// A row for each trend that some measure has, with counts only, because the marks are shown above.
fn trends(results: &Results<'_>) -> Vec<Roll> {
    let row = |(trend, counts): &(Trend, Counts)| roll(&capital(trend.word()), None, *counts, false);
    results.tally.trends.iter().map(row).collect()
}

fn roll(name: &str, href: Option<String>, counts: Counts, marks: bool) -> Roll {
    let tallied = |colour: Option<Colour>| Tallied {
        rating: rating(colour),
        count: colour.map_or(counts.not_rated, |colour| counts.of(colour)),
        marks,
    };
    let all = href.as_ref().map(|_| counts.all().to_string()).unwrap_or_default();
    Roll { name: name.to_owned(), href, all, counts: ratings().map(tallied).to_vec() }
}

/// The colours as percentages of the rated measures.
fn share(name: &str, total: Counts) -> Share {
    let percent = |colour: Colour| percent_of(total.of(colour), total.rated()).map(|p| format!("{p}%"));
    let cell = |colour: Option<Colour>| (rating(colour), colour.and_then(percent).unwrap_or_default());
    Share { name: name.to_owned(), cells: ratings().map(cell).to_vec() }
}

fn look(results: &Results<'_>, found: manuscript::Look) -> Look {
    let group = |group: manuscript::LookGroup| LookGroup {
        lead: group.lead,
        items: group.items.iter().map(|item| look_item(results, item)).collect(),
        more: group.more,
    };
    Look { title: found.title, groups: found.groups.into_iter().map(group).collect() }
}

fn look_item(results: &Results<'_>, item: &manuscript::LookItem) -> LookItem {
    let same = |result: &&MeasureResult<'_>| result.measure.number.to_string() == item.number;
    let id = results.measures.iter().find(same).map_or("", |result| result.measure.id.value.as_str());
    let text = format!("{}. {}", item.number, item.title);
    // The key of the page has no such mark.
    let said = item.text.replace(YEAR_BEFORE, "(against a year before)");
    LookItem { link: Link { href: format!("#{}", measure_id(id)), text }, text: said }
}
