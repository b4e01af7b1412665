//! Groups: the texts of some consecutive articles. First all that is no text, then all text in one piece: as UTF-8, or in the words of the [`super::book`].

use super::book::Book;
#[cfg(feature = "build")]
use super::book::BookWriter;
#[cfg(feature = "build")]
use super::codec::Writer;
use super::codec::{Reader, Truncated};
use super::records::{Record, RecordBlock};
use crate::article::{BlockKind, Emphasis};

/// The bit of a block's code that says it has an anchor.
const ANCHORED: u64 = 1 << 6;

/// Lengths of keywords from this on have codes of their own, which stand beside the distance.
const SHORTEST: usize = 2;

/// The code of every other length, which follows.
const LONGER: usize = 3;

/// No keyword is longer, in characters.
const LONGEST_KEYWORD: usize = 64;

/// A group while articles are added.
#[cfg(feature = "build")]
#[derive(Debug, Default)]
pub struct GroupWriter {
    count: u32,
    header: Writer,
    text: String,
}

#[cfg(feature = "build")]
impl GroupWriter {
    /// Adds the next article with its keywords, which are pieces of its texts.
    pub fn push(&mut self, record: &Record<'_>, keywords: &[String]) {
        self.count += 1;
        let start = self.text.len();
        self.header.varint(u64::from(record.headline_made));
        self.header.optional_signed(record.day);
        self.string(record.id);
        self.string(record.headline);
        for optional in [record.url, record.lead_in, record.sub_headline, record.source, record.place, record.image] {
            self.optional(optional);
        }
        for list in [&record.authors, &record.tags] {
            self.header.varint(list.len() as u64);
            list.iter().for_each(|text| self.string(text));
        }
        self.header.varint(record.meta.len() as u64);
        for (name, value) in &record.meta {
            self.string(name);
            self.string(value);
        }
        self.header.varint(record.blocks.len() as u64);
        for block in &record.blocks {
            let anchored = if block.anchor.is_some() { ANCHORED } else { 0 };
            self.header.varint(block.kind as u64 | (block.emphasis as u64) << 4 | anchored);
            block.anchor.iter().for_each(|anchor| self.string(anchor));
            self.string(block.text);
        }
        self.keywords(start, keywords);
    }

    /// Writes where in the article's text, which begins at `start`, its keywords first stand: how many characters after the one before, and how many they
    /// have. What does not stand there in one piece is left out.
    fn keywords(&mut self, start: usize, keywords: &[String]) {
        let text = &self.text[start..];
        let mut places: Vec<(usize, &str)> =
            keywords.iter().filter_map(|word| Some((text.find(word.as_str())?, word.as_str()))).collect();
        places.sort_unstable();
        places.retain(|(_, word)| (1..=LONGEST_KEYWORD).contains(&word.chars().count()));
        self.header.varint(places.len() as u64);
        let mut last = 0;
        for (at, word) in places {
            let skip = text[last..at].chars().count();
            last = at;
            let length = word.chars().count();
            let short = length.checked_sub(SHORTEST).filter(|&more| more < LONGER).unwrap_or(LONGER);
            self.header.varint((skip * (LONGER + 1) + short) as u64);
            if short == LONGER {
                self.header.varint(length as u64);
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.header.varint(text.len() as u64);
        self.text.push_str(text);
    }

    fn optional(&mut self, text: Option<&str>) {
        self.header.varint(text.map_or(0, |text| text.len() as u64 + 1));
        self.text.push_str(text.unwrap_or_default());
    }

    /// How many articles were added.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// About how many bytes the group has.
    pub fn len(&self) -> usize {
        self.header.len() + self.text.len()
    }

    /// Whether no article was added.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The payload of the group, its text in the words of the book when there is one.
    pub fn into_payload(self, book: Option<&BookWriter>) -> Writer {
        let mut out = Writer::new();
        out.varint(u64::from(self.count) << 1 | u64::from(book.is_some()));
        out.varint(self.header.len() as u64);
        out.raw(&self.header.into_bytes());
        match book {
            Some(book) => out.raw(&book.encode(&self.text)),
            None => out.raw(self.text.as_bytes()),
        }
        out
    }
}

/// A group, opened.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Where the header of each record begins in the payload, and its text in `text`.
    starts: Vec<(u32, u32)>,
    text: String,
}

impl Group {
    /// Reads a payload; none when its text is in the words of a book and there is no `book`.
    pub fn read(payload: &[u8], book: Option<&Book>) -> Result<Option<Self>, Truncated> {
        let mut input = Reader::new(payload);
        let code = input.size();
        let (count, coded) = (code >> 1, code & 1 == 1);
        if count > input.left() {
            input.fail();
        }
        let length = input.size();
        let start = input.position();
        input.raw(length);
        let place = Truncated { at: input.position() };
        let text = input.raw(input.left());
        input.whole(())?;
        let text = match book {
            _ if !coded => std::str::from_utf8(text).map_err(|_| place)?.to_owned(),
            Some(book) => book.decode(text)?,
            None => return Ok(None),
        };
        let mut group = Self { starts: Vec::with_capacity(count), text };
        let mut cursor = Cursor { header: Reader::new(payload), text: &group.text, at: 0 };
        cursor.header.raw(start);
        for _ in 0..count {
            group.starts.push((cursor.header.position() as u32, cursor.at as u32));
            cursor.record();
            cursor.keywords();
        }
        cursor.header.whole(()).map(|()| Some(group))
    }

    /// How many articles there are.
    pub fn len(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// How many bytes the group holds beside its payload.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// An article by its place in the group; empty when there is no such article.
    pub fn record<'a>(&'a self, payload: &'a [u8], place: u32) -> Record<'a> {
        self.cursor(payload, place).map(|mut cursor| cursor.record()).unwrap_or_default()
    }

    /// The keywords that were found in an article, as they come in its text.
    pub fn keywords<'a>(&'a self, payload: &'a [u8], place: u32) -> Vec<&'a str> {
        let Some(mut cursor) = self.cursor(payload, place) else { return Vec::new() };
        let mut rest = self.text.get(cursor.at..).unwrap_or_default().chars();
        cursor.record();
        let pieces = cursor.keywords();
        let mut words = Vec::with_capacity(pieces.len());
        for (skip, length) in pieces {
            if let Some(last) = skip.checked_sub(1) {
                rest.nth(last);
            }
            let mut after = rest.clone();
            after.nth(length - 1);
            let word = rest.as_str();
            words.extend(word.get(..word.len() - after.as_str().len()));
        }
        words
    }

    fn cursor<'a>(&'a self, payload: &'a [u8], place: u32) -> Option<Cursor<'a>> {
        let &(header, at) = self.starts.get(place as usize)?;
        let mut cursor = Cursor { header: Reader::new(payload), text: &self.text, at: at as usize };
        cursor.header.raw(header as usize);
        Some(cursor)
    }
}

/// Some characters of a text: how many to pass over after the beginning of those before, and how many there are.
type Piece = (usize, usize);

struct Cursor<'a> {
    header: Reader<'a>,
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Where the keywords stand that come after a record.
    fn keywords(&mut self) -> Vec<Piece> {
        let header = &mut self.header;
        let count = header.count(1);
        let piece = |_| {
            let code = header.size();
            let length = match code % (LONGER + 1) {
                LONGER => header.size().clamp(1, LONGEST_KEYWORD),
                more => SHORTEST + more,
            };
            (code / (LONGER + 1), length)
        };
        (0..count).map(piece).collect()
    }

    fn record(&mut self) -> Record<'a> {
        let headline_made = self.header.varint() == 1;
        let day = self.header.optional_signed().map(|day| day as i32);
        let (id, headline) = (self.string(), self.string());
        let mut record = Record { id, headline, headline_made, day, ..Record::default() };
        for optional in [
            &mut record.url,
            &mut record.lead_in,
            &mut record.sub_headline,
            &mut record.source,
            &mut record.place,
            &mut record.image,
        ] {
            *optional = self.header.size().checked_sub(1).map(|length| self.take(length));
        }
        for list in [&mut record.authors, &mut record.tags] {
            for _ in 0..self.header.count(1) {
                list.push(self.string());
            }
        }
        for _ in 0..self.header.count(2) {
            record.meta.push((self.string(), self.string()));
        }
        let blocks = self.header.count(2);
        record.blocks.reserve_exact(blocks);
        for _ in 0..blocks {
            let code = self.header.varint();
            let anchor = if code & ANCHORED != 0 { Some(self.string()) } else { None };
            let kind = match code & 0xF {
                0 => BlockKind::Paragraph,
                1 => BlockKind::Subhead,
                2 => BlockKind::Caption,
                3 => BlockKind::Box,
                _ => BlockKind::Code,
            };
            let emphasis = match code >> 4 & 3 {
                0 => Emphasis::Low,
                1 => Emphasis::Normal,
                _ => Emphasis::High,
            };
            record.blocks.push(RecordBlock { kind, emphasis, anchor, text: self.string() });
        }
        record
    }

    #[inline(never)]
    fn string(&mut self) -> &'a str {
        let length = self.header.size();
        self.take(length)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let end = self.at.saturating_add(length);
        let Some(text) = self.text.get(self.at..end) else {
            self.header.fail();
            return "";
        };
        self.at = end;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block};
    use proptest::prelude::*;

    #[test]
    fn groups_read_back() {
        let mut anchored = Block::new(BlockKind::Subhead, "小题");
        anchored.anchor = Some("xiao-ti".to_owned());
        anchored.emphasis = Emphasis::High;
        let article = |id: &str, date: Option<&str>| Article {
            id: id.to_owned(),
            url: Some("/a b".to_owned()),
            headline: "题".to_owned(),
            date: date.map(str::to_owned),
            authors: vec!["甲".to_owned(), "乙".to_owned()],
            meta: [("开本".to_owned(), "四开".to_owned())].into(),
            blocks: vec![
                Block::new(BlockKind::Paragraph, "段"),
                anchored.clone(),
                Block::new(BlockKind::Code, "a\n b"),
            ],
            ..Article::default()
        };
        let keywords = ["小题", "段", "b", "无此词"].map(str::to_owned);
        let articles = [article("a", Some("2023-10-24")), article("b", None), article("c", Some("1969-12-31"))];
        let book_writer = BookWriter::default();
        let book = Book::read(&mut Reader::new(&book_writer.payload().into_bytes()));
        for in_words in [None, Some(&book_writer)] {
            let mut writer = GroupWriter::default();
            articles.iter().for_each(|article| writer.push(&Record::of(article), &keywords));
            let payload = writer.into_payload(in_words).into_bytes();
            let without = Group::read(&payload, None).expect("what was written can be read");
            assert_eq!(without.is_none(), in_words.is_some());
            let group = Group::read(&payload, Some(&book)).ok().flatten().expect("what was written can be read");
            for (place, article) in articles.iter().enumerate() {
                assert_eq!(group.record(&payload, place as u32), Record::of(article));
                let mut found = group.keywords(&payload, place as u32);
                found.sort_unstable();
                assert_eq!(found, ["b", "小题", "段"]);
            }
            assert_eq!(group.record(&payload, 3), Record::default());
        }
    }

    proptest! {
        #[test]
        fn hostile_bytes_end_in_an_error_or_a_group(payload: Vec<u8>) {
            if let Ok(Some(group)) = Group::read(&payload, Some(&Book::default())) {
                for place in 0..group.len() {
                    group.record(&payload, place);
                    group.keywords(&payload, place);
                }
            }
        }
    }
}
