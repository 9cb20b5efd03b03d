//! What a build writes: the files, and the figures in them.

use std::collections::BTreeSet;
use std::fs;

use scorecard::words::typography::apostrophes;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::case::{Case, Files, example, files_below, json};
use crate::pdf;
use crate::report::EVERY_FORM;

/// The national measures of 2018-19 as first published (NHS Digital, 22 October 2019): code, Wiltshire, England,
/// whether a high figure is good, and the resulting colour: green if at least as good as England, amber if worse
/// by at most a tenth of England's figure, otherwise red.
const PUBLISHED: [(&str, &str, &str, Better, &str); 26] = [
    ("ASCOF 1A", "19.5", "19.1", High, "green"),
    ("ASCOF 1B", "81.0", "77.6", High, "green"),
    ("ASCOF 1C(1A)", "86.0", "89.0", High, "amber"),
    ("ASCOF 1C(2A)", "26.1", "28.3", High, "amber"),
    ("ASCOF 1C(2B)", "95.8", "73.4", High, "green"),
    ("ASCOF 1D", "6.6", "7.5", High, "red"),
    ("ASCOF 1E", "5.0", "5.9", High, "red"),
    ("ASCOF 1F", "14", "8", High, "green"),
    ("ASCOF 1G", "79.1", "77.4", High, "green"),
    ("ASCOF 1H", "75", "58", High, "green"),
    ("ASCOF 1I(1)", "51.8", "45.9", High, "green"),
    ("ASCOF 1I(2)", "11.7", "32.5", High, "red"),
    ("ASCOF 2A(1)", "12.9", "13.9", Low, "green"),
    ("ASCOF 2A(2)", "339.2", "579.4", Low, "green"),
    ("ASCOF 2B(1)", "66.7", "82.4", High, "red"),
    ("ASCOF 2B(2)", "1.0", "2.8", High, "red"),
    ("ASCOF 2C(1)", "13.4", "10.3", Low, "red"),
    ("ASCOF 2C(2)", "4.1", "3.1", Low, "red"),
    ("ASCOF 2D", "52.2", "79.6", High, "red"),
    ("ASCOF 3A", "70.6", "64.3", High, "green"),
    ("ASCOF 3B", "38.8", "38.6", High, "green"),
    ("ASCOF 3C", "64.1", "69.7", High, "amber"),
    ("ASCOF 3D(1)", "80.9", "69.7", High, "green"),
    ("ASCOF 3D(2)", "63.0", "62.3", High, "green"),
    ("ASCOF 4A", "77.4", "70.0", High, "green"),
    ("ASCOF 4B", "86.3", "86.9", High, "amber"),
];

use Better::{High, Low};

#[derive(Clone, Copy, PartialEq)]
enum Better {
    High,
    Low,
}

/// The rows of `measures.csv`, with each value by column.
struct Rows {
    columns: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Rows {
    #[track_caller]
    fn of(files: &Files) -> Self {
        let bytes = files["measures.csv"].strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
        let mut reader = csv::Reader::from_reader(bytes);
        let columns = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        Self { columns, rows: reader.records().map(|row| row.expect("a sound row")).collect() }
    }

    /// Some columns from the rows of a measure's series, in the order of the file.
    fn series<'r>(&'r self, code: &str, series: &str, columns: &[&str]) -> Vec<Vec<&'r str>> {
        let own =
            self.rows.iter().filter(|row| self.get(row, "code") == code && self.get(row, "series") == series);
        own.map(|row| columns.iter().map(|column| self.get(row, column)).collect()).collect()
    }

    #[track_caller]
    fn get<'r>(&self, row: &'r csv::StringRecord, column: &str) -> &'r str {
        let at = self.columns.iter().position(|name| name == column).expect("a column");
        &row[at]
    }
}

fn wiltshire() -> &'static Files {
    example("wiltshire")
}

// === The files ==================================================================================================

#[test]
fn a_build_writes_these_files_and_no_others() {
    let run = Case::wiltshire().run(&["build"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let files: Vec<&String> = run.out.keys().collect();
    assert_eq!(
        files,
        [
            "wiltshire/appendix-a.pdf",
            "wiltshire/index.html",
            "wiltshire/measures.csv",
            "wiltshire/report.pdf",
            "wiltshire/scorecard.json"
        ]
    );
}

#[test]
fn outputs_go_where_they_are_told_to() {
    let case = Case::small();
    let run = case.run(&["build", "--out", "elsewhere", &case.pack]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.out.is_empty());
    assert!(files_below(&case.home().join("elsewhere")).contains_key("small/appendix-a.pdf"));
}

/// Nothing is written into a pack, and outputs never replace a pack.
#[test]
fn outputs_never_go_into_a_pack_or_in_place_of_one() {
    let case = Case::small();
    let before = files_below(case.home());
    let into = "scorecard: the outputs would go into the pack data/small itself, and nothing was written; name a folder \
                outside of it with --out\n";
    for out in ["data/small", "data/small/out", "data/small/services", "elsewhere/../data/small/new/out"] {
        let run = case.run(&["build", &case.pack, "--out", out]);
        assert_eq!((run.status, run.stderr.as_str()), (2, into), "{out}");
    }
    let over = case.run(&["build", &case.pack, "--out", "data"]);
    let told = "scorecard: the outputs would go to data/small, in place of the pack data/small, and nothing was written; \
                name another folder with --out\n";
    assert_eq!((over.status, over.stderr.as_str()), (2, told));
    // Run inside the pack's own folder, where `out` would be in the pack.
    let inside = case.command(&["build", "."]).current_dir(case.path("")).output().expect("it starts");
    assert_eq!(inside.status.code(), Some(2), "{}", String::from_utf8_lossy(&inside.stderr));
    assert!(files_below(case.home()) == before, "nothing was written");
}

/// Packs in one command that would share an output folder are refused before any is built.
#[test]
fn outputs_of_one_pack_never_take_the_place_of_another() {
    let case = Case::small();
    let other = case.home().join("out/small/inner");
    for (name, bytes) in files_below(&case.path("")) {
        let path = other.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let before = files_below(case.home());
    let run = case.run(&["build", "data/small", "out/small/inner"]);
    let told = "scorecard: the outputs would go to out/small, in place of the pack out/small/inner, and nothing was \
                written; name another folder with --out\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, told));
    assert!(files_below(case.home()) == before, "nothing was written");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_outputs_into_a_pack() {
    let case = Case::small();
    std::os::unix::fs::symlink(case.path(""), case.home().join("elsewhere")).expect("a link");
    let run = case.run(&["build", &case.pack, "--out", "elsewhere"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("into the pack data/small itself"), "{}", run.stderr);
}

#[test]
fn two_packs_of_one_name_do_not_overwrite_each_other() {
    let case = Case::small();
    let other = case.home().join("other/small/measures");
    fs::create_dir_all(&other).expect("a folder");
    for name in ["scorecard.yaml", "measures/all.yaml"] {
        fs::copy(case.path(name), case.home().join("other/small").join(name)).expect("a copy");
    }
    let run = case.run(&["build", "data/small", "other/small"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
}

#[test]
fn a_check_writes_nothing() {
    let case = Case::small();
    let before = files_below(case.home());
    assert_eq!(case.check().status, 0);
    assert_eq!(files_below(case.home()).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
}

#[test]
fn the_page_is_one_sheet_that_machines_can_read() {
    let facts = pdf::read(&wiltshire()["appendix-a.pdf"]);
    assert_eq!(facts.pages, [(420, 297)], "one page of A3 landscape");
    assert_eq!(facts.title, "Appendix A: Adult Social Services Performance Scorecard, Wiltshire Council");
    assert_eq!(facts.language, "en-GB");
    assert!(facts.tagged);
}

#[test]
fn the_names_of_attachments_are_flat() {
    let attachments = pdf::read(&wiltshire()["appendix-a.pdf"]).attachments;
    assert_eq!(
        attachments.keys().collect::<Vec<_>>(),
        ["manifest.json", "measures.yaml", "report.md", "scorecard.yaml", "values-england.csv"]
    );
}

/// The files attached to the page, by the last part of each name.
fn attached(files: &Files) -> Files {
    let attachments = pdf::read(&files["appendix-a.pdf"]).attachments.into_iter();
    attachments.map(|(name, bytes)| (name.rsplit('/').next().unwrap_or_default().to_owned(), bytes)).collect()
}

#[test]
fn the_page_carries_its_pack_and_a_manifest_of_it() {
    let attached = attached(wiltshire());
    let manifest = json(&attached["manifest.json"]);
    assert_eq!((&manifest["format"], &manifest["pack"]), (&1.into(), &"wiltshire".into()));
    let entries = manifest["files"].as_array().expect("a list");
    assert_eq!(entries.len(), attached.len() - 1, "every file but the manifest");
    for entry in entries {
        let bytes = &attached[entry["name"].as_str().expect("a name")];
        let digest = format!("{:x}", Sha256::digest(bytes));
        assert_eq!((&entry["sha256"], &entry["bytes"]), (&digest.into(), &bytes.len().into()), "{entry}");
    }
}

#[test]
fn the_attached_pack_has_neither_comments_nor_what_is_confidential() {
    let case = Case::small().replace(
        "measures/all.yaml",
        "2023-24: { value: 81.3, margin: 1.1, respondents: 400, note: By post }",
        "2023-24: { value: c, margin: 9.9, respondents: 4321, numerator: 5678, denominator: 8765 }",
    );
    let case = case.edit("measures/all.yaml", |text| format!("# between the two of us\n{text}"));
    let files = case.built();
    let attached = attached(&files);
    let open = [&files["measures.csv"], &files["scorecard.json"], &attached["measures.yaml"]];
    for bytes in open {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["between the two", "9.9", "4321", "5678", "8765"] {
            assert!(!text.contains(secret), "{secret} in\n{text}");
        }
    }
}

/// The pack attached to a page, laid out as a pack again.
fn unpacked(name: &str, files: &Files) -> Case {
    let pack = attached(files).into_iter().filter(|(file, _)| file != "manifest.json");
    let laid_out = pack.map(|(file, bytes)| match file.as_str() {
        "measures.yaml" => ("measures/measures.yaml".to_owned(), bytes),
        _ => (file, bytes),
    });
    Case::of(name, &laid_out.collect())
}

#[test]
fn the_attached_pack_builds_the_same_outputs_again() {
    for case in [Case::wiltshire(), Case::small()] {
        let first = case.built();
        let again = unpacked(case.pack.trim_start_matches("data/"), &first).built();
        for name in ["measures.csv", "scorecard.json", "index.html", "appendix-a.pdf"] {
            assert!(first[name] == again[name], "{name} of {}", case.pack);
        }
    }
}

#[test]
fn words_that_yaml_takes_for_something_else_stay_words() {
    for word in ["~", "yes", "1.10", "2019-11-05", "- a", "a: b #c", "[a]", "\"a\"", "0x1F", "<<", "null"] {
        let title = format!("title: '{word}'");
        let case = Case::small().replace("scorecard.yaml", "title: Adult Care Scorecard", &title);
        let first = case.built();
        let again = unpacked("small", &first).built();
        assert_eq!(json(&again["scorecard.json"])["title"], word);
        assert!(first == again, "{word}");
    }
}

#[test]
fn the_name_of_a_pack_is_all_that_its_folder_says() {
    let first = wiltshire();
    let renamed = unpacked("another", first).built();
    let text = |files: &Files, name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    let named = |name: &str| {
        text(&renamed, name).replace("\nanother,", "\nwiltshire,").replace("\"another\"", "\"wiltshire\"")
    };
    assert_eq!(named("measures.csv"), text(first, "measures.csv"));
    assert_eq!(named("scorecard.json"), text(first, "scorecard.json"));
    let canonical = |files: &Files| {
        let mut pack = attached(files);
        pack.remove("manifest.json");
        pack
    };
    assert!(canonical(first) == canonical(&renamed));
}

#[test]
fn a_logo_travels_with_the_pack() {
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><rect width=\"40\" height=\"40\"/></svg>";
    let case = Case::small()
        .file("pictures/arms.svg", logo)
        .edit("scorecard.yaml", |text| text + "logo: pictures/arms.svg\n");
    let first = case.built();
    let again = unpacked("small", &first).built();
    assert!(first["appendix-a.pdf"] == again["appendix-a.pdf"]);
}

// === The figures ================================================================================================

#[test]
fn the_open_data_has_every_series_of_every_measure() {
    let rows = Rows::of(wiltshire());
    let documented = "scorecard, number, id, code, title, kind, unit, series, period, start, end, value, missing, status, \
                      numerator, denominator, margin, respondents, break, note, source";
    assert!(rows.columns.join(", ").starts_with(documented), "{:?}", rows.columns);
    let series: BTreeSet<_> =
        rows.rows.iter().map(|row| (rows.get(row, "number"), rows.get(row, "series"))).collect();
    assert_eq!(series.len(), 26 * 4, "the council, England, the South West and the neighbours");
    assert_eq!(rows.rows.len(), 26 * 4 * 5, "five years from 2014-15 to 2018-19");
}

#[test]
fn carers_quality_of_life_is_as_published() {
    let rows = Rows::of(wiltshire());
    let columns = ["period", "value", "missing", "margin", "respondents"];
    assert_eq!(
        rows.series("ASCOF 1D", "council", &columns),
        [
            ["2014-15", "7.6", "", "", "375"],
            ["2015-16", "", "z", "", ""],
            ["2016-17", "7.1", "", "0.2", "325"],
            ["2017-18", "", "z", "", ""],
            ["2018-19", "6.6", "", "0.2", "300"],
        ]
    );
    let england: Vec<_> = rows.series("ASCOF 1D", "england", &["value"]).concat();
    assert_eq!(england, ["7.9", "", "7.7", "", "7.5"]);
    let days = rows.series("ASCOF 1D", "council", &["period", "start", "end"]).remove(4);
    assert_eq!(days, ["2018-19", "2018-04-01", "2019-03-31"]);
}

#[test]
fn the_latest_figures_are_as_published() {
    let rows = Rows::of(wiltshire());
    for (code, wiltshire, england, ..) in PUBLISHED {
        for (series, value) in [("council", wiltshire), ("england", england)] {
            let latest = rows.series(code, series, &["period", "value"]).pop();
            assert_eq!(latest, Some(vec!["2018-19", value]), "{code}, {series}");
        }
    }
}

#[test]
fn ratings_are_what_the_published_figures_say() {
    let scorecard = json(&wiltshire()["scorecard.json"]);
    assert_eq!(scorecard["format"], 1);
    let measures = scorecard["measures"].as_array().expect("a list");
    assert_eq!(measures.len(), PUBLISHED.len());
    for (measure, (code, wiltshire, england, better, colour)) in measures.iter().zip(PUBLISHED) {
        assert_eq!(measure["code"], code);
        assert_eq!(measure["better"], if better == High { "higher" } else { "lower" }, "{code}");
        assert_eq!(measure["latest"]["value"], wiltshire, "{code}");
        assert_eq!(measure["comparisons"]["england"]["value"], england, "{code}");
        assert_eq!(measure["rating"]["colour"], colour, "{code}");
    }
    let tally = &scorecard["tally"]["total"];
    let counts = ["measures", "rated", "green", "amber", "red", "not-rated"].map(|name| tally[name].as_u64());
    assert_eq!(counts, [26, 26, 14, 4, 8, 0].map(Some));
}

#[test]
fn measure_6_is_red_and_says_why() {
    let scorecard = json(&wiltshire()["scorecard.json"]);
    let measure = &scorecard["measures"][5];
    assert_eq!((&measure["number"], &measure["id"]), (&6.into(), &"carer-quality-of-life".into()));
    assert_eq!(measure["rating"]["colour"], "red", "6.6 is 12% below 7.5");
    // A tenth of England's 7.5.
    assert_eq!(
        (&measure["target"]["from"], &measure["target"]["tolerance"]),
        (&"7.5".into(), &"0.75".into())
    );
    // 0.5 down since the survey two years earlier; the two margins of 0.2 combine to 0.28.
    let change = ["since", "size", "verdict"].map(|key| &measure["change"][key]);
    assert_eq!(change, ["2016-17", "-0.5", "worse"]);
    assert_eq!(measure["trend"]["answer"], "too few points", "three surveys are too few");
    let sentence = measure["sentence"].as_str().expect("a sentence");
    for fact in
        ["6.6 out of 12 in 2018-19", "red", "0.9 worse than England (7.5)", "0.5 lower than in 2016-17"]
    {
        assert!(sentence.contains(fact), "{fact} in: {sentence}");
    }
}

#[test]
fn a_title_with_commas_and_quotes_comes_back_whole() {
    let title = r#"Served "well", or not"#;
    let case = Case::small().replace(
        "measures/all.yaml",
        "title: People who are satisfied",
        &format!("title: '{title}'"),
    );
    let files = case.built();
    let rows = Rows::of(&files);
    assert_eq!(rows.series("LOCAL 1", "council", &["title"])[0], [title]);
    assert!(String::from_utf8_lossy(&files["measures.csv"]).contains(r#","Served ""well"", or not","#));
}

// === Untrusted text =============================================================================================

/// Texts that some program would take for instructions: typst, Markdown, HTML, SVG, XML, shells, TeX.
const MARKUP: [&str; 12] = [
    "#panic()",
    "#import \"x\"",
    "*a* _b_ $x$",
    "= - + / //",
    "/* a",
    "@ref <fit>",
    "{a} [b] #[c]",
    "`x` \\u{41} \\",
    "<script>x()",
    "</svg><b y=\"",
    "]]> &amp; '",
    "~ -- ... ?",
];

/// Every free text of the small pack.
const FREE: &str = "Seaborough Council|Adult Care Committee|Adult Care Scorecard|\"1.0\"|Invented for a test|Public\
    |Director of Adult Care|R Green|Ward|All|what people say|Outcomes|England|Living at home|Head of Reablement\
    |More people home sooner|Survey of users|NHS England|Write to the council for other formats\
    |LOCAL 1|People who are satisfied|Days until an assessment|Spending against the budget\
    |Head of Service|Up for two years.|Ask again in spring.|By post";

/// The small pack with every free text replaced by this text.
fn filled_with(text: &str) -> Case {
    let quoted = format!(": '{}'", text.replace('\'', "''"));
    let fill_one = |pack: String, free: &str| {
        let ends = ["\n", ",", " }"].into_iter();
        ends.fold(pack, |pack, end| pack.replace(&format!(": {free}{end}"), &format!("{quoted}{end}")))
    };
    let fill = |pack| FREE.split('|').fold(pack, fill_one);
    Case::small().edit("scorecard.yaml", fill).edit("measures/all.yaml", fill)
}

#[test]
fn markup_in_every_text_is_text() {
    for text in MARKUP {
        let files = filled_with(text).file("report.md", EVERY_FORM).built();
        let scorecard = json(&files["scorecard.json"]);
        for place in [
            "/council",
            "/title",
            "/version",
            "/notice",
            "/measures/0/title",
            "/measures/0/comment",
            "/sources/0/title",
        ] {
            assert_eq!(scorecard.pointer(place), Some(&Value::from(text)), "{place}");
        }
        let facts = pdf::read(&files["appendix-a.pdf"]);
        let text = apostrophes(text);
        assert_eq!((facts.pages.len(), facts.title), (1, format!("Appendix A: {text}, {text}")));
        assert_eq!(pdf::read(&files["report.pdf"]).title, format!("{text}, {text}"));
    }
}

#[test]
fn text_that_is_too_long_for_its_place_is_a_fault_of_the_pack_if_it_is_one() {
    for text in ["supercalifragilistic".repeat(10), "many words ".repeat(50).trim().to_owned()] {
        let run = filled_with(&text).build();
        assert!(run.status == 0 || run.heads().contains("error [page-full]"), "{}", run.stderr);
    }
}

#[test]
fn a_formula_in_a_text_is_inert_in_a_spreadsheet() {
    for formula in ["=HYPERLINK(A1)", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/c'!A1", "=\"1\"&A1"] {
        let rows = Rows::of(&filled_with(formula).built());
        let fields = rows.rows.iter().flat_map(|row| row.iter());
        let live: Vec<&str> = fields.filter(|field| field.starts_with(['=', '+', '-', '@'])).collect();
        let numbers = live.iter().filter(|field| field.parse::<f64>().is_ok()).count();
        assert_eq!(live.len(), numbers, "{live:?}");
    }
}

#[test]
fn a_negative_figure_stays_a_number() {
    let rows = Rows::of(&Case::small().built());
    let third = rows.rows.iter().filter(|row| rows.get(row, "number") == "3");
    assert_eq!(third.map(|row| rows.get(row, "value")).collect::<Vec<_>>(), ["-0.7", "-0.2"]);
}

/// Each run asserts that no control character is printed: see [`Case::run`].
#[test]
fn no_text_reaches_the_terminal_raw() {
    let hostile = "\"\\e[31mred\\a\\x9b2J\\u202e\"";
    for (file, from, to) in [
        ("scorecard.yaml", "council: Seaborough Council", "council: {}"),
        ("scorecard.yaml", "meeting: 2024-06-11", "meeting: {}"),
        ("scorecard.yaml", "classification: Public", "{}: Public"),
        ("scorecard.yaml", "status: draft", "status: {}"),
        ("measures/all.yaml", "title: People who are satisfied", "title: {}"),
        ("measures/all.yaml", "id: satisfaction", "id: {}"),
        ("measures/all.yaml", "unit: percent", "unit: {}"),
        ("measures/all.yaml", "target: 80.0", "target: {}"),
        ("measures/all.yaml", "tolerance: 2pp", "tolerance: {}"),
        ("measures/all.yaml", "priorities: [home]", "priorities: [{}]"),
        ("measures/all.yaml", "2021-22: 78.1", "{}: 78.1"),
        ("measures/all.yaml", "2021-22: 78.1", "2021-22: {}"),
        ("measures/all.yaml", "    england: {", "    {}: {"),
        ("measures/all.yaml", "note: By post", "note: {}"),
        ("measures/all.yaml", "owner: Head of Service", "owner: {}"),
    ] {
        let run = Case::small().replace(file, from, &to.replace("{}", hostile)).build();
        assert!(run.status <= 1, "{to}: {}", run.stderr);
    }
}

/// Programs find the codes that the pack has; how to keep Excel from turning them into dates is said beside the link.
#[test]
fn codes_are_in_the_open_data_as_they_are_in_the_pack() {
    for code in ["1E2", "3-4", "0012", "1.10", "MAR1"] {
        let files =
            Case::small().replace("measures/all.yaml", "code: LOCAL 1", &format!("code: \"{code}\"")).built();
        let rows = Rows::of(&files).series(code, "council", &["code", "period", "start", "value"]).len();
        assert_eq!(rows, 3, "{code}");
        let page = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
        assert!(page.contains("and no detection of data types"), "{code}");
    }
}

#[test]
fn open_data_hold_no_control_characters() {
    let case = Case::small().replace("measures/all.yaml", "note: By post", "note: \"\\e[31mred\"");
    let run = case.build();
    let csv = run.out.get("small/measures.csv").map(Vec::as_slice).unwrap_or_default();
    assert!(!csv.contains(&0x1B), "status {}", run.status);
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_reaches_no_terminal_raw() {
    let case = Case::small().file("measures/\u{1b}[31m.yaml", "titel: x\n");
    assert_eq!(case.check().status, 1);
}

#[cfg(unix)]
#[test]
fn the_name_of_a_folder_reaches_no_terminal_raw() {
    let case = Case::small();
    let evil = "data/ev\u{1b}[31mil";
    std::fs::rename(case.path(""), case.home().join(evil)).expect("it can be named so");
    for (arguments, said) in [
        (["check", evil], "\nevU+001B[31mil: 1 matter to settle before dispatch\n"),
        (["check", "data/no\u{1b}[31mne"], "there is no folder data/noU+001B[31mne"),
    ] {
        let run = case.run(&arguments);
        assert!(run.stderr.contains(said) && !run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_nothing_is_not_called_missing() {
    let case = Case::small();
    let run = case.run(&["build", "--out", "/proc/x", &case.pack]);
    assert!(run.stderr.contains("nothing can be written into its folder"), "{}", run.stderr);
    assert!(run.status == 2 && !run.stderr.contains("no faults"), "{}", run.stderr);
}

// === The web page and the narrative =============================================================================

#[test]
fn the_web_page_needs_nothing_but_itself() {
    let page = String::from_utf8(wiltshire()["index.html"].clone()).expect("UTF-8");
    for outside in ["<script", "src=\"http", "@import", "url(http", "<iframe", "<link rel=\"stylesheet"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("Content-Security-Policy") && page.contains("<html lang=\"en-GB\""));
}

#[test]
fn every_measure_has_a_section_and_the_report_its_numbers() {
    let page = String::from_utf8(wiltshire()["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("Carer-reported quality of life stood at 6.6 out of 12 in 2018-19"));
    // 14, 4 and 8 of 26 are 54, 15 and 31 per cent.
    for share in ["54%", "15%", "31%"] {
        assert!(page.contains(share), "{share}");
    }
    assert!(page.contains("measures 6, 7, 12 and 15 to 19"), "the red measures, worked out");
}

#[test]
fn markup_in_the_narrative_is_a_fault_and_in_the_data_is_text() {
    let case = Case::small().file("report.md", "# Purpose\n\nThe <script>alert(1)</script> of it.\n");
    let run = case.check();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("data/small/report.md:3:5: error [html]"), "{}", run.stderr);
    let case =
        Case::small().replace("measures/all.yaml", "People who are satisfied", "<img src=x> & {{ 1 }}");
    let page = String::from_utf8(case.built()["index.html"].clone()).expect("UTF-8");
    assert!(!page.contains("<img src=x>") && page.contains("&lt;img src=x&gt; &amp; {{ 1 }}"));
}

#[test]
fn a_misspelt_figure_in_the_narrative_is_told_at_its_place() {
    let case = Case::small().file("report.md", "# Purpose\n\nOf {{ measures.gren.count }} it is said.\n");
    let run = case.check();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.starts_with("data/small/report.md:3:"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `green`?"), "{}", run.stderr);
}

#[test]
fn numbers_that_were_worked_out_carry_no_noise() {
    for pack in ["wiltshire", "exampleshire"] {
        let document = String::from_utf8(example(pack)["scorecard.json"].clone()).expect("UTF-8");
        // Numbers as written, outside strings; parsing them could round them.
        let plain = document.replace("\\\\", "").replace("\\\"", "");
        let bare = plain.split('"').step_by(2);
        let numbers =
            bare.flat_map(|text| text.split(|c: char| !(c.is_ascii_alphanumeric() || ".-+".contains(c))));
        let long: Vec<&str> = numbers.filter(|number| significant(number) > 13).collect();
        // Twelve significant digits, plus a zero after the point of a whole number.
        assert!(long.is_empty(), "{long:?}");
    }
}

/// The number of digits in a written number, not counting leading zeros.
fn significant(number: &str) -> usize {
    let digits = number.split('e').next().unwrap_or_default();
    digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count()
}
