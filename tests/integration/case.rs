//! The one test builder: a pack in a temporary folder, commands of the real program run on it, and their results.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::small;

/// The files below a folder: path inside with `/`, and content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Internal terms that mean nothing to a clerk, so no message may contain them.
const INSIDE_WORDS: &str = "mapping|scalar|sequence|token|invalid type|invalid length|expected|serde|typst|parser|struct|unwrap\
    |panicked|backtrace|os error";

/// The outputs of an example pack, `wiltshire` or `exampleshire`, built once for all tests that only inspect them.
#[track_caller]
pub fn example(pack: &str) -> &'static Files {
    static WILTSHIRE: LazyLock<Files> = LazyLock::new(|| Case::wiltshire().built());
    static EXAMPLESHIRE: LazyLock<Files> = LazyLock::new(|| Case::exampleshire().built());
    match pack {
        "wiltshire" => &WILTSHIRE,
        "exampleshire" => &EXAMPLESHIRE,
        _ => panic!("no example is called {pack}"),
    }
}

/// A user's folder with one pack in `data/`, as in the repository.
pub struct Case {
    home: TempDir,
    /// The pack as named in commands: `data/wiltshire`.
    pub pack: String,
    surroundings: Vec<(&'static str, String)>,
}

/// The result of a command.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
    /// Everything below `out/`.
    pub out: Files,
}

impl Case {
    /// A pack with these files.
    pub fn of(name: &str, files: &Files) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let case = Self { home, pack: format!("data/{name}"), surroundings: Vec::new() };
        files.iter().fold(case, |case, (file, bytes)| case.file(file, bytes))
    }

    /// A copy of the complete example, with 53 measures and a narrative.
    pub fn exampleshire() -> Self {
        Self::of("exampleshire", &files_below(&repository().join("data/exampleshire")))
    }

    /// A copy of the example pack.
    pub fn wiltshire() -> Self {
        Self::of("wiltshire", &files_below(&repository().join("data/wiltshire")))
    }

    /// The smallest pack that has one of everything.
    pub fn small() -> Self {
        Self::of("small", &small::files())
    }

    /// Writes a file of the pack.
    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
        self
    }

    /// Rewrites a file of the pack based on its text.
    #[track_caller]
    pub fn edit(self, name: &str, edit: impl FnOnce(String) -> String) -> Self {
        let text = fs::read_to_string(self.path(name)).expect("the pack has this file");
        self.file(name, edit(text))
    }

    /// Edits one place in a file. The text to replace must occur exactly once.
    #[track_caller]
    pub fn replace(self, name: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path(name)).expect("the pack has this file");
        assert_eq!(text.matches(from).count(), 1, "how often `{from}` stands in {name}");
        self.file(name, text.replace(from, to))
    }

    /// Sets an environment variable for all commands.
    pub fn with(mut self, variable: &'static str, value: impl Into<String>) -> Self {
        self.surroundings.push((variable, value.into()));
        self
    }

    /// The path of a file of the pack.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home().join(&self.pack).join(name)
    }

    /// The folder in which commands are run.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A command of the program, ready to start.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scorecard"));
        command.args(arguments).current_dir(self.home()).envs(self.surroundings.iter().cloned());
        command
    }

    /// Runs a command to the end. Everything printed must suit readers who are used to forms and spreadsheets.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Run {
        let Output { status, stdout, stderr } = self.command(arguments).output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let status = status.code().expect("the program ends by itself");
        let run = Run { status, stdout: text(stdout), stderr: text(stderr), out: self.out() };
        run.speaks_plainly();
        run
    }

    #[track_caller]
    pub fn check(&self) -> Run {
        self.run(&["check", &self.pack])
    }

    #[track_caller]
    pub fn build(&self) -> Run {
        self.run(&["build", &self.pack])
    }

    /// Builds a pack that must have no faults, and returns its outputs by name.
    #[track_caller]
    pub fn built(&self) -> Files {
        let run = self.build();
        assert_eq!(run.status, 0, "{}", run.stderr);
        let inside = self.pack.replace("data/", "") + "/";
        let own = run
            .out
            .into_iter()
            .filter_map(|(name, bytes)| Some((name.strip_prefix(&inside)?.to_owned(), bytes)));
        own.collect()
    }

    /// Everything below `out/` as it lies there now.
    pub fn out(&self) -> Files {
        files_below(&self.home().join("out"))
    }
}

impl Run {
    #[track_caller]
    fn speaks_plainly(&self) {
        let said = self.stderr.to_lowercase();
        let found: Vec<&str> = INSIDE_WORDS.split('|').filter(|word| said.contains(word)).collect();
        assert!(found.is_empty(), "{found:?} in\n{}", self.stderr);
        let raw: Vec<char> = self.stderr.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert!(raw.is_empty(), "{raw:?} in\n{:?}", self.stderr);
    }

    /// Each finding that is not accepted, as printed: its first line, such as
    /// `data/small/scorecard.yaml:1:1: error [tab]`, and the lines below it without indentation.
    pub fn findings(&self) -> Vec<(String, String)> {
        let blocks = self.stderr.split("\n\n").filter(|block| !block.starts_with("accepted: "));
        let blocks = blocks.filter_map(|block| block.split_once("\n    "));
        blocks.map(|(head, rest)| (head.to_owned(), rest.replace("\n    ", "\n"))).collect()
    }

    /// The first lines of all findings, one below the other.
    pub fn heads(&self) -> String {
        self.findings().into_iter().map(|(head, _)| head).collect::<Vec<_>>().join("\n")
    }
}

/// The files below a folder; none if it does not exist.
pub fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("below the folder");
                let name = inside.to_str().expect("a name in UTF-8").replace('\\', "/");
                files.insert(name, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    files
}

/// The root folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Parses a JSON document, which must be valid.
#[track_caller]
pub fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("sound JSON")
}
