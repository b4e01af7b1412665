//! Stage 1: candidates by their terms, and how much of the query each article holds.
//!
//! What is read here are the units (pairs, lone characters, words) and the characters that not every article has: they choose the
//! candidates as well as all characters do. The score that counts is made of the candidates' texts, in [`super::terms`].

use super::plan::{Partial, Plan, TermText, Unit, words_for};
use super::settings::Settings;
use super::terms::{PAIR_SATURATION, WORD_BOOST, saturated};
use crate::index::{Catalogue, FIELDS, Field, Index, Occurrence, Postings};
use crate::order::sort_by;

/// A character inside a pair helps to choose candidates when no more than this share of the articles has it. Measured on the four sets: at
/// an eighth the best 30 hold what they hold with all characters, at a thirtieth .002 of nDCG@10 is lost.
const COMMON: f32 = 0.125;

/// Scores and covers of all articles.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What candidates are chosen by.
    pub scores: Vec<f32>,
    /// How much weight of the query's units the article holds.
    pub covers: Vec<f32>,
    /// The weight of all units.
    pub total: f32,
    /// The rarity of each term of the plan, by its number.
    pub idf: Vec<f32>,
    /// The rarity of each unit of the plan, by its number.
    pub unit_idf: Vec<f32>,
}

/// Inverse document frequency as Lucene has it: `ln(1 + (N - df + 0.5) / (df + 0.5))`; `ln(1 + 2N)` for a term that no article holds.
pub fn idf(articles: u32, having: u32) -> f32 {
    let (all, having) = (articles as f32, having as f32);
    // libm, not the platform's own functions: they differ in the last bit, and scores are the same everywhere.
    libm::logf(if having == 0.0 { 1.0 + 2.0 * all } else { 1.0 + (all - having + 0.5) / (having + 0.5) })
}

/// How an occurrence in the postings counts: BM25F.
#[derive(Clone, Copy)]
struct Scorer<'a> {
    catalogue: &'a Catalogue,
    fields: [f32; FIELDS],
    /// For each field the norm `base + slope * length`.
    base: f32,
    slopes: [f32; FIELDS],
}

impl<'a> Scorer<'a> {
    fn new(catalogue: &'a Catalogue, settings: &Settings) -> Self {
        let slopes = catalogue.averages().map(|average| settings.length / average.max(1.0));
        Self { catalogue, fields: settings.fields.by_field(), base: 1.0 - settings.length, slopes }
    }

    #[inline]
    fn frequency(&self, article: u32, occurrence: Occurrence, saturation: f32) -> f32 {
        let norm = |field: usize| self.base + self.slopes[field] * f32::from(self.catalogue.length(article, field));
        const BODY: usize = Field::Body as usize;
        let frequency = match occurrence {
            Occurrence::Body(count) => self.fields[BODY] * f32::from(count) / norm(BODY),
            Occurrence::Fields(counts) => (0..FIELDS)
                .filter(|&field| counts[field] > 0)
                .map(|field| self.fields[field] * f32::from(counts[field]) / norm(field))
                .sum(),
        };
        saturated(frequency, saturation)
    }
}

/// Fills the sheet of `plan`.
pub fn collect(plan: &Plan, index: &Index, settings: &Settings) -> Sheet {
    let articles = index.len() as usize;
    let mut sheet = Sheet {
        scores: vec![0.0; articles],
        covers: vec![0.0; articles],
        idf: vec![0.0; plan.terms.len()],
        unit_idf: vec![0.0; plan.units.len()],
        ..Sheet::default()
    };
    let mut pass = Pass { index, settings, scorer: Scorer::new(index.catalogue(), settings), numbers: Vec::new() };
    for (number, term) in plan.terms.iter().enumerate() {
        if let TermText::Char(c) = term.text {
            let postings = index.page(c).single();
            sheet.idf[number] = idf(index.len(), postings.articles);
            if postings.articles as f32 <= COMMON * index.len() as f32 {
                let factor = term.weight * libm::powf(sheet.idf[number], settings.rarity);
                pass.read(postings, factor, settings.saturation, 0.0, &mut sheet.scores, &mut []);
            }
        }
    }
    for group in &plan.groups {
        if let [units] = &group.alternatives[..] {
            let mut covers = std::mem::take(&mut sheet.covers);
            sheet.total += pass.units(units, plan, &mut sheet, &mut covers);
            sheet.covers = covers;
            continue;
        }
        // Of several alternatives the one that an article holds best counts, as much as the weightiest of them.
        let mut best = vec![0.0f32; articles];
        let mut most = 0.0f32;
        for units in &group.alternatives {
            let mut covers = vec![0.0; articles];
            let total = pass.units(units, plan, &mut sheet, &mut covers);
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
    numbers: Vec<u32>,
}

impl Pass<'_> {
    /// Adds the scores of the units, and their weights to the covers of the articles that hold them; gives the weight of all.
    fn units(&mut self, units: &[usize], plan: &Plan, sheet: &mut Sheet, covers: &mut [f32]) -> f32 {
        let all = self.index.len();
        let mut total = 0.0;
        for &number in units {
            let unit: Unit = plan.units[number];
            let rarity = |idf: f32| libm::powf(idf, self.settings.rarity);
            match &plan.terms[unit.first].text {
                TermText::Word(word, partial) => {
                    let found = self.gather_word(word, *partial);
                    let rare = idf(all, found.len() as u32);
                    let (factor, weight) = (WORD_BOOST * unit.weight * rarity(rare), unit.weight * rare);
                    for (article, frequency) in found {
                        let at = article as usize;
                        if let (Some(score), Some(cover)) = (sheet.scores.get_mut(at), covers.get_mut(at)) {
                            *score += factor * frequency;
                            *cover += weight;
                        }
                    }
                    (sheet.idf[unit.first], sheet.unit_idf[number]) = (rare, rare);
                    total += weight;
                }
                TermText::Char(first) => {
                    let page = self.index.page(*first);
                    let second = unit.second.map(|second| &plan.terms[second].text);
                    let (postings, boost, saturation) = match second {
                        Some(TermText::Char(second)) => {
                            (page.pair(*second), self.settings.pairs, self.settings.saturation * PAIR_SATURATION)
                        }
                        _ => (page.single(), 1.0, self.settings.saturation),
                    };
                    let rare = idf(all, postings.articles);
                    // A lone character that few articles have has been scored with the characters already.
                    let scored = second.is_none() && postings.articles as f32 <= COMMON * all as f32;
                    let factor = if scored { 0.0 } else { boost * unit.weight * rarity(rare) };
                    let weight = unit.weight * rare;
                    self.read(postings, factor, saturation, weight, &mut sheet.scores, covers);
                    sheet.unit_idf[number] = rare;
                    total += weight;
                }
            }
        }
        total
    }

    /// Adds `factor` times the saturated frequency to the scores of a list's articles, and `weight` to their covers.
    fn read(
        &mut self,
        postings: Postings<'_>,
        factor: f32,
        saturation: f32,
        weight: f32,
        scores: &mut [f32],
        covers: &mut [f32],
    ) {
        let scorer = &self.scorer;
        postings.for_each(&mut self.numbers, |article, occurrence| {
            if let Some(cover) = covers.get_mut(article as usize) {
                *cover += weight;
            }
            if factor > 0.0
                && let Some(score) = scores.get_mut(article as usize)
            {
                *score += factor * scorer.frequency(article, occurrence, saturation);
            }
        });
    }

    /// The articles that hold a word, or a longer word that may stand for it, each with its best saturated frequency; sorted by article.
    fn gather_word(&mut self, word: &str, partial: Partial) -> Vec<(u32, f32)> {
        let (vocabulary, payload) = (self.index.vocabulary(), self.index.words_payload());
        let mut found: Vec<(u32, f32)> = Vec::new();
        for candidate in words_for(self.index, word, partial) {
            let factor = partial.share(vocabulary.word(payload, candidate), word);
            self.index.word_postings(candidate).for_each(&mut self.numbers, |article, occurrence| {
                found.push((article, factor * self.scorer.frequency(article, occurrence, self.settings.saturation)));
            });
        }
        sort_by(&mut found, |a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        found.dedup_by_key(|(article, _)| *article);
        found
    }
}
