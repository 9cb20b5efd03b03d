//! The rules in words, from the table of codes: a single one for the terminal, or all of them as `data/RULES.md`.

use std::fmt::Write;

use crate::finding::{Authority, Code, Strength};
use crate::load::near;

/// One rule as explained on a terminal.
pub fn explain(code: Code) -> String {
    let mut text = format!("{}: {} ({})\n\n", code.name(), code.title(), code.strength().word());
    for line in wrapped(code.reason()) {
        let _ = writeln!(text, "{line}");
    }
    let _ = write!(text, "\nthe fault:\n\n{}\n\n", indented(code.fault()));
    let _ = write!(text, "instead:\n\n{}\n\n", indented(code.remedy()));
    for line in wrapped(&format!("source: {}", source(code.source()))) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// The code with this name, or which one may have been meant.
///
/// # Errors
/// When no rule has this name; the text says what to write.
pub fn code_of(name: &str) -> Result<Code, String> {
    if let Some(code) = Code::ALL.iter().find(|code| code.name() == name) {
        return Ok(*code);
    }
    Err(match near(name, Code::ALL.iter().map(|code| code.name())) {
        Some(close) => format!("did you mean `{close}`?"),
        None => "`scorecard check --explain` lists all rules".to_owned(),
    })
}

/// All rules as Markdown: the text of `data/RULES.md`.
pub fn document() -> String {
    let mut text = HEAD.to_owned();
    let mut last = "";
    for code in Code::ALL {
        if code.subject() != last {
            last = code.subject();
            let _ = write!(text, "## {last}\n\n");
        }
        text.push_str(&entry(*code));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

const HEAD: &str = "\
<!-- Written by the program from its table of rules: `scorecard check --explain > data/RULES.md` -->

# The rules

What `scorecard check` finds in a pack, and why. `scorecard check --explain CODE` shows one of them.

A rule has one of three strengths. **Error**: nothing can be built, and nobody can accept it. **Before dispatch**: a
warning in a draft, an error in a final paper. **Advice**: worth a look, never in the way. What is before dispatch or
advice can be accepted with a written reason, under `accepted` in `scorecard.yaml` (see [README.md](README.md)).

";

/// One rule in the document.
fn entry(code: Code) -> String {
    format!(
        "### {name}\n\n**{title}.** {strength}. {reason}\n\n```text\n{fault}\n```\n\nInstead:\n\n```text\n{remedy}\n```\n\nSource: {source}.\n\n",
        name = code.name(),
        title = code.title(),
        strength = capital(code.strength()),
        reason = code.reason(),
        fault = code.fault(),
        remedy = code.remedy(),
        source = source(code.source()),
    )
}

fn capital(strength: Strength) -> &'static str {
    match strength {
        Strength::Stop => "Error",
        Strength::BeforeDispatch => "Before dispatch",
        Strength::Advice => "Advice",
    }
}

/// Where a rule comes from, in words.
pub fn source(source: Authority) -> String {
    match source {
        Authority::Law(place) => format!("law; {place}"),
        Authority::Guidance(place) => format!("guidance; {place}"),
        Authority::Judgement => "the program's own judgement".to_owned(),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// Characters in a line on the terminal.
const WIDTH: usize = 88;

/// Wraps text to lines that fit on a terminal.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > WIDTH {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_documentation_is_what_the_table_says() {
        let written = include_str!("../../data/RULES.md").replace("\r\n", "\n");
        assert!(written == document(), "write it anew: scorecard check --explain > data/RULES.md");
    }

    #[test]
    fn every_rule_is_told_whole_and_once() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len(), "two rules have one name");
        for code in Code::ALL {
            let name = code.name();
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
            assert!(!code.title().ends_with('.') && code.reason().ends_with('.'), "{name}");
            assert!(code.title().chars().count() <= 72, "{name}: {}", code.title());
            assert_ne!(code.fault(), code.remedy(), "{name}");
        }
    }

    #[test]
    fn one_rule_is_explained_in_lines_that_fit() {
        let text = explain(Code::TargetChanged);
        assert!(text.starts_with("target-changed: A target was changed (before dispatch)\n"), "{text}");
        assert!(text.contains("\nthe fault:\n\n    target: 6.5  (tabled as 7.5)\n"), "{text}");
        for code in Code::ALL {
            assert!(explain(*code).lines().all(|line| line.chars().count() <= 120), "{}", code.name());
        }
    }

    #[test]
    fn a_misspelt_code_is_recognised() {
        assert_eq!(code_of("unknown-key"), Ok(Code::UnknownKey));
        assert_eq!(code_of("red-withot-action"), Err("did you mean `red-without-action`?".to_owned()));
        assert_eq!(code_of("zzz"), Err("`scorecard check --explain` lists all rules".to_owned()));
    }
}
