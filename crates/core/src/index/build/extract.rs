//! What is found in an article beside its words: names, keywords, and the words that it is compared with others by.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::keywords::{Best, Candidates, Latin, to_show};
use super::kin::Named;
use super::names::{Kind, Name, Run, Word};
use crate::index::entry::NAME_FACETS;
use crate::index::lexicon::Lexicon;
use crate::index::records::Record;

/// An article has at most so many names of each kind in the facets: those that it speaks of most.
const NAMES: usize = 6;

/// What to find. All is on by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extract {
    /// People, places and organisations, as facets.
    pub names: bool,
    /// Keywords of each article.
    pub keywords: bool,
    /// Related articles.
    pub related: bool,
}

impl Default for Extract {
    fn default() -> Self {
        Self { names: true, keywords: true, related: true }
    }
}

/// An article, half read: what may be its keywords waits until the batch is known.
#[derive(Default)]
pub struct Extracted<'a> {
    candidates: Candidates<'a>,
    /// The values of the facets of names.
    pub facets: BTreeMap<String, Vec<String>>,
}

/// Finds the names of an article and what may be its keywords. `cuts` are the words of the runs. `named` are the short forms that the text explains; those
/// whose name is longer in the text are added with that as well.
pub fn extract<'a>(
    record: &Record<'_>,
    runs: &[Run<'a>],
    cuts: &[Vec<&str>],
    latin: &[Latin<'a>],
    named: &mut Vec<Named>,
    lexicon: &Lexicon,
) -> Extracted<'a> {
    let Extract { names, keywords, related } = lexicon.extract;
    if !(names || keywords || related) {
        return Extracted::default();
    }
    let mut known = lexicon.glossary.of(lexicon.jieba(), &lexicon.signs, cuts.iter().flatten().copied()).into_iter();
    let words: Vec<Vec<Word<'_>>> = cuts
        .iter()
        .map(|cut| {
            let mut at = 0;
            let mut place = |text: &str| {
                let length = text.chars().count();
                at += length;
                (at - length, length)
            };
            cut.iter()
                .zip(known.by_ref())
                .map(|(text, known)| {
                    let (at, length) = place(text);
                    Word { text, at, length, known }
                })
                .collect()
        })
        .collect();
    let explained: Vec<&str> = named.iter().map(|(_, (name, _))| name.as_str()).collect();
    let mut found = lexicon.signs.find(runs, &words, &explained);
    for (name, folded, written) in std::mem::take(&mut found.longer) {
        named.push((named[name].0.clone(), (folded, written)));
    }
    let candidates =
        if keywords || related { Candidates::of(runs, &words, latin, &found) } else { Candidates::default() };
    let facets = if names { facets(record, found.names) } else { BTreeMap::new() };
    Extracted { candidates, facets }
}

/// The names by facet, those seen most first.
fn facets(record: &Record<'_>, mut names: Vec<Name>) -> BTreeMap<String, Vec<String>> {
    names.sort_by_key(|name| std::cmp::Reverse(name.count));
    let kinds = [Kind::Person, Kind::Location, Kind::Organisation];
    let of = |kind: Kind| {
        // Who wrote an article is a facet already, and not what it speaks of.
        let of = names.iter().filter(|name| name.kind == kind && !record.authors.contains(&name.text.as_str()));
        of.take(NAMES).map(|name| name.text.clone()).collect()
    };
    NAME_FACETS.iter().zip(kinds).map(|(name, kind)| ((*name).to_owned(), of(kind))).collect()
}

/// A word that an article is compared by, and what it counts there.
pub type Feature = (String, f32);

/// Chooses among the candidates of a batch: of each article the texts of its keywords, and the words it is compared by.
pub fn choose(
    extracted: Vec<Extracted<'_>>,
    records: &[Record<'_>],
    lexicon: &Lexicon,
) -> (Vec<Vec<String>>, Vec<Vec<Feature>>) {
    let mut having: FxHashMap<Rc<str>, u32> = FxHashMap::default();
    for text in extracted.iter().flat_map(|extracted| extracted.candidates.texts()) {
        match having.get_mut(text) {
            Some(articles) => *articles += 1,
            None => drop(having.insert(Rc::clone(text), 1)),
        }
    }
    let all = extracted.len();
    let mut keywords = Vec::with_capacity(all);
    let mut features = Vec::with_capacity(all);
    for (Extracted { candidates, .. }, record) in extracted.into_iter().zip(records) {
        let best: Best = candidates.best(|text| having.get(text).copied().unwrap_or(0), all);
        let tags: FxHashSet<String> = record.tags.iter().map(|tag| lexicon.folder().fold_str(tag)).collect();
        keywords.push(match lexicon.extract.keywords {
            true => to_show(&best.keywords, &tags).into_iter().map(str::to_owned).collect(),
            false => Vec::new(),
        });
        features.push(match lexicon.extract.related {
            true => best.features,
            false => Vec::new(),
        });
    }
    (keywords, features)
}
