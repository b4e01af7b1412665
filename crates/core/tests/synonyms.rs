//! The owner's synonyms find each other, below the word as typed, and are marked.

mod support;

use support::article;
use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::present::Hit;
use xunzhang_core::{Library, SearchOptions};

fn library() -> Library {
    let mut lexicon = Lexicon::new();
    for (word, other) in [
        ("工信部", "工业和信息化部"),
        ("工业和信息化部", "工信部"),
        ("山城", "重庆"),
        ("渝", "重庆"),
        ("WHO", "世界卫生组织"),
        ("machine learning", "机器学习"),
    ] {
        lexicon.add_synonym(word, other);
    }
    let articles = [
        article("全称", "其一", &["工业和信息化部今天发布了通知。"]),
        article("简称", "其二", &["工信部今天发布了通知。"]),
        article("重庆", "其三", &["重庆的天气今天很好。"]),
        article("山城", "其四", &["山城的天气今天很好。"]),
        article("卫生", "其五", &["世界卫生组织介绍了机器学习。"]),
        article("渝中", "其六", &["渝中区有许多台阶。"]),
    ];
    Library::from_vec(build(&articles, &lexicon)).expect("a shelf that was just built opens")
}

fn hits(query: &str) -> Vec<Hit> {
    library().search(query, &SearchOptions::default()).expect("plain text is never refused").hits
}

fn ids(query: &str) -> Vec<String> {
    hits(query).into_iter().filter(|hit| !hit.partial).map(|hit| hit.id).collect()
}

#[test]
fn the_word_as_typed_comes_first_and_its_synonym_after_it() {
    assert_eq!(ids("工信部"), ["简称", "全称"]);
    assert_eq!(ids("工业和信息化部"), ["全称", "简称"]);
    assert_eq!(ids("工信部通知"), ["简称", "全称"]);
}

#[test]
fn one_way_is_one_way() {
    assert_eq!(ids("山城天气"), ["山城", "重庆"]);
    assert_eq!(ids("重庆天气"), ["重庆"]);
}

#[test]
fn words_of_letters_have_synonyms_whatever_their_case() {
    assert_eq!(ids("who"), ["卫生"]);
    assert_eq!(ids("Machine  Learning"), ["卫生"]);
    assert_eq!(ids("who machine learning"), ["卫生"]);
    assert!(ids("whole").is_empty());
}

#[test]
fn a_character_has_synonyms_only_as_a_word_of_its_own() {
    assert_eq!(ids("渝"), ["重庆", "渝中"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>());
    assert_eq!(ids("渝中区"), ["渝中"]);
}

#[test]
fn quotes_and_exclusions_mean_the_word_as_it_stands() {
    assert_eq!(ids("“工信部”"), ["简称"]);
    assert_eq!(ids("通知 -工信部"), ["全称"]);
}

#[test]
fn synonyms_are_marked_where_they_stand() {
    let hits = hits("工信部通知");
    let marked =
        |hit: &Hit| hit.snippet.iter().filter(|part| part.mark).map(|part| part.text.clone()).collect::<Vec<_>>();
    assert_eq!(marked(&hits[1]), ["工业和信息化部", "通知"]);
}

#[test]
fn the_tree_says_what_stands_for_what() {
    let page = library().search("山城天气", &SearchOptions { explain: true, ..SearchOptions::default() });
    let tree = page.expect("plain text is never refused").understood.expect("it was asked for").tree;
    let json = serde_json::to_value(&tree).expect("a tree is plain data");
    assert_eq!(json["clauses"][0]["want"][1]["text"], "重庆天气");
    assert_eq!(json["clauses"][0]["want"][1]["meant"]["of"], "山城");
    assert_eq!(json["clauses"][0]["want"][1]["meant"]["why"], "synonym");
}

#[test]
fn what_was_typed_is_sought_alone_when_asked_for() {
    let options = SearchOptions { literal: true, ..SearchOptions::default() };
    let page = library().search("工信部通知", &options).expect("plain text is never refused");
    assert!(page.meant.is_empty());
    let marked: Vec<_> = page.hits[0].snippet.iter().filter(|part| part.mark).map(|part| part.text.as_str()).collect();
    assert_eq!((page.hits[0].id.as_str(), marked), ("简称", vec!["工信部", "通知"]));
    assert!(page.hits.iter().all(|hit| hit.id != "全称" || hit.partial), "the other name is no hit");
}
