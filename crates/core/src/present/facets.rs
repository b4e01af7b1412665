//! Filters and facets: which hits a reader wants to see, and how many there would be under each choice.

use serde::{Deserialize, Serialize};

use crate::index::date;
use crate::index::{Facet, Index};
use crate::order::sort_by;
use crate::query::DateRange;

/// A span of days as options give it; both ends may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Days {
    /// The first day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    pub to: Option<String>,
}

/// What hits must be: of one of the values of each facet that names any, and of the days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filters {
    /// Any of these authors.
    pub author: Vec<String>,
    /// Any of these sources.
    pub source: Vec<String>,
    /// Any of these places.
    pub place: Vec<String>,
    /// Within these days.
    pub date: Option<Days>,
}

/// A choice of a facet and how many hits it would leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// The value; for dates a month, `YYYY-MM`.
    pub value: String,
    /// How many hits have it, other facets' filters applied.
    pub count: u32,
}

/// The choices of every facet, most frequent first; months newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Authors.
    pub author: Vec<FacetCount>,
    /// Sources.
    pub source: Vec<FacetCount>,
    /// Places.
    pub place: Vec<FacetCount>,
    /// Months.
    pub date: Vec<FacetCount>,
}

/// How many facets there are, dates included.
const COUNT: usize = 4;

/// The place of the date among the facets.
const DATE: usize = 3;

/// The articles that pass all filters, and the facets: of each the hits that pass all filters but its own.
pub fn filter(
    articles: &[u32],
    is_hit: impl Fn(u32) -> bool,
    filters: &Filters,
    range: DateRange,
    index: &Index,
) -> (Vec<u32>, Facets) {
    let catalogue = index.catalogue();
    let wanted = [&filters.source, &filters.author, &filters.place];
    let numbers: Vec<Vec<u32>> = Facet::ALL
        .iter()
        .zip(wanted)
        .map(|(&facet, names)| {
            let values = &catalogue.facet(facet).values;
            names.iter().filter_map(|name| values.iter().position(|value| value == name)).map(|n| n as u32).collect()
        })
        .collect();
    let mut counts: Vec<Vec<u32>> =
        Facet::ALL.iter().map(|&facet| vec![0; catalogue.facet(facet).values.len()]).collect();
    // By year and month.
    let mut months: Vec<((i32, i32), u32)> = Vec::new();
    let unbounded = range == DateRange::default();
    let mut passing = Vec::new();
    for &article in articles {
        let mut passes = [true; COUNT];
        for (at, &facet) in Facet::ALL.iter().enumerate() {
            let of = catalogue.facet(facet).of(article);
            passes[at] = wanted[at].is_empty() || of.iter().any(|number| numbers[at].contains(number));
        }
        passes[DATE] = unbounded || range.holds(catalogue.day(article));
        let failing = passes.iter().filter(|passes| !**passes).count();
        if failing == 0 {
            passing.push(article);
        }
        let hit = is_hit(article);
        let counts_for = |at: usize| hit && (failing == 0 || (failing == 1 && !passes[at]));
        for (at, &facet) in Facet::ALL.iter().enumerate().filter(|(at, _)| counts_for(*at)) {
            for &number in catalogue.facet(facet).of(article) {
                if let Some(count) = counts[at].get_mut(number as usize) {
                    *count += 1;
                }
            }
        }
        if let (true, Some(day)) = (counts_for(DATE), catalogue.day(article)) {
            let (year, month, _) = date::to_civil(day);
            let month = (year, month);
            match months.iter_mut().find(|(other, _)| *other == month) {
                Some((_, count)) => *count += 1,
                None => months.push((month, 1)),
            }
        }
    }
    let listed = |at: usize| {
        let values = &catalogue.facet(Facet::ALL[at]).values;
        let with = values.iter().zip(&counts[at]).filter(|(_, count)| **count > 0);
        let mut list: Vec<_> = with.map(|(value, &count)| FacetCount { value: value.clone(), count }).collect();
        sort_by(&mut list, |a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        list
    };
    sort_by(&mut months, |a, b| b.0.cmp(&a.0));
    let facets = Facets {
        source: listed(0),
        author: listed(1),
        place: listed(2),
        date: months
            .into_iter()
            .map(|((year, month), count)| FacetCount { value: format!("{year:04}-{month:02}"), count })
            .collect(),
    };
    (passing, facets)
}
