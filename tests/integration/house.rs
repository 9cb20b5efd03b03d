//! The order of the rooms: imports only go down. Also a few conventions that a text search can check.

use std::path::Path;

use crate::case::{files_below, repository};

/// The rooms from the top down, as the architecture defines them. A new room must be added here deliberately.
const ROOMS: [&str; 18] = [
    "main", "lib", "cli", "pipeline", "write", "render", "compose", "chart", "check", "narrate", "words",
    "analyse", "stats", "load", "model", "parallel", "source", "finding",
];

/// The source files, named by path below `src/`.
pub fn sources() -> Vec<(String, String)> {
    texts_in("src", "rs")
}

/// The texts in a folder of the repository whose names have this ending.
fn texts_in(folder: &str, ending: &str) -> Vec<(String, String)> {
    let files = files_below(&repository().join(folder)).into_iter();
    let wanted = files.filter(|(name, _)| Path::new(name).extension().is_some_and(|own| own == ending));
    wanted.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// The room of a source file: `load/tree.rs` belongs to `load`.
fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or_default()
}

/// The lines that are not comments, with their numbers.
pub fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// What follows each `crate::`, with its line.
fn imports(text: &str) -> Vec<(usize, &str)> {
    let word = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let of_line = |(n, line)| str::split(line, "crate::").skip(1).map(move |rest| (n, &rest[..word(rest)]));
    code(text).flat_map(of_line).collect()
}

#[test]
fn imports_go_down_only() {
    let position = |room: &str| ROOMS.iter().position(|name| *name == room);
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let own =
            position(room(&file)).unwrap_or_else(|| panic!("src/{file} belongs to no room of the house"));
        // A group such as `crate::{load, model}` would hide its rooms; by convention each has its own line.
        let up = imports(&text).into_iter().filter(|(_, other)| position(other).is_none_or(|at| at < own));
        wrong.extend(up.map(|(line, other)| format!("src/{file}:{line} imports `{other}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_room_that_writes_needs_no_other() {
    for (file, text) in sources().into_iter().filter(|(file, _)| room(file) == "write") {
        assert!(
            imports(&text).iter().all(|(_, other)| *other == "write"),
            "src/{file}: {:?}",
            imports(&text)
        );
    }
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for (file, text) in sources() {
        assert!(text.starts_with("//! "), "src/{file}");
    }
}

#[test]
fn nothing_depends_on_where_the_repository_lies() {
    for (folder, ending) in [("src", "rs"), ("templates", "typ"), ("data", "yaml"), ("data", "md")] {
        for (file, text) in texts_in(folder, ending) {
            for path in ["/work", "../shared", "/home/", "/root/", "C:\\Users"] {
                assert!(!text.contains(path), "{folder}/{file} holds `{path}`");
            }
        }
    }
}

#[test]
fn templates_take_nothing_from_outside() {
    for (file, text) in texts_in("templates", "typ") {
        for call in ["sys.inputs", "datetime.today", "@preview/", "plugin("] {
            assert!(code(&text).all(|(_, line)| !line.contains(call)), "templates/{file} holds `{call}`");
        }
    }
}
