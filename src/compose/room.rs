//! How much of the sheet the head of the page and the reading panel take, estimated from their words before anything is
//! set. In landscape the panel has to fit beside the tables; in portrait it lies above them and takes their height.

use crate::compose::lengths::{BODY, CAP, DESIGN, PANEL, ROWS, SMALL, SheetLengths};
use crate::compose::letters::{SPACE, Weight, lines, width, words};
use crate::compose::manuscript::{
    Feeds, Glance, Identity, Key, KeyEntry, Look, LookGroup, LookItem, Sources,
};
use crate::compose::needs::POINT;

/// What stands on the page besides the tables.
pub struct Surroundings<'d> {
    pub identity: &'d Identity,
    pub logo: bool,
    pub glance: &'d Glance,
    pub look: Option<&'d Look>,
    pub feeds: Option<&'d Feeds>,
    pub key: &'d Key,
    pub sources: &'d Sources,
}

/// The share of the width that a logo leaves to the title, at the least.
const BESIDE_LOGO: f64 = 0.85;
/// Between a shape and its word in the heads of the roll-up, and between an item and its figures on one line, in
/// millimetres of the design.
const SHAPE_GAP: f64 = 0.5;
const ITEM_LEAST: f64 = 2.0;

/// The type of the panel and what its lines have to keep to, in millimetres.
struct Panel {
    width: f64,
    /// The size of the panel against the design, and of the tables, with whose heads its first head lines up.
    u: f64,
    table_u: f64,
}

/// Into how many columns the key is set below the tables.
const KEY_COLUMNS: u32 = 3;

/// The entries with which the columns of such a key begin: its groups stay together.
pub fn key_columns(key: &Key) -> Vec<usize> {
    let all = key.entries.len();
    let groups: Vec<usize> = (0..all).filter(|at| *at == 0 || key.entries[*at].gap).collect();
    let nearest = |column: u32| {
        let wanted = all * column as usize / KEY_COLUMNS as usize;
        groups.iter().copied().min_by_key(|start| start.abs_diff(wanted)).unwrap_or(0)
    };
    let mut starts: Vec<usize> = (0..KEY_COLUMNS).map(nearest).collect();
    starts.dedup();
    starts
}

impl Surroundings<'_> {
    /// The height below the head of the page.
    pub fn body(&self, sheet: &SheetLengths) -> f64 {
        let width = (sheet.live_width() - sheet.stamp) * if self.logo { BESIDE_LOGO } else { 1.0 };
        let scale = sheet.scale;
        let size = DESIGN.title * POINT * scale;
        let title = wrapped(&self.identity.title, Weight::Bold, size, width);
        let leading = ROWS.leading * BODY * POINT;
        let title = title * (CAP * size + leading) - leading;
        let gaps = DESIGN.title_gap + DESIGN.body_gap;
        let line = CAP * DESIGN.identity * POINT;
        let identity =
            if self.identity_width() * scale <= width { line } else { 2.0 * line + DESIGN.identity_leading };
        sheet.height - sheet.top - sheet.bottom - title - (gaps + identity) * scale
    }

    /// How wide the line below the title is on one line, on A3.
    fn identity_width(&self) -> f64 {
        let em = DESIGN.identity * POINT;
        let notice = self.identity.notice.iter();
        let notice = notice
            .map(|text| width(text, Weight::Bold) * em + 2.0 * DESIGN.notice_inset + DESIGN.identity_gap);
        let parts = self.identity.parts.iter().map(|part| {
            let weight = if part.strong { Weight::Bold } else { Weight::Regular };
            width(&part.text, weight) * em + DESIGN.identity_gap
        });
        width(&self.identity.council, Weight::Bold) * em + notice.sum::<f64>() + parts.sum::<f64>()
    }

    /// The width of the panel, or of a part of it where it lies above the tables.
    pub fn panel_width(&self, sheet: &SheetLengths) -> f64 {
        let columns = if self.look.is_some() { 3.0 } else { 2.0 };
        sheet.panel.unwrap_or_else(|| (sheet.live_width() - (columns - 1.0) * sheet.gutter) / columns)
    }

    /// Whether no word of the roll-up runs out of its column.
    pub fn roll_up_fits(&self, sheet: &SheetLengths, panel: f64) -> bool {
        let panel = Panel { width: self.panel_width(sheet), u: panel / BODY, table_u: 1.0 };
        let glance = self.glance;
        let names =
            glance.rows.iter().chain([&glance.total, &glance.share]).flat_map(|row| row.name.split(' '));
        let names = names.map(|word| width(word, Weight::Regular) * panel.em(BODY));
        let head = glance.heads.first().map_or(0.0, |head| width(head, Weight::Bold) * panel.em(SMALL));
        panel.counts(glance) + names.fold(head, f64::max) <= panel.width
    }

    /// The height of the panel beside the tables, with its key or without.
    pub fn beside(&self, sheet: &SheetLengths, points: f64, panel: f64, key_below: bool) -> f64 {
        let panel = Panel { width: self.panel_width(sheet), u: panel / BODY, table_u: points / BODY };
        let parts = [
            Some(panel.glance(self.glance)),
            self.look.map(|look| panel.look(look)),
            self.feeds.map(|feeds| panel.feeds(feeds)),
            (!key_below).then(|| panel.key(self.key)),
            Some(panel.sources(self.sources)),
        ];
        let gap = DESIGN.panel.part_gap * panel.table_u;
        panel.first_head() + parts.into_iter().flatten().map(|part| part + gap).sum::<f64>() - gap
    }

    /// The height that the key takes below the tables, and the white above it.
    pub fn key_below(&self, sheet: &SheetLengths, points: f64, panel: f64) -> f64 {
        let columns = key_columns(self.key).len() as f64;
        let width = (sheet.table_width() - (columns - 1.0) * sheet.gutter) / columns;
        let panel = Panel { width, u: panel / BODY, table_u: points / BODY };
        let starts = key_columns(self.key);
        let ends = starts.iter().skip(1).copied().chain([self.key.entries.len()]);
        let entries =
            starts.iter().zip(ends).map(|(start, end)| panel.key_entries(&self.key.entries[*start..end]));
        let gaps = DESIGN.panel.head_gap * panel.u + DESIGN.panel.strip_gap * panel.table_u;
        panel.head() + entries.fold(0.0, f64::max) + gaps
    }

    /// The height that the panel takes above the tables: a strip of three parts, the sources below it, and white.
    pub fn above(&self, sheet: &SheetLengths, points: f64, panel: f64) -> f64 {
        let panel = Panel { width: self.panel_width(sheet), u: panel / BODY, table_u: points / BODY };
        let gap = DESIGN.panel.part_gap * panel.table_u;
        let first = panel.glance(self.glance) + self.feeds.map_or(0.0, |feeds| gap + panel.feeds(feeds));
        let strip = self.look.map_or(0.0, |look| panel.look(look)).max(panel.key(self.key)).max(first);
        let broad = Panel { width: sheet.live_width(), ..panel };
        strip + broad.sources(self.sources) + 2.0 * DESIGN.panel.strip_gap * panel.table_u
    }
}

/// How many lines a text takes.
fn wrapped(text: &str, weight: Weight, em: f64, width: f64) -> f64 {
    lines(&words(text, weight), SPACE, width / em).max(1) as f64
}

impl Panel {
    /// An em of a size of the design, in millimetres.
    fn em(&self, points: f64) -> f64 {
        points * POINT * self.u
    }

    /// The height of a text in a size of the design, between whose lines there is so much of an em.
    fn text(&self, text: &str, weight: Weight, points: f64, leading: f64, width: f64) -> f64 {
        let em = self.em(points);
        (wrapped(text, weight, em, width) * (CAP + leading) - leading) * em
    }

    fn plain(&self, text: &str, width: f64) -> f64 {
        self.text(text, Weight::Regular, BODY, DESIGN.panel.lines, width)
    }

    fn head(&self) -> f64 {
        ROWS.head * self.u
    }

    /// What the first head is higher than the others, because it lines up with that of the tables.
    fn first_head(&self) -> f64 {
        ROWS.head * (self.table_u - self.u).max(0.0)
    }

    /// How wide the counts of the roll-up are together, with the white before each.
    fn counts(&self, glance: &Glance) -> f64 {
        let compact = is_compact(self.width, self.u * BODY);
        let shape = if compact { 0.0 } else { DESIGN.shape + SHAPE_GAP };
        let heads = glance.heads.iter().skip(1).enumerate();
        let head = |(at, head): (usize, &String)| {
            // Heads of two words stand on two lines where shapes stand above words.
            let words = head.split(if compact { ' ' } else { '\n' });
            let word = words.map(|word| width(word, Weight::Bold)).fold(0.0, f64::max) * self.em(SMALL);
            word + (DESIGN.panel.count_gap + if at < 3 { shape } else { 0.0 }) * self.u
        };
        heads.map(head).sum()
    }

    fn glance(&self, glance: &Glance) -> f64 {
        let lengths = DESIGN.panel;
        let answer = self.text(&glance.sentence, Weight::Bold, DESIGN.answer, ROWS.leading, self.width);
        let heads = if is_compact(self.width, self.u * BODY) { 2.0 * CAP + ROWS.leading } else { CAP };
        let heads = heads * self.em(SMALL) + lengths.count_foot * self.u;
        let counts = self.counts(glance);
        let row = |name: &str| {
            let name = self.plain(name, (self.width - counts).max(self.em(BODY)));
            name + (lengths.row * self.u - CAP * self.em(BODY))
        };
        let names = glance.rows.iter().chain([&glance.total, &glance.share]).map(|row| row.name.as_str());
        let notes = glance.notes.iter().map(|note| lengths.head_gap * self.u + self.plain(note, self.width));
        let gaps = (lengths.head_gap + lengths.answer_gap) * self.u;
        self.head() + gaps + answer + heads + names.map(row).sum::<f64>() + notes.sum::<f64>()
    }

    fn look(&self, look: &Look) -> f64 {
        let lengths = DESIGN.panel;
        let gaps = lengths.head_gap + lengths.group_gap * (look.groups.len() - 1) as f64;
        self.head() + gaps * self.u + look.groups.iter().map(|group| self.look_group(group)).sum::<f64>()
    }

    fn look_group(&self, group: &LookGroup) -> f64 {
        let lengths = DESIGN.panel;
        let em = self.em(BODY);
        let room = self.width - (lengths.item_number + lengths.item_gap) * self.u;
        let item = |found: &LookItem| {
            [words(&found.title, Weight::Bold), words(&found.text, Weight::Regular)].concat()
        };
        let one_line = group.items.iter().all(|found| {
            let words = width(&found.title, Weight::Bold) + width(&found.text, Weight::Regular);
            words * em + ITEM_LEAST * self.u <= room
        });
        let between = if one_line { lengths.lines } else { lengths.items };
        let height = |found: &LookItem| {
            let count = if one_line { 1 } else { lines(&item(found), SPACE, room / em).max(1) } as f64;
            (count * (CAP + lengths.lines) - lengths.lines + between) * em
        };
        let items: f64 = group.items.iter().map(height).sum::<f64>() - between * em;
        let more = group.more.as_ref().map_or(0.0, |more| self.plain(more, room) + lengths.items * em);
        let lead = self.text(&group.lead, Weight::Bold, BODY, lengths.lines, self.width);
        lead + lengths.list_gap * self.u + items + more
    }

    fn feeds(&self, feeds: &Feeds) -> f64 {
        let lengths = DESIGN.panel;
        let heads = CAP * self.em(SMALL) + lengths.count_foot * self.u;
        let row = |name: &str, metrics: &str| {
            let metrics = width(metrics, Weight::Regular).max(width("Fed by", Weight::Bold)) * self.em(BODY);
            let room = self.width - (DESIGN.chip + 2.0 * lengths.count_gap) * self.u - metrics;
            let name = self.text(name, Weight::Regular, DESIGN.word, lengths.lines, room.max(self.em(BODY)));
            name + lengths.row * self.u - CAP * self.em(BODY)
        };
        let rows = feeds.rows.iter().map(|feed| row(&feed.name, &feed.metrics));
        self.head() + lengths.head_gap * self.u + heads + rows.sum::<f64>()
    }

    fn key(&self, key: &Key) -> f64 {
        self.head() + DESIGN.panel.head_gap * self.u + self.key_entries(&key.entries)
    }

    fn key_entries(&self, entries: &[KeyEntry]) -> f64 {
        let lengths = DESIGN.panel;
        let words = entries.iter().map(|entry| width(&entry.label, Weight::Regular) * self.em(DESIGN.word));
        let most = 0.36 * self.width;
        let mark = words.filter(|word| *word <= most).fold(lengths.key_mark * self.u, f64::max);
        let room = self.width - mark - lengths.term_gap * self.u;
        let entry = |entry: &KeyEntry| {
            let (text, label) = (&entry.text, &entry.label);
            let own_line = width(label, Weight::Regular) * self.em(DESIGN.word) > most;
            let line = (CAP + lengths.lines) * self.em(DESIGN.word);
            let text = self.text(text, Weight::Regular, DESIGN.word, lengths.lines, room);
            text + (lengths.key_row * self.u - CAP * self.em(DESIGN.word)) + if own_line { line } else { 0.0 }
        };
        let gaps = entries.iter().skip(1).filter(|entry| entry.gap).count() as f64 * lengths.key_gap * self.u;
        entries.iter().map(entry).sum::<f64>() + gaps
    }

    fn sources(&self, sources: &Sources) -> f64 {
        let lengths = DESIGN.panel;
        let text = |text: &str| self.text(text, Weight::Regular, SMALL, lengths.lines, self.width);
        let mut paragraphs: Vec<f64> = sources.paragraphs.iter().map(|paragraph| text(paragraph)).collect();
        if let (Some(first), Some(paragraph)) = (paragraphs.first_mut(), sources.paragraphs.first()) {
            *first = text(&format!("{}  {paragraph}", sources.title));
        }
        let between = lengths.paragraphs * self.em(SMALL) * paragraphs.len().saturating_sub(1) as f64;
        paragraphs.iter().sum::<f64>() + between
    }
}

/// Whether the type of a panel is too large for its width: the heads of the roll-up then have their shapes above the words.
pub fn is_compact(width: f64, points: f64) -> bool {
    points / BODY > width / PANEL + 1e-6
}
