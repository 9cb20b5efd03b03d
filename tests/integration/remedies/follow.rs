//! What a clerk makes of a file who does what a finding says, word for word, and nothing else.
//!
//! A remedy shows in back quotes what to write. It goes in the place of what the finding shows in back quotes at its place;
//! a whole line goes in the place of the line, whose indentation and comment stay.

use scorecard::finding::Finding;

/// The file as it is after each of the readings that the remedy gives; none if it cannot be followed without asking.
pub fn followed(text: &str, finding: &Finding) -> Vec<String> {
    let line = Line::at(text, finding);
    if let Some(moved) = line.moved(&finding.fix).or_else(|| line.without(&finding.fix)) {
        return vec![moved];
    }
    if finding.fix.contains(" on a line of its own below") {
        return line.with_below(&finding.fix).into_iter().collect();
    }
    if finding.fix.contains(" on a line of its own with") {
        return line.parted(finding).into_iter().collect();
    }
    ways(&finding.fix).iter().filter_map(|new| line.with(finding, new)).collect()
}

/// What stands in back quotes, and from which byte on.
fn quoted(text: &str) -> Vec<(usize, &str)> {
    let marks: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    marks.chunks_exact(2).map(|pair| (pair[0] + 1, &text[pair[0] + 1..pair[1]])).collect()
}

/// What may be written, each a reading of its own: what follows on `write`, and what is to be written `if ...`.
fn ways(fix: &str) -> Vec<&str> {
    const ORDERS: [&str; 7] =
        ["write ", "did you mean ", "first: ", "again: ", "instead: ", "type ", "reason: "];
    const OTHERS: [&str; 5] = [", or ", " or ", ", ", "; ", "write "];
    let all = quoted(fix);
    let ordered = |at: usize| ORDERS.iter().any(|order| fix[..at - 1].ends_with(order));
    let Some(first) = all.iter().position(|(at, _)| ordered(*at)) else { return Vec::new() };
    let is_chosen = |(at, new): &&(usize, &str)| {
        let behind = &fix[at + new.len() + 1..];
        let condition = behind.starts_with(" if ") || behind.starts_with(" for ");
        condition && OTHERS.iter().any(|joint| fix[..at - 1].ends_with(joint))
    };
    let further = all[first + 1..].iter().filter(is_chosen).map(|(_, new)| *new);
    std::iter::once(all[first].1).chain(further).collect()
}

/// The line at which a finding points.
struct Line<'t> {
    above: &'t str,
    raw: &'t str,
    below: &'t str,
    /// The byte of the line at which the finding points.
    at: usize,
}

impl<'t> Line<'t> {
    fn at(text: &'t str, finding: &Finding) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (n, column) = (finding.place.line as usize - 1, finding.place.column as usize - 1);
        let start: usize = lines.iter().take(n).map(|line| line.len()).sum();
        let raw = lines.get(n).map_or("", |line| line.trim_end_matches('\n'));
        let at = raw.char_indices().nth(column).map_or(raw.len(), |(at, _)| at);
        Self { above: &text[..start], raw, below: &text[start + raw.len()..], at }
    }

    /// The file with another line in the place of this one.
    fn in_place(&self, line: &str) -> String {
        format!("{}{line}{}", self.above, self.below)
    }

    fn indent(&self) -> usize {
        self.raw.len() - self.raw.trim_start().len()
    }

    /// Where the author's own comment begins, with the spaces in front of it.
    fn end(&self) -> usize {
        self.raw.find("  # ").unwrap_or(self.raw.len())
    }

    /// `begin the line with 2 spaces`.
    fn moved(&self, fix: &str) -> Option<String> {
        let (_, order) = fix.split_once("begin the line with")?;
        let word = order.trim_start_matches("out").split_whitespace().next()?;
        let spaces = match word {
            "one" => 1,
            "a" => 0,
            many => many.parse().ok()?,
        };
        Some(self.in_place(&format!("{}{}", " ".repeat(spaces), self.raw.trim_start())))
    }

    /// `take the line out`.
    fn without(&self, fix: &str) -> Option<String> {
        let out = fix.starts_with("take the line out") || fix.starts_with("take this line out");
        out.then(|| format!("{}{}", self.above, self.below.strip_prefix('\n').unwrap_or(self.below)))
    }

    /// ``write `|---|` on a line of its own below it``.
    fn with_below(&self, fix: &str) -> Option<String> {
        let (_, new) = *quoted(fix).first()?;
        Some(format!("{}{}\n{new}{}", self.above, self.raw, self.below))
    }

    /// What the finding shows of the line: the piece that lies at its place, the longest of several.
    fn marked(&self, finding: &Finding) -> Option<(usize, usize)> {
        // Quotes around it go with it.
        if let Some(quote @ ('"' | '\'')) = self.raw[self.at..].chars().next() {
            let whole =
                |(_, shown): &(usize, &str)| self.raw[self.at + 1..].starts_with(&format!("{shown}{quote}"));
            if let Some((_, shown)) = quoted(&finding.what).into_iter().find(whole) {
                return Some((self.at, self.at + shown.len() + 2));
            }
        }
        let here = |shown: &str| {
            let mut found = self.raw.match_indices(shown).map(|(from, _)| (from, from + shown.len()));
            found.find(|(from, to)| (*from..=*to).contains(&self.at))
        };
        let shown = quoted(&finding.what).into_iter().map(|(_, shown)| shown);
        let at_place =
            shown.clone().find(|shown| !shown.is_empty() && self.raw[self.at..].starts_with(shown));
        at_place.map(|shown| (self.at, self.at + shown.len())).or_else(|| {
            shown.filter(|shown| !shown.is_empty()).filter_map(here).max_by_key(|(from, to)| to - from)
        })
    }

    /// The file with the new text in it.
    fn with(&self, finding: &Finding, new: &str) -> Option<String> {
        let body = self.indent();
        let own = self.raw[body..self.end()].trim_end();
        let undashed = own.trim_start_matches("- ");
        let begin = |text: &str| text.split([':', ' ', '=']).next().unwrap_or_default().to_owned();
        // A line shows itself by its first word.
        let is_line = new.contains(": ") && begin(new.trim()) == begin(undashed) || new.starts_with("- ");
        let is_line = is_line || new.starts_with('#') || new.starts_with('|') || new.trim_start() == own;
        if is_line && !self.raw[self.at..].starts_with(&format!("{{ {new}")) {
            let dash = if new.starts_with("- ") { "" } else { &own[..own.len() - undashed.len()] };
            let indent = if new.starts_with(' ') { "" } else { &self.raw[..body] };
            return Some(self.in_place(&format!("{indent}{dash}{new}{}", &self.raw[body + own.len()..])));
        }
        let (from, to) = self.marked(finding)?;
        Some(self.in_place(&format!("{}{new}{}", &self.raw[..from], &self.raw[to..])))
    }

    /// ``write `a: 1` and, on a line of its own with 4 spaces in front, `b: 2` ``.
    fn parted(&self, finding: &Finding) -> Option<String> {
        let fix = &finding.fix;
        let (_, order) = fix.split_once("with ")?;
        let spaces: usize = order.split_whitespace().next()?.parse().ok()?;
        let mut lines = quoted(fix).into_iter().map(|(_, line)| line);
        let first = self.with(finding, lines.next()?)?;
        let indent = format!("\n{}", " ".repeat(spaces));
        let rest: String = lines.flat_map(|line| [indent.as_str(), line]).collect();
        let end = first.len() - self.below.len();
        Some(format!("{}{rest}{}", &first[..end], self.below))
    }
}
