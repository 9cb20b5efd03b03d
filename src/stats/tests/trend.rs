//! Trends against R, scipy, statsmodels and pymannkendall.

use serde_json::Value;

use crate::stats::interval::{Confidence, Interval};
use crate::stats::marker::{Answer, Marker, Measured, Proportion, THRESHOLD, measured, proportion};
use crate::stats::tests::{Vector, agrees, figures, given, maybe, passed, says};
use crate::stats::{Cannot, Direction, chi_squared, mann_kendall, seasonal, theil_sen};

const NEAR: (f64, f64) = (1e-7, 1e-9);

/// For R's `Kendall`, which works in single precision.
const SINGLE: (f64, f64) = (1e-6, 1e-6);

#[test]
fn all_50_vectors_pass() {
    assert_eq!(passed(include_str!("../../../tests/vectors/trend.json"), check), 50);
}

fn check(vector: &Vector<'_>) -> Result<(), String> {
    let input = vector.input;
    if input.get("points").is_some() {
        marker(vector)
    } else if input.get("score").is_some() {
        chi_squared_trend(vector)
    } else if input.get("period").is_some() {
        seasonal_kendall(vector)
    } else {
        order(vector)
    }
}

fn marker(vector: &Vector<'_>) -> Result<(), String> {
    let points = vector.input["points"].as_array().ok_or("no points")?;
    let year = |point: &Value| point["year"].as_f64().expect("a year");
    let others = points.iter().map(|point| Measured {
        at: year(point),
        value: point["value"].as_f64(),
        interval: point["lower95"]
            .as_f64()
            .zip(point["upper95"].as_f64())
            .map(|(lower, upper)| Interval { lower, upper }),
    });
    let shares = points.iter().map(|point| Proportion {
        at: year(point),
        numerator: point["count"].as_f64(),
        denominator: point["denominator"].as_f64(),
    });
    let of_share = proportion(&shares.collect::<Vec<_>>(), THRESHOLD);
    let of_other = measured(&others.collect::<Vec<_>>(), Confidence::P95, THRESHOLD);
    let share = vector.call.contains("value_type='proportion'");
    marker_agrees(vector, if share { of_share } else { of_other })
}

fn marker_agrees(vector: &Vector<'_>, found: Result<Marker, Cannot>) -> Result<(), String> {
    let expected = vector.expected;
    let (word, reason) = match &found {
        Ok(Marker { answer: Answer::Increasing, .. }) => ("Increasing", "No outliers and significant trend"),
        Ok(Marker { answer: Answer::Decreasing, .. }) => ("Decreasing", "No outliers and significant trend"),
        Ok(Marker { outlier: true, .. }) => ("No significant change", "Outlier found"),
        Ok(_) => ("No significant change", "No significant trend"),
        Err(Cannot::TooFew { .. }) => ("Cannot be calculated", "Not enough data points"),
        Err(Cannot::MissingInterval) => {
            ("Cannot be calculated", "Missing at least one confidence interval value")
        }
        Err(_) => ("Cannot be calculated", "Missing values"),
    };
    says("trend", word, &expected["recent_trend"])?;
    says("reason", reason, &expected["reason"])?;
    let found = found.ok();
    agrees("chi-squared", found.as_ref().map(|marker| marker.chi_squared), &expected["chi_squared"], NEAR)?;
    agrees("slope", found.and_then(|marker| marker.slope), &expected["beta"], NEAR)
}

fn chi_squared_trend(vector: &Vector<'_>) -> Result<(), String> {
    let list = |key: &str| figures(&vector.input[key]);
    let (x, n, score) = (list("x"), list("n"), list("score"));
    let found = chi_squared::trend(&x, &n, &score);
    let wanted = &vector.expected["R.prop.trend.test"];
    if wanted.get("error").is_some() {
        let both = (found, chi_squared::difference(&x, &n));
        return match both {
            (Err(Cannot::Identical), Err(Cannot::Identical)) => Ok(()),
            other => Err(format!("{other:?} instead of a reason")),
        };
    }
    let found = given("chi-squared", found)?;
    agrees("chi-squared", Some(found.chi_squared), &wanted["chi_squared"], (1e-7, 1e-12))?;
    agrees("p", Some(found.p), &wanted["p_value"], (1e-7, 1e-12))?;
    // statsmodels uses N - 1 instead of N, and gives the score a sign.
    let total: f64 = n.iter().sum();
    let sign = if found.direction == Direction::Down { -1.0 } else { 1.0 };
    let z = sign * (found.chi_squared * (total - 1.0) / total).sqrt();
    agrees("z", Some(z), &vector.expected["statsmodels.Table.test_ordinal_association"]["zscore"], NEAR)?;
    let any = given("difference", chi_squared::difference(&x, &n))?;
    let wanted = &vector.expected["scipy.stats.chi2_contingency"];
    agrees("any difference", Some(any.chi_squared), &wanted["chi_squared"], NEAR)?;
    agrees("its p", Some(any.p), &wanted["p"], NEAR)?;
    agrees("its degrees", Some(any.degrees as f64), &wanted["df"], NEAR)
}

fn seasonal_kendall(vector: &Vector<'_>) -> Result<(), String> {
    let period = vector.input["period"].as_u64().unwrap_or_default() as usize;
    let found = given("seasonal", seasonal::test(&maybe(&vector.input["values"]), period))?;
    let wanted = &vector.expected["pymannkendall.seasonal_test"];
    for (what, figure, key) in [
        ("S", found.s as f64, "s"),
        ("variance", found.variance, "var_s"),
        ("z", found.z, "z"),
        ("p", found.p, "p"),
        ("tau", found.tau, "tau"),
        ("slope", found.slope, "slope"),
        ("intercept", found.intercept, "intercept"),
    ] {
        let key = if key == "s" { "S" } else { key };
        agrees(what, Some(figure), &wanted[key], NEAR)?;
    }
    let expected = vector.expected;
    agrees("R's z", Some(found.z), &expected["R.smk.test"]["z"], NEAR)?;
    agrees("R's slope", Some(found.slope), &expected["R.sea.sens.slope"]["slope"], NEAR)?;
    agrees("p without", Some(found.p_uncorrected), &expected["R.SeasonalMannKendall"]["p_value"], SINGLE)
}

/// Mann-Kendall and Theil-Sen, as each of the reference programs computes them.
fn order(vector: &Vector<'_>) -> Result<(), String> {
    let all = maybe(&vector.input["values"]);
    let numbered = (1..).map(f64::from).zip(all);
    let points: Vec<(f64, f64)> = numbered.filter_map(|(at, value)| Some((at, value?))).collect();
    let values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    kendall(vector.expected, &values)?;
    slopes(vector.expected, &points)
}

fn kendall(expected: &Value, values: &[f64]) -> Result<(), String> {
    let found = given("Mann-Kendall", mann_kendall::test(values))?;
    let r = &expected["R.mk.test"];
    agrees("S", Some(found.s as f64), &r["S"], NEAR)?;
    agrees("variance", Some(found.variance), &r["varS"], NEAR)?;
    agrees("z", Some(found.z), &r["z"], NEAR)?;
    agrees("R's p", Some(found.p_normal), &r["p_value"], NEAR)?;
    agrees("R's tau", Some(found.tau_b), &r["tau"], NEAR)?;
    agrees("Kendall's tau", Some(found.tau_b), &expected["R.MannKendall"]["tau"], SINGLE)?;
    let python = &expected["pymannkendall.original_test"];
    agrees("pymannkendall's p", Some(found.p_normal), &python["p"], NEAR)?;
    agrees("pymannkendall's tau", Some(found.tau), &python["tau"], NEAR)?;
    let exact = given("exact", mann_kendall::exact_p(values))?;
    for program in
        ["R.cor.test_exact", "scipy.stats.kendalltau_exact", "scipy.stats.permutation_test_S_exact"]
    {
        let wanted = expected[program].get("p_value").or(expected[program].get("p"));
        // R and scipy refuse ties; the enumeration of all orders does not.
        if let Some(wanted) = wanted {
            agrees(program, Some(exact), wanted, NEAR)?;
        }
    }
    let scipy = &expected["scipy.stats.kendalltau_asymptotic"];
    agrees("tau-b", Some(found.tau_b), &scipy["tau_b"], NEAR)?;
    agrees("scipy's p", Some(found.p_uncorrected), &scipy["p"], NEAR)
}

fn slopes(expected: &Value, points: &[(f64, f64)]) -> Result<(), String> {
    let found = given("Theil-Sen", theil_sen::fit(points))?;
    for program in ["scipy.stats.theilslopes", "scipy.stats.mstats.theilslopes"] {
        let wanted = &expected[program];
        agrees(program, Some(found.slope), &wanted["slope"], NEAR)?;
        agrees(program, Some(found.intercept), &wanted["intercept"], NEAR)?;
        agrees(program, Some(found.lower), &wanted["low_slope95"], NEAR)?;
        agrees(program, Some(found.upper), &wanted["high_slope95"], NEAR)?;
    }
    let python = &expected["pymannkendall.original_test"];
    agrees("pymannkendall's slope", Some(found.slope), &python["slope"], NEAR)
}
