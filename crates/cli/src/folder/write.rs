//! Parts to files. An old index in the folder stays whole until the new entry replaces the old one, which is the last thing done.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;
use xunzhang_core::index::{PartId, PartKind, PartName};

use super::{FolderError, PART, entry_of, pack, replace};

/// The file that a running build holds locked.
const LOCK: &str = ".xunzhang.lock";

/// The files of one kind of part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    /// How many files there are.
    pub files: u64,
    /// How many of them were not there before.
    pub fresh: u64,
    /// Their bytes on disk.
    pub bytes: u64,
}

/// Writes the parts of one index.
pub struct PartsWriter {
    folder: PathBuf,
    names: HashSet<String>,
    written: BTreeMap<&'static str, Written>,
    entry: Option<Vec<u8>>,
    /// Unlocked when it is dropped.
    _lock: File,
}

impl Drop for PartsWriter {
    fn drop(&mut self) {
        // Whoever has opened the file meanwhile finds it locked, and nothing depends on its being gone.
        let _ = fs::remove_file(self.folder.join(LOCK));
    }
}

impl PartsWriter {
    /// Makes the folder when it is not there, and keeps other builds out.
    ///
    /// # Errors
    /// When the folder cannot be written to, or another build writes into it.
    pub fn new(folder: &Path) -> Result<Self, FolderError> {
        fs::create_dir_all(folder).map_err(FolderError::file(folder, "making the folder"))?;
        let path = folder.join(LOCK);
        let lock = File::create(&path).map_err(FolderError::file(&path, "writing"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FolderError::Busy { path: folder.to_owned() }),
            Err(TryLockError::Error(error)) => return Err(FolderError::file(&path, "locking")(error)),
        }
        let folder = folder.to_owned();
        Ok(Self { folder, names: HashSet::new(), written: BTreeMap::new(), entry: None, _lock: lock })
    }

    /// Writes nothing: a folder that was made for the index goes again.
    pub fn abandon(self) {
        let folder = self.folder.clone();
        drop(self);
        // It stays when anything is in it.
        let _ = fs::remove_dir(folder);
    }

    /// Writes a file unless it is there already; whether it was not.
    fn put(&self, file: &Path, packed: &[u8]) -> Result<bool, FolderError> {
        let there = fs::metadata(file).is_ok_and(|there| there.len() == packed.len() as u64);
        if !there {
            replace(file, packed, false)?;
        }
        Ok(!there)
    }

    /// Packs and writes parts, side by side. A part that is there already is left as it is. The entry is kept back.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&mut self, parts: Vec<(PartId, Vec<u8>)>) -> Result<(), FolderError> {
        let (entries, parts): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(id, _)| id.kind == PartKind::Entry);
        self.entry = entries.into_iter().next().map(|(_, sealed)| sealed).or_else(|| self.entry.take());
        let writer = &*self;
        let all: Vec<(PartKind, String, u64, bool)> = parts
            .into_par_iter()
            .map(|(id, sealed)| {
                let name = PartName::of(&sealed).file(id.kind);
                let file = writer.folder.join(&name);
                let packed = pack(sealed).map_err(FolderError::file(&file, "packing"))?;
                let fresh = writer.put(&file, &packed)?;
                Ok((id.kind, name, packed.len() as u64, fresh))
            })
            .collect::<Result<_, FolderError>>()?;
        for (kind, name, bytes, fresh) in all {
            // Two parts of the same content are one file.
            if self.names.insert(name) {
                self.count(kind, bytes, fresh);
            }
        }
        Ok(())
    }

    fn count(&mut self, kind: PartKind, bytes: u64, fresh: bool) {
        let written = self.written.entry(kind_name(kind)).or_default();
        written.files += 1;
        written.bytes += bytes;
        written.fresh += u64::from(fresh);
    }

    /// Puts the new entry in the place of the old one: from here on the new index is the one that is read. Parts that it does not name are removed
    /// when `prune` says so: a page that is open may still ask for them.
    ///
    /// # Errors
    /// When the entry cannot be written, or an old part not be removed.
    pub fn finish(mut self, prune: bool) -> Result<BTreeMap<&'static str, Written>, FolderError> {
        let entry = entry_of(&self.folder);
        let packed = pack(self.entry.take().unwrap_or_default()).map_err(FolderError::file(&entry, "packing"))?;
        let same = fs::read(&entry).is_ok_and(|there| there == packed);
        if !same {
            replace(&entry, &packed, true)?;
        }
        self.count(PartKind::Entry, packed.len() as u64, !same);
        if prune {
            self.prune()?;
        }
        Ok(std::mem::take(&mut self.written))
    }

    fn prune(&self) -> Result<(), FolderError> {
        let reading = || FolderError::file(&self.folder, "listing");
        for file in fs::read_dir(&self.folder).map_err(reading())? {
            let file = file.map_err(reading())?;
            let (path, name) = (file.path(), file.file_name().to_string_lossy().into_owned());
            // What a build left that was killed while it wrote is of no use either.
            let half = name.starts_with('.') && name.ends_with(".new");
            if half || path.extension().is_some_and(|extension| extension == PART) && !self.names.contains(&name) {
                fs::remove_file(&path).map_err(FolderError::file(&path, "removing"))?;
            }
        }
        Ok(())
    }
}

/// What people call the parts of a kind.
pub fn kind_name(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Entry => "entry",
        PartKind::LeafNames | PartKind::GroupNames => "names",
        PartKind::Leaf | PartKind::Sounds => "terms",
        PartKind::Group | PartKind::Book => "articles",
        PartKind::Column => "columns",
    }
}

/// What people call the kind of part that a file of this name holds.
pub fn kind_of_file(name: &str) -> &'static str {
    match name.chars().next() {
        Some('m' | 'n') => "names",
        Some('t') => "terms",
        Some('a' | 'b') => "articles",
        Some('c') => "columns",
        _ => "entry",
    }
}
