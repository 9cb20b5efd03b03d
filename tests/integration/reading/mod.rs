//! What a screen reader says, page by page, in print and on the web: every text in the order of the tags, cells with
//! their headers, pictures by their alternative texts. `tests/golden/` holds it as last reviewed and approved.
//!
//! `INSTA_UPDATE=always cargo test --release reading` rewrites it; the difference can then be read in git. A web page
//! has too many measures to keep them all, so only the first table, the first few of the worst and the first few
//! sections are kept.

pub mod aloud;
pub mod tags;
pub mod web;

use std::path::Path;

use crate::case::example;

/// Longer texts are no use to the person who has to read what changed.
const LONGEST: usize = 65_000;

/// Compares what is read aloud with `tests/golden/<pack>/<name>.snap`.
#[track_caller]
fn reads_as_before(pack: &str, name: &str, said: &str) {
    assert!(said.len() < LONGEST, "{} bytes of {pack}/{name}", said.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new("../../golden").join(pack));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, said));
}

#[track_caller]
fn print(pack: &str, name: &str) {
    let document = tags::read(&example(pack)[&format!("{name}.pdf")]);
    assert_eq!(document.loose, "", "printed in {name}.pdf, but neither tagged nor marked as decoration");
    let mut said = aloud::say(&document.root);
    if !document.decoration.is_empty() {
        said.extend(["Not read out: ", document.decoration.as_str(), "\n"]);
    }
    reads_as_before(pack, &name.replace('/', "-"), &said);
}

#[track_caller]
fn page(pack: &str, name: &str) {
    let html = std::str::from_utf8(&example(pack)[&format!("{name}.html")]).expect("UTF-8");
    let html = first(1, html, "<table class=\"card\">", "</table>");
    let html = first(3, &html, "<article ", "</article>");
    let html = first(5, &html, "<li data-f=", "\n");
    reads_as_before(pack, &format!("web-{}", name.replace('/', "-")), &aloud::say(&web::read(&html)));
}

/// The page with only the first `count` of the parts that begin and end like this.
fn first(count: usize, html: &str, begin: &str, end: &str) -> String {
    let mut kept = String::new();
    let mut pieces = html.split(begin);
    kept.push_str(pieces.next().unwrap_or_default());
    for (number, piece) in pieces.enumerate() {
        if number < count {
            kept.push_str(begin);
            kept.push_str(piece);
        } else {
            kept.push_str(piece.split_once(end).expect("it ends").1);
        }
    }
    kept
}

#[test]
fn the_page_of_published_figures_reads_as_before() {
    print("wiltshire", "appendix-a");
}

#[test]
fn the_report_of_published_figures_reads_as_before() {
    print("wiltshire", "report");
}

#[test]
fn the_web_page_of_published_figures_reads_as_before() {
    page("wiltshire", "index");
}

#[test]
fn the_complete_page_reads_as_before() {
    print("exampleshire", "appendix-a");
}

#[test]
fn the_complete_report_reads_as_before() {
    print("exampleshire", "report");
}

#[test]
fn the_complete_web_page_reads_as_before() {
    page("exampleshire", "index");
}

#[test]
fn a_service_reads_as_before() {
    print("exampleshire", "services/commissioning");
    page("exampleshire", "services/commissioning");
}
