//! The keywords of articles: TF-IDF over words, phrases and whole names.
//!
//! How rare a word is, is the sum of what jieba-rs says of Chinese at large and of what the batch says of this corpus. Words that mostly stand side
//! by side are one phrase. TextRank's graph is not built: it finds no better ones (decision record 0015).

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::glossary::{Class, Known};
use super::names::{Found, Kind, Run, Word};
use crate::index::postings::{FIELDS, Field};

/// How many keywords an article gets.
pub const KEYWORDS: usize = 5;

/// How many words of an article others are compared with.
pub const FEATURES: usize = 12;

/// What a word in each field counts: titles sum the article up, captions and bylines hardly speak of it.
const FIELD_WEIGHTS: [f32; FIELDS] = [4.0, 2.5, 1.5, 1.0, 0.5, 3.0, 0.0];

/// Names that no dictionary holds are taken to be as rare as the rarest words of jieba-rs.
const RAREST: f32 = 11.0;

/// A word of letters is taken to be as rare as the middle word of jieba-rs.
const MIDDLING: f32 = 9.0;

/// A word in more than this share of a batch, and in more than [`FEW`] articles, says nothing of one of them.
const TOO_COMMON: f32 = 0.2;
const FEW: f32 = 3.0;

/// Two words are one phrase when they stand side by side twice, and in this share of the places where the rarer stands.
const SIDE_BY_SIDE: f32 = 0.6;

/// A phrase has at most so many characters.
const LONGEST_PHRASE: usize = 8;

/// What a word counts for likeness where it is a part of a phrase: 集装箱快船 and 快船 speak of the same.
const PART: f32 = 0.5;

/// A keyword is worth showing when it has this share of the weight of the best.
const LEAST_SHARE: f32 = 0.25;

/// Words of small letters alone are names or terms only when they are longer.
const LONG_LATIN: usize = 4;

/// Something that may be a keyword.
#[derive(Clone, Debug)]
struct Candidate<'a> {
    /// Its text as it stands in the article, perhaps with white space inside.
    text: Cow<'a, str>,
    /// The same, folded and without white space.
    folded: Rc<str>,
    /// How often it stands there, each place with the weight of its field.
    count: f32,
    /// The same for the places where it is a part of a phrase.
    within: f32,
    /// Its inverse document frequency at large.
    rarity: f32,
}

/// A keyword, chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Its text as it stands in the article.
    pub text: String,
    /// The same, folded.
    pub folded: String,
    /// What it counts in its article, with how rare it is at large and in the batch.
    score: f32,
}

/// The best of what may be keywords of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Best {
    /// Those that may be shown, the best first.
    pub keywords: Vec<Chosen>,
    /// The folded words that the article is compared by, the best first, with what they count in it, without how rare they are in the corpus.
    pub features: Vec<(String, f32)>,
}

/// A word of letters, as it stands and folded, and its field.
pub type Latin<'a> = (&'a str, String, Field);

/// What may be keywords of an article.
#[derive(Default)]
pub struct Candidates<'a> {
    all: Vec<Candidate<'a>>,
    places: FxHashMap<Rc<str>, usize>,
}

impl<'a> Candidates<'a> {
    fn add(&mut self, folded: &str, text: impl FnOnce() -> Cow<'a, str>, count: f32, rarity: f32) {
        self.candidate(folded, text, rarity).count += count;
    }

    fn candidate(&mut self, folded: &str, text: impl FnOnce() -> Cow<'a, str>, rarity: f32) -> &mut Candidate<'a> {
        let place = match self.places.get(folded) {
            Some(&place) => place,
            None => {
                let folded: Rc<str> = folded.into();
                self.places.insert(Rc::clone(&folded), self.all.len());
                self.all.push(Candidate { text: text(), folded, count: 0.0, within: 0.0, rarity });
                self.all.len() - 1
            }
        };
        &mut self.all[place]
    }

    /// Reads an article.
    pub fn of(runs: &[Run<'a>], words: &[Vec<Word<'_>>], latin: &[Latin<'a>], found: &Found) -> Self {
        let mut candidates = Self::default();
        let mut free: Vec<Vec<bool>> = words.iter().map(|words| vec![true; words.len()]).collect();
        for (run, range) in &found.taken {
            let words = &words[*run];
            free[*run][range.clone()].fill(false);
            let folded: String = words[range.clone()].iter().map(|word| word.text).collect();
            // A name of one word is as rare as that.
            let rarity = if range.len() == 1 { words[range.start].known.rarity } else { RAREST };
            candidates.add(
                &folded,
                || original(&runs[*run], words, range.clone()),
                FIELD_WEIGHTS[runs[*run].field as usize],
                rarity,
            );
        }
        // Dotted names are of no words, persons also stand where no title is beside them.
        for name in found.names.iter().filter(|name| name.kind == Kind::Person) {
            let candidate = candidates.candidate(&name.folded, || Cow::Owned(name.text.clone()), RAREST);
            candidate.count = candidate.count.max(name.count as f32);
        }
        candidates.words(runs, words, &free);
        for (text, folded, field) in latin {
            candidates.add(folded, || Cow::Borrowed(text), FIELD_WEIGHTS[*field as usize], MIDDLING);
        }
        candidates
    }

    /// Words, and phrases of words that mostly stand side by side.
    fn words(&mut self, runs: &[Run<'a>], words: &[Vec<Word<'_>>], free: &[Vec<bool>]) {
        let mut single: FxHashMap<&str, u32> = FxHashMap::default();
        let mut double: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let fits = |run: usize, at: usize| free[run].get(at) == Some(&true) && is_content(&words[run][at]);
        for (run, words) in words.iter().enumerate() {
            for at in (0..words.len()).filter(|&at| fits(run, at)) {
                *single.entry(words[at].text).or_default() += 1;
                if fits(run, at + 1) {
                    *double.entry((words[at].text, words[at + 1].text)).or_default() += 1;
                }
            }
        }
        double.retain(|(a, b), count| {
            let rarer = single[a].min(single[b]);
            *count >= 2 && *count as f32 >= SIDE_BY_SIDE * rarer as f32 && a != b
        });
        for (run, words) in words.iter().enumerate() {
            let weight = FIELD_WEIGHTS[runs[run].field as usize];
            let mut at = 0;
            while at < words.len() {
                if !fits(run, at) {
                    at += 1;
                    continue;
                }
                let mut end = at + 1;
                let mut length = words[at].length;
                while end < words.len()
                    && double.contains_key(&(words[end - 1].text, words[end].text))
                    && fits(run, end)
                    && length + words[end].length <= LONGEST_PHRASE
                {
                    length += words[end].length;
                    end += 1;
                }
                let folded = match &words[at..end] {
                    [word] => Cow::Borrowed(word.text),
                    words => words.iter().map(|word| word.text).collect(),
                };
                let rarities = words[at..end].iter().map(|word| word.known.rarity);
                self.add(&folded, || original(&runs[run], words, at..end), weight, rarities.fold(0.0, f32::max));
                for part in (at..end).filter(|_| end - at > 1) {
                    let text = || original(&runs[run], words, part..part + 1);
                    self.candidate(words[part].text, text, words[part].known.rarity).within += weight * PART;
                }
                at = end;
            }
        }
    }

    /// The folded texts, each once.
    pub fn texts(&self) -> impl Iterator<Item = &Rc<str>> {
        self.all.iter().map(|candidate| &candidate.folded)
    }

    /// The best, where `articles` says of a text in how many articles of the batch, which has `all`, it may be a keyword.
    pub fn best(self, articles: impl Fn(&str) -> u32, all: usize) -> Best {
        let mut keywords: Vec<(f32, usize)> = Vec::with_capacity(self.all.len());
        let mut features: Vec<(f32, usize)> = Vec::with_capacity(self.all.len());
        for (place, candidate) in self.all.iter().enumerate() {
            let having = articles(&candidate.folded) as f32;
            if having > (TOO_COMMON * all as f32).max(FEW) {
                continue;
            }
            let here = libm::logf((all as f32 + 1.0) / (having + 0.5)).max(0.0);
            // Twice as often is not twice as much.
            let score = |count: f32| count.sqrt() * (candidate.rarity + here);
            if candidate.count > 0.0 {
                keywords.push((score(candidate.count), place));
            }
            if candidate.count + candidate.within > 0.0 {
                features.push((score(candidate.count + candidate.within), place));
            }
        }
        let all = self.all;
        for ranked in [&mut keywords, &mut features] {
            let order = |a: &(f32, usize), b: &(f32, usize)| {
                b.0.total_cmp(&a.0).then_with(|| all[a.1].folded.cmp(&all[b.1].folded))
            };
            if ranked.len() > FEATURES {
                ranked.select_nth_unstable_by(FEATURES, order);
                ranked.truncate(FEATURES);
            }
            ranked.sort_unstable_by(order);
        }
        let weight = |candidate: &Candidate<'_>| (candidate.count + candidate.within).sqrt() * candidate.rarity;
        let features =
            features.iter().map(|&(_, place)| (all[place].folded.as_ref().to_owned(), weight(&all[place]))).collect();
        let chosen = |&(score, place): &(f32, usize)| {
            let Candidate { text, folded, .. } = &all[place];
            let text = text.chars().filter(|c| !c.is_whitespace()).collect();
            Chosen { text, folded: folded.as_ref().to_owned(), score }
        };
        Best { keywords: keywords.iter().map(chosen).collect(), features }
    }
}

/// Of the best of an article those to show: none that another holds, none of the owner's tags.
pub fn to_show<'a>(best: &'a [Chosen], tags: &FxHashSet<String>) -> Vec<&'a str> {
    let mut shown: Vec<&Chosen> = Vec::new();
    let least = best.first().map_or(0.0, |best| best.score * LEAST_SHARE);
    for chosen in best.iter().take_while(|chosen| chosen.score >= least) {
        let again = |other: &str| other.contains(chosen.folded.as_str()) || chosen.folded.contains(other);
        if !shown.iter().any(|other| again(&other.folded)) && !tags.contains(&chosen.folded) {
            shown.push(chosen);
        }
        if shown.len() == KEYWORDS {
            break;
        }
    }
    shown.into_iter().map(|chosen| chosen.text.as_str()).collect()
}

/// Whether a word of letters may be a keyword.
pub fn is_term(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let small = text.chars().all(|c| !c.is_uppercase());
    letters >= if small { LONG_LATIN } else { 2 }
}

fn is_content(word: &Word<'_>) -> bool {
    let Known { class, rarity, marks } = word.known;
    word.length > 1
        && rarity > 0.0
        && matches!(
            class,
            Class::Noun
                | Class::Proper
                | Class::Action
                | Class::Person
                | Class::Foreign
                | Class::Place
                | Class::Organisation
        )
        && !marks.dull
}

fn original<'a>(run: &Run<'a>, words: &[Word<'_>], range: Range<usize>) -> Cow<'a, str> {
    let (first, last) = (&words[range.start], &words[range.end - 1]);
    Cow::Borrowed(run.span(first.at..last.at + last.length))
}
