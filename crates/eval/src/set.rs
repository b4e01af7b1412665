//! A labelled set in BEIR's layout: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, excerpt};

/// One question of `queries.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Query {
    /// Its name, as the judgements use it.
    #[serde(rename = "_id")]
    pub id: String,
    /// What was asked.
    pub text: String,
}

/// One article of `corpus.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Document {
    /// Its name, as the judgements use it.
    #[serde(rename = "_id")]
    pub id: String,
    /// Its title, often empty.
    #[serde(default)]
    pub title: String,
    /// Its text.
    pub text: String,
}

/// The judgements of `qrels.tsv`: for each query the articles that answer it, with their gains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qrels {
    by_query: HashMap<String, HashMap<String, u32>>,
}

impl Qrels {
    /// The judged articles of a query and their gains; `None` for a query without an article of a gain above 0.
    pub fn of(&self, query: &str) -> Option<&HashMap<String, u32>> {
        self.by_query.get(query).filter(|judged| judged.values().any(|&gain| gain > 0))
    }

    /// Notes that `document` answers `query` with `gain` (0: judged and found wanting). A later note replaces an
    /// earlier one.
    pub fn insert(&mut self, query: impl Into<String>, document: impl Into<String>, gain: u32) {
        self.by_query.entry(query.into()).or_default().insert(document.into(), gain);
    }

    /// Reads `query-id <tab> corpus-id <tab> score`, with or without BEIR's header line.
    ///
    /// A gain below 0, with which some sets mark spam, counts as 0.
    ///
    /// # Errors
    /// The file cannot be read, a line has not three columns or no whole number in the third, a pair is judged twice,
    /// or nothing is judged.
    pub fn read(path: &Path) -> Result<Self, Error> {
        const EXPECTED: &str = "query id, article id and a whole number, parted by tabs";
        const HELP: &str = "write qrels as BEIR does: query-id, corpus-id, score";
        let text = fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        let mut qrels = Self::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let malformed = |expected, found| Error::Malformed {
                path: path.to_owned(),
                line: index + 1,
                expected,
                found,
                help: HELP,
            };
            let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
            let [query, document, gain] = columns[..] else {
                return Err(malformed(EXPECTED, excerpt(line)));
            };
            let gain: i64 = match gain.parse() {
                Ok(gain) => gain,
                Err(_) if index == 0 => continue,
                Err(_) => return Err(malformed(EXPECTED, excerpt(line))),
            };
            let gain = u32::try_from(gain.max(0)).map_err(|_| malformed("a gain below 2^32", gain.to_string()))?;
            let judged = qrels.by_query.entry(query.to_owned()).or_default();
            if judged.insert(document.to_owned(), gain).is_some() {
                return Err(malformed("each pair of query and article once", excerpt(line)));
            }
        }
        if qrels.by_query.is_empty() {
            return Err(Error::Empty { path: path.to_owned(), expected: "at least one judgement", help: HELP });
        }
        Ok(qrels)
    }
}

/// Reads `queries.jsonl`.
///
/// # Errors
/// The file cannot be read, a line is no JSON object with `_id` and `text`, or an id stands twice.
pub fn read_queries(path: &Path) -> Result<Vec<Query>, Error> {
    const HELP: &str = "write one object a line, as BEIR does: {\"_id\": \"q1\", \"text\": \"…\"}";
    read_json_lines(path, "a JSON object with the strings _id and text", HELP, |query: &Query| &query.id)
}

/// Reads `corpus.jsonl`.
///
/// # Errors
/// The file cannot be read, a line is no JSON object with `_id` and `text`, or an id stands twice.
pub fn read_corpus(path: &Path) -> Result<Vec<Document>, Error> {
    const HELP: &str = "write one object a line, as BEIR does: {\"_id\": \"d1\", \"title\": \"…\", \"text\": \"…\"}";
    read_json_lines(path, "a JSON object with the strings _id, title and text", HELP, |document: &Document| {
        &document.id
    })
}

/// Reads one value of type `T` from each line that is not blank, and refuses ids that stand twice.
fn read_json_lines<T: DeserializeOwned>(
    path: &Path,
    expected: &'static str,
    help: &'static str,
    id: impl Fn(&T) -> &String,
) -> Result<Vec<T>, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let malformed =
            |expected, found| Error::Malformed { path: path.to_owned(), line: index + 1, expected, found, help };
        let value: T =
            serde_json::from_str(line).map_err(|error| malformed(expected, format!("{} ({error})", excerpt(line))))?;
        if !seen.insert(id(&value).clone()) {
            return Err(malformed("each _id once", excerpt(id(&value))));
        }
        values.push(value);
    }
    if values.is_empty() {
        return Err(Error::Empty { path: path.to_owned(), expected: "at least one line", help });
    }
    Ok(values)
}
