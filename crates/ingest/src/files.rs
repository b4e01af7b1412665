//! All articles of some paths at once, for small corpora.

use std::ops::ControlFlow;
use std::path::PathBuf;

use xunzhang_core::Article;

use crate::{Event, Failure, Rules, Source, read};

/// What a run of ingest gave.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The articles, in the order of the sources; every one has an id of its own.
    pub articles: Vec<Article>,
    /// What could not be read, in the same order.
    pub failures: Vec<Failure>,
}

/// Reads files and folders by the default rules, and collects what [`read`] gives.
pub fn ingest_paths(sources: &[PathBuf]) -> Ingested {
    let sources: Vec<Source> = sources.iter().map(Source::path).collect();
    let mut all = Ingested::default();
    read(&sources, &Rules::default(), &mut |event| {
        match event {
            Event::Article(article) => all.articles.push(*article),
            Event::Failure(failure) => all.failures.push(failure),
            Event::Warning(_) | Event::PassedOver { .. } | Event::File { .. } => {}
        }
        ControlFlow::Continue(())
    });
    all
}
