//! English endings do not matter where the corpus is English, and only there.

mod support;

use support::{article, library};
use xunzhang_core::{Library, SearchOptions};

fn found(library: &Library, query: &str) -> Vec<String> {
    let page = library.search(query, &SearchOptions::default()).expect("plain text is never refused");
    page.hits.into_iter().map(|hit| hit.id).collect()
}

fn english() -> Library {
    library(&[
        article("studies", "Field notes", &["Earlier studies of rivers were searching for sediment."]),
        article("study", "A plan", &["We will study the search for older river beds."]),
        article("other", "Elsewhere", &["Nothing of that kind is said here at all."]),
    ])
}

#[test]
fn another_ending_is_found_below_the_word_as_typed() {
    assert_eq!(found(&english(), "study"), ["study", "studies"]);
    assert_eq!(found(&english(), "studies"), ["studies", "study"]);
    let mut all = found(&english(), "searches");
    all.sort();
    assert_eq!(all, ["studies", "study"]);
}

#[test]
fn quotes_mean_the_word_as_it_stands() {
    assert_eq!(found(&english(), "\"study\""), ["study"]);
}

#[test]
fn the_word_is_marked_whatever_its_ending() {
    let page = english().search("studying", &SearchOptions::default()).expect("plain text is never refused");
    let mut marked: Vec<&str> =
        page.hits.iter().flat_map(|hit| &hit.snippet).filter(|part| part.mark).map(|part| part.text.as_str()).collect();
    marked.sort();
    assert_eq!(marked, ["studies", "study"]);
}

#[test]
fn in_a_chinese_corpus_a_latin_word_is_taken_as_typed() {
    let library = library(&[
        article("cases", "", &["这里写的是 cases 一词，其余都是中文。"]),
        article("casing", "", &["这里写的是 casing 一词，其余都是中文。"]),
    ]);
    assert_eq!(found(&library, "casing"), ["casing"]);
    assert_eq!(found(&library, "cases"), ["cases"]);
}
