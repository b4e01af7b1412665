//! Words of the corpus that begin as what is being typed sounds: by letters, initials and characters in any mixture.

use crate::index::Index;
use crate::index::sounds::{SoundWord, Sounds, Standing, Wanted};
use crate::order::sort_by;
use crate::text::syllables::{Syllable, beginning_with, letter};

use super::spelling::{Kind, MOST_SIGNS, Spelling};

/// How many leaves are looked through for words that begin with the same initials.
const MOST_LEAVES: u32 = 3;

/// How many ways to take what was typed as initials are tried.
const MOST_WAYS: usize = 8;

/// By how much a word in a reading that is not its own is taken as rarer.
const MISREAD: u32 = 8;

/// By how much a word is taken as rarer for each character that is spelled or toned otherwise than it was typed. Articles are counted in as many parts, for what is so divided to keep an order.
const DIFFERENT: u32 = 1024;

/// A word that begins as what was typed sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The word.
    pub word: SoundWord,
    /// How many of its characters were typed.
    pub typed: usize,
    /// In how many articles it stands, less where that is less sure.
    rank: u32,
}

/// At most `limit` words of two and more characters that begin as `typed` sounds, at least two characters of which were typed; the likeliest first.
pub fn completions(typed: &str, limit: usize, index: &Index) -> Vec<Completion> {
    let spelling = Spelling::of(typed);
    let signs = spelling.signs.len();
    if !(2..=MOST_SIGNS).contains(&signs) {
        return Vec::new();
    }
    let Some(matcher) = Matcher::new(spelling, index) else { return Vec::new() };
    let mut found: Vec<Completion> = Vec::new();
    for initials in matcher.initials() {
        let from: Vec<Syllable> = initials.iter().map(|&letter| beginning_with(letter).0).collect();
        let mut words = Vec::new();
        index.each_sounding(
            &from,
            MOST_LEAVES,
            &mut |syllables| {
                let beginning = syllables.iter().take(initials.len()).map(|&syllable| letter(syllable));
                if !beginning.eq(initials.iter().copied()) {
                    return Wanted::Done;
                }
                if matcher.word(syllables, None, 0, 0, 0).is_some() { Wanted::Yes } else { Wanted::No }
            },
            &mut |word| words.push(word),
        );
        for word in words {
            let chars: Vec<char> = word.text.chars().collect();
            let Some((typed, short)) = matcher.word(&word.syllables, Some(&chars), 0, 0, 0) else { continue };
            let misread = if word.standing == Standing::Misread { MISREAD } else { 1 };
            let rank = word.articles.saturating_mul(DIFFERENT) / (misread * (1 + short));
            if found.iter().all(|other| other.word.text != word.text) {
                found.push(Completion { word, typed, rank });
            }
        }
    }
    sort_by(&mut found, |a, b| b.rank.cmp(&a.rank).then_with(|| a.word.text.cmp(&b.word.text)));
    found.truncate(limit);
    found
}

struct Matcher<'a> {
    spelling: Spelling,
    sounds: &'a Sounds,
    /// Of each sign that is a character: the character, folded, and its readings.
    chars: Vec<Option<(char, Vec<Syllable>)>>,
    /// The syllables that the letters from each place to the end begin.
    unfinished: Vec<Vec<Syllable>>,
}

impl<'a> Matcher<'a> {
    /// Matches what was typed; none where the sounds are not at hand.
    fn new(mut spelling: Spelling, index: &'a Index) -> Option<Self> {
        let sounds = index.sounds()?;
        spelling.cut(sounds);
        let folder = &index.language().folder;
        let of = |kind: Kind| match kind {
            Kind::Letter(_) => None,
            Kind::Char(c) => {
                let c = folder.fold_str(&c.to_string()).chars().next().unwrap_or(c);
                Some((c, sounds.of_char(c).map(|(syllable, _)| syllable).collect()))
            }
        };
        let chars = spelling.signs.iter().map(|sign| of(sign.kind)).collect();
        let unfinished = (0..spelling.signs.len()).map(|place| spelling.unfinished(place)).collect();
        Some(Self { spelling, sounds, chars, unfinished })
    }

    /// The initials that what was typed may have, at least two; each sequence once.
    fn initials(&self) -> Vec<Vec<u8>> {
        let end = self.spelling.signs.len();
        let mut found: Vec<Vec<u8>> = Vec::new();
        let mut open: Vec<(usize, Vec<u8>)> = vec![(0, Vec::new())];
        let mut next = 0;
        while next < open.len() && next < MOST_WAYS * MOST_WAYS && found.len() < MOST_WAYS {
            let (place, initials) = open[next].clone();
            next += 1;
            if place >= end {
                if initials.len() > 1 && !found.contains(&initials) {
                    found.push(initials);
                }
                continue;
            }
            let mut step = |to: usize, letter: u8| {
                let mut longer = initials.clone();
                longer.push(letter);
                if !open.contains(&(to, longer.clone())) {
                    open.push((to, longer));
                }
            };
            match self.spelling.signs[place].kind {
                Kind::Char(_) => {
                    let readings = self.chars[place].iter().flat_map(|(_, readings)| readings);
                    readings.for_each(|&syllable| step(place + 1, letter(syllable)));
                }
                Kind::Letter(_) => {
                    let Some(first) = self.spelling.initial(place) else { continue };
                    for &(_, to) in self.spelling.syllables(place).iter().rev() {
                        step(to, first);
                    }
                    if !self.unfinished[place].is_empty() {
                        step(end, first);
                    }
                    if beginning_with(first).1 > 0 {
                        step(place + 1, first);
                    }
                }
            }
        }
        found
    }

    /// How many characters of a word were typed, the signs before `place` being those before `at`, and how much less sure it is, as little as may be: one for each typed by its initial alone,
    /// [`DIFFERENT`] for each that is spelled or toned otherwise; none when the word begins otherwise. Without its characters only its syllables are looked at.
    fn word(
        &self,
        syllables: &[Syllable],
        chars: Option<&[char]>,
        place: usize,
        at: usize,
        short: u32,
    ) -> Option<(usize, u32)> {
        let end = self.spelling.signs.len();
        if place >= end {
            return Some((at, short));
        }
        let &syllable = syllables.get(at)?;
        match &self.chars[place] {
            Some((c, readings)) => {
                let fits = match chars {
                    Some(chars) => chars.get(at) == Some(c),
                    None => readings.contains(&syllable),
                };
                if fits { self.word(syllables, chars, place + 1, at + 1, short) } else { None }
            }
            None => {
                let less = |to: usize, whole: bool| {
                    let c = chars.and_then(|chars| chars.get(at));
                    let differs = c.map(|&c| self.spelling.differs(place, to, whole, (c, syllable), self.sounds));
                    short + differs.unwrap_or(0) * DIFFERENT
                };
                let whole = self.spelling.syllables(place).iter().filter(|(other, _)| *other == syllable);
                let whole = whole.filter_map(|&(_, to)| self.word(syllables, chars, to, at + 1, less(to, true)));
                if let Some(found) = whole.min_by_key(|(_, short)| *short) {
                    return Some(found);
                }
                if self.unfinished[place].contains(&syllable) {
                    return Some((at + 1, less(end, false)));
                }
                let same = self.spelling.initial(place) == Some(letter(syllable));
                let less = less(place + 1, false) + 1;
                if same { self.word(syllables, chars, place + 1, at + 1, less) } else { None }
            }
        }
    }
}
