//! Intervals, funnels and quantiles against `PHEindicatormethods`.

use serde_json::Value;

use crate::stats::funnel::{self, Place, Statistic};
use crate::stats::interval::{Confidence, Estimate, Method, mean, proportion, rate};
use crate::stats::quantile::quantiles;
use crate::stats::tests::{Vector, agrees, figures, given, passed, says};

const NEAR: (f64, f64) = (1e-7, 1e-9);

#[test]
fn all_42_vectors_pass() {
    assert_eq!(passed(include_str!("../../../tests/vectors/ci.json"), check), 42);
}

fn check(vector: &Vector<'_>) -> Result<(), String> {
    match vector.input["kind"].as_str() {
        Some("phe_proportion") => estimates(vector, proportion),
        Some("phe_rate") => estimates(vector, rate),
        Some("phe_mean") => means(vector),
        Some("funnel_prop") => funnel_of_proportions(vector),
        Some("funnel_rate") => funnel_of_rates(vector),
        Some("funnel_ratio") => {
            let found = funnel::ratios(&figures(&vector.input["num"]), &figures(&vector.input["den"]));
            places(vector, &given("funnel", found)?)
        }
        Some("funnel_limits") => funnel_lines(vector),
        Some("sigma") => sigma(vector),
        Some("phe_quantile") => phe_quantiles(vector),
        other => Err(format!("a kind that is not known: {other:?}")),
    }
}

type Make = fn(f64, f64, f64, Confidence) -> Result<Estimate, crate::stats::Cannot>;

fn estimates(vector: &Vector<'_>, make: Make) -> Result<(), String> {
    let (input, expected) = (vector.input, vector.expected);
    let figure = |key: &str| input[key].as_f64().unwrap_or(f64::NAN);
    let levels = figures(&input["confidence"]);
    for level in &levels {
        let confidence = given("confidence", Confidence::of(*level))?;
        let found = make(figure("x"), figure("n"), figure("multiplier"), confidence);
        if expected.get("error").is_some() {
            return if found.is_err() { Ok(()) } else { Err(format!("{found:?} instead of an error")) };
        }
        let found = given("estimate", found)?;
        let ends = match (levels.len(), *level < 0.99) {
            (1, _) => ["lowercl", "uppercl"],
            (_, true) => ["lower95_0cl", "upper95_0cl"],
            (_, false) => ["lower99_8cl", "upper99_8cl"],
        };
        agrees("value", Some(found.value), &expected["value"], NEAR)?;
        agrees(ends[0], Some(found.interval.lower), &expected[ends[0]], NEAR)?;
        agrees(ends[1], Some(found.interval.upper), &expected[ends[1]], NEAR)?;
        let method = match found.method {
            Method::Wilson => "Wilson",
            Method::Exact => "Exact",
            Method::Byar => "Byars",
            Method::StudentT | Method::Published => "another",
        };
        says("method", method, &expected["method"])?;
    }
    Ok(())
}

fn means(vector: &Vector<'_>) -> Result<(), String> {
    let (values, expected) = (figures(&vector.input["values"]), vector.expected);
    for (level, ends) in [(0.95, ["lower95_0cl", "upper95_0cl"]), (0.998, ["lower99_8cl", "upper99_8cl"])] {
        let found = given("mean", mean(&values, given("confidence", Confidence::of(level))?))?;
        agrees("sum", Some(found.sum), &expected["value_sum"], NEAR)?;
        agrees("deviation", found.deviation, &expected["stdev"], NEAR)?;
        agrees("mean", Some(found.mean), &expected["value"], NEAR)?;
        agrees(ends[0], found.interval.map(|interval| interval.lower), &expected[ends[0]], NEAR)?;
        agrees(ends[1], found.interval.map(|interval| interval.upper), &expected[ends[1]], NEAR)?;
    }
    Ok(())
}

fn places(vector: &Vector<'_>, funnel: &funnel::Funnel) -> Result<(), String> {
    for (at, area) in funnel.areas.iter().enumerate() {
        let word = match area.place {
            Place::FarAbove => "High (0.001)",
            Place::Above => "High (0.025)",
            Place::Within => "Not significant",
            Place::Below => "Low (0.025)",
            Place::FarBelow => "Low (0.001)",
        };
        says("significance", word, &vector.expected["significance"][at])?;
    }
    Ok(())
}

fn column(vector: &Vector<'_>, key: &str, found: &[f64]) -> Result<(), String> {
    let expected = &vector.expected[key];
    let same = expected.as_array().is_some_and(|list| list.len() == found.len());
    if !same {
        return Err(format!("{key} has another length"));
    }
    found.iter().enumerate().try_for_each(|(at, figure)| agrees(key, Some(*figure), &expected[at], NEAR))
}

fn funnel_of_proportions(vector: &Vector<'_>) -> Result<(), String> {
    let found = funnel::proportions(&figures(&vector.input["num"]), &figures(&vector.input["den"]));
    let found = given("funnel", found)?;
    agrees("average", Some(found.average), &vector.expected["average"], NEAR)?;
    limits(vector, &found, ["l95", "u95", "l998", "u998"])?;
    places(vector, &found)
}

fn funnel_of_rates(vector: &Vector<'_>) -> Result<(), String> {
    let found = funnel::rates(&figures(&vector.input["num"]), &figures(&vector.input["den"]));
    let found = given("funnel", found)?;
    agrees("average", Some(found.average), &vector.expected["weighted_average"], NEAR)?;
    limits(vector, &found, ["area_l95", "area_u95", "area_l998", "area_u998"])?;
    places(vector, &found)
}

fn limits(vector: &Vector<'_>, found: &funnel::Funnel, keys: [&str; 4]) -> Result<(), String> {
    let of = |end: fn(&funnel::Area) -> f64| found.areas.iter().map(end).collect::<Vec<_>>();
    column(vector, keys[0], &of(|area| area.limits_95.lower))?;
    column(vector, keys[1], &of(|area| area.limits_95.upper))?;
    column(vector, keys[2], &of(|area| area.limits_99_8.lower))?;
    column(vector, keys[3], &of(|area| area.limits_99_8.upper))
}

fn funnel_lines(vector: &Vector<'_>) -> Result<(), String> {
    let multiplier = vector.input["multiplier"].as_f64().ok_or("no multiplier")?;
    let statistic = Statistic::Proportion { multiplier };
    says("statistic", "proportion", &vector.input["statistic"])?;
    let found = funnel::lines(&figures(&vector.input["num"]), &figures(&vector.input["den"]), statistic);
    let found = given("lines", found)?;
    let of = |end: fn(&funnel::Step) -> f64| found.steps.iter().map(end).collect::<Vec<_>>();
    column(vector, "Population", &of(|step| step.size))?;
    column(vector, "lower_2s_limit", &of(|step| step.limits_95.lower))?;
    column(vector, "upper_2s_limit", &of(|step| step.limits_95.upper))?;
    column(vector, "lower_3s_limit", &of(|step| step.limits_99_8.lower))?;
    column(vector, "upper_3s_limit", &of(|step| step.limits_99_8.upper))?;
    agrees("baseline", Some(found.baseline), &vector.expected["baseline"][0], NEAR)
}

fn sigma(vector: &Vector<'_>) -> Result<(), String> {
    let figure = |key: &str| vector.input[key].as_f64().unwrap_or(f64::NAN);
    for (confidence, ends) in [(Confidence::P95, ["l95", "u95"]), (Confidence::P99_8, ["l998", "u998"])] {
        let found = funnel::limits(figure("average"), figure("population"), confidence.z());
        let found = given("limits", found)?;
        agrees(ends[0], Some(found.lower), &vector.expected[ends[0]], NEAR)?;
        agrees(ends[1], Some(found.upper), &vector.expected[ends[1]], NEAR)?;
    }
    Ok(())
}

fn phe_quantiles(vector: &Vector<'_>) -> Result<(), String> {
    let count = vector.input["nquantiles"].as_u64().unwrap_or_default() as usize;
    let highest_first = vector.input["invert"].as_bool().unwrap_or(true);
    let found = quantiles(&figures(&vector.input["values"]), count, highest_first);
    let expected = vector.expected["quantile"].as_array().ok_or("no quantiles")?;
    match found {
        Ok(found) => found
            .iter()
            .zip(expected)
            .try_for_each(|(quantile, expected)| agrees("quantile", Some(*quantile as f64), expected, NEAR)),
        Err(_) if expected.iter().all(Value::is_null) => Ok(()),
        Err(reason) => Err(reason.to_string()),
    }
}
