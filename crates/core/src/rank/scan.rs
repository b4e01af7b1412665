//! Reading a candidate's text for the query's terms: how often they stand in which field, and where, in atoms from the headline on.

use super::plan::{Partial, Plan, TermText};
use crate::index::{FIELDS, Field, Record};
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

/// How often something stands in each field.
pub type Frequencies = [f32; FIELDS];

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scanned {
    /// The occurrences in order; those in the byline, which has no place, are left out.
    pub occurs: Vec<Occurs>,
    /// How often each term of the plan stands in each field.
    pub terms: Vec<Frequencies>,
    /// How often each unit of the plan that is a pair stands in each field; nothing for the others.
    pub pairs: Vec<Frequencies>,
    /// The length of each field in atoms, without symbols.
    pub lengths: [u32; FIELDS],
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
    words: Vec<(&'a str, Partial, u16)>,
    /// By the number of a term the terms that make a pair with it, and the number of the pair's unit.
    following: Vec<Vec<(u16, u16)>>,
    units: usize,
}

const SLOTS: usize = 1024;

impl<'a> Scanner<'a> {
    /// A scanner for the terms of `plan`.
    pub fn new(plan: &'a Plan, folder: &'a Folder) -> Self {
        let han = vec![('\0', 0); plan.terms.len()];
        let following = vec![Vec::new(); plan.terms.len()];
        let mut scanner =
            Self { folder, slots: [0; SLOTS], han, words: Vec::new(), following, units: plan.units.len() };
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
        for (number, unit) in plan.units.iter().enumerate() {
            if let Some(second) = unit.second {
                scanner.following[unit.first].push((second as u16, number as u16));
            }
        }
        scanner
    }

    /// Reads an article into `into`, which is emptied first.
    pub fn scan(&self, record: &Record<'_>, into: &mut Scanned) {
        into.occurs.clear();
        into.terms.clear();
        into.terms.resize(self.following.len(), Frequencies::default());
        into.pairs.clear();
        into.pairs.resize(self.units, Frequencies::default());
        into.lengths = [0; FIELDS];
        into.dated = false;
        let mut reading = Reading { scanner: self, into, position: 0, field: 0, word: String::new() };
        for passage in record.passages() {
            if passage.field == Field::Byline {
                let (placed, dated) = (reading.into.occurs.len(), reading.into.dated);
                reading.passage(passage.field, passage.text);
                reading.into.occurs.truncate(placed);
                reading.into.dated = dated;
            } else {
                reading.passage(passage.field, passage.text);
            }
            // A gap keeps windows from being wider than a passage border is worth.
            reading.position += 1;
        }
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

    /// The term that a word of the text is or stands for, and how much of an occurrence that is.
    fn word(&self, word: &str) -> Option<(u16, f32)> {
        let shares = self.words.iter().map(|&(part, partial, term)| (term, partial.share(word, part)));
        // The greatest share, the earliest of equals.
        shares.reduce(|best, other| if other.1 > best.1 { other } else { best }).filter(|(_, share)| *share > 0.0)
    }
}

/// An article while it is read.
struct Reading<'r, 'a> {
    scanner: &'r Scanner<'a>,
    into: &'r mut Scanned,
    position: u32,
    field: usize,
    /// The word of letters and digits that is being read.
    word: String,
}

impl Reading<'_, '_> {
    fn passage(&mut self, field: Field, text: &str) {
        self.field = field as usize;
        let scanner = self.scanner;
        let start = self.position;
        // Whether the atom before touches the next: white space does not part them, symbols do.
        let mut glued = false;
        let mut after_digit = false;
        let mut in_word = false;
        scanner.folder.each(text, |folded| {
            let c = folded.char;
            let kind = class(c);
            if kind == CharClass::Word {
                if !in_word {
                    in_word = true;
                    self.word.clear();
                }
                if !scanner.words.is_empty() {
                    self.word.push(c);
                }
                after_digit = c.is_ascii_digit();
                return;
            }
            if in_word {
                self.end_word(glued);
                in_word = false;
                glued = true;
            }
            match kind {
                CharClass::Space => return,
                CharClass::Symbol => {
                    if let Some(term) = scanner.han(c) {
                        self.note(term, 1.0, false);
                    }
                    glued = false;
                }
                CharClass::Han | CharClass::Word => {
                    self.into.dated |= after_digit && matches!(c, '年' | '月' | '日' | '号' | '点' | '时');
                    if let Some(term) = scanner.han(c) {
                        self.note(term, 1.0, glued);
                    }
                    self.position += 1;
                    glued = true;
                }
            }
            after_digit = false;
        });
        if in_word {
            self.end_word(glued);
        }
        self.into.lengths[self.field] += self.position - start;
    }

    fn end_word(&mut self, glued: bool) {
        if let Some((term, share)) = self.scanner.word(&self.word) {
            self.note(term, share, glued);
        }
        self.position += 1;
    }

    /// Notes a term at the present place, and the pair that it ends.
    fn note(&mut self, term: u16, share: f32, glued: bool) {
        self.into.terms[usize::from(term)][self.field] += share;
        if let Some(before) = self.into.occurs.last()
            && glued
            && before.position + 1 == self.position
        {
            let following = &self.scanner.following[usize::from(before.term)];
            if let Some(&(_, unit)) = following.iter().find(|(second, _)| *second == term) {
                self.into.pairs[usize::from(unit)][self.field] += 1.0;
            }
        }
        self.into.occurs.push(Occurs { position: self.position, term, glued });
    }
}
