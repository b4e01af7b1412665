//! The articles' texts, and the one order in which everybody reads an article: its passages.

use super::codec::{Reader, Truncated, Writer};
use super::postings::Field;
use crate::article::{Article, BlockKind};

/// An article's text, read where it lies in its part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// The article's own address.
    pub url: Option<&'a str>,
    /// The headline.
    pub headline: &'a str,
    /// Whether the headline was made from the first sentence.
    pub headline_made: bool,
    /// The line above the headline.
    pub lead_in: Option<&'a str>,
    /// The line below the headline.
    pub sub_headline: Option<&'a str>,
    /// Keywords given by the source.
    pub tags: Vec<&'a str>,
    /// Blocks in reading order.
    pub blocks: Vec<(BlockKind, &'a str)>,
    /// Source, authors and place, as they are sought.
    pub byline: Vec<&'a str>,
}

/// A stretch of an article's text inside which neighbours touch: one field value or one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The field that it belongs to.
    pub field: Field,
    /// The number of the block, when it is one.
    pub block: Option<usize>,
    /// The original text.
    pub text: &'a str,
}

impl<'a> Record<'a> {
    /// The record of an article.
    pub fn of(article: &'a Article) -> Self {
        let byline = article.source.iter().chain(&article.authors).chain(&article.place);
        Self {
            url: article.url.as_deref(),
            headline: &article.headline,
            headline_made: article.headline_made,
            lead_in: article.lead_in.as_deref(),
            sub_headline: article.sub_headline.as_deref(),
            tags: article.tags.iter().map(String::as_str).collect(),
            blocks: article.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect(),
            byline: byline.map(String::as_str).collect(),
        }
    }

    /// The passages in the order in which positions are counted: headline first, byline last.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'a>> {
        let line = |field, text| Passage { field, block: None, text };
        let headline = (!self.headline.is_empty()).then_some(line(Field::Headline, self.headline));
        let around = [self.lead_in, self.sub_headline].into_iter().flatten();
        let blocks = self.blocks.iter().enumerate().map(|(number, &(kind, text))| Passage {
            field: match kind {
                BlockKind::Paragraph | BlockKind::Code => Field::Body,
                BlockKind::Subhead => Field::Subheads,
                BlockKind::Caption | BlockKind::Box => Field::Captions,
            },
            block: Some(number),
            text,
        });
        headline
            .into_iter()
            .chain(around.map(move |text| line(Field::SubHeadline, text)))
            .chain(blocks)
            .chain(self.tags.iter().map(move |&text| line(Field::Tags, text)))
            .chain(self.byline.iter().map(move |&text| line(Field::Byline, text)))
    }

    /// Writes the record.
    pub fn write(&self, out: &mut Writer) {
        out.optional(self.url);
        out.string(self.headline);
        out.varint(u64::from(self.headline_made));
        out.optional(self.lead_in);
        out.optional(self.sub_headline);
        for list in [&self.tags, &self.byline] {
            out.varint(list.len() as u64);
            for text in list {
                out.string(text);
            }
        }
        out.varint(self.blocks.len() as u64);
        for &(kind, text) in &self.blocks {
            out.varint(kind as u64);
            out.string(text);
        }
    }

    /// Reads what [`Record::write`] wrote.
    pub fn read(input: &mut Reader<'a>) -> Result<Self, Truncated> {
        let mut record = Self {
            url: input.optional()?,
            headline: input.string()?,
            headline_made: input.varint()? == 1,
            lead_in: input.optional()?,
            sub_headline: input.optional()?,
            ..Self::default()
        };
        for list in [&mut record.tags, &mut record.byline] {
            let count = input.count(1)?;
            for _ in 0..count {
                list.push(input.string()?);
            }
        }
        let count = input.count(2)?;
        for _ in 0..count {
            let kind = match input.varint()? {
                0 => BlockKind::Paragraph,
                1 => BlockKind::Subhead,
                2 => BlockKind::Caption,
                3 => BlockKind::Box,
                _ => BlockKind::Code,
            };
            record.blocks.push((kind, input.string()?));
        }
        Ok(record)
    }
}

/// The payload of a part that holds consecutive records: number of the first, count, lengths, records.
pub fn write_group(first: u32, records: &[Vec<u8>]) -> Writer {
    let mut out = Writer::new();
    out.varint(u64::from(first));
    out.varint(records.len() as u64);
    for record in records {
        out.varint(record.len() as u64);
    }
    for record in records {
        out.raw(record);
    }
    out
}

/// The number of a group's first article, and where each record ends in the payload, after where the first begins.
pub fn read_group(payload: &[u8]) -> Result<(u32, Vec<u32>), Truncated> {
    let mut input = Reader::new(payload);
    let first = input.varint()? as u32;
    let count = input.count(1)?;
    let mut lengths = Vec::with_capacity(count);
    for _ in 0..count {
        lengths.push(input.size()?);
    }
    let mut bounds = Vec::with_capacity(count + 1);
    bounds.push(input.position() as u32);
    for length in lengths {
        input.raw(length)?;
        bounds.push(input.position() as u32);
    }
    Ok((first, bounds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    #[test]
    fn a_written_record_reads_back_and_lists_its_passages() {
        let block = |kind, text: &str| Block::new(kind, text);
        let article = Article {
            headline: "题".to_owned(),
            sub_headline: Some("副题".to_owned()),
            authors: vec!["甲".to_owned()],
            tags: vec!["标签".to_owned()],
            blocks: vec![
                block(BlockKind::Paragraph, "段"),
                block(BlockKind::Subhead, "小题"),
                block(BlockKind::Box, "框"),
            ],
            ..Article::default()
        };
        let mut out = Writer::new();
        Record::of(&article).write(&mut out);
        let bytes = out.into_bytes();
        let read = Record::read(&mut Reader::new(&bytes)).expect("what was written can be read");
        assert_eq!(read, Record::of(&article));
        let order: Vec<_> = read.passages().map(|passage| (passage.field, passage.block, passage.text)).collect();
        use Field::*;
        assert_eq!(
            order,
            [
                (Headline, None, "题"),
                (SubHeadline, None, "副题"),
                (Body, Some(0), "段"),
                (Subheads, Some(1), "小题"),
                (Captions, Some(2), "框"),
                (Tags, None, "标签"),
                (Byline, None, "甲"),
            ]
        );
    }
}
