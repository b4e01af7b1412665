//! The query tree.

use serde::Serialize;

use crate::measure::Number;

/// How the text of a leaf is to be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Plain text: all of it is sought, parts of it may lack.
    Plain,
    /// In quotes: exactly so, or not at all.
    Phrase,
    /// A book title in 《》: a preference, unless nothing else is asked.
    Book,
    /// The beginning of a word of letters and digits (`wasm*`).
    Prefix,
}

/// The field that a leaf is limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldName {
    /// Headline, lead-in and sub-headline.
    Title,
    /// Authors.
    Author,
    /// Source.
    Source,
    /// Place.
    Place,
}

/// Why something is sought that was not typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The owner says that it is another word for it.
    Synonym,
    /// It is the same number or day, written in another way.
    Number,
    /// The letters are its sound.
    Pinyin,
    /// The letters are the first ones of the sounds of its characters.
    Initials,
    /// One is short for the other.
    Abbreviation,
    /// Another region's word for the same.
    Regional,
    /// It sounds the same, and was probably meant.
    Homophone,
    /// It looks alike, and was probably meant.
    LookAlike,
    /// A character or letter was missing, one too many, another or in another place.
    Typo,
}

/// How a leaf that was not typed came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meant {
    /// The typed text that it stands for.
    pub of: String,
    /// Why it may.
    pub why: Why,
    /// How much it counts beside what was typed, 0 to 1.
    pub weight: f32,
    /// For how many clauses it stands, from its own on.
    #[serde(skip)]
    pub clauses: usize,
}

/// Another text for what was typed, whose words the corpus holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The whole of it.
    pub text: String,
    /// Whether it was searched for at once, because nothing was found for what was typed; else it is only offered.
    pub applied: bool,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// A word in the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What was typed.
    pub of: String,
    /// What was probably meant.
    pub text: String,
    /// What kind of slip it is.
    pub why: Why,
}

/// Text that is sought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leaf {
    /// The text as typed, without operators and quotes.
    pub text: String,
    /// How it is to be matched.
    pub form: Form,
    /// The field that it is limited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldName>,
    /// What it stands for, when it was not typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<Meant>,
}

impl Leaf {
    /// Text as it was typed.
    pub fn new(text: &str, form: Form, field: Option<FieldName>) -> Self {
        Self { text: text.to_owned(), form, field, meant: None }
    }
}

/// A span of days, both ends included; an open end is none. Days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DateRange {
    /// The first day.
    pub from: Option<i32>,
    /// The last day.
    pub to: Option<i32>,
}

impl DateRange {
    /// Whether a day lies in the range. An article without a day lies in none.
    pub fn holds(&self, day: Option<i32>) -> bool {
        day.is_some_and(|day| self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to))
    }
}

/// A range of quantities of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amounts {
    /// The range as it was typed.
    pub text: String,
    /// The unit: 元 for 亿元 too.
    pub unit: &'static str,
    /// The least, in the unit.
    pub from: Option<Number>,
    /// The most, in the unit.
    pub to: Option<Number>,
    /// Whether the bounds themselves are left out.
    pub open: bool,
}

impl Amounts {
    /// Whether a value in the unit lies in the range.
    pub fn hold(&self, value: Number) -> bool {
        let within = self.from.is_none_or(|from| value >= from) && self.to.is_none_or(|to| value <= to);
        within && !(self.open && (self.from == Some(value) || self.to == Some(value)))
    }
}

/// One clause of a query. All clauses of a query stand together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Clause {
    /// One of these is sought; articles that lack it show lower.
    Want(Vec<Leaf>),
    /// An article must hold one of these.
    Demand(Vec<Leaf>),
    /// An article must not hold this.
    Exclude(Leaf),
    /// An article must be of these days.
    Date(DateRange),
    /// An article must be of these days, or its text name one of them.
    Days(DateRange),
    /// An article must name a quantity of the unit in the range.
    Amount(Amounts),
}

impl Clause {
    /// The clause with those of its wanted leaves that `keep` says.
    fn keeping(&self, keep: impl Fn(&Leaf) -> bool) -> Self {
        match self {
            Self::Want(leaves) => Self::Want(leaves.iter().filter(|leaf| keep(leaf)).cloned().collect()),
            other => other.clone(),
        }
    }
}

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Query {
    /// What was typed, without white space around it.
    pub text: String,
    /// The clauses in the order in which they were typed.
    pub clauses: Vec<Clause>,
}

impl Query {
    /// The query as it was typed, and one for each leaf that may be meant instead of a typed one, with what that leaf counts.
    pub fn readings(&self) -> (Query, Vec<(Query, f32)>) {
        let typed: Vec<Clause> =
            self.clauses.iter().map(|clause| clause.keeping(|leaf| leaf.meant.is_none())).collect();
        let mut others = Vec::new();
        for (at, clause) in self.clauses.iter().enumerate() {
            let Clause::Want(leaves) = clause else { continue };
            for leaf in leaves {
                let Some(meant) = &leaf.meant else { continue };
                let mut clauses = typed[..at].to_vec();
                clauses.push(Clause::Want(vec![Leaf { meant: None, ..leaf.clone() }]));
                clauses.extend_from_slice(typed.get(at + meant.clauses..).unwrap_or_default());
                others.push((Query { text: self.text.clone(), clauses }, meant.weight));
            }
        }
        (Query { text: self.text.clone(), clauses: typed }, others)
    }

    /// The leaves that may be meant instead of typed ones, in the order of the other [readings](Self::readings).
    pub fn meant(&self) -> impl Iterator<Item = (&Leaf, &Meant)> {
        // What is demanded has no other meanings.
        self.sought().into_iter().filter_map(|leaf| Some((leaf, leaf.meant.as_ref()?)))
    }

    /// The leaves that are sought, in order: those that earn score and marks.
    pub fn sought(&self) -> Vec<&Leaf> {
        let mut sought = Vec::new();
        for clause in &self.clauses {
            if let Clause::Want(leaves) | Clause::Demand(leaves) = clause {
                sought.extend(leaves);
            }
        }
        sought
    }
}
