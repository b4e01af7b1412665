//! What Xunzhang finds, how fast, and what it costs, beside its peers: `bench relevance`, `bench understanding`,
//! `bench browser`, `bench hosting` and `bench interaction`.
//!
//! A bench, not a test: it needs labelled sets, which are not in the repository because of their licences, and says so
//! where they are absent. The peers run through the Node scripts of `bench/`, one process a peer and set.

mod browser;
mod hosting;
mod interaction;
mod million;
mod peers;
mod phrases;
mod relevance;
mod sets;
mod table;
mod understanding;
mod usage;

use std::path::{Path, PathBuf};

use hosting::Corpus;
use peers::Peer;
use sets::Set;
use usage::Usage;

use crate::{
    error::{Error, Result},
    process, workspace,
};

/// How many questions the peers answer unless `--queries` says otherwise: the first so many of each set.
const PEER_QUERIES: usize = 300;

const HELP: &str = "\
cargo xtask bench relevance    what is found on labelled sets, and how fast; writes docs/benchmarks/relevance.md
cargo xtask bench understanding  pinyin, slips and suggestions, and what they cost; writes docs/benchmarks/understanding.md
cargo xtask bench browser      times and memory in Chromium; writes docs/benchmarks/browser.md
cargo xtask bench hosting      the index on a static host: disk, building, bytes and times; writes docs/benchmarks/hosting.md
cargo xtask bench interaction  from a key to its results on the screen, four times slowed down; writes docs/benchmarks/interaction.md

  --data FOLDER      where the sets lie, one folder a set in BEIR's layout [default: ../shared/eval]
  --peers LIST       all, none, or names with commas between: pagefind, orama, flexsearch, minisearch-jieba,
                     minisearch-bigrams, minisearch-words [default: all; in `understanding`,
                     minisearch-words; in `interaction`, none]
  --queries N        how many questions of each set the peers answer; in `hosting`, all engines [default: 300]
  --corpus LIST      what `hosting` is measured on: names with commas between, of dureader_robust_mix, news (the folder
                     beside --data) and million (made for it) [default: dureader_robust_mix,news]
  --reuse            take the peers' answers of the run before; in `interaction`, their index
  --print-only       write no file";

/// What the command line asked for.
#[derive(Clone)]
struct Options {
    /// The folder of the sets.
    data: PathBuf,
    /// The peers to run, in the order of the table.
    peers: Vec<&'static Peer>,
    /// How many questions of each set the peers answer.
    queries: usize,
    /// What `hosting` is measured on.
    corpora: Vec<Corpus>,
    /// Whether a peer's answers of an earlier run are taken again: they change with its version and the sets alone.
    reuse: bool,
    /// Whether the times may go into the file: not when other work runs beside.
    keep: bool,
}

/// Task `bench`.
///
/// # Errors
/// When the sets are absent, something does not build, or a peer fails.
pub fn task(mut arguments: lexopt::Parser) -> Result {
    let (mut what, mut help, mut peers) = (None, false, None);
    let mut options = Options {
        data: workspace::root().join("../shared/eval"),
        peers: Vec::new(),
        queries: PEER_QUERIES,
        corpora: vec![Corpus::Dureader, Corpus::News],
        reuse: false,
        keep: true,
    };
    while let Some(argument) = arguments.next().map_err(crate::usage)? {
        match argument {
            lexopt::Arg::Value(name) if what.is_none() => what = Some(name),
            lexopt::Arg::Long("data") => options.data = PathBuf::from(arguments.value().map_err(crate::usage)?),
            lexopt::Arg::Long("peers") => {
                peers = Some(peers::named(&arguments.value().map_err(crate::usage)?.to_string_lossy())?);
            }
            lexopt::Arg::Long("queries") => {
                let count = arguments.value().map_err(crate::usage)?;
                options.queries =
                    count.to_str().and_then(|count| count.parse().ok()).filter(|&n| n > 0).ok_or_else(|| {
                        Error::Usage(
                            "--queries takes a whole number above 0, how many questions the peers answer".into(),
                        )
                    })?;
            }
            lexopt::Arg::Long("corpus") => {
                options.corpora = Corpus::named(&arguments.value().map_err(crate::usage)?.to_string_lossy())?;
            }
            lexopt::Arg::Long("help") => help = true,
            lexopt::Arg::Long("reuse") => options.reuse = true,
            lexopt::Arg::Long("print-only") => options.keep = false,
            other => return Err(crate::unexpected(other)),
        }
    }
    let what = what.as_deref().and_then(|name| name.to_str());
    options.peers = match (peers, what) {
        (Some(peers), _) => peers,
        // Typing into a peer's box takes an index that is long in the making, and is no part of what has to hold.
        (None, Some("interaction")) => Vec::new(),
        // No peer reads letters as sounds: one stands for all of them.
        (None, Some("understanding")) => peers::named("minisearch-words")?,
        (None, _) => peers::ALL.iter().collect(),
    };
    match what {
        Some("relevance") => relevance::run(&options),
        Some("understanding") => understanding::run(&options),
        Some("browser") => browser::run(&options),
        Some("hosting") => hosting::run(&options),
        Some("interaction") => interaction::run(&options),
        _ if help => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(Error::Usage(format!("say what to measure\n{HELP}"))),
    }
}

/// Makes the index of a set in the bench's own folder, and gives the folder and the seconds that it took.
fn index(xunzhang: &Path, set: &Set) -> Result<(PathBuf, f64)> {
    let (index, usage) = index_file(xunzhang, &set.name, &set.corpus())?;
    Ok((index, usage.seconds))
}

/// The same for any file of articles, under a name.
fn index_file(xunzhang: &Path, name: &str, corpus: &Path) -> Result<(PathBuf, Usage)> {
    let index = empty(&folder(name)?.join("index"))?;
    let mut command = process::command(xunzhang);
    command.arg("index").arg(corpus).arg("--out").arg(&index);
    let (outcome, usage) = usage::of(|| process::outcome(&mut command, None))?;
    let process::Outcome { status, output } = outcome;
    match status.and_then(|status| status.code()) {
        Some(0) => {}
        // Done, with faults in some articles; a corpus of the wild has such, and the last line counts them.
        Some(3) => eprintln!("{name}: {}", output.lines().next_back().unwrap_or_default()),
        _ => return Err(Error::Command { command: process::shown(&command), status, output }),
    }
    Ok((index, usage))
}

/// The bench's own folder for what is measured under a name.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = workspace::scratch().join("bench").join(name);
    std::fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    Ok(folder)
}

/// A path at which nothing is any more.
fn empty(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        std::fs::remove_dir_all(path).map_err(Error::io("removing", path))?;
    }
    Ok(path.to_path_buf())
}

/// The machine as far as a reader needs it to judge times.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let plural = if cores == 1 { "core" } else { "cores" };
    format!("{} {}, {cores} {plural}", std::env::consts::ARCH, std::env::consts::OS)
}

/// Prints a report, and writes it to `docs/benchmarks/NAME.md` where that was wanted.
fn publish(options: &Options, name: &str, text: &str) -> Result {
    print!("{text}");
    if !options.keep {
        return Ok(());
    }
    let folder = workspace::root().join("docs/benchmarks");
    std::fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    let path = folder.join(format!("{name}.md"));
    std::fs::write(&path, text).map_err(Error::io("writing", &path))?;
    eprintln!("written to {}", path.display());
    Ok(())
}
