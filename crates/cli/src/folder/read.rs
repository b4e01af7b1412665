//! An index folder, read as a browser reads it: the entry, and then the parts that a question lacks.

use std::fs;
use std::path::{Path, PathBuf};

use xunzhang_core::index::shelf::write_shelf;
use xunzhang_core::index::{Lack, PartId, PartKind};
use xunzhang_core::{Library, RequestError};

use super::{FolderError, entry_of, unpack};

/// The memory that parts may take: natively there is no need to let any go.
const MEMORY: usize = usize::MAX;

/// An index on disk.
pub struct Opened {
    library: Library,
    folder: PathBuf,
    /// The files that were read since they were last counted, with their bytes on disk.
    read: Vec<(String, u64)>,
}

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The index could not be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The question itself was refused.
    #[error(transparent)]
    Request(RequestError),
}

impl Opened {
    /// Opens an index folder, or a shelf file.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn open(place: &Path) -> Result<Self, FolderError> {
        let missing = |error| FolderError::NoIndex { path: place.to_owned(), error };
        let wrong = |error| FolderError::Part { path: place.to_owned(), error };
        if place.is_file() {
            let library = Library::from_vec(fs::read(place).map_err(missing)?).map_err(wrong)?;
            return Ok(Self { library, folder: place.to_owned(), read: Vec::new() });
        }
        let entry = entry_of(place);
        fs::metadata(&entry).map_err(missing)?;
        let (bytes, packed) = unpack(&entry)?;
        let library = Library::from_entry(&bytes).map_err(|error| FolderError::Part { path: entry, error })?;
        Ok(Self { library, folder: place.to_owned(), read: vec![("index.entry".to_owned(), packed)] })
    }

    /// Opens an index with all its parts.
    ///
    /// # Errors
    /// When there is none, or a part is missing or damaged.
    pub fn open_whole(place: &Path) -> Result<Self, FolderError> {
        let mut opened = Self::open(place)?;
        loop {
            let absent = opened.library.absent();
            if absent.is_empty() {
                return Ok(opened);
            }
            opened.bring(&absent)?;
        }
    }

    /// All parts of an index folder in one run of bytes.
    ///
    /// # Errors
    /// When there is none, or a part is missing or damaged.
    pub fn shelf(folder: &Path) -> Result<Vec<u8>, FolderError> {
        let mut opened = Self::open(folder)?;
        let (entry, _) = unpack(&entry_of(folder))?;
        let mut parts = vec![(PartId { kind: PartKind::Entry, number: 0 }, entry)];
        loop {
            let absent = opened.library.absent();
            if absent.is_empty() {
                parts.sort_by_key(|(id, _)| *id);
                return Ok(write_shelf(&parts));
            }
            for lack in &absent {
                let bytes = opened.part(lack)?;
                if let Some(kind) = PartKind::from_number(lack.kind) {
                    parts.push((PartId { kind, number: lack.number }, bytes.clone()));
                }
                opened.add(lack, bytes)?;
            }
        }
    }

    /// The library, as far as it is at hand.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Asks until nothing is lacking.
    ///
    /// # Errors
    /// When the question is refused, or a part is missing or damaged.
    pub fn ask<T>(&mut self, question: impl Fn(&Library) -> Result<T, RequestError>) -> Result<T, AskError> {
        loop {
            match question(&self.library) {
                Ok(answer) => return Ok(answer),
                Err(RequestError::Lacking { lacking }) => self.bring(&lacking)?,
                Err(error) => return Err(AskError::Request(error)),
            }
        }
    }

    fn bring(&mut self, lacking: &[Lack]) -> Result<(), FolderError> {
        for lack in lacking {
            let bytes = self.part(lack)?;
            self.add(lack, bytes)?;
        }
        Ok(())
    }

    fn add(&mut self, lack: &Lack, bytes: Vec<u8>) -> Result<(), FolderError> {
        let wrong = |error| FolderError::Part { path: self.folder.join(&lack.file), error };
        self.library.add(lack, bytes, MEMORY).map_err(wrong)
    }

    /// The bytes of a part, unpacked.
    fn part(&mut self, lack: &Lack) -> Result<Vec<u8>, FolderError> {
        let path = self.folder.join(&lack.file);
        let (bytes, packed) = unpack(&path)?;
        self.read.push((lack.file.clone(), packed));
        Ok(bytes)
    }

    /// The files that were read since this was last asked, and their bytes on disk.
    pub fn take_read(&mut self) -> Vec<(String, u64)> {
        std::mem::take(&mut self.read)
    }
}
