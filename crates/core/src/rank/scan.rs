//! Reading a candidate's text for the query's terms: where they stand, in atoms from the headline on.

use super::plan::{Plan, TermText};
use crate::index::{Field, Record};
use crate::text::Folder;
use crate::text::chars::{CharClass, class};

/// One term of the query in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurs {
    /// Its place in atoms (symbols are not counted), from the start of the article.
    pub position: u32,
    /// The number of the term in the plan.
    pub term: u16,
    /// Whether it touches the atom before it.
    pub glued: bool,
}

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scanned {
    /// The occurrences in order.
    pub occurs: Vec<Occurs>,
    /// Whether the text holds a number followed by 年, 月, 日, 号, 点 or 时.
    pub dated: bool,
}

/// Looks up the terms of one query.
pub struct Scanner<'a> {
    folder: &'a Folder,
    /// By the low bits of a character the number of a Han term plus one, or 0: nearly every character of a text is none, and is passed over at
    /// once.
    slots: [u16; SLOTS],
    /// By the number of a term its character, and the number plus one of another term in the same slot, or 0.
    han: Vec<(char, u16)>,
    words: Vec<(&'a str, super::plan::Partial, u16)>,
}

const SLOTS: usize = 1024;

impl<'a> Scanner<'a> {
    /// A scanner for the terms of `plan`.
    pub fn new(plan: &'a Plan, folder: &'a Folder) -> Self {
        let han = vec![('\0', 0); plan.terms.len()];
        let mut scanner = Self { folder, slots: [0; SLOTS], han, words: Vec::new() };
        for (number, term) in plan.terms.iter().enumerate() {
            match &term.text {
                TermText::Char(c) => {
                    let slot = &mut scanner.slots[*c as usize % SLOTS];
                    scanner.han[number] = (*c, *slot);
                    *slot = number as u16 + 1;
                }
                TermText::Word(word, partial) => scanner.words.push((word, *partial, number as u16)),
            }
        }
        scanner
    }

    /// Reads an article into `into`, which is emptied first.
    pub fn scan(&self, record: &Record<'_>, into: &mut Scanned) {
        into.occurs.clear();
        into.dated = false;
        let mut position = 0;
        let mut word = String::new();
        for passage in record.passages().filter(|passage| passage.field != Field::Byline) {
            position = self.passage(passage.text, position, &mut word, into);
            // A gap keeps windows from being wider than a passage border is worth.
            position += 1;
        }
    }

    fn passage(&self, text: &str, mut position: u32, word: &mut String, into: &mut Scanned) -> u32 {
        // Whether the atom before touches the next: white space does not part them, symbols do.
        let mut glued = false;
        let mut after_digit = false;
        let mut in_word = false;
        for original in text.chars() {
            let c = self.folder.fold_char(original);
            let kind = class(c);
            if kind == CharClass::Word {
                if !in_word {
                    in_word = true;
                    word.clear();
                }
                if !self.words.is_empty() {
                    word.push(c);
                }
                after_digit = c.is_ascii_digit();
                continue;
            }
            if in_word {
                self.word(word, position, glued, into);
                position += 1;
                in_word = false;
                glued = true;
            }
            match kind {
                CharClass::Space => continue,
                CharClass::Symbol => {
                    if let Some(term) = self.han(c) {
                        into.occurs.push(Occurs { position, term, glued: false });
                    }
                    glued = false;
                }
                CharClass::Han | CharClass::Word => {
                    into.dated |= after_digit && matches!(c, '年' | '月' | '日' | '号' | '点' | '时');
                    if let Some(term) = self.han(c) {
                        into.occurs.push(Occurs { position, term, glued });
                    }
                    position += 1;
                    glued = true;
                }
            }
            after_digit = false;
        }
        if in_word {
            self.word(word, position, glued, into);
            position += 1;
        }
        position
    }

    #[inline]
    fn han(&self, c: char) -> Option<u16> {
        let mut slot = self.slots[c as usize % SLOTS];
        while slot > 0 {
            let (other, next) = self.han[usize::from(slot) - 1];
            if other == c {
                return Some(slot - 1);
            }
            slot = next;
        }
        None
    }

    fn word(&self, word: &str, position: u32, glued: bool, into: &mut Scanned) {
        if self.words.is_empty() {
            return;
        }
        let whole = self.words.iter().find(|(other, ..)| *other == word);
        let found = whole.or_else(|| self.words.iter().find(|(other, partial, _)| partial.allows(word, other)));
        if let Some(&(_, _, term)) = found {
            into.occurs.push(Occurs { position, term, glued });
        }
    }
}
