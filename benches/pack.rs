//! The whole job, cold and in one process, and its parts, run on the example packs.
//!
//! `cargo bench` prints the median of each. `cold` starts the program as a user does. For comparison, [`yardstick`]
//! measures what typst alone takes for the same sheets.

use std::fs;
use std::path::Path;
use std::process::Command;

use scorecard::analyse::analyse;
use scorecard::compose::appendix;
use scorecard::load::load;
use scorecard::pipeline::{self, Wanted};
use scorecard::render::typesetter::Typesetter;
use scorecard::render::{data, page};

mod yardstick;

fn main() {
    match yardstick::sheets_to_set() {
        Some(sheets) => yardstick::set(&sheets),
        None => divan::main(),
    }
}

/// A copy of Exampleshire's pack without its services.
fn without_services() -> String {
    let copy = Path::new("target/bench/packs/page-and-report");
    fs::create_dir_all(copy.join("measures")).expect("a folder");
    for folder in ["", "measures"] {
        for file in fs::read_dir(Path::new(SERVICES).join(folder)).expect("the example pack") {
            let path = file.expect("a file").path();
            if path.is_file() {
                fs::copy(&path, copy.join(folder).join(path.file_name().expect("a name"))).expect("a copy");
            }
        }
    }
    copy.to_string_lossy().into_owned()
}

const PACK: &str = "data/wiltshire";

/// 53 measures, and nine services with 82 metrics.
const SERVICES: &str = "data/exampleshire";

fn pack() -> scorecard::model::Pack {
    load(Path::new(PACK)).expect("the example pack opens").0
}

/// The pack's first measure repeated this many times, with five years of monthly figures.
fn long_series(count: usize) -> scorecard::model::Pack {
    let mut pack = pack();
    let mut measure = pack.scorecard.measures[0].clone();
    let reading = measure.readings.readings[0].clone();
    measure.frequency = scorecard::model::Frequency::Monthly;
    let month = |month: u32| scorecard::model::Reading {
        period: scorecard::model::Period::Month(
            2014 + i32::try_from(month / 12).unwrap_or(0),
            month % 12 + 1,
        ),
        value: Ok(scorecard::model::Number::from(100 + month * 37 % 11)),
        ..reading.clone()
    };
    measure.readings.readings = (0..60).map(month).collect();
    pack.scorecard.measures = vec![measure; count];
    pack
}

/// Runs the actual program.
fn run(arguments: &[&str]) {
    let out =
        Command::new(env!("CARGO_BIN_EXE_scorecard")).args(arguments).output().expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

mod whole_job {
    use super::{PACK, Path, SERVICES, Typesetter, Wanted, pipeline, run, without_services, yardstick};

    #[divan::bench]
    fn build_cold() {
        run(&["build", PACK, "--out", "target/bench"]);
    }

    #[divan::bench]
    fn build_with_nine_services_cold() {
        run(&["build", SERVICES, "--out", "target/bench"]);
    }

    /// 53 measures on one page, the report and the web page.
    #[divan::bench]
    fn build_page_and_report_cold(bencher: divan::Bencher<'_, '_>) {
        let pack = without_services();
        bencher.bench_local(|| run(&["build", &pack, "--out", "target/bench"]));
    }

    /// The yardstick for the build above.
    #[divan::bench]
    fn typst_alone_cold(bencher: divan::Bencher<'_, '_>) {
        let sheets = yardstick::lay_ready(&without_services());
        bencher.bench_local(|| yardstick::start(&[&sheets.appendix, &sheets.report]));
    }

    /// The yardstick for nine services: what they add to the build.
    #[divan::bench]
    fn nine_times_typst_alone_cold(bencher: divan::Bencher<'_, '_>) {
        let sheets = yardstick::lay_ready(SERVICES);
        assert_eq!(sheets.services.len(), 9);
        bencher.bench_local(|| sheets.services.iter().for_each(|sheet| yardstick::start(&[sheet])));
    }

    /// 53 measures and the report.
    #[divan::bench]
    fn check_page_and_report_cold(bencher: divan::Bencher<'_, '_>) {
        let pack = without_services();
        bencher.bench_local(|| run(&["check", &pack]));
    }

    #[divan::bench]
    fn check_cold() {
        run(&["check", PACK]);
    }

    #[divan::bench]
    fn check_with_nine_services_cold() {
        run(&["check", SERVICES]);
    }

    #[divan::bench]
    fn build_again_in_process(bencher: divan::Bencher<'_, '_>) {
        let typesetter = Typesetter::new();
        bencher.bench_local(|| pipeline::build(&typesetter, Path::new(PACK), Wanted::default()));
    }
}

mod parts {
    use super::{Typesetter, analyse, appendix, data, load, pack, page};

    #[divan::bench]
    fn load_pack() -> scorecard::model::Pack {
        load(std::path::Path::new(super::PACK)).expect("the example pack opens").0
    }

    #[divan::bench]
    fn analyse_pack(bencher: divan::Bencher<'_, '_>) {
        let pack = pack();
        bencher.bench_local(|| analyse(&pack).measures.len());
    }

    /// Ten thousand measures of sixty months each.
    #[divan::bench]
    fn analyse_ten_thousand(bencher: divan::Bencher<'_, '_>) {
        let mut pack = super::long_series(10_000);
        pack.cover.comparators.clear();
        bencher.bench_local(|| analyse(&pack).measures.len());
    }

    #[divan::bench]
    fn compose_manuscript(bencher: divan::Bencher<'_, '_>) {
        let pack = pack();
        let results = analyse(&pack);
        let view = pack.whole();
        bencher.bench_local(|| {
            let draft = appendix::draft(&view, &results);
            let size = draft.fit().sizes().next().expect("a size");
            draft.at(&size)
        });
    }

    #[divan::bench]
    fn set_page_warm(bencher: divan::Bencher<'_, '_>) {
        let pack = pack();
        let results = analyse(&pack);
        let typesetter = Typesetter::new();
        bencher.bench_local(|| page::appendix(&typesetter, &pack, &results).is_ok());
    }

    #[divan::bench]
    fn write_pdf(bencher: divan::Bencher<'_, '_>) {
        let pack = pack();
        let results = analyse(&pack);
        let page::SinglePage::Fits(page) =
            page::appendix(&Typesetter::new(), &pack, &results).expect("typst runs")
        else {
            panic!("the page is too full")
        };
        bencher.bench_local(|| page.proof.pdf());
    }

    #[divan::bench]
    fn open_data(bencher: divan::Bencher<'_, '_>) {
        let pack = pack();
        let results = analyse(&pack);
        bencher.bench_local(|| (data::csv(&pack), data::json(&pack, &results)));
    }
}
