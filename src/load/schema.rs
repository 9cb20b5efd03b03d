//! JSON Schemas of the YAML files, for editors, generated from the table of keys.
//!
//! An editor uses them to complete keys, explain them and underline slips during typing. They do not replace
//! `scorecard check`, which finds faults that involve several keys or several files.

use serde_json::{Map, Value, json};

use crate::finding::{Code, Strength};
use crate::load::keys::form::{Form, Key, Shape};
use crate::load::keys::{MEASURE, PAPER, READING, SERVICE, inside};
use crate::model::unit::other_names;
use crate::model::{Frequency, Missing, Part, Unit};

/// The schemas, each with its file name.
pub fn files() -> [(&'static str, Value); 3] {
    let measures = json!({ "type": "array", "items": { "$ref": "#/$defs/measure" } });
    let of_measures = [vec![&MEASURE], inside(&MEASURE)].concat();
    let (paper, service) = (Value::Object(group(&PAPER)), Value::Object(group(&SERVICE)));
    [
        ("scorecard.schema.json", document("scorecard.yaml of a pack", paper, &inside(&PAPER))),
        ("measures.schema.json", document("A file under measures/", measures, &of_measures)),
        ("service.schema.json", document("service.yaml of a service", service, &inside(&SERVICE))),
    ]
}

fn document(title: &str, body: Value, shapes: &[&Shape]) -> Value {
    let mut all = Map::new();
    all.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if let Value::Object(body) = body {
        all.extend(body);
    }
    all.insert("title".to_owned(), json!(title));
    let about = "Written by `scorecard schema`; `scorecard check` says more than an editor can";
    all.insert("$comment".to_owned(), json!(about));
    let own = shapes.iter().map(|own| (own.name.to_owned(), Value::Object(group(own))));
    let of_measures = shapes.iter().any(|shape| shape.name == READING.name);
    let forms = forms().filter(|(name, _)| of_measures || name != "readings");
    all.insert("$defs".to_owned(), Value::Object(own.chain(forms).collect()));
    Value::Object(all)
}

/// The schema of a mapping. `version_date` is accepted for `version-date`, because people write it and it is read.
fn group(shape: &Shape) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in shape.keys {
        properties.insert(key.name.to_owned(), property(key));
        if key.name.contains('-') {
            properties.insert(key.name.replace('-', "_"), property(key));
        }
    }
    let needed = |key: &&Key| key.needed && !key.name.contains('-');
    let required: Vec<&str> = shape.keys.iter().filter(needed).map(|key| key.name).collect();
    let either: Vec<Value> = shape
        .keys
        .iter()
        .filter(|key| key.needed && key.name.contains('-'))
        .map(|key| json!({ "anyOf": [{ "required": [key.name] }, { "required": [key.name.replace('-', "_")] }] }))
        .collect();
    let mut schema = Map::new();
    schema.insert("title".to_owned(), json!(shape.called));
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

/// The schema of a form. YAML reads `1.0` as a number and `true` as a boolean, but the loader accepts both as text.
fn form(form: Form) -> Value {
    let shared = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match form {
        Form::Prose | Form::Text => shared("text"),
        Form::Name => shared("name"),
        Form::Names => json!({ "type": "array", "items": shared("name") }),
        Form::Texts => json!({ "type": "array", "items": shared("text") }),
        Form::TextOrTexts => {
            json!({ "anyOf": [shared("text"), { "type": "array", "items": shared("text") }] })
        }
        Form::Number => shared("number"),
        Form::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Form::Date => shared("date"),
        Form::Flag => shared("flag"),
        // An editor sees one file at a time, so it knows no units declared in another.
        Form::Unit => json!({ "type": "string", "not": { "enum": other_names().collect::<Vec<_>>() },
            "examples": Unit::examples().collect::<Vec<_>>() }),
        Form::Pattern(pattern) => json!({ "type": ["string", "number"], "pattern": pattern }),
        Form::Rule => json!({ "enum": acceptable() }),
        Form::OneOf(words) => json!({ "enum": words() }),
        Form::SomeOf(words) => {
            json!({ "anyOf": [{ "enum": words() }, { "type": "array", "items": { "enum": words() } }] })
        }
        Form::Figure => shared("figure"),
        Form::Readings(_) => shared("readings"),
        Form::Others(_) => json!({ "type": "object", "additionalProperties": shared("readings") }),
        Form::Target(_) => json!({ "anyOf": [
            shared("number"), shared("name"), shared("band"), shared("profile"),
            { "type": "object", "propertyNames": shared("period"),
              "additionalProperties": { "anyOf": [shared("number"), shared("band")] } },
        ] }),
        Form::Years(_) => json!({ "anyOf": [
            shared("number"), shared("band"),
            { "type": "object", "propertyNames": shared("period"),
              "additionalProperties": { "anyOf": [shared("number"), shared("band")] } },
        ] }),
        Form::Shares => json!({ "type": "object", "propertyNames": { "enum": parts() },
            "additionalProperties": { "type": "string", "pattern": "^[0-9.]+%$" } }),
        Form::Group(shape) => shared(shape.name),
        Form::Groups(shape) => json!({ "type": "array", "items": shared(shape.name) }),
        Form::Colours => json!({ "type": "array", "minItems": 2, "maxItems": 2,
            "items": { "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" } }),
    }
}

/// The parts of a year, as a profile has them.
fn parts() -> Vec<String> {
    let all = [Frequency::Quarterly, Frequency::Monthly].into_iter().flat_map(Part::all);
    all.map(|part| part.to_string()).collect()
}

/// The rules that can be accepted.
fn acceptable() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| code.strength() != Strength::Stop).map(|code| code.name()).collect()
}

/// The forms shared by several keys.
fn forms() -> impl Iterator<Item = (String, Value)> {
    let number = "^-?[0-9]+(\\.[0-9]+)?$";
    let reasons = Missing::ALL.map(Missing::code);
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

/// A schema as text for its file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

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

    /// The schemas beside the example packs must be up to date.
    #[test]
    fn the_schemas_of_the_examples_are_those_of_the_table() {
        for (name, schema) in files() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
            let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
            assert!(written == text(&schema), "write it anew: scorecard schema --out data");
        }
    }
}
