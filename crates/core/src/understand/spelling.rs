//! Letters as pinyin: what was typed, as signs between which syllables may be cut.
//!
//! Tones, as marks or digits, and apostrophes say where a syllable ends; a tone also chooses among characters of the same syllable. `ü` is `v`, as input methods have it.

use crate::index::sounds::Sounds;
use crate::text::fold::fold_by_rule;
use crate::text::pieces::slice;
use crate::text::syllables::{Syllable, all, packed};

/// The letters of no more signs are read; nobody types a longer sentence in letters.
pub const MOST_SIGNS: usize = 96;

/// The longest syllable, in letters.
const LONGEST: usize = 6;

/// Vowels with tone marks, and which letter each is. The place of one is its tone; ă, which may be meant for ǎ, has none.
const MARKED: [(&str, u8); 6] =
    [("ăāáǎà", b'a'), ("ĕēéěè", b'e'), ("ĭīíǐì", b'i'), ("ŏōóǒò", b'o'), ("ŭūúǔù", b'u'), ("üǖǘǚǜ", b'v')];

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
    /// The tone that was typed on it or behind it, 1 to 4, or 0.
    pub tone: u8,
}

/// What was typed, as signs. A place among them is the number of the sign that follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// The signs.
    pub signs: Vec<Sign>,
    /// Whether the last word may be unfinished: nothing closes it.
    pub open: bool,
    /// Whether the index is fuzzy, the letters of each syllable as one number ([`packed`]), and under which syllable the words with each are listed.
    fuzzy: bool,
    names: Vec<u32>,
    classes: Vec<Syllable>,
    /// For each place the syllables that may stand there, and the places after them.
    after: Vec<Vec<(Syllable, usize)>>,
}

impl Spelling {
    /// The signs of a text, not yet cut into syllables.
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
                spelling.signs.push(Sign { kind: Kind::Char(c), from, to, spaced, cut: true, tone: 0 });
                spaced = false;
            }
        }
        spelling.word(&mut word, &mut spaced);
        let last = spelling.signs.last();
        spelling.open = last.is_some_and(|last| matches!(last.kind, Kind::Letter(_)) && last.to == text.len());
        spelling
    }

    /// Cuts the letters into the syllables of an index, at most [`MOST_SIGNS`].
    pub fn cut(&mut self, sounds: &Sounds) {
        self.fuzzy = sounds.is_fuzzy();
        self.names = all().map(|name| packed(name.as_bytes(), false)).collect();
        self.classes = sounds.classes().to_vec();
        let places = 0..self.signs.len().min(MOST_SIGNS);
        self.after = places.map(|place| self.syllables_at(place)).collect();
    }

    /// Takes a word: its letters where it may be a sound, else its characters.
    fn word(&mut self, word: &mut Vec<(usize, usize, char)>, spaced: &mut bool) {
        let start = self.signs.len();
        let mut sound = true;
        let mut cut = true;
        // The letters since the last cut, and whether any of the word has a tone: a digit is one where these letters are one syllable, or others are tones.
        let mut letters = Vec::new();
        let mut toned = false;
        for &(from, to, c) in word.iter() {
            match letter_of(c) {
                Some((letter, tone)) => {
                    if cut {
                        letters.clear();
                    }
                    toned |= tone > 0;
                    letters.push(letter);
                    let kind = Kind::Letter(letter);
                    self.signs.push(Sign { kind, from, to, spaced: std::mem::take(spaced), cut, tone });
                    cut = false;
                }
                // `lu:e`; any other colon ends what may be a sound.
                None if c == ':' => match self.signs[start..].last_mut() {
                    Some(last) if last.kind == Kind::Letter(b'u') => {
                        letters.pop();
                        letters.push(b'v');
                        last.kind = Kind::Letter(b'v');
                        last.to = to;
                    }
                    _ => sound = false,
                },
                None => {
                    let typed = packed(&letters, false);
                    let syllable =
                        || letters.len() <= LONGEST && all().any(|name| packed(name.as_bytes(), false) == typed);
                    sound &= !c.is_ascii_digit() || (c <= '5' && !cut && (toned || syllable()));
                    cut = true;
                    if let Some(last) = self.signs[start..].last_mut() {
                        last.to = to;
                        if matches!(c, '1'..='4') {
                            last.tone = c as u8 - b'0';
                        }
                    }
                }
            }
        }
        if !sound {
            *spaced |= self.signs[start..].first().is_some_and(|sign| sign.spaced);
            self.signs.truncate(start);
            for (from, to, c) in word.drain(..) {
                let spaced = std::mem::take(spaced);
                self.signs.push(Sign { kind: Kind::Char(c), from, to, spaced, cut: true, tone: 0 });
            }
        }
        word.clear();
    }

    /// Whether any sign is a letter of a sound.
    pub fn has_letters(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign.kind, Kind::Letter(_)))
    }

    /// The letters from a place on up to where a syllable must end.
    fn letters(&self, place: usize) -> Vec<u8> {
        let mut letters = Vec::new();
        for sign in self.signs.iter().skip(place).take(LONGEST) {
            match sign.kind {
                Kind::Letter(letter) if letters.is_empty() || !sign.cut => letters.push(letter),
                _ => break,
            }
        }
        letters
    }

    /// The syllables that may stand at a place, of classes the first ones, and the places after them.
    pub fn syllables(&self, place: usize) -> &[(Syllable, usize)] {
        self.after.get(place).map_or(&[], Vec::as_slice)
    }

    fn syllables_at(&self, place: usize) -> Vec<(Syllable, usize)> {
        let letters = self.letters(place);
        let mut typed: Vec<u32> = (1..=letters.len()).map(|length| packed(&letters[..length], self.fuzzy)).collect();
        let mut found = Vec::new();
        for (syllable, name) in (0..).zip(all()) {
            let name = packed(name.as_bytes(), self.fuzzy);
            for (to, typed) in (place + 1..).zip(&mut typed) {
                if *typed == name {
                    // Others of the class are later.
                    *typed = 0;
                    found.push((syllable, to));
                }
            }
        }
        found
    }

    /// The syllables that begin with all letters from a place to the end, and are longer, of classes the first ones; none where the last word is closed.
    pub fn unfinished(&self, place: usize) -> Vec<Syllable> {
        let letters = self.letters(place);
        if !self.open || letters.is_empty() || place + letters.len() != self.signs.len() {
            return Vec::new();
        }
        let mut classes = Vec::new();
        for (name, class) in all().zip(&self.classes) {
            if name.len() > letters.len() && name.as_bytes().starts_with(&letters) && !classes.contains(class) {
                classes.push(*class);
            }
        }
        classes
    }

    /// The letter, a as 0, with which words are listed that begin with the one at a place; none of what is no letter.
    pub fn initial(&self, place: usize) -> Option<u8> {
        let Kind::Letter(first) = self.signs.get(place)?.kind else { return None };
        // The only letter of which no class has its first syllable.
        let first = if self.fuzzy && first == b'n' { b'l' } else { first };
        first.checked_sub(b'a')
    }

    /// In how much of spelling and tone a character that is listed with a syllable differs from what was typed for it from one place to another; `whole` if these are all of its letters.
    pub fn differs(&self, from: usize, to: usize, whole: bool, (c, class): (char, Syllable), sounds: &Sounds) -> u32 {
        let signs = self.signs.get(from..to).unwrap_or_default();
        let tone = signs.iter().fold(0, |tone, sign| tone | sign.tone);
        if tone == 0 && !sounds.is_fuzzy() {
            return 0;
        }
        let mut letters = self.letters(from);
        letters.truncate(signs.len());
        let typed = packed(&letters, false);
        let soundings = sounds.characters(class).iter().filter(|sounding| sounding.char == c);
        let differ = soundings.map(|sounding| {
            let mut name = self.names.get(usize::from(sounding.syllable)).copied().unwrap_or_default();
            // As long as what was typed, if it begins with that.
            while !whole && name > typed {
                name >>= 5;
            }
            let spelled = name == typed;
            let toned = tone == 0 || sounding.tones == 0 || sounding.tones << 1 >> tone & 1 == 1;
            u32::from(!spelled) + u32::from(!toned)
        });
        differ.min().unwrap_or(0)
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

/// The letter of a sound that a folded character is, and the tone of its mark.
fn letter_of(c: char) -> Option<(u8, u8)> {
    if c.is_ascii() {
        return Some((c as u8, 0)).filter(|(letter, _)| letter.is_ascii_lowercase());
    }
    let of = |&(marked, letter): &(&str, u8)| Some((letter, marked.chars().position(|other| other == c)? as u8));
    MARKED.iter().find_map(of)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::sounds::Usage;
    use crate::text::syllables::name;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn cut(text: &str, fuzzy: bool) -> Spelling {
        let mut spelling = Spelling::of(text);
        spelling.cut(&Sounds::new([], fuzzy));
        spelling
    }

    /// All ways to cut a text into syllables.
    fn cuts(text: &str) -> BTreeSet<String> {
        let spelling = cut(text, false);
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
        check("chóngqing4", &["chong qing"]);
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

    #[test]
    fn fuzzily_the_first_syllable_of_a_class_stands_for_all() {
        let at = |text: &str, place: usize| {
            let spelling = cut(text, true);
            spelling.syllables(place).iter().map(|&(syllable, to)| (name(syllable), to)).collect::<Vec<_>>()
        };
        assert_eq!(at("congqing", 0), [("chong", 3), ("chong", 4)]);
        assert_eq!(at("shang", 0), [("sa", 3), ("san", 4), ("san", 5)]);
        assert_eq!(at("din", 0), [("di", 2), ("ding", 3)]);
        assert_eq!(cut("niu", true).initial(0), Some(b'l' - b'a'));
        assert_eq!(cut("niu", false).initial(0), Some(b'n' - b'a'));
        let unfinished = |fuzzy| cut("aso", fuzzy).unfinished(1).into_iter().map(name).collect::<Vec<_>>();
        assert_eq!((unfinished(false), unfinished(true)), (vec!["song", "sou"], vec!["song", "shou"]));
    }

    #[test]
    fn a_character_differs_from_what_was_typed_in_spelling_and_tone() {
        let of = |name| crate::text::syllables::find(name).expect("a syllable");
        let readings = [('上', "shang", 0b1000), ('山', "shan", 1), ('的', "de", 0)];
        let all = readings.map(|(c, name, tones)| (c, of(name), Usage::Main, tones, 1));
        let differs = |text: &str, fuzzy: bool, c: char| {
            let sounds = Sounds::new(all, fuzzy);
            let mut spelling = Spelling::of(text);
            spelling.cut(&sounds);
            let class = sounds.of_char(c).next().expect("a reading").0;
            spelling.differs(0, spelling.signs.len(), true, (c, class), &sounds)
        };
        assert_eq!(["shang", "shàng", "shang4", "shang5", "shang0"].map(|text| differs(text, false, '上')), [0; 5]);
        assert_eq!(["shăng", "sháng", "shang1"].map(|text| differs(text, false, '上')), [0, 1, 1]);
        assert_eq!(["shang", "shan", "sang", "san1"].map(|text| differs(text, true, '上')), [0, 1, 1, 2]);
        assert_eq!(["shang4", "shan1", "shan2"].map(|text| differs(text, true, '山')), [2, 0, 1]);
        assert_eq!(differs("de3", false, '的'), 0);
    }

    proptest! {
        #[test]
        fn cuts_are_all_that_a_naive_search_finds(text in "[a-giknouvxz]{1,9}") {
            let mut naive: Vec<(usize, Vec<&str>)> = vec![(0, Vec::new())];
            let mut found = BTreeSet::new();
            let names: BTreeSet<&str> = all().collect();
            let aliases = [("lue", "lve"), ("nue", "nve")];
            while let Some((at, path)) = naive.pop() {
                if at == text.len() {
                    found.insert(path.join(" "));
                }
                for end in at + 1..=text.len() {
                    let piece = &text[at..end];
                    let other = aliases.iter().find(|(alias, _)| *alias == piece).map(|(_, of)| *of);
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
            let spelling = cut(&text, text.len() % 2 == 1);
            for place in 0..spelling.signs.len() + 2 {
                let _ = (spelling.initial(place), spelling.differs(place, place + 2, true, ('重', 3), &Sounds::new([], true)));
                let _ = (spelling.syllables(place), spelling.unfinished(place), spelling.word_end(place));
                let _ = (spelling.begins_word(place), spelling.text(&text, 0, place));
            }
        }
    }
}
