//! Sentences about ratings that the data does not, or no longer, bear out.

use crate::analyse::{Colour, MeasureResult, Trend};
use crate::check::paper::phrase::{any_here, colour, is_one, sentences};
use crate::check::paper::{Desk, told};
use crate::finding::{Code, Finding};
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

/// `all measures are green`, `every measure is green`.
fn of_all(desk: &Desk<'_>, words: &[Word], at: usize) -> Option<Said> {
    let starts = [
        "all measures are",
        "all the measures are",
        "all of the measures are",
        "all our measures are",
        "every measure is",
        "each measure is",
        "every one of the measures is",
    ];
    let length = any_here(words, at, &starts)?;
    let own =
        colour(words.get(at + length + usize::from(is_one(words.get(at + length), &["rated", "now"]))))?;
    (desk.total().of(own) < desk.total().all()).then(|| {
        let what = format!("the text says that every measure is {}, but {}", own.word(), counted(desk, own));
        (what, format!("write how many: `{{{{ measures.{}.count }}}}`", own.word()))
    })
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
    if let Some(kind) = desk.pack.kinds.iter().find(|kind| holds(&kind.title)) {
        return Some(Box::new(|one| one.measure.kind.value == kind.name.value));
    }
    if let Some(theme) = desk.pack.themes.iter().find(|theme| holds(&theme.title)) {
        return Some(Box::new(|one| one.measure.themes.iter().any(|own| own.value == theme.name.value)));
    }
    let priority = desk.pack.priorities.iter().find(|priority| holds(&priority.title))?;
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
