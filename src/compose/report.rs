//! The manuscript of the report: the front block and the narrative, as `report.pdf` prints them.

use serde::Serialize;

use crate::compose::appendix::{attachments, colours, document, logo};
use crate::compose::manuscript::{Attachment, Document, Logo};
use crate::compose::narrative::{self, Block, Edition};
use crate::model::{Pack, Status};
use crate::narrate::paper::Paper;
use crate::words::list::capital;
use crate::words::time;
use crate::words::typography::{breakable, set};

/// In print the title is the first heading. Measures stand in Appendix A, another document, so none has an address.
const EDITION: Edition = Edition { first_rank: 2, last_rank: 6, set: breakable, measure: None };

/// The input of `templates/report.typ`, field for field. `templates/README.md` explains each.
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

/// What stands above the narrative.
#[derive(Debug, Serialize)]
pub struct Front {
    pub council: String,
    pub notice: Option<String>,
    pub meeting: String,
    pub title: String,
    /// What a draft says about itself.
    pub draft: Option<String>,
    /// Whose report it is, and beside it how it is classified.
    pub by: Option<String>,
    pub classification: Option<String>,
    pub lines: Vec<FrontLine>,
}

#[derive(Debug, Serialize)]
pub struct FrontLine {
    pub label: String,
    pub text: String,
}

/// What stands at the foot of each page, beside the page's number.
#[derive(Debug, Serialize)]
pub struct Foot {
    pub title: String,
    pub parts: Vec<String>,
}

/// Writes the manuscript of the report.
pub fn compose(pack: &Pack, paper: &Paper) -> Report {
    let [colour, accent] = colours(&pack.cover);
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
        blocks: narrative::blocks(pack, paper, EDITION),
    }
}

fn front(pack: &Pack) -> Front {
    let cover = &pack.cover;
    let lines = cover.front.iter().map(|line| FrontLine { label: set(&line.label), text: set(&line.text) });
    Front {
        council: set(&cover.council),
        notice: cover.notice.as_ref().map(|notice| set(notice)),
        meeting: format!("{}, {}", set(&cover.committee), time::date(cover.meeting)),
        title: set(&pack.scorecard.title),
        draft: match cover.status {
            Status::Draft => Some("Draft. It may change before the meeting.".to_owned()),
            Status::Final => None,
        },
        by: cover.author.as_ref().map(|author| {
            let name = author.name.as_ref().map(|name| format!("{}, ", set(name))).unwrap_or_default();
            format!("Report of {name}{}", the(&set(&author.post)))
        }),
        classification: cover.classification.as_ref().map(|text| set(text)),
        lines: lines.collect(),
    }
}

/// A post in the middle of a sentence: `the Executive Director`. What says `the` already stays.
fn the(post: &str) -> String {
    if post.to_lowercase().starts_with("the ") { post.to_owned() } else { format!("the {post}") }
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

#[cfg(test)]
mod tests {
    use super::the;

    #[test]
    fn a_post_has_one_article() {
        assert_eq!(the("Executive Director"), "the Executive Director");
        assert_eq!(the("The Chief Officer"), "The Chief Officer");
    }
}
