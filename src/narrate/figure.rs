//! Figures as expressions see them: a text to print, and further figures accessible by name.
//!
//! An unknown name, or a figure that does not exist for the measure, becomes an error that carries its own
//! message, because the engine itself would treat either as empty text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr};
use minijinja::{Error, ErrorKind, State, Value};

use crate::finding::{Code, Part, Subject};
use crate::load::{meant_name, near};
use crate::narrate::cut::is_name;

/// The remedy if a figure does not exist.
pub const ANOTHER: &str = "take another figure, or say it in words";

/// A figure, or a group of them.
#[derive(Debug, Default)]
pub struct Figure {
    /// Its name in messages: `measure 6`.
    what: String,
    /// Its printed form.
    pub text: String,
    /// The anchor or measure that it should link to, if any.
    pub link: Option<String>,
    /// The measure that it represents, if it is one.
    measure: Option<Arc<Subject>>,
    fields: BTreeMap<Cow<'static, str>, Field>,
}

#[derive(Debug)]
enum Field {
    Is(Value),
    /// Why there is no such figure, as a sentence without a full stop.
    Lacks(String),
}

impl Figure {
    pub fn new(what: impl Into<String>, text: impl Into<String>) -> Self {
        Self { what: what.into(), text: text.into(), ..Self::default() }
    }

    #[must_use]
    pub fn is(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.fields.insert(name.into(), Field::Is(value.into()));
        self
    }

    #[must_use]
    pub fn lacks(mut self, name: impl Into<Cow<'static, str>>, reason: impl Into<String>) -> Self {
        self.fields.insert(name.into(), Field::Lacks(reason.into()));
        self
    }

    /// Adds a value that may be absent; then the reason is `... has no <thing>`.
    #[must_use]
    pub fn maybe(
        self,
        name: impl Into<Cow<'static, str>>,
        value: Option<impl Into<Value>>,
        thing: &str,
    ) -> Self {
        if let Some(value) = value {
            return self.is(name, value);
        }
        let reason = format!("{} has no {thing}", self.what);
        self.lacks(name, reason)
    }

    /// Sets the measure, for findings about what it lacks.
    #[must_use]
    pub fn of(mut self, measure: Arc<Subject>) -> Self {
        self.measure = Some(measure);
        self
    }

    /// Links to an anchor of the paper or a measure's id.
    #[must_use]
    pub fn linked(mut self, to: &str) -> Self {
        self.link = Some(format!("#{to}"));
        self
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    pub fn value(self) -> Value {
        Value::from_object(self)
    }

    fn field(&self, name: &str) -> Result<Value, Misfit> {
        match self.fields.get(name) {
            Some(Field::Is(value)) => Ok(value.clone()),
            Some(Field::Lacks(reason)) => Err(Misfit {
                word: name.to_owned(),
                code: Code::NoFigure,
                what: reason.clone(),
                fix: ANOTHER.to_owned(),
                rests_on: self.measure.clone().or_else(|| Some(Arc::new(Subject::whole(Part::Measures)))),
            }),
            None => {
                let what = format!("{} has nothing called `{name}`", self.what);
                // A measure's fields include its comparators; all other names are defined by the program.
                let other = || Arc::new(Subject::named(Part::Comparators, name.replace('_', "-")));
                let rests_on = self.measure.as_ref().map(|_| other());
                Err(Misfit { rests_on, ..Misfit::unknown(what, name, self.fields.keys().map(Cow::as_ref)) })
            }
        }
    }
}

impl From<Figure> for Value {
    fn from(figure: Figure) -> Self {
        figure.value()
    }
}

impl Object for Figure {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(self.field(key.as_str()?).unwrap_or_else(|misfit| Value::from(misfit.error())))
    }

    fn call_method(
        self: &Arc<Self>,
        state: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        let value = self.field(method).map_err(Misfit::error)?;
        if value.downcast_object_ref::<Lookup>().is_some() {
            return value.call(state, args);
        }
        Err(Misfit {
            word: method.to_owned(),
            code: Code::Expression,
            what: format!("`{method}` takes no brackets"),
            fix: "take the brackets out".to_owned(),
            rests_on: None,
        }
        .error())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Figures that are looked up by name: `measure("...")`.
#[derive(Debug, Default)]
pub struct Lookup {
    /// `measure`
    pub thing: String,
    /// Whose figures they are, if not the pack's: `measure 6` for its readings.
    pub whose: Option<String>,
    /// The part of the pack that declares the names.
    pub part: Option<Part>,
    /// The measure that the figures belong to.
    pub measure: Option<Arc<Subject>>,
    pub entries: BTreeMap<String, Value>,
    /// Names that exist but have no figure, each with the reason and the remedy.
    pub refused: BTreeMap<String, (String, String)>,
    /// Names that no expression contains, so that nothing was worked out for them.
    pub unasked: BTreeSet<String>,
    /// Each name with the title by which people know what it is of.
    pub titles: Vec<(String, String)>,
}

impl Lookup {
    fn find(&self, args: &[Value]) -> Result<Value, Misfit> {
        let thing = &self.thing;
        let [name] = args else {
            return Err(self.wants_a_name(thing));
        };
        let Some(name) = name.as_str() else {
            return Err(self.wants_a_name(&name.to_string()));
        };
        if let Some((what, fix)) = self.refused.get(name).cloned() {
            let rests_on = self.measure.clone();
            return Err(Misfit { word: name.to_owned(), code: Code::NoFigure, what, fix, rests_on });
        }
        if self.unasked.contains(name) {
            return Err(Misfit {
                word: name.to_owned(),
                code: Code::Expression,
                what: format!("the name `{name}` is put together from parts"),
                fix: format!("write it in one piece: `{thing}(\"{name}\")`"),
                rests_on: None,
            });
        }
        self.entries.get(name).cloned().ok_or_else(|| {
            let what = match &self.whose {
                Some(whose) => format!("{whose} has no {thing} `{name}`"),
                None => format!("there is no {thing} `{name}`"),
            };
            let declared = self.part.map(|part| Arc::new(Subject::named(part, name)));
            let rests_on = declared.or_else(|| self.measure.clone());
            let mut misfit = Misfit { rests_on, ..Misfit::unknown(what, name, self.names().into_iter()) };
            let titles: Vec<(&str, &str)> =
                self.titles.iter().map(|(name, title)| (name.as_str(), title.as_str())).collect();
            if let Some(fix) = meant_name(name, &titles) {
                misfit.fix = fix;
            }
            // Paragraphs are named by the author of the expression; none of the others is meant.
            if thing == "paragraph" && is_name(name) && !misfit.fix.starts_with("did you mean") {
                let fix = format!("write `{{#{name}}}` at the end of the paragraph that is meant");
                return Misfit { fix, ..misfit };
            }
            misfit
        })
    }

    /// The names of everything that has a figure.
    fn names(&self) -> BTreeSet<&str> {
        self.entries.keys().chain(&self.unasked).map(String::as_str).collect()
    }

    fn wants_a_name(&self, word: &str) -> Misfit {
        let example = self.names().pop_first().unwrap_or("...");
        Misfit {
            word: word.to_owned(),
            code: Code::Expression,
            what: format!("`{}` takes one name, in quotes", self.thing),
            fix: format!("write it like `{}(\"{example}\")`", self.thing),
            rests_on: None,
        }
    }
}

impl Object for Lookup {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(Value::from(self.wants_a_name(key.as_str()?).error()))
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        self.find(args).map_err(Misfit::error)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.thing)
    }
}

/// Something that an expression asks for and cannot have. It passes through the engine as its error's source.
#[derive(Debug, Clone)]
pub struct Misfit {
    /// The word at fault, as written in the expression.
    pub word: String,
    pub code: Code,
    pub what: String,
    pub fix: String,
    /// The part of the pack that it names or asks for a figure.
    pub rests_on: Option<Arc<Subject>>,
}

/// The most names that a message lists.
const MOST_LISTED: usize = 12;

impl Misfit {
    fn unknown<'n>(what: String, name: &str, names: impl Iterator<Item = &'n str>) -> Self {
        let names: Vec<&str> = names.collect();
        let written = name.replace(['_', '/'], "-");
        // All periods look alike, so a missing one is not a misspelling of its neighbour.
        let close = match name.starts_with(|first: char| first.is_ascii_digit()) {
            true => names.iter().copied().find(|known| *known == written),
            false => near(name, names.iter().copied()).or_else(|| near(&written, names.iter().copied())),
        };
        let fix = match (close, names.as_slice()) {
            (Some(known), _) => format!("did you mean `{known}`?"),
            (None, []) => "there are none in this pack; take the expression out".to_owned(),
            (None, few) if few.len() <= MOST_LISTED => format!("write one of: {}", few.join(", ")),
            (None, many) => format!(
                "write one of: {} and {} more",
                many[..MOST_LISTED].join(", "),
                many.len() - MOST_LISTED
            ),
        };
        Self { word: name.to_owned(), code: Code::UnknownName, what, fix, rests_on: None }
    }

    pub fn error(self) -> Error {
        Error::new(ErrorKind::InvalidOperation, "misfit").with_source(self)
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Misfit {}
