//! `xunzhang inspect`: what an index folder holds, and what a question would fetch of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use indicatif::{HumanBytes, HumanCount};
use serde::Serialize;
use xunzhang_core::SearchOptions;

use super::{open_index, told};
use crate::Outcome;
use crate::folder::PART;
use crate::folder::read::Opened;
use crate::folder::write::kind_of_file;
use crate::summary::counted;

/// How many words and files are listed.
const LISTED: usize = 10;

/// Say what an index folder holds, and what a browser would fetch for a QUERY.
#[derive(Args)]
pub struct Inspect {
    /// The folder that `xunzhang index` wrote.
    #[arg(value_name = "DIR")]
    index: PathBuf,
    /// Questions; each begins with nothing at hand.
    #[arg(value_name = "QUERY")]
    queries: Vec<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// What was found.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    articles: u32,
    /// Files and bytes of each kind.
    kinds: BTreeMap<&'static str, (u64, u64)>,
    /// Parts that no file of the index names: of older builds.
    unneeded: u64,
    /// The words that stand in most articles.
    words: Vec<(String, u32)>,
    largest: Vec<(String, u64)>,
    queries: Vec<Fetched>,
}

/// What a question fetched.
#[derive(Serialize)]
struct Fetched {
    query: String,
    total: u32,
    files: Vec<(String, u64)>,
    bytes: u64,
}

impl Inspect {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let Some(mut index) = open_index(&self.index, false) else { return Ok(Outcome::Nothing) };
        let mut files = index.take_read();
        let mut kinds: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
        for (name, bytes) in &files {
            let kind = kinds.entry(kind_of_file(name)).or_default();
            *kind = (kind.0 + 1, kind.1 + bytes);
        }
        let there = fs::read_dir(&self.index).into_iter().flatten().flatten();
        let parts =
            there.filter(|file| file.path().extension().is_some_and(|extension| extension == PART)).count() as u64;
        let needed = files.iter().filter(|(name, _)| name.ends_with(PART)).count() as u64;
        files.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        files.truncate(LISTED);
        let mut words: Vec<(String, u32)> = Vec::new();
        index.library().index().each_dictionary_word(|word, articles| words.push((word, articles)));
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(LISTED);
        let mut queries = Vec::new();
        for query in &self.queries {
            let Some(fetched) = self.fetched(query) else { return Ok(Outcome::Nothing) };
            queries.push(fetched);
        }
        let articles = index.library().info().articles;
        let unneeded = parts.saturating_sub(needed);
        let found = Found { articles, kinds, unneeded, words, largest: files, queries };
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&found)?)?
        } else {
            found.show(out)?
        }
        Ok(Outcome::Done)
    }

    fn fetched(&self, query: &str) -> Option<Fetched> {
        let mut index = told(Opened::open(&self.index))?;
        let page = index.ask(|library| library.search(query, &SearchOptions::default()));
        let page = page.map_err(|error| eprintln!("xunzhang: {error}")).ok()?;
        let files = index.take_read();
        let bytes = files.iter().map(|(_, bytes)| bytes).sum();
        Some(Fetched { query: query.to_owned(), total: page.total, files, bytes })
    }
}

impl Found {
    fn show(&self, out: &mut dyn Write) -> io::Result<()> {
        let (files, bytes) = self.kinds.values().fold((0, 0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
        let articles = counted(u64::from(self.articles), "article");
        writeln!(out, "{articles}, {}, {}", counted(files, "file"), HumanBytes(bytes))?;
        for (kind, (files, bytes)) in &self.kinds {
            writeln!(out, "  {kind}: {}, {}", counted(*files, "file"), HumanBytes(*bytes))?;
        }
        if self.unneeded > 0 {
            writeln!(
                out,
                "  of older builds: {}; `xunzhang index --prune` removes them",
                counted(self.unneeded, "file")
            )?;
        }
        writeln!(out, "words in most articles:")?;
        for (word, articles) in &self.words {
            writeln!(out, "  {word} {}", HumanCount(u64::from(*articles)))?;
        }
        writeln!(out, "largest files:")?;
        for (name, bytes) in &self.largest {
            writeln!(out, "  {name} {}", HumanBytes(*bytes))?;
        }
        for Fetched { query, total, files, bytes } in &self.queries {
            let fetched = counted(files.len() as u64, "file");
            writeln!(out, "{query}: {} hits, {fetched}, {}", HumanCount(u64::from(*total)), HumanBytes(*bytes))?;
            for (name, bytes) in files {
                writeln!(out, "  {name} {}", HumanBytes(*bytes))?;
            }
        }
        Ok(())
    }
}
