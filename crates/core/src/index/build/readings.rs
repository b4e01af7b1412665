//! How words are read: the table of `data/sounds.txt`.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::index::sounds::{LONGEST, Usage};
use crate::text::Folder;
use crate::text::syllables::{Syllable, find};

/// Made by `data/sounds.py`, which names its sources.
const SOUNDS: &str = include_str!("../../../data/sounds.txt");

/// Stands before the line of a further reading.
const FURTHER: &str = "+";

/// How many readings a word may have beside its own.
const MOST_OTHERS: usize = 3;

/// The readings of characters, and of the words that are read otherwise than their characters.
#[derive(Debug)]
pub struct Readings {
    /// The main reading first, then other common ones.
    characters: FxHashMap<char, Vec<Syllable>>,
    /// The tones of each of these readings, the first as the lowest bit.
    tones: FxHashMap<(char, Syllable), u8>,
    words: HashMap<String, Vec<Syllable>>,
}

impl Readings {
    /// Reads the table, its words folded.
    pub fn new(folder: &Folder) -> Self {
        let mut readings =
            Self { characters: FxHashMap::default(), tones: FxHashMap::default(), words: HashMap::new() };
        for line in SOUNDS.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split(' ').filter(|field| *field != FURTHER);
            let Some(first) = fields.next() else { continue };
            let name = first.trim_end_matches(|c: char| c.is_ascii_digit());
            if let Some(syllable) = find(name) {
                let tones = first[name.len()..].bytes().fold(0, |tones, tone| tones | 1 << (tone - b'1'));
                for c in fields.next().into_iter().flat_map(str::chars) {
                    readings.characters.entry(c).or_default().push(syllable);
                    readings.tones.insert((c, syllable), tones);
                }
            } else if let Some(syllables) = fields.map(find).collect::<Option<Vec<_>>>() {
                // Where several words are folded into one, the first in the order of the table stays.
                readings.words.entry(folder.fold_str(first)).or_insert(syllables);
            }
        }
        readings
    }

    /// The common readings of a character, the main one first.
    pub fn of_char(&self, c: char) -> &[Syllable] {
        self.characters.get(&c).map_or(&[], Vec::as_slice)
    }

    /// The tones of a character in a common reading, the first as the lowest bit; none of a reading that only words have.
    pub fn tones(&self, c: char, syllable: Syllable) -> u8 {
        self.tones.get(&(c, syllable)).copied().unwrap_or(0)
    }

    /// How a word is read: by the longest listed words in it, from its beginning on, else by its characters. None when one of these has no reading.
    pub fn of_word(&self, word: &str) -> Option<Vec<Syllable>> {
        let chars: Vec<char> = word.chars().collect();
        let mut syllables = Vec::with_capacity(chars.len());
        let mut text = String::new();
        while syllables.len() < chars.len() {
            let rest = &chars[syllables.len()..];
            let listed = (2..=rest.len().min(LONGEST)).rev().find_map(|length| {
                text.clear();
                text.extend(&rest[..length]);
                self.words.get(&text)
            });
            match listed {
                Some(listed) => syllables.extend(listed),
                None => syllables.push(*self.of_char(rest[0]).first()?),
            }
        }
        Some(syllables)
    }

    /// The other readings of a word that is read so: with one of its characters in another common reading.
    pub fn others(&self, word: &str, own: &[Syllable]) -> Vec<Vec<Syllable>> {
        let mut others = Vec::new();
        for (at, c) in word.chars().enumerate() {
            for &other in self.of_char(c).iter().filter(|other| own.get(at).is_some_and(|own| own != *other)) {
                let mut syllables = own.to_vec();
                syllables[at] = other;
                others.push(syllables);
            }
        }
        others.truncate(MOST_OTHERS);
        others
    }

    /// How a character has a reading.
    pub fn usage(&self, c: char, syllable: Syllable) -> Usage {
        match self.of_char(c).iter().position(|known| *known == syllable) {
            Some(0) => Usage::Main,
            Some(_) => Usage::Common,
            None => Usage::Rare,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syllables::name;

    #[test]
    fn words_decide_how_their_characters_are_read() {
        let readings = Readings::new(&Folder::new([]));
        for (word, expected) in [
            ("重庆", "chong qing"),
            ("重庆市", "chong qing shi"),
            ("重量", "zhong liang"),
            ("中国银行", "zhong guo yin hang"),
            ("行长", "hang zhang"),
            ("战略", "zhan lve"),
            ("女儿", "nv er"),
            ("西安", "xi an"),
        ] {
            let syllables = readings.of_word(word).expect("all of these have a reading");
            assert_eq!(syllables.into_iter().map(name).collect::<Vec<_>>().join(" "), expected, "{word}");
        }
        let chongqing = readings.of_word("重庆").expect("it has a reading");
        let others: Vec<String> = readings
            .others("重庆", &chongqing)
            .iter()
            .map(|other| other.iter().map(|syllable| name(*syllable)).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(others, ["zhong qing"]);
        assert_eq!(readings.of_word("gpu"), None);
        let tones = |c, name| readings.tones(c, find(name).expect("a syllable"));
        assert_eq!((tones('事', "shi"), tones('好', "hao"), tones('重', "chong")), (0b1000, 0b1100, 0b10));
    }
}
