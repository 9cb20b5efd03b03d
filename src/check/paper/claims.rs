//! Sentences that count measures: `24 of the 53 measures are green`, `all red measures have an action`. Each is
//! compared with the measures: how many of a group are what the sentence says.

use std::sync::LazyLock;

use crate::analyse::rating::up_is_good;
use crate::analyse::{Colour, MeasureResult, Trend};
use crate::check::paper::pattern::{Found, Table};
use crate::check::paper::phrase::{colour, is_one, shown};
use crate::check::paper::phrases::{Means, Row, row};
use crate::check::paper::setting::{Setting, setting};
use crate::check::paper::slots::Value;
use crate::check::paper::{Evidence, in_passage, typed, typed_count};
use crate::finding::{Code, Finding};
use crate::model::Number;
use crate::narrate::prose::{Passage, Piece, Word};
use crate::words::figure::percent_of;
use crate::words::list::runs;

/// The form of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// With a verb: this many of all measures in a group are so.
    Says,
    /// Without such a verb, but about all there are: `there are two red measures`.
    Has,
    /// About some: `two red measures need help` is false only if there are fewer.
    Any,
    /// A number next to its rating: `Green (45%)`, `34% red`.
    Lists,
    /// In a list of several ratings: `24 are green, 11 amber`.
    OneOfSeveral,
    /// A share after a computed count: `{{ measures.red.count }} (34%)`.
    Beside,
}

/// The ways in which prose counts measures. `{many}` and `{so}` contain most of the words.
#[rustfmt::skip]
pub const FRAMES: &[Row<Frame>] = &[
    row("{many} [of|out of] [{our}] [{whole}] [{rated}] [{key}] [{kind}|{rating}] {measures} \
         [\\( {percent} \\)] {so} {stop}", Frame::Says,
        &["24 of the 53 measures are green.", "All red measures have an action.", "None of our KPIs is red."],
        &["Two measures that are red now are expected to recover.", "Four measures are red in the north."]),
    row("{many} [out] of [{our}] {whole} {so} {stop}", Frame::Says,
        &["11 of the 53 are amber."], &["11 of these are amber."]),
    row("{many} [of] [{our}] {met} {stop}", Frame::Says, &["All our targets are met."],
    &["Our targets are met."]),
    row("{side} [the] {comparator} (in|on|for) {many} [{our}] {measures}", Frame::Says,
        &["We are better than England in every measure."], &["We are better than Ireland in every measure."]),
    row("{here} {many} [{rated}] [{kind}] {rating} {measures} !({some})", Frame::Has,
        &["There are three red measures.", "We have no red measures.", "The report shows 3 red indicators."],
        &["There are three red measures in housing.", "Southmoor has three red measures."]),
    row("the {number} [{rated}] [{kind}] {rating} {measures} !({some})", Frame::Has,
        &["The three red measures have owners."],
        &["The three red measures that concern homes have owners."]),
    row("{only} [{kind}] {rating} {measures} !({some})", Frame::Has,
        &["It is the only red measure."], &["It is the only red measure of Environment."]),
    row("[only|just] {number} [{rated}] [{kind}] {rating} {measures}", Frame::Any,
        &["Two red measures need help."], &["Two red lorries need help."]),
    row("[with] {many} [of] [{our}] [{kind}] {measures} (rated|at|on) {rating} {stop}", Frame::Has,
        &["All is well, with 24 measures rated green."], &["Four measures rated red were discussed."]),
    row("{rated-count} [{measures}] \\( {percent}", Frame::Beside,
        &["{{ measures.red.count }} (34%) are red."], &["18 (34%) are red."]),
    row("{rating} \\( {number} (\\)|,)", Frame::Lists, &["Green (45%)", "Red (18, as before)"],
    &["Green (18 of 20)"]),
    row("{rating} [{measures}] : {count} (,|;|\\(|$)", Frame::Lists, &["Red: 4."], &["Red: 4 lorries."]),
    row("the number of {rating} {measures} (is|stands at) [now] {count} {stop}", Frame::Lists,
        &["The number of red measures is 4."],
        &["The number of red measures is 4 times that of green ones."]),
    row("{percent} [of [{our}] {measures}] {rating} {stop}", Frame::Lists, &["34% red."], &["34% red wine."]),
    row("({count}|{percent}) [of [{our}] [{measures}]] {are} [{now}] [rated|at] {rating} {stop}", Frame::Says,
        &["Of the 53 measures 24 are green."], &["Four green ones."]),
    row("{count} {rating} {stop}", Frame::OneOfSeveral, &["24 are green, 11 amber."], &["18 red lorries."]),
];

static TABLE: LazyLock<Table<Frame>> = LazyLock::new(|| Table::of(FRAMES));

/// A claim found in a sentence.
pub struct Claim {
    /// The word at which its quantity begins.
    pub at: usize,
    /// The position after the quantity; in `of`, the position after the measures that it counts.
    pub to: usize,
    pub of: usize,
    pub finding: Option<Finding>,
}

/// The claim that begins at this word.
pub fn claim(evidence: &Evidence<'_>, passage: &Passage, sentence: &[Word], at: usize) -> Option<Claim> {
    let (found, row) = TABLE.first(sentence, at, &evidence.names)?;
    let several = || sentence.iter().filter(|word| colour(Some(word)).is_some()).count() >= 2;
    let quantity = found.at(Value::is_number).or_else(|| found.at(Value::is_many)).unwrap_or(at);
    let to = found.values.iter().map(|(_, at)| *at).find(|at| *at > quantity).unwrap_or(found.to);
    let of = found.at(Value::is_so).unwrap_or(to);
    let said = Said::of(evidence, sentence, found, row.means);
    let said = said.filter(|said| said.frame != Frame::OneOfSeveral || several());
    Some(Claim { at: quantity, to, of, finding: said.and_then(|said| said.against(passage)) })
}

/// What a sentence says about how many measures.
struct Said<'d> {
    evidence: &'d Evidence<'d>,
    sentence: &'d [Word],
    found: Found,
    frame: Frame,
    many: Means,
    /// The expression that gives the group, if there is one.
    whose: Option<String>,
    /// All measures of the group; in `part`, those of them that are as the sentence says.
    group: Vec<&'d MeasureResult<'d>>,
    part: Vec<&'d MeasureResult<'d>>,
    /// The ratings that it mentions.
    colours: Vec<Colour>,
}

impl<'d> Said<'d> {
    fn of(evidence: &'d Evidence<'d>, sentence: &'d [Word], found: Found, frame: Frame) -> Option<Self> {
        // What comes before the claim restricts the group: in `all red measures are improving`, to the red ones.
        let so = found.values.iter().position(|(value, _)| value.is_so());
        let (front, behind) = found.values.split_at(so.unwrap_or(0));
        let ratings =
            |values: &[(Value, usize)]| values.iter().filter_map(|(value, _)| value.rating()).collect();
        let (meant, mut colours): (Vec<Colour>, Vec<Colour>) = (ratings(front), ratings(behind));
        let named = if so.is_some() { front } else { behind };
        let mut kind = named.iter().find_map(|(value, _)| value.kind()).map(str::to_owned);
        if let Some((whose, colour)) = found.all(Value::rated).next() {
            colours.push(colour);
            kind = whose.strip_prefix("kind(\"").and_then(|rest| Some(rest.strip_suffix("\")")?.to_owned()));
            // The count may be of a priority or a theme, which is not checked.
            (kind.is_some() || whose == "measures").then_some(())?;
        }
        let whose = match &kind {
            _ if !meant.is_empty() => None,
            Some(kind) => Some(format!("kind(\"{kind}\")")),
            None => Some("measures".to_owned()),
        };
        let comparator = found.all(Value::comparator).next();
        let belongs = |one: &&MeasureResult<'_>| {
            kind.as_ref().is_none_or(|kind| one.measure.kind.value == *kind)
                && (meant.is_empty() || one.rating.colour().is_some_and(|own| meant.contains(&own)))
                && comparator.is_none_or(|which| beside(one, which, Means::Better).is_some())
        };
        let group: Vec<_> = evidence.results.measures.iter().filter(belongs).collect();
        let so = behind.first().and_then(|(value, _)| value.means()).unwrap_or(Means::Rated);
        let part = group.iter().copied().filter(|one| is_so(so, &colours, &found, one)).collect();
        if so == Means::OnTarget {
            colours.push(Colour::Green);
        }
        let many = found.all(Value::means).find(|means| means.is_many()).unwrap_or(Means::Exactly);
        Some(Self { evidence, sentence, found, frame, many, whose, group, part, colours })
    }

    /// The finding if the figures contradict the claim, or if its number was typed.
    fn against(&self, passage: &Passage) -> Option<Finding> {
        let reach = if self.frame == Frame::Says { 0 } else { self.sentence.len() };
        let setting = match self.frame {
            Frame::Beside => Setting::Now,
            _ => setting(self.evidence, self.sentence, &self.found, reach),
        };
        // `Southmoor has four red measures` is not about this paper.
        let before = self.found.from.checked_sub(1).and_then(|at| self.sentence.get(at));
        let begins =
            before.is_none_or(|word| word.is == Piece::Mark) || is_one(before, &["and", "but", "that"]);
        if self.frame == Frame::Any && !begins {
            return None;
        }
        if setting == Setting::Elsewhere || self.group.is_empty() {
            return None;
        }
        if self.many == Means::Exactly
            && let (Some(whose), [own]) = (&self.whose, self.colours.as_slice())
            && !matches!(self.number(), Some((Value::Fraction(..), _)))
        {
            return self.typed(passage, whose, *own, setting);
        }
        let tells = setting == Setting::Now && self.frame != Frame::Any && !self.stands();
        tells.then(|| self.contradiction(passage))
    }

    /// The number that it mentions, and the word where it is written.
    fn number(&self) -> Option<(&Value, usize)> {
        self.found.values.iter().find(|(value, _)| value.is_number()).map(|(value, at)| (value, *at))
    }

    fn rated(&self) -> usize {
        self.group.iter().filter(|one| one.rating.colour().is_some()).count()
    }

    /// Checks a typed count or share of one rating, which the program can compute.
    fn typed(&self, passage: &Passage, whose: &str, own: Colour, setting: Setting) -> Option<Finding> {
        let (number, at) = self.number()?;
        let (part, own) = (self.part.len(), own.word());
        if let Value::Count(count) = number {
            // Any two of three red measures may need help, but never four. Five of five is hardly a coincidence.
            let of_some = self.frame == Frame::Any && (*count < part || *count == part && part < 5);
            let of = format!("the number of measures that are {own}");
            let tells = !of_some && (*count == part || setting == Setting::Now);
            return tells.then(|| {
                typed_count(passage, &self.sentence[at..], part, &of, &format!("{whose}.{own}.count"))
            });
        }
        let Value::Percent(percent) = number else { return None };
        let computed = percent_of(part, self.rated())?.to_string();
        let of = match whose {
            "measures" => format!("the share of all rated measures that is {own}"),
            kind => format!("the share of the rated measures of `{kind}` that is {own}"),
        };
        let (shown, computed, expression) =
            (format!("{percent}%"), format!("{computed}%"), format!("{whose}.{own}.percent"));
        let tells = shown == computed || setting == Setting::Now;
        tells.then(|| typed(passage, &self.sentence[at].place, &shown, &computed, &of, &expression))
    }

    /// Whether that many of the group are so. A share may refer to all measures or only to rated ones.
    fn stands(&self) -> bool {
        let (part, all, rated) = (self.part.len(), self.group.len(), self.rated());
        let number = self.number().map(|(number, _)| number);
        let is_share_of = |whole: usize| {
            let said = number.and_then(Value::hundredths).unwrap_or(self.many.hundredths());
            self.many.holds(part as f64 * 100.0 / whole as f64, said, SLACK)
        };
        match (self.many, number) {
            (Means::All, _) => part == if self.found.means(Means::RatedOnes) { rated } else { all },
            (Means::NoneOf, _) => part == 0,
            (Means::TheOnly, _) => part == 1,
            (many, Some(Value::Count(count))) => many.holds(part as f64, *count as f64, 0.0),
            _ => is_share_of(rated) || (!self.found.means(Means::RatedOnes) && is_share_of(all)),
        }
    }

    fn contradiction(&self, passage: &Passage) -> Finding {
        let at = self.found.values.first().map_or(self.found.from, |(_, at)| *at);
        let said = shown(&self.sentence[at..self.found.to]);
        let is_part = |one: &MeasureResult<'_>| self.part.iter().any(|own| std::ptr::eq(*own, one));
        let exceptions = self.group.iter().filter(|one| is_part(one) == (self.many == Means::NoneOf));
        let numbers: Vec<u32> = exceptions.map(|one| one.measure.number).collect();
        let rating = match (&self.whose, self.colours.as_slice()) {
            (Some(whose), [own]) => Some((whose, own.word())),
            _ => None,
        };
        let what = match self.many {
            Means::All | Means::NoneOf => {
                let word = if numbers.len() == 1 { "measure" } else { "measures" };
                format!("the text says `{said}`, but this is not so for {word} {}", runs(&numbers))
            }
            _ => {
                let of = if rating.is_some() {
                    format!("{} rated", self.rated())
                } else {
                    self.group.len().to_string()
                };
                format!("the text says `{said}`, but this is so for {} of {of}", self.part.len())
            }
        };
        let fix = match rating {
            Some((whose, own)) => {
                format!(
                    "write `{{{{ {whose}.{own}.count }}}} of {{{{ {whose}.rated.count }}}}`, or other words"
                )
            }
            None => "write what the figures show, or mend the measures".to_owned(),
        };
        let code = match self.many {
            Means::All | Means::NearlyAll | Means::NoneOf | Means::TheOnly => Code::StaleClaim,
            _ => Code::FigureContradicts,
        };
        in_passage(passage, code, &self.sentence[at].place, what, fix)
    }
}

/// Tolerance for shares in words, in percentage points: 46% of measures still counts as half.
const SLACK: f64 = 5.0;

/// Whether a measure is what the words say about it.
pub fn is_so(means: Means, colours: &[Colour], found: &Found, one: &MeasureResult<'_>) -> bool {
    let measure = one.measure;
    let own = one.rating.colour();
    match means {
        Means::OnTarget => own == Some(Colour::Green),
        Means::OffTarget => own.is_some_and(|own| own != Colour::Green),
        Means::Improving => one.trend == Trend::Improving,
        Means::Worsening => one.trend == Trend::Worsening,
        Means::HasAction => measure.action.is_some(),
        Means::HasOwner => measure.owner.is_some(),
        Means::HasComment => measure.comment.is_some(),
        Means::Belongs => found.all(Some).any(|value| match value {
            Value::Kind(name) => measure.kind.value == *name,
            Value::Theme(name) => measure.themes.iter().any(|own| own.value == *name),
            Value::Priority(name) => measure.priorities.iter().any(|own| own.value == *name),
            _ => false,
        }),
        Means::Better | Means::Worse | Means::Up | Means::Down => {
            found.all(Value::comparator).all(|which| beside(one, which, means) == Some(true))
        }
        _ => own.is_some_and(|own| colours.contains(&own)),
    }
}

/// Whether a measure's figure is on this side of a comparator's; `None` if they are equal or neither is better.
pub fn beside(one: &MeasureResult<'_>, which: usize, means: Means) -> Option<bool> {
    let size = one.comparisons.get(which)?.as_ref()?.difference.size;
    let above = size > Number::ZERO;
    let is = match means {
        Means::Up => above,
        Means::Down => !above,
        _ => (up_is_good(one.measure.better)? == above) == (means == Means::Better),
    };
    (!size.is_zero()).then_some(is)
}
