//! A search: what was typed is ranked, then what may have been meant by it where no article holds it all, and the page is made of either.

use super::request::{RequestError, SearchOptions, Sort, days};
use super::{Library, MOST, owned};
use crate::index::Settings;
use crate::present::facets::{DATE, filter};
use crate::present::marks::Marker;
use crate::present::page::{ReadAs, Understood};
use crate::present::{Explanation, Hit, Page};
use crate::query::{DateRange, Query, parse};
use crate::rank::statistics::{ARTICLES, Told};
use crate::rank::{Found, Ranked, Ranking};
use crate::understand::{add_slips, corrected, understand};

/// When fewer articles are hits, and none holds what a hit should, another text is offered that some article holds wholly.
const FEW: u32 = 5;

/// Longer texts, in characters, are offered no other: they are questions, of which the corpus mostly holds only a part, and to look for all kinds of slips in them takes longest.
const LONGEST_CORRECTED: usize = 8;

/// A query that has been ranked.
struct Asked<'a> {
    query: &'a Query,
    ranking: Ranking<'a>,
    found: Found,
}

impl Library {
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
        let query = if options.literal { parse(text) } else { understand(text, &self.index) };
        let typed = self.ask(&query, &options.weights, told)?;
        let corrects = options.correct && !options.literal;
        // What one of several indices lacks another may hold: they are corrected together, by who asks them.
        let alone = told(ARTICLES).is_none();
        if corrects && let Some(both) = self.with_slips(&typed, alone)? {
            return self.page(text, self.ask(&both, &options.weights, told)?, options, range);
        }
        let nothing = typed.found.articles.is_empty();
        let little = typed.found.holds_little(typed.ranking.settings());
        let mut page = self.page(text, typed, options, range)?;
        let short = query.text.chars().nth(LONGEST_CORRECTED).is_none();
        let poor = nothing || short && (page.total == 0 || little && page.total < FEW);
        if !(corrects && alone && poor) {
            return Ok(page);
        }
        let offered = corrected(&query, &self.index);
        self.check()?;
        let Some(mut correction) = offered else { return Ok(page) };
        let query = understand(&correction.text, &self.index);
        let other = self.ask(&query, &options.weights, told)?;
        // Where articles hold a part of what was typed, one must hold all of the other text.
        if nothing || other.found.holds_all() {
            let other = self.page(text, other, options, range)?;
            if other.total > 0 {
                // Articles that hold a part of what was typed are no answer to it.
                correction.applied = page.total == 0;
                if correction.applied {
                    page = other;
                }
                page.correction = Some(correction);
            }
        }
        Ok(page)
    }

    /// The ids and scores of the best `count` hits, without snippets and facets: for measuring.
    ///
    /// # Errors
    /// When parts of the index have to be brought first.
    pub fn rank(&self, text: &str, settings: &Settings, count: usize) -> Result<Vec<(String, f32)>, RequestError> {
        self.index.begin();
        let query = understand(text, &self.index);
        let rank = |asked: &Asked<'_>| asked.ranking.by_relevance(&asked.found, &asked.found.articles, count);
        let typed = self.ask(&query, settings, &|_| None)?;
        let mut other = self.with_slips(&typed, true)?;
        if typed.found.articles.is_empty() {
            other = corrected(&query, &self.index).map(|correction| understand(&correction.text, &self.index));
        }
        let ranked = match other {
            Some(query) => rank(&self.ask(&query, settings, &|_| None)?),
            None => rank(&typed),
        };
        self.check()?;
        Ok(ranked.into_iter().map(|ranked| (self.index.record(ranked.article).id.to_owned(), ranked.score)).collect())
    }

    /// Ranks a query.
    fn ask<'a>(&'a self, query: &'a Query, settings: &Settings, told: Told<'a>) -> Result<Asked<'a>, RequestError> {
        let ranking = Ranking::new(query, &self.index, settings, told);
        self.check()?;
        let found = ranking.found();
        self.check()?;
        Ok(Asked { query, ranking, found })
    }

    /// What was typed and the words of which it has slips, where no article holds it all; none where nothing is found, for then another text is sought instead.
    fn with_slips(&self, typed: &Asked<'_>, alone: bool) -> Result<Option<Query>, RequestError> {
        if typed.found.holds_all() || alone && typed.found.articles.is_empty() {
            return Ok(None);
        }
        let mut query = typed.query.clone();
        let any = add_slips(&mut query, &self.index);
        self.check()?;
        Ok(any.then_some(query))
    }

    /// The page of a query that has been ranked.
    fn page(
        &self,
        text: &str,
        Asked { query, ranking, found }: Asked<'_>,
        options: &SearchOptions,
        range: DateRange,
    ) -> Result<Page, RequestError> {
        let found = &found;
        let is_hit = |article: u32| ranking.is_hit(found, article);
        let counted = options.facets.unwrap_or(self.index.is_whole());
        let (articles, facets) = filter(&found.articles, &is_hit, &options.filters, range, counted, &self.index);
        self.check()?;
        let hits: Vec<u32> = articles.iter().copied().filter(|&article| is_hit(article)).collect();
        let limit = options.limit.min(MOST);
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
