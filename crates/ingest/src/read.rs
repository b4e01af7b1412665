//! Sources to a stream of articles: files are read side by side, and what they give comes in their order.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::mem;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xunzhang_core::Article;

use crate::edition::Metadata;
use crate::encoding::decode_markup;
use crate::fields::DATE;
use crate::file::{Context, Kind, Reason};
use crate::parse::{Given, Job, Parsed, parse, read_job};
use crate::records::stream::stream;
use crate::registry::Registry;
use crate::source::{Found, Source, walk};
use crate::{Edition, Failure, METADATA_FILE, Problem, Rules, decode};

/// Something that happened while sources were read.
#[derive(Debug)]
pub enum Event {
    /// An article; its id is its own.
    Article(Box<Article>),
    /// A file, or one record of it, that gave no article although it should.
    Failure(Failure),
    /// Something that is wrong with an article which was read all the same, and which comes next.
    Warning(Failure),
    /// A file that gives no article, with nothing wrong.
    PassedOver {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: Reason,
    },
    /// All of a file has been read, or a part of a long one; comes after what it gave.
    File {
        /// The file; `-` is the standard input.
        path: PathBuf,
        /// What it holds.
        kind: Kind,
        /// How many bytes were read since the last such event.
        bytes: u64,
        /// Whether the file ends here.
        ended: bool,
    },
}

/// How many files are read side by side, and how many bytes at most.
const BATCH_FILES: usize = 256;
const BATCH_BYTES: u64 = 16 << 20;

/// Reads the sources and tells `each` what comes, in the order of the sources, of names in folders and of records in files: the same
/// on every machine. Stops early when told to.
///
/// Dot files, README files and the metadata file of a folder are left out, and files of other kinds are passed over; what is good
/// is read whatever stands beside it. No more is in memory at once than a batch of files, so that a corpus may be of any size.
pub fn read(sources: &[Source], rules: &Rules, each: &mut dyn FnMut(Event) -> ControlFlow<()>) {
    let mut run =
        Run { rules, each, registry: Registry::default(), metadata: HashMap::new(), batch: Vec::new(), bytes: 0 };
    let walked = walk(sources, rules, |found| match found {
        Ok(found) => run.take(found),
        Err(failure) => {
            run.read_batch()?;
            (run.each)(Event::Failure(failure))
        }
    });
    if walked.is_continue() {
        // Stopping and ending are the same from here on.
        let _ = run.read_batch();
    }
}

struct Run<'a> {
    rules: &'a Rules,
    each: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    registry: Registry,
    metadata: HashMap<PathBuf, Metadata>,
    batch: Vec<Job>,
    bytes: u64,
}

impl Run<'_> {
    fn take(&mut self, found: Found) -> ControlFlow<()> {
        match found {
            Found::Input(kind) => {
                self.read_batch()?;
                self.read_input(kind)
            }
            Found::File { path, kind: Some(Kind::Records), .. } => {
                self.read_batch()?;
                let edition = self.edition(&path)?;
                match File::open(&path) {
                    Ok(file) => self.read_records(&path, BufReader::with_capacity(1 << 20, file), &edition),
                    Err(error) => self.fail(&path, None, Problem::Unreadable(error)),
                }
            }
            Found::File { path, below, kind, named, bytes } => {
                let edition = self.edition(&path)?;
                self.batch.push(Job { path, below, kind, named, edition });
                self.bytes += bytes.min(self.rules.limits.file_bytes);
                if self.batch.len() < BATCH_FILES && self.bytes < BATCH_BYTES {
                    return ControlFlow::Continue(());
                }
                self.read_batch()
            }
        }
    }

    fn read_batch(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        let rules = self.rules;
        let parsed: Vec<Parsed> = mem::take(&mut self.batch).into_par_iter().map(|job| read_job(job, rules)).collect();
        for file in parsed {
            self.give(file)?;
        }
        ControlFlow::Continue(())
    }

    fn give(&mut self, file: Parsed) -> ControlFlow<()> {
        let Parsed { path, kind, bytes, given } = file;
        match given {
            Err(problem) => self.fail(&path, None, problem)?,
            Ok(Given::PassedOver(reason)) => (self.each)(Event::PassedOver { path: path.clone(), reason })?,
            Ok(Given::Articles(articles)) => {
                for article in articles {
                    self.admit(&path, None, kind.unwrap_or(Kind::Text), article)?;
                }
            }
        }
        match kind {
            Some(kind) => (self.each)(Event::File { path, kind, bytes, ended: true }),
            None => ControlFlow::Continue(()),
        }
    }

    fn admit(&mut self, path: &Path, line: Option<usize>, kind: Kind, mut article: Article) -> ControlFlow<()> {
        match self.registry.admit(kind, &mut article) {
            Ok(None) => {
                if let Some(found) = article.meta.get(DATE).filter(|_| article.date.is_none()) {
                    let problem = Problem::Date { found: found.clone() };
                    (self.each)(Event::Warning(Failure { path: path.to_owned(), line, problem }))?;
                }
                (self.each)(Event::Article(Box::new(article)))
            }
            Ok(Some(reason)) => (self.each)(Event::PassedOver { path: path.to_owned(), reason }),
            Err(problem) => self.fail(path, line, problem),
        }
    }

    fn fail(&mut self, path: &Path, line: Option<usize>, problem: Problem) -> ControlFlow<()> {
        (self.each)(Event::Failure(Failure { path: path.to_owned(), line, problem }))
    }

    fn read_records(&mut self, path: &Path, input: impl BufRead, edition: &Edition) -> ControlFlow<()> {
        let context = Context { rules: self.rules, edition, below: None };
        let kind = Kind::Records;
        let streamed = stream(input, &context, |batch| {
            for (line, record) in batch.records {
                match record {
                    Ok(article) => self.admit(path, Some(line), kind, article)?,
                    Err(problem) => self.fail(path, Some(line), problem)?,
                }
            }
            (self.each)(Event::File { path: path.to_owned(), kind, bytes: batch.bytes, ended: false })
        });
        match streamed {
            Ok(flow) => flow?,
            Err(problem) => self.fail(path, None, problem)?,
        }
        (self.each)(Event::File { path: path.to_owned(), kind, bytes: 0, ended: true })
    }

    fn read_input(&mut self, kind: Option<Kind>) -> ControlFlow<()> {
        let path = Path::new("-");
        let mut input = BufReader::with_capacity(1 << 20, io::stdin().lock());
        let records = match input.fill_buf() {
            Ok(beginning) => {
                kind == Some(Kind::Records) || kind.is_none() && beginning.trim_ascii_start().starts_with(b"{")
            }
            Err(error) => return self.fail(path, None, Problem::Unreadable(error)),
        };
        if records {
            return self.read_records(path, input, &Edition::default());
        }
        let limit = self.rules.limits.file_bytes;
        let mut bytes = Vec::new();
        if let Err(error) = input.take(limit + 1).read_to_end(&mut bytes) {
            return self.fail(path, None, Problem::Unreadable(error));
        }
        let length = bytes.len() as u64;
        let context = Context { rules: self.rules, edition: &Edition::default(), below: None };
        let text = if length > limit { Err(Problem::TooLarge { bytes: length, limit }) } else { decode_markup(&bytes) };
        let (kind, given) = match text {
            Ok(text) => {
                let kind = kind.unwrap_or_else(|| Kind::of_text(&text));
                (Some(kind), parse(kind, &text, &context, true, path))
            }
            Err(problem) => (kind, Err(problem)),
        };
        self.give(Parsed { path: path.to_owned(), kind, bytes: length, given })
    }

    /// The edition of a file, from the metadata file beside it.
    fn edition(&mut self, path: &Path) -> ControlFlow<(), Edition> {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        if !self.metadata.contains_key(&folder) {
            let file = folder.join(METADATA_FILE);
            let problem = |message: String| Problem::Metadata { message: message.trim().to_owned() };
            let read = match std::fs::read(&file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Metadata::default()),
                Err(error) => Err(Problem::Unreadable(error)),
                Ok(bytes) => decode(&bytes)
                    .map_err(|error| problem(error.to_string()))
                    .and_then(|text| Metadata::parse(&text).map_err(problem)),
            };
            let metadata = match read {
                Ok(metadata) => metadata,
                Err(problem) => {
                    self.fail(&file, None, problem)?;
                    Metadata::default()
                }
            };
            self.metadata.insert(folder.clone(), metadata);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        ControlFlow::Continue(self.metadata.get(&folder).map(|known| known.edition_of(&name)).unwrap_or_default())
    }
}
