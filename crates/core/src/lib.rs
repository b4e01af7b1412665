//! The search engine of Xunzhang: pure computation over bytes that the caller brings.
#![forbid(unsafe_code)]

pub mod article;

pub use article::{Article, Block, BlockKind};
