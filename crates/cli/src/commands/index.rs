//! `xunzhang index`: sources become an index.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use indicatif::{HumanBytes, HumanCount};
use serde_json::json;
use xunzhang_core::index::build::Summary as Built;

use crate::Outcome;
use crate::folder::build::Builder;
use crate::folder::read::Opened;
use crate::folder::write::Written;
use crate::folder::{FolderError, replace};
use crate::reading::Sources;
use crate::summary::{Summary, counted};

/// Build an index of the articles that SOURCE holds.
///
/// A source is a file, a folder, a glob or - (the standard input): HTML of a built site (.html), Markdown (.md), newspaper text
/// (.txt), JSON Lines (.jsonl), RSS and Atom (.xml). The same sources give the same bytes on every machine. An index that stands in
/// DIR already is replaced once the new one is whole; its parts stay until --prune, for pages that are open.
#[derive(Args)]
pub struct Index {
    #[command(flatten)]
    sources: Sources,
    /// The folder for the index; made when it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Also write the whole index into one file, for pages that open it at once.
    #[arg(long, value_name = "FILE")]
    shelf: Option<PathBuf>,
    /// Remove the parts of older builds from DIR.
    #[arg(long)]
    prune: bool,
    /// How much memory terms may take before they are put aside on disk, such as 500M or 2G.
    #[arg(long, value_name = "SIZE", default_value = "500M", value_parser = parse_size)]
    memory: usize,
    /// Print the summary as one JSON object.
    #[arg(long)]
    json: bool,
}

/// A number of bytes, perhaps in units.
fn parse_size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit: u64 = match text[digits.len()..].trim().to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        other => return Err(format!("expected K, M or G after the number, found {other:?}")),
    };
    let number: u64 = digits.parse().map_err(|_| format!("expected a size such as 500M or 2G, found {text:?}"))?;
    let bytes = number.checked_mul(unit).and_then(|bytes| usize::try_from(bytes).ok()).filter(|&bytes| bytes > 0);
    bytes.ok_or_else(|| format!("expected a size above 0 that fits into memory, found {text:?}"))
}

/// What was built.
struct Finished {
    built: Built,
    written: BTreeMap<&'static str, Written>,
}

impl Index {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let started = Instant::now();
        let Some(mut opened) = self.sources.open() else { return Ok(Outcome::Misused) };
        let config = &opened.config;
        let (words, synonyms) = (config.words.clone(), config.synonyms.clone());
        let built = Builder::new(&self.out, words, synonyms, config.extract, config.fuzzy_pinyin, self.memory);
        let mut builder = match built {
            Ok(builder) => builder,
            Err(error) => return Ok(refused(&error)),
        };
        let mut failed: Option<FolderError> = None;
        let summary = opened.read(|article| match builder.push(article) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        });
        if summary.outcome() == Outcome::Nothing && failed.is_none() {
            opened.progress.finish();
            builder.abandon();
            self.tell(&summary, None, started, out)?;
            return Ok(Outcome::Nothing);
        }
        opened.progress.step("writing the index");
        let finished = match failed {
            None => builder.finish(&opened.config.settings, self.prune),
            Some(error) => Err(error),
        };
        opened.progress.finish();
        let finished = finished.and_then(|finished| match &self.shelf {
            None => Ok(finished),
            Some(file) => replace(file, &Opened::shelf(&self.out)?, true).map(|()| finished),
        });
        match finished {
            Ok((built, written)) => self.tell(&summary, Some(Finished { built, written }), started, out)?,
            Err(error) => return Ok(refused(&error)),
        }
        Ok(summary.outcome())
    }

    fn tell(
        &self,
        summary: &Summary,
        index: Option<Finished>,
        started: Instant,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let seconds = started.elapsed().as_secs_f64();
        let path = self.out.display().to_string();
        if self.json {
            let mut object = serde_json::to_value(summary)?;
            object["seconds"] = json!((seconds * 1000.0).round() / 1000.0);
            object["index"] = index.map_or(json!(null), |Finished { built, written }| {
                let (files, bytes) = sums(&written);
                json!({
                    "path": path, "files": files, "bytes": bytes, "parts": written,
                    "atoms": built.atoms, "terms": built.terms,
                })
            });
            return writeln!(out, "{object}");
        }
        let Some(Finished { built, written }) = index else { return Ok(()) };
        let (files, bytes) = sums(&written);
        let articles = counted(u64::from(built.articles), "article");
        writeln!(out, "{articles} -> {path} ({}, {}) in {seconds:.2} s", HumanBytes(bytes), counted(files, "file"))?;
        writeln!(out, "  {} atoms, {} terms", HumanCount(built.atoms), HumanCount(built.terms))?;
        for (kind, Written { files, fresh, bytes }) in &written {
            writeln!(out, "  {kind}: {}, {}, {} new", HumanBytes(*bytes), counted(*files, "file"), HumanCount(*fresh))?;
        }
        summary.show(out)
    }
}

fn refused(error: &FolderError) -> Outcome {
    eprintln!("xunzhang: {error}");
    Outcome::Nothing
}

fn sums(written: &BTreeMap<&'static str, Written>) -> (u64, u64) {
    written.values().fold((0, 0), |(files, bytes), kind| (files + kind.files, bytes + kind.bytes))
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes_have_units() {
        assert_eq!(parse_size("500M"), Ok(500 << 20));
        assert_eq!(parse_size("2GiB"), Ok(2 << 30));
        assert_eq!(parse_size("1024"), Ok(1024));
        for wrong in ["", "M", "0", "5X", "-1", "99999999999G"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }
}
