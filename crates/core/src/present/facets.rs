//! Filters and facets: which hits a reader wants to see, and how many there would be under each choice.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::index::{FacetTable, Index, date};
use crate::order::sort_by;
use crate::query::DateRange;

/// The name of the facet of days, beside those of the index.
pub const DATE: &str = "date";

/// A span of days as options give it; both ends may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    pub to: Option<String>,
}

/// What hits must be: of one of the values of each facet that is named, and of the days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The name of a facet (`author`, `source`, `place`, or one of the owner's), and the values of which a hit must have one.
    pub values: Vec<(String, Vec<String>)>,
    /// Within these days.
    pub date: Option<Days>,
}

/// A choice of a facet and how many hits it would leave.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FacetCount {
    /// The value; for dates a month, `YYYY-MM`.
    pub value: String,
    /// How many hits have it, other facets' filters applied.
    pub count: u32,
}

/// The choices of every facet, most frequent first; months, under `date`, newest first. As JSON one object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets(pub Vec<(String, Vec<FacetCount>)>);

impl Facets {
    /// The choices of a facet.
    pub fn of(&self, name: &str) -> &[FacetCount] {
        self.0.iter().find(|(other, _)| other == name).map_or(&[], |(_, counts)| counts)
    }
}

impl Serialize for Facets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, counts) in &self.0 {
            map.serialize_entry(name, counts)?;
        }
        map.end()
    }
}

/// One facet while hits are filtered and counted.
struct Counting<'a> {
    name: &'a str,
    table: &'a FacetTable,
    /// The numbers of the values that are wanted; none when any will do.
    wanted: Option<Vec<u32>>,
    counts: Vec<u32>,
}

/// The articles that pass all filters, and, when they are `counted`, the facets: of each the hits that pass all filters but its own. What is not asked
/// for is not read.
pub fn filter(
    articles: &[u32],
    is_hit: &dyn Fn(u32) -> bool,
    filters: &Filters,
    range: DateRange,
    counted: bool,
    index: &Index,
) -> (Vec<u32>, Facets) {
    let unbounded = range == DateRange::default();
    let asked = |name: &str| filters.values.iter().find(|(other, values)| other == name && !values.is_empty());
    if !counted && unbounded && filters.values.iter().all(|(_, values)| values.is_empty()) {
        return (articles.to_vec(), Facets::default());
    }
    // Names of a kind that no article here has.
    let known = |name: &String| index.entry().facets.contains(name);
    if filters.values.iter().any(|(name, values)| !values.is_empty() && !known(name)) {
        return (Vec::new(), Facets::default());
    }
    let mut facets: Vec<Counting<'_>> = Vec::new();
    for name in &index.entry().facets {
        let asked = asked(name);
        if !counted && asked.is_none() {
            continue;
        }
        let Some(table) = index.facet(name) else { continue };
        let number = |wanted: &String| table.values.iter().position(|value| value == wanted).map(|at| at as u32);
        let wanted = asked.map(|(_, values)| values.iter().filter_map(number).collect());
        facets.push(Counting { name, table, wanted, counts: vec![0; table.values.len()] });
    }
    let days = if counted || !unbounded { index.days() } else { None };
    let day = |article: u32| days.and_then(|days| days.of(article));
    // By year and month.
    let mut months: Vec<((i32, i32), u32)> = Vec::new();
    let mut passing = Vec::new();
    for &article in articles {
        let in_range = unbounded || range.holds(day(article));
        let mut failing = usize::from(!in_range);
        let mut fails: Option<usize> = None;
        for (at, facet) in facets.iter().enumerate() {
            let of = facet.table.of(article);
            if facet.wanted.as_ref().is_some_and(|wanted| !of.iter().any(|number| wanted.contains(number))) {
                failing += 1;
                fails = Some(at);
            }
        }
        if failing == 0 {
            passing.push(article);
        }
        if !counted || failing > 1 || !is_hit(article) {
            continue;
        }
        for (at, facet) in facets.iter_mut().enumerate() {
            if failing == 0 || fails == Some(at) {
                for &number in facet.table.of(article) {
                    if let Some(count) = facet.counts.get_mut(number as usize) {
                        *count += 1;
                    }
                }
            }
        }
        if let (true, Some(day)) = (failing == 0 || !in_range, day(article)) {
            let (year, month, _) = date::to_civil(day);
            let month = (year, month);
            match months.iter_mut().find(|(other, _)| *other == month) {
                Some((_, count)) => *count += 1,
                None => months.push((month, 1)),
            }
        }
    }
    if !counted {
        return (passing, Facets::default());
    }
    let mut all: Vec<(String, Vec<FacetCount>)> = Vec::new();
    for facet in facets {
        let with = facet.table.values.iter().zip(&facet.counts).filter(|(_, count)| **count > 0);
        let mut list: Vec<_> = with.map(|(value, &count)| FacetCount { value: value.clone(), count }).collect();
        sort_by(&mut list, |a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        all.push((facet.name.to_owned(), list));
    }
    sort_by(&mut months, |a, b| b.0.cmp(&a.0));
    let months =
        months.into_iter().map(|((year, month), count)| FacetCount { value: date::month_of(year, month), count });
    all.push((DATE.to_owned(), months.collect()));
    (passing, Facets(all))
}
