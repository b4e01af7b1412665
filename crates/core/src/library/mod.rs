//! The searching side in one place: open an index, search it ([`search`]), read an article, complete a word.

mod request;
mod search;

use serde::Serialize;

use crate::index::{Bytes, Index, Lack, PartId, PartKind, Record, ShelfError, date};
use crate::order::sort_by;
use crate::present::marks::Marker;
use crate::present::page::Meta;
use crate::present::snippet::{heading_above, snippet};
use crate::present::{ArticleView, BlockView, Hit, SnippetOptions};
use crate::suggest::{Suggestion, suggest};
use crate::text::pieces::digits;
use crate::understand::{add_slips, understand};

pub use request::{RequestError, SearchOptions, Sort};

/// A page never has more hits than this, and no more suggestions are made.
const MOST: usize = 1000;

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

    /// An article to read, with what `highlight` seeks marked.
    ///
    /// # Errors
    /// When no article has the id, or parts of the index have to be brought first.
    pub fn article(&self, id: &str, highlight: Option<&str>) -> Result<ArticleView, RequestError> {
        let (article, _) = self.of_id(id)?;
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
        let suggestions = suggest(typed, limit.min(MOST), &self.index);
        self.check()?;
        Ok(suggestions)
    }

    /// The articles that are most like one, as it was found when the index was built: at most `limit`, and no more than the index names (six). Their
    /// score is how many keywords they share with it.
    ///
    /// # Errors
    /// When no article has the id, or parts of the index have to be brought first.
    pub fn related(&self, id: &str, limit: usize) -> Result<Vec<Hit>, RequestError> {
        let (article, others) = self.of_id(id)?;
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

    /// Begins a question about an article: its number, and those of the articles that are like it.
    fn of_id(&self, id: &str) -> Result<(u32, Vec<u32>), RequestError> {
        self.index.begin();
        let article = self.index.article(id);
        self.check()?;
        article.ok_or_else(|| RequestError::Article { id: id.to_owned() })
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

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn meta(record: &Record<'_>) -> Meta {
    Meta(record.meta.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect())
}
