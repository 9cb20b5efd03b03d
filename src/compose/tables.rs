//! How the tables of the printed report are set: type size, widths of columns, and whether a table fits a sheet at all. A
//! table that does not is a fault of the report, told at its place.

use crate::compose::narrative::{Run, Setting, TableCell};

/// How wide a text is, in thousandths of an em: the whole of it regular and bold, its longest word regular and bold.
pub type Ruler<'r> = dyn Fn(&str) -> [u32; 4] + 'r;

/// The width of the report's text, in millimetres.
pub const TEXT_WIDTH: f64 = 158.0;

/// What a table may be set in: points, the white between two columns, and how far it reaches into each margin, both in
/// millimetres.
#[derive(Debug, Clone, Copy)]
struct Try {
    size: f64,
    gutter: f64,
    beyond: f64,
}

/// From the usual setting to the closest that is still easy to read.
const TRIES: [Try; 5] = [
    Try { size: 10.5, gutter: 3.2, beyond: 0.0 },
    Try { size: 9.5, gutter: 2.8, beyond: 0.0 },
    Try { size: 9.5, gutter: 2.6, beyond: 12.0 },
    Try { size: 8.5, gutter: 2.4, beyond: 12.0 },
    Try { size: 8.5, gutter: 1.8, beyond: 14.0 },
];

/// A column whose longest text is no wider than this, in millimetres, is not wrapped; where the table is short of room,
/// than one of the others.
const UNWRAPPED: [f64; 5] = [30.0, 22.0, 15.0, 10.0, 0.0];

/// The size of small text, in hundredths of the table's; `theme.typ` sets it.
const QUIET: u32 = 90;

/// What the mark of a rating and the white behind it take beside the word, in thousandths of an em.
const RATING: u32 = 920;

const MILLIMETRES_A_POINT: f64 = 25.4 / 72.0;

/// What a column asks for, in thousandths of an em: the width of its longest line and of its longest word. And how many
/// letters that line has.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Need {
    line: u32,
    word: u32,
    letters: usize,
}

impl Need {
    fn or(self, other: Self) -> Self {
        Self {
            line: self.line.max(other.line),
            word: self.word.max(other.word),
            letters: self.letters.max(other.letters),
        }
    }
}

/// How a table is set. One that is too wide for a sheet, which is a finding, is set as closely as any.
pub fn setting(head: &[TableCell], rows: &[Vec<TableCell>], ruler: &Ruler<'_>) -> Setting {
    let needs = needs(head, rows, ruler);
    let found = TRIES.into_iter().find(|how| holds(&needs, *how)).unwrap_or(TRIES[TRIES.len() - 1]);
    Setting { size: found.size, gutter: found.gutter, beyond: found.beyond, widths: widths(&needs, found) }
}

/// What is wrong with a table that no sheet holds, and what to write instead.
pub fn too_wide(head: &[TableCell], rows: &[Vec<TableCell>], ruler: &Ruler<'_>) -> Option<(String, String)> {
    let needs = needs(head, rows, ruler);
    let parts = parts(&needs)?;
    let room = parts.first().map_or(0, |(from, to)| to - from);
    let what = format!("the table has {} columns, and a sheet has room for {room} of them", needs.len());
    Some((what, remedy(&parts)))
}

/// The columns of several tables that together say the same: the first column stands in each. `None` for a table that
/// fits as it is.
fn parts(needs: &[Need]) -> Option<Vec<(usize, usize)>> {
    let closest = TRIES[TRIES.len() - 1];
    if holds(needs, closest) {
        return None;
    }
    let mut parts = Vec::new();
    let mut from = 0;
    while from < needs.len() {
        let headed = |to: usize| -> Vec<Need> {
            let first = needs.iter().take(usize::from(from > 0));
            first.chain(&needs[from..to]).copied().collect()
        };
        let fits = |to: &usize| holds(&headed(*to), closest);
        let to = (from + 1..=needs.len()).rev().find(fits).unwrap_or(from + 1);
        parts.push((from, to));
        from = to;
    }
    Some(parts)
}

/// `make 2 tables of it, with columns 1 to 9; 1 and 10 to 12`.
fn remedy(parts: &[(usize, usize)]) -> String {
    let columns = |(from, to): &(usize, usize)| match to - from {
        1 => to.to_string(),
        _ => format!("{} to {to}", from + 1),
    };
    let headed = |part: &(usize, usize)| match part.0 {
        0 => columns(part),
        _ => format!("1 and {}", columns(part)),
    };
    let each: Vec<String> = parts.iter().map(headed).collect();
    format!(
        "make {} tables of it, with columns {}; or shorten the longest words",
        parts.len(),
        each.join("; ")
    )
}

fn needs(head: &[TableCell], rows: &[Vec<TableCell>], ruler: &Ruler<'_>) -> Vec<Need> {
    let column = |(at, head): (usize, &TableCell)| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| need(&cell.text, false, ruler)).fold(need(&head.text, true, ruler), Need::or)
    };
    head.iter().enumerate().map(column).collect()
}

/// What a text asks for. Runs that follow each other without a space are one word.
fn need(text: &[Run], bold: bool, ruler: &Ruler<'_>) -> Need {
    let mut lines = vec![Line { bold, ..Line::default() }];
    spell(text, bold, &mut lines);
    let measured = lines.into_iter().map(|line| {
        let [whole, whole_bold, word, word_bold] = ruler(&line.text);
        let (whole, word) = if line.bold { (whole_bold, word_bold) } else { (whole, word) };
        let share = |ems: u32| if line.quiet { ems * QUIET / 100 } else { ems };
        let letters = line.text.chars().count();
        Need { line: share(whole) + line.mark, word: share(word) + line.mark, letters }
    });
    measured.fold(Need::default(), Need::or)
}

/// A line of a cell up to a break: what is written in it, whether any of it is bold, whether all of it is small, and
/// what its marks take.
#[derive(Default)]
struct Line {
    text: String,
    bold: bool,
    quiet: bool,
    mark: u32,
}

fn spell(text: &[Run], bold: bool, lines: &mut Vec<Line>) {
    for run in text {
        let Some(line) = lines.last_mut() else { return };
        match run {
            Run::Text { text } => {
                line.text.push_str(text);
                line.bold |= bold;
            }
            Run::Rating { text, .. } => {
                line.text.push_str(text);
                line.mark = RATING;
            }
            Run::Note { number, .. } => line.text.push_str(&number.to_string()),
            Run::Strong { text } => spell(text, true, lines),
            Run::Quiet { text } => {
                line.quiet = line.text.is_empty();
                spell(text, bold, lines);
            }
            Run::Emphasis { text } | Run::Link { text, .. } => spell(text, bold, lines),
            Run::Break => lines.push(Line { bold, ..Line::default() }),
        }
    }
}

/// Whether each column can have its longest word.
fn holds(needs: &[Need], how: Try) -> bool {
    let words: f64 = needs.iter().map(|need| millimetres(need.word, how)).sum();
    words <= room(needs, how)
}

/// What the columns share, without the white between them.
fn room(needs: &[Need], how: Try) -> f64 {
    TEXT_WIDTH + 2.0 * how.beyond - how.gutter * needs.len().saturating_sub(1) as f64
}

fn millimetres(ems: u32, how: Try) -> f64 {
    // Rounded up, because a word that is wider than its column by a hair is broken.
    (f64::from(ems) / 1000.0 * how.size * MILLIMETRES_A_POINT * 100.0).ceil() / 100.0
}

/// A column of figures or a few words is as wide as they are. The others share what is left by how long their texts are,
/// none getting less than its longest word or more than its longest line. What is left then goes to the first column.
fn widths(needs: &[Need], how: Try) -> Vec<f64> {
    let room = room(needs, how);
    let whole = |need: &Need, limit: f64| millimetres(need.line, how) <= limit;
    let least = |limit: f64| -> f64 {
        let width = |need: &Need| millimetres(if whole(need, limit) { need.line } else { need.word }, how);
        needs.iter().map(width).sum()
    };
    let limit = UNWRAPPED.into_iter().find(|limit| least(*limit) <= room).unwrap_or(0.0);
    let mut widths: Vec<Option<f64>> =
        needs.iter().map(|need| whole(need, limit).then(|| millimetres(need.line, how))).collect();
    while let Some(at) = next_fixed(needs, how, &widths, room) {
        widths[at.0] = Some(at.1);
    }
    let shares = shares(needs, &widths, room);
    let mut widths: Vec<f64> =
        widths.into_iter().zip(shares).map(|(fixed, share)| fixed.unwrap_or(share)).collect();
    let left = room - widths.iter().sum::<f64>();
    if let Some(first) = widths.first_mut() {
        *first += left.max(0.0);
    }
    let white = |at: usize| if at == 0 { 0.0 } else { how.gutter };
    widths.iter().enumerate().map(|(at, width)| ((width + white(at)) * 100.0).round() / 100.0).collect()
}

/// A column whose share is less than its longest word, or more than its longest line: it gets that, and the others
/// share again. Words come before lines, because they cannot give way.
fn next_fixed(needs: &[Need], how: Try, widths: &[Option<f64>], room: f64) -> Option<(usize, f64)> {
    let shares = shares(needs, widths, room);
    let open = || (0..needs.len()).filter(|at| widths[*at].is_none());
    let word = |at: usize| millimetres(needs[at].word, how);
    let line = |at: usize| millimetres(needs[at].line, how);
    let tight = open().find(|at| shares[*at] < word(*at)).map(|at| (at, word(at)));
    tight.or_else(|| open().find(|at| shares[*at] > line(*at)).map(|at| (at, line(at))))
}

/// What each column that has no width yet would get of what is left. A text of four times the length gets twice the
/// width, so that neither column is much higher than the other.
fn shares(needs: &[Need], widths: &[Option<f64>], room: f64) -> Vec<f64> {
    let left = room - widths.iter().flatten().sum::<f64>();
    let weight = |at: usize| if widths[at].is_none() { (needs[at].letters as f64).sqrt() } else { 0.0 };
    let all: f64 = (0..needs.len()).map(weight).sum();
    (0..needs.len()).map(|at| if all > 0.0 { left * weight(at) / all } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half an em for each letter, in every weight.
    fn ruler(text: &str) -> [u32; 4] {
        let em = |text: &str| 500 * u32::try_from(text.chars().count()).unwrap();
        let word = text.split(' ').map(em).max().unwrap_or(0);
        [em(text), em(text), word, word]
    }

    fn cell(text: &str) -> TableCell {
        TableCell { side: "left", head: String::new(), text: vec![Run::Text { text: text.to_owned() }] }
    }

    fn row(texts: &[&str]) -> Vec<TableCell> {
        texts.iter().map(|text| cell(text)).collect()
    }

    fn set(head: &[&str], rows: &[&[&str]]) -> Setting {
        let rows: Vec<Vec<TableCell>> = rows.iter().map(|texts| row(texts)).collect();
        setting(&row(head), &rows, &ruler)
    }

    fn total(set: &Setting) -> f64 {
        set.widths.iter().sum()
    }

    #[test]
    fn a_small_table_is_set_in_the_usual_size_over_the_whole_width() {
        let set = set(&["Kind", "Red"], &[&["Outcomes", "7"]]);
        assert_eq!((set.size, set.beyond), (10.5, 0.0));
        assert!((total(&set) - TEXT_WIDTH).abs() < 0.1, "{set:?}");
        // Three letters of half an em in 10.5 pt, and the white before them.
        assert!((set.widths[1] - (3.0 * 0.5 * 10.5 * MILLIMETRES_A_POINT + 3.2)).abs() < 0.1, "{set:?}");
    }

    #[test]
    fn every_column_of_a_table_with_many_keeps_its_longest_word_and_none_runs_off_the_sheet() {
        for columns in 2..=14 {
            let head = vec!["Quarter 12"; columns];
            let mut cells = vec!["54.4%"; columns];
            cells[0] = "Percentage of reports of littering attended to";
            let set = set(&head, &[&cells]);
            assert!(total(&set) <= TEXT_WIDTH + 2.0 * set.beyond + 0.1, "{columns}: {set:?}");
            let quarter = 7.0 * 0.5 * set.size * MILLIMETRES_A_POINT;
            assert!(set.widths.iter().skip(1).all(|width| *width >= quarter + set.gutter - 0.02), "{set:?}");
            assert!(set.size >= 8.5);
        }
    }

    #[test]
    fn a_text_of_four_times_the_length_gets_twice_the_width() {
        let (short, long) = ("word ".repeat(20), "word ".repeat(80));
        let set = set(&["A", "B"], &[&[short.trim(), long.trim()]]);
        let ratio = (set.widths[1] - set.gutter) / set.widths[0];
        assert!((1.9..2.1).contains(&ratio), "{set:?}");
    }

    #[test]
    fn a_table_for_which_no_sheet_has_room_is_parted_so_that_each_part_has() {
        let words = vec!["Accommodation"; 14];
        let needs = needs(&row(&words), &[], &ruler);
        let parts = parts(&needs).unwrap();
        assert_eq!(parts.first().map(|part| part.0), Some(0));
        assert_eq!(parts.last().map(|part| part.1), Some(14));
        assert!(parts.windows(2).all(|pair| pair[0].1 == pair[1].0), "{parts:?}");
        for (from, to) in &parts {
            let columns: Vec<Need> =
                needs.iter().take(usize::from(*from > 0)).chain(&needs[*from..*to]).copied().collect();
            assert!(holds(&columns, TRIES[4]), "{from} to {to}");
        }
        assert!(
            remedy(&parts).starts_with(&format!("make {} tables of it, with columns 1 to ", parts.len()))
        );
    }

    #[test]
    fn runs_without_a_space_between_them_are_one_word() {
        let text = |text: &str| Run::Text { text: text.to_owned() };
        let joined = need(&[text("£1,234"), text("%")], false, &ruler);
        assert_eq!(joined.word, 7 * 500);
        let rated = need(&[Run::Rating { mark: "red", text: "Red".to_owned() }], false, &ruler);
        assert_eq!(rated.word, 3 * 500 + RATING);
        assert_eq!(need(&[text("two"), Run::Break, text("lines")], false, &ruler).line, 5 * 500);
    }
}
