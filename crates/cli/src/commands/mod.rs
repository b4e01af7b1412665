//! The commands, and what they share.

pub mod articles;
pub mod eval;
pub mod index;
pub mod init;
pub mod run;
pub mod search;

use std::path::Path;

use xunzhang_core::{Library, Settings};

/// The file that an index folder holds.
const SHELF: &str = "index.shelf";

/// The file beside it with the settings of the ranking that the owner chose.
const WEIGHTS: &str = "weights.json";

/// The settings of the ranking that an index was made with; the defaults where the owner chose none.
fn weights_of(place: &Path) -> Settings {
    let bytes = std::fs::read(place.join(WEIGHTS)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

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
