//! The owner's synonyms: `工信部 = 工业和信息化部`. A text that holds one is also sought with the other in its place.

use crate::index::{Index, Language};
use crate::query::{Clause, Form, Leaf, Meant, Why};
use crate::text::atoms::phrase;
use crate::text::pieces::slice;
use crate::text::{Atom, AtomKind, atomise};

/// How much a synonym counts beside the word as typed: articles with the word itself come first where all else is equal.
const WEIGHT: f32 = 0.9;

/// Of how many words with spaces between them a synonym is sought.
const MOST_WORDS: usize = 4;

/// The longest word that can have synonyms, in atoms.
const LONGEST: usize = 16;

/// Adds the leaf with each of its words that have synonyms replaced by each of them, and with all of them replaced by their first.
pub fn add(leaf: &Leaf, index: &Index, meant: &mut Vec<Leaf>) {
    let language = index.language();
    if language.synonyms.is_empty() {
        return;
    }
    let atoms = atomise(&leaf.text, &language.folder);
    let found = spans(&atoms, language, index);
    let mut push = |spans: &[(usize, usize, &str)], of: &str| {
        let text = replaced(&leaf.text, spans);
        let why = Meant { of: of.to_owned(), why: Why::Synonym, weight: WEIGHT, clauses: 1 };
        meant.push(Leaf { text, meant: Some(why), ..leaf.clone() });
    };
    for &(from, to, others) in &found {
        others.iter().for_each(|other| push(&[(from, to, other)], slice(&leaf.text, from, to)));
    }
    if found.len() > 1 {
        let firsts = found.iter().filter_map(|(from, to, others)| Some((*from, *to, others.first()?.as_str())));
        push(&firsts.collect::<Vec<_>>(), &leaf.text);
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

/// The spans of bytes that have synonyms, the longest at each place, with these; none overlaps another.
fn spans<'a>(atoms: &[Atom], language: &'a Language, index: &Index) -> Vec<(usize, usize, &'a [String])> {
    let mut found = Vec::new();
    let words = word_starts(atoms, index);
    let mut at = 0;
    while at < atoms.len() {
        let longest = (1..=LONGEST.min(atoms.len() - at)).rev().find_map(|length| {
            let here = &atoms[at..at + length];
            // A lone character is a word only where the text is cut so: 渝 is none in 渝中区.
            if length == 1 && here[0].kind == AtomKind::Han && !(words[at] && words[at + 1]) {
                return None;
            }
            let others = language.synonyms_of(&phrase(here))?;
            Some((length, (here[0].start, here[length - 1].end, others)))
        });
        if let Some((_, span)) = longest {
            found.push(span);
        }
        at += longest.map_or(1, |(length, _)| length);
    }
    found
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

/// A text with others in the place of some of its spans.
fn replaced(text: &str, spans: &[(usize, usize, &str)]) -> String {
    let mut new = String::new();
    let mut at = 0;
    for &(from, to, other) in spans {
        new += slice(text, at, from);
        new += other;
        at = to;
    }
    new + slice(text, at, text.len())
}
