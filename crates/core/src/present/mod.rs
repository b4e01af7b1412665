//! From hits to what a reader sees: marked titles, snippets, facets, the article itself.

pub mod facets;
pub mod marks;
pub mod page;
pub mod snippet;

pub use facets::Filters;
pub use marks::{Marker, Part};
pub use page::{ArticleView, BlockView, Explanation, Hit, Page};
pub use snippet::SnippetOptions;
