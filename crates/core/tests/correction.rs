//! Slips of the keys: what was probably meant is searched for, sought besides, or offered; and what is right stays as it is.

mod support;

use proptest::prelude::*;
use support::{article, library, shared, texts};
use xunzhang_core::present::Page;
use xunzhang_core::query::Why;
use xunzhang_core::{Library, SearchOptions};

fn news() -> Library {
    library(&[
        article("轨道", "轨道交通十五号线开工", &["重庆轨道交通十五号线今天开工，人工智能参与设计。"]),
        article("汽车", "智能网联汽车上路", &["智能网联汽车在高新区上路，智能网联产业发展迅速。"]),
        article("经典", "重读经典", &["经典作品常读常新，图书馆里座无虚席。"]),
        article("电脑", "电脑的配置", &["怎样查看电脑配置，打开设备管理器即可。"]),
        article("自己", "相信自己", &["要相信自己，未来可期，等候佳音，气候温和。"]),
        article("程序", "kubernetes and javascript", &["Running kubernetes with rust and javascript."]),
        article("别的", "别的", &["昆虫，相同，陪伴，向往，末尾，诸侯，已经，官员。"]),
        article("期终", "期终考试", &["期终考试将至，蔡徐坤和王晓明都来了。"]),
    ])
}

fn page(library: &Library, query: &str) -> Page {
    library.search(query, &SearchOptions::default()).expect("plain text is never refused")
}

fn first(page: &Page) -> Option<&str> {
    page.hits.first().map(|hit| hit.id.as_str())
}

#[test]
fn what_finds_nothing_is_searched_for_as_it_was_probably_meant() {
    let library = news();
    for (query, text, why, id) in [
        ("虫庆", "重庆", Why::Homophone, "轨道"),
        ("自已", "自己", Why::LookAlike, "自己"),
        ("末来", "未来", Why::LookAlike, "自己"),
        ("等侯", "等候", Why::Homophone, "自己"),
        ("图馆书", "图书馆", Why::Typo, "经典"),
        ("kubernets", "kubernetes", Why::Typo, "程序"),
        ("kuberntees", "kubernetes", Why::Typo, "程序"),
        ("javascirpt", "javascript", Why::Typo, "程序"),
    ] {
        let page = page(&library, query);
        let correction = page.correction.as_ref().unwrap_or_else(|| panic!("{query} is corrected"));
        assert_eq!((correction.text.as_str(), correction.applied), (text, true), "{query}");
        assert_eq!(correction.changes.iter().map(|change| change.why).collect::<Vec<_>>(), [why], "{query}");
        assert_eq!((page.query.as_str(), first(&page)), (query, Some(id)));
        assert!(
            page.hits[0].snippet.iter().chain(&page.hits[0].title_parts).any(|part| part.mark && part.text == text),
            "{query}"
        );
    }
}

#[test]
fn words_that_sound_alike_are_sought_besides_where_the_rest_is_found() {
    let library = news();
    for (query, text, id) in [
        ("轨道交同", "轨道交通", "轨道"),
        ("智能往联汽车", "智能网联汽车", "汽车"),
        ("怎么查看电脑陪置", "怎么查看电脑配置", "电脑"),
    ] {
        let page = page(&library, query);
        assert_eq!(first(&page), Some(id), "{query}");
        let read: Vec<_> = page.meant.iter().map(|one| (one.text.as_str(), one.why)).collect();
        assert_eq!(read, [(text, Why::Homophone)], "{query}");
    }
}

#[test]
fn what_is_right_is_not_corrected() {
    let library = news();
    for query in [
        "景点",
        "经典",
        "蔡徐坤",
        "王晓明",
        "rust",
        "重庆",
        "期终考试",
        "气候",
        "相信自己",
        "2023",
        "十五号",
        "kube",
        "的",
        "",
        "？",
    ] {
        let page = page(&library, query);
        assert!(page.correction.is_none(), "{query}: {:?}", page.correction);
        let slips = page.meant.iter().filter(|one| matches!(one.why, Why::Homophone | Why::LookAlike | Why::Typo));
        assert_eq!(slips.count(), 0, "{query}");
    }
    assert!(page(&library, "景点").hits.is_empty());
}

#[test]
fn what_was_typed_can_be_had_alone() {
    let library = news();
    for options in [
        SearchOptions { correct: false, ..SearchOptions::default() },
        SearchOptions { literal: true, ..SearchOptions::default() },
    ] {
        for query in ["虫庆", "自已", "kubernets"] {
            let page = library.search(query, &options).expect("plain text is never refused");
            assert!(page.hits.is_empty() && page.correction.is_none(), "{query}");
        }
        let page = library.search("轨道交同", &options).expect("plain text is never refused");
        assert!(page.meant.is_empty());
    }
}

#[test]
fn quotes_exclusions_and_fields_stay_as_typed() {
    let library = news();
    for query in ["“虫庆”", "标题：虫庆", "《虫庆》"] {
        assert!(page(&library, query).correction.is_none(), "{query}");
    }
    let page = page(&library, "虫庆 -经典");
    assert_eq!(page.correction.map(|correction| correction.text), Some("重庆 -经典".to_owned()));
}

#[test]
fn at_most_two_words_are_changed() {
    let page = page(&news(), "虫庆 自已 末来");
    let changes = page.correction.map(|correction| correction.changes.len());
    assert_eq!(changes, Some(2));
}

#[test]
fn one_of_several_indices_searches_for_nothing_else_by_itself() {
    let told = |name: &str| (name == "N").then_some(7.0);
    let page = news().search_among("虫庆", &SearchOptions::default(), &told).expect("plain text is never refused");
    assert!(page.correction.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_is_too_strange(query in "[重虫庆己已轨道交同通a-d0-9二 \"《：-]{0,24}") {
        thread_local!(static LIBRARY: Library = news());
        LIBRARY.with(|library| {
            let page = page(library, &query);
            if let Some(correction) = &page.correction {
                assert!(!correction.changes.is_empty() && correction.changes.len() <= 2);
                for change in &correction.changes {
                    assert_ne!(&change.of, &change.text);
                    assert!(!stands(library, &change.of), "{query}");
                }
            }
        });
    }
}

/// Whether Han characters stand so in the corpus.
fn stands(library: &Library, text: &str) -> bool {
    let options = SearchOptions { literal: true, ..SearchOptions::default() };
    let found = library.search(&format!("“{text}”"), &options).expect("plain text is never refused");
    text.chars().all(|c| c >= '\u{4E00}') && !found.hits.is_empty()
}

#[test]
fn questions_that_their_corpus_answers_are_seldom_read_as_something_else() {
    let Some(path) = shared("eval/cmrc2018") else { return };
    let corpus = std::fs::read_to_string(path.join("corpus.jsonl")).expect("shared data is readable");
    let articles: Vec<_> = corpus
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let record: serde_json::Value = serde_json::from_str(line).expect("shared data is JSON Lines");
            article(
                &number.to_string(),
                record["title"].as_str().unwrap_or_default(),
                &[record["text"].as_str().unwrap_or_default()],
            )
        })
        .collect();
    let library = library(&articles);
    let queries = texts(&path.join("queries.jsonl"), "text", 400);
    let slips = |page: &Page| {
        page.correction.is_some()
            || page.meant.iter().any(|one| matches!(one.why, Why::Homophone | Why::LookAlike | Why::Typo))
    };
    let read = queries.iter().filter(|query| slips(&page(&library, query))).count();
    assert!(read * 20 <= queries.len(), "{read} of {}", queries.len());
}
