//! What people write for a unit, and the unit that they mean. Case never matters.

/// Units under names that packs do not accept.
const OTHER_NAMES: [(&str, &[&str]); 12] = [
    ("percent", &["percentage", "percentages", "per cent", "percents", "pct"]),
    ("£", &["pounds", "pound", "gbp", "pounds sterling"]),
    (
        "£k",
        &[
            "£000",
            "£000s",
            "£'000",
            "£'000s",
            "£ thousand",
            "£ thousands",
            "£thousand",
            "thousand pounds",
            "thousands of pounds",
        ],
    ),
    ("£m", &["£ million", "£ millions", "£million", "£mn", "million pounds", "millions of pounds"]),
    ("seconds", &["second", "secs", "sec"]),
    ("minutes", &["minute", "mins", "min"]),
    ("hours", &["hour", "hrs", "hr"]),
    ("days", &["day"]),
    ("weeks", &["week", "wks"]),
    ("months", &["month"]),
    ("years", &["year", "yrs"]),
    ("count of people", &["people", "persons"]),
];

/// Other ways in which people begin a unit, each with the beginning that packs use.
const BEGINNINGS: [(&str, &str); 6] = [
    ("number of ", "count of "),
    ("no. of ", "count of "),
    ("no of ", "count of "),
    ("out of ", "score out of "),
    ("rank of ", "rank out of "),
    ("rate per ", "per "),
];

/// Numbers as words, the longer ones first.
const SIZES: [(&str, &str); 5] = [
    ("hundred thousand", "100,000"),
    ("ten thousand", "10,000"),
    ("thousand", "1,000"),
    ("hundred", "100"),
    ("million", "1,000,000"),
];

/// First words that leave open what has to be known, and what to ask.
const QUESTIONS: [(&[&str], &str); 7] = [
    (
        &["number", "numbers", "no", "no.", "count", "total"],
        "write `count of` and what is counted, such as `count of people` or `count of visits`",
    ),
    (&["rate"], "write `per` and for how many, such as `per 1,000 people`"),
    (
        &["score"],
        "write the ends of the score, the lower one first, such as `score out of 12` or `score 1 to 5`",
    ),
    (&["rank"], "write out of how many, such as `rank out of 151`"),
    (
        &["yes/no", "status", "rag", "grade", "milestone", "milestones"],
        "a measure has figures: write what can be counted, such as `count of milestones`, or `score 1 to 4` with each \
         grade as a number",
    ),
    (
        &["mm:ss", "hh:mm", "h:mm", "m:ss"],
        "write `minutes` or `hours`, and the figures as decimals: 2:42 is `2.7` minutes",
    ),
    (&["£bn", "bn", "£b"], "write `£m`, and the figures in millions: £1.2bn is `1200`"),
];

/// The names recognised in every pack, in lower case.
pub fn other_names() -> impl Iterator<Item = &'static str> {
    let names = OTHER_NAMES.iter().flat_map(|(_, names)| names.iter());
    names.chain(QUESTIONS.iter().flat_map(|(words, _)| words.iter())).copied()
}

/// Candidate spellings of a text; the first that is a unit is the one meant.
pub fn forms(text: &str) -> Vec<String> {
    let small = text.to_ascii_lowercase();
    let first = small.find(' ').unwrap_or(small.len());
    let begun = BEGINNINGS.iter().find(|(wrong, _)| small.starts_with(wrong));
    let begun = begun.map(|(wrong, right)| format!("{right}{}", &text[wrong.len()..]));
    let rate = sized(begun.as_deref().unwrap_or(text));
    let only_capitals = format!("{}{}", &small[..first], &text[first..]);
    [other_name(&small), rate, begun, Some(only_capitals), Some(small)].into_iter().flatten().collect()
}

fn other_name(small: &str) -> Option<String> {
    let text = small.replace('\u{2019}', "'");
    let share = text.contains('%')
        || ["percent ", "percentage ", "per cent "].iter().any(|word| text.starts_with(word));
    if share && !text.contains("point") {
        return Some("percent".to_owned());
    }
    let (name, _) = OTHER_NAMES.iter().find(|(_, others)| others.contains(&text.as_str()))?;
    Some((*name).to_owned())
}

/// Rewrites `per thousand births` or `per 100k` with the number in digits.
fn sized(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    let rest = small.strip_prefix("per ")?;
    let noun = |behind: usize| &text["per ".len() + behind..];
    if let Some((word, size)) = SIZES.iter().find(|(word, _)| rest.starts_with(word)) {
        return Some(format!("per {size}{}", noun(word.len())));
    }
    let thousands = rest.find('k')?;
    let size: u32 = rest[..thousands].parse().ok().filter(|size| (1..1000).contains(size))?;
    Some(format!("per {size},000{}", noun(thousands + 1)))
}

/// What to ask for if the name alone does not say enough.
pub fn question(text: &str) -> Option<&'static str> {
    let small = text.to_ascii_lowercase();
    let first = small.split(' ').next()?;
    QUESTIONS.iter().find(|(words, _)| words.contains(&first)).map(|(_, question)| *question)
}
