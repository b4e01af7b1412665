//! What a score takes from the corpus as a whole, so that several indices can score as one.
//!
//! A score is made of an article's text and of a few numbers of its corpus: how many articles there are, how many of them hold each term of the
//! query, how long they are, which is the newest, and how much of the query the best of them holds. An index gives its own numbers with the
//! answer to a query (`understood.statistics`), [`Statistics::add`] puts those of several together, and an index that is handed the result
//! scores every article as one index of all the articles would.
//!
//! Terms are told apart by their text, as the index folds it, and not by their place in the plan: two indices may fold differently, for each knows
//! only the variants that lead to its own characters. A term that one index does not know by this text adds nothing to the count, rightly, since
//! none of its articles holds it. A term that the handed numbers lack is as rare as the index itself says.

use serde::{Serialize, Serializer};

use crate::index::{FIELDS, Index, Settings};

/// The names of numbers that are no term's begin with white space, which no term holds.
const ARTICLES: &str = " articles";
/// The day of the newest article, counted from 1970-01-01.
const NEWEST: &str = " newest";
/// The greatest share of the query's weight that an article holds, 0 to 1.
pub const BEST: &str = " best";
/// How many indices hold the compounds of the query literally.
pub const COMPOUNDS: &str = " compounds";

/// Numbers of a corpus, or of several together, for one query, each by its name: the articles in which a term stands by the term as it is folded,
/// the others by a name that begins with white space. As JSON one object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics(pub Vec<(String, f32)>);

impl Serialize for Statistics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, number)| (name, number)))
    }
}

impl Statistics {
    /// The numbers of an index, before any term.
    pub fn of(index: &Index) -> Self {
        let entry = index.entry();
        let articles = entry.articles as f32;
        let mut numbers = Self(Vec::new());
        numbers.note(ARTICLES, articles);
        if let Some(newest) = entry.newest {
            numbers.note(NEWEST, newest as f32);
        }
        for (field, average) in entry.averages.into_iter().enumerate() {
            // A mean of 1 is what the entry says of a field that no article has.
            if average != 1.0 {
                numbers.note(&length_of(field), average * articles);
                numbers.note(&articles_with(field), articles);
            }
        }
        numbers
    }

    /// Notes a number, unless it is there already.
    pub fn note(&mut self, name: &str, number: f32) {
        if self.get(name).is_none() {
            self.0.push((name.to_owned(), number));
        }
    }

    /// A number by its name.
    pub fn get(&self, name: &str) -> Option<f32> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, number)| *number)
    }

    /// Puts the numbers of another index, for the same query, to these: the greater of the newest day and of the best share, else the sum.
    pub fn add(&mut self, other: &Self) {
        for (name, more) in &other.0 {
            match self.0.iter_mut().find(|(known, _)| known == name) {
                Some((_, number)) if [NEWEST, BEST].contains(&name.as_str()) => *number = number.max(*more),
                Some((_, number)) => *number += more,
                None => self.0.push((name.clone(), *more)),
            }
        }
    }

    /// How many articles there are.
    pub fn articles(&self) -> f32 {
        self.get(ARTICLES).unwrap_or(0.0)
    }

    /// The day of the newest article.
    pub fn newest(&self) -> Option<i32> {
        self.get(NEWEST).map(|day| day as i32)
    }

    /// The mean length of each field over the articles that have it.
    pub fn averages(&self) -> [f32; FIELDS] {
        std::array::from_fn(|field| {
            let sum = |name: String| self.get(&name).unwrap_or(1.0);
            sum(length_of(field)) / sum(articles_with(field))
        })
    }
}

/// The name of a field's mean length times the number of articles.
fn length_of(field: usize) -> String {
    [" length ", Settings::NAMES[field]].concat()
}

/// The name of the number of articles that stand behind a field's length.
fn articles_with(field: usize) -> String {
    [" articles ", Settings::NAMES[field]].concat()
}
