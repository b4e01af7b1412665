//! Which articles a demand or an exclusion names: exact, not scored.
//!
//! The postings narrow; where they do not decide, the texts do. An index that has all texts reads them at once, another only those of the
//! candidates.

use super::literal::{Literal, Scratch};
use super::plan::{Partial, words_for};
use crate::index::entry::OWN_FACETS;
use crate::index::leaf::key;
use crate::index::{Field, Index, Record};
use crate::order::sort;
use crate::query::{FieldName, Form, Leaf};
use crate::text::pieces::{holds as holds_text, slice};
use crate::text::{Atom, AtomKind, Folder, atomise};

/// The fields that a title is.
const TITLE: [Field; 2] = [Field::Headline, Field::SubHeadline];

/// Some articles, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// Their numbers.
    pub articles: Vec<u32>,
    /// Whether these are just the articles that were asked for; else some of them may not be, and only their texts tell ([`holds`]).
    pub certain: bool,
}

/// The articles that hold the leaf's text exactly. Letters and digits are whole words.
pub fn articles_with(leaf: &Leaf, index: &Index, scratch: &mut Scratch) -> Set {
    match facet_of(leaf) {
        Some(facet) => Set { articles: by_facet(leaf, facet, index), certain: true },
        None => literal(&exactly(leaf), index, scratch),
    }
}

/// Whether an article holds the leaf's text exactly, by its own text.
pub fn holds(leaf: &Leaf, record: &Record<'_>, folder: &Folder, scratch: &mut Scratch) -> bool {
    let sought = || folder.fold_str(&leaf.text);
    let named = |name: &str| holds_text(&folder.fold_str(name), &sought());
    match leaf.field {
        Some(FieldName::Author) => record.authors.iter().any(|name| named(name)),
        Some(FieldName::Source) => record.source.is_some_and(named),
        Some(FieldName::Place) => record.place.is_some_and(named),
        None | Some(FieldName::Title) => {
            let leaf = exactly(leaf);
            Literal::new(&leaf.text, folder, leaf.form == Form::Phrase)
                .is_some_and(|run| run.is_in(record, fields_of(&leaf), folder, scratch))
        }
    }
}

/// What is demanded or excluded is meant as it stands, in quotes or not.
fn exactly(leaf: &Leaf) -> Leaf {
    let form = if leaf.form == Form::Prefix { Form::Prefix } else { Form::Phrase };
    Leaf { form, ..leaf.clone() }
}

fn facet_of(leaf: &Leaf) -> Option<&'static str> {
    let [source, author, place] = OWN_FACETS;
    match leaf.field? {
        FieldName::Title => None,
        FieldName::Author => Some(author),
        FieldName::Source => Some(source),
        FieldName::Place => Some(place),
    }
}

fn fields_of(leaf: &Leaf) -> &'static [Field] {
    if leaf.field == Some(FieldName::Title) { &TITLE } else { &Field::ALL }
}

/// Words with the signs that make them other words, as typed: `C++`, `GPT-4`, `81.4%`, `wasm-bindgen`, but no sentence punctuation.
pub fn compounds(text: &str, folder: &Folder) -> Vec<String> {
    const JOINING: &str = "+#-—–_/.&@%~=\\·:'";
    const NEVER_LAST: &str = ".:'·-—–";
    let atoms = atomise(text, folder);
    let one_of =
        |signs: &str, atom: &Atom| atom.kind == AtomKind::Symbol && signs.chars().any(|sign| sign == atom.first);
    let joins = |atom: &Atom| atom.kind == AtomKind::Word || one_of(JOINING, atom);
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let length = (at..atoms.len()).take_while(|&n| joins(&atoms[n]) && (n == at || !atoms[n].spaced)).count();
        let mut run = &atoms[at..at + length];
        while let [rest @ .., last] = run
            && one_of(NEVER_LAST, last)
        {
            run = rest;
        }
        while let [first, rest @ ..] = run
            && first.kind == AtomKind::Symbol
        {
            run = rest;
        }
        if let [first, .., last] = run {
            found.push(slice(text, first.start, last.end).to_owned());
        }
        at += length.max(1);
    }
    found
}

/// The articles that hold a compound literally; its ends may be parts of longer words, as what is typed may be.
pub fn articles_with_compound(compound: &str, index: &Index, scratch: &mut Scratch) -> Vec<u32> {
    let leaf = Leaf::new(compound, Form::Plain, None);
    literal(&leaf, index, scratch).articles
}

fn by_facet(leaf: &Leaf, facet: &str, index: &Index) -> Vec<u32> {
    let Some(table) = index.facet(facet) else { return Vec::new() };
    let folder = &index.language().folder;
    let sought = folder.fold_str(&leaf.text);
    let matching: Vec<bool> = table.values.iter().map(|value| holds_text(&folder.fold_str(value), &sought)).collect();
    let holds = |&article: &u32| table.of(article).iter().any(|&n| matching.get(n as usize).copied().unwrap_or(false));
    (0..index.len()).filter(holds).collect()
}

fn literal(leaf: &Leaf, index: &Index, scratch: &mut Scratch) -> Set {
    let folder = &index.language().folder;
    let atoms = atomise(&leaf.text, folder);
    let Some(run) = Literal::new(&leaf.text, folder, leaf.form == Form::Phrase) else {
        return Set { certain: true, ..Set::default() };
    };
    let mut candidates: Option<Vec<u32>> = None;
    let mut cut_short = false;
    // What is named by a list that does not name all cannot narrow.
    let mut narrow = |(found, all): (Vec<u32>, bool)| {
        if !all {
            cut_short = true;
            return;
        }
        candidates = Some(match candidates.take() {
            None => found,
            Some(before) => intersect(&before, &found),
        });
    };
    each_list(leaf, &atoms, index, &mut narrow);
    let mut found = candidates.unwrap_or_else(|| if cut_short { (0..index.len()).collect() } else { Vec::new() });
    // A lone pair or character of touching Han text is exact by itself, and so is a lone word.
    let mut certain = !cut_short
        && (matches!(&atoms[..], [_])
            || matches!(&atoms[..], [a, b] if a.kind == AtomKind::Han && b.kind == AtomKind::Han));
    if !certain && index.is_whole() {
        found.retain(|&article| run.is_in(&index.record(article), fields_of(leaf), folder, scratch));
        certain = true;
    }
    Set { articles: found, certain }
}

/// Articles whose titles may hold the leaf's text, as far as the lists name them: enough for suggestions, and never more than one list is long.
pub fn titles_with(leaf: &Leaf, index: &Index) -> Vec<u32> {
    let atoms = atomise(&leaf.text, &index.language().folder);
    let mut candidates: Option<Vec<u32>> = None;
    each_list(leaf, &atoms, index, &mut |(found, _)| {
        candidates = Some(match candidates.take() {
            None => found,
            Some(before) => intersect(&before, &found),
        });
    });
    candidates.unwrap_or_default()
}

/// Calls `each` with the list of every pair, lone character and word of the leaf's text, and whether it names all articles.
fn each_list(leaf: &Leaf, atoms: &[Atom], index: &Index, each: &mut dyn FnMut((Vec<u32>, bool))) {
    let title = leaf.field == Some(FieldName::Title);
    for (at, atom) in atoms.iter().enumerate() {
        let next = atoms.get(at + 1).filter(|next| next.kind == AtomKind::Han);
        let pair_before = at > 0 && atoms[at - 1].kind == AtomKind::Han;
        match (atom.kind, next) {
            (AtomKind::Han, Some(next)) => each(listed(index, &key::pair(atom.first, next.first), title)),
            (AtomKind::Han, None) if pair_before => {}
            (AtomKind::Han | AtomKind::Symbol, _) => {
                let (found, all) = listed(index, &key::single(atom.first), title);
                each((found, all && index.entry().common(atom.first).is_none()));
            }
            (AtomKind::Word, _) => {
                let words = words_for(index, &atom.word, Partial::at(at, atoms.len(), leaf.form));
                let lists: Vec<_> = words.iter().map(|word| listed(index, word, title)).collect();
                let all = lists.iter().all(|(_, all)| *all);
                let mut found: Vec<u32> = lists.into_iter().flat_map(|(found, _)| found).collect();
                sort(&mut found);
                found.dedup();
                each((found, all));
            }
        }
    }
}

/// The articles that the list of a term names, or those whose title holds it; and whether the list names all.
fn listed(index: &Index, key: &str, title: bool) -> (Vec<u32>, bool) {
    let mut found = Vec::new();
    let mut count = 0;
    let having = index.each_posting(key, |posting| {
        count += 1;
        if posting.title || !title {
            found.push(posting.article);
        }
    });
    (found, count == having)
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
