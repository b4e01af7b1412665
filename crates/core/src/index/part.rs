//! Parts: the immutable pieces of an index, each with its own magic, version, kind and checksum (invariant 6).

use std::fmt;
use std::sync::Arc;

use super::codec::{Reader, Truncated, Writer};
use crate::text::pieces::digits;

/// The version of the format that this code writes and reads.
pub const VERSION: u8 = 4;

/// The first bytes of every part.
const MAGIC: [u8; 3] = *b"XZP";

/// Bytes before a part's payload: magic, version, kind, checksum.
pub(super) const HEADER: usize = MAGIC.len() + 2 + 8;

/// What a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum PartKind {
    /// What is needed to ask anything: counts, folds, function words, the upper directories.
    Entry = 0,
    /// Names of leaves, and the first term of each.
    LeafNames = 1,
    /// Names of groups, and how many articles each holds.
    GroupNames = 2,
    /// Terms with their postings.
    Leaf = 3,
    /// The texts of some articles.
    Group = 4,
    /// One property of every article.
    Column = 5,
    /// The words in which the texts of groups are written.
    Book = 6,
    /// How the characters of the corpus sound.
    Sounds = 7,
}

/// How many kinds of parts there are.
pub const KINDS: usize = 8;

impl PartKind {
    /// The kind with the given number in the format.
    pub fn from_number(number: u8) -> Option<Self> {
        use PartKind::*;
        [Entry, LeafNames, GroupNames, Leaf, Group, Column, Book, Sounds].get(usize::from(number)).copied()
    }

    /// What error messages call it.
    pub fn name(self) -> &'static str {
        ["Entry", "LeafNames", "GroupNames", "Leaf", "Group", "Column", "Book", "Sounds"][self as usize]
    }

    /// The first letter of the file names of such parts.
    fn letter(self) -> char {
        ['e', 'm', 'n', 't', 'a', 'c', 'b', 's'][self as usize]
    }
}

/// The name of a part: 40 bits of the hash of its sealed bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartName(u64);

/// How many bytes a name takes in a directory.
const NAME: usize = 5;

impl PartName {
    /// The name of sealed bytes.
    pub fn of(sealed: &[u8]) -> Self {
        Self(checksum(sealed) >> (64 - 8 * NAME))
    }

    /// The name of the file that holds the part.
    pub fn file(self, kind: PartKind) -> String {
        [&kind.letter().to_string(), &digits(self.0, 16, 2 * NAME), ".part"].concat()
    }

    /// Writes the name.
    pub fn write(self, out: &mut Writer) {
        out.raw(&self.0.to_le_bytes()[..NAME]);
    }

    /// Reads what [`PartName::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let [a, b, c, d, e] = input.array::<NAME>();
        Self(u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]))
    }
}

/// The name of the one file of an index folder that changes.
pub const ENTRY_FILE: &str = "index.entry";

/// Names one part of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId {
    /// What it holds.
    pub kind: PartKind,
    /// Which of its kind, from 0.
    pub number: u32,
}

/// Why bytes are not the part or shelf that they should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// The bytes do not begin as an index does: another kind of file, or an error page.
    Magic {
        /// The mark that should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// The index was written by another version.
    Version {
        /// The version that the bytes name.
        found: u8,
    },
    /// The bytes end early.
    Truncated {
        /// The part in question.
        what: String,
        /// Where reading stopped.
        source: Truncated,
    },
    /// The bytes were changed on the way.
    Checksum {
        /// The part in question.
        what: String,
        /// The checksum that was written with the part.
        expected: u64,
        /// The checksum of the bytes as they are.
        found: u64,
    },
    /// A part is whole, but not the one that the index names: of another build.
    Name {
        /// The file name that the index gives.
        expected: String,
        /// The file name that the bytes should have.
        found: String,
    },
    /// A part has another kind than its place says, or is missing.
    Part {
        /// The part that should be there.
        expected: String,
        /// What is there.
        found: String,
    },
}

/// A part that a question needs and that is not at hand.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Lack {
    /// The number of the kind of part.
    pub kind: u8,
    /// Which of its kind.
    pub number: u32,
    /// The name of its file.
    pub file: String,
}

impl fmt::Display for ShelfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl ShelfError {
    /// A short stable name for programs: `shelf/magic`, `shelf/version`, `shelf/truncated`, `shelf/checksum`, `shelf/name` or
    /// `shelf/part`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Magic { .. } => "shelf/magic",
            Self::Version { .. } => "shelf/version",
            Self::Truncated { .. } => "shelf/truncated",
            Self::Checksum { .. } => "shelf/checksum",
            Self::Name { .. } => "shelf/name",
            Self::Part { .. } => "shelf/part",
        }
    }

    /// What went wrong, and what to do. The words of [`fmt::Display`], without the machinery of the standard library, which a page need not load.
    pub fn message(&self) -> String {
        match self {
            Self::Magic { expected, found } => [
                "these bytes are not an index of Xunzhang: expected the mark \"",
                expected,
                "\", found \"",
                found,
                "\"; check that the address or path names an index",
            ]
            .concat(),
            Self::Version { found } => [
                "the index has format version ",
                &digits(u64::from(*found), 10, 1),
                ", this reader knows version ",
                &digits(u64::from(VERSION), 10, 1),
                "; build the index again with the same release",
            ]
            .concat(),
            Self::Truncated { what, source } => {
                [what, " is cut short: ", &source.message(), "; fetch or build it again"].concat()
            }
            Self::Checksum { what, expected, found } => [
                what,
                " is damaged: its checksum should be ",
                &digits(*expected, 16, 16),
                " and is ",
                &digits(*found, 16, 16),
                "; fetch or build it again",
            ]
            .concat(),
            Self::Name { expected, found } => [
                "expected the part ",
                expected,
                " and found ",
                found,
                ", a part of another build; load the page again, or publish all files of the index again",
            ]
            .concat(),
            Self::Part { expected, found } => [
                "expected ",
                expected,
                " and found ",
                found,
                "; the index is incomplete or mixed from several builds: build it again",
            ]
            .concat(),
        }
    }

    /// Ties a reader's error to what was being read.
    pub fn truncated(what: &'static str) -> impl FnOnce(Truncated) -> Self {
        move |source| Self::Truncated { what: what.to_owned(), source }
    }
}

/// Bytes that live in the program or were brought by the caller.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// Embedded in the program.
    Static(&'static [u8]),
    /// Brought by the caller, shared between parts.
    Shared(Arc<[u8]>),
}

impl Bytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// The checksum of a payload, and the hash that names it: xxHash64 with seed 0.
pub fn checksum(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh64::xxh64(bytes, 0)
}

/// A payload with its header in front.
pub fn seal(kind: PartKind, payload: Writer) -> Vec<u8> {
    let payload = payload.into_bytes();
    let mut out = Writer::new();
    out.raw(&MAGIC);
    out.raw(&[VERSION, kind as u8]);
    out.u64(checksum(&payload));
    out.raw(&payload);
    out.into_bytes()
}

/// The payload of a sealed part, after its magic, version, kind and checksum have been found right.
pub fn unseal(kind: PartKind, bytes: &[u8]) -> Result<&[u8], ShelfError> {
    let what = || ["the part ", kind.name()].concat();
    let mut input = Reader::new(bytes);
    let magic = input.raw(MAGIC.len().min(bytes.len()));
    if magic != MAGIC {
        return Err(ShelfError::Magic { expected: printable(&MAGIC), found: printable(magic) });
    }
    let header = input.array();
    let [version, number] = input.whole(header).map_err(ShelfError::truncated(kind.name()))?;
    if version != VERSION {
        return Err(ShelfError::Version { found: version });
    }
    if number != kind as u8 {
        let found = PartKind::from_number(number)
            .map_or_else(|| digits(u64::from(number), 10, 1), |kind| kind.name().to_owned());
        return Err(ShelfError::Part { expected: what(), found });
    }
    let expected = input.u64();
    let expected = input.whole(expected).map_err(ShelfError::truncated(kind.name()))?;
    let payload = &bytes[HEADER..];
    let found = checksum(payload);
    if found != expected {
        return Err(ShelfError::Checksum { what: what(), expected, found });
    }
    Ok(payload)
}

/// The first bytes of something, for an error message.
pub fn printable(bytes: &[u8]) -> String {
    let shown = |&byte: &u8| if byte.is_ascii_graphic() { byte as char } else { '\u{FFFD}' };
    bytes.iter().take(16).map(shown).collect()
}
