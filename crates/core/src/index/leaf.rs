//! Leaves: the sorted terms of an index, a few kilobytes at a time, with their postings and the dictionary words that begin with them.
//!
//! One order holds all terms, told apart by their first character ([`key`]); a character stands before the pairs that begin with it. A leaf is some text
//! and then bits, term after term. A term is
//!
//! - its key: a one and the distance of its second character from that of the key before, when it is a pair and goes on with the same first character;
//!   else a zero, how many characters it shares with the key before, and how many bytes of the text follow;
//! - its list ([`super::postings`]). That of a pair counts *within* the list of its first character when that is whole: its numbers are places in that list, which are
//!   fewer and take fewer bits. A third of all bits of pairs are saved so, and whoever asks for a pair asks for its first character anyway, to cut
//!   words. Within how many articles is said before the first pair of each character;
//! - the words that begin with it, a one before each and a zero after all: what follows the key, then for a word of the dictionary its frequency and in how many
//!   articles it was cut; for a word that has another beside it a frequency of zero, what ties the two ([`Bond`]), and the other. Whoever asks for a pair so
//!   learns what else it may stand for without fetching anything more. Such a word need not stand in the corpus: its term may have an empty list.
//!
//! An ending has instead of list and words how many strings of the text may stand before it, a sound the length of a list in the text ([`super::sounds`]). Where each list begins is found out once, when the leaf is
//! opened, which costs less than saying it. Numbers are exponential Golomb codes of orders that suit them; bits so close to what they must be that
//! packing takes nothing off them. Before, the numbers were columns of bytes, and took a tenth more when packed.

use super::codec::{BitReader, BitWriter, Reader, Truncated, Writer};
use super::postings::{Posting, Postings, write_postings};
use super::sounds::SoundList;
use crate::text::chars::{CharClass, class};

/// How the keys of the kinds of terms begin. Characters, pairs of them, and words of letters and digits stand as they are.
pub mod key {
    use crate::text::chars::{CharClass, class};

    /// Before the id of an article; the list holds that article alone.
    pub const ID: char = '\u{1}';
    /// Before the end of a word of letters and digits; the list holds what may stand before it.
    pub const ENDING: char = '\u{2}';
    /// Before a sound; the term holds the words from that sound on ([`crate::index::sounds`]).
    pub const SOUND: char = '\u{3}';

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

/// What ties a word to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Bond {
    /// One is short for the other.
    Abbreviation = 0,
    /// The other is another region's word for the same.
    Regional = 1,
    /// The characters of the other are each easily taken for the one that is the word.
    LookAlike = 2,
}

impl Bond {
    fn from_number(number: u32) -> Option<Self> {
        [Self::Abbreviation, Self::Regional, Self::LookAlike].get(number as usize).copied()
    }
}

/// A word that has another beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafOther {
    /// The place of the term that it begins with in its leaf.
    pub term: u32,
    /// What follows the term's characters.
    pub rest: String,
    /// What ties the two.
    pub bond: Bond,
    /// The other.
    pub text: String,
}

/// The frequency that stands where a word is none of the dictionary, but has another beside it.
const NO_WORD: u32 = 0;

/// The orders of the codes of numbers: what they are about, as a power of two. Any order reads back; these take the fewest bits on four sets.
mod order {
    /// Characters that keys share, strings before an ending.
    pub const SMALL: u32 = 0;
    /// The bytes that are new in a key.
    pub const FRESH: u32 = 1;
    /// Within how many articles lists count.
    pub const WITHIN: u32 = 6;
    /// Frequencies in the dictionary.
    pub const FREQUENCY: u32 = 4;
    /// In how many articles a word was cut.
    pub const CUT: u32 = 0;
    /// The bytes of a list of sounds.
    pub const LIST: u32 = 10;

    /// The distance of second characters, for a first one whose lists count within `all` articles: the more there are, the more pairs there are.
    pub fn second(all: u32) -> u32 {
        12u32.saturating_sub(all.max(1).ilog2() * 7 / 8).max(4)
    }
}

/// Before the first character of all second ones: distances are counted from here.
const BEFORE_SECONDS: u32 = 0x4DFF;

/// The first character of the block of unified ideographs, of which most words are made, and in how many bits they are said.
const IDEOGRAPHS: u32 = 0x4E00;
const IDEOGRAPH_BITS: u32 = 15;

/// Stands in the bits of an ideograph before those of any character.
const OTHER: u32 = (1 << IDEOGRAPH_BITS) - 1;

/// In how many bits any character can be said.
const CHAR_BITS: u32 = 21;

/// A leaf while terms are added to it, in rising order of their keys.
#[derive(Debug, Default)]
pub struct LeafWriter {
    first: String,
    last: String,
    count: u32,
    text: Writer,
    bits: BitWriter,
    /// The character whose pairs were added last.
    outer: Option<char>,
    /// Whether words may still follow the term that was added last.
    open: bool,
}

impl LeafWriter {
    /// Adds a term that `having` articles hold, with its postings, which count within `all` articles: those of the index, or those that hold the first character of a pair, which
    /// are the same for all pairs that begin so.
    pub fn term(&mut self, key: &str, postings: &[Posting], having: u32, all: u32) {
        self.key(key, all);
        write_postings(postings, having, all, &mut self.bits);
        self.open = true;
    }

    /// Adds an ending, whose key begins with [`key::ENDING`], with what may stand before it.
    pub fn ending<'a>(&mut self, key: &str, befores: impl ExactSizeIterator<Item = &'a str>) {
        self.key(key, 0);
        self.bits.golomb(befores.len() as u32, order::SMALL);
        befores.for_each(|before| self.text.string(before));
    }

    /// Adds a list of words from the sound of the key `first` to that of the key `last`. Nothing may follow in the leaf.
    pub fn sounds(&mut self, first: &str, last: &str, list: &[u8]) {
        self.key(first, 0);
        self.bits.golomb(list.len() as u32, order::LIST);
        self.text.raw(list);
        self.last = last.to_owned();
    }

    fn close_words(&mut self) {
        if std::mem::take(&mut self.open) {
            self.bits.bits(0, 1);
        }
    }

    /// Adds a key, and for the first pair of a character within how many articles its lists count.
    fn key(&mut self, key: &str, all: u32) {
        self.close_words();
        if self.count == 0 {
            self.first = key.to_owned();
        }
        match distance(&self.last, key) {
            Some(distance) => {
                self.bits.bits(1, 1);
                self.within(key, all);
                self.bits.golomb(distance, order::second(all));
            }
            None => {
                self.bits.bits(0, 1);
                let shared = self.last.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
                let fresh: String = key.chars().skip(shared).collect();
                self.bits.golomb(shared as u32, order::SMALL);
                self.bits.golomb(fresh.len() as u32, order::FRESH);
                self.text.raw(fresh.as_bytes());
                self.within(key, all);
            }
        }
        self.last = key.to_owned();
        self.count += 1;
    }

    fn within(&mut self, key: &str, all: u32) {
        let outer = key::first_of_pair(key);
        if outer.is_some() && outer != self.outer {
            self.bits.golomb(all, order::WITHIN);
            self.outer = outer;
        }
    }

    /// Adds a word that begins with the term that was added last.
    pub fn word(&mut self, rest: &str, frequency: u32, articles: u32) {
        self.bits.bits(1, 1);
        self.chars(rest);
        self.bits.golomb(frequency.clamp(NO_WORD + 1, i32::MAX as u32), order::FREQUENCY);
        self.bits.golomb(articles, order::CUT);
    }

    /// Adds another word for the one that is the term that was added last with `rest` behind it.
    pub fn other(&mut self, rest: &str, bond: Bond, text: &str) {
        self.bits.bits(1, 1);
        self.chars(rest);
        self.bits.golomb(NO_WORD, order::FREQUENCY);
        self.bits.golomb(bond as u32, order::SMALL);
        self.chars(text);
    }

    /// Adds how many characters, and these.
    fn chars(&mut self, text: &str) {
        self.bits.golomb(text.chars().count() as u32, order::SMALL);
        for c in text.chars() {
            match u32::from(c).checked_sub(IDEOGRAPHS).filter(|&code| code < OTHER) {
                Some(code) => self.bits.bits(code, IDEOGRAPH_BITS),
                None => {
                    self.bits.bits(OTHER, IDEOGRAPH_BITS);
                    self.bits.bits(u32::from(c), CHAR_BITS);
                }
            }
        }
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
        self.text.len() + self.bits.len() / 8
    }

    /// The payload of the leaf.
    pub fn into_payload(mut self) -> Writer {
        self.close_words();
        let mut out = Writer::new();
        out.varint(u64::from(self.count));
        out.varint(self.text.len() as u64);
        out.raw(&self.text.into_bytes());
        out.raw(&self.bits.into_bytes());
        out
    }
}

/// How far the second character of the pair `key` is from that of `last`, which begins with the same character; none when that is not so.
fn distance(last: &str, key: &str) -> Option<u32> {
    let (mut last, mut key) = (last.chars(), key.chars());
    last.next().filter(|&first| class(first) == CharClass::Han && key.next() == Some(first))?;
    let before = last.next().map_or(BEFORE_SECONDS, u32::from);
    let second = key.next().filter(|_| key.next().is_none())?;
    u32::from(second).checked_sub(before)?.checked_sub(1)
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
    others: Vec<LeafOther>,
    sounds: SoundList,
    /// Where in the payload the text begins, and the bits.
    text: usize,
    bits: usize,
}

#[derive(Clone, Copy, Debug)]
struct LeafTerm {
    /// One past the key in `keys`.
    key_end: u32,
    /// Within how many articles the postings count; how many strings may stand before an ending.
    all: u32,
    /// The first bit of the postings, or the first byte in the text of what stands before an ending.
    start: u32,
}

impl Leaf {
    /// Reads a payload in an index of `all` articles.
    pub fn read(payload: &[u8], all: u32) -> Result<Self, Truncated> {
        let mut input = Reader::new(payload);
        let count = input.count(1);
        let length = input.size();
        let mut leaf = Self { terms: Vec::with_capacity(count), text: input.position(), ..Self::default() };
        let text = Reader::new(input.raw(length));
        leaf.bits = input.position();
        let bits = BitReader::new(input.raw(input.left()), 0);
        input.whole(())?;
        leaf.read_terms(count, text, bits, all, payload.len()).ok_or(Truncated { at: leaf.bits })?;
        Ok(leaf)
    }

    /// Reads the terms; none when text or bits end early.
    fn read_terms(
        &mut self,
        count: usize,
        mut text: Reader<'_>,
        mut bits: BitReader<'_>,
        all: u32,
        bytes: usize,
    ) -> Option<()> {
        let whole = bits.left();
        let mut key: Vec<char> = Vec::new();
        let mut outer: Option<(char, u32)> = None;
        for _ in 0..count {
            let mut within = all;
            let goes_on = bits.bits(1)? == 1;
            let before = key.get(1).map_or(BEFORE_SECONDS, |&c| u32::from(c));
            if goes_on {
                key.truncate(1);
            } else {
                key.truncate(bits.golomb(order::SMALL)? as usize);
                let fresh = text.raw(bits.golomb(order::FRESH)? as usize);
                key.extend(std::str::from_utf8(fresh).ok()?.chars());
            }
            if let Some(&first) =
                key.first().filter(|&&first| (goes_on || key.len() > 1) && class(first) == CharClass::Han)
            {
                within = match outer {
                    Some((same, within)) if same == first => within,
                    _ => outer.insert((first, bits.golomb(order::WITHIN)?)).1,
                };
            }
            if goes_on {
                let distance = bits.golomb(order::second(within))?;
                key.push(char::from_u32(before.checked_add(distance)?.checked_add(1)?)?);
            }
            self.keys.extend(&key);
            // Keys that share what came before may be longer than their bytes, but not boundlessly.
            if self.keys.len() > MOST_GROWTH * bytes {
                return None;
            }
            let key_end = self.keys.len() as u32;
            if key.first() == Some(&key::ENDING) {
                let befores = bits.golomb(order::SMALL)?;
                // Each takes a byte at least.
                if befores as usize > text.left() {
                    return None;
                }
                self.terms.push(LeafTerm { key_end, all: befores, start: text.position() as u32 });
                for _ in 0..befores {
                    text.string();
                }
                continue;
            }
            if key.first() == Some(&key::SOUND) {
                let length = bits.golomb(order::LIST)? as usize;
                self.terms.push(LeafTerm { key_end, all: 0, start: text.position() as u32 });
                self.sounds = SoundList::read(text.raw(length))?;
                continue;
            }
            self.terms.push(LeafTerm { key_end, all: within, start: (whole - bits.left()) as u32 });
            bits = Postings::new(bits, within)?.end()?;
            while bits.bits(1)? == 1 {
                self.read_word(self.terms.len() as u32 - 1, &mut bits)?;
            }
        }
        text.whole(()).ok()
    }

    /// Reads a word that begins with the term of a number.
    fn read_word(&mut self, term: u32, bits: &mut BitReader<'_>) -> Option<()> {
        let rest = read_chars(bits)?;
        match bits.golomb(order::FREQUENCY)? {
            NO_WORD => {
                let bond = Bond::from_number(bits.golomb(order::SMALL)?)?;
                self.others.push(LeafOther { term, rest, bond, text: read_chars(bits)? });
            }
            frequency => self.words.push(LeafWord { term, rest, frequency, articles: bits.golomb(order::CUT)? }),
        }
        Some(())
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
        let found = || {
            let term = self.terms.get(place)?;
            Postings::new(BitReader::new(payload.get(self.bits..)?, term.start as usize), term.all)
        };
        found().unwrap_or_default()
    }

    /// Calls `each` for what may stand before an ending.
    pub fn each_before(&self, payload: &[u8], place: usize, mut each: impl FnMut(&str)) {
        let Some(term) = self.terms.get(place) else { return };
        let mut befores = Reader::new(payload.get(self.text + term.start as usize..).unwrap_or_default());
        for _ in 0..term.all {
            each(befores.string());
        }
    }

    /// The words of the leaf in the order of their sounds, when it is a leaf of these.
    pub fn sounds(&self) -> &SoundList {
        &self.sounds
    }

    /// The dictionary words that begin with a term.
    pub fn words(&self, place: usize) -> &[LeafWord] {
        let start = self.words.partition_point(|word| (word.term as usize) < place);
        let length = self.words[start..].partition_point(|word| word.term as usize == place);
        &self.words[start..start + length]
    }

    /// All dictionary words, in the order of their terms.
    pub fn all_words(&self) -> &[LeafWord] {
        &self.words
    }

    /// The words that begin with a term and have others beside them.
    pub fn others(&self, place: usize) -> &[LeafOther] {
        let start = self.others.partition_point(|other| (other.term as usize) < place);
        let length = self.others[start..].partition_point(|other| other.term as usize == place);
        &self.others[start..start + length]
    }
}

/// Reads what [`LeafWriter::chars`] wrote.
fn read_chars(bits: &mut BitReader<'_>) -> Option<String> {
    let length = bits.golomb(order::SMALL)?;
    let mut text = String::new();
    for _ in 0..length {
        let code = match bits.bits(IDEOGRAPH_BITS)? {
            OTHER => bits.bits(CHAR_BITS)?,
            code => IDEOGRAPHS + code,
        };
        text.push(char::from_u32(code)?);
    }
    Some(text)
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
                writer.term(key, &postings, postings.len() as u32, 90);
                if articles.contains(&2) { writer.word(key, 5, 1); }
                if articles.contains(&3) { writer.other("庆", Bond::Regional, key); }
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
                let others: Vec<_> = leaf.others(place).iter().map(|o| (o.rest.as_str(), o.bond, o.text.as_str())).collect();
                prop_assert_eq!(others, if articles.contains(&3) { vec![("庆", Bond::Regional, key.as_str())] } else { Vec::new() });
            }
            prop_assert_eq!(leaf.find("z"), None);
        }

        #[test]
        fn hostile_bytes_end_in_an_error_or_a_leaf(payload: Vec<u8>, all: u32) {
            if let Ok(leaf) = Leaf::read(&payload, all) {
                for place in 0..leaf.len() {
                    leaf.postings(&payload, place).for_each(|_| {});
                    leaf.each_before(&payload, place, |_| {});
                    let _ = (leaf.key(place), leaf.words(place), leaf.others(place));
                }
            }
        }
    }
}
