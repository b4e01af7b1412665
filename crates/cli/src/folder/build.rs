//! A stream of articles to an index folder: batches are read side by side, and no more is in memory than a few of them and what the limit allows.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::thread::JoinHandle;

use rayon::prelude::*;
use xunzhang_core::index::build::{Assembly, Batch, Extract, Summary};
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::{Article, Settings};

use super::FolderError;
use super::runs::Runs;
use super::write::{PartsWriter, Written};

/// How many batches a core is given at a time.
const BATCHES_A_CORE: usize = 2;

/// How many parts are packed at a time.
const PARTS: usize = 512;

/// Builds one index.
pub struct Builder {
    lexicon: Dictionary,
    assembly: Assembly,
    pending: Vec<Article>,
    runs: Runs,
    writer: PartsWriter,
}

/// The dictionary takes a moment to load; until it is needed, sources are read beside it.
enum Dictionary {
    Loading(Option<JoinHandle<Lexicon>>),
    Loaded(Box<Lexicon>),
}

impl Dictionary {
    fn get(&mut self) -> &Lexicon {
        if let Self::Loading(handle) = self {
            let loaded = handle.take().and_then(|handle| handle.join().ok());
            *self = Self::Loaded(Box::new(loaded.unwrap_or_default()));
        }
        match self {
            Self::Loaded(lexicon) => lexicon,
            Self::Loading(_) => unreachable!("the dictionary was loaded just now"),
        }
    }
}

impl Builder {
    /// Begins to build into `folder`; `words` and `synonyms` are the owner's own, `extract` is what to find in the articles, `fuzzy_pinyin` whether syllables that many do not tell apart find each other. Terms take at most `memory` bytes, the rest is put aside on disk.
    ///
    /// # Errors
    /// When the folder cannot be written to, or another build writes into it.
    pub fn new(
        folder: &Path,
        words: Vec<(String, Option<u32>)>,
        synonyms: Vec<(String, String)>,
        extract: Extract,
        fuzzy_pinyin: bool,
        memory: usize,
    ) -> Result<Self, FolderError> {
        let writer = PartsWriter::new(folder)?;
        let loading = std::thread::spawn(move || {
            let mut lexicon = Lexicon::with_words(words.iter().map(|(word, frequency)| (word.as_str(), *frequency)));
            synonyms.iter().for_each(|(word, other)| lexicon.add_synonym(word, other));
            lexicon.extract = extract;
            lexicon.fuzzy_pinyin = fuzzy_pinyin;
            lexicon
        });
        Ok(Self {
            lexicon: Dictionary::Loading(Some(loading)),
            assembly: Assembly::default(),
            pending: Vec::new(),
            runs: Runs::new(folder, memory),
            writer,
        })
    }

    /// Builds nothing, because there was nothing to build.
    pub fn abandon(self) {
        self.writer.abandon();
    }

    /// Takes the next article.
    ///
    /// # Errors
    /// When a part cannot be written.
    pub fn push(&mut self, article: Article) -> Result<(), FolderError> {
        self.pending.push(article);
        let many = Batch::ARTICLES * BATCHES_A_CORE * rayon::current_num_threads();
        if self.pending.len() >= many { self.read() } else { Ok(()) }
    }

    fn read(&mut self) -> Result<(), FolderError> {
        let lexicon = self.lexicon.get();
        let batches: Vec<Batch> =
            self.pending.par_chunks(Batch::ARTICLES).map(|articles| Batch::read(articles, lexicon)).collect();
        self.pending.clear();
        let mut parts = Vec::new();
        for batch in batches {
            let (groups, run) = self.assembly.add(batch);
            parts.extend(groups);
            self.runs.push(run)?;
        }
        self.writer.write(parts)
    }

    /// Writes what is left; `prune` removes the parts of older builds.
    ///
    /// # Errors
    /// When a file cannot be written or what was put aside not be read.
    pub fn finish(
        mut self,
        settings: &Settings,
        prune: bool,
    ) -> Result<(Summary, BTreeMap<&'static str, Written>), FolderError> {
        self.read()?;
        let failed = Rc::new(RefCell::new(None));
        let mut entries = self.runs.entries(&failed);
        let aside = || FolderError::file(Path::new("."), "reading the terms that were put aside");
        let next = || match failed.take() {
            None => Ok(entries.next_entry()),
            Some(error) => Err(aside()(error)),
        };
        let mut writer = self.writer;
        let mut parts = Vec::new();
        let mut sink = |id, sealed| {
            parts.push((id, sealed));
            if parts.len() < PARTS { Ok(()) } else { writer.write(std::mem::take(&mut parts)) }
        };
        let summary = self.assembly.finish(self.lexicon.get(), settings, next, &mut sink)?;
        // The last run may have failed at its very end.
        if let Some(error) = failed.take() {
            let error: io::Error = error;
            return Err(aside()(error));
        }
        writer.write(parts)?;
        Ok((summary, writer.finish(prune)?))
    }
}
