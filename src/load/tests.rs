//! Tests that the readers in `load` use every key of the table.

use serde_json::{Map, Value, json};

use crate::finding::Code;
use crate::load::keys::form::{Form, Key, Shape};
use crate::load::keys::{MEASURE, PAPER, SERVICE};
use crate::load::load;

/// A mapping with every key of its shape.
fn whole(shape: &Shape) -> Value {
    shape.keys.iter().map(|key| (key.name.to_owned(), value(key))).collect::<Map<_, _>>().into()
}

fn value(key: &Key) -> Value {
    match key.form {
        Form::Group(shape) | Form::Target(shape) | Form::Years(shape) => whole(shape),
        Form::Groups(shape) => json!([whole(shape)]),
        Form::Readings(shape) => json!({ "2018-19": whole(shape) }),
        Form::Others(shape) => json!({ "england": { "2018-19": whole(shape) } }),
        Form::Shares => json!({ "Q1": "25%" }),
        Form::Names | Form::Texts => json!([key.example]),
        Form::Colours => json!(["#00703c", "#0b0c0c"]),
        _ => json!(key.example),
    }
}

#[test]
fn every_key_of_the_table_is_read() {
    let mut paper = whole(&PAPER);
    paper["comparators"][0]["kind"] = json!("group");
    let measures = json!([whole(&MEASURE)]);
    let folder = tempfile::tempdir().unwrap();
    for (name, value) in [
        ("scorecard.yaml", paper),
        ("measures/all.yaml", measures.clone()),
        ("services/carers/service.yaml", whole(&SERVICE)),
        ("services/carers/measures/all.yaml", measures),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, serde_yaml::to_string(&value).unwrap()).unwrap();
    }
    let (_, findings) = load(folder.path()).unwrap();
    let unread = findings.iter().filter(|finding| finding.code == Code::UnknownKey);
    assert_eq!(unread.map(|finding| &finding.what).collect::<Vec<_>>(), Vec::<&String>::new());
}
