//! `scorecard new`: a starter pack that builds unchanged, and nobody's files are ever overwritten.

use std::fs;
use std::path::Path;

use crate::case::{Case, Files, Run, files_below, json, repository};

/// A user's folder without a pack.
fn nothing() -> Case {
    let case = Case::of("yourshire", &Files::new());
    fs::create_dir(case.home().join("data")).expect("a folder");
    case
}

/// The starter pack as in the repository.
fn starter() -> Files {
    files_below(&repository().join("templates/starter"))
}

/// A case with the starter pack in it.
fn started() -> Case {
    let case = nothing();
    let run = case.run(&["new", &case.pack]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    case
}

#[test]
fn the_starter_pack_is_the_one_in_the_repository_and_nothing_lies_beside_it() {
    let case = started();
    assert!(files_below(&case.path("")) == starter());
    let beside: Vec<_> = files_below(case.home()).into_keys().collect();
    assert_eq!(beside.len(), starter().len(), "{beside:?}");
}

#[test]
fn the_starter_pack_builds_as_it_is_with_warnings_denied() {
    let case = started();
    let run = case.run(&["build", "--deny-warnings", &case.pack]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "yourshire: no faults; written to out/yourshire\n"));
    for file in ["appendix-a.pdf", "report.pdf", "index.html", "measures.csv", "scorecard.json"] {
        assert!(run.out.contains_key(&format!("yourshire/{file}")), "{file}");
    }
}

#[test]
fn a_paper_of_the_whole_council_begins_without_adult_care() {
    let case = nothing();
    let run = case.run(&["new", &case.pack, "--for", "corporate"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let files = files_below(&case.path(""));
    let own = files_below(&repository().join("templates/starter-corporate"));
    assert!(own.iter().all(|(name, bytes)| files.get(name) == Some(bytes)) && files.len() == own.len() + 1);
    assert_eq!(files["START-HERE.txt"], starter()["START-HERE.txt"]);
    let run = case.run(&["build", "--deny-warnings", &case.pack]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "yourshire: no faults; written to out/yourshire\n"));
    let scorecard = json(&run.out["yourshire/scorecard.json"]);
    let measures = scorecard["measures"].as_array().expect("measures");
    let kinds: std::collections::BTreeSet<&str> =
        measures.iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["housing", "money", "planning", "waste"]);
    for (name, text) in own {
        let text = String::from_utf8(text).expect("UTF-8").to_lowercase();
        assert!(text.contains("made up") || text.contains("to replace"), "{name}");
        assert!(!text.contains("adult care"), "{name}");
    }
}

/// The names of the starter's groups, priorities and sources are changed at once: each is told once.
#[test]
fn names_that_are_changed_under_many_measures_are_told_once_each() {
    let rename = |text: String| {
        let names = [
            ("kinds:\n  - name: outcome", "kinds:\n  - name: planning"),
            ("- name: case-records", "- name: cases"),
        ];
        names.into_iter().fold(text, |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text.replace(from, to)
        })
    };
    let run = started().edit("scorecard.yaml", rename).check();
    let told: Vec<String> = run.findings().into_iter().map(|(_, message)| message).collect();
    assert_eq!(told.len(), 2, "{}", run.stderr);
    assert!(
        told[0]
            .contains("the kind `outcome` is not declared in scorecard.yaml; it stands at line 44, line 74"),
        "{told:?}"
    );
    assert!(told[1].contains("the source `case-records` is not declared"), "{told:?}");
}

/// The form that each of the eight measures shows, as it comes out.
#[test]
fn each_form_of_a_measure_is_there() {
    let scorecard = json(&started().built()["scorecard.json"]);
    let measures = scorecard["measures"].as_array().expect("measures");
    let measure = |unit: &str, frequency: &str| {
        let found = measures.iter().find(|m| m["unit"] == unit && m["frequency"] == frequency);
        found.unwrap_or_else(|| panic!("no measure in {unit}, {frequency}"))
    };
    let readings = |m: &serde_json::Value| m["readings"]["council"].as_array().expect("readings").clone();
    assert_eq!(measures.len(), 8);
    assert_eq!(measure("score out of 24", "yearly")["rating"]["colour"], "green");
    let share = readings(measure("percent", "quarterly"));
    assert!(
        share.iter().all(|reading| reading["numerator"].is_string() && reading["denominator"].is_string())
    );
    let trend = &measure("per 100,000", "yearly")["trend"];
    assert_eq!(trend["answer"].as_str().or(trend.as_str()), Some("improving"));
    let money = measure("£m", "quarterly");
    assert_eq!((&money["better"], &money["target"]["from"]), (&"within".into(), &"-0.5".into()));
    let monthly = measure("percent", "monthly");
    assert!(readings(monthly).len() >= 14);
    assert_eq!(monthly["rating"]["colour"], "red");
    let survey = measure("percent", "every two years");
    assert_eq!(survey["change"]["verdict"], "similar");
    assert_eq!(readings(survey).iter().filter(|reading| reading["missing"] == "z").count(), 3);
    let suppressed = measure("count of people", "yearly");
    assert_eq!(
        (&suppressed["latest"]["missing"], &suppressed["rating"]["colour"]),
        (&"c".into(), &().into())
    );
    assert_eq!(measure("days", "quarterly")["under-development"], true);
}

/// Percentages and rates follow from their numerators and denominators.
#[test]
fn its_sums_are_right() {
    let scorecard = json(&started().built()["scorecard.json"]);
    let number = |value: &serde_json::Value| value.as_str().and_then(|text| text.parse::<f64>().ok());
    let mut held = 0;
    for measure in scorecard["measures"].as_array().expect("measures") {
        let per = if measure["unit"] == "percent" { 100.0 } else { 100_000.0 };
        for reading in measure["readings"]["council"].as_array().expect("readings") {
            let parts = [&reading["value"], &reading["numerator"], &reading["denominator"]].map(number);
            let [Some(value), Some(numerator), Some(denominator)] = parts else { continue };
            assert!((value - per * numerator / denominator).abs() < 0.05, "{}: {reading}", measure["title"]);
            held += 1;
        }
    }
    assert_eq!(held, 10);
}

#[test]
fn everything_says_that_it_is_made_up() {
    let case = started();
    let out = case.built();
    let page = String::from_utf8(out["index.html"].clone()).expect("UTF-8");
    assert!(page.contains("Yourshire Council") && page.contains("Starter pack: replace every figure"));
    assert_eq!(json(&out["scorecard.json"])["notice"], "Starter pack: replace every figure");
    for (name, text) in starter() {
        let text = String::from_utf8(text).expect("UTF-8").to_lowercase();
        assert!(text.contains("made up") || text.contains("to replace"), "{name}");
    }
}

#[test]
fn the_commands_it_prints_work_as_they_stand() {
    let case = nothing();
    let run = case.run(&["new", &case.pack]);
    let commands: Vec<&str> = run.stdout.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let commands: Vec<&str> = commands.into_iter().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(commands.len(), 3, "{}", run.stdout);
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        assert_eq!(words[0], env!("CARGO_BIN_EXE_scorecard"), "the program as it was called");
        let run = case.run(&words[1..]);
        assert_eq!(run.status, 0, "{command}: {}", run.stderr);
    }
}

#[test]
fn a_plain_name_an_empty_folder_and_one_further_down_are_taken_alike() {
    let case = nothing();
    fs::create_dir(case.home().join("empty")).expect("a folder");
    for folder in ["plain", "empty", "some/where/else", "plain-too/"] {
        let run = case.run(&["new", folder]);
        assert_eq!(run.status, 0, "{folder}: {}", run.stderr);
        assert!(files_below(&case.home().join(folder)) == starter(), "{folder}");
        let built = case.run(&["check", "--deny-warnings", folder]);
        assert_eq!(built.status, 0, "{folder}: {}", built.stderr);
    }
}

/// Runs `new` where it must refuse, and asserts that nothing below the user's folder has changed.
#[track_caller]
fn refused(case: &Case, folder: &str) -> Run {
    let before = tree(case.home());
    let run = case.run(&["new", folder]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert_eq!(tree(case.home()), before);
    run
}

/// Every file and folder, with the content of files.
fn tree(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    let mut tree = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        tree.push((path.display().to_string(), fs::read(&path).ok()));
        if path.is_dir() {
            tree.extend(self::tree(&path));
        }
    }
    tree.sort();
    tree
}

#[test]
fn a_folder_that_holds_anything_is_left_alone() {
    let case = nothing().file("notes.txt", "mine");
    assert_eq!(
        refused(&case, "data/yourshire").stderr,
        "scorecard: data/yourshire holds files already, and nothing was written; choose another name\n"
    );
    let case = started();
    refused(&case, "data/yourshire");
}

#[test]
fn a_file_in_the_way_is_left_alone() {
    let case = nothing().file("notes", "mine");
    assert_eq!(
        refused(&case, "data/yourshire/notes").stderr,
        "scorecard: data/yourshire/notes is a file, and nothing was written; choose another name\n"
    );
    assert_eq!(
        refused(&case, "data/yourshire/notes/pack").stderr,
        "scorecard: data/yourshire/notes/pack cannot be made: a file stands where a folder is wanted\n"
    );
}

#[test]
fn a_name_that_is_no_good_is_told_with_a_good_one() {
    let case = nothing();
    let run = refused(&case, "data/My Shire");
    assert_eq!(
        run.stderr,
        "scorecard: `My Shire` is no name for a pack; use small letters, digits and hyphens, a letter first, 60 \
         characters at most, such as `data/my-shire`. The council's full name stands in scorecard.yaml\n"
    );
    for folder in [".", "..", "data/..", "Data", "sir-gâr", "con", "y z", "a.b"] {
        refused(&case, folder);
    }
}

/// A limit on file size interrupts writing, as a full disk would.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_nothing_half() {
    let case = nothing();
    let before = tree(case.home());
    // In blocks of 512 or 1,024 bytes: too few for one file or another, down to none.
    for blocks in 0..8 {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" new data/deep/yourshire");
        let program = env!("CARGO_BIN_EXE_scorecard");
        let mut shell = std::process::Command::new("sh");
        let output = shell.args(["-c", &script, program]).current_dir(case.home()).output().expect("a shell");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        if output.status.success() {
            assert!(files_below(&case.home().join("data/deep/yourshire")) == starter());
            fs::remove_dir_all(case.home().join("data/deep")).expect("it can go");
            continue;
        }
        assert!(told.contains("cannot be written"), "{told}");
        assert_eq!(tree(case.home()), before, "with {blocks} blocks: {told}");
    }
}

/// Wherever it is killed, there is either no pack or a complete one, and the next run is not blocked.
#[cfg(unix)]
#[test]
fn killed_at_any_moment_it_leaves_no_pack_or_a_whole_one() {
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    let case = nothing();
    let start = || {
        let mut command = case.command(&["new", "data/yourshire"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    };
    let folder = case.home().join("data/yourshire");
    let clock = Instant::now();
    start().wait().expect("it ends");
    let whole = clock.elapsed().max(Duration::from_millis(2));
    for step in 0..40 {
        fs::remove_dir_all(&folder).expect("it can go");
        let mut new = start();
        std::thread::sleep(whole.mul_f64(1.2 * f64::from(step) / 40.0));
        new.kill().expect("it can be killed");
        new.wait().expect("it has ended");
        assert!(!folder.exists() || files_below(&folder) == starter(), "a half after step {step}");
        if !folder.exists() {
            assert!(start().wait().expect("it ends").success(), "the next run after step {step}");
        }
        assert!(files_below(&folder) == starter());
    }
}

#[test]
fn two_at_once_make_one_pack() {
    let case = nothing();
    let start = || case.command(&["new", "data/yourshire"]).output().expect("it runs").status.success();
    for _ in 0..10 {
        let made: Vec<bool> = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
            runs.into_iter().map(|run| run.join().expect("it ends")).collect()
        });
        assert_eq!(made.iter().filter(|made| **made).count(), 1);
        assert!(files_below(&case.path("")) == starter());
        fs::remove_dir_all(case.path("")).expect("it can go");
    }
}
