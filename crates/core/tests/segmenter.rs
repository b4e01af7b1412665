//! The segmenter of the browser cuts as jieba does with its whole dictionary, without its HMM.

mod support;

use std::fs;
use std::path::Path;

use support::{article, lexicon, library, shared, texts};
use xunzhang_core::text::{Atom, AtomKind, atomise};

/// The folded Han runs of a text.
fn runs(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for Atom { kind, first, .. } in atomise(text, lexicon().folder()) {
        match kind {
            AtomKind::Han => runs.last_mut().expect("one run is always open").push(first),
            _ => runs.push(String::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Builds an index of `texts` and compares its cut of every run with jieba's; gives how many runs were compared.
fn check(texts: &[String]) -> usize {
    let articles: Vec<_> = texts.iter().enumerate().map(|(n, text)| article(&n.to_string(), "", &[text])).collect();
    let library = library(&articles);
    let mut compared = 0;
    for run in texts.iter().flat_map(|text| runs(text)) {
        let expected: Vec<usize> =
            lexicon().jieba().cut(&run, false).iter().map(|token| token.word.chars().count()).collect();
        let chars: Vec<char> = run.chars().collect();
        assert_eq!(library.index().cut(&chars), expected, "{run}");
        compared += 1;
    }
    compared
}

#[test]
fn the_newspaper_page_is_cut_as_by_jieba() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut pages = Vec::new();
    for entry in fs::read_dir(seeds).expect("the seeds are part of the repository") {
        let path = entry.expect("the folder is readable").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            pages.push(fs::read_to_string(path).expect("the seed is UTF-8"));
        }
    }
    assert!(check(&pages) > 500);
}

#[test]
fn labelled_sets_are_cut_as_by_jieba() {
    for set in ["eval/drcd_hansq", "eval/cmrc2018"] {
        let Some(folder) = shared(set) else { return };
        assert!(check(&texts(&folder.join("corpus.jsonl"), "text", 300)) > 1000);
    }
}
