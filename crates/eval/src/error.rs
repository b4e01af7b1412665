//! What can be wrong with the files of a set or a run: each error names the file, the line, what was expected, what
//! was found, and what to do.

use std::path::{Path, PathBuf};

/// Why a file of a set or a run cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read or written at all.
    #[error("{}: {source}; check that the path is right and may be opened", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not what the format asks for.
    #[error("{}:{line}: expected {expected}, found {found}; {help}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What the format asks for here.
        expected: &'static str,
        /// What stands there, shortened.
        found: String,
        /// What to do.
        help: &'static str,
    },
    /// A file that must hold something holds nothing.
    #[error("{}: expected {expected}, found an empty file; {help}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        expected: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// None of the queries is judged, so that there is nothing to measure.
    #[error(
        "expected judgements with a gain above 0 for the queries, found none for any of the {queries} queries; \
         give the qrels and the queries of the same set"
    )]
    NothingJudged {
        /// How many queries were given.
        queries: usize,
    },
}

impl Error {
    /// Makes an error of what the system said of `path`.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}

/// The start of `text` for an error message: at most 60 characters, in quotation marks.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}…\"", &text[..end]),
        None => format!("\"{text}\""),
    }
}
