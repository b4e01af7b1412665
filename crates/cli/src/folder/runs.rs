//! Runs while an index is built: in memory up to a limit, beyond it merged and put aside on disk.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use xunzhang_core::index::build::run::RunEntry;
use xunzhang_core::index::build::{Merge, RunReader};
use xunzhang_core::index::codec::{Reader, Writer};

use super::FolderError;

/// The runs of all batches so far.
pub struct Runs {
    folder: PathBuf,
    limit: usize,
    memory: Vec<Vec<u8>>,
    bytes: usize,
    files: Vec<File>,
}

/// All terms in order.
pub type Entries<'a> = Merge<Box<dyn Iterator<Item = RunEntry> + 'a>>;

impl Runs {
    /// Keeps up to `limit` bytes in memory, the rest in files without names in `folder`.
    pub fn new(folder: &Path, limit: usize) -> Self {
        Self { folder: folder.to_owned(), limit, memory: Vec::new(), bytes: 0, files: Vec::new() }
    }

    /// Takes the next run.
    ///
    /// # Errors
    /// When memory is full and the file cannot be written.
    pub fn push(&mut self, run: Vec<u8>) -> Result<(), FolderError> {
        self.bytes += run.len();
        self.memory.push(run);
        if self.bytes > self.limit {
            self.spill().map_err(FolderError::file(&self.folder, "putting terms aside"))?;
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut merge = Merge::new(self.memory.iter().map(|run| RunReader::new(run)).collect());
        let mut file = BufWriter::new(unnamed(&self.folder)?);
        while let Some(entry) = merge.next_entry() {
            let mut out = Writer::new();
            entry.write(0, &mut out);
            file.write_all(&(out.len() as u32).to_le_bytes())?;
            file.write_all(&out.into_bytes())?;
        }
        let mut file = file.into_inner()?;
        file.rewind()?;
        self.files.push(file);
        self.memory.clear();
        self.bytes = 0;
        Ok(())
    }

    /// Reads everything in order. A failure of a file ends its run early and is left in `failed`.
    pub fn entries<'a>(&'a self, failed: &Rc<RefCell<Option<io::Error>>>) -> Entries<'a> {
        let files = self.files.iter().map(|file| -> Box<dyn Iterator<Item = RunEntry>> {
            Box::new(Aside { file: BufReader::with_capacity(1 << 18, file), failed: failed.clone() })
        });
        let memory =
            self.memory.iter().map(|run| -> Box<dyn Iterator<Item = RunEntry>> { Box::new(RunReader::new(run)) });
        Merge::new(files.chain(memory).collect())
    }
}

/// A file that has no name as soon as it is open, so that nothing is left behind however the run ends. Where the system does not
/// remove open files it is removed with the folder's other hidden files by the next build.
fn unnamed(folder: &Path) -> io::Result<File> {
    let path = folder.join(format!(".terms.{}.new", std::process::id()));
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
    let _ = std::fs::remove_file(&path);
    Ok(file)
}

/// A run on disk.
struct Aside<'a> {
    file: BufReader<&'a File>,
    failed: Rc<RefCell<Option<io::Error>>>,
}

impl Aside<'_> {
    fn read(&mut self) -> io::Result<Option<RunEntry>> {
        let mut length = [0; 4];
        match self.file.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        self.file.read_exact(&mut bytes)?;
        Ok(RunEntry::read(&mut Reader::new(&bytes)))
    }
}

impl Iterator for Aside<'_> {
    type Item = RunEntry;

    fn next(&mut self) -> Option<RunEntry> {
        self.read().unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            None
        })
    }
}
