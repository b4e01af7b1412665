//! What is wrong with a configuration file, and where.

use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A fault of a configuration file.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot be read ({error}); check the path and its permissions", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: std::io::Error,
    },
    /// A key or a value is wrong.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The character of the line, counted from 1.
        column: usize,
        /// What was expected, what was found, what to do.
        message: String,
    },
}

/// A fault before its place is known as a line: what is wrong with which bytes of the text.
#[derive(Debug)]
pub struct Fault {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// What was expected, what was found, what to do.
    pub message: String,
}

impl Fault {
    /// The fault at its line and column.
    pub fn in_file(self, path: &Path, text: &str) -> ConfigError {
        let before = text.get(..self.span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ConfigError::Wrong {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: self.message,
        }
    }
}

/// The name that was most likely meant, when one is near enough.
pub fn nearest<'a>(found: &str, names: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &str| strsim::damerau_levenshtein(&found.to_lowercase(), name);
    let best = names.iter().min_by_key(|name| distance(name))?;
    (distance(best) <= 1 + best.chars().count() / 3).then_some(*best)
}
