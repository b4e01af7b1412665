//! Words that stand for one another beside those of the owner: abbreviations, words of other regions, characters that look alike. From the tables in `data/`
//! and from what the texts themselves say ([`super::named`]). An index carries only what leads to something that its corpus holds.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::index::leaf::{Bond, key};
use crate::text::chars::{CharClass, class};

const ABBREVIATIONS: &str = include_str!("../../../data/abbreviations.txt");
const REGIONAL: &str = include_str!("../../../data/regional.txt");
const LOOKALIKES: &str = include_str!("../../../data/lookalikes.txt");

/// A short form that more than so many names have in one corpus says too little: 《行动计划》.
const MOST_NAMES: usize = 3;

/// A short form that stands whole in its name is sought in its place only when it has so many characters: shorter ones (条例, 公司) mean anything.
const LEAST_WITHIN: usize = 4;

/// The tables.
#[derive(Debug)]
pub struct Kin {
    /// Two words for one thing, both folded, and what ties them.
    ties: Vec<(&'static str, &'static str, Bond)>,
    /// By a character those that look alike.
    alike: BTreeMap<char, Vec<char>>,
    /// The pairs of characters in the words of `ties`.
    pairs: HashSet<(char, char)>,
}

/// What stands beside a word: what follows the characters of its key, what ties the two, and the other.
pub type Beside = (String, Bond, String);

/// A short form and its name, each folded and as it was written.
pub type Named = ((String, String), (String, String));

impl Default for Kin {
    fn default() -> Self {
        let lines = |text: &'static str| {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines.filter_map(|line| line.split_once(' '))
        };
        let abbreviations = lines(ABBREVIATIONS).map(|(short, name)| (short, name, Bond::Abbreviation));
        let regional = lines(REGIONAL).map(|(one, other)| (one, other, Bond::Regional));
        let ties: Vec<_> =
            abbreviations.chain(regional).filter(|(one, other, _)| is_han(one) && is_han(other)).collect();
        let mut alike: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for (one, others) in lines(LOOKALIKES) {
            for (one, other) in one.chars().flat_map(|one| others.chars().map(move |other| (one, other))) {
                alike.entry(one).or_default().push(other);
                alike.entry(other).or_default().push(one);
            }
        }
        let pairs = ties.iter().flat_map(|(one, other, _)| pairs(one).chain(pairs(other))).collect();
        Self { ties, alike, pairs }
    }
}

impl Kin {
    /// The pairs of characters by which it is told whether a word of the tables may stand in a corpus.
    pub fn pairs(&self) -> impl Iterator<Item = (char, char)> {
        self.pairs.iter().copied()
    }

    /// What stands beside which words of a corpus, by the key of the term that a word begins with. `held` are those of [`Kin::pairs`] that the corpus holds.
    pub fn of(
        &self,
        held: &HashSet<(char, char)>,
        characters: &HashSet<char>,
        named: BTreeSet<Named>,
    ) -> BTreeMap<String, BTreeSet<Beside>> {
        let mut all: BTreeMap<String, BTreeSet<Beside>> = BTreeMap::new();
        let mut add = |word: &str, bond: Bond, other: &str| {
            if let Some((key, rest)) = key_and_rest(word) {
                all.entry(key).or_default().insert((rest, bond, other.to_owned()));
            }
        };
        let stands = |word: &str| {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) => characters.contains(&only),
                _ => pairs(word).all(|pair| held.contains(&pair)),
            }
        };
        for &(one, other, bond) in &self.ties {
            for (one, other) in [(one, other), (other, one)] {
                if stands(other) {
                    add(one, bond, other);
                }
            }
        }
        let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for ((short, _), (name, _)) in &named {
            names.entry(short).or_default().insert(name);
        }
        for ((short, written), (name, written_name)) in &named {
            if names[short.as_str()].len() > MOST_NAMES {
                continue;
            }
            let within = name.contains(short.as_str());
            if !within {
                add(short, Bond::Abbreviation, written_name);
            }
            if !within || short.chars().count() >= LEAST_WITHIN {
                add(name, Bond::Abbreviation, written);
            }
        }
        for (one, others) in &self.alike {
            let others: String = others.iter().filter(|other| characters.contains(other)).collect();
            if !others.is_empty() {
                add(&one.to_string(), Bond::LookAlike, &others);
            }
        }
        all
    }
}

fn is_han(word: &str) -> bool {
    word.chars().all(|c| class(c) == CharClass::Han)
}

fn pairs(word: &str) -> impl Iterator<Item = (char, char)> {
    word.chars().zip(word.chars().skip(1))
}

/// The key of the term that a folded word begins with, and what follows. A word that does not begin with Han characters has none.
fn key_and_rest(word: &str) -> Option<(String, String)> {
    let mut chars = word.chars();
    let first = chars.next().filter(|&first| class(first) == CharClass::Han)?;
    match chars.next() {
        None => Some((key::single(first), String::new())),
        Some(second) if class(second) == CharClass::Han => Some((key::pair(first, second), chars.collect())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_folded_and_say_nothing_twice() {
        let lexicon = crate::index::lexicon::Lexicon::new();
        let kin = Kin::default();
        let mut seen = BTreeSet::new();
        for (one, other, bond) in &kin.ties {
            for word in [one, other] {
                assert_eq!(&lexicon.folder().fold_str(word), word);
            }
            assert!(seen.insert((one, other)) && !seen.contains(&(other, one)), "{one} {other}");
            assert!(
                *bond == Bond::Abbreviation || one.chars().count() > 1 && other.chars().count() > 1,
                "{one} {other}"
            );
        }
        for (one, others) in &kin.alike {
            assert_eq!(others.iter().collect::<BTreeSet<_>>().len(), others.len(), "{one}");
            assert!(!others.contains(one), "{one}");
        }
    }

    #[test]
    fn an_index_carries_what_leads_to_its_corpus() {
        let held = pairs("网络").chain(pairs("重庆")).collect();
        let characters = "网络重庆己".chars().collect();
        let all = Kin::default().of(&held, &characters, BTreeSet::new());
        let beside =
            |key: &str| all.get(key).map(|all| all.iter().map(|(_, _, other)| other.as_str()).collect::<Vec<_>>());
        assert_eq!(beside("网路"), Some(vec!["网络"]));
        assert_eq!(beside("渝"), Some(vec!["重庆"]));
        assert_eq!(beside("网络"), None);
        assert_eq!(beside("软体"), None);
        assert_eq!(beside("已"), Some(vec!["己"]));
        assert_eq!(beside("己"), None);
    }
}
