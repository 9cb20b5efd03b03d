//! The files of a pack: finds them, keeps access within the pack, and reads them up to a limit, without parsing.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Code, Finding, Place, visible};
use crate::load::fields::Log;

/// The largest file that a pack may hold, in bytes; a thousand measures of text take two million.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The file that each pack has.
const PAPER: &str = "scorecard.yaml";

/// A pack's folder.
pub struct Folder {
    root: PathBuf,
    /// The actual path of the folder, with all links resolved.
    real: PathBuf,
    /// The start of its files' names in messages: the path as the user gave it.
    shown: String,
}

impl Folder {
    /// # Errors
    /// When the folder cannot be opened.
    pub fn open(root: &Path) -> std::io::Result<Self> {
        let real = root.canonicalize()?;
        if !real.is_dir() {
            return Err(std::io::Error::from(std::io::ErrorKind::NotADirectory));
        }
        let shown = root.display().to_string().replace('\\', "/");
        let shown = shown.strip_prefix("./").unwrap_or(&shown).trim_end_matches('/').to_owned();
        Ok(Self { root: root.to_owned(), real, shown })
    }

    /// The folder's own name, which is also the name of its output folder.
    pub fn name(&self) -> String {
        self.real.file_name().map_or_else(|| "pack".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// The name of a file of the pack in messages.
    pub fn shown(&self, inside: &str) -> Arc<str> {
        match self.shown.as_str() {
            "" | "." => Arc::from(inside),
            shown => Arc::from(format!("{shown}/{inside}")),
        }
    }

    /// The packs that lie in this folder, if it is none itself, as messages name them.
    pub fn packs_inside(&self) -> Vec<String> {
        let inside = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let packs = inside.filter(|entry| entry.path().join(PAPER).is_file());
        let mut names: Vec<String> =
            packs.map(|entry| self.shown(&entry.file_name().to_string_lossy()).to_string()).collect();
        names.sort_unstable();
        names
    }

    /// The pack of which this folder is a part, if it is none itself, as messages name it.
    pub fn pack_around(&self) -> Option<String> {
        let around = self.root.ancestors().skip(1).find(|above| above.join(PAPER).is_file())?;
        Some(around.display().to_string().replace('\\', "/")).filter(|around| !around.is_empty())
    }

    /// Reads one file of the pack, named by its path inside with `/`.
    ///
    /// # Errors
    /// With a finding, if the file is missing, is outside the pack, is not a regular file or is too large.
    pub fn read(&self, inside: &str, place: &Place) -> Result<Vec<u8>, Finding> {
        let missing = |why: String| {
            let fix = self.renamed(inside).unwrap_or_else(|| format!("put `{inside}` into the pack"));
            Finding::new(Code::FileMissing, place.clone(), why, fix)
        };
        let outside = |what: &str| {
            let what = format!("`{inside}` {what}");
            Finding::new(
                Code::OutsidePack,
                place.clone(),
                what,
                "put a plain file into the pack's own folder",
            )
        };
        let path = self.root.join(inside);
        let real = path.canonicalize().map_err(|_| missing(format!("the file `{inside}` is not there")))?;
        if !real.starts_with(&self.real) {
            return Err(outside("leads out of the pack"));
        }
        let facts =
            fs::metadata(&real).map_err(|error| missing(format!("`{inside}` cannot be opened: {error}")))?;
        if !facts.is_file() {
            return Err(outside("is not a plain file"));
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(&real)
            .map_err(|error| missing(format!("`{inside}` cannot be opened: {error}")))?;
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| missing(format!("`{inside}` cannot be read: {error}")))?;
        if bytes.len() as u64 > LARGEST {
            let what = format!("`{inside}` is larger than {} MB", LARGEST / (1024 * 1024));
            return Err(Finding::new(
                Code::FileTooLarge,
                place.clone(),
                what,
                "split it, or take out what is no measure",
            ));
        }
        Ok(bytes)
    }

    /// Advice for when a name that the program looks for is missing, but one that was probably meant for it exists:
    /// `scorecard.yml`, `report.md.txt`, `measure/`.
    pub fn renamed(&self, inside: &str) -> Option<String> {
        let meant = self.meant_for(inside)?;
        Some(format!("rename `{}` to `{}`", visible(&meant), inside.rsplit('/').next()?))
    }

    /// The name in the same folder that was probably meant for one that does not exist; the first if there are several.
    pub fn meant_for(&self, inside: &str) -> Option<String> {
        let (folder, wanted) = inside.rsplit_once('/').unwrap_or(("", inside));
        let folder = self.root.join(folder);
        let names = fs::read_dir(&folder).ok()?.flatten().map(|entry| entry.file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        let is_folder = !wanted.contains('.');
        names
            .into_iter()
            .find(|name| name != wanted && is_meant(name, wanted) && folder.join(name).is_dir() == is_folder)
    }

    /// Reports a file `meant` that is not read because the program expects the name `wanted`.
    pub fn report_other_name(&self, meant: &str, wanted: &str, because: &str, log: &Log) {
        let what = format!("`{}` is not read, because {because} `{wanted}`", visible(meant));
        let fix = format!("rename it to `{wanted}`");
        log.report(Finding::new(Code::UnreadFile, Place::start_of(&self.shown(meant)), what, fix));
    }

    /// Whether the pack has a file with this name.
    pub fn has(&self, inside: &str) -> bool {
        self.root.join(inside).symlink_metadata().is_ok()
    }

    /// Whether the pack has a folder with this name.
    pub fn has_folder(&self, inside: &str) -> bool {
        self.root.join(inside).is_dir()
    }

    /// The content of a folder of the pack, sorted by name, as paths inside the pack. Hidden files and files left by
    /// operating systems and editors are skipped; a folder that does not exist is empty.
    ///
    /// # Errors
    /// With a finding, if the folder is outside the pack.
    pub fn files(&self, inside: &str) -> Result<Vec<String>, Finding> {
        let path = self.root.join(inside);
        if path.canonicalize().is_ok_and(|real| !real.starts_with(&self.real)) {
            let what = format!("`{inside}` leads out of the pack");
            let fix = "put a folder of its own into the pack, with its files";
            return Err(Finding::new(Code::OutsidePack, Place::start_of(&self.shown(inside)), what, fix));
        }
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !is_litter(name)).collect();
        names.sort_unstable();
        Ok(names.into_iter().map(|name| format!("{inside}/{name}")).collect())
    }
}

/// Whether no author made the file: hidden files, what Windows and macOS add to folders, and editors' copies.
fn is_litter(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(['.', '~'])
        || matches!(name.as_str(), "thumbs.db" | "ehthumbs.db" | "desktop.ini")
        || name.ends_with('~')
        || Path::new(&name).extension().is_some_and(|ending| ending == "swp" || ending == "bak")
}

/// Whether a name was probably meant for one that the program reads.
fn is_meant(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    let Some((stem, ending)) = wanted.split_once('.') else {
        return strsim::damerau_levenshtein(&name, wanted) <= 1;
    };
    let (own, rest) = name.split_once('.').unwrap_or((&name, ""));
    // Windows appends `.txt` to the name that was typed, and hides the fact.
    let endings: &[&str] = match ending {
        "yaml" => &["yaml", "yml"],
        "md" => &["md", "markdown"],
        _ => &[ending],
    };
    let rest = rest.strip_suffix("txt").map_or(rest, |bare| bare.trim_end_matches('.'));
    strsim::damerau_levenshtein(own, stem) <= 1 && (rest.is_empty() || endings.contains(&rest))
}

/// Whether a file name has a YAML extension.
pub fn is_yaml(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}
