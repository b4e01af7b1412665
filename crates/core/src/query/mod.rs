//! From what a reader types to a tree of what is sought. The grammar is in `docs/query.md`.

pub mod date;
pub mod parse;
pub mod tree;

pub use parse::parse;
pub use tree::{Clause, DateRange, FieldName, Form, Leaf, Meant, Query, Why};
