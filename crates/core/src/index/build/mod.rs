//! Articles to parts: the build side of the index.
//!
//! Articles are read in batches of a fixed number ([`batch`]), one after another or side by side. Each gives its groups and a run: its terms
//! in order with how often they stand where; and what was found in the articles ([`extract`]): [`names`], [`keywords`], and words by which [`related`]
//! articles are told at the end. Runs are merged ([`run`]), from memory or from wherever the caller put them, and the merged terms
//! become leaves ([`assembly`]). The same articles give the same bytes, however the work is divided.

pub mod assembly;
pub mod batch;
mod bodies;
pub mod extract;
pub mod glossary;
pub mod keywords;
pub mod kin;
pub mod lexis;
mod measured;
pub mod named;
pub mod names;
mod people;
pub mod readings;
pub mod related;
pub mod run;
pub mod signs;
mod sounds;
mod terms;

pub use assembly::{Assembly, Summary};
pub use batch::Batch;
pub use extract::Extract;
pub use run::{Merge, RunReader};

use super::lexicon::Lexicon;
use super::part::PartId;
use super::settings::Settings;
use super::shelf::write_shelf;
use crate::article::Article;

/// Builds one shelf of `articles`, in their order, with the default weights.
pub fn build(articles: &[Article], lexicon: &Lexicon) -> Vec<u8> {
    let mut parts = build_parts(articles, lexicon, &Settings::default());
    parts.sort_by_key(|(id, _)| *id);
    write_shelf(&parts)
}

/// Builds the sealed parts of an index of `articles`, in no order.
pub fn build_parts(articles: &[Article], lexicon: &Lexicon, settings: &Settings) -> Vec<(PartId, Vec<u8>)> {
    let mut assembly = Assembly::default();
    let mut parts = Vec::new();
    let mut runs = Vec::new();
    for articles in articles.chunks(Batch::ARTICLES) {
        let (groups, run) = assembly.add(Batch::read(articles, lexicon));
        parts.extend(groups);
        runs.push(run);
    }
    let mut merge = Merge::new(runs.iter().map(|run| RunReader::new(run)).collect());
    let mut sink = |id, sealed| {
        parts.push((id, sealed));
        Ok::<(), std::convert::Infallible>(())
    };
    match assembly.finish(lexicon, settings, || Ok(merge.next_entry()), &mut sink) {
        Ok(_) => parts,
        Err(never) => match never {},
    }
}
