//! `bench relevance`: what Xunzhang and its peers find on labelled sets, and how fast.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use xunzhang_eval::{Latency, Report, Run, evaluate, paired_bootstrap};

use super::{
    Options, index, machine,
    peers::{self, Answer, Peer},
    publish,
    sets::{self, Set},
    table::{Table, difference, measure, milliseconds, percent},
};
use crate::{
    error::{Error, Result},
    process,
};

/// What ours gave for one set.
pub struct Ours {
    run: Run,
    /// The measures over all its questions.
    pub all: Report,
    /// The times of first pages.
    pub latency: Latency,
    /// Its index.
    pub index: PathBuf,
    index_seconds: f64,
    /// What the index takes on disk.
    pub index_bytes: u64,
}

/// What one peer gave for each set.
struct Theirs {
    peer: &'static Peer,
    answers: Vec<Answer>,
}

/// What `xunzhang eval --json` prints, as far as it is wanted here.
#[derive(Deserialize)]
struct Evaluated {
    latency: Latency,
}

/// Runs the bench.
///
/// # Errors
/// When the sets are absent, or something does not build or run.
pub fn run(options: &Options) -> Result {
    let sets = sets::read(&options.data)?;
    let xunzhang = crate::command::fast()?;
    let mut ours = Vec::new();
    for set in &sets {
        eprintln!("{}: Xunzhang", set.name);
        ours.push(measure_ours(&xunzhang, set)?);
    }
    let mut theirs = Vec::new();
    if !options.peers.is_empty() {
        let chromium = peers::ready()?;
        for peer in &options.peers {
            let mut answers = Vec::new();
            for set in &sets {
                eprintln!("{}: {}", set.name, peer.label);
                answers.push(peer.run(set, options, &chromium)?);
            }
            theirs.push(Theirs { peer, answers });
        }
    }
    publish(options, "relevance", &page(options, &sets, &ours, &theirs)?)
}

/// Makes the index of a set and asks it all its questions.
///
/// # Errors
/// When the command fails, or prints what cannot be read.
pub fn measure_ours(xunzhang: &Path, set: &Set) -> Result<Ours> {
    let (folder, index_seconds) = index(xunzhang, set)?;
    let file = folder.with_file_name("xunzhang.trec");
    let mut run = process::command(xunzhang);
    run.arg("run").arg(&folder).arg("--queries").arg(set.queries_file()).arg("--out").arg(&file);
    process::run(&mut run)?;
    let unusable = |problem: String| Error::Content { path: file.clone(), problem };
    let run = Run::read(&file).map_err(|error| unusable(error.to_string()))?;
    let mut eval = process::command(xunzhang);
    eval.arg("eval").arg(&folder).arg("--json");
    eval.arg("--queries").arg(set.queries_file()).arg("--qrels").arg(set.qrels_file());
    let printed = process::run(&mut eval)?;
    let Evaluated { latency } = serde_json::from_str(&printed)
        .map_err(|error| unusable(format!("`xunzhang eval --json` printed what is no report: {error}")))?;
    let all = report(set, usize::MAX, &run)?;
    Ok(Ours { run, all, latency, index_seconds, index_bytes: size(&folder)?, index: folder })
}

/// The bytes of the files of an index.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder).map_err(Error::io("reading", folder))? {
        let entry = entry.map_err(Error::io("reading", folder))?;
        let data = entry.metadata().map_err(Error::io("reading", entry.path()))?;
        bytes += if data.is_dir() { size(&entry.path())? } else { data.len() };
    }
    Ok(bytes)
}

/// The measures over the first `most` questions of a set.
///
/// # Errors
/// When none of them has an answer.
pub fn report(set: &Set, most: usize, run: &Run) -> Result<Report> {
    evaluate(set.ids(most), &set.qrels, run)
        .map_err(|error| Error::Content { path: set.folder.clone(), problem: error.to_string() })
}

/// The whole page.
fn page(options: &Options, sets: &[Set], ours: &[Ours], theirs: &[Theirs]) -> Result<String> {
    let mut text = String::from(
        "# Relevance\n\nWhat Xunzhang finds on labelled Chinese sets, and how fast, beside the engines that run in a \
         browser. Made by\n\n    cargo xtask bench relevance\n\nwhich runs all of them anew (with `--reuse` the peers' answers of the run before are taken) and writes this page.\n\n",
    );
    text += &quality(options, sets, ours, theirs)?;
    text += &other_measures(options, sets, ours, theirs)?;
    text += &times(sets, ours, theirs);
    text += &method(options, sets);
    Ok(text)
}

/// The cell of one report in the table of nDCG@10, and the mean of a row.
fn row_of(label: String, values: &[f64], note: &str) -> Vec<String> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let mut row = vec![label];
    row.extend(values.iter().map(|&value| measure(value)));
    row.push(measure(mean));
    row.push(note.to_owned());
    row
}

fn quality(options: &Options, sets: &[Set], ours: &[Ours], theirs: &[Theirs]) -> Result<String> {
    let names = || sets.iter().map(|set| set.name.as_str());
    let few = options.queries;
    let mut table = Table::new([""].into_iter().chain(names()).chain(["mean", "questions a set"]));
    let mut gaps = Table::new(["Xunzhang less"].into_iter().chain(names()));
    let first: Vec<Report> =
        sets.iter().zip(ours).map(|(set, ours)| report(set, few, &ours.run)).collect::<Result<_>>()?;
    for Theirs { peer, answers } in theirs {
        let reports: Vec<Report> =
            sets.iter().zip(answers).map(|(set, answer)| report(set, few, &answer.run)).collect::<Result<_>>()?;
        let version = &answers[0].version;
        let values: Vec<f64> = reports.iter().map(|report| report.ndcg_10).collect();
        table.row(&row_of(format!("{} ({version})", peer.label), &values, &asked(&reports)));
        let mut row = vec![peer.label.to_owned()];
        for (ours, theirs) in first.iter().zip(&reports) {
            let column = |report: &Report| report.by_query.iter().map(|query| query.ndcg_10).collect::<Vec<_>>();
            let cell = paired_bootstrap(&column(ours), &column(theirs)).map(|interval| {
                let star = if interval.is_significant() { "" } else { " (may be chance)" };
                format!(
                    "{} [{}, {}]{star}",
                    difference(interval.difference),
                    difference(interval.low),
                    difference(interval.high)
                )
            });
            row.push(cell.unwrap_or_default());
        }
        gaps.row(&row);
    }
    if !theirs.is_empty() {
        let values: Vec<f64> = first.iter().map(|report| report.ndcg_10).collect();
        table.row(&row_of("**Xunzhang**, the same questions".into(), &values, &asked(&first)));
    }
    let all: Vec<&Report> = ours.iter().map(|ours| &ours.all).collect();
    let values: Vec<f64> = all.iter().map(|report| report.ndcg_10).collect();
    table.row(&row_of("**Xunzhang**, all questions".into(), &values, &asked(all)));
    let mut text = format!("## nDCG@10\n\n{}\n", table.finish());
    if !theirs.is_empty() {
        write!(
            text,
            "How much of that is more than the luck of the questions: the mean difference on the same questions, and \
             its 95 % interval by a paired bootstrap of {} resamples.\n\n{}\n",
            xunzhang_eval::bootstrap::RESAMPLES,
            gaps.finish()
        )
        .ok();
    }
    Ok(text)
}

/// How many questions stand behind the figures of a row, set by set where they differ.
fn asked<'a>(reports: impl IntoIterator<Item = &'a Report>) -> String {
    let counts: Vec<String> = reports.into_iter().map(|report| report.queries.to_string()).collect();
    if counts.windows(2).all(|pair| pair[0] == pair[1]) { counts[0].clone() } else { counts.join(" / ") }
}

fn other_measures(options: &Options, sets: &[Set], ours: &[Ours], theirs: &[Theirs]) -> Result<String> {
    let mut table = Table::new(["Xunzhang, all questions", "MRR@10", "Recall@10", "Recall@100", "without result"]);
    for (set, ours) in sets.iter().zip(ours) {
        let Report { mrr_10, recall_10, recall_100, without_result, .. } = ours.all;
        table.row(&[
            set.name.clone(),
            measure(mrr_10),
            measure(recall_10),
            measure(recall_100),
            percent(without_result),
        ]);
    }
    let mut text = format!("## Other measures\n\n{}\n", table.finish());
    if !theirs.is_empty() {
        let mut empty =
            Table::new(["questions without result"].into_iter().chain(sets.iter().map(|set| set.name.as_str())));
        for Theirs { peer, answers } in theirs {
            let mut row = vec![peer.label.to_owned()];
            for (set, answer) in sets.iter().zip(answers) {
                row.push(percent(report(set, options.queries, &answer.run)?.without_result));
            }
            empty.row(&row);
        }
        let shares = ours.iter().map(|ours| percent(ours.all.without_result));
        empty.row(&["**Xunzhang**".to_owned()].into_iter().chain(shares).collect::<Vec<_>>());
        text += &format!("{}\n", empty.finish());
    }
    Ok(text)
}

fn times(sets: &[Set], ours: &[Ours], theirs: &[Theirs]) -> String {
    let names = || sets.iter().map(|set| set.name.as_str());
    let pair = |latency: &Latency| format!("{} / {}", milliseconds(latency.p50), milliseconds(latency.p99));
    let mut query = Table::new(["p50 / p99 in ms", "runs in"].into_iter().chain(names()));
    let mut build = Table::new(["seconds"].into_iter().chain(names()));
    for Theirs { peer, answers } in theirs {
        let cells = answers.iter().map(|answer| pair(&answer.latency));
        query.row(&[peer.label.to_owned(), peer.place.to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
        let cells = answers.iter().map(|answer| format!("{:.1}", answer.build_seconds));
        build.row(&[peer.label.to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
    }
    let cells = ours.iter().map(|ours| pair(&ours.latency));
    query.row(&["**Xunzhang**".to_owned(), "native".to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
    let cells = ours.iter().map(|ours| format!("{:.1}", ours.index_seconds));
    build.row(&["**Xunzhang**".to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
    let sizes = sets
        .iter()
        .zip(ours)
        .map(|(set, ours)| format!("{} {:.1} MB ({} articles)", set.name, ours.index_bytes as f64 / 1e6, set.articles));
    format!(
        "## Time of a first page of ten hits\n\n{}\nXunzhang's page has its snippets; of the peers only Pagefind's \
         has. Times in a browser, all of them alike: [browser.md](browser.md).\n\n## Time to build the index\n\n{}\n\
         Xunzhang's index on disk: {}.\n\n",
        query.finish(),
        build.finish(),
        sizes.collect::<Vec<_>>().join(", ")
    )
}

fn method(options: &Options, sets: &[Set]) -> String {
    let sizes =
        sets.iter().map(|set| format!("{} ({} articles, {} questions)", set.name, set.articles, set.queries.len()));
    format!(
        "## How it was measured\n\n\
         - Sets: {}. They are not in the repository, because some of their licences forbid it; `--data FOLDER` says \
         where they lie.\n\
         - Xunzhang runs with its defaults, one setting for all sets. The peers answer the first {} questions of each \
         set; texts and questions go in as they are, and what a peer does not fold (繁 to 简) stays unfolded. \
         `bench/` holds how each is called.\n\
         - nDCG@10 takes the gain as judged (linear) and discounts by log2(rank + 1); a question without result \
         counts as 0. Each engine gives up to 100 hits; Pagefind gives the ten of its first page, because each hit \
         costs it a request.\n\
         - \"Character bigrams\" are pairs of neighbouring characters in runs of letters and digits; jieba runs with \
         its HMM. Other bigrams (of Han characters alone, with single characters besides) move that row by up to .05 either way.\n\
         - Times are of one call for a first page, the shortest of three after every question has been asked once, on one \
         core of this machine: {}. A percentile is the smallest time that at least that share of the calls does not exceed.\n",
        sizes.collect::<Vec<_>>().join(", "),
        options.queries,
        machine()
    )
}
