//! The shelf: all parts of an index in one run of bytes, and the index opened from it.

use std::ops::Range;
use std::sync::Arc;

use super::catalogue::Catalogue;
use super::codec::{Reader, Writer};
use super::language::Language;
use super::part::{Bytes, PartId, PartKind, ShelfError, printable, unseal};
use super::postings::Postings;
use super::records::{Record, read_group};
use super::terms::{Page, read_directory};
use super::words::Vocabulary;
use crate::order::sort_by;

/// The first bytes of a shelf file.
const MAGIC: &[u8; 8] = b"XUNZHANG";

/// One file of all `parts`, which are sealed: magic, count, then kind, number and length of each, then their bytes.
pub fn write_shelf(parts: &[(PartId, Vec<u8>)]) -> Vec<u8> {
    let mut out = Writer::new();
    out.raw(MAGIC);
    out.varint(parts.len() as u64);
    for (id, bytes) in parts {
        out.raw(&[id.kind as u8]);
        out.varint(u64::from(id.number));
        out.varint(bytes.len() as u64);
    }
    for (_, bytes) in parts {
        out.raw(bytes);
    }
    out.into_bytes()
}

/// Counts of an index, and which parts it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Number of articles.
    pub articles: u32,
    /// How many parts of terms there are.
    pub term_parts: u32,
    /// How many parts of articles there are.
    pub article_parts: u32,
}

impl Entry {
    /// Writes the entry.
    pub fn write(&self, out: &mut Writer) {
        for number in [self.articles, self.term_parts, self.article_parts] {
            out.varint(u64::from(number));
        }
    }

    /// Reads what [`Entry::write`] wrote.
    pub fn read(payload: &[u8]) -> Result<Self, ShelfError> {
        let mut input = Reader::new(payload);
        let mut number = || input.varint().map(|n| n as u32).map_err(ShelfError::truncated(PartKind::Entry));
        Ok(Self { articles: number()?, term_parts: number()?, article_parts: number()? })
    }
}

/// Where the page of a first character is.
#[derive(Clone, Copy, Debug)]
struct Head {
    first: char,
    part: u32,
    start: u32,
    end: u32,
}

/// A part of articles.
#[derive(Clone, Debug)]
struct Group {
    first: u32,
    bounds: Vec<u32>,
}

/// An opened index.
#[derive(Clone, Debug)]
pub struct Index {
    bytes: Bytes,
    /// The payloads of the parts in `bytes`, sorted.
    parts: Vec<(PartId, Range<usize>)>,
    entry: Entry,
    catalogue: Catalogue,
    language: Language,
    vocabulary: Vocabulary,
    heads: Vec<Head>,
    groups: Vec<Group>,
}

impl Index {
    /// Opens a shelf that is part of the program.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ShelfError> {
        Self::open(Bytes::Static(bytes))
    }

    /// Opens a shelf that was read from somewhere.
    pub fn from_vec(bytes: Vec<u8>) -> Result<Self, ShelfError> {
        Self::open(Bytes::Shared(Arc::from(bytes)))
    }

    /// Opens a shelf.
    ///
    /// # Errors
    /// When the bytes are no shelf, of another version, cut short, damaged, or lack a part.
    pub fn open(bytes: Bytes) -> Result<Self, ShelfError> {
        let parts = read_parts(bytes.as_slice())?;
        let payload = |kind: PartKind, number: u32| -> Result<&[u8], ShelfError> {
            let id = PartId { kind, number };
            let found = parts.binary_search_by_key(&id, |part| part.0).map_err(|_| ShelfError::Part {
                expected: format!("the part {kind:?} {number}"),
                found: "no such part".to_owned(),
            })?;
            Ok(&bytes.as_slice()[parts[found].1.clone()])
        };
        let entry = Entry::read(payload(PartKind::Entry, 0)?)?;
        let catalogue = Catalogue::read(&mut Reader::new(payload(PartKind::Catalogue, 0)?))
            .map_err(ShelfError::truncated(PartKind::Catalogue))?;
        let language = Language::read(&mut Reader::new(payload(PartKind::Language, 0)?))
            .map_err(ShelfError::truncated(PartKind::Language))?;
        let vocabulary =
            Vocabulary::read(payload(PartKind::Words, 0)?).map_err(ShelfError::truncated(PartKind::Words))?;
        let mut heads = Vec::new();
        for part in 0..entry.term_parts {
            let pages =
                read_directory(payload(PartKind::Terms, part)?).map_err(ShelfError::truncated(PartKind::Terms))?;
            heads.extend(pages.into_iter().map(|(first, start, end)| Head { first, part, start, end }));
        }
        sort_by(&mut heads, |a: &Head, b| a.first.cmp(&b.first));
        let mut groups = Vec::new();
        for part in 0..entry.article_parts {
            let (first, bounds) =
                read_group(payload(PartKind::Articles, part)?).map_err(ShelfError::truncated(PartKind::Articles))?;
            groups.push(Group { first, bounds });
        }
        if catalogue.len() != entry.articles as usize {
            return Err(ShelfError::Part {
                expected: format!("a catalogue of {} articles", entry.articles),
                found: format!("one of {}", catalogue.len()),
            });
        }
        Ok(Self { bytes, parts, entry, catalogue, language, vocabulary, heads, groups })
    }

    /// Number of articles.
    pub fn len(&self) -> u32 {
        self.entry.articles
    }

    /// Whether the index holds no article.
    pub fn is_empty(&self) -> bool {
        self.entry.articles == 0
    }

    /// Ids, lengths, days and facet values.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Folds, words, function words, question phrases.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The words of letters and digits.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The payload that [`Index::vocabulary`] reads from.
    pub fn words_payload(&self) -> &[u8] {
        self.payload(PartKind::Words, 0)
    }

    /// The page of a (folded) first character; empty when the corpus lacks the character.
    pub fn page(&self, first: char) -> Page<'_> {
        let Ok(found) = self.heads.binary_search_by_key(&first, |head| head.first) else { return Page::new(&[]) };
        let head = self.heads[found];
        let payload = self.payload(PartKind::Terms, head.part);
        Page::new(payload.get(head.start as usize..head.end as usize).unwrap_or_default())
    }

    /// The postings of a word of letters and digits.
    pub fn word_postings(&self, number: usize) -> Postings<'_> {
        self.vocabulary.postings(self.words_payload(), number)
    }

    /// The text of an article; empty when there is no such article.
    pub fn record(&self, article: u32) -> Record<'_> {
        let after = self.groups.partition_point(|group| group.first <= article);
        let Some(part) = after.checked_sub(1) else { return Record::default() };
        let group = &self.groups[part];
        let place = (article - group.first) as usize;
        let (Some(&start), Some(&end)) = (group.bounds.get(place), group.bounds.get(place + 1)) else {
            return Record::default();
        };
        let bytes = self.payload(PartKind::Articles, part as u32).get(start as usize..end as usize).unwrap_or_default();
        Record::read(&mut Reader::new(bytes)).unwrap_or_default()
    }

    fn payload(&self, kind: PartKind, number: u32) -> &[u8] {
        self.parts
            .binary_search_by_key(&PartId { kind, number }, |part| part.0)
            .map_or(&[], |found| &self.bytes.as_slice()[self.parts[found].1.clone()])
    }
}

/// Checks the shelf's magic and every part's seal; gives where the payloads are.
fn read_parts(bytes: &[u8]) -> Result<Vec<(PartId, Range<usize>)>, ShelfError> {
    let mut input = Reader::new(bytes);
    let magic = input.raw(MAGIC.len().min(bytes.len())).map_err(ShelfError::truncated("the shelf"))?;
    if magic != MAGIC {
        return Err(ShelfError::Magic { expected: printable(MAGIC), found: printable(magic) });
    }
    let count = input.count(3).map_err(ShelfError::truncated("the shelf"))?;
    let mut lengths = Vec::with_capacity(count);
    for _ in 0..count {
        let mut header = || -> Result<(u8, u32, usize), super::codec::Truncated> {
            Ok((input.raw(1)?[0], input.varint()? as u32, input.size()?))
        };
        lengths.push(header().map_err(ShelfError::truncated("the shelf"))?);
    }
    let mut parts = Vec::with_capacity(count);
    for (kind, number, length) in lengths {
        let Some(kind) = PartKind::from_number(kind) else {
            return Err(ShelfError::Part {
                expected: "a part of a known kind".to_owned(),
                found: format!("kind {kind}"),
            });
        };
        let sealed = input.raw(length).map_err(ShelfError::truncated(kind))?;
        let payload = unseal(kind, sealed)?;
        let end = input.position();
        parts.push((PartId { kind, number }, end - payload.len()..end));
    }
    sort_by(&mut parts, |a, b| a.0.cmp(&b.0));
    Ok(parts)
}
