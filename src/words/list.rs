//! Lists and counts in a sentence.

/// Joins items: `a`, `a and b`, `a, b and c`.
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number of things: `1 measure`, `3 measures`.
pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// The word with a capital letter in front: `Green`.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whole numbers with runs shortened: `1 to 5, 8 and 9`. Three or more in a row make a run.
pub fn runs(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words: Vec<String> = runs.into_iter().flat_map(run).collect();
    and(&words)
}

fn run((first, last): (u32, u32)) -> Vec<String> {
    match last - first {
        0 => vec![first.to_string()],
        1 => vec![first.to_string(), last.to_string()],
        _ => vec![format!("{first} to {last}")],
    }
}

/// An ordinal number: `1st`, `22nd`, `113th`.
pub fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_in_a_sentence() {
        let words = |words: &[&str]| and(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["a"]), "a");
        assert_eq!(words(&["a", "b", "c"]), "a, b and c");
        assert_eq!(
            (count(1, "measure"), count(0, "measure")),
            ("1 measure".to_owned(), "0 measures".to_owned())
        );
    }

    #[test]
    fn numbers_in_a_row_become_a_run() {
        assert_eq!(runs(&[1, 2, 3, 4, 5, 8, 9]), "1 to 5, 8 and 9");
        assert_eq!(runs(&[6]), "6");
        assert_eq!(runs(&[]), "");
    }
}
