//! Whether a paper is public, exempt or confidential, in the terms of its nation's law.

use crate::analyse::Results;
use crate::check::dispatch::word;
use crate::finding::{Code, Finding, Place};
use crate::model::{Cover, Law, Pack};

/// Words that say a paper is withheld from the public.
const WITHHELD: [&str; 8] =
    ["exempt", "not for publication", "confidential", "restricted", "private", "part 2", "part ii", "part b"];

/// The paper must be public or say why it is not.
pub(super) fn the_paper_is_classified(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let cover = &pack.cover;
    let Some(classification) = &cover.classification else {
        let what = "the paper does not say whether it is public or exempt";
        let fix = "add `classification: Public`";
        findings.push(Finding::new(Code::Classification, Place::start_of(&cover.file), what, fix));
        return;
    };
    let mut report = |(what, fix): (String, String)| {
        findings.push(Finding::new(Code::Classification, classification.place.clone(), what, fix));
    };
    let text = classification.to_lowercase();
    if !WITHHELD.iter().any(|word| text.contains(word)) {
        if !word(&text).any(|(_, word)| matches!(word, "public" | "open")) {
            let fix =
                format!("write `Public`, or `Exempt` with its paragraph of {}", cover.nation.law().schedule);
            report((format!("`{}` is neither public nor exempt", classification.value), fix));
        }
        return;
    }
    let confidential = text.contains("confidential") && !text.contains("exempt");
    let fault = if confidential { not_confidential(&text, cover) } else { not_exempt(&text, cover) };
    if let Some(fault) = fault {
        report(fault);
    }
    let marked =
        cover.notice.as_ref().is_some_and(|notice| notice.to_lowercase().contains("not for publication"));
    if !marked {
        let fix = "write `notice: Not for publication`, which is printed on every page".to_owned();
        report(("the paper is kept from the public, and its pages do not say so".to_owned(), fix));
    }
}

/// The reason why a paper that claims to be exempt is not, and what to write.
fn not_exempt(text: &str, cover: &Cover) -> Option<(String, String)> {
    let own = cover.nation.law();
    let named = paragraphs(text);
    let law = law_of(text, &named, own);
    if let Some(other) = law.filter(|law| law.nation != own.nation) {
        let what = format!("the paper is exempt under {}", other.descriptions());
        return Some(of_another_nation(&what, other, cover, &own.exempt(&counterparts(&named, other, own))));
    }
    if law.is_none() || !fits(text, &named, own) {
        let (first, last) = (own.paragraphs.start(), own.paragraphs.end());
        let what =
            format!("the paper is exempt and names no paragraph {first} to {last} of {}", own.descriptions());
        let fix = match own.describes(&named) {
            true => format!("write `{}`", own.exempt(&named)),
            false => format!(
                "name the paragraph; for financial or business affairs write `{}`",
                own.exempt(&[own.business])
            ),
        };
        return Some((what, fix));
    }
    (own.weighs(&named) && !text.contains("public interest")).then(|| {
        let what = "the paper is exempt and does not weigh the public interest".to_owned();
        (what, format!("write `{}`", own.exempt(&named)))
    })
}

/// The reason why a paper that claims to be confidential is not, and what to write. Only information whose disclosure
/// the government or a law forbids is confidential.
fn not_confidential(text: &str, cover: &Cover) -> Option<(String, String)> {
    let own = cover.nation.law();
    let names = |law: &&Law| word(text).any(|(_, word)| word == law.confidential.to_lowercase());
    if names(&own) {
        return None;
    }
    if let Some(other) = Law::all().find(names) {
        let what =
            format!("the paper is confidential under section {} of the {}", other.confidential, other.act);
        return Some(of_another_nation(&what, other, cover, &own.confidential()));
    }
    let what = "the paper is confidential and does not say by what law".to_owned();
    let fix = format!(
        "write `{}` if a government department, a law or a court forbids its disclosure; if not, it is exempt: write `{}` \
         with its own paragraph",
        own.confidential(),
        own.exempt(&[own.business])
    );
    Some((what, fix))
}

/// Says that a paper refers to another nation's law, and how to declare the nation.
fn of_another_nation(what: &str, other: &Law, cover: &Cover, own: &str) -> (String, String) {
    let verb = if cover.places.of("nation").is_some() { "write" } else { "add" };
    let (here, there) = (cover.nation.law().title, other.title);
    let fix = format!(
        "{verb} `nation: {}` if the council is in {there}; if it is in {here}, write `{own}`",
        other.nation.word()
    );
    (format!("{what}, which is the law of {there}, and its nation is {here}"), fix)
}

/// The law whose schedule a text refers to: its own if that fits, otherwise that of a nation with such paragraphs.
fn law_of(text: &str, named: &[u32], own: &'static Law) -> Option<&'static Law> {
    let words: Vec<&str> = word(text).map(|(_, word)| word).collect();
    let is_named = |law: &&Law| {
        let schedule = law.schedule.to_lowercase();
        words.windows(2).any(|pair| pair.join(" ") == schedule)
    };
    let fitting = |law: &&Law| fits(text, named, law);
    let own_first = || std::iter::once(own).chain(Law::all()).filter(is_named);
    own_first().find(fitting).or_else(|| own_first().next())
}

/// Whether the paragraphs that a text names exist in this law's part of its schedule.
fn fits(text: &str, named: &[u32], law: &Law) -> bool {
    law.describes(named) && part(text).is_none_or(|part| part == law.part)
}

/// The paragraphs that a text names: `paragraphs 3 and 5`.
fn paragraphs(text: &str) -> Vec<u32> {
    let starts = |word: &str| matches!(word, "paragraph" | "paragraphs" | "para" | "paras");
    let joins = |word: &str| starts(word) || matches!(word, "s" | "and" | "or" | "to");
    let words = word(text).map(|(_, word)| word).skip_while(|word| !starts(word));
    words
        .take_while(|word| joins(word) || word.parse::<u32>().is_ok())
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// The part of the schedule that a text names: `Part 4 of Schedule 12A`, `Schedule 12A, Part IV`. Part 2 of an agenda
/// does not count.
fn part(text: &str) -> Option<u32> {
    let words: Vec<&str> = word(text).map(|(_, word)| word).collect();
    words.iter().enumerate().find_map(|(at, own)| {
        let before = at.checked_sub(2).map(|before| words[before]) == Some("schedule");
        let after = match words.get(at + 2..) {
            Some(["of", "the", next, ..] | ["of", next, ..]) => *next == "schedule",
            Some(_) | None => false,
        };
        let number = words.get(at + 1).filter(|_| *own == "part" && (before || after))?;
        let roman = ["i", "ii", "iii", "iv", "v", "vi"].iter().position(|roman| roman == number);
        number.parse().ok().or(roman.map(|at| at as u32 + 1))
    })
}

/// The paragraphs in one nation's law that correspond to these in another's. England and Wales describe the same things
/// in the same order; elsewhere the paragraph on financial or business affairs serves as an example.
fn counterparts(named: &[u32], theirs: &Law, own: &Law) -> Vec<u32> {
    match theirs.schedule == own.schedule && theirs.describes(named) {
        true => {
            named.iter().map(|number| number - theirs.paragraphs.start() + own.paragraphs.start()).collect()
        }
        false => vec![own.business],
    }
}

#[cfg(test)]
mod tests {
    use super::{counterparts, fits, law_of, paragraphs, part};
    use crate::model::Nation::{self, England, NorthernIreland, Scotland, Wales};

    #[test]
    fn the_paragraphs_of_each_schedule_are_its_own() {
        for (nation, text, named) in [
            (England, "exempt under paragraph 3 of part 1 of schedule 12a", true),
            (
                England,
                "exempt under paragraph 3 of part i of schedule 12a to the local government act 1972",
                true,
            ),
            (England, "exempt, paragraphs 1 and 2 of schedule 12a", true),
            (England, "exempt: schedule 12a, paragraph 3, local government act 1972", true),
            (England, "by virtue of paragraph(s) 3, 7 of part 1 of schedule 12a", true),
            (England, "part 2 of the agenda: exempt under para 5 of schedule 12a", true),
            (England, "exempt under paragraph 8 of schedule 12a", false),
            (England, "exempt under paragraphs 3 and 9 of schedule 12a", false),
            (England, "exempt under paragraph 3 of part 4 of schedule 12a", false),
            (England, "exempt under schedule 12a", false),
            (Wales, "exempt under paragraph 12 of part 4 of schedule 12a", true),
            (Wales, "exempt under paragraph 18 of schedule 12a, part iv", true),
            (Wales, "exempt under paragraph 11 of part 4 of schedule 12a", false),
            (Wales, "exempt under paragraph 19 of part 4 of schedule 12a", false),
            (Wales, "exempt under paragraph 14 of part 1 of schedule 12a", false),
            (Scotland, "exempt under paragraphs 3, 12 and 14 of part 1 of schedule 7a", true),
            (Scotland, "exempt under paragraph 15 of schedule 7a", true),
            (Scotland, "exempt under paragraph 16 of schedule 7a", false),
            (NorthernIreland, "exempt under paragraph 7 of part 1 of schedule 6", true),
            (NorthernIreland, "exempt under paragraph 8 of schedule 6", false),
        ] {
            let law = nation.law();
            let own = law_of(text, &paragraphs(text), law).is_some_and(|found| found.nation == nation);
            assert_eq!(own && fits(text, &paragraphs(text), law), named, "{nation:?}: {text}");
        }
    }

    #[test]
    fn a_text_names_the_law_of_a_nation() {
        let whose =
            |text: &str, own: Nation| law_of(text, &paragraphs(text), own.law()).map(|law| law.nation);
        let wales = "exempt under paragraph 14 of part 4 of schedule 12a";
        assert_eq!(whose(wales, England), Some(Wales));
        assert_eq!(whose("exempt under schedule 7a", England), Some(Scotland));
        assert_eq!(whose("exempt under paragraph 3 of schedule 6", Scotland), Some(NorthernIreland));
        assert_eq!(whose("exempt under paragraph 3 of schedule 12a", Wales), Some(England));
        // No nation has such a paragraph, so it is a slip and not a reference to another nation's law.
        assert_eq!(whose("exempt under paragraph 9 of schedule 12a", Wales), Some(Wales));
        assert_eq!(whose("exempt under paragraph 3", England), None);
        assert_eq!(whose("exempt under paragraph 3 of schedule 60", England), None);
    }

    #[test]
    fn part_2_of_an_agenda_is_no_part_of_the_schedule() {
        assert_eq!(part("part 2: exempt under paragraph 3 of part 1 of schedule 12a"), Some(1));
        assert_eq!(part("part ii report, schedule 12a, paragraph 3"), None);
        assert_eq!(part("part iv of the schedule"), Some(4));
    }

    #[test]
    fn england_and_wales_describe_the_same_things_in_the_same_order() {
        assert_eq!(counterparts(&[3, 5], England.law(), Wales.law()), [14, 16]);
        assert_eq!(counterparts(&[18], Wales.law(), England.law()), [7]);
        assert_eq!(counterparts(&[6], Scotland.law(), England.law()), [3]);
    }
}
