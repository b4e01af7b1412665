//! The folder that holds an index, as any static host serves it: one entry file, and parts that are named by their content.

pub mod build;
pub mod read;
mod runs;
pub mod write;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use thiserror::Error;
use xunzhang_core::index::ShelfError;
use xunzhang_core::index::part::ENTRY_FILE;

/// The end of the name of every part.
pub const PART: &str = "part";

/// Why a folder could not be written or read. Each says which file it is about.
#[derive(Debug, Error)]
pub enum FolderError {
    /// A file could not be read or written.
    #[error("{}: {doing} failed: {error}{}", path.display(), advice(error))]
    File {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// Another run writes into the same folder.
    #[error(
        "{}: another build is writing into this folder; wait until it has ended, or name another folder",
        path.display()
    )]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// There is no index where one was expected.
    #[error("{}: expected an index, but {error}; `xunzhang index` writes one", path.display())]
    NoIndex {
        /// The folder or file that was named.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// A file is not the part of an index that it should be.
    #[error("{}: {error}", path.display())]
    Part {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        error: ShelfError,
    },
}

/// What to do about an error of the system, where more can be said than it says itself.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "; make room, or name another folder, and build again; an index that stood there is still whole"
        }
        _ => "",
    }
}

impl FolderError {
    /// Wraps what the system said while `doing` something with a file.
    pub fn file(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, doing, error }
    }
}

/// How a packed file begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a file: packed, unless that takes nothing off them. The same bytes on every machine: the compressor is plain Rust and the header holds no time.
fn pack(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::best());
    out.write_all(&bytes)?;
    let packed = out.finish()?;
    Ok(if packed.len() < bytes.len() { packed } else { bytes })
}

/// What a file holds, unpacked, and how many bytes it has.
fn unpack(path: &Path) -> Result<(Vec<u8>, u64), FolderError> {
    let packed = fs::read(path).map_err(FolderError::file(path, "reading"))?;
    let size = packed.len() as u64;
    if !packed.starts_with(&GZIP) {
        return Ok((packed, size));
    }
    let mut bytes = Vec::new();
    GzDecoder::new(&packed[..]).read_to_end(&mut bytes).map_err(FolderError::file(path, "unpacking"))?;
    Ok((bytes, size))
}

/// Writes a file so that a reader finds the old one or the new one, whole, and never a part.
pub fn replace(file: &Path, bytes: &[u8], lasting: bool) -> Result<(), FolderError> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Two parts of the same content may be written at once.
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let half = file.with_file_name(format!(".{name}.{}-{number}.new", std::process::id()));
    let written = File::create(&half).and_then(|mut new| {
        new.write_all(bytes)?;
        if lasting { new.sync_all() } else { Ok(()) }
    });
    let result = written.and_then(|()| fs::rename(&half, file));
    if result.is_err() {
        // What has failed is said already; a half-written file must not stay behind.
        let _ = fs::remove_file(&half);
    }
    result.map_err(FolderError::file(file, "writing"))
}

/// The entry file of a folder.
fn entry_of(folder: &Path) -> PathBuf {
    folder.join(ENTRY_FILE)
}
