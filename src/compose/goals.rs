//! Where a target holds, over time, for the small picture and the large chart alike. Nothing is drawn where none holds.
//!
//! The council's own target goes in steps, one for each period; one that is a comparator's figure goes along that
//! comparator's line.

use crate::analyse::rating::aim;
use crate::analyse::{Aim, AimSource};
use crate::compose::line::{are_close, are_of_one_run, break_before, step};
use crate::model::{Measure, Target};

/// A stretch of time over which a target holds without an interruption: its corners in order of time, in days. A target
/// for every period reaches as far as any picture, without an end.
pub type Stretch = Vec<(f64, Aim)>;

/// The stretches over which a measure has a target. They end where no target holds, at a gap, at a break of the series,
/// and with the year where figures are sums since its beginning.
pub fn stretches(measure: &Measure) -> Vec<Stretch> {
    let readings = &measure.readings.readings;
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut end = None;
    for (at, reading) in readings.iter().enumerate() {
        let Ok(aim) = aim(measure, reading) else {
            end = None;
            continue;
        };
        let (from, to) = span(measure, at);
        let goes_on = end == Some(from)
            && !reading.breaks
            && at.checked_sub(1).is_some_and(|last| are_of_one_run(measure, &readings[last], reading));
        match stretches.last_mut() {
            Some(stretch) if goes_on => add(stretch, reading.period.middle(), (from, to), aim),
            _ => stretches.push(begun(reading.period.middle(), (from, to), aim)),
        }
        end = Some(to);
    }
    stretches
}

fn begun(middle: f64, (from, to): (f64, f64), aim: Aim) -> Stretch {
    match aim.source {
        AimSource::Own => vec![(from, aim.clone()), (to, aim)],
        AimSource::Comparator { .. } => vec![(from, aim.clone()), (middle, aim.clone()), (to, aim)],
    }
}

/// Leads a stretch on over the next period.
fn add(stretch: &mut Stretch, middle: f64, (from, to): (f64, f64), aim: Aim) {
    match (&aim.source, stretch.pop()) {
        (AimSource::Own, Some((_, last))) if is_same(&last, &aim) => stretch.push((to, aim)),
        (AimSource::Own, Some((_, last))) => stretch.extend([(from, last), (from, aim.clone()), (to, aim)]),
        // The way from one figure to the next is straight.
        (AimSource::Comparator { .. }, _) => stretch.extend([(middle, aim.clone()), (to, aim)]),
        (AimSource::Own, None) => {}
    }
}

fn is_same(one: &Aim, other: &Aim) -> bool {
    (one.band, one.tolerance) == (other.band, other.tolerance)
}

/// From when to when the target of a reading holds: half-way to its neighbours, or to the break between them. Where a
/// neighbour is far away, half a step to either side; but a target for every period holds there, too.
fn span(measure: &Measure, at: usize) -> (f64, f64) {
    let always = measure.target.as_ref().is_some_and(|target| matches!(target.value, Target::Always(_)));
    let readings = &measure.readings.readings;
    let middle = readings[at].period.middle();
    let (half, open) = (step(measure) / 2.0, if always { f64::INFINITY } else { step(measure) / 2.0 });
    let between = |later: usize| {
        let (one, other) = (&readings[later - 1], &readings[later]);
        let halfway = one.period.middle().midpoint(other.period.middle());
        let near = always || are_close(measure, one, other);
        near.then(|| break_before(&measure.readings, later).unwrap_or(halfway))
    };
    let from = if at == 0 { middle - open } else { between(at).unwrap_or(middle - half) };
    let to = if at + 1 == readings.len() { middle + open } else { between(at + 1).unwrap_or(middle + half) };
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::model::Period;

    const PAPER: &str = "council: A\ncommittee: B\nmeeting: 2024-08-11\ntitle: C\nversion: \"1\"\nversion-date: 2024-08-01\n\
        data-as-at: 2024-07-31\nstatus: draft\nkinds: [{ name: outcome, title: Outcomes }]\n\
        comparators: [{ name: england, title: England, kind: nation }]\n";

    /// A monthly measure in percent; `lines` say what its target is and what its figures are.
    fn measure(lines: &str) -> Measure {
        let folder = tempfile::tempdir().unwrap();
        let measure = format!(
            "- number: 1\n  id: m\n  title: M\n  kind: outcome\n  unit: percent\n  better: higher\n  frequency: monthly\n{lines}"
        );
        std::fs::create_dir(folder.path().join("measures")).unwrap();
        std::fs::write(folder.path().join("scorecard.yaml"), PAPER).unwrap();
        std::fs::write(folder.path().join("measures/all.yaml"), measure).unwrap();
        let (mut pack, findings) = load(folder.path()).unwrap();
        assert!(findings.is_empty(), "{findings:#?}");
        pack.scorecard.measures.remove(0)
    }

    /// The stretches in words: months since the beginning of 2024, and the lower end of the target at each corner.
    fn said(measure: &Measure) -> Vec<String> {
        let january = Period::Month(2024, 1).middle() - 15.25;
        let month = |time: f64| match time.is_finite() {
            true => format!("{:.1}", (time - january) / (365.2425 / 12.0)),
            false => "open".to_owned(),
        };
        let corner =
            |(time, aim): &(f64, Aim)| format!("{} {}", month(*time), aim.band.from.unwrap_or_default());
        stretches(measure).iter().map(|held| held.iter().map(corner).collect::<Vec<_>>().join(", ")).collect()
    }

    const SPRING: &str =
        "readings: { 2024-01: 88, 2024-02: 89, 2024-03: 90, 2024-04: 91, 2024-05: 92, 2024-06: 93 }\n";

    #[test]
    fn a_target_holds_on_to_the_end_of_its_year_and_no_further() {
        let held = |target: &str| said(&measure(&format!("  target: {target}\n  {SPRING}")));
        assert_eq!(held("90"), ["open 90, open 90"]);
        assert_eq!(held("{ 2024-01: 90, 2024-04: 92 }"), ["0.0 90, 3.0 90, 3.0 92, 6.0 92"]);
        assert_eq!(held("{ 2024-01: 90, 2024-04: 90 }"), ["0.0 90, 6.0 90"]);
        assert_eq!(held("{ 2024-02: 90 }"), ["1.0 90, 3.0 90"]);
        assert_eq!(held("{ 2024-02: 90, 2024-05: 92 }"), ["1.0 90, 3.0 90", "4.0 92, 6.0 92"]);
    }

    #[test]
    fn a_target_is_cut_at_a_break_and_where_a_sum_begins_anew() {
        let broken = SPRING.replace("2024-03: 90", "2024-03: { value: 90, break: yes }");
        let held = said(&measure(&format!("  target: 90\n  {broken}")));
        assert_eq!(held, ["open 90, 2.0 90", "2.0 90, open 90"]);
        let sum = measure(&format!(
            "  covers: year to date\n  target: {{ 2024-02: 80, 2024-03: 90, 2024-04: 8, 2024-06: 24 }}\n  {SPRING}"
        ));
        assert_eq!(said(&sum), ["1.0 80, 2.0 80, 2.0 90, 3.0 90", "3.0 8, 4.0 8", "5.0 24, 6.0 24"]);
    }

    #[test]
    fn a_comparators_figure_is_the_target_along_its_line() {
        let measure = measure(&format!(
            "  target: england\n  {SPRING}  comparators: {{ england: {{ 2024-02: 85, 2024-03: 86 }} }}\n"
        ));
        assert_eq!(said(&measure), ["1.0 85, 1.5 85, 2.5 86, 3.5 86, 4.5 86, 5.5 86, 6.0 86"]);
    }
}
