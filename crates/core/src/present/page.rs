//! The shapes that callers get, as JSON and as JavaScript objects.

use serde::Serialize;

use super::facets::Facets;
use super::marks::Part;
use crate::article::BlockKind;
use crate::query::{Correction, Query, Why};
use crate::rank::Parts;
use crate::rank::plan::Token;
use crate::rank::terms::TermDetail;

/// A page of results.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// What was typed.
    pub query: String,
    /// How many articles are hits: they hold all that is demanded and at least the needed share of the query's weight. Articles that
    /// hold less may be listed below them.
    pub total: u32,
    /// Whether `total` is exact: an index that is fetched part by part does not read every text to count.
    pub total_is_exact: bool,
    /// How long the search took, in milliseconds; set by the caller, who has the clock.
    pub took_ms: f64,
    /// The hits of this page.
    pub hits: Vec<Hit>,
    /// Choices to narrow the result; empty when they were not asked for.
    pub facets: Facets,
    /// What was sought beside what was typed and earned at least one of these hits its place, in the order of the query.
    pub meant: Vec<ReadAs>,
    /// What the reader probably meant to type, where that finds something and what was typed finds nothing or little.
    pub correction: Option<Correction>,
    /// How the query was understood, when asked for.
    pub understood: Option<Understood>,
}

/// Something that was sought in the place of something that was typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadAs {
    /// What was typed.
    pub of: String,
    /// What was sought.
    pub text: String,
    /// Why it may be meant.
    pub why: Why,
    /// How much it counts beside what was typed, 0 to 1.
    pub weight: f32,
}

/// How a query was understood.
#[derive(Clone, Debug, Serialize)]
pub struct Understood {
    /// The query tree.
    pub tree: Query,
    /// The tokens with their weights.
    pub tokens: Vec<Token>,
    /// What the index says of its articles and of the query's terms in them: names and numbers, see
    /// [`crate::rank::statistics`].
    pub statistics: Vec<Token>,
}

/// One article in a result.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hit {
    /// The article's id.
    pub id: String,
    /// Where it can be opened, when it has an address of its own.
    pub url: Option<String>,
    /// The headline.
    pub title: String,
    /// Whether the headline was made from the first sentence.
    pub title_made: bool,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was written.
    pub place: Option<String>,
    /// The day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The address of a picture beside it.
    pub image: Option<String>,
    /// Other fields of the source: name and value.
    pub meta: Meta,
    /// What it is ordered by.
    pub score: f32,
    /// Whether it lacks so much of the query that it is listed, but not counted as a hit.
    pub partial: bool,
    /// The number of the block that shows most of the query; none when no block shows any.
    pub paragraph: Option<usize>,
    /// The fragment of the address that leads to the heading above that block.
    pub anchor: Option<String>,
    /// The passages that show why it is a hit.
    pub snippet: Vec<Part>,
    /// The headline with its marks.
    pub title_parts: Vec<Part>,
    /// The sub-headline, or else the lead-in, with its marks; empty when neither has any.
    pub sub_headline_parts: Vec<Part>,
    /// The sections under headings that answer best, when the article has such headings; best first.
    pub sections: Vec<Section>,
    /// What the article speaks of: the keywords given by the source, and those that were found in it.
    pub keywords: Vec<String>,
    /// The arithmetic of the score, when asked for.
    pub explain: Option<Explanation>,
}

/// A section of a long article, under a heading of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// The fragment of the article's address that leads there.
    pub anchor: String,
    /// The heading with its marks.
    pub title_parts: Vec<Part>,
    /// A passage that shows why it answers.
    pub snippet: Vec<Part>,
}

/// Names and values; as JSON one object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta(pub Vec<(String, String)>);

impl Serialize for Meta {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The arithmetic of a score.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The sum.
    pub score: f32,
    /// Its parts.
    pub parts: Parts,
    /// What each term of the query adds to the part `terms`.
    pub terms: Vec<TermDetail>,
}

/// An article to read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArticleView {
    /// The article's id.
    pub id: String,
    /// Where it can be opened, when it has an address of its own.
    pub url: Option<String>,
    /// The headline.
    pub headline: String,
    /// Whether it was made from the first sentence.
    pub headline_made: bool,
    /// The headline with its marks.
    pub title_parts: Vec<Part>,
    /// The line above the headline.
    pub lead_in: Option<String>,
    /// The line below the headline.
    pub sub_headline: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was written.
    pub place: Option<String>,
    /// The day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The address of a picture beside it.
    pub image: Option<String>,
    /// Other fields of the source: name and value.
    pub meta: Meta,
    /// Keywords given by the source.
    pub tags: Vec<String>,
    /// What it speaks of: the tags, and the keywords that were found in it.
    pub keywords: Vec<String>,
    /// The blocks in reading order, with their marks.
    pub blocks: Vec<BlockView>,
    /// The number of the block to bring into view; none when no block has a mark.
    pub first_match: Option<usize>,
}

/// A block with its marks.
#[derive(Clone, Debug, Serialize)]
pub struct BlockView {
    /// What it is.
    pub kind: BlockKind,
    /// The fragment that leads to it.
    pub anchor: Option<String>,
    /// Its text.
    pub parts: Vec<Part>,
}
