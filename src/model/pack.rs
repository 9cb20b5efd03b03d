//! The pack: one recurring paper as its authors mean it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Placed;
use crate::model::comparator::Comparator;
use crate::model::cover::{Author, Cover, Priority, Source, Theme};
use crate::model::measure::Measure;
use crate::model::previous::Previous;
use crate::model::scorecard::Scorecard;
use crate::model::service::Service;

/// Everything read from a pack's folder, except what was faulty.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The folder's name, which is also the name of its output folder.
    pub name: String,
    pub cover: Cover,
    /// The whole scorecard, which is Appendix A.
    pub scorecard: Scorecard,
    /// In the order that they give themselves.
    pub services: Vec<Service>,
    /// The narrative as it was written, if the pack has one.
    pub report: Option<Report>,
    /// The version last tabled, if the pack names it.
    pub previous: Option<Previous>,
    /// The pack in canonical form, as embedded in each PDF: contents by flat file name.
    pub canonical: BTreeMap<String, Vec<u8>>,
}

/// The text of `report.md`, with lines ending in `\n`.
#[derive(Debug, Clone)]
pub struct Report {
    pub text: String,
    /// The file's name in messages.
    pub file: Arc<str>,
}

/// One scorecard within its paper, with what its page shows. The whole scorecard shows everything that the cover
/// declares, a service's only what its metrics use.
#[derive(Debug, Clone)]
pub struct View<'p> {
    pub pack: &'p Pack,
    pub cover: &'p Cover,
    /// The service that it belongs to; `None` for the whole scorecard.
    pub service: Option<&'p Service>,
    pub scorecard: &'p Scorecard,
    /// Who is responsible for it.
    pub author: Option<&'p Author>,
    pub comparators: Vec<&'p Comparator>,
    pub priorities: Vec<&'p Priority>,
    pub themes: Vec<&'p Theme>,
    pub sources: Vec<&'p Source>,
}

impl Pack {
    /// The whole scorecard.
    pub fn whole(&self) -> View<'_> {
        let cover = &self.cover;
        View {
            pack: self,
            cover,
            service: None,
            scorecard: &self.scorecard,
            author: cover.author.as_ref(),
            comparators: cover.comparators.iter().collect(),
            priorities: cover.priorities.iter().collect(),
            themes: cover.themes.iter().collect(),
            sources: cover.sources.iter().collect(),
        }
    }

    /// The scorecard of one of the services.
    pub fn view_of<'p>(&'p self, service: &'p Service) -> View<'p> {
        let any = |uses: &dyn Fn(&Measure) -> bool| service.scorecard.measures.iter().any(uses);
        let (scorecard, author) = (&service.scorecard, Some(&service.head));
        let names = |used: &[Placed<String>], name: &str| used.iter().any(|one| one.value == name);
        let mut view = View { service: Some(service), scorecard, author, ..self.whole() };
        view.comparators.retain(|other| any(&|measure| measure.uses_comparator(&other.name)));
        view.priorities.retain(|priority| any(&|measure| names(&measure.priorities, &priority.name)));
        view.themes.retain(|theme| any(&|measure| names(&measure.themes, &theme.name)));
        view.sources
            .retain(|source| any(&|measure| measure.sources().any(|used| used.value == source.name.value)));
        view
    }

    /// The whole scorecard, then those of the services in order.
    pub fn views(&self) -> impl Iterator<Item = View<'_>> {
        std::iter::once(self.whole()).chain(self.services.iter().map(|service| self.view_of(service)))
    }
}
