//! Articles to a shelf: the build side of the index.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::catalogue::Catalogue;
use super::codec::Writer;
use super::language::Language;
use super::lexicon::{Lexicon, SliceCollector};
use super::part::{PartId, PartKind, seal};
use super::postings::{Counts, FIELDS, Field, PostingsWriter};
use super::records::{Record, write_group};
use super::shelf::{Entry, write_shelf};
use super::terms::{PageWriter, write_pages};
use super::words::write_words;
use crate::article::Article;
use crate::text::{Atom, AtomKind, Folder, atomise};

/// A part of terms or of articles is closed when it reaches this many bytes.
const PART_BYTES: usize = 64 * 1024;

/// Builds one shelf of `articles`, in their order. The same articles give the same bytes.
pub fn build(articles: &[Article], lexicon: &Lexicon) -> Vec<u8> {
    let mut collector = Collector::default();
    let mut slice = SliceCollector::new(lexicon);
    let mut lengths = Vec::with_capacity(articles.len());
    for (number, article) in articles.iter().enumerate() {
        let mut runs = Vec::new();
        lengths.push(collector.article(number as u32, &Record::of(article), lexicon.folder(), &mut runs));
        slice.article(&runs);
    }
    let language = Language {
        folder: lexicon.folder_for(&collector.characters),
        segmenter: slice.finish(),
        function_words: lexicon.function_words(),
        question_phrases: lexicon.question_phrases(),
        english: collector.word_atoms > collector.han_atoms,
    };
    assemble(articles, collector, Catalogue::new(articles, lengths), &language)
}

/// Seals every part and puts them into one shelf.
fn assemble(articles: &[Article], collector: Collector, catalogue: Catalogue, language: &Language) -> Vec<u8> {
    let mut parts = Vec::new();
    let mut add = |kind, number, payload| parts.push((PartId { kind, number }, seal(kind, payload)));
    let mut out = Writer::new();
    catalogue.write(&mut out);
    add(PartKind::Catalogue, 0, out);
    let mut out = Writer::new();
    language.write(&mut out);
    add(PartKind::Language, 0, out);
    add(PartKind::Words, 0, write_words(collector.words));

    let pages = collector.pages.into_iter().map(|(first, page)| {
        let bytes = page.into_page().into_bytes();
        (bytes.len(), (first, bytes))
    });
    let term_parts = grouped(pages);
    let term_part_count = term_parts.len() as u32;
    for (number, pages) in term_parts.into_iter().enumerate() {
        add(PartKind::Terms, number as u32, write_pages(&pages));
    }

    let records = articles.iter().map(|article| {
        let mut out = Writer::new();
        Record::of(article).write(&mut out);
        (out.len(), out.into_bytes())
    });
    let article_parts = grouped(records);
    let article_part_count = article_parts.len() as u32;
    let mut first = 0;
    for (number, records) in article_parts.into_iter().enumerate() {
        add(PartKind::Articles, number as u32, write_group(first, &records));
        first += records.len() as u32;
    }

    let entry =
        Entry { articles: articles.len() as u32, term_parts: term_part_count, article_parts: article_part_count };
    let mut out = Writer::new();
    entry.write(&mut out);
    add(PartKind::Entry, 0, out);
    parts.sort_by_key(|(id, _)| *id);
    write_shelf(&parts)
}

/// Cuts a sequence of sized items into groups of about [`PART_BYTES`].
fn grouped<T>(items: impl Iterator<Item = (usize, T)>) -> Vec<Vec<T>> {
    let mut groups = Vec::new();
    let mut group = Vec::new();
    let mut bytes = 0;
    for (size, item) in items {
        group.push(item);
        bytes += size;
        if bytes >= PART_BYTES {
            groups.push(std::mem::take(&mut group));
            bytes = 0;
        }
    }
    if !group.is_empty() {
        groups.push(group);
    }
    groups
}

/// Postings of all terms while articles are read.
#[derive(Default)]
struct Collector {
    pages: BTreeMap<char, Page>,
    words: BTreeMap<String, PostingsWriter>,
    characters: HashSet<char>,
    han_atoms: u64,
    word_atoms: u64,
}

#[derive(Default)]
struct Page {
    single: Option<PostingsWriter>,
    pairs: HashMap<char, PostingsWriter>,
}

impl Page {
    fn into_page(self) -> PageWriter {
        PageWriter { single: self.single.unwrap_or_default(), pairs: self.pairs.into_iter().collect() }
    }
}

/// A character alone, or with the one that follows it.
type Term = (char, Option<char>);

impl Collector {
    /// Takes one article; gives its field lengths in atoms and adds its Han runs to `runs`.
    fn article(&mut self, number: u32, record: &Record<'_>, folder: &Folder, runs: &mut Vec<String>) -> [u16; FIELDS] {
        let mut lengths = [0u16; FIELDS];
        let mut terms: Vec<(Term, Field)> = Vec::new();
        let mut words: Vec<(String, Field)> = Vec::new();
        for passage in record.passages() {
            let mut before: Option<char> = None;
            let mut run = String::new();
            for Atom { kind, first, word, .. } in atomise(passage.text, folder) {
                // White space does not part Han characters: lines are broken anywhere.
                let touching = before.filter(|_| kind == AtomKind::Han);
                if touching.is_none() && !run.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                before = None;
                match kind {
                    AtomKind::Han => {
                        terms.push(((first, None), passage.field));
                        terms.extend(touching.map(|last| ((last, Some(first)), passage.field)));
                        run.push(first);
                        before = Some(first);
                        self.han_atoms += 1;
                    }
                    AtomKind::Symbol => terms.push(((first, None), passage.field)),
                    AtomKind::Word => {
                        self.characters.extend(word.chars());
                        words.push((word, passage.field));
                        self.word_atoms += 1;
                    }
                }
                if kind != AtomKind::Symbol {
                    let length = &mut lengths[passage.field as usize];
                    *length = length.saturating_add(1);
                }
            }
            if !run.is_empty() {
                runs.push(run);
            }
        }
        terms.sort_unstable();
        each_counted(&terms, |&(first, second), counts| {
            let page = self.pages.entry(first).or_default();
            let list = match second {
                None => {
                    self.characters.insert(first);
                    page.single.get_or_insert_default()
                }
                Some(second) => page.pairs.entry(second).or_default(),
            };
            list.push(number, counts);
        });
        words.sort_unstable();
        each_counted(&words, |word, counts| {
            match self.words.get_mut(word) {
                Some(list) => list.push(number, counts),
                None => {
                    let mut list = PostingsWriter::new();
                    list.push(number, counts);
                    self.words.insert(word.clone(), list);
                }
            };
        });
        lengths
    }
}

/// Calls `each(term, counts by field)` for every run of equal terms in a sorted list.
fn each_counted<T: PartialEq>(sorted: &[(T, Field)], mut each: impl FnMut(&T, &Counts)) {
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        let mut counts = Counts::default();
        for (_, field) in same {
            let count = &mut counts[*field as usize];
            *count = count.saturating_add(1).min(0x7F);
        }
        each(&same[0].0, &counts);
    }
}
