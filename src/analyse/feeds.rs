//! Which of the services' metrics feed a measure on the whole scorecard.

use crate::analyse::{MeasureResult, Results};
use crate::model::{Pack, Service};

/// A service's metric, with the service that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Metric<'r, 'a> {
    pub service: &'a Service,
    pub result: &'r MeasureResult<'a>,
}

/// The metrics that feed the measure with this id: in the order of the services, then by number.
pub fn beneath<'r, 'a>(pack: &'a Pack, results: &'r Results<'a>, id: &str) -> Vec<Metric<'r, 'a>> {
    all(pack, results).filter(|metric| feeds(metric.result) == Some(id)).collect()
}

/// Every metric of every service.
pub fn all<'r, 'a>(pack: &'a Pack, results: &'r Results<'a>) -> impl Iterator<Item = Metric<'r, 'a>> {
    let services = pack.services.iter().zip(&results.services);
    services.flat_map(|(service, own)| own.measures.iter().map(move |result| Metric { service, result }))
}

/// The measures on the whole scorecard that metrics feed, in order, each with its metrics.
pub fn above<'r, 'a>(
    whole: &'r Results<'a>,
    own: &'r Results<'a>,
) -> Vec<(&'r MeasureResult<'a>, Vec<&'r MeasureResult<'a>>)> {
    let fed = |measure: &'r MeasureResult<'a>| {
        let id = measure.measure.id.value.as_str();
        let metrics: Vec<_> = own.measures.iter().filter(|metric| feeds(metric) == Some(id)).collect();
        (!metrics.is_empty()).then_some((measure, metrics))
    };
    whole.measures.iter().filter_map(fed).collect()
}

fn feeds<'a>(result: &MeasureResult<'a>) -> Option<&'a str> {
    result.measure.feeds.as_ref().map(|id| id.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::load::load;

    const PAPER: &str = "council: A\ncommittee: B\nmeeting: 2024-06-11\ntitle: C\nversion: \"1\"\n\
        version-date: 2024-06-03\ndata-as-at: 2024-05-31\nstatus: draft\nkinds:\n- { name: outcome, title: Outcomes }\n\
        - { name: output, title: Output }\ncomparators:\n- { name: england, title: England, kind: nation }\n";

    fn measure(number: u32, id: &str, rest: &str) -> String {
        format!(
            "- number: {number}\n  id: {id}\n  title: The {id}\n  kind: outcome\n  unit: percent\n  \
             frequency: yearly\n  better: higher\n  target: 50\n  {rest}\n"
        )
    }

    /// A pack with two measures and two services, whose folder names are not in the services' order.
    fn pack() -> Pack {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("scorecard.yaml", PAPER.to_owned());
        let england = "readings: { 2023-24: 60 }\n  comparators: { england: { 2023-24: 55 } }";
        write("measures/all.yaml", measure(1, "top", england) + &measure(2, "bare", england));
        let service = |order, title| format!("title: {title}\nhead: Head of {title}\norder: {order}\n");
        write("services/alpha/service.yaml", service(2, "Alpha"));
        write("services/beta/service.yaml", service(1, "Beta"));
        let (green, red) = ("readings: { 2023-24: 60 }", "readings: { 2023-24: 40 }");
        write("services/alpha/measures/a.yaml", measure(1, "a", &format!("feeds: top\n  {red}")));
        let two = measure(2, "c", green) + &measure(1, "b", &format!("feeds: top\n  {green}"));
        write("services/beta/measures/b.yaml", two);
        let (pack, findings) = load(folder.path()).unwrap();
        let faults: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        pack
    }

    #[test]
    fn metrics_lie_beneath_the_measure_that_they_feed_in_the_order_of_their_services() {
        let pack = pack();
        let results = analyse(&pack);
        let names = |id: &str| -> Vec<(String, String, Option<&str>)> {
            let metrics = beneath(&pack, &results, id).into_iter();
            let words = |metric: Metric<'_, '_>| {
                let colour = metric.result.rating.colour().map(crate::analyse::Colour::word);
                (metric.service.name.clone(), metric.result.measure.id.value.clone(), colour)
            };
            metrics.map(words).collect()
        };
        let metric = |service: &str, id: &str, colour| (service.to_owned(), id.to_owned(), Some(colour));
        assert_eq!(names("top"), [metric("beta", "b", "green"), metric("alpha", "a", "red")]);
        assert_eq!(names("bare"), []);
        assert_eq!(all(&pack, &results).count(), 3);
    }

    #[test]
    fn a_service_knows_the_measures_above_it_and_no_others() {
        let pack = pack();
        let results = analyse(&pack);
        let beta = above(&results, &results.services[0]);
        let ids = |results: &[&MeasureResult<'_>]| -> Vec<String> {
            results.iter().map(|result| result.measure.id.value.clone()).collect()
        };
        assert_eq!(beta.len(), 1);
        assert_eq!((ids(&[beta[0].0]), ids(&beta[0].1)), (vec!["top".to_owned()], vec!["b".to_owned()]));
    }

    #[test]
    fn a_service_has_a_roll_up_of_its_own_and_only_what_it_uses() {
        let pack = pack();
        let results = analyse(&pack);
        let [beta, alpha] = results.services.as_slice() else { panic!("two services") };
        assert_eq!((beta.tally.total.green, beta.tally.total.red), (2, 0));
        assert_eq!((alpha.tally.total.green, alpha.tally.total.red), (0, 1));
        assert_eq!(
            (results.tally.total.all(), results.tally.total.green),
            (2, 2),
            "the whole counts its own"
        );
        let view = pack.view_of(&pack.services[0]);
        let scorecard = view.scorecard;
        assert_eq!(
            (scorecard.title.as_str(), scorecard.kinds.len()),
            ("Beta", 1),
            "no metric is of the kind output"
        );
        assert!(view.comparators.is_empty());
        assert_eq!(scorecard.measures.iter().map(|measure| measure.number).collect::<Vec<_>>(), [1, 2]);
    }
}
