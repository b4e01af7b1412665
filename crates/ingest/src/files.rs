//! Sources on disk: files and folders.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use xunzhang_core::Article;

use crate::edition::Metadata;
use crate::identity::name_articles;
use crate::{Edition, Failure, METADATA_FILE, Problem, decode, newspaper, read_jsonl, read_markdown};

/// What a run of ingest gave.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The articles, in the order of the sources; every one has an id of its own.
    pub articles: Vec<Article>,
    /// What could not be read, in the same order.
    pub failures: Vec<Failure>,
}

/// Reads files and folders. Folders are walked in the order of their names; dot files, README files and the metadata
/// file are left out, and files of other kinds are passed over. The same input gives the same result on every machine.
pub fn ingest_paths(sources: &[PathBuf]) -> Ingested {
    let mut run = Run::default();
    for source in sources {
        if source.is_dir() {
            let before = run.seen.len();
            run.folder(source);
            if run.seen.len() == before {
                run.fail(source, None, Problem::NothingHere);
            }
        } else {
            run.file(source);
        }
    }
    name_articles(&mut run.result.articles);
    run.result
}

#[derive(Default)]
struct Run {
    result: Ingested,
    metadata: HashMap<PathBuf, Metadata>,
    /// Files read so far, so that a file named twice is read once.
    seen: HashSet<PathBuf>,
    /// Ids that records brought with them.
    ids: HashSet<String>,
}

impl Run {
    fn fail(&mut self, path: &Path, line: Option<usize>, problem: Problem) {
        self.result.failures.push(Failure { path: path.to_owned(), line, problem });
    }

    fn folder(&mut self, folder: &Path) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.fail(folder, None, Problem::Unreadable(error)),
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.fail(folder, None, Problem::Unreadable(error)),
            }
        }
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') || name.to_lowercase().starts_with("readme") || name == METADATA_FILE {
                continue;
            }
            // A link to a folder could lead back up; a link to a file cannot.
            if path.is_dir() {
                if !path.is_symlink() {
                    self.folder(&path);
                }
            } else if kind_of(&path).is_some() {
                self.file(&path);
            }
        }
    }

    fn file(&mut self, path: &Path) {
        if !self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            return;
        }
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return self.fail(path, None, Problem::Unreadable(error)),
        };
        let Some(kind) = kind_of(path) else {
            let problem = match decode(&bytes) {
                Err(problem @ Problem::Binary { .. }) => problem,
                _ => Problem::UnknownKind {
                    found: extension(path).map_or("no extension".into(), |ext| format!(".{ext}")),
                },
            };
            return self.fail(path, None, problem);
        };
        let text = match decode(&bytes) {
            Ok(text) => text,
            Err(problem) => return self.fail(path, None, problem),
        };
        let edition = self.edition(path);
        match kind {
            Kind::Page => self.result.articles.extend(newspaper::read_page(&text, &edition)),
            Kind::Markdown => match read_markdown(&text, &edition) {
                Ok(article) => self.result.articles.extend(article),
                Err(problem) => self.fail(path, None, problem),
            },
            Kind::Records => {
                for (line, record) in read_jsonl(&text, &edition) {
                    match record {
                        Ok(article) if !article.id.is_empty() && !self.ids.insert(article.id.clone()) => {
                            self.fail(path, Some(line), Problem::SameId { id: article.id });
                        }
                        Ok(article) => self.result.articles.push(article),
                        Err(problem) => self.fail(path, Some(line), problem),
                    }
                }
            }
        }
    }

    /// The edition of a file, from the metadata file beside it.
    fn edition(&mut self, path: &Path) -> Edition {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        if !self.metadata.contains_key(&folder) {
            let file = folder.join(METADATA_FILE);
            let metadata = match std::fs::read(&file) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Metadata::default(),
                Err(error) => {
                    self.fail(&file, None, Problem::Unreadable(error));
                    Metadata::default()
                }
                Ok(bytes) => {
                    match decode(&bytes).map_err(|problem| problem.to_string()).and_then(|t| Metadata::parse(&t)) {
                        Ok(metadata) => metadata,
                        Err(message) => {
                            self.fail(&file, None, Problem::Metadata { message: message.trim().to_owned() });
                            Metadata::default()
                        }
                    }
                }
            };
            self.metadata.insert(folder.clone(), metadata);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.metadata.get(&folder).map(|metadata| metadata.edition_of(&name)).unwrap_or_default()
    }
}

enum Kind {
    Page,
    Markdown,
    Records,
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|ext| ext.to_string_lossy().to_lowercase())
}

fn kind_of(path: &Path) -> Option<Kind> {
    match extension(path)?.as_str() {
        "txt" | "text" => Some(Kind::Page),
        "md" | "markdown" => Some(Kind::Markdown),
        "jsonl" | "ndjson" => Some(Kind::Records),
        _ => None,
    }
}
