//! A service: a head of service's own scorecard, beneath the scorecard of the whole paper.

use crate::finding::Placed;
use crate::model::cover::Author;
use crate::model::scorecard::Scorecard;

/// The content of `services/<name>/`.
#[derive(Debug, Clone)]
pub struct Service {
    /// The folder's name, which the service's outputs share.
    pub name: String,
    /// Who is responsible for it: a post.
    pub head: Author,
    /// Its position among the services.
    pub order: Placed<u32>,
    /// Its metrics. They use the comparators, priorities, themes and sources from the paper's cover.
    pub scorecard: Scorecard,
}

impl Service {
    /// The service's name in messages.
    pub fn subject(&self) -> String {
        format!("service {}", self.scorecard.title.value)
    }
}
