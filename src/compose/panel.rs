//! The reading panel: at a glance, look here first, the key and the sources. It only explains marks that are on the
//! page, based on the constants by which the figures were judged.

use std::collections::BTreeSet;

use crate::analyse::points::broken;
use crate::analyse::review::overdue;
use crate::analyse::trend::Why;
use crate::analyse::{Change, Colour, Counts, MeasureResult, Rating, Results, Trend, Verdict};
use crate::compose::cells::{TOO_FEW, YEAR_BEFORE, bracketed};
use crate::compose::columns::common_target;
use crate::compose::manuscript::{CountRow, Glance, Key, KeyEntry, Look, LookGroup, LookItem, Sources};
use crate::compose::picture::crosses_years;
use crate::model::quantity::NUMBER_WORDS;
use crate::model::{Flag, Measure, Missing, Source, Tolerance, View};
use crate::words::figure::{ROUNDED_SHARES, adds_to_hundred, amount, percent_of, plain, with_unit};
use crate::words::group;
use crate::words::list::{and, capital, count, runs};
use crate::words::sentence::bare_target;
use crate::words::time;
use crate::words::typography::set;

/// The most measures that each half of "Look here first" names.
pub(super) const MOST_NAMED: usize = 5;

pub fn glance(view: &View<'_>, results: &Results<'_>) -> Glance {
    let total = results.tally.total;
    let kind = |(name, counts): &(String, Counts)| {
        let title = view.scorecard.kinds.iter().find(|kind| kind.name.value == *name);
        count_row(title.map_or(name.as_str(), |kind| &kind.title.value), *counts)
    };
    let share = |part: usize| {
        percent_of(part, total.rated()).map_or_else(|| "\u{2013}".to_owned(), |p| format!("{p}%"))
    };
    let mut share: Vec<String> = Colour::ALL.iter().map(|colour| share(total.of(*colour))).collect();
    share.push("\u{2013}".to_owned());
    let rows: Vec<CountRow> = results.tally.kinds.iter().map(kind).collect();
    let mut heads = vec!["Measures".to_owned()];
    heads.extend(Colour::ALL.map(|colour| capital(colour.word())));
    heads.push("Not rated".to_owned());
    Glance {
        title: "At a glance",
        sentence: headline(view, results),
        heads,
        rows: if rows.len() > 1 { rows } else { Vec::new() },
        total: count_row(&format!("All {}", total.all()), total),
        share: CountRow { name: format!("Of {} rated", total.rated()), counts: share },
        notes: rounded_note(total).into_iter().chain(overdue_note(view, results)).collect(),
    }
}

fn count_row(name: &str, counts: Counts) -> CountRow {
    let shown = Colour::ALL.map(|colour| counts.of(colour)).into_iter().chain([counts.not_rated]);
    CountRow { name: name.to_owned(), counts: shown.map(|count| count.to_string()).collect() }
}

/// How the headline and the lists of "Look here first" describe the measures in them.
const WORSE: &str = "worsening or worse than last time";

/// The same of those whose last figure does not compare.
const WORSE_THAN_A_YEAR_BEFORE: &str = "worse than a year before";

/// The answer in one or two sentences.
fn headline(view: &View<'_>, results: &Results<'_>) -> String {
    let total = results.tally.total;
    if total.rated() == 0 {
        return format!("None of the {} is rated.", count(total.all(), "measure"));
    }
    let met = match common_target(view, results) {
        Some(other) => format!("as good as {} or better", other.title.value),
        None => "on target".to_owned(),
    };
    let are = |number: usize| if number == 1 { "is" } else { "are" };
    let first =
        format!("{} of the {} rated measures {} {met}.", total.green, total.rated(), are(total.green));
    // As many as the lists of Look here first hold together.
    let reds = || results.measures.iter().filter(|result| is_red(result));
    let worse = reds().filter(|result| goes_down(result)).count();
    let in_a_year = reds().filter(|result| went_down_in_a_year(result)).count();
    let (red, count, what) = match (total.red, worse, in_a_year) {
        (0, ..) => return format!("{first} None is red."),
        (red, 0, 0) => return format!("{first} {red} {} red.", are(red)),
        (red, worse, 0) => (red, worse, WORSE),
        (red, 0, in_a_year) => (red, in_a_year, WORSE_THAN_A_YEAR_BEFORE),
        (red, worse, in_a_year) => {
            return format!(
                "{first} {red} are red: {worse} {} {WORSE}, and {in_a_year} {} {WORSE_THAN_A_YEAR_BEFORE}.",
                are(worse),
                are(in_a_year)
            );
        }
    };
    match (red, count) {
        (1, 1) => format!("{first} 1 is red, and {what}."),
        (red, count) if red == count => format!("{first} {red} are red, and all of them are {what}."),
        (red, count) => format!("{first} {red} are red, and {count} of those {} {what}.", are(count)),
    }
}

fn rounded_note(total: Counts) -> Option<String> {
    let parts = Colour::ALL.map(|colour| total.of(colour));
    (!adds_to_hundred(&parts)).then(|| ROUNDED_SHARES.to_owned())
}

fn overdue_note(view: &View<'_>, results: &Results<'_>) -> Option<String> {
    let numbers: Vec<u32> = results
        .measures
        .iter()
        .filter(|result| overdue(view.cover, result.measure))
        .map(|result| result.measure.number)
        .collect();
    let are = if numbers.len() == 1 { "is" } else { "are" };
    let months = view.cover.review_interval?;
    (!numbers.is_empty()).then(|| {
        format!(
            "{} {are} overdue for the {months}-month review: {}.",
            count(numbers.len(), "measure"),
            runs(&numbers)
        )
    })
}

fn is_red(result: &MeasureResult<'_>) -> bool {
    result.rating == Rating::Rated(Colour::Red)
}

/// Whether the trend is worsening, or the latest figure is worse than the one before.
fn goes_down(result: &MeasureResult<'_>) -> bool {
    result.trend == Trend::Worsening || (got_worse(result) && !result.is_over_a_year())
}

/// Whether all that is known is that the latest figure is worse than that of a year before.
fn went_down_in_a_year(result: &MeasureResult<'_>) -> bool {
    got_worse(result) && !goes_down(result)
}

fn got_worse(result: &MeasureResult<'_>) -> bool {
    matches!(&result.change, Change::Since { difference, .. } if difference.verdict == Verdict::Worse)
}

/// The red measures that members should look at first.
pub fn look(view: &View<'_>, results: &Results<'_>) -> Option<Look> {
    look_with(view, results, true, usize::MAX)
}

/// The same with or without the first sentence of each comment, which is not needed if comments are beside it anyway.
/// `most` measures of each half are named by title, the others by number.
pub(super) fn look_with(view: &View<'_>, results: &Results<'_>, comments: bool, most: usize) -> Option<Look> {
    let reds = || results.measures.iter().filter(|result| is_red(result));
    // Only the comparator that the heading names counts.
    let first = |result: &MeasureResult<'_>| {
        result.comparisons.first().and_then(Option::as_ref).map(|found| found.difference.verdict)
    };
    let other = view
        .comparators
        .first()
        .map_or_else(String::new, |other| format!(" and behind {}", other.title.value));
    let is_first = |result: &MeasureResult<'_>| {
        goes_down(result) && (view.comparators.is_empty() || first(result) == Some(Verdict::Worse))
    };
    let worse: Vec<_> = reds().filter(|result| is_first(result)).collect();
    let is_also =
        |result: &MeasureResult<'_>| !is_first(result) && (goes_down(result) || went_down_in_a_year(result));
    let also: Vec<_> = reds().filter(|result| is_also(result)).collect();
    let lead = format!("Red, {WORSE}{other}");
    let worse = look_group(view, lead, &worse, if comments { Detail::Comment } else { Detail::Target }, most);
    // What is said of them is shorter, so each takes a line.
    // A group of their own for those that compare with a year before alone would take more room than most pages have.
    let worse_than = if also.iter().any(|result| went_down_in_a_year(result)) {
        "worsening or worse than before"
    } else {
        WORSE
    };
    let alone = format!("Also red, and {worse_than}");
    let alone = look_group(view, alone, &also, Detail::Figure, most);
    let groups: Vec<LookGroup> = [worse, alone].into_iter().filter(|group| !group.items.is_empty()).collect();
    (!groups.is_empty()).then_some(Look { title: "Look here first", groups })
}

fn look_group(
    view: &View<'_>,
    lead: String,
    found: &[&MeasureResult<'_>],
    detail: Detail,
    most: usize,
) -> LookGroup {
    let items = found.iter().take(most).map(|result| LookItem {
        number: result.measure.number.to_string(),
        title: set(&result.measure.title),
        text: set(&look_text(view, result, detail)),
    });
    let numbers: Vec<u32> = found.iter().map(|result| result.measure.number).collect();
    let more = match numbers.get(most..) {
        None | Some([]) => None,
        Some([one]) => Some(format!("and measure {one}")),
        Some(left) => Some(format!("and measures {}", runs(left))),
    };
    let numbers = numbers.iter().map(u32::to_string).collect();
    LookGroup { lead, items: items.collect(), numbers, more }
}

/// How much "Look here first" says about a measure: its figure; also what that is compared with; also the first
/// sentence of its comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Figure,
    Target,
    Comment,
}

fn look_text(view: &View<'_>, result: &MeasureResult<'_>, detail: Detail) -> String {
    let measure = result.measure;
    let figure =
        result.value().map_or_else(String::new, |value| with_unit(value, result.decimals(), &measure.unit));
    if detail == Detail::Figure {
        let mark = if went_down_in_a_year(result) { format!(" {YEAR_BEFORE}") } else { String::new() };
        return format!("{figure}{mark}");
    }
    let mut against = Vec::new();
    if let Some(aim) = result.aim.as_ref().filter(|aim| aim.source == crate::analyse::AimSource::Own) {
        against.push(format!("target {}", bare_target(aim.band, aim.decimals, &measure.unit)));
    }
    if let Some((other, found)) = result.first_comparison(view) {
        let decimals = crate::analyse::decimals(measure, found.reading);
        against.push(format!("{} {}", other.title.value, plain(found.value, decimals)));
    }
    let mut text = format!("{figure}; {}.", against.join(", "));
    if let Some(comment) = measure.comment.as_ref().filter(|_| detail == Detail::Comment) {
        text.push(' ');
        text.push_str(first_sentence(comment));
    }
    text
}

pub(super) fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| &text[..=first.len()])
}

/// The marks on this page and what they mean.
pub fn key(view: &View<'_>, results: &Results<'_>) -> Key {
    let mut entries = rating_entries(view, results);
    entries.extend(line_entries(view, results));
    entries.extend(word_entries(results));
    entries.extend(flag_entries(view, results));
    if let Some(first) =
        look(view, results).and_then(|look| look.groups.into_iter().flat_map(|group| group.items).next())
    {
        entries.push(entry("text", &first.number, "bold number: see Look here first"));
    }
    entries.extend(priority_entries(view, results));
    Key { title: "Key", entries }
}

fn entry(mark: &'static str, label: &str, text: impl Into<String>) -> KeyEntry {
    KeyEntry { mark, label: label.to_owned(), text: text.into(), gap: false }
}

/// Puts some space before a group of entries.
fn apart(mut entries: Vec<KeyEntry>) -> Vec<KeyEntry> {
    if let Some(first) = entries.first_mut() {
        first.gap = true;
    }
    entries
}

fn rating_entries(view: &View<'_>, results: &Results<'_>) -> Vec<KeyEntry> {
    let counts = results.tally.total;
    // "Worse" is reserved for differences that chance cannot explain, which a missed target need not be.
    let (met, missed) = match common_target(view, results) {
        Some(other) => {
            let title = &other.title.value;
            (format!("as good as {title} or better"), format!("{} figure missed", of_whom(title)))
        }
        None => ("target met".to_owned(), "missed".to_owned()),
    };
    let (amber, red) = match tolerances(results) {
        None if missed == "missed" => (String::new(), format!("target {missed}")),
        None => (String::new(), missed),
        Some((usual, exceptions)) if counts.amber == 0 => {
            (String::new(), format!("{missed} by more than {usual}{exceptions}"))
        }
        Some((usual, exceptions)) => {
            (format!("{missed} by {usual} or less{exceptions}"), "missed by more".to_owned())
        }
    };
    let missed = [red, amber, met];
    let shown = Colour::ALL.into_iter().zip(missed).filter(|(colour, _)| counts.of(*colour) > 0);
    let mut entries: Vec<KeyEntry> =
        shown.map(|(colour, text)| entry(colour.word(), &capital(colour.word()), text)).collect();
    if counts.not_rated > 0 {
        entries.push(entry("text", "not rated", "no target, no figure, or for information"));
    }
    entries
}

/// The possessive form: `England’s`, `Nearest neighbours’`.
fn of_whom(title: &str) -> String {
    let end = if title.ends_with('s') { "\u{2019}" } else { "\u{2019}s" };
    format!("{title}{end}")
}

/// The tolerance of most rated measures in words, and the exceptions by number: ` (48: £0.3m)`. `None` if no measure
/// has a tolerance.
fn tolerances(results: &Results<'_>) -> Option<(String, String)> {
    // In the order of the measures, so that exceptions are named in that order.
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    for result in results.measures.iter().filter(|result| result.rating.colour().is_some()) {
        let tolerance = tolerance(result.measure);
        match groups.iter_mut().find(|(words, _)| *words == tolerance) {
            Some((_, numbers)) => numbers.push(result.measure.number),
            None => groups.push((tolerance, vec![result.measure.number])),
        }
    }
    let real = groups.iter().filter(|(words, _)| words != "none");
    let usual = real.max_by_key(|(_, numbers)| numbers.len()).map(|(words, _)| words.clone())?;
    let others = groups.iter().filter(|(words, _)| *words != usual);
    let others: Vec<String> = others.map(|(words, numbers)| format!("{}: {words}", runs(numbers))).collect();
    let exceptions = if others.is_empty() { String::new() } else { format!(" ({})", others.join("; ")) };
    Some((usual, exceptions))
}

/// How far a missed target may be missed and still be amber: `10%` of its size, `2 points`, `0.3`.
pub(super) fn tolerance(measure: &Measure) -> String {
    match measure.tolerance {
        Some(Tolerance::Share(share)) => format!("{}%", share.normalize()),
        Some(Tolerance::Absolute(size)) => amount(size, size.scale(), &measure.unit),
        None => "none".to_owned(),
    }
}

fn line_entries(view: &View<'_>, results: &Results<'_>) -> Vec<KeyEntry> {
    let any = |test: &dyn Fn(&MeasureResult<'_>) -> bool| results.measures.iter().any(test);
    let mut entries =
        vec![entry("line", "", format!("{}; dot: the latest figure", short_name(&view.cover.council.value)))];
    if let Some(other) = view
        .comparators
        .first()
        .filter(|other| any(&|result| result.measure.comparators.contains_key(&other.name.value)))
    {
        entries.push(entry("comparator", "", other.title.value.clone()));
    }
    if any(&|result| result.aim.is_some()) {
        entries.push(entry("band", "", "the side of the target that is good"));
    }
    if any(&|result| result.measure.readings.readings.iter().any(|reading| reading.breaks)) {
        entries.push(entry("break", "", "counted differently before this point"));
    }
    if any(&|result| crosses_years(result.measure) && result.measure.readings.values().count() > 1) {
        entries.push(entry("year", "", "upright line: 1 April"));
    }
    apart(entries)
}

/// `Wiltshire` for `Wiltshire Council`.
pub(super) fn short_name(council: &str) -> &str {
    council.strip_suffix(" Council").unwrap_or(council)
}

fn word_entries(results: &Results<'_>) -> Vec<KeyEntry> {
    let any = |test: &dyn Fn(&MeasureResult<'_>) -> bool| results.measures.iter().any(test);
    let verdict = |wanted: Verdict| {
        any(&|result| {
            let since =
                matches!(&result.change, Change::Since { difference, .. } if difference.verdict == wanted);
            since || result.comparisons.iter().flatten().any(|found| found.difference.verdict == wanted)
        })
    };
    let mut entries = Vec::new();
    if verdict(Verdict::Similar) {
        entries.push(entry("text", "similar", similar_words(results)));
    }
    if any(&|result| result.is_over_a_year()) {
        entries.push(entry("text", YEAR_BEFORE, "since a year before"));
    }
    if any(&|result| result.trend == Trend::NoSignificantChange) {
        let text = "no change beyond chance";
        entries.push(entry("text", Trend::NoSignificantChange.word(), text));
    }
    if any(&|result| result.trend == Trend::TooFewPoints) {
        entries.push(entry("text", TOO_FEW, too_few_words(results)));
    }
    if any(&|result| result.trend == Trend::CannotBeCalculated) {
        let text = "a figure that is needed is missing, or the figures do not suit";
        entries.push(entry("text", Trend::CannotBeCalculated.word(), text));
    }
    if any(&|result| result.trend == Trend::NotComparable || matches!(result.change, Change::NotComparable)) {
        entries.push(entry("text", "not comparable", "no earlier figure that can be compared"));
    }
    apart(entries)
}

/// What is too few for a trend: `fewer than five comparable figures`, with `since a break` if that is the cause.
fn too_few_words(results: &Results<'_>) -> String {
    let few: Vec<(usize, bool)> = results
        .measures
        .iter()
        .filter(|result| result.trend == Trend::TooFewPoints)
        .filter_map(|result| match result.working.why {
            Some(Why::TooFew { need, .. }) => Some((need, broken(result.measure))),
            Some(
                Why::Missing(_)
                | Why::NoLatest { .. }
                | Why::Unsuitable(_)
                | Why::NotMeaningful
                | Why::Outlier
                | Why::Cannot(_),
            )
            | None => None,
        })
        .collect();
    let needs: BTreeSet<usize> = few.iter().map(|(need, _)| *need).collect();
    let needs: Vec<String> = needs.into_iter().map(number_word).collect();
    let since = match few.iter().filter(|(_, broken)| *broken).count() {
        0 => "",
        some if some == few.len() => " since the break",
        _ => ", or since a break",
    };
    format!("fewer than {} comparable figures{since}", needs.join(" or "))
}

/// Why differences on this page are called similar: they could be chance, they are too small to matter, or either.
fn similar_words(results: &Results<'_>) -> &'static str {
    let since = |result: &MeasureResult<'_>| match &result.change {
        Change::Since { earlier, difference } if difference.verdict == Verdict::Similar => {
            Some(earlier.margin.or(result.latest.and_then(|latest| latest.margin)).is_some())
        }
        Change::Since { .. } | Change::FirstFigure | Change::NotComparable | Change::NoValue => None,
    };
    let (mut by_chance, mut by_size) = (false, false);
    for result in &results.measures {
        let beside = result.comparisons.iter().flatten();
        let beside = beside.filter(|found| found.difference.verdict == Verdict::Similar);
        let reasons = beside.map(|found| found.by_interval).chain(since(result));
        for reason in reasons {
            by_chance |= reason;
            by_size |= !reason || result.measure.meaningful_change.is_some();
        }
    }
    match (by_chance, by_size) {
        (true, true) => "chance, or too small to matter",
        (false, true) => "too small a difference to matter",
        (_, false) => "chance could explain it",
    }
}

fn number_word(number: usize) -> String {
    match number {
        0 => "no".to_owned(),
        1..=9 => NUMBER_WORDS[number].to_owned(),
        _ => number.to_string(),
    }
}

fn flag_entries(view: &View<'_>, results: &Results<'_>) -> Vec<KeyEntry> {
    let latest = || results.measures.iter().filter_map(|result| result.latest);
    let flags = Flag::ALL.into_iter().filter(|flag| latest().any(|reading| reading.flags.contains(flag)));
    let missing = Missing::ALL.into_iter().filter(|missing| is_on_page(results, *missing));
    let flags: Vec<(String, &str)> = flags.map(|flag| (bracketed(flag), flag.words())).collect();
    let missing: Vec<(String, &str)> =
        missing.map(|why| (format!("[{}]", why.code()), why.words())).collect();
    let mut entries: Vec<KeyEntry> =
        [flags, missing].iter().filter(|marks| !marks.is_empty()).map(|marks| one_line(marks)).collect();
    let gaps = results.measures.iter().any(|result| result.comparisons.iter().any(Option::is_none));
    let reviews = results.measures.iter().any(|result| overdue(view.cover, result.measure));
    if gaps || reviews {
        entries.push(entry("text", "\u{2013}", "nothing to show"));
    }
    apart(entries)
}

/// Whether some row shows this reason, for the council's latest figure or a comparator's for the same period.
fn is_on_page(results: &Results<'_>, missing: Missing) -> bool {
    results.measures.iter().filter_map(|result| Some((result.measure, result.latest?))).any(
        |(measure, latest)| {
            let others = measure.comparators.values().filter_map(|series| series.at(latest.period));
            std::iter::once(latest).chain(others).any(|reading| reading.value == Err(missing))
        },
    )
}

/// Several marks and their meanings as one entry: `[p], [e]` and `provisional, estimated`.
fn one_line(marks: &[(String, &str)]) -> KeyEntry {
    let labels: Vec<&str> = marks.iter().map(|(label, _)| label.as_str()).collect();
    let meanings: Vec<&str> = marks.iter().map(|(_, meaning)| *meaning).collect();
    entry("text", &labels.join(", "), meanings.join(", "))
}

fn priority_entries(view: &View<'_>, results: &Results<'_>) -> Vec<KeyEntry> {
    let counts = |name: &str| {
        results.tally.priorities.iter().find(|(found, _)| found == name).map(|(_, counts)| *counts)
    };
    let line = |priority: &crate::model::Priority| {
        let counts = counts(&priority.name).unwrap_or_default();
        let text = format!("{}: {}, of which {} red", priority.title.value, counts.all(), counts.red);
        entry("priority", &priority.letter.value, text)
    };
    apart(view.priorities.iter().copied().map(line).collect())
}

/// The sources of the figures, who defined the groups, and the licences, each given once.
pub fn sources(view: &View<'_>, results: &Results<'_>) -> Sources {
    let mut paragraphs = Vec::new();
    let mut publishers: Vec<(&str, Vec<&Source>)> = Vec::new();
    for source in &view.sources {
        let publisher = source.publisher.as_ref().map_or("", |publisher| publisher.value.as_str());
        match publishers.iter_mut().find(|(name, _)| *name == publisher) {
            Some((_, list)) => list.push(source),
            None => publishers.push((publisher, vec![source])),
        }
    }
    for (publisher, sources) in publishers {
        let lead = if publisher.is_empty() { String::new() } else { format!("{publisher}: ") };
        paragraphs.push(format!("{lead}{}.", titles(&sources).join("; ")));
    }
    paragraphs.extend(group::about(view, results));
    paragraphs.extend(licences(view));
    paragraphs
        .extend(view.cover.contact.as_ref().map(|contact| format!("For other formats: {}", contact.value)));
    Sources { title: "Sources", paragraphs }
}

/// Each licence once, as a sentence.
pub(super) fn licences(view: &View<'_>) -> impl Iterator<Item = String> {
    let written = view.sources.iter().filter_map(|source| source.licence.as_ref());
    let licences: BTreeSet<&str> = written.map(|licence| licence.value.as_str()).collect();
    licences.into_iter().map(|licence| format!("{}.", licence.trim_end_matches('.')))
}

/// The fewest letters that consecutive titles must share for the shared part to be printed only once.
const SHORTEST_SHARED: usize = 20;

/// Titles with their dates. Consecutive editions of the same publication are printed under one title.
fn titles(sources: &[&Source]) -> Vec<String> {
    let shared = |a: &&Source, b: &&Source| shared_words(&a.title, &b.title).len() >= SHORTEST_SHARED;
    let edition = |source: &Source, from: usize| {
        let rest = source.title.value[from..].trim_start_matches([' ', ',']);
        source.date.map_or_else(|| rest.to_owned(), |date| format!("{rest} ({})", time::date(date)))
    };
    let title = |run: &[&Source]| {
        let stems = run.windows(2).map(|pair| shared_words(&pair[0].title, &pair[1].title));
        let Some(stem) = stems.min_by_key(|stem| stem.len()) else {
            return run.iter().map(|source| edition(source, 0)).collect();
        };
        let editions: Vec<String> = run.iter().map(|source| edition(source, stem.len())).collect();
        format!("{}: {}", stem.trim_end_matches([' ', ',']), and(&editions))
    };
    sources.chunk_by(shared).map(title).collect()
}

/// The words with which both texts begin.
fn shared_words<'t>(a: &'t str, b: &str) -> &'t str {
    let same = a.char_indices().zip(b.chars()).take_while(|((_, x), y)| x == y);
    let end = same.last().map_or(0, |((at, letter), _)| at + letter.len_utf8());
    a[..end].rfind(' ').map_or("", |space| &a[..=space])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::analyse;
    use crate::load::load;

    fn on_pack<T>(folder: &str, look: impl FnOnce(&View<'_>, &Results<'_>) -> T) -> T {
        let pack = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap().0;
        look(&pack.whole(), &analyse(&pack))
    }

    #[test]
    fn the_headline_counts_what_look_here_first_lists() {
        for folder in ["data/wiltshire", "data/exampleshire", "templates/starter"] {
            on_pack(folder, |view, results| {
                let listed: usize = look(view, results)
                    .map_or(0, |look| look.groups.iter().map(|group| group.numbers.len()).sum());
                let said = headline(view, results);
                // The numbers behind "red", all of them together, are those that are listed.
                let (_, reds) = said.split_once(" red").unwrap();
                let words = reds.split(|c: char| !c.is_ascii_digit());
                let counted = match words.filter_map(|word| word.parse::<usize>().ok()).sum::<usize>() {
                    0 => listed == results.tally.total.red,
                    counted => counted == listed,
                };
                assert!(listed > 0 && counted, "{folder}: {said} {listed}");
            });
        }
    }

    #[test]
    fn the_key_says_what_its_words_mean_on_this_page() {
        let said = on_pack("data/wiltshire", |view, results| {
            let entries = key(view, results).entries;
            entries.into_iter().map(|entry| (entry.label, entry.text)).collect::<Vec<_>>()
        });
        let text = |label: &str| {
            said.iter().find(|(own, _)| own == label).map(|(_, text)| text.as_str()).unwrap_or_default()
        };
        assert_eq!(text("Green"), "as good as England or better");
        // "Worse" is reserved for differences that chance cannot explain: measure 7 is red, yet similar to England.
        assert_eq!(
            (text("Amber"), text("Red")),
            ("England\u{2019}s figure missed by 10% or less", "missed by more")
        );
        assert_eq!(text("too few"), "fewer than five comparable figures, or since a break");
        assert_eq!(text("not comparable"), "", "every figure has one to compare it with");
    }
}
