//! The score of an article's terms: BM25F over characters, pairs and words, exactly as its text holds them.

use serde::Serialize;

use super::collect::{Sheet, rarity};
use super::plan::{Plan, TermText};
use super::scan::{Frequencies, Scanned};
use crate::index::postings::PAIR_SATURATION;
use crate::index::{FIELDS, Settings};

/// A word of letters and digits stands in for a character and a pair at once, as in recipe A of the measurements.
pub const WORD_BOOST: f32 = 1.5;

/// What one term adds to an article's score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermDetail {
    /// The character, pair or word, folded.
    pub term: String,
    /// Its weight in the query.
    pub weight: f32,
    /// Its rarity.
    pub idf: f32,
    /// Its saturated frequency in the article.
    pub frequency: f32,
    /// What it adds: `boost * weight * idf ^ rarity * frequency`.
    pub adds: f32,
}

/// A term or pair of the query, ready to be counted.
struct Counted {
    /// The number of the term, or of the unit that is a pair.
    number: usize,
    is_pair: bool,
    weight: f32,
    idf: f32,
    /// What its saturated frequency is multiplied with.
    factor: f32,
    saturation: f32,
}

/// Scores the texts of candidates.
pub struct TermScorer<'a> {
    plan: &'a Plan,
    counted: Vec<Counted>,
    fields: [f32; FIELDS],
    /// For each field the norm `base + slope * length`.
    base: f32,
    slopes: [f32; FIELDS],
}

impl<'a> TermScorer<'a> {
    /// A scorer for `plan`, whose terms' rarities are those of `sheet`; `averages` are the mean lengths of the fields.
    pub fn new(plan: &'a Plan, sheet: &Sheet, averages: &[f32; FIELDS], settings: &Settings) -> Self {
        let terms = plan.terms.iter().zip(&sheet.idf).enumerate().map(|(number, (term, &idf))| {
            let boost = if matches!(term.text, TermText::Word(..)) { WORD_BOOST } else { 1.0 };
            let factor = boost * term.weight * rarity(idf, settings);
            Counted { number, is_pair: false, weight: term.weight, idf, factor, saturation: settings.saturation }
        });
        let pairs = plan.units.iter().zip(&sheet.unit_idf).enumerate();
        let pairs = pairs.filter(|(_, (unit, _))| unit.second.is_some()).map(|(number, (unit, &idf))| {
            let factor = settings.pairs * unit.weight * rarity(idf, settings);
            let saturation = settings.saturation * PAIR_SATURATION;
            Counted { number, is_pair: true, weight: unit.weight, idf, factor, saturation }
        });
        Self {
            plan,
            counted: terms.chain(pairs).collect(),
            fields: settings.fields.by_field(),
            base: 1.0 - settings.length,
            slopes: averages.map(|average| settings.length / average.max(1.0)),
        }
    }

    /// The score of an article's text.
    pub fn score(&self, scanned: &Scanned) -> f32 {
        let norms = self.norms(scanned);
        self.counted.iter().map(|counted| counted.factor * self.frequency(counted, scanned, &norms)).sum()
    }

    /// What each term adds to that score times `scale`; terms that the article lacks are left out.
    pub fn details(&self, scanned: &Scanned, scale: f32) -> Vec<TermDetail> {
        let norms = self.norms(scanned);
        let mut details = Vec::new();
        for counted in &self.counted {
            let frequency = self.frequency(counted, scanned, &norms);
            if frequency > 0.0 {
                let (weight, idf, adds) = (counted.weight, counted.idf, scale * counted.factor * frequency);
                details.push(TermDetail { term: self.text(counted), weight, idf, frequency, adds });
            }
        }
        details
    }

    /// More than any article can score.
    pub fn bound(&self) -> f32 {
        self.counted.iter().map(|counted| counted.factor * (counted.saturation + 1.0)).sum()
    }

    fn norms(&self, scanned: &Scanned) -> [f32; FIELDS] {
        std::array::from_fn(|field| self.base + self.slopes[field] * scanned.lengths[field] as f32)
    }

    /// The saturated frequency, 0 to k1 + 1: `f (k1 + 1) / (f + k1)` with `f` the sum over fields of
    /// `weight * count / (1 - b + b * length / average length)`.
    fn frequency(&self, counted: &Counted, scanned: &Scanned, norms: &[f32; FIELDS]) -> f32 {
        let list = if counted.is_pair { &scanned.pairs } else { &scanned.terms };
        let counts = list.get(counted.number).copied().unwrap_or(Frequencies::default());
        let mut frequency = 0.0;
        for field in 0..FIELDS {
            if counts[field] > 0.0 {
                frequency += self.fields[field] * counts[field] / norms[field];
            }
        }
        frequency * (counted.saturation + 1.0) / (frequency + counted.saturation).max(f32::MIN_POSITIVE)
    }

    fn text(&self, counted: &Counted) -> String {
        if counted.is_pair {
            self.plan.unit_text(&self.plan.units[counted.number])
        } else {
            self.plan.term_text(counted.number)
        }
    }
}
