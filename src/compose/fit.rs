//! The type size of the single page, estimated from its rows before anything is typeset.
//!
//! The estimate is a pure function of the pack, so that one layout is enough: type grows first, then sparklines; the
//! template gives what is left to the rows as white. The template measures what it sets; only if the page is full after
//! all does the program go on to smaller sizes. It never changes what the page says.

use std::collections::BTreeMap;

use crate::compose::arrange::{Arranged, Beneath, Setting, arrange, claim};
use crate::compose::lengths::{BODY, LARGEST_TYPE, PANEL_TYPE, ROWS, SheetLengths};
use crate::compose::letters::{Weight, width};
use crate::compose::manuscript::Spark;
use crate::compose::needs::{Needs, POINT, SMALL_EM, WIDEST_FIRST};
use crate::compose::room::{Surroundings, is_compact};

/// Steps in which type shrinks, in points.
const STEP: f64 = 0.5;
/// Type is rather this small, in points, than that a title takes three lines.
const THREE_LINES: f64 = 8.5;
/// Type is rather this small, in points, than that words stand beneath their numbers.
const WORDS_BENEATH: f64 = 9.0;
/// The smallest line with its axis, in millimetres of the design, and the largest sparkline, first figure and all, in
/// millimetres.
const SMALL_AXIS: [f64; 2] = [19.0, 3.5];
const LARGE_SPARK: [f64; 2] = [44.0, 12.0];
/// What a first figure needs besides its own width, in millimetres: the white before its point, less that at the edge.
const FIRST_WHITE: f64 = 0.4;
/// Of its width, how high a line is at the most and at the least: slopes are to be seen, and not to look steep.
const STEEPEST: f64 = 0.273;
const FLATTEST: f64 = 0.14;
/// Steps in which sparklines grow, in millimetres.
const WIDER: f64 = 1.0;
const HIGHER: f64 = 0.2;
/// The share of the height that sparklines leave to the rows, because the estimate may be out by a little.
const LEFT: f64 = 0.01;

/// How a page is tried.
#[derive(Debug, Clone)]
pub struct Size {
    pub tables: Arranged,
    /// The type of the panel, in points.
    pub panel: f64,
    /// Whether the heads of the roll-up have their shapes above the words.
    pub compact: bool,
    /// The key stands below the tables instead of in the panel: it takes this height, in millimetres.
    pub key_below: Option<f64>,
    pub comments: bool,
    /// Whether "Look here first" includes the first sentence of each comment.
    pub look_comments: bool,
}

impl Size {
    /// Whether a first figure is printed before its line, and the room that it takes.
    pub fn first_fits(&self, first: &str) -> bool {
        width(first, Weight::Regular) * SMALL_EM <= WIDEST_FIRST
    }

    pub fn first_room(&self, first: &str) -> f64 {
        width(first, Weight::Regular) * SMALL_EM * self.points() / BODY + FIRST_WHITE
    }

    pub fn points(&self) -> f64 {
        self.tables.setting.points
    }
}

/// A page whose type size is wanted.
pub struct Page<'d> {
    pub sheet: SheetLengths,
    /// The smallest type that may be printed, and the type that is asked for, in points.
    pub floor: f64,
    pub asked: Option<f64>,
    pub needs: Needs,
    pub comments: bool,
    /// What stands around the tables, with the first sentences of comments in Look here first and without.
    pub surroundings: [Surroundings<'d>; 2],
    /// Whether Look here first does without the sentences anyway, because it names too many measures or rows have them.
    pub brief: bool,
}

/// The type of tables and panel, before the tables are arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Types {
    points: f64,
    panel: f64,
    key_below: bool,
    look_comments: bool,
}

/// Ways to set the tables at one size, with the smallest sparklines, each with the height that it needs: first those in
/// which all titles stand on as few lines as they may, then those with as little as possible beneath something else.
type Ways = Vec<(f64, Arranged)>;

impl Page<'_> {
    /// The sizes to try, the likeliest first.
    pub fn sizes(&self) -> impl Iterator<Item = Size> + '_ {
        let types = self.types();
        let mut ways: BTreeMap<u64, Ways> = BTreeMap::new();
        let mut holds = |types: &Types| {
            let ways = ways.entry(types.points.to_bits()).or_insert_with(|| self.ways(types.points));
            self.fitting(ways, *types)
        };
        let found = types.iter().enumerate().find_map(|(at, types)| Some((at, holds(types)?)));
        let start = found.as_ref().map_or(types.len() - 1, |(at, _)| *at);
        let grown = found.map(|(at, tables)| {
            let large = self.with_large_sparks(&tables, types[at]);
            [large, tables].map(|tables| self.size(types[at], tables))
        });
        // Who asks for a size sees it tried.
        let asked =
            types[..start].iter().take(usize::from(self.asked.is_some())).copied().collect::<Vec<_>>();
        let rest = asked.into_iter().map(|types| self.estimated(types)).chain(grown.into_iter().flatten());
        rest.chain(types.into_iter().skip(start).map(|types| self.estimated(types)))
    }

    /// The page at a size below the floor, in order to tell how far it is from fitting.
    pub fn below(&self, points: f64) -> Size {
        self.estimated(self.smallest(points))
    }

    /// Whether the page is likely to hold its rows a step above the smallest type.
    pub fn holds_above_floor(&self) -> bool {
        let points = self.floor + STEP;
        self.fitting(&self.ways(points), self.smallest(points)).is_some()
    }

    fn smallest(&self, points: f64) -> Types {
        Types { points, panel: self.sheet.smallest_panel(points), key_below: false, look_comments: false }
    }

    /// The height that the tables are likely to have at a size, and the height that they are likely to need, in millimetres.
    pub fn estimate(&self, size: &Size) -> (f64, f64) {
        let Size { panel, look_comments, .. } = *size;
        let key_below = size.key_below.is_some();
        let available = self.available(Types { points: size.points(), panel, key_below, look_comments });
        (available.unwrap_or(0.0), size.tables.height(&self.needs))
    }

    fn size(&self, types: Types, tables: Arranged) -> Size {
        let Types { points, panel, look_comments, .. } = types;
        let key_below = types.key_below.then(|| self.surroundings[1].key_below(&self.sheet, points, panel));
        let compact = is_compact(self.surroundings[1].panel_width(&self.sheet), panel);
        Size { tables, panel, compact, key_below, comments: self.comments, look_comments }
    }

    /// The tables as they are likely to fit, else as they need least, whatever becomes of the titles.
    fn estimated(&self, types: Types) -> Size {
        let tables = self.fitting(&self.ways(types.points), types).unwrap_or_else(|| {
            let claim = claim(&self.needs, 2.0);
            let all = Beneath::ALL
                .map(|beneath| arrange(&self.needs, &self.sheet, self.setting(types.points, beneath), claim));
            let height =
                |tables: &Arranged| if tables.short { f64::INFINITY } else { tables.height(&self.needs) };
            let [nothing, notes, words] = all;
            [notes, nothing]
                .into_iter()
                .fold(words, |least, tables| if height(&tables) < height(&least) { tables } else { least })
        });
        self.size(types, tables)
    }

    /// The tables with the smallest sparklines.
    fn setting(&self, points: f64, beneath: Beneath) -> Setting {
        let u = points / BODY;
        let firsts = self.needs.firsts() * u;
        let room = if firsts > 0.0 { firsts + FIRST_WHITE } else { 0.0 };
        let [width, height] = SMALL_AXIS.map(|length| length * u);
        Setting {
            points,
            beneath,
            spark: Spark { width: tenths(width + room), height: tenths(height), room },
        }
    }

    /// All sizes of type that a page may have: those first whose smallest type is largest, then those with larger tables,
    /// then those with the key in the panel and a larger panel.
    fn types(&self) -> Vec<Types> {
        let start = self.asked.unwrap_or(LARGEST_TYPE).max(self.floor);
        let mut types = Vec::new();
        for points in down(start, self.floor, STEP) {
            let smallest = self.sheet.smallest_panel(points);
            for panel in down(PANEL_TYPE[0].max(smallest), PANEL_TYPE[1].min(smallest), STEP) {
                let ways = [(true, false), (false, false), (false, true)].into_iter();
                let ways = ways.filter(|(look_comments, _)| !(*look_comments && self.brief));
                let ways = ways.filter(|(_, key_below)| !key_below || self.sheet.panel.is_some());
                types.extend(ways.map(|(look_comments, key_below)| Types {
                    points,
                    panel,
                    key_below,
                    look_comments,
                }));
            }
        }
        let smallest = |types: &Types| types.points.min(types.panel).min(PANEL_TYPE[1]);
        types.sort_by(|a, b| {
            let by_type = smallest(b).total_cmp(&smallest(a)).then(b.points.total_cmp(&a.points));
            let by_panel = a.key_below.cmp(&b.key_below).then(b.panel.total_cmp(&a.panel));
            by_type.then(by_panel).then(b.look_comments.cmp(&a.look_comments))
        });
        types
    }

    /// The height that the tables have, if the panel has what it needs.
    fn available(&self, types: Types) -> Option<f64> {
        let around = &self.surroundings[usize::from(!types.look_comments)];
        if types.panel > self.sheet.smallest_panel(types.points)
            && !around.roll_up_fits(&self.sheet, types.panel)
        {
            return None;
        }
        let body = around.body(&self.sheet);
        if self.sheet.panel.is_none() {
            return Some(body - around.above(&self.sheet, types.points, types.panel));
        }
        let below =
            if types.key_below { around.key_below(&self.sheet, types.points, types.panel) } else { 0.0 };
        let panel = around.beside(&self.sheet, types.points, types.panel, types.key_below);
        (panel <= body).then_some(body - below)
    }

    fn ways(&self, points: f64) -> Ways {
        let least = self.needs.rows.len() as f64 * points * POINT * ROWS.height(ROWS.text(1.0, 0.0));
        if least > self.sheet.height {
            return Vec::new();
        }
        let most = if points > THREE_LINES { 2.0 } else { 3.0 };
        let lines =
            [1.0, 2.0, most].into_iter().flat_map(|lines| Beneath::ALL.map(|beneath| (lines, beneath)));
        let lines = lines.filter(|(_, beneath)| *beneath != Beneath::Words || points <= WORDS_BENEATH);
        let tables = lines.filter_map(|(lines, beneath)| {
            let claim = claim(&self.needs, lines);
            let tables = arrange(&self.needs, &self.sheet, self.setting(points, beneath), claim);
            tables.holds_width(claim).then(|| (tables.height(&self.needs), tables))
        });
        tables.collect()
    }

    fn fitting(&self, ways: &Ways, types: Types) -> Option<Arranged> {
        let least = ways.iter().map(|(height, _)| *height).fold(f64::INFINITY, f64::min);
        let available = if least < self.sheet.height { self.available(types)? } else { return None };
        ways.iter().find(|(height, _)| *height <= available).map(|(_, tables)| tables.clone())
    }

    /// The same with sparklines as large as there is room for: wide as long as no title wraps for their sake, then high.
    fn with_large_sparks(&self, tables: &Arranged, types: Types) -> Arranged {
        let Some(available) = self.available(types) else { return tables.clone() };
        let small = tables.setting.spark;
        let claims = [1.0, 2.0, 3.0].map(|lines| claim(&self.needs, lines));
        let claim = claims.into_iter().find(|claim| tables.holds_width(*claim)).unwrap_or(claims[2]);
        let with = |width: f64, height: f64| {
            let spark = Spark { width: tenths(width), height: tenths(height), ..small };
            arrange(&self.needs, &self.sheet, Setting { spark, ..tables.setting }, claim)
        };
        let widths = down(LARGE_SPARK[0].max(small.width), small.width, WIDER).into_iter();
        // No text is to take more lines for their sake.
        let height = tables.height(&self.needs) + LEFT;
        let mut widths = widths.skip_while(|width| {
            let wider = with(*width, small.height);
            !wider.holds_width(claim) || wider.height(&self.needs) > height
        });
        let Some(widest) = widths.next() else { return tables.clone() };
        let heights =
            down(LARGE_SPARK[1].min(STEEPEST * (widest - small.room)), small.height, HIGHER).into_iter();
        let mut large =
            heights.map(|height| with(widest.min(small.room + height / FLATTEST).max(small.width), height));
        let holds = |tables: &Arranged| tables.height(&self.needs) <= available * (1.0 - LEFT);
        large.find(holds).unwrap_or_else(|| tables.clone())
    }
}

fn tenths(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// From one length or size down to another, both among them.
fn down(from: f64, to: f64, step: f64) -> Vec<f64> {
    let count = ((from - to) / step - 1e-6).ceil().max(0.0) as u32;
    (0..count).map(|at| from - f64::from(at) * step).chain(std::iter::once(to)).collect()
}
