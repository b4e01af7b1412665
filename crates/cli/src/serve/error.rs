//! Why an index is not served.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use xunzhang_core::index::part::ENTRY_FILE;

use crate::widget::WidgetError;

/// Why an index is not served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// What was named is no index folder.
    #[error(
        "{}: expected an index folder, which has a file {ENTRY_FILE}; found {found}; {remedy}", path.display()
    )]
    NoIndex {
        /// What was named.
        path: PathBuf,
        /// What it is instead.
        found: &'static str,
        /// What to do.
        remedy: String,
    },
    /// There is no widget to try it with.
    #[error(transparent)]
    Widget(#[from] WidgetError),
    /// No port could be had.
    #[error("no port from {first} to {last} could be opened: {error}; name another with --port")]
    Port {
        /// The port that was asked for.
        first: u16,
        /// The last one that was tried.
        last: u16,
        /// What the system says of it.
        #[source]
        error: io::Error,
    },
}

impl ServeError {
    /// The error for what is no index folder. A built site often has one inside, which is named then.
    pub fn no_index(path: &Path) -> Self {
        let write = format!("`xunzhang index SOURCE --out {}` writes one", path.display());
        let (found, remedy) = if path.is_file() {
            ("a file", "name the folder that `xunzhang index SOURCE --out DIR` wrote".to_owned())
        } else if !path.is_dir() {
            ("nothing of that name", write)
        } else if let Some(inside) = inside(path) {
            ("a folder with one inside", format!("name {}", inside.display()))
        } else {
            ("a folder without it", "`xunzhang index SOURCE --out DIR` writes one".to_owned())
        };
        Self::NoIndex { path: path.to_owned(), found, remedy }
    }
}

/// The index folder right below a folder, the first by name if there are several.
fn inside(folder: &Path) -> Option<PathBuf> {
    let below = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    below.filter(|path| path.join(ENTRY_FILE).is_file()).min()
}
