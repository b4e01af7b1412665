//! Leaves: the sorted terms of an index, a few kilobytes at a time, with their postings and the dictionary words that begin with them.
//!
//! One order holds all terms, told apart by their first character ([`key`]). A leaf is columns, which compress better than rows: how many
//! characters a key shares with the one before, how many follow, these characters (the first as a difference), the numbers of articles, the lengths
//! of the lists, the words; then the lists.

use super::codec::{Reader, Truncated, Writer};
use super::postings::Postings;

/// How the keys of the kinds of terms begin. Pairs of characters and words of letters and digits stand as they are.
pub mod key {
    /// Before the id of an article; the list holds that article alone.
    pub const ID: char = '\u{1}';
    /// Before the end of a word of letters and digits; the list holds what may stand before it.
    pub const ENDING: char = '\u{2}';
    /// Before a character by itself.
    pub const SINGLE: char = '\u{3}';

    /// The key of a term that begins with one of these signs.
    pub fn signed(sign: char, rest: &str) -> String {
        let mut key = String::with_capacity(rest.len() + 1);
        key.push(sign);
        key.push_str(rest);
        key
    }

    /// The key of a character by itself.
    pub fn single(c: char) -> String {
        signed(SINGLE, c.encode_utf8(&mut [0; 4]))
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
    articles: Writer,
    lengths: Writer,
    words: Writer,
    word_count: u64,
    last_word: u32,
    lists: Writer,
}

impl LeafWriter {
    /// Adds a term with its list.
    pub fn term(&mut self, key: &str, articles: u32, list: &[u8]) {
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
        self.articles.varint(u64::from(articles));
        self.lengths.varint(list.len() as u64);
        self.lists.raw(list);
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

    /// Whether no term was added.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// About how many bytes the leaf has.
    pub fn len(&self) -> usize {
        [&self.shared, &self.fresh, &self.chars, &self.articles, &self.lengths, &self.words, &self.lists]
            .iter()
            .map(|column| column.len())
            .sum()
    }

    /// The payload of the leaf.
    pub fn into_payload(self) -> Writer {
        let mut out = Writer::new();
        out.varint(u64::from(self.count));
        out.varint(self.word_count);
        for column in [self.shared, self.fresh, self.chars, self.articles, self.lengths, self.words] {
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
}

#[derive(Clone, Copy, Debug)]
struct LeafTerm {
    /// One past the key in `keys`.
    key_end: u32,
    articles: u32,
    /// The list in the payload.
    start: u32,
    end: u32,
}

impl Leaf {
    /// Reads a payload.
    pub fn read(payload: &[u8]) -> Result<Self, Truncated> {
        let mut input = Reader::new(payload);
        let count = input.count(5)?;
        let word_count = input.count(3)?;
        let mut columns = [Reader::new(&[]); 6];
        for column in &mut columns {
            let length = input.size()?;
            *column = Reader::new(input.raw(length)?);
        }
        let [shared, fresh, chars, articles, lengths, words] = &mut columns;
        let mut leaf = Self { keys: String::new(), terms: Vec::with_capacity(count), words: Vec::new() };
        let mut key: Vec<char> = Vec::new();
        for _ in 0..count {
            let (kept, added) = (shared.size()?, fresh.size()?);
            let before = key.get(kept).map_or(0, |&c| u32::from(c));
            key.truncate(kept);
            for place in 0..added {
                let code = chars.varint()? as u32;
                let code = if place == 0 { before.wrapping_add(code) } else { code };
                key.push(char::from_u32(code).ok_or(Truncated { at: input.position() })?);
            }
            leaf.keys.extend(&key);
            // Keys that share what came before may be longer than their bytes, but not boundlessly.
            if leaf.keys.len() > MOST_GROWTH * payload.len() {
                return Err(Truncated { at: input.position() });
            }
            let length = lengths.size()?;
            let start = input.position() as u32;
            input.raw(length)?;
            leaf.terms.push(LeafTerm {
                key_end: leaf.keys.len() as u32,
                articles: articles.varint()? as u32,
                start,
                end: input.position() as u32,
            });
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

    /// The list of a term as it lies in the payload, and the number that stands beside it.
    pub fn list<'a>(&self, payload: &'a [u8], place: usize) -> (u32, &'a [u8]) {
        let Some(term) = self.terms.get(place) else { return (0, &[]) };
        (term.articles, payload.get(term.start as usize..term.end as usize).unwrap_or_default())
    }

    /// The postings of a term.
    pub fn postings<'a>(&self, payload: &'a [u8], place: usize) -> Postings<'a> {
        let (articles, list) = self.list(payload, place);
        Postings::new(articles, list)
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
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn leaves_read_back(terms in proptest::collection::btree_map("[a-d重庆点\u{20000}]{1,4}", (0u32..9, any::<Vec<u8>>()), 0..40)) {
            let terms: BTreeMap<String, (u32, Vec<u8>)> = terms;
            let mut writer = LeafWriter::default();
            for (key, (articles, list)) in &terms {
                writer.term(key, *articles, list);
                if articles % 2 == 0 { writer.word(key, *articles, 1); }
            }
            let payload = writer.into_payload().into_bytes();
            let leaf = Leaf::read(&payload).expect("what was written can be read");
            prop_assert_eq!(leaf.len(), terms.len());
            for (place, (key, (articles, list))) in terms.iter().enumerate() {
                prop_assert_eq!(leaf.find(key), Some(place));
                prop_assert_eq!(leaf.list(&payload, place), (*articles, list.as_slice()));
                let rests: Vec<&str> = leaf.words(place).iter().map(|word| word.rest.as_str()).collect();
                prop_assert_eq!(rests, if articles % 2 == 0 { vec![key.as_str()] } else { Vec::new() });
            }
            prop_assert_eq!(leaf.find("z"), None);
        }

        #[test]
        fn hostile_bytes_end_in_an_error_or_a_leaf(payload: Vec<u8>) {
            if let Ok(leaf) = Leaf::read(&payload) {
                for place in 0..leaf.len() { let _ = (leaf.key(place), leaf.list(&payload, place), leaf.words(place)); }
            }
        }
    }
}
