//! Atoms: the smallest things that can be matched.
//!
//! One Han character is an atom, a run of other letters and digits is an atom, each other visible character is an atom.
//! White space is none, and whether two atoms touch in the original is kept, so that `ab c` is not `a bc`.

use super::chars::{CharClass, class};
use super::fold::Folder;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtomKind {
    /// One character of a script without spaces.
    Han,
    /// A run of letters and digits.
    Word,
    /// One punctuation mark or symbol.
    Symbol,
}

/// One atom of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// What it is made of.
    pub kind: AtomKind,
    /// Its first folded character: all of a Han character or symbol.
    pub first: char,
    /// The folded text of a word; empty for the others, which are most of a text and so cost no memory of their own.
    pub word: String,
    /// First byte in the original.
    pub start: usize,
    /// One past its last byte in the original.
    pub end: usize,
    /// Whether white space stands between the atom before and this one.
    pub spaced: bool,
}

/// The folded text of some atoms, with a space between words of letters and digits and none elsewhere.
pub fn phrase(atoms: &[Atom]) -> String {
    let mut text = String::new();
    for (at, atom) in atoms.iter().enumerate() {
        if at > 0 && atom.kind == AtomKind::Word && atoms[at - 1].kind == AtomKind::Word {
            text.push(' ');
        }
        text += &atom.text();
    }
    text
}

impl Atom {
    /// The folded text.
    pub fn text(&self) -> String {
        if self.kind == AtomKind::Word { self.word.clone() } else { self.first.to_string() }
    }

    /// Whether both have the same folded text.
    pub fn is_same(&self, other: &Self) -> bool {
        self.first == other.first && self.kind == other.kind && (self.kind != AtomKind::Word || self.word == other.word)
    }
}

/// Cuts `text` into atoms.
pub fn atomise(text: &str, folder: &Folder) -> Vec<Atom> {
    // A Han character has three bytes; other texts make fewer atoms still.
    let mut atoms: Vec<Atom> = Vec::with_capacity(text.len() / 3 + 1);
    let mut spaced = false;
    let mut open = false;
    folder.each(text, |folded| {
        let kind = match class(folded.char) {
            CharClass::Space => {
                spaced = true;
                open = false;
                return;
            }
            CharClass::Han => AtomKind::Han,
            CharClass::Word => AtomKind::Word,
            CharClass::Symbol => AtomKind::Symbol,
        };
        match atoms.last_mut() {
            Some(last) if open && kind == AtomKind::Word => {
                last.word.push(folded.char);
                last.end = folded.end;
            }
            _ => {
                let word = if kind == AtomKind::Word { folded.char.to_string() } else { String::new() };
                atoms.push(Atom { kind, first: folded.char, word, start: folded.start, end: folded.end, spaced });
            }
        }
        open = kind == AtomKind::Word;
        spaced = false;
    });
    atoms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let folder = Folder::new([('慶', "庆".to_owned())]);
        let atoms = atomise(text, &folder);
        let shown: Vec<_> = atoms.iter().map(|a| format!("{}{}", if a.spaced { "_" } else { "" }, a.text())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn cuts_mixed_text() {
        check("重慶5G网络 C++", &["重", "庆", "5g", "网", "络", "_c", "+", "+"]);
        check("L2—L3，81.4%", &["l2", "—", "l3", ",", "81", ".", "4", "%"]);
        check("　", &[]);
        check("GPT-4 ＧＰＴ４", &["gpt", "-", "4", "_gpt4"]);
        check("𠀀𠀁😀", &["𠀀", "𠀁", "😀"]);
    }
}
