//! `xunzhang eval`: how well the index answers questions whose answers are known, and how fast.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;
use xunzhang_core::{Library, RequestError, SearchOptions};
use xunzhang_eval::metrics::DEEP;
use xunzhang_eval::{Error, Interval, Latency, Qrels, Query, Report, Run, evaluate, paired_bootstrap, set};

use super::open_index;
use super::run::answer;
use crate::Outcome;
use crate::folder::read::{AskError, Opened};

/// Measure the answers to questions whose right articles are known.
///
/// Prints nDCG@10 (linear gain, discounted by log2 of rank + 1), MRR@10, Recall@10, Recall@100, the share of the
/// questions without result, and the p50 and p99 of the time of a first page: ten hits with snippets, the shortest of
/// three times after every question has been asked once.
#[derive(Args)]
pub struct Eval {
    /// What `xunzhang index` wrote.
    #[arg(value_name = "INDEX")]
    index: PathBuf,
    /// The questions: JSON Lines with `_id` and `text`, as BEIR has them.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// The right articles: query, article and gain, parted by tabs, as BEIR has them.
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// Also time the suggestions for what readers have typed so far: JSON Lines with `_id` and `text`.
    #[arg(long, value_name = "FILE")]
    typed: Option<PathBuf>,
    /// Also print the measures of every question.
    #[arg(long)]
    by_query: bool,
    /// Also compare with another run in TREC's format: the difference in nDCG@10 and its 95 % interval.
    #[arg(long, value_name = "RUN")]
    against: Option<PathBuf>,
    /// Read the index as a browser does, part by part, instead of whole.
    #[arg(long)]
    in_parts: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
enum Failed {
    /// The questions or the answers could not be read.
    #[error(transparent)]
    Set(#[from] Error),
    /// The index could not be asked.
    #[error(transparent)]
    Index(#[from] AskError),
}

/// All that was measured.
struct Measured {
    report: Report,
    latency: Option<Latency>,
    suggestions: Option<Latency>,
    against: Option<(Report, Interval)>,
}

impl Eval {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let Some(mut index) = open_index(&self.index, self.in_parts) else { return Ok(Outcome::Nothing) };
        match self.measure(&mut index) {
            Ok(measured) if self.json => self.print_json(&measured, out)?,
            Ok(measured) => self.print(&measured, out)?,
            Err(error) => {
                eprintln!("xunzhang: {error}");
                return Ok(Outcome::Nothing);
            }
        }
        Ok(Outcome::Done)
    }

    fn measure(&self, index: &mut Opened) -> Result<Measured, Failed> {
        let queries = set::read_queries(&self.queries)?;
        let qrels = Qrels::read(&self.qrels)?;
        let other = self.against.as_deref().map(Run::read).transpose()?;
        let ids = || queries.iter().map(|query| query.id.as_str());
        let report = evaluate(ids(), &qrels, &answer(index, &queries, DEEP)?)?;
        let against = match other {
            None => None,
            Some(other) => {
                let theirs = evaluate(ids(), &qrels, &other)?;
                let column = |report: &Report| report.by_query.iter().map(|q| q.ndcg_10).collect::<Vec<_>>();
                paired_bootstrap(&column(&report), &column(&theirs)).map(|interval| (theirs, interval))
            }
        };
        let options = SearchOptions::default();
        let latency = Latency::of(times(index, &queries, |library, text| library.search(text, &options))?);
        let suggestions = match &self.typed {
            Some(typed) => Latency::of(times(index, &set::read_queries(typed)?, |library, text| {
                library.suggest(text, SUGGESTIONS)
            })?),
            None => None,
        };
        Ok(Measured { report, latency, suggestions, against })
    }

    fn print(&self, measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
        let Measured { report, latency, suggestions, against } = measured;
        if self.by_query {
            writeln!(out, "query\tnDCG@10\tMRR@10\tRecall@10\tRecall@100\thits")?;
            for q in &report.by_query {
                let (ndcg, mrr, recall, deep) = (q.ndcg_10, q.mrr_10, q.recall_10, q.recall_100);
                writeln!(out, "{}\t{ndcg:.4}\t{mrr:.4}\t{recall:.4}\t{deep:.4}\t{}", q.query, q.hits)?;
            }
            writeln!(out)?;
        }
        let unjudged = match report.unjudged {
            0 => String::new(),
            count => format!(" ({count} more have no known answer and are left out)"),
        };
        writeln!(out, "questions       {}{unjudged}", report.queries)?;
        writeln!(out, "nDCG@10         {:.4}", report.ndcg_10)?;
        writeln!(out, "MRR@10          {:.4}", report.mrr_10)?;
        writeln!(out, "Recall@10       {:.4}", report.recall_10)?;
        writeln!(out, "Recall@100      {:.4}", report.recall_100)?;
        writeln!(out, "without result  {:.2} %", report.without_result * 100.0)?;
        if let Some(latency) = latency {
            writeln!(out, "time            p50 {:.3} ms, p99 {:.3} ms", latency.p50, latency.p99)?;
        }
        if let Some(Latency { p50, p99, .. }) = suggestions {
            writeln!(out, "suggestions     p50 {p50:.3} ms, p99 {p99:.3} ms")?;
        }
        if let Some((theirs, interval)) = against {
            let Interval { difference, low, high } = interval;
            let verdict = if interval.is_significant() { "more than chance" } else { "may be chance" };
            writeln!(out, "the other run   nDCG@10 {:.4}", theirs.ndcg_10)?;
            writeln!(out, "difference      {difference:+.4}, 95 % interval {low:+.4} to {high:+.4}: {verdict}")?;
        }
        Ok(())
    }

    fn print_json(&self, measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
        let Measured { report, latency, suggestions, against } = measured;
        let mut object = json!({ "report": report, "latency": latency });
        if let Some(suggestions) = suggestions {
            object["suggestions"] = json!(suggestions);
        }
        if self.by_query {
            object["byQuery"] = json!(report.by_query);
        }
        if let Some((theirs, interval)) = against {
            object["against"] = json!({ "report": theirs, "ndcg@10": interval });
        }
        writeln!(out, "{object}")
    }
}

/// How often each question is timed: its time is the shortest, so that the machine's other work is not counted.
const ROUNDS: usize = 3;

/// How many suggestions are asked for: as many as the box shows at most.
const SUGGESTIONS: usize = 8;

/// How long each text takes to be asked, in milliseconds, after all of them have been asked once. The clock runs around the question alone,
/// and all of it is on this one thread.
fn times<T>(
    index: &mut Opened,
    queries: &[Query],
    question: impl Fn(&Library, &str) -> Result<T, RequestError>,
) -> Result<Vec<f64>, AskError> {
    for query in queries {
        index.ask(|library| question(library, &query.text))?;
    }
    let mut times = vec![f64::INFINITY; queries.len()];
    for _ in 0..ROUNDS {
        for (query, time) in queries.iter().zip(&mut times) {
            let start = Instant::now();
            let answer = std::hint::black_box(index.ask(|library| question(library, &query.text))?);
            let elapsed = start.elapsed();
            drop(answer);
            *time = time.min(elapsed.as_secs_f64() * 1000.0);
        }
    }
    Ok(times)
}
