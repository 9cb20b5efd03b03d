//! The web page's filters, which work without script: choices match the data, counts are right, and each row has the
//! hooks that the style needs. `.ci/filters.py` checks that a browser then hides the right rows.

use std::collections::{BTreeMap, BTreeSet};

use scorecard::model::Number;
use serde_json::Value;

use crate::case::{Case, Files, example, json};
use crate::small;

/// The titles of all choices, each with the measures that belong to it.
type Choices = BTreeMap<(&'static str, String), BTreeSet<String>>;

fn page(files: &Files) -> &str {
    std::str::from_utf8(&files["index.html"]).expect("UTF-8")
}

/// The texts between each opening and the next closing.
fn between<'h>(html: &'h str, opening: &str, closing: &str) -> Vec<&'h str> {
    html.split(opening).skip(1).filter_map(|rest| rest.split(closing).next()).collect()
}

fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    between(tag, &format!("{name}=\""), "\"").first().copied()
}

/// The text as printed.
fn printed(text: &str) -> String {
    let mut letters = text.chars();
    let capital = letters.next().map(|first| first.to_uppercase().collect::<String>());
    (capital.unwrap_or_default() + letters.as_str()).replace('\'', "\u{2019}").replace('&', "&amp;")
}

/// The choices expected from the figures.
fn expected(scorecard: &Value) -> Choices {
    let mut choices = Choices::new();
    let title = |list: &str, name: &Value| {
        let known = scorecard[list].as_array().expect("a list").iter();
        let found = known.filter(|entry| entry["name"] == *name).map(|entry| &entry["title"]).next();
        printed(found.and_then(Value::as_str).expect("a title"))
    };
    for measure in scorecard["measures"].as_array().expect("measures") {
        let rating = measure["rating"]["colour"].as_str().unwrap_or("not rated");
        let trend = measure["trend"]["answer"].as_str().expect("a trend");
        let mut belongs = vec![
            ("rating", printed(rating)),
            ("kind", title("kinds", &measure["kind"])),
            ("trend", printed(trend)),
        ];
        for (pick, list) in [("theme", "themes"), ("priority", "priorities")] {
            let names = measure[list].as_array().expect("names");
            belongs.extend(names.iter().map(|name| (pick, title(list, name))));
        }
        for choice in belongs {
            choices.entry(choice).or_default().insert(measure["id"].as_str().expect("an id").to_owned());
        }
    }
    choices
}

/// The choices that the page offers: the filter, the choice's title, its count as printed, and its hook.
fn offered(html: &str) -> Vec<(&str, &str, usize, &str)> {
    let form = between(html, "<form ", "</form>")[0];
    let radio = between(form, "name=\"rating\" value=\"", "</span>").into_iter().map(|radio| {
        let (hook, rest) = radio.split_once('"').expect("a value");
        ("rating", hook, rest.rsplit_once('>').expect("words").1)
    });
    let select = between(form, "<select id=\"filter-", "</select>").into_iter().flat_map(|select| {
        let (pick, options) = select.split_once('"').expect("a name");
        between(options, "<option value=\"", "</option>").into_iter().map(move |option| {
            let (hook, text) = option.split_once("\">").expect("a value");
            (pick, hook, text)
        })
    });
    let all = radio.chain(select).filter(|(_, hook, _)| !hook.is_empty());
    all.map(|(pick, hook, text)| {
        let (title, count) = text.rsplit_once(' ').expect("a count");
        (pick, title, count.trim_matches(['(', ')']).parse().expect("a number"), hook)
    })
    .collect()
}

/// The hooks of each table row, by the measure's id.
fn rows(html: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let rows = between(html, "<tr data-f=\"", "</a>").into_iter();
    rows.map(|row| {
        let hooks = row.split('"').next().unwrap_or_default().split(' ').collect();
        (attribute(row, "href").and_then(|href| href.strip_prefix("#measure-")).expect("a measure"), hooks)
    })
    .collect()
}

/// Checks the filters of a page against its figures.
#[track_caller]
fn agree(files: &Files) {
    let (html, scorecard) = (page(files), json(&files["scorecard.json"]));
    let (expected, offered, rows) = (expected(&scorecard), offered(html), rows(html));
    assert_eq!(rows.len(), scorecard["measures"].as_array().expect("measures").len());
    for ((pick, title), measures) in &expected {
        let found = offered.iter().find(|choice| (choice.0, choice.1) == (*pick, title.as_str()));
        let Some((_, _, count, hook)) = found else {
            // A filter with a single choice, to which every measure belongs, is left out.
            assert_eq!(measures.len(), rows.len(), "{pick}: {title} is missing");
            continue;
        };
        assert_eq!(*count, measures.len(), "{pick}: {title}");
        let hooked = rows.iter().filter(|(_, hooks)| hooks.contains(hook)).map(|(id, _)| (*id).to_owned());
        assert_eq!(hooked.collect::<BTreeSet<String>>(), *measures, "{pick}: {title}");
        let rule = format!(".scorecard:has([value={hook}]:checked) :is([data-f]:not([data-f~={hook}]),");
        assert_eq!(html.matches(&rule).count(), 1, "{rule}");
    }
    for (pick, title, _, _) in &offered {
        assert!(expected.keys().any(|choice| (choice.0, choice.1.as_str()) == (*pick, *title)), "{title}");
    }
    let hooks: BTreeSet<&str> = offered.iter().map(|choice| choice.3).collect();
    assert_eq!(hooks.len(), offered.len(), "each choice has a hook of its own");
    let worn: BTreeSet<&str> = rows.values().flatten().copied().collect();
    assert_eq!(worn, hooks, "no row has a hook without a choice");
}

#[test]
fn filters_offer_what_there_is_and_count_it_right() {
    for pack in ["exampleshire", "wiltshire"] {
        agree(example(pack));
    }
    let case = Case::of("large", &small::large(25));
    let unrated =
        case.edit("measures/all.yaml", |text| text.replacen("  target: 75\n  tolerance: 10%\n", "", 3));
    let files = unrated.built();
    agree(&files);
    assert!(offered(page(&files)).iter().any(|choice| (choice.1, choice.2) == ("Not rated", 3)));
}

#[test]
fn what_the_pack_does_not_have_cannot_be_chosen() {
    let picks =
        |pack: &str| offered(page(example(pack))).iter().map(|choice| choice.0).collect::<BTreeSet<_>>();
    assert_eq!(picks("exampleshire"), BTreeSet::from(["kind", "priority", "rating", "theme", "trend"]));
    assert_eq!(picks("wiltshire"), BTreeSet::from(["rating", "trend"]));
}

#[test]
fn a_short_scorecard_has_no_filters() {
    let commissioning = String::from_utf8(example("exampleshire")["services/commissioning.html"].clone());
    let html = commissioning.expect("UTF-8");
    for trace in ["<form", "data-f=", "<output", ":checked) :is(", "class=\"worst\""] {
        assert!(!html.contains(trace), "{trace}");
    }
}

#[test]
fn filters_need_neither_script_nor_a_server() {
    let html = page(example("exampleshire"));
    let form = between(html, "<form ", "</form>")[0];
    assert!(!html.contains("<script") && !form.contains("action=") && html.contains("form-action"));
    // The enter key in a form uses a submit button if there is one: this one is disabled, so nothing happens.
    assert!(form.contains("<button type=\"submit\" disabled hidden>"));
    assert!(
        html.contains("@supports selector(:has(a)){\n.filters{display:flex}\n}"),
        "hidden where it cannot work"
    );
}

/// How bad a measure is: its colour, then how many tolerances its figure is outside its target (below 0: inside).
fn badness(measure: &Value) -> (usize, Option<Number>) {
    let number = |value: &Value| value.as_str().map(|text| text.parse::<Number>().expect("a number"));
    let colour = measure["rating"]["colour"].as_str().unwrap_or("none");
    let place =
        ["none", "green", "amber", "red"].iter().position(|known| *known == colour).expect("a colour");
    let target = &measure["target"];
    let Some((value, tolerance)) = number(&measure["latest"]["value"]).zip(number(&target["tolerance"]))
    else {
        return (place, None);
    };
    let short = number(&target["from"]).map(|from| from - value);
    let over = number(&target["to"]).map(|to| value - to);
    (place, short.max(over).and_then(|miss| miss.checked_div(tolerance)))
}

#[test]
fn the_list_of_all_measures_begins_with_the_worst() {
    let files = example("exampleshire");
    let list = between(page(files), "<details class=\"worst\">", "</details>")[0];
    let listed: Vec<&str> = between(list, "href=\"#measure-", "\"");
    let scorecard = json(&files["scorecard.json"]);
    let measures = scorecard["measures"].as_array().expect("measures");
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), measures.len(), "each once");
    let of = |id: &str| measures.iter().find(|measure| measure["id"] == *id).expect("a measure");
    for pair in listed.windows(2) {
        let (worse, better) = (badness(of(pair[0])), badness(of(pair[1])));
        assert!(worse.0 >= better.0, "{pair:?}");
        if let (true, Some(first), Some(second)) = (worse.0 == better.0, worse.1, better.1) {
            assert!(first >= second, "{pair:?}: {first} {second}");
        }
    }
}

#[test]
fn each_theme_names_its_measures() {
    let files = example("exampleshire");
    let table = between(page(files), "<details class=\"themes\">", "</details>")[0];
    let rows: BTreeMap<&str, BTreeSet<String>> = between(table, "<tr><th scope=\"row\">", "</ul>")
        .into_iter()
        .map(|row| {
            let measures = between(row, "href=\"#measure-", "\"").into_iter().map(str::to_owned).collect();
            (row.split(" <small").next().unwrap_or_default(), measures)
        })
        .collect();
    let expected = expected(&json(&files["scorecard.json"]));
    let themes = expected.iter().filter(|((pick, _), _)| *pick == "theme");
    let themes: BTreeMap<&str, BTreeSet<String>> =
        themes.map(|((_, title), measures)| (title.as_str(), measures.clone())).collect();
    assert_eq!(rows, themes);
}
