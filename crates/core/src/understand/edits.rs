//! How far two words are apart, in slips of the keys.

/// The one slip that makes a word of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// They are the same, or further apart.
    None,
    /// A character of the word was left out.
    Missing,
    /// There is a character too many.
    Extra,
    /// Two neighbours stand in each other's place.
    Swapped,
    /// There is another character in the place of one.
    Other,
}

/// The slip that parts what was typed from a word.
pub fn edit(typed: &[char], word: &[char]) -> Edit {
    let before = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (typed, word) = (&typed[before..], &word[before..]);
    let behind = typed.iter().rev().zip(word.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&typed[..typed.len() - behind], &word[..word.len() - behind]) {
        ([], [_]) => Edit::Missing,
        ([_], []) => Edit::Extra,
        ([_], [_]) => Edit::Other,
        ([a, b], [c, d]) if a == d && b == c => Edit::Swapped,
        _ => Edit::None,
    }
}

/// In how many slips two words of ASCII letters are apart, from 1 to `most`: letters missing, too many, others, or neighbours swapped, none of which is touched twice
/// (optimal string alignment).
pub fn typo_distance(typed: &str, word: &str, most: usize) -> Option<usize> {
    let (a, b) = (typed.as_bytes(), word.as_bytes());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // Three rows of the table: the two before the one that is being made, and that.
    let mut rows = [vec![0; b.len() + 1], vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        rows.rotate_left(1);
        let [older, last, row] = &mut rows;
        row[0] = i;
        for j in 1..=b.len() {
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(older[j - 2] + 1);
            }
        }
    }
    Some(rows[2][b.len()]).filter(|distance| (1..=most).contains(distance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// All texts that one slip makes of a word.
    fn slips(word: &str, alphabet: &str) -> HashSet<String> {
        let chars: Vec<char> = word.chars().collect();
        let mut all = HashSet::new();
        for at in 0..=chars.len() {
            for c in alphabet.chars() {
                let mut more = chars.clone();
                more.insert(at, c);
                all.insert(more);
                if at < chars.len() {
                    let mut other = chars.clone();
                    other[at] = c;
                    all.insert(other);
                }
            }
            if at < chars.len() {
                let mut less = chars.clone();
                less.remove(at);
                all.insert(less);
            }
            if at + 1 < chars.len() {
                let mut swapped = chars.clone();
                swapped.swap(at, at + 1);
                all.insert(swapped);
            }
        }
        all.remove(&chars);
        all.into_iter().map(|chars| chars.into_iter().collect()).collect()
    }

    proptest! {
        #[test]
        fn one_slip_is_told_from_none_and_two(typed in "[ab重]{0,5}", word in "[ab重]{0,5}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let is_slip = slips(&word, "ab重").contains(&typed);
            prop_assert_eq!(edit(&chars(&typed), &chars(&word)) != Edit::None, is_slip);
        }

        #[test]
        fn typos_are_counted_as_by_trying_all(typed in "[abc]{0,5}", word in "[abc]{0,5}") {
            let one = slips(&word, "abc");
            let expected = if typed == word {
                None
            } else if one.contains(&typed) {
                Some(1)
            } else {
                None
            };
            prop_assert_eq!(typo_distance(&typed, &word, 1), expected);
            if let Some(distance) = typo_distance(&typed, &word, 2) {
                prop_assert!(distance == 1 || one.iter().any(|between| slips(between, "abc").contains(&typed)));
            }
        }
    }

    #[test]
    fn slips_have_kinds() {
        for (typed, word, expected) in [
            ("轨道通", "轨道交通", Edit::Missing),
            ("轨道交交通", "轨道交通", Edit::Extra),
            ("轨道通交", "轨道交通", Edit::Swapped),
            ("轨道交能", "轨道交通", Edit::Other),
            ("轨道交通", "轨道交通", Edit::None),
            ("道轨通交", "轨道交通", Edit::None),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(edit(&chars(typed), &chars(word)), expected, "{typed}");
        }
        assert_eq!(typo_distance("javascirpt", "javascript", 1), Some(1));
        assert_eq!(typo_distance("kuberntees", "kubernetes", 2), Some(1));
        assert_eq!(typo_distance("kubrnets", "kubernetes", 2), Some(2));
        assert_eq!(typo_distance("kubrnets", "kubernetes", 1), None);
        assert_eq!(typo_distance("rust", "dust", 1), Some(1));
    }
}
