//! Raw text of any kind to articles.
#![forbid(unsafe_code)]
