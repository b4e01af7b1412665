//! From what a reader types to a tree of what is sought. The grammar is in `docs/query.md`.

// Slices that fail with a message about the text would bring tables of characters into the wasm: text/pieces.rs.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod date;
pub mod parse;
mod range;
pub mod tree;

pub use parse::parse;
pub use tree::{Amounts, Change, Clause, Correction, DateRange, FieldName, Form, Leaf, Meant, Query, Why};
