//! Raw text of any kind to articles, with a failure per file where that cannot be.
//!
//! A source is a file, a folder, a glob or the standard input. What is good is read, whatever stands beside it, and told as it
//! comes; [`ingest_paths`] collects it all.
//!
//! ```no_run
//! let read = xunzhang_ingest::ingest_paths(&["seeds".into()]);
//! for failure in &read.failures {
//!     eprintln!("{failure}");
//! }
//! println!("{} articles", read.articles.len());
//! ```
#![forbid(unsafe_code)]

mod address;
mod date;
mod edition;
mod encoding;
mod failure;
mod feed;
mod fields;
mod file;
mod files;
mod html;
mod identity;
mod markdown;
pub mod newspaper;
mod parse;
mod read;
mod records;
mod registry;
mod rules;
mod source;
mod typeset;

pub use address::AddressRules;
pub use date::Date;
pub use edition::{Edition, METADATA_FILE};
pub use encoding::decode;
pub use failure::{Failure, Problem};
pub use file::{Kind, Reason};
pub use files::{Ingested, ingest_paths};
pub use identity::article_id;
pub use read::{Event, read};
pub use rules::{BadPattern, FieldRules, Globs, HtmlRules, Limits, Rules};
pub use source::Source;
