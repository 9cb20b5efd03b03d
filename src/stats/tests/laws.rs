//! What holds for any figures under mirroring, shifting, shuffling or a new unit; and every answer is finite.
//!
//! Figures are small whole numbers, and units change by powers of two, so that no case depends on rounding.

use proptest::prelude::*;

use crate::stats::interval::{Confidence, Interval, count, mean, proportion, published, rate};
use crate::stats::marker::{self, Answer, Measured, Proportion, THRESHOLD};
use crate::stats::xmr::{Aim, Chart, Kind, Rule, Settings, Variation, chart};
use crate::stats::{chi_squared, funnel, mann_kendall, quantile, seasonal, theil_sen};

fn series() -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(prop::option::weighted(0.95, (-50i16..50).prop_map(f64::from)), 1..40)
}

fn numbered(values: &[Option<f64>], change: impl Fn(f64) -> f64) -> Vec<(f64, Option<f64>)> {
    (0..).map(f64::from).zip(values.iter().map(|value| value.map(&change))).collect()
}

/// Whether a value lies so close to a limit or the mean that rounding could decide on which side it falls.
fn on_an_edge(chart: &Chart) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    chart.points.iter().any(|point| {
        let phase = &chart.phases[point.phase];
        let (Some(value), Some(mean)) = (point.value, phase.mean) else { return false };
        let limits = phase.limits.iter().flat_map(|l| [l.lower, l.upper, l.near_lower, l.near_upper]);
        near(value, mean) && (value - mean).abs() > 0.0 || limits.into_iter().any(|limit| near(value, limit))
            // Rounding could also decide whether a range is screened out.
            || point.range.is_some_and(|range| {
                let known = chart.points.iter().filter_map(|point| point.range);
                let (sum, n) = known.fold((0.0, 0.0), |(sum, n), range| (sum + range, n + 1.0));
                near(range, 3.267 * sum / n)
            })
    })
}

fn kinds(chart: &Chart) -> Vec<Kind> {
    chart.points.iter().map(|point| point.kind).collect()
}

fn mirrored(variation: Variation) -> Variation {
    match variation {
        Variation::CommonCause => Variation::CommonCause,
        Variation::ImprovementHigh => Variation::ImprovementLow,
        Variation::ImprovementLow => Variation::ImprovementHigh,
        Variation::ConcernHigh => Variation::ConcernLow,
        Variation::ConcernLow => Variation::ConcernHigh,
        Variation::NeitherHigh => Variation::NeitherLow,
        Variation::NeitherLow => Variation::NeitherHigh,
    }
}

fn five_shares() -> impl Strategy<Value = Vec<(u16, u16)>> {
    prop::collection::vec((1u16..400).prop_flat_map(|n| (0..=n, Just(n))), 5..9)
}

fn shares(counts: &[(u16, u16)], of: impl Fn(f64, f64) -> f64) -> Vec<Proportion> {
    let point = |(at, (x, n)): (f64, &(u16, u16))| Proportion {
        at,
        numerator: Some(of(f64::from(*x), f64::from(*n))),
        denominator: Some(f64::from(*n)),
    };
    (2000..).map(f64::from).zip(counts).map(point).collect()
}

fn measured(values: &[(i16, u8)], change: impl Fn(f64) -> f64) -> Vec<Measured> {
    let point = |(at, (value, half)): (f64, &(i16, u8))| {
        let (value, half) = (f64::from(*value), f64::from(*half) + 1.0);
        let (a, b) = (change(value - half), change(value + half));
        Measured {
            at,
            value: Some(change(value)),
            interval: Some(Interval { lower: a.min(b), upper: a.max(b) }),
        }
    };
    (0..).map(f64::from).zip(values).map(point).collect()
}

fn turned(answer: Answer) -> Answer {
    match answer {
        Answer::Increasing => Answer::Decreasing,
        Answer::Decreasing => Answer::Increasing,
        Answer::NoSignificantChange => Answer::NoSignificantChange,
    }
}

fn near_threshold(chi_squared: f64) -> bool {
    (chi_squared - THRESHOLD).abs() < 1e-6
}

proptest! {
    #[test]
    fn xmr_of_the_mirrored_series_and_aim_is_the_mirror(values in series(), target in -50i16..50) {
        let up = Settings { target: Some(f64::from(target)), ..Settings::default() };
        let down = Settings { aim: Aim::Decrease, target: Some(-f64::from(target)), ..Settings::default() };
        let (one, other) = (chart(&numbered(&values, |v| v), &up), chart(&numbered(&values, |v| -v), &down));
        let (one, other) = (one.unwrap(), other.unwrap());
        prop_assert_eq!(kinds(&one), kinds(&other));
        prop_assert_eq!(one.variation(), mirrored(other.variation()));
        prop_assert_eq!(one.assurance(), other.assurance());
    }

    #[test]
    fn xmr_does_not_mind_a_constant_or_the_unit(values in series(), more in -1000i16..1000, power in -3i32..4) {
        let settings = Settings::default();
        let plain = chart(&numbered(&values, |v| v), &settings).unwrap();
        let moved = chart(&numbered(&values, |v| v + f64::from(more)), &settings).unwrap();
        let scaled = chart(&numbered(&values, |v| v * 2f64.powi(power)), &settings).unwrap();
        let rules = |chart: &Chart| chart.points.iter().map(|point| point.rule).collect::<Vec<_>>();
        prop_assert_eq!(rules(&plain), rules(&scaled));
        if !on_an_edge(&plain) {
            prop_assert_eq!(rules(&plain), rules(&moved));
        }
    }

    #[test]
    fn xmr_does_not_mind_the_order_of_input(values in series(), start in 0usize..40, rebase in 0u8..40) {
        let settings = Settings { rebase: vec![f64::from(rebase)], ..Settings::default() };
        let mut points = numbered(&values, |v| v);
        let plain = chart(&points, &settings).unwrap();
        let by = start % points.len();
        points.rotate_left(by);
        points.reverse();
        prop_assert_eq!(plain, chart(&points, &settings).unwrap());
    }

    #[test]
    fn a_rise_or_run_has_at_least_so_many_points(values in series(), run in 6usize..8) {
        let found = chart(&numbered(&values, |v| v), &Settings { run, ..Settings::default() }).unwrap();
        for rule in [Rule::Rising, Rule::Falling, Rule::RunAbove, Rule::RunBelow] {
            let named = found.points.iter().any(|point| point.rule == Some(rule));
            prop_assert!(!named || values.len() >= run);
        }
    }

    #[test]
    fn a_marker_of_what_is_not_is_the_mirror(counts in five_shares()) {
        let is = marker::proportion(&shares(&counts, |x, _| x), THRESHOLD).unwrap();
        let is_not = marker::proportion(&shares(&counts, |x, n| n - x), THRESHOLD).unwrap();
        if !near_threshold(is.chi_squared) {
            prop_assert_eq!(is.answer, turned(is_not.answer));
        }
    }

    #[test]
    fn a_marker_does_not_mind_order_constant_unit_or_mirror(
        values in prop::collection::vec((-300i16..300, any::<u8>()), 5..9),
        more in -1000i16..1000,
        power in -3i32..4,
    ) {
        let answer = |change: &dyn Fn(f64) -> f64, order: fn(&mut Vec<Measured>)| {
            let mut points = measured(&values, change);
            order(&mut points);
            marker::measured(&points, Confidence::P95, THRESHOLD).unwrap()
        };
        let plain = answer(&|v| v, |_| ());
        prop_assert_eq!(&plain, &answer(&|v| v, |points| points.reverse()));
        if !near_threshold(plain.chi_squared) {
            prop_assert_eq!(plain.answer, answer(&|v| v + f64::from(more), |_| ()).answer);
            prop_assert_eq!(plain.answer, answer(&|v| v * 2f64.powi(power), |_| ()).answer);
            prop_assert_eq!(plain.answer, turned(answer(&|v| -v, |_| ()).answer));
        }
    }

    #[test]
    fn the_order_of_points_does_not_matter_to_the_median_slope(values in prop::collection::vec(-100i16..100, 2..20)) {
        let mut points: Vec<(f64, f64)> = (0..).map(f64::from).zip(values.into_iter().map(f64::from)).collect();
        let median = theil_sen::fit(&points);
        points.reverse();
        prop_assert_eq!(median, theil_sen::fit(&points));
    }

    #[test]
    fn mann_kendall_does_not_mind_a_constant_or_the_unit(
        values in prop::collection::vec(-100i16..100, 0..20), more in -1000i16..1000, power in -3i32..4,
    ) {
        let of = |change: &dyn Fn(f64) -> f64| {
            mann_kendall::test(&values.iter().map(|v| change(f64::from(*v))).collect::<Vec<_>>())
        };
        prop_assert_eq!(of(&|v| v), of(&|v| v + f64::from(more)));
        prop_assert_eq!(of(&|v| v), of(&|v| v * 2f64.powi(power)));
    }

    #[test]
    fn seasons_are_no_trend_and_a_seasonal_trend_mirrors(
        values in prop::collection::vec(prop::option::weighted(0.95, -100i16..100), 8..40),
        seasons in prop::collection::vec(-1000i16..1000, 4), power in -3i32..4,
    ) {
        let of = |change: &dyn Fn(usize, f64) -> f64| {
            let changed = values.iter().enumerate().map(|(at, value)| value.map(|v| change(at, f64::from(v))));
            seasonal::test(&changed.collect::<Vec<_>>(), 4).ok()
        };
        let Some(plain) = of(&|_, v| v) else { return Ok(()) };
        // Adding a constant to every spring and another to every summer changes nothing.
        let moved = of(&|at, v| v + f64::from(seasons[at % 4])).unwrap();
        prop_assert_eq!((plain.s, plain.p, plain.slope), (moved.s, moved.p, moved.slope));
        let turned = of(&|_, v| -v).unwrap();
        prop_assert_eq!((plain.s, plain.p, plain.slope + 0.0), (-turned.s, turned.p, -turned.slope + 0.0));
        let unit = 2f64.powi(power);
        let scaled = of(&|_, v| v * unit).unwrap();
        prop_assert_eq!((plain.s, plain.p, plain.slope * unit), (scaled.s, scaled.p, scaled.slope));
    }

    #[test]
    fn slopes_mirror_and_take_the_unit_and_not_a_constant(
        values in prop::collection::vec(-100i16..100, 2..20), more in -1000i16..1000, power in -3i32..4,
    ) {
        let of = |change: &dyn Fn(f64) -> f64| {
            let points = (0..).map(f64::from).zip(values.iter().map(|value| change(f64::from(*value))));
            theil_sen::fit(&points.collect::<Vec<_>>()).unwrap()
        };
        let (plain, unit) = (of(&|v| v), 2f64.powi(power));
        prop_assert_eq!((plain.slope,), (of(&|v| v + f64::from(more)).slope,));
        prop_assert_eq!((plain.slope + 0.0,), (-of(&|v| -v).slope + 0.0,));
        prop_assert_eq!((plain.slope * unit,), (of(&|v| v * unit).slope,));
        prop_assert!(plain.lower <= plain.slope && plain.slope <= plain.upper);
    }

    #[test]
    fn a_phase_knows_nothing_of_the_others(values in series(), later in series(), cut in 1usize..30) {
        let cut = cut.min(values.len());
        let first = numbered(&values[..cut], |v| v);
        let behind = (cut..).map(|at| at as f64).zip(later.iter().copied());
        let both: Vec<_> = first.iter().copied().chain(behind).collect();
        let alone = chart(&first, &Settings::default()).unwrap();
        let cut_there = Settings { rebase: vec![cut as f64], ..Settings::default() };
        let both = chart(&both, &cut_there).unwrap();
        prop_assert_eq!(&alone.phases[0], &both.phases[0]);
        prop_assert_eq!(&alone.points[..], &both.points[..cut]);
    }

    #[test]
    fn a_place_among_others_does_not_mind_their_order(values in prop::collection::vec(-20i16..20, 1..30)) {
        let mut all: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
        let own = all[0];
        let plain = quantile::standing(own, &all, true);
        all.reverse();
        prop_assert_eq!(plain, quantile::standing(own, &all, true));
        let turned: Vec<f64> = all.iter().map(|value| -value).collect();
        prop_assert_eq!(plain, quantile::standing(-own, &turned, false));
    }

    #[test]
    fn intervals_hold_their_figure_and_grow_with_confidence(x in 0u32..2000, more in 0u32..2000) {
        let (x, n) = (f64::from(x), f64::from(x + more + 1));
        for make in [proportion, rate] {
            let near = make(x, n, 100.0, Confidence::P95).unwrap();
            let far = make(x, n, 100.0, Confidence::P99_8).unwrap();
            prop_assert!(near.interval.holds(near.value));
            prop_assert!(far.interval.lower <= near.interval.lower && near.interval.upper <= far.interval.upper);
        }
    }

    #[test]
    fn whatever_comes_in_what_goes_out_is_a_number(
        values in prop::collection::vec(wild(), 0..16), other in prop::collection::vec(wild(), 0..16),
    ) {
        everything(&values, &other);
    }
}

/// Any float at all, with awkward ones often.
fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::sample::select(vec![
            0.0,
            -0.0,
            1.0,
            -1.0,
            5.0,
            1e300,
            -1e300,
            1e-300,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            9.999_999,
            1e15,
        ]),
        any::<f64>(),
        -1000.0..1000.0,
    ]
}

/// Calls every function and asserts that every number in its answer is finite.
fn everything(values: &[f64], other: &[f64]) {
    let texts = [
        format!("{:?}", mean(values, Confidence::P95)),
        format!("{:?}", mann_kendall::test(values)),
        format!("{:?}", mann_kendall::exact_p(values)),
        format!("{:?}", chi_squared::trend(values, other, values)),
        format!("{:?}", chi_squared::difference(values, other)),
        format!("{:?}", funnel::proportions(values, other)),
        format!("{:?}", funnel::rates(values, other)),
        format!("{:?}", funnel::ratios(values, other)),
        format!("{:?}", funnel::lines(values, other, funnel::Statistic::Proportion { multiplier: 100.0 })),
        format!("{:?}", funnel::lines(values, other, funnel::Statistic::CountRatio)),
        format!(
            "{:?}",
            funnel::lines(values, other, funnel::Statistic::Rate { multiplier: 1e5, years: 3.0 })
        ),
        format!("{:?}", quantile::quantiles(values, 4, true)),
        format!("{:?}", seasonal::test(&values.iter().map(|v| Some(*v)).collect::<Vec<_>>(), 4)),
    ];
    let points: Vec<(f64, f64)> = values.iter().copied().zip(other.iter().copied()).collect();
    let maybe: Vec<(f64, Option<f64>)> =
        points.iter().map(|(at, value)| (*at, ((value - 5.0).abs() > 0.0).then_some(*value))).collect();
    let charted = chart(&maybe, &Settings { target: other.first().copied(), ..Settings::default() });
    let icons = charted.as_ref().map(|chart| (chart.icons(), chart.variation(), chart.assurance()));
    let shares: Vec<Proportion> = points
        .iter()
        .zip(0..)
        .map(|((x, n), at)| Proportion { at: f64::from(at), numerator: Some(*x), denominator: Some(*n) })
        .collect();
    let with_intervals: Vec<Measured> = points
        .iter()
        .zip(0..)
        .map(|((a, b), at)| Measured {
            at: f64::from(at),
            value: Some(*a),
            interval: Some(Interval { lower: a.min(*b), upper: a.max(*b) }),
        })
        .collect();
    let more = [
        format!("{:?}", theil_sen::fit(&points)),
        format!("{:?} {icons:?}", charted.as_ref().map(|chart| &chart.phases)),
        format!("{:?}", marker::proportion(&shares, THRESHOLD)),
        format!("{:?}", marker::measured(&with_intervals, Confidence::P95, THRESHOLD)),
    ];
    for text in texts.iter().chain(&more) {
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    }
    for (x, n) in &points {
        let all = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            proportion(*x, *n, 100.0, Confidence::P99_8),
            rate(*x, *n, 1e5, Confidence::P95),
            count(*x, Confidence::P99_8),
            published(*x, *n, Confidence::P95),
            Confidence::of(*x),
        );
        assert!(!all.contains("NaN") && !all.contains("inf"), "{all}");
    }
}
