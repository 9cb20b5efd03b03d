//! Which name is meant by a text that is none of those declared: by a title, or with a slip of the pen.

use crate::load::fields::near;

/// A name, and the title or number by which people know what it is of.
pub type Named<'n> = (&'n str, &'n str);

/// What to write instead of a text, if it follows from the names that there are.
pub fn meant_name(text: &str, declared: &[Named<'_>]) -> Option<String> {
    let same = |(_, title): &&Named<'_>| folded(title) == folded(text);
    if let Some((name, _)) = declared.iter().find(same) {
        return Some(format!("write `{name}`, which is its name"));
    }
    // A title in the form of a name, or a name in that of a title.
    let formed = |text: &str| folded(text).replace(['\'', ','], "").replace(' ', "-");
    if let Some((name, _)) =
        declared.iter().find(|(name, title)| [*name, &formed(title)].contains(&&*formed(text)))
    {
        return Some(format!("write `{name}`"));
    }
    let titles: Vec<String> = declared.iter().map(|(_, title)| folded(title)).collect();
    let by_name = near(text, declared.iter().map(|(name, _)| *name));
    let by_title = || {
        let title = near(&folded(text), titles.iter().map(String::as_str))?;
        declared.iter().find(|(_, own)| folded(own) == title).map(|(name, _)| *name)
    };
    by_name.or_else(by_title).map(|name| format!("did you mean `{name}`?"))
}

/// A title for comparison: small letters, single spaces, straight apostrophes, `and` for `&`.
fn folded(title: &str) -> String {
    let words: Vec<&str> =
        title.split_whitespace().map(|word| if word == "&" { "and" } else { word }).collect();
    words.join(" ").to_lowercase().replace('\u{2019}', "'")
}

#[cfg(test)]
mod tests {
    use super::meant_name;

    #[test]
    fn a_title_leads_to_its_name() {
        let declared =
            [("children", "Children's services"), ("money", "Money & staff"), ("home", "Living at home")];
        for (text, remedy) in [
            ("Children's services", Some("write `children`, which is its name")),
            ("children\u{2019}s services", Some("write `children`, which is its name")),
            ("children-services", Some("did you mean `children`?")),
            ("Money and Staff", Some("write `money`, which is its name")),
            ("living-at-home", Some("write `home`")),
            ("Home", Some("write `home`")),
            ("Living at hom", Some("did you mean `home`?")),
            ("chidren", Some("did you mean `children`?")),
            ("planning", None),
        ] {
            assert_eq!(meant_name(text, &declared).as_deref(), remedy, "{text}");
        }
    }
}
