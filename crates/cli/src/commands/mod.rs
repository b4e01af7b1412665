//! The commands, and what they share.

pub mod articles;

use std::path::PathBuf;

use xunzhang_ingest::{Ingested, ingest_paths};

use crate::Outcome;

/// Reads the sources, names the failures on the error output, and says how that went.
fn read_sources(sources: &[PathBuf]) -> (Ingested, Outcome) {
    let read = ingest_paths(sources);
    for failure in &read.failures {
        eprintln!("xunzhang: {failure}");
    }
    let outcome = match (read.articles.is_empty(), read.failures.is_empty()) {
        (false, true) => Outcome::Done,
        (false, false) => Outcome::Partly,
        (true, _) => Outcome::Nothing,
    };
    if read.articles.is_empty() && read.failures.is_empty() {
        eprintln!("xunzhang: expected articles, found none in the sources; every one of them may be a draft");
    }
    (read, outcome)
}
