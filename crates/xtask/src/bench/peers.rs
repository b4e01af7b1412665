//! The peers: other search engines for the browser, each run by `bench/peers.mjs` in a process of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use xunzhang_eval::{Latency, Run};

use super::{Options, sets::Set};
use crate::{
    error::{Error, Result},
    process, setup, workspace,
};

/// A peer.
#[derive(Debug)]
pub struct Peer {
    /// What `--peers` and `bench/peers.mjs` call it.
    pub name: &'static str,
    /// What a table calls it.
    pub label: &'static str,
    /// Where it runs.
    pub place: &'static str,
}

/// All peers, in the order of the table: those that find least come first.
pub const ALL: &[Peer] = &[
    Peer { name: "pagefind", label: "Pagefind", place: "Chromium" },
    Peer { name: "orama", label: "Orama + mandarin", place: "Node" },
    Peer { name: "flexsearch", label: "FlexSearch CJK", place: "Node" },
    Peer { name: "minisearch-jieba", label: "MiniSearch + jieba cut_for_search", place: "Node" },
    Peer { name: "minisearch-bigrams", label: "MiniSearch + character bigrams", place: "Node" },
    Peer { name: "minisearch-words", label: "MiniSearch + Intl.Segmenter", place: "Node" },
];

/// What a peer gave for one set.
pub struct Answer {
    /// Its rankings.
    pub run: Run,
    /// The version that ran.
    pub version: String,
    /// How long its index took to build, in seconds.
    pub build_seconds: f64,
    /// The times of its first pages.
    pub latency: Latency,
}

/// What `bench/peers.mjs` writes beside the run.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Timing {
    version: String,
    build_ms: f64,
    times: Vec<f64>,
}

/// The peers of a list such as `all`, `none` or `pagefind,orama`.
///
/// # Errors
/// When no peer has one of the names.
pub fn named(list: &str) -> Result<Vec<&'static Peer>> {
    let wanted: Vec<&str> = match list {
        "all" => ALL.iter().map(|peer| peer.name).collect(),
        "none" => Vec::new(),
        names => names.split(',').collect(),
    };
    if let Some(unknown) = wanted.iter().find(|name| ALL.iter().all(|peer| peer.name != **name)) {
        let known: Vec<&str> = ALL.iter().map(|peer| peer.name).collect();
        return Err(Error::Usage(format!("there is no peer {unknown:?}; there are all, none, {}", known.join(", "))));
    }
    Ok(ALL.iter().filter(|peer| wanted.contains(&peer.name)).collect())
}

/// The folder of the Node scripts.
pub fn folder() -> PathBuf {
    workspace::root().join("bench")
}

/// Installs what the Node scripts need, and gives the path of Chromium.
///
/// # Errors
/// When npm or the package manager fails.
pub fn ready() -> Result<PathBuf> {
    setup::node_packages(&folder(), "install")?;
    Ok(setup::Browsers::ready()?.chromium)
}

/// The version of an npm package that is installed for the peers.
///
/// # Errors
/// When it is not installed.
pub fn version(package: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Manifest {
        version: String,
    }
    let path = folder().join("node_modules").join(package).join("package.json");
    let bytes = fs::read(&path).map_err(Error::io("reading", &path))?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| Error::Content { path, problem: error.to_string() })?;
    Ok(manifest.version)
}

impl Peer {
    /// Runs the peer on the first questions of a set.
    ///
    /// # Errors
    /// When it fails, or writes what cannot be read.
    pub fn run(&self, set: &Set, options: &Options, chromium: &Path) -> Result<Answer> {
        let out = workspace::scratch().join("bench").join(&set.name);
        if options.reuse
            && let Ok(answer) = self.read(set, &out)
            && answer.latency.calls == set.ids(options.queries).count()
        {
            return Ok(answer);
        }
        let mut node = process::command("node");
        node.arg(folder().join("peers.mjs")).args(["--peer", self.name, "--queries", &options.queries.to_string()]);
        process::run(node.arg("--set").arg(&set.folder).arg("--out").arg(&out).env("CHROMIUM", chromium))?;
        self.read(set, &out)
    }

    /// Reads what the peer's process wrote into `out`.
    fn read(&self, set: &Set, out: &Path) -> Result<Answer> {
        let file = |ending: &str| out.join(format!("{}.{}.{ending}", set.name, self.name));
        let content = |path: &Path, problem: String| Error::Content { path: path.to_path_buf(), problem };
        let run = Run::read(&file("trec")).map_err(|error| content(&file("trec"), error.to_string()))?;
        let timing = fs::read(file("json")).map_err(Error::io("reading", file("json")))?;
        let timing: Timing =
            serde_json::from_slice(&timing).map_err(|error| content(&file("json"), error.to_string()))?;
        let latency = Latency::of(timing.times).ok_or_else(|| content(&file("json"), "holds no times".into()))?;
        Ok(Answer { run, version: timing.version, build_seconds: timing.build_ms / 1000.0, latency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peers_are_called_by_name_and_come_in_the_order_of_the_table() {
        let names = |list: &str| named(list).map(|peers| peers.iter().map(|peer| peer.name).collect::<Vec<_>>());
        assert_eq!(names("orama,pagefind").ok(), Some(vec!["pagefind", "orama"]));
        assert_eq!(names("none").ok(), Some(Vec::new()));
        assert_eq!(names("all").ok().map(|all| all.len()), Some(ALL.len()));
        assert!(names("lucene").is_err());
    }
}
