//! The index: how it is laid out, built and read. Writer and reader of each structure stand side by side. `docs/format.md` says it in words.
//!
//! An index is *parts* ([`part`]): immutable, named by their content, each with magic, version, kind and checksum. They lie in files of a folder,
//! or all together in one *shelf* ([`shelf`]).
//!
//! | part | holds | module |
//! |---|---|---|
//! | entry | counts, folds, function words, where the other parts are | [`entry`], [`language`] |
//! | leaf names, group names | where leaves and groups are | [`entry`] |
//! | leaf | terms, with their postings and the dictionary words that begin with them | [`leaf`], [`postings`] |
//! | group | the texts of some articles | [`groups`], [`records`] |
//! | book | common words, in which the texts of groups are written | [`book`] |
//! | sounds | how the characters of the corpus sound | [`sounds`] |
//! | column | one property of all articles: days, a facet, a sort key | [`columns`] |
//!
//! Integers are LEB128, strings are UTF-8 with their length before them ([`codec`]).

pub mod book;
#[cfg(feature = "build")]
pub mod build;
pub mod codec;
pub mod columns;
pub mod date;
pub mod entry;
pub mod groups;
pub mod language;
pub mod leaf;
#[cfg(feature = "build")]
pub mod lexicon;
pub mod part;
pub mod postings;
pub mod reader;
pub mod records;
pub mod settings;
pub mod shelf;
pub mod sounds;

pub use columns::{Days, FacetTable};
pub use entry::Entry;
pub use language::Language;
pub use part::{Bytes, Lack, PartId, PartKind, PartName, ShelfError};
pub use postings::{FIELDS, Field, Posting, Postings};
pub use reader::Index;
pub use records::{Passage, Record};
pub use settings::Settings;
