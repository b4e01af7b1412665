//! Numbers and days written either way: 十五号线 is 15号线, 两千亿元 is 2000亿元, 2,000亿元 and 0.2万亿元, 八成 is 80%, 十月二十四日 is 10月24日.

use crate::index::Index;
use crate::index::leaf::key;
use crate::query::{Leaf, Meant, Why};
use crate::text::pieces::slice;
use crate::text::{AtomKind, atomise};

use super::numeral::{Number, Script, digit_by_digit, read};

/// How much the same number counts that is written in another way.
const SAME: f32 = 0.95;

/// How much a day counts without its year: the year may be another.
const WITHOUT_YEAR: f32 = 0.8;

/// After a lone digit these make a number of it; else it is as often a part of a name or of a word: 三峡, 一般, 七夕.
const COUNTED: [&str; 14] =
    ["号线", "亿", "万", "月", "日", "届", "期", "季度", "公里", "级", "岁", "周年", "等奖", "季"];

/// A number in a text.
struct Numeral {
    /// Bytes from the start of the text.
    from: usize,
    to: usize,
    number: Number,
    script: Script,
    /// Whether it is a share: 八成, 80%, 百分之八十.
    share: bool,
}

/// Adds the leaf with its numbers written in each other way that the index may hold.
pub fn add(leaf: &Leaf, index: &Index, meant: &mut Vec<Leaf>) {
    let numerals = numerals(&leaf.text);
    if numerals.is_empty() {
        return;
    }
    let mut push = |text: String, of: &str, weight: f32| {
        if text != leaf.text && may_stand(&text, &leaf.text, index) && meant.iter().all(|other| other.text != text) {
            meant.push(Leaf {
                text,
                meant: Some(Meant { of: of.to_owned(), why: Why::Number, weight, clauses: 1 }),
                ..leaf.clone()
            });
        }
    };
    if let Some((from, to, days)) = day(&leaf.text, &numerals) {
        let (before, after) = (slice(&leaf.text, 0, from), slice(&leaf.text, to, leaf.text.len()));
        for (text, weight) in days {
            push([before, &text, after].concat(), slice(&leaf.text, from, to), weight);
        }
        return;
    }
    // Each way of the first with the like way of the others: who writes 十五 writes 三十 beside it.
    let ways: Vec<Vec<String>> = numerals.iter().map(|numeral| ways(numeral, &leaf.text)).collect();
    let most = ways.iter().map(Vec::len).max().unwrap_or_default();
    for way in 0..most {
        let mut text = String::new();
        let mut at = 0;
        for (numeral, ways) in numerals.iter().zip(&ways) {
            text += slice(&leaf.text, at, numeral.from);
            text += ways
                .get(way.min(ways.len().saturating_sub(1)))
                .map_or(slice(&leaf.text, numeral.from, numeral.to), String::as_str);
            at = numeral.to;
        }
        text += slice(&leaf.text, at, leaf.text.len());
        push(text, &leaf.text, SAME);
    }
}

/// Whether what follows a lone digit makes a number of it.
fn counted(behind: &str) -> bool {
    COUNTED.iter().any(|counted| behind.starts_with(counted))
}

/// The numbers of a text, in order.
fn numerals(text: &str) -> Vec<Numeral> {
    let places: Vec<(usize, char)> =
        text.char_indices().map(|(at, c)| (at, crate::text::fold::fold_by_rule(c))).collect();
    let chars: Vec<char> = places.iter().map(|(_, c)| *c).collect();
    let byte = |at: usize| places.get(at).map_or(text.len(), |(byte, _)| *byte);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        // 百分之八十 begins with what is a number too.
        let share = chars[at..].starts_with(&['百', '分', '之']);
        let start = if share { at + 3 } else { at };
        // `GPT4` and `3d` are names.
        let named = start > 0 && chars[start - 1].is_ascii_alphabetic();
        let Some((number, length, script)) = read(&chars[start..]).filter(|_| !named) else {
            at += 1;
            continue;
        };
        let end = start + length;
        let rest = &chars[end..];
        let tenths = script == Script::Chinese && rest.first() == Some(&'成') && length == 1;
        let hundredths = rest.first() == Some(&'%');
        let behind = slice(text, byte(end), text.len());
        let plain = match script {
            Script::Arabic => (length > 1 || counted(behind)) && !rest.first().is_some_and(char::is_ascii_alphabetic),
            Script::Digits => rest.first() == Some(&'年') || length > 2,
            Script::Chinese => length > 1 || counted(behind),
        };
        if share || tenths || hundredths || plain {
            found.push(Numeral {
                from: byte(at),
                to: byte(end + usize::from(tenths || hundredths)),
                number: if tenths { number.times_ten_to(1) } else { number },
                script,
                share: share || tenths || hundredths,
            });
        }
        at = end + usize::from(tenths || hundredths);
    }
    found
}

/// The other ways to write a number.
fn ways(numeral: &Numeral, text: &str) -> Vec<String> {
    let Numeral { number, .. } = *numeral;
    let year = slice(text, numeral.to, text.len()).starts_with('年');
    let mut ways = Vec::new();
    if numeral.share {
        ways.extend(number.arabic(false).map(|digits| digits + "%"));
        ways.extend(number.chinese().map(|digits| format_share(&digits)));
        ways.extend(
            number
                .times_ten_to(-1)
                .whole()
                .filter(|tenths| *tenths < 10)
                .and_then(|tenths| Number::new(tenths, 0).chinese())
                .map(|tenth| tenth + "成"),
        );
    } else if year {
        ways.extend(number.arabic(false));
        ways.extend(number.whole().filter(|year| (1000..3000).contains(year)).map(digit_by_digit));
    } else {
        let mut arabic = |text: Option<String>, unit: &str| ways.extend(text.map(|digits| digits + unit));
        for (unit, power) in [("", 0), ("万", 4), ("亿", 8), ("万亿", 12)] {
            let part = number.times_ten_to(-power);
            arabic(part.arabic(false), unit);
            if numeral.script != Script::Digits {
                arabic(part.arabic(true), unit);
            }
        }
        ways.extend(number.chinese());
        // 两千 and 二千.
        ways.extend(
            number
                .chinese()
                .filter(|digits| digits.starts_with('两'))
                .map(|digits| ["二", slice(&digits, '两'.len_utf8(), digits.len())].concat()),
        );
    }
    let typed = slice(text, numeral.from, numeral.to);
    ways.retain(|way| way != typed);
    ways.dedup();
    ways
}

/// A share in Chinese.
fn format_share(digits: &str) -> String {
    ["百分之", digits].concat()
}

/// Year, month and day that a text names by three numbers, or month and day by two: the bytes that they take, and other ways to write them.
fn day(text: &str, numerals: &[Numeral]) -> Option<(usize, usize, Vec<(String, f32)>)> {
    let behind = |numeral: &Numeral, sign: &str| slice(text, numeral.to, text.len()).starts_with(sign);
    let whole = |numeral: &Numeral, most: u64| {
        numeral.number.whole().filter(|number| (1..=most).contains(number) && !numeral.share)
    };
    let touch = |a: &Numeral, b: &Numeral, sign: &str| a.to + sign.len() == b.from && behind(a, sign);
    let (year, month, last) = numerals
        .windows(3)
        .find_map(|three| {
            let [year, month, day] = three else { return None };
            let joined = |first: &str, second: &str| touch(year, month, first) && touch(month, day, second);
            (joined("年", "月") || joined("-", "-") || joined("/", "/") || joined(".", ".")).then_some((
                Some(year),
                month,
                day,
            ))
        })
        .or_else(|| {
            numerals.windows(2).find_map(|two| {
                let [month, day] = two else { return None };
                (touch(month, day, "月") && (behind(day, "日") || behind(day, "号"))).then_some((None, month, day))
            })
        })?;
    let (month_number, day_number) = (whole(month, 12)?, whole(last, 31)?);
    let year_number = match year {
        Some(year) => Some(whole(year, 2999).filter(|year| *year >= 1000)?),
        None => None,
    };
    let mut to = last.to;
    for sign in ["日", "号"] {
        if behind(last, sign) {
            to += sign.len();
        }
    }
    let spoken = |number: u64| Number::new(number, 0).chinese().unwrap_or_default();
    let short = [month_number.to_string().as_str(), "月", day_number.to_string().as_str(), "日"].concat();
    let said = [spoken(month_number).as_str(), "月", spoken(day_number).as_str(), "日"].concat();
    let mut days = Vec::new();
    if let Some(number) = year_number {
        days.push(([number.to_string().as_str(), "年", &short].concat(), SAME));
        days.push(([digit_by_digit(number).as_str(), "年", &said].concat(), SAME));
        let padded =
            |number: u64| if number < 10 { ["0", number.to_string().as_str()].concat() } else { number.to_string() };
        days.push(([number.to_string(), padded(month_number), padded(day_number)].join("-"), SAME));
        days.push((short, WITHOUT_YEAR));
        days.push((said, WITHOUT_YEAR * SAME));
    } else {
        days.push((short, SAME));
        days.push((said, SAME));
    }
    Some((year.unwrap_or(month).from, to, days))
}

/// Whether the index may hold a text that is written in another way: it knows the words of digits and the pairs of characters in which the two differ.
pub fn may_stand(text: &str, typed: &str, index: &Index) -> bool {
    let folder = &index.language().folder;
    let atoms = atomise(text, folder);
    let known = atomise(typed, folder);
    let holds = |key: &str| index.term(key).postings.articles > 0;
    atoms.iter().enumerate().all(|(at, atom)| match atom.kind {
        AtomKind::Word => known.iter().any(|other| other.is_same(atom)) || holds(&atom.word),
        AtomKind::Han => match atoms.get(at + 1) {
            Some(next) if next.kind == AtomKind::Han => {
                known.windows(2).any(|pair| pair[0].is_same(atom) && pair[1].is_same(next))
                    || holds(&key::pair(atom.first, next.first))
            }
            _ => true,
        },
        AtomKind::Symbol => true,
    })
}
