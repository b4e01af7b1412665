//! The searching side in one place: open an index, search it, read an article, complete a word.

use std::fmt;

use serde::Serialize;

use crate::index::{Bytes, Index, Lack, PartId, PartKind, Record, Settings, ShelfError, date};
use crate::order::sort_by;
use crate::present::facets::{DATE, Days, filter};
use crate::present::marks::Marker;
use crate::present::page::{Meta, ReadAs, Understood};
use crate::present::snippet::{heading_above, snippet};
use crate::present::{ArticleView, BlockView, Explanation, Filters, Hit, Page, SnippetOptions};
use crate::query::{Correction, DateRange, Query, parse};
use crate::rank::statistics::{ARTICLES, Told};
use crate::rank::{Found, Ranked, Ranking};
use crate::suggest::{Suggestion, suggest};
use crate::text::pieces::digits;
use crate::understand::{add_slips, corrected, understand};

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

/// When fewer articles are hits, and none holds what a hit should, another text is offered that some article holds wholly.
const FEW: u32 = 5;

/// Longer texts, in characters, are offered no other: they are questions, of which the corpus mostly holds only a part, and to look for all kinds of slips in them takes longest.
const LONGEST_CORRECTED: usize = 8;

/// A page never has more hits than this.
const MOST_HITS: usize = 1000;

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

/// What an index is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Info {
    /// The facets that it can be filtered by, beside the date.
    pub facets: Vec<String>,
    /// The owner's sort keys.
    pub sorts: Vec<String>,
    /// Number of articles.
    pub articles: u32,
    /// Version of the format.
    pub version: u8,
}

/// An opened index, ready to be searched.
#[derive(Debug)]
pub struct Library {
    index: Index,
}

impl Library {
    /// Opens a shelf that is part of the program.
    ///
    /// # Errors
    /// See [`Index::from_shelf`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ShelfError> {
        Ok(Self { index: Index::from_shelf(Bytes::Static(bytes))? })
    }

    /// Opens a shelf that was read from somewhere.
    ///
    /// # Errors
    /// See [`Index::from_shelf`].
    pub fn from_vec(bytes: Vec<u8>) -> Result<Self, ShelfError> {
        Ok(Self { index: Index::from_shelf(Bytes::Shared(bytes.into()))? })
    }

    /// Opens the entry of an index folder. Its other parts are brought when a question lacks them.
    ///
    /// # Errors
    /// See [`Index::from_entry`].
    pub fn from_entry(bytes: &[u8]) -> Result<Self, ShelfError> {
        Ok(Self { index: Index::from_entry(bytes)? })
    }

    /// Takes a part that a question lacked, as its file holds it after gunzip, and lets go of others when they take more than `most` bytes.
    ///
    /// # Errors
    /// When the bytes are not that part.
    pub fn add(&mut self, lack: &Lack, bytes: Vec<u8>, most: usize) -> Result<(), ShelfError> {
        let Some(kind) = PartKind::from_number(lack.kind) else {
            return Err(ShelfError::Part {
                expected: "a kind of part".to_owned(),
                found: digits(u64::from(lack.kind), 10, 1),
            });
        };
        self.index.add(PartId { kind, number: lack.number }, bytes)?;
        self.index.shrink(most);
        Ok(())
    }

    /// The parts that are not at hand. When they have been brought, and then there are none, the index is whole.
    pub fn absent(&mut self) -> Vec<Lack> {
        self.index.settle();
        self.index.absent()
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What the index is.
    pub fn info(&self) -> Info {
        let entry = self.index.entry();
        Info {
            articles: entry.articles,
            version: crate::index::part::VERSION,
            facets: entry.facets.clone(),
            sorts: entry.sorts.clone(),
        }
    }

    /// Fails when the question has asked for parts that are not at hand.
    fn check(&self) -> Result<(), RequestError> {
        if self.index.is_lacking() { Err(RequestError::Lacking { lacking: self.index.lacking() }) } else { Ok(()) }
    }

    fn known(&self, options: &SearchOptions) -> Result<(), RequestError> {
        let entry = self.index.entry();
        let unknown = |what: &'static str, found: &str, own: &[String], others: &[&str]| {
            let mut known = owned(others);
            known.extend_from_slice(own);
            Err(RequestError::Unknown { what, found: found.to_owned(), known })
        };
        if let Some((name, _)) = options.filters.values.iter().find(|(name, _)| !entry.has_facet(name)) {
            return unknown("facet", name, &entry.facets, &[DATE]);
        }
        match &options.sort {
            Sort::Key { name, .. } if !entry.sorts.contains(name) => {
                unknown("sort key", name, &entry.sorts, &["relevance", "newest"])
            }
            _ => Ok(()),
        }
    }

    /// Searches. Any text gives a page, perhaps an empty one.
    ///
    /// # Errors
    /// When a date of the filters is no day, a facet or sort key is unknown, or parts of the index have to be brought first.
    pub fn search(&self, text: &str, options: &SearchOptions) -> Result<Page, RequestError> {
        self.search_among(text, options, &|_| None)
    }

    /// Searches an index that is one of several, and scores its articles by what is told of all together: the sum of what each gave when it was
    /// asked to explain the same query ([`Understood::statistics`]).
    ///
    /// # Errors
    /// As [`Library::search`].
    pub fn search_among(&self, text: &str, options: &SearchOptions, told: Told<'_>) -> Result<Page, RequestError> {
        let range = days(options.filters.date.as_ref())?;
        self.known(options)?;
        self.index.begin();
        let typed = if options.literal { parse(text) } else { understand(text, &self.index) };
        let ranking = Ranking::new(&typed, &self.index, &options.weights, told);
        self.check()?;
        let found = ranking.found();
        let corrects = options.correct && !options.literal;
        // What one of several indices lacks another may hold: they are corrected together, by who asks them.
        let alone = told(ARTICLES).is_none();
        let slips = if corrects { slips(&typed, &found, alone, &self.index) } else { Slips::None };
        self.check()?;
        let again = |query: &Query| {
            let ranking = Ranking::new(query, &self.index, &options.weights, told);
            self.check()?;
            let found = ranking.found();
            self.page(text, query, ranking, &found, options, range)
        };
        match slips {
            Slips::Besides(query) => return again(&query),
            Slips::Instead(query, correction) => {
                let page = again(&query)?;
                if page.total > 0 {
                    return Ok(Page { correction: Some(Correction { applied: true, ..correction }), ..page });
                }
            }
            Slips::None => {}
        }
        let little = found.holds_little(ranking.settings());
        let mut page = self.page(text, &typed, ranking, &found, options, range)?;
        let short = typed.text.chars().nth(LONGEST_CORRECTED).is_none();
        // Where no article holds anything of the query, another text has been looked for already.
        let unsought = !found.articles.is_empty();
        if corrects && alone && unsought && short && (page.total == 0 || little && page.total < FEW) {
            let offered = corrected(&typed, &self.index);
            self.check()?;
            if let Some(correction) = offered {
                let query = understand(&correction.text, &self.index);
                let ranking = Ranking::new(&query, &self.index, &options.weights, told);
                self.check()?;
                let found = ranking.found();
                let is_hit = |article: u32| ranking.is_hit(&found, article);
                let (articles, _) = filter(&found.articles, &is_hit, &options.filters, range, false, &self.index);
                self.check()?;
                if found.holds_all() && articles.into_iter().any(is_hit) {
                    // Articles that hold a part of what was typed are no answer to it.
                    if page.total == 0 {
                        let page = self.page(text, &query, ranking, &found, options, range)?;
                        return Ok(Page { correction: Some(Correction { applied: true, ..correction }), ..page });
                    }
                    page.correction = Some(correction);
                }
            }
        }
        Ok(page)
    }

    /// The page of a query that has been ranked.
    fn page(
        &self,
        text: &str,
        query: &Query,
        ranking: Ranking<'_>,
        found: &Found,
        options: &SearchOptions,
        range: DateRange,
    ) -> Result<Page, RequestError> {
        let is_hit = |article: u32| ranking.is_hit(found, article);
        let counted = options.facets.unwrap_or(self.index.is_whole());
        let (articles, facets) = filter(&found.articles, &is_hit, &options.filters, range, counted, &self.index);
        self.check()?;
        let hits: Vec<u32> = articles.iter().copied().filter(|&article| is_hit(article)).collect();
        let limit = options.limit.min(MOST_HITS);
        let count = options.offset.saturating_add(limit);
        let ranked = match &options.sort {
            Sort::Relevance => ranking.by_relevance(found, &articles, count),
            Sort::Newest => ranking.by_day(found, &hits, count),
            Sort::Key { name, descending } => ranking.by_key(found, &hits, count, name, *descending),
        };
        self.check()?;
        let marker = Marker::new(query, &self.index, ranking.settings());
        let meant = read_as(query, &ranked);
        let shown = ranked.iter().skip(options.offset);
        let shown = shown
            .map(|ranked| Hit {
                partial: !is_hit(ranked.article),
                explain: options.explain.then(|| Explanation {
                    score: ranked.score,
                    parts: ranked.parts,
                    terms: ranking.details(ranked.article),
                }),
                ..self.hit(ranked.article, ranked.score, &marker, options.snippet)
            })
            .collect();
        let total_is_exact = found.certain && ranking.is_complete();
        let understood = options.explain.then(|| {
            let (tokens, statistics) = ranking.into_understanding(found);
            Understood { tree: query.clone(), tokens, statistics }
        });
        Ok(Page {
            query: text.to_owned(),
            total: hits.len() as u32,
            total_is_exact,
            took_ms: 0.0,
            hits: shown,
            facets,
            meant,
            correction: None,
            understood,
        })
    }

    /// The ids and scores of the best `count` hits, without snippets and facets: for measuring.
    ///
    /// # Errors
    /// When parts of the index have to be brought first.
    pub fn rank(&self, text: &str, settings: &Settings, count: usize) -> Result<Vec<(String, f32)>, RequestError> {
        self.index.begin();
        let typed = understand(text, &self.index);
        let rank = |ranking: &Ranking<'_>, found: &Found| ranking.by_relevance(found, &found.articles, count);
        let ranking = Ranking::new(&typed, &self.index, settings, &|_| None);
        self.check()?;
        let found = ranking.found();
        self.check()?;
        let slips = slips(&typed, &found, true, &self.index);
        self.check()?;
        let ranked = match &slips {
            Slips::None => rank(&ranking, &found),
            Slips::Besides(query) | Slips::Instead(query, _) => {
                let ranking = Ranking::new(query, &self.index, settings, &|_| None);
                self.check()?;
                rank(&ranking, &ranking.found())
            }
        };
        self.check()?;
        Ok(ranked.into_iter().map(|ranked| (self.index.record(ranked.article).id.to_owned(), ranked.score)).collect())
    }

    /// An article to read, with what `highlight` seeks marked.
    ///
    /// # Errors
    /// When no article has the id, or parts of the index have to be brought first.
    pub fn article(&self, id: &str, highlight: Option<&str>) -> Result<ArticleView, RequestError> {
        self.index.begin();
        let article = self.index.article(id);
        self.check()?;
        let (article, _) = article.ok_or_else(|| RequestError::Article { id: id.to_owned() })?;
        let record = self.index.record(article);
        let marker = match highlight {
            Some(text) => {
                let mut query = understand(text, &self.index);
                add_slips(&mut query, &self.index);
                Marker::new(&query, &self.index, &self.index.entry().settings)
            }
            None => Marker::none(&self.index),
        };
        self.check()?;
        let first_match = highlight.and_then(|_| snippet(&record, &marker, SnippetOptions::default()).block);
        let block = |block: &crate::index::records::RecordBlock<'_>| BlockView {
            kind: block.kind,
            anchor: block.anchor.map(str::to_owned),
            parts: marker.parts(block.text),
        };
        Ok(ArticleView {
            id: id.to_owned(),
            url: record.url.map(str::to_owned),
            headline: record.headline.to_owned(),
            headline_made: record.headline_made,
            title_parts: marker.parts(record.headline),
            lead_in: record.lead_in.map(str::to_owned),
            sub_headline: record.sub_headline.map(str::to_owned),
            source: record.source.map(str::to_owned),
            authors: owned(&record.authors),
            place: record.place.map(str::to_owned),
            date: record.day.map(date::format),
            image: record.image.map(str::to_owned),
            meta: meta(&record),
            tags: owned(&record.tags),
            keywords: self.keywords(article, &record),
            blocks: record.blocks.iter().map(block).collect(),
            first_match,
        })
    }

    /// Completions of what is being typed, at most `limit`.
    ///
    /// # Errors
    /// When parts of the index have to be brought first.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, RequestError> {
        self.index.begin();
        let suggestions = suggest(typed, limit.min(MOST_HITS), &self.index);
        self.check()?;
        Ok(suggestions)
    }

    /// The articles that are most like one, as it was found when the index was built: at most `limit`, and no more than the index names (six). Their
    /// score is how many keywords they share with it.
    ///
    /// # Errors
    /// When no article has the id, or parts of the index have to be brought first.
    pub fn related(&self, id: &str, limit: usize) -> Result<Vec<Hit>, RequestError> {
        self.index.begin();
        let article = self.index.article(id);
        self.check()?;
        let (article, others) = article.ok_or_else(|| RequestError::Article { id: id.to_owned() })?;
        let own = self.index.keywords(article);
        let mut ranked: Vec<(usize, Option<i32>, u32)> = Vec::with_capacity(others.len());
        for other in others {
            let shared = self.index.keywords(other).iter().filter(|keyword| own.contains(keyword)).count();
            ranked.push((shared, self.index.record(other).day, other));
        }
        self.check()?;
        sort_by(&mut ranked, |a, b| b.cmp(a));
        let marker = Marker::none(&self.index);
        let hit = |&(shared, _, other): &(usize, Option<i32>, u32)| {
            self.hit(other, shared as f32, &marker, SnippetOptions::default())
        };
        Ok(ranked.iter().take(limit).map(hit).collect())
    }

    /// What an article speaks of: the keywords given by the source, then those that were found.
    fn keywords(&self, article: u32, record: &Record<'_>) -> Vec<String> {
        let mut keywords = owned(&record.tags);
        keywords.extend(owned(&self.index.keywords(article)));
        keywords
    }

    fn hit(&self, article: u32, score: f32, marker: &Marker<'_>, options: SnippetOptions) -> Hit {
        let record = self.index.record(article);
        let snippet = snippet(&record, marker, options);
        let heading = snippet.block.and_then(|block| heading_above(&record, block));
        let lines = [record.sub_headline, record.lead_in].into_iter().flatten();
        let mut lines = lines.map(|line| marker.parts(line));
        Hit {
            id: record.id.to_owned(),
            url: record.url.map(str::to_owned),
            title: record.headline.to_owned(),
            title_made: record.headline_made,
            source: record.source.map(str::to_owned),
            authors: owned(&record.authors),
            place: record.place.map(str::to_owned),
            date: record.day.map(date::format),
            image: record.image.map(str::to_owned),
            meta: meta(&record),
            score,
            partial: false,
            paragraph: snippet.block,
            anchor: heading.and_then(|heading| record.blocks[heading].anchor).map(str::to_owned),
            snippet: snippet.parts,
            title_parts: marker.parts(record.headline),
            sub_headline_parts: lines.find(|parts| parts.iter().any(|part| part.mark)).unwrap_or_default(),
            sections: snippet.sections,
            keywords: self.keywords(article, &record),
            explain: None,
        }
    }
}

/// What is sought where no article holds all that was typed.
enum Slips {
    /// Nothing else.
    None,
    /// What was typed, and words of which it has slips.
    Besides(Query),
    /// Another text, because nothing is found for what was typed.
    Instead(Query, Correction),
}

/// Looks for slips in a query, and says what to do about them. One of several indices never searches for another text by itself.
fn slips(typed: &Query, found: &Found, alone: bool, index: &Index) -> Slips {
    if found.holds_all() {
        return Slips::None;
    }
    if alone
        && found.articles.is_empty()
        && let Some(correction) = corrected(typed, index)
    {
        return Slips::Instead(understand(&correction.text, index), correction);
    }
    let mut query = typed.clone();
    if add_slips(&mut query, index) { Slips::Besides(query) } else { Slips::None }
}

/// By what else than what was typed articles were ranked.
fn read_as(query: &Query, ranked: &[Ranked]) -> Vec<ReadAs> {
    let used = |number: usize| ranked.iter().any(|ranked| ranked.reading == number);
    let meant = query.meant().zip(1..).filter(|(_, number)| used(*number));
    let read_as = meant.map(|((leaf, meant), _)| ReadAs {
        of: meant.of.clone(),
        text: leaf.text.clone(),
        why: meant.why,
        weight: meant.weight,
    });
    read_as.collect()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn meta(record: &Record<'_>) -> Meta {
    Meta(record.meta.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect())
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
