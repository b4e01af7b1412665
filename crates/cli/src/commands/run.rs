//! `xunzhang run`: what the index answers to every question of a file, as a TREC run.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use xunzhang_core::Settings;
use xunzhang_eval::{Query, Ranked, set};

use super::open_index;
use crate::Outcome;
use crate::folder::read::{AskError, Opened};

/// Answer every question of a file, and write the hits as a TREC run.
///
/// The run has a line a hit: `qid Q0 docid rank score xunzhang`.
#[derive(Args)]
pub struct Run {
    /// What `xunzhang index` wrote.
    #[arg(value_name = "INDEX")]
    index: PathBuf,
    /// The questions: JSON Lines with `_id` and `text`, as BEIR has them.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Where to write the run.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How many hits a question may have.
    #[arg(short, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=1000))]
    k: u16,
    /// Read the index as a browser does, part by part, instead of whole.
    #[arg(long)]
    in_parts: bool,
}

impl Run {
    /// Runs the command.
    ///
    /// # Errors
    /// When the run cannot be written.
    pub fn run(&self, _: &mut dyn Write) -> io::Result<Outcome> {
        let Some(mut index) = open_index(&self.index, self.in_parts) else { return Ok(Outcome::Nothing) };
        let queries = match set::read_queries(&self.queries) {
            Ok(queries) => queries,
            Err(error) => {
                eprintln!("xunzhang: {error}");
                return Ok(Outcome::Nothing);
            }
        };
        let run = match answer(&mut index, &queries, usize::from(self.k)) {
            Ok(run) => run,
            Err(error) => {
                eprintln!("xunzhang: {error}");
                return Ok(Outcome::Nothing);
            }
        };
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", self.out.display()));
        let mut file = BufWriter::new(File::create(&self.out).map_err(named)?);
        let ids = queries.iter().map(|query| query.id.as_str());
        run.write(ids, "xunzhang", &mut file).and_then(|()| file.flush()).map_err(named)?;
        Ok(Outcome::Done)
    }
}

/// The best `count` hits of every question, with the weights of the index.
///
/// # Errors
/// When a part of the index is missing or damaged.
pub fn answer(index: &mut Opened, queries: &[Query], count: usize) -> Result<xunzhang_eval::Run, AskError> {
    let settings = Settings::unset();
    let mut run = xunzhang_eval::Run::default();
    for query in queries {
        let hits = index.ask(|library| library.rank(&query.text, &settings, count))?;
        let ranked = hits.into_iter().map(|(id, score)| Ranked { id, score: f64::from(score) });
        run.insert(query.id.as_str(), ranked.collect());
    }
    Ok(run)
}
