//! What Xunzhang finds and how fast, beside its peers: `bench relevance` and `bench browser`.
//!
//! A bench, not a test: it needs labelled sets, which are not in the repository because of their licences, and says so
//! where they are absent. The peers run through the Node scripts of `bench/`, one process a peer and set.

mod browser;
mod peers;
mod relevance;
mod sets;
mod table;

use std::path::{Path, PathBuf};

use peers::Peer;
use sets::Set;

use crate::{
    error::{Error, Result},
    process, workspace,
};

/// How many questions the peers answer unless `--queries` says otherwise: the first so many of each set.
const PEER_QUERIES: usize = 300;

const HELP: &str = "\
cargo xtask bench relevance    what is found on labelled sets, and how fast; writes docs/benchmarks/relevance.md
cargo xtask bench browser      times and memory in Chromium; writes docs/benchmarks/browser.md

  --data FOLDER      where the sets lie, one folder a set in BEIR's layout [default: ../shared/eval]
  --peers LIST       all, none, or names with commas between: pagefind, orama, flexsearch, minisearch-jieba,
                     minisearch-bigrams, minisearch-words [default: all]
  --queries N        how many questions of each set the peers answer [default: 300]
  --reuse            take the peers' answers of the run before
  --print-only       write no file";

/// What the command line asked for.
struct Options {
    /// The folder of the sets.
    data: PathBuf,
    /// The peers to run, in the order of the table.
    peers: Vec<&'static Peer>,
    /// How many questions of each set the peers answer.
    queries: usize,
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
    let (mut what, mut help) = (None, false);
    let mut options = Options {
        data: workspace::root().join("../shared/eval"),
        peers: peers::ALL.iter().collect(),
        queries: PEER_QUERIES,
        reuse: false,
        keep: true,
    };
    while let Some(argument) = arguments.next().map_err(crate::usage)? {
        match argument {
            lexopt::Arg::Value(name) if what.is_none() => what = Some(name),
            lexopt::Arg::Long("data") => options.data = PathBuf::from(arguments.value().map_err(crate::usage)?),
            lexopt::Arg::Long("peers") => {
                options.peers = peers::named(&arguments.value().map_err(crate::usage)?.to_string_lossy())?;
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
            lexopt::Arg::Long("help") => help = true,
            lexopt::Arg::Long("reuse") => options.reuse = true,
            lexopt::Arg::Long("print-only") => options.keep = false,
            other => return Err(crate::unexpected(other)),
        }
    }
    match what.as_deref().and_then(|name| name.to_str()) {
        Some("relevance") => relevance::run(&options),
        Some("browser") => browser::run(&options),
        _ if help => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(Error::Usage(format!("say what to measure\n{HELP}"))),
    }
}

/// Builds the command `xunzhang` for speed, and gives its path.
///
/// # Errors
/// When it does not build.
pub fn native() -> Result<PathBuf> {
    process::run(process::cargo().args(["build", "--release", "--package", "xunzhang-cli"]))?;
    Ok(workspace::target().join("release").join(format!("xunzhang{}", std::env::consts::EXE_SUFFIX)))
}

/// Makes the index of a set in the bench's own folder, and gives the folder and the seconds that it took.
fn index(xunzhang: &Path, set: &Set) -> Result<(PathBuf, f64)> {
    let folder = workspace::scratch().join("bench").join(&set.name);
    let index = folder.join("index");
    if index.exists() {
        std::fs::remove_dir_all(&index).map_err(Error::io("removing", &index))?;
    }
    std::fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    let start = std::time::Instant::now();
    process::run(process::command(xunzhang).arg("index").arg(set.corpus()).arg("--out").arg(&index))?;
    Ok((index, start.elapsed().as_secs_f64()))
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
