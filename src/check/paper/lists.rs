//! Compares lists in the paper with those in the data: recommendations, themes, background papers.

use crate::check::paper::phrase::{find, is_one, shown};
use crate::check::paper::{Evidence, in_passage};
use crate::finding::{Code, Finding};
use crate::model::{Pack, Source, SourceStatus, Theme};
use crate::narrate::prose::{Passage, Piece, Stretch, Word, words_of};
use crate::narrate::sources_used;

/// Every recommendation must have an answer.
pub(super) fn recommendations_are_answered(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for one in evidence.pack.cover.recommendations.iter().filter(|one| one.answer.is_none()) {
        let what = format!("the recommendation `{}` has no answer", one.text.value);
        let fix = "add an `answer`: what became of it, or when the committee will hear";
        findings.push(Finding::new(Code::Unanswered, one.text.place.clone(), what, fix));
    }
}

/// Whether a text begins with the words of a title, ignoring case.
fn begins_with(words: &[Word], title: &[Word]) -> bool {
    words.len() >= title.len() && words.iter().zip(title).all(|(own, wanted)| own.small == wanted.small)
}

/// Whether a list item is about a theme: it begins with its title, or inserts it.
fn is_about(item: &Passage, theme: &Theme) -> bool {
    let title = words_of(&theme.title, &theme.title.place);
    let asked = format!("theme(\"{}\")", theme.name.value);
    begins_with(&item.words, &title)
        || item.words.first().is_some_and(|word| {
            word.is == Piece::Computed && word.text.replace('\'', "\"").starts_with(asked.as_str())
        })
}

/// A list of themes must contain exactly the themes in the data.
pub(super) fn themes_are_those_of_the_data(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let passages = &evidence.paper.passages;
    if evidence.pack.cover.themes.is_empty() || evidence.has_block("themes") {
        return;
    }
    for (at, above) in passages.iter().enumerate() {
        let speaks = above.is == Stretch::Paragraph
            && above.words.last().is_some_and(|word| word.text == ":")
            && above.words.iter().any(|word| word.small == "themes");
        if !speaks {
            continue;
        }
        let items: Vec<&Passage> =
            passages[at + 1..].iter().take_while(|next| next.is == Stretch::Item).collect();
        if items.is_empty() {
            continue;
        }
        for item in
            items.iter().filter(|item| !evidence.pack.cover.themes.iter().any(|theme| is_about(item, theme)))
        {
            let words: Vec<Word> = item.words.iter().take(8).cloned().collect();
            let what = format!("the theme `{}` is not in the data", shown(&words));
            let fix = "write it into scorecard.yaml under `themes`, or take it out; `[[ themes ]]` lists those \
                       that there are";
            findings.push(in_passage(item, Code::ThemeList, &item.place, what, fix));
        }
        for theme in
            evidence.pack.cover.themes.iter().filter(|theme| !items.iter().any(|item| is_about(item, theme)))
        {
            let what = format!("the theme `{}` is missing in this list", theme.title.value);
            let place = &items[0].place;
            findings.push(in_passage(
                items[0],
                Code::ThemeList,
                place,
                what,
                "write `[[ themes ]]` instead of the list",
            ));
        }
        return;
    }
}

/// Whether a source is named in a text.
fn names(words: &[Word], source: &Source) -> bool {
    let title = words_of(&source.title, &source.title.place);
    (0..words.len()).any(|at| begins_with(&words[at..], &title))
}

/// An unpublished source that was relied on is a background paper; a published one is not.
pub(super) fn background_papers_are_named(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let own: Vec<&Passage> = evidence
        .paper
        .passages
        .iter()
        .filter(|passage| passage.section.eq_ignore_ascii_case("background papers"))
        .filter(|passage| !matches!(passage.is, Stretch::Heading(_)))
        .collect();
    let block =
        own.iter().any(|passage| matches!(&passage.is, Stretch::Block(name) if name == "background-papers"));
    let Some(first) = own.first().filter(|_| !block) else { return };
    let held = held_and_used(evidence.pack);
    let lacking: Vec<&str> = held
        .iter()
        .filter(|source| !own.iter().any(|passage| names(&passage.words, source)))
        .map(|source| source.title.value.trim())
        .collect();
    let says_none = is_one(first.words.first(), &["none"]);
    if !lacking.is_empty() {
        let used = lacking.join("`, `");
        let what = match says_none {
            true => format!("the section says `None`, but figures rest on what is unpublished: `{used}`"),
            false => format!("figures rest on what is unpublished and not listed here: `{used}`"),
        };
        findings.push(in_passage(
            first,
            Code::BackgroundPapers,
            &first.place,
            what,
            "write `[[ background-papers ]]`",
        ));
    }
    let published = |source: &&Source| source.status == SourceStatus::Published;
    for passage in &own {
        for source in evidence.pack.cover.sources.iter().filter(published) {
            if names(&passage.words, source) {
                let what =
                    format!("`{}` is published, and so no background paper", source.title.value.trim());
                let fix = "take it out; `[[ sources ]]` lists what is published";
                findings.push(in_passage(passage, Code::BackgroundPapers, &passage.place, what, fix));
            }
        }
    }
    let stray = own.iter().filter(|passage| {
        find(&passage.words, "published by").is_some()
            || passage.words.iter().any(|word| word.small == "isbn")
    });
    for passage in stray {
        let what = "a published work is no background paper";
        findings.push(in_passage(
            passage,
            Code::BackgroundPapers,
            &passage.place,
            what,
            "move it to the sources",
        ));
    }
}

fn held_and_used(pack: &Pack) -> Vec<&Source> {
    let used = sources_used(pack);
    let held =
        |source: &&Source| source.status == SourceStatus::Held && used.contains(source.name.value.as_str());
    pack.cover.sources.iter().filter(held).collect()
}
