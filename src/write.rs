//! All of an output folder, or nothing: new files are written beside the old folder and swapped in as one.
//!
//! This is the only room with calls that differ between systems. On Linux the swap is a single step; elsewhere the
//! old folder is moved aside first, and the next build finishes what a broken one left.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The files of one output folder: path inside with `/`, and content.
pub type Artefacts = BTreeMap<String, Vec<u8>>;

/// Beginnings of the names of folders that a build makes beside its output.
const NEW: &str = ".new-";
const OLD: &str = ".old-";

/// Replaces the folder `out/name` by these files.
///
/// # Errors
/// When a file cannot be written, or the folder holds files that no build wrote; then nothing has changed.
pub fn replace(out: &Path, name: &str, artefacts: &Artefacts) -> Result<PathBuf> {
    let target = out.join(name);
    make_folder(out)?;
    let _turn = take_turn(out, name)?;
    finish_broken_swap(out, name)?;
    refuse_strangers(&target)?;
    let new = out.join(format!("{NEW}{name}"));
    write_all(&new, artefacts)
        .with_context(|| format!("the outputs cannot be written below {}", out.display()))?;
    swap(&new, &target, &out.join(format!("{OLD}{name}")))
        .with_context(|| format!("the outputs cannot be put into {}", target.display()))?;
    Ok(target)
}

/// Makes the folder `target` of these files. It must not be there yet, or be empty.
///
/// # Errors
/// When there is something at that place, or a file cannot be written; then nothing has changed.
pub fn create(target: &Path, files: &Artefacts) -> Result<()> {
    refuse_taken(target)?;
    let parent = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let missing: Vec<&Path> = parent.ancestors().take_while(|folder| !folder.exists()).collect();
    let created = make_folder(parent).and_then(|()| create_in(parent, target, files));
    if created.is_err() {
        for folder in missing {
            let _ = fs::remove_dir(folder);
        }
    }
    created
}

fn create_in(parent: &Path, target: &Path, files: &Artefacts) -> Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let new = parent.join(format!("{NEW}{name}"));
    let _turn = take_turn(parent, &name)?;
    let created = remove(&new).and_then(|()| write_all(&new, files)).and_then(|()| {
        // Somebody may have put something there in the meantime.
        refuse_taken(target)?;
        move_in(&new, target).with_context(|| format!("{} cannot be made", target.display()))
    });
    if created.is_err() {
        let _ = remove(&new);
    }
    let _ = fs::remove_file(lock_of(parent, &name));
    created
}

/// Puts a folder where nothing is, or an empty folder, which not every system replaces by itself.
fn move_in(new: &Path, target: &Path) -> std::io::Result<()> {
    fs::rename(new, target).or_else(|_| {
        fs::remove_dir(target)?;
        fs::rename(new, target)
    })
}

fn refuse_taken(target: &Path) -> Result<()> {
    match fs::read_dir(target).map(Iterator::count) {
        Ok(0) => Ok(()),
        Ok(_) => {
            bail!("{} holds files already, and nothing was written; choose another name", target.display())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) if target.is_file() => {
            bail!("{} is a file, and nothing was written; choose another name", target.display())
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", target.display())),
    }
}

fn make_folder(out: &Path) -> Result<()> {
    match fs::create_dir_all(out) {
        Err(_) if out.is_file() => bail!("{} is a file; name a folder for the outputs", out.display()),
        made => made.with_context(|| format!("the folder {} cannot be made", out.display())),
    }
}

/// Waits until no other build writes this folder. The lock ends with the process, however that ends.
fn take_turn(out: &Path, name: &str) -> Result<File> {
    let path = lock_of(out, name);
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    file.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
    Ok(file)
}

fn lock_of(out: &Path, name: &str) -> PathBuf {
    out.join(format!(".{name}.lock"))
}

/// What a build that was killed left behind: the old outputs come back, half-written new ones go.
fn finish_broken_swap(out: &Path, name: &str) -> Result<()> {
    let (target, old) = (out.join(name), out.join(format!("{OLD}{name}")));
    if old.exists() && !target.exists() {
        fs::rename(&old, &target).with_context(|| format!("{} cannot be brought back", target.display()))?;
    }
    remove(&old)?;
    remove(&out.join(format!("{NEW}{name}")))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

/// A folder that holds anything else than outputs is not ours to replace.
fn refuse_strangers(target: &Path) -> Result<()> {
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", target.display())),
    };
    let mut strangers: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !is_output(name))
        .collect();
    strangers.sort_unstable();
    if !strangers.is_empty() {
        bail!(
            "{} holds files that no build wrote ({}), and a build replaces the whole folder; move them away, or \
             choose another folder with --out",
            target.display(),
            strangers.join(", ")
        );
    }
    Ok(())
}

/// The names that builds give to what lies in an output folder, and those that systems leave in any folder.
fn is_output(name: &str) -> bool {
    let output = [
        "appendix-a.pdf",
        "index.html",
        "manuscript-report.json",
        "manuscript.json",
        "measures.csv",
        "report.pdf",
        "scorecard.json",
    ];
    let litter = [".DS_Store", "Thumbs.db", "desktop.ini"];
    output.contains(&name) || litter.contains(&name)
}

/// Writes every file and makes sure that it is on the disk before anything points to it.
fn write_all(folder: &Path, artefacts: &Artefacts) -> Result<()> {
    for (inside, bytes) in artefacts {
        let path = folder.join(inside);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file =
            File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
        file.write_all(bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        file.sync_all().with_context(|| format!("{} cannot be kept", path.display()))?;
    }
    Ok(())
}

/// Puts the new folder in the place of the target.
fn swap(new: &Path, target: &Path, old: &Path) -> Result<()> {
    if !target.exists() {
        return Ok(fs::rename(new, target)?);
    }
    if exchanged(new, target) {
        // The new outputs are in place; what is left of the old ones the next build takes away.
        let _ = remove(new);
        return Ok(());
    }
    fs::rename(target, old)?;
    if let Err(error) = fs::rename(new, target) {
        fs::rename(old, target)?;
        return Err(error.into());
    }
    let _ = remove(old);
    Ok(())
}

/// Exchanges two folders in one step, where the system can.
#[cfg(target_os = "linux")]
fn exchanged(new: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchanged(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(version: &str) -> Artefacts {
        ["measures.csv", "scorecard.json"].map(|name| (name.to_owned(), version.as_bytes().to_vec())).into()
    }

    fn content(out: &Path, name: &str) -> String {
        fs::read_to_string(out.join("pack").join(name)).unwrap_or_default()
    }

    #[test]
    fn outputs_are_replaced_as_one_and_leave_nothing_beside_them() {
        let out = tempfile::tempdir().unwrap();
        for version in ["1", "2"] {
            replace(out.path(), "pack", &files(version)).unwrap();
            assert_eq!(content(out.path(), "measures.csv"), version);
        }
        let mut left: Vec<_> = fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".pack.lock", "pack"]);
    }

    #[test]
    fn a_file_of_the_users_is_never_replaced() {
        let out = tempfile::tempdir().unwrap();
        replace(out.path(), "pack", &files("1")).unwrap();
        fs::write(out.path().join("pack/notes.docx"), "mine").unwrap();
        let error = replace(out.path(), "pack", &files("2")).unwrap_err().to_string();
        assert!(error.contains("notes.docx"), "{error}");
        assert_eq!(content(out.path(), "measures.csv"), "1");
        assert_eq!(content(out.path(), "notes.docx"), "mine");
    }

    #[test]
    fn what_a_killed_build_left_is_put_right_by_the_next() {
        let out = tempfile::tempdir().unwrap();
        replace(out.path(), "pack", &files("1")).unwrap();
        // Killed between the two renames of a system that cannot exchange: only the old folder is there.
        fs::rename(out.path().join("pack"), out.path().join(".old-pack")).unwrap();
        fs::create_dir(out.path().join(".new-pack")).unwrap();
        fs::write(out.path().join(".new-pack/half"), "h").unwrap();
        finish_broken_swap(out.path(), "pack").unwrap();
        assert_eq!(content(out.path(), "measures.csv"), "1");
        replace(out.path(), "pack", &files("2")).unwrap();
        assert_eq!(content(out.path(), "measures.csv"), "2");
    }
}
