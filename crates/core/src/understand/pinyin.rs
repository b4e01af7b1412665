//! Letters that are the sounds of words: chongqing is 重庆, cq may be, and `chongqing高新区` is 重庆高新区.
//!
//! Clauses of plain text are read together. Their letters are cut into syllables in every way, stretches of syllables are looked up among the words of the corpus, and the cheapest ways
//! through all of it are kept: a word costs the logarithm of its rarity, so that few long words are cheaper than many short ones. Of the best ways those come
//! first whose words stand together in articles.

use std::f32::consts::LN_2;

use crate::index::Index;
use crate::index::leaf::key;
use crate::index::sounds::{LONGEST, SoundWord, Sounds, Standing, Usage, Wanted};
use crate::order::{sort, sort_by};
use crate::query::{Clause, Form, Leaf, Meant, Why};
use crate::text::syllables::{Syllable, beginning_with, letter};

use super::spelling::{Kind, MOST_SIGNS, Spelling};

/// How many readings there are at most.
const MOST: usize = 8;

/// How many ways to a place are kept, and how many words of the same sound.
const WAYS: usize = 24;
const ALIKE: usize = 6;

/// How many stretches of syllables are looked up from one place.
const MOST_STRETCHES: usize = 40;

/// Costs are natural logarithms. Of about so many words an article is made.
const WORDS_OF_ARTICLE: f32 = 100.0;

/// What a single character costs beside its rarity: words are likelier.
const SINGLE: f32 = 3.0;

/// What a word in a reading that is not its own costs.
const MISREAD: f32 = 3.0;

/// What it costs that a character is spelled otherwise than it was typed, where the index is fuzzy; and that it has another tone. No word is so frequent that it is not better to have it exactly.
const DIFFERENT: f32 = 7.0;

/// What an unfinished word costs.
const UNFINISHED: f32 = 2.5;

/// What a word costs that is typed by its initials, which many others have too.
const INITIALS: f32 = 4.0;

/// What a word costs over whose inside a space was typed.
const SPACED: f32 = 1.0;

/// What it costs to leave a word of letters as it was typed: little when the corpus holds it, and more than anything else when not.
const HELD: f32 = 4.0;
const LEFT: f32 = 60.0;

/// Ways that cost so much more than the cheapest are not taken.
const TOO_DEAR: f32 = 9.0;

/// How much of a word's likeliness in an article comes from the word before it, when both stand together.
const TOGETHER: f32 = 0.8;

/// What the surest reading counts, what the least sure does, and by which difference in costs they are told apart.
const SUREST: f32 = 0.95;
const LEAST_SURE: f32 = 0.5;
const HALF: f32 = 6.0;

/// What readings count of letters that the corpus holds as they are.
const HELD_SHARE: f32 = 0.7;

/// At least this share of the sounds must be in words of several characters.
const IN_WORDS: f32 = 0.6;

/// One step of a way: a word, or signs as they are.
#[derive(Debug)]
struct Step {
    to: usize,
    text: String,
    cost: f32,
    why: Option<Why>,
    /// How many sounds it stands for.
    sounds: usize,
}

/// Sounds that follow one another.
#[derive(Clone)]
struct Stretch {
    /// The place behind them.
    to: usize,
    syllables: Vec<Syllable>,
    /// For each where it begins, and the character that was typed instead of letters.
    typed: Vec<(usize, Option<char>)>,
}

impl Stretch {
    /// With a further sound that ends before `to`.
    fn longer(&self, to: usize, syllable: Syllable, c: Option<char>) -> Self {
        let mut longer = Self { to, ..self.clone() };
        longer.syllables.push(syllable);
        longer.typed.push((self.to, c));
        longer
    }

    /// Whether a word has the characters that were typed.
    fn fits(&self, word: &SoundWord) -> bool {
        word.text.chars().zip(&self.typed).all(|(c, (_, typed))| typed.is_none_or(|typed| typed == c))
    }
}

/// A way to a place.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: f32,
    /// The place and the number of the way before.
    before: (usize, usize),
    /// The number of the step from there.
    step: usize,
}

/// A whole reading of the signs.
#[derive(Debug)]
struct Reading {
    text: String,
    cost: f32,
    why: Why,
}

/// Adds what letters may stand for to clauses of plain text.
pub fn add(clauses: &mut [Clause], index: &Index) {
    let mut from = 0;
    while from < clauses.len() {
        let plain = clauses[from..].iter().map_while(plain_text);
        let texts: Vec<String> = plain.map(str::to_owned).collect();
        if !texts.is_empty() {
            let meant = readings(&texts.join(" "), texts.len(), index);
            if let Clause::Want(leaves) = &mut clauses[from] {
                leaves.extend(meant);
            }
        }
        from += texts.len().max(1);
    }
}

/// What letters are likeliest the sounds of, as one text, the surest first.
pub fn read(typed: &str, index: &Index) -> Vec<String> {
    readings(typed, 1, index).into_iter().map(|leaf| leaf.text).collect()
}

/// The text of a clause that is nothing but plain text.
fn plain_text(clause: &Clause) -> Option<&str> {
    let Clause::Want(leaves) = clause else { return None };
    let mut typed = leaves.iter().filter(|leaf| leaf.meant.is_none());
    let first = typed.next().filter(|_| typed.next().is_none())?;
    (first.form == Form::Plain && first.field.is_none()).then_some(first.text.as_str())
}

/// What the text of so many clauses may stand for.
fn readings(text: &str, clauses: usize, index: &Index) -> Vec<Leaf> {
    let mut spelling = Spelling::of(text);
    if !spelling.has_letters() || spelling.signs.len() > MOST_SIGNS {
        return Vec::new();
    }
    if let Some(sounds) = index.sounds() {
        spelling.cut(sounds);
    }
    let decoder = Decoder { text, spelling, index };
    let (found, held) = decoder.readings();
    let cheapest = found.first().map_or(0.0, |reading| reading.cost);
    let leaves = found.into_iter().map(|reading| {
        let sure = libm::expf(LN_2 * (cheapest - reading.cost) / HALF).max(LEAST_SURE);
        let weight = SUREST * sure * if held { HELD_SHARE } else { 1.0 };
        let meant = Meant { of: text.to_owned(), why: reading.why, weight, clauses };
        Leaf { meant: Some(meant), ..Leaf::new(&reading.text, Form::Plain, None) }
    });
    leaves.collect()
}

struct Decoder<'a> {
    text: &'a str,
    spelling: Spelling,
    index: &'a Index,
}

impl Decoder<'_> {
    /// The likeliest readings, the surest first, and whether the corpus holds some of the letters as they are.
    fn readings(&self) -> (Vec<Reading>, bool) {
        let end = self.spelling.signs.len();
        let mut ways: Vec<Vec<Way>> = vec![Vec::new(); end + 1];
        let mut held = false;
        ways[0].push(Way { cost: 0.0, before: (0, 0), step: 0 });
        let mut steps: Vec<Vec<Step>> = Vec::with_capacity(end);
        for place in 0..end {
            keep_cheapest(&mut ways[place], WAYS);
            steps.push(if ways[place].is_empty() { Vec::new() } else { self.steps(place, &mut held) });
            for (which, step) in steps[place].iter().enumerate() {
                for number in 0..ways[place].len() {
                    let cost = ways[place][number].cost + step.cost;
                    ways[step.to].push(Way { cost, before: (place, number), step: which });
                }
            }
        }
        keep_cheapest(&mut ways[end], WAYS);
        let mut readings: Vec<Reading> = Vec::new();
        let mut documents = Documents { index: self.index, known: Vec::new() };
        for way in &ways[end] {
            let mut taken = Vec::new();
            let (mut at, mut place) = (way, end);
            while place > 0 {
                let before;
                (place, before) = at.before;
                taken.push((place, &steps[place][at.step]));
                at = &ways[place][before];
            }
            taken.reverse();
            let reading = self.reading(&taken, way.cost, &mut documents);
            if let Some(reading) = reading.filter(|reading| readings.iter().all(|other| other.text != reading.text)) {
                readings.push(reading);
            }
        }
        sort_by(&mut readings, |a, b| a.cost.total_cmp(&b.cost));
        let cheapest = readings.first().map_or(0.0, |reading| reading.cost);
        readings.retain(|reading| reading.cost <= cheapest + TOO_DEAR);
        readings.truncate(MOST);
        (readings, held)
    }

    /// The reading that a way is; none when it is hardly one.
    fn reading(&self, steps: &[(usize, &Step)], cost: f32, documents: &mut Documents<'_>) -> Option<Reading> {
        let why =
            steps.iter().filter_map(|(_, step)| step.why).reduce(|a, b| if b == Why::Initials { b } else { a })?;
        let sounds: usize = steps.iter().map(|(_, step)| step.sounds).sum();
        let in_words: usize = steps.iter().map(|(_, step)| step.sounds).filter(|&sounds| sounds > 1).sum();
        if sounds > 1 && (in_words as f32) < IN_WORDS * sounds as f32 {
            return None;
        }
        // Letters that are a lone character and initials are rather a word of another language: polyester, hazzys.
        let (mut lone, mut initials) = (false, false);
        for (place, step) in steps {
            if self.spelling.begins_word(*place) || step.why.is_none() {
                (lone, initials) = (false, false);
            }
            lone |= step.why == Some(Why::Pinyin) && step.sounds == 1;
            initials |= step.why == Some(Why::Initials);
            if lone && initials {
                return None;
            }
        }
        let mut text = String::new();
        let mut words: Vec<String> = Vec::new();
        let mut chars = String::new();
        for (place, step) in steps {
            let spaced = *place > 0 && self.spelling.signs[*place].spaced;
            if spaced {
                text.push(' ');
            }
            // Characters as typed are words by how they are cut.
            if step.why.is_some() || spaced {
                words.extend(self.cut(&std::mem::take(&mut chars)));
            }
            match step.why {
                Some(_) => words.push(step.text.clone()),
                None => chars.push_str(&step.text),
            }
            text.push_str(&step.text);
        }
        words.extend(self.cut(&chars));
        words.retain(|word| word.chars().nth(1).is_some() && !self.index.language().is_function_word(word));
        Some(Reading { text, cost: cost - documents.together(&words), why })
    }

    /// The words of folded characters.
    fn cut(&self, text: &str) -> Vec<String> {
        let chars: Vec<char> = self.index.language().folder.fold_str(text).chars().collect();
        let mut rest = chars.as_slice();
        let lengths = if rest.is_empty() { Vec::new() } else { self.index.cut(rest) };
        let words = lengths.into_iter().map(|length| {
            let (word, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            word.iter().collect()
        });
        words.collect()
    }

    /// The steps that lead on from a place.
    fn steps(&self, place: usize, held: &mut bool) -> Vec<Step> {
        let mut steps = Vec::new();
        let end = self.spelling.signs.len();
        let as_typed = |to: usize, cost: f32| Step {
            to,
            text: self.spelling.text(self.text, place, to).to_owned(),
            cost,
            why: None,
            sounds: 0,
        };
        let sign = self.spelling.signs[place];
        let mut known = false;
        if let Kind::Char(_) = sign.kind {
            steps.push(as_typed(place + 1, 0.0));
            let near = self.spelling.signs[place..end.min(place + LONGEST)].iter();
            if !near.clone().any(|sign| matches!(sign.kind, Kind::Letter(_))) {
                return steps;
            }
        } else if self.spelling.begins_word(place) {
            let to = self.spelling.word_end(place);
            let typed = as_typed(to, 0.0);
            known = self.index.term(&self.index.language().folder.fold_str(&typed.text)).postings.articles > 0;
            *held |= known;
            steps.push(Step { cost: if known { HELD } else { LEFT }, ..typed });
        }
        let Some(sounds) = self.index.sounds() else { return steps };
        self.sounds(place, known, sounds, &mut steps);
        if matches!(sign.kind, Kind::Letter(_)) && !known && !self.spelling.is_spelled_out(place) {
            self.initials(place, sounds, &mut steps);
        }
        steps
    }

    /// Adds the words whose sounds are spelled out from a place on.
    fn sounds(&self, place: usize, known: bool, sounds: &Sounds, steps: &mut Vec<Step>) {
        let mut stretches = vec![Stretch { to: place, syllables: Vec::new(), typed: Vec::new() }];
        let mut next = 0;
        while next < stretches.len() && next < MOST_STRETCHES {
            let stretch = stretches[next].clone();
            let to = stretch.to;
            next += 1;
            if stretch.typed.iter().any(|(_, c)| c.is_none()) {
                self.words(place, &stretch, sounds, known, steps);
            }
            if to == self.spelling.signs.len() || stretch.syllables.len() == LONGEST {
                continue;
            }
            match self.spelling.signs[to].kind {
                Kind::Char(c) => {
                    let folded = self.index.language().folder.fold_str(&c.to_string());
                    let c = folded.chars().next().unwrap_or(c);
                    let usual = sounds.of_char(c).filter(|(_, usage)| *usage != Usage::Rare);
                    stretches.extend(usual.map(|(syllable, _)| stretch.longer(to + 1, syllable, Some(c))));
                }
                Kind::Letter(_) => {
                    let whole = self.spelling.syllables(to);
                    stretches.extend(whole.iter().map(|&(syllable, next)| stretch.longer(next, syllable, None)));
                    if !stretch.syllables.is_empty() {
                        self.unfinished(&stretch, sounds, steps);
                    }
                }
            }
        }
    }

    /// Adds the words of just these syllables.
    fn words(&self, place: usize, stretch: &Stretch, sounds: &Sounds, known: bool, steps: &mut Vec<Step>) {
        let to = stretch.to;
        let step = |text: String, cost: f32| {
            let cost = cost + self.different(&text, stretch, stretch.syllables.len(), sounds);
            Step { to, text, cost, why: Some(Why::Pinyin), sounds: stretch.syllables.len() }
        };
        let mut found: Vec<Step> = Vec::new();
        if let &[only] = stretch.syllables.as_slice() {
            // Letters that are a word of their own in the corpus are no single sound.
            if known && to == self.spelling.word_end(place) {
                return;
            }
            let usual = sounds.characters(only).iter().filter(|sounding| sounding.usage != Usage::Rare);
            found.extend(usual.map(|sounding| {
                let misread = if sounding.usage == Usage::Main { 0.0 } else { MISREAD };
                let articles = (1u32 << sounding.power.min(31)) as f32;
                step(sounding.char.to_string(), self.rarity(articles) + SINGLE + misread)
            }));
        } else {
            let spaces = self.spelling.signs[place + 1..to].iter().filter(|sign| sign.spaced).count() as f32 * SPACED;
            let words = self.index.words_sounding(&stretch.syllables).into_iter();
            let fitting = words.filter(|word| stretch.fits(word));
            found.extend(fitting.map(|word| step(word.text.clone(), self.cost(&word) + spaces)));
        }
        keep(&mut found, ALIKE);
        steps.append(&mut found);
    }

    /// Adds the words of these syllables and one that is unfinished.
    fn unfinished(&self, stretch: &Stretch, sounds: &Sounds, steps: &mut Vec<Step>) {
        let last = self.spelling.unfinished(stretch.to);
        let (Some(&lowest), Some(highest)) = (last.iter().min(), last.iter().max()) else { return };
        let to = self.spelling.signs.len();
        let stretch = stretch.longer(to, lowest, None);
        let before = stretch.syllables.len() - 1;
        let mut wanted = |syllables: &[Syllable]| match syllables.split_last() {
            Some((end, start)) if start == &stretch.syllables[..before] && end <= highest => {
                if last.contains(end) {
                    Wanted::Yes
                } else {
                    Wanted::No
                }
            }
            _ => Wanted::Done,
        };
        let mut found = Vec::new();
        self.index.each_sounding(&stretch.syllables, 2, &mut wanted, &mut |word| {
            if stretch.fits(&word) {
                let cost = self.cost(&word) + UNFINISHED + self.different(&word.text, &stretch, before, sounds);
                found.push(Step { to, text: word.text, cost, why: Some(Why::Pinyin), sounds: before + 1 });
            }
        });
        keep(&mut found, ALIKE);
        steps.append(&mut found);
    }

    /// Adds the words whose initials stand from a place on.
    fn initials(&self, place: usize, sounds: &Sounds, steps: &mut Vec<Step>) {
        let mut stretch = Stretch { to: place, syllables: Vec::new(), typed: Vec::new() };
        for to in place..self.spelling.word_end(place).min(place + LONGEST) {
            let lowest = self.spelling.initial(to).map(beginning_with);
            let Some((lowest, _)) = lowest.filter(|(_, count)| *count > 0) else { return };
            stretch = stretch.longer(to + 1, lowest, None);
            let from = &stretch.syllables;
            if from.len() < 2 {
                continue;
            }
            let mut same = |syllables: &[Syllable]| {
                let initials = syllables.iter().map(|&syllable| letter(syllable));
                if initials.eq(from.iter().map(|&syllable| letter(syllable))) { Wanted::Yes } else { Wanted::Done }
            };
            let mut found = Vec::new();
            self.index.each_sounding(from, 2, &mut same, &mut |word| {
                let cost = self.cost(&word) + INITIALS + self.different(&word.text, &stretch, 0, sounds);
                found.push(Step {
                    to: stretch.to,
                    text: word.text,
                    cost,
                    why: Some(Why::Initials),
                    sounds: from.len(),
                });
            });
            keep(&mut found, ALIKE);
            steps.append(&mut found);
        }
    }

    /// What it costs that a word is spelled or toned otherwise than the sounds of a stretch were typed, the first `whole` of which are finished.
    fn different(&self, word: &str, stretch: &Stretch, whole: usize, sounds: &Sounds) -> f32 {
        let mut differ = 0;
        for (at, c) in word.chars().enumerate() {
            if let (Some(&(from, None)), Some(&syllable)) = (stretch.typed.get(at), stretch.syllables.get(at)) {
                let to = stretch.typed.get(at + 1).map_or(stretch.to, |(next, _)| *next);
                differ += self.spelling.differs(from, to, at < whole, (c, syllable), sounds);
            }
        }
        differ as f32 * DIFFERENT
    }

    fn cost(&self, word: &SoundWord) -> f32 {
        self.rarity(word.articles as f32) + if word.standing == Standing::Misread { MISREAD } else { 0.0 }
    }

    /// The logarithm of one in how many words one of so many articles is.
    fn rarity(&self, articles: f32) -> f32 {
        libm::logf(self.index.len() as f32 * WORDS_OF_ARTICLE / articles.max(1.0)).max(0.0)
    }
}

fn keep(steps: &mut Vec<Step>, most: usize) {
    sort_by(steps, |a, b| a.cost.total_cmp(&b.cost));
    steps.truncate(most);
}

fn keep_cheapest(ways: &mut Vec<Way>, most: usize) {
    sort_by(ways, |a, b| a.cost.total_cmp(&b.cost));
    ways.truncate(most);
}

/// Which articles hold words, as far as their pairs tell.
struct Documents<'a> {
    index: &'a Index,
    known: Vec<(String, Vec<u32>)>,
}

impl Documents<'_> {
    /// The place of a word among the known ones.
    fn of(&mut self, word: &str) -> usize {
        if let Some(place) = self.known.iter().position(|(known, _)| known == word) {
            return place;
        }
        let chars: Vec<char> = word.chars().collect();
        let mut all: Option<Vec<u32>> = None;
        for pair in chars.windows(2) {
            let mut articles = Vec::new();
            self.index.each_posting(&key::pair(pair[0], pair[1]), |posting| articles.push(posting.article));
            sort(&mut articles);
            all = Some(match all {
                Some(before) => before.into_iter().filter(|article| articles.binary_search(article).is_ok()).collect(),
                None => articles,
            });
        }
        self.known.push((word.to_owned(), all.unwrap_or_default()));
        self.known.len() - 1
    }

    /// By how much words are likelier than each alone, as a logarithm, because each stands in articles with the one before it.
    fn together(&mut self, words: &[String]) -> f32 {
        let mut sum = 0.0;
        for pair in words.windows(2) {
            let (first, second) = (self.of(&pair[0]), self.of(&pair[1]));
            let (first, second) = (&self.known[first].1, &self.known[second].1);
            let both = first.iter().filter(|article| second.binary_search(article).is_ok()).count();
            let alone = (second.len() as f32).max(1.0) / self.index.len().max(1) as f32;
            let beside = both as f32 / (first.len() as f32).max(1.0);
            sum += libm::logf((TOGETHER * beside + (1.0 - TOGETHER) * alone) / alone);
        }
        sum
    }
}
