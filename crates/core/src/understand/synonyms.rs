//! The owner's synonyms: `工信部 = 工业和信息化部`. A text that holds one is also sought with the other in its place.

use crate::index::{Index, Language};
use crate::query::{Leaf, Meant, Why};
use crate::text::atoms::phrase;
use crate::text::piece::piece;
use crate::text::{Atom, AtomKind, atomise};

/// How much a synonym counts beside the word as typed: articles with the word itself come first where all else is equal.
const WEIGHT: f32 = 0.9;

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
        // A longer text has more terms, and would earn more by them than what was typed.
        let longer = atoms.len() as f32 / atomise(&text, &language.folder).len().max(1) as f32;
        let weight = WEIGHT * if longer < 1.0 { longer } else { 1.0 };
        meant.push(Leaf { text, meant: Some(Meant { of: of.to_owned(), why: Why::Synonym, weight }), ..leaf.clone() });
    };
    for &(from, to, others) in &found {
        others.iter().for_each(|other| push(&[(from, to, other)], piece(&leaf.text, from, to)));
    }
    if found.len() > 1 {
        let firsts = found.iter().filter_map(|(from, to, others)| Some((*from, *to, others.first()?.as_str())));
        push(&firsts.collect::<Vec<_>>(), &leaf.text);
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
        new += piece(text, at, from);
        new += other;
        at = to;
    }
    new + piece(text, at, text.len())
}
