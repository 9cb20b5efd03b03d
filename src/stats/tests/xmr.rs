//! `XmR` charts against `NHSRplotthedots`.

use serde_json::Value;

use crate::stats::tests::{Vector, agrees, given, maybe, passed, says};
use crate::stats::xmr::{Aim, Assurance, Chart, Kind, Rule, Settings, Variation, chart};

const NEAR: (f64, f64) = (1e-9, 1e-9);

/// Every figure and label must match, except in the vector where the reference fails: ours must not fail.
#[test]
fn all_66_vectors_pass() {
    assert_eq!(passed(include_str!("../../../tests/vectors/xmr.json"), check), 66);
}

/// Dates as numbers in the right order, which is all that positions need here.
fn position(date: &Value) -> f64 {
    let digits: String = date.as_str().expect("a date").chars().filter(char::is_ascii_digit).collect();
    digits.parse().expect("a date")
}

fn check(vector: &Vector<'_>) -> Result<(), String> {
    let (input, expected) = (vector.input, vector.expected);
    let dates = input["dates"].as_array().ok_or("no dates")?;
    let points: Vec<_> = dates.iter().map(position).zip(maybe(&input["values"])).collect();
    let settings = Settings {
        aim: match input["improvement_direction"].as_str() {
            Some("increase") => Aim::Increase,
            Some("decrease") => Aim::Decrease,
            _ => Aim::Neutral,
        },
        target: input["target"].as_f64(),
        rebase: input["rebase"].as_array().into_iter().flatten().map(position).collect(),
        screen: input["screen_outliers"].as_bool().unwrap_or(true),
        run: 7,
    };
    let found = given("chart", chart(&points, &settings))?;
    if vector.flagged("reference_fails") {
        return Ok(());
    }
    points_agree(&found, &expected["points"])?;
    icons_agree(&found, &expected["summary"])?;
    for (phase, wanted) in
        found.phases.iter().zip(expected["summary"]["phases"].as_array().ok_or("no phases")?)
    {
        agrees("n", Some(phase.n as f64), &wanted["n"], NEAR)?;
        agrees("phase mean", phase.mean, &wanted["mean_col"], NEAR)?;
    }
    Ok(())
}

/// A column with the same value for every point is written only once.
fn cell<'v>(columns: &'v Value, key: &str, at: usize) -> &'v Value {
    let column = &columns[key];
    if column.is_array() { &column[at] } else { column }
}

fn points_agree(found: &Chart, columns: &Value) -> Result<(), String> {
    for (at, point) in found.points.iter().enumerate() {
        let phase = &found.phases[point.phase];
        let limit = |of: fn(&crate::stats::xmr::Limits) -> f64| phase.limits.as_ref().map(of);
        let given = [
            ("value", point.value),
            ("rebase_group", Some(point.phase as f64)),
            ("moving_range_raw", point.range),
            ("moving_range_after_screening", point.range_kept),
            ("average_moving_range", phase.average_range),
            ("mean", phase.mean),
            ("lower_process_limit", limit(|limits| limits.lower)),
            ("upper_process_limit", limit(|limits| limits.upper)),
            ("near_lower_limit", limit(|limits| limits.near_lower)),
            ("near_upper_limit", limit(|limits| limits.near_upper)),
            ("relative_to_mean", point.side.map(f64::from)),
        ];
        for (key, figure) in given {
            agrees(key, figure, cell(columns, key, at), NEAR)
                .map_err(|fault| format!("point {at}: {fault}"))?;
        }
        for (key, flag) in [("outside_limits", point.outside), ("close_to_limits", point.close)] {
            let wanted = cell(columns, key, at).as_bool();
            if flag != wanted {
                return Err(format!("point {at}: {key} is {flag:?}, not {wanted:?}"));
            }
        }
        says("rule", rule(point.rule), cell(columns, "special_cause_type", at))
            .and_then(|()| says("kind", kind(point.kind), cell(columns, "point_type", at)))
            .map_err(|fault| format!("point {at}: {fault}"))?;
        if cell(columns, "short_group_warning", at).as_bool() != Some(phase.trial()) {
            return Err(format!("point {at}: trial limits"));
        }
    }
    Ok(())
}

fn rule(rule: Option<Rule>) -> &'static str {
    match rule {
        None => "Common Cause",
        Some(Rule::AboveLimit) => "Above UCL",
        Some(Rule::BelowLimit) => "Below LCL",
        Some(Rule::Rising) => "7 Point Trend (Increasing)",
        Some(Rule::Falling) => "7 Point Trend (Decreasing)",
        Some(Rule::TwoOfThreeAbove) => "2 in 3 Above CL",
        Some(Rule::TwoOfThreeBelow) => "2 in 3 Below CL",
        Some(Rule::RunAbove) => "7 Points Above CL",
        Some(Rule::RunBelow) => "7 Points Below CL",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::CommonCause => "common_cause",
        Kind::Improvement => "special_cause_improvement",
        Kind::Concern => "special_cause_concern",
        Kind::NeutralHigh => "special_cause_neutral_high",
        Kind::NeutralLow => "special_cause_neutral_low",
    }
}

fn icons_agree(found: &Chart, summary: &Value) -> Result<(), String> {
    let variation = match found.variation() {
        Variation::CommonCause => "common_cause",
        Variation::ImprovementHigh => "improvement_high",
        Variation::ImprovementLow => "improvement_low",
        Variation::ConcernHigh => "concern_high",
        Variation::ConcernLow => "concern_low",
        Variation::NeitherHigh => "neither_high",
        Variation::NeitherLow => "neither_low",
    };
    says("variation", variation, &summary["variation_icon"])?;
    match found.assurance() {
        Some(Assurance::ConsistentlyPass) => {
            says("assurance", "consistently_pass", &summary["assurance_icon"])
        }
        Some(Assurance::ConsistentlyFail) => {
            says("assurance", "consistently_fail", &summary["assurance_icon"])
        }
        Some(Assurance::HitAndMiss) => says("assurance", "hit_and_miss", &summary["assurance_icon"]),
        None if summary["assurance_icon"].is_null() => Ok(()),
        None => Err("no assurance".to_owned()),
    }
}

/// Settings that the reference lacks, and answers of the reference that are deliberately not reproduced.
mod of_our_own {
    use super::{Settings, chart};
    use crate::stats::Cannot;
    use crate::stats::xmr::{NoIcons, Rule, Unsuitable, Variation};

    fn series(values: &[f64]) -> Vec<(f64, Option<f64>)> {
        (0..).map(f64::from).zip(values.iter().map(|value| Some(*value))).collect()
    }

    #[test]
    fn six_points_make_a_rise_when_the_setting_says_so() {
        let level = [50., 52., 49., 51., 50., 52., 49., 51., 48., 49., 50., 51., 52., 53.];
        let rules = |run| chart(&series(&level), &Settings { run, ..Settings::default() });
        assert_eq!(rules(6).unwrap().points[13].rule, Some(Rule::Rising));
        assert_eq!(rules(7).unwrap().points[13].rule, None);
        assert_eq!(rules(8), Err(Cannot::Setting));
    }

    #[test]
    fn mostly_zero_counts_are_not_suitable() {
        let mostly_zero = series(&[0., 0., 0., 0., 0., 5., 0., 0., 0., 0., 0., 0., 0., 0.]);
        let found = chart(&mostly_zero, &Settings::default()).unwrap();
        assert_eq!(found.icons(), Err(NoIcons::Unsuitable(Unsuitable::NoSpread)));
        let level = chart(&series(&[7.; 14]), &Settings::default()).unwrap();
        assert_eq!(level.icons(), Err(NoIcons::Unsuitable(Unsuitable::NoSpread)));
        assert_eq!(level.assurance(), None);
        let steps = [[7.; 7], [9.; 7]].concat();
        let found = chart(&series(&steps), &Settings { screen: false, ..Settings::default() }).unwrap();
        assert_eq!(found.icons(), Err(NoIcons::Unsuitable(Unsuitable::MostlyLevel)));
    }

    #[test]
    fn icons_need_thirteen_values_in_the_newest_phase() {
        let values: Vec<f64> = (0..13).map(|n| f64::from(n * 7 % 5)).collect();
        let found = chart(&series(&values), &Settings::default()).unwrap();
        assert_eq!(found.icons(), Ok((Variation::CommonCause, None)));
        let rebased = Settings { rebase: vec![4.0], ..Settings::default() };
        let found = chart(&series(&values), &rebased).unwrap();
        assert_eq!(found.icons(), Err(NoIcons::TooFew { have: 9 }));
    }

    #[test]
    fn a_missing_value_breaks_a_run_and_stops_nothing() {
        let mut points = series(&[50., 52., 49., 51., 50., 52., 49., 51., 45., 46., 47., 48., 49., 50., 51.]);
        points[11].1 = None;
        let found = chart(&points, &Settings::default()).unwrap();
        assert!(found.points.iter().all(|point| point.rule != Some(Rule::Rising)));
        assert_eq!(chart(&[], &Settings::default()), Err(Cannot::TooFew { have: 0, need: 1 }));
        let nothing = chart(&[(1.0, None), (2.0, None)], &Settings::default()).unwrap();
        assert_eq!(nothing.icons(), Err(NoIcons::TooFew { have: 0 }));
    }
}
