//! What a caller may ask of a library, and why it may be refused.

use std::fmt;

use crate::index::{Lack, Settings, date};
use crate::present::facets::Days;
use crate::present::{Filters, SnippetOptions};
use crate::query::DateRange;
use crate::text::pieces::digits;

/// The order of the hits: `relevance`, `newest`, or an owner's sort key, with `-` before it for the greatest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// By a sort key of the owner.
    Key {
        /// Its name.
        name: String,
        /// Whether the greatest come first.
        descending: bool,
    },
}

impl From<String> for Sort {
    fn from(text: String) -> Self {
        match text.as_str() {
            "relevance" => Self::Relevance,
            "newest" => Self::Newest,
            _ => match text.strip_prefix('-') {
                Some(name) => Self::Key { name: name.to_owned(), descending: true },
                None => Self::Key { name: text, descending: false },
            },
        }
    }
}

/// What a caller may ask of a search.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchOptions {
    /// How many hits a page has, at most 1,000.
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// The order of the hits.
    pub sort: Sort,
    /// What the hits must be.
    pub filters: Filters,
    /// Whether to count the choices of every facet; when not said, only where that costs no fetching.
    pub facets: Option<bool>,
    /// Whether to give the query tree and the arithmetic of every score.
    pub explain: bool,
    /// Whether to seek only what was typed, and nothing that a reader may mean besides or instead.
    pub literal: bool,
    /// Whether slips of the keys are looked for where little or nothing is found.
    pub correct: bool,
    /// How long snippets are.
    pub snippet: SnippetOptions,
    /// The weights of the ranking; those of the index where none are given.
    pub weights: Settings,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            sort: Sort::default(),
            filters: Filters::default(),
            facets: None,
            explain: false,
            literal: false,
            correct: true,
            snippet: SnippetOptions::default(),
            weights: Settings::unset(),
        }
    }
}

/// Why a search or a request for an article was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// A date of the filters is no day.
    Date {
        /// `from` or `to`.
        end: &'static str,
        /// What was given.
        found: String,
    },
    /// The index has no such facet or sort key.
    Unknown {
        /// `facet` or `sort key`.
        what: &'static str,
        /// What was asked for.
        found: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Parts that the answer needs are not at hand: bring them ([`Library::add`]) and ask again.
    Lacking {
        /// The parts.
        lacking: Vec<Lack>,
    },
    /// There is no such article.
    Article {
        /// The id that was asked for.
        id: String,
    },
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl RequestError {
    /// What went wrong, and what to do; see [`ShelfError::message`].
    pub fn message(&self) -> String {
        match self {
            Self::Date { end, found } => {
                ["the filter date.", end, " should be a day as YYYY-MM-DD and is \"", found, "\""].concat()
            }
            Self::Unknown { what, found, known } => {
                ["the index has no ", what, " \"", found, "\"; it has ", &known.join(", ")].concat()
            }
            Self::Lacking { lacking } => {
                let count = digits(lacking.len() as u64, 10, 1);
                [&count, " parts of the index are not at hand; fetch them and ask again"].concat()
            }
            Self::Article { id } => {
                ["no article has the id \"", id, "\"; ids come with the hits of a search over the same index"].concat()
            }
        }
    }

    /// A short stable name for programs: `options/invalid`, `article/unknown` or `parts/lacking`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Date { .. } | Self::Unknown { .. } => "options/invalid",
            Self::Lacking { .. } => "parts/lacking",
            Self::Article { .. } => "article/unknown",
        }
    }
}

/// The days that a filter lets through.
///
/// # Errors
/// When an end is given and is no day.
pub(super) fn days(days: Option<&Days>) -> Result<DateRange, RequestError> {
    let Some(days) = days else { return Ok(DateRange::default()) };
    let day = |end: &'static str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) if text.is_empty() => Ok(None),
        Some(text) => date::parse(text).map(Some).ok_or_else(|| RequestError::Date { end, found: text.clone() }),
    };
    Ok(DateRange { from: day("from", &days.from)?, to: day("to", &days.to)? })
}
