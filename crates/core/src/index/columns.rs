//! Columns: one property of every article, for filters, facets and orders. Each is a part of its own, fetched only when it is asked for.

use std::collections::{BTreeMap, HashMap};

use super::codec::{Reader, Writer};
use crate::measure::{Number, Period};

/// Of every article the day, in days since 1970-01-01.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days(pub Vec<Option<i32>>);

impl Days {
    /// An article's day.
    pub fn of(&self, article: u32) -> Option<i32> {
        self.0.get(article as usize).copied().flatten()
    }

    /// The payload: differences to the day before, zigzag and plus one; 0 for none.
    pub fn write(&self, out: &mut Writer) {
        let mut last = 0;
        out.varint(self.0.len() as u64);
        for day in &self.0 {
            out.optional_signed(day.map(|day| day - last));
            last = day.unwrap_or(last);
        }
    }

    /// Reads what [`Days::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let count = input.count(1);
        let mut days = Vec::with_capacity(count);
        let mut last = 0i32;
        for _ in 0..count {
            let difference = input.optional_signed();
            last = last.wrapping_add(difference.unwrap_or(0) as i32);
            days.push(difference.map(|_| last));
        }
        Self(days)
    }
}

/// The values of one facet and which article has which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetTable {
    /// The values in the order in which they first occurred; of names that were found, the most frequent first.
    pub values: Vec<String>,
    /// For each article the end of its slice in `of`.
    ends: Vec<u32>,
    of: Vec<u32>,
}

impl FacetTable {
    /// The numbers of an article's values.
    pub fn of(&self, article: u32) -> &[u32] {
        let article = article as usize;
        let start = if article == 0 { 0 } else { self.ends.get(article - 1).copied().unwrap_or(0) };
        let end = self.ends.get(article).copied().unwrap_or(start);
        self.of.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Each value and how many articles have it, in the order of the values.
    pub fn counted(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut counts = vec![0u32; self.values.len()];
        for &number in &self.of {
            counts.get_mut(number as usize).into_iter().for_each(|count| *count += 1);
        }
        self.values.iter().map(String::as_str).zip(counts)
    }

    /// The payload: the values, then of each article how many it has and their numbers.
    pub fn write(&self, out: &mut Writer) {
        out.varint(self.values.len() as u64);
        for value in &self.values {
            out.string(value);
        }
        out.varint(self.ends.len() as u64);
        for article in 0..self.ends.len() as u32 {
            let of = self.of(article);
            out.varint(of.len() as u64);
            for &number in of {
                out.varint(u64::from(number));
            }
        }
    }

    /// Reads what [`FacetTable::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let mut table = Self { values: input.strings(), ..Self::default() };
        for _ in 0..input.count(1) {
            for _ in 0..input.count(1) {
                table.of.push(input.varint() as u32);
            }
            table.ends.push(table.of.len() as u32);
        }
        table
    }
}

/// A facet table while articles are added.
#[derive(Debug, Default)]
pub struct FacetWriter {
    table: FacetTable,
    numbers: HashMap<String, u32>,
}

impl FacetWriter {
    /// Adds the next article with its values.
    pub fn push<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        let table = &mut self.table;
        for value in values {
            let next = table.values.len() as u32;
            let number = *self.numbers.entry(value.to_owned()).or_insert_with(|| {
                table.values.push(value.to_owned());
                next
            });
            table.of.push(number);
        }
        table.ends.push(table.of.len() as u32);
    }

    /// The table.
    pub fn finish(self) -> FacetTable {
        self.table
    }

    /// The values, with how many articles have each.
    pub fn counted(&self) -> impl Iterator<Item = (&str, u32)> {
        self.table.values.iter().map(String::as_str).zip(self.counts())
    }

    /// How often each value was added.
    fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.table.values.len()];
        self.table.of.iter().for_each(|&number| counts[number as usize] += 1);
        counts
    }

    /// The table of the values that at least so many articles have, the most frequent first, which makes their numbers short. Two values that differ by
    /// one of `endings` alone, as 重庆 and 重庆市, are one, by the name of the more frequent; unless several are about as frequent.
    pub fn finish_found(self, least: u32, endings: &[char]) -> FacetTable {
        let counts = self.counts();
        let mut into: Vec<u32> = (0..counts.len() as u32).collect();
        let mut longer: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (number, value) in self.table.values.iter().enumerate() {
            if let Some(&short) = value.strip_suffix(endings).and_then(|short| self.numbers.get(short)) {
                longer.entry(short).or_default().push(number as u32);
            }
        }
        let mut sums = counts.clone();
        for (short, mut all) in longer {
            // 朝阳 may be 朝阳区 or 朝阳市; where one of these is nearly always meant, it is that.
            all.sort_by_key(|&long| std::cmp::Reverse(counts[long as usize]));
            let sum: u32 = all.iter().map(|&long| counts[long as usize]).sum();
            let long = all[0];
            let merged = into[long as usize] != long || into[short as usize] != short;
            if merged || counts[long as usize] * 10 < sum * 9 {
                continue;
            }
            let (gone, stays) =
                if counts[long as usize] > counts[short as usize] { (short, long) } else { (long, short) };
            into[gone as usize] = stays;
            sums[stays as usize] += counts[gone as usize];
            sums[gone as usize] = 0;
        }
        let table = self.table;
        let mut order: Vec<u32> =
            (0..sums.len() as u32).filter(|&number| sums[number as usize] >= least.max(1)).collect();
        order.sort_by(|&a, &b| {
            let value = |number: u32| &table.values[number as usize];
            sums[b as usize].cmp(&sums[a as usize]).then_with(|| value(a).cmp(value(b)))
        });
        let mut numbers = vec![None; sums.len()];
        order.iter().zip(0..).for_each(|(&old, new)| numbers[old as usize] = Some(new));
        let mut found = FacetTable {
            values: order.iter().map(|&old| table.values[old as usize].clone()).collect(),
            ..FacetTable::default()
        };
        for article in 0..table.ends.len() as u32 {
            let start = found.of.len();
            for &old in table.of(article) {
                if let Some(new) = numbers[into[old as usize] as usize].filter(|new| !found.of[start..].contains(new)) {
                    found.of.push(new);
                }
            }
            found.of[start..].sort_unstable();
            found.ends.push(found.of.len() as u32);
        }
        found
    }
}

/// Of every article its place in the order of an owner's sort key; 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortColumn(pub Vec<u32>);

impl SortColumn {
    /// The column of the values of all articles: by number when every value is one, else by text.
    pub fn of_values(values: &[Option<String>]) -> Self {
        let mut sorted: Vec<&str> = values.iter().flatten().map(String::as_str).collect();
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        if sorted.iter().all(|text| number(text).is_some()) {
            sorted
                .sort_by(|a, b| number(a).partial_cmp(&number(b)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(b)));
        } else {
            sorted.sort_unstable();
        }
        sorted.dedup();
        let places: HashMap<&str, u32> = sorted.iter().zip(1..).map(|(text, place)| (*text, place)).collect();
        Self(values.iter().map(|value| value.as_deref().map_or(0, |text| places[text])).collect())
    }

    /// The place of an article in the order.
    pub fn of(&self, article: u32) -> Option<u32> {
        self.0.get(article as usize).copied().filter(|&place| place > 0)
    }

    /// The payload.
    pub fn write(&self, out: &mut Writer) {
        out.varint(self.0.len() as u64);
        for &place in &self.0 {
            out.varint(u64::from(place));
        }
    }

    /// Reads what [`SortColumn::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        Self((0..input.count(1)).map(|_| input.varint() as u32).collect())
    }
}

/// What the texts of articles name of one kind: the quantities of a unit, or days. Of every article those that its text names, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// For each article the end of its slice in `values`.
    ends: Vec<u32>,
    /// The integers of the values, see [`Nameable`].
    values: Vec<(u64, i64)>,
}

/// Something that texts name: written as two integers.
pub trait Nameable: Copy + Ord {
    /// The integers; the second is written as the difference to that of the value before.
    fn to_integers(self) -> (u64, i64);
    /// What was written.
    fn from_integers(first: u64, second: i64) -> Self;
}

impl Nameable for Number {
    fn to_integers(self) -> (u64, i64) {
        let (digits, exponent) = self.parts();
        (digits, i64::from(exponent))
    }

    fn from_integers(digits: u64, exponent: i64) -> Self {
        // No text has a number of more places, and no arithmetic runs over below.
        Self::new(digits, exponent.clamp(-99, 99) as i32)
    }
}

impl Nameable for Period {
    fn to_integers(self) -> (u64, i64) {
        ((self.to - self.from) as u64, i64::from(self.from))
    }

    fn from_integers(length: u64, from: i64) -> Self {
        let from = from as i32;
        Self { from, to: from.saturating_add(length.min(i32::MAX as u64) as i32) }
    }
}

impl Named {
    /// Adds the next article, with what its text names in any order. Articles before that were not added name nothing.
    pub fn push<T: Nameable>(&mut self, article: u32, mut values: Vec<T>) {
        self.ends.resize(article as usize, self.values.len() as u32);
        crate::order::sort(&mut values);
        values.dedup();
        self.values.extend(values.into_iter().map(T::to_integers));
        self.ends.push(self.values.len() as u32);
    }

    /// What an article's text names, as values of the kind that was written.
    pub fn of<T: Nameable>(&self, article: u32) -> impl Iterator<Item = T> {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(self.values.len() as u32) as usize;
        let start = (article as usize).checked_sub(1).map_or(0, end);
        let values = self.values.get(start..end(article as usize)).unwrap_or_default();
        values.iter().map(|&(first, second)| T::from_integers(first, second))
    }

    /// The payload: of each article how many values it has, the last that have none left out; then the second integers of all values as differences; then the first.
    pub fn write(&self, out: &mut Writer) {
        out.varint(self.ends.len() as u64);
        let mut last = 0;
        for &end in &self.ends {
            out.varint(u64::from(end - last));
            last = end;
        }
        let mut last = 0;
        for &(_, second) in &self.values {
            out.signed(second - last);
            last = second;
        }
        self.values.iter().for_each(|&(first, _)| out.varint(first));
    }

    /// Reads what [`Named::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let mut named = Self::default();
        let mut count = 0u64;
        for _ in 0..input.count(1) {
            count = count.saturating_add(input.varint());
            named.ends.push(count as u32);
        }
        if count > input.left() as u64 / 2 {
            input.fail();
            count = 0;
        }
        let mut last = 0i64;
        named.values.reserve_exact(count as usize);
        for _ in 0..count {
            last = last.wrapping_add(input.signed());
            named.values.push((0, last));
        }
        named.values.iter_mut().for_each(|value| value.0 = input.varint());
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `read` makes of what `write` wrote.
    fn again<T>(write: impl FnOnce(&mut Writer), read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let mut out = Writer::new();
        write(&mut out);
        let bytes = out.into_bytes();
        let mut input = Reader::new(&bytes);
        let value = read(&mut input);
        assert_eq!((input.left(), input.whole(())), (0, Ok(())));
        value
    }

    #[test]
    fn columns_read_back() {
        let days = Days(vec![Some(19_656), None, Some(-3), Some(19_657)]);
        assert_eq!(again(|out| days.write(out), Days::read), days);
        let mut writer = FacetWriter::default();
        for values in [&["甲", "乙"][..], &[], &["乙"]] {
            writer.push(values.iter().copied());
        }
        let table = writer.finish();
        assert_eq!((table.of(0), table.of(1), table.of(2)), (&[0, 1][..], &[][..], &[1][..]));
        assert_eq!(again(|out| table.write(out), FacetTable::read), table);
    }

    #[test]
    fn what_texts_name_reads_back() {
        let mut amounts = Named::default();
        amounts.push(1, vec![Number::new(814, -1), Number::new(1, 10), Number::new(1, 10)]);
        amounts.push(4, vec![Number::new(0, 0)]);
        assert_eq!(amounts.of::<Number>(1).collect::<Vec<_>>(), [Number::new(814, -1), Number::new(1, 10)]);
        assert!([0, 3, 9].iter().all(|&article| amounts.of::<Number>(article).next().is_none()));
        assert_eq!(again(|out| amounts.write(out), Named::read), amounts);
        let mut days = Named::default();
        days.push(0, vec![Period { from: 19_656, to: 19_660 }, Period { from: -3, to: -3 }]);
        assert_eq!(again(|out| days.write(out), Named::read), days);
    }

    proptest::proptest! {
        #[test]
        fn hostile_bytes_end_in_an_error_or_a_column(payload: Vec<u8>) {
            for article in 0..3 {
                let column = Named::read(&mut Reader::new(&payload));
                let _ = (column.of::<Number>(article).count(), column.of::<Period>(article).count());
            }
        }
    }

    #[test]
    fn sort_keys_are_numbers_where_all_are() {
        let column = |values: &[Option<&str>]| {
            SortColumn::of_values(&values.iter().map(|value| value.map(str::to_owned)).collect::<Vec<_>>()).0
        };
        assert_eq!(column(&[Some("10"), Some("9.5"), None, Some("10")]), [2, 1, 0, 2]);
        assert_eq!(column(&[Some("10"), Some("9.5"), Some("x")]), [1, 2, 3]);
    }
}
