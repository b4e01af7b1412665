//! By what signs places and organisations are told.

use std::ops::Range;

use super::glossary::Class;
use super::names::{GIVEN, Run, Word};
use super::signs::{Marks, Signs};

/// An organisation has at most so many words and characters; what is longer is a sentence.
const LONGEST: (usize, usize) = (8, 18);

/// An organisation that no place or proper name stands before has at least so many characters: 家政行业协会.
const LEAST_OWN: usize = 6;

impl Signs {
    /// Where the organisation begins that ends with a word.
    pub(super) fn organisation(&self, run: &Run<'_>, words: &[Word<'_>], end: usize) -> Option<usize> {
        let head = &words[end];
        let whole = head.known.marks.organisation.then_some(end);
        // 联合会商 is cut as if it spoke of a 联合会.
        let confers = head.text.ends_with('会') && words.get(end + 1).is_some_and(|next| next.text == "商");
        if !head.known.marks.body || confers {
            return whole;
        }
        let of_state = head.known.marks.of_state;
        let is_anchor = |word: &Word<'_>| {
            let Marks { place, organisation, body, national, general, place_length, .. } = word.known.marks;
            let proper = word.known.class == Class::Proper && word.length > 1 && !of_state && !body;
            place || organisation || proper && !general || of_state && national || place_length > 0
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
        let mut first = None;
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
            first = Some(at);
        }
        let Some(start) = start else {
            // What goes from the beginning of a sentence to 协会 needs no place; after (上海) it is but a part.
            let own = head.known.marks.own
                && first == Some(0)
                && length >= LEAST_OWN
                && !run.follows_bracket()
                && words[..end].iter().any(|word| !word.known.marks.general);
            return if own { Some(0) } else { whole };
        };
        let inner = &words[start + 1..end];
        // 中国公司 and 美国大型银行 name nobody.
        let alone = words[start].known.class == Class::Place || words[start].known.marks.national;
        let tells = inner.iter().any(|word| !word.known.marks.general) || !alone;
        let is_company = head.text.ends_with("公司");
        let named = !is_company
            || (tells && (head.known.marks.company || words[start].known.class == Class::Proper))
            || inner.iter().any(|word| word.known.class == Class::Proper);
        let short = end == start + 1 && words[start].known.class == Class::Place;
        (named && (tells || of_state && short)).then_some(start).or(whole)
    }

    /// The places in a run, as words, of a name that the text gives a short form of, each with the place that stands before it.
    pub(super) fn explained(&self, run: &Run<'_>, words: &[Word<'_>], name: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (byte, _) in run.text.match_indices(name) {
            let from = run.text[..byte].chars().count();
            let to = from + name.chars().count();
            let first = words.binary_search_by_key(&from, |word| word.at);
            let last = words.binary_search_by_key(&to, |word| word.at + word.length);
            if let (Ok(first), Ok(last)) = (first, last) {
                let before = (first.saturating_sub(2)..first).find(|&at| self.place(words, at) == Some(first));
                found.push(before.unwrap_or(first)..last + 1);
            }
        }
        found
    }

    /// Where the place ends that begins with a word.
    pub(super) fn place(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        let word = &words[at];
        // 中国区 and 亚洲区 are no districts.
        let joins = |next: &Word<'_>| {
            next.known.marks.suffix && !word.text.ends_with(['国', '洲', '市', '区', '县', '省', '性', '化'])
        };
        let joined = words.get(at + 1).is_some_and(joins);
        let may_be = word.known.class == Class::Place && word.length == GIVEN && !word.known.marks.nowhere;
        if word.known.marks.place || joined && may_be {
            return Some(at + 1 + usize::from(joined));
        }
        // After 渝北区 a few characters before 镇 are its name.
        let before = words.get(at.checked_sub(1)?)?;
        if before.known.class != Class::Place || !before.text.ends_with(['区', '县', '市']) {
            return None;
        }
        let is_part = |word: &&Word<'_>| {
            word.length <= GIVEN
                && matches!(word.known.class, Class::Unknown | Class::Noun | Class::Proper | Class::Person)
                && self.is_given(word)
        };
        let parts =
            words[at..].iter().take(GIVEN).take_while(|word| is_part(word) && !word.known.marks.smaller).count();
        let length: usize = words[at..at + parts].iter().map(|word| word.length).sum();
        let suffix = words.get(at + parts).is_some_and(|word| word.known.marks.smaller);
        (suffix && (GIVEN..=GIVEN + 1).contains(&length)).then_some(at + parts + 1)
    }
}
