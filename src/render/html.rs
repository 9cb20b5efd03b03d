//! The web page: HTML templates filled from the manuscript, with style, typeface and logo embedded, so that one file
//! holds everything.
//!
//! Everything from a pack is text: the templates escape all of it, and the page's own content security policy forbids
//! scripts and anything from other sources. Only the style is inserted unescaped; it is the program's own, and the
//! policy contains its digest.

use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use sha2::{Digest, Sha256};

use crate::analyse::Results;
use crate::compose::web;
use crate::compose::web::manuscript::Page;
use crate::model::{Cover, Pack, Service};
use crate::narrate::paper::Paper;

/// The templates by name.
const TEMPLATES: [(&str, &str); 8] = [
    ("page.html", include_str!("../../templates/page.html")),
    ("filters.css", include_str!("../../templates/filters.css")),
    ("common/filters.html", include_str!("../../templates/common/filters.html")),
    ("common/marks.html", include_str!("../../templates/common/marks.html")),
    ("common/tables.html", include_str!("../../templates/common/tables.html")),
    ("common/measure.html", include_str!("../../templates/common/measure.html")),
    ("common/report.html", include_str!("../../templates/common/report.html")),
    ("common/services.html", include_str!("../../templates/common/services.html")),
];

const STYLE: &str = include_str!("../../templates/page.css");

/// The typeface by weight, as the style sheet refers to it.
const FACES: [(&str, &[u8]); 2] = [
    ("400", include_bytes!("../../fonts/web-400.woff2")),
    ("600", include_bytes!("../../fonts/web-600.woff2")),
];

/// The web page of a pack. Without a narrative it lacks the report.
///
/// # Errors
/// When a template fails.
pub fn page(pack: &Pack, results: &Results<'_>, paper: Option<&Paper>) -> Result<Vec<u8>> {
    set(&pack.cover, web::compose(&pack.whole(), results, paper))
}

/// The web page of one of the pack's services.
///
/// # Errors
/// When a template fails.
pub fn service(pack: &Pack, results: &Results<'_>, service: &Service, own: &Results<'_>) -> Result<Vec<u8>> {
    set(&pack.cover, web::service::compose(pack, results, service, own))
}

fn set(cover: &Cover, manuscript: Page) -> Result<Vec<u8>> {
    let environment = ENVIRONMENT.as_ref().map_err(|error| anyhow!("{error}"))?;
    let style = style(cover, &filters(environment, &manuscript)?);
    let policy = policy(&style);
    let logo = cover.logo.as_ref().map(|logo| picture(&logo.path, &logo.bytes));
    let template = environment.get_template("page.html")?;
    let html = template
        .render(context! { page => Serde(manuscript), style, policy, logo })
        .context("the web page could not be set")?;
    Ok(html.into_bytes())
}

/// The templates, parsed once for all pages.
static ENVIRONMENT: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(environment);

/// The style sheet shared by all pages, with the typeface.
static COMMON_STYLE: LazyLock<String> = LazyLock::new(common_style);

/// The templates, with escaping on for all. An undefined name in a template is an error.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// The content security policy: nothing may be run or fetched, and the only style allowed is identified by its digest.
fn policy(style: &str) -> String {
    let digest = STANDARD.encode(Sha256::digest(style));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; base-uri 'none'; \
         form-action 'none'"
    )
}

/// The part of the style that makes the filters work. It depends on which choices the page offers; their identifiers
/// consist of letters and digits.
fn filters(environment: &Environment<'_>, page: &Page) -> Result<String> {
    let picks = page.scorecard.filters.iter().flat_map(|filters| &filters.picks);
    let hooks: Vec<String> = picks.flat_map(|pick| &pick.choices).map(|choice| choice.hook.clone()).collect();
    environment
        .get_template("filters.css")?
        .render(context! { hooks })
        .context("the filters could not be set")
}

/// The common style, the style of the filters, and the council's colours.
fn style(cover: &Cover, filters: &str) -> String {
    let colours = cover.colours.map(|[first, second]| format!(":root{{--band:{first};--accent:{second}}}\n"));
    [COMMON_STYLE.as_str(), &squeezed(filters), &colours.unwrap_or_default()].concat()
}

/// The typeface, and the style sheet without its comments.
fn common_style() -> String {
    let faces = FACES.map(|(weight, face)| {
        let data = STANDARD.encode(face);
        format!(
            "@font-face{{font-family:Scorecard;font-weight:{weight};font-display:block;\
             src:url(data:font/woff2;base64,{data}) format(\"woff2\")}}\n"
        )
    });
    [faces.concat(), squeezed(STYLE)].concat()
}

/// A style sheet without comments, indentation, or spaces that have no meaning beside punctuation.
fn squeezed(style: &str) -> String {
    let mut parts = style.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    let squeezed: String = lines.flat_map(|line| [line, "\n"]).collect();
    [(": ", ":"), ("; ", ";"), (" { ", "{"), (" {\n", "{\n"), (";}", "}"), (" }", "}"), (", ", ",")]
        .into_iter()
        .fold(squeezed, |style, (wide, narrow)| style.replace(wide, narrow))
}

/// A picture as a data URL.
fn picture(path: &str, bytes: &[u8]) -> String {
    let mime = if path.to_ascii_lowercase().ends_with(".svg") { "image/svg+xml" } else { "image/png" };
    format!("data:{mime};base64,{}", STANDARD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::analyse::analyse;
    use crate::load::load;
    use crate::narrate::paper::{Align, Block, Inline, ListStyle};

    /// Text that would do harm in a template, in HTML, in an attribute or in a style, if it were not escaped.
    const MARKUP: &str = "<script onclick=x>&amp;\"'</style>{{ 7 * 7 }}{% raw %}";

    /// A pack with markup in every field that takes text.
    const PACK: &str = r"
council: 'C MARK'
committee: 'O MARK'
meeting: 2019-11-05
title: 'T MARK'
version: 'V MARK'
version-date: 2019-10-24
data-as-at: 2019-10-22
status: draft
notice: 'N MARK'
classification: 'L MARK'
author: { post: 'P MARK', name: 'A MARK' }
front:
  - { label: 'F MARK', text: 'X MARK' }
kinds:
  - { name: outcome, title: 'K MARK', about: 'B MARK' }
  - { name: output, title: Output }
comparators:
  - { name: england, title: 'E MARK', kind: nation }
  - { name: near, title: Near, kind: group, source: 'G MARK', average: mean, members: ['M MARK'] }
priorities:
  - { name: carers, title: 'R MARK', letter: C }
themes:
  - { name: carers, title: 'H MARK', director: 'D MARK', plan: 'J MARK' }
sources:
  - { name: survey, title: 'S MARK', publisher: 'U MARK', licence: 'I MARK', status: published, link: 'javascript:MARK' }
contact: 'Q MARK'
";

    const MEASURES: &str = r"
- number: 1
  id: quality
  code: 'Z MARK'
  title: 'T MARK'
  kind: outcome
  unit: count of MARKless people
  better: higher
  frequency: yearly
  source: survey
  target: 9
  tolerance: 10%
  priorities: [carers]
  themes: [carers]
  owner: 'W MARK'
  reviewed: 2019-04-15
  comment: 'C MARK'
  action: 'A MARK'
  readings:
    2016-17: { value: 8, note: 'N MARK' }
    2017-18: { value: 7, status: provisional, break: true }
    2018-19: 6
  comparators:
    england: { 2016-17: { value: 9, note: 'E MARK' }, 2017-18: x, 2018-19: 9 }
- number: 2
  id: later
  title: Later
  kind: output
  unit: percent
  frequency: yearly
  under-development: yes
  readings: {}
";

    fn pack() -> Pack {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let text = text.replace("MARKless ", "").replace("MARK", &MARKUP.replace('\'', "\'\'"));
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        std::fs::create_dir(folder.path().join("measures")).unwrap();
        write("scorecard.yaml", PACK);
        write("measures/all.yaml", MEASURES);
        let (pack, findings) = load(folder.path()).unwrap();
        let faults: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(pack.scorecard.measures.len() == 2 && pack.cover.front.len() == 1, "{faults:#?}");
        pack
    }

    fn paper() -> Paper {
        let text = |text: &str| vec![Inline::Text { text: format!("{text} {MARKUP}") }];
        let link = |to: &str| Inline::Link { to: to.to_owned(), text: text("link") };
        let plain = |text| Block::Paragraph { number: None, anchor: None, text };
        let figure = Inline::Computed { text: MARKUP.to_owned(), from: MARKUP.to_owned() };
        let blocks = vec![
            Block::Heading { level: 1, anchor: "purpose".to_owned(), text: text("heading") },
            Block::Paragraph {
                number: Some(1),
                anchor: None,
                text: vec![
                    link("#quality"),
                    link("#purpose"),
                    link("#nowhere"),
                    link("javascript:x"),
                    figure,
                ],
            },
            Block::Paragraph {
                number: Some(2),
                anchor: Some("named".to_owned()),
                text: vec![link("https://example.org/?a=\"><b>")],
            },
            Block::List { style: ListStyle::Letters, items: vec![vec![plain(text("item"))]] },
            Block::Table {
                caption: None,
                align: vec![Align::Left, Align::Right],
                head: vec![Vec::new(), text("head")],
                rows: vec![vec![text("first"), text("cell")]],
            },
        ];
        Paper { blocks, ..Paper::default() }
    }

    fn set(paper: Option<&Paper>) -> String {
        let pack = pack();
        let page = page(&pack, &analyse(&pack), paper).unwrap();
        String::from_utf8(page).unwrap()
    }

    /// The values of an attribute, in document order.
    fn all<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
        let opening = format!(" {attribute}=\"");
        html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    /// The page after its style.
    fn body(html: &str) -> &str {
        html.split_once("</style>").unwrap().1
    }

    #[test]
    fn markup_in_any_field_stays_text() {
        let html = set(Some(&paper()));
        let body = body(&html);
        for harm in ["<script", "onclick=\"", "</style", "49", "javascript:x\"", "<b>\""] {
            assert!(!body.contains(harm), "{harm}");
        }
        // The marks of the narrative are print's already; elsewhere they become so.
        let (raw, escaped) =
            ("&lt;script onclick=x&gt;&amp;amp;&quot;", "&lt;script onclick=x&gt;&amp;amp;\u{201d}");
        // Once for each letter in front of a mark, which is how the fields are told apart.
        for field in "COTVNLPAFXKBEGRHDSUIQZW".chars() {
            assert!(body.contains(&format!("{field} {escaped}")), "{field}");
        }
        for part in ["heading", "link", "item", "head", "first", "cell"] {
            assert!(body.contains(&format!("{part} {raw}")), "{part}");
        }
    }

    #[test]
    fn every_address_within_the_page_leads_somewhere() {
        let html = set(Some(&paper()));
        let ids = all(&html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        let inside = all(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let dead: Vec<&str> = inside.filter(|name| !unique.contains(name)).collect();
        assert!(dead.is_empty(), "{dead:?}");
        for id in
            ["measure-quality", "scorecard-outcome", "report-purpose", "paragraph-purpose-1", "report-named"]
        {
            assert!(unique.contains(id), "{id}: {ids:?}");
        }
    }

    #[test]
    fn headings_go_down_one_step_at_a_time() {
        let html = set(Some(&paper()));
        let levels = body(&html).split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
        let levels: Vec<u32> = levels.collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }

    #[test]
    fn tables_have_captions_and_heads() {
        let html = set(Some(&paper()));
        for table in body(&html).split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap()) {
            assert!(table.contains("<caption>") || table.contains("aria-label=\""), "{table}");
            let rows = table.matches("<tr").count();
            assert_eq!(table.matches("<th scope=\"row\"").count(), rows - 1, "{table}");
            assert!(!table.contains("<th>") && !table.contains("<td></td><td></td>"), "{table}");
        }
    }

    #[test]
    fn the_policy_knows_the_style_and_nothing_else() {
        let html = set(None);
        let (_, rest) = html.split_once("<style>").unwrap();
        let digest = STANDARD.encode(Sha256::digest(rest.split_once("</style>").unwrap().0));
        let policy = all(&html, "content")[0].replace("&#x27;", "'").replace("&#x2f;", "/");
        assert!(
            policy.starts_with(&format!("default-src 'none'; style-src 'sha256-{digest}'; ")),
            "{policy}"
        );
        assert!(all(&html, "style").is_empty() && !html.contains("@import") && !html.contains("url(http"));
        let sources = all(&html, "src");
        assert!(sources.iter().all(|source| source.starts_with("data:")), "{sources:?}");
    }

    #[test]
    fn what_a_draft_and_an_illustration_say_cannot_be_missed() {
        let html = set(None);
        assert!(html.contains("<title>Draft: "));
        let (before, _) = body(&html).split_once("<h1>").unwrap();
        assert!(before.contains("class=\"notice\"") && before.contains("class=\"draft\""));
    }

    #[test]
    fn the_report_is_there_only_with_a_narrative() {
        let (with, without) = (set(Some(&paper())), set(None));
        for trace in ["id=\"report\"", "href=\"#report\"", "href=\"report.pdf\""] {
            assert!(with.contains(trace) && !without.contains(trace), "{trace}");
        }
    }

    #[test]
    fn the_same_pack_gives_the_same_bytes() {
        assert_eq!(set(Some(&paper())), set(Some(&paper())));
    }

    #[test]
    fn templates_trust_the_style_alone() {
        let trusted: usize = TEMPLATES.iter().map(|(_, text)| text.matches("|safe").count()).sum();
        assert_eq!(trusted, 1);
        assert!(TEMPLATES.iter().all(|(_, text)| !text.contains("autoescape") && !text.contains("style=\"")));
    }

    #[test]
    fn a_style_loses_only_what_means_nothing() {
        let style = "/* a: b */\n.x > .y {\n  color: red; /* c */\n  margin: 0 auto;\n}\n";
        assert_eq!(squeezed(style), ".x > .y{\ncolor:red;\nmargin:0 auto;\n}\n");
    }
}
