//! A build that is killed at any moment leaves the old outputs or the new ones, never a mixture, and nothing that
//! blocks the next build.

use std::fs;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Instant;

use crate::case::{Case, Files};

/// The number of builds that are killed, each a little later than the one before.
const KILLED: u32 = 40;

fn start(case: &Case) -> Child {
    let mut command = case.command(&["build", &case.pack]);
    command.stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Replaces whatever is there with these outputs.
fn lay_out(case: &Case, files: &Files) {
    let folder = case.home().join("out/small");
    fs::remove_dir_all(&folder).expect("the old outputs can go");
    fs::create_dir(&folder).expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("an output");
    }
}

/// The outputs as they are, without what builds leave beside them.
fn outputs(case: &Case) -> Files {
    let own = case
        .out()
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("small/")?.to_owned(), bytes)));
    own.collect()
}

#[test]
fn killed_builds_leave_the_old_outputs_or_the_new_ones() {
    let case = Case::small();
    let old = case.built();
    let case = case.replace("scorecard.yaml", "version: \"1.0\"", "version: \"2.0\"");
    let clock = Instant::now();
    let new = case.built();
    // A little longer than a whole build, so that the last builds finish.
    let step = clock.elapsed().mul_f64(1.3) / KILLED;
    assert!(old["scorecard.json"] != new["scorecard.json"]);

    let mut replaced = 0;
    for delay in (0..KILLED).map(|count| step * count) {
        lay_out(&case, &old);
        let mut build = start(&case);
        sleep(delay);
        build.kill().expect("it can be killed");
        build.wait().expect("it has ended");
        let left = outputs(&case);
        assert!(left == old || left == new, "a mixture after {delay:?}: {:?}", left.keys());
        replaced += u32::from(left == new);
        assert!(case.built() == new, "the build after the one killed after {delay:?}");
        assert_eq!(beside(&case), ["small"], "nothing is left beside the outputs after {delay:?}");
    }
    assert!(replaced < KILLED, "some builds were killed before they had replaced anything");
}

/// What lies in `out/`.
fn beside(case: &Case) -> Vec<String> {
    let entries = fs::read_dir(case.home().join("out")).expect("the outputs");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn builds_at_the_same_time_take_turns() {
    let case = Case::small();
    let alone = case.built();
    fs::remove_dir_all(case.home().join("out")).expect("the outputs can go");
    for _ in 0..4 {
        let together = [start(&case), start(&case), start(&case)];
        for mut build in together {
            assert!(build.wait().expect("it ends").success());
        }
        assert!(outputs(&case) == alone);
        assert_eq!(beside(&case), ["small"], "nothing is left beside the outputs");
    }
}

#[test]
fn two_packs_are_never_written_over_each_other() {
    let case = Case::small();
    for name in [".new-small", ".old-small", ".small.lock"] {
        let pack = case.home().join("data").join(name);
        fs::create_dir_all(pack.join("measures")).expect("a folder");
        for file in ["scorecard.yaml", "measures/all.yaml"] {
            fs::copy(case.path(file), pack.join(file)).expect("a copy");
        }
        let run = case.run(&["build", &format!("data/{name}"), &case.pack]);
        assert_eq!((run.status, run.out.len()), (2, 0), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("a pack cannot be called {name}, because")), "{}", run.stderr);
    }
}

#[test]
fn a_build_whose_reader_has_gone_ends_all_the_same() {
    let case = Case::small().edit("scorecard.yaml", |text| text.replace("status: draft", "status: drfat"));
    let mut command = case.command(&["check", &case.pack]);
    let mut check = command.stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(check.stderr.take());
    let status = check.wait().expect("it ends");
    assert_eq!(status.code(), Some(1), "{status}");
}
