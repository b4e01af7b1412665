//! Names of articles that stay the same as long as their words do.

use xunzhang_core::{Article, BlockKind};
use xxhash_rust::xxh64::Xxh64;

/// The id of an article: XXH64 over its text fields as 16 hexadecimal digits.
///
/// The place in the page, the file's name and the metadata play no part, so that a page that is laid out anew keeps its
/// addresses.
pub fn article_id(article: &Article) -> String {
    format!("{:016x}", content_id(article, 0))
}

/// The number behind [`article_id`]; other seeds give copies of an article further numbers.
pub(crate) fn content_id(article: &Article, seed: u64) -> u64 {
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
