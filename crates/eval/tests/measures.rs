//! The measures against values worked out by hand, and the laws that they obey whatever the run.

use std::collections::HashMap;
use std::path::PathBuf;

use proptest::prelude::*;
use xunzhang_eval::latency::percentile;
use xunzhang_eval::metrics::{ndcg, recall, reciprocal_rank};
use xunzhang_eval::{Latency, Qrels, Ranked, Run, evaluate, paired_bootstrap, set};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn ranking(ids: &[&str]) -> Vec<Ranked> {
    let count = ids.len();
    ids.iter().enumerate().map(|(i, &id)| Ranked { id: id.to_owned(), score: (count - i) as f64 }).collect()
}

fn judged(pairs: &[(&str, u32)]) -> HashMap<String, u32> {
    pairs.iter().map(|&(id, gain)| (id.to_owned(), gain)).collect()
}

#[track_caller]
fn check(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "expected {expected}, found {found}");
}

#[test]
fn a_lone_answer_is_worth_one_over_the_logarithm_of_its_place() {
    let judged = judged(&[("a", 1)]);
    check(ndcg(&ranking(&["a", "x"]), &judged, 10), 1.0);
    check(ndcg(&ranking(&["x", "a"]), &judged, 10), 0.630_929_753_571_457_4); // 1 / log2 3
    check(ndcg(&ranking(&["x", "y", "a"]), &judged, 10), 0.5); // 1 / log2 4
    check(ndcg(&ranking(&["x", "y", "a"]), &judged, 2), 0.0);
    check(ndcg(&[], &judged, 10), 0.0);
}

#[test]
fn gains_count_as_judged_and_not_as_powers_of_two() {
    // DCG = 2 / log2 2 + 0 / log2 3 + 3 / log2 4 = 3.5; the best is 3 + 2 / log2 3 + 1 / log2 4 = 4.761859507142915.
    let judged = judged(&[("b", 3), ("c", 2), ("d", 1), ("z", 0)]);
    check(ndcg(&ranking(&["c", "z", "b"]), &judged, 10), 3.5 / 4.761_859_507_142_915);
}

#[test]
fn reciprocal_rank_and_recall_look_at_their_depth_alone() {
    let judged = judged(&[("a", 1), ("b", 1), ("c", 0)]);
    let hits = ranking(&["c", "x", "a", "b"]);
    check(reciprocal_rank(&hits, &judged, 10), 1.0 / 3.0);
    check(reciprocal_rank(&hits, &judged, 2), 0.0);
    check(recall(&hits, &judged, 3), 0.5);
    check(recall(&hits, &judged, 4), 1.0);
    check(recall(&hits, &self::judged(&[("c", 0)]), 4), 0.0);
}

#[test]
fn a_report_is_the_mean_over_the_judged_queries_and_misses_count() {
    let queries = set::read_queries(&data("queries.jsonl")).expect("the queries");
    let qrels = Qrels::read(&data("qrels.tsv")).expect("the judgements");
    let run = Run::read(&data("ours.trec")).expect("the run");
    let report = evaluate(queries.iter().map(|query| query.id.as_str()), &qrels, &run).expect("a report");
    assert_eq!((report.queries, report.unjudged), (4, 1));
    // q1 has it first; q2 as in the test above; q3 has it third (ranks count, not the order of lines); q4 is missing.
    check(report.ndcg_10, (1.0 + 3.5 / 4.761_859_507_142_915 + 0.5 + 0.0) / 4.0);
    check(report.mrr_10, (1.0 + 1.0 + 1.0 / 3.0 + 0.0) / 4.0);
    check(report.recall_10, (1.0 + 2.0 / 3.0 + 1.0 + 0.0) / 4.0);
    check(report.recall_100, report.recall_10);
    check(report.without_result, 0.25);
    let per_query: Vec<(&str, usize)> = report.by_query.iter().map(|q| (q.query.as_str(), q.hits)).collect();
    assert_eq!(per_query, [("q1", 1), ("q2", 3), ("q3", 3), ("q4", 0)]);
}

#[test]
fn queries_without_judgement_give_an_error_and_no_mean_of_nothing() {
    let error = evaluate(["q5"], &Qrels::default(), &Run::default()).expect_err("nothing to measure");
    assert!(error.to_string().contains("none for any of the 1 queries"), "{error}");
}

#[test]
fn percentiles_are_times_that_were_measured() {
    let times: Vec<f64> = (1..=100).map(f64::from).collect();
    assert_eq!(percentile(&times, 50.0), 50.0);
    assert_eq!(percentile(&times, 99.0), 99.0);
    assert_eq!(percentile(&times, 100.0), 100.0);
    assert_eq!(percentile(&times, 0.0), 1.0);
    assert_eq!(percentile(&times[..3], 50.0), 2.0);
    let latency = Latency::of(vec![3.0, 1.0, 2.0]).expect("three times");
    assert_eq!((latency.calls, latency.p50, latency.p99, latency.mean, latency.max), (3, 2.0, 3.0, 2.0, 3.0));
    assert_eq!(Latency::of(Vec::new()), None);
    assert_eq!(Latency::of(vec![f64::NAN]), None);
}

#[test]
fn a_constant_difference_has_no_width() {
    let interval = paired_bootstrap(&[0.75, 0.5, 1.0], &[0.5, 0.25, 0.75]).expect("an interval");
    assert_eq!((interval.difference, interval.low, interval.high), (0.25, 0.25, 0.25));
    assert!(interval.is_significant());
}

#[test]
fn the_interval_agrees_with_the_normal_law_where_that_holds() {
    // 400 differences, half +1 and half -0.5: mean 0.25, standard deviation 0.75, so mean +- 1.96 * 0.75 / 20.
    let ours: Vec<f64> = (0..400).map(|i| if i % 2 == 0 { 1.0 } else { 0.0 }).collect();
    let theirs: Vec<f64> = (0..400).map(|i| if i % 2 == 0 { 0.0 } else { 0.5 }).collect();
    let interval = paired_bootstrap(&ours, &theirs).expect("an interval");
    check(interval.difference, 0.25);
    assert!((interval.low - (0.25 - 0.0735)).abs() < 0.005, "{interval:?}");
    assert!((interval.high - (0.25 + 0.0735)).abs() < 0.005, "{interval:?}");
    assert_eq!(paired_bootstrap(&ours, &theirs), Some(interval), "the same runs give the same interval");
}

#[test]
fn runs_of_different_lengths_have_no_interval() {
    assert_eq!(paired_bootstrap(&[1.0], &[]), None);
    assert_eq!(paired_bootstrap(&[], &[]), None);
}

/// Gains of articles 0..n, at least one of them above 0, and an order in which a run lists them.
fn judged_and_order() -> impl Strategy<Value = (HashMap<String, u32>, Vec<String>)> {
    (1_usize..30)
        .prop_flat_map(|count| {
            let gains = prop::collection::vec(0_u32..4, count);
            (gains, Just((0..count).map(|i| format!("d{i}")).collect::<Vec<_>>()).prop_shuffle())
        })
        .prop_filter("an answer", |(gains, _)| gains.iter().any(|&gain| gain > 0))
        .prop_map(|(gains, order)| {
            (gains.into_iter().enumerate().map(|(i, gain)| (format!("d{i}"), gain)).collect(), order)
        })
}

fn hits(ids: &[String]) -> Vec<Ranked> {
    ranking(&ids.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn measures_lie_between_nothing_and_all((judged, order) in judged_and_order()) {
        for value in [ndcg(&hits(&order), &judged, 10), reciprocal_rank(&hits(&order), &judged, 10), recall(&hits(&order), &judged, 10)] {
            prop_assert!((0.0..=1.0 + 1e-12).contains(&value), "{}", value);
        }
    }

    #[test]
    fn the_best_order_scores_one_and_no_order_more((judged, order) in judged_and_order()) {
        let mut best = order.clone();
        best.sort_by_key(|id| std::cmp::Reverse(judged[id]));
        prop_assert!((ndcg(&hits(&best), &judged, 10) - 1.0).abs() < 1e-12);
        prop_assert!(ndcg(&hits(&order), &judged, 10) <= 1.0 + 1e-12);
        prop_assert_eq!(reciprocal_rank(&hits(&best), &judged, 10), 1.0);
    }

    #[test]
    fn changing_places_with_a_better_article_below_never_lowers_ndcg((judged, order) in judged_and_order(), a in 0_usize..30, b in 0_usize..30) {
        let (a, b) = (a % order.len(), b % order.len());
        let (a, b) = (a.min(b), a.max(b));
        // Whichever way the two stand, the order with the better one first scores no less.
        let mut changed = order.clone();
        changed.swap(a, b);
        let (better, worse) = if judged[&order[a]] >= judged[&order[b]] { (&order, &changed) } else { (&changed, &order) };
        prop_assert!(ndcg(&hits(better), &judged, 10) >= ndcg(&hits(worse), &judged, 10) - 1e-12);
    }

    #[test]
    fn what_stands_beyond_the_depth_changes_nothing((judged, order) in judged_and_order(), depth in 1_usize..12) {
        let cut = &order[..depth.min(order.len())];
        prop_assert_eq!(ndcg(&hits(&order), &judged, depth), ndcg(&hits(cut), &judged, depth));
        prop_assert_eq!(recall(&hits(&order), &judged, depth), recall(&hits(cut), &judged, depth));
    }

    #[test]
    fn the_order_of_the_queries_does_not_matter(keys in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
        let mut qrels = Qrels::default();
        let mut run = Run::default();
        for i in 0..8 {
            qrels.insert(format!("q{i}"), "a", 1);
            run.insert(format!("q{i}"), ranking(&["x", "y", "z", "a"][3 - i % 4..]));
        }
        let names: Vec<String> = (0..8).map(|i| format!("q{i}")).collect();
        let straight = evaluate(names.iter().map(String::as_str), &qrels, &run).expect("a report");
        let shuffled = evaluate(keys.iter().map(|&i| names[i].as_str()), &qrels, &run).expect("a report");
        prop_assert!((straight.ndcg_10 - shuffled.ndcg_10).abs() < 1e-12);
        prop_assert!((straight.mrr_10 - shuffled.mrr_10).abs() < 1e-12);
    }

    #[test]
    fn swapping_the_runs_mirrors_the_interval(pairs in prop::collection::vec((0.0_f64..1.0, 0.0_f64..1.0), 1..6)) {
        let (ours, theirs): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let forward = paired_bootstrap(&ours, &theirs).expect("an interval");
        let backward = paired_bootstrap(&theirs, &ours).expect("an interval");
        prop_assert!((forward.difference + backward.difference).abs() < 1e-12);
        prop_assert!(forward.low <= forward.difference + 1e-12 && forward.difference <= forward.high + 1e-12);
        let same = paired_bootstrap(&ours, &ours).expect("an interval");
        prop_assert_eq!((same.low, same.difference, same.high), (0.0, 0.0, 0.0));
    }
}
