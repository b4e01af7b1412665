//! Days as readers write them in a query: `2023-10`, `2023年10月`, `2023-10-20..2023-10-25`.

use super::tree::DateRange;
use crate::index::date::{days_in_month, from_civil};
use crate::text::pieces::{find, slice};

/// The range of days that `text` names; none when it names none.
pub fn parse_range(text: &str) -> Option<DateRange> {
    let text: String = text.chars().map(crate::text::fold::fold_by_rule).collect();
    for separator in ["..", "~", "至", "到", "—"] {
        if let Some(at) = find(&text, separator) {
            let (from, to) = (slice(&text, 0, at).trim(), slice(&text, at + separator.len(), text.len()).trim());
            let start = if from.is_empty() { None } else { Some(period(from)?.0) };
            let end = if to.is_empty() { None } else { Some(period(to)?.1) };
            return (start.is_some() || end.is_some()).then_some(DateRange { from: start, to: end });
        }
    }
    let (from, to) = period(text.trim())?;
    Some(DateRange { from: Some(from), to: Some(to) })
}

/// First and last day of a year, a month or a day.
fn period(text: &str) -> Option<(i32, i32)> {
    let mut numbers: Vec<i32> = Vec::new();
    // How many digits the last number has.
    let mut digits = 0;
    for c in text.trim_end_matches(['日', '号', '月', '年']).chars() {
        match (c.to_digit(10), numbers.last_mut()) {
            (Some(digit), Some(last)) if digits > 0 => *last = *last * 10 + digit as i32,
            (Some(digit), _) => numbers.push(digit as i32),
            (None, _) if digits > 0 && matches!(c, '-' | '/' | '.' | '年' | '月') => {
                digits = 0;
                continue;
            }
            _ => return None,
        }
        digits += 1;
        if digits > 4 {
            return None;
        }
    }
    if digits == 0 {
        return None;
    }
    let year = *numbers.first().filter(|year| (1000..=9999).contains(*year))?;
    match numbers[1..] {
        [] => Some((from_civil(year, 1, 1), from_civil(year, 12, 31))),
        [month] if (1..=12).contains(&month) => {
            Some((from_civil(year, month, 1), from_civil(year, month, days_in_month(year, month))))
        }
        [month, day] if (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month) => {
            let day = from_civil(year, month, day);
            Some((day, day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::date::format;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let shown = |day: Option<i32>| day.map(format).unwrap_or_default();
        let found = parse_range(text).map(|range| (shown(range.from), shown(range.to)));
        assert_eq!(found.as_ref().map(|(a, b)| (a.as_str(), b.as_str())), expected, "{text}");
    }

    #[test]
    fn reads_years_months_days_and_ranges() {
        check("2023", Some(("2023-01-01", "2023-12-31")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2023年10月", Some(("2023-10-01", "2023-10-31")));
        check("2023年10月24日", Some(("2023-10-24", "2023-10-24")));
        check("２０２３－１０－２４", Some(("2023-10-24", "2023-10-24")));
        check("2023-10-20..2023-10-25", Some(("2023-10-20", "2023-10-25")));
        check("2023-10-20..", Some(("2023-10-20", "")));
        check("..2023-10", Some(("", "2023-10-31")));
        check("2023年10月至2023年12月", Some(("2023-10-01", "2023-12-31")));
        for wrong in ["", "..", "昨天", "2023-13", "2023-02-30", "10-24", "2023-10-24-1", "abc..def"] {
            check(wrong, None);
        }
    }
}
