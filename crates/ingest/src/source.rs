//! Sources as a person names them, and the files that they hold.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::xxh3_128;

use crate::rules::BadPattern;
use crate::{Failure, Kind, METADATA_FILE, Problem, Rules};

/// Where articles come from.
#[derive(Clone, Debug)]
pub struct Source {
    place: Place,
    kind: Option<Kind>,
}

#[derive(Clone, Debug)]
enum Place {
    Path(PathBuf),
    Glob { root: PathBuf, matcher: GlobMatcher, written: PathBuf },
    Input,
}

impl Source {
    /// A file or a folder.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self { place: Place::Path(path.into()), kind: None }
    }

    /// The standard input.
    pub fn input() -> Self {
        Self { place: Place::Input, kind: None }
    }

    /// What a person wrote: `-`, a file, a folder, or a glob where no file has that very name. Relative paths count from `base`.
    ///
    /// # Errors
    /// `BadPattern` for a glob that cannot be read.
    pub fn parse(text: &str, base: &Path) -> Result<Self, BadPattern> {
        if text == "-" {
            return Ok(Self::input());
        }
        let path = base.join(text);
        if !text.contains(['*', '?', '[', '{']) || path.exists() {
            return Ok(Self::path(path));
        }
        let literal = |part: &std::path::Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        let root: PathBuf = Path::new(text).components().take_while(literal).collect();
        let below: PathBuf = Path::new(text).components().skip_while(literal).collect();
        let glob = GlobBuilder::new(&below.to_string_lossy()).literal_separator(true).build();
        let matcher = glob.map_err(|error| BadPattern {
            kind: "glob",
            found: text.to_owned(),
            message: error.kind().to_string(),
        })?;
        let root = match base.join(root) {
            root if root.as_os_str().is_empty() => PathBuf::from("."),
            root => root,
        };
        Ok(Self { place: Place::Glob { root, matcher: matcher.compile_matcher(), written: path }, kind: None })
    }

    /// The same source, whose kind is settled: for the standard input, and for files whose name does not say.
    pub fn of_kind(mut self, kind: Option<Kind>) -> Self {
        self.kind = kind;
        self
    }

    /// Whether it is the standard input.
    pub fn is_input(&self) -> bool {
        matches!(self.place, Place::Input)
    }
}

/// Something to read.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    File {
        path: PathBuf,
        /// The path below its source.
        below: PathBuf,
        /// None where the name does not say.
        kind: Option<Kind>,
        /// A person named the file itself.
        named: bool,
        bytes: u64,
    },
    Input(Option<Kind>),
}

/// Files that sites have beside their pages and nobody searches.
const BESIDE: &[&str] = &[
    "robots.txt",
    "humans.txt",
    "ads.txt",
    "security.txt",
    "llms.txt",
    "llms-full.txt",
    "404.html",
    "404.htm",
    "sitemap.xml",
    "browserconfig.xml",
    "opensearch.xml",
    "SUMMARY.md",
    "TOC.md",
    "_sidebar.md",
    "_navbar.md",
    "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md",
    METADATA_FILE,
];

/// Goes through the sources in their order, and through folders in the order of names. Feeds in folders come last: what they
/// repeat of pages is known by then.
pub(crate) fn walk(
    sources: &[Source],
    rules: &Rules,
    mut each: impl FnMut(Result<Found, Failure>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut walk = Walk { rules, seen: HashSet::new(), feeds: Vec::new(), each: &mut each };
    for source in sources {
        match &source.place {
            Place::Input => (walk.each)(Ok(Found::Input(source.kind)))?,
            Place::Path(path) if path.is_dir() => walk.folder(path, None, path)?,
            Place::Path(path) => walk.named(path, source.kind)?,
            Place::Glob { root, matcher, written } => walk.folder(root, Some(matcher), written)?,
        }
    }
    for found in std::mem::take(&mut walk.feeds) {
        (walk.each)(Ok(found))?;
    }
    ControlFlow::Continue(())
}

struct Walk<'a> {
    rules: &'a Rules,
    /// The hashes of the files so far, so that a file named twice is read once.
    seen: HashSet<u128>,
    feeds: Vec<Found>,
    each: &'a mut dyn FnMut(Result<Found, Failure>) -> ControlFlow<()>,
}

impl Walk<'_> {
    fn fail(&mut self, path: &Path, problem: Problem) -> ControlFlow<()> {
        (self.each)(Err(Failure { path: path.to_owned(), line: None, problem }))
    }

    fn is_new(&mut self, path: &Path) -> bool {
        let whole = path.canonicalize();
        let whole = whole.as_deref().unwrap_or(path);
        self.seen.insert(xxh3_128(whole.as_os_str().as_encoded_bytes()))
    }

    fn named(&mut self, path: &Path, kind: Option<Kind>) -> ControlFlow<()> {
        if !self.is_new(path) {
            return ControlFlow::Continue(());
        }
        let below = path.file_name().map(PathBuf::from).unwrap_or_default();
        let bytes = path.metadata().map_or(0, |data| data.len());
        let kind = kind.or_else(|| Kind::of_name(path));
        (self.each)(Ok(Found::File { path: path.to_owned(), below, kind, named: true, bytes }))
    }

    fn folder(&mut self, root: &Path, glob: Option<&GlobMatcher>, written: &Path) -> ControlFlow<()> {
        let mut any = false;
        let entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    any = true;
                    self.unreadable(root, error)?;
                    continue;
                }
            };
            let Some(kind) = Kind::of_name(entry.path()).filter(|_| entry.file_type().is_file()) else { continue };
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
            if glob.is_some_and(|glob| !glob.is_match(&below)) || !self.is_wanted(&below) {
                continue;
            }
            any = true;
            if !self.is_new(entry.path()) {
                continue;
            }
            let bytes = entry.metadata().map_or(0, |data| data.len());
            let found = Found::File { path: entry.into_path(), below, kind: Some(kind), named: false, bytes };
            if kind == Kind::Feed {
                self.feeds.push(found);
            } else {
                (self.each)(Ok(found))?;
            }
        }
        if any { ControlFlow::Continue(()) } else { self.fail(written, Problem::NothingHere) }
    }

    fn unreadable(&mut self, root: &Path, error: walkdir::Error) -> ControlFlow<()> {
        let path = error.path().unwrap_or(root).to_owned();
        if let Some(to) = error.loop_ancestor() {
            let to = to.to_owned();
            return self.fail(&path, Problem::Circle { to });
        }
        // A link that leads nowhere matters only where it would have been read.
        if path.is_symlink() && Kind::of_name(&path).is_none() {
            return ControlFlow::Continue(());
        }
        let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder cannot be read"));
        self.fail(&path, Problem::Unreadable(error))
    }

    fn is_wanted(&self, below: &Path) -> bool {
        let name = below.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let legal = name.contains("LICENSE") || name.contains("LICENCE") || name.starts_with("COPYING");
        let usual = !name.to_lowercase().starts_with("readme") && !legal && !BESIDE.contains(&&*name);
        (usual || self.rules.include.matches(below)) && !self.rules.exclude.matches(below)
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || name == b"node_modules"
}
