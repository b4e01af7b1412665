//! Slips: a word of a text that the corpus does not hold and that is one slip away from one that it holds.
//!
//! A slip is looked for only where the text is suspicious: two characters touch that touch nowhere in the corpus, and the dictionary makes no word of either;
//! where little is found, of one of them.
//! Nothing that the corpus holds literally is a slip, and no number is.

use crate::index::Index;
use crate::index::leaf::{Bond, key};
use crate::index::sounds::{Sounds, Standing, Usage};
use crate::order::sort_by;
use crate::query::Why;
use crate::text::pieces::slice;
use crate::text::syllables::Syllable;
use crate::text::{Atom, AtomKind, atomise};

use super::edits::{Edit, edit, typo_distance};

/// No text has more words that are taken for slips.
pub const MOST: usize = 2;

/// No run of characters has more places where a slip is looked for.
const MOST_PLACES: usize = 3;

/// How many characters a word has that is found by its sound.
const SOUNDING: std::ops::RangeInclusive<usize> = 2..=4;

/// The longest word in which a character may be missing, one too many, another or in another place; the shortest has three.
const LONGEST_EDITED: usize = 8;

/// How many characters are told apart when words are passed over at a glance.
const NEAR: usize = 256;

/// So many characters of a word tell it from all others but by one.
const LONG: usize = 3;

/// In how many leaves words are looked for that begin with a character.
const MOST_LEAVES_OF_WORDS: u32 = 2;

/// Words of letters with fewer letters are too like one another.
const LEAST_LETTERS: usize = 4;

/// From so many letters on two slips are forgiven, before one.
const TWO_SLIPS: usize = 8;

/// In how many leaves words of letters are looked for where each may cost a part.
const MOST_LEAVES: u32 = 4;

/// What it is worth that a word has one character more: as much as that many times the articles, as a power of e.
const LONGER: f32 = 2.0;

/// What it is worth that a word stands with a character beside it somewhere in the corpus.
const TOUCHING: f32 = 1.0;

/// A word that is so much less worth than the best is no other choice.
const BEHIND: f32 = 1.0;

/// The characters of numbers.
const NUMERALS: &str = "零〇一二两三四五六七八九十百千万亿";

/// A word that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The bytes of the text that it stands for.
    pub from: usize,
    /// One past these.
    pub to: usize,
    /// The word.
    pub text: String,
    /// What kind of slip it is.
    pub why: Why,
    /// How much speaks for it; only to be compared.
    worth: f32,
}

/// How far slips are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only characters that sound or look alike: quick, for every query.
    Alike,
    /// All kinds: for queries that find little.
    All,
}

/// The words of a text that are probably slips, in order, each with what may be meant, the likeliest first.
pub fn slips(text: &str, index: &Index, depth: Depth) -> Vec<Vec<Slip>> {
    let atoms = atomise(text, &index.language().folder);
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() && found.len() < MOST {
        let touching = |atom: &&Atom| atom.kind == AtomKind::Han && !atom.spaced;
        if atoms[at].kind == AtomKind::Han {
            let run = 1 + atoms[at + 1..].iter().take_while(touching).count();
            of_run(&atoms[at..at + run], index, depth, &mut found);
            at += run;
        } else {
            if depth == Depth::All && atoms[at].kind == AtomKind::Word {
                found.extend(of_letters(&atoms[at], index));
            }
            at += 1;
        }
    }
    found.truncate(MOST);
    found
}

/// Whether two characters touch somewhere in the corpus.
fn touch(index: &Index, first: char, second: char) -> bool {
    index.term(&key::pair(first, second)).postings.articles > 0
}

/// Adds the slips of a run of Han characters.
fn of_run(atoms: &[Atom], index: &Index, depth: Depth, found: &mut Vec<Vec<Slip>>) {
    let chars: Vec<char> = atoms.iter().map(|atom| atom.first).collect();
    // Most runs are held pair by pair: then they need not even be cut.
    let apart: Vec<bool> = chars.windows(2).map(|pair| !touch(index, pair[0], pair[1])).collect();
    if !apart.contains(&true) {
        return;
    }
    let mut lone = Vec::with_capacity(chars.len());
    let mut empty = Vec::with_capacity(chars.len());
    let mut starts = Vec::with_capacity(chars.len() + 1);
    for length in index.cut(&chars) {
        let single = length == 1;
        let function = single && index.language().is_function_word(&key::single(chars[lone.len()]));
        starts.push(true);
        starts.extend(std::iter::repeat_n(false, length - 1));
        lone.extend(std::iter::repeat_n(single, length));
        empty.extend(std::iter::repeat_n(function, length));
    }
    starts.push(true);
    let mut at = 0;
    let mut places = 0;
    let mut words = None;
    while at + 1 < chars.len() && found.len() < MOST && places < MOST_PLACES {
        let suspicious = match depth {
            Depth::All => lone[at] || lone[at + 1],
            // Two function words side by side are no sign of a slip.
            Depth::Alike => lone[at] && lone[at + 1] && !(empty[at] && empty[at + 1]),
        };
        if !suspicious || !apart[at] {
            at += 1;
            continue;
        }
        places += 1;
        let mut place = Place { chars: &chars, starts: &starts, at, index, found: Vec::new() };
        place.sounding();
        if place.found.is_empty() {
            place.looking();
        }
        // A short word that sounds alike is often but a part of a longer one with another slip: 经致 of 经致世用.
        let short = place.found.iter().all(|word| word.to - word.from < LONG);
        if short && depth == Depth::All {
            // Where all words are at hand they are looked through once for all places of the run.
            if words.is_none() || !index.is_whole() {
                words = Some(words_near(&chars, at, index));
            }
            words.iter().flatten().for_each(|(text, articles)| place.edited(text, *articles));
        }
        let words = place.best();
        let end = words.iter().map(|word| word.to).max();
        if !words.is_empty() {
            let slips = words.into_iter().map(|word| Slip {
                from: atoms[word.from].start,
                to: atoms[word.to - 1].end,
                text: word.text,
                why: word.why,
                worth: word.worth,
            });
            found.push(slips.collect());
        }
        // The pair behind may belong to the same slip.
        at = end.unwrap_or(at + 1).max(at + 1);
    }
}

/// A word that may be meant, in the place of some characters of a run.
struct Word {
    from: usize,
    to: usize,
    text: String,
    why: Why,
    worth: f32,
}

/// A place where two characters of a run touch that touch nowhere in the corpus.
struct Place<'a> {
    chars: &'a [char],
    /// Whether a word begins at each, and after the last.
    starts: &'a [bool],
    /// The first of the two.
    at: usize,
    index: &'a Index,
    found: Vec<Word>,
}

impl Place<'_> {
    /// The spans of `length` characters that hold both.
    fn spans(&self, length: usize) -> impl Iterator<Item = usize> + use<> {
        let first = (self.at + 2).saturating_sub(length);
        let last = self.at.min(self.chars.len().saturating_sub(length));
        let fits = length <= self.chars.len();
        (first..=last).filter(move |_| fits)
    }

    fn add(&mut self, from: usize, to: usize, text: String, why: Why, articles: u32) {
        if self.found.iter().any(|word| word.text == text) {
            return;
        }
        let mut worth = libm::logf(1.0 + articles as f32) + LONGER * (text.chars().count() as f32 - 2.0);
        let before = from.checked_sub(1).map(|at| self.chars[at]).zip(text.chars().next());
        let behind = text.chars().next_back().zip(self.chars.get(to).copied());
        for beside in [before, behind] {
            if beside.is_some_and(|(first, second)| touch(self.index, first, second)) {
                worth += TOUCHING;
            }
        }
        self.found.push(Word { from, to, text, why, worth });
    }

    /// Words that sound as the characters here do, and differ in one.
    fn sounding(&mut self) {
        let Some(sounds) = self.index.sounds() else { return };
        for length in SOUNDING {
            for from in self.spans(length) {
                // What is cut off from a word beside it is no word that was meant.
                if !(self.starts[from] && self.starts[from + length]) {
                    continue;
                }
                let typed = &self.chars[from..from + length];
                if typed.iter().all(|c| NUMERALS.chars().any(|other| other == *c)) {
                    continue;
                }
                for syllables in readings(typed, sounds) {
                    for word in self.index.words_sounding(&syllables) {
                        let differ = typed.iter().zip(word.text.chars()).filter(|(a, b)| **a != *b).count();
                        if differ == 1 && word.standing != Standing::Misread && !changes_number(typed, &word.text) {
                            self.add(from, from + length, word.text, Why::Homophone, word.articles);
                        }
                    }
                }
            }
        }
    }

    /// Words of the dictionary that hold a character that looks alike in the place of one of the two.
    fn looking(&mut self) {
        for place in [self.at, self.at + 1] {
            let index = self.index;
            let term = index.term(&key::single(self.chars[place]));
            let alike = term.others.iter().filter(|other| other.bond == Bond::LookAlike);
            let alike: String = alike.map(|other| other.text.as_str()).collect();
            for other in alike.chars() {
                let mut chars = self.chars.to_vec();
                chars[place] = other;
                // Whatever word is there begins with the character or with the one before it.
                for from in place.saturating_sub(1)..=place {
                    let Some(&second) = chars.get(from + 1) else { continue };
                    for word in
                        index.term(&key::pair(chars[from], second)).words.iter().filter(|word| word.articles > 0)
                    {
                        let to = from + 2 + word.rest.chars().count();
                        let here =
                            chars.get(from + 2..to).is_some_and(|here| here.iter().copied().eq(word.rest.chars()));
                        if here && from <= self.at && to >= self.at + 2 {
                            let text = key::pair(chars[from], second) + &word.rest;
                            if !changes_number(&self.chars[from..to], &text) {
                                self.add(from, to, text, Why::LookAlike, word.articles);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Adds a word in which a character is missing here, one too many, another or in another place.
    fn edited(&mut self, text: &str, articles: u32) {
        let word: Vec<char> = text.chars().collect();
        if word.len() > LONGEST_EDITED {
            return;
        }
        for length in word.len() - 1..=word.len() + 1 {
            for from in self.spans(length) {
                let typed = &self.chars[from..from + length];
                // Two characters are as likely a name as a word with one missing.
                let enough = length > 2 || length == self.chars.len();
                if enough && edit(typed, &word) != Edit::None && !changes_number(typed, text) {
                    self.add(from, from + length, text.to_owned(), Why::Typo, articles);
                }
            }
        }
    }

    /// The likeliest words, at most [`MOST`].
    fn best(mut self) -> Vec<Word> {
        sort_by(&mut self.found, |a, b| b.worth.total_cmp(&a.worth).then_with(|| a.text.cmp(&b.text)));
        let best = self.found.first().map_or(0.0, |word| word.worth);
        self.found.retain(|word| word.worth + BEHIND >= best);
        self.found.truncate(MOST);
        self.found
    }
}

/// The words of three and more characters of which all but one are in a run, and how many articles have them; where not all words are at hand, only those
/// that begin as the run does just before a place.
fn words_near(run: &[char], at: usize, index: &Index) -> Vec<(String, u32)> {
    // By the low bits of a character whether one of the run may be it.
    let mut near = [false; NEAR];
    run.iter().for_each(|c| near[*c as usize % NEAR] = true);
    let strange = |text: &str| text.chars().filter(|c| !near[*c as usize % NEAR] || !run.contains(c)).count();
    let mut words = Vec::new();
    let mut take = |first: &str, rest: &str, articles: u32| {
        // Most words are told from what was typed by their characters alone.
        if articles > 0 && !rest.is_empty() && strange(first) + strange(rest) < 2 {
            words.push(([first, rest].concat(), articles));
        }
    };
    if index.is_whole() {
        index.each_split_word(&|first| strange(first) < 2, &mut take);
    } else {
        // Parts are dear.
        for &start in &run[at.saturating_sub(1)..=at] {
            index.each_word_with_prefix(&[start], MOST_LEAVES_OF_WORDS, &mut |word, articles| {
                let two = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
                take(slice(&word, 0, two), slice(&word, two, word.len()), articles);
            });
        }
    }
    words
}

/// How characters are read: the main and common readings of each, as many sounds as come of these, but not more than a few.
fn readings(chars: &[char], sounds: &Sounds) -> Vec<Vec<Syllable>> {
    const MOST_READINGS: usize = 4;
    let mut all: Vec<Vec<Syllable>> = vec![Vec::new()];
    for &c in chars {
        let usual = sounds.of_char(c).filter(|(_, usage)| *usage != Usage::Rare);
        let usual: Vec<Syllable> = usual.map(|(syllable, _)| syllable).collect();
        let mut longer = Vec::new();
        for &syllable in &usual {
            longer.extend(all.iter().map(|before| [before.as_slice(), &[syllable]].concat()));
        }
        longer.truncate(MOST_READINGS);
        all = longer;
    }
    all
}

/// Whether a number in the typed text would be another in the word.
fn changes_number(typed: &[char], word: &str) -> bool {
    let numerals = |chars: &mut dyn Iterator<Item = char>| -> String {
        let numerals: String = chars.filter(|c| NUMERALS.chars().any(|other| other == *c)).collect();
        // A unit alone is no number: 千旱.
        if numerals == "千" { String::new() } else { numerals }
    };
    numerals(&mut typed.iter().copied()) != numerals(&mut word.chars())
}

/// The word of letters that a typed one probably is, when the corpus does not hold that.
fn of_letters(atom: &Atom, index: &Index) -> Option<Vec<Slip>> {
    let letters = atom.word.len();
    if letters < LEAST_LETTERS || !atom.word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let most = if letters < TWO_SLIPS { 1 } else { 2 };
    let mut best: Option<(usize, u32, String)> = None;
    let mut begins = false;
    let mut take = |word: &str, articles: u32| {
        begins |= articles > 0 && word.starts_with(&atom.word);
        let close = articles > 0 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let Some(distance) = typo_distance(&atom.word, word, most).filter(|_| close) else { return };
        let better = |(other, often, text): &(usize, u32, String)| {
            (distance, std::cmp::Reverse(articles), word) < (*other, std::cmp::Reverse(*often), text.as_str())
        };
        if best.as_ref().is_none_or(better) {
            best = Some((distance, articles, word.to_owned()));
        }
    };
    if index.is_whole() {
        for first in 'a'..='z' {
            index.each_word_beginning(&first.to_string(), u32::MAX, &mut take);
        }
    } else {
        index.each_word_beginning(slice(&atom.word, 0, 1), MOST_LEAVES, &mut take);
    }
    let (_, articles, text) = best.filter(|_| !begins)?;
    let worth = articles as f32;
    Some(vec![Slip { from: atom.start, to: atom.end, text, why: Why::Typo, worth }])
}
