//! System calls that change the disk, and the reason in plain words when one of them fails.
//!
//! Tests can make any of these calls fail, leaving the work half done where a real failure would. [`crate::write`]
//! decides what to do about a failure.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Error, anyhow};

/// An error that names the path, what cannot be done with it, and why.
pub fn explained(path: &Path, cannot: &str, error: &io::Error) -> Error {
    let is_there = path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir());
    let why = match error.kind() {
        // Some virtual folders accept no files and report that they do not exist.
        ErrorKind::NotFound if is_there => "nothing can be written into its folder".to_owned(),
        _ => why(error),
    };
    anyhow!("{} {cannot}: {why}", path.display())
}

/// The reason, for readers who are used to forms and spreadsheets.
fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
        ErrorKind::FileTooLarge => "no file may be so large there".to_owned(),
        ErrorKind::PermissionDenied => {
            "you may not write there, or another program holds one of its files open".to_owned()
        }
        ErrorKind::ReadOnlyFilesystem => "that disk can only be read".to_owned(),
        ErrorKind::NotADirectory => "a file stands where a folder is wanted".to_owned(),
        ErrorKind::NotFound => "its folder is not there".to_owned(),
        ErrorKind::AlreadyExists => "something else has its name".to_owned(),
        _ => {
            let said = error.to_string();
            said.split(" (os error").next().unwrap_or(&said).to_lowercase()
        }
    }
}

/// Creates a folder and its parents.
pub fn make_folders(folder: &Path) -> io::Result<()> {
    broken().map_or_else(|| fs::create_dir_all(folder), Err)
}

/// Writes a file that is not there yet, and makes sure that it is on the disk.
pub fn make_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = broken().map_or_else(|| File::create_new(path), Err)?;
    if let Some(error) = broken() {
        file.write_all(&bytes[..bytes.len() / 2])?;
        return Err(error);
    }
    file.write_all(bytes)?;
    broken().map_or_else(|| file.sync_all(), Err)
}

/// A turn at writing what others may want to write too. It is given back when it goes out of scope, and it ends with the
/// process, however that ends.
#[derive(Debug)]
pub struct Turn {
    path: PathBuf,
    _file: File,
}

impl Drop for Turn {
    /// Takes the file away while it is still locked, so that whoever waits for it can see that it is gone. Where files
    /// cannot be told apart by more than their name, it has to stay.
    fn drop(&mut self) {
        if cfg!(unix) {
            let _ = remove_file(&self.path);
        }
    }
}

/// Waits until nobody else has the turn that this empty file stands for.
pub fn take_turn(path: &Path) -> io::Result<Turn> {
    loop {
        let file = broken().map_or_else(|| open_empty(path), Err)?;
        file.lock()?;
        // Whoever had the turn before has taken its file away, and a third may have made another by now.
        if is_at(&file, path)? {
            return Ok(Turn { path: path.to_owned(), _file: file });
        }
    }
}

/// Opens a file that holds nothing, or makes it.
fn open_empty(path: &Path) -> io::Result<File> {
    if path.symlink_metadata().is_ok_and(|facts| !facts.is_file() || facts.len() > 0) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}

/// Whether this open file is the one that lies there.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata()?;
    match path.symlink_metadata() {
        Ok(there) => Ok((there.dev(), there.ino()) == (own.dev(), own.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Renames a folder.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    broken().map_or_else(|| fs::rename(from, to), Err)
}

/// Exchanges two folders in one step; returns `false` if the system cannot.
pub fn exchange(one: &Path, other: &Path) -> bool {
    broken().is_none() && exchanged(one, other)
}

#[cfg(target_os = "linux")]
fn exchanged(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchanged(_: &Path, _: &Path) -> bool {
    false
}

/// Removes a folder and its contents, if it exists.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    if let Some(error) = broken() {
        if let Some(Ok(first)) = fs::read_dir(folder).ok().and_then(|mut entries| entries.next()) {
            fs::remove_file(first.path())?;
        }
        return Err(error);
    }
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Removes an empty folder.
pub fn remove_empty(folder: &Path) -> io::Result<()> {
    broken().map_or_else(|| fs::remove_dir(folder), Err)
}

/// Removes a file.
pub fn remove_file(path: &Path) -> io::Result<()> {
    broken().map_or_else(|| fs::remove_file(path), Err)
}

/// The error with which a test makes the next call fail.
#[cfg(not(test))]
fn broken() -> Option<io::Error> {
    None
}

#[cfg(test)]
use faults::broken;

/// The calls that a test makes fail, in its own thread.
#[cfg(test)]
pub mod faults {
    use std::cell::RefCell;
    use std::io::{Error, ErrorKind};

    /// What should go wrong. Calls count from 0.
    #[derive(Debug, Clone, Default)]
    pub struct Plan {
        /// Calls that fail, each with its error.
        pub failing: Vec<(usize, ErrorKind)>,
        /// From this call on nothing happens any more, as if the process had been killed.
        pub killed_at: Option<usize>,
    }

    thread_local! {
        static NOW: RefCell<(Plan, usize)> = RefCell::default();
    }

    /// Runs an action under this plan; returns its result and the number of calls made.
    pub fn under<T>(plan: &Plan, act: impl FnOnce() -> T) -> (T, usize) {
        NOW.replace((plan.clone(), 0));
        let outcome = act();
        (outcome, NOW.take().1)
    }

    pub(super) fn broken() -> Option<Error> {
        NOW.with_borrow_mut(|(plan, calls)| {
            let call = std::mem::replace(calls, *calls + 1);
            let killed = plan.killed_at.filter(|at| call >= *at).map(|_| ErrorKind::Interrupted);
            let failing = plan.failing.iter().find(|(at, _)| *at == call).map(|(_, kind)| *kind);
            killed.or(failing).map(Error::from)
        })
    }
}
