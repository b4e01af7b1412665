//! The index: how it is laid out, built and read. Writer and reader of each structure stand side by side.
//!
//! A *shelf* is one file that holds all *parts* of an index:
//!
//! | part | holds | module |
//! |---|---|---|
//! | entry | counts and the list of the other parts | [`shelf`] |
//! | catalogue | ids, field lengths, days, facet values | [`catalogue`] |
//! | language | folds, function words, question phrases, dictionary slice | [`language`] |
//! | words | vocabulary of letters and digits, with postings | [`words`] |
//! | terms, many | postings of characters and pairs of characters, by first character | [`terms`] |
//! | articles, many | the texts, by number | [`records`] |
//!
//! Integers are LEB128, strings are UTF-8 with their length before them ([`codec`]); every part begins with magic, version, kind
//! and checksum ([`part`]).

#[cfg(feature = "build")]
pub mod build;
pub mod catalogue;
pub mod codec;
pub mod date;
pub mod language;
#[cfg(feature = "build")]
pub mod lexicon;
pub mod part;
pub mod postings;
pub mod records;
pub mod shelf;
pub mod terms;
pub mod words;

pub use catalogue::{Catalogue, Facet};
pub use language::Language;
pub use part::{Bytes, PartId, PartKind, ShelfError};
pub use postings::{Counts, FIELDS, Field, Occurrence, Postings};
pub use records::{Passage, Record};
pub use shelf::Index;
