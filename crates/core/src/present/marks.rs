//! Marks: which spans of an original text are what the reader sought.
//!
//! A run of the query that stands whole in the text is one mark. Where it does not, its longest pieces are marked, but never a
//! lone character out of a word and never function words or question words by themselves. A phrase in quotes is marked only whole.

use serde::Serialize;

use super::ranges::{ranges, spans};
use crate::index::Index;
use crate::index::Settings;
use crate::order::sort_by;
use crate::query::{Clause, Form, Leaf, Query};
use crate::rank::plan::{Partial, Plan, TermText};
use crate::text::pieces::find;
use crate::text::{Atom, AtomKind, Folder, atomise};

/// A stretch of text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The original text.
    pub text: String,
    /// Whether it is what was sought.
    pub mark: bool,
}

/// A marked span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// First byte in the original.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The run of the query, and the first and last atom (exclusive) in it, that is marked.
    pub piece: (usize, usize, usize),
    /// The weight of the piece.
    pub weight: f32,
}

/// An atom of a run of the query.
#[derive(Clone, Debug)]
struct Sought {
    atom: Atom,
    partial: Partial,
    weight: f32,
    lone_word: bool,
}

/// Marks texts for one query.
pub struct Marker<'a> {
    folder: &'a Folder,
    runs: Vec<Vec<Sought>>,
    /// Of each run whether it is a phrase.
    phrases: Vec<bool>,
    /// What may stand anywhere in a range. Each has a run of one atom that no text holds, behind the others.
    ranges: Vec<Clause>,
    /// All of a query of several clauses, which is marked only where it stands whole.
    whole: Option<Vec<Sought>>,
    /// By the low bits of an atom's first character whether a piece may begin there: nearly no atom of a text begins one.
    begins: [bool; SLOTS],
}

const SLOTS: usize = 256;

/// What a quantity or day in a range weighs in choosing a snippet: as much as a word of two characters.
const IN_RANGE: f32 = 2.0;

/// What stands in the run of a range: no atom of a text is a control character.
fn unreadable() -> Sought {
    let atom = Atom { kind: AtomKind::Symbol, first: '\0', word: String::new(), start: 0, end: 0, spaced: false };
    Sought { atom, partial: Partial::default(), weight: IN_RANGE, lone_word: false }
}

impl<'a> Marker<'a> {
    /// A marker for what `query` seeks.
    pub fn new(query: &Query, index: &'a Index, settings: &Settings) -> Self {
        let folder = &index.language().folder;
        let mut runs = Vec::new();
        let mut phrases = Vec::new();
        let mut whole = None;
        for leaf in query.sought() {
            // Planning the leaf by itself gives its weights in the order of its atoms.
            // What it counts beside what was typed is no matter here.
            let leaf = Leaf { meant: None, ..leaf.clone() };
            let alone = Query { text: leaf.text.clone(), clauses: vec![Clause::Want(vec![leaf.clone()])] };
            let plan = Plan::new(&alone, index, settings);
            let mut weighed = plan.atoms.iter();
            let atoms = atomise(&leaf.text, folder);
            let mut run: Vec<Sought> = Vec::new();
            for (at, atom) in atoms.iter().enumerate() {
                let spaced_words = at > 0 && atom.kind == AtomKind::Word && atoms[at - 1].kind == AtomKind::Word;
                if atom.spaced && !spaced_words && leaf.form == Form::Plain && !run.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                let found = if atom.kind == AtomKind::Symbol { None } else { weighed.next() };
                let partial = match found.map(|found| &plan.terms[found.term].text) {
                    Some(TermText::Word(_, partial)) => *partial,
                    _ => Partial::default(),
                };
                run.push(Sought {
                    atom: atom.clone(),
                    partial,
                    weight: found.map_or(0.0, |found| found.weight),
                    lone_word: found.is_some_and(|found| found.lone_word),
                });
            }
            if !run.is_empty() {
                runs.push(run);
            }
            phrases.resize(runs.len(), leaf.form == Form::Phrase);
        }
        // What was typed may stand whole across quotes: “点”上 is one run before it is a phrase and a character.
        if runs.len() > 1 && query.clauses.iter().all(|clause| matches!(clause, Clause::Want(_) | Clause::Demand(_))) {
            let sought = |atom: Atom| Sought {
                weight: if atom.kind == AtomKind::Symbol { 0.0 } else { 1.0 },
                atom,
                partial: Partial::default(),
                lone_word: false,
            };
            whole = Some(atomise(&query.text, folder).into_iter().map(sought).collect::<Vec<_>>());
        }
        let ranges = ranges(query);
        runs.extend(ranges.iter().map(|_| vec![unreadable()]));
        phrases.resize(runs.len(), false);
        let mut begins = [false; SLOTS];
        let mut words = false;
        for sought in runs.iter().flatten().chain(whole.iter().flatten()) {
            begins[sought.atom.first as usize % SLOTS] = true;
            words |= sought.atom.kind == AtomKind::Word;
        }
        // A word of the text may begin with something else than the sought part of it.
        if words {
            begins = [true; SLOTS];
        }
        Self { folder, runs, phrases, ranges, whole, begins }
    }

    /// A marker that marks nothing.
    pub fn none(index: &'a Index) -> Self {
        Self {
            folder: &index.language().folder,
            runs: Vec::new(),
            phrases: Vec::new(),
            ranges: Vec::new(),
            whole: None,
            begins: [false; SLOTS],
        }
    }

    /// The marked spans of `text`, in order, not overlapping.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let atoms = atomise(text, self.folder);
        let mut marks = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            let found = if self.begins[atoms[at].first as usize % SLOTS] { self.longest_at(&atoms, at) } else { None };
            match found {
                Some((length, mark)) => {
                    marks.push(mark);
                    at += length;
                }
                None => at += 1,
            }
        }
        // Where a run stands whole, its pieces elsewhere in the text are noise.
        let is_whole = |mark: &Mark| mark.piece.2 - mark.piece.1 == self.runs[mark.piece.0].len();
        let mut whole: Vec<usize> = marks.iter().filter(|mark| is_whole(mark)).map(|mark| mark.piece.0).collect();
        whole.dedup();
        marks.retain(|mark| is_whole(mark) || !whole.contains(&mark.piece.0));
        let first = self.runs.len() - self.ranges.len();
        spans(&self.ranges, text, self.folder, |number, start, end| {
            marks.retain(|mark| mark.end <= start || mark.start >= end);
            marks.push(Mark { start, end, piece: (first + number, 0, 1), weight: IN_RANGE });
        });
        if !self.ranges.is_empty() {
            sort_by(&mut marks, |a, b| a.start.cmp(&b.start));
        }
        marks
    }

    /// The longest piece of the query that stands at an atom of the text and may be marked.
    fn longest_at(&self, atoms: &[Atom], at: usize) -> Option<(usize, Mark)> {
        let mut best: Option<(usize, Mark)> = None;
        if let Some(whole) = self.whole.as_ref().filter(|whole| common(whole, &atoms[at..]) == whole.len()) {
            let end = atoms[at + whole.len() - 1].end;
            // It shows all of the query: as a piece it is the first run, which is always there.
            let piece = (0, 0, self.runs.first().map_or(0, Vec::len));
            let weight = whole.iter().map(|sought| sought.weight).sum();
            return Some((whole.len(), Mark { start: atoms[at].start, end, piece, weight }));
        }
        for (number, run) in self.runs.iter().enumerate() {
            for from in 0..run.len() {
                // Nearly every atom of a text begins no piece: that is seen at once.
                if !may_be(&run[from], &atoms[at]) {
                    continue;
                }
                let mut length = common(&run[from..], &atoms[at..]);
                // A longer word stands for a sought one only where the whole run does.
                if length < run.len() {
                    let exact = |offset: &usize| run[from + offset].atom.is_same(&atoms[at + offset]);
                    length = (0..length).take_while(exact).count();
                }
                // A symbol at the end of a piece is marked only with the whole run.
                while length > 0 && length < run.len() && run[from + length - 1].atom.kind == AtomKind::Symbol {
                    length -= 1;
                }
                if length < run.len() && self.phrases[number] {
                    continue;
                }
                if length == 0 || best.as_ref().is_some_and(|(other, _)| *other >= length) {
                    continue;
                }
                let piece = &run[from..from + length];
                // Beside other runs, one of function words alone says nothing.
                let whole =
                    length == run.len() && (self.runs.len() == 1 || piece.iter().any(|sought| sought.weight >= 1.0));
                if deserves(piece, whole) {
                    let (start, _) = span(&piece[0], &atoms[at]);
                    let (_, end) = span(&piece[length - 1], &atoms[at + length - 1]);
                    let weight = piece.iter().map(|sought| sought.weight).sum();
                    best = Some((length, Mark { start, end, piece: (number, from, from + length), weight }));
                }
            }
        }
        best
    }

    /// How many atoms each run of the query has.
    pub fn run_lengths(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().map(Vec::len)
    }

    /// `text` as parts, marked and not.
    pub fn parts(&self, text: &str) -> Vec<Part> {
        let spans: Vec<(usize, usize)> = self.marks(text).iter().map(|mark| (mark.start, mark.end)).collect();
        to_parts(text, 0, text.len(), &spans)
    }
}

/// How many atoms of the text in a row are those that are sought.
fn common(run: &[Sought], atoms: &[Atom]) -> usize {
    let same = |offset: &usize| {
        let (sought, atom) = (&run[*offset], &atoms[*offset]);
        // Between two words the white space counts on both sides.
        let parted = *offset == 0
            || sought.atom.kind != AtomKind::Word
            || run[offset - 1].atom.kind != AtomKind::Word
            || sought.atom.spaced == atom.spaced;
        parted && is_same(sought, atom)
    };
    (0..run.len().min(atoms.len())).take_while(same).count()
}

/// Whether a piece of the query may be marked by itself.
fn deserves(piece: &[Sought], whole: bool) -> bool {
    if whole {
        return true;
    }
    match piece {
        [only] if only.atom.kind == AtomKind::Han => only.lone_word && only.weight >= 1.0,
        [only] => only.atom.kind == AtomKind::Word && only.weight >= 1.0,
        [first, ..] => first.atom.kind != AtomKind::Symbol && piece.iter().any(|sought| sought.weight >= 1.0),
        [] => false,
    }
}

#[inline]
fn may_be(sought: &Sought, atom: &Atom) -> bool {
    sought.atom.first == atom.first || sought.atom.kind == AtomKind::Word && atom.kind == AtomKind::Word
}

fn is_same(sought: &Sought, atom: &Atom) -> bool {
    sought.atom.is_same(atom)
        || (sought.atom.kind == AtomKind::Word
            && atom.kind == AtomKind::Word
            && sought.partial.allows(&atom.word, &sought.atom.word))
}

/// The bytes of the original that a sought atom marks in an atom of the text: of a longer word only the sought part.
fn span(sought: &Sought, atom: &Atom) -> (usize, usize) {
    let (part, word) = (&sought.atom.word, &atom.word);
    // Byte for byte the fold and the original agree only where both are as long.
    if part.len() < word.len() && word.len() == atom.end - atom.start {
        let at_end = sought.partial.before && !sought.partial.after && word.ends_with(part);
        let at = if at_end { Some(word.len() - part.len()) } else { find(word, part) };
        if let Some(at) = at {
            return (atom.start + at, atom.start + at + part.len());
        }
    }
    (atom.start, atom.end)
}

/// `text[from..to]` as parts; marks that touch are one.
pub fn to_parts(text: &str, from: usize, to: usize, marks: &[(usize, usize)]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |range: std::ops::Range<usize>, mark: bool| {
        let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) else { return };
        match parts.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(piece),
            _ => parts.push(Part { text: piece.to_owned(), mark }),
        }
    };
    let mut at = from;
    for &(start, end) in marks {
        let (start, end) = (start.max(at), end.min(to));
        if start >= end {
            continue;
        }
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..to, false);
    parts
}
