//! Days as numbers, so that dates sort and compare.

use crate::text::pieces::digits;

/// Days since 1970-01-01 of a `YYYY-MM-DD` date; none when it is not a day of the calendar.
///
/// The arithmetic is Howard Hinnant's `days_from_civil` (<https://howardhinnant.github.io/date_algorithms.html>).
pub fn parse(text: &str) -> Option<i32> {
    let mut numbers = [0i32; 3];
    let mut at = 0;
    let mut digits = 0;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if digits < if at == 0 { 4 } else { 2 } => {
                numbers[at] = numbers[at] * 10 + i32::from(byte - b'0');
                digits += 1;
            }
            b'-' if digits > 0 && at < 2 => (at, digits) = (at + 1, 0),
            _ => return None,
        }
    }
    let [year, month, day] = numbers;
    if digits == 0 || at < 2 || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    Some(from_civil(year, month, day))
}

/// Days since 1970-01-01 of a day that the calendar has.
pub fn from_civil(year: i32, month: i32, day: i32) -> i32 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
pub fn to_civil(days: i32) -> (i32, i32, i32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

/// A number of days since 1970-01-01 as `YYYY-MM-DD`.
pub fn format(days: i32) -> String {
    let (year, month, day) = to_civil(days);
    [&month_of(year, month), "-", &digits(day as u64, 10, 2)].concat()
}

/// A month as `YYYY-MM`.
pub fn month_of(year: i32, month: i32) -> String {
    [&digits(year.max(0) as u64, 10, 4), "-", &digits(month as u64, 10, 2)].concat()
}

/// How many days a month has.
pub fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn knows_the_calendar() {
        assert_eq!(parse("1970-01-01"), Some(0));
        assert_eq!(parse("2023-10-26"), Some(19_656));
        assert_eq!(parse("2024-02-29").map(format).as_deref(), Some("2024-02-29"));
        for wrong in ["2023-02-29", "2023-13-01", "2023-00-10", "2023-10", "十月", "-2023-1-1", "2023-10-26T08"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn days_round_trip(days in -700_000i32..2_900_000) {
            let (year, month, day) = to_civil(days);
            prop_assert_eq!(from_civil(year, month, day), days);
            if (0..=9999).contains(&year) { prop_assert_eq!(parse(&format(days)), Some(days)); }
        }
    }
}
