//! Keeps `tests/boundary/hits.json` up to date: what the native core finds, which `tests/boundary.rs` holds the wasm against in a browser.
#![cfg(not(target_family = "wasm"))]

use std::path::Path;
use std::{env, fs};

use serde_json::{Value, json};
use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::{Library, SearchOptions};

/// Queries of every kind, so that every part of the ranking takes part.
const QUERIES: [&str; 24] = [
    "智能网联汽车",
    "智能網聯新能源汽車產業",
    "重庆",
    "慶",
    "益正在",
    "夏元",
    "航天员返回",
    "神舟十六号什么时候返回地球？",
    "2000亿元",
    "81.4%",
    "L2—L3",
    "gpu",
    "“天宫课堂”",
    "“点”上能力",
    "《行动计划》",
    "重庆 -标题：数字",
    "牛萍 OR 景海鹏",
    "作者：夏元 北斗",
    "日期：2023-10",
    "date:2023-10-20..2023-10-24 产业集群",
    "产业 企业 投资 重庆 高新区",
    "的",
    "無雙",
    "",
];

#[test]
fn the_expected_hits_are_those_of_the_native_core() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = xunzhang_ingest::ingest_paths(&[root.join("seeds")]);
    assert!(read.failures.is_empty(), "{:?}", read.failures);
    let library = Library::from_vec(build(&read.articles, &Lexicon::new())).expect("a new shelf opens");
    let answers = QUERIES.map(|query| {
        let page = library.search(query, &SearchOptions::default()).expect("no dates, no error");
        // As a JavaScript number has it: every f32 is an f64.
        let hit = |hit: &xunzhang_core::present::Hit| json!({ "id": hit.id, "score": f64::from(hit.score) });
        json!({ "query": query, "total": page.total, "hits": page.hits.iter().map(hit).collect::<Vec<Value>>() })
    });
    assert!(answers.iter().filter(|answer| answer["total"] != 0).count() > QUERIES.len() / 2);
    let lines: Vec<String> = answers.iter().map(Value::to_string).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    let file = root.join("tests/boundary/hits.json");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &text).expect("the file of expected hits can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == text, "{} is out of date: run this test with UPDATE_EXPECT=1", file.display());
}
