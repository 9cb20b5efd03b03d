//! `scorecard new`: creates a starter pack that builds at once, for an author to overwrite.
//!
//! Its files are in `templates/starter/`, exactly as written out. Only a new or empty folder is ever used.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::cli::Ended;
use crate::write;

/// Make a starter pack: a new folder that builds at once, with comments that explain each line
///
/// The folder's name is the pack's name. It holds a made-up council with a few measures, each in another form, and a
/// short report with the headings that committees ask for. Write over it a line at a time. A folder that holds
/// anything is left alone.
#[derive(Args)]
pub(super) struct New {
    /// The folder to make, such as data/myshire
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// What the paper is to be about
    #[arg(long = "for", value_enum, value_name = "SUBJECT", default_value = "care")]
    about: About,
}

/// What a starter pack is about.
#[derive(Clone, Copy, ValueEnum)]
enum About {
    /// Adult care: eight measures
    Care,
    /// The council as a whole: six measures of planning, housing, waste, money and staff
    Corporate,
}

impl About {
    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Care => &CARE,
            Self::Corporate => &CORPORATE,
        }
    }
}

/// A starter pack: path inside with `/`, and content.
const CARE: [(&str, &str); 7] = [
    ("START-HERE.txt", include_str!("../../templates/starter/START-HERE.txt")),
    ("measures/1-outcomes.yaml", include_str!("../../templates/starter/measures/1-outcomes.yaml")),
    ("measures/2-output.yaml", include_str!("../../templates/starter/measures/2-output.yaml")),
    ("measures/3-people.yaml", include_str!("../../templates/starter/measures/3-people.yaml")),
    ("measures/4-finance.yaml", include_str!("../../templates/starter/measures/4-finance.yaml")),
    ("report.md", include_str!("../../templates/starter/report.md")),
    ("scorecard.yaml", include_str!("../../templates/starter/scorecard.yaml")),
];

const CORPORATE: [(&str, &str); 6] = [
    ("START-HERE.txt", include_str!("../../templates/starter/START-HERE.txt")),
    (
        "measures/1-planning-and-housing.yaml",
        include_str!("../../templates/starter-corporate/measures/1-planning-and-housing.yaml"),
    ),
    ("measures/2-waste.yaml", include_str!("../../templates/starter-corporate/measures/2-waste.yaml")),
    (
        "measures/3-money-and-staff.yaml",
        include_str!("../../templates/starter-corporate/measures/3-money-and-staff.yaml"),
    ),
    ("report.md", include_str!("../../templates/starter-corporate/report.md")),
    ("scorecard.yaml", include_str!("../../templates/starter-corporate/scorecard.yaml")),
];

impl New {
    pub(super) fn run(&self) -> Result<Ended> {
        refuse_bad_name(&self.folder)?;
        let files =
            self.about.files().iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        write::create(&self.folder, &files.collect())?;
        let program = std::env::args_os().next().unwrap_or_else(|| OsString::from("scorecard"));
        // The pack has been created even if this cannot be printed.
        let _ = std::io::stdout().lock().write_all(next_steps(Path::new(&program), &self.folder).as_bytes());
        Ok(Ended::Well)
    }
}

/// The next steps, as commands that can be typed as shown.
fn next_steps(program: &Path, folder: &Path) -> String {
    let (program, pack) = (typed(program), typed(folder));
    let start = typed(&folder.join("START-HERE.txt"));
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    format!(
        "{pack} is a starter pack that builds as it is. Begin with {start}, and then:

  {program} build {pack}
      writes the paper into out/{name}: open index.html there in a browser

  {program} check {pack}
      after each change: what is wrong, where, and what to write instead

  {program} build --deny-warnings {pack}
      before it goes to members: writes nothing while there is any warning left
"
    )
}

/// A path as it can be typed, quoted if necessary.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\:.-_~".contains(c);
    if path.chars().all(plain) { path } else { format!("\"{path}\"") }
}

/// Names that Windows reserves for devices, in any folder.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];
/// The longest name of a pack: with prefixes and extensions it is still short enough for every system.
const LONGEST: usize = 60;

/// Refuses names that are hard to type in commands or cannot name a folder on every kind of computer.
fn refuse_bad_name(folder: &Path) -> Result<()> {
    let Some(name) = folder.file_name() else {
        bail!(
            "`{}` is no name for a new folder, which the program makes itself; write a name, such as `data/myshire`",
            folder.display()
        );
    };
    let name = name.to_string_lossy();
    let good = plain_name(&name);
    if good == name {
        return Ok(());
    }
    let instead = typed(&folder.with_file_name(&good));
    bail!(
        "`{name}` is no name for a pack; use small letters, digits and hyphens, a letter first, {LONGEST} characters \
         at most, such as `{instead}`. The council's full name stands in scorecard.yaml"
    )
}

/// The nearest permitted name for a pack; the same name if it is permitted.
fn plain_name(name: &str) -> String {
    let plain: String = name.chars().flat_map(char::to_lowercase).map(plain_letter).collect();
    let words = plain.split('-').filter(|word| !word.is_empty());
    let mut plain = words.collect::<Vec<_>>().join("-");
    if !plain.starts_with(|c: char| c.is_ascii_lowercase()) || is_device(&plain) {
        plain = if plain.is_empty() { "myshire".to_owned() } else { format!("pack-{plain}") };
    }
    plain.truncate(LONGEST);
    plain.trim_end_matches('-').to_owned()
}

fn is_device(name: &str) -> bool {
    let port = |kind| name.strip_prefix(kind).is_some_and(|number: &str| number.len() == 1 && number != "0");
    let digit = name.ends_with(|c: char| c.is_ascii_digit());
    DEVICES.contains(&name) || (digit && (port("com") || port("lpt")))
}

/// A letter without its accent, for Welsh and other names; a hyphen for anything else.
fn plain_letter(letter: char) -> char {
    match letter {
        'a'..='z' | '0'..='9' => letter,
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ẁ' | 'ẃ' | 'ŵ' | 'ẅ' => 'w',
        'ỳ' | 'ý' | 'ŷ' | 'ÿ' => 'y',
        _ => '-',
    }
}

#[cfg(test)]
mod tests {
    use super::{next_steps, plain_name, refuse_bad_name};
    use std::path::Path;

    #[test]
    fn a_good_name_stays_as_it_is() {
        for name in ["myshire", "adult-care-2026", "a", "sir-gar"] {
            assert_eq!(plain_name(name), name);
        }
    }

    #[test]
    fn a_bad_name_has_a_good_one_beside_it() {
        for (bad, good) in [
            ("My Shire", "my-shire"),
            ("Sir Gâr", "sir-gar"),
            ("adult_care", "adult-care"),
            ("2026", "pack-2026"),
            (".hidden", "hidden"),
            ("-", "myshire"),
            ("con", "pack-con"),
            ("lpt1", "pack-lpt1"),
            ("care.", "care"),
            ("--care--", "care"),
        ] {
            assert_eq!(plain_name(bad), good, "{bad}");
            assert_eq!(plain_name(good), good, "what is proposed for {bad} is good itself");
        }
        let long = plain_name(&"long-name-".repeat(20));
        assert!(long.len() <= 60 && plain_name(&long) == long, "{long}");
    }

    #[test]
    fn the_message_holds_the_path_to_write() {
        let told = refuse_bad_name(Path::new("data/My Shire")).unwrap_err().to_string();
        assert!(told.contains("such as `data/my-shire`"), "{told}");
        for nothing in [".", "..", "", "/"] {
            let told = refuse_bad_name(Path::new(nothing)).unwrap_err().to_string();
            assert!(told.contains("is no name for a new folder"), "{told}");
        }
    }

    #[test]
    fn commands_can_be_typed_as_they_stand() {
        let steps = next_steps(Path::new("scorecard"), Path::new("My papers/myshire"));
        assert!(steps.contains("\n  scorecard check \"My papers/myshire\"\n"), "{steps}");
        assert!(steps.contains("out/myshire:"), "{steps}");
    }
}
