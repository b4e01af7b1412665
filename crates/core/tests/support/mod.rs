//! What the tests of this crate share: one lexicon, small articles, the shared data where it is present.
#![allow(dead_code, reason = "each test crate uses its own part")]

use std::path::PathBuf;
use std::sync::OnceLock;

use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::{Article, Block, BlockKind, Library, SearchOptions};

/// The lexicon, loaded once a process.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::new)
}

/// An article with a headline and one paragraph a text.
pub fn article(id: &str, headline: &str, paragraphs: &[&str]) -> Article {
    let block = |text: &&str| Block::new(BlockKind::Paragraph, *text);
    Article {
        id: id.to_owned(),
        headline: headline.to_owned(),
        blocks: paragraphs.iter().map(block).collect(),
        ..Article::default()
    }
}

/// The library of some articles.
pub fn library(articles: &[Article]) -> Library {
    Library::from_vec(build(articles, lexicon())).expect("a shelf that was just built opens")
}

/// The library of articles that are one text each, by their ids.
pub fn library_of(texts: &[(&str, &str)]) -> Library {
    library(&texts.iter().map(|(id, text)| article(id, "题目", &[text])).collect::<Vec<_>>())
}

/// The ids of the hits of a query, without those that hold only a part of it.
pub fn ids(library: &Library, query: &str) -> Vec<String> {
    let page = library.search(query, &SearchOptions::default()).expect("plain text is never refused");
    page.hits.into_iter().filter(|hit| !hit.partial).map(|hit| hit.id).collect()
}

/// That each query has just these hits, in this order.
pub fn check(library: &Library, cases: &[(&str, &[&str])]) {
    for (query, expected) in cases {
        assert_eq!(ids(library, query), *expected, "{query}");
    }
}

/// A folder of labelled or raw data beside the repository; none, with a line that says so, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: the data {} is absent", path.display());
    None
}

/// The values of one key of a JSON Lines file.
pub fn texts(path: &std::path::Path, key: &str, most: usize) -> Vec<String> {
    let file = std::fs::read_to_string(path).expect("shared data is readable");
    file.lines()
        .take(most)
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("shared data is JSON Lines");
            record[key].as_str().unwrap_or_default().to_owned()
        })
        .collect()
}
