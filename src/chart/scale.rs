//! The scale of a chart: round numbers around the data, with four to six lines.

use std::ops::Range;

/// The largest number of lines.
const MOST: f64 = 6.0;

/// A scale from its first line to its last.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    pub from: f64,
    pub to: f64,
    pub lines: Vec<f64>,
    /// The decimals needed to tell the numbers at the lines apart.
    pub decimals: u32,
}

/// The scale around some numbers; `None` if there are no numbers or they are too large.
pub fn around(numbers: impl Iterator<Item = f64>) -> Option<Scale> {
    let ends = numbers.map(|number| number..number).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
    let Range { start, end } = ends;
    let wide = end - start;
    let room = if wide > 0.0 { wide * 0.05 } else { (start.abs() * 0.1).max(0.5) };
    let (low, high) = (start - room, end + room);
    // The scale goes below 0 only if some figure does.
    let low = if start >= 0.0 { low.max(0.0) } else { low };
    let (step, decimals) = step((high - low) / (MOST - 1.0))?;
    let first = (low / step).floor();
    let last = (high / step).ceil();
    let count = (last - first) as usize;
    (count <= 12).then_some(())?;
    let lines: Vec<f64> = (0..=count).map(|line| (first + line as f64) * step).collect();
    let (from, to) = (*lines.first()?, *lines.last()?);
    (to > from && from.is_finite() && to.is_finite()).then_some(Scale { from, to, lines, decimals })
}

/// The smallest round step of at least this size, and its decimals.
fn step(least: f64) -> Option<(f64, u32)> {
    if !(least.is_finite() && least > 1e-9 && least < 1e15) {
        return None;
    }
    let power = libm::floor(libm::log10(least)) as i32;
    for (power, digits) in [(power, 1.0), (power, 2.0), (power, 5.0), (power + 1, 1.0), (power + 1, 2.0)] {
        let step = digits * libm::pow(10.0, f64::from(power));
        if step >= least {
            return Some((step, u32::try_from(-power).unwrap_or(0)));
        }
    }
    None
}

impl Scale {
    /// How far down the picture a value lies, as a share.
    pub fn down(&self, value: f64) -> f64 {
        1.0 - (value - self.from) / (self.to - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_round_and_few() {
        for values in [[6.6, 7.9], [0.0, 100.0], [1.0, 1.0], [-3.0, 2.0], [482.0, 131_000.0], [0.01, 0.02]] {
            let scale = around(values.into_iter()).unwrap();
            assert!((2..=8).contains(&scale.lines.len()), "{scale:?}");
            assert!(scale.from <= values[0] && values[1] <= scale.to, "{scale:?}");
        }
        let lines = around([6.6, 7.9].into_iter()).unwrap().lines;
        assert_eq!(lines, [6.5, 7.0, 7.5, 8.0], "no more than the figures need");
        assert!(around([0.0, 3.0].into_iter()).unwrap().from >= 0.0, "counts do not begin below nought");
    }

    #[test]
    fn what_cannot_be_drawn_has_no_scale() {
        assert_eq!(around(std::iter::empty()), None);
        assert_eq!(around([1e300, -1e300].into_iter()), None);
        assert_eq!(around([f64::NAN].into_iter()), None);
    }
}
