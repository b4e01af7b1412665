//! `bench understanding`: whether readers are understood who type pinyin or slip, how fast, and what it costs those who do neither.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use xunzhang_eval::Latency;

use super::{
    Options, empty, folder, machine,
    peers::{self, Answer, Peer},
    publish,
    relevance::{Ours, measure_ours, report},
    sets::{self, Set},
    table::{Table, difference, measure, megabytes, milliseconds, percent},
};
use crate::{
    error::{Error, Result},
    process, setup, size,
};

/// The sets that the questions are made of.
const SOURCES: [&str; 2] = ["cmrc2018", "dureader_robust_mix"];

/// The sets that `bench/understanding.mjs` makes, each with what a table calls its questions.
const WORDS: [(&str, &str); 3] = [
    ("cmrc2018-words", "two words in characters"),
    ("cmrc2018-pinyin", "the same in pinyin, with a space"),
    ("cmrc2018-pinyin-unspaced", "the same in pinyin, in one run"),
];
const UNTOUCHED: &str = "dureader_robust_mix-untouched";
const SLIPS: &str = "dureader_robust_mix-slips";

/// What it writes of headlines that are typed, each with what a table calls it.
const TYPED: [(&str, &str); 3] = [("characters", "characters"), ("pinyin", "pinyin"), ("initials", "initials")];

/// The figures of a set before readers were understood: times in milliseconds.
struct Before {
    set: &'static str,
    ndcg_10: f64,
    p50: f64,
    index_bytes: u64,
}

/// Of commit c80e17f, measured by `xunzhang eval` in turn with a later state, on two cores of x86_64 Linux.
const BEFORE: [Before; 4] = [
    Before { set: "dureader_robust_mix", ndcg_10: 0.8395, p50: 0.38, index_bytes: 6_906_054 },
    Before { set: "csl_kw2abs", ndcg_10: 0.9956, p50: 0.355, index_bytes: 1_207_415 },
    Before { set: "drcd_hansq", ndcg_10: 0.9697, p50: 0.563, index_bytes: 2_587_936 },
    Before { set: "cmrc2018", ndcg_10: 0.9929, p50: 0.447, index_bytes: 1_629_503 },
];

/// The wasm without a corpus at commit c80e17f, before numbers were understood, in bytes after brotli.
const WASM_BEFORE: usize = 84_519;

/// What `xunzhang eval --json --typed` prints, as far as it is wanted here.
#[derive(Deserialize)]
struct Typed {
    suggestions: Latency,
}

/// A made set with what was found in it.
struct Asked {
    set: Set,
    ours: Ours,
    theirs: Vec<(&'static Peer, Answer)>,
}

/// Runs the bench.
///
/// # Errors
/// When the sets are absent, or something does not build or run.
pub fn run(options: &Options) -> Result {
    let sets = sets::read(&options.data)?;
    for source in SOURCES {
        if !sets.iter().any(|set| set.name == source) {
            return Err(Error::Missing {
                what: format!("the set {source} in {}", options.data.display()),
                remedy: "questions in pinyin and with slips are made of it; give --data a folder that holds it".into(),
            });
        }
    }
    let xunzhang = crate::command::fast()?;
    let chromium = peers::ready()?;
    let made = make(options)?;
    let mut asked = Vec::new();
    for set in sets::read(&made)? {
        eprintln!("{}: Xunzhang", set.name);
        let ours = measure_ours(&xunzhang, &set)?;
        let mut theirs = Vec::new();
        for &peer in &options.peers {
            eprintln!("{}: {}", set.name, peer.label);
            // All of its questions: the sets are made of no more than are asked.
            let all = Options { queries: set.queries.len(), ..options.clone() };
            theirs.push((peer, peer.run(&set, &all, &chromium)?));
        }
        asked.push(Asked { set, ours, theirs });
    }
    let mut typed = Vec::new();
    for (name, label) in TYPED {
        eprintln!("typed {label}");
        typed.push((label, suggest(&xunzhang, named(&asked, UNTOUCHED)?, &made.join(format!("typed-{name}.jsonl")))?));
    }
    let mut untouched = Vec::new();
    for set in &sets {
        eprintln!("{}: Xunzhang", set.name);
        untouched.push((set, measure_ours(&xunzhang, set)?));
    }
    let wasm = size::wasm(&setup::for_building()?)?;
    let mut text = String::from(
        "# Understanding\n\nWhether readers are understood who type pinyin or slip, how fast, and what that costs those who do neither. Made by\n\n    \
         cargo xtask bench understanding\n\nwhich makes the questions anew, asks them and writes this page.\n\n",
    );
    text += &pinyin(&asked)?;
    text += &slips(&asked)?;
    text += &times(&asked, &typed)?;
    text += &costs(&untouched, wasm);
    text += &method(&asked)?;
    publish(options, "understanding", &text)
}

/// Has the questions made, and gives the folder of their sets.
fn make(options: &Options) -> Result<PathBuf> {
    let made = empty(&folder("understanding")?.join("sets"))?;
    let mut node = process::command("node");
    node.arg(peers::folder().join("understanding.mjs")).arg("--sets").arg(&options.data).arg("--out").arg(&made);
    process::run(&mut node)?;
    Ok(made)
}

/// One of the made sets.
fn named<'a>(asked: &'a [Asked], name: &str) -> Result<&'a Asked> {
    asked.iter().find(|asked| asked.set.name == name).ok_or_else(|| Error::Content {
        path: peers::folder().join("understanding.mjs"),
        problem: format!("made no set {name}"),
    })
}

/// The times of suggestions for the texts of a file, over the index of a set.
fn suggest(xunzhang: &Path, Asked { set, ours, .. }: &Asked, typed: &Path) -> Result<Latency> {
    let mut eval = process::command(xunzhang);
    eval.arg("eval").arg(&ours.index).arg("--json").arg("--typed").arg(typed);
    eval.arg("--queries").arg(set.queries_file()).arg("--qrels").arg(set.qrels_file());
    let printed = process::run(&mut eval)?;
    let Typed { suggestions } = serde_json::from_str(&printed).map_err(|error| Error::Content {
        path: typed.to_path_buf(),
        problem: format!("`xunzhang eval --json --typed` printed what is no report: {error}"),
    })?;
    Ok(suggestions)
}

fn pinyin(asked: &[Asked]) -> Result<String> {
    let all = WORDS.iter().map(|&(name, label)| Ok((label, named(asked, name)?))).collect::<Result<Vec<_>>>()?;
    let count = all.first().map_or(0, |(_, asked)| asked.set.queries.len());
    let mut table =
        Table::new(["the right article within the first ten"].into_iter().chain(all.iter().map(|&(label, _)| label)));
    for (number, (peer, _)) in all.first().map_or(&[][..], |(_, asked)| &asked.theirs).iter().enumerate() {
        let mut row = vec![peer.label.to_owned()];
        for (_, asked) in &all {
            row.push(percent(report(&asked.set, usize::MAX, &asked.theirs[number].1.run)?.recall_10));
        }
        table.row(&row);
    }
    let ours = all.iter().map(|(_, asked)| percent(asked.ours.all.recall_10));
    table.row(&["**Xunzhang**".to_owned()].into_iter().chain(ours).collect::<Vec<_>>());
    Ok(format!("## Pinyin\n\nThe two most telling words of {count} questions of cmrc2018.\n\n{}\n", table.finish()))
}

fn slips(asked: &[Asked]) -> Result<String> {
    let (untouched, slipped) = (named(asked, UNTOUCHED)?, named(asked, SLIPS)?);
    let mut table = Table::new(["nDCG@10", "as asked", "with a slip", "kept"]);
    let mut row = |label: &str, before: f64, after: f64| {
        let kept = if before > 0.0 { percent(after / before) } else { String::new() };
        table.row(&[label.to_owned(), measure(before), measure(after), kept]);
    };
    for ((peer, before), (_, after)) in untouched.theirs.iter().zip(&slipped.theirs) {
        let ndcg = |asked: &Asked, answer: &Answer| report(&asked.set, usize::MAX, &answer.run).map(|all| all.ndcg_10);
        row(peer.label, ndcg(untouched, before)?, ndcg(slipped, after)?);
    }
    row("**Xunzhang**", untouched.ours.all.ndcg_10, slipped.ours.all.ndcg_10);
    let count = slipped.set.queries.len();
    Ok(format!(
        "## Slips\n\n{count} questions of dureader_robust_mix, in each of which one character of a word became another common one of the same sound.\n\n{}\n",
        table.finish()
    ))
}

fn times(asked: &[Asked], typed: &[(&str, Latency)]) -> Result<String> {
    let mut table = Table::new(["ms", "articles", "p50", "p99"]);
    let mut row = |label: String, articles: usize, latency: &Latency| {
        table.row(&[label, articles.to_string(), milliseconds(latency.p50), milliseconds(latency.p99)]);
    };
    let slipped = [(UNTOUCHED, "a question as asked"), (SLIPS, "a question with a slip")];
    for (name, label) in WORDS.into_iter().chain(slipped) {
        let asked = named(asked, name)?;
        row(label.to_owned(), asked.set.articles, &asked.ours.latency);
    }
    let articles = named(asked, UNTOUCHED)?.set.articles;
    for (label, latency) in typed {
        row(format!("suggestions, a key in {label}"), articles, latency);
    }
    Ok(format!(
        "## Times\n\nOf a first page of ten hits, and of suggestions after every key of 200 headlines.\n\n{}\n",
        table.finish()
    ))
}

/// What those pay who are understood anyway.
fn costs(untouched: &[(&Set, Ours)], wasm: usize) -> String {
    let mut table = Table::new([
        "the sets as they are",
        "nDCG@10 before",
        "now",
        "p50 before",
        "now (ms)",
        "index before",
        "now (MB)",
    ]);
    for (set, ours) in untouched {
        let before = BEFORE.iter().find(|before| before.set == set.name);
        let known = |figure: fn(&Before) -> String| before.map(figure).unwrap_or_default();
        let change = before.map(|before| difference(ours.all.ndcg_10 - before.ndcg_10)).unwrap_or_default();
        let bytes = before.map(|before| growth(before.index_bytes as f64, ours.index_bytes as f64)).unwrap_or_default();
        let time = before.map(|before| growth(before.p50, ours.latency.p50)).unwrap_or_default();
        table.row(&[
            set.name.clone(),
            known(|before| format!("{:.4}", before.ndcg_10)),
            format!("{:.4} ({change})", ours.all.ndcg_10),
            known(|before| milliseconds(before.p50)),
            format!("{} ({time})", milliseconds(ours.latency.p50)),
            known(|before| megabytes(before.index_bytes)),
            format!("{} ({bytes})", megabytes(ours.index_bytes)),
        ]);
    }
    format!(
        "## What it costs\n\n{}\nThe wasm without a corpus, after brotli: {WASM_BEFORE} bytes before, {wasm} now ({:+}).\n\n",
        table.finish(),
        wasm as i64 - WASM_BEFORE as i64
    )
}

/// By how much a figure grew, in per cent.
fn growth(before: f64, now: f64) -> String {
    format!("{:+.1} %", (now / before - 1.0) * 100.0)
}

fn method(asked: &[Asked]) -> Result<String> {
    let oracle = peers::version("pinyin-pro")?;
    let theirs = asked.first().map(|asked| asked.theirs.as_slice()).unwrap_or_default();
    let versions: Vec<String> =
        theirs.iter().map(|(peer, answer)| format!("{} {}", peer.label, answer.version)).collect();
    let peers = if versions.is_empty() { String::new() } else { format!(" Peers: {}.", versions.join(", ")) };
    Ok(format!(
        "## How it was measured\n\n\
         - The questions are made by `bench/understanding.mjs`, the same on every run. Sounds are those of pinyin-pro {oracle}, which has no part in building indexes.\n\
         - The most telling words of a question are the two of at least two Han characters, as jieba cuts them, which the fewest articles hold; words that carry grammar \
         or ask are left out. The first questions that have two such words are taken, and are asked with nothing but these. In characters they show how much two words can find at best.\n\
         - A slip takes one character of a word of at least two, by a generator with a fixed seed, and puts another in its place that has the same sound without its tone and is common in the corpus. \
         Questions without such a word are left out of both columns.\n\
         - Xunzhang runs with its defaults.{peers} Peers read no letters as sounds, and know of no slip.\n\
         - Headlines are the beginnings of evenly spaced articles. Times are of one call, the shortest of three after every question has been asked once, on one core of this machine: {}. The times before are those \
         of commit c80e17f on such a machine, the two states asked in turn; they say something where nothing else runs.\n",
        machine()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_has_a_sign() {
        assert_eq!(growth(2.0, 2.5), "+25.0 %");
        assert_eq!(growth(2.0, 1.9), "-5.0 %");
    }
}
