//! An article as it is read from the index, and the one order in which everybody reads it: its passages.

use super::date;
use super::postings::Field;
use crate::article::{Article, BlockKind, Emphasis};

/// An article, read where it lies in its part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// The article's id.
    pub id: &'a str,
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
    /// Who published it.
    pub source: Option<&'a str>,
    /// Who wrote it.
    pub authors: Vec<&'a str>,
    /// Where it was written.
    pub place: Option<&'a str>,
    /// The day, in days since 1970-01-01.
    pub day: Option<i32>,
    /// The address of a picture beside it.
    pub image: Option<&'a str>,
    /// Keywords given by the source.
    pub tags: Vec<&'a str>,
    /// Other fields to show: name and value.
    pub meta: Vec<(&'a str, &'a str)>,
    /// Blocks in reading order.
    pub blocks: Vec<RecordBlock<'a>>,
}

/// One block of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordBlock<'a> {
    /// What it is.
    pub kind: BlockKind,
    /// How much it counts.
    pub emphasis: Emphasis,
    /// The fragment that leads to it.
    pub anchor: Option<&'a str>,
    /// Its text.
    pub text: &'a str,
}

impl RecordBlock<'_> {
    /// The field that the block is ranked in. What the owner emphasises counts as a subhead does, what they play down as a caption.
    pub fn field(&self) -> Field {
        match (self.kind, self.emphasis) {
            (BlockKind::Subhead, Emphasis::Normal) | (_, Emphasis::High) => Field::Subheads,
            (BlockKind::Caption | BlockKind::Box, Emphasis::Normal) | (_, Emphasis::Low) => Field::Captions,
            (BlockKind::Paragraph | BlockKind::Code, Emphasis::Normal) => Field::Body,
        }
    }
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
        let block = |block: &'a crate::article::Block| RecordBlock {
            kind: block.kind,
            emphasis: block.emphasis,
            anchor: block.anchor.as_deref(),
            text: &block.text,
        };
        Self {
            id: &article.id,
            url: article.url.as_deref(),
            headline: &article.headline,
            headline_made: article.headline_made,
            lead_in: article.lead_in.as_deref(),
            sub_headline: article.sub_headline.as_deref(),
            source: article.source.as_deref(),
            authors: article.authors.iter().map(String::as_str).collect(),
            place: article.place.as_deref(),
            day: article.date.as_deref().and_then(date::parse),
            image: article.image.as_deref(),
            tags: article.tags.iter().map(String::as_str).collect(),
            meta: article.meta.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            blocks: article.blocks.iter().map(block).collect(),
        }
    }

    /// The passages in the order in which positions are counted: headline first, byline last (source, authors and place).
    pub fn passages(&self) -> Vec<Passage<'a>> {
        let mut passages = Vec::with_capacity(self.blocks.len() + self.tags.len() + self.authors.len() + 5);
        let mut line = |field, block, text| passages.push(Passage { field, block, text });
        if !self.headline.is_empty() {
            line(Field::Headline, None, self.headline);
        }
        for text in [self.lead_in, self.sub_headline] {
            text.into_iter().for_each(|text| line(Field::SubHeadline, None, text));
        }
        for (number, block) in self.blocks.iter().enumerate() {
            line(block.field(), Some(number), block.text);
        }
        self.tags.iter().for_each(|tag| line(Field::Tags, None, tag));
        self.source.into_iter().for_each(|source| line(Field::Byline, None, source));
        self.authors.iter().for_each(|author| line(Field::Byline, None, author));
        self.place.into_iter().for_each(|place| line(Field::Byline, None, place));
        passages
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    #[test]
    fn passages_come_headline_first_and_byline_last() {
        let mut played_down = Block::new(BlockKind::Paragraph, "小字");
        played_down.emphasis = Emphasis::Low;
        let article = Article {
            headline: "题".to_owned(),
            sub_headline: Some("副题".to_owned()),
            authors: vec!["甲".to_owned()],
            tags: vec!["标签".to_owned()],
            blocks: vec![
                Block::new(BlockKind::Paragraph, "段"),
                Block::new(BlockKind::Subhead, "小题"),
                Block::new(BlockKind::Box, "框"),
                played_down,
            ],
            ..Article::default()
        };
        let record = Record::of(&article);
        let order: Vec<_> =
            record.passages().into_iter().map(|passage| (passage.field, passage.block, passage.text)).collect();
        use Field::*;
        assert_eq!(
            order,
            [
                (Headline, None, "题"),
                (SubHeadline, None, "副题"),
                (Body, Some(0), "段"),
                (Subheads, Some(1), "小题"),
                (Captions, Some(2), "框"),
                (Captions, Some(3), "小字"),
                (Tags, None, "标签"),
                (Byline, None, "甲"),
            ]
        );
    }
}
