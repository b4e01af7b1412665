//! Which articles a demand or an exclusion names: exact, not scored.

use super::literal::{Literal, Scratch};
use super::plan::{Partial, words_for};
use crate::index::{Counts, Facet, Field, Index, Postings};
use crate::order::sort;
use crate::query::{FieldName, Form, Leaf};
use crate::text::{Atom, AtomKind, Folder, atomise};

/// The fields that a title is.
const TITLE: [Field; 2] = [Field::Headline, Field::SubHeadline];

/// The articles that hold the leaf's text exactly, sorted. Letters and digits are whole words.
pub fn articles_with(leaf: &Leaf, index: &Index, scratch: &mut Scratch) -> Vec<u32> {
    let whole = |fields: &[Field], scratch: &mut Scratch| {
        // What is demanded or excluded is meant as it stands, in quotes or not.
        let form = if leaf.form == Form::Prefix { Form::Prefix } else { Form::Phrase };
        literal(&Leaf { form, ..leaf.clone() }, fields, index, scratch)
    };
    match leaf.field {
        None => whole(&Field::ALL, scratch),
        Some(FieldName::Title) => whole(&TITLE, scratch),
        Some(FieldName::Author) => by_facet(leaf, Facet::Author, index),
        Some(FieldName::Source) => by_facet(leaf, Facet::Source, index),
        Some(FieldName::Place) => by_facet(leaf, Facet::Place, index),
    }
}

/// Words with the signs that make them other words, as typed: `C++`, `GPT-4`, `81.4%`, `wasm-bindgen`, but no sentence punctuation.
pub fn compounds(text: &str, folder: &Folder) -> Vec<String> {
    const JOINING: &str = "+#-—–_/.&@%~=\\·:'";
    const NEVER_LAST: &str = ".:'·-—–";
    let atoms = atomise(text, folder);
    let joins =
        |atom: &Atom| atom.kind == AtomKind::Word || (atom.kind == AtomKind::Symbol && JOINING.contains(atom.first));
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let length = (at..atoms.len()).take_while(|&n| joins(&atoms[n]) && (n == at || !atoms[n].spaced)).count();
        let mut run = &atoms[at..at + length];
        while let [rest @ .., last] = run
            && last.kind == AtomKind::Symbol
            && NEVER_LAST.contains(last.first)
        {
            run = rest;
        }
        while let [first, rest @ ..] = run
            && first.kind == AtomKind::Symbol
        {
            run = rest;
        }
        if let [first, .., last] = run {
            found.push(text[first.start..last.end].to_owned());
        }
        at += length.max(1);
    }
    found
}

/// The articles that hold a compound literally; its ends may be parts of longer words, as what is typed may be.
pub fn articles_with_compound(compound: &str, index: &Index, scratch: &mut Scratch) -> Vec<u32> {
    let leaf = Leaf { text: compound.to_owned(), form: Form::Plain, field: None };
    literal(&leaf, &Field::ALL, index, scratch)
}

fn by_facet(leaf: &Leaf, facet: Facet, index: &Index) -> Vec<u32> {
    let folder = &index.language().folder;
    let sought = folder.fold_str(&leaf.text);
    let table = index.catalogue().facet(facet);
    let matching: Vec<bool> = table.values.iter().map(|value| folder.fold_str(value).contains(&sought)).collect();
    let holds = |&article: &u32| table.of(article).iter().any(|&n| matching.get(n as usize).copied().unwrap_or(false));
    (0..index.len()).filter(holds).collect()
}

fn literal(leaf: &Leaf, fields: &[Field], index: &Index, scratch: &mut Scratch) -> Vec<u32> {
    let folder = &index.language().folder;
    let whole_words = leaf.form == Form::Phrase;
    let atoms = atomise(&leaf.text, folder);
    let Some(run) = Literal::new(&leaf.text, folder, whole_words) else { return Vec::new() };
    let mut candidates: Option<Vec<u32>> = None;
    let mut narrow = |found: Vec<u32>| {
        candidates = Some(match candidates.take() {
            None => found,
            Some(before) => intersect(&before, &found),
        });
    };
    for (at, atom) in atoms.iter().enumerate() {
        let next = atoms.get(at + 1).filter(|next| next.kind == AtomKind::Han);
        let pair_before = at > 0 && atoms[at - 1].kind == AtomKind::Han;
        match (atom.kind, next) {
            (AtomKind::Han, Some(next)) => {
                narrow(in_fields(index.page(atom.first).pair(next.first), fields));
            }
            (AtomKind::Han, None) if pair_before => {}
            (AtomKind::Han | AtomKind::Symbol, _) => narrow(in_fields(index.page(atom.first).single(), fields)),
            (AtomKind::Word, _) => {
                let partial = Partial::at(at, atoms.len(), leaf.form);
                narrow(with_word(atom, partial, fields, index));
            }
        }
    }
    let mut found = candidates.unwrap_or_default();
    // A lone pair or character of touching Han text is exact by itself, and so is a lone word.
    let certain =
        matches!(&atoms[..], [_]) || matches!(&atoms[..], [a, b] if a.kind == AtomKind::Han && b.kind == AtomKind::Han);
    if !certain {
        found.retain(|&article| run.is_in(&index.record(article), fields, folder, scratch));
    }
    found
}

fn with_word(atom: &Atom, partial: Partial, fields: &[Field], index: &Index) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for word in words_for(index, &atom.word, partial) {
        all.extend(in_fields(index.word_postings(word), fields));
    }
    sort(&mut all);
    all.dedup();
    all
}

/// The articles of a list that hold the term in one of the fields.
fn in_fields(postings: Postings<'_>, fields: &[Field]) -> Vec<u32> {
    let mut found = Vec::new();
    let holds = |counts: Counts| fields.iter().any(|&field| counts[field as usize] > 0);
    postings.for_each(&mut Vec::new(), |article, occurrence| {
        if holds(occurrence.counts()) {
            found.push(article);
        }
    });
    found
}

/// What two sorted lists share.
pub fn intersect(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().copied().filter(|article| b.binary_search(article).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_words_with_their_signs() {
        let of = |text: &str| compounds(text, &Folder::new([]));
        assert_eq!(of("学C++和C#"), ["C++", "C#"]);
        assert_eq!(of("GPT-4、81.4%，什么是GPT？"), ["GPT-4", "81.4%"]);
        assert_eq!(of("wasm-bindgen snake_case end. -5"), ["wasm-bindgen", "snake_case"]);
        assert!(of("重庆 GPU 2000亿").is_empty());
    }
}
