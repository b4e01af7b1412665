//! The commands, and what they share.

pub mod articles;
pub mod eval;
pub mod index;
pub mod run;
pub mod search;

use std::path::{Path, PathBuf};

use xunzhang_core::Library;
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

/// The file that an index folder holds.
const SHELF: &str = "index.shelf";

/// Opens an index: the folder that `xunzhang index` wrote, or its shelf file itself. Says on the error output why it cannot.
fn open_index(place: &Path) -> Option<Library> {
    let file = if place.is_dir() { place.join(SHELF) } else { place.to_owned() };
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("xunzhang: {}: expected an index, but {error}; `xunzhang index` writes one", file.display());
            return None;
        }
    };
    match Library::from_vec(bytes) {
        Ok(library) => Some(library),
        Err(error) => {
            eprintln!("xunzhang: {}: {error}", file.display());
            None
        }
    }
}
