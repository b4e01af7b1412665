//! `bench browser`: how fast the wasm answers in Chromium with all parts at hand, and the memory that it takes, beside
//! peers in the same browser.

use std::{fs, path::Path};

use serde::Deserialize;
use xunzhang_eval::Latency;

use super::{
    Options, index, machine, peers, publish,
    sets::{self, Set},
    table::{Table, megabytes, milliseconds},
};
use crate::{
    error::{Error, Result},
    process, setup,
    wasm::{self, Corpus},
    workspace,
};

/// The peers that run in a page, as `bench/engines.mjs` calls them.
const IN_PAGE: [&str; 2] = ["flexsearch", "minisearch-words"];

/// What `bench/browser.mjs` writes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    chromium: String,
    open_ms: f64,
    open_bytes: u64,
    used_bytes: u64,
    times: Vec<f64>,
}

/// Runs the bench on the largest set.
///
/// # Errors
/// When the set is absent, or something does not build or run.
pub fn run(options: &Options) -> Result {
    let sets = sets::read(&options.data)?;
    let Some(set) = sets.first() else { return Ok(()) };
    let chromium = peers::ready()?;
    let wasm = wasm::build(&setup::for_building()?, Corpus::None)?;
    let xunzhang = crate::command::fast()?;
    let shelf = workspace::scratch().join("bench").join("browser.shelf");
    let (folder, _) = index(&xunzhang, set)?;
    let mut command = process::command(&xunzhang);
    process::run(command.arg("index").arg(set.corpus()).arg("--out").arg(&folder).arg("--shelf").arg(&shelf))?;
    let mut rows = Vec::new();
    for peer in options.peers.iter().filter(|peer| IN_PAGE.contains(&peer.name)) {
        eprintln!("{}: {}", set.name, peer.label);
        rows.push((peer.label, measure(set, peer.name, &chromium, &[])?));
    }
    eprintln!("{}: Xunzhang", set.name);
    let extra: [&std::ffi::OsStr; 4] = ["--wasm".as_ref(), wasm.as_ref(), "--shelf".as_ref(), shelf.as_ref()];
    rows.push(("**Xunzhang**", measure(set, "xunzhang", &chromium, &extra)?));
    publish(options, "browser", &page(set, &rows)?)
}

/// Times one engine in a browser of its own.
fn measure(set: &Set, engine: &str, chromium: &Path, extra: &[&std::ffi::OsStr]) -> Result<Measured> {
    let out = workspace::scratch().join("bench").join(format!("browser.{engine}.json"));
    let mut node = process::command("node");
    node.arg(peers::folder().join("browser.mjs")).args(["--engine", engine]).args(extra).env("CHROMIUM", chromium);
    process::run(node.arg("--set").arg(&set.folder).arg("--out").arg(&out))?;
    let bytes = fs::read(&out).map_err(Error::io("reading", &out))?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Content { path: out, problem: error.to_string() })
}

/// The whole page.
fn page(set: &Set, rows: &[(&str, Measured)]) -> Result<String> {
    let mut table =
        Table::new(["", "p50 ms", "p99 ms", "longest ms", "opening s", "memory MB", "after all questions MB"]);
    let mut chromium = "";
    for (label, measured) in rows {
        let latency = Latency::of(measured.times.clone())
            .ok_or_else(|| Error::Content { path: set.folder.clone(), problem: format!("{label} has no times") })?;
        table.row(&[
            (*label).to_owned(),
            milliseconds(latency.p50),
            milliseconds(latency.p99),
            milliseconds(latency.max),
            format!("{:.2}", measured.open_ms / 1000.0),
            megabytes(measured.open_bytes),
            megabytes(measured.used_bytes),
        ]);
        chromium = &measured.chromium;
    }
    Ok(format!(
        "# In the browser\n\nHow long a first page of ten hits takes in Chromium with everything at hand, and how much \
         memory is held. Made by\n\n    cargo xtask bench browser\n\n{}\n## How it was measured\n\n\
         - {chromium}, headless, on {}. Each engine has a fresh browser and runs in the page itself, not in a worker.\n\
         - The {} questions of {} ({} articles): each is asked once, and then three times with the clock \
         running (its step here is 5 microseconds), of which the shortest counts. Xunzhang's page comes with snippets, marks and facets; the peers' hits are \
         ids and scores alone.\n\
         - Opening: Xunzhang fetches and checks its shelf, made beforehand by `xunzhang index`; the peers build their \
         index in the page from the articles.\n\
         - Memory: for Xunzhang all of the wasm's memory, texts of the articles included; for the peers the growth \
         of JavaScript's heap by their index, after its garbage has been collected, without the texts.\n",
        table.finish(),
        machine(),
        set.queries.len(),
        set.name,
        set.articles,
    ))
}
