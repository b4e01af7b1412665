//! Merged terms to leaves: each with its articles and their levels, its words of the dictionary, and what leads to it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::kin::Beside;
use super::run::{RunEntry, RunList};
use crate::index::entry::{CommonChar, Step};
use crate::index::leaf::{Bond, LeafWriter, key};
use crate::index::lexicon::DictionaryWord;
use crate::index::part::{PartId, PartKind, PartName, seal};
use crate::index::postings::{COMMON, FIELDS, Field, HEAD, PAIR_SATURATION, Posting, level};
use crate::index::settings::Settings;

/// A leaf is closed when it reaches this many bytes. See [`super::batch`] on the size of groups.
pub const LEAF_BYTES: usize = 1792;

/// Of a character that many articles hold ([`COMMON`]) only so many are listed, those in which it counts most. Such a character says little, and hardly
/// anybody asks for it alone; its list would be the longest of all.
const KEPT_OF_COMMON: usize = 512;

/// Words of letters and digits that have more bytes are found whole and by how they begin, but not by what stands inside them: such a word is data,
/// and its endings would be many times its length.
const LONGEST_WITH_ENDINGS: usize = 64;

/// What goes into the leaves.
pub struct Terms<'a> {
    /// How many articles there are.
    pub articles: u32,
    /// Gives the articles of a term their levels.
    pub leveller: Leveller<'a>,
    /// By the number of each article, those that are like it.
    pub related: Vec<Vec<u32>>,
    /// What stands beside the words of a term, by its key.
    pub kin: &'a BTreeMap<String, BTreeSet<Beside>>,
    /// The words of the dictionary.
    pub dictionary: Dictionary,
    /// The words of letters and digits, which are found by their endings too.
    pub latin: HashSet<String>,
    /// The lists of words by their sounds, each with the keys of its first and last sound.
    pub sounds: Vec<(String, String, Vec<u8>)>,
}

/// What became of it.
pub struct Written {
    /// The leaves, each with the shortest text that is greater than all before it.
    pub leaves: Vec<Step<String>>,
    /// How many distinct terms they hold.
    pub terms: u64,
    /// The characters that many articles hold.
    pub common: Vec<CommonChar>,
}

impl Terms<'_> {
    /// Makes the leaves of the terms that `next` gives in order.
    ///
    /// # Errors
    /// What `next` or `sink` fail with.
    pub fn write<E>(
        self,
        next: impl FnMut() -> Result<Option<RunEntry>, E>,
        sink: &mut impl FnMut(PartId, Vec<u8>) -> Result<(), E>,
    ) -> Result<Written, E> {
        let mut next = with_keys(self.kin.keys().cloned().collect(), next);
        let mut leaves = Leaves { sink, leaf: LeafWriter::default(), steps: Vec::new(), last: String::new(), terms: 0 };
        let mut common = Vec::new();
        // The last character by itself, and the articles that hold it, unless its list is cut.
        let mut outer: Option<(char, Vec<u32>)> = None;
        // The keys of endings and sounds come between those of the ids and all others.
        let mut between = Some((&self.latin, &self.sounds));
        while let Some(RunEntry { key, list }) = next()? {
            if key.starts_with(key::ID) {
                let postings = with_related(&list, &self.related);
                leaves.term(&key, &postings, postings.len() as u32, self.articles, &[], None)?;
                continue;
            }
            if let Some((latin, sounds)) = between.take() {
                leaves.endings(latin)?;
                for (first, last, list) in sounds {
                    leaves.sounds(first, last, list)?;
                }
            }
            let mut postings = self.leveller.postings(&key, &list);
            if let Some(c) = key::as_single(&key) {
                outer = Some((c, postings.iter().map(|(posting, _)| posting.article).collect()));
                if list.articles() as f32 > (COMMON * self.articles as f32).min(HEAD as f32) {
                    common.push(self.common(&key, c, list.articles()));
                    keep_best(&mut postings, KEPT_OF_COMMON);
                    outer = None;
                }
            }
            let having = postings.len() as u32;
            keep_best(&mut postings, HEAD as usize);
            let mut postings: Vec<Posting> = postings.into_iter().map(|(posting, _)| posting).collect();
            let mut all = self.articles;
            if let Some((c, within)) = &outer
                && key::first_of_pair(&key) == Some(*c)
            {
                all = within.len() as u32;
                for posting in &mut postings {
                    // Whatever holds a pair holds its first character.
                    posting.article = within.partition_point(|&article| article < posting.article) as u32;
                }
            }
            leaves.term(&key, &postings, having, all, self.dictionary.of(&key), self.kin.get(&key))?;
        }
        leaves.close()?;
        Ok(Written { leaves: leaves.steps, terms: leaves.terms, common })
    }

    /// What the entry says of a character that many articles hold.
    fn common(&self, key: &str, char: char, articles: u32) -> CommonChar {
        let frequency = self.dictionary.of(key).first().map_or(0, |word| word.frequency);
        let mut beside = self.kin.get(key).into_iter().flatten();
        CommonChar { char, articles, frequency, is_short: beside.any(|(_, bond, _)| *bond == Bond::Abbreviation) }
    }
}

/// The terms that `next` gives in order, and empty ones for those of `keys` that it does not give.
fn with_keys<E>(
    mut keys: BTreeSet<String>,
    mut next: impl FnMut() -> Result<Option<RunEntry>, E>,
) -> impl FnMut() -> Result<Option<RunEntry>, E> {
    let mut waiting: Option<RunEntry> = None;
    move || {
        if waiting.is_none() {
            waiting = next()?;
        }
        let first = keys.first().filter(|key| waiting.as_ref().is_none_or(|entry| **key <= entry.key)).cloned();
        let Some(key) = first else { return Ok(waiting.take()) };
        keys.remove(&key);
        match waiting.take_if(|entry| entry.key == key) {
            Some(entry) => Ok(Some(entry)),
            None => Ok(Some(RunEntry { key, list: RunList::default() })),
        }
    }
}

/// The dictionary words of the corpus by the key of the term that they begin with.
pub struct Dictionary {
    words: HashMap<String, Vec<DictionaryWord>>,
}

impl Dictionary {
    /// Sorts them.
    pub fn new(all: Vec<DictionaryWord>) -> Self {
        let mut words: HashMap<String, Vec<DictionaryWord>> = HashMap::new();
        for word in all {
            let mut chars = word.text.chars();
            let key = match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => key::pair(first, second),
                (Some(only), None) => key::single(only),
                _ => continue,
            };
            words.entry(key).or_default().push(word);
        }
        Self { words }
    }

    fn of(&self, key: &str) -> &[DictionaryWord] {
        self.words.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Gives postings their levels.
pub struct Leveller<'a> {
    lengths: &'a [[u16; FIELDS]],
    fields: [f32; FIELDS],
    base: f32,
    slopes: [f32; FIELDS],
    saturation: f32,
}

impl<'a> Leveller<'a> {
    /// Over the lengths of all articles by field, and their averages.
    pub fn new(lengths: &'a [[u16; FIELDS]], averages: &[f32; FIELDS], settings: &Settings) -> Self {
        Self {
            lengths,
            fields: settings.fields.by_field(),
            base: 1.0 - settings.length,
            slopes: averages.map(|average| settings.length / average.max(1.0)),
            saturation: settings.saturation,
        }
    }

    /// The postings of a term, each with its share of the greatest saturated frequency.
    fn postings(&self, key: &str, list: &RunList) -> Vec<(Posting, f32)> {
        let is_pair = key::first_of_pair(key).is_some();
        let saturation = self.saturation * if is_pair { PAIR_SATURATION } else { 1.0 };
        let mut postings = Vec::with_capacity(list.articles() as usize);
        list.for_each(|article, counts| {
            let lengths = self.lengths.get(article as usize).copied().unwrap_or_default();
            let frequency: f32 = (0..FIELDS)
                .filter(|&field| counts[field] > 0)
                .map(|field| {
                    let norm = self.base + self.slopes[field] * f32::from(lengths[field]);
                    self.fields[field] * f32::from(counts[field]) / norm
                })
                .sum();
            let share = frequency / (frequency + saturation).max(f32::MIN_POSITIVE);
            let title = counts[Field::Headline as usize] > 0 || counts[Field::SubHeadline as usize] > 0;
            postings.push((Posting { article, level: level(share), title }, share));
        });
        postings
    }
}

/// The list of an id: the article itself, as if it were a title, and those related to it.
fn with_related(list: &RunList, related: &[Vec<u32>]) -> Vec<Posting> {
    let mut own = Vec::new();
    list.for_each(|article, _| own.push(article));
    let others = own.first().and_then(|&first| related.get(first as usize));
    let others: Vec<u32> = others.into_iter().flatten().copied().filter(|other| !own.contains(other)).collect();
    // An article alone needs no sign.
    let title = !others.is_empty();
    let plain = |article| Posting { article, level: 0, title: false };
    let mut postings: Vec<Posting> = others.into_iter().chain(own.iter().skip(1).copied()).map(plain).collect();
    postings.extend(own.first().map(|&article| Posting { title, ..plain(article) }));
    postings.sort_by_key(|posting| posting.article);
    postings
}

/// Leaves of a long list `most` articles in which the term counts most, those of equal share in the order of their numbers.
fn keep_best(postings: &mut Vec<(Posting, f32)>, most: usize) {
    if postings.len() <= most {
        return;
    }
    postings.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.article.cmp(&b.0.article)));
    postings.truncate(most);
    postings.sort_by_key(|(posting, _)| posting.article);
}

/// Terms to leaves.
struct Leaves<'a, S> {
    sink: &'a mut S,
    leaf: LeafWriter,
    steps: Vec<Step<String>>,
    /// The last key of the leaf before.
    last: String,
    terms: u64,
}

/// The shortest beginning of `first` that is greater than `last`: enough to tell two leaves apart.
fn separator<'a>(last: &str, first: &'a str) -> &'a str {
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &first[..end]).find(|beginning| *beginning > last).unwrap_or(first)
}

impl<E, S: FnMut(PartId, Vec<u8>) -> Result<(), E>> Leaves<'_, S> {
    fn term(
        &mut self,
        key: &str,
        postings: &[Posting],
        having: u32,
        all: u32,
        words: &[DictionaryWord],
        beside: Option<&BTreeSet<Beside>>,
    ) -> Result<(), E> {
        // A long list fills a leaf of its own, so that its neighbours stay cheap. An article takes about a byte.
        self.room_for(postings.len())?;
        self.leaf.term(key, postings, having, all);
        for word in words {
            self.leaf.word(word.text.strip_prefix(key).unwrap_or_default(), word.frequency, word.articles);
        }
        for (rest, bond, other) in beside.into_iter().flatten() {
            self.leaf.other(rest, *bond, other);
        }
        Ok(())
    }

    /// Adds what may stand before every ending of the words of letters and digits.
    fn endings(&mut self, words: &HashSet<String>) -> Result<(), E> {
        let mut endings: Vec<(&str, &str)> = Vec::new();
        for word in words.iter().filter(|word| word.len() <= LONGEST_WITH_ENDINGS) {
            endings.extend(word.char_indices().skip(1).map(|(at, _)| (&word[at..], &word[..at])));
        }
        endings.sort_unstable();
        for same in endings.chunk_by(|a, b| a.0 == b.0) {
            self.room_for(same.iter().map(|(_, before)| before.len() + 1).sum())?;
            self.leaf.ending(&key::signed(key::ENDING, same[0].0), same.iter().map(|(_, before)| *before));
        }
        Ok(())
    }

    /// Adds a list of words by their sounds, in a leaf of its own.
    fn sounds(&mut self, first: &str, last: &str, list: &[u8]) -> Result<(), E> {
        self.close()?;
        self.terms += 1;
        self.leaf.sounds(first, last, list);
        self.close()
    }

    /// Counts a term, and closes the leaf when so many bytes more are too many.
    fn room_for(&mut self, bytes: usize) -> Result<(), E> {
        self.terms += 1;
        if !self.leaf.is_empty() && self.leaf.len() + bytes > LEAF_BYTES { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), E> {
        if self.leaf.is_empty() {
            return Ok(());
        }
        let leaf = std::mem::take(&mut self.leaf);
        let of = separator(&self.last, leaf.first()).to_owned();
        self.last = leaf.last().to_owned();
        let sealed = seal(PartKind::Leaf, leaf.into_payload());
        let number = self.steps.len() as u32;
        self.steps.push(Step { of, name: PartName::of(&sealed) });
        (self.sink)(PartId { kind: PartKind::Leaf, number }, sealed)
    }
}
