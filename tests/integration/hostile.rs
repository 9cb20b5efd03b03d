//! A pack is somebody else's file. Whatever it contains, the program ends by itself, soon and within a memory
//! limit, explains in plain words what is wrong or treats it as text, and reads and writes nothing outside.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::case::{Case, files_below};

const PAPER: &str = "scorecard.yaml";
const ALL: &str = "measures/all.yaml";

/// The files of a pack that the program reads, apart from those named by keys.
const READ: [&str; 6] =
    [PAPER, ALL, "report.md", "previous.json", "services/home/service.yaml", "services/home/measures/a.yaml"];

/// Kilobytes of address space, including threads and typefaces.
const MEMORY: u32 = 1_500_000;

/// The time limit for a check, which takes some hundredths of a second; the machine may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

/// The content of files outside the pack.
const SECRET: &str = "hidden-from-the-council";

/// The small pack with a service.
fn pack() -> Case {
    let metric = "- { number: 1, id: visits, title: Visits, kind: outcome, unit: count of visits, frequency: yearly, \
                  readings: { 2023-24: 40 } }\n";
    Case::small()
        .file("services/home/service.yaml", "title: Home\nhead: Head of Home\norder: 1\n")
        .file("services/home/measures/a.yaml", metric)
}

/// Checks and builds a pack within the limits. Returns the exit status of the check and the messages of both.
#[track_caller]
fn run(case: &Case, what: &str) -> (i32, String) {
    let outside = files_of(case);
    let mut said = String::new();
    let mut status = 0;
    for command in ["check", "build"] {
        let clock = Instant::now();
        let script = format!("ulimit -v {MEMORY}; exec \"$0\" {command} \"$1\"");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_scorecard"), &case.pack]);
        let output = shell.current_dir(case.home()).stdin(Stdio::null()).output().expect("a shell");
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(clock.elapsed() < PATIENCE, "{what}: {command} took {:?}", clock.elapsed());
        let own = output.status.code().unwrap_or_else(|| panic!("{what}: {command} was killed\n{text}"));
        assert!(own <= 1, "{what}: {command} ended with {own}\n{text}");
        assert!(!text.contains(SECRET), "{what}: {text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{what}: {text:?}");
        if command == "check" {
            status = own;
        }
        said += &text;
    }
    assert!(files_of(case) == outside, "{what}: something outside of out/ has changed");
    for (name, bytes) in case.out() {
        assert!(!bytes.windows(SECRET.len()).any(|own| own == SECRET.as_bytes()), "{what}: {name}");
    }
    (status, said)
}

/// The user's files apart from outputs, without their content if reading it would block.
fn files_of(case: &Case) -> Vec<(String, Option<u64>)> {
    fn walk(folder: &Path, found: &mut Vec<(String, Option<u64>)>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let facts = path.symlink_metadata().expect("it is there");
            found.push((path.display().to_string(), facts.is_file().then_some(facts.len())));
            if facts.is_dir() && path.file_name().is_some_and(|name| name != "out") {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(case.home(), &mut found);
    found.retain(|(name, _)| !name.contains("/out"));
    found.sort();
    found
}

/// Asserts that a file with hostile content is reported with one of these codes.
#[track_caller]
fn told(file: &str, bytes: impl AsRef<[u8]>, code: &str) {
    let case = pack().file(file, bytes);
    let (status, said) = run(&case, &format!("{file}, {code}"));
    assert!(status == 1 && said.contains(&format!("[{code}]")), "{file}, {code}: {said}");
}

#[test]
fn text_that_is_deep_wide_or_breeds_is_told() {
    let bomb: String = std::iter::once("a0: &a0 [x, x]\n".to_owned())
        .chain((1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)))
        .collect();
    for file in [PAPER, ALL, "services/home/service.yaml", "services/home/measures/a.yaml"] {
        told(file, &bomb, "anchor-or-tag");
        told(file, "[".repeat(200_000), "syntax");
        told(file, "- ".repeat(100_000), "syntax");
        told(file, (0..1_000).flat_map(|n| [" ".repeat(n), "a:\n".to_owned()]).collect::<String>(), "syntax");
        told(file, "a: !!python/object:os.system [x]\n", "anchor-or-tag");
    }
    told("previous.json", "[".repeat(200_000), "previous");
    told("report.md", format!("# A\n\n{{{{ {} }}}}\n", "(".repeat(300)), "expression");
    told("report.md", format!("# A\n\n{{{{ \"{}\" }}}}\n", "x".repeat(500_000)), "file-too-large");
    told("report.md", format!("# A\n\n{}x\n", "> ".repeat(100_000)), "no-form");
}

/// So many pieces of text behind each other.
fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// The readings of so many days in a row.
fn days(count: usize) -> String {
    let day = |n: usize| format!("{}-{:02}-{:02}", 1900 + n / 336, n / 28 % 12 + 1, n % 28 + 1);
    each(count, |n| format!("{}: {}, ", day(n), 50 + n % 7))
}

/// What is told of a pack with this file: one error with this code, and little text.
#[track_caller]
fn told_once(file: &str, text: impl AsRef<[u8]>, code: &str) -> String {
    let case = pack().file(file, &text);
    let (status, said) = run(&case, &format!("{file}, {code}"));
    let errors: Vec<&str> = said.lines().filter(|line| line.contains(": error [")).collect();
    let begins: String = String::from_utf8_lossy(text.as_ref()).chars().take(80).collect();
    assert_eq!(status, 1, "{begins}: {said}");
    // Once in the check and once in the build.
    assert!(
        errors.len() == 2 && errors.iter().all(|line| line.ends_with(&format!("[{code}]"))),
        "{errors:#?}"
    );
    assert!(said.len() < 60_000, "{} letters are told", said.len());
    said
}

#[test]
fn what_no_paper_holds_is_told_and_not_printed() {
    let small = Case::small();
    let measures = fs::read_to_string(small.path(ALL)).expect("the measures");
    let paper = fs::read_to_string(small.path(PAPER)).expect("the paper");
    let report = |text: String| format!("# Purpose\n\nText.\n\n{text}\n");
    let with = |from: &str, to: String| {
        assert!(measures.contains(from), "{from}");
        measures.replacen(from, &to, 1)
    };
    let many: String = (4..600)
        .map(|n| {
            measures[..measures.find("- number: 2").expect("two")]
                .replace("number: 1", &format!("number: {n}"))
        })
        .enumerate()
        .map(|(n, text)| text.replace("id: satisfaction", &format!("id: m-{n}")))
        .collect();
    for (file, text) in [
        (ALL, with("readings: { 2023-24 Q3", format!("readings: {{ {}2023-24 Q3", days(1_100)))),
        (ALL, with("england: {", format!("england: {{ {}", days(1_100)))),
        (ALL, with("{ 2023-24 Q3: 28,", format!("{{ {}2023-24 Q3: 28,", days(1_100)))),
        (ALL, with("themes: [", format!("themes: [{}", "a, ".repeat(2_000)))),
        (ALL, with("Up for two years.", "Up. ".repeat(6_000))),
        (ALL, with("title: People", format!("title: {}", "x".repeat(500_000)))),
        (ALL, format!("{measures}{many}")),
        (
            PAPER,
            paper.replace("front:\n", &format!("front:\n{}", "  - { label: A, text: B }\n".repeat(1_100))),
        ),
        ("report.md", report("| a | b |\n|---|---|\n".to_owned() + &"| x | y |\n".repeat(6_000))),
        (
            "report.md",
            report(
                "| a ".repeat(9)
                    + "|\n"
                    + &"|---".repeat(9)
                    + "|\n"
                    + &("| x ".repeat(9) + "|\n").repeat(1_200),
            ),
        ),
        ("report.md", report("- item\n".repeat(3_000))),
        ("report.md", each(600, |n| format!("# Part {n}\n\nText.\n\n"))),
        ("report.md", report("Some text.\n\n".repeat(2_100))),
        ("report.md", report("word ".repeat(5_000))),
        ("report.md", report("[[ themes ]]\n\n".repeat(60))),
    ] {
        told_once(file, text, "too-much");
    }
    // Its stars are left over, too.
    let (status, said) = run(&pack().file("report.md", report("a**b*".repeat(30_000))), "stars");
    assert!(status == 1 && said.contains("[too-much]") && said.len() < 60_000, "{said}");
}

/// One comment, taken into the report again and again.
#[test]
fn a_report_cannot_breed_from_its_expressions() {
    let comment = "word ".repeat(1_500);
    let case = pack().edit(ALL, |text| text.replace("Up for two years.", &comment)).file(
        "report.md",
        format!("# Purpose\n\n{}", "It says {{ measure(\"satisfaction\").comment }} here.\n\n".repeat(1_000)),
    );
    let (status, said) = run(&case, "a comment a thousand times");
    assert!(
        status == 1 && said.contains("up to here the expressions come to more than 200,000 letters"),
        "{said}"
    );
}

#[test]
fn a_letter_with_a_thousand_marks_is_told_at_once() {
    let heap = format!("e{}", "\u{301}".repeat(20_000));
    for (file, from, to) in [
        (ALL, "title: People", format!("title: {heap}")),
        (ALL, "Up for two years.", heap.clone()),
        (ALL, "note: By post", format!("note: {heap}")),
        (PAPER, "label: Ward", format!("label: {heap}")),
        ("report.md", "Text", heap.clone()),
        ("services/home/service.yaml", "title: Home", format!("title: {heap}")),
    ] {
        let case = pack().file("report.md", "# Purpose\n\nText.\n");
        let text = fs::read_to_string(case.path(file)).expect("it is there").replacen(from, &to, 1);
        let said = told_once(file, text, "character");
        assert!(said.contains("the letter `e` bears 20000 marks"), "{said}");
    }
}

/// A PNG of a hundred bytes that claims so many points, a real one whose lines are all the same, and both in drawings.
#[test]
fn a_picture_that_would_fill_the_memory_is_not_decoded() {
    let head = |width: u32, height: u32| {
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &size, b"\x01\0\0\0\0"].concat()
    };
    for (name, bytes) in [
        ("crest.png", head(65_535, 65_535)),
        ("crest.png", head(40_000, 40_000)),
        ("crest.svg", drawing(&head(40_000, 40_000))),
    ] {
        let case = pack().file(name, &bytes).edit(PAPER, |text| format!("{text}logo: {name}\n"));
        let (status, said) = run(&case, name);
        assert!(status == 1 && said.contains("[picture]") && said.contains(" points large"), "{said}");
        assert!(said.contains("fix: make it smaller, 1000 points wide or less"), "{said}");
    }
}

/// A drawing with a picture in it, written in base 64.
fn drawing(picture: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let coded: String = picture
        .chunks(3)
        .flat_map(|three| {
            let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
            (0..4).map(move |at| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]))
        })
        .collect();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"data:image/png;base64,{coded}\"/></svg>")
        .into()
}

#[test]
fn very_many_faults_are_told_in_few_words() {
    let tabs = each(5_000, |n| format!("- number: {n}\n\ttitle: A\n"));
    let (_, said) = run(&pack().file(ALL, &tabs), "tabs");
    assert!(said.contains("; 4999 more lines have one too"), "{said}");
    for text in [
        each(5_000, |n| format!("- number {n}\n  title: A: b\n")),
        each(5_000, |n| format!("- {{ numbr: {n} }}\n")),
        "word\n".repeat(5_000),
        format!("- title: a: {}\n", "x".repeat(500_000)),
        format!("- title: \"a\" {}\n", "x".repeat(500_000)),
        format!("just {}\n", "x".repeat(500_000)),
    ] {
        let (status, said) = run(&pack().file(ALL, text), "broken entries");
        assert!(status == 1 && said.len() < 60_000, "{} letters are told", said.len());
    }
    let case = pack()
        .file("report.md", "# Purpose\n\n".to_owned() + &"Of {{ measures.cuont }} all.\n\n".repeat(1_500));
    let (_, said) = run(&case, "one fault in each paragraph");
    assert!(said.contains("; 1499 more like it follow, the next on line 5\n"), "{said}");
}

/// Two hundred are shown, those that stop a build first, and the last line counts them all.
#[test]
fn of_very_many_findings_the_foremost_are_shown() {
    let kinds = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let words: Vec<String> =
        (0..300).map(|n| format!("{}{}", kinds[n % 10].repeat(n / 10 + 3), kinds[n / 30])).collect();
    let case = pack().file(
        "report.md",
        format!("# Purpose\n\n{}", each(words.len(), |n| format!("Of {{{{ {} }}}} all.\n\n", words[n]))),
    );
    let run = case.check();
    assert_eq!((run.status, run.findings().len()), (1, 200));
    assert!(
        run.stderr.ends_with("300 errors and 1 piece of advice, of which 200 are shown\n"),
        "{}",
        &run.stderr[run.stderr.len() - 200..]
    );
    let told = case.run(&["check", "--format", "json", &case.pack]);
    let told = crate::case::json(told.stdout.as_bytes());
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(200));
    assert_eq!((&told["packs"][0]["errors"], &told["packs"][0]["left-out"]), (&300.into(), &101.into()));
}

#[test]
fn files_of_a_hundred_megabytes_are_not_read() {
    for file in READ {
        let case = pack().file(file, "");
        fs::File::options()
            .write(true)
            .open(case.path(file))
            .and_then(|open| open.set_len(100_000_000))
            .expect("a large file");
        let (status, said) = run(&case, file);
        assert!(status == 1 && said.contains("[file-too-large]"), "{file}: {said}");
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    for file in READ.into_iter().filter(|file| *file != "previous.json") {
        told(file, b"a: \xff\xfe\xfd\n", "encoding");
        let utf_16: Vec<u8> = "\u{feff}a: b\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        told(file, utf_16, "encoding");
    }
    for file in READ {
        let case = pack().file(file, b"a: \0\0\0b\n\0");
        let (status, said) = run(&case, file);
        assert_eq!(status, 1, "{file}: {said}");
    }
}

#[test]
fn windows_line_ends_and_byte_order_marks_are_no_fault() {
    let mut case = pack().file("report.md", "# Purpose\n\nOf {{ measures.count }} measures.\n");
    for file in READ.into_iter().filter(|file| *file != "previous.json") {
        case = case.edit(file, |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    let (status, said) = run(&case, "Windows");
    assert_eq!(status, 0, "{said}");
}

#[test]
fn numbers_that_are_too_large_are_told() {
    for number in [
        "9".repeat(40),
        "1e999".to_owned(),
        "0.".to_owned() + &"1".repeat(60),
        "-".to_owned() + &"9".repeat(300),
    ] {
        let edit = |text: String| text.replace("2022-23: 79.4", &format!("2022-23: {number}"));
        let case = pack().edit(ALL, edit);
        let (status, said) = run(&case, &number);
        assert!(status == 1 && said.contains("[number]"), "{said}");
        for (from, to) in [
            ("number: 1\n", "number: {}\n"),
            ("  tolerance: 2pp", "  tolerance: {}pp"),
            ("respondents: 400", "respondents: {}"),
        ] {
            let case = pack().edit(ALL, |text| text.replacen(from, &to.replace("{}", &number), 1));
            let (status, said) = run(&case, &number);
            assert_eq!(status, 1, "{to}: {said}");
        }
    }
    let case = pack().edit(PAPER, |text| text.replace("2024-06-11", "99999-99-99"));
    let (_, said) = run(&case, "a date");
    assert!(said.contains("[date]"), "{said}");
}

/// Links that lead out of the pack, in place of every file and folder that is read.
#[cfg(unix)]
#[test]
fn links_out_of_the_pack_are_not_followed() {
    use std::os::unix::fs::symlink;

    for inside in READ.into_iter().chain(["measures", "services", "services/home", "services/home/measures"])
    {
        let case = pack().file("report.md", "# Purpose\n\nNone.\n").file("previous.json", "{}");
        let other = case.home().join("elsewhere");
        fs::create_dir_all(other.join("measures")).expect("a folder");
        for name in ["a.yaml", "service.yaml", "measures/a.yaml"] {
            fs::write(other.join(name), format!("- title: {SECRET}\n")).expect("a file");
        }
        let path = case.path(inside);
        let folder = path.is_dir();
        if folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.expect("it was there");
        symlink(if folder { other.clone() } else { other.join("a.yaml") }, &path).expect("a link");
        let (status, said) = run(&case, inside);
        assert!(status == 1 && said.contains("[outside-pack]"), "{inside}: {said}");
    }
}

/// Keys that name a file: above and outside the pack, from the root, and through a link.
#[cfg(unix)]
#[test]
fn named_files_stay_in_the_pack() {
    for (key, name) in [("logo", "crest.svg"), ("values", "all.csv")] {
        for way in [
            "../../secret",
            "/etc/passwd",
            "./../../secret",
            "linked",
            "a/../../../secret",
            "/dev/zero",
            "pipe",
        ] {
            let case = pack();
            fs::write(case.home().join("secret"), format!("<svg>{SECRET}</svg>")).expect("a file");
            std::os::unix::fs::symlink(case.home().join("secret"), case.path("linked")).expect("a link");
            let made = std::process::Command::new("mkfifo").arg(case.path("pipe")).status();
            assert!(made.expect("mkfifo starts").success());
            let case = match key {
                "logo" => case.edit(PAPER, |text| format!("{text}logo: {way}\n")),
                _ => case.edit(PAPER, |text| {
                    text.replace(
                        "title: England, kind: nation",
                        &format!("title: England, kind: nation, values: {way}"),
                    )
                }),
            };
            let (status, said) = run(&case, &format!("{key}: {way} for {name}"));
            assert!(
                status == 1 && (said.contains("[outside-pack]") || said.contains("[file-missing]")),
                "{said}"
            );
        }
    }
}

/// Nobody ever writes to the pipe, so reading it would block for ever.
#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    for inside in READ {
        let case = pack().file(inside, "");
        fs::remove_file(case.path(inside)).expect("it was there");
        let made = std::process::Command::new("mkfifo").arg(case.path(inside)).status();
        assert!(made.expect("mkfifo starts").success());
        let (status, said) = run(&case, inside);
        assert!(status == 1 && said.contains("[outside-pack]"), "{inside}: {said}");
    }
}

/// The output folder is a link to somebody's papers.
#[cfg(unix)]
#[test]
fn outputs_are_not_written_through_a_link() {
    let case = Case::small();
    let papers = case.home().join("papers");
    fs::create_dir_all(&papers).expect("a folder");
    fs::write(papers.join("letter.txt"), "mine").expect("a file");
    fs::create_dir_all(case.home().join("out")).expect("a folder");
    std::os::unix::fs::symlink(&papers, case.home().join("out/small")).expect("a link");
    let built = case.command(&["build", &case.pack]).output().expect("it runs");
    let left: Vec<String> = files_below(&papers).into_keys().collect();
    assert_eq!(left, ["letter.txt"], "{}", String::from_utf8_lossy(&built.stderr));
    assert_eq!(fs::read_to_string(papers.join("letter.txt")).expect("it is there"), "mine");
}

/// Names of services and folders that point elsewhere.
#[test]
fn names_of_services_lead_nowhere_else() {
    for name in ["..hidden", "a b", "CON", "-rf", "$(x)", "a\u{202e}b"] {
        let case = Case::small()
            .file(&format!("services/{name}/service.yaml"), "title: Home\nhead: Head\norder: 1\n")
            .file(&format!("services/{name}/measures/a.yaml"), "- { number: 1 }\n");
        run(&case, name);
        assert!(case.out().keys().all(|name| name.starts_with("small/")), "{name}");
    }
}

/// Template code and markup in data that the report inserts stays plain text.
#[test]
fn code_in_the_data_stays_text_in_the_report() {
    for hostile in [
        "{{ 7 * 191 }}",
        "{% for x in y %}",
        "[[ reds ]]",
        "#sys.inputs",
        "<script>x</script>",
        "](javascript:x)",
    ] {
        let case = Case::small()
            .edit(ALL, |text| text.replace("Up for two years.", &format!("\"{hostile}\"")))
            .file("report.md", "# Purpose\n\nIt says {{ measure(\"satisfaction\").comment }} of it.\n");
        let files = case.built();
        let page = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
        assert!(!page.contains("1337") && !page.contains("<script>"), "{hostile}");
        let shown = hostile.replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.contains(&format!("It says {shown} of it")) || hostile.contains('/'), "{hostile}");
    }
}
