//! Stage 1: candidates by their terms, and how much of the query each article holds.
//!
//! What is read here are the units (pairs, lone characters, words) and the characters that not every article has: they choose the
//! candidates as well as all characters do. The score that counts is made of the candidates' texts, in [`super::terms`].

use super::plan::{Partial, Plan, TermText, Token, Unit, words_for};
use super::statistics::{ARTICLES, Told, of_entry};
use super::terms::WORD_BOOST;
use crate::index::leaf::key;
use crate::index::postings::{LEVELS, PAIR_SATURATION, share};
use crate::index::{Index, Settings};

/// A character inside a pair helps to choose candidates when no more than this share of the articles has it. Measured on the four sets: at
/// an eighth the best 30 hold what they hold with all characters, at a thirtieth .002 of nDCG@10 is lost.
const TELLING: f32 = 0.125;

/// Scores and covers of all articles.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Whether an article holds anything of the query.
    pub seen: Vec<bool>,
    /// What candidates are chosen by.
    pub scores: Vec<f32>,
    /// How much weight of the query's units the article holds.
    pub covers: Vec<f32>,
    /// The weight of all units.
    pub total: f32,
    /// The weight of those units whose lists name only some of the articles that hold them: any article may hold them.
    pub unlisted: f32,
    /// The rarity of each term of the plan, by its number.
    pub idf: Vec<f32>,
    /// The rarity of each unit of the plan, by its number.
    pub unit_idf: Vec<f32>,
    /// What this index says of its articles and of the terms in them.
    pub own: Vec<Token>,
}

impl Sheet {
    /// Takes in the sheet of another reading of the query: what an article holds of either counts, as if both weighed the same. Says by the number
    /// of each article whether it holds more of that reading than what it had of the query as `typed` ([`Sheet::covers`]).
    pub fn take_in(&mut self, other: &Self, weight: f32, typed: &[f32]) -> Vec<bool> {
        if self.total == 0.0 {
            self.total = f32::MIN_POSITIVE;
        }
        let scale = if other.total > 0.0 { self.total / other.total } else { 0.0 };
        let mut better = vec![false; self.seen.len()];
        for article in 0..self.seen.len() {
            let cover = scale * other.covers[article];
            better[article] = cover > typed[article];
            self.seen[article] |= other.seen[article];
            self.scores[article] = self.scores[article].max(weight * scale * other.scores[article]);
            self.covers[article] = self.covers[article].max(cover);
        }
        for known in &other.own {
            if self.own.iter().all(|own| own.text != known.text) {
                self.own.push(known.clone());
            }
        }
        better
    }

    /// The share of the query's weight that an article holds, 0 to 1.
    pub fn share(&self, article: usize) -> f32 {
        let cover = self.covers.get(article).copied().unwrap_or(0.0);
        if self.total > 0.0 { cover / self.total } else { 0.0 }
    }

    /// The rarity of a term or pair that `having` of `articles` hold: by what is told of it, else by these numbers.
    fn rarity(&mut self, term: &str, having: u32, articles: u32, told: Told<'_>) -> f32 {
        let having = having as f32;
        if self.own.iter().all(|known| known.text != term) {
            self.own.push(Token::new(term, having));
        }
        match (told(ARTICLES), told(term)) {
            (Some(articles), Some(having)) => idf(articles, having),
            _ => idf(articles as f32, having),
        }
    }
}

/// Inverse document frequency as Lucene has it: `ln(1 + (N - df + 0.5) / (df + 0.5))`; `ln(1 + 2N)` for a term that no article holds.
fn idf(all: f32, having: f32) -> f32 {
    // libm, not the platform's own functions: they differ in the last bit, and scores are the same everywhere.
    libm::logf(if having > 0.0 { 1.0 + ((all - having).max(0.0) + 0.5) / (having + 0.5) } else { 1.0 + 2.0 * all })
}

/// How much a term counts that is so rare: its inverse document frequency to the power of `settings.rarity`. The exponential of the logarithm, for libm's own
/// power is 1.5 KB more.
pub fn rarity(idf: f32, settings: &Settings) -> f32 {
    libm::expf(settings.rarity * libm::logf(idf))
}

/// Reads postings for the plans of a query and of its other readings, which have most words in common.
pub struct Collector<'a> {
    index: &'a Index,
    settings: &'a Settings,
    told: Told<'a>,
    gathered: Vec<Gathered>,
}

/// The articles that hold a word, or another that may stand for it.
struct Gathered {
    word: String,
    partial: Partial,
    /// By their numbers, each with its best saturated frequency.
    articles: Vec<(u32, f32)>,
}

impl<'a> Collector<'a> {
    /// Terms are as rare as is told.
    pub fn new(index: &'a Index, settings: &'a Settings, told: Told<'a>) -> Self {
        Self { index, settings, told, gathered: Vec::new() }
    }

    /// Fills the sheet of a plan.
    pub fn collect(&mut self, plan: &Plan) -> Sheet {
        let &mut Self { index, settings, told, .. } = self;
        let articles = index.len() as usize;
        let mut sheet = Sheet {
            seen: vec![false; articles],
            scores: vec![0.0; articles],
            covers: vec![0.0; articles],
            idf: vec![0.0; plan.terms.len()],
            unit_idf: vec![0.0; plan.units.len()],
            own: of_entry(index.entry()),
            ..Sheet::default()
        };
        for (number, term) in plan.terms.iter().enumerate() {
            if let TermText::Char(c) = term.text {
                let (having, _) = index.character(c);
                sheet.idf[number] = sheet.rarity(&c.to_string(), having, index.len(), told);
                if is_telling(having, index) {
                    let factor = term.weight * rarity(sheet.idf[number], settings);
                    read(index, &key::single(c), factor * (settings.saturation + 1.0), 0.0, &mut sheet, &mut []);
                }
            }
        }
        for group in &plan.groups {
            if let [units] = &group.alternatives[..] {
                let mut covers = std::mem::take(&mut sheet.covers);
                sheet.total += self.units(units, plan, &mut sheet, &mut covers);
                sheet.covers = covers;
                continue;
            }
            // Of several alternatives the one that an article holds best counts, as much as the weightiest of them.
            let mut best = vec![0.0f32; articles];
            let mut most = 0.0f32;
            for units in &group.alternatives {
                let mut covers = vec![0.0; articles];
                let total = self.units(units, plan, &mut sheet, &mut covers);
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

    /// Adds the scores of the units, and their weights to the covers of the articles that hold them; gives the weight of all.
    fn units(&mut self, units: &[usize], plan: &Plan, sheet: &mut Sheet, covers: &mut [f32]) -> f32 {
        let mut total = 0.0;
        for &number in units {
            let unit: Unit = plan.units[number];
            match &plan.terms[unit.first].text {
                TermText::Word(word, partial) => {
                    let place = self.gather_word(word, *partial);
                    let found = &self.gathered[place].articles;
                    // The list of a word that very many articles hold names only some of them.
                    let having = self.index.term(word).postings.articles.max(found.len() as u32);
                    let rare = sheet.rarity(word, having, self.index.len(), self.told);
                    let (factor, weight) = (WORD_BOOST * unit.weight * rarity(rare, self.settings), unit.weight * rare);
                    if (found.len() as u32) < having {
                        sheet.unlisted += weight;
                    }
                    for &(article, frequency) in found {
                        note(article, factor * frequency, weight, sheet, covers);
                    }
                    (sheet.idf[unit.first], sheet.unit_idf[number]) = (rare, rare);
                    total += weight;
                }
                TermText::Char(first) => {
                    let second = unit.second.map(|second| &plan.terms[second].text);
                    let mut listed = u32::MAX;
                    let (key, having, factor, saturation) = match second {
                        Some(TermText::Char(second)) => {
                            let key = key::pair(*first, *second);
                            let postings = self.index.term(&key).postings;
                            listed = postings.listed();
                            let saturation = self.settings.saturation * PAIR_SATURATION;
                            (key, postings.articles, self.settings.pairs, saturation)
                        }
                        _ => {
                            let (having, _) = self.index.character(*first);
                            // A telling character has been scored with the characters already.
                            let factor = if is_telling(having, self.index) { 0.0 } else { 1.0 };
                            (key::single(*first), having, factor, self.settings.saturation)
                        }
                    };
                    let rare = sheet.rarity(&plan.unit_text(&unit), having, self.index.len(), self.told);
                    let weight = unit.weight * rare;
                    let factor = factor * unit.weight * rarity(rare, self.settings) * (saturation + 1.0);
                    read(self.index, &key, factor, weight, sheet, covers);
                    if listed < having {
                        sheet.unlisted += weight;
                    }
                    sheet.unit_idf[number] = rare;
                    total += weight;
                }
            }
        }
        total
    }

    /// Gathers the articles that hold a word, and gives the place where they stand.
    fn gather_word(&mut self, word: &str, partial: Partial) -> usize {
        let known = self.gathered.iter().position(|known| known.word == word && known.partial == partial);
        if let Some(place) = known {
            return place;
        }
        let mut best = vec![-1.0f32; self.index.len() as usize];
        for candidate in words_for(self.index, word, partial) {
            let factor = partial.share(&candidate, word) * (self.settings.saturation + 1.0);
            self.index.term(&candidate).postings.for_each(|posting| {
                if let Some(best) = best.get_mut(posting.article as usize) {
                    *best = best.max(factor * share(posting.level));
                }
            });
        }
        let articles = (0..).zip(best).filter(|(_, frequency)| *frequency >= 0.0).collect();
        self.gathered.push(Gathered { word: word.to_owned(), partial, articles });
        self.gathered.len() - 1
    }
}

/// Whether a character is rare enough to help in choosing candidates.
fn is_telling(having: u32, index: &Index) -> bool {
    having as f32 <= TELLING * index.len() as f32
}

/// Adds `factor` times the share of each posting of a term to the scores, and `weight` to the covers.
fn read(index: &Index, key: &str, factor: f32, weight: f32, sheet: &mut Sheet, covers: &mut [f32]) {
    let by_level: [f32; LEVELS as usize] = std::array::from_fn(|level| factor * share(level as u8));
    index.each_posting(key, |posting| {
        note(posting.article, by_level[usize::from(posting.level)], weight, sheet, covers)
    });
}

#[inline]
fn note(article: u32, adds: f32, weight: f32, sheet: &mut Sheet, covers: &mut [f32]) {
    let at = article as usize;
    if let (Some(seen), Some(score)) = (sheet.seen.get_mut(at), sheet.scores.get_mut(at)) {
        *seen = true;
        *score += adds;
    }
    if let Some(cover) = covers.get_mut(at) {
        *cover += weight;
    }
}
