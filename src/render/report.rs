//! The report: front block and narrative, on as many sheets as they need.

use anyhow::Result;

use crate::compose::report;
use crate::model::Pack;
use crate::narrate::paper::Paper;
use crate::render::page::{MANUSCRIPT, Typeset, as_printed, files};
use crate::render::typesetter::{Sheet, Typesetter};
use crate::render::widths::ruler;

/// Sets the report.
///
/// # Errors
/// When the template or typst fails.
pub fn report(typesetter: &Typesetter, pack: &Pack, paper: &Paper) -> Result<Typeset> {
    let manuscript = report::compose(pack, paper, &ruler(typesetter));
    let files = files(typesetter, pack, &as_printed(serde_json::to_value(manuscript)?))?;
    let manuscript = files[MANUSCRIPT].clone();
    let proof =
        typesetter.set(Sheet { template: "/report.typ", files, ident: format!("{} report", pack.name) })?;
    Ok(Typeset { proof, manuscript })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use typst::layout::{Abs, Frame, FrameItem, Point};

    use crate::analyse::analyse;
    use crate::load::load;
    use crate::narrate::narrate;
    use crate::render::typesetter::Typesetter;

    /// A paper whose names, post and classification are as long as joint committees have them.
    const COVER: &str = "
council: South Hill District Council, West Vale Borough Council and the National Park Authority acting jointly
committee: Joint Overview and Scrutiny Committee sitting with the Audit and Governance Committee
meeting: 2024-07-16
title: Joint Shared Services Quarterly Performance, Finance, Risk and Projects Scorecard for Quarter 4 of 2023-24
version: '1.10'
version-date: 2024-07-01
data-as-at: 2024-06-30
status: draft
notice: Not for publication
classification: >
  Exempt under paragraphs 3 and 5 of Part 1 of Schedule 12A to the Local Government Act 1972. The public interest in
  maintaining the exemption outweighs the public interest in disclosing the information.
author: { post: 'Head of Performance, Shared Services Partnership', name: Llinos Wojciechowska-Smith }
front:
  - { label: Meetings at which the report will be considered, text: Executive 23 July 2024; Council 12 September 2024 }
kinds: [{ name: service, title: Service }]
";

    /// Every text of a sheet: its left and right edge, its baseline and its size.
    fn texts(frame: &Frame, at: Point, found: &mut Vec<(Abs, Abs, Abs, Abs)>) {
        for (offset, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    texts(
                        &group.frame,
                        at + *offset + Point::new(group.transform.tx, group.transform.ty),
                        found,
                    );
                }
                FrameItem::Text(text) if text.size > Abs::pt(1.0) => {
                    let left = at.x + offset.x;
                    found.push((left, left + text.width(), at.y + offset.y, text.size));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn no_text_of_a_report_lies_over_another_or_off_its_sheet() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("scorecard.yaml"), COVER).unwrap();
        let pack = load(folder.path()).unwrap().0;
        let results = analyse(&pack);
        let quarters = |row: &str| {
            format!(
                "| {} |{}\n",
                if row == "---" { "---" } else { "Indicator" },
                format!(" {row} |").repeat(11)
            )
        };
        let table = [quarters("Quarter 12"), quarters("---"), quarters("54.4%")].concat();
        let text =
            format!("# Purpose\n\nTo note.[^1]\n\n{table}\n[^1]: {}\n", "As counted by hand. ".repeat(20));
        let (paper, findings) = narrate(&pack, &results, &text, &Arc::from("report.md"));
        assert!(findings.is_empty(), "{findings:?}");
        let typeset = super::report(&Typesetter::new(), &pack, &paper).unwrap();
        let mut all = 0;
        for sheet in typeset.proof.sheets() {
            let mut found = Vec::new();
            texts(sheet, Point::zero(), &mut found);
            all += found.len();
            for (left, right, ..) in &found {
                assert!(*left >= Abs::zero() && *right <= sheet.width(), "{left:?} to {right:?}");
            }
            for (at, one) in found.iter().enumerate() {
                for other in &found[at + 1..] {
                    let across = one.1.min(other.1) - one.0.max(other.0);
                    // Of each text, the height of its small letters.
                    let down = one.2.min(other.2) - (one.2 - one.3 * 0.5).max(other.2 - other.3 * 0.5);
                    assert!(across < Abs::pt(1.0) || down < Abs::pt(1.0), "{one:?} over {other:?}");
                }
            }
        }
        assert!(all > 60, "{all} texts");
    }
}
