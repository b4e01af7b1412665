//! What has been read so far: so that every article has an id and an address of its own.
//!
//! Holds 16 bytes a name, not the names: a corpus may have a million articles.

use std::collections::{HashMap, HashSet};

use xunzhang_core::Article;
use xxhash_rust::xxh3::xxh3_128;
use xxhash_rust::xxh64::xxh64;

use crate::Problem;
use crate::file::{Kind, Reason};
use crate::identity::content_id;

/// The ids and addresses of the articles so far.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    ids: HashSet<u128>,
    /// Addresses with their host.
    addresses: HashSet<u128>,
    /// Addresses without it, by which the entries of a feed are known again.
    paths: HashSet<u128>,
    /// The words of pages.
    pages: HashSet<u64>,
    /// How many articles with the same words have been named.
    copies: HashMap<u64, u64>,
}

impl Registry {
    /// Gives an article its id; a reason when it is passed over.
    ///
    /// # Errors
    /// `SameId` and `SameAddress` for what another article has already.
    pub fn admit(&mut self, kind: Kind, article: &mut Article) -> Result<Option<Reason>, Problem> {
        if !article.id.is_empty() {
            let own = self.ids.insert(xxh3_128(article.id.as_bytes()));
            return if own { Ok(None) } else { Err(Problem::SameId { id: article.id.clone() }) };
        }
        let paged = matches!(kind, Kind::Html | Kind::Markdown | Kind::Feed);
        let Some(url) = article.url.clone().filter(|_| paged) else {
            self.name_by_words(article);
            return Ok(None);
        };
        let whole = url.split('#').next().unwrap_or_default();
        let whole = whole.strip_suffix("index.html").unwrap_or(whole);
        let path = whole.split_once("://").map_or(whole, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let path = xxh3_128(path.trim_end_matches('/').as_bytes());
        if kind == Kind::Feed && self.paths.contains(&path) {
            return Ok(Some(Reason::Read));
        }
        if kind == Kind::Html && !article.blocks.is_empty() && !self.pages.insert(content_id(article, 0)) {
            return Ok(Some(Reason::Copy));
        }
        if !self.addresses.insert(xxh3_128(whole.as_bytes())) {
            return Err(Problem::SameAddress { url });
        }
        self.paths.insert(path);
        let mut seed = 0;
        while article.id.is_empty() {
            let id = format!("{:016x}", xxh64(whole.as_bytes(), seed));
            if self.ids.insert(xxh3_128(id.as_bytes())) {
                article.id = id;
            }
            seed += 1;
        }
        Ok(None)
    }

    /// Names an article by its words; identical articles get further ids in the order in which they come.
    fn name_by_words(&mut self, article: &mut Article) {
        let copy = self.copies.entry(content_id(article, 0)).or_default();
        while article.id.is_empty() {
            let id = format!("{:016x}", content_id(article, *copy));
            if self.ids.insert(xxh3_128(id.as_bytes())) {
                article.id = id;
            }
            *copy += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xunzhang_core::{Block, BlockKind};

    fn article(headline: &str, text: &str) -> Article {
        Article {
            headline: headline.into(),
            blocks: vec![Block::new(BlockKind::Paragraph, text)],
            ..Article::default()
        }
    }

    fn ids(kind: Kind, articles: Vec<Article>) -> Vec<String> {
        let mut registry = Registry::default();
        let admit = |mut article: Article| {
            registry.admit(kind, &mut article).expect("an id of its own");
            article.id
        };
        articles.into_iter().map(admit).collect()
    }

    #[test]
    fn copies_get_different_ids_and_the_same_ones_each_time() {
        let first = ids(Kind::Text, vec![article("题", "文"), article("题", "文"), article("题文", "")]);
        assert_eq!(first[0].len(), 16);
        assert_ne!(first[0], first[1]);
        assert_ne!(first[0], first[2]);
        assert_eq!(ids(Kind::Text, vec![article("题", "文"), article("题", "文")]), first[..2]);
    }

    #[test]
    fn an_edited_page_keeps_its_id() {
        let page = |text: &str| Article { url: Some("/a/".into()), ..article("题", text) };
        assert_eq!(ids(Kind::Html, vec![page("文")]), ids(Kind::Markdown, vec![page("另文")]));
    }

    #[test]
    fn the_same_address_is_refused_and_the_same_words_are_passed_over() {
        let mut registry = Registry::default();
        let mut admit = |kind, url: &str, text: &str| {
            let mut page = Article { url: Some(url.into()), ..article("题", text) };
            registry.admit(kind, &mut page)
        };
        assert!(matches!(admit(Kind::Html, "https://a.cn/x/", "一"), Ok(None)));
        assert!(matches!(admit(Kind::Html, "https://a.cn/x/index.html", "二"), Err(Problem::SameAddress { .. })));
        assert!(matches!(admit(Kind::Html, "https://b.cn/x/", "三"), Ok(None)));
        assert!(matches!(admit(Kind::Html, "/y/", "三"), Ok(Some(Reason::Copy))));
        assert!(matches!(admit(Kind::Feed, "http://c.cn/x", "四"), Ok(Some(Reason::Read))));
        assert!(matches!(admit(Kind::Feed, "http://c.cn/z", "四"), Ok(None)));
    }
}
