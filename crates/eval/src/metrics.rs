//! The measures of a ranking. All lie in 0..=1, and more is better unless said otherwise.

use std::collections::HashMap;

use serde::Serialize;

use crate::error::Error;
use crate::run::{Ranked, Run};
use crate::set::Qrels;

/// How many hits nDCG and MRR look at: a first page.
pub const PAGE: usize = 10;

/// How many hits the deep recall looks at: what a second stage can still put right.
pub const DEEP: usize = 100;

/// The measures of one query.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryScores {
    /// The query's id.
    pub query: String,
    /// nDCG of the first ten: see [`ndcg`].
    #[serde(rename = "ndcg@10")]
    pub ndcg_10: f64,
    /// 1 / the place of the first answer among the first ten, 0 when there is none.
    #[serde(rename = "mrr@10")]
    pub mrr_10: f64,
    /// The share of the answers that stand among the first ten.
    #[serde(rename = "recall@10")]
    pub recall_10: f64,
    /// The share of the answers that stand among the first hundred.
    #[serde(rename = "recall@100")]
    pub recall_100: f64,
    /// How many hits the run holds for this query.
    pub hits: usize,
}

/// The measures of a whole run: the means over the judged queries.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// How many queries were measured: those asked that have an answer in the judgements.
    pub queries: usize,
    /// How many queries were asked and left out, because no article is judged to answer them.
    pub unjudged: usize,
    /// Mean nDCG of the first ten.
    #[serde(rename = "ndcg@10")]
    pub ndcg_10: f64,
    /// Mean reciprocal rank of the first answer among the first ten.
    #[serde(rename = "mrr@10")]
    pub mrr_10: f64,
    /// Mean share of the answers among the first ten.
    #[serde(rename = "recall@10")]
    pub recall_10: f64,
    /// Mean share of the answers among the first hundred.
    #[serde(rename = "recall@100")]
    pub recall_100: f64,
    /// The share of the measured queries that found nothing at all; less is better.
    pub without_result: f64,
    /// The measures of each query, in the order in which they were asked.
    #[serde(skip)]
    pub by_query: Vec<QueryScores>,
}

/// Measures a run over the queries that were asked.
///
/// A query that was asked and has no ranking in the run counts as a query without result: leaving out hard questions
/// does not pay.
///
/// # Errors
/// None of the queries has an answer in the judgements.
pub fn evaluate<'a>(queries: impl IntoIterator<Item = &'a str>, qrels: &Qrels, run: &Run) -> Result<Report, Error> {
    let mut by_query = Vec::new();
    let mut unjudged = 0;
    for query in queries {
        let Some(judged) = qrels.of(query) else {
            unjudged += 1;
            continue;
        };
        let ranking = run.of(query);
        by_query.push(QueryScores {
            query: query.to_owned(),
            ndcg_10: ndcg(ranking, judged, PAGE),
            mrr_10: reciprocal_rank(ranking, judged, PAGE),
            recall_10: recall(ranking, judged, PAGE),
            recall_100: recall(ranking, judged, DEEP),
            hits: ranking.len(),
        });
    }
    if by_query.is_empty() {
        return Err(Error::NothingJudged { queries: unjudged });
    }
    let mean = |of: fn(&QueryScores) -> f64| by_query.iter().map(of).sum::<f64>() / by_query.len() as f64;
    Ok(Report {
        queries: by_query.len(),
        unjudged,
        ndcg_10: mean(|scores| scores.ndcg_10),
        mrr_10: mean(|scores| scores.mrr_10),
        recall_10: mean(|scores| scores.recall_10),
        recall_100: mean(|scores| scores.recall_100),
        without_result: mean(|scores| f64::from(u8::from(scores.hits == 0))),
        by_query,
    })
}

/// Normalised discounted cumulative gain of the first `depth` hits (Järvelin and Kekäläinen 2002, as `trec_eval`
/// reckons `ndcg_cut`):
///
/// DCG = sum over ranks i = 1..depth of gain(i) / log2(i + 1), with the gain as judged (linear, not 2^gain - 1);
/// nDCG = DCG / the DCG of the best possible ranking, whose answers are the judged articles by falling gain.
pub fn ndcg(ranking: &[Ranked], judged: &HashMap<String, u32>, depth: usize) -> f64 {
    let gains = ranking.iter().map(|hit| judged.get(&hit.id).copied().unwrap_or(0));
    let mut ideal: Vec<u32> = judged.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = dcg(ideal.into_iter(), depth);
    if best == 0.0 { 0.0 } else { dcg(gains, depth) / best }
}

fn dcg(gains: impl Iterator<Item = u32>, depth: usize) -> f64 {
    // An empty `sum()` of floating-point numbers is -0, which would be printed.
    let discounted = gains.take(depth).enumerate().map(|(index, gain)| f64::from(gain) / ((index + 2) as f64).log2());
    discounted.fold(0.0, |sum, gain| sum + gain)
}

/// 1 / the place of the first answer among the first `depth` hits, 0 when none is there.
pub fn reciprocal_rank(ranking: &[Ranked], judged: &HashMap<String, u32>, depth: usize) -> f64 {
    let place = ranking.iter().take(depth).position(|hit| judged.get(&hit.id).is_some_and(|&gain| gain > 0));
    place.map_or(0.0, |index| 1.0 / (index + 1) as f64)
}

/// The share of the articles with a gain above 0 that stand among the first `depth` hits; 0 when no article has one.
pub fn recall(ranking: &[Ranked], judged: &HashMap<String, u32>, depth: usize) -> f64 {
    let answers = judged.values().filter(|&&gain| gain > 0).count();
    let found = ranking.iter().take(depth).filter(|hit| judged.get(&hit.id).is_some_and(|&gain| gain > 0)).count();
    if answers == 0 { 0.0 } else { found as f64 / answers as f64 }
}
