//! Calls all of `scorecard::stats` with arbitrary figures: no panic, and every answer is a number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scorecard::stats::funnel::{self, Statistic};
use scorecard::stats::interval::{self, Confidence, Interval};
use scorecard::stats::marker::{self, Measured, Proportion};
use scorecard::stats::xmr::{Aim, Settings, chart};
use scorecard::stats::{chi_squared, mann_kendall, quantile, seasonal, theil_sen};

// Eight bytes for each figure; the very first byte chooses settings.
fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let figures: Vec<f64> =
        rest.chunks_exact(8).take(64).map(|eight| f64::from_le_bytes(eight.try_into().unwrap_or_default())).collect();
    let (one, other) = figures.split_at(figures.len() / 2);
    let answers = [lists(one, other), points(one, other, *choice), single(&figures)];
    for answer in answers.iter().flatten() {
        assert!(!answer.contains("NaN") && !answer.contains("inf"), "{answer}");
    }
});

fn lists(one: &[f64], other: &[f64]) -> Vec<String> {
    let maybe: Vec<Option<f64>> = one.iter().map(|figure| figure.is_normal().then_some(*figure)).collect();
    let rate = Statistic::Rate { multiplier: 1e5, years: 1.0 };
    vec![
        format!("{:?}", interval::mean(one, Confidence::P99_8)),
        format!("{:?}", mann_kendall::test(one)),
        format!("{:?}", mann_kendall::exact_p(one)),
        format!("{:?}", chi_squared::trend(one, other, one)),
        format!("{:?}", chi_squared::difference(one, other)),
        format!("{:?}", seasonal::test(&maybe, 4)),
        format!("{:?}", quantile::quantiles(one, 4, true)),
        format!("{:?}", quantile::standing(one.first().copied().unwrap_or_default(), one, false)),
        format!("{:?}", funnel::proportions(one, other)),
        format!("{:?}", funnel::rates(one, other)),
        format!("{:?}", funnel::ratios(one, other)),
        format!("{:?}", funnel::lines(one, other, Statistic::Proportion { multiplier: 100.0 })),
        format!("{:?}", funnel::lines(one, other, rate)),
        format!("{:?}", funnel::lines(one, other, Statistic::StandardisedRatio)),
    ]
}

fn points(one: &[f64], other: &[f64], choice: u8) -> Vec<String> {
    let plain: Vec<(f64, f64)> = one.iter().copied().zip(other.iter().copied()).collect();
    let maybe: Vec<(f64, Option<f64>)> =
        plain.iter().map(|(at, value)| (*at, value.is_normal().then_some(*value))).collect();
    let settings = Settings {
        aim: [Aim::Increase, Aim::Decrease, Aim::Neutral][usize::from(choice % 3)],
        target: other.first().copied(),
        rebase: one.iter().skip(3).step_by(9).copied().collect(),
        screen: choice & 16 != 0,
        run: if choice & 32 == 0 { 7 } else { 6 },
    };
    let charted = chart(&maybe, &settings);
    let icons = charted.as_ref().map(|chart| (chart.icons(), chart.variation(), chart.assurance()));
    let share = |(at, value): &(f64, f64)| Proportion { at: *at, numerator: Some(*value), denominator: Some(value * 2.0) };
    let figure = |(at, value): &(f64, f64)| Measured {
        at: *at,
        value: Some(*value),
        interval: Some(Interval { lower: *value, upper: value + at.abs() }),
    };
    vec![
        format!("{icons:?} {charted:?}"),
        format!("{:?}", marker::proportion(&plain.iter().map(share).collect::<Vec<_>>(), marker::THRESHOLD)),
        format!(
            "{:?}",
            marker::measured(&plain.iter().map(figure).collect::<Vec<_>>(), Confidence::P95, marker::THRESHOLD)
        ),
        format!("{:?}", theil_sen::fit(&plain)),
    ]
}

fn single(figures: &[f64]) -> Vec<String> {
    let pair = |pair: &[f64]| {
        let (a, b) = (pair[0], pair[1]);
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            interval::proportion(a, b, 100.0, Confidence::P95),
            interval::rate(a, b, 1e5, Confidence::P99_8),
            interval::published(a, b, Confidence::P99_8),
            Confidence::of(a),
            marker::threshold(a),
        )
    };
    figures.chunks_exact(2).map(pair).collect()
}
