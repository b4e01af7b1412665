//! The vocabulary of letters and digits: all words sorted, searchable by prefix and by any part, with their postings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::codec::{Reader, Truncated, Writer};
use super::postings::{Postings, PostingsWriter};

/// The payload of the part: the words joined by line feeds, their entries, their postings.
pub fn write_words(words: BTreeMap<String, PostingsWriter>) -> Writer {
    let mut out = Writer::new();
    out.varint(words.len() as u64);
    out.string(&words.keys().map(String::as_str).collect::<Vec<_>>().join("\n"));
    let (mut directory, mut postings) = (Writer::new(), Writer::new());
    for (_, list) in words {
        list.write(&mut directory, &mut postings);
    }
    out.raw(&directory.into_bytes());
    out.raw(&postings.into_bytes());
    out
}

/// The vocabulary, opened: where each word and its postings are in the payload.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Entry>,
    /// The words joined by line feeds.
    joined: Range<usize>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// First byte of the word in the joined words.
    word: u32,
    articles: u32,
    coded: bool,
    /// The bytes of its postings in the payload.
    postings: Range<u32>,
}

impl Vocabulary {
    /// Reads the part's payload.
    pub fn read(payload: &[u8]) -> Result<Self, Truncated> {
        let mut input = Reader::new(payload);
        let count = input.count(2)?;
        let joined_text = input.string()?;
        let joined = input.position() - joined_text.len()..input.position();
        let mut words = Vec::with_capacity(count);
        let mut lengths = Vec::with_capacity(count);
        let mut at = 0;
        for _ in 0..count {
            let (articles, coded, length) = Postings::entry(&mut input).ok_or(Truncated { at: input.position() })?;
            words.push(Entry { word: at as u32, articles, coded, postings: 0..0 });
            lengths.push(length);
            let rest = joined_text.get(at..).ok_or(Truncated { at: input.position() })?;
            at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        }
        for (entry, length) in words.iter_mut().zip(lengths) {
            let start = input.position() as u32;
            input.raw(length)?;
            entry.postings = start..input.position() as u32;
        }
        Ok(Self { words, joined })
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the corpus holds no word of letters or digits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word with the given number.
    pub fn word<'a>(&self, payload: &'a [u8], number: usize) -> &'a str {
        let Some(entry) = self.words.get(number) else { return "" };
        let start = self.joined.start + entry.word as usize;
        let end = self
            .words
            .get(number + 1)
            .map_or(self.joined.end, |next| (self.joined.start + next.word as usize).saturating_sub(1));
        payload.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// The postings of the word with the given number.
    pub fn postings<'a>(&self, payload: &'a [u8], number: usize) -> Postings<'a> {
        let Some(entry) = self.words.get(number) else { return Postings::default() };
        let bytes = payload.get(entry.postings.start as usize..entry.postings.end as usize).unwrap_or_default();
        Postings::new(entry.articles, entry.coded, bytes)
    }

    /// The number of a word.
    pub fn find(&self, payload: &[u8], word: &str) -> Option<usize> {
        let at = self.lower_bound(payload, word);
        (at < self.words.len() && self.word(payload, at) == word).then_some(at)
    }

    /// The numbers of the words that begin with `prefix`.
    pub fn with_prefix(&self, payload: &[u8], prefix: &str) -> Range<usize> {
        let start = self.lower_bound(payload, prefix);
        let mut end = start;
        while end < self.words.len() && self.word(payload, end).starts_with(prefix) {
            end += 1;
        }
        start..end
    }

    /// The numbers of the words that hold `part` anywhere, in rising order.
    pub fn with_part(&self, payload: &[u8], part: &str) -> Vec<usize> {
        let joined = self.joined(payload);
        let mut numbers: Vec<usize> = Vec::new();
        for (at, _) in joined.match_indices(part) {
            let number = self.words.partition_point(|entry| entry.word as usize <= at).saturating_sub(1);
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    fn lower_bound(&self, payload: &[u8], word: &str) -> usize {
        let (mut low, mut high) = (0, self.words.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(payload, middle) < word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn joined<'a>(&self, payload: &'a [u8]) -> &'a str {
        payload.get(self.joined.clone()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_by_prefix_and_by_part() {
        let mut words = BTreeMap::new();
        for (article, word) in ["gpu", "getusername", "2000", "user", "username"].into_iter().enumerate() {
            let mut list = PostingsWriter::new();
            list.push(article as u32, &[0, 0, 0, 1, 0, 0, 0]);
            words.insert(word.to_owned(), list);
        }
        let payload = write_words(words).into_bytes();
        let vocabulary = Vocabulary::read(&payload).expect("what was written can be read");
        let shown = |numbers: Vec<usize>| numbers.into_iter().map(|n| vocabulary.word(&payload, n)).collect::<Vec<_>>();
        assert_eq!(
            vocabulary.find(&payload, "gpu").map(|n| vocabulary.postings(&payload, n).article_numbers()),
            Some(vec![0])
        );
        assert_eq!(vocabulary.find(&payload, "gp"), None);
        assert_eq!(shown(vocabulary.with_prefix(&payload, "user").collect()), ["user", "username"]);
        assert_eq!(shown(vocabulary.with_part(&payload, "user")), ["getusername", "user", "username"]);
        assert_eq!(shown(vocabulary.with_part(&payload, "00")), ["2000"]);
        assert!(vocabulary.with_part(&payload, "x").is_empty());
    }
}
