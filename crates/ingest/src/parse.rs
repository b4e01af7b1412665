//! One file to its articles.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use xunzhang_core::Article;

use crate::encoding::decode_markup;
use crate::feed::read_feed;
use crate::file::{Context, Kind, Page, Reason, is_html_page};
use crate::html::read_html;
use crate::markdown::read_markdown;
use crate::{Edition, Problem, Rules, decode, newspaper};

/// A file that waits to be read.
pub(crate) struct Job {
    pub path: PathBuf,
    pub below: PathBuf,
    pub kind: Option<Kind>,
    pub named: bool,
    pub edition: Edition,
}

/// What a file gave.
pub(crate) struct Parsed {
    pub path: PathBuf,
    pub kind: Option<Kind>,
    pub bytes: u64,
    pub given: Result<Given, Problem>,
}

/// The articles of a file, or why there are none.
pub(crate) enum Given {
    Articles(Vec<Article>),
    PassedOver(Reason),
}

/// Reads one file.
pub(crate) fn read_job(job: Job, rules: &Rules) -> Parsed {
    let Job { path, below, kind, named, edition } = job;
    let (bytes, given) = match read_bytes(&path, rules.limits.file_bytes) {
        Err(problem) => (0, Err(problem)),
        Ok(bytes) => {
            let context = Context { rules, edition: &edition, below: Some(&below) };
            (bytes.len() as u64, read_file(kind, &bytes, &context, named, &path))
        }
    };
    Parsed { path, kind, bytes, given }
}

/// The bytes of a file, but no more than the limit: a file may grow while it is read.
fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let file = File::open(path).map_err(Problem::Unreadable)?;
    let known = file.metadata().map_err(Problem::Unreadable)?.len();
    if known > limit {
        return Err(Problem::TooLarge { bytes: known, limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(known).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes).map_err(Problem::Unreadable)?;
    let length = bytes.len() as u64;
    if length > limit { Err(Problem::TooLarge { bytes: length, limit }) } else { Ok(bytes) }
}

fn read_file(kind: Option<Kind>, bytes: &[u8], context: &Context, named: bool, path: &Path) -> Result<Given, Problem> {
    let Some(kind) = kind else {
        return match decode(bytes) {
            Err(problem @ Problem::Binary { .. }) => Err(problem),
            _ => Err(Problem::UnknownKind {
                found: path.extension().map_or("no extension".into(), |ext| format!(".{}", ext.to_string_lossy())),
            }),
        };
    };
    let text = if matches!(kind, Kind::Html | Kind::Feed) { decode_markup(bytes)? } else { decode(bytes)? };
    parse(kind, &text, context, named, path)
}

/// Reads the text of a file that is no stream of records.
pub(crate) fn parse(kind: Kind, text: &str, context: &Context, named: bool, path: &Path) -> Result<Given, Problem> {
    let page = match kind {
        Kind::Text if is_html_page(text) => {
            return Err(Problem::Disguised { expected: "text", found: "a page of HTML" });
        }
        Kind::Text | Kind::Records => return Ok(Given::Articles(newspaper::read_page(text, context.edition))),
        Kind::Feed => {
            return match read_feed(text, context)? {
                Some(articles) => Ok(Given::Articles(articles)),
                None if named => Err(Problem::NoFeed),
                None => Ok(Given::PassedOver(Reason::NoFeed)),
            };
        }
        Kind::Markdown => read_markdown(text, context, path.extension().is_some_and(|ext| ext == "mdx"))?,
        Kind::Html => read_html(text, context)?,
    };
    Ok(match page {
        Page::Article(article) => Given::Articles(vec![*article]),
        Page::PassedOver(reason) => Given::PassedOver(reason),
    })
}
