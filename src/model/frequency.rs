//! How often a measure's figures are due.

use std::fmt;

use crate::finding::{Code, Misread};
use crate::model::quantity::NUMBER_WORDS;

/// How often a figure is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    Monthly,
    Quarterly,
    /// Every so many years; 1 means every year.
    Years(u8),
}

impl Frequency {
    /// # Errors
    /// When the text has none of the accepted forms.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let years = |word: &str| {
            let named = NUMBER_WORDS.iter().position(|name| *name == word);
            let years = named.map_or_else(|| word.parse().ok(), |years| u8::try_from(years).ok());
            years.filter(|years| (2..=10).contains(years))
        };
        let every = text.strip_prefix("every ").and_then(|rest| rest.strip_suffix(" years"));
        match text {
            "monthly" => Ok(Self::Monthly),
            "quarterly" => Ok(Self::Quarterly),
            "yearly" => Ok(Self::Years(1)),
            _ => every.and_then(years).map(Self::Years).ok_or_else(|| {
                Misread::new(Code::Choice, format!("`{text}` is not a frequency"), remedy(text))
            }),
        }
    }

    /// The frequency that is meant by another word, and under which figures that come so often can be written.
    pub fn meant(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let (meant, _) = OTHER_WORDS.iter().find(|(_, others)| others.contains(&lower.trim()))?;
        Self::read(meant).ok()
    }

    /// Months from one reading to the next.
    pub fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Years(years) => 12 * u32::from(years),
        }
    }

    /// An example of a period of this frequency, for messages.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Monthly => "a month such as `2018-04`",
            Self::Quarterly => "a quarter such as `2018-19 Q1`",
            Self::Years(_) => "a year such as `2018-19`",
        }
    }
}

/// What people write, by what they are to write instead.
const OTHER_WORDS: [(&str, &[&str]); 10] = [
    ("monthly", &["month", "every month", "per month", "each month", "once a month", "twelve times a year"]),
    (
        "quarterly",
        &["quarter", "every quarter", "per quarter", "each quarter", "every three months", "every 3 months"],
    ),
    (
        "yearly",
        &[
            "annual",
            "annually",
            "every year",
            "year",
            "per year",
            "per annum",
            "once a year",
            "every 12 months",
        ],
    ),
    ("every two years", &["biennial", "biennially", "two-yearly", "every 2nd year", "every other year"]),
    ("every three years", &["triennial", "three-yearly", "every 3rd year", "every third year"]),
    ("monthly", DAILY),
    ("quarterly", HALF_YEARLY),
    ("quarterly", TERMLY),
    ("yearly", &["academic year", "school year", "every academic year"]),
    ("every ten years", &["census", "decennial"]),
];

/// Oftener than monthly.
const DAILY: &[&str] = &[
    "weekly",
    "every week",
    "per week",
    "each week",
    "fortnightly",
    "every two weeks",
    "four-weekly",
    "daily",
    "every day",
];

const HALF_YEARLY: &[&str] = &[
    "half-yearly",
    "half yearly",
    "half-year",
    "every half year",
    "every six months",
    "every 6 months",
    "six-monthly",
    "6-monthly",
    "six monthly",
    "twice a year",
    "biannual",
    "biannually",
    "bi-annual",
    "semi-annual",
    "semi-annually",
];

const TERMLY: &[&str] = &["termly", "term", "every term", "per term", "each term", "three times a year"];

/// What to write instead, and how figures that have no frequency of their own are written under it.
fn remedy(text: &str) -> String {
    let lower = text.to_lowercase();
    let lower = lower.trim();
    let with_capitals = || if lower == text { None } else { Frequency::read(lower).ok() };
    let Some(meant) = Frequency::meant(text).or_else(with_capitals) else {
        return "write `monthly`, `quarterly`, `yearly` or `every two years`".to_owned();
    };
    let how = if DAILY.contains(&lower) {
        ", and each figure under the day up to which it counts, as in `2024-01-07: 31`"
    } else if HALF_YEARLY.contains(&lower) {
        ", and the half years under the quarters with which they end: `2023-24 Q2` for April to September, `2023-24 Q4` \
         for October to March; say so in the title or a `note`"
    } else if TERMLY.contains(&lower) {
        ", and each term under a quarter: `2023-24 Q3` for the autumn, `2023-24 Q4` for the spring, `2024-25 Q1` for the \
         summer; say so in the title or a `note`"
    } else {
        ""
    };
    format!("write `{meant}`{how}")
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Monthly => f.write_str("monthly"),
            Self::Quarterly => f.write_str("quarterly"),
            Self::Years(1) => f.write_str("yearly"),
            Self::Years(years) => match NUMBER_WORDS.get(usize::from(*years)) {
                Some(word) => write!(f, "every {word} years"),
                None => write!(f, "every {years} years"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_read_and_print() {
        for text in ["monthly", "quarterly", "yearly", "every two years", "every five years"] {
            assert_eq!(Frequency::read(text).unwrap().to_string(), text);
        }
        assert_eq!(Frequency::read("every 2 years"), Ok(Frequency::Years(2)));
        assert_eq!(Frequency::read("biennial").unwrap_err().what, "`biennial` is not a frequency");
        assert!(Frequency::read("every 99 years").is_err());
    }
}
