//! One batch of articles, read.

use std::collections::{BTreeMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::extract::{choose, extract};
use super::keywords::{Latin, is_term};
use super::kin::Named;
use super::lexis::{Lexis, LexisCollector};
use super::measured::Measured;
use super::named::each_short_form;
use super::names::Run;
use super::run::{Counts, RunEntry, RunList};
use crate::article::Article;
use crate::index::codec::Writer;
use crate::index::groups::GroupWriter;
use crate::index::leaf::key;
use crate::index::lexicon::{Lexicon, WordCollector};
use crate::index::postings::{FIELDS, Field};
use crate::index::records::{Passage, Record};
use crate::text::atoms::phrase;
use crate::text::{Atom, AtomKind, Folder, atomise};

/// A group is closed when its texts reach this many bytes. Every article shown costs its whole group, so small is good; but small groups
/// compress badly. Measured in `docs/decisions/0006-parts.md`.
const GROUP_BYTES: usize = 3500;

/// A text in the words of the book costs its readers the book, which is worth its 10 KB when a batch has more Han characters than this.
const LEAST_IN_WORDS: u64 = 50_000;

/// What a batch of articles gave.
#[derive(Debug, Default)]
pub struct Batch {
    /// The payloads of the groups, and how many articles each holds.
    pub(super) groups: Vec<(u32, Writer)>,
    /// Whether the groups are written in the words of the book.
    pub(super) in_words: bool,
    /// The terms in order, article numbers counted from the batch's first.
    pub(super) terms: Vec<RunEntry>,
    pub(super) lengths: Vec<[u16; FIELDS]>,
    pub(super) days: Vec<Option<i32>>,
    /// Of each article the values of each facet.
    pub(super) facets: Vec<BTreeMap<String, Vec<String>>>,
    /// Of each article the names that were found, as values of facets.
    pub(super) names: Vec<BTreeMap<String, Vec<String>>>,
    /// Of each article the words that it is compared with others by.
    pub(super) features: Vec<Vec<(String, f32)>>,
    pub(super) sorts: Vec<BTreeMap<String, String>>,
    /// Of each article the quantities and days that its text names.
    pub(super) measured: Vec<Measured>,
    /// The dictionary words in the texts, and in how many articles each was cut.
    pub(super) words: FxHashMap<String, u32>,
    /// Words that the dictionary does not have.
    pub(super) lexis: Lexis,
    /// The words of letters and digits.
    pub(super) latin: FxHashSet<String>,
    pub(super) characters: HashSet<char>,
    /// The pairs of characters in the words of the tables of [`super::kin`] that the texts hold.
    pub(super) kin_pairs: Vec<(char, char)>,
    /// The short forms that the texts explain.
    pub(super) named: Vec<Named>,
    pub(super) han_atoms: u64,
    pub(super) word_atoms: u64,
}

impl Batch {
    /// How many articles a batch has; the last may have fewer. Groups never reach over the border of a batch, so the number is part of what decides the
    /// bytes of an index.
    pub const ARTICLES: usize = 512;

    /// Reads articles.
    pub fn read(articles: &[Article], lexicon: &Lexicon) -> Self {
        let mut batch = Self::default();
        let mut lists = Lists::default();
        let mut words = WordCollector::default();
        let mut lexis = LexisCollector::new(lexicon);
        let records: Vec<Record<'_>> = articles.iter().map(Record::of).collect();
        let mut extracted = Vec::with_capacity(articles.len());
        for (number, (article, record)) in articles.iter().zip(&records).enumerate() {
            let mut read = Reading::default();
            let lengths = lists.article(number as u32, record, lexicon.folder(), &mut read, &mut batch);
            batch.lengths.push(lengths);
            let Reading { runs, latin } = read;
            let cuts: Vec<Vec<&str>> = runs.iter().map(|run| lexicon.cut(&run.text)).collect();
            words.article(cuts.iter().flatten().copied());
            runs.iter().zip(&cuts).for_each(|(run, words)| lexis.run(&run.text, words));
            lexis.next_article();
            let mut named = named(record, lexicon);
            let mut found = extract(record, &runs, &cuts, &latin, &mut named, lexicon);
            batch.named.extend(named);
            batch.names.push(std::mem::take(&mut found.facets));
            extracted.push(found);
            batch.days.push(record.day);
            batch.measured.push(Measured::of(record, lexicon.folder()));
            let mut facets = article.filters.clone();
            let owned = |text: &String| text.clone();
            facets.insert("source".to_owned(), article.source.iter().map(owned).collect());
            facets.insert("author".to_owned(), article.authors.clone());
            facets.insert("place".to_owned(), article.place.iter().map(owned).collect());
            batch.facets.push(facets);
            batch.sorts.push(article.sort.clone());
        }
        let (keywords, features) = choose(extracted, &records, lexicon);
        batch.features = features;
        let mut groups: Vec<GroupWriter> = Vec::new();
        let mut group = GroupWriter::default();
        for (record, keywords) in records.iter().zip(&keywords) {
            group.push(record, keywords);
            if group.len() >= GROUP_BYTES {
                groups.push(std::mem::take(&mut group));
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
        batch.in_words = batch.han_atoms > LEAST_IN_WORDS && batch.han_atoms > batch.word_atoms;
        let book = Some(lexicon.book()).filter(|_| batch.in_words);
        batch.groups = groups.into_iter().map(|group| (group.count(), group.into_payload(book))).collect();
        batch.words = words.finish();
        batch.characters.extend(lists.han.keys().filter(|(_, second)| second.is_none()).map(|(first, _)| first));
        batch.kin_pairs = lexicon.kin().pairs().filter(|&(a, b)| lists.han.contains_key(&(a, Some(b)))).collect();
        batch.lexis = lexis.finish();
        batch.terms = lists.into_entries(articles);
        batch
    }
}

/// What is read of an article beside its terms.
#[derive(Default)]
struct Reading<'a> {
    /// Its Han runs.
    runs: Vec<Run<'a>>,
    /// Those of its words of letters that may be keywords.
    latin: Vec<Latin<'a>>,
}

impl<'a> Reading<'a> {
    /// The run that goes on, or a new one.
    fn run(&mut self, goes_on: bool, dotted: bool, passage: &Passage<'a>) -> Option<&mut Run<'a>> {
        if !goes_on {
            let Passage { text: passage, field, .. } = *passage;
            self.runs.push(Run { text: String::new(), passage, field, starts: Vec::new(), dotted });
        }
        self.runs.last_mut()
    }
}

/// The dots between the parts of a foreign name, folded.
const DOTS: [char; 3] = ['·', '•', '・'];

/// The short forms that an article explains.
fn named(record: &Record<'_>, lexicon: &Lexicon) -> Vec<Named> {
    let mut named = Vec::new();
    let cut = |run: &str| lexicon.cut(run).iter().map(|word| word.chars().count()).collect();
    let folded = |text: &str| phrase(&atomise(text, lexicon.folder()));
    for passage in record.passages() {
        each_short_form(passage.text, cut, |short, name| {
            named.push(((folded(short), short.to_owned()), (folded(name), name.to_owned())));
        });
    }
    named
}

/// A character alone, or with the one that follows it.
type HanTerm = (char, Option<char>);

/// The occurrences of all terms while a batch is read.
#[derive(Default)]
struct Lists {
    han: FxHashMap<HanTerm, RunList>,
    words: FxHashMap<String, RunList>,
}

impl Lists {
    /// Takes one article; gives its field lengths in atoms and adds its Han runs and words of letters to `read`.
    fn article<'a>(
        &mut self,
        number: u32,
        record: &Record<'a>,
        folder: &Folder,
        read: &mut Reading<'a>,
        batch: &mut Batch,
    ) -> [u16; FIELDS] {
        let mut lengths = [0u16; FIELDS];
        let mut terms: Vec<(HanTerm, Field)> = Vec::new();
        let mut words: Vec<(String, Field)> = Vec::new();
        for passage in record.passages() {
            let mut before: Option<char> = None;
            let mut dotted = false;
            for Atom { kind, first, word, start, end, .. } in atomise(passage.text, folder) {
                // White space does not part Han characters: lines are broken anywhere.
                let touching = before.take().filter(|_| kind == AtomKind::Han);
                match kind {
                    AtomKind::Han => {
                        terms.push(((first, None), passage.field));
                        terms.extend(touching.map(|last| ((last, Some(first)), passage.field)));
                        if let Some(run) = read.run(touching.is_some(), dotted, &passage) {
                            run.text.push(first);
                            run.starts.push(start as u32);
                        }
                        before = Some(first);
                        batch.han_atoms += 1;
                    }
                    AtomKind::Symbol => terms.push(((first, None), passage.field)),
                    AtomKind::Word => {
                        let original = passage.text.get(start..end).unwrap_or_default();
                        if is_term(original) {
                            read.latin.push((original, word.clone(), passage.field));
                        }
                        words.push((word, passage.field));
                        batch.word_atoms += 1;
                    }
                }
                dotted = kind == AtomKind::Symbol && DOTS.contains(&first);
                if kind != AtomKind::Symbol {
                    let length = &mut lengths[passage.field as usize];
                    *length = length.saturating_add(1);
                }
            }
        }
        terms.sort_unstable();
        each_counted(&terms, |&term, counts| self.han.entry(term).or_default().push(number, counts));
        words.sort_unstable();
        each_counted(&words, |word, counts| {
            match self.words.get_mut(word) {
                Some(list) => list.push(number, counts),
                None => {
                    batch.characters.extend(word.chars());
                    batch.latin.insert(word.clone());
                    self.words.entry(word.clone()).or_default().push(number, counts);
                }
            };
        });
        lengths
    }

    /// All terms in the order of their keys, and one for the id of each article.
    fn into_entries(self, articles: &[Article]) -> Vec<RunEntry> {
        let han = self.han.into_iter().map(|((first, second), list)| RunEntry {
            key: second.map_or_else(|| key::single(first), |second| key::pair(first, second)),
            list,
        });
        let words = self.words.into_iter().map(|(key, list)| RunEntry { key, list });
        let ids = articles.iter().enumerate().map(|(number, article)| {
            let mut list = RunList::default();
            list.push(number as u32, &[0, 0, 0, 1, 0, 0, 0]);
            RunEntry { key: key::signed(key::ID, &article.id), list }
        });
        let mut entries: Vec<RunEntry> = han.chain(words).chain(ids).collect();
        entries.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        entries.dedup_by(|later, earlier| later.key == earlier.key);
        entries
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
