//! From characters to atoms and words: the one analyser of build time and query time (invariant 1 of DESIGN).
//!
//! [`fold`] makes variants of a character equal, [`atoms`] cuts folded text into the smallest things that can be matched,
//! [`segment`] groups Han characters into words of the index's own dictionary slice. [`piece`] cuts and searches strings.

pub mod atoms;
pub mod chars;
pub mod fold;
pub mod piece;
pub mod segment;
pub mod stem;

pub use atoms::{Atom, AtomKind, atomise};
pub use fold::Folder;
pub use stem::stem;
