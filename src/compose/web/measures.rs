//! A section for each measure: its sentence first, its figures side by side, what the council says and does about it,
//! who owns it and where it comes from.

use crate::analyse::rank::Among;
use crate::analyse::review::{overdue, review_due};
use crate::analyse::{AimSource, Change, MeasureResult, Results};
use crate::compose::cells::{DASH, cell};
use crate::compose::columns::Field;
use crate::compose::manuscript::Tone;
use crate::compose::panel::tolerance;
use crate::compose::web::manuscript::{Fact, Link, Measure};
use crate::compose::web::numbers::numbers;
use crate::compose::web::service::beneath;
use crate::compose::web::{councils, history, measure_id, rating, table_id, unit};
use crate::model::{self, Better, ComparatorKind, Covers, Tolerance, View};
use crate::words::figure::{short, signed};
use crate::words::list::capital;
use crate::words::sentence::{aim_origin, aim_words, bare_target, rank_of, rank_place, sentence};
use crate::words::time;
use crate::words::typography::apostrophes;

pub fn measures(view: &View<'_>, results: &Results<'_>) -> Vec<Measure> {
    let all = &results.measures;
    let link = |at: Option<usize>| {
        at.and_then(|at| all.get(at)).map(|other| Link {
            href: format!("#{}", measure_id(&other.measure.id)),
            text: format!("measure {}", other.measure.number),
        })
    };
    let section = |(at, result): (usize, &MeasureResult<'_>)| {
        let mut section = measure(view, results, result);
        section.previous = link(at.checked_sub(1));
        section.next = link(at.checked_add(1));
        section
    };
    all.iter().enumerate().map(section).collect()
}

fn measure(view: &View<'_>, results: &Results<'_>, result: &MeasureResult<'_>) -> Measure {
    let measure = result.measure;
    let kind = view.scorecard.kinds.iter().find(|kind| kind.name.value == measure.kind.value);
    let kind = kind.map_or_else(String::new, |kind| apostrophes(&kind.title));
    let numbers = numbers(view, result);
    Measure {
        id: measure_id(&measure.id),
        number: measure.number.to_string(),
        kicker: kicker(result, &kind),
        title: apostrophes(&measure.title),
        rating: rating(result.rating.colour()),
        sentence: said(view, result),
        strip: strip(view, result),
        chart: history::chart(view, result),
        caption: caption(view, result),
        strip_of_councils: councils::strip(view, result),
        comment: measure.comment.as_ref().map(|text| apostrophes(text.trim())),
        action: measure.action.as_ref().map(|text| apostrophes(text.trim())),
        facts: facts(view, result),
        numbers,
        beneath: beneath(view.pack, results, measure),
        feeds: None,
        working: working(view, result),
        table: Link { href: format!("#{}", table_id(&measure.kind)), text: kind },
        previous: None,
        next: None,
    }
}

/// The measure's sentence, without repeating the title above it.
fn said(view: &View<'_>, result: &MeasureResult<'_>) -> String {
    let sentence = sentence(view, result);
    let behind = sentence.strip_prefix(result.measure.title.as_str());
    let rest = behind.and_then(|rest| rest.strip_prefix(" stood at "));
    apostrophes(&rest.map_or_else(|| sentence.clone(), capital))
}

fn kicker(result: &MeasureResult<'_>, kind: &str) -> String {
    let measure = result.measure;
    let mut parts = vec![format!("Measure {}", measure.number), kind.to_owned()];
    if measure.under_development {
        parts.push("under development".to_owned());
    }
    parts.join(" \u{b7} ")
}

/// What the picture shows: the unit and the periods, and how to read its lines.
fn caption(view: &View<'_>, result: &MeasureResult<'_>) -> (String, String) {
    let measure = result.measure;
    let mut values = measure.readings.values().map(|(reading, _)| time::period(reading.period));
    let first = values.next();
    let span = match (first, values.next_back()) {
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        (Some(only), None) => format!(", {only}"),
        (None, _) => String::new(),
    };
    (format!("{}{span}", capital(&unit(measure))), apostrophes(&legend(view, result)))
}

/// How to read the chart, mentioning only what is in it.
fn legend(view: &View<'_>, result: &MeasureResult<'_>) -> String {
    let measure = result.measure;
    let of = |reading, value| crate::analyse::interval::of(measure, reading, value);
    let bars = measure.readings.values().any(|(reading, value)| of(reading, value).is_some());
    let zone = history::has_zone(view, result);
    let process = history::process(result).map(|(mean, limits)| {
        let print = |value| history::figure(measure, value);
        let (lower, upper) = (print(limits.lower), print(limits.upper));
        format!(
            "The thin line is the mean, {}; dotted lines are the process limits, {lower} to {upper}, within which \
             figures are expected.",
            print(mean)
        )
    });
    let parts = [
        bars.then(|| "Bars show 95% intervals.".to_owned()),
        zone.then(|| "The shaded strip is the amber zone.".to_owned()),
        process,
        history::leaves_out_zero(view, result).then(|| "The scale does not start at zero.".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The figures side by side.
fn strip(view: &View<'_>, result: &MeasureResult<'_>) -> Vec<Fact> {
    let mut facts = vec![latest(result), target(view, result)];
    facts.extend(since(result));
    facts.extend(year_before(result));
    for at in 0..view.comparators.len() {
        facts.extend(comparator(view, result, at));
    }
    facts.extend(result.ranks.iter().map(|rank| Fact {
        term: match rank.among {
            Among::All => "Rank".to_owned(),
            Among::Group => apostrophes(&format!("Rank among {}", rank.comparator.title.value)),
        },
        text: capital(&rank_place(rank)),
        tone: Tone::Plain,
        note: rank_of(rank, " councils"),
    }));
    let trend = cell(view, result, Field::Trend, &[]);
    facts.push(Fact {
        term: "Trend".to_owned(),
        text: capital(result.trend.word()),
        tone: trend.tone,
        note: String::new(),
    });
    facts
}

fn latest(result: &MeasureResult<'_>) -> Fact {
    let term = "Latest".to_owned();
    let Some(reading) = result.latest else {
        return Fact { term, text: "None yet".to_owned(), tone: Tone::Quiet, note: String::new() };
    };
    let flags = reading.flags.iter().map(|flag| format!(", {}", flag.words()));
    let note = format!("{}{}", time::period(reading.period), flags.collect::<String>());
    match reading.value {
        Ok(value) => {
            let text = short(value, result.decimals(), &result.measure.unit);
            Fact { term, text, tone: Tone::Strong, note }
        }
        Err(missing) => Fact { term, text: capital(missing.words()), tone: Tone::Quiet, note },
    }
}

fn target(view: &View<'_>, result: &MeasureResult<'_>) -> Fact {
    let term = "Target".to_owned();
    let Some(aim) = &result.aim else {
        let text = capital(&cell(view, result, Field::Target, &[]).text);
        return Fact { term, text, tone: Tone::Quiet, note: String::new() };
    };
    let text = aim_words(aim.band, aim.decimals, &result.measure.unit);
    let note = match &aim.source {
        AimSource::Own => {
            let unit = &result.measure.unit;
            let before = result.target_before.map(|(period, band)| {
                format!("target was {} {}", bare_target(band, aim.decimals, unit), time::when(period))
            });
            aim_origin(aim, unit).into_iter().chain(before).collect::<Vec<_>>().join("; ")
        }
        AimSource::Comparator { name, period } => {
            let other = view.comparators.iter().find(|other| other.name.value == *name);
            let title = other.map_or(name.as_str(), |other| &other.title.value);
            let same = result.latest.is_some_and(|latest| latest.period.same_time(*period));
            let when = if same { String::new() } else { format!(" {}", time::when(*period)) };
            format!("the figure for {title}{when}")
        }
    };
    Fact { term, text, tone: Tone::Plain, note: apostrophes(&note) }
}

fn since(result: &MeasureResult<'_>) -> Option<Fact> {
    let Change::Since { earlier, difference } = &result.change else { return None };
    let printed = signed(difference.size, difference.decimals);
    Some(Fact {
        term: format!("Since {}", time::period(earlier.period)),
        text: printed,
        tone: Tone::Plain,
        note: difference.verdict.word().to_owned(),
    })
}

/// The change since the same period of the year before, unless the last change is already that.
fn year_before(result: &MeasureResult<'_>) -> Option<Fact> {
    let (earlier, difference) = result.year_before.as_ref()?;
    let since = match &result.change {
        Change::Since { earlier, .. } => Some(earlier.period),
        Change::FirstFigure | Change::NotComparable | Change::NoValue => None,
    };
    (since != Some(earlier.period)).then(|| Fact {
        term: format!("Since {}", time::period(earlier.period)),
        text: signed(difference.size, difference.decimals),
        tone: Tone::Plain,
        note: difference.verdict.word().to_owned(),
    })
}

/// A comparator's figure, and how the council's compares with it.
fn comparator(view: &View<'_>, result: &MeasureResult<'_>, at: usize) -> Option<Fact> {
    let other = view.comparators.get(at)?;
    let found = result.comparisons.get(at)?.as_ref()?;
    let decimals = crate::analyse::decimals(result.measure, found.reading);
    let mut notes = Vec::new();
    if found.older {
        notes.push(time::period(found.reading.period));
    }
    let difference = cell(view, result, Field::Difference(at), &[]);
    match &other.kind {
        ComparatorKind::Region => notes.push("regional figure".to_owned()),
        ComparatorKind::Nation => notes.push(format!("ours {} {}", difference.text, difference.words)),
        ComparatorKind::Group { members, average, .. } => {
            let of = found.reading.computed.filter(|computed| computed.of < computed.members);
            let of = of.map(|computed| format!("{} of ", computed.of)).unwrap_or_default();
            notes.push(format!("{} of {of}{}", average.word(), members.len()));
            notes.push(format!("ours {} {}", difference.text, difference.words));
        }
    }
    Some(Fact {
        term: apostrophes(&other.title),
        text: short(found.value, decimals, &result.measure.unit),
        tone: Tone::Plain,
        note: notes.join(", "),
    })
}

/// How the answers were worked out, with every figure.
fn working(view: &View<'_>, result: &MeasureResult<'_>) -> Vec<Fact> {
    let said = crate::words::trend::working(result, &view.cover.trends);
    let fact = |(term, text): (&'static str, String)| Fact {
        term: term.to_owned(),
        text: apostrophes(&text),
        ..Fact::default()
    };
    said.into_iter().map(fact).collect()
}

/// Facts about the measure itself.
fn facts(view: &View<'_>, result: &MeasureResult<'_>) -> Vec<Fact> {
    let measure = result.measure;
    let owner = measure.owner.as_ref().map(|owner| owner.value.clone());
    let facts = [
        ("Owner", owner),
        ("Reviewed", reviewed(view, measure)),
        ("Priority", titles(&measure.priorities, &|name| priority(view, name))),
        ("Theme", titles(&measure.themes, &|name| theme(view, name))),
        ("Source", source(view, measure)),
        ("Measured", Some(measured(measure))),
        ("Tolerance", tolerance_words(measure)),
        ("Code", measure.code.clone()),
    ];
    let fact = |(term, text): (&str, Option<String>)| {
        let text = text.filter(|text| !text.is_empty() && text != DASH)?;
        Some(Fact { term: term.to_owned(), text: apostrophes(&text), ..Fact::default() })
    };
    facts.into_iter().filter_map(fact).collect()
}

fn reviewed(view: &View<'_>, measure: &model::Measure) -> Option<String> {
    let reviewed = time::date(measure.reviewed?);
    Some(match review_due(view.cover, measure) {
        Some(due) if overdue(view.cover, measure) => {
            format!("{reviewed}; next review was due {}", time::date(due))
        }
        Some(due) => format!("{reviewed}; next review due {}", time::date(due)),
        None => reviewed,
    })
}

fn titles(
    names: &[crate::finding::Placed<String>],
    title: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let titles: Vec<String> = names.iter().filter_map(|name| title(&name.value)).collect();
    (!titles.is_empty()).then(|| titles.join("; "))
}

fn priority(view: &View<'_>, name: &str) -> Option<String> {
    let found = view.priorities.iter().find(|priority| priority.name.value == name)?;
    Some(found.title.value.clone())
}

fn theme(view: &View<'_>, name: &str) -> Option<String> {
    let found = view.themes.iter().find(|theme| theme.name.value == name)?;
    let director = found.director.as_ref().map(|post| format!(" ({})", post.value)).unwrap_or_default();
    Some(format!("{}{director}", found.title.value))
}

fn source(view: &View<'_>, measure: &model::Measure) -> Option<String> {
    let name = measure.source.as_ref()?;
    let found = view.sources.iter().find(|source| source.name.value == name.value)?;
    let publisher =
        found.publisher.as_ref().map(|publisher| format!(", {}", publisher.value)).unwrap_or_default();
    Some(capital(&format!("{}{publisher}", found.title.value)))
}

/// How often it is measured, what one figure covers, and which direction is good.
fn measured(measure: &model::Measure) -> String {
    let covers = match measure.covers {
        Covers::Period => "",
        Covers::YearToDate => ", each figure for the year to date",
        Covers::RollingYear => ", each figure for the twelve months before",
        Covers::Snapshot => ", each figure the state on a day",
    };
    let better = measure.better.map(|better| format!("; {}", direction(better))).unwrap_or_default();
    capital(&format!("{}{covers}{better}", measure.frequency))
}

fn direction(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
        Better::Within => "best within the target's range",
    }
}

/// How far a target may be missed and still be amber.
fn tolerance_words(measure: &model::Measure) -> Option<String> {
    measure.target.as_ref()?;
    let size = tolerance(measure);
    Some(match measure.tolerance {
        Some(Tolerance::Share(_)) => format!("{size} of the target; red beyond"),
        Some(Tolerance::Absolute(_)) => format!("{size}; red beyond"),
        None => "none; a missed target is red".to_owned(),
    })
}
