//! Stage 2: what the places of the terms in a candidate add to its score.

use super::plan::Plan;
use super::scan::{Occurs, Scanned};
use crate::index::Settings;

/// The width of the window, in atoms.
const WINDOW: u32 = 96;

/// What position adds, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bonus {
    /// Early first occurrences: sum over distinct terms of `w / (1 + first position / half)`.
    pub early: f32,
    /// Long runs: the query covered from the right by the longest runs that the article holds, sum of `w(run) (1 - 1 / length)`.
    pub runs: f32,
    /// The best window: its distinct terms, and its distinct pairs.
    pub window: f32,
}

/// Computes bonuses for one query; keeps its scratch space between candidates.
pub struct Rescorer<'a> {
    plan: &'a Plan,
    settings: &'a Settings,
    /// The weight of each term: its greatest atom weight times its rarity.
    weights: Vec<f32>,
    /// The weight of each distinct touching pair of the query.
    pairs: Vec<f32>,
    /// For each term the terms that follow it in the query, with the number of the pair.
    following: Vec<Vec<(u16, u16)>>,
    /// For each term its places in the query.
    places: Vec<Vec<u16>>,
    seen: Vec<u32>,
    seen_pairs: Vec<u32>,
    /// For each atom of the query the longest run of the article that ends with it.
    longest: Vec<u16>,
    current: Vec<u16>,
    previous: Vec<u16>,
}

impl<'a> Rescorer<'a> {
    /// A rescorer; `idf` is the rarity of each term.
    pub fn new(plan: &'a Plan, idf: &[f32], settings: &'a Settings) -> Self {
        let weights: Vec<f32> = plan.terms.iter().zip(idf).map(|(term, idf)| term.weight * idf).collect();
        let mut pairs: Vec<f32> = Vec::new();
        let mut following: Vec<Vec<(u16, u16)>> = vec![Vec::new(); plan.terms.len()];
        let mut places = vec![Vec::new(); plan.terms.len()];
        for (at, atom) in plan.atoms.iter().enumerate() {
            places[atom.term].push(at as u16);
            if at > 0 && atom.glued {
                let first = plan.atoms[at - 1].term;
                if !following[first].iter().any(|&(second, _)| usize::from(second) == atom.term) {
                    following[first].push((atom.term as u16, pairs.len() as u16));
                    // The pair's own rarity is guessed from its characters, which costs one lookup less.
                    pairs.push(weights[first].min(weights[atom.term]));
                }
            }
        }
        let (terms, atoms) = (plan.terms.len(), plan.atoms.len());
        Self {
            plan,
            settings,
            weights,
            seen: vec![0; terms],
            seen_pairs: vec![0; pairs.len()],
            pairs,
            following,
            places,
            longest: vec![0; atoms],
            current: vec![0; atoms],
            previous: vec![0; atoms],
        }
    }

    /// What the occurrences of one candidate add.
    pub fn bonus(&mut self, scanned: &Scanned) -> Bonus {
        let settings = self.settings;
        Bonus {
            early: settings.early * self.early(&scanned.occurs),
            runs: settings.runs * self.runs(&scanned.occurs),
            window: settings.window * self.window(&scanned.occurs),
        }
    }

    /// The most that any article can gain.
    pub fn bound(&self) -> f32 {
        let terms: f32 = self.weights.iter().sum();
        let pairs: f32 = self.pairs.iter().sum();
        let atoms: f32 = self.plan.atoms.iter().map(|atom| self.weights[atom.term]).sum();
        self.settings.early * terms
            + self.settings.runs * atoms
            + self.settings.window * (terms + self.settings.window_pairs * pairs)
    }

    fn early(&mut self, occurs: &[Occurs]) -> f32 {
        self.seen.iter_mut().for_each(|seen| *seen = 0);
        let mut sum = 0.0;
        for occurrence in occurs {
            let seen = &mut self.seen[usize::from(occurrence.term)];
            if *seen == 0 {
                *seen = 1;
                let late = occurrence.position as f32 / self.settings.early_half;
                sum += self.weights[usize::from(occurrence.term)] / (1.0 + late);
            }
        }
        sum
    }

    fn runs(&mut self, occurs: &[Occurs]) -> f32 {
        self.longest.iter_mut().for_each(|longest| *longest = 0);
        self.previous.iter_mut().for_each(|length| *length = 0);
        let mut last: Option<Occurs> = None;
        for &occurrence in occurs {
            let touching = last.filter(|last| occurrence.glued && last.position + 1 == occurrence.position);
            for &place in &self.places[usize::from(occurrence.term)] {
                let at = usize::from(place);
                let before =
                    if touching.is_some() && at > 0 && self.plan.atoms[at].glued { self.previous[at - 1] } else { 0 };
                self.current[at] = before + 1;
                self.longest[at] = self.longest[at].max(before + 1);
            }
            // The next occurrence looks back at this one only: clear what the one before left.
            if let Some(last) = last {
                for &place in &self.places[usize::from(last.term)] {
                    self.previous[usize::from(place)] = 0;
                }
            }
            for &place in &self.places[usize::from(occurrence.term)] {
                self.previous[usize::from(place)] = self.current[usize::from(place)];
            }
            last = Some(occurrence);
        }
        let mut sum = 0.0;
        let mut end = self.plan.atoms.len();
        while end > 0 {
            let length = usize::from(self.longest[end - 1]).max(1);
            let run = &self.plan.atoms[end - length..end];
            if length > 1 {
                let weight: f32 = run.iter().map(|atom| self.weights[atom.term]).sum();
                sum += weight * (1.0 - 1.0 / length as f32);
            }
            end -= length;
        }
        sum
    }

    fn window(&mut self, occurs: &[Occurs]) -> f32 {
        self.seen.iter_mut().for_each(|seen| *seen = 0);
        self.seen_pairs.iter_mut().for_each(|seen| *seen = 0);
        let (mut sum, mut best) = (0.0f32, 0.0f32);
        let mut start = 0;
        for end in 0..occurs.len() {
            self.count(occurs, end, 1, &mut sum);
            while occurs[end].position - occurs[start].position >= WINDOW {
                self.count(occurs, start, -1, &mut sum);
                start += 1;
            }
            best = best.max(sum);
        }
        best
    }

    /// Takes an occurrence, and the pair that it ends, into the window or out of it.
    fn count(&mut self, occurs: &[Occurs], at: usize, step: i32, sum: &mut f32) {
        let occurrence = occurs[at];
        let term = usize::from(occurrence.term);
        tally(&mut self.seen[term], step, self.weights[term], sum);
        let Some(before) = at.checked_sub(1).map(|before| occurs[before]) else { return };
        if occurrence.glued && before.position + 1 == occurrence.position {
            let following = &self.following[usize::from(before.term)];
            if let Some(&(_, pair)) = following.iter().find(|(second, _)| *second == occurrence.term) {
                let pair = usize::from(pair);
                tally(&mut self.seen_pairs[pair], step, self.settings.window_pairs * self.pairs[pair], sum);
            }
        }
    }
}

fn tally(seen: &mut u32, step: i32, weight: f32, sum: &mut f32) {
    if step > 0 {
        if *seen == 0 {
            *sum += weight;
        }
        *seen += 1;
    } else {
        *seen -= 1;
        if *seen == 0 {
            *sum -= weight;
        }
    }
}
