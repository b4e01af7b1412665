//! Leaves: the sorted terms of an index, a few kilobytes at a time, with their postings and the dictionary words that begin with them.
//!
//! One order holds all terms, told apart by their first character ([`key`]); a character stands before the pairs that begin with it. A leaf is columns, which
//! compress better than rows: how many characters a key shares with the one before, how many follow, these characters (the first as a difference), the
//! numbers beside the lists, the words, what stands before endings, how many articles lists count within; then the postings of all terms as one run of
//! bits. Where each list begins is found out once, when the leaf is opened, which costs less than saying it.
//!
//! The list of a pair counts *within* the list of its first character when that list is whole: its numbers are places in that list, which are fewer and take fewer
//! bits. A third of all bits of pairs are saved so, and whoever asks for a pair asks for its first character anyway, to cut words.

use super::codec::{BitWriter, Reader, Truncated, Writer};
use super::postings::{Posting, Postings, write_postings};
use crate::text::chars::{CharClass, class};

/// How the keys of the kinds of terms begin. Characters, pairs of them, and words of letters and digits stand as they are.
pub mod key {
    use crate::text::chars::{CharClass, class};

    /// Before the id of an article; the list holds that article alone.
    pub const ID: char = '\u{1}';
    /// Before the end of a word of letters and digits; the list holds what may stand before it.
    pub const ENDING: char = '\u{2}';

    /// The key of a term that begins with one of these signs.
    pub fn signed(sign: char, rest: &str) -> String {
        let mut key = String::with_capacity(rest.len() + 1);
        key.push(sign);
        key.push_str(rest);
        key
    }

    /// The key of a character by itself.
    pub fn single(c: char) -> String {
        c.to_string()
    }

    /// The character that a key is by itself, if it is one.
    pub fn as_single(key: &str) -> Option<char> {
        let mut chars = key.chars();
        chars.next().filter(|&c| chars.next().is_none() && class(c) != CharClass::Word)
    }

    /// The first character of the pair that a key is, if it is one.
    pub fn first_of_pair(key: &str) -> Option<char> {
        let mut chars = key.chars();
        chars.next().filter(|&c| chars.next().is_some() && class(c) == CharClass::Han)
    }

    /// The key of a pair of characters.
    pub fn pair(first: char, second: char) -> String {
        let mut key = String::with_capacity(8);
        key.push(first);
        key.push(second);
        key
    }
}

/// A word of the dictionary that begins with a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafWord {
    /// The place of the term in its leaf.
    pub term: u32,
    /// What follows the term's characters.
    pub rest: String,
    /// The word's frequency in the dictionary.
    pub frequency: u32,
    /// In how many articles of the corpus the word was cut.
    pub articles: u32,
}

/// A leaf while terms are added to it, in rising order of their keys.
#[derive(Debug, Default)]
pub struct LeafWriter {
    first: String,
    last: String,
    count: u32,
    shared: Writer,
    fresh: Writer,
    chars: Writer,
    beside: Writer,
    words: Writer,
    word_count: u64,
    last_word: u32,
    befores: Writer,
    within: Writer,
    /// The character whose pairs were added last.
    outer: Option<char>,
    lists: BitWriter,
}

impl LeafWriter {
    /// Adds a term with its postings, which count within `all` articles: those of the index, or those that hold the first character of a pair, which
    /// are the same for all pairs that begin so.
    pub fn term(&mut self, key: &str, postings: &[Posting], all: u32) {
        self.key(key);
        let outer = key::first_of_pair(key);
        if outer.is_some() && outer != self.outer {
            self.within.varint(u64::from(all));
            self.outer = outer;
        }
        let beside = write_postings(postings, all, &mut self.lists);
        self.beside.varint(u64::from(beside));
    }

    /// Adds an ending, whose key begins with [`key::ENDING`], with what may stand before it.
    pub fn ending<'a>(&mut self, key: &str, befores: impl ExactSizeIterator<Item = &'a str>) {
        self.key(key);
        self.beside.varint(befores.len() as u64);
        befores.for_each(|before| self.befores.string(before));
    }

    fn key(&mut self, key: &str) {
        if self.count == 0 {
            self.first = key.to_owned();
        }
        let shared = self.last.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
        let before = self.last.chars().nth(shared).map_or(0, u32::from);
        self.shared.varint(shared as u64);
        self.fresh.varint(key.chars().skip(shared).count() as u64);
        for (place, c) in key.chars().skip(shared).enumerate() {
            // The first character that differs is greater than the one that stood there.
            self.chars.varint(u64::from(if place == 0 { u32::from(c).wrapping_sub(before) } else { u32::from(c) }));
        }
        self.last = key.to_owned();
        self.count += 1;
    }

    /// Adds a word that begins with the term that was added last.
    pub fn word(&mut self, rest: &str, frequency: u32, articles: u32) {
        let term = self.count.saturating_sub(1);
        self.words.varint(u64::from(term - self.last_word));
        self.last_word = term;
        self.words.string(rest);
        self.words.varint(u64::from(frequency));
        self.words.varint(u64::from(articles));
        self.word_count += 1;
    }

    /// The key of the first term.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The key of the last term.
    pub fn last(&self) -> &str {
        &self.last
    }

    /// Whether no term was added.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// About how many bytes the leaf has.
    pub fn len(&self) -> usize {
        let columns = [&self.shared, &self.fresh, &self.chars, &self.beside, &self.words, &self.befores, &self.within];
        columns.iter().map(|column| column.len()).sum::<usize>() + self.lists.len() / 8
    }

    /// The payload of the leaf.
    pub fn into_payload(self) -> Writer {
        let mut out = Writer::new();
        out.varint(u64::from(self.count));
        out.varint(self.word_count);
        for column in [self.shared, self.fresh, self.chars, self.beside, self.words, self.befores, self.within] {
            out.varint(column.len() as u64);
            out.raw(&column.into_bytes());
        }
        out.raw(&self.lists.into_bytes());
        out
    }
}

/// The keys of a leaf are refused when they have more than so many times the bytes of its payload.
const MOST_GROWTH: usize = 64;

/// A leaf, opened.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// All keys, one after another.
    keys: String,
    terms: Vec<LeafTerm>,
    words: Vec<LeafWord>,
    /// Where the postings begin in the payload.
    lists: usize,
}

#[derive(Clone, Copy, Debug)]
struct LeafTerm {
    /// One past the key in `keys`.
    key_end: u32,
    beside: u32,
    /// Within how many articles the postings count.
    all: u32,
    /// The first bit of the postings after `lists`, or the first byte of what stands before an ending.
    start: u32,
}

impl Leaf {
    /// Reads a payload in an index of `all` articles.
    pub fn read(payload: &[u8], all: u32) -> Result<Self, Truncated> {
        let mut input = Reader::new(payload);
        let count = input.count(4)?;
        let word_count = input.count(3)?;
        let mut columns = [Reader::new(&[]); 7];
        let mut starts = [0; 7];
        for (column, start) in columns.iter_mut().zip(&mut starts) {
            let length = input.size()?;
            *start = input.position();
            *column = Reader::new(input.raw(length)?);
        }
        let cut = Truncated { at: input.position() };
        let bits = input.raw(input.left())?;
        let mut leaf = Self { lists: payload.len() - bits.len(), terms: Vec::with_capacity(count), ..Self::default() };
        let [shared, fresh, chars, besides, words, befores, within] = &mut columns;
        let mut outer: Option<(char, u32)> = None;
        let mut key: Vec<char> = Vec::new();
        let mut bit = 0;
        for _ in 0..count {
            let (kept, added) = (shared.size()?, fresh.size()?);
            let before = key.get(kept).map_or(0, |&c| u32::from(c));
            key.truncate(kept);
            for place in 0..added {
                let code = chars.varint()? as u32;
                let code = if place == 0 { before.wrapping_add(code) } else { code };
                key.push(char::from_u32(code).ok_or(cut)?);
            }
            let all = match key[..] {
                [first, _, ..] if class(first) == CharClass::Han => match outer {
                    Some((same, all)) if same == first => all,
                    _ => {
                        let all = within.varint()? as u32;
                        outer = Some((first, all));
                        all
                    }
                },
                _ => all,
            };
            leaf.keys.extend(&key);
            // Keys that share what came before may be longer than their bytes, but not boundlessly.
            if leaf.keys.len() > MOST_GROWTH * payload.len() {
                return Err(cut);
            }
            let beside = besides.varint()? as u32;
            let start = if key.first() == Some(&key::ENDING) {
                let start = starts[5] + befores.position();
                for _ in 0..beside {
                    befores.string()?;
                }
                start
            } else {
                let start = bit;
                bit = Postings::new(beside, all, bits, bit).end().ok_or(cut)?;
                start
            };
            leaf.terms.push(LeafTerm { key_end: leaf.keys.len() as u32, beside, all, start: start as u32 });
        }
        let mut term = 0u32;
        for _ in 0..word_count {
            term = term.wrapping_add(words.varint()? as u32);
            let rest = words.string()?.to_owned();
            let (frequency, articles) = (words.varint()? as u32, words.varint()? as u32);
            leaf.words.push(LeafWord { term, rest, frequency, articles });
        }
        Ok(leaf)
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The key of a term.
    pub fn key(&self, place: usize) -> &str {
        let start = place.checked_sub(1).and_then(|before| self.terms.get(before)).map_or(0, |term| term.key_end);
        let end = self.terms.get(place).map_or(start, |term| term.key_end);
        self.keys.get(start as usize..end as usize).unwrap_or("")
    }

    /// The place of the first term that is not less than `key`.
    pub fn lower_bound(&self, key: &str) -> usize {
        let (mut low, mut high) = (0, self.terms.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.key(middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The place of a term.
    pub fn find(&self, key: &str) -> Option<usize> {
        let place = self.lower_bound(key);
        (place < self.terms.len() && self.key(place) == key).then_some(place)
    }

    /// The postings of a term.
    pub fn postings<'a>(&self, payload: &'a [u8], place: usize) -> Postings<'a> {
        let Some(term) = self.terms.get(place) else { return Postings::default() };
        Postings::new(term.beside, term.all, payload.get(self.lists..).unwrap_or_default(), term.start as usize)
    }

    /// Calls `each` for what may stand before an ending.
    pub fn each_before(&self, payload: &[u8], place: usize, mut each: impl FnMut(&str)) {
        let Some(term) = self.terms.get(place) else { return };
        let mut befores = Reader::new(payload.get(term.start as usize..).unwrap_or_default());
        for _ in 0..term.beside {
            let Ok(before) = befores.string() else { return };
            each(before);
        }
    }

    /// The dictionary words that begin with a term.
    pub fn words(&self, place: usize) -> &[LeafWord] {
        let start = self.words.partition_point(|word| (word.term as usize) < place);
        let length = self.words[start..].partition_point(|word| word.term as usize == place);
        &self.words[start..start + length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn leaves_read_back(terms in proptest::collection::btree_map("[a-d重庆点\u{20000}]{1,4}", proptest::collection::btree_set(0u32..90, 1..9), 0..40)) {
            let terms: BTreeMap<String, BTreeSet<u32>> = terms;
            let mut writer = LeafWriter::default();
            let befores = ["x", "yz"];
            let ending = key::signed(key::ENDING, "a");
            writer.ending(&ending, befores.iter().copied());
            for (key, articles) in &terms {
                let postings: Vec<Posting> =
                    articles.iter().map(|&article| Posting { article, level: 1, title: article == 7 }).collect();
                writer.term(key, &postings, 90);
                if articles.contains(&2) { writer.word(key, 5, 1); }
            }
            let payload = writer.into_payload().into_bytes();
            let leaf = Leaf::read(&payload, 90).expect("what was written can be read");
            prop_assert_eq!(leaf.len(), terms.len() + 1);
            let mut found = Vec::new();
            leaf.each_before(&payload, 0, |before| found.push(before.to_owned()));
            prop_assert_eq!(found, befores);
            for (place, (key, articles)) in (1..).zip(&terms) {
                prop_assert_eq!(leaf.find(key), Some(place));
                let numbers = leaf.postings(&payload, place).article_numbers();
                prop_assert_eq!(numbers, articles.iter().copied().collect::<Vec<_>>());
                let rests: Vec<&str> = leaf.words(place).iter().map(|word| word.rest.as_str()).collect();
                prop_assert_eq!(rests, if articles.contains(&2) { vec![key.as_str()] } else { Vec::new() });
            }
            prop_assert_eq!(leaf.find("z"), None);
        }

        #[test]
        fn hostile_bytes_end_in_an_error_or_a_leaf(payload: Vec<u8>, all: u32) {
            if let Ok(leaf) = Leaf::read(&payload, all) {
                for place in 0..leaf.len() {
                    leaf.postings(&payload, place).for_each(|_| {});
                    leaf.each_before(&payload, place, |_| {});
                    let _ = (leaf.key(place), leaf.words(place));
                }
            }
        }
    }
}
