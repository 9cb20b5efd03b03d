//! The blocks in double brackets: lists and tables generated from the pack.

use std::collections::BTreeSet;

use crate::analyse::review;
use crate::analyse::{Colour, Counts, MeasureResult, Results, Trend, decimals};
use crate::model::{Measure, Pack, Recommendation, Source, SourceStatus, Theme};
use crate::narrate::anchors::{Anchor, Anchors};
use crate::narrate::paper::{Align, Block, Inline, ListStyle};
use crate::words::figure::{adds_to_hundred, percent_of, short, with_unit};
use crate::words::list::capital;
use crate::words::sentence::aim_words;
use crate::words::time;
use crate::words::typography::apostrophes;

/// Generates the content of a block.
pub type Fill = fn(&Pack, &Results<'_>, &Anchors) -> Vec<Block>;

/// All blocks by name.
pub const BLOCKS: [(&str, Fill); 9] = [
    ("recommendations", recommendations),
    ("themes", themes),
    ("reds", reds),
    ("roll-up", roll_up),
    ("trends", trends),
    ("sources", sources),
    ("background-papers", background_papers),
    ("appendices", appendices),
    ("overdue", overdue),
];

/// A dash for cells without content, so that none is blank.
const DASH: &str = "\u{2013}";

fn text(text: &str) -> Inline {
    Inline::Text { text: apostrophes(text.trim()) }
}

/// A figure, with an expression that gives the same figure.
fn computed(text: impl Into<String>, from: impl Into<String>) -> Inline {
    Inline::Computed { text: text.into(), from: from.into() }
}

fn paragraph(text: Vec<Inline>) -> Block {
    Block::Paragraph { number: None, anchor: None, text }
}

fn list(style: ListStyle, items: Vec<Vec<Block>>) -> Block {
    Block::List { style, items }
}

/// The text of each recommendation, followed by the answer and where it is given.
fn recommendations(pack: &Pack, _: &Results<'_>, known: &Anchors) -> Vec<Block> {
    let item = |one: &Recommendation| {
        let mut answer = vec![text(one.answer.as_ref().map_or("No answer yet.", |answer| &answer.value))];
        if let Some(place) = &one.answered_in {
            answer.push(Inline::Text { text: " (".to_owned() });
            answer.push(answered_in(place, known));
            answer.push(Inline::Text { text: ")".to_owned() });
        }
        vec![paragraph(vec![text(&one.text)]), paragraph(answer)]
    };
    match pack.cover.recommendations.as_slice() {
        [] => vec![paragraph(vec![text("None.")])],
        all => vec![list(ListStyle::Letters, all.iter().map(item).collect())],
    }
}

/// The number of a paragraph, if `place` is the name of one; otherwise the words themselves.
fn answered_in(place: &str, known: &Anchors) -> Inline {
    match known.get(place) {
        Some(Anchor::Paragraph(Some(number))) => {
            let number = computed(format!("paragraph {number}"), format!("paragraph(\"{place}\")"));
            Inline::Link { to: format!("#{place}"), text: vec![number] }
        }
        _ => text(place),
    }
}

/// Title, director and plan of each theme, in one numbered list.
fn themes(pack: &Pack, _: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let item = |theme: &Theme| {
        let mut words = vec![Inline::Strong { text: vec![text(&theme.title)] }];
        if let Some(director) = &theme.director {
            words.push(Inline::Text { text: format!(" ({})", apostrophes(director.trim())) });
        }
        if let Some(plan) = &theme.plan {
            words.push(Inline::Text { text: format!(": {}", apostrophes(plan.trim())) });
        }
        vec![paragraph(words)]
    };
    vec![list(ListStyle::Numbers, pack.cover.themes.iter().map(item).collect())]
}

fn table(caption: &str, head: &[&str], align: Vec<Align>, rows: Vec<Vec<Vec<Inline>>>) -> Block {
    let head = head.iter().map(|head| vec![headed(head)]).collect();
    Block::Table { caption: Some(vec![text(caption)]), align, head, rows }
}

/// The heading of a column. A rating gets its mark.
fn headed(head: &str) -> Inline {
    match Colour::ALL.into_iter().find(|colour| capital(colour.word()) == head) {
        Some(colour) => Inline::Rating { mark: colour.word(), text: head.to_owned() },
        None => text(head),
    }
}

/// A cell with a text from the pack, or a dash.
fn cell(written: Option<&str>) -> Vec<Inline> {
    vec![written.map_or_else(|| text(DASH), text)]
}

/// A cell with a figure of a measure, or a dash.
fn figure(measure: &Measure, shown: Option<String>, field: &str) -> Vec<Inline> {
    let from = format!("measure(\"{}\").{field}", measure.id.value);
    vec![shown.map_or_else(|| text(DASH), |shown| computed(shown, from))]
}

/// The title of a measure, linked to the measure.
fn title(measure: &Measure) -> Vec<Inline> {
    let title =
        computed(apostrophes(measure.title.trim()), format!("measure(\"{}\").title", measure.id.value));
    vec![Inline::Link { to: format!("#{}", measure.id.value), text: vec![title] }]
}

/// The red measures: how each stands, and what is done about it by whom.
fn reds(pack: &Pack, results: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let red = |one: &&MeasureResult<'_>| one.rating.colour() == Some(Colour::Red);
    let rows: Vec<_> = results.measures.iter().filter(red).map(|one| red_row(pack, one)).collect();
    if rows.is_empty() {
        return vec![paragraph(vec![text("No measure is red.")])];
    }
    let target = match pack.cover.comparators.first() {
        Some(other) => format!("Target and {}", other.title.trim()),
        None => "Target".to_owned(),
    };
    let head = ["No.", "Measure", "Latest", target.as_str(), "Action and owner"];
    let align = vec![Align::Right, Align::Left, Align::Right, Align::Right, Align::Left];
    vec![table("Measures that are red", &head, align, rows)]
}

fn red_row(pack: &Pack, one: &MeasureResult<'_>) -> Vec<Vec<Inline>> {
    let measure = one.measure;
    vec![
        figure(measure, Some(measure.number.to_string()), "number"),
        title(measure),
        latest_figure(one),
        target_and_comparator(pack, one),
        action_and_owner(measure),
    ]
}

/// The latest figure with its unit, and below it of when it is and how sure.
fn latest_figure(one: &MeasureResult<'_>) -> Vec<Inline> {
    let measure = one.measure;
    let shown = one.value().map(|value| with_unit(value, one.decimals(), &measure.unit));
    let mut words = strong(figure(measure, shown, "value"));
    if let Some(latest) = one.latest {
        words.extend(below(figure(measure, Some(time::period(latest.period)), "period")));
        words.extend(latest.flags.iter().flat_map(|flag| below(vec![text(flag.words())])));
    }
    words
}

/// The target, and below it the figure of the first comparator, and how the council stands to it.
fn target_and_comparator(pack: &Pack, one: &MeasureResult<'_>) -> Vec<Inline> {
    let measure = one.measure;
    let target = one.aim.as_ref().map(|aim| aim_words(aim.band, aim.decimals, &measure.unit));
    // On one line: `or more` alone on the next would be overlooked.
    let target = target.map(|target| target.replace(' ', "\u{a0}"));
    let mut words = figure(measure, target, "target");
    let found = one.comparisons.first().and_then(Option::as_ref);
    if let (Some(other), Some(found)) = (pack.cover.comparators.first(), found) {
        let value = short(found.value, decimals(measure, found.reading), &measure.unit);
        let mut theirs = vec![Inline::Text { text: apostrophes(&format!("{} ", other.title.trim())) }];
        theirs.extend(figure(measure, Some(value), &format!("comparator(\"{}\")", other.name.value)));
        words.extend(below(theirs));
        if found.older {
            words.extend(below(vec![text(&time::when(found.reading.period))]));
        }
        words.extend(below(vec![text(found.difference.verdict.word())]));
    }
    words
}

/// A smaller line below what stands in a cell.
fn below(text: Vec<Inline>) -> [Inline; 2] {
    [Inline::LineBreak, Inline::Quiet { text }]
}

/// What is being done and, below it, by whom: in one column, because two would both be too narrow.
fn action_and_owner(measure: &Measure) -> Vec<Inline> {
    let mut words = cell(measure.action.as_ref().map(|action| action.as_str()));
    if let Some(owner) = &measure.owner {
        words.extend(below(vec![text(owner)]));
    }
    words
}

/// The ratings by kind, their total, and the shares of rated measures.
fn roll_up(pack: &Pack, results: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let total = results.tally.total;
    let mut rows: Vec<_> = results
        .tally
        .kinds
        .iter()
        .map(|(name, counts)| {
            let title = pack.scorecard.kinds.iter().find(|kind| kind.name.value == *name);
            counted(title.map_or(name, |kind| &kind.title.value), *counts, &format!("kind(\"{name}\")"))
        })
        .collect();
    rows.push(counted("Total", total, "measures").into_iter().map(strong).collect());
    rows.push(shares(total));
    vec![counts_table("Measures by kind and rating", "Kind", total, rows)]
}

/// The ratings by trend, worsening first, so that measures getting worse are noticed while still green.
fn trends(_: &Pack, results: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let number = |count: usize| vec![computed(count.to_string(), "[[ trends ]]")];
    let row = |(trend, counts): &(Trend, Counts)| {
        let mut row = vec![vec![text(&capital(trend.word()))], number(counts.all())];
        row.extend(Colour::ALL.map(|colour| number(counts.of(colour))));
        row.push(number(counts.not_rated));
        row
    };
    let rows = results.tally.trends.iter().map(row).collect();
    vec![counts_table("Measures by trend and rating", "Trend", results.tally.total, rows)]
}

/// A table of counts by rating. Where every measure is rated it has no column of those that are not, which would say
/// nothing.
fn counts_table(caption: &str, first: &str, total: Counts, mut rows: Vec<Vec<Vec<Inline>>>) -> Block {
    let colours = Colour::ALL.map(|colour| capital(colour.word()));
    let mut head = vec![first, "Measures"];
    head.extend(colours.iter().map(String::as_str));
    if total.not_rated > 0 {
        head.push("Not rated");
    }
    for row in &mut rows {
        row.truncate(head.len());
    }
    let mut align = vec![Align::Left];
    align.resize(head.len(), Align::Right);
    table(caption, &head, align, rows)
}

/// A cell in bold.
fn strong(cell: Vec<Inline>) -> Vec<Inline> {
    vec![Inline::Strong { text: cell }]
}

fn counted(name: &str, counts: Counts, from: &str) -> Vec<Vec<Inline>> {
    let number = |count: usize, field: &str| vec![computed(count.to_string(), format!("{from}.{field}"))];
    let mut row = vec![vec![text(name)], number(counts.all(), "count")];
    row.extend(Colour::ALL.map(|colour| number(counts.of(colour), &format!("{}.count", colour.word()))));
    row.push(number(counts.not_rated, "not_rated.count"));
    row
}

fn shares(total: Counts) -> Vec<Vec<Inline>> {
    let share = |colour: Colour| match percent_of(total.of(colour), total.rated()) {
        Some(percent) => vec![computed(format!("{percent}%"), format!("measures.{}.percent", colour.word()))],
        None => cell(None),
    };
    let name = match adds_to_hundred(&Colour::ALL.map(|colour| total.of(colour))) {
        true => "Share of those rated",
        false => "Share of those rated (does not add to 100 because of rounding)",
    };
    let mut row = vec![vec![text(name)], cell(None)];
    row.extend(Colour::ALL.map(share));
    row.push(cell(None));
    row
}

/// Published sources, with each licence given once.
fn sources(pack: &Pack, _: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let published: Vec<&Source> =
        pack.cover.sources.iter().filter(|source| source.status == SourceStatus::Published).collect();
    if published.is_empty() {
        return vec![paragraph(vec![text("None.")])];
    }
    let mut licences: Vec<&str> = Vec::new();
    for licence in published.iter().filter_map(|source| source.licence.as_ref()) {
        if !licences.contains(&licence.trim()) {
            licences.push(licence.trim());
        }
    }
    let items = published.iter().map(|source| vec![paragraph(cited(source))]).collect();
    let ended = |licence: &&str| format!("{}.", licence.trim_end_matches('.'));
    let licences = licences.iter().map(|licence| paragraph(vec![text(&ended(licence))]));
    std::iter::once(list(ListStyle::Bullets, items)).chain(licences).collect()
}

/// Title, publisher and date; the title links to the source if that has an address.
fn cited(source: &Source) -> Vec<Inline> {
    let title = text(&capital(source.title.trim()));
    let title = match source.link.as_ref().map(|link| link.trim()) {
        Some(link) if link.starts_with("https://") || link.starts_with("http://") => {
            Inline::Link { to: link.to_owned(), text: vec![title] }
        }
        _ => title,
    };
    let publisher = source.publisher.as_ref().map(|publisher| publisher.trim().to_owned());
    let rest: Vec<String> = publisher.into_iter().chain(source.date.map(time::date)).collect();
    match rest.as_slice() {
        [] => vec![title],
        rest => vec![title, Inline::Text { text: apostrophes(&format!(", {}", rest.join(", "))) }],
    }
}

/// Unpublished documents that figures are based on.
fn background_papers(pack: &Pack, _: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let used = sources_used(pack);
    let held = pack.cover.sources.iter().filter(|source| source.status == SourceStatus::Held);
    let items: Vec<_> = held
        .filter(|source| used.contains(source.name.value.as_str()))
        .map(|source| vec![paragraph(cited(source))])
        .collect();
    match items.is_empty() {
        true => vec![paragraph(vec![text("None")])],
        false => vec![list(ListStyle::Bullets, items)],
    }
}

/// The sources that measures, readings and facts refer to.
pub fn sources_used(pack: &Pack) -> BTreeSet<&str> {
    pack.scorecard
        .measures
        .iter()
        .flat_map(Measure::sources)
        .chain(pack.cover.facts.iter().filter_map(|fact| fact.source.as_ref()))
        .map(|name| name.as_str())
        .collect()
}

fn appendices(pack: &Pack, _: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let words = vec![
        Inline::Text { text: "Appendix A \u{2013} ".to_owned() },
        computed(apostrophes(pack.scorecard.title.trim()), "paper.title"),
        Inline::Text { text: ", version ".to_owned() },
        computed(apostrophes(pack.cover.version.trim()), "paper.version"),
    ];
    vec![paragraph(words)]
}

/// Reviews that were due before the meeting.
fn overdue(pack: &Pack, _: &Results<'_>, _: &Anchors) -> Vec<Block> {
    let late = pack.scorecard.measures.iter().filter(|measure| review::overdue(&pack.cover, measure));
    let rows: Vec<_> = late
        .map(|measure| {
            vec![
                figure(measure, Some(measure.number.to_string()), "number"),
                title(measure),
                figure(measure, measure.reviewed.map(time::date), "reviewed"),
                figure(measure, review::review_due(&pack.cover, measure).map(time::date), "review_due"),
                cell(measure.owner.as_ref().map(|owner| owner.as_str())),
            ]
        })
        .collect();
    if rows.is_empty() {
        return vec![paragraph(vec![text("No review is overdue.")])];
    }
    let align = vec![Align::Right, Align::Left, Align::Left, Align::Left, Align::Left];
    let head = ["No.", "Measure", "Last reviewed", "Review due", "Owner"];
    vec![table("Reviews that are overdue", &head, align, rows)]
}
