//! Pages of the terms made of characters: for each first character its own postings and those of the pairs that it begins.
//!
//! A part is a directory (first characters as differences, page lengths) followed by the pages. A page is the entry and postings of the
//! single character, the length of the pair directory, the pair directory (second characters as differences, entries), and
//! the pairs' postings in the same order.

use std::collections::BTreeMap;

use super::codec::{Reader, Truncated, Writer};
use super::postings::{Postings, PostingsWriter};

/// One page while it is collected.
#[derive(Debug, Default)]
pub struct PageWriter {
    /// The postings of the character itself.
    pub single: PostingsWriter,
    /// The postings of the pairs, by second character.
    pub pairs: BTreeMap<char, PostingsWriter>,
}

impl PageWriter {
    /// The bytes of the page.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut out = Writer::new();
        let mut postings = Writer::new();
        self.single.write(&mut out, &mut postings);
        out.raw(&postings.into_bytes());
        let (mut directory, mut postings) = (Writer::new(), Writer::new());
        directory.varint(self.pairs.len() as u64);
        let mut last = 0;
        for (second, pair) in self.pairs {
            directory.varint(u64::from(second as u32 - last));
            last = second as u32;
            pair.write(&mut directory, &mut postings);
        }
        out.varint(directory.len() as u64);
        out.raw(&directory.into_bytes());
        out.raw(&postings.into_bytes());
        out.into_bytes()
    }
}

/// The payload of a part made of `pages`, sorted by first character.
pub fn write_pages(pages: &[(char, Vec<u8>)]) -> Writer {
    let mut out = Writer::new();
    out.varint(pages.len() as u64);
    let mut last = 0;
    for (first, page) in pages {
        out.varint(u64::from(*first as u32 - last));
        last = *first as u32;
        out.varint(page.len() as u64);
    }
    for (_, page) in pages {
        out.raw(page);
    }
    out
}

/// Where the pages of a part are: first character, start and end in the payload.
pub fn read_directory(payload: &[u8]) -> Result<Vec<(char, u32, u32)>, Truncated> {
    let mut input = Reader::new(payload);
    let count = input.count(2)?;
    let mut lengths = Vec::with_capacity(count);
    let mut last = 0u32;
    for _ in 0..count {
        last = last.wrapping_add(input.varint()? as u32);
        let first = char::from_u32(last).ok_or(Truncated { at: input.position() })?;
        lengths.push((first, input.size()?));
    }
    let mut pages = Vec::with_capacity(count);
    for (first, length) in lengths {
        let start = input.position();
        input.raw(length)?;
        pages.push((first, start as u32, input.position() as u32));
    }
    Ok(pages)
}

/// One page, read where it lies.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    bytes: &'a [u8],
}

impl<'a> Page<'a> {
    /// The page in `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The postings of the character itself.
    pub fn single(&self) -> Postings<'a> {
        self.read_single().map(|(postings, _)| postings).unwrap_or_default()
    }

    /// The postings of the pair that ends with `second`; empty when the corpus has no such pair.
    pub fn pair(&self, second: char) -> Postings<'a> {
        self.read_pair(second).unwrap_or_default()
    }

    fn read_single(&self) -> Option<(Postings<'a>, Reader<'a>)> {
        let mut input = Reader::new(self.bytes);
        let (articles, coded, length) = Postings::entry(&mut input)?;
        let bytes = input.raw(length).ok()?;
        Some((Postings::new(articles, coded, bytes), input))
    }

    fn read_pair(&self, second: char) -> Option<Postings<'a>> {
        let (_, mut input) = self.read_single()?;
        let length = input.size().ok()?;
        let mut directory = Reader::new(input.raw(length).ok()?);
        let mut start = input.position();
        let count = directory.varint().ok()?;
        let mut last = 0u32;
        for _ in 0..count {
            last = last.wrapping_add(directory.varint().ok()? as u32);
            let (articles, coded, length) = Postings::entry(&mut directory)?;
            if last == second as u32 {
                let end = start.checked_add(length)?;
                return Some(Postings::new(articles, coded, self.bytes.get(start..end)?));
            }
            if last > second as u32 {
                return None;
            }
            start = start.checked_add(length)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::postings::Counts;

    #[test]
    fn pages_read_back() {
        let body: Counts = [0, 0, 0, 1, 0, 0, 0];
        let mut page = PageWriter { single: PostingsWriter::new(), pairs: BTreeMap::new() };
        page.single.push(3, &[1, 0, 0, 2, 0, 0, 0]);
        page.single.push(9, &body);
        for (second, article) in [('庆', 3), ('点', 9)] {
            let mut pair = PostingsWriter::new();
            pair.push(article, &body);
            page.pairs.insert(second, pair);
        }
        let payload = write_pages(&[('重', page.into_bytes())]).into_bytes();
        let pages = read_directory(&payload).expect("a directory was written");
        let (first, start, end) = pages[0];
        let page = Page::new(&payload[start as usize..end as usize]);
        assert_eq!(first, '重');
        assert_eq!(page.single().article_numbers(), [3, 9]);
        assert_eq!(page.pair('庆').article_numbers(), [3]);
        assert_eq!(page.pair('点').article_numbers(), [9]);
        assert_eq!(page.pair('量').articles, 0);
    }
}
