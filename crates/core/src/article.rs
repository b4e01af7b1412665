//! What a reader can open: the article, as ingest makes it and as the builder takes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A headline inside the article, above the paragraphs that it sums up.
    Subhead,
    /// The words below or beside a picture.
    Caption,
    /// A box set apart from the running text, such as 新闻链接.
    Box,
    /// A block of code, with its line ends and spaces as they stand.
    Code,
}

/// How much a block counts, as the owner of the source said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emphasis {
    /// Less than other blocks of its kind.
    Low,
    /// As other blocks of its kind.
    #[default]
    Normal,
    /// More than other blocks of its kind.
    High,
}

impl Emphasis {
    /// Whether the owner said nothing, which is not written out.
    pub fn is_normal(&self) -> bool {
        *self == Self::Normal
    }
}

/// One block of an article, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text as it stands in the source, with broken lines joined.
    pub text: String,
    /// The fragment of the article's address that leads here; only subheads have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// How much it counts.
    #[serde(default, skip_serializing_if = "Emphasis::is_normal")]
    pub emphasis: Emphasis,
}

impl Block {
    /// A block without an anchor, of the usual emphasis.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), anchor: None, emphasis: Emphasis::Normal }
    }
}

/// One thing that a reader can open.
///
/// The *text fields* (`headline` unless made, `lead_in`, `sub_headline`, and the blocks) tile the source: apart from
/// white space every character of the source is in exactly one of them. The other fields are derived from those texts
/// or from metadata beside the file, and repeat rather than take away: a byline stays in its paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Article {
    /// Stable name: 16 hexadecimal digits made from the content or the address, or the source's own id (`_id` of JSON Lines).
    pub id: String,
    /// Where the article can be opened, when it has an address of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The headline; empty when the source has none and none was made.
    pub headline: String,
    /// Whether the headline was made from the article's own first sentence, because the source lost it.
    pub headline_made: bool,
    /// The line above the headline (引题).
    pub lead_in: Option<String>,
    /// The line below the headline (副题).
    pub sub_headline: Option<String>,
    /// Who published it: a newspaper, an agency, a site.
    pub source: Option<String>,
    /// The people who wrote it, in the order of the byline.
    pub authors: Vec<String>,
    /// Where it was written (the dateline's place).
    pub place: Option<String>,
    /// The day it was written, as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Keywords given by the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The language that the source names, such as `zh-CN`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The address of a picture to show beside the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Any other field of the source, to show.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub meta: BTreeMap<String, String>,
    /// The owner's own facets: the values of each.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub filters: BTreeMap<String, Vec<String>>,
    /// The owner's own sort keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sort: BTreeMap<String, String>,
    /// Paragraphs, subheads, captions, boxes and code in reading order.
    pub blocks: Vec<Block>,
}
