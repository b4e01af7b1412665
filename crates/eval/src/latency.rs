//! Times of single calls, summed up.

use serde::{Deserialize, Serialize};

/// Percentiles of a series of times, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Latency {
    /// How many calls were timed.
    pub calls: usize,
    /// Half of the calls took no longer than this.
    pub p50: f64,
    /// 99 in 100 calls took no longer than this.
    pub p99: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// The longest call.
    pub max: f64,
}

impl Latency {
    /// Sums up times in milliseconds; `None` when there are none, or one is no finite number.
    pub fn of(mut times: Vec<f64>) -> Option<Self> {
        if times.is_empty() || times.iter().any(|time| !time.is_finite()) {
            return None;
        }
        times.sort_by(f64::total_cmp);
        Some(Self {
            calls: times.len(),
            p50: percentile(&times, 50.0),
            p99: percentile(&times, 99.0),
            mean: times.iter().sum::<f64>() / times.len() as f64,
            max: percentile(&times, 100.0),
        })
    }
}

/// The `percent`-th percentile (0..=100) of times in rising order by the nearest-rank method: the smallest time such
/// that at least that share of the times is no longer. Always one of the times themselves, never a mean of two.
///
/// # Panics
/// When `sorted` is empty.
pub fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let rank = (percent * sorted.len() as f64 / 100.0).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}
