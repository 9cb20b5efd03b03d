//! Roll-ups: measures on the whole scorecard beside the services' metrics that feed them. What is reported if they do
//! not agree, and what is not a fault.

use crate::case::Case;

const ABOVE: &str = "measures/above.yaml";
const NORTH: &str = "services/north/measures/all.yaml";
const SOUTH: &str = "services/south/measures/all.yaml";

/// A waiting list and a share that combine those of two areas, and a survey to which metrics are only relevant.
const MEASURES: &str = "\
- number: 4
  id: waiting-list
  title: People waiting
  kind: outcome
  unit: count of people
  covers: snapshot
  better: lower
  frequency: monthly
  target: 240
  reviewed: 2024-05-01
  readings: { 2024-01: 230, 2024-02: 226, 2024-03: 221, 2024-04: 218, 2024-05: 231 }
- number: 5
  id: in-time
  title: Assessed in time
  kind: outcome
  unit: percent
  better: higher
  frequency: quarterly
  target: 75
  tolerance: 5pp
  reviewed: 2024-05-01
  readings:
    2023-24 Q3: { value: 80.0, numerator: 172, denominator: 215 }
    2023-24 Q4: { value: 78.9, numerator: 187, denominator: 237 }
";

/// The metrics of one area: `list` gives the list from January to May, `shares` the counts of the share.
fn area(name: &str, list: [u32; 5], shares: [[u32; 2]; 2]) -> String {
    let [january, february, march, april, may] = list;
    let share = |[part, whole]: [u32; 2]| {
        let value = f64::from(part) / f64::from(whole) * 100.0;
        format!("{{ value: {value:.1}, numerator: {part}, denominator: {whole} }}")
    };
    format!(
        "\
- number: 1
  id: waiting-{name}
  title: People waiting in the {name}
  kind: outcome
  unit: count of people
  covers: snapshot
  feeds: waiting-list
  better: lower
  frequency: monthly
  target: {}
  readings: {{ 2024-01: {january}, 2024-02: {february}, 2024-03: {march}, 2024-04: {april}, 2024-05: {may} }}
- number: 2
  id: in-time-{name}
  title: Assessed in time in the {name}
  kind: outcome
  unit: percent
  feeds: in-time
  better: higher
  frequency: quarterly
  target: 70
  readings: {{ 2023-24 Q3: {}, 2023-24 Q4: {} }}
",
        // Met, but only just.
        list.into_iter().max().unwrap_or_default() + 1,
        share(shares[0]),
        share(shares[1])
    )
}

/// The small pack with two services whose metrics are the parts of the measures above.
fn parts() -> Case {
    let service = |name: &str, order: u32| format!("title: {name}\nhead: Head of {name}\norder: {order}\n");
    Case::small()
        .replace("scorecard.yaml", "review-interval: 6 months\n", "")
        .file(ABOVE, MEASURES)
        .file("services/north/service.yaml", service("North", 1))
        .file("services/south/service.yaml", service("South", 2))
        .file(NORTH, area("north", [120, 121, 119, 118, 120], [[92, 110], [101, 121]]))
        .file(SOUTH, area("south", [110, 105, 102, 100, 111], [[80, 105], [86, 116]]))
}

/// The only finding: its place in the pack, strength and code, and its text.
#[track_caller]
fn told(case: &Case) -> String {
    let run = case.check();
    let findings = run.findings();
    assert_eq!(findings.len(), 1, "{}", run.stderr);
    let (head, message) = &findings[0];
    format!("{}\n{message}", head.trim_start_matches("data/small/"))
}

#[track_caller]
fn no_fault(case: &Case) {
    let run = case.check();
    assert_eq!((run.status, run.stderr.as_str()), (0, "small: no faults\n"));
}

#[test]
fn parts_that_make_the_whole_are_no_fault() {
    no_fault(&parts());
}

// === Sums =======================================================================================================

#[test]
fn a_count_that_its_parts_do_not_come_to() {
    assert_eq!(
        told(&parts().replace(ABOVE, "2024-05: 231", "2024-05: 213")),
        "measures/above.yaml:11:80: before dispatch [not-the-sum]\n\
         in measure 4, People waiting\n\
         the figure for May 2024 is 213 people, but the metrics that feed it come to 231: 120 of `waiting-north` and \
         111 of `waiting-south`; in 4 other periods they agree\n\
         fix: correct the one that is wrong; if these are no longer all its parts, accept this with the reason"
    );
}

#[test]
fn a_part_that_was_changed_alone() {
    let message = told(&parts().replace(SOUTH, "2024-02: 105", "2024-02: 115"));
    assert!(
        message.contains("for Feb 2024 is 226 people, but the metrics that feed it come to 236:"),
        "{message}"
    );
}

#[test]
fn a_share_that_is_not_that_of_its_parts_together() {
    let case = parts().replace(
        ABOVE,
        "{ value: 78.9, numerator: 187, denominator: 237 }",
        "{ value: 80.2, numerator: 190, denominator: 237 }",
    );
    assert_eq!(
        told(&case),
        "measures/above.yaml:24:26: before dispatch [not-the-sum]\n\
         in measure 5, Assessed in time\n\
         the figure for 2023-24 Q4 is 80.2%, 190 of 237, but the metrics that feed it come to 78.9%, 187 of 237: 101 \
         of 121 of `in-time-north` and 86 of 116 of `in-time-south`; in one other period they agree\n\
         fix: correct the one that is wrong; if these are no longer all its parts, accept this with the reason"
    );
}

#[test]
fn figures_that_only_bear_on_the_measure_are_not_added_up() {
    // North counts people who have waited long, which is only part of its list, so the sum never equals the whole.
    let case = parts().file(NORTH, area("north", [20, 21, 19, 18, 20], [[92, 110], [101, 121]]));
    no_fault(&case);
    // Figures that cover different times are not added up either.
    let case = parts().replace(NORTH, "covers: snapshot", "covers: period").replace(
        ABOVE,
        "2024-05: 231",
        "2024-05: 213",
    );
    no_fault(&case);
}

#[test]
fn two_periods_that_agree_are_no_proof() {
    let case = parts().replace(
        ABOVE,
        "2024-01: 230, 2024-02: 226, 2024-03: 221, 2024-04: 218, 2024-05: 231",
        "2024-03: 221, 2024-04: 218, 2024-05: 213",
    );
    no_fault(&case);
}

#[test]
fn counts_rounded_to_fives_come_to_the_whole_as_closely_as_they_can() {
    let case = parts()
        .replace(
            ABOVE,
            "230, 2024-02: 226, 2024-03: 221, 2024-04: 218, 2024-05: 231",
            "230, 2024-02: 225, 2024-03: 220, 2024-04: 220, 2024-05: 235",
        )
        .file(NORTH, area("north", [120, 120, 120, 120, 120], [[92, 110], [101, 121]]))
        .file(SOUTH, area("south", [110, 105, 100, 100, 110], [[80, 105], [86, 116]]));
    no_fault(&case);
}

#[test]
fn what_could_not_be_read_beneath_is_told_and_no_more() {
    let case = parts().replace(ABOVE, "2024-05: 231", "2024-05: 213").replace(
        SOUTH,
        "2024-01: 110",
        "2024-01: 1,10",
    );
    assert!(told(&case).starts_with("services/south/measures/all.yaml:11:"), "{}", told(&case));
}

// === Ratings ====================================================================================================

#[test]
fn a_red_measure_over_green_metrics() {
    let case = parts().replace(ABOVE, "target: 240", "owner: A\n  comment: B\n  action: C\n  target: 140");
    assert_eq!(
        told(&case),
        "measures/above.yaml:3:10: advice [rating-unlike-metrics]\n\
         in measure 4, People waiting\n\
         the measure is red, and all 2 rated metrics beneath it are green: `waiting-north` (North) and `waiting-south` \
         (South)\n\
         fix: look whether a target is wrong or the metrics feed another measure; if not, say in the `comment` how both \
         can be, and accept this with that reason"
    );
}

#[test]
fn a_green_measure_over_red_metrics() {
    let explained = "owner: A\n  comment: B\n  action: C\n  target: ";
    let red = |case: Case, file| {
        let by_twenty = [("target: 122", "102"), ("target: 112", "92")];
        let less = |text: String| {
            by_twenty.iter().fold(text, |text, (from, to)| text.replace(from, &format!("{explained}{to}")))
        };
        case.edit(file, less)
    };
    let both = red(red(parts(), NORTH), SOUTH);
    assert!(
        told(&both).contains("the measure is green, and all 2 rated metrics beneath it are red:"),
        "{}",
        told(&both)
    );
    // A single metric is only part of the picture, and one green metric among them is an explanation.
    no_fault(&red(parts(), NORTH));
    no_fault(&red(parts(), NORTH).replace(SOUTH, "target: 112", "for-information: yes\n  target: 112"));
}

// === Directions and times =======================================================================================

#[test]
fn a_part_that_is_better_the_other_way() {
    let case = parts().replace(NORTH, "better: lower", "better: higher").replace(
        NORTH,
        "target: 122",
        "target: 117",
    );
    assert_eq!(
        told(&case),
        "services/north/measures/all.yaml:8:11: before dispatch [better-unlike-measure]\n\
         in measure 1, People waiting in the north\n\
         `better` is `higher`, but it is `lower` of measure 4, People waiting, of which these figures are a part\n\
         fix: correct one of the two, and its target with it"
    );
}

#[test]
fn a_metric_that_only_bears_on_the_measure_may_be_better_the_other_way() {
    // More people seen is better, although fewer waiting is.
    let case = parts()
        .file(NORTH, area("north", [20, 21, 19, 18, 20], [[92, 110], [101, 121]]))
        .replace(NORTH, "better: lower", "better: higher")
        .replace(NORTH, "target: 22", "target: 17");
    no_fault(&case);
}

#[test]
fn a_measure_that_stopped_two_months_before_its_metrics() {
    let readings = |text: &str| text.replace(", 2024-04: 218, 2024-05: 231", "");
    assert_eq!(
        told(&parts().edit(ABOVE, |text| readings(&text)).replace(
            SOUTH,
            "feeds: waiting-list\n",
            "feeds: variance\n"
        )),
        "measures/above.yaml:11:43: advice [out-of-step]\n\
         in measure 4, People waiting\n\
         the newest figure is for Mar 2024, and `waiting-north` (North), which feeds it, has one for May 2024\n\
         fix: add what has come since, or why there is none, such as `x`"
    );
    // Collecting figures may take one period.
    no_fault(&parts().replace(ABOVE, ", 2024-05: 231", ""));
}

#[test]
fn a_metric_that_stopped_two_months_before_the_measure() {
    let case = parts().replace(SOUTH, ", 2024-04: 100, 2024-05: 111", "");
    assert_eq!(
        told(&case),
        "services/south/measures/all.yaml:11:43: advice [out-of-step]\n\
         in measure 1, People waiting in the south\n\
         the newest figure is for Mar 2024, and measure 4, People waiting, which it feeds, has one for May 2024\n\
         fix: add what has come since, or why there is none, such as `x`"
    );
    // An overdue metric is reported only as overdue.
    let case = parts().replace(SOUTH, ", 2024-03: 102, 2024-04: 100, 2024-05: 111", "");
    assert!(told(&case).contains("[reading-overdue]"), "{}", told(&case));
}

#[test]
fn what_comes_at_another_pace_may_be_of_another_time() {
    // A yearly survey and a monthly metric.
    let case = parts().replace(NORTH, "feeds: waiting-list", "feeds: satisfaction");
    no_fault(&case);
}
