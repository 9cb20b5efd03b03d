//! A service: a head of service's own scorecard, beneath the one of the whole paper.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::Placed;
use crate::model::measure::Measure;
use crate::model::pack::{Author, Pack, Page};
use crate::model::target::Target;

/// What `services/<name>/` holds.
#[derive(Debug, Clone)]
pub struct Service {
    /// The folder's name; the service's outputs have it too.
    pub name: String,
    /// The path of its `service.yaml`, as messages name it.
    pub file: Arc<str>,
    pub title: Placed<String>,
    /// Who answers for it, as a post.
    pub head: Placed<String>,
    /// Its place among the services.
    pub order: Placed<u32>,
    /// Its metrics under the paper's description: a pack with the service's title and author, and of kinds,
    /// comparators, priorities, themes and sources those that its metrics use. It has no services of its own.
    pub scorecard: Pack,
}

impl Service {
    /// How messages name the service.
    pub fn subject(&self) -> String {
        format!("service {}", self.title.value)
    }
}

impl Pack {
    /// The scorecard of a service: this paper's description with other measures, and nothing that they do not use.
    #[must_use]
    pub fn beneath(
        &self,
        file: &Arc<str>,
        title: &Placed<String>,
        head: &Placed<String>,
        page: Page,
        measures: Vec<Measure>,
    ) -> Self {
        let used = Used::by(&measures);
        let mut pack = Self {
            file: Arc::clone(file),
            title: title.clone(),
            author: Some(Author { post: head.clone(), name: None }),
            page,
            measures,
            services: Vec::new(),
            report: None,
            ..self.clone()
        };
        pack.kinds.retain(|kind| used.kinds.contains(&kind.name.value));
        // What is said beside a kind's title is about the measures of the whole scorecard.
        pack.kinds.iter_mut().for_each(|kind| kind.about = None);
        pack.comparators.retain(|other| used.comparators.contains(&other.name.value));
        pack.priorities.retain(|priority| used.priorities.contains(&priority.name.value));
        pack.themes.retain(|theme| used.themes.contains(&theme.name.value));
        pack.sources.retain(|source| used.sources.contains(&source.name.value));
        pack
    }
}

/// The names that some measures use.
#[derive(Default)]
struct Used {
    kinds: BTreeSet<String>,
    comparators: BTreeSet<String>,
    priorities: BTreeSet<String>,
    themes: BTreeSet<String>,
    sources: BTreeSet<String>,
}

impl Used {
    fn by(measures: &[Measure]) -> Self {
        let mut used = Self::default();
        for measure in measures {
            let values = |names: &[Placed<String>]| -> Vec<String> {
                names.iter().map(|name| name.value.clone()).collect()
            };
            used.kinds.insert(measure.kind.value.clone());
            used.comparators.extend(measure.comparators.keys().cloned());
            if let Some(Placed { value: Target::Comparator(name), .. }) = &measure.target {
                used.comparators.insert(name.clone());
            }
            used.priorities.extend(values(&measure.priorities));
            used.themes.extend(values(&measure.themes));
            let all = std::iter::once(&measure.readings).chain(measure.comparators.values());
            let of_readings = all.flat_map(|series| &series.readings).filter_map(|it| it.source.as_ref());
            used.sources.extend(measure.source.iter().chain(of_readings).map(|source| source.value.clone()));
        }
        used
    }
}
