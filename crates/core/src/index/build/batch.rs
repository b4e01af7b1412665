//! One batch of articles, read.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasherDefault;

use rustc_hash::{FxHashMap, FxHasher};

use super::kin::Named;
use super::lexis::{Lexis, LexisCollector};
use super::named::each_short_form;
use super::run::{Counts, RunEntry, RunList};
use crate::article::Article;
use crate::index::codec::Writer;
use crate::index::groups::GroupWriter;
use crate::index::leaf::key;
use crate::index::lexicon::{Lexicon, WordCollector};
use crate::index::postings::{FIELDS, Field};
use crate::index::records::Record;
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
    pub(super) sorts: Vec<BTreeMap<String, String>>,
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

type FxHashSet<T> = HashSet<T, BuildHasherDefault<FxHasher>>;

impl Batch {
    /// How many articles a batch has; the last may have fewer. Groups never reach over the border of a batch, so the number is part of what decides the
    /// bytes of an index.
    pub const ARTICLES: usize = 512;

    /// Reads articles.
    pub fn read(articles: &[Article], lexicon: &Lexicon) -> Self {
        let mut batch = Self::default();
        let mut lists = Lists::default();
        let mut words = WordCollector::new(lexicon);
        let mut lexis = LexisCollector::new(lexicon);
        let mut groups: Vec<GroupWriter> = Vec::new();
        let mut group = GroupWriter::default();
        for (number, article) in articles.iter().enumerate() {
            let record = Record::of(article);
            let mut runs = Vec::new();
            let lengths = lists.article(number as u32, &record, lexicon.folder(), &mut runs, &mut batch);
            batch.lengths.push(lengths);
            batch.named.extend(named(&record, lexicon));
            words.article(&runs, |run, words| lexis.run(run, words));
            lexis.next_article();
            batch.days.push(record.day);
            let mut facets = article.filters.clone();
            let owned = |text: &String| text.clone();
            facets.insert("source".to_owned(), article.source.iter().map(owned).collect());
            facets.insert("author".to_owned(), article.authors.clone());
            facets.insert("place".to_owned(), article.place.iter().map(owned).collect());
            batch.facets.push(facets);
            batch.sorts.push(article.sort.clone());
            group.push(&record);
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
        batch.kin_pairs = lexicon.kin().pairs().filter(|&(a, b)| lists.han.contains_key(&(a, Some(b)))).collect();
        batch.lexis = lexis.finish();
        batch.terms = lists.into_entries(articles);
        batch
    }
}

/// The short forms that an article explains.
fn named(record: &Record<'_>, lexicon: &Lexicon) -> Vec<Named> {
    let mut named = Vec::new();
    let cut = |run: &str| lexicon.jieba().cut(run, false).iter().map(|token| token.word.chars().count()).collect();
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
    /// Takes one article; gives its field lengths in atoms and adds its Han runs to `runs`.
    fn article(
        &mut self,
        number: u32,
        record: &Record<'_>,
        folder: &Folder,
        runs: &mut Vec<String>,
        batch: &mut Batch,
    ) -> [u16; FIELDS] {
        let mut lengths = [0u16; FIELDS];
        let mut terms: Vec<(HanTerm, Field)> = Vec::new();
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
                        batch.han_atoms += 1;
                    }
                    AtomKind::Symbol => terms.push(((first, None), passage.field)),
                    AtomKind::Word => {
                        batch.characters.extend(word.chars());
                        words.push((word, passage.field));
                        batch.word_atoms += 1;
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
        each_counted(&terms, |&term, counts| {
            if term.1.is_none() {
                batch.characters.insert(term.0);
            }
            self.han.entry(term).or_default().push(number, counts);
        });
        words.sort_unstable();
        each_counted(&words, |word, counts| {
            match self.words.get_mut(word) {
                Some(list) => list.push(number, counts),
                None => {
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
