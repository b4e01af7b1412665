//! Whether one run is better than another by more than the luck of the questions: the paired bootstrap.
//!
//! Sources: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13 (percentile intervals);
//! Sakai, "Evaluating evaluation metrics based on the bootstrap" (SIGIR 2006), for its use on rankings.

use rand_core::{RngCore, SeedableRng};
use rand_pcg::Pcg64;
use serde::Serialize;

/// How many times the questions are drawn anew.
pub const RESAMPLES: usize = 10_000;

/// The seed of the draws. It is fixed, so that the same two runs give the same interval on every machine.
const SEED: u64 = 0x5eed_0f7e_57ed_5e75;

/// The mean difference of two runs with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// Mean of (ours - theirs) over the questions.
    pub difference: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end of the 95 % interval.
    pub high: f64,
}

impl Interval {
    /// Whether the interval leaves out 0: the difference is more than chance at the 5 % level.
    pub fn is_significant(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The 95 % percentile interval of the mean difference `ours[i] - theirs[i]`, the pairs drawn with replacement
/// [`RESAMPLES`] times. `None` when the lists are empty or of different lengths.
pub fn paired_bootstrap(ours: &[f64], theirs: &[f64]) -> Option<Interval> {
    if ours.is_empty() || ours.len() != theirs.len() {
        return None;
    }
    let differences: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a - b).collect();
    let count = differences.len();
    let mut random = Pcg64::seed_from_u64(SEED);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| (0..count).map(|_| differences[draw(&mut random, count)]).sum::<f64>() / count as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    Some(Interval {
        difference: differences.iter().sum::<f64>() / count as f64,
        low: crate::latency::percentile(&means, 2.5),
        high: crate::latency::percentile(&means, 97.5),
    })
}

/// A number below `below`: the high half of a 128-bit product (Lemire 2019). What it favours is below 2^-40 for any
/// number of questions that a set can have, far under what the interval shows.
fn draw(random: &mut Pcg64, below: usize) -> usize {
    ((u128::from(random.next_u64()) * below as u128) >> 64) as usize
}
