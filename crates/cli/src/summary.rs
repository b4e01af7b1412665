//! What a run came to: counted while it runs, told at its end.

use std::collections::BTreeMap;
use std::io::{self, Write};

use indicatif::{HumanBytes, HumanCount};
use serde::Serialize;
use xunzhang_ingest::{Failure, Kind, Reason};

use crate::Outcome;

/// How many failures of one file are told one by one; a file of records may have a million.
pub const TOLD: u64 = 10;

/// The files of one kind.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Files {
    /// How many.
    pub files: u64,
    /// How long together.
    pub bytes: u64,
}

/// The faults of one file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Faults {
    /// How many.
    pub count: u64,
    /// The words of the first.
    pub first: Vec<String>,
}

/// All that a run came to.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How many articles were read.
    pub articles: u64,
    /// The files that were read, by kind.
    pub read: BTreeMap<&'static str, Files>,
    /// Files without articles that have nothing wrong with them, by reason.
    pub passed_over: BTreeMap<&'static str, u64>,
    /// What may be mended, by file; the articles were read.
    pub warnings: BTreeMap<String, Faults>,
    /// What failed, by file.
    pub failures: BTreeMap<String, Faults>,
}

impl Summary {
    /// Counts a file or a part of one.
    pub fn file(&mut self, kind: Kind, bytes: u64, ended: bool) {
        let name = Kind::NAMES.iter().find(|(_, other)| *other == kind).map_or("other", |(name, _)| name);
        let files = self.read.entry(name).or_default();
        files.bytes += bytes;
        files.files += u64::from(ended);
    }

    /// Counts a file that was passed over.
    pub fn passed_over(&mut self, reason: Reason) {
        let name = match reason {
            Reason::Draft => "drafts",
            Reason::NoIndex => "noindex",
            Reason::Redirect => "redirects",
            Reason::NoFeed => "other XML",
            Reason::Read => "feed entries whose pages were read",
            Reason::Copy => "copies of other pages",
        };
        *self.passed_over.entry(name).or_default() += 1;
    }

    /// Counts a failure; whether it is one of the first of its file, which are told.
    pub fn failure(&mut self, failure: &Failure) -> bool {
        count(&mut self.failures, failure)
    }

    /// Counts a warning; whether it is one of the first of its file, which are told.
    pub fn warning(&mut self, failure: &Failure) -> bool {
        count(&mut self.warnings, failure)
    }

    /// How the reading went.
    pub fn outcome(&self) -> Outcome {
        match (self.articles, self.failures.is_empty()) {
            (0, _) => Outcome::Nothing,
            (_, true) => Outcome::Done,
            (_, false) => Outcome::Partly,
        }
    }

    /// Tells a person what was read, what was not, and why.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn show(&self, out: &mut dyn Write) -> io::Result<()> {
        for (kind, files) in &self.read {
            writeln!(out, "  {kind}: {}, {}", counted(files.files, "file"), HumanBytes(files.bytes))?;
        }
        if !self.passed_over.is_empty() {
            let parts: Vec<String> =
                self.passed_over.iter().map(|(why, count)| format!("{} {why}", HumanCount(*count))).collect();
            writeln!(out, "  passed over: {}", parts.join(", "))?;
        }
        for (what, faults) in [("with warnings", &self.warnings), ("failed and are left out", &self.failures)] {
            let all: u64 = faults.values().map(|faults| faults.count).sum();
            if all > 0 {
                writeln!(out, "  {} {what}, in {}:", HumanCount(all), counted(faults.len() as u64, "file"))?;
                for (path, faults) in faults.iter().take(TOLD as usize) {
                    writeln!(out, "    {path}: {}", HumanCount(faults.count))?;
                }
                if faults.len() as u64 > TOLD {
                    writeln!(out, "    and {} more", HumanCount(faults.len() as u64 - TOLD))?;
                }
            }
        }
        Ok(())
    }
}

fn count(place: &mut BTreeMap<String, Faults>, failure: &Failure) -> bool {
    let faults = place.entry(failure.path.display().to_string()).or_default();
    faults.count += 1;
    let told = faults.count <= TOLD;
    if told {
        faults.first.push(failure.to_string());
    }
    told
}

/// `1 file`, `2 files`.
pub fn counted(number: u64, what: &str) -> String {
    format!("{} {what}{}", HumanCount(number), if number == 1 { "" } else { "s" })
}
