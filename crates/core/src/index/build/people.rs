//! By what signs people are told.

use std::ops::Range;

use super::glossary::Class;
use super::names::{GIVEN, Word};
use super::signs::Signs;

/// Words of the dictionary that begin with a surname are more often others than people when they are frequent. Of two characters, those are people that are
/// rarer than this (see [`super::glossary::Known::rarity`]).
const RARE: f32 = 10.0;

/// Before this a list of names ends.
const AND_OTHERS: char = '等';

impl Signs {
    /// Whether a word may be a given name or half of one.
    pub(super) fn is_given(&self, word: &Word<'_>) -> bool {
        let plain = match word.length {
            1 => true,
            // The dictionary has given names among places too.
            GIVEN => match word.known.class {
                Class::Person | Class::Foreign | Class::Unknown => !word.known.marks.title && !word.known.marks.nobody,
                Class::Place => !word.known.marks.place,
                _ => false,
            },
            _ => false,
        };
        plain && word.known.marks.given
    }

    /// Whether a title ends before a word: one word, or the last character of one that the dictionary does not have, as in 指令长.
    fn title_before(words: &[Word<'_>], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return false };
        let noun = |word: &Word<'_>| word.length > 1 && word.known.class == Class::Noun;
        before.known.marks.title || before.text == "长" && at > 1 && noun(&words[at - 2])
    }

    /// Where a name ends that goes on with words written as foreign names are.
    fn goes_on(words: &[Word<'_>], end: usize) -> usize {
        let foreign = |word: &&Word<'_>| {
            let class = matches!(word.known.class, Class::Foreign | Class::Person | Class::Unknown);
            word.known.marks.by_sound && class && word.known.marks.given && !word.known.marks.title
        };
        end + words[end..].iter().take_while(foreign).count()
    }

    /// Whether a known name is not a part of another: 李冰 in 李冰洁, 巴赫 in 巴赫穆特.
    fn stands_alone(words: &[Word<'_>], at: usize) -> bool {
        let foreign = words[at].known.marks.by_sound;
        let part = |word: &Word<'_>| {
            let single = word.length == 1 && word.known.class == Class::Unknown;
            word.known.marks.given && (single && !foreign || foreign && word.known.marks.by_sound)
        };
        let before = at.checked_sub(1).is_some_and(|before| foreign && part(&words[before]));
        !before && !words.get(at + 1).is_some_and(part)
    }

    /// The words of the person whose name begins with a word.
    pub(super) fn person(&self, words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
        let word = &words[at];
        let marks = &word.known.marks;
        if marks.place || marks.organisation || marks.nobody {
            return None;
        }
        if marks.person && Self::stands_alone(words, at) {
            return Some(at..at + 1);
        }
        let surname = usize::from(marks.surname_length);
        let named = matches!(word.known.class, Class::Person | Class::Foreign | Class::Place);
        if surname == 0 && !(named && marks.by_sound) {
            return None;
        }
        let title_before = Self::title_before(words, at);
        let said = |end: usize| words.get(end).is_some_and(|next| next.known.marks.title || next.known.marks.speaking);
        let does = |end: usize| words.get(end).is_some_and(|next| next.known.marks.doing);
        let ends = |end: usize| end == words.len() || said(end) || does(end);
        // Moscow and Tesla say things too; presidents are people.
        if named && title_before && word.length >= GIVEN && marks.by_sound {
            return Some(at..Self::goes_on(words, at + 1));
        }
        let whole = matches!(word.known.class, Class::Person | Class::Foreign) && surname > 0;
        if whole && word.length > surname && word.length <= surname + GIVEN {
            // 王小 may be the beginning of 王小明.
            let parted = |word: &Word<'_>| !word.known.marks.given || word.length > 1 && title_before;
            let longer = word.length == surname + 1
                && words.get(at + 1).is_some_and(|next| next.length == 1 && self.is_given(next))
                && (ends(at + 2) || words.get(at + 2).is_some_and(parted));
            let end = at + 1 + usize::from(longer);
            let given = word.text.chars().nth(surname).is_some() && marks.given;
            let rare = word.length > GIVEN || word.known.rarity >= RARE;
            let acts = does(end) && given && rare && (at == 0 || words[at - 1].length > 1);
            let by_class = word.known.class == Class::Person && (title_before || said(end));
            return ((by_class || acts) && !marks.address).then_some(at..end);
        }
        let end = self.surname_and_given(words, at)?;
        let apart = at == 0 || title_before || words[at - 1].length > 1;
        let two = words[at + 1].length == GIVEN;
        // Where another single character follows, nobody knows where the name ends.
        let ends_well =
            ends(end) || !two && words.get(end).is_some_and(|word| word.length > 1 || !word.known.marks.given);
        let told = title_before && ends_well || said(end) && (!two || at == 0) || at == 0 && does(end);
        (apart && told).then_some(at..end)
    }

    /// Where a name ends that the dictionary cuts into a surname and the characters of a given name.
    fn surname_and_given(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        let word = &words[at];
        if !word.known.marks.surname || word.length > GIVEN {
            return None;
        }
        let first = words.get(at + 1).filter(|word| self.is_given(word))?;
        if first.length == GIVEN {
            return Some(at + 2);
        }
        // Of 刘迅王小明 the third character begins another name.
        let another = |word: &Word<'_>| {
            word.known.marks.surname
                && words.get(at + 3).is_some_and(|next| next.length == GIVEN && self.is_given(next))
        };
        let second = words.get(at + 2).is_some_and(|word| word.length == 1 && self.is_given(word) && !another(word));
        Some(at + 2 + usize::from(second))
    }

    /// The words of a person that stand in a list after another: the whole of a run, or up to a title, a verb or 等.
    pub(super) fn listed(&self, words: &[Word<'_>]) -> Option<Range<usize>> {
        let word = words.first()?;
        let marks = &word.known.marks;
        if marks.place
            || marks.organisation
            || marks.nobody
            || marks.address
            || marks.title
            || marks.surname_length == 0
        {
            return None;
        }
        let surname = usize::from(marks.surname_length);
        let whole = matches!(word.known.class, Class::Person | Class::Foreign)
            && word.length > surname
            && word.length <= surname + GIVEN
            && marks.given;
        let end = match whole {
            true => 1,
            false => self.surname_and_given(words, 0)?,
        };
        let ends = words.get(end).is_none_or(|next| {
            let marks = &next.known.marks;
            marks.title || marks.speaking || marks.doing || next.text.starts_with(AND_OTHERS)
        });
        ends.then_some(0..end)
    }
}
