//! From characters to atoms and words: the one analyser of build time and query time (invariant 1 of DESIGN).
//!
//! [`fold`] makes variants of a character equal, [`atoms`] cuts folded text into the smallest things that can be matched,
//! [`segment`] groups Han characters into words of the index's own dictionary slice, [`pieces`] cuts texts apart.

// Slices that fail with a message about the text would bring tables of characters into the wasm: text/pieces.rs.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod atoms;
pub mod chars;
pub mod fold;
pub mod pieces;
pub mod segment;
pub mod stem;
pub mod syllables;

pub use atoms::{Atom, AtomKind, atomise};
pub use fold::Folder;
pub use stem::stem;
