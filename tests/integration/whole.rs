//! All outputs or none, with the real program on a real disk: one that is full, one that cannot be written to, files
//! that are open elsewhere, two packs that want the same place. `src/write/tests.rs` makes each single call fail.

use std::fs::{self, Permissions};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

use crate::case::{Case, Files};

/// A pack whose outputs are those of version 1.0 and whose next build makes version 2.0: the case, the old outputs
/// and the new ones.
fn edited() -> (Case, Files, Files) {
    let case = Case::small();
    let old = case.built();
    let case = case.replace("scorecard.yaml", "version: \"1.0\"", "version: \"2.0\"");
    let new = case.built();
    assert!(old["appendix-a.pdf"] != new["appendix-a.pdf"]);
    lay_out(&case, &old);
    (case, old, new)
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

/// The outputs as they lie there. Nothing else lies in the folder `out`.
#[track_caller]
fn outputs(case: &Case) -> Files {
    let out = case.out().into_iter();
    let inside = |name: &str| name.strip_prefix("small/").map(str::to_owned);
    out.map(|(name, bytes)| (inside(&name).unwrap_or_else(|| panic!("{name} was left behind")), bytes))
        .collect()
}

/// A build that may write no file larger than this many blocks, and is not killed for trying.
fn build_within(case: &Case, blocks: usize) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build data/small");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_scorecard")]).current_dir(case.home());
    shell.output().expect("a shell")
}

#[test]
fn a_full_disk_leaves_the_old_outputs() {
    let (case, old, new) = edited();
    let largest = new.values().map(Vec::len).max().expect("outputs");
    let mut broken_off = 0;
    // From nothing to more than the largest file, in steps that interrupt one file or another.
    let mut blocks = 0;
    loop {
        let run = build_within(&case, blocks);
        let told = String::from_utf8(run.stderr).expect("UTF-8");
        if run.status.success() {
            assert!(blocks * 1024 >= largest, "{blocks} blocks are enough for {largest} bytes");
            assert!(outputs(&case) == new);
            break;
        }
        broken_off += 1;
        assert_eq!(run.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot be written: no file may be so large there"), "{told}");
        assert!(outputs(&case) == old, "with {blocks} blocks: {told}");
        blocks = blocks * 2 + 1;
    }
    assert!(broken_off > 3, "{broken_off} builds were broken off");
    assert!(case.built() == new);
}

/// A program that is reading an output while it is replaced reads the old one to its end.
#[test]
fn a_file_that_is_held_open_stays_whole() {
    let (case, old, new) = edited();
    let mut held = fs::File::open(case.home().join("out/small/index.html")).expect("an output");
    let mut begun = vec![0; 1000];
    held.read_exact(&mut begun).expect("its beginning");
    assert!(case.built() == new);
    held.read_to_end(&mut begun).expect("the rest");
    assert!(begun == old["index.html"]);
}

/// Two packs with the same name, built at once into the same place: the result belongs entirely to one of them.
#[test]
fn two_packs_that_want_the_same_place_take_turns() {
    let (case, _, new) = edited();
    let second = case.home().join("second/small/measures");
    fs::create_dir_all(&second).expect("a folder");
    fs::copy(case.path("measures/all.yaml"), second.join("all.yaml")).expect("a copy");
    let paper = fs::read_to_string(case.path("scorecard.yaml")).expect("the paper");
    let paper = paper.replace("Seaborough Council", "Northborough Council");
    fs::write(case.home().join("second/small/scorecard.yaml"), paper).expect("a copy");
    let run = case.run(&["build", "second/small"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let other = outputs(&case);
    assert!(other["scorecard.json"] != new["scorecard.json"]);
    for _ in 0..6 {
        let packs = ["data/small", "second/small", "data/small", "second/small"];
        let start = |pack| case.command(&["build", pack]).stderr(Stdio::null()).spawn().expect("it starts");
        let runs = packs.map(start);
        for mut run in runs {
            assert!(run.wait().expect("it ends").success());
        }
        let left = outputs(&case);
        assert!(left == new || left == other, "a mixture: {:?}", left.keys());
    }
}

#[test]
fn a_folder_that_cannot_be_written_keeps_its_outputs() {
    let (case, old, new) = edited();
    let folder = case.home().join("out");
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).expect("it can be closed");
    let probe = folder.join("probe");
    let may_write_anywhere = fs::write(&probe, "").and_then(|()| fs::remove_file(&probe)).is_ok();
    let run = case.build();
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("it can be opened");
    if may_write_anywhere {
        // Root is not refused; `src/write/tests.rs` tests the refusal of a call.
        assert!(run.status == 0 && outputs(&case) == new);
    } else {
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("you may not write there"), "{}", run.stderr);
        assert!(outputs(&case) == old);
    }
    assert!(case.built() == new);
}

/// A build may replace anything that builds write, including the manuscripts from `--dump`.
#[test]
fn a_build_replaces_whatever_a_build_wrote() {
    let case = Case::exampleshire();
    for arguments in [["build", "--dump", &case.pack], ["build", "--out=out", &case.pack]] {
        let run = case.run(&arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
}
