//! Ranges as readers write them: `>100亿元`, `≤30%`, `100..200公里`, `2023-10..2023-12`.

use super::date::parse_range;
use super::tree::{Amounts, Clause};
use crate::measure::numeral::power;
use crate::measure::{Number, quantity_at};
use crate::text::fold::fold_by_rule;

/// The signs that compare: what they are, whether they ask for more, and whether the bound is left out.
const SIGNS: [(char, bool, bool); 6] = [
    ('>', true, true),
    ('<', false, true),
    ('≥', true, false),
    ('≧', true, false),
    ('≤', false, false),
    ('≦', false, false),
];

/// The range that stands here, up to white space, and how many characters it takes. None but one with a sign may begin inside a word.
pub fn range_at(chars: &[char], inside: bool) -> Option<(Clause, usize)> {
    let word = |from: usize| {
        let rest = chars[from..].iter().take_while(|c| !c.is_whitespace());
        rest.copied().map(fold_by_rule).collect::<Vec<char>>()
    };
    let first = fold_by_rule(*chars.first()?);
    if let Some(&(_, more, mut open)) = SIGNS.iter().find(|(sign, ..)| *sign == first) {
        let mut at = 1;
        if open && chars.get(1).is_some_and(|c| fold_by_rule(*c) == '=') {
            (at, open) = (2, false);
        }
        at += chars[at..].iter().take_while(|c| c.is_whitespace()).count();
        let word = word(at);
        let (value, unit) = amount(&word)?;
        let (from, to) = if more { (Some(value), None) } else { (None, Some(value)) };
        let end = at + word.len();
        let text = chars[..end].iter().filter(|c| !c.is_whitespace()).collect();
        return Some((Clause::Amount(Amounts { text, unit, from, to, open }), end));
    }
    if inside {
        return None;
    }
    let word = word(0);
    let dots = word.windows(2).position(|two| two == ['.', '.'])?;
    let text: String = word.iter().collect();
    if let Some(range) = parse_range(&text) {
        return Some((Clause::Days(range), word.len()));
    }
    let (left, right) = (&word[..dots], &word[dots + 2..]);
    let last = amount(right);
    let first = amount(left).or_else(|| {
        // 100..200亿元 begins at 100亿元, 1千..2万家 at 1千家.
        let digit = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let own = left.last().is_some_and(|c| power(*c).is_some());
        let passed = right.iter().take_while(|c| digit(c) || own && power(**c).is_some()).count();
        let bare = left.iter().all(|c| digit(c) || power(*c).is_some());
        amount(&[left, &right[passed..]].concat()).filter(|_| bare)
    });
    let complete = (first.is_some() || left.is_empty()) && (last.is_some() || right.is_empty());
    let unit = first.or(last).filter(|_| complete)?.1;
    let same = [first, last].iter().flatten().all(|(_, other)| *other == unit);
    let (from, to) = (first.map(|(value, _)| value), last.map(|(value, _)| value));
    same.then_some((Clause::Amount(Amounts { text, unit, from, to, open: false }), word.len()))
}

/// The quantity that a word is from end to end.
fn amount(word: &[char]) -> Option<(Number, &'static str)> {
    let (quantity, length, _) = quantity_at(word)?;
    (length == word.len()).then_some((quantity.value, quantity.unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        let (clause, length) = range_at(&chars, false)?;
        assert!(length <= chars.len());
        let end = |number: Option<Number>| number.map(Number::plain).unwrap_or_default();
        Some(match clause {
            Clause::Amount(Amounts { unit, from, to, open, .. }) => {
                format!("{}..{}{unit}{}", end(from), end(to), if open { " open" } else { "" })
            }
            Clause::Days(range) => format!("{:?}..{:?}", range.from, range.to),
            other => unreachable!("{other:?}"),
        })
    }

    #[test]
    fn ranges_of_amounts() {
        for (text, expected) in [
            (">100亿元", "10000000000..元 open"),
            ("＞100亿元", "10000000000..元 open"),
            (">=100亿元", "10000000000..元"),
            ("≥ 一百亿元", "10000000000..元"),
            ("< 2,000亿美元 的", "..200000000000美元 open"),
            ("≤80%", "..80%"),
            ("100..200公里", "100000..200000米"),
            ("100公里..200公里", "100000..200000米"),
            ("100..200亿元", "10000000000..20000000000元"),
            ("1千..2万家", "1000..20000家"),
            ("..3天", "..3天"),
            ("3.5个百分点..", "3.5..个百分点"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            ">100",
            "<div>",
            "＜行动计划＞",
            "100..200",
            "100公里..200元",
            "..",
            ">",
            "a..b",
            "100亿元",
            "x100..200公里",
            ">100亿元的",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_of_days() {
        assert_eq!(shown("2023-10..2023-12").as_deref(), Some("Some(19631)..Some(19722)"));
        assert_eq!(shown("2023..").as_deref(), Some("Some(19358)..None"));
        assert_eq!(shown("2023-10-24"), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[<>=≥≤＞.0-9,百万亿元公里年%月日 -]{0,20}", inside: bool) {
            let chars: Vec<char> = text.chars().collect();
            if let Some((_, length)) = range_at(&chars, inside) {
                prop_assert!(length > 0 && length <= chars.len());
            }
        }
    }
}
