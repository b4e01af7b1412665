//! What a reader may mean beside what they typed: other leaves for the clauses of a query, each with how it came about and how much it counts.
//!
//! The tree that the parser made says what was typed. Here the index's own knowledge ([`crate::index::Language`]) adds alternatives; what was typed
//! stays first and counts most. Nothing in quotes, nothing demanded and nothing excluded is touched: who writes so means the words as they stand.

mod complete;
mod correct;
mod edits;
mod numbers;
mod pinyin;
mod slips;
mod spelling;
mod synonyms;

pub use complete::completions;
pub use correct::{add_slips, corrected};
pub use pinyin::read;

use crate::index::Index;
use crate::query::{Clause, Form, Leaf, Query, parse};

/// How many alternatives a clause may have beside those that were typed.
const MOST: usize = 8;

/// The query that `text` is, with what else its reader may mean.
pub fn understand(text: &str, index: &Index) -> Query {
    let mut query = parse(text);
    for clause in &mut query.clauses {
        let Clause::Want(leaves) = clause else { continue };
        let mut meant = Vec::new();
        for leaf in leaves.iter().filter(|leaf| leaf.form == Form::Plain) {
            synonyms::add(leaf, index, &mut meant);
            numbers::add(leaf, index, &mut meant);
        }
        let typed = leaves.len();
        meant.retain(|other: &Leaf| !leaves[..typed].iter().any(|leaf| leaf.text == other.text));
        meant.truncate(MOST);
        leaves.append(&mut meant);
    }
    synonyms::add_to_words(&mut query.clauses, index);
    pinyin::add(&mut query.clauses, index);
    query
}
