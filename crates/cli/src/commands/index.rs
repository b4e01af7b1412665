//! `xunzhang index`: sources become an index.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;

use super::{SHELF, read_sources};
use crate::Outcome;

/// Build an index of the articles that SOURCE holds.
///
/// A source is a file or a folder of newspaper text (.txt), Markdown (.md) or JSON Lines (.jsonl). The same sources give the
/// same bytes on every machine. An index that stands in DIR already is replaced once the new one is whole.
#[derive(Args)]
pub struct Index {
    /// Files and folders.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// The folder for the index; made when it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Index {
    /// Runs the command.
    ///
    /// # Errors
    /// When the index or `out` cannot be written.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let started = Instant::now();
        let (read, outcome) = read_sources(&self.sources);
        if outcome == Outcome::Nothing {
            return Ok(outcome);
        }
        let shelf = build(&read.articles, &Lexicon::new());
        let file = self.out.join(SHELF);
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.display()));
        fs::create_dir_all(&self.out).and_then(|()| replace(&file, &shelf)).map_err(named)?;
        let count = read.articles.len();
        let articles = if count == 1 { "article" } else { "articles" };
        let size = shelf.len() as f64 / 1024.0;
        let seconds = started.elapsed().as_secs_f64();
        writeln!(out, "{count} {articles} -> {} ({size:.1} KiB) in {seconds:.2} s", file.display())?;
        if !read.failures.is_empty() {
            writeln!(out, "{} failed and are left out", read.failures.len())?;
        }
        Ok(outcome)
    }
}

/// Writes a file so that a reader finds the old one or the new one, whole, and never a part.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = file.with_extension(format!("shelf.{}.new", std::process::id()));
    let written = File::create(&half).and_then(|mut new| {
        new.write_all(bytes)?;
        new.sync_all()
    });
    let result = written.and_then(|()| fs::rename(&half, file));
    if result.is_err() {
        // What has failed is said already; a half-written file must not stay behind.
        let _ = fs::remove_file(&half);
    }
    result
}
