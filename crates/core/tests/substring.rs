//! Any substring can be found (invariant 3): what stands literally in an article always finds it, and no article without the run ranks above
//! one with it. Held against a naive scan.

mod support;

use proptest::prelude::*;
use support::{article, lexicon, library, shared, texts};
use xunzhang_core::query::{Clause, parse};
use xunzhang_core::{Article, Library, SearchOptions};

/// Text as the naive scan sees it: folded, white space dropped unless it parts two letters or digits.
fn plain(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() && (c as u32) < 0x2E80;
    let mut plain = String::new();
    let mut space = false;
    for c in lexicon().folder().fold_str(text).chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if space && is_word(c) && plain.chars().next_back().is_some_and(is_word) {
            plain.push(' ');
        }
        plain.push(c);
        space = false;
    }
    plain
}

fn holds(article: &Article, run: &str) -> bool {
    article.blocks.iter().any(|block| plain(&block.text).contains(run))
}

/// Whether the query says more than its characters: exclusions, fields, alternatives.
fn has_operators(query: &str) -> bool {
    parse(query).clauses.iter().any(|clause| match clause {
        Clause::Want(leaves) | Clause::Demand(leaves) => {
            leaves.len() > 1 || leaves.iter().any(|leaf| leaf.field.is_some())
        }
        _ => true,
    })
}

/// Checks one query that stands in the article with the given number.
fn check(library: &Library, articles: &[Article], number: usize, query: &str) -> Result<(), TestCaseError> {
    let run = plain(query);
    if run.is_empty() || has_operators(query) {
        return Ok(());
    }
    let options = SearchOptions { limit: 1000, ..SearchOptions::default() };
    let page = library.search(query, &options).expect("plain options are valid");
    let place = page.hits.iter().position(|hit| hit.id == articles[number].id);
    prop_assert!(place.is_some(), "{query:?} stands in {:?} and does not find it", articles[number].blocks);
    let mut fragments_above = None;
    for hit in &page.hits {
        let of = articles.iter().find(|article| article.id == hit.id).expect("hits are articles");
        if !holds(of, &run) {
            fragments_above = Some(of.blocks.clone());
        } else if let Some(above) = &fragments_above {
            prop_assert!(false, "for {query:?} {above:?} ranks above {:?}", of.blocks);
        }
    }
    Ok(())
}

/// `count` characters of `text` from character `from` on.
fn cut(text: &str, from: usize, count: usize) -> String {
    text.chars().skip(from).take(count).collect()
}

/// A little of everything that stands in Chinese text, drawn from few enough characters that texts share pieces.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[重庆慶市的新闻聞无雙段简介]{1,4}",
        2 => "[a-cA-CＡ]{1,3}",
        2 => "[0-2]{1,4}",
        2 => "[，。“”《》、：%+.—/#@&()（）·…]",
        1 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("　".to_owned()),
        1 => Just("-".to_owned()),
        1 => "[𠀀𠮷😀㎡①々〇カ]",
        1 => prop_oneof![Just("C++"), Just("GPT-4"), Just("L2—L3"), Just("81.4%"), Just("“点”上"), Just("getUserName"), Just("snake_case")]
            .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 1..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    // 1,000 corpora with 10 queries each: 10,000 cases.
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 2000, ..ProptestConfig::default() })]
    #[test]
    fn every_substring_of_a_random_corpus_is_found_and_leads(
        texts in proptest::collection::vec(text(), 1..6),
        queries in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1usize..9), 10),
    ) {
        let articles: Vec<Article> =
            texts.iter().enumerate().map(|(n, text)| article(&format!("d{n}"), "", &[text])).collect();
        let library = library(&articles);
        for (which, place, length) in queries {
            let number = which.index(texts.len());
            let from = place.index(texts[number].chars().count());
            check(&library, &articles, number, &cut(&texts[number], from, length))?;
        }
    }
}

#[test]
fn every_substring_of_the_news_is_found_and_leads() {
    let Some(news) = shared("news") else { return };
    let articles: Vec<Article> = texts(&news.join("news-30k.jsonl"), "text", 300)
        .iter()
        .enumerate()
        .map(|(n, text)| article(&format!("n{n}"), "", &text.lines().collect::<Vec<_>>()))
        .collect();
    let library = library(&articles);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 500, ..ProptestConfig::default() });
    let queries =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1usize..20);
    let result = runner.run(&queries, |(which, block, place, length)| {
        let number = which.index(articles.len());
        let blocks = &articles[number].blocks;
        prop_assume!(!blocks.is_empty());
        let text = &blocks[block.index(blocks.len())].text;
        prop_assume!(!text.is_empty());
        check(&library, &articles, number, &cut(text, place.index(text.chars().count()), length))
    });
    assert!(result.is_ok(), "{}", result.err().map(|error| error.to_string()).unwrap_or_default());
}
