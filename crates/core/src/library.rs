//! The searching side in one place: open an index, search it, read an article, complete a word.

use serde::{Deserialize, Serialize};

use crate::index::date;
use crate::index::{Facet, Index, ShelfError};
use crate::present::facets::{Days, filter};
use crate::present::marks::Marker;
use crate::present::page::Understood;
use crate::present::snippet::snippet;
use crate::present::{ArticleView, BlockView, Explanation, Filters, Hit, Page, SnippetOptions};
use crate::query::{DateRange, parse};
use crate::rank::{Ranked, Ranking, Settings};
use crate::suggest::{Suggestion, suggest};

/// The order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
}

/// What a caller may ask of a search.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SearchOptions {
    /// How many hits a page has, at most 1,000.
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// The order of the hits.
    pub sort: Sort,
    /// What the hits must be.
    pub filters: Filters,
    /// Whether to give the query tree and the arithmetic of every score.
    pub explain: bool,
    /// How long snippets are.
    pub snippet: SnippetOptions,
    /// The weights of the ranking.
    pub weights: Settings,
}

impl SearchOptions {
    /// The names of the options, as callers write them.
    pub const NAMES: [&str; 7] = ["limit", "offset", "sort", "filters", "explain", "snippet", "weights"];
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            sort: Sort::default(),
            filters: Filters::default(),
            explain: false,
            snippet: SnippetOptions::default(),
            weights: Settings::default(),
        }
    }
}

/// A page never has more hits than this.
const MOST_HITS: usize = 1000;

/// Why a search or a request for an article was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// A date of the filters is no day.
    #[error("the filter date.{end} should be a day as YYYY-MM-DD and is {found:?}")]
    Date {
        /// `from` or `to`.
        end: &'static str,
        /// What was given.
        found: String,
    },
    /// There is no such article.
    #[error("no article has the id {id:?}; ids come with the hits of a search over the same index")]
    Article {
        /// The id that was asked for.
        id: String,
    },
}

impl RequestError {
    /// A short stable name for programs: `options/invalid` or `article/unknown`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Date { .. } => "options/invalid",
            Self::Article { .. } => "article/unknown",
        }
    }
}

/// What an index is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Info {
    /// Number of articles.
    pub articles: u32,
    /// Version of the format.
    pub version: u8,
}

/// An opened index, ready to be searched.
#[derive(Clone, Debug)]
pub struct Library {
    index: Index,
}

impl Library {
    /// Opens a shelf that is part of the program.
    ///
    /// # Errors
    /// See [`Index::open`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ShelfError> {
        Ok(Self { index: Index::from_static(bytes)? })
    }

    /// Opens a shelf that was read from somewhere.
    ///
    /// # Errors
    /// See [`Index::open`].
    pub fn from_vec(bytes: Vec<u8>) -> Result<Self, ShelfError> {
        Ok(Self { index: Index::from_vec(bytes)? })
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Counts of the index.
    pub fn info(&self) -> Info {
        Info { articles: self.index.len(), version: crate::index::part::VERSION }
    }

    /// Searches. Any text gives a page, perhaps an empty one.
    ///
    /// # Errors
    /// Only when a date of the filters is no day.
    pub fn search(&self, text: &str, options: &SearchOptions) -> Result<Page, RequestError> {
        let range = days(options.filters.date.as_ref())?;
        let query = parse(text);
        let ranking = Ranking::new(&query, &self.index, &options.weights);
        let found = ranking.found();
        let is_hit = |article: u32| ranking.is_hit(&found, article);
        let (articles, facets) = filter(&found.articles, is_hit, &options.filters, range, &self.index);
        let hits: Vec<u32> = articles.iter().copied().filter(|&article| is_hit(article)).collect();
        let limit = options.limit.min(MOST_HITS);
        let count = options.offset.saturating_add(limit);
        let ranked = match options.sort {
            Sort::Relevance => ranking.by_relevance(&found, &articles, count),
            Sort::Newest => ranking.by_date(&hits, count),
        };
        let marker = Marker::new(&query, &self.index, &options.weights.bounded());
        let shown = ranked.iter().skip(options.offset);
        let shown = shown
            .map(|ranked| Hit { partial: !is_hit(ranked.article), ..self.hit(ranked, &ranking, &marker, options) })
            .collect();
        let understood =
            options.explain.then(|| Understood { tree: query.clone(), tokens: ranking.plan.tokens.clone() });
        Ok(Page { query: text.to_owned(), total: hits.len() as u32, took_ms: 0.0, hits: shown, facets, understood })
    }

    /// The ids and scores of the best `count` hits, without snippets and facets: for measuring.
    pub fn rank(&self, text: &str, settings: &Settings, count: usize) -> Vec<(&str, f32)> {
        let query = parse(text);
        let ranking = Ranking::new(&query, &self.index, settings);
        let found = ranking.found();
        let ranked = ranking.by_relevance(&found, &found.articles, count);
        ranked.into_iter().map(|ranked| (self.index.catalogue().id(ranked.article), ranked.score)).collect()
    }

    /// An article to read, with what `highlight` seeks marked.
    ///
    /// # Errors
    /// When no article has the id.
    pub fn article(&self, id: &str, highlight: Option<&str>) -> Result<ArticleView, RequestError> {
        let catalogue = self.index.catalogue();
        let article = catalogue.find(id).ok_or_else(|| RequestError::Article { id: id.to_owned() })?;
        let record = self.index.record(article);
        let marker = match highlight {
            Some(text) => Marker::new(&parse(text), &self.index, &Settings::default()),
            None => Marker::none(&self.index),
        };
        let byline = self.byline(article);
        let first_match = highlight.and_then(|_| snippet(&record, &marker, SnippetOptions::default()).block);
        let blocks = record.blocks.iter().map(|&(kind, text)| BlockView { kind, parts: marker.parts(text) }).collect();
        Ok(ArticleView {
            id: id.to_owned(),
            url: record.url.map(str::to_owned),
            headline: record.headline.to_owned(),
            headline_made: record.headline_made,
            title_parts: marker.parts(record.headline),
            lead_in: record.lead_in.map(str::to_owned),
            sub_headline: record.sub_headline.map(str::to_owned),
            source: byline.source,
            authors: byline.authors,
            place: byline.place,
            date: byline.date,
            tags: record.tags.iter().map(|&tag| tag.to_owned()).collect(),
            blocks,
            first_match,
        })
    }

    /// Completions of what is being typed, at most `limit`.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        suggest(typed, limit.min(MOST_HITS), &self.index)
    }

    fn hit(&self, ranked: &Ranked, ranking: &Ranking<'_>, marker: &Marker<'_>, options: &SearchOptions) -> Hit {
        let record = self.index.record(ranked.article);
        let snippet = snippet(&record, marker, options.snippet);
        let byline = self.byline(ranked.article);
        Hit {
            id: self.index.catalogue().id(ranked.article).to_owned(),
            url: record.url.map(str::to_owned),
            title: record.headline.to_owned(),
            title_made: record.headline_made,
            source: byline.source,
            authors: byline.authors,
            place: byline.place,
            date: byline.date,
            score: ranked.score,
            partial: false,
            paragraph: snippet.block,
            snippet: snippet.parts,
            title_parts: marker.parts(record.headline),
            explain: options.explain.then(|| Explanation {
                score: ranked.score,
                parts: ranked.parts,
                terms: ranking.details(ranked.article),
            }),
        }
    }

    fn byline(&self, article: u32) -> Byline {
        let catalogue = self.index.catalogue();
        let names = |facet: Facet| catalogue.facet(facet).names(article).map(str::to_owned);
        Byline {
            source: names(Facet::Source).next(),
            authors: names(Facet::Author).collect(),
            place: names(Facet::Place).next(),
            date: catalogue.day(article).map(date::format),
        }
    }
}

/// What the catalogue knows of who wrote an article, where and when.
struct Byline {
    source: Option<String>,
    authors: Vec<String>,
    place: Option<String>,
    date: Option<String>,
}

fn days(days: Option<&Days>) -> Result<DateRange, RequestError> {
    let Some(days) = days else { return Ok(DateRange::default()) };
    let day = |end: &'static str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) if text.is_empty() => Ok(None),
        Some(text) => date::parse(text).map(Some).ok_or_else(|| RequestError::Date { end, found: text.clone() }),
    };
    Ok(DateRange { from: day("from", &days.from)?, to: day("to", &days.to)? })
}
