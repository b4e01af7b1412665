//! Waiting for a source to change.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{
    error::{Error, Result},
    workspace,
};

/// Folders whose files make the page, with all below them.
const FOLDERS: [&str; 5] = ["crates/core", "crates/ingest", "src", "seeds", "www"];

/// Files in the root that make the page.
const FILES: [&str; 2] = ["Cargo.toml", "build.rs"];

/// Saving comes as several events, and an editor may save several files: a build waits until all is quiet.
const QUIET: Duration = Duration::from_millis(200);

/// The changes of the sources, as they come.
pub struct Changes {
    /// What the watcher reports.
    events: Receiver<notify::Result<Event>>,
    /// Watches for as long as it lives.
    _watcher: RecommendedWatcher,
}

/// Begins to watch.
///
/// # Errors
/// When the system cannot watch the folders.
pub fn start() -> Result<Changes> {
    let root = workspace::root();
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
    // The root itself is watched for its files only: below it lie the target folder and much else.
    watcher.watch(&root, RecursiveMode::NonRecursive).map_err(failed)?;
    for folder in FOLDERS {
        watcher.watch(&root.join(folder), RecursiveMode::Recursive).map_err(failed)?;
    }
    Ok(Changes { events, _watcher: watcher })
}

impl Changes {
    /// Waits for a change and then for quiet, and gives one of the files that changed, relative to the root.
    ///
    /// # Errors
    /// When the watcher has stopped.
    pub fn next(&self) -> Result<String> {
        let first = loop {
            let event = self.events.recv().map_err(|_| Error::Server("the watcher has stopped".into()))?;
            if let Some(path) = relevant(event.map_err(failed)?) {
                break path;
            }
        };
        while self.events.recv_timeout(QUIET).is_ok() {}
        let root = workspace::root();
        Ok(first.strip_prefix(&root).unwrap_or(&first).display().to_string())
    }
}

/// The file of an event after which the page has to be built anew, if it is one.
fn relevant(event: Event) -> Option<PathBuf> {
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    event.paths.into_iter().find(|path| is_source(path))
}

/// Whether a path is one of the sources of the page.
fn is_source(path: &Path) -> bool {
    let root = workspace::root();
    let Ok(relative) = path.strip_prefix(&root) else { return false };
    FILES.iter().any(|file| relative == Path::new(file)) || FOLDERS.iter().any(|folder| relative.starts_with(folder))
}

/// The failure of the watcher.
fn failed(problem: notify::Error) -> Error {
    Error::Server(format!("watching the sources: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind};

    #[test]
    fn sources_count_and_other_files_do_not() {
        let root = workspace::root();
        assert!(is_source(&root.join("www/a/b.css")));
        assert!(is_source(&root.join("build.rs")));
        assert!(!is_source(&root.join("target/debug/x")));
        assert!(!is_source(&root.join("Cargo.lock")));
        assert!(!is_source(Path::new("/elsewhere/www/a.css")));
    }

    #[test]
    fn reading_a_file_is_no_change() {
        let path = workspace::root().join("www/index.html");
        let event = |kind| Event::new(kind).add_path(path.clone());
        assert_eq!(relevant(event(EventKind::Access(AccessKind::Read))), None);
        assert_eq!(relevant(event(EventKind::Create(CreateKind::File))), Some(path.clone()));
    }
}
