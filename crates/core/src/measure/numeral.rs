//! Numerals: exact numbers as Chinese texts write them, read and written.

use std::cmp::Ordering;

use serde::{Serialize, Serializer};

use crate::text::pieces::digits;

/// The characters of the digits 0 to 9 as this module writes them.
const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// More digits than this are no number that anybody writes another way, but a name.
const MOST_DIGITS: usize = 15;

/// A number, exactly: `digits` times ten to the power of `exponent`, the digits without zeros at their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    digits: u64,
    exponent: i32,
}

/// How a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// `2000`, `2,000`, `0.2万亿`.
    Arabic,
    /// 两千亿, 十五.
    Chinese,
    /// Digit by digit: 二〇二三.
    Digits,
}

impl Number {
    /// A number without zeros at the end of its digits.
    pub fn new(digits: u64, exponent: i32) -> Self {
        let (mut digits, mut exponent) = (digits, exponent);
        while digits > 0 && digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        Self { digits, exponent: if digits == 0 { 0 } else { exponent } }
    }

    /// The number as a whole one, where it is one of so few digits that somebody would write all of them.
    pub fn whole(self) -> Option<u64> {
        (0..=7).contains(&self.exponent).then(|| self.digits.checked_mul(10u64.pow(self.exponent as u32))).flatten()
    }

    /// The number by ten to the power of `by`.
    pub fn times_ten_to(self, by: i32) -> Self {
        Self::new(self.digits, self.exponent + by)
    }

    /// The power of ten of the first digit.
    fn magnitude(self) -> i32 {
        self.digits.checked_ilog10().map_or(i32::MIN, |places| self.exponent + places as i32)
    }

    /// As two integers, for the format: the digits, and the power of ten.
    pub fn parts(self) -> (u64, i32) {
        (self.digits, self.exponent)
    }

    /// In Arabic digits, all of them.
    pub fn plain(self) -> String {
        let mut text = digits(self.digits, 10, 1);
        text.extend(std::iter::repeat_n('0', self.exponent.max(0) as usize));
        let decimals = (-self.exponent).max(0) as usize;
        while text.len() <= decimals {
            text.insert(0, '0');
        }
        if decimals > 0 {
            text.insert(text.len() - decimals, '.');
        }
        text
    }

    /// In Arabic digits, where that has at most two decimals and seven digits before them; with commas between thousands or without.
    pub fn arabic(self, commas: bool) -> Option<String> {
        let decimals = (-self.exponent).max(0) as usize;
        if decimals > 2 || self.magnitude() > 6 {
            return None;
        }
        let mut text = self.plain();
        if commas {
            let point = text.len() - if decimals > 0 { decimals + 1 } else { 0 };
            for at in (1..point).rev().filter(|at| (point - at).is_multiple_of(3)) {
                text.insert(at, ',');
            }
        }
        Some(text)
    }

    /// In Chinese, where a reader would say it so: at most four places before 万, 亿 or 万亿, and none after.
    pub fn chinese(self) -> Option<String> {
        let (unit, power) =
            [("万亿", 12), ("亿", 8), ("万", 4), ("", 0)].into_iter().find(|(_, power)| self.exponent >= *power)?;
        let part = self.times_ten_to(-power).whole().filter(|part| *part < 10_000)?;
        Some(below_ten_thousand(part as u32) + unit)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of the same magnitude both have as many digits once they have the same exponent, so that neither runs over.
        let to = self.exponent.min(other.exponent);
        let at = |number: &Self| number.digits.saturating_mul(10u64.saturating_pow((number.exponent - to) as u32));
        self.magnitude().cmp(&other.magnitude()).then_with(|| at(self).cmp(&at(other)))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

/// A number from 0 to 9999 in Chinese; 2 is 两 before 千 and alone.
fn below_ten_thousand(number: u32) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (place, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / place % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(DIGITS[0]);
        }
        gap = false;
        // 十五, but 一百一十五.
        if !(place == 10 && digit == 1 && text.is_empty()) {
            text.push(if digit == 2 && place == 1000 { '两' } else { DIGITS[digit as usize] });
        }
        text += unit;
    }
    if text.is_empty() { DIGITS[0].to_string() } else { text }
}

/// The digits of a year in Chinese, one by one: 二〇二三.
pub fn digit_by_digit(number: u64) -> String {
    let digits = digits(number, 10, 1);
    digits.bytes().map(|digit| if digit == b'0' { '〇' } else { DIGITS[usize::from(digit - b'0')] }).collect()
}

/// The digit that a character is in Chinese.
fn digit(c: char) -> Option<u64> {
    match c {
        '〇' | '○' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|digit| *digit == c).map(|digit| digit as u64),
    }
}

/// The power of ten that a character stands for.
pub fn power(c: char) -> Option<u32> {
    match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// Whether what begins at a place is the middle of a word or of a number: `GPT4`, `1.2.3`. A comma alone is none, for 1 and 2 may be named in a row.
pub fn is_inside(chars: &[char], at: usize) -> bool {
    let back = |by: usize| at.checked_sub(by).and_then(|at| chars.get(at)).copied().unwrap_or_default();
    back(1).is_ascii_alphanumeric() || matches!(back(1), '.' | ',' | '-' | '/') && back(2).is_ascii_digit()
}

/// How many characters of numerals begin here, of those that only together are a number: where no number is read, none begins inside.
pub fn run(chars: &[char]) -> usize {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 { digits } else { chars.iter().take_while(|c| digit(**c).is_some() || power(**c).is_some()).count() }
}

/// The number that begins here, of folded characters, how many it has, and how it is written.
pub fn read(chars: &[char]) -> Option<(Number, usize, Script)> {
    if chars.first()?.is_ascii_digit() { arabic(chars) } else { chinese(chars) }
}

fn arabic(chars: &[char]) -> Option<(Number, usize, Script)> {
    let mut at = 0;
    let mut digits = 0u64;
    let mut read = 0;
    let mut decimals = 0;
    let mut point = false;
    while let Some(&c) = chars.get(at) {
        let next = |ahead: usize| chars.get(at + ahead).is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => {
                digits = digits * 10 + u64::from(c as u32 - '0' as u32);
                decimals += i32::from(point);
                read += 1;
                if read > MOST_DIGITS {
                    return None;
                }
            }
            ',' if !point && next(1) && next(2) && next(3) && !next(4) => {}
            '.' if !point && next(1) => point = true,
            _ => break,
        }
        at += 1;
    }
    let mut exponent = -decimals;
    while let Some(by) = chars.get(at).and_then(|c| power(*c)).filter(|by| *by > 1) {
        exponent += by as i32;
        at += 1;
    }
    Some((Number::new(digits, exponent), at, Script::Arabic))
}

fn chinese(chars: &[char]) -> Option<(Number, usize, Script)> {
    let length = chars.iter().take_while(|c| digit(**c).is_some() || power(**c).is_some()).count();
    let run = &chars[..length];
    if length == 0 || length > MOST_DIGITS {
        return None;
    }
    if run.iter().all(|c| digit(*c).is_some()) {
        let number = run.iter().fold(0, |number, c| number * 10 + digit(*c).unwrap_or_default());
        return Some((Number::new(number, 0), length, if length == 1 { Script::Chinese } else { Script::Digits }));
    }
    // All that is before the last 万 or 亿, what is before the last unit below, and a digit that waits for its unit.
    let (mut total, mut section, mut waiting): (u64, u64, Option<u64>) = (0, 0, None);
    let mut last = u32::MAX;
    for &c in run {
        if let Some(digit) = digit(c) {
            // Two digits side by side are no number of this kind, but for a zero before one: 一百零五.
            if waiting.is_some_and(|before| before > 0) {
                return None;
            }
            waiting = Some(digit);
            continue;
        }
        let power = power(c)?;
        if power >= 4 {
            section += waiting.take().unwrap_or_default();
            let unit = 10u64.pow(power);
            // 三亿六千万, but 三万五千亿: a greater unit before is not counted by this one.
            let before = if section > 0 && total >= unit { total } else { 0 };
            let whole = total - before + section;
            total = (if whole == 0 { 1 } else { whole }).checked_mul(unit)?.checked_add(before)?;
            section = 0;
        } else {
            section += waiting.take().unwrap_or(1).max(1) * 10u64.pow(power);
        }
        last = power;
    }
    // 一百五 is 150 to one and 105 to another.
    if last > 1 && waiting.is_some_and(|digit| digit > 0) && digit(run[length - 2]) != Some(0) {
        return None;
    }
    Some((Number::new(total + section + waiting.unwrap_or_default(), 0), length, Script::Chinese))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(String, usize, Script)> {
        let chars: Vec<char> = text.chars().collect();
        let (Number { digits, exponent }, length, script) = read(&chars)?;
        Some((format!("{digits}e{exponent}"), length, script))
    }

    #[test]
    fn numerals_are_read_exactly() {
        for (text, number, length, script) in [
            ("十五号线", "15e0", 2, Script::Chinese),
            ("15号线", "15e0", 2, Script::Arabic),
            ("两千亿元", "2e11", 3, Script::Chinese),
            ("2000亿元", "2e11", 5, Script::Arabic),
            ("2,000亿元", "2e11", 6, Script::Arabic),
            ("0.2万亿元", "2e11", 5, Script::Arabic),
            ("三万亿", "3e12", 3, Script::Chinese),
            ("三万五千亿", "35e11", 5, Script::Chinese),
            ("三亿六千万", "36e7", 5, Script::Chinese),
            ("81.4%", "814e-1", 4, Script::Arabic),
            ("一百二十三万", "123e4", 6, Script::Chinese),
            ("一千零五", "1005e0", 4, Script::Chinese),
            ("二〇二三年", "2023e0", 4, Script::Digits),
            ("十", "1e1", 1, Script::Chinese),
            ("二十", "2e1", 2, Script::Chinese),
            ("三峡", "3e0", 1, Script::Chinese),
            ("1,00", "1e0", 1, Script::Arabic),
            ("3.", "3e0", 1, Script::Arabic),
        ] {
            assert_eq!(value(text), Some((number.to_owned(), length, script)), "{text}");
        }
        for text in ["一百五", "一二百", "", "元", &"9".repeat(16), &"九".repeat(16)] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (digits, exponent, arabic, commas, chinese) in [
            (2, 3, Some("2000"), Some("2,000"), Some("两千")),
            (2, 11, None, None, Some("两千亿")),
            (15, 0, Some("15"), Some("15"), Some("十五")),
            (115, 0, Some("115"), Some("115"), Some("一百一十五")),
            (1005, 0, Some("1005"), Some("1,005"), Some("一千零五")),
            (105, 1, Some("1050"), Some("1,050"), Some("一千零五十")),
            (2, -1, Some("0.2"), Some("0.2"), None),
            (814, -1, Some("81.4"), Some("81.4"), None),
            (3, 12, None, None, Some("三万亿")),
            (0, 0, Some("0"), Some("0"), Some("零")),
            (12345, 0, Some("12345"), Some("12,345"), None),
        ] {
            let number = Number::new(digits, exponent);
            assert_eq!(number.arabic(false).as_deref(), arabic, "{digits}e{exponent}");
            assert_eq!(number.arabic(true).as_deref(), commas, "{digits}e{exponent}");
            assert_eq!(number.chinese().as_deref(), chinese, "{digits}e{exponent}");
        }
        assert_eq!(digit_by_digit(2023), "二〇二三");
    }

    #[test]
    fn what_is_written_in_chinese_is_read_as_the_same() {
        for number in (0..10_000).chain([20_000, 120_000, 30_000_000]) {
            if let Some(text) = Number::new(number, 0).chinese() {
                let chars: Vec<char> = text.chars().collect();
                assert_eq!(read(&chars).map(|(number, ..)| number), Some(Number::new(number, 0)), "{text}");
            }
        }
    }
}
