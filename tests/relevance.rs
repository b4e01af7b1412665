//! The cases of `tests/relevance/*.tsv` and `tests/relevance/understanding/*.tsv`, natively: see the README there.
//! `tests/parity/relevance.test.mjs` and `tests/parity/understanding.test.mjs` run the same cases in the wasm.
#![cfg(not(target_family = "wasm"))]

#[path = "relevance/understanding.rs"]
mod understanding;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::present::{Hit, Page};
use xunzhang_core::{Article, Library, SearchOptions};

/// How many cases there are at the least, so that none can be lost unseen.
const LEAST_CASES: usize = 150;

/// How many columns a case has: corpus, query, first, found, absent, marks.
const COLUMNS: usize = 6;

/// What the builds know of Chinese, read once.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// A corpus of the cases.
struct Corpus {
    articles: Vec<Article>,
    library: Library,
}

impl Corpus {
    fn open(source: &Path) -> Self {
        Self::with(source, &LEXICON)
    }

    fn with(source: &Path, lexicon: &Lexicon) -> Self {
        let read = xunzhang_ingest::ingest_paths(&[source.to_owned()]);
        assert!(read.failures.is_empty(), "{:?}", read.failures);
        let shelf = build(&read.articles, lexicon);
        let library = Library::from_vec(shelf).expect("a shelf that was just built opens");
        Self { articles: read.articles, library }
    }

    /// The id of the article that a case names: by its id, or by a piece of exactly one headline.
    fn resolve(&self, name: &str) -> Result<&str, String> {
        if let Some(article) = self.articles.iter().find(|article| article.id == name) {
            return Ok(&article.id);
        }
        let mut named = self.articles.iter().filter(|article| article.headline.contains(name));
        match (named.next(), named.next()) {
            (Some(article), None) => Ok(&article.id),
            (Some(_), Some(_)) => Err(format!("the case names {name:?}, which stands in several headlines")),
            (None, _) => Err(format!("the case names {name:?}, which is no id and stands in no headline")),
        }
    }
}

/// One line of a file.
struct Case {
    query: String,
    first: Vec<String>,
    found: Vec<String>,
    absent: Vec<String>,
    marks: Vec<String>,
}

impl Case {
    fn read(columns: &[&str]) -> Self {
        let names = |column: &str| match column {
            "-" => Vec::new(),
            _ => column.split(" ; ").map(str::to_owned).collect(),
        };
        Self {
            query: columns[1].to_owned(),
            first: names(columns[2]),
            found: names(columns[3]),
            absent: names(columns[4]),
            marks: names(columns[5]),
        }
    }

    /// What is wrong with the answer to the case.
    fn problems(&self, corpus: &Corpus, page: &Page) -> Result<Vec<String>, String> {
        let resolve =
            |names: &[String]| -> Result<Vec<&str>, String> { names.iter().map(|name| corpus.resolve(name)).collect() };
        let listed: Vec<&str> = page.hits.iter().map(|hit| hit.id.as_str()).collect();
        let hits: Vec<&str> = page.hits.iter().filter(|hit| !hit.partial).map(|hit| hit.id.as_str()).collect();
        let mut problems = Vec::new();
        if hits.len() != page.total as usize {
            problems.push(format!("{} hits are listed and {} counted", hits.len(), page.total));
        }
        if self.first == ["nothing"] {
            if !listed.is_empty() {
                problems.push("nothing should be listed".to_owned());
            }
            return Ok(problems);
        }
        let first = resolve(&self.first)?;
        if !hits.starts_with(&first) {
            problems.push(format!("should come first: {}", self.first.join(" ; ")));
        }
        let found = resolve(&self.found)?;
        problems.extend(found.iter().filter(|id| !hits.contains(id)).map(|id| format!("should be found: {id}")));
        let (unlisted, absent): (Vec<String>, Vec<String>) =
            self.absent.iter().filter(|name| *name != "*").cloned().partition(|name| name.starts_with('!'));
        let absent = resolve(&absent)?;
        problems.extend(absent.iter().filter(|id| hits.contains(id)).map(|id| format!("should not be found: {id}")));
        let unlisted: Vec<String> = unlisted.iter().map(|name| name[1..].to_owned()).collect();
        let unlisted = resolve(&unlisted)?;
        problems.extend(
            unlisted.iter().filter(|id| listed.contains(id)).map(|id| format!("should not even be listed: {id}")),
        );
        if self.absent.iter().any(|name| name == "*") {
            let named: BTreeSet<&str> = first.iter().chain(&found).copied().collect();
            let others = hits.iter().filter(|id| !named.contains(*id));
            problems.extend(others.map(|id| format!("should not be found, as nothing else: {id}")));
        }
        let marked = page.hits.first().map(marks).unwrap_or_default();
        for mark in &self.marks {
            match mark.strip_prefix('!') {
                Some(mark) if marked.contains(mark) => problems.push(format!("should not be marked: {mark}")),
                None if !marked.contains(mark.as_str()) => problems.push(format!("should be marked whole: {mark}")),
                _ => {}
            }
        }
        Ok(problems)
    }
}

/// What is marked in the headline and the snippet of a hit.
fn marks(hit: &Hit) -> BTreeSet<&str> {
    hit.title_parts.iter().chain(&hit.snippet).filter(|part| part.mark).map(|part| part.text.as_str()).collect()
}

fn shown(page: &Page) -> String {
    let hits = page.hits.iter().take(8).map(|hit| {
        let marks = marks(hit).into_iter().collect::<Vec<_>>().join("|");
        format!("{}{} {} [{marks}]", if hit.partial { "~" } else { "" }, hit.id, hit.title)
    });
    let shown = hits.collect::<Vec<_>>().join("\n      ");
    if shown.is_empty() { "nothing".to_owned() } else { shown }
}

/// The options of a search that lists every hit.
fn every_hit() -> SearchOptions {
    SearchOptions { limit: 1000, ..SearchOptions::default() }
}

/// The files of cases in a folder, in order.
fn files_of_cases(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_case_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/relevance");
    let seed = Corpus::open(&root.join("seeds"));
    let small = Corpus::open(&folder.join("corpus"));
    let options = every_hit();
    let files = files_of_cases(&folder);
    let (mut cases, mut failures) = (0, Vec::new());
    for file in &files {
        let text = fs::read_to_string(file).expect("a file of cases");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            cases += 1;
            let place = format!("{}:{}", file.strip_prefix(root).unwrap_or(file).display(), number + 1);
            let columns: Vec<&str> = line.split('\t').collect();
            let corpus = match columns.first() {
                Some(&"seed") => &seed,
                Some(&"small") => &small,
                _ => {
                    failures.push(format!("{place}: the corpus is neither seed nor small"));
                    continue;
                }
            };
            if columns.len() != COLUMNS {
                failures.push(format!("{place}: {} columns instead of {COLUMNS}", columns.len()));
                continue;
            }
            let case = Case::read(&columns);
            let page = corpus.library.search(&case.query, &options).expect("options without dates are always good");
            let problems = case.problems(corpus, &page).unwrap_or_else(|problem| vec![problem]);
            if !problems.is_empty() {
                let problems = problems.join("\n    ");
                failures.push(format!("{place}: {}\n    {problems}\n    found {}", case.query, shown(&page)));
            }
        }
    }
    assert!(cases >= LEAST_CASES, "only {cases} cases were read");
    assert!(failures.is_empty(), "{} of {cases} cases fail\n{}", failures.len(), failures.join("\n"));
}
