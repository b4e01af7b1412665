//! Postings: in which articles a term stands, and how much it counts there. Writer and reader side by side.
//!
//! A list is bits: how many articles there are, in an exponential Golomb code; a bit that says whether any title holds the term; and the articles. For each the
//! difference to the one before less one, in Rice's code: the high part as so many ones and a zero, then as many low bits as suit the mean difference,
//! which follows from the numbers of articles. Then, unless the list is short, the *level* (the saturated, length normalised frequency, in three steps: 0
//! for the middle one, 10 below, 11 above), and, when any title holds the term, a bit that says whether this one does. That is what choosing candidates
//! needs; their score is made of their texts.

use super::codec::{BitReader, BitWriter};

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

/// Of a character that more than this share of the articles has, the index lists only those in which it counts most. Measured on two sets: with 512
/// of them the candidates are as good as with all.
pub const COMMON: f32 = 0.0625;

/// Pairs saturate sooner than characters: k1 0.6 beside 0.9 in recipe A.
pub const PAIR_SATURATION: f32 = 2.0 / 3.0;

/// Into how many levels the saturated frequency is divided. Measured on the four sets, three choose candidates as well as eight.
pub const LEVELS: u8 = 3;

/// The level of a term that stands once in an article of middling length.
const MIDDLE: u8 = 1;

/// Where the levels part, as shares of the greatest saturated frequency.
const PARTINGS: [f32; 2] = [0.375, 0.625];

/// What an article of each level is taken to have.
const SHARES: [f32; LEVELS as usize] = [0.25, 0.5, 0.7];

/// Lists of fewer articles have no levels: a term so rare decides by being there.
const LEVELLED: u32 = 48;

/// The level of a share, 0 to 1, of the greatest saturated frequency.
pub fn level(share: f32) -> u8 {
    PARTINGS.iter().filter(|&&parting| share >= parting).count() as u8
}

/// The share that a level stands for.
#[inline]
pub fn share(level: u8) -> f32 {
    SHARES.get(usize::from(level)).copied().unwrap_or(0.0)
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

/// How many low bits of a difference stand as they are when `having` of `all` articles hold a term: those of the mean difference times
/// ln 2, which is best for differences that fall off geometrically.
fn low_bits(all: u32, having: u32) -> u32 {
    (u64::from(all) * 69 / 100 / u64::from(having.max(1))).checked_ilog2().unwrap_or(0)
}

/// No list is longer: of a term that more articles hold, it names those in which the term counts most. So what a question costs stays flat however large the corpus is,
/// and a corpus of some ten thousand articles never comes near.
pub const HEAD: u32 = 4096;

/// Writes the list of a term that stands in `having` of `all` articles: its `postings`, rising; the best [`HEAD`] of them when there are more.
pub fn write_postings(postings: &[Posting], having: u32, all: u32, out: &mut BitWriter) {
    debug_assert_eq!(postings.len() as u32, having.min(HEAD));
    let titled = postings.iter().any(|posting| posting.title);
    let low = low_bits(all, postings.len() as u32);
    out.golomb(having, 0);
    out.bits(u32::from(titled), 1);
    let mut next = 0;
    for posting in postings {
        let gap = posting.article.saturating_sub(next);
        next = posting.article + 1;
        out.unary(gap >> low);
        out.bits(gap, low);
        if having >= LEVELLED {
            match posting.level {
                MIDDLE => out.bits(0, 1),
                0 => out.bits(0b01, 2),
                _ => out.bits(0b11, 2),
            }
        }
        if titled {
            out.bits(u32::from(posting.title), 1);
        }
    }
}

/// The postings of a term, read where they lie.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postings<'a> {
    /// In how many articles the term stands; the list may name fewer ([`HEAD`]).
    pub articles: u32,
    titled: bool,
    all: u32,
    list: BitReader<'a>,
}

impl<'a> Postings<'a> {
    /// The postings that come next, which count within `all` articles; none when the bits end.
    pub fn new(mut bits: BitReader<'a>, all: u32) -> Option<Self> {
        Some(Self { articles: bits.golomb(0)?, titled: bits.bits(1)? == 1, all, list: bits })
    }

    /// How many articles the list names.
    pub fn listed(&self) -> u32 {
        self.articles.min(HEAD)
    }

    /// Calls `each` for every article in rising order. Damaged bytes end the list early.
    #[inline]
    pub fn for_each(&self, each: impl FnMut(Posting)) {
        self.walk(each);
    }

    /// What comes after the list; none when the bits end before it does.
    pub fn end(&self) -> Option<BitReader<'a>> {
        self.walk(|_| {})
    }

    #[inline]
    fn walk(&self, mut each: impl FnMut(Posting)) -> Option<BitReader<'a>> {
        let low = low_bits(self.all, self.listed());
        let mut input = self.list;
        let mut next = 0u32;
        for _ in 0..self.listed() {
            let posting = self.read(&mut input, low, next)?;
            next = posting.article.wrapping_add(1);
            each(posting);
        }
        Some(input)
    }

    #[inline]
    fn read(&self, input: &mut BitReader<'_>, low: u32, next: u32) -> Option<Posting> {
        let gap = input.unary()?.wrapping_shl(low) | input.bits(low)?;
        let level = match self.articles {
            0..LEVELLED => MIDDLE,
            _ if input.bits(1)? == 0 => MIDDLE,
            _ => input.bits(1)? as u8 * 2,
        };
        let title = self.titled && input.bits(1)? == 1;
        Some(Posting { article: next.wrapping_add(gap), level, title })
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
        fn lists_read_back(steps in proptest::collection::vec((1u32..500, 0..LEVELS, any::<bool>()), 0..200), more in 0u32..1000, titled: bool) {
            let mut expected = Vec::new();
            let mut article = 0;
            let count = steps.len() as u32;
            for (step, level, title) in steps {
                article += step;
                let level = if count < LEVELLED { MIDDLE } else { level };
                expected.push(Posting { article, level, title: title && titled });
            }
            let all = article + 1 + more;
            let mut out = BitWriter::default();
            out.bits(0, 3);
            write_postings(&expected, count, all, &mut out);
            let end = out.len();
            out.bits(1, 1);
            let bytes = out.into_bytes();
            let mut found = Vec::new();
            let postings = Postings::new(BitReader::new(&bytes, 3), all).expect("the list is whole");
            postings.for_each(|posting| found.push(posting));
            prop_assert_eq!(found, expected);
            prop_assert_eq!(postings.end().map(|rest| bytes.len() * 8 - rest.left()), Some(end));
        }

        #[test]
        fn damaged_lists_end_early(all: u32, bytes: Vec<u8>, bit in 0usize..100) {
            let mut seen = 0;
            Postings::new(BitReader::new(&bytes, bit), all).unwrap_or_default().for_each(|_| seen += 1);
            prop_assert!(seen <= 8 * bytes.len());
        }
    }

    #[test]
    fn shares_lie_within_their_levels() {
        for number in 0..LEVELS {
            assert_eq!(level(share(number)), number);
        }
        assert_eq!((level(0.0), level(1.0)), (0, LEVELS - 1));
    }
}
