//! Postings: in which articles a term stands, and how often in which field. Writer and reader side by side.
//!
//! A list is two streams. First the article numbers as differences less one; then, unless every count is one occurrence in the
//! body, one code an article: the count in the body below 0x80, or 0x80 plus a mask of fields, followed by one count a field.

use super::codec::{Reader, Writer};

/// The parts of an article that are ranked apart (BM25F's fields).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Field {
    /// The headline.
    Headline = 0,
    /// Lead-in and sub-headline.
    SubHeadline = 1,
    /// Subheads inside the article.
    Subheads = 2,
    /// Paragraphs.
    Body = 3,
    /// Captions and boxes.
    Captions = 4,
    /// Keywords given by the source.
    Tags = 5,
    /// Source, authors and place.
    Byline = 6,
}

/// How many fields there are.
pub const FIELDS: usize = 7;

impl Field {
    /// All fields in the order of their numbers.
    pub const ALL: [Self; FIELDS] =
        [Self::Headline, Self::SubHeadline, Self::Subheads, Self::Body, Self::Captions, Self::Tags, Self::Byline];
}

/// Occurrences of one term in one article, by field, each at most 127.
pub type Counts = [u8; FIELDS];

const BODY: usize = Field::Body as usize;

/// The postings of one term while they are collected. Articles are added in rising order.
#[derive(Clone, Debug, Default)]
pub struct PostingsWriter {
    next: u32,
    articles: u32,
    numbers: Writer,
    codes: Writer,
    /// Whether any article has more than one occurrence, or one outside the body.
    coded: bool,
}

impl PostingsWriter {
    /// No postings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article; `article` must be greater than the one before.
    pub fn push(&mut self, article: u32, counts: &Counts) {
        self.numbers.varint(u64::from(article - self.next));
        self.next = article + 1;
        self.articles += 1;
        let mask = (0..FIELDS).filter(|&field| counts[field] > 0).fold(0u8, |mask, field| mask | 1 << field);
        if mask == 1 << BODY {
            self.coded |= counts[BODY] != 1;
            self.codes.raw(&[counts[BODY].min(0x7F)]);
        } else {
            self.coded = true;
            self.codes.raw(&[0x80 | mask]);
            for &count in counts.iter().filter(|&&count| count > 0) {
                self.codes.raw(&[count.min(0x7F)]);
            }
        }
    }

    /// In how many articles the term stands.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Writes the entry for the directory to `directory` and the streams to `out`.
    pub fn write(self, directory: &mut Writer, out: &mut Writer) {
        directory.varint(u64::from(self.articles) << 1 | u64::from(self.coded));
        let numbers = self.numbers.into_bytes();
        let codes = if self.coded { self.codes.into_bytes() } else { Vec::new() };
        directory.varint((numbers.len() + codes.len()) as u64);
        out.raw(&numbers);
        out.raw(&codes);
    }
}

/// Where the postings of a term are, and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Postings<'a> {
    /// In how many articles the term stands.
    pub articles: u32,
    coded: bool,
    bytes: &'a [u8],
}

impl<'a> Postings<'a> {
    /// Reads a directory entry: the postings without their bytes, and the length of these.
    pub fn entry(directory: &mut Reader<'_>) -> Option<(u32, bool, usize)> {
        let header = directory.varint().ok()?;
        let length = directory.size().ok()?;
        Some(((header >> 1) as u32, header & 1 == 1, length))
    }

    /// The postings that a directory entry and its bytes make.
    pub fn new(articles: u32, coded: bool, bytes: &'a [u8]) -> Self {
        Self { articles, coded, bytes }
    }

    /// Calls `each(article, counts in the body if nowhere else, or counts by field)` for every article in rising order. `numbers` is scratch
    /// space. Damaged bytes end the list early.
    #[inline]
    pub fn for_each(&self, numbers: &mut Vec<u32>, mut each: impl FnMut(u32, Occurrence)) {
        numbers.clear();
        let mut input = Reader::new(self.bytes);
        let mut next = 0u32;
        for _ in 0..self.articles {
            let Ok(difference) = input.varint() else { break };
            let article = next.wrapping_add(difference as u32);
            numbers.push(article);
            next = article.wrapping_add(1);
        }
        if !self.coded {
            for &article in numbers.iter() {
                each(article, Occurrence::Body(1));
            }
            return;
        }
        let codes = &self.bytes[input.position()..];
        let mut at = 0;
        for &article in numbers.iter() {
            let Some(&code) = codes.get(at) else { break };
            at += 1;
            if code < 0x80 {
                each(article, Occurrence::Body(code));
                continue;
            }
            let mut counts = Counts::default();
            for (field, count) in counts.iter_mut().enumerate() {
                if code & 1 << field != 0 {
                    *count = codes.get(at).copied().unwrap_or(0);
                    at += 1;
                }
            }
            each(article, Occurrence::Fields(counts));
        }
    }

    /// The articles in rising order.
    pub fn article_numbers(&self) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.for_each(&mut numbers, |_, _| {});
        numbers
    }
}

/// How often a term stands in one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// In the body only.
    Body(u8),
    /// By field.
    Fields(Counts),
}

impl Occurrence {
    /// The counts by field.
    pub fn counts(self) -> Counts {
        match self {
            Self::Fields(counts) => counts,
            Self::Body(count) => {
                let mut counts = Counts::default();
                counts[BODY] = count;
                counts
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_read_back(steps in proptest::collection::vec((1u32..500, proptest::array::uniform7(0u8..4)), 0..200)) {
            let mut writer = PostingsWriter::new();
            let mut expected = Vec::new();
            let mut article = 0;
            for (step, mut counts) in steps {
                if counts == Counts::default() { counts[BODY] = 1; }
                article += step;
                writer.push(article, &counts);
                expected.push((article, counts));
            }
            let (mut directory, mut streams) = (Writer::new(), Writer::new());
            writer.write(&mut directory, &mut streams);
            let (directory, streams) = (directory.into_bytes(), streams.into_bytes());
            let (articles, coded, length) = Postings::entry(&mut Reader::new(&directory)).expect("an entry was written");
            prop_assert_eq!(length, streams.len());
            let mut found = Vec::new();
            Postings::new(articles, coded, &streams).for_each(&mut Vec::new(), |article, o| found.push((article, o.counts())));
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn damaged_lists_end_early(articles: u32, coded: bool, bytes: Vec<u8>) {
            let mut seen = 0;
            Postings::new(articles, coded, &bytes).for_each(&mut Vec::new(), |_, _| seen += 1);
            prop_assert!(seen <= bytes.len());
        }
    }
}
