//! The quantities and days that the text of an article names.

use std::collections::BTreeMap;

use crate::index::columns::Named;
use crate::index::postings::Field;
use crate::index::records::Record;
use crate::measure::{Number, Period, named, quantities};
use crate::text::Folder;

/// What one text names.
#[derive(Debug, Default)]
pub struct Measured {
    amounts: Vec<(&'static str, Number)>,
    days: Vec<Period>,
}

impl Measured {
    /// Reads headline, lines and blocks of an article; the byline names no quantities, and its day is a column of its own.
    pub fn of(record: &Record<'_>, folder: &Folder) -> Self {
        let mut found = Self::default();
        let mut chars = Vec::new();
        for passage in record.passages().into_iter().filter(|passage| passage.field != Field::Byline) {
            chars.clear();
            folder.each(passage.text, |folded| chars.push(folded.char));
            quantities(&chars, |quantity, _, _| found.amounts.push((quantity.unit, quantity.value)));
            named(&chars, record.day, |period, _, _| found.days.push(period));
        }
        // The article's own day is asked for beside these.
        found.days.retain(|period| record.day != Some(period.from) || record.day != Some(period.to));
        found
    }
}

/// The columns of all that texts name, while articles are added.
#[derive(Debug, Default)]
pub struct MeasuredColumns {
    /// By their units.
    pub amounts: BTreeMap<&'static str, Named>,
    /// Days; none as long as no text names any.
    pub days: Option<Named>,
}

impl MeasuredColumns {
    /// Adds what the text of an article names.
    pub fn push(&mut self, article: u32, measured: Measured) {
        let mut by_unit: BTreeMap<&'static str, Vec<Number>> = BTreeMap::new();
        for (unit, value) in measured.amounts {
            by_unit.entry(unit).or_default().push(value);
        }
        for (unit, values) in by_unit {
            self.amounts.entry(unit).or_default().push(article, values);
        }
        if !measured.days.is_empty() {
            self.days.get_or_insert_default().push(article, measured.days);
        }
    }
}
