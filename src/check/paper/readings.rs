//! A measure's figures typed into a sentence about it.

use crate::analyse::MeasureResult;
use crate::check::paper::phrase::sentences;
use crate::check::paper::{Evidence, typed};
use crate::finding::Finding;
use crate::narrate::prose::{Piece, Word, words_of};
use crate::words::figure::plain;

/// A figure of a measure that the sentence names should be computed.
pub(super) fn readings_are_asked_for(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for passage in evidence.running() {
        for sentence in sentences(&passage.words) {
            let figures: Vec<&Word> = sentence.iter().filter(|word| telling(word)).collect();
            if figures.is_empty() {
                continue;
            }
            let named = evidence.results.measures.iter().filter(|result| is_named(sentence, result));
            let known: Vec<(String, String, String)> =
                named.flat_map(|result| prints(evidence, result)).collect();
            for word in figures {
                let figure = word.text.trim_start_matches('£');
                if let Some((_, of, expression)) = known.iter().find(|(shown, ..)| shown == figure) {
                    findings.push(typed(passage, &word.place, &word.text, &word.text, of, expression));
                }
            }
        }
    }
}

/// Whether a figure is unlikely to be there by coincidence: it has decimals, a percent sign or a pound sign.
fn telling(word: &Word) -> bool {
    word.is == Piece::Figure && (word.text.contains(['.', '%']) || word.text.starts_with('£'))
}

/// Whether a sentence inserts something from a measure, or contains its title.
fn is_named(sentence: &[Word], result: &MeasureResult<'_>) -> bool {
    let id = &result.measure.id.value;
    let asks = |word: &Word| {
        word.is == Piece::Computed && word.text.replace('\'', "\"").contains(&format!("measure(\"{id}\")"))
    };
    let title = words_of(&result.measure.title, &result.measure.title.place);
    let titled = title.len() >= 2
        && sentence.windows(title.len()).any(|own| own.iter().zip(&title).all(|(a, b)| a.small == b.small));
    titled || sentence.iter().any(asks)
}

/// The figures of a measure as printed, with a description and the expression that gives each.
fn prints(evidence: &Evidence<'_>, result: &MeasureResult<'_>) -> Vec<(String, String, String)> {
    let measure = result.measure;
    let id = &measure.id.value;
    let percent = if measure.unit.percent { "%" } else { "" };
    let asked = |field: &str| format!("measure(\"{id}\").{field}");
    let number = measure.number;
    let mut found = Vec::new();
    if let Some(value) = result.value() {
        let of = format!("the latest figure of measure {number}");
        found.push((format!("{}{percent}", plain(value, result.decimals())), of, asked("value")));
    }
    for (other, comparison) in evidence.pack.cover.comparators.iter().zip(&result.comparisons) {
        if let Some(comparison) = comparison {
            let decimals = comparison.reading.decimals.unwrap_or(measure.decimals);
            let of = format!("the figure of {} for measure {number}", other.title.value);
            let field = format!("comparator(\"{}\")", other.name.value);
            found.push((format!("{}{percent}", plain(comparison.value, decimals)), of, asked(&field)));
        }
    }
    for reading in &measure.readings.readings {
        if let Ok(value) = reading.value {
            let of = format!("the figure of measure {number} for {}", reading.period);
            let field = format!("reading(\"{}\")", reading.period);
            let decimals = reading.decimals.unwrap_or(measure.decimals);
            found.push((format!("{}{percent}", plain(value, decimals)), of, asked(&field)));
        }
    }
    found
}
