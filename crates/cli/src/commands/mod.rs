//! The commands, and what they share.

pub mod articles;
pub mod eval;
pub mod index;
pub mod init;
pub mod inspect;
pub mod run;
pub mod search;
pub mod serve;
pub mod widget;

use std::path::Path;

use crate::folder::FolderError;
use crate::folder::read::Opened;

/// Says on the error output why an index could not be opened.
fn told(opened: Result<Opened, FolderError>) -> Option<Opened> {
    opened.map_err(|error| eprintln!("xunzhang: {error}")).ok()
}

/// Opens an index to be asked many times: with all its parts, or, as a browser does, with those that a question lacks.
fn open_index(place: &Path, in_parts: bool) -> Option<Opened> {
    told(if in_parts { Opened::open(place) } else { Opened::open_whole(place) })
}
