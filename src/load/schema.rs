//! JSON Schema of the YAML files, for editors: one table of every key that the loader knows.
//!
//! An editor completes keys, shows what they mean and underlines slips while somebody writes. It is no judge: what only
//! shows over several keys, or over several files, `scorecard check` finds. A test holds the table against the loader.

use serde_json::{Map, Value, json};

use crate::finding::{Code, Strength};
use crate::model::comparator::Average;
use crate::model::cover::SourceStatus;
use crate::model::quantity::MOST_DECIMALS;
use crate::model::target::Better;
use crate::model::unit::other_names;
use crate::model::{Covers, Flag, Missing, PaperSize, Status, Unit};

/// A key as it may be written.
struct Key {
    name: &'static str,
    needed: bool,
    form: Form,
    about: &'static str,
    example: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy)]
enum Form {
    /// Any text on one line; what looks like a number is one, too.
    Text,
    /// Small letters, digits and hyphens.
    Name,
    /// A list of names.
    Names,
    /// One text, or a list of them.
    Texts,
    Number,
    Whole(u64, u64),
    Date,
    Flag,
    /// A unit that is known, or one that the pack declares.
    Unit,
    /// Text of a regular expression.
    Pattern(&'static str),
    /// One of a few words.
    OneOf(fn() -> Vec<&'static str>),
    /// One or several of a few words.
    SomeOf(fn() -> Vec<&'static str>),
    /// A figure, or why there is none.
    Figure,
    Readings,
    /// Readings by the name of a comparator.
    Others,
    Target,
    /// A group of keys.
    Group(&'static str),
    /// A list of groups.
    Groups(&'static str),
    /// Two colours.
    Colours,
}

/// Keys that stand together.
struct Group {
    /// Its name in the schema.
    name: &'static str,
    /// As messages of the loader call it.
    called: &'static str,
    keys: &'static [Key],
}

const fn needed(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Key {
    Key { name, needed: true, form, about, example }
}

const fn may(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Key {
    Key { name, needed: false, form, about, example }
}

fn words<T>(forms: &[(&'static str, T)]) -> Vec<&'static str> {
    forms.iter().map(|(word, _)| *word).collect()
}

const FREQUENCY: &str =
    "^(monthly|quarterly|yearly|every (two|three|four|five|six|seven|eight|nine|ten|[2-9]|10) years)$";

/// Rules that can be accepted.
fn acceptable() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| code.strength() != Strength::Stop).map(|code| code.name()).collect()
}

const PAGE: Group = Group {
    name: "page",
    called: "the page's setting",
    keys: &[
        may(
            "paper",
            Form::OneOf(|| words(&PaperSize::FORMS)),
            "The sheet of the single page.",
            "A3 landscape",
        ),
        may("type-size", Form::Number, "Points, 6 to 14; estimated from the rows if you say nothing.", "9.5"),
        may("comments", Form::Flag, "`no` leaves the comments out of the table.", "no"),
        may("actions", Form::Flag, "`yes` prints actions behind the comments.", "yes"),
    ],
};

const PAPER: Group = Group {
    name: "paper",
    called: "the paper's description",
    keys: &[
        needed("council", Form::Text, "The council's name.", "Exampleshire Council"),
        needed("committee", Form::Text, "The committee's name.", "Health Select Committee"),
        needed("meeting", Form::Date, "The day of the meeting.", "2019-11-05"),
        needed(
            "title",
            Form::Text,
            "The title of the scorecard.",
            "Adult Social Services Performance Scorecard",
        ),
        needed("version", Form::Text, "The version, as it is printed; in quotes.", "24.10.19"),
        needed("version-date", Form::Date, "The day of this version; it dates the PDF.", "2019-10-24"),
        needed("data-as-at", Form::Date, "The day up to which figures are in.", "2019-10-22"),
        needed(
            "status",
            Form::OneOf(|| words(&Status::FORMS)),
            "Whether the paper may still change.",
            "draft",
        ),
        may("notice", Form::Text, "A short line on every page.", "Not for publication"),
        may(
            "classification",
            Form::Text,
            "Public, or under which paragraph of Schedule 12A it is exempt.",
            "Public",
        ),
        may("author", Form::Group("author"), "Who answers for the paper.", ""),
        may("front", Form::Groups("front-line"), "Further lines of the report's front block.", ""),
        needed("kinds", Form::Groups("kind"), "The groups of measures, in the order of the page.", ""),
        may("comparators", Form::Groups("comparator"), "Whom the council is compared with.", ""),
        may("priorities", Form::Groups("priority"), "The priorities of the business plan.", ""),
        may("themes", Form::Groups("theme"), "The improvement themes.", ""),
        may("sections", Form::Groups("section"), "Headings that the report must have.", ""),
        may("units", Form::Groups("unit"), "Units that the program does not know.", ""),
        may("facts", Form::Groups("fact"), "Figures for the narrative.", ""),
        may("recommendations", Form::Groups("recommendation"), "What the committee asked for.", ""),
        may("sources", Form::Groups("source"), "Where figures come from.", ""),
        may(
            "review-interval",
            Form::Pattern("^[0-9]+ months?$"),
            "How often a measure is to be reviewed.",
            "6 months",
        ),
        may("contact", Form::Text, "Whom to ask for other formats.", "01632 960123"),
        may("trends", Form::Group("trends"), "How trends are judged.", ""),
        may("page", Form::Group("page"), "How the single page is set.", ""),
        may("colours", Form::Colours, "Two colours, for title and rules.", ""),
        may("accepted", Form::Groups("accepted"), "Findings that you stand by, each with its reason.", ""),
        may("logo", Form::Text, "An SVG or PNG file in the pack.", "crest.svg"),
    ],
};

const LISTS: [Group; 13] = [
    Group {
        name: "author",
        called: "the author",
        keys: &[
            needed(
                "post",
                Form::Text,
                "The post that answers for the paper.",
                "Executive Director, Adult Care",
            ),
            may("name", Form::Text, "A name, if its bearer wishes.", "R Green"),
        ],
    },
    Group {
        name: "front-line",
        called: "an item of `front`",
        keys: &[
            needed("label", Form::Text, "What the line is about.", "Wards affected"),
            needed("text", Form::Text, "What it says.", "All"),
        ],
    },
    Group {
        name: "kind",
        called: "an item of `kinds`",
        keys: &[
            needed("name", Form::Name, "The name that measures refer to.", "outcome"),
            needed("title", Form::Text, "The title of its table.", "Outcomes"),
            may("about", Form::Text, "A few words beside the title.", "national (ASCOF)"),
        ],
    },
    Group {
        name: "comparator",
        called: "an item of `comparators`",
        keys: &[
            needed("name", Form::Name, "The name under which its figures stand.", "england"),
            needed("title", Form::Text, "The head of its column.", "England"),
            needed("kind", Form::OneOf(|| vec!["nation", "region", "group"]), "What it is.", "nation"),
            may("source", Form::Text, "Of a group: who drew it up.", "CIPFA nearest neighbours"),
            may("members", Form::Texts, "Of a group: its councils.", ""),
            may(
                "average",
                Form::OneOf(|| words(&Average::FORMS)),
                "Of a group: which average it is.",
                "mean",
            ),
            may("values", Form::Text, "A CSV file of the pack with every council's figures.", "ascof.csv"),
        ],
    },
    Group {
        name: "priority",
        called: "an item of `priorities`",
        keys: &[
            needed("name", Form::Name, "The name that measures refer to.", "carers"),
            needed("title", Form::Text, "The priority, as in the business plan.", "Carers"),
            needed("letter", Form::Pattern("^.$"), "One capital, for the page.", "C"),
        ],
    },
    Group {
        name: "theme",
        called: "an item of `themes`",
        keys: &[
            needed("name", Form::Name, "The name that measures refer to.", "brokerage"),
            needed("title", Form::Text, "The theme.", "Faster brokerage"),
            may("director", Form::Text, "The post that answers for it.", "Director of Commissioning"),
            may("plan", Form::Text, "What is to be done.", "Call on requests older than ten days."),
        ],
    },
    Group {
        name: "section",
        called: "an item of `sections`",
        keys: &[
            needed("title", Form::Text, "The heading.", "Legal implications"),
            may("numbered", Form::Flag, "`no` where its paragraphs carry no number.", "no"),
        ],
    },
    Group {
        name: "unit",
        called: "an item of `units`",
        keys: &[
            needed("name", Form::Text, "What measures write behind `unit`.", "kWh"),
            may("form", Form::Text, "How a figure is printed, `#` being its digits.", "# kWh"),
            may("decimals", Form::Whole(0, MOST_DECIMALS as u64), "Where a measure says nothing.", "0"),
        ],
    },
    Group {
        name: "fact",
        called: "an item of `facts`",
        keys: &[
            needed("name", Form::Name, "The name by which the report asks for it.", "users"),
            needed("value", Form::Number, "The figure.", "5500"),
            may("unit", Form::Unit, "Its unit.", ""),
            may("source", Form::Text, "Where it comes from.", "Case management system"),
        ],
    },
    Group {
        name: "recommendation",
        called: "an item of `recommendations`",
        keys: &[
            needed("text", Form::Text, "What the committee asked for.", "That the council is compared"),
            may("answer", Form::Text, "What became of it.", "England stands beside each measure."),
            may("answered-in", Form::Text, "Where: a paragraph's name, or words.", "Appendix A"),
        ],
    },
    Group {
        name: "source",
        called: "an item of `sources`",
        keys: &[
            needed("name", Form::Name, "The name that measures refer to.", "ascof"),
            needed("title", Form::Text, "Its title.", "Adult Social Care Outcomes Framework"),
            may("publisher", Form::Text, "Who published it, or holds it.", "NHS Digital"),
            may("date", Form::Date, "When it was published.", "2019-10-22"),
            may("licence", Form::Text, "Under which licence.", "Open Government Licence v3.0"),
            needed(
                "status",
                Form::OneOf(|| words(&SourceStatus::FORMS)),
                "Whether anybody can read it.",
                "published",
            ),
            may("link", Form::Text, "Its address.", "https://digital.nhs.uk/"),
        ],
    },
    Group {
        name: "trends",
        called: "how trends are judged",
        keys: &[
            may("run-length", Form::Whole(6, 7), "How many in a row make a run.", "7"),
            may("screening", Form::Flag, "Whether `no` leaves out what only looks like a trend.", "yes"),
            may("marker-level", Form::Number, "How often chance alone may give a marker.", "0.05"),
            may("order-level", Form::Number, "How often chance alone may give an order.", "0.05"),
        ],
    },
    Group {
        name: "accepted",
        called: "an item of `accepted`",
        keys: &[
            needed(
                "rule",
                Form::OneOf(acceptable),
                "The code that stands in brackets in the finding.",
                "red-without-action",
            ),
            needed("where", Form::Texts, "The id of a measure, a heading of the report or a file.", "carers"),
            needed(
                "reason",
                Form::Text,
                "Why you stand by it; `check --accepted` lists it.",
                "Decided in May.",
            ),
        ],
    },
];

const BAND: Group = Group {
    name: "band",
    called: "a band",
    keys: &[
        needed("from", Form::Number, "The lower end.", "-0.5"),
        needed("to", Form::Number, "The upper end.", "0"),
    ],
};

const READING: Group = Group {
    name: "reading",
    called: "a reading",
    keys: &[
        needed("value", Form::Figure, "The figure, or why there is none.", "7.6"),
        may("margin", Form::Number, "The margin of error (95%), in the unit.", "0.2"),
        may("respondents", Form::Whole(0, 1_000_000_000_000), "How many answered.", "300"),
        may("numerator", Form::Figure, "As published.", "45"),
        may("denominator", Form::Figure, "As published.", "60"),
        may("decimals", Form::Whole(0, MOST_DECIMALS as u64), "If other than those of the rest.", "1"),
        may("status", Form::SomeOf(statuses), "What is to be known of the figure.", "provisional"),
        may("break", Form::Flag, "`yes`: not comparable with what came before.", "yes"),
        may("note", Form::Text, "A note.", "Asked by post"),
        may("source", Form::Name, "If other than the measure's: a name under `sources`.", "ascof"),
    ],
};

/// The status of a reading, in words and in official shorthand.
fn statuses() -> Vec<&'static str> {
    ["provisional", "revised", "estimated", "low reliability", "p", "r", "e", "u"]
        .into_iter()
        .filter(|word| Flag::read(word).is_some())
        .collect()
}

const MEASURE: Group = Group {
    name: "measure",
    called: "a measure",
    keys: &[
        needed("number", Form::Whole(1, 9999), "The row's number on the page; each once.", "6"),
        needed(
            "id",
            Form::Name,
            "A name that never changes; each once in the pack.",
            "carer-quality-of-life",
        ),
        may("code", Form::Text, "The national code.", "ASCOF 1D"),
        needed("title", Form::Text, "The measure's title.", "Carer-reported quality of life"),
        needed("kind", Form::Name, "A name under `kinds`.", "outcome"),
        needed("unit", Form::Unit, "What its figures are in.", ""),
        may("decimals", Form::Whole(0, MOST_DECIMALS as u64), "Decimals as printed.", "1"),
        may("better", Form::OneOf(|| words(&Better::FORMS)), "Which side of the target is good.", "higher"),
        needed("frequency", Form::Pattern(FREQUENCY), "How often figures come.", "every two years"),
        may("covers", Form::OneOf(|| words(&Covers::FORMS)), "What one reading covers.", "period"),
        may("source", Form::Name, "A name under `sources`.", "ascof"),
        may("target", Form::Target, "One for every period, one for each, or a comparator's name.", "7.5"),
        may("tolerance", Form::Pattern("^[0-9.]+(%|pp)?$"), "How far a missed target is still amber.", "10%"),
        may("meaningful-change", Form::Number, "A change of this size or less is called similar.", "0.3"),
        may("seasonal", Form::Flag, "`yes`: the figures follow the seasons.", "yes"),
        may(
            "averaged-counts",
            Form::Flag,
            "`yes`: numerators are averages over the period, such as of daily counts; no interval follows from them.",
            "yes",
        ),
        may("priorities", Form::Names, "Names under `priorities`.", ""),
        may("themes", Form::Names, "Names under `themes`.", ""),
        may("feeds", Form::Name, "Only in services: the id of the measure above.", "carer-quality-of-life"),
        may("owner", Form::Text, "The post that answers for it.", "Director of Community Care"),
        may("reviewed", Form::Date, "The day of the last review.", "2019-04-15"),
        may("under-development", Form::Flag, "`yes` prints the label and changes nothing else.", "yes"),
        may("for-information", Form::Flag, "`yes`: shown and never rated.", "yes"),
        may("comment", Form::Text, "What members read; a red measure needs one.", "Up for two years."),
        may("action", Form::Text, "What is being done, by when; a red measure needs one.", "A card by May."),
        needed("readings", Form::Readings, "One line a period.", ""),
        may("comparators", Form::Others, "The comparators' readings, by name.", ""),
    ],
};

/// Whether a measure has a key of this name.
pub fn is_key_of_measure(name: &str) -> bool {
    MEASURE.keys.iter().any(|key| key.name == name)
}

const SERVICE: Group = Group {
    name: "service",
    called: "the service's description",
    keys: &[
        needed("title", Form::Text, "The service's title.", "Carers and Information"),
        needed("head", Form::Text, "The post that answers for it.", "Head of Carers and Information"),
        needed("order", Form::Whole(1, 99), "Its place among the services; each once.", "2"),
        may("page", Form::Group("page"), "How its page is set.", ""),
    ],
};

/// The schemas, each with the name of its file.
pub fn files() -> [(&'static str, Value); 3] {
    let lists: Vec<&Group> = LISTS.iter().chain([&PAGE]).collect();
    let paper = Value::Object(group(&PAPER));
    let measures = json!({ "type": "array", "items": { "$ref": "#/$defs/measure" } });
    let service = Value::Object(group(&SERVICE));
    [
        ("scorecard.schema.json", document("scorecard.yaml of a pack", paper, &lists)),
        ("measures.schema.json", document("A file under measures/", measures, &[&MEASURE, &READING, &BAND])),
        ("service.schema.json", document("service.yaml of a service", service, &[&PAGE])),
    ]
}

fn document(title: &str, body: Value, groups: &[&Group]) -> Value {
    let mut all = Map::new();
    all.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if let Value::Object(body) = body {
        all.extend(body);
    }
    all.insert("title".to_owned(), json!(title));
    let about = "Written by `scorecard schema`; `scorecard check` says more than an editor can";
    all.insert("$comment".to_owned(), json!(about));
    let own = groups.iter().map(|own| (own.name.to_owned(), Value::Object(group(own))));
    let of_measures = groups.iter().any(|group| group.name == READING.name);
    let forms = forms().filter(|(name, _)| of_measures || name != "readings");
    all.insert("$defs".to_owned(), Value::Object(own.chain(forms).collect()));
    Value::Object(all)
}

/// A group as a schema. People write `version_date` for `version-date`, and it is read as such.
fn group(group: &Group) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in group.keys {
        properties.insert(key.name.to_owned(), property(key));
        if key.name.contains('-') {
            properties.insert(key.name.replace('-', "_"), property(key));
        }
    }
    let needed = |key: &&Key| key.needed && !key.name.contains('-');
    let required: Vec<&str> = group.keys.iter().filter(needed).map(|key| key.name).collect();
    let either: Vec<Value> = group
        .keys
        .iter()
        .filter(|key| key.needed && key.name.contains('-'))
        .map(|key| json!({ "anyOf": [{ "required": [key.name] }, { "required": [key.name.replace('-', "_")] }] }))
        .collect();
    let mut schema = Map::new();
    schema.insert("title".to_owned(), json!(group.called));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("required".to_owned(), json!(required));
    if !either.is_empty() {
        schema.insert("allOf".to_owned(), json!(either));
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut property = match form(key.form) {
        Value::Object(property) => property,
        other => Map::from_iter([("allOf".to_owned(), json!([other]))]),
    };
    property.insert("description".to_owned(), json!(key.about));
    if !key.example.is_empty() {
        property.insert("examples".to_owned(), json!([key.example]));
    }
    Value::Object(property)
}

/// A form as a schema. YAML reads `1.0` as a number and `true` as a truth; the loader takes both for text.
fn form(form: Form) -> Value {
    let shared = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match form {
        Form::Text => shared("text"),
        Form::Name => shared("name"),
        Form::Names => json!({ "type": "array", "items": shared("name") }),
        Form::Texts => json!({ "anyOf": [shared("text"), { "type": "array", "items": shared("text") }] }),
        Form::Number => shared("number"),
        Form::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Form::Date => shared("date"),
        Form::Flag => shared("flag"),
        // An editor sees one file at a time, and so no unit that is declared in another.
        Form::Unit => json!({ "type": "string", "not": { "enum": other_names().collect::<Vec<_>>() },
            "examples": Unit::examples().collect::<Vec<_>>() }),
        Form::Pattern(pattern) => json!({ "type": ["string", "number"], "pattern": pattern }),
        Form::OneOf(words) => json!({ "enum": words() }),
        Form::SomeOf(words) => {
            json!({ "anyOf": [{ "enum": words() }, { "type": "array", "items": { "enum": words() } }] })
        }
        Form::Figure => shared("figure"),
        Form::Readings => shared("readings"),
        Form::Others => json!({ "type": "object", "additionalProperties": shared("readings") }),
        Form::Target => json!({ "anyOf": [
            shared("number"), shared("name"), shared("band"),
            { "type": "object", "propertyNames": shared("period"),
              "additionalProperties": { "anyOf": [shared("number"), shared("band")] } },
        ] }),
        Form::Group(name) => shared(name),
        Form::Groups(name) => json!({ "type": "array", "items": shared(name) }),
        Form::Colours => json!({ "type": "array", "minItems": 2, "maxItems": 2,
            "items": { "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" } }),
    }
}

/// The forms that several keys share.
fn forms() -> impl Iterator<Item = (String, Value)> {
    let number = "^-?[0-9]+(\\.[0-9]+)?$";
    let reasons: Vec<&str> = ["c", "x", "z", "w", "low", "awaited"]
        .into_iter()
        .filter(|word| Missing::read(word).is_some())
        .collect();
    let figure = json!({ "anyOf": [{ "$ref": "#/$defs/number" }, { "enum": reasons }] });
    let period = "^[0-9]{4}([-/][0-9]{2})?( Q[1-4])?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    [
        ("text", json!({ "type": ["string", "number", "boolean"] })),
        ("name", json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]{0,79}$" })),
        ("number", json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": number }] })),
        ("date", json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })),
        ("flag", json!({ "enum": ["yes", "no", true, false] })),
        ("figure", figure),
        ("period", json!({ "type": "string", "pattern": period })),
        (
            "readings",
            json!({ "type": "object", "propertyNames": { "$ref": "#/$defs/period" },
                "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/figure" }, { "$ref": "#/$defs/reading" }] } }),
        ),
    ]
    .into_iter()
    .map(|(name, schema)| (name.to_owned(), schema))
}

/// A schema as the text of its file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;
    use crate::load::fields::asked;
    use crate::load::load;

    /// Every group as the loader asks for it while it reads packs that have one of everything, and as the table has it.
    #[test]
    fn the_table_has_every_key_that_the_loader_knows_and_no_other() {
        for pack in ["data/exampleshire", "data/wiltshire", "templates/starter"] {
            load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(pack)).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write(
            "scorecard.yaml",
            "trends: {}\npage: {}\nauthor: {}\naccepted: [{}]\nunits: [{}]\ncomparators: [{ kind: group }]\nfront: [{}]\n",
        );
        write(
            "measures/a.yaml",
            "- { target: { from: 1, to: 2 }, better: within, readings: { 2018: { value: 1 } } }\n",
        );
        load(folder.path()).unwrap();
        let groups = LISTS.iter().chain([&PAPER, &PAGE, &MEASURE, &READING, &BAND, &SERVICE]);
        let table: BTreeMap<String, BTreeSet<&str>> = groups
            .map(|group| (group.called.to_owned(), group.keys.iter().map(|key| key.name).collect()))
            .collect();
        assert_eq!(asked(), table);
    }

    #[test]
    fn every_reference_of_a_schema_is_there() {
        for (name, schema) in files() {
            let text = schema.to_string();
            for reference in text.split("#/$defs/").skip(1) {
                let own = reference.split('"').next().unwrap_or_default();
                assert!(schema["$defs"].get(own).is_some(), "{name}: {own}");
            }
        }
    }

    /// The schemas that lie beside the example packs are those of this program.
    #[test]
    fn the_schemas_of_the_examples_are_those_of_the_table() {
        for (name, schema) in files() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
            let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
            assert!(written == text(&schema), "write it anew: scorecard schema --out data");
        }
    }
}
