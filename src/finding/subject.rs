//! What a finding is about: an id, by which consequences of it can be recognised, and words for the reader.

/// A part of a pack in which names are declared or values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `scorecard.yaml`, apart from the lists below, whose entries are referred to by name.
    Cover,
    Kinds,
    Comparators,
    Priorities,
    Themes,
    Sources,
    Facts,
    /// The measures of the whole scorecard.
    Measures,
    /// The measures of services.
    Metrics,
    /// The description of a service.
    Service,
    /// A file of all councils' figures.
    Values,
    /// The version last tabled.
    Previous,
    Report,
}

impl Part {
    /// The list under a key of `scorecard.yaml`; `Cover` for any other key.
    pub fn of_key(key: &str) -> Self {
        match key {
            "kinds" => Self::Kinds,
            "comparators" => Self::Comparators,
            "priorities" => Self::Priorities,
            "themes" => Self::Themes,
            "sources" => Self::Sources,
            "facts" => Self::Facts,
            _ => Self::Cover,
        }
    }

    /// Whether the part is written in `scorecard.yaml`.
    pub fn is_in_cover(self) -> bool {
        match self {
            Self::Cover
            | Self::Kinds
            | Self::Comparators
            | Self::Priorities
            | Self::Themes
            | Self::Sources
            | Self::Facts => true,
            Self::Measures | Self::Metrics | Self::Service | Self::Values | Self::Previous | Self::Report => {
                false
            }
        }
    }
}

/// What a finding is about, or what it refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    pub part: Part,
    /// Its name in that part, such as a measure's id. `None` for the whole part, or if the name cannot be read.
    pub name: Option<String>,
    /// Its name in messages, such as `measure 6, Carer-reported quality of life` or `paragraph 12`.
    pub words: Option<String>,
}

impl Subject {
    /// A part as a whole.
    pub fn whole(part: Part) -> Self {
        Self { part, name: None, words: None }
    }

    /// A named entry, if messages need not repeat the name.
    pub fn named(part: Part, name: impl Into<String>) -> Self {
        Self { part, name: Some(name.into()), words: None }
    }

    /// A passage of the report.
    pub fn passage(words: impl Into<String>) -> Self {
        Self { part: Part::Report, name: None, words: Some(words.into()) }
    }
}
