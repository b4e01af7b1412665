//! Names of people, places and organisations in the words of an article.
//!
//! jieba's dictionary says of many words what they name. Names that it does not hold are told by what stands beside them: a surname and one or two further
//! characters beside a title or a verb of speaking, a place before 区 or 镇, words from a place or a proper name up to 公司 or 委员会. Wrong names are
//! worse than missing ones: without such a sign nothing is taken for a name. The lists of signs are `data/names.txt`.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::glossary::{Class, Known};
use crate::index::postings::Field;

/// Han characters that touch, with their places in the original text.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The folded characters.
    pub text: String,
    /// The text that they stand in.
    pub passage: &'a str,
    /// The field of that text.
    pub field: Field,
    /// Where each character begins in the passage.
    pub starts: Vec<u32>,
    /// Whether a middle dot parts it from the run before, as in 约翰·史密斯.
    pub dotted: bool,
}

impl Run<'_> {
    /// The original text of some of its characters, without white space.
    pub fn original(&self, characters: Range<usize>) -> String {
        let (Some(&first), Some(&last)) = (self.starts.get(characters.start), self.starts.get(characters.end - 1))
        else {
            return String::new();
        };
        let after = &self.passage[last as usize..];
        let end = last as usize + after.chars().next().map_or(0, char::len_utf8);
        self.passage[first as usize..end].chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// A word of a run.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// Its folded text.
    pub text: &'a str,
    /// Its first character in the run.
    pub at: usize,
    /// How many characters it has.
    pub length: usize,
    /// What is known of it.
    pub known: Known,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// A place.
    Location,
    /// An organisation.
    Organisation,
}

/// A name of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it names.
    pub kind: Kind,
    /// Its text as it stands in the article.
    pub text: String,
    /// The same, folded.
    pub folded: String,
    /// How often it was seen.
    pub count: u32,
}

/// The names of an article, and the words that they are made of: run, words.
pub type Found = (Vec<Name>, Vec<(usize, Range<usize>)>);

/// An organisation has at most so many words and characters; what is longer is a sentence.
const LONGEST: (usize, usize) = (8, 18);

/// A given name has one or two characters.
const GIVEN: usize = 2;

/// A foreign name with a middle dot has at least so many characters.
const LEAST_FOREIGN: usize = 4;

/// What a word may be a sign of, as it is asked of every word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It is a surname.
    surname: bool,
    /// It is a title or ends in one.
    title: bool,
    /// It is a verb of speaking.
    speaking: bool,
    /// Its characters may be those of a given name.
    given: bool,
    /// It may end the name of a place.
    suffix: bool,
    /// It is the name of a place.
    place: bool,
    /// It is the name of an organisation.
    organisation: bool,
    /// It ends as names of organisations do.
    body: bool,
    /// It stands within names of organisations.
    within: bool,
    /// It says nothing as a keyword.
    pub dull: bool,
}

/// The signs that names are told by.
#[derive(Debug)]
pub struct Signs {
    lists: FxHashMap<&'static str, FxHashSet<&'static str>>,
    /// The characters that foreign names are written with.
    foreign: FxHashSet<char>,
}

impl Default for Signs {
    fn default() -> Self {
        let mut lists: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        let mut heading = "";
        for line in include_str!("../../../data/names.txt").lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => heading = name,
                None => lists.entry(heading).or_default().extend(line.split_whitespace()),
            }
        }
        let foreign = lists.get("foreign").into_iter().flatten().flat_map(|line| line.chars()).collect();
        Self { lists, foreign }
    }
}

impl Signs {
    /// Whether a list of `data/names.txt` has the word.
    pub fn has(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|list| list.contains(word))
    }

    /// The longest of a list that a word ends in.
    fn ending<'w>(&self, list: &str, word: &'w str) -> Option<&'w str> {
        word.char_indices().map(|(at, _)| &word[at..]).find(|ending| self.has(list, ending))
    }

    /// Whether the word ends in one of a list.
    fn ends(&self, list: &str, word: &str) -> bool {
        self.ending(list, word).is_some()
    }

    /// What a word of a class may be a sign of.
    pub fn marks(&self, word: &str, class: Class) -> Marks {
        Marks {
            surname: self.has("surnames", word),
            title: word.chars().nth(1).is_some() && self.ends("titles", word),
            speaking: self.has("speaking", word),
            given: !word.chars().any(|c| self.has("not in given names", c.encode_utf8(&mut [0; 4]))),
            suffix: self.has("place suffixes", word),
            place: self.is_place(word, class),
            organisation: self.is_organisation(word, class),
            body: self.ends("organisations", word),
            within: self.has("within names", word),
            dull: self.has("no keywords", word) || self.has("titles", word),
        }
    }

    /// How many characters at the beginning of a word are a surname.
    fn surname(&self, word: &str) -> Option<usize> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.enumerate().take(GIVEN).filter(|(_, end)| self.has("surnames", &word[..*end])).map(|(at, _)| at + 1).last()
    }

    /// Whether a word may be a given name or half of one.
    fn is_given(&self, word: &Word<'_>) -> bool {
        let plain = match word.length {
            1 => true,
            GIVEN => {
                matches!(word.known.class, Class::Person | Class::Foreign | Class::Unknown) && !word.known.marks.title
            }
            _ => false,
        };
        plain && word.known.marks.given
    }

    /// The names in the runs of an article, whose words are `words`.
    pub fn find(&self, runs: &[Run<'_>], words: &[Vec<Word<'_>>]) -> Found {
        let mut finder = Finder { signs: self, names: Vec::new(), places: FxHashMap::default(), taken: Vec::new() };
        for (number, (run, words)) in runs.iter().zip(words).enumerate() {
            let mut free = vec![true; words.len()];
            let mut take = |kind, range: Range<usize>| {
                if free[range.clone()].iter().all(|free| *free) {
                    free[range.clone()].fill(false);
                    finder.note(kind, number, run, words, range);
                }
            };
            for end in (0..words.len()).rev() {
                if let Some(start) = self.organisation(words, end) {
                    take(Kind::Organisation, start..end + 1);
                }
            }
            for at in 0..words.len() {
                if let Some(end) = self.place(words, at) {
                    take(Kind::Location, at..end);
                }
                // What a dot goes on from, or comes before, is but a part of a name.
                let part = |range: &Range<usize>| {
                    let goes_on = runs.get(number + 1).is_some_and(|next| next.dotted);
                    range.start == 0 && run.dotted || range.end == words.len() && goes_on
                };
                if let Some(range) = self.person(words, at).filter(|range| !part(range)) {
                    take(Kind::Person, range);
                }
            }
        }
        finder.dotted(runs, words);
        finder.finish(runs)
    }

    /// Whether a word is the name of a place: a known one, or one that ends as districts do. What the dictionary has beside these is often none.
    fn is_place(&self, word: &str, class: Class) -> bool {
        let length = word.chars().count();
        let ends = word.ends_with(['省', '市', '区', '州', '县', '旗']) && length > GIVEN || word.ends_with('县');
        let district = class == Class::Place && ends && length > 1 && !self.has("no places", word);
        district || self.has("places", word)
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

    /// Where the organisation begins that ends with a word.
    fn organisation(&self, words: &[Word<'_>], end: usize) -> Option<usize> {
        let head = &words[end];
        let whole = head.known.marks.organisation.then_some(end);
        if !head.known.marks.body {
            return whole;
        }
        let of_state = self.ends("state organisations", head.text);
        let is_anchor = |word: &Word<'_>| {
            let Marks { place, organisation, body, .. } = word.known.marks;
            let proper = word.known.class == Class::Proper && word.length > 1 && !of_state && !body;
            place || organisation || proper && !self.has("general", word.text)
        };
        let is_modifier = |word: &Word<'_>| match word.known.class {
            Class::Noun | Class::Action => !word.known.marks.title,
            _ if word.known.marks.within => true,
            Class::Quality => of_state && word.length > 1,
            Class::Other => word.length > 1 && word.text.starts_with('第'),
            _ => false,
        };
        let joins = |at: usize| {
            let beside = |at: Option<usize>| {
                at.and_then(|at| words.get(at)).is_some_and(|word| is_modifier(word) && !is_anchor(word))
            };
            of_state
                && matches!(words[at].text, "和" | "与" | "及")
                && beside(at.checked_sub(1))
                && beside(Some(at + 1))
        };
        let mut start = None;
        let mut length = head.length;
        for at in (0..end).rev() {
            length += words[at].length;
            if end - at >= LONGEST.0 || length > LONGEST.1 {
                break;
            }
            if is_anchor(&words[at]) {
                start = Some(at);
            } else if !is_modifier(&words[at]) && !joins(at) {
                break;
            }
        }
        let Some(start) = start else { return whole };
        let inner = &words[start + 1..end];
        // 中国公司 and 美国大型银行 name nobody.
        let tells =
            inner.iter().any(|word| !self.has("general", word.text)) || words[start].known.class != Class::Place;
        let is_company = head.text.ends_with("公司");
        let named = !is_company
            || (tells && (self.ends("companies", head.text) || words[start].known.class == Class::Proper))
            || inner.iter().any(|word| word.known.class == Class::Proper);
        let short = end == start + 1 && words[start].known.class == Class::Place;
        (named && (tells || of_state && short)).then_some(start).or(whole)
    }

    /// Where the place ends that begins with a word.
    fn place(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        let word = &words[at];
        // 中国区 and 亚洲区 are no districts.
        let joins = |next: &Word<'_>| {
            next.known.marks.suffix && !word.text.ends_with(['国', '洲', '市', '区', '县', '省', '性', '化'])
        };
        let joined = words.get(at + 1).is_some_and(joins);
        let may_be = word.known.class == Class::Place && word.length == GIVEN && !self.has("no places", word.text);
        if word.known.marks.place || joined && may_be {
            return Some(at + 1 + usize::from(joined));
        }
        // After 渝北区 a few characters before 镇 are its name.
        let before = words.get(at.checked_sub(1)?)?;
        let inside = before.known.class == Class::Place && before.text.ends_with(['区', '县', '市']);
        let is_part = |word: &&Word<'_>| {
            word.length <= GIVEN
                && matches!(word.known.class, Class::Unknown | Class::Noun | Class::Proper | Class::Person)
                && self.is_given(word)
        };
        let parts = words[at..]
            .iter()
            .take(GIVEN)
            .take_while(|word| is_part(word) && !self.has("smaller places", word.text))
            .count();
        let length: usize = words[at..at + parts].iter().map(|word| word.length).sum();
        let suffix = words.get(at + parts).is_some_and(|word| self.has("smaller places", word.text));
        (inside && suffix && (GIVEN..=GIVEN + 1).contains(&length)).then_some(at + parts + 1)
    }

    /// Whether a word is written as foreign names are, and names no place or organisation that is known.
    fn is_written_by_sound(&self, word: &Word<'_>) -> bool {
        let known = ["places", "known organisations"].iter().any(|list| self.has(list, word.text));
        word.length >= GIVEN && !known && word.text.chars().all(|c| self.foreign.contains(&c))
    }

    /// The words of the person whose name begins with a word.
    fn person(&self, words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
        let word = &words[at];
        let title_before = at.checked_sub(1).is_some_and(|before| words[before].known.marks.title);
        let said = |end: usize| words.get(end).is_some_and(|next| next.known.marks.title || next.known.marks.speaking);
        let ends = |end: usize| end == words.len() || said(end);
        let address = |word: &Word<'_>, surname: usize| {
            let given: String = word.text.chars().skip(surname).collect();
            // What the dictionary has as a name of three characters is none by chance.
            self.ends("forms of address", &given) || word.length == GIVEN && !word.known.marks.given
        };
        if word.known.marks.place || word.known.marks.organisation {
            return None;
        }
        match (word.known.class, self.surname(word.text)) {
            // Moscow and Tesla say things too; presidents are people.
            (Class::Foreign | Class::Person | Class::Place, _) if title_before && self.is_written_by_sound(word) => {
                return Some(at..at + 1);
            }
            (Class::Person, Some(surname)) if word.length > surname && word.length <= surname + GIVEN => {
                // 王小 may be the beginning of 王小明.
                let longer = word.length == surname + 1
                    && words.get(at + 1).is_some_and(|next| next.length == 1 && self.is_given(next))
                    && ends(at + 2);
                let end = at + 1 + usize::from(longer);
                return ((title_before || said(end)) && !address(word, surname)).then_some(at..end);
            }
            _ => {}
        }
        let surname = word.known.marks.surname && word.length <= GIVEN;
        let apart = at == 0 || title_before || words[at - 1].length > 1;
        if !surname || !apart {
            return None;
        }
        let first = words.get(at + 1).filter(|word| self.is_given(word))?;
        if first.length == GIVEN {
            let end = at + 2;
            return (title_before && ends(end) || at == 0 && said(end)).then_some(at..end);
        }
        // Of 刘迅王小明 the third character begins another name.
        let another = |word: &Word<'_>| {
            word.known.marks.surname
                && words.get(at + 3).is_some_and(|next| next.length == GIVEN && self.is_given(next))
        };
        let second = words.get(at + 2).is_some_and(|word| word.length == 1 && self.is_given(word) && !another(word));
        let end = at + 2 + usize::from(second);
        // Where another single character follows, nobody knows where the name ends.
        let ends_well = ends(end) || words.get(end).is_some_and(|word| word.length > 1 || !word.known.marks.given);
        (title_before && ends_well || said(end)).then_some(at..end)
    }
}

struct Finder<'a> {
    signs: &'a Signs,
    names: Vec<Name>,
    places: FxHashMap<(Kind, String), usize>,
    taken: Vec<(usize, Range<usize>)>,
}

impl Finder<'_> {
    fn note(&mut self, kind: Kind, number: usize, run: &Run<'_>, words: &[Word<'_>], range: Range<usize>) {
        let characters = words[range.start].at..words[range.end - 1].at + words[range.end - 1].length;
        let folded = words[range.clone()].iter().map(|word| word.text).collect();
        self.add(kind, run.original(characters), folded);
        self.taken.push((number, range));
    }

    fn add(&mut self, kind: Kind, text: String, folded: String) {
        match self.places.get(&(kind, folded.clone())) {
            Some(&place) => self.names[place].count += 1,
            None => {
                self.places.insert((kind, folded.clone()), self.names.len());
                self.names.push(Name { kind, text, folded, count: 1 });
            }
        }
    }

    /// Foreign names with middle dots.
    fn dotted(&mut self, runs: &[Run<'_>], words: &[Vec<Word<'_>>]) {
        let is_foreign = |c: &char| self.signs.foreign.contains(c);
        let mut at = 1;
        let mut found = Vec::new();
        while at < runs.len() {
            let first = at - 1;
            while at < runs.len()
                && runs[at].dotted
                && (at == first + 1 || runs[at - 1].text.chars().all(|c| is_foreign(&c)))
            {
                at += 1;
            }
            let last = at - 1;
            at += 1;
            if last == first {
                continue;
            }
            let before = runs[first].text.chars().rev().take_while(is_foreign).count();
            let after = runs[last].text.chars().take_while(is_foreign).count();
            let inner = first + 1..last;
            let length: usize = before + after + runs[inner.clone()].iter().map(|run| run.starts.len()).sum::<usize>();
            let all = runs[first].starts.len();
            // A name that is cut out of the midst of words is not all of it.
            let parted =
                |run: usize, at: usize| words[run].iter().any(|word| word.at == at || word.at + word.length == at);
            let whole = parted(first, all - before) && parted(last, after);
            if before == 0 || after < GIVEN || length < LEAST_FOREIGN || !whole {
                continue;
            }
            let mut parts = vec![runs[first].original(all - before..all)];
            parts.extend(runs[inner].iter().map(|run| run.original(0..run.starts.len())));
            parts.push(runs[last].original(0..after));
            found.push(parts.join("·"));
        }
        for name in found {
            self.add(Kind::Person, name.clone(), name);
        }
    }

    /// The names, those of persons counted wherever they stand.
    fn finish(mut self, runs: &[Run<'_>]) -> Found {
        for name in self.names.iter_mut().filter(|name| name.kind == Kind::Person) {
            let seen: usize = runs.iter().map(|run| run.text.matches(name.folded.as_str()).count()).sum();
            name.count = name.count.max(seen as u32);
        }
        (self.names, self.taken)
    }
}
