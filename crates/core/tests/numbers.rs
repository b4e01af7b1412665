//! Numbers and days find each other however they are written, below what was typed.

mod support;

use support::article;
use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::{Library, SearchOptions};

/// Texts by their ids.
const TEXTS: [(&str, &str); 14] = [
    ("arabic-line", "轨道交通15号线今天开工。"),
    ("chinese-line", "轨道交通十五号线明天通车。"),
    ("spoken", "到年底，总投资将达两千亿元。"),
    ("digits", "到年底，总投资将达2000亿元。"),
    ("commas", "到年底，总投资将达2,000亿元。"),
    ("trillion", "到年底，总投资将达0.2万亿元。"),
    ("tenths", "完成了年度计划的八成。"),
    ("percent", "完成了年度计划的80%。"),
    ("hundredths", "完成了年度计划的百分之八十。"),
    ("day", "会议于10月24日在渝举行。"),
    ("day-spoken", "会议于十月二十四日在蓉举行。"),
    ("gorge", "三峡的水位又涨了。"),
    ("year", "二〇二三年的春天来得早。"),
    ("decimal", "投资进度达81.4%，比去年快。"),
];

fn ids(query: &str) -> Vec<String> {
    let articles: Vec<_> = TEXTS.iter().map(|(id, text)| article(id, "题目", &[text])).collect();
    let library = Library::from_vec(build(&articles, &Lexicon::new())).expect("a shelf that was just built opens");
    let page = library.search(query, &SearchOptions::default()).expect("plain text is never refused");
    page.hits.into_iter().filter(|hit| !hit.partial).map(|hit| hit.id).collect()
}

fn check(query: &str, first: &str, found: &[&str]) {
    let ids = ids(query);
    assert_eq!(ids.first().map(String::as_str), Some(first), "{query}: {ids:?}");
    for id in found {
        assert!(ids.iter().any(|other| other == id), "{query} finds {id}: {ids:?}");
    }
    assert_eq!(ids.len(), found.len() + 1, "{query}: {ids:?}");
}

#[test]
fn ordinals() {
    check("15号线", "arabic-line", &["chinese-line"]);
    check("十五号线", "chinese-line", &["arabic-line"]);
    check("轨道交通十五号线", "chinese-line", &["arabic-line"]);
}

#[test]
fn amounts() {
    let all = ["spoken", "digits", "commas", "trillion"];
    for (query, first) in [
        ("两千亿元", "spoken"),
        ("2000亿元", "digits"),
        ("2,000亿元", "commas"),
        ("0.2万亿元", "trillion"),
        ("二千亿元", "spoken"),
    ] {
        let ids = ids(query);
        for id in all {
            assert!(ids.iter().any(|other| other == id), "{query} finds {id}: {ids:?}");
        }
        if query != "二千亿元" {
            assert_eq!(ids[0], first, "{query}: {ids:?}");
        }
    }
}

#[test]
fn shares() {
    check("八成", "tenths", &["percent", "hundredths"]);
    check("80%", "percent", &["tenths", "hundredths"]);
    check("81.4%", "decimal", &[]);
}

#[test]
fn days_and_years() {
    check("10月24日", "day", &["day-spoken"]);
    check("十月二十四日", "day-spoken", &["day"]);
    check("2023年10月24日", "day", &["day-spoken"]);
    check("2023-10-24", "day", &["day-spoken"]);
    check("2023年春天", "year", &[]);
}

#[test]
fn a_digit_in_a_name_is_no_number() {
    check("三峡", "gorge", &[]);
}
