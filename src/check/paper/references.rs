//! References that lead nowhere: to an appendix that the paper does not have, or to a missing paragraph.

use crate::check::paper::{Evidence, in_passage};
use crate::finding::{Code, Finding};
use crate::load::near;
use crate::narrate::prose::{Piece, Stretch};

/// The paper has one appendix; any others must be listed under a heading `Appendices`.
pub(super) fn appendices_are_there(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let letter = |passage: &crate::narrate::prose::Passage, at: usize| {
        let word = passage.words.get(at).filter(|word| word.small == "appendix")?;
        let next = passage.words.get(at + 1).filter(|next| next.is != Piece::Computed)?;
        let one = next.text.len() == 1
            && next.text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        one.then(|| (word.place.clone(), next.text.clone()))
    };
    let in_list = |section: &str| section.to_lowercase().starts_with("append");
    let declared: Vec<String> = evidence
        .paper
        .passages
        .iter()
        .filter(|passage| in_list(&passage.section) && !matches!(passage.is, Stretch::Heading(_)))
        .flat_map(|passage| (0..passage.words.len()).filter_map(|at| Some(letter(passage, at)?.1)))
        .chain(std::iter::once("A".to_owned()))
        .collect();
    for passage in evidence.running().filter(|passage| !in_list(&passage.section)) {
        for (place, name) in (0..passage.words.len()).filter_map(|at| letter(passage, at)) {
            if !declared.contains(&name) {
                let what = format!("there is no Appendix {name}");
                let fix = "write `Appendix A`, or list the appendix under the heading `Appendices`";
                findings.push(in_passage(passage, Code::CrossReference, &place, what, fix));
            }
        }
    }
}

/// A recommendation's `answered-in` must be a name in the report, or words: not a number or a misspelt name.
pub(super) fn answers_lead_somewhere(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let anchors = &evidence.paper.anchors;
    for place in evidence.pack.cover.recommendations.iter().filter_map(|one| one.answered_in.as_ref()) {
        let text = place.value.trim();
        let name =
            text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let lower = text.to_lowercase();
        let number = lower.split_once(' ').filter(|(word, _)| matches!(*word, "paragraph" | "para"));
        if number.is_some_and(|(_, number)| number.parse::<u32>().is_ok()) {
            let what = format!("the number in `{text}` is typed by hand");
            let fix = "write the name of the paragraph, which ends in `{#name}` in report.md";
            findings.push(Finding::new(Code::CrossReference, place.place.clone(), what, fix));
        } else if name && !text.is_empty() && !anchors.contains(text) {
            let what = format!("nothing in the report is called `{text}`");
            let fix = match near(text, anchors.iter().map(String::as_str)) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("write `{{#{text}}}` at the end of the paragraph that is meant"),
            };
            findings.push(Finding::new(Code::CrossReference, place.place.clone(), what, fix));
        }
    }
}
