//! Which articles a demand or an exclusion names: exact, not scored.

use super::literal::{Literal, Scratch};
use crate::index::{Counts, Facet, Field, Index, Postings};
use crate::order::sort;
use crate::query::{FieldName, Form, Leaf};
use crate::text::{Atom, AtomKind, atomise};

/// The fields that a title is.
const TITLE: [Field; 2] = [Field::Headline, Field::SubHeadline];

/// The articles that hold the leaf's text exactly, sorted. Inside quotes and in exclusions letters and digits are whole words.
pub fn articles_with(leaf: &Leaf, index: &Index, scratch: &mut Scratch) -> Vec<u32> {
    match leaf.field {
        None => literal(leaf, &Field::ALL, index, scratch),
        Some(FieldName::Title) => literal(leaf, &TITLE, index, scratch),
        Some(FieldName::Author) => by_facet(leaf, Facet::Author, index),
        Some(FieldName::Source) => by_facet(leaf, Facet::Source, index),
        Some(FieldName::Place) => by_facet(leaf, Facet::Place, index),
    }
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
    let whole_words = leaf.form != Form::Prefix;
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
            (AtomKind::Word, _) => narrow(with_word(atom, leaf.form, fields, index)),
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

fn with_word(atom: &Atom, form: Form, fields: &[Field], index: &Index) -> Vec<u32> {
    let (vocabulary, payload) = (index.vocabulary(), index.words_payload());
    if form == Form::Prefix {
        let words = vocabulary.with_prefix(payload, &atom.word);
        let mut all: Vec<u32> = words.flat_map(|word| in_fields(index.word_postings(word), fields)).collect();
        sort(&mut all);
        all.dedup();
        return all;
    }
    vocabulary.find(payload, &atom.word).map(|word| in_fields(index.word_postings(word), fields)).unwrap_or_default()
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
fn intersect(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().copied().filter(|article| b.binary_search(article).is_ok()).collect()
}
