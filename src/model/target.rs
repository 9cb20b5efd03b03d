//! Targets: what a figure is judged against, and how far it may miss.

mod meant;
mod profile;

use std::fmt;

use crate::finding::{Code, Misread};
use crate::model::figure::read_number;
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::unit::Unit;

pub use meant::{in_words, is_none, of_other};
pub use profile::{Part, Profile};

/// The direction in which a measure is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    /// Inside the target's band.
    Within,
}

impl Better {
    pub const FORMS: [(&'static str, Self); 3] =
        [("higher", Self::Higher), ("lower", Self::Lower), ("within", Self::Within)];

    /// The word used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Within => "within",
        }
    }
}

/// The values at which the target is met, ends included. For a target with a direction, one end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    pub from: Option<Number>,
    pub to: Option<Number>,
}

impl Band {
    /// The decimals with which its ends are written.
    pub fn scale(self) -> u32 {
        self.from.into_iter().chain(self.to).map(|end| end.scale()).max().unwrap_or(0)
    }

    /// How far outside the band a value lies; 0 inside.
    pub fn distance(self, value: Number) -> Number {
        let below = self.from.map_or(Number::ZERO, |from| from - value);
        let above = self.to.map_or(Number::ZERO, |to| value - to);
        below.max(above).max(Number::ZERO)
    }

    /// The band of values as good as a single target or better.
    pub fn of(target: Number, better: Better) -> Self {
        match better {
            Better::Higher => Self { from: Some(target), to: None },
            Better::Lower => Self { from: None, to: Some(target) },
            Better::Within => Self { from: Some(target), to: Some(target) },
        }
    }
}

/// The form in which a target is written in packs.
impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) => write!(f, "{{ from: {from}, to: {to} }}"),
            (Some(end), None) | (None, Some(end)) => write!(f, "{end}"),
            (None, None) => Ok(()),
        }
    }
}

/// The target as its authors mean it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The same for every period.
    Always(Band),
    /// One for each period listed.
    ByPeriod(Vec<(Period, Band)>),
    /// So much of the year's figure at each part of the year, for sums since its beginning.
    Profile(Profile),
    /// The value of the comparator of this name.
    Comparator(String),
}

impl Target {
    /// The periods or years that are named, each with its figure.
    pub fn by_period(&self) -> Vec<(Period, Band)> {
        match self {
            Self::ByPeriod(bands) => bands.clone(),
            Self::Profile(profile) => {
                profile.years.iter().filter_map(|(year, band)| Some(((*year)?, *band))).collect()
            }
            Self::Always(_) | Self::Comparator(_) => Vec::new(),
        }
    }

    /// The targets that are written down as numbers; of a profile those of the year.
    pub fn bands(&self) -> Vec<Band> {
        match self {
            Self::Always(band) => vec![*band],
            Self::ByPeriod(bands) => bands.iter().map(|(_, band)| *band).collect(),
            Self::Profile(profile) => profile.years.iter().map(|(_, band)| *band).collect(),
            Self::Comparator(_) => Vec::new(),
        }
    }
}

/// How far a missed target is still amber.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// A share of the target's size, in percent.
    Share(Number),
    /// An amount in the measure's unit; percentage points for a percentage.
    Absolute(Number),
}

impl Tolerance {
    /// Reads a tolerance as written for a measure with this unit.
    ///
    /// # Errors
    /// When the text does not make clear whether it is a share or an amount in the unit.
    pub fn read(text: &str, unit: &Unit) -> Result<Self, Misread> {
        let refuse = |fix: String| {
            Misread::new(Code::Tolerance, format!("`{text}` is not a tolerance for a measure in {unit}"), fix)
        };
        let number = |text: &str| read_number(text.trim()).ok().filter(|number| *number >= Number::ZERO);
        if let Some(share) = text.strip_suffix('%') {
            let share = number(share).filter(|share| *share <= Number::ONE_HUNDRED);
            return share
                .map(Self::Share)
                .ok_or_else(|| refuse("write it like `10%`, up to `100%`".to_owned()));
        }
        if let Some(points) = text.strip_suffix("pp") {
            let points = number(points).ok_or_else(|| refuse("write it like `2pp`".to_owned()))?;
            let fix = || refuse(format!("write `{points}`; `pp` is for percentages"));
            return if unit.percent { Ok(Self::Absolute(points)) } else { Err(fix()) };
        }
        match number(text) {
            Some(size) if unit.percent => Err(refuse(format!(
                "write `{size}pp` for percentage points or `{size}%` for a share of the target"
            ))),
            Some(size) => Ok(Self::Absolute(size)),
            None => {
                Err(refuse("write a share such as `10%`, or a number of 0 or more in the unit".to_owned()))
            }
        }
    }

    /// The tolerance for a target of this size, in the measure's unit.
    pub fn beside(self, target: Number) -> Number {
        match self {
            Self::Share(share) => target.abs() * share / Number::ONE_HUNDRED,
            Self::Absolute(size) => size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tolerance_says_of_what() {
        let share = Tolerance::Share(Number::TEN);
        let [percent, index] = ["percent", "index"].map(|unit| Unit::known(unit).unwrap());
        assert_eq!(Tolerance::read("10%", &percent), Ok(share));
        assert_eq!(Tolerance::read("2pp", &percent), Ok(Tolerance::Absolute(Number::TWO)));
        assert_eq!(Tolerance::read("2", &index), Ok(Tolerance::Absolute(Number::TWO)));
        assert_eq!(
            Tolerance::read("2", &percent).unwrap_err().fix,
            "write `2pp` for percentage points or `2%` for a share of the target"
        );
        assert_eq!(Tolerance::read("2pp", &index).unwrap_err().fix, "write `2`; `pp` is for percentages");
        for text in ["", "-1", "ten", "%", "pp", "-5%"] {
            assert_eq!(Tolerance::read(text, &index).unwrap_err().code, Code::Tolerance, "{text}");
        }
    }

    #[test]
    fn a_share_is_of_the_targets_size() {
        let ten = Tolerance::Share(Number::TEN);
        assert_eq!(ten.beside(Number::new(-50, 1)), Number::new(5, 1));
    }
}
