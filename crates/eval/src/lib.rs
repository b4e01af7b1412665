//! Labelled retrieval sets, TREC runs, and the measures that compare rankings.
//!
//! | what | where |
//! |---|---|
//! | a set in BEIR's layout: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` | [`set`] |
//! | what a search engine answered to every query, in TREC's format | [`run`] |
//! | nDCG, MRR, recall, queries without result | [`metrics`] |
//! | whether one run is better than another by more than chance | [`bootstrap`] |
//! | p50 and p99 of times | [`latency`] |
//!
//! The crate knows no search engine: it compares files, so that Xunzhang and its peers go through the same code.
#![forbid(unsafe_code)]

pub mod bootstrap;
pub mod error;
pub mod latency;
pub mod metrics;
pub mod run;
pub mod set;

pub use bootstrap::{Interval, paired_bootstrap};
pub use error::Error;
pub use latency::Latency;
pub use metrics::{QueryScores, Report, evaluate};
pub use run::{Ranked, Run};
pub use set::{Document, Qrels, Query};
