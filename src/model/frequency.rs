//! How often figures come.

use std::fmt;

use crate::finding::{Code, Misread};
use crate::model::quantity::NUMBER_WORDS;

/// How often a figure is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    Monthly,
    Quarterly,
    /// Every so many years; 1 is yearly.
    Years(u8),
}

impl Frequency {
    /// # Errors
    /// When the text is none of the forms.
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
                let fix = match text.to_lowercase().as_str() {
                    "annual" | "annually" | "every year" | "year" => "write `yearly`",
                    "biennial" | "biennially" | "two-yearly" | "every 2nd year" | "every other year" => {
                        "write `every two years`"
                    }
                    "month" | "every month" => "write `monthly`",
                    "quarter" | "every quarter" => "write `quarterly`",
                    _ => "write `monthly`, `quarterly`, `yearly` or `every two years`",
                };
                Misread::new(Code::Choice, format!("`{text}` is not a frequency"), fix)
            }),
        }
    }

    /// Months from one reading to the next.
    pub fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Years(years) => 12 * u32::from(years),
        }
    }

    /// A period of this frequency as an example, for messages.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Monthly => "a month such as `2018-04`",
            Self::Quarterly => "a quarter such as `2018-19 Q1`",
            Self::Years(_) => "a year such as `2018-19`",
        }
    }
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
