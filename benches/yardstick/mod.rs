//! Typst by itself: a process that only typesets sheets and writes their PDFs, one after the other, from prepared
//! manuscripts. It reads no pack, judges no figure and makes no web page.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use scorecard::load::load;
use scorecard::model::Service;
use scorecard::render::page;
use scorecard::render::typesetter::{Sheet, Typesetter};

/// The environment variable that makes this program the yardstick, and says which folders hold the sheets.
const SHEETS: &str = "SCORECARD_BENCH_SHEETS";

/// A folder for each sheet of a pack, with all the files that its template reads.
pub struct Sheets {
    pub appendix: PathBuf,
    pub report: PathBuf,
    pub services: Vec<PathBuf>,
}

/// Prepares the files for each sheet of a pack.
pub fn lay_ready(pack: &str) -> Sheets {
    let out = Path::new("target/bench");
    let built = out.join(Path::new(pack).file_name().expect("a name"));
    super::run(&["build", pack, "--dump", "--out", "target/bench"]);
    let (typesetter, pack) = (Typesetter::new(), load(Path::new(pack)).expect("the example pack opens").0);
    let lay = |name: &str, manuscript: &str| {
        let sheet = out.join("sheets").join(name);
        fs::create_dir_all(&sheet).expect("a folder");
        let manuscript = fs::read(built.join(manuscript)).expect("the manuscript was dumped");
        let manuscript = serde_json::from_slice(&manuscript).expect("sound JSON");
        for (name, bytes) in page::files(&typesetter, &pack, &manuscript).expect("JSON can be written") {
            fs::write(sheet.join(name.trim_start_matches('/')), bytes).expect("a file");
        }
        sheet
    };
    let service = |service: &Service| {
        let manuscript = format!("services/{}.json", service.name);
        lay(&service.name, &manuscript)
    };
    Sheets {
        appendix: lay("appendix", "manuscript.json"),
        report: lay("report", "manuscript-report.json"),
        services: pack.services.iter().map(service).collect(),
    }
}

/// Starts the yardstick on some sheets and waits until their PDFs are written.
pub fn start(sheets: &[&PathBuf]) {
    let program = std::env::current_exe().expect("this program's place");
    let sheets = std::env::join_paths(sheets).expect("names of folders");
    assert!(Command::new(program).env(SHEETS, sheets).status().expect("this program starts").success());
}

/// The sheets that this process is to typeset, if it is the yardstick.
pub fn sheets_to_set() -> Option<OsString> {
    std::env::var_os(SHEETS)
}

/// Typesets prepared sheets and writes their PDFs.
pub fn set(sheets: &OsString) {
    let typesetter = Typesetter::new();
    for folder in std::env::split_paths(sheets) {
        let files = fs::read_dir(&folder).expect("a sheet").map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            (format!("/{name}"), fs::read(&path).expect("a file"))
        });
        let template = if folder.ends_with("report") { "/report.typ" } else { "/appendix.typ" };
        let sheet = Sheet { template, files: files.collect(), ident: folder.to_string_lossy().into_owned() };
        let pdf = typesetter.set(sheet).expect("typst sets the sheet").pdf().expect("typst writes the PDF");
        fs::write(folder.with_extension("pdf"), pdf).expect("a file");
    }
}
