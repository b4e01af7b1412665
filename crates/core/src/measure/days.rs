//! Days that a text names: 2023年10月24日, 10月24日, 10月20日至25日, 2023-10-24, 2023年10月, 二〇二三年.

use super::numeral::{Script, is_inside, read, run};
use crate::index::date::{days_in_month, from_civil, to_civil};

/// Days in a row, the first and the last, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: i32,
    /// The last day.
    pub to: i32,
}

/// A month and a day without a year that would be further than this from the article's own day are of the year before or after: in January, December is the last one.
const FAR: i32 = 300;

/// A period of fewer days is made of days; one of as many and more is a month or a year.
const MONTH: i32 = 28;

impl Period {
    /// Whether a text that names the period speaks of days from `from` to `to`: one of its days is among them, or all of the month or year is.
    pub fn meets(self, from: Option<i32>, to: Option<i32>) -> bool {
        let (first, last) = if self.to - self.from < MONTH - 1 { (self.to, self.from) } else { (self.from, self.to) };
        from.is_none_or(|from| first >= from) && to.is_none_or(|to| last <= to)
    }

    /// A year, a month of it or a day of that, when the calendar has it.
    pub fn of(year: i32, month: Option<i32>, day: Option<i32>) -> Option<Self> {
        let (from, to) = match month {
            None => (from_civil(year, 1, 1), from_civil(year, 12, 31)),
            Some(month) if (1..=12).contains(&month) => {
                let length = days_in_month(year, month);
                let (first, last) = day.map_or((1, length), |day| (day, day));
                if first < 1 || last > length {
                    return None;
                }
                (from_civil(year, month, first), from_civil(year, month, last))
            }
            Some(_) => return None,
        };
        Some(Self { from, to })
    }
}

/// A date as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The year, where it is written.
    pub year: Option<i32>,
    /// The month.
    pub month: Option<i32>,
    /// The day of the month.
    pub day: Option<i32>,
    /// The last day of several, with its month where that is written too.
    pub until: Option<(Option<i32>, i32)>,
}

impl Written {
    /// The days that are meant, for readers of an article of the day `own`.
    fn period(self, own: Option<i32>) -> Option<Period> {
        let in_year = |year: i32| {
            let first = Period::of(year, self.month, self.day)?;
            let Some((month, day)) = self.until else { return Some(first) };
            let month = month.or(self.month);
            let last = Period::of(year, month, Some(day))?;
            // 12月30日至1月2日.
            let last = if last.to < first.from { Period::of(year + 1, month, Some(day))? } else { last };
            Some(Period { from: first.from, to: last.to })
        };
        if let Some(year) = self.year {
            return in_year(year);
        }
        let own = own?;
        let (year, ..) = to_civil(own);
        let period = in_year(year)?;
        match period.from - own {
            away if away > FAR => in_year(year - 1),
            away if away < -FAR => in_year(year + 1),
            _ => Some(period),
        }
    }
}

/// The whole number that begins here, of at most `most` digits, and where it ends.
fn whole(chars: &[char], at: usize, most: usize) -> Option<(i32, usize)> {
    let here = chars.get(at..)?;
    let digits = here.iter().take_while(|c| c.is_ascii_digit()).count();
    let (number, length) = match digits {
        0 => {
            let (number, length, script) = read(here)?;
            // Digit by digit only years are written.
            let fits = if script == Script::Digits { length == most } else { most < 4 };
            (i32::try_from(number.whole().filter(|_| fits)?).ok()?, length)
        }
        _ if digits <= most => (here[..digits].iter().fold(0, |n, c| n * 10 + (*c as i32 - '0' as i32)), digits),
        _ => return None,
    };
    Some((number, at + length))
}

/// The date that is written here, and how many characters it has.
pub fn written_at(chars: &[char]) -> Option<(Written, usize)> {
    let sign = |at: usize| chars.get(at).copied().unwrap_or('\0');
    let mut written = Written::default();
    let mut at = 0;
    if let Some((year, end)) = whole(chars, 0, 4).filter(|(year, _)| (1000..3000).contains(year)) {
        written.year = Some(year);
        at = end;
        match sign(at) {
            '年' => at += 1,
            joint @ ('-' | '/' | '.') => {
                let (month, end) = whole(chars, at + 1, 2)?;
                if sign(end) != joint {
                    return None;
                }
                let (day, end) = whole(chars, end + 1, 2)?;
                (written.month, written.day) = (Some(month), Some(day));
                return (!sign(end).is_ascii_alphanumeric()).then_some((written, end));
            }
            _ => return None,
        }
    }
    let Some((month, end)) = whole(chars, at, 2).filter(|(_, end)| sign(*end) == '月') else {
        return written.year.map(|_| (written, at));
    };
    written.month = Some(month);
    at = end + 1;
    // A day, or the first of several: 20日, 20日至25日, 20至25日, 20—25日.
    let Some((day, end)) = whole(chars, at, 2) else { return Some((written, at)) };
    let signed = matches!(sign(end), '日' | '号');
    let mut next = end + usize::from(signed);
    if signed {
        (written.day, at) = (Some(day), next);
    }
    let joint = next;
    while matches!(sign(next), '-' | '—' | '–' | '~' | '至' | '到') && next < joint + 2 {
        next += 1;
    }
    if next > joint {
        let month = whole(chars, next, 2).filter(|(_, end)| sign(*end) == '月');
        let start = month.map_or(next, |(_, end)| end + 1);
        if let Some((last, end)) = whole(chars, start, 2).filter(|(_, end)| matches!(sign(*end), '日' | '号')) {
            (written.day, at) = (Some(day), end + 1);
            written.until = Some((month.map(|(month, _)| month), last));
        }
    }
    Some((written, at))
}

/// Calls `each(days, first character, one past its last)` for the days that a text names, in order. The year is the one that is written, else that of the
/// last date of the same sentence with a year, else that of `own`, the day of the article.
pub fn named(chars: &[char], own: Option<i32>, mut each: impl FnMut(Period, usize, usize)) {
    let mut year = None;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if matches!(c, '。' | '!' | '?' | ';' | '\n') {
            year = None;
        }
        match if is_inside(chars, at) { None } else { written_at(&chars[at..]) } {
            Some((mut written, length)) => {
                written.year = written.year.or(year);
                year = written.year;
                if let Some(period) = written.period(own) {
                    each(period, at, at + length);
                }
                at += length.max(1);
            }
            None => at += run(&chars[at..]).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::date::{format, parse};
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<(String, String, String)> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        named(&chars, parse("2023-10-26"), |period, from, to| {
            found.push((format(period.from), format(period.to), chars[from..to].iter().collect()));
        });
        found
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        for (text, from, to, shown) in [
            ("昨日,2023年10月24日举行", "2023-10-24", "2023-10-24", "2023年10月24日"),
            ("二〇二三年十月二十四日", "2023-10-24", "2023-10-24", "二〇二三年十月二十四日"),
            ("二零二三年", "2023-01-01", "2023-12-31", "二零二三年"),
            ("在2023-10-24发布", "2023-10-24", "2023-10-24", "2023-10-24"),
            ("10月24日上午", "2023-10-24", "2023-10-24", "10月24日"),
            ("10月24号", "2023-10-24", "2023-10-24", "10月24号"),
            ("十月二十日", "2023-10-20", "2023-10-20", "十月二十日"),
            ("10月20日至25日", "2023-10-20", "2023-10-25", "10月20日至25日"),
            ("10月20日—25日", "2023-10-20", "2023-10-25", "10月20日—25日"),
            ("10月20-25日", "2023-10-20", "2023-10-25", "10月20-25日"),
            ("10月20日至11月3日", "2023-10-20", "2023-11-03", "10月20日至11月3日"),
            ("12月30日至1月2日", "2023-12-30", "2024-01-02", "12月30日至1月2日"),
            ("2024年2月", "2024-02-01", "2024-02-29", "2024年2月"),
            ("10月以来", "2023-10-01", "2023-10-31", "10月"),
            ("2021年", "2021-01-01", "2021-12-31", "2021年"),
        ] {
            assert_eq!(all(text), [(from.to_owned(), to.to_owned(), shown.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_year_holds_for_its_sentence() {
        let from: Vec<String> =
            all("2021年3月5日签约，4月6日开工。5月7日记者获悉").into_iter().map(|(from, ..)| from).collect();
        assert_eq!(from, ["2021-03-05", "2021-04-06", "2023-05-07"]);
    }

    #[test]
    fn the_turn_of_the_year_is_seen() {
        let mut found = Vec::new();
        for (own, text) in [("2024-01-03", "12月28日"), ("2023-12-30", "1月5日")] {
            let chars: Vec<char> = text.chars().collect();
            named(&chars, parse(own), |period, _, _| found.push(format(period.from)));
        }
        assert_eq!(found, ["2023-12-28", "2024-01-05"]);
    }

    #[test]
    fn what_only_looks_like_a_day_is_none() {
        for text in
            ["13月1日", "2023-13-01", "1.2.3", "20231024", "七夕", "24日", "192.168.10.24", "2023-10-245", "三个月", ""]
        {
            assert_eq!(all(text), [], "{text}");
        }
    }

    #[test]
    fn days_meet_by_one_and_months_by_all() {
        let day = |text| parse(text);
        let span = |from, to| Period { from: parse(from).unwrap(), to: parse(to).unwrap() };
        let days = span("2023-10-20", "2023-10-25");
        assert!(days.meets(day("2023-10-22"), day("2023-10-23")));
        assert!(days.meets(day("2023-10-25"), None));
        assert!(!days.meets(day("2023-10-26"), None));
        let month = span("2023-10-01", "2023-10-31");
        assert!(month.meets(day("2023-10-01"), day("2023-12-31")));
        assert!(!month.meets(day("2023-10-15"), day("2023-12-31")));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[0-9.年月日号至到一二十〇两/—-]{0,30}", own in proptest::option::of(any::<i16>())) {
            let chars: Vec<char> = text.chars().collect();
            let mut last = 0;
            named(&chars, own.map(i32::from), |period, from, to| {
                assert!(last <= from && from < to && to <= chars.len(), "{text}");
                assert!(period.from <= period.to, "{text}");
                last = to;
            });
        }
    }
}
