//! Which articles are related: those that share the words that say most of them.
//!
//! Each article is a vector of some words ([`super::keywords`]), each by its weight times the logarithm of how few articles have it; likeness is the cosine.
//! Compared are only articles that share words, found by the lists of these.

use rustc_hash::FxHashMap;

/// An article names at most so many related ones.
pub const MOST: usize = 6;

/// Below this likeness articles are not related, when there are [`MANY`] or more. Where there are fewer, most words stand in one article alone, which makes
/// every two less alike; the bound falls with the logarithm of their number, down to half.
const LEAST: f32 = 0.16;
const MANY: f32 = 10_000.0;

/// Articles that share one word only may speak of different things.
const LEAST_SHARED: u8 = 2;

/// Words that more than this share of the articles have are boilerplate or the subject of the whole corpus; unless there are few articles.
const TOO_COMMON: f32 = 0.1;
const FEW: usize = 20;

/// Of a word that more articles have, only those are looked at in which it weighs most; so the work grows as the corpus does and no faster.
const LONGEST: usize = 400;

/// The words of all articles so far.
#[derive(Debug, Default)]
pub struct Features {
    numbers: FxHashMap<String, u32>,
    /// For each article the end of its words in `words`.
    ends: Vec<u32>,
    words: Vec<(u32, f32)>,
}

impl Features {
    /// Adds the next article with its words and their weights.
    pub fn push(&mut self, words: impl IntoIterator<Item = (String, f32)>) {
        for (word, weight) in words {
            let next = self.numbers.len() as u32;
            self.words.push((*self.numbers.entry(word).or_insert(next), weight));
        }
        self.ends.push(self.words.len() as u32);
    }

    /// Of each article those related to it, rising.
    pub fn related(self) -> Vec<Vec<u32>> {
        let Self { numbers, ends, mut words } = self;
        let all = ends.len();
        let mut having = vec![0u32; numbers.len()];
        words.iter().for_each(|&(word, _)| having[word as usize] += 1);
        drop(numbers);
        let most = (TOO_COMMON * all as f32).max(FEW as f32);
        let rarity: Vec<f32> =
            having
                .iter()
                .map(|&having| {
                    if having as f32 > most || having < 2 {
                        0.0
                    } else {
                        libm::logf((all as f32 + 1.0) / having as f32)
                    }
                })
                .collect();
        let slice = |article: usize| if article == 0 { 0 } else { ends[article - 1] as usize }..ends[article] as usize;
        let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); having.len()];
        for article in 0..all {
            let own = &mut words[slice(article)];
            // A word that no other article has makes this one less like any other, but leads nowhere.
            let lone = libm::logf(all as f32 + 1.0);
            let length: f32 = own
                .iter()
                .map(|(word, weight)| {
                    (weight * if having[*word as usize] < 2 { lone } else { rarity[*word as usize] }).powi(2)
                })
                .sum();
            let norm = length.sqrt().max(f32::MIN_POSITIVE);
            for (word, weight) in own {
                *weight *= rarity[*word as usize] / norm;
                if *weight > 0.0 {
                    lists[*word as usize].push((article as u32, *weight));
                }
            }
        }
        for list in lists.iter_mut().filter(|list| list.len() > LONGEST) {
            list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            list.truncate(LONGEST);
        }
        let least = LEAST * (libm::logf(all as f32 + 1.0) / libm::logf(MANY)).clamp(0.5, 1.0);
        let mut likeness = vec![(0f32, 0u8); all];
        let mut touched: Vec<u32> = Vec::new();
        let mut related = Vec::with_capacity(all);
        for article in 0..all {
            for &(word, weight) in &words[slice(article)] {
                for &(other, its) in &lists[word as usize] {
                    let (sum, shared) = &mut likeness[other as usize];
                    if *shared == 0 {
                        touched.push(other);
                    }
                    *sum += weight * its;
                    *shared = shared.saturating_add(1);
                }
            }
            let mut near: Vec<(f32, u32)> = Vec::new();
            for other in touched.drain(..) {
                let (sum, shared) = std::mem::take(&mut likeness[other as usize]);
                if other as usize != article && shared >= LEAST_SHARED && sum >= least {
                    near.push((sum, other));
                }
            }
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut numbers: Vec<u32> = near.into_iter().take(MOST).map(|(_, other)| other).collect();
            numbers.sort_unstable();
            related.push(numbers);
        }
        related
    }
}
