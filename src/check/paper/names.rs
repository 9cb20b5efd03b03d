//! Names with two spellings: measures and the paper itself. Also odd capitals in mid-sentence.

use crate::check::paper::phrase::{sentences, shown};
use crate::check::paper::{Evidence, in_passage};
use crate::finding::{Code, Finding};
use crate::model::Measure;
use crate::narrate::prose::{Passage, Piece, Stretch, Word, words_of};

/// The fewest words in a title for which near misses are reported.
const SHORTEST: usize = 4;

/// A measure must be called by its exact title, not by something close to it.
pub(super) fn measures_have_one_name(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let titles: Vec<(&Measure, Vec<Word>)> = evidence
        .pack
        .scorecard
        .measures
        .iter()
        .map(|measure| (measure, words_of(&measure.title, &measure.title.place)))
        .collect();
    for passage in evidence.paper.passages.iter().filter(|passage| !matches!(passage.is, Stretch::Heading(_)))
    {
        for at in 0..passage.words.len() {
            let rest = &passage.words[at..];
            let measure = behind_number(passage, at, evidence);
            let found = match measure {
                Some(measure) => titles
                    .iter()
                    .find(|(own, _)| own.id.value == measure.id.value)
                    .and_then(|(_, title)| Some((measure, other_name(rest, title)?))),
                // At the start of a sentence a capital does not indicate a name.
                None if at == 0
                    || passage.words[at - 1].is == Piece::Mark && passage.words[at - 1].text != "," =>
                {
                    None
                }
                None => titles.iter().find_map(|(own, title)| Some((*own, nearly(rest, title)?))),
            };
            if let Some((measure, length)) = found {
                let what = format!(
                    "the text calls measure {} `{}`, and the data `{}`",
                    measure.number,
                    shown(&rest[..length]),
                    measure.title.value.trim()
                );
                let fix = format!("write `{{{{ measure(\"{}\").name }}}}`", measure.id.value);
                findings.push(in_passage(passage, Code::MeasureName, &rest[0].place, what, fix));
                break;
            }
        }
    }
}

/// The measure whose number comes before, with a dash or colon between: `measure 6 – Carer quality of life`.
fn behind_number<'d>(passage: &Passage, at: usize, evidence: &Evidence<'d>) -> Option<&'d Measure> {
    let words = &passage.words;
    let mark = at.checked_sub(1).and_then(|at| words.get(at))?;
    if mark.is != Piece::Mark || !matches!(mark.text.as_str(), "-" | "\u{2013}" | "\u{2014}" | ":") {
        return None;
    }
    let number = words.get(at.checked_sub(2)?)?;
    let before = at.checked_sub(3).and_then(|at| words.get(at));
    evidence.pack.scorecard.measures.iter().find(|measure| match number.is {
        Piece::Figure => {
            before.is_some_and(|word| word.small == "measure") && number.text == measure.number.to_string()
        }
        Piece::Computed => {
            number.text.replace('\'', "\"") == format!("measure(\"{}\").number", measure.id.value)
        }
        Piece::Word | Piece::Mark => false,
    })
}

/// The words after a measure's number, up to the next mark, if they are not its title but share a word with it.
fn other_name(words: &[Word], title: &[Word]) -> Option<usize> {
    if words.iter().zip(title).filter(|(own, wanted)| own.small == wanted.small).count() == title.len() {
        return None;
    }
    let longest = title.len() + 2;
    let length = words.iter().take(longest).take_while(|word| word.is == Piece::Word).count();
    let shared = |word: &&Word| word.small.len() > 3 && title.iter().any(|own| own.small == word.small);
    let last = words[..length].iter().rposition(|word| shared(&word))?;
    Some(last + 1)
}

/// How many words here form a title except for one word that is missing, added or different, with a capital as for a
/// name.
fn nearly(words: &[Word], title: &[Word]) -> Option<usize> {
    let (first, last) = (words.first()?, title.last()?);
    let plain = |words: &[Word]| words.iter().all(|word| word.is == Piece::Word);
    if title.len() < SHORTEST || first.small != title.first()?.small || first.text != title.first()?.text {
        return None;
    }
    (title.len() - 1..=title.len() + 1).find(|length| {
        words.get(..*length).is_some_and(|own| {
            plain(own)
                && own.last().is_some_and(|word| word.small == last.small)
                && steps(own, title) == 1
                && own.iter().filter(|word| word.small.len() > 3).count() >= 2
        })
    })
}

/// How many words must be removed, inserted or changed to turn one text into the other.
fn steps(own: &[Word], other: &[Word]) -> usize {
    let texts = |words: &[Word]| words.iter().map(|word| word.small.clone()).collect::<Vec<_>>();
    strsim::generic_levenshtein(&texts(own), &texts(other))
}

/// The scorecard must have the same title wherever it is named.
pub(super) fn the_paper_has_one_title(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let title = words_of(&evidence.pack.scorecard.title, &evidence.pack.scorecard.title.place);
    let fix = "write `{{ paper.title }}`";
    for passage in &evidence.paper.passages {
        for (at, length) in other_titles(&passage.words, &title) {
            let what = format!(
                "the text calls the paper `{}`, and scorecard.yaml `{}`",
                shown(&passage.words[at..at + length]),
                evidence.pack.scorecard.title.value.trim()
            );
            findings.push(in_passage(passage, Code::PaperTitle, &passage.words[at].place, what, fix));
        }
    }
    for text in evidence.pack.cover.front.iter().map(|line| &line.text).chain(&evidence.pack.cover.notice) {
        let words = words_of(text, &text.place);
        for (at, length) in other_titles(&words, &title) {
            let what = format!(
                "the paper is called `{}` here, and `{}` under `title`",
                shown(&words[at..at + length]),
                evidence.pack.scorecard.title.value.trim()
            );
            findings.push(Finding::new(
                Code::PaperTitle,
                text.place.clone(),
                what,
                "write it in both places alike",
            ));
        }
    }
}

/// How many letters two words of the same title may differ by.
const SLIP: usize = 2;

/// Runs of capitalised words that are close to the title: position of the first word, and number of words.
fn other_titles(words: &[Word], title: &[Word]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (Some(head), true) = (title.last(), title.len() >= SHORTEST) else { return found };
    for (end, _) in words.iter().enumerate().filter(|(_, word)| word.text == head.text) {
        let capital = |word: &Word| word.is == Piece::Word && word.text.starts_with(char::is_uppercase);
        let belongs = |word: &&Word| capital(word) && title.iter().any(|own| alike(word, own));
        let length = 1 + words[..end].iter().rev().take_while(belongs).count();
        let run = &words[end + 1 - length..=end];
        // `Performance Scorecard` is short for the title rather than a different one.
        let short = title.windows(length).any(|part| part.iter().zip(run).all(|(a, b)| a.small == b.small));
        if length >= 3 && !short {
            found.push((end + 1 - length, length));
        }
    }
    found
}

fn alike(word: &Word, own: &Word) -> bool {
    word.small == own.small
        || (own.small.len() > SLIP + 2 && strsim::damerau_levenshtein(&word.small, &own.small) <= SLIP)
}

/// Words that take no capital in mid-sentence. `The` is left out: The Hague, The King's Fund.
const SMALL: [&str; 28] = [
    "Of", "And", "Or", "Is", "Are", "Was", "Were", "These", "Those", "That", "Which", "From", "Has", "Have",
    "Been", "Their", "Than", "But", "Be", "With", "By", "To", "Each", "Every", "When", "Where", "Because",
    "Also",
];

/// Small words must not have capitals in mid-sentence: `Each Of these`.
pub(super) fn words_have_no_odd_capitals(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for passage in evidence.running() {
        for sentence in sentences(&passage.words) {
            for at in 1..sentence.len() {
                let (before, word) = (&sentence[at - 1], &sentence[at]);
                // `1.2 To report`: a typed number at the start of a sentence.
                let numbered = at == 1 && before.is == Piece::Figure;
                let inside = !numbered && before.is != Piece::Mark || before.text == ",";
                let odd = word.is == Piece::Word && SMALL.contains(&word.text.as_str());
                if odd && inside && !is_in_name(sentence, at, evidence) {
                    let what = format!(
                        "`{}` has a capital in the middle of a sentence",
                        shown(&sentence[at - 1..=at])
                    );
                    let fix = format!("write `{}`", word.small);
                    findings.push(in_passage(passage, Code::OddCapital, &word.place, what, fix));
                }
            }
        }
    }
}

/// Whether a word is part of a name: between two capitalised words of which the first does not begin a sentence, or
/// in a text from the pack.
fn is_in_name(sentence: &[Word], at: usize, evidence: &Evidence<'_>) -> bool {
    let capital = |word: Option<&Word>| {
        word.is_some_and(|word| word.is == Piece::Word && word.text.starts_with(char::is_uppercase))
    };
    let inner = at > 1 && capital(sentence.get(at - 1)) && capital(sentence.get(at + 1));
    let pair = format!("{} {}", sentence[at - 1].text, sentence[at].text);
    let pack = evidence.pack;
    let titles = pack.cover.themes.iter().map(|theme| &theme.title);
    let titles = titles.chain(pack.cover.priorities.iter().map(|one| &one.title));
    let titles = titles
        .chain(pack.scorecard.measures.iter().map(|one| &one.title))
        .chain([&pack.cover.council, &pack.cover.committee]);
    inner || titles.chain(pack.cover.sources.iter().map(|one| &one.title)).any(|title| title.contains(&pair))
}
