//! Services: their scorecards are built with the whole one, linked in both directions and included in the attached
//! pack, and faults in them are reported at the right place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::case::{Case, Files, example, json};
use crate::pdf;

/// Exampleshire's heads of service, in order.
const SERVICES: [&str; 9] = [
    "assessment-and-review",
    "carers-and-information",
    "hospital-discharge-and-reablement",
    "learning-disability",
    "mental-health",
    "safeguarding",
    "commissioning",
    "brokerage-and-contracts",
    "provided-services",
];

fn exampleshire() -> &'static Files {
    example("exampleshire")
}

const CARERS: &str = "title: Carers\nhead: Head of Carers\norder: 2\n";

const CARERS_METRICS: &str = "\
- number: 1
  id: breaks
  title: Breaks taken
  kind: outcome
  unit: count of breaks
  better: higher
  frequency: yearly
  target: 90
  feeds: satisfaction
  owner: Manager, Carers
  comment: Fewer rounds were run.
  action: A sitting service starts in June.
  readings: { 2022-23: 80, 2023-24: 70 }
- number: 2
  id: calls
  title: Calls from carers
  kind: finance
  unit: count of calls
  frequency: yearly
  for-information: yes
  readings: { 2023-24: 700 }
";

const ADVICE: &str = "title: Advice\nhead: Head of Advice\norder: 1\n";

const ADVICE_METRICS: &str = "\
- number: 1
  id: answered
  title: Calls answered
  kind: outcome
  unit: percent
  better: higher
  frequency: yearly
  target: 80
  feeds: satisfaction
  priorities: [home]
  readings: { 2023-24: { value: c, numerator: 4321 } }
  comparators: { england: { 2023-24: 75 } }
";

/// The small pack with two services; the first in order is the last by name.
fn small() -> Case {
    // Overdue reviews are not under test here.
    Case::small()
        .replace("scorecard.yaml", "review-interval: 6 months\n", "")
        .file("services/carers/service.yaml", CARERS)
        .file("services/carers/measures/all.yaml", CARERS_METRICS)
        .file("services/zz-advice/service.yaml", ADVICE)
        .file("services/zz-advice/measures/all.yaml", ADVICE_METRICS)
}

// === What is built ==============================================================================================

#[test]
fn each_service_has_one_page_of_paper_and_one_of_the_web() {
    let files = exampleshire();
    let wanted: BTreeSet<String> = SERVICES
        .iter()
        .flat_map(|name| ["html", "pdf"].map(|ending| format!("services/{name}.{ending}")))
        .chain(["appendix-a.pdf", "index.html"].map(str::to_owned))
        .collect();
    let missing: Vec<&String> = wanted.iter().filter(|name| !files.contains_key(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let in_services = files.keys().filter(|name| name.starts_with("services/")).count();
    assert_eq!(in_services, 2 * SERVICES.len());
    for name in SERVICES {
        let facts = pdf::read(&files[&format!("services/{name}.pdf")]);
        assert_eq!(facts.pages, [(297, 210)], "{name}: one page of A4 landscape");
        assert!(facts.tagged && facts.language == "en-GB", "{name}");
        assert!(facts.title.starts_with("Service scorecard: "), "{}", facts.title);
    }
    let facts = pdf::read(&files["services/carers-and-information.pdf"]);
    assert_eq!(facts.title, "Service scorecard: Carers and Information, Exampleshire Council");
}

#[test]
fn a_service_fits_the_paper_that_it_asks_for() {
    for (paper, size) in
        [("A3 landscape", (420, 297)), ("A3 portrait", (297, 420)), ("A4 portrait", (210, 297))]
    {
        let page = format!("{CARERS}page: {{ paper: {paper}, actions: no }}\n");
        let files = small().file("services/carers/service.yaml", page).built();
        assert_eq!(pdf::read(&files["services/carers.pdf"]).pages, [size], "{paper}");
        assert_eq!(
            pdf::read(&files["services/zz-advice.pdf"]).pages,
            [(297, 210)],
            "the other stays as it is"
        );
    }
}

/// The links on a page, or the ids that links may lead to.
fn attributes<'h>(html: &'h str, name: &str) -> BTreeSet<&'h str> {
    let opening = format!(" {name}=\"");
    html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A file as text; the web page writes slashes in addresses as character references, which are resolved.
fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8").replace("&#x2f;", "/")
}

#[test]
fn every_link_between_pages_leads_to_a_file_and_a_place_in_it() {
    let files = exampleshire();
    let pages: Vec<&String> = files.keys().filter(|name| name.rsplit('.').next() == Some("html")).collect();
    assert_eq!(pages.len(), 1 + SERVICES.len());
    let mut followed = 0;
    for page in pages {
        let up = page.starts_with("services/");
        for href in attributes(&text(files, page), "href") {
            if href.is_empty() || href.contains(':') {
                continue;
            }
            let (file, place) = href.split_once('#').unwrap_or((href, ""));
            let target = match (up, file) {
                (_, "") => page.clone(),
                (true, file) => match file.strip_prefix("../") {
                    Some(above) => above.to_owned(),
                    None => format!("services/{file}"),
                },
                (false, file) => file.to_owned(),
            };
            assert!(files.contains_key(&target), "{page}: {href}");
            if !place.is_empty() {
                assert!(attributes(&text(files, &target), "id").contains(place), "{page}: {href}");
            }
            followed += usize::from(!file.is_empty());
        }
    }
    assert!(followed > 150, "{followed} links between files");
}

#[test]
fn a_headline_measure_names_the_metrics_beneath_it_and_they_name_it() {
    let files = exampleshire();
    let index = text(files, "index.html");
    let (_, section) = index.split_once("id=\"measure-carer-quality-of-life\"").expect("a section");
    let (section, _) = section.split_once("</article>").expect("its end");
    let beneath = [
        "carers-and-information.html#measure-carers-breaks",
        "provided-services.html#measure-respite-beds-used",
    ];
    for address in beneath {
        assert!(section.contains(&format!("href=\"services/{address}\"")), "{address} in {section}");
    }
    assert!(section.contains("<span class=\"chip red\">Red</span> <a href=\"services/carers-and-information.html#measure-carers-breaks\">"));
    assert_eq!(
        section.matches("href=\"services/").count(),
        3,
        "breaks taken, days until a break, respite beds"
    );
    let carers = text(files, "services/carers-and-information.html");
    assert!(carers.contains("href=\"../index.html#measure-carer-quality-of-life\""));
    assert!(carers.contains("href=\"../index.html#services\""));
}

#[test]
fn open_data_tell_services_apart_and_hold_their_results() {
    let files = small().built();
    let table = text(&files, "measures.csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let of = |scorecard: &str| rows.iter().filter(|row| row.starts_with(&format!("{scorecard},"))).count();
    assert_eq!((of("small"), of("carers"), of("zz-advice")), (9, 3, 2));
    let scorecard = json(&files["scorecard.json"]);
    let services = scorecard["services"].as_array().expect("a list");
    let names: Vec<&Value> = services.iter().map(|service| &service["name"]).collect();
    assert_eq!(names, ["zz-advice", "carers"], "in their order, not by name");
    let carers = &services[1];
    assert_eq!(
        (&carers["title"], &carers["head"], &carers["order"]),
        (&"Carers".into(), &"Head of Carers".into(), &2.into())
    );
    let total = &carers["tally"]["total"];
    assert_eq!((&total["measures"], &total["red"], &total["not-rated"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(carers["measures"][0]["feeds"], "satisfaction");
    assert_eq!(carers["measures"][1]["rating"]["reason"], "for information only");
    assert_eq!(scorecard["tally"]["total"]["measures"], 3, "the whole counts its own measures");
}

// === The pack that travels ======================================================================================

fn attached(pdf: &[u8]) -> Files {
    let name = |name: String| name.rsplit('/').next().unwrap_or_default().to_owned();
    pdf::read(pdf).attachments.into_iter().map(|(file, bytes)| (name(file), bytes)).collect()
}

/// The pack attached to a page, laid out as a pack again.
fn unpacked(name: &str, page: &[u8]) -> Case {
    let mut files = attached(page);
    files.remove("manifest.json");
    let laid_out = files.into_iter().map(|(file, bytes)| (scorecard::load::place_of(&file), bytes));
    Case::of(name, &laid_out.collect())
}

#[test]
fn every_page_carries_the_whole_pack_under_flat_names() {
    let files = small().built();
    let carried = attached(&files["appendix-a.pdf"]);
    assert_eq!(
        carried.keys().collect::<Vec<_>>(),
        [
            "manifest.json",
            "measures.yaml",
            "scorecard.yaml",
            "services.carers.measures.yaml",
            "services.carers.service.yaml",
            "services.zz-advice.measures.yaml",
            "services.zz-advice.service.yaml",
        ]
    );
    for name in ["services/carers.pdf", "services/zz-advice.pdf"] {
        assert!(attached(&files[name]) == carried, "{name}");
    }
    assert_eq!(json(&carried["manifest.json"])["files"].as_array().map(Vec::len), Some(6));
    let metrics = String::from_utf8_lossy(&carried["services.zz-advice.measures.yaml"]).into_owned();
    assert!(!metrics.contains("4321"), "a number behind a suppression: {metrics}");
}

#[test]
fn the_pack_out_of_any_page_builds_the_same_outputs_again() {
    let first = small().built();
    for page in ["appendix-a.pdf", "services/carers.pdf"] {
        assert!(unpacked("small", &first[page]).built() == first, "out of {page}");
    }
    let again = unpacked("exampleshire", &exampleshire()["services/safeguarding.pdf"]).built();
    let other: Vec<&String> =
        again.iter().filter(|(name, bytes)| exampleshire()[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(other.is_empty() && again.len() == exampleshire().len(), "{other:?}");
}

#[test]
fn a_service_that_is_taken_out_leaves_nothing_behind() {
    let case = small();
    assert!(case.built().contains_key("services/carers.pdf"));
    fs::remove_dir_all(case.path("services/carers")).expect("it was there");
    let files = case.built();
    assert!(!files.keys().any(|name| name.contains("carers")), "{:?}", files.keys());
}

// === What is wrong ==============================================================================================

const SERVICE: &str = "services/carers/service.yaml";
const METRICS: &str = "services/carers/measures/all.yaml";

/// The only finding for a case: `file:line:column: strength [code]`, and its text.
#[track_caller]
fn told(case: &Case) -> String {
    let run = case.check();
    let findings = run.findings();
    assert_eq!(findings.len(), 1, "{}", run.stderr);
    let (head, message) = &findings[0];
    format!("{}\n{message}", head.trim_start_matches("data/small/"))
}

#[test]
fn two_services_have_no_fault_though_they_share_numbers() {
    let run = small().check();
    assert_eq!((run.status, run.stderr.as_str()), (0, "small: no faults\n"));
}

#[test]
fn a_key_that_a_service_does_not_have() {
    let case = small().replace(SERVICE, "head: ", "haed: ");
    assert_snapshot!(told(&case), @r"
    services/carers/service.yaml:2:1: error [unknown-key]
    the key `haed` is not known here
    fix: did you mean `head`?
    ");
}

#[test]
fn a_service_without_its_description() {
    let case = small();
    fs::remove_file(case.path(SERVICE)).expect("it was there");
    assert_snapshot!(told(&case), @r"
    services/carers/service.yaml:1:1: error [file-missing]
    the file `services/carers/service.yaml` is not there
    fix: put `services/carers/service.yaml` into the pack
    ");
}

#[test]
fn a_service_without_measures() {
    let case = small();
    fs::remove_dir_all(case.path("services/carers/measures")).expect("it was there");
    assert_snapshot!(told(&case), @r"
    services/carers/service.yaml:1:1: error [file-missing]
    the service has no measures
    fix: write them into a file such as `services/carers/measures/all.yaml`, or take the folder out
    ");
}

#[test]
fn a_folder_whose_name_is_none_for_a_service() {
    let case = small();
    fs::rename(case.path("services/carers"), case.path("services/Our Carers")).expect("a new name");
    assert_snapshot!(told(&case), @r"
    services/Our Carers:1:1: error [name]
    `Our Carers` is not a name for a service's folder
    fix: rename it to `our-carers`
    ");
}

#[test]
fn a_file_that_is_no_service() {
    assert_snapshot!(told(&small().file("services/carers.yaml", "title: x\n")), @r"
    services/carers.yaml:1:1: advice [unread-file]
    `services/carers.yaml` is not read, because a service is a folder
    fix: put it into a service's folder, such as `services/carers/`, or take it out of the pack
    ");
}

#[test]
fn a_file_in_the_place_of_all_services() {
    let told = told(&Case::small().file("services", "title: x\n"));
    assert!(told.starts_with("services:1:1: advice [unread-file]\n`services` is not read"), "{told}");
}

#[test]
fn two_services_of_one_order() {
    assert_snapshot!(told(&small().replace(SERVICE, "order: 2", "order: 1")), @r"
    services/zz-advice/service.yaml:3:8: error [duplicate-name]
    the order `1` is used already, at data/small/services/carers/service.yaml:3:8
    fix: write `2`, the next that is free, or give the other another one
    ");
}

#[test]
fn an_order_that_is_no_number() {
    assert_snapshot!(told(&small().replace(SERVICE, "order: 2", "order: second")), @r"
    services/carers/service.yaml:3:8: error [number]
    `second` is not a number
    fix: write digits, with a point before decimals, such as `12.5`
    ");
}

#[test]
fn an_id_that_the_whole_scorecard_has_already() {
    assert_snapshot!(told(&small().replace(METRICS, "id: calls", "id: waiting")), @r"
    services/carers/measures/all.yaml:15:7: error [duplicate-name]
    in measure 2, Calls from carers
    the id `waiting` is used already, at data/small/measures/all.yaml:21:3
    fix: give one of the two another one
    ");
}

#[test]
fn an_id_that_another_service_has_already() {
    assert_snapshot!(told(&small().replace(METRICS, "id: calls", "id: answered")), @r"
    services/zz-advice/measures/all.yaml:2:7: error [duplicate-name]
    in measure 1, Calls answered
    the id `answered` is used already, at data/small/services/carers/measures/all.yaml:14:3
    fix: give one of the two another one
    ");
}

#[test]
fn a_metric_that_feeds_nothing_that_there_is() {
    assert_snapshot!(told(&small().replace(METRICS, "feeds: satisfaction", "feeds: satisfacton")), @r"
    services/carers/measures/all.yaml:9:10: error [unknown-name]
    in measure 1, Breaks taken
    the whole scorecard has no measure `satisfacton`
    fix: did you mean `satisfaction`?
    ");
}

#[test]
fn a_metric_that_feeds_a_metric() {
    assert_snapshot!(told(&small().replace(METRICS, "feeds: satisfaction", "feeds: answered")), @r"
    services/carers/measures/all.yaml:9:10: error [feeds]
    in measure 1, Breaks taken
    `answered` is a metric of a service, and `feeds` leads up to a measure of the whole scorecard
    fix: write `satisfaction`, which that metric feeds
    ");
}

#[test]
fn a_metric_that_feeds_itself() {
    assert_snapshot!(told(&small().replace(METRICS, "feeds: satisfaction", "feeds: breaks")), @r"
    services/carers/measures/all.yaml:9:10: error [feeds]
    in measure 1, Breaks taken
    `breaks` is a metric of a service, and `feeds` leads up to a measure of the whole scorecard
    fix: write the id of the measure beneath which it lies, or leave the line out
    ");
}

#[test]
fn a_measure_of_the_whole_scorecard_that_feeds() {
    let case = small().replace("measures/all.yaml", "  id: waiting\n", "  id: waiting\n  feeds: variance\n");
    assert_snapshot!(told(&case), @r"
    measures/all.yaml:23:10: error [feeds]
    in measure 2, Days until an assessment
    a measure of the whole scorecard feeds nothing; `feeds` leads from a service's metric up to it
    fix: take the line out, and write it in the metrics that lie beneath
    ");
}

#[test]
fn what_a_spoilt_file_may_hold_is_not_missed() {
    let case = small().replace("measures/all.yaml", "  id: satisfaction\n", "  id: Satisfaction\n");
    let run = case.check();
    assert_eq!(run.heads(), "data/small/measures/all.yaml:2:7: error [name]", "{}", run.stderr);
}

#[test]
fn a_fault_in_a_metric_names_its_file_and_the_metric() {
    assert_snapshot!(told(&small().replace(METRICS, "2023-24: 700", "2023-24: 7,00")), @r"
    services/carers/measures/all.yaml:21:26: error [number]
    in measure 2, Calls from carers
    the comma in front of `00` ends the number before it
    fix: write decimals with a point, as in `19.5`, and thousands without a comma
    ");
}

#[test]
fn a_red_metric_without_a_comment() {
    assert_snapshot!(told(&small().replace(METRICS, "  comment: Fewer rounds were run.\n", "")), @r"
    services/carers/measures/all.yaml:3:10: before dispatch [red-without-comment]
    in measure 1, Breaks taken
    the measure is red and has no comment
    fix: add a `comment` that tells members why
    ");
}

#[test]
fn a_service_with_more_metrics_than_a_page_holds() {
    let metric = |number: u32| {
        format!(
            "- number: {number}\n  id: metric-{number}\n  title: A metric of which there are far too many, number {number}\n  \
             kind: outcome\n  unit: percent\n  frequency: yearly\n  readings: {{ 2023-24: 50 }}\n"
        )
    };
    let case = small().file(METRICS, (1..=120).map(metric).collect::<String>());
    let run = case.build();
    assert_eq!(
        run.heads(),
        "data/small/services/carers/service.yaml:1:1: error [page-full]",
        "{}",
        run.stderr
    );
    assert!(run.out.is_empty(), "{:?}", run.out.keys());
}

// === What changed since the version last tabled =================================================================

/// The pack as its authors continue it: version 1.0 was tabled, services included, and this is 1.1.
fn next_version() -> Case {
    let case = small();
    let tabled = case.built().remove("scorecard.json").expect("the figures of version 1.0");
    let case =
        case.file("previous.json", tabled).replace("scorecard.yaml", "version: \"1.0\"", "version: \"1.1\"");
    assert_eq!(case.check().stderr, "small: no faults\n");
    case
}

#[test]
fn a_metrics_figure_that_was_changed_in_silence() {
    assert_snapshot!(told(&next_version().replace(METRICS, "2022-23: 80", "2022-23: 82")), @r"
    services/carers/measures/all.yaml:13:24: before dispatch [revised-without-mark]
    in measure 1, Breaks taken
    the figure for 2022-23 is 82 breaks; in version 1.0 it was 80 breaks
    fix: write `{ value: 82, status: revised }`, or 80 again
    ");
    let marked = next_version().replace(METRICS, "2022-23: 80", "2022-23: { value: 82, status: revised }");
    assert_eq!(marked.check().heads(), "");
}

#[test]
fn a_metrics_target_that_was_moved_to_the_figure() {
    assert_snapshot!(told(&next_version().replace(METRICS, "target: 90", "target: 70")), @r"
    services/carers/measures/all.yaml:8:11: before dispatch [target-changed]
    in measure 1, Breaks taken
    the target is 70 or more; in version 1.0 it was 90 or more; by the old one the measure would be red, and not green
    fix: write the old one again, or accept this with the reason: who decided it, and when; and tell members in the report
    ");
}

#[test]
fn a_metrics_tolerance_that_was_widened() {
    assert_snapshot!(told(&next_version().replace(METRICS, "target: 90", "target: 90\n  tolerance: 25")), @r"
    services/carers/measures/all.yaml:9:14: before dispatch [tolerance-changed]
    in measure 1, Breaks taken
    the tolerance is 25 breaks; in version 1.0 it was 0 breaks; by the old one the measure would be red, and not amber
    fix: write the old one again, or accept this with the reason: who decided it, and when; and tell members in the report
    ");
}

#[test]
fn another_metric_under_the_old_id() {
    let case = next_version().replace(
        METRICS,
        "frequency: yearly\n  target",
        "frequency: yearly\n  covers: snapshot\n  target",
    );
    assert_snapshot!(told(&case), @r"
    services/carers/measures/all.yaml:8:11: before dispatch [definition-changed]
    in measure 1, Breaks taken
    `covers` is `snapshot`; in version 1.0 it was `period`
    fix: give the measure a new id if it is another one now; if not, write the old one again
    ");
}

#[test]
fn a_metric_that_is_gone() {
    let one = CARERS_METRICS.split("- number: 2").next().expect("one metric");
    assert_snapshot!(told(&next_version().file(METRICS, one)), @r"
    services/carers/service.yaml:1:1: advice [measure-gone]
    measure 2, Calls from carers, of version 1.0 is not in the pack in the service Carers
    fix: say in the report why it was dropped, and accept this with that reason
    ");
}

#[test]
fn a_metric_under_another_id() {
    assert_snapshot!(told(&next_version().replace(METRICS, "id: calls", "id: calls-taken")), @r"
    services/carers/measures/all.yaml:15:7: advice [measure-gone]
    in measure 2, Calls from carers
    in version 1.0 the id of this measure was `calls`
    fix: write `id: calls` again: the id ties its figures together over the years
    ");
}

#[test]
fn a_service_that_is_gone_is_one_finding() {
    let case = next_version();
    fs::remove_dir_all(case.path("services/carers")).expect("it was there");
    assert_snapshot!(told(&case), @r"
    scorecard.yaml:1:1: advice [measure-gone]
    the service Carers, of version 1.0, is not in the pack
    fix: say in the report why it was dropped, and accept this with that reason
    ");
}

#[test]
fn a_metric_that_moved_to_another_service_is_still_there() {
    let calls = CARERS_METRICS.split_once("- number: 2").expect("two metrics").1;
    let case = next_version().file(METRICS, CARERS_METRICS.replace(calls, "").replace("- number: 2", ""));
    let case = case.edit("services/zz-advice/measures/all.yaml", |text| format!("{text}- number: 2{calls}"));
    assert_eq!(case.check().heads(), "");
}

#[test]
fn another_figure_of_a_metric_is_another_version() {
    let case = next_version()
        .replace(METRICS, "2022-23: 80", "2022-23: { value: 82, status: revised }")
        .replace("scorecard.yaml", "version: \"1.1\"", "version: \"1.0\"");
    assert_snapshot!(told(&case), @r"
    scorecard.yaml:5:10: before dispatch [version-not-raised]
    the figures are not those of version 1.0, which was tabled
    fix: give this version a name of its own
    ");
}

#[test]
fn a_version_of_a_program_that_knew_no_services_is_compared_without_them() {
    let case = next_version();
    let mut tabled = json(&fs::read(case.path("previous.json")).expect("it is there"));
    tabled.as_object_mut().expect("a group").remove("services");
    let case = case.file("previous.json", tabled.to_string()).replace(METRICS, "2022-23: 80", "2022-23: 82");
    let same_name = case.replace("scorecard.yaml", "version: \"1.1\"", "version: \"1.0\"");
    assert_eq!(same_name.check().heads(), "");
}

#[cfg(unix)]
#[test]
fn a_service_that_leads_out_of_the_pack_is_not_looked_into() {
    let case = small();
    let outside = case.home().join("elsewhere");
    fs::create_dir_all(outside.join("measures")).expect("a folder");
    fs::write(outside.join("service.yaml"), "secret: yes\n").expect("a file");
    fs::write(outside.join("measures/secret.yaml"), "- secret\n").expect("a file");
    std::os::unix::fs::symlink(&outside, case.path("services/extra")).expect("a link");
    assert_snapshot!(told(&case), @r"
    services/extra:1:1: error [outside-pack]
    `services/extra` leads out of the pack
    fix: put a folder of its own into the pack, with its files
    ");
}

#[cfg(unix)]
#[test]
fn measures_of_a_service_that_lead_out_of_the_pack_are_not_looked_at() {
    let case = small();
    let outside = case.home().join("elsewhere");
    fs::create_dir_all(&outside).expect("a folder");
    fs::write(outside.join("secret.yaml"), "- secret\n").expect("a file");
    fs::remove_dir_all(case.path("services/carers/measures")).expect("it was there");
    std::os::unix::fs::symlink(&outside, case.path("services/carers/measures")).expect("a link");
    assert_snapshot!(told(&case), @r"
    services/carers/measures:1:1: error [outside-pack]
    `services/carers/measures` leads out of the pack
    fix: put a folder of its own into the pack, with its files
    ");
}

#[test]
fn text_of_services_is_text_everywhere() {
    let hostile = "<script>x()</script> #panic() {{ 7 * 7 }}";
    let quoted = format!("'{hostile}'");
    let case = small()
        .replace(SERVICE, "title: Carers", &format!("title: {quoted}"))
        .replace(SERVICE, "head: Head of Carers", &format!("head: {quoted}"))
        .replace(METRICS, "title: Breaks taken", &format!("title: {quoted}"))
        .replace(METRICS, "action: A sitting service starts in June.", &format!("action: {quoted}"));
    let files = case.built();
    for page in ["index.html", "services/carers.html"] {
        assert!(
            !text(&files, page).contains("<script>") && text(&files, page).contains("&lt;script&gt;"),
            "{page}"
        );
    }
    let title = pdf::read(&files["services/carers.pdf"]).title;
    assert_eq!(title, format!("Service scorecard: {hostile}, Seaborough Council"));
}

// === Exampleshire's figures =====================================================================================

/// Exampleshire's measures by id, including the services' metrics.
fn by_id() -> BTreeMap<String, Value> {
    let scorecard = json(&exampleshire()["scorecard.json"]);
    let measures = |value: &Value| value["measures"].as_array().cloned().unwrap_or_default();
    let services = scorecard["services"].as_array().expect("services").iter().flat_map(measures);
    let all = measures(&scorecard).into_iter().chain(services);
    all.map(|measure| (measure["id"].as_str().expect("an id").to_owned(), measure)).collect()
}

/// One field from each of a measure's readings, as whole numbers.
fn column(measure: &Value, field: &str) -> Vec<i64> {
    let readings = measure["readings"]["council"].as_array().expect("readings");
    readings
        .iter()
        .map(|it| it[field].as_str().and_then(|text| text.parse().ok()).unwrap_or(i64::MIN))
        .collect()
}

#[test]
fn each_head_of_service_has_six_to_ten_metrics_and_one_for_information() {
    let scorecard = json(&exampleshire()["scorecard.json"]);
    let services = scorecard["services"].as_array().expect("services");
    assert_eq!(services.iter().map(|service| &service["name"]).collect::<Vec<_>>(), SERVICES);
    for service in services {
        let measures = service["measures"].as_array().expect("metrics");
        assert!((6..=10).contains(&measures.len()), "{}", service["name"]);
        let informing = measures.iter().filter(|it| it["rating"]["reason"] == "for information only").count();
        assert_eq!(informing, 1, "{}", service["name"]);
        assert_eq!(service["head"], format!("Head of {}", service["title"].as_str().expect("a title")));
        for frequency in ["monthly", "quarterly"] {
            assert!(
                measures.iter().any(|it| it["frequency"] == frequency),
                "{}: {frequency}",
                service["name"]
            );
        }
    }
}

#[test]
fn every_red_metric_is_explained_acted_on_and_owned() {
    let measures = by_id();
    let red = measures.values().filter(|measure| measure["rating"]["colour"] == "red");
    for measure in red {
        for key in ["comment", "action", "owner"] {
            assert!(measure[key].is_string(), "{}: {key}", measure["id"]);
        }
    }
}

/// A red measure that no metric explains would leave the committee with a number but no reason.
#[test]
fn what_is_red_above_is_red_or_getting_worse_beneath() {
    let measures = by_id();
    let fed = |id: &str| measures.values().filter(|it| it["feeds"] == id).cloned().collect::<Vec<_>>();
    let mut with_metrics = 0;
    for (id, measure) in measures.iter().filter(|(_, it)| it["rating"]["colour"] == "red") {
        let beneath = fed(id);
        with_metrics += usize::from(!beneath.is_empty());
        let explains = |metric: &Value| metric["rating"]["colour"] == "red" || metric["trend"] == "worsening";
        assert!(beneath.is_empty() || beneath.iter().any(explains), "{}", measure["title"]);
    }
    assert_eq!(with_metrics, 18, "each of the 18 reds of the whole scorecard has metrics beneath");
}

#[test]
fn parts_add_up_to_the_whole() {
    let measures = by_id();
    let sum = |ids: [&str; 2], field| -> Vec<i64> {
        let [one, other] = ids.map(|id| column(&measures[id], field));
        one.iter().zip(&other).map(|(one, other)| one + other).collect()
    };
    let areas = ["assessments-in-28-days-north", "assessments-in-28-days-south"];
    for field in ["numerator", "denominator"] {
        assert_eq!(sum(areas, field), column(&measures["assessments-in-28-days"], field), "{field}");
    }
    let good = &measures["provider-quality"];
    let below: Vec<i64> = column(good, "denominator")
        .iter()
        .zip(column(good, "numerator"))
        .map(|(all, good)| all - good)
        .collect();
    assert_eq!(sum(["care-homes-below-good", "agencies-below-good"], "value"), below);
    let placements = column(&measures["placements-65-and-over"], "value");
    let year: i64 = placements[placements.len() - 12..].iter().sum();
    assert_eq!(
        Some(&year),
        column(&measures["care-home-admissions-65-and-over"], "numerator").last(),
        "the year to September"
    );
    let concerns = column(&measures["safeguarding-concerns"], "value");
    assert_eq!(concerns, column(&measures["safeguarding-decision-3-days"], "denominator"));
    let rural = column(&measures["hours-waiting-west"], "value");
    assert!(
        rural
            .iter()
            .zip(column(&measures["home-care-hours-waiting"], "value"))
            .all(|(west, all)| *west < all)
    );
}
