//! The same pack gives the same bytes in every output: at any time and place, on one core or many, whoever builds it,
//! and however its files came to be there.

use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::case::{Case, Files, example, files_below, repository};

/// The packs on which every difference is tried: published figures, and a whole council with nine services, whose
/// documents are made in parallel.
const PACKS: [&str; 2] = ["wiltshire", "exampleshire"];

fn files_of(pack: &str) -> Files {
    files_below(&repository().join("data").join(pack))
}

/// Every output exists and equals the one built here. A difference is reported only by the output's name, because
/// nobody wants to read two PDFs in a terminal.
#[track_caller]
fn same(pack: &str, built: &Files, what: &str) {
    let here = example(pack);
    assert_eq!(here.keys().collect::<Vec<_>>(), built.keys().collect::<Vec<_>>(), "{pack}, {what}");
    let differ: Vec<&String> = here.keys().filter(|name| here[*name] != built[*name]).collect();
    assert!(differ.is_empty(), "{pack}, {what}: {differ:?}");
}

/// Outputs of every kind are among those compared.
#[test]
fn every_kind_of_output_is_compared() {
    let names = |pack| example(pack).keys().map(String::as_str).collect::<Vec<_>>();
    for name in ["appendix-a.pdf", "index.html", "measures.csv", "report.pdf", "scorecard.json"] {
        assert!(PACKS.iter().all(|pack| names(pack).contains(&name)), "{name}");
    }
    let services = names("exampleshire").iter().filter(|name| name.starts_with("services/")).count();
    assert_eq!(services, 18, "nine services, each in print and on the web");
}

#[test]
fn time_zones_and_languages_change_nothing() {
    for (zone, language) in [
        ("UTC", "C"),
        ("Pacific/Auckland", "cy_GB.UTF-8"),
        ("America/St_Johns", "de_DE.ISO-8859-1"),
        ("Pacific/Kiritimati", "tr_TR.UTF-8"),
    ] {
        let case = Case::wiltshire()
            .with("TZ", zone)
            .with("LANG", language)
            .with("LANGUAGE", language)
            .with("LC_ALL", language);
        same("wiltshire", &case.built(), &format!("{zone}, {language}"));
    }
}

/// Threads, on as many cores as there are ([`a_single_core_changes_nothing`]).
#[test]
fn one_thread_or_many_change_nothing() {
    for pack in PACKS {
        for threads in ["1", "7"] {
            let case = Case::of(pack, &files_of(pack)).with("RAYON_NUM_THREADS", threads);
            same(pack, &case.built(), &format!("{threads} threads"));
        }
    }
}

/// If several packs are named, they are built in parallel.
#[test]
fn packs_built_in_one_run_are_as_if_built_alone() {
    let case = Case::wiltshire();
    for (name, bytes) in files_of("exampleshire") {
        let path = case.home().join("data/exampleshire").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let run = case.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for pack in PACKS {
        same(pack, &files_below(&case.home().join("out").join(pack)), "in one run");
    }
}

/// On one core of this machine, if the system can restrict a program to one.
#[cfg(target_os = "linux")]
#[test]
fn a_single_core_changes_nothing() {
    let Ok(first) = fs::read_to_string("/proc/self/status") else { return };
    let allowed =
        first.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).expect("a list of cores");
    let core = allowed.trim().split(['-', ',']).next().expect("a core").to_owned();
    if Command::new("taskset").arg("--version").output().is_err() {
        return; // Not tested: this machine has no `taskset`.
    }
    let case = Case::exampleshire();
    let run = Command::new("taskset")
        .args(["-c", &core, env!("CARGO_BIN_EXE_scorecard"), "build"])
        .current_dir(case.home())
        .output()
        .expect("it starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    same("exampleshire", &files_below(&case.home().join("out/exampleshire")), "one core");
}

#[test]
fn who_builds_it_changes_nothing() {
    let case = Case::wiltshire()
        .with("HOME", "/nonexistent")
        .with("USER", "somebody")
        .with("LOGNAME", "somebody")
        .with("HOSTNAME", "elsewhere")
        .with("TMPDIR", "/nonexistent")
        .with("XDG_CONFIG_HOME", "/nonexistent")
        .with("XDG_DATA_HOME", "/nonexistent")
        .with("TYPST_FONT_PATHS", "/usr/share/fonts")
        .with("COLUMNS", "40")
        .with("RUST_BACKTRACE", "full")
        .with("SOURCE_DATE_EPOCH", "1");
    same("wiltshire", &case.built(), "somebody else");
}

/// Without even the variables that every shell sets.
#[cfg(unix)]
#[test]
fn no_surroundings_at_all_change_nothing() {
    let case = Case::exampleshire();
    let run = case.command(&["build"]).env_clear().output().expect("it starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    same("exampleshire", &files_below(&case.home().join("out/exampleshire")), "no variables");
}

/// Files created in a different order, years apart, in the future, and read-only.
#[test]
fn how_files_came_there_changes_nothing() {
    for pack in PACKS {
        let files = files_of(pack);
        let case = files
            .iter()
            .rev()
            .fold(Case::of(pack, &Files::new()), |case, (name, bytes)| case.file(name, bytes));
        for (years, name) in (1..).zip(files.keys()) {
            let file = fs::File::options().append(true).open(case.path(name)).expect("it is there");
            let time = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 366 * (years % 80));
            file.set_modified(time).expect("a time");
            let mut rights = file.metadata().expect("rights").permissions();
            rights.set_readonly(true);
            fs::set_permissions(case.path(name), rights).expect("rights");
        }
        same(pack, &case.built(), "files of another order, age and rights");
    }
}

/// A different working folder, and so a different path to the pack.
#[test]
fn the_working_folder_changes_nothing() {
    let case = Case::wiltshire();
    let absolute = case.path("").to_str().expect("UTF-8").to_owned();
    let data = case.home().join("data");
    let elsewhere = tempfile::tempdir().expect("a folder");
    for (folder, way) in
        [(elsewhere.path(), absolute.as_str()), (&data, "wiltshire"), (&data.join("wiltshire"), ".")]
    {
        let out = tempfile::tempdir().expect("a folder");
        let to = out.path().to_str().expect("UTF-8");
        let run = case.command(&["build", way, "--out", to]).current_dir(folder).output().expect("it starts");
        assert!(run.status.success(), "{way}: {}", String::from_utf8_lossy(&run.stderr));
        same("wiltshire", &files_below(&out.path().join("wiltshire")), way);
    }
}

#[test]
fn a_pack_named_in_several_ways_gives_the_same_bytes() {
    let case = Case::small();
    let first = case.built();
    let absolute = case.path("").to_str().expect("UTF-8").to_owned();
    for name in ["./data/small", "data/small/", "data/../data/small", &absolute] {
        let run = case.run(&["build", name]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        assert!(first.iter().all(|(file, bytes)| run.out[&format!("small/{file}")] == *bytes), "{name}");
    }
}
