//! The folder that holds an index, as any static host serves it: one entry file, and parts that are named by their content.

pub mod build;
pub mod read;
mod runs;
pub mod write;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::{DeflateDecoder, GzDecoder};
use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use thiserror::Error;
use xunzhang_core::index::ShelfError;
use xunzhang_core::index::part::ENTRY_FILE;

/// The end of the name of every part.
pub const PART: &str = "part";

/// Why a folder could not be written or read. Each says which file it is about.
#[derive(Debug, Error)]
pub enum FolderError {
    /// A file could not be read or written.
    #[error("{}: {doing} failed: {error}", path.display())]
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

impl FolderError {
    /// Wraps what the system said while `doing` something with a file.
    pub fn file(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, doing, error }
    }
}

/// The bytes of a file, packed. The same bytes on every machine: the compressor is plain Rust and the header holds no time.
fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::best());
    out.write_all(bytes)?;
    out.finish()
}

/// The primer's own file: the beginning of a raw stream, whose rest are the files that were packed with it.
fn pack_primer(primer: &[u8]) -> io::Result<Vec<u8>> {
    let mut compress = Compress::new(Compression::best(), false);
    deflate(&mut compress, primer, FlushCompress::Sync)
}

/// Bytes, packed as if they followed the primer in one raw stream.
fn pack_after(primer: &[u8], bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compress = Compress::new(Compression::best(), false);
    compress.set_dictionary(primer).map_err(io::Error::other)?;
    deflate(&mut compress, bytes, FlushCompress::Finish)
}

fn deflate(compress: &mut Compress, bytes: &[u8], flush: FlushCompress) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    loop {
        let read = compress.total_in() as usize;
        let status = compress.compress_vec(bytes.get(read..).unwrap_or_default(), &mut out, flush);
        let ended = status.map_err(io::Error::other)? == Status::StreamEnd;
        // With room to spare all that was to come has come.
        if ended || (compress.total_in() as usize == bytes.len() && out.len() < out.capacity()) {
            return Ok(out);
        }
        out.reserve(out.capacity());
    }
}

/// What a file holds, unpacked, and how many bytes it has.
fn unpack(path: &Path, primer: Option<&[u8]>) -> Result<(Vec<u8>, u64), FolderError> {
    let packed = fs::read(path).map_err(FolderError::file(path, "reading"))?;
    let mut bytes = Vec::new();
    let read = match primer {
        None => GzDecoder::new(&packed[..]).read_to_end(&mut bytes),
        Some(primer) => DeflateDecoder::new(primer.chain(&packed[..])).read_to_end(&mut bytes),
    };
    read.map_err(FolderError::file(path, "unpacking"))?;
    Ok((bytes, packed.len() as u64))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_packed_after_a_primer_unpacks_after_it() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (primer, text) = ("重庆日报的网络安全产业".repeat(40), "重庆日报说，网络安全产业".repeat(9));
        let beginning = pack_primer(primer.as_bytes()).expect("memory is enough");
        let file = folder.path().join("a.part");
        for text in [text.as_str(), "", "x"] {
            fs::write(&file, pack_after(primer.as_bytes(), text.as_bytes()).expect("memory is enough"))
                .expect("writable");
            let (bytes, _) = unpack(&file, Some(&beginning)).expect("what was packed unpacks");
            assert_eq!(bytes, [primer.as_bytes(), text.as_bytes()].concat());
        }
        assert!(pack_after(primer.as_bytes(), text.as_bytes()).expect("memory is enough").len() < 60);
    }
}
