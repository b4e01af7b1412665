//! Stage 1: every article's score by its terms, and how much of the query it holds.

use serde::Serialize;

use super::plan::{Partial, Plan, TermText, Unit, words_for};
use super::settings::Settings;
use crate::index::{Catalogue, FIELDS, Field, Index, Occurrence, Postings};
use crate::order::sort_by;

/// A word that a longer one stands for counts this much beside itself, times the share of the longer word that it makes up.
const PARTIAL_WORD: f32 = 0.8;

/// A word of letters and digits stands in for a character and a pair at once, as in recipe A of the measurements.
const WORD_BOOST: f32 = 1.5;

/// Pairs saturate sooner than characters: k1 0.6 beside 0.9 in recipe A.
const PAIR_SATURATION: f32 = 2.0 / 3.0;

/// Scores and covers of all articles.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The score of stage 1.
    pub scores: Vec<f32>,
    /// How much weight of the query's units the article holds.
    pub covers: Vec<f32>,
    /// The weight of all units.
    pub total: f32,
    /// The rarity of each term of the plan, by its number.
    pub idf: Vec<f32>,
}

/// Inverse document frequency as Lucene has it: `ln(1 + (N - df + 0.5) / (df + 0.5))`; `ln(1 + 2N)` for a term that no article holds.
pub fn idf(articles: u32, having: u32) -> f32 {
    let (all, having) = (articles as f32, having as f32);
    // libm, not the platform's own functions: they differ in the last bit, and scores are the same everywhere.
    libm::logf(if having == 0.0 { 1.0 + 2.0 * all } else { 1.0 + (all - having + 0.5) / (having + 0.5) })
}

/// How an occurrence counts: BM25F.
#[derive(Clone, Copy)]
pub struct Scorer<'a> {
    catalogue: &'a Catalogue,
    fields: [f32; FIELDS],
    /// For each field the norm `base + slope * length`.
    base: f32,
    slopes: [f32; FIELDS],
}

impl<'a> Scorer<'a> {
    /// The scorer of an index with the given settings.
    pub fn new(catalogue: &'a Catalogue, settings: &Settings) -> Self {
        let slopes = catalogue.averages().map(|average| settings.length / average.max(1.0));
        Self { catalogue, fields: settings.fields.by_field(), base: 1.0 - settings.length, slopes }
    }

    /// The saturated frequency, 0 to k1 + 1: `f (k1 + 1) / (f + k1)` with `f` the sum over fields of
    /// `weight * count / (1 - b + b * length / average length)`.
    #[inline]
    pub fn frequency(&self, article: u32, occurrence: Occurrence, saturation: f32) -> f32 {
        let norm = |field: usize| self.base + self.slopes[field] * f32::from(self.catalogue.length(article, field));
        const BODY: usize = Field::Body as usize;
        let frequency = match occurrence {
            Occurrence::Body(count) => self.fields[BODY] * f32::from(count) / norm(BODY),
            Occurrence::Fields(counts) => (0..FIELDS)
                .filter(|&field| counts[field] > 0)
                .map(|field| self.fields[field] * f32::from(counts[field]) / norm(field))
                .sum(),
        };
        frequency * (saturation + 1.0) / (frequency + saturation).max(f32::MIN_POSITIVE)
    }
}

/// Fills the sheet of `plan`.
pub fn collect(plan: &Plan, index: &Index, settings: &Settings) -> Sheet {
    let articles = index.len() as usize;
    let mut sheet = Sheet {
        scores: vec![0.0; articles],
        covers: vec![0.0; articles],
        idf: vec![0.0; plan.terms.len()],
        ..Sheet::default()
    };
    let scorer = Scorer::new(index.catalogue(), settings);
    let mut numbers = Vec::new();
    // Words are gathered first: how often a part of a word occurs is known only after its longer words were found.
    let mut gathered: Vec<Option<Vec<(u32, f32)>>> = vec![None; plan.terms.len()];
    for (number, term) in plan.terms.iter().enumerate() {
        match &term.text {
            TermText::Char(c) => {
                let postings = index.page(*c).single();
                sheet.idf[number] = idf(index.len(), postings.articles);
                let factor = term.weight * libm::powf(sheet.idf[number], settings.rarity);
                add_scores(&mut sheet.scores, postings, &scorer, settings.saturation, factor, &mut numbers);
            }
            TermText::Word(word, partial) => {
                let found = gather_word(index, word, *partial, &scorer, settings, &mut numbers);
                sheet.idf[number] = idf(index.len(), found.len() as u32);
                let factor = term.weight * libm::powf(sheet.idf[number], settings.rarity) * WORD_BOOST;
                for &(article, frequency) in &found {
                    if let Some(score) = sheet.scores.get_mut(article as usize) {
                        *score += factor * frequency;
                    }
                }
                gathered[number] = Some(found);
            }
        }
    }
    let mut pass = Pass { index, settings, scorer, gathered, numbers };
    for group in &plan.groups {
        if let [units] = &group.alternatives[..] {
            let Sheet { scores, covers, idf, .. } = &mut sheet;
            sheet.total += pass.cover(units, plan, idf, scores, covers);
            continue;
        }
        // Of several alternatives the one that an article holds best counts, as much as the weightiest of them.
        let mut best = vec![0.0f32; articles];
        let mut most = 0.0f32;
        for units in &group.alternatives {
            let mut covers = vec![0.0; articles];
            let total = pass.cover(units, plan, &sheet.idf, &mut sheet.scores, &mut covers);
            most = most.max(total);
            for (best, cover) in best.iter_mut().zip(covers) {
                *best = best.max(if total > 0.0 { cover / total } else { 0.0 });
            }
        }
        sheet.covers.iter_mut().zip(best).for_each(|(cover, best)| *cover += best * most);
        sheet.total += most;
    }
    sheet
}

struct Pass<'a> {
    index: &'a Index,
    settings: &'a Settings,
    scorer: Scorer<'a>,
    gathered: Vec<Option<Vec<(u32, f32)>>>,
    numbers: Vec<u32>,
}

impl Pass<'_> {
    /// Adds the weight of each unit to the covers of the articles that hold it, and pairs' scores; gives the weight of all units.
    fn cover(&mut self, units: &[Unit], plan: &Plan, idfs: &[f32], scores: &mut [f32], covers: &mut [f32]) -> f32 {
        let mut total = 0.0;
        for unit in units {
            if let Some(found) = &self.gathered[unit.first] {
                let weight = unit.weight * idfs[unit.first];
                total += weight;
                for &(article, _) in found {
                    if let Some(cover) = covers.get_mut(article as usize) {
                        *cover += weight;
                    }
                }
                continue;
            }
            let TermText::Char(first) = plan.terms[unit.first].text else { continue };
            let page = self.index.page(first);
            let (postings, pair) = match unit.second.map(|second| &plan.terms[second].text) {
                Some(TermText::Char(second)) => (page.pair(*second), true),
                _ => (page.single(), false),
            };
            let rarity = idf(self.index.len(), postings.articles);
            let weight = unit.weight * rarity;
            total += weight;
            let factor =
                if pair { self.settings.pairs * unit.weight * libm::powf(rarity, self.settings.rarity) } else { 0.0 };
            let saturation = self.settings.saturation * PAIR_SATURATION;
            let scorer = &self.scorer;
            postings.for_each(&mut self.numbers, |article, occurrence| {
                let at = article as usize;
                if let (Some(cover), Some(score)) = (covers.get_mut(at), scores.get_mut(at)) {
                    *cover += weight;
                    if factor > 0.0 {
                        *score += factor * scorer.frequency(article, occurrence, saturation);
                    }
                }
            });
        }
        total
    }
}

/// What one term adds to an article's score of stage 1.
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

/// What each term of the plan adds to one article; terms that it lacks are left out.
pub fn details(plan: &Plan, index: &Index, settings: &Settings, idfs: &[f32], article: u32) -> Vec<TermDetail> {
    let scorer = Scorer::new(index.catalogue(), settings);
    let mut numbers = Vec::new();
    let mut found = Vec::new();
    let mut note = |term: String, weight: f32, idf: f32, boost: f32, frequency: f32| {
        if frequency > 0.0 {
            let adds = boost * weight * libm::powf(idf, settings.rarity) * frequency;
            found.push(TermDetail { term, weight, idf, frequency, adds });
        }
    };
    let mut frequency_in = |postings: Postings<'_>, saturation: f32| {
        let mut frequency = 0.0;
        postings.for_each(&mut numbers, |other, occurrence| {
            if other == article {
                frequency = scorer.frequency(article, occurrence, saturation);
            }
        });
        frequency
    };
    for (term, &idf) in plan.terms.iter().zip(idfs) {
        match &term.text {
            TermText::Char(c) => {
                let frequency = frequency_in(index.page(*c).single(), settings.saturation);
                note(c.to_string(), term.weight, idf, 1.0, frequency);
            }
            TermText::Word(word, partial) => {
                let gathered = gather_word(index, word, *partial, &scorer, settings, &mut Vec::new());
                let frequency = gathered.iter().find(|(other, _)| *other == article).map_or(0.0, |(_, f)| *f);
                note(word.clone(), term.weight, idf, WORD_BOOST, frequency);
            }
        }
    }
    for unit in plan.groups.iter().flat_map(|group| group.alternatives.iter().flatten()) {
        let Some(second) = unit.second else { continue };
        if let (TermText::Char(a), TermText::Char(b)) = (&plan.terms[unit.first].text, &plan.terms[second].text) {
            let postings = index.page(*a).pair(*b);
            let frequency = frequency_in(postings, settings.saturation * PAIR_SATURATION);
            note(format!("{a}{b}"), unit.weight, idf(index.len(), postings.articles), settings.pairs, frequency);
        }
    }
    found
}

fn add_scores(
    scores: &mut [f32],
    postings: Postings<'_>,
    scorer: &Scorer<'_>,
    saturation: f32,
    factor: f32,
    numbers: &mut Vec<u32>,
) {
    postings.for_each(numbers, |article, occurrence| {
        if let Some(score) = scores.get_mut(article as usize) {
            *score += factor * scorer.frequency(article, occurrence, saturation);
        }
    });
}

/// The articles that hold a word, or a longer word that may stand for it, each with its best saturated frequency; sorted by article.
fn gather_word(
    index: &Index,
    word: &str,
    partial: Partial,
    scorer: &Scorer<'_>,
    settings: &Settings,
    numbers: &mut Vec<u32>,
) -> Vec<(u32, f32)> {
    let vocabulary = index.vocabulary();
    let payload = index.words_payload();
    let mut found: Vec<(u32, f32)> = Vec::new();
    for candidate in words_for(index, word, partial) {
        let longer = vocabulary.word(payload, candidate);
        let factor = if longer == word { 1.0 } else { PARTIAL_WORD * word.len() as f32 / longer.len() as f32 };
        index.word_postings(candidate).for_each(numbers, |article, occurrence| {
            found.push((article, factor * scorer.frequency(article, occurrence, settings.saturation)));
        });
    }
    sort_by(&mut found, |a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|(article, _)| *article);
    found
}
