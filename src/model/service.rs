//! A service: a head of service's own scorecard, beneath the one of the whole paper.

use crate::finding::Placed;
use crate::model::cover::Author;
use crate::model::scorecard::Scorecard;

/// What `services/<name>/` holds.
#[derive(Debug, Clone)]
pub struct Service {
    /// The folder's name; the service's outputs have it too.
    pub name: String,
    /// Who answers for it: a post.
    pub head: Author,
    /// Its place among the services.
    pub order: Placed<u32>,
    /// Its metrics. They use the comparators, priorities, themes and sources of the paper's cover.
    pub scorecard: Scorecard,
}

impl Service {
    /// How messages name the service.
    pub fn subject(&self) -> String {
        format!("service {}", self.scorecard.title.value)
    }
}
