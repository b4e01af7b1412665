//! What a score takes from the corpus as a whole, so that several indices can score as one.
//!
//! A score is made of an article's text and of a few numbers of its corpus: how many articles there are, how many of them hold each term of the
//! query, how long they are, which is the newest, and how much of the query the best of them holds. An index gives its own numbers with the
//! answer to a query (`understood.statistics`), [`Sum`] puts those of several together, and an index that is [`Told`] the result scores every
//! article as one index of all the articles would.
//!
//! Numbers have names. Terms go by their text, as the index folds it, and not by their place in the plan: two indices may fold differently, for
//! each knows only the variants that lead to its own characters. A term that one index does not know by this text adds nothing to the count,
//! rightly, since none of its articles holds it. A term of which nothing is told is as rare as the index itself says. Names of other numbers are
//! capital letters, which no folded term holds. Mean lengths are weighed by all articles of an index, whether they have the field or not: the sum
//! is then not quite that of one index, but the same for all.

use super::plan::Token;
use crate::index::{Entry, FIELDS};
use crate::text::pieces::slice;

/// How many articles there are.
pub const ARTICLES: &str = "N";
/// The day of the newest article, counted from 1970-01-01.
pub const NEWEST: &str = "DAY";
/// The greatest share of the query's weight that an article holds, 0 to 1.
pub const BEST: &str = "BEST";
/// How many indices hold the compounds of the query literally.
pub const COMPOUNDS: &str = "C";
/// For each field, one letter, its mean length times the number of articles.
const LENGTHS: &str = "FGHIJKL";

/// The numbers of all indices together, by name; none where nothing is told.
pub type Told<'a> = &'a dyn Fn(&str) -> Option<f32>;

/// The numbers of an index before any term, each with its name as the text and its value as the weight.
pub fn of_entry(entry: &Entry) -> Vec<Token> {
    let articles = entry.articles as f32;
    let mut numbers = vec![Token::new(ARTICLES, articles)];
    numbers.extend(entry.newest.map(|newest| Token::new(NEWEST, newest as f32)));
    for (field, average) in entry.averages.into_iter().enumerate() {
        numbers.push(Token::new(slice(LENGTHS, field, field + 1), average * articles));
    }
    numbers
}

/// The mean length of each field; those of the entry where nothing is told.
pub fn averages(entry: &Entry, told: Told<'_>) -> [f32; FIELDS] {
    let articles = told(ARTICLES).unwrap_or(1.0);
    std::array::from_fn(|field| match told(slice(LENGTHS, field, field + 1)) {
        Some(length) => length / articles,
        None => entry.averages[field],
    })
}

/// The numbers of several indices for one query, put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum(Vec<Token>);

impl Sum {
    /// Puts the numbers of another index to these: the greater of the newest day and of the best share, else the sum.
    pub fn add(&mut self, numbers: &[Token]) {
        for number in numbers {
            match self.0.iter_mut().find(|known| known.text == number.text) {
                Some(known) if [NEWEST, BEST].contains(&number.text.as_str()) => {
                    known.weight = known.weight.max(number.weight);
                }
                Some(known) => known.weight += number.weight,
                None => self.0.push(number.clone()),
            }
        }
    }

    /// A number by its name.
    pub fn get(&self, name: &str) -> Option<f32> {
        self.0.iter().find(|number| number.text == name).map(|number| number.weight)
    }
}
