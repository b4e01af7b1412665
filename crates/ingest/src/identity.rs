//! Names of articles that stay the same as long as their words do.

use std::collections::HashMap;

use xunzhang_core::{Article, BlockKind};
use xxhash_rust::xxh64::Xxh64;

/// The id of an article: XXH64 over its text fields as 16 hexadecimal digits.
///
/// The place in the page, the file's name and the metadata play no part, so that a page that is laid out anew keeps its
/// addresses.
pub fn article_id(article: &Article) -> String {
    format!("{:016x}", hash(article, 0))
}

/// Gives every article without an id its own; identical articles get further ids in the order in which they come.
pub(crate) fn name_articles(articles: &mut [Article]) {
    let mut copies: HashMap<String, u64> = HashMap::new();
    for article in articles.iter_mut().filter(|article| article.id.is_empty()) {
        let id = article_id(article);
        let copy = copies.entry(id.clone()).or_default();
        article.id = if *copy == 0 { id } else { format!("{:016x}", hash(article, *copy)) };
        *copy += 1;
    }
}

fn hash(article: &Article, seed: u64) -> u64 {
    let mut hasher = Xxh64::new(seed);
    let mut field = |tag: u8, text: &str| {
        hasher.update(&[tag]);
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    if !article.headline_made {
        field(0, &article.headline);
    }
    field(1, article.lead_in.as_deref().unwrap_or_default());
    field(2, article.sub_headline.as_deref().unwrap_or_default());
    for block in &article.blocks {
        let tag = match block.kind {
            BlockKind::Paragraph => 3,
            BlockKind::Subhead => 4,
            BlockKind::Caption => 5,
            BlockKind::Box => 6,
            BlockKind::Code => 7,
        };
        field(tag, &block.text);
    }
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use xunzhang_core::Block;

    fn article(headline: &str, text: &str) -> Article {
        let block = Block::new(BlockKind::Paragraph, text);
        Article { headline: headline.into(), blocks: vec![block], ..Article::default() }
    }

    #[test]
    fn copies_get_different_ids_and_the_same_ones_each_time() {
        let mut first = vec![article("题", "文"), article("题", "文"), article("题文", "")];
        name_articles(&mut first);
        assert_eq!(first[0].id.len(), 16);
        assert_ne!(first[0].id, first[1].id);
        assert_ne!(first[0].id, first[2].id);
        let mut again = vec![article("题", "文"), article("题", "文")];
        name_articles(&mut again);
        assert_eq!(first[0].id, again[0].id);
        assert_eq!(first[1].id, again[1].id);
    }
}
