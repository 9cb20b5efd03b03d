//! Rules that need the whole pack, beyond what each value shows alone. Each rule is one function and each subject
//! one file; the table of codes ([`crate::finding::Code`]) describes the rules.
//!
//! `load` has already checked whether each value can be read and each name refers to something. Rules about the text
//! of the narrative are in `paper/`.

mod accepted;
mod actions;
mod borrowed;
mod breaks;
mod business_plan;
mod characters;
mod classification;
mod comments;
mod direction;
pub mod dispatch;
mod explain;
mod figures;
mod forgotten;
mod gaps;
mod held;
mod judging;
mod leftover;
mod neighbours;
mod page;
mod paper;
mod parts;
mod previous;
mod ranks;
mod reviews;
mod rounding;
mod series;
mod services;
mod shares;
mod sums;
mod targets;
mod tolerances;
mod values;
mod years;

pub use accepted::{accept, conclude};
pub use characters::characters;
pub use explain::{code_of, document, explain, source};
pub use paper::check_paper;

use crate::analyse::{Results, scorecards};
use crate::finding::{Code, Finding, Place};
use crate::model::{Cover, Measure, Pack, Series, View};

/// A rule over the measures of one scorecard in its paper; it adds its findings.
type ScorecardRule = fn(&View<'_>, &Results<'_>, &mut Vec<Finding>);

/// A rule over the paper as a whole.
type CoverRule = fn(&Pack, &Results<'_>, &mut Vec<Finding>);

const SCORECARD: &[ScorecardRule] = &[
    page::kinds_have_measures,
    years::series_have_one_kind_of_year,
    years::targets_are_for_the_figures_year,
    years::comparators_have_the_councils_year,
    figures::nothing_is_awaited,
    figures::none_is_of_the_future,
    figures::none_is_overdue,
    gaps::no_period_is_left_out,
    figures::shares_are_shares,
    neighbours::none_is_far_from_its_neighbours,
    neighbours::figures_cover_as_much_as_their_neighbours,
    shares::shares_follow_from_their_counts,
    shares::denominators_keep_step,
    shares::counts_were_counted,
    breaks::breaks_are_explained,
    series::measures_have_figures_of_their_own,
    series::comparators_have_figures_of_their_own,
    series::periods_have_figures_of_their_own,
    direction::directions_are_likely,
    figures::nobody_is_known_by_a_count,
    figures::comparators_are_of_the_same_period,
    tolerances::tolerances_are_something,
    tolerances::they_forgive_no_more_than_a_part,
    targets::some_figure_could_miss_them,
    targets::figures_come_near_them,
    held::targets_are_renewed,
    held::comparators_have_a_figure,
    sums::their_targets_grow,
    sums::they_say_so,
    rounding::targets_are_met_before_rounding,
    comments::reds_are_explained,
    comments::comments_follow_the_figures,
    borrowed::comments_tell_their_own_counts,
    actions::actions_lie_ahead,
    leftover::measures_say_something,
    reviews::reviews_have_taken_place,
    reviews::reviews_are_not_overdue,
    values::rows_are_likely,
    ranks::one_council_has_one_figure,
    ranks::groups_have_their_average,
    series::figures_stand_at_their_periods,
    previous::figures_are_marked_where_revised,
    previous::targets_are_as_tabled,
    previous::tolerances_are_as_tabled,
    previous::definitions_are_as_tabled,
    forgotten::figures_that_are_due_are_there,
    forgotten::texts_are_written_anew,
    judging::measures_are_judged_as_tabled,
    judging::what_stands_beside_figures_is_as_tabled,
];

/// Rules applied once for each pack.
const COVER: &[CoverRule] = &[
    page::type_can_be_read,
    tolerances::shares_of_percentages_are_meant,
    leftover::the_paper_says_something,
    business_plan::themes_have_directors,
    business_plan::priorities_have_measures,
    services::ratings_follow_from_those_beneath,
    services::figures_follow_from_those_beneath,
    services::parts_are_better_the_same_way,
    services::figures_keep_step_with_those_beneath,
    values::councils_have_one_name,
    judging::trends_are_judged_as_tabled,
    previous::measures_are_still_there,
    previous::another_paper_is_another_version,
    dispatch::dates_follow_on_each_other,
    dispatch::sources_are_out,
    dispatch::the_last_day_is_known,
    dispatch::the_meeting_is_on_a_working_day,
    dispatch::a_final_paper_is_no_draft,
    classification::the_paper_is_classified,
    dispatch::names_are_accepted,
    dispatch::the_logo_is_small,
];

/// All findings from the rules over the measures of each scorecard and over the paper as a whole.
pub fn check(pack: &Pack, results: &Results<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (view, own) in scorecards(pack, results) {
        for rule in SCORECARD {
            rule(&view, own, &mut findings);
        }
    }
    for rule in COVER {
        rule(pack, results, &mut findings);
    }
    findings
}

/// A finding about a measure.
fn about(
    measure: &Measure,
    code: Code,
    place: &Place,
    what: impl Into<String>,
    fix: impl Into<String>,
) -> Finding {
    Finding::new(code, place.clone(), what, fix).about(measure.subject())
}

/// The measures of the whole scorecard and the metrics of its services.
fn all_measures(pack: &Pack) -> impl Iterator<Item = &Measure> {
    pack.scorecard.measures.iter().chain(pack.services.iter().flat_map(|service| &service.scorecard.measures))
}

/// The council's own series, then each comparator's with the comparator's name.
fn all_series(measure: &Measure) -> impl Iterator<Item = (Option<&str>, &Series)> {
    let others = measure.comparators.iter().map(|(name, series)| (Some(name.as_str()), series));
    std::iter::once((None, &measure.readings)).chain(others)
}

/// `the figure for`, or `England's figure for`: the start of messages about a figure in a series.
fn figure_of(cover: &Cover, series: Option<&str>) -> String {
    let title = series.and_then(|name| cover.comparators.iter().find(|other| other.name.value == name));
    title.map_or_else(|| "the figure".to_owned(), |other| format!("{}'s figure", other.title.value))
}
