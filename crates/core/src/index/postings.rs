//! Postings: in which articles a term stands, and how much it counts there. Writer and reader side by side.
//!
//! A list is one LEB128 integer an article: the difference to the article before less one, three bits of *level* (the saturated, length
//! normalised frequency in eighths of its greatest value), and one bit that says whether a title holds the term. That is what choosing candidates
//! needs; their score is made of their texts.

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

/// Into how many levels the saturated frequency is divided.
pub const LEVELS: u8 = 8;

/// The level of a share, 0 to 1, of the greatest saturated frequency.
pub fn level(share: f32) -> u8 {
    ((share * f32::from(LEVELS)) as u8).min(LEVELS - 1)
}

/// The share in the middle of a level.
#[inline]
pub fn share(level: u8) -> f32 {
    (f32::from(level) + 0.5) / f32::from(LEVELS)
}

/// One term in one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The number of the article.
    pub article: u32,
    /// How much the term counts there, 0 to [`LEVELS`] less one.
    pub level: u8,
    /// Whether the headline, lead-in or sub-headline holds the term.
    pub title: bool,
}

/// The postings of one term while they are collected, in rising order of their articles.
#[derive(Clone, Debug, Default)]
pub struct PostingsWriter {
    next: u32,
    articles: u32,
    out: Writer,
}

impl PostingsWriter {
    /// Adds an article, whose number must be greater than the one before.
    pub fn push(&mut self, posting: Posting) {
        let gap = posting.article.saturating_sub(self.next);
        self.out.varint(u64::from(gap) << 4 | u64::from(posting.level.min(LEVELS - 1)) << 1 | u64::from(posting.title));
        self.next = posting.article + 1;
        self.articles += 1;
    }

    /// In how many articles the term stands.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// The bytes of the list.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

/// The postings of a term, read where they lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Postings<'a> {
    /// In how many articles the term stands.
    pub articles: u32,
    bytes: &'a [u8],
}

impl<'a> Postings<'a> {
    /// The postings in `bytes`.
    pub fn new(articles: u32, bytes: &'a [u8]) -> Self {
        Self { articles, bytes }
    }

    /// Calls `each` for every article in rising order. Damaged bytes end the list early.
    #[inline]
    pub fn for_each(&self, mut each: impl FnMut(Posting)) {
        let mut input = Reader::new(self.bytes);
        let mut next = 0u32;
        for _ in 0..self.articles {
            let Ok(code) = input.varint() else { break };
            let article = next.wrapping_add((code >> 4) as u32);
            next = article.wrapping_add(1);
            each(Posting { article, level: (code >> 1) as u8 % LEVELS, title: code & 1 == 1 });
        }
    }

    /// The articles in rising order.
    pub fn article_numbers(&self) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.for_each(|posting| numbers.push(posting.article));
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_read_back(steps in proptest::collection::vec((1u32..500, 0..LEVELS, any::<bool>()), 0..200)) {
            let mut writer = PostingsWriter::default();
            let mut expected = Vec::new();
            let mut article = 0;
            for (step, level, title) in steps {
                article += step;
                let posting = Posting { article, level, title };
                writer.push(posting);
                expected.push(posting);
            }
            let (articles, bytes) = (writer.articles(), writer.into_bytes());
            let mut found = Vec::new();
            Postings::new(articles, &bytes).for_each(|posting| found.push(posting));
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn damaged_lists_end_early(articles: u32, bytes: Vec<u8>) {
            let mut seen = 0;
            Postings::new(articles, &bytes).for_each(|_| seen += 1);
            prop_assert!(seen <= bytes.len());
        }

        #[test]
        fn a_level_is_near_its_share(given in 0.0f32..=1.0) {
            prop_assert!((share(level(given)) - given).abs() <= 0.5 / f32::from(LEVELS) + 1e-6);
        }
    }
}
