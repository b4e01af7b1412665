//! Calendar days, as far as newspapers need them.

use std::fmt;

/// A day of the Gregorian calendar; always a day that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or `None` when the calendar has no such day. Years run from 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        let exists = (1..=9999).contains(&year) && (1..=last).contains(&day);
        exists.then_some(Date { year, month: month as u8, day: day as u8 })
    }

    /// Reads the day at the start of `text`: `2023-10-26`, `2023/10/26`, `2023.10.26`, `20231026` or `2023年10月26日`;
    /// whatever follows (a time of day) is left aside.
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim();
        let head: String = text.chars().take_while(char::is_ascii_digit).collect();
        if head.len() == 8 {
            return Date::new(head[..4].parse().ok()?, head[4..6].parse().ok()?, head[6..].parse().ok()?);
        }
        let mut numbers = text.split(|c: char| !c.is_ascii_digit());
        let year = numbers.next().filter(|n| n.len() == 4)?.parse().ok()?;
        let mut small = || numbers.next().filter(|n| (1..=2).contains(&n.len()))?.parse::<u32>().ok();
        let (month, day) = (small()?, small()?);
        Date::new(year, month, day)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.day.into()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month.into()
    }

    /// A count of days that grows by one a day, except that every month has 31 of them: good enough to say "much later".
    fn rough_days(self) -> i32 {
        (self.year * 12 + i32::from(self.month)) * 31 + i32::from(self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A day as a dateline names it: often without the year, sometimes without the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartialDate {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: u32,
}

impl PartialDate {
    /// A dateline may run ahead of the imprint by a few days (weekly papers), but not by more.
    const AHEAD: i32 = 7;

    /// Fills in what is missing from the day on which the page was published. A day that would lie well after the
    /// publication belongs to the year (or month) before.
    pub fn complete(self, published: Option<Date>) -> Option<Date> {
        match (self.year, self.month, published) {
            (Some(year), Some(month), _) => Date::new(year, month, self.day),
            (_, Some(month), Some(published)) => {
                let date = Date::new(published.year(), month, self.day)
                    .or_else(|| Date::new(published.year() - 1, month, self.day))?;
                if date.rough_days() > published.rough_days() + Self::AHEAD {
                    Date::new(published.year() - 1, month, self.day)
                } else {
                    Some(date)
                }
            }
            (_, None, Some(published)) => {
                let date = Date::new(published.year(), published.month(), self.day);
                match date {
                    Some(date) if date.rough_days() <= published.rough_days() + Self::AHEAD => Some(date),
                    _ if published.month() == 1 => Date::new(published.year() - 1, 12, self.day),
                    _ => Date::new(published.year(), published.month() - 1, self.day),
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn days_are_read_in_the_usual_ways_of_writing() {
        for text in ["2024-02-29", "2024/2/29", "20240229", "2024年2月29日", "2024-02-29T08:00:00Z"] {
            assert_eq!(day(text).to_string(), "2024-02-29", "{text}");
        }
        for text in ["2023-02-29", "2023-13-01", "26 October 2023", "", "2023"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_year_comes_from_the_day_of_publication() {
        let check = |month, day_, published: &str, expected: &str| {
            let partial = PartialDate { year: None, month, day: day_ };
            let found = partial.complete(Some(day(published))).map(|d| d.to_string());
            assert_eq!(found.as_deref(), Some(expected));
        };
        check(Some(10), 23, "2023-10-26", "2023-10-23");
        check(Some(12), 31, "2024-01-01", "2023-12-31");
        check(Some(12), 31, "2023-10-26", "2022-12-31");
        check(Some(10), 28, "2023-10-26", "2023-10-28");
        check(None, 25, "2023-10-26", "2023-10-25");
        check(None, 31, "2024-01-02", "2023-12-31");
        assert_eq!(PartialDate { year: None, month: Some(10), day: 23 }.complete(None), None);
    }
}
