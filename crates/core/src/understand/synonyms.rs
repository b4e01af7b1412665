//! Other words for the same: the owner's synonyms (`机器学习 = machine learning`), abbreviations (工信部 is 工业和信息化部) and other regions' words (软体 is 软件), which the index
//! carries with its terms. A text that holds one is also sought with the other in its place.

use crate::index::Index;
use crate::index::leaf::{Bond, LeafOther, key};
use crate::query::{Clause, Form, Leaf, Meant, Why};
use crate::text::atoms::phrase;
use crate::text::pieces::{replaced, slice};
use crate::text::{Atom, AtomKind, atomise};

use super::numbers::may_stand;

/// How much a synonym or an abbreviation counts beside the word as typed: articles with the word itself come first where all else is equal.
const WEIGHT: f32 = 0.9;

/// How much another region's word counts: it may have another sense too.
const REGIONAL: f32 = 0.7;

/// Of how many words with spaces between them a synonym is sought.
const MOST_WORDS: usize = 4;

/// The longest word that can have synonyms, in atoms.
const LONGEST: usize = 16;

/// The longest name that can have a short form, in atoms.
const LONGEST_NAME: usize = 64;

/// Another word.
struct Other<'a> {
    text: &'a str,
    why: Why,
}

/// Bytes of a text and the other words for them.
struct Span<'a> {
    from: usize,
    to: usize,
    others: Vec<Other<'a>>,
}

/// Adds the leaf with each of its words that have others replaced by each of them, and with all of them replaced by their first.
pub fn add(leaf: &Leaf, index: &Index, meant: &mut Vec<Leaf>) {
    let atoms = atomise(&leaf.text, &index.language().folder);
    let found = spans(&atoms, index);
    let mut push = |spans: &[(&Span<'_>, &Other<'_>)], of: &str, why: Why| {
        let others: Vec<_> = spans.iter().map(|(span, other)| (span.from, span.to, other.text)).collect();
        let text = replaced(&leaf.text, &others);
        // A lone character is hardly told from a part of a word, unless it stands with its neighbours somewhere.
        let lone = |span: &Span<'_>, text: &str| {
            let mut chars = text.chars();
            why == Why::Abbreviation
                && chars.next().is_some()
                && chars.next().is_none()
                && span.to - span.from < leaf.text.len()
        };
        let lone = spans
            .iter()
            .any(|(span, other)| lone(span, other.text) || lone(span, slice(&leaf.text, span.from, span.to)));
        if lone && !may_stand(&text, &leaf.text, index) {
            return;
        }
        let weight = if why == Why::Regional { REGIONAL } else { WEIGHT };
        meant.push(Leaf { text, meant: Some(Meant { of: of.to_owned(), why, weight, clauses: 1 }), ..leaf.clone() });
    };
    for span in &found {
        let of = slice(&leaf.text, span.from, span.to);
        span.others.iter().for_each(|other| push(&[(span, other)], of, other.why));
    }
    if found.len() > 1 {
        let firsts: Vec<_> = found.iter().filter_map(|span| Some((span, span.others.first()?))).collect();
        let why = firsts.first().map_or(Why::Synonym, |(_, other)| other.why);
        push(&firsts, &leaf.text, why);
    }
}

/// Adds what may stand for several words with spaces between them, each of which is a clause of its own: `machine learning`.
pub fn add_to_words(clauses: &mut [Clause], index: &Index) {
    let language = index.language();
    for at in 0..clauses.len() {
        let mut of = String::new();
        let mut meant = Vec::new();
        for (number, clause) in clauses[at..].iter().take(MOST_WORDS).enumerate() {
            let Clause::Want(leaves) = clause else { break };
            let Some(leaf) = leaves.first().filter(|leaf| leaf.form == Form::Plain && leaf.field.is_none()) else {
                break;
            };
            of += &leaf.text;
            let others = language.synonyms_of(&phrase(&atomise(&of, &language.folder))).filter(|_| number > 0);
            meant.extend(others.into_iter().flatten().map(|other| {
                let why = Meant { of: of.clone(), why: Why::Synonym, weight: WEIGHT, clauses: number + 1 };
                Leaf { meant: Some(why), ..Leaf::new(other, Form::Plain, None) }
            }));
            of.push(' ');
        }
        if let Clause::Want(leaves) = &mut clauses[at] {
            leaves.append(&mut meant);
        }
    }
}

/// The words that have others, the longest at each place; none overlaps another.
fn spans<'a>(atoms: &[Atom], index: &'a Index) -> Vec<Span<'a>> {
    let mut found = Vec::new();
    let mut words: Option<Vec<bool>> = None;
    let mut at = 0;
    while at < atoms.len() {
        let rest = &atoms[at..];
        let (mut length, mut others) = owners(rest, index);
        let (carried_length, carried) = carried(rest, index);
        if carried_length > length {
            (length, others) = (carried_length, carried);
        } else if carried_length == length {
            others.extend(carried);
        }
        // A lone character is a word only where the text is cut so: 渝 is none in 渝中区.
        if length == 1 && rest[0].kind == AtomKind::Han {
            let words = words.get_or_insert_with(|| word_starts(atoms, index));
            if !(words[at] && words[at + 1]) {
                length = 0;
            }
        }
        if length > 0 {
            found.push(Span { from: rest[0].start, to: rest[length - 1].end, others });
        }
        at += length.max(1);
    }
    found
}

/// The longest beginning of the atoms for which the owner has others, in atoms, and these.
fn owners<'a>(atoms: &[Atom], index: &'a Index) -> (usize, Vec<Other<'a>>) {
    let language = index.language();
    let longest = if language.synonyms.is_empty() { 0 } else { LONGEST.min(atoms.len()) };
    let found = (1..=longest).rev().find_map(|length| Some((length, language.synonyms_of(&phrase(&atoms[..length]))?)));
    found.map_or((0, Vec::new()), |(length, others)| {
        (length, others.iter().map(|text| Other { text, why: Why::Synonym }).collect())
    })
}

/// The longest beginning of the atoms for which the index carries others, in atoms, and these.
fn carried<'a>(atoms: &[Atom], index: &'a Index) -> (usize, Vec<Other<'a>>) {
    let mut longest = (0, Vec::new());
    let han = |at: usize| atoms.get(at).filter(|atom| atom.kind == AtomKind::Han).map(|atom| atom.first);
    let Some(first) = han(0) else { return longest };
    let mut add = |begin: &str, known: &'a [LeafOther]| {
        for known in known.iter().filter(|known| known.bond != Bond::LookAlike) {
            let why = if known.bond == Bond::Regional { Why::Regional } else { Why::Abbreviation };
            let other = Other { text: &known.text, why };
            let length = beginning(atoms, &[begin, &known.rest].concat());
            if length > longest.0 {
                longest = (length, vec![other]);
            } else if length > 0 && length == longest.0 {
                longest.1.push(other);
            }
        }
    };
    if let Some(second) = han(1) {
        add(&key::pair(first, second), index.others_of(first, Some(second)));
    }
    add(&key::single(first), index.others_of(first, None));
    longest
}

/// How many of the atoms are the folded word; 0 when they do not begin with it.
fn beginning(atoms: &[Atom], word: &str) -> usize {
    // Most names are of Han characters alone, of which each is an atom.
    (1..=LONGEST_NAME.min(atoms.len())).find(|&length| phrase(&atoms[..length]) == word).unwrap_or(0)
}

/// Whether a word begins at each atom, and after the last.
fn word_starts(atoms: &[Atom], index: &Index) -> Vec<bool> {
    let mut starts = vec![true; atoms.len() + 1];
    let mut at = 0;
    while at < atoms.len() {
        let run = atoms[at..].iter().take_while(|atom| atom.kind == AtomKind::Han).count();
        let chars: Vec<char> = atoms[at..at + run].iter().map(|atom| atom.first).collect();
        let mut start = at;
        for length in index.cut(&chars) {
            starts[start + 1..start + length].iter_mut().for_each(|starts| *starts = false);
            start += length;
        }
        at += run.max(1);
    }
    starts
}
