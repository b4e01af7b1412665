//! The search engine of Xunzhang: pure computation over bytes that the caller brings.
//!
//! Data flows one way on each side. Building: [`article`] -> [`text`] -> [`index`]. Searching: [`query`] (text to tree) -> [`rank`] (tree to
//! scored hits) -> [`present`] (hits to snippets and facets). [`library`] ties the searching side together, [`mod@suggest`] completes what
//! is being typed. No I/O, no threads, no clock: the caller brings bytes and keeps time.
#![forbid(unsafe_code)]

pub mod article;
pub mod index;
pub mod library;
pub mod measure;
mod order;
pub mod present;
pub mod query;
pub mod rank;
pub mod suggest;
pub mod text;
pub mod understand;

pub use article::{Article, Block, BlockKind, Emphasis};
pub use index::{Index, Settings, ShelfError};
pub use library::{Library, RequestError, SearchOptions, Sort};
