//! The keys of `scorecard.yaml`, of the lists and mappings in it, and of `service.yaml`.

use crate::load::keys::form::{Form, Shape, may, needed, words};
use crate::model::comparator::Average;
use crate::model::cover::SourceStatus;
use crate::model::quantity::MOST_DECIMALS;
use crate::model::{Nation, PaperSize, Status};

pub static PAPER: Shape = Shape {
    name: "paper",
    called: "the paper's description",
    keys: &[
        needed("council", Form::Prose, "The council's name.", "Exampleshire Council"),
        may(
            "nation",
            Form::OneOf(|| words(&Nation::FORMS)),
            "Whose law and bank holidays hold; if left out, those of England.",
            "scotland",
        ),
        needed("committee", Form::Prose, "The committee's name.", "Health Select Committee"),
        needed("meeting", Form::Date, "The day of the meeting.", "2019-11-05"),
        needed(
            "title",
            Form::Prose,
            "The title of the scorecard.",
            "Adult Social Services Performance Scorecard",
        ),
        needed("version", Form::Text, "The version, as printed, such as `24.10.19`.", "24.10.19"),
        needed("version-date", Form::Date, "The day of this version; it dates the PDF.", "2019-10-24"),
        needed(
            "data-as-at",
            Form::Date,
            "The day up to which figures are in. A figure for a later period is a fault; nothing is ever judged against today.",
            "2019-10-22",
        ),
        needed(
            "status",
            Form::OneOf(|| words(&Status::FORMS)),
            "Whether the paper may still change.",
            "draft",
        ),
        may(
            "notice",
            Form::Prose,
            "A short line printed on every page and kept in the metadata, such as \"Illustration, not a publication of the council\".",
            "Not for publication",
        ),
        may(
            "classification",
            Form::Prose,
            "`Public`, or by which law the paper is exempt or confidential. Needed before dispatch; printed in the report.",
            "Public",
        ),
        may("author", Form::Group(&AUTHOR), "Who answers for the paper.", ""),
        may("front", Form::Groups(&FRONT_LINE), "Further lines of the report's front block.", ""),
        needed("kinds", Form::Groups(&KIND), "The groups of measures, in the order of the page.", ""),
        may("comparators", Form::Groups(&COMPARATOR), "Whom the council is compared with.", ""),
        may("priorities", Form::Groups(&PRIORITY), "The priorities of the business plan.", ""),
        may("themes", Form::Groups(&THEME), "The improvement themes.", ""),
        may("sections", Form::Groups(&SECTION), "Headings that the report must have.", ""),
        may("units", Form::Groups(&UNIT), "Units that the program does not know.", ""),
        may("facts", Form::Groups(&FACT), "Figures for the narrative.", ""),
        may("recommendations", Form::Groups(&RECOMMENDATION), "What the committee asked for.", ""),
        may("sources", Form::Groups(&SOURCE), "Where figures come from.", ""),
        may(
            "review-interval",
            Form::Pattern("^[0-9]+ months?$"),
            "How often a measure is to be reviewed.",
            "6 months",
        ),
        may("contact", Form::Prose, "Whom to ask for other formats.", "01632 960123"),
        may("trends", Form::Group(&TRENDS), "How trends are judged.", ""),
        may("page", Form::Group(&PAGE), "How the single page is set.", ""),
        may(
            "colours",
            Form::Colours,
            "Two colours, such as `\"#00703c\"`, for title and rules; ratings keep their own.",
            "",
        ),
        may("accepted", Form::Groups(&ACCEPTED), "Findings that you stand by, each with its reason.", ""),
        may("logo", Form::Text, "An SVG or PNG file in the pack, of at most 1 MB.", "crest.svg"),
    ],
};

pub static SERVICE: Shape = Shape {
    name: "service",
    called: "the service's description",
    keys: &[
        needed("title", Form::Prose, "The service's title.", "Carers and Information"),
        needed("head", Form::Prose, "The post that answers for it.", "Head of Carers and Information"),
        needed("order", Form::Whole(1, 99), "Its place among the services; each once.", "2"),
        may("page", Form::Group(&PAGE), "How its page is set.", ""),
    ],
};

static PAGE: Shape = Shape {
    name: "page",
    called: "the page's setting",
    keys: &[
        may(
            "paper",
            Form::OneOf(|| words(&PaperSize::FORMS)),
            "The sheet; if left out, `A3 landscape`, and for a service `A4 landscape`.",
            "A3 landscape",
        ),
        may("type-size", Form::Number, "Points, from 6 to 14; if left out, estimated from the rows.", "9.5"),
        may("comments", Form::Flag, "`no` leaves the comments out of the table.", "no"),
        may(
            "actions",
            Form::Flag,
            "`yes` prints actions after the comments; if left out, only the page of a service has them.",
            "yes",
        ),
    ],
};

static AUTHOR: Shape = Shape {
    name: "author",
    called: "the author",
    keys: &[
        needed("post", Form::Prose, "The post that answers for the paper.", "Executive Director, Adult Care"),
        may("name", Form::Text, "A name, if the author wishes.", "R Green"),
    ],
};

static FRONT_LINE: Shape = Shape {
    name: "front-line",
    called: "an item of `front`",
    keys: &[
        needed("label", Form::Prose, "What the line is about.", "Wards affected"),
        needed("text", Form::Prose, "What it says.", "All"),
    ],
};

static KIND: Shape = Shape {
    name: "kind",
    called: "an item of `kinds`",
    keys: &[
        needed("name", Form::Name, "The name that measures refer to.", "outcome"),
        needed("title", Form::Prose, "The title of its table.", "Outcomes"),
        may("about", Form::Prose, "A few words beside the title.", "national (ASCOF)"),
    ],
};

static COMPARATOR: Shape = Shape {
    name: "comparator",
    called: "an item of `comparators`",
    keys: &[
        needed("name", Form::Name, "The name that its figures are written under.", "england"),
        needed("title", Form::Prose, "The head of its column.", "England"),
        needed("kind", Form::OneOf(|| vec!["nation", "region", "group"]), "What it is.", "nation"),
        may("source", Form::Text, "Who drew up the group; a group needs it.", "CIPFA nearest neighbours"),
        may("members", Form::Texts, "The councils in the group; a group needs them.", ""),
        may(
            "average",
            Form::OneOf(|| words(&Average::FORMS)),
            "Which average of its members a group's figures are; a group needs it.",
            "mean",
        ),
        may("values", Form::Text, "A CSV file of the pack with other councils' figures.", "ascof.csv"),
    ],
};

static PRIORITY: Shape = Shape {
    name: "priority",
    called: "an item of `priorities`",
    keys: &[
        needed("name", Form::Name, "The name that measures refer to.", "carers"),
        needed("title", Form::Prose, "The priority, as in the business plan.", "Carers"),
        needed("letter", Form::Pattern("^.$"), "One capital, for the page.", "C"),
    ],
};

static THEME: Shape = Shape {
    name: "theme",
    called: "an item of `themes`",
    keys: &[
        needed("name", Form::Name, "The name that measures refer to.", "brokerage"),
        needed("title", Form::Prose, "The theme.", "Faster brokerage"),
        may("director", Form::Prose, "The post that answers for it.", "Director of Commissioning"),
        may("plan", Form::Prose, "What is to be done.", "Call on requests older than ten days."),
    ],
};

static SECTION: Shape = Shape {
    name: "section",
    called: "an item of `sections`",
    keys: &[
        needed("title", Form::Prose, "The heading.", "Legal implications"),
        may("numbered", Form::Flag, "`no` where its paragraphs carry no number.", "no"),
    ],
};

static UNIT: Shape = Shape {
    name: "unit",
    called: "an item of `units`",
    keys: &[
        needed("name", Form::Text, "The unit, as measures write it after `unit`.", "kWh"),
        may(
            "form",
            Form::Text,
            "How a figure is printed, with `#` for the figure; if left out, the name stands after it.",
            "# kWh",
        ),
        may(
            "decimals",
            Form::Whole(0, MOST_DECIMALS as u64),
            "Decimals as printed, for measures that say nothing about them.",
            "0",
        ),
    ],
};

static FACT: Shape = Shape {
    name: "fact",
    called: "an item of `facts`",
    keys: &[
        needed("name", Form::Name, "The name that the report calls it by.", "users"),
        needed("value", Form::Number, "The figure.", "5500"),
        may("unit", Form::Unit, "What it is in.", ""),
        may("source", Form::Text, "Where it comes from.", "Case management system"),
    ],
};

static RECOMMENDATION: Shape = Shape {
    name: "recommendation",
    called: "an item of `recommendations`",
    keys: &[
        needed("text", Form::Prose, "What the committee asked for.", "That the council is compared"),
        may("answer", Form::Prose, "What became of it.", "England stands beside each measure."),
        may(
            "answered-in",
            Form::Prose,
            "Where that is said: the name of a paragraph, or words.",
            "Appendix A",
        ),
    ],
};

static SOURCE: Shape = Shape {
    name: "source",
    called: "an item of `sources`",
    keys: &[
        needed("name", Form::Name, "The name that measures refer to.", "ascof"),
        needed("title", Form::Prose, "Its title.", "Adult Social Care Outcomes Framework"),
        may("publisher", Form::Prose, "Who published it, or holds it.", "NHS Digital"),
        may("date", Form::Date, "The day it was published.", "2019-10-22"),
        may("licence", Form::Prose, "The licence that it may be used under.", "Open Government Licence v3.0"),
        needed(
            "status",
            Form::OneOf(|| words(&SourceStatus::FORMS)),
            "`published` if anybody can read it, `held` if only the council can.",
            "published",
        ),
        may("link", Form::Text, "Its address on the web.", "https://digital.nhs.uk/"),
    ],
};

static TRENDS: Shape = Shape {
    name: "trends",
    called: "how trends are judged",
    keys: &[
        may("run-length", Form::Whole(6, 7), "How many points in a row are out of the ordinary.", "7"),
        may("screening", Form::Flag, "`yes` leaves extreme moves out when process limits are drawn.", "yes"),
        may(
            "marker-level",
            Form::Number,
            "How often chance alone may give a trend marker, from 0.0001 to 0.1.",
            "0.002",
        ),
        may(
            "order-level",
            Form::Number,
            "How often chance alone may give an order so one-sided, from 0.0001 to 0.1.",
            "0.05",
        ),
    ],
};

static ACCEPTED: Shape = Shape {
    name: "accepted",
    called: "an item of `accepted`",
    keys: &[
        needed("rule", Form::Rule, "The code in brackets in the finding.", "red-without-action"),
        needed(
            "where",
            Form::TextOrTexts,
            "The id of the measure, the heading of the report above the finding, or the file.",
            "carers",
        ),
        needed("reason", Form::Prose, "Why you stand by it; `check --accepted` lists it.", "Decided in May."),
    ],
};
