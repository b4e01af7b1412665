//! `bench hosting`: what an index costs on a static host, beside Pagefind's. The site's owner builds it and keeps it; the
//! reader fetches what a query needs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use xunzhang_eval::{Latency, set};

use super::{
    Options, empty, folder, index_file, machine, million, peers, phrases, publish,
    table::{Table, megabytes, milliseconds, percent},
    usage::{self, Usage},
};
use crate::{
    dist,
    error::{Error, Result},
    process, setup,
    wasm::{self, Corpus as Embedded},
    workspace,
};

/// How many readers come for the first time, each with one question.
const COLD: usize = 30;

/// The one peer that keeps its index on a static host.
const PEER: &str = "pagefind";

/// What is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corpus {
    /// The largest labelled set, with its own questions.
    Dureader,
    /// The news, with phrases of theirs as questions.
    News,
    /// A million articles made for this, for Xunzhang alone.
    Million,
}

impl Corpus {
    const ALL: [Self; 3] = [Self::Dureader, Self::News, Self::Million];

    /// What `--corpus` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dureader => "dureader_robust_mix",
            Self::News => "news",
            Self::Million => "million",
        }
    }

    /// The corpora of a list of names.
    ///
    /// # Errors
    /// When no corpus has one of the names.
    pub fn named(list: &str) -> Result<Vec<Self>> {
        let find = |name: &str| Self::ALL.into_iter().find(|corpus| corpus.name() == name);
        list.split(',')
            .map(|name| {
                find(name).ok_or_else(|| {
                    let known = Self::ALL.map(Self::name).join(", ");
                    Error::Usage(format!("there is no corpus {name:?} for this bench; there are {known}"))
                })
            })
            .collect()
    }

    /// The file of its articles; those that are made for this are made now.
    ///
    /// # Errors
    /// When it is absent.
    pub fn articles(self, options: &Options) -> Result<PathBuf> {
        let news = options.data.join("../news/news-30k.jsonl");
        let path = match self {
            Self::Dureader => options.data.join(self.name()).join("corpus.jsonl"),
            Self::News => news,
            Self::Million => {
                let path = folder(self.name())?.join("corpus.jsonl");
                if !(options.reuse && path.is_file()) {
                    eprintln!("{}: making {} articles", self.name(), million::ARTICLES);
                    million::write(&path, news.is_file().then_some(&news), million::ARTICLES)?;
                }
                path
            }
        };
        if path.is_file() {
            return Ok(path);
        }
        Err(Error::Missing {
            what: path.display().to_string(),
            remedy: "this is a bench, and its corpora are not in the repository: --data says where the sets lie, and \
                     --corpus which to take"
                .into(),
        })
    }

    /// What it is asked.
    fn questions(self, articles: &Path, count: usize) -> Result<Vec<String>> {
        if self != Self::Dureader {
            return phrases::of(articles, count);
        }
        let path = articles.with_file_name("queries.jsonl");
        let questions = set::read_queries(&path)
            .map_err(|error| Error::Content { path: path.clone(), problem: error.to_string() })?;
        Ok(questions.into_iter().take(count).map(|question| question.text).collect())
    }
}

/// What `bench/hosting.mjs` writes.
#[derive(Serialize, Deserialize)]
struct Hosted {
    chromium: String,
    files: u64,
    bytes: u64,
    cold: Traffic,
    further: Traffic,
    empty: usize,
    times: Vec<f64>,
}

/// What goes over the wire for a question, on average.
#[derive(Serialize, Deserialize)]
struct Traffic {
    bytes: f64,
    requests: f64,
}

/// One engine on one corpus.
#[derive(Serialize, Deserialize)]
struct Row {
    label: String,
    usage: Usage,
    hosted: Hosted,
}

/// One corpus with its rows.
struct Section {
    corpus: Corpus,
    questions: usize,
    rows: Vec<Row>,
}

/// Runs the bench.
///
/// # Errors
/// When a corpus is absent, or something does not build or run.
pub fn run(options: &Options) -> Result {
    // Before anything is built, so that a corpus that is absent is said at once.
    let articles = options.corpora.iter().map(|corpus| corpus.articles(options)).collect::<Result<Vec<_>>>()?;
    let chromium = peers::ready()?;
    let widget = widget()?;
    let xunzhang = crate::command::fast()?;
    let mut sections = Vec::new();
    for (&corpus, articles) in options.corpora.iter().zip(articles) {
        let questions = corpus.questions(&articles, options.queries)?;
        let file = folder(corpus.name())?.join("questions.json");
        write(&file, &questions)?;
        let mut rows = Vec::new();
        if corpus != Corpus::Million && options.peers.iter().any(|peer| peer.name == PEER) {
            rows.push(pagefind(corpus, &articles, &file, questions.len(), options, &chromium)?);
        }
        eprintln!("{}: Xunzhang", corpus.name());
        let (index, usage) = index_file(&xunzhang, corpus.name(), &articles)?;
        let hosted = measure(corpus, "xunzhang", &index, &file, &chromium, Some(&widget))?;
        rows.push(Row { label: "**Xunzhang**".into(), usage, hosted });
        sections.push(Section { corpus, questions: questions.len(), rows });
    }
    publish(options, "hosting", &page(&sections)?)
}

/// The modules that an embedder serves, with a wasm that has no corpus inside.
///
/// # Errors
/// When they do not build.
pub fn widget() -> Result<PathBuf> {
    let bound = wasm::build(&setup::for_building()?, Embedded::None)?;
    let widget = empty(&folder("widget")?)?;
    fs::create_dir_all(&widget).map_err(Error::io("creating", &widget))?;
    for (name, bytes) in dist::read(&workspace::www())?.into_iter().chain(dist::read(&bound)?) {
        if !name.contains('/') && (name.ends_with(".js") || name.ends_with(".wasm")) {
            let path = widget.join(name);
            fs::write(&path, bytes).map_err(Error::io("writing", &path))?;
        }
    }
    Ok(widget)
}

/// Builds and measures Pagefind's index, unless its row of the run before can stand.
fn pagefind(
    corpus: Corpus,
    articles: &Path,
    file: &Path,
    questions: usize,
    options: &Options,
    chromium: &Path,
) -> Result<Row> {
    let kept = folder(corpus.name())?.join("hosting.pagefind.row.json");
    if options.reuse
        && let Ok(row) = read::<Row>(&kept)
        && row.hosted.times.len() == questions
    {
        return Ok(row);
    }
    eprintln!("{}: Pagefind", corpus.name());
    let index = empty(&folder(corpus.name())?.join(PEER))?;
    let mut build = process::command("node");
    build.arg(peers::folder().join("pagefind-index.mjs")).arg("--corpus").arg(articles).arg("--out").arg(&index);
    let (_, usage) = usage::of(|| process::run(&mut build))?;
    let hosted = measure(corpus, PEER, &index, file, chromium, None)?;
    let row = Row { label: format!("Pagefind {}", peers::version(PEER)?), usage, hosted };
    write(&kept, &row)?;
    Ok(row)
}

/// Measures one engine over its index in a browser of its own.
fn measure(
    corpus: Corpus,
    engine: &str,
    index: &Path,
    questions: &Path,
    chromium: &Path,
    widget: Option<&Path>,
) -> Result<Hosted> {
    let out = folder(corpus.name())?.join(format!("hosting.{engine}.json"));
    let mut node = process::command("node");
    node.arg(peers::folder().join("hosting.mjs")).args(["--engine", engine, "--cold", &COLD.to_string()]);
    node.arg("--index").arg(index).arg("--queries").arg(questions).arg("--out").arg(&out).env("CHROMIUM", chromium);
    if let Some(widget) = widget {
        node.arg("--widget").arg(widget);
    }
    process::run(&mut node)?;
    read(&out)
}

/// Reads a file of JSON.
///
/// # Errors
/// When it cannot be read, or holds something else.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = fs::read(path).map_err(Error::io("reading", path))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Error::Content { path: path.to_path_buf(), problem: error.to_string() })
}

/// Writes a file of JSON.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, value: &impl Serialize) -> Result {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| Error::Content { path: path.to_path_buf(), problem: error.to_string() })?;
    fs::write(path, bytes).map_err(Error::io("writing", path))
}

/// The whole page.
fn page(sections: &[Section]) -> Result<String> {
    let mut text = String::from(
        "# On a static host\n\nWhat an index costs: its owner to build and keep, a reader to ask. Made by\n\n    \
         cargo xtask bench hosting\n\n",
    );
    for section in sections {
        text += &format!("## {}\n\n", section.corpus.name());
        text += &costs(&section.rows);
        text += &answers(section)?;
    }
    Ok(text + &method(sections))
}

/// What the owner pays.
fn costs(rows: &[Row]) -> String {
    let mut table = Table::new(["", "index on disk MB", "files", "build s", "peak memory MB"]);
    for Row { label, usage, hosted } in rows {
        table.row(&[
            label.clone(),
            megabytes(hosted.bytes),
            hosted.files.to_string(),
            format!("{:.1}", usage.seconds),
            usage.peak.map_or_else(|| "?".into(), |bytes| format!("{:.0}", bytes as f64 / 1e6)),
        ]);
    }
    format!("{}\n", table.finish())
}

/// What a reader pays.
fn answers(section: &Section) -> Result<String> {
    let mut table = Table::new([
        "",
        "cold first page KB",
        "requests",
        "further query KB",
        "requests",
        "p50 ms",
        "p99 ms",
        "without result",
    ]);
    for Row { label, hosted, .. } in &section.rows {
        let latency = Latency::of(hosted.times.clone()).ok_or_else(|| {
            let path = PathBuf::from(section.corpus.name());
            Error::Content { path, problem: format!("{label} has no times") }
        })?;
        let traffic = |traffic: &Traffic| [format!("{:.1}", traffic.bytes / 1e3), format!("{:.1}", traffic.requests)];
        let mut row = vec![label.clone()];
        row.extend(traffic(&hosted.cold));
        row.extend(traffic(&hosted.further));
        row.extend([milliseconds(latency.p50), milliseconds(latency.p99)]);
        row.push(percent(hosted.empty as f64 / section.questions as f64));
        table.row(&row);
    }
    Ok(format!("{}\n", table.finish()))
}

fn method(sections: &[Section]) -> String {
    let asked: Vec<String> = sections
        .iter()
        .map(|Section { corpus, questions, .. }| match corpus {
            Corpus::Dureader => format!("{}: its first {questions}", corpus.name()),
            Corpus::News | Corpus::Million => {
                format!("{}: {questions} phrases of two to eight characters, from the first sentences of evenly spaced articles", corpus.name())
            }
        })
        .collect();
    let chromium = sections.iter().flat_map(|section| &section.rows).map(|row| row.hosted.chromium.as_str()).next();
    let mut text = format!(
        "## How it was measured\n\n\
         - {}, headless, on {}. Each engine has a fresh browser, and a server that neither compresses nor knows ranges \
         and lets the browser keep what it has for ten minutes. MB and KB are 10^6 and 10^3 bytes.\n\
         - Disk and bytes are those of the index; code (the scripts, styles and wasm) is left out, with both engines.\n\
         - Build: the whole command, from JSON Lines to files. Peak memory is that of its largest process.\n\
         - Cold first page: {COLD} of the questions, each in a fresh context with nothing in its cache, from opening to the ten hits with \
         their snippets. Bytes are what the server writes, headers and bodies.\n\
         - Further query: all questions in turn in one context, after the first of them.\n\
         - Times: all questions again, three times, with what they need at hand; the shortest counts.\n\
         - Questions, the same for all engines: {}. A question without result costs little, so the last column belongs to the others.\n",
        chromium.unwrap_or_default(),
        machine(),
        asked.join("; "),
    );
    if sections.iter().any(|section| section.corpus == Corpus::Million) {
        text += "- The million articles are made of the news' own pieces, drawn at random (`crates/xtask/src/bench/million.rs`).\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corpora_are_called_by_name() {
        assert_eq!(Corpus::named("news,million").ok(), Some(vec![Corpus::News, Corpus::Million]));
        let error = Corpus::named("wikipedia").unwrap_err().to_string();
        assert!(error.contains("dureader_robust_mix, news, million"), "{error}");
    }
}
