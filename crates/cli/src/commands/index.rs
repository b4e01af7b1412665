//! `xunzhang index`: sources become an index.

use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use indicatif::HumanBytes;
use serde_json::json;
use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::{Article, Settings};

use super::{SHELF, WEIGHTS};
use crate::Outcome;
use crate::config::Config;
use crate::reading::Sources;
use crate::summary::{Summary, counted};

/// Build an index of the articles that SOURCE holds.
///
/// A source is a file, a folder, a glob or - (the standard input): HTML of a built site (.html), Markdown (.md), newspaper text
/// (.txt), JSON Lines (.jsonl), RSS and Atom (.xml). The same sources give the same bytes on every machine. An index that stands in
/// DIR already is replaced once the new one is whole.
#[derive(Args)]
pub struct Index {
    #[command(flatten)]
    sources: Sources,
    /// The folder for the index; made when it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Print the summary as one JSON object.
    #[arg(long)]
    json: bool,
}

impl Index {
    /// Runs the command.
    ///
    /// # Errors
    /// When the index or `out` cannot be written.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let started = Instant::now();
        let Some(mut opened) = self.sources.open() else { return Ok(Outcome::Misused) };
        let mut articles = Vec::new();
        let summary = opened.read(|article| {
            articles.push(article);
            ControlFlow::Continue(())
        });
        let written = match summary.outcome() {
            Outcome::Nothing => None,
            _ => {
                opened.progress.step("building the index");
                Some(write_index(&articles, &opened.config, &self.out)?)
            }
        };
        opened.progress.finish();
        self.tell(&summary, written, started, out)?;
        Ok(summary.outcome())
    }

    fn tell(
        &self,
        summary: &Summary,
        written: Option<Written>,
        started: Instant,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let seconds = started.elapsed().as_secs_f64();
        if self.json {
            let mut object = serde_json::to_value(summary)?;
            object["seconds"] = json!((seconds * 1000.0).round() / 1000.0);
            object["index"] = written.map_or(
                json!(null),
                |Written { file, bytes }| json!({ "path": file.display().to_string(), "bytes": bytes }),
            );
            return writeln!(out, "{object}");
        }
        let Some(Written { file, bytes }) = written else { return Ok(()) };
        let articles = counted(summary.articles, "article");
        writeln!(out, "{articles} -> {} ({}) in {seconds:.2} s", file.display(), HumanBytes(bytes))?;
        summary.show(out)
    }
}

/// The index on disk.
struct Written {
    file: PathBuf,
    bytes: u64,
}

/// Builds the index and writes it into a folder.
fn write_index(articles: &[Article], config: &Config, folder: &Path) -> io::Result<Written> {
    let words = config.words.iter().map(|(word, frequency)| (word.as_str(), *frequency));
    let shelf = build(articles, &Lexicon::with_words(words));
    let file = folder.join(SHELF);
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.display()));
    fs::create_dir_all(folder).and_then(|()| replace(&file, &shelf)).map_err(named)?;
    write_weights(&config.settings, &folder.join(WEIGHTS))?;
    Ok(Written { file, bytes: shelf.len() as u64 })
}

/// Writes the settings of the ranking beside the index, where they are not the defaults.
fn write_weights(settings: &Settings, file: &Path) -> io::Result<()> {
    let result = if *settings == Settings::default() {
        fs::remove_file(file).or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
    } else {
        replace(file, &serde_json::to_vec(settings)?)
    };
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))
}

/// Writes a file so that a reader finds the old one or the new one, whole, and never a part.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = file.with_extension(format!("{}.new", std::process::id()));
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
