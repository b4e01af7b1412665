//! Numbers and days written either way: 十五号线 is 15号线, 两千亿元 is 2000亿元, 2,000亿元 and 0.2万亿元, 八成 is 80%, 十月二十四日 is 10月24日.

use crate::index::Index;
use crate::index::leaf::key;
use crate::measure::days::{Written, written_at};
use crate::measure::numeral::{Number, Script, digit_by_digit, is_inside, read};
use crate::query::{Form, Leaf, Meant, Why};
use crate::text::fold::Folded;
use crate::text::pieces::{digits, replaced, slice};
use crate::text::{AtomKind, atomise};

/// How much the same number counts that is written in another way.
const SAME: f32 = 0.95;

/// How much less a day counts without its year: the year may be another.
const WITHOUT_YEAR: f32 = 0.8 / SAME;

/// How a day is written, what that counts, and how it is matched: `M` and `D` stand for month and day in digits, `P` and `Q` in two of them, `m` and `d` in Chinese, `Y` and
/// `y` for the year with 年 behind it, `X` for its digits alone.
const DAYS: [(&str, f32, Form); 6] = [
    ("YM月D日", SAME, Form::Plain),
    ("ym月d日", SAME, Form::Plain),
    ("X-P-Q", SAME, Form::Plain),
    ("M月D日", SAME, Form::Plain),
    ("m月d日", SAME * SAME, Form::Plain),
    // 10月20-25日 begins with the day too: the digits are whole words there.
    ("M月D", SAME * SAME, Form::Phrase),
];

/// How many of [`DAYS`] name the year.
const IN_YEAR: usize = 3;

/// The same for the days of one month, up to `E` or `e`.
const SPANS: [(&str, f32, Form); 6] = [
    ("YM月D日至E日", SAME, Form::Plain),
    ("YM月D日—E日", SAME, Form::Plain),
    ("YM月D至E日", SAME, Form::Plain),
    ("YM月D-E日", SAME, Form::Plain),
    ("YM月D—E日", SAME, Form::Plain),
    ("m月d日至e日", SAME, Form::Plain),
];

/// After a lone digit these make a number of it; else it is as often a part of a name or of a word: 三峡, 一般, 七夕.
const COUNTED: [&str; 14] =
    ["号线", "亿", "万", "月", "日", "届", "期", "季度", "公里", "级", "岁", "周年", "等奖", "季"];

/// Roman numbers from 1 on, as they are folded.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// A text, what it counts, and how it is matched.
type Way = (String, f32, Form);

/// A number in a text.
struct Numeral {
    /// Characters from the start of the text.
    from: usize,
    to: usize,
    number: Number,
    script: Script,
    /// Whether it is a share: 八成, 80%, 百分之八十.
    share: bool,
}

/// Adds the leaf with its numbers written in each other way that the index may hold.
pub fn add(leaf: &Leaf, index: &Index, meant: &mut Vec<Leaf>) {
    let text = leaf.text.as_str();
    let mut folded: Vec<Folded> = Vec::new();
    index.language().folder.each(text, |one| folded.push(one));
    let chars: Vec<char> = folded.iter().map(|one| one.char).collect();
    let numerals = numerals(&chars);
    if numerals.is_empty() {
        return;
    }
    let byte = |at: usize| folded.get(at).map_or(text.len(), |one| one.start);
    let mut push = |other: String, of: &str, weight: f32, form: Form| {
        if other != text && may_stand(&other, text, index) && meant.iter().all(|known| known.text != other) {
            let meaning = Meant { of: of.to_owned(), why: Why::Number, weight, clauses: 1 };
            meant.push(Leaf { text: other, form, meant: Some(meaning), ..leaf.clone() });
        }
    };
    if let Some((from, to, days)) = day(&folded, &chars, text) {
        let (before, after) = (slice(text, 0, from), slice(text, to, text.len()));
        for (day, weight, form) in days {
            push([before, &day, after].concat(), slice(text, from, to), weight, form);
        }
        return;
    }
    // Each way of the first with the like way of the others: who writes 十五 writes 三十 beside it.
    let ways: Vec<Vec<String>> = numerals.iter().map(|numeral| ways(numeral, &chars)).collect();
    let most = ways.iter().map(Vec::len).max().unwrap_or_default();
    for way in 0..most {
        let spans = numerals.iter().zip(&ways).filter_map(|(numeral, ways)| {
            let other = ways.get(way.min(ways.len().saturating_sub(1)))?;
            Some((byte(numeral.from), byte(numeral.to), other.as_str()))
        });
        push(replaced(text, &spans.collect::<Vec<_>>()), text, SAME, Form::Plain);
    }
}

/// Whether a number before this is one in letters, as units of measure are signs: nobody writes 四十 before `℃`.
fn in_letters(next: &char) -> bool {
    next.is_ascii_alphabetic() || matches!(next, '°' | '℃')
}

/// Whether what follows a lone digit makes a number of it.
fn counted(behind: &[char]) -> bool {
    COUNTED.iter().any(|counted| begins(behind, counted))
}

fn begins(chars: &[char], with: &str) -> bool {
    let mut chars = chars.iter();
    with.chars().all(|c| chars.next() == Some(&c))
}

/// The numbers of a folded text, in order.
fn numerals(chars: &[char]) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        // 百分之八十 begins with what is a number too.
        let share = chars[at..].starts_with(&['百', '分', '之']);
        let start = if share { at + 3 } else { at };
        let before = start.checked_sub(1).and_then(|before| chars.get(before));
        if before == Some(&'第')
            && let Some((number, length)) = roman(&chars[start..])
        {
            let (number, to) = (Number::new(number, 0), start + length);
            found.push(Numeral { from: at, to, number, script: Script::Arabic, share: false });
            at = to;
            continue;
        }
        // `GPT4` and `3d` are names.
        let named = before.is_some_and(char::is_ascii_alphabetic);
        let Some((number, length, script)) = read(&chars[start..]).filter(|_| !named) else {
            at += 1;
            continue;
        };
        let end = start + length;
        let rest = &chars[end..];
        let tenths = script == Script::Chinese && rest.first() == Some(&'成') && length == 1;
        let hundredths = rest.first() == Some(&'%');
        let plain = match script {
            Script::Arabic => (length > 1 || counted(rest)) && !rest.first().is_some_and(in_letters),
            Script::Digits => rest.first() == Some(&'年') || length > 2,
            Script::Chinese => length > 1 || counted(rest),
        };
        let to = end + usize::from(tenths || hundredths);
        if share || tenths || hundredths || plain {
            let number = if tenths { number.times_ten_to(1) } else { number };
            found.push(Numeral { from: at, to, number, script, share: share || tenths || hundredths });
        }
        at = to;
    }
    found
}

/// The Roman number that begins here, as it is folded, and how many letters it has.
fn roman(chars: &[char]) -> Option<(u64, usize)> {
    let length = chars.iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    let number = ROMAN.iter().position(|roman| roman.len() == length && begins(chars, roman))?;
    Some((number as u64 + 1, length))
}

/// The other ways to write a number.
fn ways(numeral: &Numeral, chars: &[char]) -> Vec<String> {
    let Numeral { number, .. } = *numeral;
    let typed: String = chars[numeral.from..numeral.to].iter().collect();
    let mut ways: Vec<String> = Vec::new();
    let mut add = |before: &str, digits: Option<String>, after: &str| {
        let way = digits.map(|digits| [before, &digits, after].concat());
        ways.extend(way.filter(|way| *way != typed));
    };
    if numeral.share {
        add("", number.arabic(false), "%");
        add("百分之", number.chinese(), "");
        let tenths = number.times_ten_to(-1);
        add("", tenths.chinese().filter(|_| tenths.whole().is_some_and(|tenths| tenths < 10)), "成");
    } else if chars.get(numeral.to) == Some(&'年') {
        add("", number.arabic(false), "");
        if let Some(year) = number.whole().filter(|year| (1000..3000).contains(year)).map(digit_by_digit) {
            // Half of all write 零.
            add("", Some(year.chars().map(|c| if c == '〇' { '零' } else { c }).collect()), "");
            add("", Some(year), "");
        }
    } else {
        for (unit, power) in [("", 0), ("万", 4), ("亿", 8), ("万亿", 12)] {
            let part = number.times_ten_to(-power);
            add("", part.arabic(false), unit);
            if numeral.script != Script::Digits {
                add("", part.arabic(true), unit);
            }
        }
        let digits = number.chinese();
        // 两千 and 二千.
        add("二", digits.as_deref().and_then(|digits| digits.strip_prefix('两')).map(str::to_owned), "");
        add("", digits, "");
        if numeral.from > 0 && chars[numeral.from - 1] == '第' {
            let roman = number.whole().and_then(|number| ROMAN.get((number as usize).checked_sub(1)?));
            add("", roman.map(|roman| (*roman).to_owned()), "");
        }
    }
    ways.dedup();
    ways
}

/// The day that a text names, or the days of one month: the bytes that they take, and other ways to write them.
fn day(chars: &[Folded], numerals: &[char], text: &str) -> Option<(usize, usize, Vec<Way>)> {
    let (at, written, length) = (0..chars.len()).find_map(|at| {
        let (written, length) =
            written_at(&numerals[at..]).filter(|(written, _)| written.day.is_some() && !is_inside(numerals, at))?;
        Some((at, written, length))
    })?;
    let Written { year, month: Some(month), day: Some(day), until } = written else { return None };
    let (from, to) = (chars[at].start, chars.get(at + length).map_or(text.len(), |next| next.start));
    let forms: &[(&str, f32, Form)] = match until {
        Some((None, _)) => &SPANS,
        Some(_) => return None,
        None if year.is_none() => &DAYS[IN_YEAR..],
        None => &DAYS,
    };
    let last = until.map_or(0, |(_, last)| last);
    let plain = |number: i32| digits(number as u64, 10, 1);
    let padded = |number: i32| digits(number as u64, 10, 2);
    let spoken = |number: i32| Number::new(number as u64, 0).chinese().unwrap_or_default();
    let fill = |c: char| match c {
        'Y' => year.map(|year| plain(year) + "年").unwrap_or_default(),
        'y' => year.map(|year| digit_by_digit(year as u64) + "年").unwrap_or_default(),
        'X' => year.map(plain).unwrap_or_default(),
        'M' => plain(month),
        'D' => plain(day),
        'E' => plain(last),
        'm' => spoken(month),
        'd' => spoken(day),
        'e' => spoken(last),
        'P' => padded(month),
        'Q' => padded(day),
        other => other.to_string(),
    };
    let ways = forms.iter().map(|&(way, weight, form)| {
        let without_year = year.is_some() && until.is_none() && !way.starts_with(['Y', 'y', 'X']);
        let weight = if without_year { weight * WITHOUT_YEAR } else { weight };
        (way.chars().map(fill).collect(), weight, form)
    });
    Some((from, to, ways.collect()))
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
