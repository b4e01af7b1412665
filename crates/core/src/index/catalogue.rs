//! The catalogue: of every article what ranking, filters and sorting need without its text.

use super::codec::{Reader, Truncated, Writer};
use super::date;
use super::postings::FIELDS;
use crate::article::Article;

/// Things that articles can be filtered and counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Facet {
    /// Who published it.
    Source = 0,
    /// Who wrote it; an article may have several.
    Author = 1,
    /// Where it was written.
    Place = 2,
}

impl Facet {
    /// All facets in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Source, Self::Author, Self::Place];
}

/// The values of one facet and which article has which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetTable {
    /// The values in the order in which they first occurred.
    pub values: Vec<String>,
    /// For each article the end of its slice in `of`.
    ends: Vec<u32>,
    of: Vec<u32>,
}

impl FacetTable {
    /// Adds the next article with its values.
    fn push<'a>(
        &mut self,
        values: impl IntoIterator<Item = &'a str>,
        numbers: &mut std::collections::HashMap<String, u32>,
    ) {
        for value in values {
            let next = self.values.len() as u32;
            let number = *numbers.entry(value.to_owned()).or_insert_with(|| {
                self.values.push(value.to_owned());
                next
            });
            self.of.push(number);
        }
        self.ends.push(self.of.len() as u32);
    }

    /// The numbers of an article's values.
    pub fn of(&self, article: u32) -> &[u32] {
        let article = article as usize;
        let start = if article == 0 { 0 } else { self.ends.get(article - 1).copied().unwrap_or(0) };
        let end = self.ends.get(article).copied().unwrap_or(start);
        self.of.get(start as usize..end as usize).unwrap_or_default()
    }

    /// An article's values.
    pub fn names(&self, article: u32) -> impl Iterator<Item = &str> {
        self.of(article).iter().filter_map(|&number| self.values.get(number as usize)).map(String::as_str)
    }
}

/// Of every article its id, field lengths, day and facet values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    ids: Vec<String>,
    /// Lengths in atoms, without symbols, each at most 65,535.
    lengths: Vec<[u16; FIELDS]>,
    /// Days since 1970-01-01.
    days: Vec<Option<i32>>,
    facets: [FacetTable; 3],
    averages: [f32; FIELDS],
}

impl Catalogue {
    /// The catalogue of `articles`, whose field lengths in atoms are given in the same order.
    pub fn new(articles: &[Article], lengths: Vec<[u16; FIELDS]>) -> Self {
        let mut catalogue = Self { lengths, ..Self::default() };
        let mut numbers: [std::collections::HashMap<String, u32>; 3] = Default::default();
        for article in articles {
            catalogue.ids.push(article.id.clone());
            catalogue.days.push(article.date.as_deref().and_then(date::parse));
            let [sources, authors, places] = &mut catalogue.facets;
            sources.push(article.source.as_deref(), &mut numbers[0]);
            authors.push(article.authors.iter().map(String::as_str), &mut numbers[1]);
            places.push(article.place.as_deref(), &mut numbers[2]);
        }
        catalogue.average();
        catalogue
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// An article's id.
    pub fn id(&self, article: u32) -> &str {
        self.ids.get(article as usize).map_or("", String::as_str)
    }

    /// The article with the given id.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.ids.iter().position(|other| other == id).map(|at| at as u32)
    }

    /// The length in atoms of one field of an article.
    #[inline]
    pub fn length(&self, article: u32, field: usize) -> u16 {
        self.lengths.get(article as usize).map_or(0, |lengths| lengths[field])
    }

    /// The mean length in atoms of each field over the articles that have it; 1 for a field that none has.
    pub fn averages(&self) -> &[f32; FIELDS] {
        &self.averages
    }

    /// An article's day, in days since 1970-01-01.
    pub fn day(&self, article: u32) -> Option<i32> {
        self.days.get(article as usize).copied().flatten()
    }

    /// The values of a facet.
    pub fn facet(&self, facet: Facet) -> &FacetTable {
        &self.facets[facet as usize]
    }

    fn average(&mut self) {
        for field in 0..FIELDS {
            let having = self.lengths.iter().filter(|lengths| lengths[field] > 0);
            let (count, sum) = having.fold((0u64, 0u64), |(n, sum), l| (n + 1, sum + u64::from(l[field])));
            self.averages[field] = if count == 0 { 1.0 } else { sum as f32 / count as f32 };
        }
    }

    /// Writes the catalogue column by column, which compresses better than row by row.
    pub fn write(&self, out: &mut Writer) {
        out.varint(self.ids.len() as u64);
        for id in &self.ids {
            out.string(id);
        }
        for field in 0..FIELDS {
            for lengths in &self.lengths {
                out.varint(u64::from(lengths[field]));
            }
        }
        let mut last = 0;
        for day in &self.days {
            match day {
                None => out.varint(0),
                Some(day) => {
                    let difference = i64::from(day - last);
                    out.varint((((difference << 1) ^ (difference >> 63)) as u64) + 1);
                    last = *day;
                }
            }
        }
        for table in &self.facets {
            out.varint(table.values.len() as u64);
            for value in &table.values {
                out.string(value);
            }
            for article in 0..self.ids.len() as u32 {
                let of = table.of(article);
                out.varint(of.len() as u64);
                for &number in of {
                    out.varint(u64::from(number));
                }
            }
        }
    }

    /// Reads what [`Catalogue::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self, Truncated> {
        let count = input.count(1 + FIELDS + 1 + 3)?;
        let mut catalogue = Self::default();
        for _ in 0..count {
            catalogue.ids.push(input.string()?.to_owned());
        }
        catalogue.lengths = vec![[0; FIELDS]; count];
        for field in 0..FIELDS {
            for lengths in &mut catalogue.lengths {
                lengths[field] = input.varint()?.min(u64::from(u16::MAX)) as u16;
            }
        }
        let mut last = 0i32;
        for _ in 0..count {
            let value = input.varint()?;
            catalogue.days.push(value.checked_sub(1).map(|zigzag| {
                let difference = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
                last = last.wrapping_add(difference as i32);
                last
            }));
        }
        for table in &mut catalogue.facets {
            let values = input.count(1)?;
            for _ in 0..values {
                table.values.push(input.string()?.to_owned());
            }
            for _ in 0..count {
                let of = input.count(1)?;
                for _ in 0..of {
                    table.of.push(input.varint()? as u32);
                }
                table.ends.push(table.of.len() as u32);
            }
        }
        catalogue.average();
        Ok(catalogue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_catalogue_reads_back() {
        let article = |id: &str, authors: &[&str], date: Option<&str>| Article {
            id: id.to_owned(),
            source: Some("日报".to_owned()),
            authors: authors.iter().map(|&a| a.to_owned()).collect(),
            date: date.map(str::to_owned),
            ..Article::default()
        };
        let articles = [
            article("a", &["甲", "乙"], Some("2023-10-24")),
            article("b", &[], None),
            article("c", &["乙"], Some("2023-01-01")),
        ];
        let catalogue = Catalogue::new(&articles, vec![[1; FIELDS], [0; FIELDS], [3; FIELDS]]);
        let mut out = Writer::new();
        catalogue.write(&mut out);
        let bytes = out.into_bytes();
        let read = Catalogue::read(&mut Reader::new(&bytes)).expect("what was written can be read");
        assert_eq!(read, catalogue);
        assert_eq!(read.facet(Facet::Author).names(0).collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!(read.facet(Facet::Author).names(2).collect::<Vec<_>>(), ["乙"]);
        assert_eq!(read.day(2).map(date::format).as_deref(), Some("2023-01-01"));
        assert_eq!(read.averages()[0], 2.0);
        assert_eq!(read.find("c"), Some(2));
    }
}
