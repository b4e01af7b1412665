//! Where a text names what the ranges of a query ask for.

use crate::measure::{named, quantities};
use crate::query::{Clause, Query};
use crate::text::Folder;

/// The ranges of a query that texts may meet.
pub fn ranges(query: &Query) -> Vec<Clause> {
    let asked = query.clauses.iter().filter(|clause| matches!(clause, Clause::Days(_) | Clause::Amount(_)));
    asked.cloned().collect()
}

/// Calls `each(number of the range, first byte, one past the last)` where `text` names something in one of `ranges`.
pub fn spans(ranges: &[Clause], text: &str, folder: &Folder, mut each: impl FnMut(usize, usize, usize)) {
    if ranges.is_empty() {
        return;
    }
    let mut chars = Vec::new();
    let mut places = Vec::new();
    folder.each(text, |folded| {
        chars.push(folded.char);
        places.push((folded.start, folded.end));
    });
    for (number, range) in ranges.iter().enumerate() {
        let mut found = |from: usize, to: usize| each(number, places[from].0, places[to - 1].1);
        match range {
            Clause::Amount(range) => quantities(&chars, |quantity, from, to| {
                if quantity.unit == range.unit && range.hold(quantity.value) {
                    found(from, to);
                }
            }),
            // A day without a year is taken for one of the years that are asked for: the article has been found by its own.
            Clause::Days(range) => named(&chars, range.from.or(range.to), |period, from, to| {
                if period.meets(range.from, range.to) {
                    found(from, to);
                }
            }),
            _ => {}
        }
    }
}
