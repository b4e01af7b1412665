//! Why a source could not be read, for the person who has to mend it.

use std::path::PathBuf;

use thiserror::Error;

/// A source, or one record of it, that gave no article.
#[derive(Debug, Error)]
#[error("{}{}: {problem}", path.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct Failure {
    /// The file or folder.
    pub path: PathBuf,
    /// The line of the file, counted from 1, where one line alone is at fault.
    pub line: Option<usize>,
    /// What was expected, what was found, and what to do.
    #[source]
    pub problem: Problem,
}

/// What can be wrong with a source. Each message says what was found and how to mend it.
#[derive(Debug, Error)]
pub enum Problem {
    /// The path does not exist or may not be read.
    #[error("cannot be read ({0}); check the path and its permissions")]
    Unreadable(#[source] std::io::Error),
    /// A file with no character but white space.
    #[error("expected text, found an empty file ({bytes} bytes, all white space); remove it or fill it")]
    Empty {
        /// The file's length in bytes.
        bytes: usize,
    },
    /// A picture, an archive or other bytes that are not text.
    #[error("expected text, found {found}; convert it to text or leave it out")]
    Binary {
        /// What the bytes look like.
        found: &'static str,
    },
    /// Text in no encoding that we know.
    #[error(
        "expected UTF-8, UTF-16, GB18030 or Big5 text, found bytes that {encoding} cannot decode; save it as UTF-8"
    )]
    Encoding {
        /// The likeliest encoding, which failed all the same.
        encoding: &'static str,
    },
    /// A file whose kind is not read.
    #[error(
        "expected .html, .md, .txt, .jsonl or .xml, found {found}; convert it, leave it out, or say what it is with --as"
    )]
    UnknownKind {
        /// The file's extension, or "no extension".
        found: String,
    },
    /// A folder that holds nothing to read, or a glob that matches nothing.
    #[error("expected .html, .md, .txt, .jsonl or .xml files, found none here; name another place")]
    NothingHere,
    /// Front matter that cannot be read.
    #[error("expected {format} front matter, found an error: {message}; mend the block at the top of the file")]
    FrontMatter {
        /// `YAML` or `TOML`.
        format: &'static str,
        /// The parser's words.
        message: String,
    },
    /// Front matter that opens and never closes.
    #[error("expected front matter that ends with {fence}, found no such line; add it below the last field")]
    FrontMatterUnclosed {
        /// The line that is missing.
        fence: &'static str,
    },
    /// A line of JSON Lines that is not a record.
    #[error("expected one JSON object a line, found an error: {message}; mend or remove the line")]
    Record {
        /// The parser's words.
        message: String,
    },
    /// A record with neither a title nor a text.
    #[error("expected a record with `text` or `title`, found neither; add one or remove the line")]
    EmptyRecord,
    /// A record whose id another record of the run has.
    #[error("expected an id of its own, found {id:?} a second time; give every record another `_id`")]
    SameId {
        /// The id.
        id: String,
    },
    /// The metadata file of the folder.
    #[error("expected `publication`, `date` and `[files.\"NAME\"]`, found an error: {message}; mend the file")]
    Metadata {
        /// The parser's words.
        message: String,
    },
    /// A date that is no day of the calendar; the article is read without it.
    #[error("expected a day such as 2023-10-26, found {found:?}; the article is read, but without a day")]
    Date {
        /// What the source says.
        found: String,
    },
    /// A file that is too large to be read at once.
    #[error(
        "expected at most {limit} bytes, found {bytes} or more; split the file or raise `file-bytes` under [limits]"
    )]
    TooLarge {
        /// How many bytes there are at least.
        bytes: u64,
        /// How many there may be.
        limit: u64,
    },
    /// A line of JSON Lines that is too long.
    #[error(
        "expected lines of at most {limit} bytes, but line {line} is longer; mend it or raise `file-bytes` under [limits]"
    )]
    LongLine {
        /// The line, counted from 1.
        line: usize,
        /// How many bytes it may have.
        limit: u64,
    },
    /// A link that leads back to a folder above it.
    #[error("expected files, found a link that leads back to {}; remove the link", to.display())]
    Circle {
        /// The folder to which it leads.
        to: PathBuf,
    },
    /// A file that is not what its name says.
    #[error(
        "expected {expected}, found {found}, perhaps an error page that was saved in its place; fetch the file again"
    )]
    Disguised {
        /// What the name says.
        expected: &'static str,
        /// What the file is.
        found: &'static str,
    },
    /// A page without title and text.
    #[error(
        "expected a page with text, found none in its main content; mark the text with data-xunzhang-body, \
         or leave the page out with <meta name=\"robots\" content=\"noindex\">"
    )]
    NoContent,
    /// A page whose elements nest deeper than any page does.
    #[error(
        "expected elements at most {deepest} deep, found deeper ones; many are opened and never closed: mend the page"
    )]
    Deep {
        /// The deepest nesting that is read.
        deepest: usize,
    },
    /// A page whose address another page of the run has.
    #[error(
        "expected an address of its own, found {url} a second time; mend its canonical link or leave one of the two out"
    )]
    SameAddress {
        /// The address.
        url: String,
    },
    /// XML that was named as a source and is no feed.
    #[error("expected an RSS or Atom feed, found other XML; leave it out")]
    NoFeed,
    /// A feed that cannot be read.
    #[error("expected an RSS or Atom feed, found an error: {message}; mend the file")]
    Feed {
        /// The parser's words.
        message: String,
    },
}
