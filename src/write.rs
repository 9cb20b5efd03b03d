//! All of a folder or nothing: new files are written beside it and then moved into place together.
//!
//! Only here do calls differ between operating systems. On Linux the swap is a single step; elsewhere the old
//! folder is moved aside first, and the next build finishes what an interrupted one left.

mod disk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;

use crate::write::disk::{Turn, explained};

/// The files of one folder: path inside it, separated by `/`, and content.
pub type Artefacts = BTreeMap<String, Vec<u8>>;

/// Prefixes for the names of temporary folders beside a target.
const NEW: &str = ".new-";
const OLD: &str = ".old-";
/// The end of the name of the file for which builds of one pack wait in turn.
const LOCK: &str = ".lock";

/// Replaces the folder `out/name` with these files.
///
/// # Errors
/// When a file cannot be written, or the folder holds files that no build wrote. Nothing has changed then.
pub fn replace(out: &Path, name: &str, artefacts: &Artefacts) -> Result<PathBuf> {
    let target = out.join(name);
    make_folder(out)?;
    let _turn = take_turn(out, name)?;
    let (new, old) = (out.join(format!("{NEW}{name}")), out.join(format!("{OLD}{name}")));
    refuse_strangers(&target, &own_outputs(&target, artefacts), WITH_OUT)?;
    for folder in [&new, &old] {
        refuse_strangers(folder, &outputs(folder, artefacts), WITH_OUT)?;
    }
    finish_broken_swap(out, name)?;
    let replaced = write_all(&new, artefacts).and_then(|()| swap(&new, &target, &old));
    // New outputs that are not to be leave the room to others; old ones that were swapped for them go as well. What
    // cannot be removed now, the next build takes away.
    let _ = disk::remove_folder(&new);
    replaced.map(|()| target)
}

/// Refuses a name that a build gives to what it makes beside another pack's outputs.
///
/// # Errors
/// When the pack `name` has such a name.
pub fn refuse_own_names(name: &str) -> Result<()> {
    let small = name.to_lowercase();
    let own = [NEW, OLD].iter().any(|start| small.starts_with(start))
        || small.starts_with('.') && small.ends_with(LOCK);
    if own {
        bail!(
            "a pack cannot be called {name}, because builds give such names to what they make beside the outputs of \
             others; give its folder a name that begins with a letter"
        );
    }
    Ok(())
}

/// Refuses to write the outputs of the pack `name` into one of these packs, or over one.
///
/// # Errors
/// When a build would do either.
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

/// The absolute path after following all links, even if the last parts of the path do not exist yet.
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

/// Creates the folder `target` with these files. It must not exist yet, or must be empty.
///
/// # Errors
/// When something exists there, or a file cannot be written. Nothing has changed then.
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

/// Writes one file in place of any older one of that name: it is replaced completely or left as it was.
///
/// # Errors
/// When it cannot be written; then nothing has changed.
pub fn file(target: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(parent) = target.parent().filter(|parent| *parent != Path::new("")) {
        make_folder(parent)?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let new = target.with_file_name(format!("{NEW}{name}"));
    // What a run left that was killed; anything but a file it did not make.
    if new.symlink_metadata().is_ok_and(|facts| facts.is_file()) {
        disk::remove_file(&new).map_err(|error| explained(&new, "cannot be removed", &error))?;
    }
    let written = disk::make_file(&new, bytes).and_then(|()| disk::rename(&new, target));
    written.map_err(|error| {
        let _ = disk::remove_file(&new);
        explained(target, "cannot be written", &error)
    })
}

fn create_in(parent: &Path, target: &Path, files: &Artefacts) -> Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let new = parent.join(format!("{NEW}{name}"));
    let own: BTreeSet<String> = files.keys().cloned().collect();
    let turn = take_turn(parent, &name)?;
    refuse_strangers(&new, &own, "")?;
    let created = remove(&new).and_then(|()| {
        write_all(&new, files)?;
        // Something may have been put there in the meantime.
        refuse_taken(target)?;
        move_in(&new, target).map_err(|error| explained(target, "cannot be made", &error))
    });
    if created.is_err() {
        let _ = disk::remove_folder(&new);
    }
    drop(turn);
    created
}

/// Moves a folder to a place that is free or holds an empty folder, which not every system replaces by itself.
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
        Err(error) if error.kind() == ErrorKind::NotFound => refuse_dangling(target),
        Err(_) if target.is_file() => {
            bail!("{} is a file, and nothing was written; choose another name", target.display())
        }
        Err(error) => Err(explained(target, "cannot be made", &error)),
    }
}

fn make_folder(out: &Path) -> Result<()> {
    let Err(error) = disk::make_folders(out) else { return Ok(()) };
    if out.is_file() {
        bail!("{} is a file; name a folder instead", out.display());
    }
    for above in out.ancestors() {
        refuse_dangling(above)?;
    }
    Err(explained(out, "cannot be made", &error))
}

/// Refuses a link to something that is not there: no folder can be made in its place, nor through it.
fn refuse_dangling(path: &Path) -> Result<()> {
    match fs::read_link(path) {
        Ok(to) if !path.exists() => bail!(
            "{} is a link to {}, which is not there; make that folder, or take the link away",
            path.display(),
            to.display()
        ),
        _ => Ok(()),
    }
}

/// Waits until no other run writes this folder.
fn take_turn(out: &Path, name: &str) -> Result<Turn> {
    let path = out.join(format!(".{name}{LOCK}"));
    disk::take_turn(&path).map_err(|error| explained(&path, "cannot be written", &error))
}

/// Clears up after a build that was killed: restores the old outputs and removes half-written new ones.
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

/// So many of the files that are in the way are named.
const MOST_NAMED: usize = 10;

/// Where somebody's files or links are in the way, as a remedy beside moving them.
const WITH_OUT: &str = ", or choose another folder with --out";

/// A folder that holds anything else than `ours` is not ours to replace, nor is a link.
fn refuse_strangers(folder: &Path, ours: &BTreeSet<String>, or: &str) -> Result<()> {
    let shown = folder.display();
    match folder.symlink_metadata() {
        Ok(facts) if facts.is_symlink() => {
            bail!("{shown} is a link, and a whole folder would be put in its place; take the link away{or}")
        }
        Ok(facts) if !facts.is_dir() => bail!("{shown} is a file, and in the way; move it away{or}"),
        _ => {}
    }
    let mut strangers = strangers(folder, "", ours)?;
    strangers.sort_unstable();
    if strangers.is_empty() {
        return Ok(());
    }
    let more = strangers.len().saturating_sub(MOST_NAMED);
    strangers.truncate(MOST_NAMED);
    let them = strangers.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
    bail!(
        "{shown} holds files that no build wrote ({them}), and a build replaces the whole folder; move them away{or}"
    )
}

/// What lies below a folder and is not `ours`, as paths inside it. `inside` is where the folder itself lies in the
/// outputs, with a `/` behind.
fn strangers(folder: &Path, inside: &str, ours: &BTreeSet<String>) -> Result<Vec<String>> {
    let cannot = |error| explained(folder, "cannot be read", &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(cannot(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(cannot)?;
        let kind = entry.file_type().map_err(cannot)?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let name = format!("{inside}{own}");
        let below = format!("{name}/");
        if kind.is_dir() && ours.iter().any(|path| path.starts_with(&below)) {
            found.extend(strangers(&entry.path(), &below, ours)?);
        } else if !kind.is_file() || !(ours.contains(&name) || LITTER.contains(&own.as_str())) {
            found.push(name);
        }
    }
    Ok(found)
}

/// What builds write into an output folder, beside the files of services.
const OUTPUTS: [&str; 7] =
    ["appendix-a.pdf", "index.html", "manuscript-report.json", DUMPED, "measures.csv", "report.pdf", RESULTS];
/// It is there where manuscripts were asked for.
const DUMPED: &str = "manuscript.json";
/// It tells which services the outputs are of.
const RESULTS: &str = "scorecard.json";
/// What systems leave in any folder.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The paths that are a build's own in the place of the outputs: none, unless the figures of a build lie there, too.
fn own_outputs(target: &Path, new: &Artefacts) -> BTreeSet<String> {
    if services_of(target).is_some() { outputs(target, new) } else { BTreeSet::new() }
}

/// The paths that builds write into this folder: those of the new outputs, and those that the old ones are of.
fn outputs(folder: &Path, new: &Artefacts) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = OUTPUTS.map(str::to_owned).into();
    paths.extend(new.keys().cloned());
    let of_services: &[&str] =
        if folder.join(DUMPED).is_file() { &["html", "json", "pdf"] } else { &["html", "pdf"] };
    for service in services_of(folder).unwrap_or_default() {
        paths.extend(of_services.iter().map(|ending| format!("services/{service}.{ending}")));
    }
    paths
}

/// The names of the services whose outputs lie in a folder, as its own figures tell them, if those are there.
fn services_of(folder: &Path) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Written {
        services: Vec<Service>,
    }
    #[derive(Deserialize)]
    struct Service {
        name: String,
    }
    let path = folder.join(RESULTS);
    path.symlink_metadata().ok().filter(fs::Metadata::is_file)?;
    let written: Written = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    Some(written.services.into_iter().map(|service| service.name).collect())
}

/// Writes every file and waits until it is on disk before anything refers to it.
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

/// Puts the new folder in place of the target. If that is one step, the old outputs take the new one's place.
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
