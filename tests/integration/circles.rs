//! No two files import each other in a circle: each can be understood knowing only those below it.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::{code, sources};

/// The module path of a file: `model::pack` for `model/pack.rs`, `model` for `model/mod.rs`.
fn module(file: &str) -> String {
    let path = file.trim_end_matches(".rs");
    path.strip_suffix("/mod").unwrap_or(path).replace('/', "::")
}

/// The paths at the start of a text, and the rest: `model::{Pack, period::Period}` stands for two paths.
fn paths(text: &str) -> (Vec<String>, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c))).unwrap_or(text.len());
    let (stem, rest) = text.split_at(end);
    let Some(mut rest) = rest.strip_prefix('{') else { return (vec![stem.to_owned()], rest) };
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', ',', '\n']);
        if let Some(rest) = rest.strip_prefix('}') {
            return (all, rest);
        }
        let (inner, behind) = paths(rest);
        all.extend(inner.into_iter().map(|path| format!("{stem}{path}")));
        rest = behind;
    }
}

/// The origins of re-exported names (`pub use`): `model::Pack` is `model::pack::Pack`.
fn handed_on(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut origins = BTreeMap::new();
    for (file, text) in files {
        for path in text.split("pub use ").skip(1).flat_map(|text| paths(text).0) {
            let name = path.rsplit("::").next().unwrap_or_default();
            let origin = path.strip_prefix("crate::").map_or(format!("{file}::{path}"), str::to_owned);
            let handed_on = format!("{file}::{name}");
            // A function may have the same name as its file: then the path already leads to the file.
            if !files.contains_key(&handed_on) {
                origins.insert(handed_on, origin);
            }
        }
    }
    origins
}

/// The file that defines what a path names.
fn home(path: &str, files: &BTreeMap<String, String>, origins: &BTreeMap<String, String>) -> Option<String> {
    if let Some(origin) = origins.get(path) {
        return home(origin, files, origins);
    }
    if files.contains_key(path) {
        return Some(path.to_owned());
    }
    home(path.rsplit_once("::")?.0, files, origins)
}

/// What each file uses from others through `crate::`. Re-exports of a `mod.rs` from its own folder are not imports.
fn imports(files: &BTreeMap<String, String>) -> BTreeMap<&str, BTreeSet<String>> {
    let origins = handed_on(files);
    let of = |(file, text): (&'_ String, &'_ String)| -> BTreeSet<String> {
        let taken = text.split("crate::").skip(1).flat_map(|text| paths(text).0);
        taken.filter_map(|path| home(&path, files, &origins)).filter(|other| other != file).collect()
    };
    files.iter().map(|entry| (entry.0.as_str(), of(entry))).collect()
}

/// Everything that a file needs, directly or through others.
fn needs<'i>(file: &str, imports: &'i BTreeMap<&str, BTreeSet<String>>) -> BTreeSet<&'i str> {
    let mut all = BTreeSet::new();
    let mut next: Vec<&str> = imports[file].iter().map(String::as_str).collect();
    while let Some(file) = next.pop() {
        if all.insert(file) {
            next.extend(imports[file].iter().map(String::as_str));
        }
    }
    all
}

/// The circles among files; each is a list of files.
fn circles(files: &BTreeMap<String, String>) -> BTreeSet<Vec<String>> {
    let imports = imports(files);
    let needs: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (*file, needs(file, &imports))).collect();
    let circle = |file: &&str| -> Vec<String> {
        let back = needs[*file].iter().filter(|other| needs[**other].contains(*file));
        back.map(|other| (*other).to_owned()).collect()
    };
    needs.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let lines = |text: &str| code(text).map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let files = sources().into_iter().map(|(file, text)| (module(&file), lines(&text))).collect();
    let found = circles(&files);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn circles_are_found_through_what_a_file_hands_on() {
    let files = |texts: &[(&str, &str)]| {
        texts.iter().map(|(file, text)| (module(file), (*text).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let handing_on = ("model/mod.rs", "pub use pack::Pack;\npub use period::{Month, Year};");
    let pack = ("model/pack.rs", "use crate::model::{\n    Year,\n    service::{self, Head},\n};");
    let service = ("model/service.rs", "fn of(pack: &crate::model::Pack) {}");
    let all = files(&[handing_on, pack, service, ("model/period.rs", "")]);
    let circle = ["model::pack", "model::service"].map(str::to_owned).to_vec();
    assert_eq!(circles(&all), BTreeSet::from([circle]));
}
