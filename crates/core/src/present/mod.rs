//! From hits to what a reader sees: marked titles, snippets, facets, the article itself.

// Slices that fail with a message about the text would bring tables of characters into the wasm: text/pieces.rs.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod facets;
pub mod marks;
pub mod page;
mod ranges;
pub mod snippet;

pub use facets::Filters;
pub use marks::{Marker, Part};
pub use page::{ArticleView, BlockView, Explanation, Hit, Page};
pub use snippet::SnippetOptions;
