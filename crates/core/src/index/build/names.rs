//! Names of people, places and organisations in the words of an article.
//!
//! jieba's dictionary says of many words what they name. Names that it does not hold are told by what stands beside them: a surname and one or two further
//! characters beside a title or a verb of speaking, a place before 区 or 镇, words from a place or a proper name up to 公司 or 委员会. Wrong names are
//! worse than missing ones: without such a sign nothing is taken for a name. The lists of signs are `data/names.txt` ([`super::signs`]); by what signs people are
//! told is [`super::people`], places and organisations [`super::bodies`].

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::glossary::Known;
use super::signs::Signs;
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

impl<'a> Run<'a> {
    /// Whether a bracket closes right before it.
    pub(super) fn follows_bracket(&self) -> bool {
        let before = self.starts.first().and_then(|&first| self.passage.get(..first as usize));
        before.is_some_and(|before| before.ends_with(['）', ')']))
    }

    /// The original text of some of its characters, with the white space between them.
    pub fn span(&self, characters: Range<usize>) -> &'a str {
        let (Some(&first), Some(&last)) = (self.starts.get(characters.start), self.starts.get(characters.end - 1))
        else {
            return "";
        };
        let after = &self.passage[last as usize..];
        let end = last as usize + after.chars().next().map_or(0, char::len_utf8);
        &self.passage[first as usize..end]
    }

    /// The original text of some of its characters, without white space.
    pub fn original(&self, characters: Range<usize>) -> String {
        self.span(characters).chars().filter(|c| !c.is_whitespace()).collect()
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

/// What was found in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The names.
    pub names: Vec<Name>,
    /// The words that they are made of: run, words.
    pub taken: Vec<(usize, Range<usize>)>,
    /// Of names that the text gives short forms of, those that are longer in the text: the number of the name that was given, the longer one folded
    /// and as it stands.
    pub longer: Vec<(usize, String, String)>,
}

/// A given name has one or two characters.
pub(super) const GIVEN: usize = 2;

/// A foreign name with a middle dot has at least so many characters.
const LEAST_FOREIGN: usize = 4;

impl Signs {
    /// The names in the runs of an article, whose words are `words`. `explained` are the folded names that the text gives short forms of.
    pub fn find(&self, runs: &[Run<'_>], words: &[Vec<Word<'_>>], explained: &[&str]) -> Found {
        let mut finder = Finder { signs: self, places: FxHashMap::default(), found: Found::default() };
        let bodies: Vec<(usize, &str)> =
            explained.iter().copied().enumerate().filter(|(_, name)| self.is_body(name)).collect();
        let mut free = Vec::new();
        let mut person_ends_run = false;
        for (number, (run, words)) in runs.iter().zip(words).enumerate() {
            free.clear();
            free.resize(words.len(), true);
            let mut take = |finder: &mut Finder<'_>, kind, range: Range<usize>| {
                let all = free[range.clone()].iter().all(|free| *free);
                if all {
                    free[range.clone()].fill(false);
                    finder.note(kind, number, run, words, range);
                }
                all
            };
            for &(name, body) in &bodies {
                for range in self.explained(run, words, body) {
                    if range.len() > 1 && take(&mut finder, Kind::Organisation, range.clone()) {
                        finder.longer(name, run, words, range, body);
                    }
                }
            }
            for end in (0..words.len()).rev() {
                if let Some(start) = self.organisation(run, words, end) {
                    take(&mut finder, Kind::Organisation, start..end + 1);
                }
            }
            let listed = person_ends_run && number > 0 && is_list(&runs[number - 1], run);
            person_ends_run = false;
            for at in 0..words.len() {
                if let Some((kind, end)) = self.several(words, at) {
                    take(&mut finder, kind, at..end);
                }
                match self.place(words, at) {
                    Some(end) => drop(take(&mut finder, Kind::Location, at..end)),
                    None => finder.place_before(run, &words[at]),
                }
                // What a dot goes on from, or comes before, is but a part of a name.
                let part = |range: &Range<usize>| {
                    let goes_on = runs.get(number + 1).is_some_and(|next| next.dotted);
                    range.start == 0 && run.dotted || range.end == words.len() && goes_on
                };
                let person = match self.person(words, at) {
                    None if at == 0 && listed => self.listed(words),
                    person => person,
                };
                if let Some(range) = person.filter(|range| !part(range))
                    && take(&mut finder, Kind::Person, range.clone())
                {
                    person_ends_run = range.end == words.len();
                }
            }
        }
        finder.dotted(runs, words);
        finder.finish(runs)
    }
}

/// Whether two runs are parted as the items of a list are.
fn is_list(before: &Run<'_>, after: &Run<'_>) -> bool {
    let (Some(&last), Some(&first)) = (before.starts.last(), after.starts.first()) else { return false };
    let same = std::ptr::eq(before.passage, after.passage);
    let between = if same { before.passage.get(last as usize..first as usize) } else { None };
    between.is_some_and(|between| {
        between.chars().skip(1).all(|c| c == '、' || c.is_whitespace()) && between.contains('、')
    })
}

struct Finder<'a> {
    signs: &'a Signs,
    places: FxHashMap<(Kind, String), usize>,
    found: Found,
}

impl Finder<'_> {
    fn note(&mut self, kind: Kind, number: usize, run: &Run<'_>, words: &[Word<'_>], range: Range<usize>) {
        let folded = words[range.clone()].iter().map(|word| word.text).collect();
        self.add(kind, run.original(characters(words, &range)), folded);
        self.found.taken.push((number, range));
    }

    /// Notes the place that a word such as 成都平原 begins with. The word itself stays one.
    fn place_before(&mut self, run: &Run<'_>, word: &Word<'_>) {
        let length = usize::from(word.known.marks.place_length);
        if length > 0 {
            let folded = word.text.chars().take(length).collect();
            self.add(Kind::Location, run.original(word.at..word.at + length), folded);
        }
    }

    /// Notes that the explained name `body` is longer in the text.
    fn longer(&mut self, name: usize, run: &Run<'_>, words: &[Word<'_>], range: Range<usize>, body: &str) {
        let folded: String = words[range.clone()].iter().map(|word| word.text).collect();
        if folded.len() > body.len() && !self.found.longer.iter().any(|(other, ..)| *other == name) {
            self.found.longer.push((name, folded, run.original(characters(words, &range))));
        }
    }

    fn add(&mut self, kind: Kind, text: String, folded: String) {
        match self.places.get(&(kind, folded.clone())) {
            Some(&place) => self.found.names[place].count += 1,
            None => {
                self.places.insert((kind, folded.clone()), self.found.names.len());
                self.found.names.push(Name { kind, text, folded, count: 1 });
            }
        }
    }

    /// Foreign names with middle dots.
    fn dotted(&mut self, runs: &[Run<'_>], words: &[Vec<Word<'_>>]) {
        let is_foreign = |c: &char| self.signs.writes_foreign(*c);
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
        for name in self.found.names.iter_mut().filter(|name| name.kind == Kind::Person) {
            let seen: usize = runs.iter().map(|run| run.text.matches(name.folded.as_str()).count()).sum();
            name.count = name.count.max(seen as u32);
        }
        self.found
    }
}

/// The characters of some words in their run.
fn characters(words: &[Word<'_>], range: &Range<usize>) -> Range<usize> {
    words[range.start].at..words[range.end - 1].at + words[range.end - 1].length
}
