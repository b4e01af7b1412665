//! The labelled sets: folders in BEIR's layout below one folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use xunzhang_eval::{Qrels, Query, set};

use crate::error::{Error, Result};

/// A set with its questions and judgements read.
pub struct Set {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// The questions, in the order of the file.
    pub queries: Vec<Query>,
    /// The judgements.
    pub qrels: Qrels,
    /// How many articles it holds.
    pub articles: usize,
}

impl Set {
    /// The path of its articles.
    pub fn corpus(&self) -> PathBuf {
        self.folder.join("corpus.jsonl")
    }

    /// The path of its questions.
    pub fn queries_file(&self) -> PathBuf {
        self.folder.join("queries.jsonl")
    }

    /// The path of its judgements.
    pub fn qrels_file(&self) -> PathBuf {
        self.folder.join("qrels.tsv")
    }

    /// The ids of its first questions.
    pub fn ids(&self, most: usize) -> impl Iterator<Item = &str> + Clone {
        self.queries.iter().take(most).map(|query| query.id.as_str())
    }
}

/// Reads the sets below `data`, the largest first.
///
/// # Errors
/// When there is none, or a file of one cannot be used.
pub fn read(data: &Path) -> Result<Vec<Set>> {
    let absent = || Error::Missing {
        what: format!("a labelled set in {}", data.display()),
        remedy: "this is a bench, and the sets are not in the repository: give --data a folder that holds one folder \
                 a set, each with corpus.jsonl, queries.jsonl and qrels.tsv as BEIR lays them out"
            .into(),
    };
    let mut sets = Vec::new();
    for entry in fs::read_dir(data).map_err(|_| absent())? {
        let folder = entry.map_err(Error::io("reading", data))?.path();
        let Some(name) = folder.file_name().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
        if !folder.join("corpus.jsonl").is_file() {
            continue;
        }
        let unusable =
            |error: xunzhang_eval::Error| Error::Content { path: folder.clone(), problem: error.to_string() };
        let queries = set::read_queries(&folder.join("queries.jsonl")).map_err(unusable)?;
        let qrels = Qrels::read(&folder.join("qrels.tsv")).map_err(unusable)?;
        let articles = set::read_corpus(&folder.join("corpus.jsonl")).map_err(unusable)?.len();
        sets.push(Set { name, folder, queries, qrels, articles });
    }
    if sets.is_empty() {
        return Err(absent());
    }
    sets.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    Ok(sets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_sets_says_what_is_wanted() {
        let error = read(Path::new("no/such/folder")).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("a labelled set in no/such/folder is missing"), "{error}");
        assert!(error.contains("corpus.jsonl, queries.jsonl and qrels.tsv"), "{error}");
    }
}
