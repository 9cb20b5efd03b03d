//! Everything in a pack that expressions can refer to: the top-level names, and groups of measures.

use minijinja::Value;

use crate::analyse::review;
use crate::analyse::{Colour, MeasureResult, Results};
use crate::finding::{Part, Placed};
use crate::model::{Fact, Number, Pack, Unit};
use crate::narrate::anchors::{Anchor, Anchors};
use crate::narrate::figure::{Figure, Lookup};
use crate::narrate::measure;
use crate::words::figure::{percent_of, plain, spelt_out, with_unit};
use crate::words::list::runs;
use crate::words::time;

/// The names that expressions may begin with, and their values. `asked` is the text of all expressions.
pub fn roots(
    pack: &Pack,
    results: &Results<'_>,
    anchors: &Anchors,
    asked: &str,
) -> Vec<(&'static str, Value)> {
    let all: Vec<&MeasureResult<'_>> = results.measures.iter().collect();
    vec![
        ("measures", group("`measures`", None, &all).value()),
        ("overdue", overdue(pack, &all).value()),
        ("kinds", how_many("`kinds`", pack.scorecard.kinds.len())),
        ("themes", how_many("`themes`", pack.cover.themes.len())),
        ("recommendations", how_many("`recommendations`", pack.cover.recommendations.len())),
        ("paper", paper(pack).value()),
        ("measure", measures(pack, &all, asked)),
        ("kind", lookup("kind", Part::Kinds, kinds(pack, &all))),
        ("theme", lookup("theme", Part::Themes, themes(pack, &all))),
        ("priority", lookup("priority", Part::Priorities, priorities(pack, &all))),
        (
            "fact",
            lookup("fact", Part::Facts, pack.cover.facts.iter().map(|one| (one.name.as_str(), fact(one)))),
        ),
        ("paragraph", paragraphs(anchors)),
    ]
}

/// Things of which only the number can be asked.
fn how_many(what: &str, count: usize) -> Value {
    Figure::new(what, count.to_string()).is("count", count).value()
}

/// Figures looked up by the names that a part of the pack declares.
fn lookup<'n>(thing: &str, part: Part, entries: impl Iterator<Item = (&'n str, Figure)>) -> Value {
    let mut lookup = Lookup { thing: thing.to_owned(), part: Some(part), ..Lookup::default() };
    for (name, figure) in entries {
        // A kind, a theme and a priority print their title.
        lookup.titles.push((name.to_owned(), figure.text.clone()));
        lookup.entries.insert(name.to_owned(), figure.value());
    }
    Value::from_object(lookup)
}

/// The measures that expressions name. Working out everything about a measure is costly and most measures are not
/// named, so for those only the ids are kept.
fn measures(pack: &Pack, all: &[&MeasureResult<'_>], asked: &str) -> Value {
    let view = pack.whole();
    let part = Some(Part::Measures);
    let mut lookup = Lookup { thing: "measure".to_owned(), part, ..Lookup::default() };
    for one in all {
        let id = one.measure.id.as_str();
        lookup.titles.push((id.to_owned(), one.measure.title.value.clone()));
        if asked.contains(id) {
            lookup.entries.insert(id.to_owned(), measure::figure(&view, one).value());
        } else {
            lookup.unasked.insert(id.to_owned());
        }
    }
    Value::from_object(lookup)
}

fn belongs(names: &[Placed<String>], name: &Placed<String>) -> bool {
    names.iter().any(|own| own.value == name.value)
}

fn kinds<'a>(pack: &'a Pack, all: &[&MeasureResult<'_>]) -> impl Iterator<Item = (&'a str, Figure)> {
    pack.scorecard.kinds.iter().map(|kind| {
        let own = picked(all, |one| one.measure.kind.value == kind.name.value);
        let what = format!("the kind `{}`", kind.name.value);
        let figure =
            group(&what, Some(&kind.title), &own).maybe("about", text(kind.about.as_ref()), "`about`");
        (kind.name.as_str(), figure.is("title", kind.title.as_str()))
    })
}

fn themes<'a>(pack: &'a Pack, all: &[&MeasureResult<'_>]) -> impl Iterator<Item = (&'a str, Figure)> {
    (1usize..).zip(&pack.cover.themes).map(|(number, theme)| {
        let own = picked(all, |one| belongs(&one.measure.themes, &theme.name));
        let figure = group(&format!("the theme `{}`", theme.name.value), Some(&theme.title), &own);
        let figure = figure.maybe("director", text(theme.director.as_ref()), "director");
        let figure = figure.maybe("plan", text(theme.plan.as_ref()), "plan").is("number", number);
        (theme.name.as_str(), figure.is("title", theme.title.as_str()))
    })
}

fn priorities<'a>(pack: &'a Pack, all: &[&MeasureResult<'_>]) -> impl Iterator<Item = (&'a str, Figure)> {
    pack.cover.priorities.iter().map(|priority| {
        let own = picked(all, |one| belongs(&one.measure.priorities, &priority.name));
        let figure = group(&format!("the priority `{}`", priority.name.value), Some(&priority.title), &own);
        let figure = figure.is("title", priority.title.as_str()).is("letter", priority.letter.as_str());
        (priority.name.as_str(), figure)
    })
}

fn text(text: Option<&Placed<String>>) -> Option<String> {
    text.map(|text| text.value.trim().to_owned())
}

fn picked<'r, 'm>(
    all: &[&'r MeasureResult<'m>],
    belongs: impl Fn(&MeasureResult<'_>) -> bool,
) -> Vec<&'r MeasureResult<'m>> {
    all.iter().copied().filter(|one| belongs(one)).collect()
}

/// A group of measures: how many, which, and their ratings. It prints its title or, without one, their number.
fn group(what: &str, title: Option<&str>, measures: &[&MeasureResult<'_>]) -> Figure {
    let rated = picked(measures, |one| one.rating.colour().is_some());
    let mut figure = counted(what, measures);
    if let Some(title) = title {
        title.clone_into(&mut figure.text);
    }
    for colour in Colour::ALL {
        let own = picked(&rated, |one| one.rating.colour() == Some(colour));
        let counted = counted(&format!("`{}` of {what}", colour.word()), &own);
        let percent = percent_of(own.len(), rated.len()).map(|percent| format!("{percent}%"));
        figure = figure
            .is(colour.word(), counted.maybe("percent", percent, "percentage, because nothing is rated"));
    }
    let not = picked(measures, |one| one.rating.colour().is_none());
    figure
        .is("rated", counted(&format!("`rated` of {what}"), &rated))
        .is("not_rated", counted(&format!("`not_rated` of {what}"), &not))
}

/// A number of measures and which they are. It prints the number.
fn counted(what: &str, measures: &[&MeasureResult<'_>]) -> Figure {
    let numbers: Vec<u32> = measures.iter().map(|one| one.measure.number).collect();
    let word = if numbers.len() == 1 { "measure" } else { "measures" };
    let listed = Some(runs(&numbers)).filter(|_| !numbers.is_empty());
    let range = listed.as_ref().map(|numbers| format!("{word} {numbers}"));
    Figure::new(what, numbers.len().to_string())
        .is("count", numbers.len())
        .maybe("numbers", listed, "measures")
        .maybe("range", range, "measures")
}

fn overdue(pack: &Pack, all: &[&MeasureResult<'_>]) -> Figure {
    counted("`overdue`", &picked(all, |one| review::overdue(&pack.cover, one.measure)))
}

fn paper(pack: &Pack) -> Figure {
    let cover = &pack.cover;
    let author = cover.author.as_ref();
    let months = pack
        .cover
        .review_interval
        .map(|months| if months == 1 { "1 month".to_owned() } else { format!("{months} months") });
    Figure::new("the paper", pack.scorecard.title.as_str())
        .is("council", cover.council.as_str())
        .is("committee", cover.committee.as_str())
        .is("meeting", time::date(cover.meeting))
        .is("title", pack.scorecard.title.as_str())
        .is("version", cover.version.as_str())
        .is("version_date", time::date(cover.version_date))
        .is("data_as_at", time::date(cover.data_as_at))
        .is("status", cover.status.word())
        .maybe("notice", text(cover.notice.as_ref()), "`notice`")
        .maybe("classification", text(cover.classification.as_ref()), "`classification`")
        .maybe("contact", text(cover.contact.as_ref()), "`contact`")
        .maybe("author", text(author.map(|author| &author.post)), "`author`")
        .maybe("author_name", text(author.and_then(|author| author.name.as_ref())), "name of the author")
        .maybe("review_interval", months, "`review-interval`")
}

/// A fact from `scorecard.yaml`. A count prints only its number, because the sentence says what is counted.
fn fact(fact: &Fact) -> Figure {
    let decimals = fact.value.scale();
    let number = plain(fact.value, decimals);
    let unit = fact.unit.as_ref().filter(|unit| unit.things.is_none());
    let print = |form: fn(Number, u32, &Unit) -> String| {
        unit.map_or_else(|| number.clone(), |unit| form(fact.value, decimals, unit))
    };
    let (text, long) = (print(with_unit), print(spelt_out));
    Figure::new(format!("the fact `{}`", fact.name.value), text).is("number", number).is("long", long)
}

/// The paragraphs of the report that have names, printed as `paragraph 12`.
fn paragraphs(anchors: &Anchors) -> Value {
    let mut lookup = Lookup { thing: "paragraph".to_owned(), ..Lookup::default() };
    for (name, anchor) in anchors {
        let reason = match anchor {
            Anchor::Paragraph(Some(number)) => {
                let figure = Figure::new(format!("the paragraph `{name}`"), format!("paragraph {number}"));
                lookup
                    .entries
                    .insert(name.clone(), figure.is("number", number.to_string()).linked(name).value());
                continue;
            }
            Anchor::Paragraph(None) => format!("the paragraph `{name}` has no number"),
            Anchor::Heading => format!("`{name}` is a heading, which has no number"),
        };
        let fix = format!("name it in words, with a link: `[...](#{name})`");
        lookup.refused.insert(name.clone(), (reason, fix));
    }
    Value::from_object(lookup)
}
