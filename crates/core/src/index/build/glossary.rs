//! What is known of words: their class and how rare they are, both as jieba-rs has them.

use std::sync::{PoisonError, RwLock};

use jieba_rs::{Jieba, KeywordExtract, TfIdf};
use rustc_hash::FxHashMap;

use super::signs::{Marks, Signs};

/// The class of a word, as far as names and keywords need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A person of the dictionary (`nr`).
    Person,
    /// A foreign person, written by sound (`nrt`, `nrfg`).
    Foreign,
    /// A place (`ns`).
    Place,
    /// An organisation (`nt`).
    Organisation,
    /// Another proper name (`nz`).
    Proper,
    /// A noun, an abbreviation, a fixed expression of nouns (`n`, `ng`, `j`, `l`).
    Noun,
    /// A noun made of a verb (`vn`).
    Action,
    /// A verb (`v`).
    Verb,
    /// An adjective or a word that tells kinds apart (`a`, `an`, `b`).
    Quality,
    /// Everything else: particles, adverbs, numbers, days.
    Other,
    /// A single character, or a word that the dictionary does not hold.
    Unknown,
}

impl Class {
    fn of_tag(tag: &str) -> Self {
        match tag {
            "nr" => Self::Person,
            "nrt" | "nrfg" => Self::Foreign,
            "ns" => Self::Place,
            "nt" => Self::Organisation,
            "nz" => Self::Proper,
            "n" | "ng" | "j" | "l" | "s" | "f" => Self::Noun,
            "vn" => Self::Action,
            "v" => Self::Verb,
            "a" | "an" | "b" => Self::Quality,
            _ => Self::Other,
        }
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its class.
    pub class: Class,
    /// The inverse document frequency that jieba-rs has for it, about 2 to 14.
    pub rarity: f32,
    /// What it may be a sign of.
    pub marks: Marks,
}

/// The classes and rarities of the words that were asked for, which jieba-rs gives slowly and this remembers.
#[derive(Default)]
pub struct Glossary {
    frequencies: TfIdf,
    known: RwLock<FxHashMap<String, Known>>,
}

impl Glossary {
    /// What is known of each word, in order.
    pub fn of<'a>(&self, jieba: &Jieba, signs: &Signs, words: impl Iterator<Item = &'a str>) -> Vec<Known> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut new: FxHashMap<&str, Known> = FxHashMap::default();
        let found = words
            .map(|word| match known.get(word) {
                Some(known) => *known,
                None => *new.entry(word).or_insert_with(|| self.ask(jieba, signs, word)),
            })
            .collect();
        drop(known);
        if !new.is_empty() {
            let new = new.into_iter().map(|(word, known)| (word.to_owned(), known));
            self.known.write().unwrap_or_else(PoisonError::into_inner).extend(new);
        }
        found
    }

    fn ask(&self, jieba: &Jieba, signs: &Signs, word: &str) -> Known {
        // The keyword of a text that is one word: its weight is the word's inverse document frequency. A single character is never one.
        let found = self.frequencies.extract_keywords(jieba, word, 1, Vec::new());
        let found = found.first().filter(|found| found.keyword == word);
        let (class, rarity) =
            found.map_or((Class::Unknown, 0.0), |found| (Class::of_tag(&found.tag), found.weight as f32));
        Known { class, rarity, marks: signs.marks(word, class) }
    }
}
