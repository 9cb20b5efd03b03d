//! The sparkline of one measure: its readings by time, a comparator's as a second lighter line, the good side of
//! the target as a band, breaks, and a dot on the last reading.
//!
//! plotters rounds to whole pixels, so a picture is drawn a hundred pixels to the millimetre and shrunk by the
//! template. There are no axes: the y range is the data's own and never begins at zero, which the text
//! alternative makes up for with the figures.

use std::ops::Range;

use anyhow::Result;
use plotters::element::DashedPathElement;
use plotters::prelude::*;

/// Pixels to the millimetre.
const SCALE: f64 = 100.0;

const INK: RGBColor = RGBColor(0x0b, 0x0c, 0x0c);
const COMPARATOR: RGBColor = RGBColor(0x5a, 0x64, 0x6b);
const BAND: RGBColor = RGBColor(0xe6, 0xec, 0xf1);
const EDGE: RGBColor = RGBColor(0x76, 0x82, 0x8c);

/// Measures of the drawing, in pixels: all in the proportions of the design (22 by 3.7 mm).
const LINE: u32 = 31;
const COMPARATOR_LINE: u32 = 19;
const EDGE_LINE: u32 = 8;
const BREAK_LINE: u32 = 11;
const DASH: (i32, i32) = (60, 30);
const LAST_DOT: i32 = 50;
const LAST_DOT_RIM: i32 = 64;
const LONE_DOT: i32 = 27;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 120.0;
const ABOVE_AND_BELOW: f64 = 50.0;
const BAND_INSET: i32 = 15;

/// How much of the range of the data stays free above and below.
const HEADROOM: f64 = 0.1;

/// A reading in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Position in time, in days.
    pub time: f64,
    pub value: f64,
    /// Whether the line leads here from the point before.
    pub joined: bool,
}

/// A target at one time: the ends of the band in which a value is good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    pub time: f64,
    pub from: Option<f64>,
    pub to: Option<f64>,
}

/// Everything that a sparkline shows. Points are in order of time; values are finite.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sparkline {
    pub own: Vec<Point>,
    pub comparator: Vec<Point>,
    pub goals: Vec<Goal>,
    /// Whether the edge of the band is the comparator's line, which then stands for it.
    pub goal_is_comparator: bool,
    /// Where figures before and after are not comparable.
    pub breaks: Vec<f64>,
}

/// Draws a sparkline of this size in millimetres.
///
/// # Errors
/// When plotters cannot write its SVG into memory, which it always can.
pub fn draw(sparkline: &Sparkline, (width, height): (f64, f64)) -> Result<String> {
    let size = ((width * SCALE) as u32, (height * SCALE) as u32);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let frame = Frame::around(sparkline, size);
        draw_band(sparkline, &frame, &area)?;
        draw_breaks(&sparkline.breaks, &frame, &area)?;
        draw_comparator(&sparkline.comparator, &frame, &area)?;
        draw_own(&sparkline.own, &frame, &area)?;
        area.present()?;
    }
    // plotters knows no line joins; set on the root, they hold for every line.
    Ok(svg.replacen("<svg ", "<svg stroke-linejoin=\"round\" stroke-linecap=\"round\" ", 1))
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Where times and values lie on the picture.
struct Frame {
    times: Range<f64>,
    values: Range<f64>,
    size: (u32, u32),
}

impl Frame {
    fn around(sparkline: &Sparkline, size: (u32, u32)) -> Self {
        let points = || sparkline.own.iter().chain(&sparkline.comparator);
        let goals = sparkline.goals.iter().flat_map(|goal| [goal.from, goal.to]).flatten();
        Self {
            times: range(points().map(|point| point.time)),
            values: padded(range(points().map(|point| point.value).chain(goals))),
            size,
        }
    }

    fn x(&self, time: f64) -> i32 {
        let width = f64::from(self.size.0) - LEFT - RIGHT;
        (LEFT + width * share(time, &self.times)).round() as i32
    }

    fn y(&self, value: f64) -> i32 {
        let height = f64::from(self.size.1) - 2.0 * ABOVE_AND_BELOW;
        (ABOVE_AND_BELOW + height * (1.0 - share(value, &self.values))).round() as i32
    }

    fn at(&self, point: &Point) -> (i32, i32) {
        (self.x(point.time), self.y(point.value))
    }

    fn bottom(&self) -> i32 {
        self.size.1 as i32
    }
}

/// The smallest and the largest of some numbers; of none, an empty range at 0.
fn range(numbers: impl Iterator<Item = f64>) -> Range<f64> {
    numbers
        .map(|number| number..number)
        .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
        .unwrap_or(0.0..0.0)
}

/// With headroom; a flat series gets a range around it, so that it lies in the middle.
fn padded(range: Range<f64>) -> Range<f64> {
    let spread = range.end - range.start;
    let room = if spread > 0.0 { spread * HEADROOM } else { range.start.abs().max(1.0) };
    range.start - room..range.end + room
}

/// How far along a range a number lies, 0 to 1; on an empty range at its end, where the newest reading stands.
fn share(number: f64, range: &Range<f64>) -> f64 {
    let length = range.end - range.start;
    if length > 0.0 { (number - range.start) / length } else { 1.0 }
}

/// The good side of the target over the full width, and its edges.
fn draw_band(sparkline: &Sparkline, frame: &Frame, area: &Area<'_>) -> Result<()> {
    let Some(first) = sparkline.goals.first() else {
        return Ok(());
    };
    let edge = |end: fn(&Goal) -> Option<f64>, open: i32| -> Vec<(i32, i32)> {
        if end(first).is_none() {
            return vec![(0, open), (frame.size.0 as i32, open)];
        }
        let known = sparkline.goals.iter().filter_map(|goal| Some((goal.time, end(goal)?)));
        let inner: Vec<_> = known.map(|(time, value)| (frame.x(time), frame.y(value))).collect();
        across(inner, frame.size.0 as i32)
    };
    let upper = edge(|goal| goal.to, BAND_INSET);
    let lower = edge(|goal| goal.from, frame.bottom() - BAND_INSET);
    let outline: Vec<_> = upper.iter().copied().chain(lower.iter().rev().copied()).collect();
    area.draw(&Polygon::new(outline, BAND.filled()))?;
    if !sparkline.goal_is_comparator {
        for (line, known) in [(upper, first.to), (lower, first.from)] {
            if known.is_some() {
                area.draw(&PathElement::new(line, EDGE.stroke_width(EDGE_LINE)))?;
            }
        }
    }
    Ok(())
}

/// A line led on level to both sides of the picture.
fn across(mut line: Vec<(i32, i32)>, width: i32) -> Vec<(i32, i32)> {
    if let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) {
        line.insert(0, (0, first.1));
        line.push((width, last.1));
    }
    line
}

fn draw_breaks(breaks: &[f64], frame: &Frame, area: &Area<'_>) -> Result<()> {
    for time in breaks {
        let x = frame.x(*time);
        let ends = [(x, BAND_INSET), (x, frame.bottom() - BAND_INSET)];
        let style = COMPARATOR.stroke_width(BREAK_LINE);
        area.draw(&DashedPathElement::new(ends, 20, 30, style))?;
    }
    Ok(())
}

fn draw_comparator(points: &[Point], frame: &Frame, area: &Area<'_>) -> Result<()> {
    let style = COMPARATOR.stroke_width(COMPARATOR_LINE);
    for run in runs(points) {
        let mut line: Vec<_> = run.iter().map(|point| frame.at(point)).collect();
        if let [(x, y)] = line[..] {
            // One figure alone is a short level stroke.
            line = vec![(x - 50, y), (x + 50, y)];
        }
        area.draw(&DashedPathElement::new(line, DASH.0, DASH.1, style))?;
    }
    Ok(())
}

fn draw_own(points: &[Point], frame: &Frame, area: &Area<'_>) -> Result<()> {
    for run in runs(points) {
        let line: Vec<_> = run.iter().map(|point| frame.at(point)).collect();
        match line[..] {
            [alone] => area.draw(&Circle::new(alone, LONE_DOT, INK.filled()))?,
            _ => area.draw(&PathElement::new(line, INK.stroke_width(LINE)))?,
        }
    }
    if let Some(last) = points.last() {
        area.draw(&Circle::new(frame.at(last), LAST_DOT_RIM, WHITE.filled()))?;
        area.draw(&Circle::new(frame.at(last), LAST_DOT, INK.filled()))?;
    }
    Ok(())
}

/// The stretches of points that the line joins.
fn runs(points: &[Point]) -> Vec<&[Point]> {
    points.chunk_by(|_, next| next.joined).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points a day apart, all joined.
    fn line(values: &[f64]) -> Vec<Point> {
        let point = |(day, value): (usize, &f64)| Point { time: day as f64, value: *value, joined: day > 0 };
        values.iter().enumerate().map(point).collect()
    }

    fn drawn(sparkline: &Sparkline) -> String {
        draw(sparkline, (22.0, 3.7)).unwrap()
    }

    fn own(values: &[f64]) -> String {
        drawn(&Sparkline { own: line(values), ..Sparkline::default() })
    }

    /// The numbers behind an attribute, for each element that has it.
    fn all(svg: &str, attribute: &str) -> Vec<Vec<i32>> {
        let number = |text: &str| text.parse::<f64>().map(|number| number as i32).ok();
        let numbers = |value: &str| value.split([' ', ',']).filter_map(number).collect();
        let opening = format!(" {attribute}=\"");
        svg.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).map(numbers).collect()
    }

    /// The centre of the dot on the last reading.
    fn last_dot(svg: &str) -> (i32, i32) {
        (all(svg, "cx").last().unwrap()[0], all(svg, "cy").last().unwrap()[0])
    }

    #[test]
    fn the_last_reading_has_a_dot_at_the_right_end() {
        assert_eq!(last_dot(&own(&[1.0, 2.0])).0, 2200 - 120);
    }

    #[test]
    fn up_is_up() {
        let (rising, falling) = (last_dot(&own(&[1.0, 2.0])).1, last_dot(&own(&[2.0, 1.0])).1);
        assert!(rising < falling, "y grows downwards: {rising} {falling}");
    }

    #[test]
    fn a_flat_series_lies_in_the_middle() {
        for value in [0.0, 5.0, -5.0, 1e15] {
            assert_eq!(last_dot(&own(&[value; 4])).1, 185, "{value}");
        }
    }

    #[test]
    fn a_single_reading_is_a_dot_and_no_line() {
        let svg = own(&[7.6]);
        assert_eq!(svg.matches("<polyline").count(), 0);
        assert_eq!(last_dot(&svg), (2080, 185));
    }

    #[test]
    fn nothing_at_all_is_an_empty_picture() {
        let svg = own(&[]);
        assert!(svg.contains("viewBox=\"0 0 2200 370\"") && !svg.contains("<circle"), "{svg}");
    }

    #[test]
    fn negative_and_huge_values_stay_inside_the_picture() {
        for values in [[-3.0, -1.0, -2.0], [-1e15, 1e15, 0.0], [1e15, 1e15 + 1.0, 1e15], [1e-9, 2e-9, 0.0]] {
            let svg = own(&values);
            for points in all(&svg, "points") {
                let inside =
                    points.chunks(2).all(|at| (0..=2200).contains(&at[0]) && (0..=370).contains(&at[1]));
                assert!(inside, "{values:?}: {points:?}");
            }
        }
    }

    #[test]
    fn a_gap_is_not_joined() {
        let mut points = line(&[1.0, 2.0, 3.0, 4.0]);
        points[2].joined = false;
        let svg = drawn(&Sparkline { own: points, ..Sparkline::default() });
        assert_eq!(svg.matches("<polyline").count(), 2);
    }

    #[test]
    fn position_is_by_time_and_not_by_count() {
        let at = |day: f64| Point { time: day, value: day, joined: true };
        let svg = drawn(&Sparkline { own: vec![at(0.0), at(1.0), at(10.0)], ..Sparkline::default() });
        let xs: Vec<i32> = all(&svg, "points")[0].chunks(2).map(|at| at[0]).collect();
        assert_eq!(xs, [80, 280, 2080]);
    }

    #[test]
    fn the_band_is_on_the_good_side_of_the_target() {
        let band = |from: Option<f64>, to: Option<f64>| {
            let goals = vec![Goal { time: 0.0, from, to }];
            let svg = drawn(&Sparkline { own: line(&[1.0, 3.0]), goals, ..Sparkline::default() });
            let ys: Vec<i32> = all(&svg, "points")[0].chunks(2).map(|at| at[1]).collect();
            (ys.iter().copied().min().unwrap(), ys.iter().copied().max().unwrap())
        };
        let middle = 185;
        assert_eq!(band(Some(2.0), None), (15, middle), "higher is better: from the target to the top");
        assert_eq!(band(None, Some(2.0)), (middle, 355), "lower is better: from the target to the foot");
        let (top, foot) = band(Some(1.5), Some(2.5));
        assert!(top > 15 && foot < 355, "a band: between its ends, {top} to {foot}");
    }

    #[test]
    fn a_target_that_is_the_comparator_has_no_edge_of_its_own() {
        let goals = vec![Goal { time: 0.0, from: Some(2.0), to: None }];
        let edge = |goal_is_comparator| {
            let sparkline = Sparkline {
                own: line(&[1.0, 3.0]),
                goals: goals.clone(),
                goal_is_comparator,
                ..Sparkline::default()
            };
            drawn(&sparkline).contains("#76828C")
        };
        assert!(edge(false) && !edge(true));
    }

    #[test]
    fn a_picture_holds_no_text() {
        let sparkline = Sparkline {
            own: line(&[1.0, 2.0]),
            comparator: line(&[2.0, 1.0]),
            goals: vec![Goal { time: 0.0, from: Some(1.0), to: None }],
            goal_is_comparator: false,
            breaks: vec![0.5],
        };
        assert!(!drawn(&sparkline).contains("<text"));
    }
}
