//! What a query asks of the index: weighted atoms, terms, and units that an article should hold.

use serde::Serialize;

use crate::index::Index;
use crate::index::Settings;
use crate::query::{Clause, Form, Leaf, Query};
use crate::text::pieces::{holds, slice};
use crate::text::{Atom, AtomKind, atomise, stem};

/// Atoms of a query beyond this many are not weighed; the literal check still sees them all.
const MOST_ATOMS: usize = 250;

/// The longest question phrase, in atoms.
const LONGEST_PHRASE: usize = 6;

/// One atom of the query that is weighed: a Han character or a word of letters and digits.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanAtom {
    /// Its number in [`Plan::terms`].
    pub term: usize,
    /// Its weight: 1, or less inside function words and question phrases.
    pub weight: f32,
    /// Whether it touches the atom before it.
    pub glued: bool,
    /// Whether it is a word of its own, as the segmenter cuts it, with no other matter beside it.
    pub lone_word: bool,
}

/// What a term is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermText {
    /// One Han character, or a symbol in a query that has nothing else.
    Char(char),
    /// A word of letters and digits, and which longer words may stand for it.
    Word(String, Partial),
}

/// Which other words of the text a word of the query may be found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// Something of the longer word may come before.
    pub before: bool,
    /// Something of the longer word may come after.
    pub after: bool,
    /// English endings do not matter.
    pub stem: bool,
}

/// A word that a longer one stands for counts this much beside itself, times the share of the longer word that it makes up.
const PARTIAL_WORD: f32 = 0.8;

/// A word with another ending counts this much.
const OTHER_ENDING: f32 = 0.9;

impl Partial {
    /// What the word at `place` among `count` atoms of a leaf may be found in: only the two ends of what was typed may be parts of longer
    /// words.
    pub fn at(place: usize, count: usize, form: Form) -> Self {
        let last = place + 1 == count;
        match form {
            Form::Phrase => Self::default(),
            Form::Prefix => Self { after: last, ..Self::default() },
            Form::Plain | Form::Book => Self { before: place == 0, after: last, stem: false },
        }
    }

    /// Whether `part` of the query may be found in `word` of the text. Both are folded.
    pub fn allows(self, word: &str, part: &str) -> bool {
        self.share(word, part) > 0.0
    }

    /// How much of an occurrence of `part` the word of the text is: 1 when it is the same, 0 when it is none.
    pub fn share(self, word: &str, part: &str) -> f32 {
        let part_of = match (self.before, self.after) {
            (true, true) => holds(word, part),
            (true, false) => word.ends_with(part),
            (false, true) => word.starts_with(part),
            (false, false) => word == part,
        };
        if word == part {
            1.0
        } else if self.stem && stem(word) == stem(part) {
            OTHER_ENDING
        } else if part_of {
            PARTIAL_WORD * part.len() as f32 / word.len() as f32
        } else {
            0.0
        }
    }
}

/// How many leaves are looked through for words that a word of the query may be found in.
const MOST_LEAVES: u32 = 4;

/// How many such words count, when every one costs nothing, and when each may cost a part.
const MOST_WORDS: [usize; 2] = [512, 16];

/// The words of the corpus that `word` may be found in, without repetition.
pub fn words_for(index: &Index, word: &str, partial: Partial) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let most = MOST_WORDS[usize::from(!index.is_whole())];
    let mut take = |candidate: &str| {
        if words.len() < most && partial.allows(candidate, word) && !words.iter().any(|other| other == candidate) {
            words.push(candidate.to_owned());
        }
    };
    if index.term(word).postings.articles > 0 {
        take(word);
    }
    if partial.stem {
        index.each_word_beginning(stem(word), MOST_LEAVES, &mut |other, _| take(other));
    }
    if partial.after {
        index.each_word_beginning(word, MOST_LEAVES, &mut |longer, _| take(longer));
    }
    if partial.before {
        index.each_word_holding(word, MOST_LEAVES, &mut |before, rest| take(&[before, rest].concat()));
    }
    words
}

/// A distinct term of the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is made of.
    pub text: TermText,
    /// The greatest weight of its atoms.
    pub weight: f32,
}

/// The least that an article can hold of a leaf: a pair of touching characters, a lone character, a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The number of its first term.
    pub first: usize,
    /// The number of its second term, when it is a pair.
    pub second: Option<usize>,
    /// The smaller of its atoms' weights.
    pub weight: f32,
}

/// What is sought of one clause: the units of each alternative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The numbers in [`Plan::units`] of each alternative, without repetition.
    pub alternatives: Vec<Vec<usize>>,
}

/// A token of the query, as `explain` shows it; also a number of the [statistics](super::statistics), with its name as the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Token {
    /// The token as typed.
    pub text: String,
    /// Its weight: 1, or less for function words and question phrases.
    pub weight: f32,
}

impl Token {
    /// A text and its weight.
    pub fn new(text: &str, weight: f32) -> Self {
        Self { text: text.to_owned(), weight }
    }
}

/// What a query asks of the index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The atoms in order.
    pub atoms: Vec<PlanAtom>,
    /// The distinct terms.
    pub terms: Vec<Term>,
    /// The distinct units.
    pub units: Vec<Unit>,
    /// What is sought, clause by clause.
    pub groups: Vec<Group>,
    /// The query's tokens.
    pub tokens: Vec<Token>,
    /// Whether the query asks for a time.
    pub asks_time: bool,
}

impl Plan {
    /// The plan of `query` over `index`.
    pub fn new(query: &Query, index: &Index, settings: &Settings) -> Self {
        let language = index.language();
        let mut plan = Self { asks_time: asks_time(&query.text), ..Self::default() };
        let only_symbols = !query
            .sought()
            .iter()
            .any(|leaf| atomise(&leaf.text, &language.folder).iter().any(|a| a.kind != AtomKind::Symbol));
        for clause in &query.clauses {
            let (Clause::Want(leaves) | Clause::Demand(leaves)) = clause else { continue };
            let sought = leaves.iter().filter(|leaf| leaf.field.is_none_or(|f| f == crate::query::FieldName::Title));
            let alternatives = sought.map(|leaf| plan.leaf(leaf, index, settings, only_symbols)).collect();
            plan.groups.push(Group { alternatives });
        }
        plan.groups.retain(|group| group.alternatives.iter().any(|units| !units.is_empty()));
        plan
    }

    /// A term as text.
    pub fn term_text(&self, number: usize) -> String {
        match &self.terms[number].text {
            TermText::Char(c) => c.to_string(),
            TermText::Word(word, _) => word.clone(),
        }
    }

    /// A unit as text.
    pub fn unit_text(&self, unit: &Unit) -> String {
        self.term_text(unit.first) + &unit.second.map(|second| self.term_text(second)).unwrap_or_default()
    }

    /// Whether the query is a single unit of `chars` visible characters: it is then exact wherever it occurs. A word whose ending does not
    /// matter is no such unit.
    pub fn is_one_unit_of(&self, chars: usize) -> bool {
        let [Group { alternatives }] = &self.groups[..] else { return false };
        let [units] = &alternatives[..] else { return false };
        let [unit] = units[..] else { return false };
        let unit = &self.units[unit];
        let length = |term: usize| match &self.terms[term].text {
            TermText::Char(_) => 1,
            TermText::Word(_, Partial { stem: true, .. }) => 0,
            TermText::Word(word, _) => word.chars().count(),
        };
        length(unit.first) + unit.second.map_or(0, length) == chars
    }

    /// Adds a leaf's atoms, terms and units; gives the numbers of its units.
    fn leaf(&mut self, leaf: &Leaf, index: &Index, settings: &Settings, symbols: bool) -> Vec<usize> {
        let language = index.language();
        let mut atoms = atomise(&leaf.text, &language.folder);
        atoms.truncate(MOST_ATOMS.saturating_sub(self.atoms.len()));
        let weights = self.weigh(&leaf.text, &atoms, index, settings);
        let mut units: Vec<Unit> = Vec::new();
        // The numbers in `self.atoms` of the touching Han characters that are being read.
        let mut run: Vec<usize> = Vec::new();
        let mut after_break = true;
        for (at, atom) in atoms.iter().enumerate() {
            let (weight, lone_word) = weights[at];
            let spaced_words =
                atom.spaced && atom.kind == AtomKind::Word && at > 0 && atoms[at - 1].kind == AtomKind::Word;
            let glued = !after_break && (!atom.spaced || spaced_words);
            let weighed = atom.kind != AtomKind::Symbol || symbols;
            after_break = !weighed || atom.kind == AtomKind::Symbol;
            if run.last().is_some_and(|_| atom.kind != AtomKind::Han || !glued) {
                self.close(&mut run, &mut units);
            }
            if !weighed {
                continue;
            }
            let text = match atom.kind {
                AtomKind::Word => {
                    let stem = language.english && leaf.form == Form::Plain;
                    TermText::Word(atom.word.clone(), Partial { stem, ..Partial::at(at, atoms.len(), leaf.form) })
                }
                _ => TermText::Char(atom.first),
            };
            let term = self.term(text, weight);
            self.atoms.push(PlanAtom { term, weight, glued, lone_word });
            match atom.kind {
                AtomKind::Han => run.push(self.atoms.len() - 1),
                _ => units.push(Unit { first: term, second: None, weight }),
            }
        }
        self.close(&mut run, &mut units);
        let mut numbers: Vec<usize> = Vec::new();
        for unit in units {
            let number = self.unit(unit);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// Adds the units of a run of Han atoms: its pairs, or the character when it stands alone.
    fn close(&self, run: &mut Vec<usize>, units: &mut Vec<Unit>) {
        if let [only] = run[..] {
            let atom = &self.atoms[only];
            units.push(Unit { first: atom.term, second: None, weight: atom.weight });
        }
        for pair in run.windows(2) {
            let (a, b) = (&self.atoms[pair[0]], &self.atoms[pair[1]]);
            units.push(Unit { first: a.term, second: Some(b.term), weight: a.weight.min(b.weight) });
        }
        run.clear();
    }

    fn term(&mut self, text: TermText, weight: f32) -> usize {
        if let Some(found) = self.terms.iter().position(|term| term.text == text) {
            self.terms[found].weight = self.terms[found].weight.max(weight);
            return found;
        }
        self.terms.push(Term { text, weight });
        self.terms.len() - 1
    }

    fn unit(&mut self, unit: Unit) -> usize {
        let same = |other: &Unit| (other.first, other.second) == (unit.first, unit.second);
        if let Some(found) = self.units.iter().position(same) {
            self.units[found].weight = self.units[found].weight.max(unit.weight);
            return found;
        }
        self.units.push(unit);
        self.units.len() - 1
    }

    /// The weight of each atom, and whether it is a word of its own; notes the tokens.
    fn weigh(&mut self, text: &str, atoms: &[Atom], index: &Index, settings: &Settings) -> Vec<(f32, bool)> {
        let language = index.language();
        let mut weights = vec![(1.0f32, false); atoms.len()];
        let mut tokens: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            if atoms[at].kind != AtomKind::Han {
                if language.is_function_word(&atoms[at].word) {
                    weights[at].0 = settings.function_words;
                }
                weights[at].1 = true;
                tokens.push((at, at + 1));
                at += 1;
                continue;
            }
            let run = 1 + atoms[at + 1..].iter().take_while(|a| a.kind == AtomKind::Han && !a.spaced).count();
            let chars: Vec<char> = atoms[at..at + run].iter().map(|atom| atom.first).collect();
            for length in index.cut(&chars) {
                if language.is_function_word(&joined(&atoms[at..at + length])) {
                    weights[at..at + length].iter_mut().for_each(|weight| weight.0 = settings.function_words);
                }
                weights[at].1 = length == 1;
                tokens.push((at, at + length));
                at += length;
            }
        }
        // A lone character beside other matter is more likely part of a name or of a word that the dictionary lacks.
        let matters = |at: usize| atoms[at].kind == AtomKind::Han && weights[at].0 >= 1.0;
        let fragments: Vec<usize> = (0..atoms.len())
            .filter(|&at| {
                let before = at > 0 && !atoms[at].spaced && matters(at - 1);
                let after = at + 1 < atoms.len() && !atoms[at + 1].spaced && matters(at + 1);
                matters(at) && (before || after)
            })
            .collect();
        fragments.into_iter().for_each(|at| weights[at].1 = false);
        let mut at = 0;
        while at < atoms.len() {
            let longest = (1..=LONGEST_PHRASE.min(atoms.len() - at))
                .rev()
                .find(|&length| language.is_question_phrase(&joined(&atoms[at..at + length])));
            if let Some(length) = longest {
                weights[at..at + length].iter_mut().for_each(|weight| weight.0 = settings.question_phrases);
            }
            at += longest.unwrap_or(1);
        }
        self.tokens.extend(tokens.into_iter().map(|(from, to)| Token {
            text: slice(text, atoms[from].start, atoms[to - 1].end).to_owned(),
            weight: weights[from..to].iter().map(|weight| weight.0).fold(0.0, f32::max),
        }));
        weights
    }
}

fn joined(atoms: &[Atom]) -> String {
    atoms.iter().map(Atom::text).collect()
}

/// Whether a query asks for a time, for which an article that holds a date is the likelier answer.
fn asks_time(text: &str) -> bool {
    const ASKING: [&str; 14] = [
        "什么时候",
        "什麼時候",
        "何时",
        "何時",
        "哪年",
        "哪一年",
        "哪天",
        "哪一天",
        "几点",
        "几月",
        "几号",
        "何年",
        "时间",
        "時間",
    ];
    ASKING.iter().any(|phrase| holds(text, phrase))
}
