//! The command line as scripts see it: exit statuses, and one JSON object in every ending if that was asked for.

use std::fs::{self, File};
use std::process::Stdio;

use crate::case::{Case, Run, json};

/// A pack with a fault.
fn faulty() -> Case {
    Case::small().edit("scorecard.yaml", |text| text.replace("status: draft", "status: drfat"))
}

/// Runs a command whose answer is for programs: the answer, and that it is one object with these findings.
#[track_caller]
fn for_programs(run: &Run) -> serde_json::Value {
    let told = json(run.stdout.as_bytes());
    assert_eq!(told["format"], 1, "{told}");
    assert!(told["packs"].is_array() && told["findings"].is_array(), "{told}");
    assert_eq!(told["error"].is_string(), run.status == 2, "{told}");
    told
}

#[test]
fn help_is_help_however_it_is_asked_for() {
    let case = Case::small();
    for asked in
        [&["help"][..], &["help", "--help"], &["help", "-h"], &["--help"], &["help", "build", "--help"]]
    {
        let run = case.run(asked);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{asked:?}");
        assert!(run.stdout.contains("Usage: scorecard"), "{asked:?}: {}", run.stdout);
    }
    let run = case.run(&["help", "biuld"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
}

#[test]
fn a_folder_that_is_no_pack_is_no_fault_of_a_pack() {
    let case = Case::small();
    fs::create_dir(case.home().join("letters")).expect("a folder");
    for (named, says) in [
        ("letters", "letters is no pack, because it holds no scorecard.yaml; name a pack's folder"),
        (
            "data",
            "data is no pack, because it holds no scorecard.yaml; name the one that lies in it, data/small",
        ),
        ("data/small/measures", "name the pack's own folder, data/small"),
        ("data/small/scorecard.yaml", "data/small/scorecard.yaml is not a folder; name the pack's folder"),
        ("nowhere", "there is no folder nowhere"),
    ] {
        for command in ["check", "build"] {
            // Nothing is done about the other pack either.
            let run = case.run(&[command, &case.pack, named]);
            assert_eq!((run.status, run.out.len()), (2, 0), "{named}: {}", run.stderr);
            assert!(run.stderr.starts_with("scorecard: ") && run.stderr.contains(says), "{}", run.stderr);
        }
    }
    // A pack that lacks its paper, or has it under another name, is a pack with a fault.
    fs::rename(case.path("scorecard.yaml"), case.path("scorecard.yml")).expect("it was there");
    let run = case.check();
    assert_eq!(
        (run.status, run.heads().as_str()),
        (1, "data/small/scorecard.yaml:1:1: error [file-missing]")
    );
}

/// With no pack named, each below `data/` is looked at, and letters that lie there are not.
#[test]
fn a_pack_whose_paper_has_nearly_the_right_name_is_not_passed_over() {
    let case = Case::small();
    fs::create_dir_all(case.home().join("data/letters/old")).expect("a folder");
    fs::write(case.home().join("data/notes.txt"), "mine").expect("a file");
    assert_eq!(case.run(&["check"]).stderr, "small: no faults\n");
    fs::create_dir_all(case.home().join("data/zoo")).expect("a folder");
    fs::copy(case.path("scorecard.yaml"), case.home().join("data/zoo/scorecard.yml")).expect("a copy");
    let run = case.run(&["check"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("fix: rename `scorecard.yml` to `scorecard.yaml`"), "{}", run.stderr);
}

#[test]
fn every_ending_is_one_object_for_programs() {
    let case = Case::small();
    for (arguments, status) in [
        (&["check", "data/small", "--format", "json"][..], 0),
        (&["build", "data/small", "--format=json"], 0),
        (&["check", "nowhere", "--format", "json"], 2),
        (&["check", "--format", "json"], 0),
        (&["check", "data/small", "--format", "json", "--formt"], 2),
        (&["build", "data/small", "nowhere", "--format=json"], 2),
        (&["build", "data/small", "--out", "data/small/scorecard.yaml", "--format=json"], 2),
        (&["check", "--format", "json", "--explain", "tab"], 0),
        (&["check", "--explain", "tba", "--format", "json"], 2),
        (&["check", "--format", "json", "--explain"], 0),
    ] {
        // What is said of an option that is not known is written for whoever writes scripts.
        let run = case.command(arguments).output().expect("it runs");
        assert_eq!(run.status.code(), Some(status), "{arguments:?}");
        let told = json(&run.stdout);
        assert_eq!((&told["format"], told["error"].is_string()), (&1.into(), status == 2), "{told}");
    }
    let run = faulty().run(&["build", "data/small", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(for_programs(&run)["findings"][0]["code"], "choice");
}

/// What was built before the run failed is told all the same.
#[test]
fn packs_before_a_failure_are_told_to_programs() {
    let case = Case::small();
    fs::create_dir_all(case.home().join("data/zoo/measures")).expect("a folder");
    for file in ["scorecard.yaml", "measures/all.yaml"] {
        fs::copy(case.path(file), case.home().join("data/zoo").join(file)).expect("a copy");
    }
    fs::create_dir_all(case.home().join("out/zoo")).expect("a folder");
    fs::write(case.home().join("out/zoo/letter.txt"), "mine").expect("a file");
    let run = case.run(&["build", "--format", "json"]);
    let told = for_programs(&run);
    assert_eq!((run.status, told["packs"][0]["written"].as_str()), (2, Some("out/small")));
    assert!(told["error"].as_str().is_some_and(|error| error.contains("(letter.txt)")), "{told}");
}

#[test]
fn rules_are_explained_to_programs() {
    let case = Case::small();
    let told = for_programs(&case.run(&["check", "--format", "json", "--explain", "tab"]));
    let rules = told["rules"].as_array().expect("rules");
    assert_eq!((rules.len(), &rules[0]["code"], &rules[0]["strength"]), (1, &"tab".into(), &"error".into()));
    let all = for_programs(&case.run(&["check", "--format", "json", "--explain"]));
    assert!(all["rules"].as_array().is_some_and(|rules| rules.len() > 100));
}

/// `scorecard build | true`: nobody reads, and the status is that of the build.
#[test]
fn a_closed_pipe_is_no_fault() {
    for (case, arguments, expected) in [
        (Case::small(), &["build", "data/small", "--format", "json"][..], 0),
        (Case::small(), &["check", "data/small"], 0),
        (Case::small(), &["help"], 0),
        (Case::small(), &["check", "--explain"], 0),
        (Case::small(), &["schema"], 0),
        (faulty(), &["build", "data/small"], 1),
        (faulty(), &["check", "data/small", "--format", "json"], 1),
        (faulty(), &["check", "nowhere", "--format", "json"], 2),
    ] {
        let mut command = case.command(arguments);
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let both = writer.try_clone().expect("the same pipe");
        let status = command.stdout(both).stderr(writer).status().expect("it ends");
        assert_eq!(status.code(), Some(expected), "{arguments:?}");
    }
    let case = Case::small();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    case.command(&["build", "data/small"]).stderr(writer).status().expect("it ends");
    assert!(case.out().contains_key("small/scorecard.json"));
}

/// A disk that is full where the answer is to go.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["help", "check"],
        &["check", "--explain"],
        &["schema"],
        &["check", "data/small", "--format", "json"],
    ] {
        let full = File::options().write(true).open("/dev/full").expect("the device");
        let case = Case::small();
        let run = case.command(arguments).stdout(full).stderr(Stdio::piped()).output().expect("it ends");
        let said = String::from_utf8(run.stderr).expect("UTF-8");
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert_eq!(said, "scorecard: what was asked for cannot be written: No space left on device\n");
    }
}
