//! Empty sections. A committee's form requires `None` where there is nothing to say.

use crate::check::paper::{Evidence, in_passage};
use crate::finding::{Code, Finding};
use crate::narrate::prose::Stretch;

/// What people write instead of `None`.
const NOTHING: [&str; 6] = ["n / a", "n/a", "na", "nil", "-", "\u{2013}"];

/// There must be something below every heading: `None` if there is nothing to say.
pub(super) fn sections_say_something(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let passages = &evidence.paper.passages;
    for (at, heading) in passages.iter().enumerate() {
        let Stretch::Heading(level) = heading.is else { continue };
        let deeper = |is: &Stretch| matches!(is, Stretch::Heading(other) if *other > level);
        let below: Vec<_> = passages[at + 1..]
            .iter()
            .take_while(|next| !matches!(next.is, Stretch::Heading(_)) || deeper(&next.is))
            .collect();
        let title: Vec<&str> = heading.words.iter().map(|word| word.text.as_str()).collect();
        let title = title.join(" ");
        match below.as_slice() {
            [] => {
                let what = format!("nothing stands below the heading `{title}`");
                findings.push(in_passage(
                    heading,
                    Code::SectionEmpty,
                    &heading.place,
                    what,
                    "write the text below it, or `None.` if there is nothing to say",
                ));
            }
            [only] if is_nothing(&only.words.iter().map(|word| word.small.as_str()).collect::<Vec<_>>()) => {
                let said: Vec<&str> = only.words.iter().map(|word| word.text.as_str()).collect();
                let what = format!("the section `{title}` says `{}`", said.join(""));
                let fix = "write `None.`, which a screen reader says as a word";
                findings.push(in_passage(only, Code::SectionEmpty, &only.place, what, fix));
            }
            _ => {}
        }
    }
}

fn is_nothing(words: &[&str]) -> bool {
    let text = words.join(" ");
    NOTHING.contains(&text.trim_end_matches([' ', '.']))
}
