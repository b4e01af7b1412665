//! Several indices searched as one: an article has the score that it has when all articles lie in one index.
//!
//! What `www/union.js` does is done here with the core alone: every index is asked what it knows of a query, and then for hits that are
//! scored by the sum.

mod support;

use std::collections::HashMap;
use std::path::Path;

use support::{article, library, shared, texts};
use xunzhang_core::present::Hit;
use xunzhang_core::rank::plan::Token;
use xunzhang_core::rank::statistics::{BEST, Sum};
use xunzhang_core::{Article, Library, SearchOptions};

fn ask(library: &Library, query: &str, limit: usize, told: &Sum) -> (Vec<Hit>, Vec<Token>, u32) {
    let options = SearchOptions { limit, explain: true, facets: Some(false), ..SearchOptions::default() };
    let page = library.search_among(query, &options, &|name| told.get(name)).expect("plain options are valid");
    (page.hits, page.understood.expect("what was asked for").statistics, page.total)
}

/// The first hits of several indices, and how many there are.
fn ask_all(libraries: &[Library], query: &str, limit: usize) -> (Vec<Hit>, u32) {
    let add = |told: &Sum| {
        let mut sum = Sum::default();
        libraries.iter().for_each(|library| sum.add(&ask(library, query, 0, told).1));
        sum
    };
    let mut statistics = add(&Sum::default());
    if statistics.get(BEST).unwrap_or(0.0) < 0.9999 {
        statistics = add(&statistics);
    }
    let mut hits = Vec::new();
    let mut total = 0;
    for library in libraries {
        let (own, _, count) = ask(library, query, limit, &statistics);
        hits.extend(own);
        total += count;
    }
    let explained = |hit: &Hit| hit.explain.as_ref().expect("what was asked for").parts;
    let time = hits.iter().map(|hit| explained(hit).time).fold(0.0, f32::max);
    let exact = hits.iter().any(|hit| explained(hit).exact > 0.0);
    hits.retain(|hit| !(exact && hit.partial));
    for hit in &mut hits {
        let parts = explained(hit);
        hit.score += if parts.time > 0.0 { time - parts.time } else { 0.0 };
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    hits.truncate(limit);
    (hits, total)
}

/// Unequal pieces of a corpus, with no regard to what is in them: a sixth, a third, a half.
fn pieces(articles: &[Article]) -> Vec<Library> {
    let mut pieces = [Vec::new(), Vec::new(), Vec::new()];
    for (number, article) in articles.iter().enumerate() {
        pieces[[0, 1, 1, 2, 2, 2][number * 7 % 6]].push(article.clone());
    }
    pieces.iter().map(|piece| library(piece)).collect()
}

/// Texts whose words are common, rare, and of one piece only.
fn generated() -> Vec<Article> {
    const WORDS: [&str; 12] =
        ["重庆", "新闻", "轨道交通", "开通", "火锅", "三峡", "水质", "的", "GPU", "慶典", "人工智能", "2023年10月"];
    let mut state = 7u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let mut text = |length: usize| {
        // The product of two draws prefers the first words.
        (0..length).map(|_| WORDS[next(12) * (next(12) + 1) / 12]).collect::<Vec<_>>().join("")
    };
    (0..300)
        .map(|number| {
            let (headline, first, second) = (text(3), text(8 + number % 5), text(4 + number % 7));
            article(&format!("a{number:03}"), &headline, &[&first, &second])
        })
        .collect()
}

#[test]
fn articles_of_several_indices_have_the_scores_of_one() {
    let articles = generated();
    let one = library(&articles);
    let several = pieces(&articles);
    for query in [
        "重庆火锅",
        "人工智能 三峡",
        "轨道交通开通",
        "慶典",
        "gpu 水质 的",
        "三峡水质人工智能新闻",
        "\"火锅\" 重庆",
        "开通 OR 慶典",
        "什么时候开通",
    ] {
        // What a date adds where a time is asked for goes by the best of thirty: it is compared among these alone.
        let limit = if query.contains("时候") { 10 } else { 1000 };
        let (expected, _, total) = ask(&one, query, limit, &Sum::default());
        let (found, sum) = ask_all(&several, query, limit);
        assert_eq!(sum, total, "{query}");
        assert_eq!(found.len(), expected.len(), "{query}");
        let scores: HashMap<&str, &Hit> = found.iter().map(|hit| (hit.id.as_str(), hit)).collect();
        for hit in &expected {
            let Some(other) = scores.get(hit.id.as_str()) else {
                assert!(limit < articles.len(), "{query}: {} is missing", hit.id);
                continue;
            };
            let close = (other.score - hit.score).abs() <= 0.01 * hit.score;
            assert!(close, "{query}: {} scores {} in one index, {} in several", hit.id, hit.score, other.score);
            assert_eq!(other.partial, hit.partial, "{query}: {}", hit.id);
        }
    }
}

#[test]
fn an_index_that_holds_nothing_of_a_query_adds_no_hits() {
    let here = [article("a", "火锅节开幕", &["火锅节在解放碑开幕。"]), article("b", "洪崖洞", &["夜景。"])];
    let there = [article("c", "节日", &["节水开始。"]), article("d", "夜景", &["灯火。"])];
    let (hits, total) = ask_all(&[library(&here), library(&there)], "火锅节水开幕", 10);
    assert_eq!(total, 1, "the other index holds a pair of it, which would be its best");
    assert_eq!(hits[0].id, "a");
}

#[test]
fn numbers_that_make_no_sense_do_no_harm() {
    let one = library(&[article("a", "火锅节", &["火锅节开幕。"])]);
    for number in [f32::NAN, f32::INFINITY, -1e30, 0.0] {
        let options = SearchOptions::default();
        let page = one.search_among("火锅节", &options, &|_| Some(number)).expect("plain options are valid");
        assert!(page.hits.len() <= 1);
    }
}

/// The mean nDCG@10 of ranked ids: linear gain, discounted by log2 of rank + 1.
fn ndcg(ranked: &[String], gains: &HashMap<String, f64>) -> f64 {
    let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
        gains.take(10).enumerate().map(|(rank, gain)| gain / (rank as f64 + 2.0).log2()).sum()
    };
    let mut best: Vec<f64> = gains.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let found = discounted(&mut ranked.iter().map(|id| gains.get(id).copied().unwrap_or(0.0)));
    found / discounted(&mut best.into_iter()).max(f64::MIN_POSITIVE)
}

fn judged(folder: &Path) -> HashMap<String, HashMap<String, f64>> {
    let file = std::fs::read_to_string(folder.join("qrels.tsv")).expect("shared data is readable");
    let mut judged: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in file.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [query, article, gain] = columns[..] else { continue };
        if let Ok(gain) = gain.parse() {
            judged.entry(query.to_owned()).or_default().insert(article.to_owned(), gain);
        }
    }
    judged
}

#[test]
fn labelled_sets_in_pieces_are_answered_as_well_as_whole() {
    for set in ["dureader_robust_mix", "drcd_hansq", "csl_kw2abs", "cmrc2018"] {
        let Some(folder) = shared("eval").map(|eval| eval.join(set)) else { return };
        let of = |file: &str, key: &str| texts(&folder.join(file), key, usize::MAX);
        let (ids, titles, bodies) =
            (of("corpus.jsonl", "_id"), of("corpus.jsonl", "title"), of("corpus.jsonl", "text"));
        let articles: Vec<Article> = ids
            .iter()
            .zip(titles.iter().zip(&bodies))
            .map(|(id, (title, body))| article(id, title, &body.lines().collect::<Vec<_>>()))
            .collect();
        let (one, several) = (library(&articles), pieces(&articles));
        let judged = judged(&folder);
        let (mut whole, mut parted, mut count) = (0.0, 0.0, 0.0);
        let (mut close, mut shared) = (0u32, 0u32);
        for (id, query) in of("queries.jsonl", "_id").iter().zip(of("queries.jsonl", "text")) {
            let Some(gains) = judged.get(id) else { continue };
            let (expected, ..) = ask(&one, &query, 10, &Sum::default());
            let (found, _) = ask_all(&several, &query, 10);
            let ranked = |hits: &[Hit]| hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
            whole += ndcg(&ranked(&expected), gains);
            parted += ndcg(&ranked(&found), gains);
            count += 1.0;
            for hit in &expected {
                let Some(other) = found.iter().find(|other| other.id == hit.id) else { continue };
                shared += 1;
                close += u32::from((other.score - hit.score).abs() <= 0.01 * hit.score);
            }
        }
        let (whole, parted) = (whole / count, parted / count);
        println!(
            "{set}: nDCG@10 {whole:.4} as one index, {parted:.4} as three; of {shared} hits in both {close} score within 1 %"
        );
        assert!((whole - parted).abs() <= 0.003, "{set}: {whole:.4} as one index, {parted:.4} as three");
    }
}
