//! Rules about the business plan and its themes: someone must answer for each, and each must be measured.

use crate::analyse::Results;
use crate::finding::{Code, Finding};
use crate::model::Pack;

/// Each improvement theme must have a director.
pub(super) fn themes_have_directors(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for theme in pack.cover.themes.iter().filter(|theme| theme.director.is_none()) {
        let what = format!("the theme `{}` has no director", theme.title.value);
        let fix = "add `director`, the post that answers for it";
        findings.push(Finding::new(Code::ThemeWithoutDirector, theme.name.place.clone(), what, fix));
    }
}

/// Each priority must have at least one measure.
pub(super) fn priorities_have_measures(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for priority in &pack.cover.priorities {
        let counts = |name: &str| name == priority.name.value;
        let met =
            pack.scorecard.measures.iter().flat_map(|measure| &measure.priorities).any(|name| counts(name));
        if !met {
            let what = format!("no measure counts to the priority `{}`", priority.title.value);
            let fix = format!(
                "write `priorities: [{}]` at the measures that do, or take the priority out",
                priority.name.value
            );
            findings.push(Finding::new(Code::PriorityWithoutMeasure, priority.name.place.clone(), what, fix));
        }
    }
}
