//! All of a folder, or nothing: new files are written beside it and put in its place as one.
//!
//! This is the only room with calls that differ between systems. On Linux the swap is a single step; elsewhere the
//! old folder is moved aside first, and the next build finishes what a broken one left.

mod disk;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::write::disk::explained;

/// The files of one folder: path inside with `/`, and content.
pub type Artefacts = BTreeMap<String, Vec<u8>>;

/// Beginnings of the names of folders that are made beside a target.
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
    let replaced =
        write_all(&new, artefacts).and_then(|()| swap(&new, &target, &out.join(format!("{OLD}{name}"))));
    // New outputs that are not to be leave the room to others; old ones that were swapped for them go as well. What
    // cannot be removed now, the next build takes away.
    let _ = disk::remove_folder(&new);
    replaced.map(|()| target)
}

/// Refuses to write the outputs of the pack `name` into one of these packs, or over one.
///
/// # Errors
/// When a build would do that.
pub fn refuse_packs(out: &Path, name: &str, packs: &[PathBuf]) -> Result<()> {
    let (into, over) = (real(out), real(&out.join(name)));
    for pack in packs {
        let own = real(pack);
        if into.starts_with(&own) {
            bail!(
                "the outputs would go into the pack {} itself, and nothing was written; name a folder outside of it with \
                 --out",
                pack.display()
            );
        }
        if own.starts_with(&over) {
            bail!(
                "the outputs would go to {}, in place of the pack {}, and nothing was written; name another folder with \
                 --out",
                out.join(name).display(),
                pack.display()
            );
        }
    }
    Ok(())
}

/// Where a path leads, behind all links, also where the end of it is not there yet.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = whole.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, mut real)) = there else { return whole };
    for part in whole.strip_prefix(above).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::Normal(name) => real.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    real
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
            let _ = disk::remove_empty(folder);
        }
    }
    created
}

/// Writes one file, in place of an older one of its name: the new one whole, or the old one as it was.
///
/// # Errors
/// When it cannot be written; then nothing has changed.
pub fn file(target: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(parent) = target.parent().filter(|parent| *parent != Path::new("")) {
        make_folder(parent)?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let new = target.with_file_name(format!("{NEW}{name}"));
    let written = disk::make_file(&new, bytes).and_then(|()| disk::rename(&new, target));
    written.map_err(|error| {
        let _ = disk::remove_file(&new);
        explained(target, "cannot be written", &error)
    })
}

fn create_in(parent: &Path, target: &Path, files: &Artefacts) -> Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let new = parent.join(format!("{NEW}{name}"));
    let turn = take_turn(parent, &name);
    let created = turn.and_then(|turn| {
        remove(&new)?;
        write_all(&new, files)?;
        // Somebody may have put something there in the meantime.
        refuse_taken(target)?;
        move_in(&new, target).map_err(|error| explained(target, "cannot be made", &error))?;
        Ok(turn)
    });
    if created.is_err() {
        let _ = disk::remove_folder(&new);
    }
    // Beside a user's packs no lock is left lying about, as it may be beside outputs.
    let _ = disk::remove_file(&lock_of(parent, &name));
    created.map(drop)
}

/// Puts a folder where nothing is, or an empty folder, which not every system replaces by itself.
fn move_in(new: &Path, target: &Path) -> std::io::Result<()> {
    disk::rename(new, target).or_else(|_| {
        let emptied = disk::remove_empty(target);
        disk::rename(new, target).map_err(|error| emptied.err().unwrap_or(error))
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
        Err(error) => Err(explained(target, "cannot be made", &error)),
    }
}

fn make_folder(out: &Path) -> Result<()> {
    match disk::make_folders(out) {
        Err(_) if out.is_file() => bail!("{} is a file; name a folder instead", out.display()),
        made => made.map_err(|error| explained(out, "cannot be made", &error)),
    }
}

/// Waits until no other run writes this folder.
fn take_turn(out: &Path, name: &str) -> Result<File> {
    let path = lock_of(out, name);
    disk::lock(&path).map_err(|error| explained(&path, "cannot be written", &error))
}

fn lock_of(out: &Path, name: &str) -> PathBuf {
    out.join(format!(".{name}.lock"))
}

/// What a build that was killed left behind: the old outputs come back, half-written new ones go.
fn finish_broken_swap(out: &Path, name: &str) -> Result<()> {
    let (target, old) = (out.join(name), out.join(format!("{OLD}{name}")));
    if old.exists() && !target.exists() {
        disk::rename(&old, &target).map_err(|error| explained(&target, "cannot be brought back", &error))?;
    }
    remove(&old)?;
    remove(&out.join(format!("{NEW}{name}")))
}

fn remove(folder: &Path) -> Result<()> {
    disk::remove_folder(folder).map_err(|error| explained(folder, "cannot be removed", &error))
}

/// A folder that holds anything else than outputs is not ours to replace.
fn refuse_strangers(target: &Path) -> Result<()> {
    let mut strangers = strangers(target, "").with_context(|| {
        format!(
            "{} is in the way of the outputs; move it away, or choose another folder with --out",
            target.display()
        )
    })?;
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

/// What lies below a folder and was not written by a build, as paths inside it. `inside` is where the folder itself
/// lies in the outputs, with a `/` behind.
fn strangers(folder: &Path, inside: &str) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(explained(folder, "cannot be read", &error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| explained(folder, "cannot be read", &error))?;
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        if name == "services" && entry.path().is_dir() {
            found.extend(strangers(&entry.path(), "services/")?);
        } else if entry.path().is_dir() || !is_output(&name) {
            found.push(name);
        }
    }
    Ok(found)
}

/// What builds write into an output folder.
const OUTPUTS: [&str; 7] = [
    "appendix-a.pdf",
    "index.html",
    "manuscript-report.json",
    "manuscript.json",
    "measures.csv",
    "report.pdf",
    "scorecard.json",
];
/// The endings of what builds write below `services/`, where each file has a service's name.
const OF_SERVICES: [&str; 3] = ["html", "json", "pdf"];
/// What systems leave in any folder.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Whether a file of this path was written by a build, or by nobody in particular.
fn is_output(path: &str) -> bool {
    match path.strip_prefix("services/") {
        None => OUTPUTS.contains(&path) || LITTER.contains(&path),
        Some(name) => {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            OF_SERVICES.contains(&ending) || LITTER.contains(&name)
        }
    }
}

/// Writes every file and makes sure that it is on the disk before anything points to it.
fn write_all(folder: &Path, artefacts: &Artefacts) -> Result<()> {
    for (inside, bytes) in artefacts {
        let path = folder.join(inside);
        if let Some(parent) = path.parent() {
            disk::make_folders(parent).map_err(|error| explained(parent, "cannot be made", &error))?;
        }
        disk::make_file(&path, bytes).map_err(|error| explained(&path, "cannot be written", &error))?;
    }
    Ok(())
}

/// Puts the new folder in the place of the target. In one step, the old outputs are then in the new one's place.
fn swap(new: &Path, target: &Path, old: &Path) -> Result<()> {
    let cannot = |error| explained(target, "cannot be replaced", &error);
    if !target.exists() {
        return disk::rename(new, target).map_err(cannot);
    }
    if disk::exchange(new, target) {
        return Ok(());
    }
    disk::rename(target, old).map_err(cannot)?;
    if let Err(error) = disk::rename(new, target) {
        return Err(match disk::rename(old, target) {
            Ok(()) => cannot(error),
            Err(_) => anyhow!(
                "{:#}; the old outputs lie in {}, and the next build brings them back",
                cannot(error),
                old.display()
            ),
        });
    }
    let _ = disk::remove_folder(old);
    Ok(())
}

#[cfg(test)]
mod tests;
