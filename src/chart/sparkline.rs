//! The sparkline of one measure: its readings over time, a comparator's as a second, lighter line, the good side
//! of the target as a band, breaks, and a dot on the last reading.
//!
//! plotters only uses whole pixels, so a picture is drawn at a hundred pixels to the millimetre and shrunk by
//! the template. There are no axes, and the y range follows the data instead of starting at zero; the text
//! alternative makes up for that by giving the figures.

use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

use plotters::element::{Circle, DashedPathElement, PathElement, Polygon};
use plotters::style::BLACK;

use crate::chart::form::{Mark, Pixel};

/// Pixels per millimetre.
const SCALE: f64 = 100.0;

/// Dimensions of the drawing, in pixels, in the proportions of the design (22 by 3.7 mm).
const DASH: i32 = 60;
const BREAK_DASH: i32 = 20;
const DASH_GAP: i32 = 30;
const LAST_DOT: i32 = 50;
const LAST_DOT_RIM: i32 = 64;
const LONE_DOT: i32 = 27;
const LONE_STROKE: i32 = 100;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 120.0;
const ABOVE_AND_BELOW: f64 = 50.0;
const BAND_INSET: i32 = 15;
/// What stays free of the band on either side of a break.
const BREAK_GAP: i32 = 25;

/// The space left free above and below, as a share of the data's range.
const HEADROOM: f64 = 0.1;

/// A reading at its position in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Position in time, in days.
    pub time: f64,
    pub value: f64,
    /// Whether a line joins it to the point before.
    pub joined: bool,
}

/// A target at one time, which may lie outside the picture: the ends of the band in which a value is good.
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
    /// Where a target holds: stretches without an interruption, each from corner to corner.
    pub goals: Vec<Vec<Goal>>,
    /// Whether the edge of the band is the comparator's line, which then stands for it.
    pub goal_is_comparator: bool,
    /// Times at which figures before and after are not comparable.
    pub breaks: Vec<f64>,
    /// The time that the picture spans; without it, that of its points.
    pub span: Option<RangeInclusive<f64>>,
    /// Where a year begins.
    pub years: Vec<f64>,
    /// What stays free at the left for words, in millimetres.
    pub room: f64,
}

/// The role of a mark in a sparkline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A year begins.
    Year,
    /// The good side of the target.
    Band,
    /// The end of the band.
    Edge,
    /// A point in time at which figures before and after are not comparable.
    Break,
    Comparator,
    Own,
    /// A figure that is not joined to another.
    Alone,
    /// The white rim around the latest figure.
    Rim,
    Latest,
}

/// A drawn sparkline: its size in pixels and its marks, each over those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub size: (u32, u32),
    pub marks: Vec<Mark<Part>>,
    /// Where the council's line begins.
    pub first: Option<Pixel>,
}

/// Draws a sparkline of this size in millimetres.
pub fn draw(sparkline: &Sparkline, (width, height): (f64, f64)) -> Drawn {
    let size = ((width * SCALE) as u32, (height * SCALE) as u32);
    let frame = Frame::around(sparkline, size);
    let mut marks = band(sparkline, &frame);
    marks.extend(sparkline.years.iter().map(|time| year(*time, &frame)));
    marks.extend(sparkline.breaks.iter().map(|time| cut(*time, &frame)));
    marks.extend(runs(&sparkline.comparator).map(|run| comparator(run, &frame)));
    marks.extend(runs(&sparkline.own).map(|run| own(run, &frame)));
    if let Some(latest) = sparkline.own.last() {
        let dot = |part, radius| Mark::of(part, &Circle::new(frame.at(latest), radius, BLACK));
        marks.extend([dot(Part::Rim, LAST_DOT_RIM), dot(Part::Latest, LAST_DOT)]);
    }
    Drawn { size, marks, first: sparkline.own.first().map(|point| frame.at(point)) }
}

/// Converts times and values to positions in the picture.
struct Frame {
    times: Range<f64>,
    values: Range<f64>,
    size: (u32, u32),
    /// Where the span of time begins.
    left: f64,
}

impl Frame {
    fn around(sparkline: &Sparkline, size: (u32, u32)) -> Self {
        let points = || sparkline.own.iter().chain(&sparkline.comparator);
        let goals = sparkline.goals.iter().flatten().flat_map(|goal| [goal.from, goal.to]).flatten();
        Self {
            times: match &sparkline.span {
                Some(span) => *span.start()..*span.end(),
                None => range(points().map(|point| point.time)),
            },
            values: padded(range(points().map(|point| point.value).chain(goals))),
            size,
            left: sparkline.room * SCALE + LEFT,
        }
    }

    fn x(&self, time: f64) -> i32 {
        let width = f64::from(self.size.0) - self.left - RIGHT;
        (self.left + width * share(time, &self.times)).round() as i32
    }

    /// Where a stretch of the target begins or ends: in the picture, and a little beside a break, so that the cut shows.
    fn side(&self, time: f64, sparkline: &Sparkline, inwards: i32) -> i32 {
        let at_break = sparkline.breaks.iter().any(|cut| (cut - time).abs() < 0.5);
        let beside = if at_break { inwards * BREAK_GAP } else { 0 };
        // No target is drawn before the line has begun: its first figure stands there.
        let begin = sparkline.own.first().filter(|_| sparkline.span.is_some());
        let begin = begin.map_or(0, |point| self.x(point.time) - LEFT as i32);
        self.x(time).clamp(begin, self.size.0 as i32) + beside
    }

    fn y(&self, value: f64) -> i32 {
        let height = f64::from(self.size.1) - 2.0 * ABOVE_AND_BELOW;
        (ABOVE_AND_BELOW + height * (1.0 - share(value, &self.values))).round() as i32
    }

    fn at(&self, point: &Point) -> Pixel {
        (self.x(point.time), self.y(point.value))
    }

    fn bottom(&self) -> i32 {
        self.size.1 as i32
    }
}

/// The smallest and the largest of some numbers; without numbers, an empty range at 0.
fn range(numbers: impl Iterator<Item = f64>) -> Range<f64> {
    numbers
        .map(|number| number..number)
        .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
        .unwrap_or(0.0..0.0)
}

/// Adds headroom; a flat series gets a range around it, so that it lies in the middle.
fn padded(range: Range<f64>) -> Range<f64> {
    let spread = range.end - range.start;
    let room = if spread > 0.0 { spread * HEADROOM } else { range.start.abs().max(1.0) };
    range.start - room..range.end + room
}

/// How far along a range a number lies, 0 to 1; on an empty range at its end, where the newest reading stands, and what
/// is less or more lies far outside.
fn share(number: f64, range: &Range<f64>) -> f64 {
    let length = range.end - range.start;
    match number.partial_cmp(&range.start) {
        _ if length > 0.0 => (number - range.start) / length,
        Some(Ordering::Less) => f64::NEG_INFINITY,
        Some(Ordering::Greater) => f64::INFINITY,
        Some(Ordering::Equal) | None => 1.0,
    }
}

/// The good side of the target where one holds, and its edges.
fn band(sparkline: &Sparkline, frame: &Frame) -> Vec<Mark<Part>> {
    let (mut areas, mut edges) = (Vec::new(), Vec::new());
    for stretch in &sparkline.goals {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
        let sides = (frame.side(first.time, sparkline, 1), frame.side(last.time, sparkline, -1));
        let edge = |end: fn(&Goal) -> Option<f64>| -> Option<Vec<Pixel>> {
            let at = |goal: &Goal| {
                Some((frame.x(goal.time).clamp(sides.0, sides.1.max(sides.0)), frame.y(end(goal)?)))
            };
            stretch.iter().map(at).collect()
        };
        let (upper, lower) = (edge(|goal| goal.to), edge(|goal| goal.from));
        let level = |y: i32| vec![(sides.0, y), (sides.1, y)];
        let above = upper.clone().unwrap_or_else(|| level(BAND_INSET));
        let below = lower.clone().unwrap_or_else(|| level(frame.bottom() - BAND_INSET));
        let outline: Vec<Pixel> = above.into_iter().chain(below.into_iter().rev()).collect();
        areas.push(Mark::of(Part::Band, &Polygon::new(outline, BLACK)));
        let lines = [upper, lower].into_iter().flatten().filter(|_| !sparkline.goal_is_comparator);
        edges.extend(lines.map(|line| Mark::of(Part::Edge, &PathElement::new(line, BLACK))));
    }
    areas.into_iter().chain(edges).collect()
}

fn year(time: f64, frame: &Frame) -> Mark<Part> {
    let x = frame.x(time);
    Mark::of(Part::Year, &PathElement::new([(x, BAND_INSET), (x, frame.bottom() - BAND_INSET)], BLACK))
}

fn cut(time: f64, frame: &Frame) -> Mark<Part> {
    let x = frame.x(time);
    let ends = [(x, BAND_INSET), (x, frame.bottom() - BAND_INSET)];
    Mark::of(Part::Break, &DashedPathElement::new(ends, BREAK_DASH, DASH_GAP, BLACK))
}

fn comparator(run: &[Point], frame: &Frame) -> Mark<Part> {
    let mut line: Vec<Pixel> = run.iter().map(|point| frame.at(point)).collect();
    if let [(x, y)] = line[..] {
        // A lone figure is drawn as a short level stroke.
        line = vec![(x - LONE_STROKE / 2, y), (x + LONE_STROKE / 2, y)];
    }
    Mark::of(Part::Comparator, &DashedPathElement::new(line, DASH, DASH_GAP, BLACK))
}

fn own(run: &[Point], frame: &Frame) -> Mark<Part> {
    let line: Vec<Pixel> = run.iter().map(|point| frame.at(point)).collect();
    match line[..] {
        [alone] => Mark::of(Part::Alone, &Circle::new(alone, LONE_DOT, BLACK)),
        _ => Mark::of(Part::Own, &PathElement::new(line, BLACK)),
    }
}

/// The runs of points that a line joins.
fn runs(points: &[Point]) -> impl Iterator<Item = &[Point]> {
    points.chunk_by(|_, next| next.joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::form::Form;

    /// Points a day apart, all joined.
    fn line(values: &[f64]) -> Vec<Point> {
        let point = |(day, value): (usize, &f64)| Point { time: day as f64, value: *value, joined: day > 0 };
        values.iter().enumerate().map(point).collect()
    }

    /// A target that holds from one time to another.
    fn stretch(begin: f64, end: f64, from: Option<f64>, to: Option<f64>) -> Vec<Goal> {
        [begin, end].map(|time| Goal { time, from, to }).to_vec()
    }

    fn drawn(sparkline: &Sparkline) -> Drawn {
        draw(sparkline, (22.0, 3.7))
    }

    fn own(values: &[f64]) -> Drawn {
        drawn(&Sparkline { own: line(values), ..Sparkline::default() })
    }

    /// The points of each form that makes up a part.
    fn all(drawn: &Drawn, part: Part) -> Vec<Vec<Pixel>> {
        let marks = drawn.marks.iter().filter(|mark| mark.role == part);
        let points = |form: &Form| match form {
            Form::Line(points) | Form::Area(points) => points.clone(),
            Form::Dot(at, _) => vec![*at],
        };
        marks.flat_map(|mark| &mark.forms).map(points).collect()
    }

    /// The centre of the dot on the last reading.
    fn last_dot(drawn: &Drawn) -> Pixel {
        all(drawn, Part::Latest)[0][0]
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
        let drawn = own(&[7.6]);
        let parts: Vec<Part> = drawn.marks.iter().map(|mark| mark.role).collect();
        assert_eq!(parts, [Part::Alone, Part::Rim, Part::Latest]);
        assert_eq!(last_dot(&drawn), (2080, 185));
    }

    #[test]
    fn nothing_at_all_is_an_empty_picture() {
        assert_eq!(own(&[]), Drawn { size: (2200, 370), marks: Vec::new(), first: None });
    }

    #[test]
    fn negative_and_huge_values_stay_inside_the_picture() {
        for values in [[-3.0, -1.0, -2.0], [-1e15, 1e15, 0.0], [1e15, 1e15 + 1.0, 1e15], [1e-9, 2e-9, 0.0]] {
            let [points] = &all(&own(&values), Part::Own)[..] else { panic!("one line") };
            let inside = points.iter().all(|(x, y)| (0..=2200).contains(x) && (0..=370).contains(y));
            assert!(inside, "{values:?}: {points:?}");
        }
    }

    #[test]
    fn a_gap_is_not_joined() {
        let mut points = line(&[1.0, 2.0, 3.0, 4.0]);
        points[2].joined = false;
        let drawn = drawn(&Sparkline { own: points, ..Sparkline::default() });
        let lengths: Vec<usize> = all(&drawn, Part::Own).iter().map(Vec::len).collect();
        assert_eq!(lengths, [2, 2]);
    }

    #[test]
    fn position_is_by_time_and_not_by_count() {
        let at = |day: f64| Point { time: day, value: day, joined: true };
        let drawn = drawn(&Sparkline { own: vec![at(0.0), at(1.0), at(10.0)], ..Sparkline::default() });
        let xs: Vec<i32> = all(&drawn, Part::Own)[0].iter().map(|at| at.0).collect();
        assert_eq!(xs, [80, 280, 2080]);
    }

    #[test]
    fn a_line_stands_where_its_figures_are_on_the_axis() {
        let sparkline = Sparkline {
            own: line(&[1.0, 2.0]),
            goals: vec![stretch(f64::NEG_INFINITY, f64::INFINITY, Some(1.5), None)],
            span: Some(-2.0..=2.0),
            years: vec![0.5],
            room: 2.0,
            ..Sparkline::default()
        };
        let drawn = drawn(&sparkline);
        // From 2 mm and the rim to the other rim are four days.
        assert_eq!((drawn.first.map(|at| at.0), last_dot(&drawn).0), (Some(1180), 1630));
        assert_eq!(all(&drawn, Part::Year)[0][0].0, 1405);
        assert_eq!(all(&drawn, Part::Edge)[0][0].0, 1100, "no target before the line begins");
    }

    #[test]
    fn the_band_is_on_the_good_side_of_the_target() {
        let band = |from: Option<f64>, to: Option<f64>| {
            let goals = vec![stretch(0.0, 1.0, from, to)];
            let drawn = drawn(&Sparkline { own: line(&[1.0, 3.0]), goals, ..Sparkline::default() });
            let ys: Vec<i32> = all(&drawn, Part::Band)[0].iter().map(|at| at.1).collect();
            (ys.iter().copied().min().unwrap(), ys.iter().copied().max().unwrap())
        };
        let middle = 185;
        assert_eq!(band(Some(2.0), None), (15, middle), "higher is better: from the target to the top");
        assert_eq!(band(None, Some(2.0)), (middle, 355), "lower is better: from the target to the foot");
        let (top, foot) = band(Some(1.5), Some(2.5));
        assert!(top > 15 && foot < 355, "a band: between its ends, {top} to {foot}");
    }

    #[test]
    fn a_band_is_where_a_target_holds_and_is_cut_at_a_break() {
        // Points at days 0 to 4; a break between days 1 and 2, a target up to it, and from day 3 on another.
        let goals = vec![
            stretch(f64::NEG_INFINITY, 1.5, Some(2.0), None),
            stretch(2.5, f64::INFINITY, Some(3.0), None),
        ];
        let sparkline = Sparkline {
            own: line(&[1.0, 2.0, 3.0, 2.0, 4.0]),
            goals,
            breaks: vec![1.5],
            ..Sparkline::default()
        };
        let xs = |points: &Vec<Pixel>| (points[0].0, points[points.len() - 1].0);
        let edges: Vec<_> = all(&drawn(&sparkline), Part::Edge).iter().map(xs).collect();
        assert_eq!(edges, [(0, 830 - BREAK_GAP), (1330, 2200)]);
    }

    #[test]
    fn a_target_of_a_single_figure_goes_from_side_to_side() {
        let goals = vec![stretch(-15.0, 15.0, Some(2.0), None)];
        let sparkline = Sparkline { own: line(&[1.0]), goals, ..Sparkline::default() };
        assert_eq!(all(&drawn(&sparkline), Part::Edge), [[(0, 73), (2200, 73)]]);
    }

    #[test]
    fn a_target_that_is_the_comparator_has_no_edge_of_its_own() {
        let goals = vec![stretch(f64::NEG_INFINITY, f64::INFINITY, Some(2.0), None)];
        let edges = |goal_is_comparator| {
            let sparkline = Sparkline {
                own: line(&[1.0, 3.0]),
                goals: goals.clone(),
                goal_is_comparator,
                ..Sparkline::default()
            };
            all(&drawn(&sparkline), Part::Edge)
        };
        assert_eq!(edges(false), [[(0, 185), (2200, 185)]]);
        assert!(edges(true).is_empty());
    }
}
