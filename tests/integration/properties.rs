//! Properties that hold for every measure, tried on many random ones through the library, without a page.

use std::fs;

use proptest::prelude::*;
use scorecard::analyse::{Change, Colour, Rating, Results, Trend, Verdict, analyse};
use scorecard::load::load;
use scorecard::model::Pack;
use scorecard::render::data;

use crate::case::Case;
use crate::small;

/// A random measure. Values are whole tenths, printed with one decimal.
#[derive(Debug, Clone)]
struct Made {
    /// In tenths, one for each year from 2010-11.
    readings: Vec<i32>,
    /// In tenths.
    target: i32,
    tolerance: i32,
    higher: bool,
    /// The margin of error of the last two readings, in tenths.
    margin: i32,
}

fn made() -> impl Strategy<Value = Made> {
    let readings = prop::collection::vec(-99..100, 1..9);
    (readings, -99..100, 0..50, any::<bool>(), 0..20).prop_map(
        |(readings, target, tolerance, higher, margin)| {
            // Ratings change near the target, so most figures are generated there.
            let readings = readings.into_iter().map(|reading: i32| target + reading % 60).collect();
            Made { readings, target, tolerance, higher, margin }
        },
    )
}

fn tenths(number: i32) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{}", number.abs() / 10, number.abs() % 10)
}

impl Made {
    fn reading(&self, at: usize) -> String {
        let (year, value) = (2010 + at, tenths(self.readings[at]));
        let margin = if at + 2 >= self.readings.len() {
            format!(", margin: {}", tenths(self.margin))
        } else {
            String::new()
        };
        format!("    {year}-{}: {{ value: {value}{margin} }}\n", year + 1 - 2000)
    }

    /// The measure as a file in a pack, with its readings in this order.
    fn yaml(&self, order: &[usize]) -> String {
        let better = if self.higher { "higher" } else { "lower" };
        let (target, tolerance) = (tenths(self.target), tenths(self.tolerance));
        let readings: String = order.iter().map(|at| self.reading(*at)).collect();
        format!(
            "- number: 1\n  id: made\n  title: Made by chance\n  kind: outcome\n  unit: index\n  decimals: 1\n  \
             better: {better}\n  frequency: yearly\n  target: {target}\n  tolerance: {tolerance}\n  readings:\n{readings}"
        )
    }

    fn judged(&self) -> Judged {
        self.judged_in_order(&(0..self.readings.len()).collect::<Vec<_>>())
    }

    fn judged_in_order(&self, order: &[usize]) -> Judged {
        with_results(&self.yaml(order), |pack, results| {
            let result = &results.measures[0];
            Judged {
                rating: result.rating,
                change: match &result.change {
                    Change::Since { difference, .. } => {
                        Some((difference.size.to_string(), difference.verdict))
                    }
                    _ => None,
                },
                trend: result.trend,
                json: data::json(pack, results).expect("it can be written"),
            }
        })
    }

    /// The measure with all signs and the direction reversed.
    fn mirrored(&self) -> Self {
        let readings = self.readings.iter().map(|reading| -reading).collect();
        Self { readings, target: -self.target, higher: !self.higher, ..self.clone() }
    }

    fn moved(&self, by: i32) -> Self {
        let readings = self.readings.iter().map(|reading| reading + by).collect();
        Self { readings, target: self.target + by, ..self.clone() }
    }
}

/// The program's results for a measure.
#[derive(Debug, PartialEq)]
struct Judged {
    rating: Rating,
    /// Size and verdict of the change since the last reading.
    change: Option<(String, Verdict)>,
    trend: Trend,
    json: Vec<u8>,
}

impl Judged {
    /// 0 for green, 1 for amber, 2 for red.
    fn rank(&self) -> usize {
        let colour = self.rating.colour().expect("it has a target and a value");
        [Colour::Green, Colour::Amber, Colour::Red]
            .iter()
            .position(|other| *other == colour)
            .expect("one of three")
    }
}

thread_local! {
    /// One pack for all random measures; only the file of measures is rewritten.
    static PACK: Case = Case::small();
}

/// Loads a pack with these measures and judges it.
fn with_results<T>(measures: &str, look: impl FnOnce(&Pack, &Results<'_>) -> T) -> T {
    PACK.with(|case| {
        fs::write(case.path("measures/all.yaml"), measures).expect("it can be written");
        let (pack, findings) = load(&case.path("")).expect("the pack is there");
        assert!(findings.is_empty(), "{findings:?}");
        look(&pack, &analyse(&pack))
    })
}

/// A printed difference with its sign reversed; zero has no sign.
fn sign_turned(size: &str) -> String {
    match size.strip_prefix('-') {
        Some(size) => size.to_owned(),
        None if size.trim_matches(['0', '.']).is_empty() => size.to_owned(),
        None => format!("-{size}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mirror_turns_nothing_but_the_direction(made in made()) {
        let (plain, mirrored) = (made.judged(), made.mirrored().judged());
        prop_assert_eq!(plain.rating, mirrored.rating);
        prop_assert_eq!(plain.trend, mirrored.trend);
        prop_assert_eq!(plain.change.map(|(size, verdict)| (sign_turned(&size), verdict)), mirrored.change);
    }

    #[test]
    fn the_other_direction_calls_better_worse(made in made()) {
        let other = Made { higher: !made.higher, ..made.clone() };
        let turned = |verdict| match verdict {
            Verdict::Better => Verdict::Worse,
            Verdict::Worse => Verdict::Better,
            Verdict::Same
            | Verdict::Similar
            | Verdict::Neither
            | Verdict::Above
            | Verdict::Below => verdict,
        };
        let (one, other) = (made.judged(), other.judged());
        prop_assert!(one.rank() == 0 || other.rank() == 0, "in one direction a figure is on the good side of its target");
        prop_assert_eq!(one.trend == Trend::Improving, other.trend == Trend::Worsening);
        prop_assert_eq!(one.change.map(|(size, verdict)| (size, turned(verdict))), other.change);
    }

    #[test]
    fn where_zero_lies_changes_nothing(made in made(), by in -500..500_i32) {
        let (here, there) = (made.judged(), made.moved(by).judged());
        prop_assert_eq!((here.rating, here.change, here.trend), (there.rating, there.change, there.trend));
    }

    #[test]
    fn the_order_of_readings_in_the_file_changes_nothing(
        (made, order) in made().prop_flat_map(|made| {
            let order: Vec<usize> = (0..made.readings.len()).collect();
            (Just(made), Just(order).prop_shuffle())
        })
    ) {
        prop_assert!(made.judged().json == made.judged_in_order(&order).json);
    }

    #[test]
    fn a_better_figure_is_never_rated_worse(made in made(), by in 0..80_i32) {
        let mut better = made.clone();
        if let Some(last) = better.readings.last_mut() {
            *last += if made.higher { by } else { -by };
        }
        prop_assert!(better.judged().rank() <= made.judged().rank());
    }

    #[test]
    fn more_tolerance_is_never_rated_worse_and_never_green(made in made(), more in 0..40_i32) {
        let wider = Made { tolerance: made.tolerance + more, ..made.clone() }.judged();
        let narrow = made.judged();
        prop_assert!(wider.rank() <= narrow.rank());
        prop_assert_eq!(wider.rank() == 0, narrow.rank() == 0);
    }

    #[test]
    fn a_colour_is_what_a_ruler_says(made in made()) {
        let last = *made.readings.last().expect("one or more");
        let missed = if made.higher { made.target - last } else { last - made.target };
        let colour = match missed {
            ..=0 => Colour::Green,
            _ if missed <= made.tolerance => Colour::Amber,
            _ => Colour::Red,
        };
        prop_assert_eq!(made.judged().rating, Rating::Rated(colour));
    }

    #[test]
    fn a_share_goes_with_the_size_of_the_figures(last in 1..2000_i32, target in 1..2000_i32, share in 0..60, times in 1..50_i32) {
        let rated = |last: i32, target: i32| {
            let text = format!(
                "- number: 1\n  id: made\n  title: Made by chance\n  kind: outcome\n  unit: index\n  better: higher\n  \
                 frequency: yearly\n  target: {target}\n  tolerance: {share}%\n  readings: {{ 2018-19: {last} }}\n"
            );
            with_results(&text, |_, results| results.measures[0].rating)
        };
        prop_assert_eq!(rated(last, target), rated(last * times, target * times));
    }
}

#[test]
fn five_readings_in_one_direction_are_a_trend_and_four_are_not() {
    let trend = |readings: &[i32], higher| {
        Made { readings: readings.to_vec(), target: 0, tolerance: 0, higher, margin: 0 }.judged().trend
    };
    // One of the 120 orders of five figures rises throughout and one falls: 2 in 120, less than one in twenty.
    assert_eq!(trend(&[10, 11, 12, 13, 14], true), Trend::Improving);
    assert_eq!(trend(&[10, 11, 12, 13, 14], false), Trend::Worsening);
    // For four figures it is 2 of 24 orders, more than one in twenty.
    assert_eq!(trend(&[10, 11, 12, 13], true), Trend::TooFewPoints);
    assert_eq!(trend(&[10, 12, 11, 14, 13], true), Trend::NoSignificantChange);
}

#[test]
fn on_the_line_the_better_colour_holds() {
    let rating = |last, higher| {
        Made { readings: vec![last], target: 750, tolerance: 75, higher, margin: 0 }.judged().rating.colour()
    };
    let colours = |higher, figures: [i32; 4]| figures.map(|last| rating(last, higher));
    let expected = [Colour::Green, Colour::Amber, Colour::Amber, Colour::Red].map(Some);
    assert_eq!(colours(true, [750, 749, 675, 674]), expected);
    assert_eq!(colours(false, [750, 751, 825, 826]), expected);
}

#[test]
fn what_is_loaded_is_what_was_written() {
    let case = Case::small();
    let text = fs::read_to_string(case.path("measures/all.yaml")).expect("it is there");
    let (pack, findings) = load(&case.path("")).expect("the pack is there");
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(text, small::MEASURES);
    assert_eq!(pack.scorecard.measures.iter().map(|measure| measure.number).collect::<Vec<_>>(), [1, 2, 3]);
}
