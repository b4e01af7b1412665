//! The shelf: all parts of an index in one run of bytes.

use std::ops::Range;

use super::codec::{Reader, Writer};
use super::part::{PartId, PartKind, ShelfError, printable};
use crate::text::pieces::digits;

/// The first bytes of a shelf.
const MAGIC: &[u8; 8] = b"XUNZHANG";

/// One run of bytes of all `parts`, which are sealed: magic, count, then kind, number and length of each, then their bytes.
pub fn write_shelf(parts: &[(PartId, Vec<u8>)]) -> Vec<u8> {
    let mut out = Writer::new();
    out.raw(MAGIC);
    out.varint(parts.len() as u64);
    for (id, bytes) in parts {
        out.raw(&[id.kind as u8]);
        out.varint(u64::from(id.number));
        out.varint(bytes.len() as u64);
    }
    for (_, bytes) in parts {
        out.raw(bytes);
    }
    out.into_bytes()
}

/// Whether bytes begin as a shelf does.
pub fn is_shelf(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Where the sealed parts of a shelf are.
///
/// # Errors
/// When the bytes are no shelf, are cut short, or hold a part of an unknown kind.
pub fn read_shelf(bytes: &[u8]) -> Result<Vec<(PartId, Range<usize>)>, ShelfError> {
    let mut input = Reader::new(bytes);
    let magic = input.raw(MAGIC.len().min(bytes.len()));
    if magic != MAGIC {
        return Err(ShelfError::Magic { expected: printable(MAGIC), found: printable(magic) });
    }
    let count = input.count(3);
    let mut lengths = Vec::with_capacity(count);
    for _ in 0..count {
        lengths.push((input.byte(), input.varint() as u32, input.size()));
    }
    input.whole(()).map_err(ShelfError::truncated("the shelf"))?;
    let mut parts = Vec::with_capacity(count);
    for (kind, number, length) in lengths {
        let kind = PartKind::from_number(kind).ok_or_else(|| ShelfError::Part {
            expected: "a part of a known kind".to_owned(),
            found: ["kind ", &digits(u64::from(kind), 10, 1)].concat(),
        })?;
        let start = input.position();
        input.raw(length);
        input.whole(()).map_err(ShelfError::truncated(kind.name()))?;
        parts.push((PartId { kind, number }, start..input.position()));
    }
    Ok(parts)
}
