//! Slips of a query: as other readings beside what was typed, and as another text in its place.

use crate::index::Index;
use crate::query::{Change, Clause, Correction, Form, Leaf, Meant, Query};
use crate::text::pieces::{find, replaced, slice};

use super::slips::{Depth, MOST, Slip, slips};

/// How much a word counts beside what was typed that is a slip of it.
const WEIGHT: f32 = 0.8;

/// The leaves that may hold slips: plain text in no field.
fn leaves(query: &Query) -> Vec<(usize, &Leaf)> {
    let mut found = Vec::new();
    for (number, clause) in query.clauses.iter().enumerate() {
        let Clause::Want(leaves) = clause else { continue };
        let plain = |leaf: &&Leaf| leaf.form == Form::Plain && leaf.field.is_none() && leaf.meant.is_none();
        found.extend(leaves.iter().filter(plain).map(|leaf| (number, leaf)));
    }
    found
}

/// Where slips stand, and their words.
fn spans<'a>(slips: &[&'a Slip]) -> Vec<(usize, usize, &'a str)> {
    slips.iter().map(|slip| (slip.from, slip.to, slip.text.as_str())).collect()
}

/// Adds to a query what its words probably are where they sound or look like others, and says whether there is any such.
pub fn add_slips(query: &mut Query, index: &Index) -> bool {
    let mut meant: Vec<(usize, Leaf)> = Vec::new();
    for (number, leaf) in leaves(query) {
        let found = slips(&leaf.text, index, Depth::Alike);
        let mut push = |chosen: &[&Slip]| {
            let (Some(first), Some(last)) = (chosen.first(), chosen.last()) else { return };
            let of = slice(&leaf.text, first.from, last.to).to_owned();
            let text = replaced(&leaf.text, &spans(chosen));
            let why = Meant { of, why: first.why, weight: WEIGHT, clauses: 1 };
            meant.push((number, Leaf { text, meant: Some(why), ..leaf.clone() }));
        };
        if found.len() > 1 {
            let firsts: Vec<&Slip> = found.iter().filter_map(|choices| choices.first()).collect();
            push(&firsts);
        }
        found.iter().flatten().for_each(|slip| push(&[slip]));
    }
    let any = !meant.is_empty();
    for (number, leaf) in meant {
        if let Some(Clause::Want(leaves)) = query.clauses.get_mut(number) {
            leaves.push(leaf);
        }
    }
    any
}

/// What a query probably was before its slips, when it has any; not yet applied.
pub fn corrected(query: &Query, index: &Index) -> Option<Correction> {
    let mut text = String::new();
    let mut changes = Vec::new();
    // The leaves stand in the text in their order.
    let mut rest = query.text.as_str();
    for (_, leaf) in leaves(query) {
        let Some(at) = find(rest, &leaf.text) else { continue };
        let found = slips(&leaf.text, index, Depth::All);
        let chosen: Vec<&Slip> =
            found.iter().filter_map(|choices| choices.first()).take(MOST - changes.len()).collect();
        changes.extend(chosen.iter().map(|slip| Change {
            of: slice(&leaf.text, slip.from, slip.to).to_owned(),
            text: slip.text.clone(),
            why: slip.why,
        }));
        text += slice(rest, 0, at);
        text += &replaced(&leaf.text, &spans(&chosen));
        rest = slice(rest, at + leaf.text.len(), rest.len());
        if changes.len() == MOST {
            break;
        }
    }
    text += rest;
    (!changes.is_empty()).then_some(Correction { text, applied: false, changes })
}
