//! Sentences about ratings that the data does not, or no longer, bear out.

use crate::analyse::rating::up_is_good;
use crate::analyse::{Change, Colour, MeasureResult, Trend};
use crate::check::paper::phrase::{any_here, colour, is_one, number, sentences};
use crate::check::paper::{Desk, told};
use crate::finding::{Code, Finding};
use crate::model::Number;
use crate::narrate::prose::{Passage, Piece, Word, words_of};

/// What the text says of ratings is so.
pub(super) fn ratings_are_as_said(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for passage in desk.running() {
        for sentence in sentences(&passage.words) {
            for at in 0..sentence.len() {
                let said = of_none(desk, sentence, at)
                    .or_else(|| of_all(desk, sentence, at))
                    .or_else(|| of_reds(desk, sentence, at))
                    .or_else(|| of_the_only(desk, sentence, at))
                    .or_else(|| of_every_comparison(desk, sentence, at))
                    .or_else(|| of_one(desk, sentence, at));
                if let Some((what, fix)) = said {
                    findings.push(contradiction(passage, &sentence[at], what, fix));
                }
            }
        }
    }
}

/// What is wrong, and what to write.
type Said = (String, String);

fn contradiction(passage: &Passage, word: &Word, what: String, fix: String) -> Finding {
    told(passage, Code::StaleClaim, &word.place, what, fix)
}

fn counted(desk: &Desk<'_>, own: Colour) -> String {
    let number = desk.total().of(own);
    let verb = if number == 1 { "is" } else { "are" };
    format!("{number} of {} {verb} {}", desk.total().all(), own.word())
}

/// `no measure is red`, `none of the measures are red`, `there are no red measures`.
fn of_none(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    let start = any_here(
        words,
        at,
        &[
            "no measure is",
            "no measures are",
            "none of the measures is",
            "none of the measures are",
            "none of our measures are",
        ],
    );
    let own = match start {
        Some(length) => {
            colour(words.get(at + length + usize::from(is_one(words.get(at + length), &["rated"]))))?
        }
        None if is_one(words.get(at), &["no"]) && is_one(words.get(at + 2), &["measure", "measures"]) => {
            colour(words.get(at + 1))?
        }
        None => return None,
    };
    (desk.total().of(own) > 0).then(|| {
        let what = format!("the text says that no measure is {}, but {}", own.word(), counted(desk, own));
        (what, format!("write how many: `{{{{ measures.{}.count }}}}`", own.word()))
    })
}

/// Phrases that speak of all measures, up to where their number or `measures` may stand.
const WHOLE: [&str; 9] = [
    "nearly all",
    "almost all",
    "virtually all",
    "all of the",
    "all of our",
    "all the",
    "all our",
    "all",
    "every one of the",
];

/// Of so many in a hundred one does not say nearly all.
const NEARLY_ALL: usize = 75;

/// `all measures are green`, `every measure is on target`, `nearly all measures are green`.
fn of_all(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    // `Not all measures are green` is another sentence, and so is `nearly all` at its second word.
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    if is_one(before, &["not", "nearly", "almost", "virtually"]) {
        return None;
    }
    let nearly = is_one(words.get(at), &["nearly", "almost", "virtually"]);
    let (rated_only, next) = if let Some(length) = any_here(words, at, &WHOLE) {
        let next = at + length;
        let counted = words.get(next).is_some_and(is_the_count);
        let next = next + number(words, next).map_or(usize::from(counted), |(_, length)| length);
        let rated_only = is_one(words.get(next), &["rated"]);
        let next = next + usize::from(rated_only);
        (rated_only, next + any_here(words, next, &["measures are", "measures is"])?)
    } else {
        let singular =
            ["every measure is", "each measure is", "every rated measure is", "each rated measure is"];
        let length = any_here(words, at, &singular)?;
        (length == 4, at + length)
    };
    let (own, said) = state(words, next + usize::from(is_one(words.get(next), &["rated", "now"])))?;
    let counts = desk.total();
    let part: usize = own.iter().map(|own| counts.of(*own)).sum();
    let all = if rated_only || nearly { counts.rated() } else { counts.all() };
    let holds = if nearly { part * 100 >= NEARLY_ALL * all } else { part == all };
    (!holds).then(|| {
        let whole = if nearly { "nearly every" } else { "every" };
        let verb = if part == 1 { "is" } else { "are" };
        let what = format!("the text says that {whole} measure is {said}, but {part} of {all} {verb}");
        let write: Vec<String> =
            own.iter().map(|own| format!("`{{{{ measures.{}.count }}}}`", own.word())).collect();
        (what, format!("write how many: {}", write.join(" and ")))
    })
}

/// Whether a word asks for the number of measures.
fn is_the_count(word: &Word) -> bool {
    word.is == Piece::Computed
        && word.text.split('|').next().is_some_and(|asked| {
            matches!(asked.trim(), "measures.count" | "measures.rated.count" | "measures")
        })
}

/// What measures are said to be: `green`, `green or amber`, `on target`; the ratings, and the words for them.
fn state(words: &[Word], at: usize) -> Option<(Vec<Colour>, String)> {
    if any_here(words, at, &["on target"]).is_some() {
        return Some((vec![Colour::Green], "on target".to_owned()));
    }
    let mut own = vec![colour(words.get(at))?];
    let mut next = at + 1;
    while is_one(words.get(next), &[",", "or", "and"]) {
        next += 1;
        match colour(words.get(next)) {
            Some(other) if !own.contains(&other) => own.push(other),
            Some(_) | None => {}
        }
        next += usize::from(colour(words.get(next)).is_some());
    }
    let said = own.iter().map(|own| own.word()).collect::<Vec<_>>().join(" or ");
    Some((own, said))
}

/// `better than England in every measure`: no measure is on the other side.
fn of_every_comparison(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    let length = any_here(words, at, &["better than", "ahead of", "worse than", "behind"])?;
    let better = is_one(words.get(at), &["better", "ahead"]);
    let (which, title) = comparator(desk, words, at + length)?;
    let ends =
        ["in every measure", "on every measure", "in all measures", "on all measures", "for every measure"];
    any_here(words, at + length + title, &ends)?;
    let against = |one: &&MeasureResult<'_>| side(one, which).is_some_and(|side| side != better);
    let numbers: Vec<u32> =
        desk.results.measures.iter().filter(against).map(|one| one.measure.number).collect();
    let other = &desk.pack.cover.comparators[which].title.value;
    (!numbers.is_empty()).then(|| {
        let word = if numbers.len() == 1 { "measure" } else { "measures" };
        let (said, is) = if better { ("better", "worse") } else { ("worse", "better") };
        let runs = crate::words::list::runs(&numbers);
        let what = format!(
            "the text says {said} than {other} in every measure, but {word} {runs} {} {is}",
            if numbers.len() == 1 { "is" } else { "are" }
        );
        (what, "write in how many, or in which".to_owned())
    })
}

/// The comparator whose title begins here, by its place in the pack, and how many words that takes.
fn comparator(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<(usize, usize)> {
    let at = at + usize::from(is_one(words.get(at), &["the"]));
    desk.pack.cover.comparators.iter().enumerate().find_map(|(which, other)| {
        let title = words_of(&other.title, &other.title.place);
        let own = words.get(at..at + title.len())?;
        let same = !title.is_empty() && own.iter().zip(&title).all(|(a, b)| a.small == b.small);
        same.then_some((which, title.len()))
    })
}

/// Whether a measure's figure is on the better side of a comparator's; nothing where it is the same or neither is.
fn side(one: &MeasureResult<'_>, which: usize) -> Option<bool> {
    let size = one.comparisons.get(which)?.as_ref()?.difference.size;
    let up = up_is_good(one.measure.better)?;
    (!size.is_zero()).then_some(up == (size > Number::ZERO))
}

/// How many words behind `all red measures` are looked at.
const AHEAD: usize = 12;

/// `all red measures have an action`, `every red measure belongs to Finance`, `all red measures are improving`.
fn of_reds(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    let quantity =
        any_here(words, at, &["all of the", "all the", "all of our", "all", "every", "each", "the"])?;
    let own = colour(words.get(at + quantity))?;
    if !is_one(words.get(at + quantity + 1), &["measure", "measures"]) {
        return None;
    }
    let whole = !is_one(words.get(at), &["the"]);
    let rest = &words[at + quantity + 2..];
    let rest = &rest[..rest.len().min(AHEAD)];
    let all: Vec<&MeasureResult<'_>> =
        desk.results.measures.iter().filter(|one| one.rating.colour() == Some(own)).collect();
    let are = any_here(rest, 0, &["are all", "all"]).is_some();
    if !(whole || are) {
        return None;
    }
    let verb =
        rest.iter().find(|word| word.is == Piece::Word && !matches!(word.small.as_str(), "all" | "now"))?;
    let lacks: Vec<&&MeasureResult<'_>> = match verb.small.as_str() {
        "has" | "have" => all.iter().filter(|one| lacks_what_is_said(one, rest)).collect(),
        "are" | "is" if is_one(trend_word(rest), &["improving"]) => {
            all.iter().filter(|one| one.trend != Trend::Improving).collect()
        }
        "are" | "is" if is_one(trend_word(rest), &["worsening"]) => {
            all.iter().filter(|one| one.trend != Trend::Worsening).collect()
        }
        "are" | "is" | "concern" | "concerns" | "belong" | "belongs" | "relate" | "relates" | "lie"
        | "lies" | "fall" | "come" | "stand" => {
            let behind = rest.iter().position(|word| word.small == verb.small)? + 1;
            let skipped = rest[behind..].iter().take_while(|word| is_one(Some(word), &IN_FRONT)).count();
            let group = named_group(desk, &rest[behind + skipped..])?;
            all.iter().filter(|one| !group(one)).collect()
        }
        _ => return None,
    };
    if lacks.is_empty() {
        return None;
    }
    let numbers: Vec<u32> = lacks.iter().map(|one| one.measure.number).collect();
    let word = if numbers.len() == 1 { "measure" } else { "measures" };
    let what = format!(
        "what the text says of every {} measure does not hold for {word} {}",
        own.word(),
        crate::words::list::runs(&numbers)
    );
    Some((what, "write what the figures show, or mend the measures".to_owned()))
}

fn trend_word(rest: &[Word]) -> Option<&Word> {
    let at = rest.iter().position(|word| matches!(word.small.as_str(), "are" | "is"))?;
    rest[at + 1..].iter().find(|word| !matches!(word.small.as_str(), "now" | "all" | "still"))
}

/// Whether a measure lacks an action, an owner or a comment that the words say it has.
fn lacks_what_is_said(one: &MeasureResult<'_>, rest: &[Word]) -> bool {
    let said = |names: &[&str]| rest.iter().any(|word| names.contains(&word.small.as_str()));
    said(&["action", "actions"]) && one.measure.action.is_none()
        || said(&["owner", "owners"]) && one.measure.owner.is_none()
        || said(&["comment", "comments", "commentary"]) && one.measure.comment.is_none()
}

type Belongs<'d> = Box<dyn Fn(&MeasureResult<'_>) -> bool + 'd>;

/// What may stand between `are` and the group that all red measures are of.
const IN_FRONT: [&str; 14] = [
    "all", "in", "of", "under", "from", "about", "with", "to", "the", "our", "kind", "priority", "theme",
    "now",
];

/// The kind, priority or theme with which the words begin.
fn named_group<'d>(desk: &'d Desk<'_>, rest: &[Word]) -> Option<Belongs<'d>> {
    let holds = |title: &crate::finding::Placed<String>| {
        let title = words_of(title, &title.place);
        !title.is_empty()
            && rest.len() >= title.len()
            && rest.iter().zip(&title).all(|(own, wanted)| own.small == wanted.small)
    };
    if let Some(kind) = desk.pack.scorecard.kinds.iter().find(|kind| holds(&kind.title)) {
        return Some(Box::new(|one| one.measure.kind.value == kind.name.value));
    }
    if let Some(theme) = desk.pack.cover.themes.iter().find(|theme| holds(&theme.title)) {
        return Some(Box::new(|one| one.measure.themes.iter().any(|own| own.value == theme.name.value)));
    }
    let priority = desk.pack.cover.priorities.iter().find(|priority| holds(&priority.title))?;
    Some(Box::new(|one| one.measure.priorities.iter().any(|own| own.value == priority.name.value)))
}

/// `the only red measure`, `only one measure is red`.
fn of_the_only(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    let own =
        match any_here(words, at, &["only one measure is", "the only", "the one", "the single", "only one"])?
        {
            4 => colour(words.get(at + 4))?,
            length => {
                colour(words.get(at + length)).filter(|_| is_one(words.get(at + length + 1), &["measure"]))?
            }
        };
    (desk.total().of(own) != 1).then(|| {
        let what = format!("the text says that one measure is {}, but {}", own.word(), counted(desk, own));
        (what, format!("write how many: `{{{{ measures.{}.count }}}}`", own.word()))
    })
}

/// A measure that is asked for, and its rating typed behind it.
fn of_one(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    let measure = |word: &Word| -> Option<&MeasureResult<'_>> {
        if word.is != Piece::Computed {
            return None;
        }
        let text = word.text.replace('\'', "\"");
        let (id, field) = text.strip_prefix("measure(\"")?.split_once("\")")?;
        let name =
            matches!(field.split('|').next().unwrap_or_default().trim(), "" | ".name" | ".title" | ".number");
        name.then(|| desk.results.measures.iter().find(|one| one.measure.id.value == id)).flatten()
    };
    let one = measure(words.get(at)?)?;
    let mut next = at + 1;
    while is_one(words.get(next), &[",", "and"])
        || words.get(next).is_some_and(|word| measure(word).is_some())
    {
        next += 1;
    }
    next += any_here(words, next, &["both", "all"]).unwrap_or(0);
    if let Some(said) = of_its_change(one, words, next) {
        return Some(said);
    }
    next += any_here(words, next, &["is", "are", "remains", "remain", "stays", "stay"])?;
    next += any_here(words, next, &["now", "still", "both", "all", "also", "rated", "again"]).unwrap_or(0);
    let id = &one.measure.id.value;
    if let Some(said) = colour(words.get(next)) {
        let own = one.rating.colour()?;
        return (own != said).then(|| {
            let what = format!(
                "the text says that measure {} is {}, but it is {}",
                one.measure.number,
                said.word(),
                own.word()
            );
            (what, format!("write `{{{{ measure(\"{id}\").rating }}}}`"))
        });
    }
    if let Some(said) = beside_another(desk, one, words, next) {
        return Some(said);
    }
    let against = match words.get(next)?.small.as_str() {
        "improving" => one.trend == Trend::Worsening,
        "worsening" => one.trend == Trend::Improving,
        _ => false,
    };
    against.then(|| {
        let what = format!(
            "the text says that measure {} is {}, but its trend is {}",
            one.measure.number,
            words[next].small,
            one.trend.word()
        );
        (what, format!("write `{{{{ measure(\"{id}\").trend }}}}`"))
    })
}

/// `… is worse than England`, `… is above England`, where the figure is on the other side.
fn beside_another(desk: &Desk<'_>, one: &MeasureResult<'_>, words: &[Word], at: usize) -> Option<Said> {
    let forms = ["better than", "worse than", "higher than", "lower than", "above", "below"];
    let length = any_here(words, at, &forms)?;
    let (which, title) = comparator(desk, words, at + length)?;
    // `below England in 2015-16` is of another time.
    words
        .get(at + length + title)
        .is_none_or(|next| next.is == Piece::Mark && next.text != "\u{2019}")
        .then_some(())?;
    let above = one.comparisons[which].as_ref()?.difference.size > Number::ZERO;
    let same = one.comparisons[which].as_ref()?.difference.size.is_zero();
    let holds = match words[at].small.as_str() {
        "better" => side(one, which)?,
        "worse" => !side(one, which)?,
        "above" | "higher" => above,
        _ => !above,
    };
    (!same && !holds).then(|| {
        let (other, number) = (&desk.pack.cover.comparators[which].title.value, one.measure.number);
        let is = if above { "above" } else { "below" };
        let said = crate::check::paper::phrase::shown(&words[at..at + length]);
        let what =
            format!("the text says that measure {number} is {said} {other}, but its figure is {is} it");
        (what, "write on which side it is".to_owned())
    })
}

/// `… fell last year`, where the figure rose, however far one looks back.
fn of_its_change(one: &MeasureResult<'_>, words: &[Word], at: usize) -> Option<Said> {
    let at = at + usize::from(is_one(words.get(at), &["has", "have"]));
    let verb = words.get(at).filter(|word| word.is == Piece::Word)?;
    let rose = match verb.small.as_str() {
        "fell" | "fallen" | "dropped" | "decreased" | "declined" => false,
        "rose" | "risen" | "increased" | "grew" => true,
        _ => return None,
    };
    let times = ["last year", "this year", "since last year", "since last time", "again", "over the year"];
    let next = at + 1 + any_here(words, at + 1, &times).unwrap_or(0);
    words.get(next).is_none_or(|next| next.is == Piece::Mark).then_some(())?;
    let since = match &one.change {
        Change::Since { difference, .. } => Some(difference.size),
        Change::FirstFigure | Change::NotComparable | Change::NoValue => None,
    };
    let steps: Vec<Number> =
        since.into_iter().chain(one.year_before.as_ref().map(|(_, step)| step.size)).collect();
    let against = |size: &Number| if rose { *size < Number::ZERO } else { *size > Number::ZERO };
    (!steps.is_empty() && steps.iter().all(against)).then(|| {
        let number = one.measure.number;
        let did = if rose { "fell" } else { "rose" };
        let what = format!("the text says that measure {number} {}, but its figure {did}", verb.small);
        (what, format!("write `{{{{ measure(\"{}\").change.direction }}}}`", one.measure.id.value))
    })
}
