//! Numbers and days find each other however they are written, below what was typed.

mod support;

use std::sync::OnceLock;

use support::library_of;
use xunzhang_core::{Library, SearchOptions};

/// Texts by their ids.
const TEXTS: [(&str, &str); 24] = [
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
    ("year-zero", "二零二四年的夏天来得晚。"),
    ("year-digits", "2024年的夏天来得晚些。"),
    ("year-circle", "二○二五年的冬天。"),
    ("days", "展会于11月20—25日举行。"),
    ("days-signed", "展销于11月20日至25日举行。"),
    ("roman", "第Ⅳ期工程完工。"),
    ("fourth", "第四期工程完工了。"),
    ("model", "发布GPT-4模型。"),
    ("fifty", "一共五十号线路。"),
    ("month", "到了十二月，天冷了。"),
    ("decimal", "投资进度达81.4%，比去年快。"),
];

fn ids(query: &str) -> Vec<String> {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    support::ids(LIBRARY.get_or_init(|| library_of(&TEXTS)), query)
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
fn years_with_any_zero() {
    check("2024年的夏天", "year-digits", &["year-zero"]);
    check("二零二四年夏天", "year-zero", &["year-digits"]);
    assert!(ids("二〇二四年夏天").len() == 2);
    check("2025年冬天", "year-circle", &[]);
    check("２０２４年的夏天", "year-digits", &["year-zero"]);
}

#[test]
fn days_in_a_row_begin_with_their_first() {
    check("11月20日", "days-signed", &["days"]);
    check("11月20日至25日", "days-signed", &["days"]);
    check("11月20-25日", "days", &["days-signed"]);
    check("12月", "month", &[]);
    check("十二月", "month", &[]);
}

#[test]
fn issues_in_roman_digits() {
    check("第四期", "fourth", &["roman"]);
    check("第Ⅳ期", "roman", &["fourth"]);
    let found = ids("第4期");
    assert!(found.contains(&"roman".to_owned()) && found.contains(&"fourth".to_owned()), "{found:?}");
}

#[test]
fn marks_show_what_stands_in_the_text() {
    let library = library_of(&[("a", "到年底，总投资将达两千亿元。")]);
    let page = library.search("2000亿元", &SearchOptions::default()).expect("plain text is never refused");
    let marked: Vec<&str> =
        page.hits[0].snippet.iter().filter(|part| part.mark).map(|part| part.text.as_str()).collect();
    assert_eq!(marked, ["两千亿元"]);
}

#[test]
fn numbers_in_words_and_names_are_left_alone() {
    for (query, never) in
        [("GPT-4", "fourth"), ("十五号线", "fifty"), ("五十号线", "chinese-line"), ("三峡", "arabic-line")]
    {
        let found = ids(query);
        assert!(!found.iter().any(|id| id == never), "{query} does not find {never}: {found:?}");
    }
    let library = library_of(&[("a", "3峡 1般 7夕 10000 100年 1000里 GPT四")]);
    for query in ["一般", "七夕", "万一", "百年", "千里", "三峡", "GPT-4"] {
        let options = SearchOptions { explain: true, ..SearchOptions::default() };
        let page = library.search(query, &options).expect("plain text is never refused");
        let tree = page.understood.expect("it was asked for").tree;
        assert_eq!(tree.meant().count(), 0, "{query}");
    }
}

#[test]
fn a_digit_in_a_name_is_no_number() {
    check("三峡", "gorge", &[]);
}
