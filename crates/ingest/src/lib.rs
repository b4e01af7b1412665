//! Raw text of any kind to articles, with a failure per file where that cannot be.
//!
//! A source is a file or a folder. What is good is read, whatever stands beside it; all failures come back together.
//!
//! ```no_run
//! let read = xunzhang_ingest::ingest_paths(&["seeds".into()]);
//! for failure in &read.failures {
//!     eprintln!("{failure}");
//! }
//! println!("{} articles", read.articles.len());
//! ```
#![forbid(unsafe_code)]

mod date;
mod edition;
mod encoding;
mod failure;
mod files;
mod identity;
mod jsonl;
mod markdown;
pub mod newspaper;
mod typeset;

pub use date::Date;
pub use edition::{Edition, METADATA_FILE};
pub use encoding::decode;
pub use failure::{Failure, Problem};
pub use files::{Ingested, ingest_paths};
pub use identity::article_id;
pub use jsonl::read_jsonl;
pub use markdown::read_markdown;
