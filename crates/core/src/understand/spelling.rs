//! Letters as pinyin: what was typed, as signs between which syllables may be cut.
//!
//! Tones, as marks or digits, and apostrophes say where a syllable ends and nothing else. `ü` is `v`, as input methods have it.

use crate::text::fold::fold_by_rule;
use crate::text::pieces::slice;
use crate::text::syllables::{Syllable, all, beginning_with};

/// The letters of no more signs are read; nobody types a longer sentence in letters.
pub const MOST_SIGNS: usize = 96;

/// The longest syllable, in letters.
const LONGEST: usize = 6;

/// Vowels with tone marks, and which letter each is.
const MARKED: [(&str, u8); 6] =
    [("āáǎăà", b'a'), ("ēéěĕè", b'e'), ("īíǐĭì", b'i'), ("ōóǒŏò", b'o'), ("ūúǔŭù", b'u'), ("üǖǘǚǜ", b'v')];

/// Other ways to type syllables with ü.
const ALIASES: [(&str, &str); 2] = [("lue", "lve"), ("nue", "nve")];

/// What a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A letter of a sound, `a` to `z`.
    Letter(u8),
    /// Any other character, and the letters of what is no sound.
    Char(char),
}

/// A sign of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub from: usize,
    /// One past its last byte.
    pub to: usize,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether no syllable may reach over its beginning.
    pub cut: bool,
}

/// What was typed, as signs. A place among them is the number of the sign that follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// The signs.
    pub signs: Vec<Sign>,
    /// Whether the last word may be unfinished: nothing closes it.
    pub open: bool,
    /// For each place the syllables that may stand there, and the places after them.
    after: Vec<Vec<(Syllable, usize)>>,
}

impl Spelling {
    /// The signs of a text.
    pub fn of(text: &str) -> Self {
        let mut spelling = Self::default();
        // A word of letters and digits, which is a sound or is not.
        let mut word: Vec<(usize, usize, char)> = Vec::new();
        let mut spaced = false;
        for (from, c) in text.char_indices() {
            let to = from + c.len_utf8();
            let c = fold_by_rule(c);
            let letter = letter_of(c).is_some() || c.is_ascii_digit();
            if letter || (!word.is_empty() && (is_apostrophe(c) || c == ':')) {
                word.push((from, to, c));
                continue;
            }
            spelling.word(&mut word, &mut spaced);
            if c.is_whitespace() {
                spaced = true;
            } else {
                spelling.signs.push(Sign { kind: Kind::Char(c), from, to, spaced, cut: true });
                spaced = false;
            }
        }
        spelling.word(&mut word, &mut spaced);
        let last = spelling.signs.last();
        spelling.open = last.is_some_and(|last| matches!(last.kind, Kind::Letter(_)) && last.to == text.len());
        if spelling.signs.len() <= MOST_SIGNS {
            spelling.after = (0..spelling.signs.len()).map(|place| spelling.syllables_at(place)).collect();
        }
        spelling
    }

    /// Takes a word: its letters where it may be a sound, else its characters.
    fn word(&mut self, word: &mut Vec<(usize, usize, char)>, spaced: &mut bool) {
        let start = self.signs.len();
        let mut sound = true;
        let mut cut = true;
        for (at, &(from, to, c)) in word.iter().enumerate() {
            let before = (at > 0).then(|| word[at - 1].2);
            match letter_of(c) {
                Some(letter) => {
                    let kind = Kind::Letter(letter);
                    self.signs.push(Sign { kind, from, to, spaced: std::mem::take(spaced), cut });
                    cut = false;
                }
                // `lu:e`; any other colon ends what may be a sound.
                None if c == ':' => match self.signs[start..].last_mut() {
                    Some(last) if last.kind == Kind::Letter(b'u') => {
                        last.kind = Kind::Letter(b'v');
                        last.to = to;
                    }
                    _ => sound = false,
                },
                // A digit is a tone after a letter.
                None => {
                    let tone = !c.is_ascii_digit() || (c <= '5' && before.is_some_and(|c| letter_of(c).is_some()));
                    sound &= tone;
                    cut = true;
                    if let Some(last) = self.signs[start..].last_mut() {
                        last.to = to;
                    }
                }
            }
        }
        if !sound {
            *spaced |= self.signs[start..].first().is_some_and(|sign| sign.spaced);
            self.signs.truncate(start);
            for (from, to, c) in word.drain(..) {
                let spaced = std::mem::take(spaced);
                self.signs.push(Sign { kind: Kind::Char(c), from, to, spaced, cut: true });
            }
        }
        word.clear();
    }

    /// Whether any sign is a letter of a sound.
    pub fn has_letters(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign.kind, Kind::Letter(_)))
    }

    /// The letters from a place on up to where a syllable must end.
    fn letters(&self, place: usize) -> String {
        let mut letters = String::new();
        for sign in self.signs[place.min(self.signs.len())..].iter().take(LONGEST) {
            match sign.kind {
                Kind::Letter(letter) if letters.is_empty() || !sign.cut => letters.push(char::from(letter)),
                _ => break,
            }
        }
        letters
    }

    /// The syllables that may stand at a place, and the places after them.
    pub fn syllables(&self, place: usize) -> &[(Syllable, usize)] {
        self.after.get(place).map_or(&[], Vec::as_slice)
    }

    fn syllables_at(&self, place: usize) -> Vec<(Syllable, usize)> {
        let letters = self.letters(place);
        let mut found = Vec::new();
        if letters.is_empty() {
            return found;
        }
        let numbered = (0..).zip(all());
        for (syllable, name) in numbered {
            let alias = ALIASES.iter().find(|(_, of)| *of == name).map(|(alias, _)| *alias);
            if letters.starts_with(name) || alias.is_some_and(|alias| letters.starts_with(alias)) {
                found.push((syllable, place + name.len()));
            }
        }
        found
    }

    /// The syllables that begin with all letters from a place to the end, and are longer; none where the last word is closed. They follow one another.
    pub fn unfinished(&self, place: usize) -> Vec<Syllable> {
        let letters = self.letters(place);
        if !self.open || letters.is_empty() || place + letters.len() != self.signs.len() {
            return Vec::new();
        }
        let longer = (0..).zip(all()).filter(|(_, name)| name.len() > letters.len() && name.starts_with(&letters));
        longer.map(|(syllable, _)| syllable).collect()
    }

    /// Whether the letters of the word that a place is in are sounds, the last perhaps unfinished.
    pub fn is_spelled_out(&self, place: usize) -> bool {
        let mut from = place;
        while from > 0 && !self.begins_word(from) {
            from -= 1;
        }
        let end = self.word_end(from);
        let mut reached = vec![false; end + 1];
        reached[from] = true;
        for at in from..end {
            if !reached[at] {
                continue;
            }
            if at > from && !self.unfinished(at).is_empty() {
                return true;
            }
            for &(_, next) in self.syllables(at) {
                if let Some(reached) = reached.get_mut(next) {
                    *reached = true;
                }
            }
        }
        reached[end]
    }

    /// One past the last letter of the word that a place is in.
    pub fn word_end(&self, place: usize) -> usize {
        let rest = self.signs.get(place + 1..).unwrap_or_default();
        let same = |sign: &&Sign| matches!(sign.kind, Kind::Letter(_)) && !sign.spaced;
        (place + 1 + rest.iter().take_while(same).count()).min(self.signs.len())
    }

    /// Whether a word of letters begins at a place.
    pub fn begins_word(&self, place: usize) -> bool {
        let Some(sign) = self.signs.get(place) else { return false };
        let before = place.checked_sub(1).map(|before| self.signs[before].kind);
        matches!(sign.kind, Kind::Letter(_)) && (sign.spaced || !matches!(before, Some(Kind::Letter(_))))
    }

    /// The text of the signs between two places.
    pub fn text<'t>(&self, text: &'t str, from: usize, to: usize) -> &'t str {
        match (self.signs.get(from), to.checked_sub(1).and_then(|last| self.signs.get(last))) {
            (Some(first), Some(last)) => slice(text, first.from, last.to),
            _ => "",
        }
    }
}

/// The lowest syllable that begins with each of some letters; none when no syllable begins with one of them.
pub fn lowest(letters: impl Iterator<Item = u8>) -> Option<Vec<Syllable>> {
    letters
        .map(|letter| {
            let (first, count) = beginning_with(letter.checked_sub(b'a')?);
            (count > 0).then_some(first)
        })
        .collect()
}

/// The letter of a sound that a folded character is.
fn letter_of(c: char) -> Option<u8> {
    if c.is_ascii() {
        return Some(c as u8).filter(u8::is_ascii_lowercase);
    }
    MARKED.iter().find(|(marked, _)| marked.chars().any(|other| other == c)).map(|(_, letter)| *letter)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syllables::name;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// All ways to cut a text into syllables.
    fn cuts(text: &str) -> BTreeSet<String> {
        let spelling = Spelling::of(text);
        let mut found = BTreeSet::new();
        let mut open = vec![(0, Vec::new())];
        while let Some((place, path)) = open.pop() {
            if place == spelling.signs.len() {
                found.insert(path.join(" "));
            }
            for &(syllable, next) in spelling.syllables(place) {
                let mut longer: Vec<&str> = path.clone();
                longer.push(name(syllable));
                open.push((next, longer));
            }
        }
        found
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(cuts(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn letters_are_cut_into_syllables() {
        check("chongqing", &["chong qing"]);
        check("chong2qing4", &["chong qing"]);
        check("chóngqìng", &["chong qing"]);
        check("ＣＨＯＮＧ qing", &["chong qing"]);
        check("xian", &["xi an", "xian"]);
        check("xi'an", &["xi an"]);
        check("xi1an1", &["xi an"]);
        check("fangan", &["fan gan", "fang an"]);
        check("lüe", &["lv e", "lve"]);
        check("lu:e4", &["lv e", "lve"]);
        check("lue4", &["lu e", "lve"]);
        check("nǚér", &["nv er"]);
        check("gpu", &[]);
        check("l3", &[]);
        check("a7", &[]);
    }

    #[test]
    fn what_is_no_sound_is_left_as_it_is() {
        let kinds = |text: &str| Spelling::of(text).signs.iter().map(|sign| sign.kind).collect::<Vec<_>>();
        assert_eq!(kinds("L3"), [Kind::Char('l'), Kind::Char('3')]);
        assert_eq!(kinds("a:b"), [Kind::Char('a'), Kind::Char(':'), Kind::Char('b')]);
        assert_eq!(kinds("重q"), [Kind::Char('重'), Kind::Letter(b'q')]);
    }

    proptest! {
        #[test]
        fn cuts_are_all_that_a_naive_search_finds(text in "[a-giknouvxz]{1,9}") {
            let mut naive: Vec<(usize, Vec<&str>)> = vec![(0, Vec::new())];
            let mut found = BTreeSet::new();
            let names: BTreeSet<&str> = all().collect();
            while let Some((at, path)) = naive.pop() {
                if at == text.len() {
                    found.insert(path.join(" "));
                }
                for end in at + 1..=text.len() {
                    let piece = &text[at..end];
                    let other = ALIASES.iter().find(|(alias, _)| *alias == piece).map(|(_, of)| *of);
                    for piece in [Some(piece), other].into_iter().flatten().filter_map(|piece| names.get(piece)) {
                        let mut longer = path.clone();
                        longer.push(*piece);
                        naive.push((end, longer));
                    }
                }
            }
            prop_assert_eq!(cuts(&text), found);
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*|[a-z0-9':ǖ 重]*") {
            let spelling = Spelling::of(&text);
            for place in 0..spelling.signs.len() + 2 {
                let _ = (spelling.syllables(place), spelling.unfinished(place), spelling.word_end(place));
                let _ = (spelling.begins_word(place), spelling.text(&text, 0, place));
            }
        }
    }
}
