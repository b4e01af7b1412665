//! Sources and configuration as the commands take them, and the reading that they share.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use xunzhang_core::Article;
use xunzhang_ingest::{Event, Kind, Source, read};

use crate::config::{Config, FILE};
use crate::progress::Progress;
use crate::summary::{Summary, TOLD};

/// Sources of articles.
#[derive(Args)]
pub struct Sources {
    /// Files, folders, globs, or - for the standard input; without any, those of xunzhang.toml.
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// The configuration; without it and without sources, xunzhang.toml in this folder.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What the standard input holds, and files whose names do not say; else it is told by its beginning.
    #[arg(long = "as", value_name = "KIND", value_enum)]
    kind: Option<KindName>,
    /// No progress.
    #[arg(long)]
    quiet: bool,
}

/// The kinds, as they are named on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindName {
    Text,
    Markdown,
    Html,
    Jsonl,
    Feed,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Kind {
        match name {
            KindName::Text => Kind::Text,
            KindName::Markdown => Kind::Markdown,
            KindName::Html => Kind::Html,
            KindName::Jsonl => Kind::Records,
            KindName::Feed => Kind::Feed,
        }
    }
}

/// Sources that are ready to be read.
pub struct Opened {
    pub config: Config,
    sources: Vec<Source>,
    pub progress: Progress,
}

impl Sources {
    /// Reads the configuration. Says on the error output what is wrong with it or with the sources; then there is nothing to read.
    pub fn open(&self) -> Option<Opened> {
        let found = (self.config.is_none() && self.sources.is_empty() && Path::new(FILE).exists()).then(|| FILE.into());
        let config = match self.config.clone().or(found) {
            None => Config::default(),
            Some(file) => match Config::load(&file) {
                Ok(config) => config,
                Err(error) => {
                    eprintln!("xunzhang: {error}");
                    return None;
                }
            },
        };
        // What is written on the command line counts from here, what is written in the file from there.
        let (written, base) = if self.sources.is_empty() {
            (&config.sources, config.base.as_path())
        } else {
            (&self.sources, Path::new(""))
        };
        if written.is_empty() {
            eprintln!(
                "xunzhang: expected a SOURCE, or `sources` in {FILE}, found neither; name files or folders, or write one with `xunzhang init`"
            );
            return None;
        }
        let kind = self.kind.map(Kind::from);
        let sources: Result<Vec<Source>, _> =
            written.iter().map(|text| Source::parse(text, base).map(|source| source.of_kind(kind))).collect();
        match sources {
            Ok(sources) => Some(Opened { config, sources, progress: Progress::new(self.quiet) }),
            Err(error) => {
                eprintln!("xunzhang: {error}; mend or remove it");
                None
            }
        }
    }
}

impl Opened {
    /// Reads the sources and hands on every article, until told to stop. Failures are named on the error output as they come.
    pub fn read(&mut self, mut each: impl FnMut(Article) -> ControlFlow<()>) -> Summary {
        let mut summary = Summary::default();
        let Self { config, sources, progress } = self;
        read(sources, &config.rules, &mut |event| {
            match event {
                Event::Article(article) => {
                    summary.articles += 1;
                    progress.read(1, 0);
                    return each(*article);
                }
                Event::File { kind, bytes, ended, .. } => {
                    summary.file(kind, bytes, ended);
                    progress.read(0, bytes);
                }
                Event::PassedOver { reason, .. } => summary.passed_over(reason),
                Event::Failure(failure) => {
                    if summary.failure(&failure) {
                        progress.line(&format!("xunzhang: {failure}"));
                    }
                }
                Event::Warning(failure) => {
                    if summary.warning(&failure) {
                        progress.line(&format!("xunzhang: {failure}"));
                    }
                }
            }
            ControlFlow::Continue(())
        });
        for (path, faults) in summary.warnings.iter().chain(&summary.failures) {
            if faults.count > TOLD {
                progress.line(&format!("xunzhang: {path}: and {} more like these", faults.count - TOLD));
            }
        }
        if summary.articles == 0 && summary.failures.is_empty() {
            progress
                .line("xunzhang: expected articles, found none in the sources; every page may be a draft or noindex");
        }
        summary
    }
}
