//! Words: the most likely cut of a Han run by the index's slice of jieba's dictionary.
//!
//! The same maximum-probability walk as jieba's without its HMM: a directed graph of all dictionary words in the run, cut where the product
//! of word frequencies is highest. The slice holds every dictionary word that occurs in the corpus, so the corpus is cut
//! exactly as with the whole dictionary. Words sharpen weights, suggestions and marks; they never decide what matches (invariant 3).

use std::ops::Range;

use crate::index::codec::{Reader, Truncated, Writer};
use crate::order::sort_by;

/// One word of the slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, folded.
    pub text: String,
    /// Its frequency in jieba's dictionary.
    pub frequency: u32,
    /// In how many articles of the corpus the word was cut.
    pub articles: u32,
}

/// Cuts Han runs into words.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {
    words: Vec<Word>,
    /// Natural logarithm of the sum of all frequencies of the whole dictionary.
    log_total: f64,
}

impl Segmenter {
    /// A segmenter over `words` in any order; `total` is the sum of frequencies of the dictionary that they were taken from.
    pub fn new(mut words: Vec<Word>, total: u64) -> Self {
        sort_by(&mut words, |a, b| a.text.cmp(&b.text));
        words.dedup_by(|a, b| a.text == b.text);
        Self { words, log_total: libm::log(total.max(1) as f64) }
    }

    /// The words, sorted by their UTF-8 bytes.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Sets in how many articles each word was cut, in the order of [`Segmenter::words`].
    pub fn set_articles(&mut self, counts: &[u32]) {
        for (word, &count) in self.words.iter_mut().zip(counts) {
            word.articles = count;
        }
    }

    /// Where `text` stands in [`Segmenter::words`].
    pub fn find(&self, text: &str) -> Option<usize> {
        self.words.binary_search_by(|word| word.text.as_str().cmp(text)).ok()
    }

    /// The words that begin with `prefix`, as a range of [`Segmenter::words`].
    pub fn with_prefix(&self, prefix: &str) -> Range<usize> {
        let start = self.words.partition_point(|word| word.text.as_str() < prefix);
        let length = self.words[start..].partition_point(|word| word.text.starts_with(prefix));
        start..start + length
    }

    /// The most likely cut of `run` (folded Han characters), as lengths in characters that add up to the run's.
    pub fn cut(&self, run: &[char]) -> Vec<usize> {
        let count = run.len();
        let unknown = -self.log_total;
        // best[i] holds the log probability of the best cut of run[i..] and the end of its first word.
        let mut best = vec![(0.0f64, count); count + 1];
        for start in (0..count).rev() {
            let mut chosen: Option<(f64, usize)> = None;
            self.each_word_at(&run[start..], |length, frequency| {
                let end = start + length;
                let probability = libm::log(f64::from(frequency)) - self.log_total + best[end].0;
                // On a tie the longer word wins, as in jieba-rs.
                if chosen
                    .is_none_or(|(other, other_end)| probability > other || (probability == other && end > other_end))
                {
                    chosen = Some((probability, end));
                }
            });
            best[start] = chosen.unwrap_or((unknown + best[start + 1].0, start + 1));
        }
        let mut lengths = Vec::new();
        let mut at = 0;
        while at < count {
            let end = best[at].1;
            lengths.push(end - at);
            at = end;
        }
        lengths
    }

    /// Calls `found(length in characters, frequency)` for each word that `run` begins with.
    fn each_word_at(&self, run: &[char], mut found: impl FnMut(usize, u32)) {
        let mut range = 0..self.words.len();
        let mut bytes = 0;
        for (index, &c) in run.iter().enumerate() {
            let mut buffer = [0; 4];
            let encoded = c.encode_utf8(&mut buffer).as_bytes();
            let slice = &self.words[range.clone()];
            // All words of the range share the first `bytes` bytes, so comparing what follows keeps the order.
            let low = slice.partition_point(|word| following(word, bytes, encoded.len()) < encoded);
            let length = slice[low..].partition_point(|word| following(word, bytes, encoded.len()) == encoded);
            range = range.start + low..range.start + low + length;
            if range.is_empty() {
                return;
            }
            bytes += encoded.len();
            let first = &self.words[range.start];
            if first.text.len() == bytes {
                found(index + 1, first.frequency);
            }
        }
    }

    /// Writes the slice: words in order, each as the bytes it shares with the one before and the rest.
    pub fn write(&self, out: &mut Writer) {
        out.u64(self.log_total.to_bits());
        out.varint(self.words.len() as u64);
        let mut last = "";
        for word in &self.words {
            let shared = shared_prefix(last, &word.text);
            out.varint(shared as u64);
            out.string(&word.text[shared..]);
            out.varint(u64::from(word.frequency));
            out.varint(u64::from(word.articles));
            last = &word.text;
        }
    }

    /// Reads what [`Segmenter::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self, Truncated> {
        let log_total = f64::from_bits(input.u64()?);
        let count = input.count(4)?;
        let mut words: Vec<Word> = Vec::with_capacity(count);
        for _ in 0..count {
            let shared = input.size()?;
            let place = Truncated { at: input.position() };
            let mut text = match words.last() {
                Some(last) => last.text.get(..shared).ok_or(place)?.to_owned(),
                None => String::new(),
            };
            text.push_str(input.string()?);
            let frequency = input.varint()? as u32;
            let articles = input.varint()? as u32;
            words.push(Word { text, frequency, articles });
        }
        // The search below relies on the order, so bytes in another order are sorted rather than trusted.
        sort_by(&mut words, |a, b| a.text.cmp(&b.text));
        Ok(Self { words, log_total })
    }
}

/// At most `length` bytes of `word` from byte `from`.
fn following(word: &Word, from: usize, length: usize) -> &[u8] {
    let rest = word.text.as_bytes().get(from..).unwrap_or_default();
    &rest[..rest.len().min(length)]
}

fn shared_prefix(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((at, _), _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segmenter() -> Segmenter {
        let word = |text: &str, frequency| Word { text: text.to_owned(), frequency, articles: 1 };
        Segmenter::new(
            vec![
                word("阶段", 500),
                word("段", 300),
                word("简介", 400),
                word("一", 9000),
                word("一阶", 2),
                word("段简", 1),
            ],
            100_000,
        )
    }

    fn check(run: &str, expected: &str) {
        let chars: Vec<char> = run.chars().collect();
        let mut rest = &chars[..];
        let mut words = Vec::new();
        for length in segmenter().cut(&chars) {
            words.push(rest[..length].iter().collect::<String>());
            rest = &rest[length..];
        }
        assert_eq!(words.join("/"), expected);
    }

    #[test]
    fn cuts_by_probability() {
        check("一阶段简介", "一/阶段/简介");
        check("未知阶段", "未/知/阶段");
        check("", "");
    }

    #[test]
    fn a_written_slice_reads_back() {
        let mut out = Writer::new();
        segmenter().write(&mut out);
        let bytes = out.into_bytes();
        let read = Segmenter::read(&mut Reader::new(&bytes)).expect("what was written can be read");
        assert_eq!(read.words(), segmenter().words());
        assert_eq!(read.with_prefix("一").len(), 2);
    }
}
