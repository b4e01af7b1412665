//! What names are told by: the lists of `data/names.txt`, and what each word is in them.

use jieba_rs::Jieba;
use rustc_hash::{FxHashMap, FxHashSet};

use super::glossary::Class;
use super::names::{GIVEN, Kind, Word};

/// What a word may be a sign of, as it is asked of every word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It is a surname.
    pub(super) surname: bool,
    /// So many characters at its beginning are a surname.
    pub(super) surname_length: u8,
    /// It is a title or ends in one.
    pub(super) title: bool,
    /// It is a verb of speaking.
    pub(super) speaking: bool,
    /// It is a verb of what people do.
    pub(super) doing: bool,
    /// Its characters may be those of a given name.
    pub(super) given: bool,
    /// It is the name of a person whom everybody knows.
    pub(super) person: bool,
    /// It looks like a person and is none.
    pub(super) nobody: bool,
    /// It calls a person by the surname.
    pub(super) address: bool,
    /// All its characters are among those that foreign names are written with.
    pub(super) by_sound: bool,
    /// It may end the name of a place.
    pub(super) suffix: bool,
    /// It may end the name of a place inside a district.
    pub(super) smaller: bool,
    /// It is the name of a place.
    pub(super) place: bool,
    /// It looks like a place and is none.
    pub(super) nowhere: bool,
    /// So many characters at its beginning are the name of a place, and what follows says where there: 成都平原.
    pub(super) place_length: u8,
    /// It is the name of an organisation.
    pub(super) organisation: bool,
    /// It ends as names of organisations do.
    pub(super) body: bool,
    /// The same, and the organisation is one of the state.
    pub(super) of_state: bool,
    /// It says that a body of the state is one of the whole country.
    pub(super) national: bool,
    /// It ends as the full names of companies do.
    pub(super) company: bool,
    /// It ends as names do that begin with their sentence as often as with a place.
    pub(super) own: bool,
    /// It stands within names of organisations.
    pub(super) within: bool,
    /// It says nothing of which organisation is named.
    pub(super) general: bool,
    /// A known name of several words begins with it.
    pub(super) begins: bool,
    /// It says nothing as a keyword.
    pub(super) dull: bool,
}

/// The signs that names are told by.
#[derive(Debug)]
pub struct Signs {
    lists: FxHashMap<&'static str, FxHashSet<&'static str>>,
    /// The characters that foreign names are written with.
    foreign: FxHashSet<char>,
    /// Known names that are cut into several words, by the first of these; the longest first.
    several: FxHashMap<String, Vec<(&'static str, Kind)>>,
}

/// The full names of the bodies that are short for something: those of a whole country and the ministries.
fn full_names() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../../data/abbreviations.txt").lines().filter(|line| !line.starts_with('#'));
    let names = lines.filter_map(|line| line.split_once(' ')).map(|(_, name)| name);
    names.filter(|name| {
        let whole =
            ["国家", "国务院", "中共", "中央", "最高人民", "中国", "中华"].iter().any(|of| name.starts_with(of));
        let body = ["委员会", "联合会", "协会", "院", "局", "厅", "室"].iter().any(|kind| name.ends_with(kind));
        name.ends_with('部') || whole && body
    })
}

impl Signs {
    /// The signs, with the known names that `jieba` cuts apart.
    pub fn new(jieba: &Jieba) -> Self {
        let mut lists: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        let mut heading = "";
        for line in include_str!("../../../data/names.txt").lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => heading = name,
                None => lists.entry(heading).or_default().extend(line.split_whitespace()),
            }
        }
        lists.entry("known organisations").or_default().extend(full_names());
        let foreign = lists.get("foreign").into_iter().flatten().flat_map(|line| line.chars()).collect();
        let mut several: FxHashMap<String, Vec<(&str, Kind)>> = FxHashMap::default();
        let kinds =
            [("known people", Kind::Person), ("places", Kind::Location), ("known organisations", Kind::Organisation)];
        for (list, kind) in kinds {
            for &name in lists.get(list).into_iter().flatten() {
                let words = jieba.cut(name, false);
                if words.len() > 1 {
                    several.entry(words[0].word.to_owned()).or_default().push((name, kind));
                }
            }
        }
        several.values_mut().for_each(|names| names.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), *name)));
        Self { lists, foreign, several }
    }

    /// Whether foreign names are written with a character.
    pub(super) fn writes_foreign(&self, c: char) -> bool {
        self.foreign.contains(&c)
    }

    /// Whether a list of `data/names.txt` has the word.
    fn has(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|list| list.contains(word))
    }

    /// The longest of a list that a word ends in.
    fn ending<'w>(&self, list: &str, word: &'w str) -> Option<&'w str> {
        let list = self.lists.get(list)?;
        word.char_indices().map(|(at, _)| &word[at..]).find(|ending| list.contains(ending))
    }

    /// Whether the word ends in one of a list.
    fn ends(&self, list: &str, word: &str) -> bool {
        self.ending(list, word).is_some()
    }

    /// Whether a name that a text gives a short form of ends as organisations do.
    pub(super) fn is_body(&self, word: &str) -> bool {
        self.ends("organisations", word) || self.ends("explained organisations", word)
    }

    /// What a word of a class may be a sign of.
    pub fn marks(&self, word: &str, class: Class) -> Marks {
        let surname_length = self.surname(word).unwrap_or(0);
        let given = !word.chars().any(|c| self.has("not in given names", c.encode_utf8(&mut [0; 4])));
        let address = match surname_length {
            0 => false,
            length => {
                let after: String = word.chars().skip(usize::from(length)).collect();
                // What the dictionary has as a name of three characters is none by chance.
                self.ends("forms of address", &after) || !given && word.chars().count() == GIVEN
            }
        };
        Marks {
            surname: self.has("surnames", word),
            surname_length,
            title: word.chars().nth(1).is_some() && self.ends("titles", word),
            speaking: self.has("speaking", word),
            doing: self.has("doing", word),
            given,
            person: self.has("known people", word),
            nobody: self.has("no people", word),
            address,
            by_sound: word.chars().all(|c| self.foreign.contains(&c)),
            suffix: self.has("place suffixes", word),
            smaller: self.has("smaller places", word),
            place: self.is_place(word, class),
            nowhere: self.has("no places", word),
            place_length: if class == Class::Place { self.place_before(word) } else { 0 },
            organisation: self.is_organisation(word, class),
            body: self.ends("organisations", word) && !self.has("no organisations", word),
            of_state: self.ends("state organisations", word),
            national: self.has("national", word),
            company: self.ends("companies", word),
            own: self.ends("organisations of their own", word),
            within: self.has("within names", word),
            general: self.has("general", word),
            begins: self.several.contains_key(word),
            dull: self.has("no keywords", word),
        }
    }

    /// How many characters at the beginning of a word are a surname.
    fn surname(&self, word: &str) -> Option<u8> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.zip(1..)
            .take(GIVEN)
            .filter(|(end, _)| self.has("surnames", &word[..*end]))
            .map(|(_, length)| length)
            .last()
    }

    /// Whether a word is the name of a place: a known one, or one that ends as districts do. What the dictionary has beside these is often none.
    fn is_place(&self, word: &str, class: Class) -> bool {
        let length = word.chars().count();
        let ends = word.ends_with(['省', '市', '区', '州', '县', '旗']) && length > GIVEN || word.ends_with('县');
        let district = class == Class::Place && ends && length > 1 && !self.has("no places", word);
        district || self.has("places", word)
    }

    /// How many characters of a word such as 成都平原 are a place by themselves.
    fn place_before(&self, word: &str) -> u8 {
        let Some(places) = self.lists.get("places").filter(|places| !places.contains(word)) else { return 0 };
        let rest = self.ending("parts of places", word).unwrap_or_default();
        let own = word.strip_suffix(rest).filter(|own| !rest.is_empty() && places.contains(own));
        own.map_or(0, |own| own.chars().count() as u8)
    }

    /// Whether a word is by itself the name of an organisation: a known one, or one that the dictionary has and that is more than a kind of them.
    fn is_organisation(&self, word: &str, class: Class) -> bool {
        let Some(kind) = self.ending("organisations", word) else { return self.has("known organisations", word) };
        let own = word.strip_suffix(kind).unwrap_or_default();
        let begins = own.char_indices().any(|(at, c)| self.has("places", &own[..at + c.len_utf8()]));
        let university = kind == "大学" && !self.has("general", own) && own.chars().count() >= GIVEN;
        let known = class == Class::Organisation && (begins && !self.has("places", own) || university);
        known || self.has("known organisations", word)
    }

    /// The known name of several words that begins with one of `words`, and where it ends.
    pub(super) fn several(&self, words: &[Word<'_>], at: usize) -> Option<(Kind, usize)> {
        if !words[at].known.marks.begins {
            return None;
        }
        self.several.get(words[at].text)?.iter().find_map(|&(name, kind)| {
            let mut rest = name;
            let mut end = at;
            while !rest.is_empty() {
                rest = rest.strip_prefix(words.get(end)?.text)?;
                end += 1;
            }
            Some((kind, end))
        })
    }
}
