//! The manuscript of the report: the front block and the narrative, as printed in `report.pdf`.

use serde::Serialize;

use crate::compose::appendix::{attachments, colours, document, logo};
use crate::compose::manuscript::{Attachment, Document, Logo};
use crate::compose::narrative::{self, Block, Edition};
use crate::compose::tables::{self, Ruler};
use crate::finding::{Code, Finding, Place};
use crate::model::{Author, Pack, Status, View};
use crate::narrate::paper::Paper;
use crate::words::list::capital;
use crate::words::time;
use crate::words::typography::{breakable, set};

/// In print the title is the first heading. Measures are in another document, Appendix A, so none has an address.
const EDITION: Edition = Edition { first_rank: 2, last_rank: 6, set: breakable, measure: None };

/// The input of `templates/report.typ`. `templates/README.md` explains every field.
#[derive(Debug, Serialize)]
pub struct Report {
    pub document: Document,
    pub attachments: Vec<Attachment>,
    pub colour: String,
    pub accent: Option<String>,
    pub logo: Option<Logo>,
    pub front: Front,
    pub foot: Foot,
    pub blocks: Vec<Block>,
}

/// The block above the narrative.
#[derive(Debug, Serialize)]
pub struct Front {
    pub council: String,
    pub notice: Option<String>,
    pub meeting: String,
    pub title: String,
    /// The notice that the paper is a draft.
    pub draft: Option<String>,
    /// Whose report it is, the committee's own lines, and last how it is classified.
    pub lines: Vec<FrontLine>,
}

#[derive(Debug, Serialize)]
pub struct FrontLine {
    pub label: String,
    pub text: String,
}

/// The foot of each page, apart from the page number.
#[derive(Debug, Serialize)]
pub struct Foot {
    pub title: String,
    pub parts: Vec<String>,
}

/// Writes the manuscript of the report. `ruler` measures texts, so that tables find their widths.
pub fn compose(pack: &Pack, paper: &Paper, ruler: &Ruler<'_>) -> Report {
    let [colour, accent] = colours(&pack.cover);
    let mut blocks = blocks(pack, paper);
    for block in &mut blocks {
        if let Block::Table { setting, head, rows, .. } = block {
            *setting = Some(tables::setting(head, rows, ruler));
        }
    }
    Report {
        document: document(
            &pack.whole(),
            format!("{}, {}", pack.scorecard.title.value, pack.cover.council.value),
        ),
        attachments: attachments(pack),
        colour: colour.unwrap_or_else(|| crate::compose::appendix::INK.to_owned()),
        accent,
        logo: logo(&pack.cover),
        front: front(pack),
        foot: foot(pack),
        blocks,
    }
}

/// Tables of the report that no sheet holds, each where it stands.
pub fn tables_too_wide(pack: &Pack, paper: &Paper, ruler: &Ruler<'_>) -> Vec<Finding> {
    let blocks = blocks(pack, paper);
    let wide = |(at, place): &(usize, Place)| {
        let Some(Block::Table { head, rows, .. }) = blocks.get(*at) else { return None };
        let (what, fix) = tables::too_wide(head, rows, ruler)?;
        let mut finding = Finding::new(Code::TableTooWide, place.clone(), what, fix);
        let within = paper.passages.iter().find(|passage| passage.place.line == place.line);
        finding.subject = within.and_then(|passage| passage.subject.clone());
        Some(finding)
    };
    paper.tables.iter().filter_map(wide).collect()
}

/// The narrative as print has it.
fn blocks(pack: &Pack, paper: &Paper) -> Vec<Block> {
    narrative::blocks(pack, paper, EDITION)
}

fn front(pack: &Pack) -> Front {
    let cover = &pack.cover;
    Front {
        council: set(&cover.council),
        notice: cover.notice.as_ref().map(|notice| set(notice)),
        meeting: format!("{}, {}", set(&cover.committee), time::date(cover.meeting)),
        title: set(&pack.scorecard.title),
        draft: match cover.status {
            Status::Draft => Some(DRAFT.to_owned()),
            Status::Final => None,
        },
        lines: front_lines(&pack.whole(), set),
    }
}

/// What a draft says about itself.
pub const DRAFT: &str = "Draft. It may change before the meeting.";

/// The lines of the front block, in the order of every edition: whose report it is, the committee's own lines, and last,
/// because it may be long, how it is classified. `set` makes text ready for the edition.
pub fn front_lines(view: &View<'_>, set: fn(&str) -> String) -> Vec<FrontLine> {
    let line = |label: &str, text: &str| FrontLine { label: set(label), text: set(text) };
    let author = view.author.map(|author| line("Report of", &named(author)));
    let own = view.cover.front.iter().map(|own| line(&own.label, &own.text));
    let classification = view.cover.classification.as_ref().map(|text| line("Classification", text));
    author.into_iter().chain(own).chain(classification).collect()
}

/// A post with the name of whoever holds it, if there is one.
pub fn named(author: &Author) -> String {
    match &author.name {
        Some(name) => format!("{}, {}", name.value, author.post.value),
        None => author.post.value.clone(),
    }
}

fn foot(pack: &Pack) -> Foot {
    let version =
        format!("Version {}, {}", pack.cover.version.trim_start_matches('v'), pack.cover.status.word());
    let notice = pack.cover.notice.as_ref().map(|notice| set(notice));
    Foot {
        title: set(&pack.scorecard.title),
        parts: std::iter::once(set(&capital(&version))).chain(notice).collect(),
    }
}
