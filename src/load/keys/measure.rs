//! The keys of a measure, of a reading that says more than its figure, of a target's band and of its profile.

use crate::load::keys::form::{Form, Shape, may, needed, words};
use crate::model::quantity::MOST_DECIMALS;
use crate::model::target::Better;
use crate::model::{Covers, Flag};

const FREQUENCY: &str =
    "^(monthly|quarterly|yearly|every (two|three|four|five|six|seven|eight|nine|ten|[2-9]|10) years)$";

pub static MEASURE: Shape = Shape {
    name: "measure",
    called: "a measure",
    keys: &[
        needed(
            "number",
            Form::Whole(1, 9999),
            "The row's number on the page; each once in a scorecard.",
            "6",
        ),
        needed(
            "id",
            Form::Name,
            "A stable name, each once in the pack. National codes get reused for other measures, so the id is what counts.",
            "carer-quality-of-life",
        ),
        may("code", Form::Text, "The national code.", "ASCOF 1D"),
        needed("title", Form::Prose, "The measure's title.", "Carer-reported quality of life"),
        needed("kind", Form::Name, "A name under `kinds`.", "outcome"),
        needed("unit", Form::Unit, "What its figures are in.", ""),
        may(
            "decimals",
            Form::Whole(0, MOST_DECIMALS as u64),
            "Decimals as printed; if left out, as many as the readings are written with.",
            "1",
        ),
        may(
            "better",
            Form::OneOf(|| words(&Better::FORMS)),
            "Which side of the target is good; `within` if a band is best. A target needs it.",
            "higher",
        ),
        needed(
            "frequency",
            Form::Pattern(FREQUENCY),
            "How often figures come: `monthly`, `quarterly`, `yearly`, `every two years`, `every three years` and so on.",
            "every two years",
        ),
        may(
            "covers",
            Form::OneOf(|| words(&Covers::FORMS)),
            "What one reading covers; `period` if left out.",
            "period",
        ),
        may("source", Form::Name, "A name under `sources`.", "ascof"),
        may(
            "target",
            Form::Target(&PROFILE),
            "One for every period, one from each period on, a profile of the year, or a comparator's name.",
            "7.5",
        ),
        may(
            "tolerance",
            Form::Pattern("^[0-9.]+(%|pp)?$"),
            "How far a missed target is still amber: `10%` of the target's size, or in the unit (`2pp` for percentages, `0.3` for others). If left out, a missed target is red.",
            "10%",
        ),
        may(
            "meaningful-change",
            Form::Number,
            "A change of this size or less is called similar; in the measure's unit.",
            "0.3",
        ),
        may(
            "seasonal",
            Form::Flag,
            "`yes`: the time of year moves the figures, so only the same season of other years compares.",
            "yes",
        ),
        may(
            "averaged-counts",
            Form::Flag,
            "`yes`: the numerators are averages over the period, such as the people delayed on an average day, and not events that were counted; no interval follows from them.",
            "yes",
        ),
        may("priorities", Form::Names, "Names under `priorities`.", ""),
        may("themes", Form::Names, "Names under `themes`.", ""),
        may(
            "feeds",
            Form::Name,
            "Only in services: the id of the measure of the whole scorecard that the metric lies beneath.",
            "carer-quality-of-life",
        ),
        may("owner", Form::Prose, "The post that answers for it.", "Director of Community Care"),
        may("reviewed", Form::Date, "The day of the last review.", "2019-04-15"),
        may("under-development", Form::Flag, "`yes` prints the label and changes nothing else.", "yes"),
        may("for-information", Form::Flag, "`yes`: shown and never rated.", "yes"),
        may("comment", Form::Prose, "What members read; a red measure needs one.", "Up for two years."),
        may(
            "action",
            Form::Prose,
            "What is being done, and by when; a red measure needs one.",
            "A card by May.",
        ),
        needed("readings", Form::Readings(&READING), "One line for each period.", ""),
        may("comparators", Form::Others(&READING), "Each comparator's readings, in the same forms.", ""),
    ],
};

pub static READING: Shape = Shape {
    name: "reading",
    called: "a reading",
    keys: &[
        needed("value", Form::Figure, "The figure, or the reason why there is none.", "7.6"),
        may(
            "margin",
            Form::Number,
            "The margin of error (95%), in the unit; a margin of 0 was rounded away and counts as none.",
            "0.2",
        ),
        may("respondents", Form::Whole(0, 1_000_000_000_000), "How many answered.", "300"),
        may(
            "numerator",
            Form::Figure,
            "The count above the line, as published; `c` if it is confidential.",
            "45",
        ),
        may(
            "denominator",
            Form::Figure,
            "The count below the line, as published; `c` if it is confidential.",
            "60",
        ),
        may(
            "decimals",
            Form::Whole(0, MOST_DECIMALS as u64),
            "Where this reading was published with other decimals than the rest.",
            "1",
        ),
        may(
            "status",
            Form::SomeOf(statuses),
            "How far the figure can be relied on; `p`, `r`, `e` and `u` are short for the words.",
            "provisional",
        ),
        may("break", Form::Flag, "`yes`: not comparable with what came before.", "yes"),
        may("note", Form::Prose, "A note on the figure.", "Asked by post"),
        may("source", Form::Name, "A name under `sources`, where it differs from the measure's.", "ascof"),
    ],
};

pub static PROFILE: Shape = Shape {
    name: "profile",
    called: "a target with a profile",
    keys: &[
        needed(
            "year",
            Form::Years(&BAND),
            "The target of the year; where it changes, one for each year.",
            "120",
        ),
        needed(
            "profile",
            Form::Shares,
            "How much of it is due by the end of each quarter (`Q1`) or month (`Apr`), counted from the beginning of the year.",
            "",
        ),
    ],
};

pub static BAND: Shape = Shape {
    name: "band",
    called: "a band",
    keys: &[
        needed("from", Form::Number, "The lower end.", "-0.5"),
        needed("to", Form::Number, "The upper end.", "0"),
    ],
};

/// The status of a reading, in words and in official shorthand.
fn statuses() -> Vec<&'static str> {
    Flag::ALL.iter().map(|flag| flag.words()).chain(Flag::ALL.iter().map(|flag| flag.code())).collect()
}
