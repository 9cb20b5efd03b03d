//! A council's nation, and what its law requires of committee papers: one table, one row for each nation.
//!
//! Left out for want of a source: whether Northern Ireland's schedule weighs the public interest, and its own wording
//! on how long reports must be open (the five days are those for notice of a meeting). The further descriptions for
//! standards committees (18A to 18C in Wales) are left out because they do not apply to scorecards.

use std::ops::RangeInclusive;

/// The nation whose law applies to the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nation {
    #[default]
    England,
    Wales,
    Scotland,
    NorthernIreland,
}

/// What the law of a nation requires of committee papers.
#[derive(Debug)]
pub struct Law {
    pub nation: Nation,
    pub title: &'static str,
    /// Clear days between the day of publication and the day of the meeting.
    pub clear_days: u32,
    /// The act on meetings and their papers.
    pub act: &'static str,
    /// The part of the schedule that describes exempt information.
    pub part: u32,
    /// The schedule to the act that describes exempt information.
    pub schedule: &'static str,
    /// The paragraphs in that part.
    pub paragraphs: RangeInclusive<u32>,
    /// The paragraph on financial or business affairs, used as an example.
    pub business: u32,
    /// The paragraphs that apply only while the public interest in the exemption outweighs that in disclosure.
    pub weighed: &'static [RangeInclusive<u32>],
    /// The section whose subsection (3) defines confidential information.
    pub confidential: &'static str,
}

/// Each nation's law, in the order of [`Nation`].
///
/// England: Local Government Act 1972, s. 100A(3), s. 100B(3) and (4)(a) with five days instead of three by SI
/// 2002/715, and Schedule 12A, Parts 1 and 2 (paragraph 10 on the public interest), by SI 2006/88.
///
/// Wales: the same act with its three days, s. 100A(6)(aa) by the Local Government and Elections (Wales) Act 2021,
/// Schedule 4; Schedule 12A, Parts 4 and 5, by SI 2007/969 (W. 84): paragraph 21 weighs the public interest in
/// paragraphs 12 to 15, 17 and 18, not in 16 (legal professional privilege).
///
/// Scotland: Local Government (Scotland) Act 1973, s. 50A(3), s. 50B and Schedule 7A, Part I, all by the Local
/// Government (Access to Information) Act 1985. Its schedule does not weigh the public interest.
///
/// Northern Ireland: Local Government Act (Northern Ireland) 2014, s. 42 and Schedule 6, Part 1.
static LAWS: [Law; 4] = [
    Law {
        nation: Nation::England,
        title: "England",
        clear_days: 5,
        act: "Local Government Act 1972",
        part: 1,
        schedule: "Schedule 12A",
        paragraphs: 1..=7,
        business: 3,
        weighed: &[1..=7],
        confidential: "100A",
    },
    Law {
        nation: Nation::Wales,
        title: "Wales",
        clear_days: 3,
        act: "Local Government Act 1972",
        part: 4,
        schedule: "Schedule 12A",
        paragraphs: 12..=18,
        business: 14,
        weighed: &[12..=15, 17..=18],
        confidential: "100A",
    },
    Law {
        nation: Nation::Scotland,
        title: "Scotland",
        clear_days: 3,
        act: "Local Government (Scotland) Act 1973",
        part: 1,
        schedule: "Schedule 7A",
        paragraphs: 1..=15,
        business: 6,
        weighed: &[],
        confidential: "50A",
    },
    Law {
        nation: Nation::NorthernIreland,
        title: "Northern Ireland",
        clear_days: 5,
        act: "Local Government Act (Northern Ireland) 2014",
        part: 1,
        schedule: "Schedule 6",
        paragraphs: 1..=7,
        business: 3,
        weighed: &[],
        confidential: "42",
    },
];

impl Nation {
    pub const FORMS: [(&'static str, Self); 4] = [
        ("england", Self::England),
        ("wales", Self::Wales),
        ("scotland", Self::Scotland),
        ("northern-ireland", Self::NorthernIreland),
    ];

    /// The word used in packs.
    pub fn word(self) -> &'static str {
        Self::FORMS[self as usize].0
    }

    pub fn law(self) -> &'static Law {
        &LAWS[self as usize]
    }
}

impl Law {
    /// The laws of all nations.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        Nation::FORMS.iter().map(|(_, nation)| nation.law())
    }

    /// Whether every one of these paragraphs describes exempt information.
    pub fn describes(&self, paragraphs: &[u32]) -> bool {
        !paragraphs.is_empty() && paragraphs.iter().all(|paragraph| self.paragraphs.contains(paragraph))
    }

    /// Whether information under one of these paragraphs is exempt only once the public interest has been weighed.
    pub fn weighs(&self, paragraphs: &[u32]) -> bool {
        paragraphs.iter().any(|paragraph| self.weighed.iter().any(|weighed| weighed.contains(paragraph)))
    }

    /// Where the descriptions are found: `Part 1 of Schedule 12A`.
    pub fn descriptions(&self) -> String {
        format!("Part {} of {}", self.part, self.schedule)
    }

    /// What a paper that is exempt under these paragraphs says about itself.
    pub fn exempt(&self, paragraphs: &[u32]) -> String {
        let numbers = paragraphs.iter().map(u32::to_string).collect::<Vec<_>>();
        let named = match numbers.split_last() {
            Some((last, [])) => format!("paragraph {last}"),
            Some((last, others)) => format!("paragraphs {} and {last}", others.join(", ")),
            None => String::new(),
        };
        let weighed = match self.weighs(paragraphs) {
            true => {
                " The public interest in maintaining the exemption outweighs the public interest in disclosing the \
                     information."
            }
            false => "",
        };
        format!("Exempt under {named} of {} to the {}.{weighed}", self.descriptions(), self.act)
    }

    /// What a confidential paper says about itself.
    pub fn confidential(&self) -> String {
        format!("Confidential under section {}(3) of the {}.", self.confidential, self.act)
    }
}

#[cfg(test)]
mod tests {
    use super::{Law, Nation};

    #[test]
    fn each_nation_finds_its_own_law_and_word() {
        for (word, nation) in Nation::FORMS {
            assert_eq!(nation.word(), word);
            assert_eq!(nation.law().nation, nation);
            assert_eq!(nation.law().title.to_lowercase().replace(' ', "-"), word);
        }
    }

    #[test]
    fn an_exempt_paper_names_its_own_act_and_weighs_the_public_interest_where_the_schedule_does() {
        let forms: Vec<String> = Law::all().map(|law| law.exempt(&[law.business])).collect();
        let weighed = "The public interest in maintaining the exemption outweighs the public interest in disclosing the \
                       information.";
        assert_eq!(
            forms,
            [
                format!(
                    "Exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972. {weighed}"
                ),
                format!(
                    "Exempt under paragraph 14 of Part 4 of Schedule 12A to the Local Government Act 1972. {weighed}"
                ),
                "Exempt under paragraph 6 of Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973."
                    .to_owned(),
                "Exempt under paragraph 3 of Part 1 of Schedule 6 to the Local Government Act (Northern Ireland) 2014."
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn several_paragraphs_are_named_together() {
        assert_eq!(
            Nation::Scotland.law().exempt(&[3, 12, 14]),
            "Exempt under paragraphs 3, 12 and 14 of Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973."
        );
        assert_eq!(
            Nation::Wales.law().exempt(&[16]),
            "Exempt under paragraph 16 of Part 4 of Schedule 12A to the Local Government Act 1972."
        );
    }

    #[test]
    fn legal_privilege_is_not_weighed_in_wales_and_is_in_england() {
        assert!(Nation::England.law().weighs(&[5]));
        assert!(!Nation::Wales.law().weighs(&[16]));
        assert!(Nation::Wales.law().weighs(&[14, 16]));
        assert!(!Nation::Scotland.law().weighs(&[12]));
    }
}
