//! The widget's files: those that this build carries, or those of a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::folder::{FolderError, replace};

/// Files by their names, with `/` between a folder and what lies in it.
pub type Files = [(&'static str, &'static [u8])];

/// What build.rs has embedded; empty when it was handed nothing.
static EMBEDDED: &Files = include!(concat!(env!("OUT_DIR"), "/widget.rs"));

/// The module that defines the element: a folder without it holds no widget.
const ELEMENT: &str = "xun-zhang.js";

/// Why there is no widget.
#[derive(Debug, Error)]
pub enum WidgetError {
    /// This build carries none.
    #[error(
        "expected the widget's files in this command, found none: it was built without them; `cargo xtask command` builds \
         one that carries them, and `serve --widget DIR` takes those of a folder"
    )]
    None,
    /// The folder that was named holds none.
    #[error("{}: expected a folder with the widget's {ELEMENT}, but {error}; `cargo xtask dist` builds one", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
}

/// The widget's files that this build carries.
///
/// # Errors
/// When it carries none.
pub fn embedded() -> Result<&'static Files, WidgetError> {
    if EMBEDDED.is_empty() { Err(WidgetError::None) } else { Ok(EMBEDDED) }
}

/// Checks that a folder holds the widget.
///
/// # Errors
/// When it does not.
pub fn check(folder: &Path) -> Result<(), WidgetError> {
    let element = fs::metadata(folder.join(ELEMENT));
    element.map(drop).map_err(|error| WidgetError::Folder { path: folder.to_owned(), error })
}

/// Writes files into a folder, which is made when it is not there; others that lie there stay. Gives the bytes of all.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write(files: &Files, folder: &Path) -> Result<u64, FolderError> {
    fs::create_dir_all(folder).map_err(FolderError::file(folder, "making the folder"))?;
    for (name, bytes) in files {
        let file = folder.join(name);
        if let Some(within) = file.parent() {
            fs::create_dir_all(within).map_err(FolderError::file(within, "making the folder"))?;
        }
        replace(&file, bytes, false)?;
    }
    Ok(files.iter().map(|(_, bytes)| bytes.len() as u64).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_over_older_ones_and_beside_others() {
        let scratch = tempfile::tempdir().expect("a folder for the test");
        let folder = scratch.path().join("站点/xunzhang");
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
        assert_eq!(write(&[("a.js", b"old"), ("b.wasm", b"\0asm")], &folder).expect("written"), 7);
        fs::write(folder.join("own.css"), "p {}").expect("writable");
        write(&[("a.js", b"new"), ("themes/c.css", b"q {}")], &folder).expect("written");
        assert_eq!(
            [read("a.js"), read("b.wasm"), read("own.css"), read("themes/c.css")],
            ["new", "\0asm", "p {}", "q {}"]
        );
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 4, "nothing half-written stays behind");
    }

    #[test]
    fn a_folder_without_the_element_is_no_widget() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let error = check(folder.path()).expect_err("there is none").to_string();
        assert!(error.contains("expected a folder with the widget's xun-zhang.js"), "{error}");
        fs::write(folder.path().join(ELEMENT), "").expect("writable");
        check(folder.path()).expect("now there is");
    }
}
