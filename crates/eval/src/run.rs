//! What a search engine answered: a run in TREC's format, `qid Q0 docid rank score tag`, one line a hit.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::error::{Error, excerpt};

/// One hit of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The article's id.
    pub id: String,
    /// The score that the engine gave; it falls along the ranking, its unit is the engine's own.
    pub score: f64,
}

/// The hits of every query, best first. A query without hits has no lines in the file, and an empty ranking here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    by_query: HashMap<String, Vec<Ranked>>,
}

impl Run {
    /// The ranking of a query, best first; empty when the run has none.
    pub fn of(&self, query: &str) -> &[Ranked] {
        self.by_query.get(query).map_or(&[], Vec::as_slice)
    }

    /// Sets the ranking of a query, best first. An article that stands there twice counts at its first place alone.
    pub fn insert(&mut self, query: impl Into<String>, mut ranking: Vec<Ranked>) {
        let mut seen = HashSet::new();
        ranking.retain(|hit| seen.insert(hit.id.clone()));
        self.by_query.insert(query.into(), ranking);
    }

    /// Reads a run. Hits are put in the order of their ranks, wherever their lines stand; a ranking in scores alone
    /// (all ranks equal) is refused, because engines break ties in ways that a reader cannot guess.
    ///
    /// # Errors
    /// The file cannot be read, a line has not six columns, rank or score are no numbers, or a query has the same
    /// article or the same rank twice. An empty file is a run without hits, and no error.
    pub fn read(path: &Path) -> Result<Self, Error> {
        const EXPECTED: &str = "six columns: query, Q0, article, rank (a whole number), score (a number), name";
        const HELP: &str = "write the run as TREC does, without white space inside ids";
        let text = fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        let mut ranked: HashMap<String, Vec<(u32, Ranked)>> = HashMap::new();
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        let mut ranks: HashSet<(&str, u32)> = HashSet::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let malformed = |expected| Error::Malformed {
                path: path.to_owned(),
                line: index + 1,
                expected,
                found: excerpt(line),
                help: HELP,
            };
            let columns: Vec<&str> = line.split_whitespace().collect();
            let [query, _, id, rank, score, _] = columns[..] else { return Err(malformed(EXPECTED)) };
            let rank: u32 = rank.parse().map_err(|_| malformed(EXPECTED))?;
            let score: f64 = score.parse().map_err(|_| malformed(EXPECTED))?;
            if !score.is_finite() {
                return Err(malformed("a finite score"));
            }
            if !seen.insert((query, id)) {
                return Err(malformed("each article once a query"));
            }
            if !ranks.insert((query, rank)) {
                return Err(malformed("each rank once a query"));
            }
            ranked.entry(query.to_owned()).or_default().push((rank, Ranked { id: id.to_owned(), score }));
        }
        let mut run = Self::default();
        for (query, mut hits) in ranked {
            hits.sort_by_key(|&(rank, _)| rank);
            run.by_query.insert(query, hits.into_iter().map(|(_, hit)| hit).collect());
        }
        Ok(run)
    }

    /// Writes the rankings of `queries`, in that order, ranks from 1. Scores are written so that they read back
    /// exactly.
    ///
    /// # Errors
    /// What the writer says, or an id with white space in it, which the format cannot hold.
    pub fn write<'a>(
        &self,
        queries: impl IntoIterator<Item = &'a str>,
        name: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        for query in queries {
            for (index, hit) in self.of(query).iter().enumerate() {
                for id in [query, &hit.id] {
                    if id.is_empty() || id.contains(char::is_whitespace) {
                        let message =
                            format!("a TREC run cannot hold the id {}: it is blank or has a space", excerpt(id));
                        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
                    }
                }
                writeln!(out, "{query} Q0 {} {} {} {name}", hit.id, index + 1, hit.score)?;
            }
        }
        Ok(())
    }
}
