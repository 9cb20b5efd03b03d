//! All or nothing, whichever call fails and wherever a run is killed.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::write::disk::faults::{Plan, under};
use crate::write::{Artefacts, create, finish_broken_swap, refuse_own_names, replace};

/// How system calls fail when the disk is full, is read-only, or belongs to someone else.
const FAILURES: [ErrorKind; 3] =
    [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied];

/// Output files that each contain their version.
fn files(version: &str) -> Artefacts {
    let figures = format!("{{ \"version\": \"{version}\", \"services\": [{{ \"name\": \"carers\" }}] }}");
    let of_version = |name: &str| (name.to_owned(), format!("{name} of version {version}").into_bytes());
    let files = ["measures.csv", "services/carers.pdf"].map(of_version);
    files.into_iter().chain([("scorecard.json".to_owned(), figures.into_bytes())]).collect()
}

/// The contents of a folder, or `None` if it does not exist.
fn held(folder: &Path) -> Option<Artefacts> {
    let mut held = Artefacts::new();
    for entry in fs::read_dir(folder).ok()? {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match self::held(&path) {
            Some(below) => {
                held.extend(below.into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
            }
            None => drop(held.insert(name, fs::read(&path).unwrap())),
        }
    }
    Some(held)
}

/// The names in a folder, including hidden ones.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What the output folder holds before a build that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Outputs,
    /// Old outputs moved aside and half of the new ones, left where a run that cannot exchange folders is
    /// killed.
    BrokenSwap,
}

const BEFORE: [Before; 3] = [Before::Nothing, Before::Outputs, Before::BrokenSwap];

fn laid_out(before: Before) -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    if before != Before::Nothing {
        replace(out.path(), "pack", &files("1")).unwrap();
    }
    if before == Before::BrokenSwap {
        fs::rename(out.path().join("pack"), out.path().join(".old-pack")).unwrap();
        fs::create_dir(out.path().join(".new-pack")).unwrap();
        fs::write(out.path().join(".new-pack/measures.csv"), "half").unwrap();
    }
    out
}

/// The number of calls made by a build that meets no failure.
fn calls(before: Before, plan: &Plan) -> usize {
    let out = laid_out(before);
    under(plan, || replace(out.path(), "pack", &files("2")).unwrap()).1
}

/// Asserts that the old or the new outputs are complete, in place or, after an interrupted swap, beside it.
#[track_caller]
fn old_or_new(out: &Path, before: Before, case: &str) {
    let (target, aside) = (held(&out.join("pack")), held(&out.join(".old-pack")));
    let (old, new) = (files("1"), files("2"));
    match target {
        Some(target) => assert!(target == old || target == new, "a mixture: {case}"),
        None if before == Before::Nothing => {}
        None => assert!(aside == Some(old), "the old outputs are lost: {case}"),
    }
}

/// The next build clears up whatever an interrupted one left.
#[track_caller]
fn next_repairs(out: &Path, case: &str) {
    replace(out, "pack", &files("3")).unwrap();
    assert!(held(&out.join("pack")) == Some(files("3")), "{case}");
    assert_eq!(names(out), ["pack"], "{case}");
}

#[test]
fn a_call_that_fails_leaves_the_old_outputs_or_the_new_ones() {
    for before in BEFORE {
        let whole = calls(before, &Plan::default());
        assert!(whole > 10, "{whole} calls");
        for (call, kind) in (0..whole).zip(FAILURES.into_iter().cycle()) {
            let case = format!("{kind:?} in call {call} of {whole}, {before:?}");
            let out = laid_out(before);
            let plan = Plan { failing: vec![(call, kind)], ..Plan::default() };
            let (done, _) = under(&plan, || replace(out.path(), "pack", &files("2")));
            old_or_new(out.path(), before, &case);
            let target = held(&out.path().join("pack"));
            match done {
                Ok(_) => assert!(target == Some(files("2")), "said to be done: {case}"),
                Err(error) => {
                    assert!(target != Some(files("2")), "said to have failed: {case}");
                    let told = format!("{error:#}");
                    assert!(told.contains("pack") || told.contains("cannot be made"), "no path: {told}");
                    assert!(!told.contains("os error"), "{told}");
                }
            }
            next_repairs(out.path(), &case);
        }
    }
}

#[test]
fn two_calls_that_fail_never_lose_the_outputs() {
    for before in BEFORE {
        let whole = calls(before, &Plan::default());
        // Only a few calls follow a failure: those that put things right.
        for (first, second) in (0..whole).flat_map(|first| (1..5).map(move |later| (first, first + later))) {
            let case = format!("calls {first} and {second}, {before:?}");
            let out = laid_out(before);
            let failing = vec![(first, ErrorKind::StorageFull), (second, ErrorKind::PermissionDenied)];
            let (done, _) =
                under(&Plan { failing, ..Plan::default() }, || replace(out.path(), "pack", &files("2")));
            old_or_new(out.path(), before, &case);
            let new_is_there = held(&out.path().join("pack")) == Some(files("2"));
            assert_eq!(done.is_ok(), new_is_there, "{case}");
            next_repairs(out.path(), &case);
        }
    }
}

#[test]
fn a_build_killed_before_any_call_leaves_the_old_outputs_or_the_new_ones() {
    for before in BEFORE {
        for call in 0..calls(before, &Plan::default()) {
            let case = format!("killed at call {call}, {before:?}");
            let out = laid_out(before);
            let plan = Plan { killed_at: Some(call), ..Plan::default() };
            let _ = under(&plan, || replace(out.path(), "pack", &files("2")));
            old_or_new(out.path(), before, &case);
            next_repairs(out.path(), &case);
        }
    }
}

/// Where two folders cannot be exchanged, the old outputs are briefly moved aside, complete, and come back.
#[test]
fn a_system_that_cannot_exchange_loses_nothing_either() {
    // The call that exchanges comes first after the last file is written. It can be recognised because, if it
    // fails, the build still succeeds but makes more calls.
    let whole = calls(Before::Outputs, &Plan::default());
    let exchange = (0..whole).find(|call| {
        let out = laid_out(Before::Outputs);
        let plan = Plan { failing: vec![(*call, ErrorKind::Unsupported)], ..Plan::default() };
        let (done, calls) = under(&plan, || replace(out.path(), "pack", &files("2")));
        done.is_ok() && calls > whole
    });
    // On systems other than Linux the tests above already take this path.
    let Some(exchange) = exchange else { return };
    let unable = (exchange, ErrorKind::Unsupported);
    let mut aside = 0;
    for call in exchange + 1..exchange + 8 {
        for killed in [false, true] {
            let case = format!("call {call}, killed: {killed}");
            let out = laid_out(Before::Outputs);
            let plan = match killed {
                true => Plan { failing: vec![unable], killed_at: Some(call) },
                false => Plan { failing: vec![unable, (call, ErrorKind::PermissionDenied)], killed_at: None },
            };
            let _ = under(&plan, || replace(out.path(), "pack", &files("2")));
            old_or_new(out.path(), Before::Outputs, &case);
            // A single failure is put right at once; only a kill leaves that to the next build.
            assert!(killed || out.path().join("pack").exists(), "the outputs are aside: {case}");
            aside += u32::from(!out.path().join("pack").exists());
            next_repairs(out.path(), &case);
        }
    }
    assert!(aside > 0, "no case was killed between the two renames");
}

#[test]
fn outputs_that_could_not_be_brought_back_are_told_of() {
    let whole = calls(Before::Outputs, &Plan::default());
    let told = (0..whole).find_map(|call| {
        let out = laid_out(Before::Outputs);
        let failing = vec![
            (call, ErrorKind::Unsupported),
            (call + 2, ErrorKind::PermissionDenied),
            (call + 3, ErrorKind::PermissionDenied),
        ];
        let (done, _) =
            under(&Plan { failing, ..Plan::default() }, || replace(out.path(), "pack", &files("2")));
        done.err()
            .map(|error| format!("{error:#}"))
            .filter(|told| told.contains("the next build brings them back"))
    });
    assert!(told.is_some_and(|told| told.contains(".old-pack")));
}

#[test]
fn outputs_are_replaced_as_one_and_leave_nothing_beside_them() {
    let out = tempfile::tempdir().unwrap();
    for version in ["1", "2"] {
        replace(out.path(), "pack", &files(version)).unwrap();
        assert!(held(&out.path().join("pack")) == Some(files(version)));
        assert_eq!(names(out.path()), ["pack"]);
    }
}

#[test]
fn a_full_disk_leaves_no_half_behind_that_would_fill_it_further() {
    let whole = calls(Before::Outputs, &Plan::default());
    for call in 0..whole {
        let out = laid_out(Before::Outputs);
        let plan = Plan { failing: vec![(call, ErrorKind::StorageFull)], ..Plan::default() };
        if under(&plan, || replace(out.path(), "pack", &files("2"))).0.is_err() {
            assert_eq!(names(out.path()), ["pack"], "call {call}");
        }
    }
}

#[test]
fn a_file_of_the_users_is_never_replaced() {
    for stranger in ["notes.docx", "services/notes.docx", "mine/figures.csv", "services/mine/a.pdf"] {
        let out = tempfile::tempdir().unwrap();
        replace(out.path(), "pack", &files("1")).unwrap();
        let path = out.path().join("pack").join(stranger);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        let error = replace(out.path(), "pack", &files("2")).unwrap_err().to_string();
        let named =
            stranger.strip_suffix("/figures.csv").or(stranger.strip_suffix("/a.pdf")).unwrap_or(stranger);
        assert!(error.contains(&format!("({named})")), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(held(&out.path().join("pack")).unwrap()["measures.csv"], files("1")["measures.csv"]);
    }
}

#[test]
fn a_file_that_is_called_as_an_output_is_nobodys_own_without_the_figures_beside_it() {
    let out = tempfile::tempdir().unwrap();
    fs::create_dir(out.path().join("pack")).unwrap();
    for (name, content) in [("index.html", "mine"), ("scorecard.json", "{ \"mine\": true }")] {
        fs::write(out.path().join("pack").join(name), content).unwrap();
        let error = replace(out.path(), "pack", &files("1")).unwrap_err().to_string();
        assert!(error.contains("holds files that no build wrote (index.html"), "{error}");
    }
    assert_eq!(fs::read_to_string(out.path().join("pack/index.html")).unwrap(), "mine");
}

/// Outputs of a pack with one service, in which their figures name it.
fn outputs_of(service: &str) -> Artefacts {
    let figures = format!("{{ \"services\": [{{ \"name\": \"{service}\" }}] }}");
    let pages = ["pdf", "html"].map(|ending| (format!("services/{service}.{ending}"), b"page".to_vec()));
    pages.into_iter().chain([("scorecard.json".to_owned(), figures.into_bytes())]).collect()
}

#[test]
fn a_file_beside_those_of_services_is_never_replaced_whatever_its_ending() {
    for stranger in ["mine.pdf", "mine.html", "mine.json", "carers.json", "report.pdf", "carers.PDF"] {
        // The pack that is built may have other services by now, or none.
        for new in [outputs_of("carers"), outputs_of("homes"), files_without_services()] {
            let out = tempfile::tempdir().unwrap();
            replace(out.path(), "pack", &outputs_of("carers")).unwrap();
            let path = out.path().join("pack/services").join(stranger);
            fs::write(&path, "mine").unwrap();
            let error = replace(out.path(), "pack", &new).unwrap_err().to_string();
            assert!(error.contains(&format!("(services/{stranger})")), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        }
    }
}

fn files_without_services() -> Artefacts {
    [("scorecard.json".to_owned(), b"{ \"services\": [] }".to_vec())].into()
}

#[test]
fn outputs_of_a_service_that_is_gone_go_with_it() {
    let out = tempfile::tempdir().unwrap();
    for new in [outputs_of("carers"), outputs_of("homes"), files_without_services()] {
        replace(out.path(), "pack", &new).unwrap();
        assert!(held(&out.path().join("pack")) == Some(new));
    }
}

/// What somebody put under the names that a build gives to what it makes beside the outputs.
#[test]
fn nobodys_file_is_taken_for_what_a_killed_build_left() {
    for beside in [".new-pack", ".old-pack"] {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join(beside)).unwrap();
        fs::write(out.path().join(beside).join("letter.txt"), "mine").unwrap();
        let error = replace(out.path(), "pack", &files("1")).unwrap_err().to_string();
        assert!(error.contains(beside) && error.contains("(letter.txt)"), "{error}");
        let error = create(&out.path().join("pack"), &files("1"));
        assert_eq!(error.is_err(), beside == ".new-pack");
        assert_eq!(fs::read_to_string(out.path().join(beside).join("letter.txt")).unwrap(), "mine");
    }
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join(".pack.lock"), "mine").unwrap();
    let error = replace(out.path(), "pack", &files("1")).unwrap_err().to_string();
    assert!(error.contains(".pack.lock cannot be written: something else has its name"), "{error}");
    assert_eq!(fs::read_to_string(out.path().join(".pack.lock")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_moved_or_taken_away() {
    use std::os::unix::fs::symlink;

    let nothing = Path::new("gone");
    for link in ["pack", ".new-pack", ".old-pack", ".pack.lock"] {
        for to in [nothing, Path::new("papers")] {
            let out = tempfile::tempdir().unwrap();
            fs::create_dir(out.path().join("papers")).unwrap();
            symlink(to, out.path().join(link)).unwrap();
            let error = replace(out.path(), "pack", &files("1")).unwrap_err().to_string();
            assert!(error.contains(link), "{error}");
            assert_eq!(fs::read_link(out.path().join(link)).unwrap(), to);
            assert!(held(&out.path().join("papers")) == Some(Artefacts::new()));
        }
    }
    // A link among the outputs is none of them, and `schema` writes through none.
    let out = tempfile::tempdir().unwrap();
    replace(out.path(), "pack", &files("1")).unwrap();
    symlink("../letter.html", out.path().join("pack/index.html")).unwrap();
    let error = replace(out.path(), "pack", &files("2")).unwrap_err().to_string();
    assert!(error.contains("(index.html)"), "{error}");
    fs::write(out.path().join("letter.html"), "mine").unwrap();
    symlink("letter.html", out.path().join(".new-a.json")).unwrap();
    assert!(super::file(&out.path().join("a.json"), b"{}").is_err());
    assert_eq!(fs::read_to_string(out.path().join("letter.html")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named() {
    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("gone", home.path().join("out")).unwrap();
    for out in ["out", "out/papers"] {
        let error = replace(&home.path().join(out), "pack", &files("1")).unwrap_err().to_string();
        assert!(error.contains("out is a link to gone, which is not there"), "{error}");
    }
    let error = create(&home.path().join("out"), &files("1")).unwrap_err().to_string();
    assert!(error.contains("out is a link to gone, which is not there"), "{error}");
}

#[test]
fn names_that_builds_give_are_no_names_of_packs() {
    for name in [".new-a", ".old-a", ".NEW-a", ".a.lock"] {
        assert!(refuse_own_names(name).is_err(), "{name}");
    }
    for name in ["a", "new-a", ".hidden", "a.lock"] {
        assert!(refuse_own_names(name).is_ok(), "{name}");
    }
}

/// Each build takes the lock's file away while others wait for it.
#[test]
fn builds_at_the_same_time_neither_mix_nor_fail_nor_leave_anything() {
    let out = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for build in 0..8 {
            let out = out.path();
            scope.spawn(move || {
                for round in 0..12 {
                    replace(out, "pack", &files(&format!("{build} {round}"))).unwrap();
                }
            });
        }
    });
    let left = held(&out.path().join("pack")).unwrap();
    let text = String::from_utf8_lossy(&left["measures.csv"]).into_owned();
    let version = text.split(" of version ").last().unwrap();
    assert!(left == files(version), "{version}");
    assert_eq!(names(out.path()), ["pack"]);
}

#[test]
fn what_a_killed_build_left_is_put_right_by_the_next() {
    let out = laid_out(Before::BrokenSwap);
    finish_broken_swap(out.path(), "pack").unwrap();
    assert!(held(&out.path().join("pack")) == Some(files("1")));
    next_repairs(out.path(), "after the swap was finished");
}

/// A newly created folder, which did not exist before or was empty.
#[test]
fn a_new_folder_is_whole_or_not_there_whatever_fails() {
    for empty in [false, true] {
        let place = || {
            let home = tempfile::tempdir().unwrap();
            if empty {
                fs::create_dir_all(home.path().join("data/deep/pack")).unwrap();
            }
            home
        };
        let inside = Path::new("data/deep/pack");
        let (done, whole) = {
            let home = place();
            under(&Plan::default(), || create(&home.path().join(inside), &files("1")))
        };
        done.unwrap();
        for (call, killed) in (0..whole).flat_map(|call| [(call, false), (call, true)]) {
            let case = format!("call {call} of {whole}, killed: {killed}, empty: {empty}");
            let home = place();
            let before = everything(home.path());
            let target = home.path().join(inside);
            let plan = match killed {
                true => Plan { killed_at: Some(call), ..Plan::default() },
                false => Plan { failing: vec![(call, ErrorKind::StorageFull)], ..Plan::default() },
            };
            let (done, _) = under(&plan, || create(&target, &files("1")));
            let made = held(&target).filter(|held| !held.is_empty());
            assert!(made.is_none() || made == Some(files("1")), "a half: {case}");
            if !killed {
                assert_eq!(done.is_ok(), made.is_some(), "{case}");
            }
            if !killed && done.is_err() {
                assert_eq!(everything(home.path()), before, "{case}");
            }
            if made.is_none() {
                create(&target, &files("1")).unwrap();
                assert!(held(&target) == Some(files("1")), "{case}");
                assert_eq!(names(&home.path().join("data/deep")), ["pack"], "{case}");
            }
        }
    }
}

/// Every path below a folder.
fn everything(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        paths.push(name);
        if path.is_dir() {
            paths.extend(everything(&path));
        }
    }
    paths
}

#[test]
fn nothing_is_made_where_something_is() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("pack");
    create(&target, &files("1")).unwrap();
    assert!(create(&target, &files("2")).unwrap_err().to_string().contains("holds files already"));
    assert!(held(&target) == Some(files("1")));
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(create(&file, &files("2")).unwrap_err().to_string().contains("is a file"));
    assert!(create(&file.join("pack"), &files("2")).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(names(home.path()), ["file", "pack"]);
}
