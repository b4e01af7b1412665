//! Ranges ask for the quantities and days that texts name, with units kept apart; what lies in the range is marked.

mod support;

use proptest::prelude::*;
use support::{article, library};
use xunzhang_core::{Article, Library, SearchOptions};

/// Texts by their ids, and the day of the article.
const TEXTS: [(&str, &str, &str); 14] = [
    ("small", "2023-10-20", "项目总投资80亿元，占地1200亩。"),
    ("spoken", "2023-10-21", "到年底，总投资将达两千亿元。"),
    ("trillion", "2023-10-22", "规划显示，总投资0.2万亿元，新增就业3万人。"),
    ("hundred", "2023-10-23", "总投资100亿元的基地开工，年产15万辆。"),
    ("dollars", "2023-10-24", "外商总投资100亿美元，面积8.24万平方公里。"),
    ("road", "2022-03-05", "这条路全长150公里，投资进度达81.4%。"),
    ("short-road", "2022-03-06", "这条路全长98000米，完成百分之八十。"),
    ("family", "2022-03-07", "一家人走了千里，百年老店还在，投资不多。"),
    ("tenfold", "2022-03-08", "投资数十亿元，第100家门店，几百人排队。"),
    ("event", "2023-08-01", "展会于10月20日至25日举行。"),
    ("event-last-year", "2022-08-01", "展会于10月22日举行。"),
    ("month", "2024-05-01", "二〇二三年十一月开工。"),
    ("year", "2024-05-02", "工程2023年立项。"),
    ("iso", "2021-01-01", "截止时间：2023-12-31，名额不限。"),
];

fn texts() -> Library {
    let articles: Vec<Article> = TEXTS
        .iter()
        .map(|(id, day, text)| Article { date: Some((*day).to_owned()), ..article(id, "题目", &[text]) })
        .collect();
    library(&articles)
}

fn ids(library: &Library, query: &str) -> Vec<String> {
    let page = library.search(query, &SearchOptions::default()).expect("plain text is never refused");
    let mut ids: Vec<String> = page.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}

fn check(query: &str, expected: &[&str]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(ids(&texts(), query), expected, "{query}");
}

#[test]
fn amounts_are_compared_whatever_they_are_written_in() {
    check("投资 >100亿元", &["spoken", "trillion"]);
    check("投资 ＞100亿元", &["spoken", "trillion"]);
    check("投资>100亿元", &["spoken", "trillion"]);
    check("投资 > 一百亿元", &["spoken", "trillion"]);
    check("投资 >=100亿元", &["hundred", "spoken", "trillion"]);
    check("投资 ≥0.01万亿元", &["hundred", "spoken", "trillion"]);
    check("投资 <100亿元", &["small"]);
    check("投资 ≤100亿元", &["hundred", "small"]);
    check("投资 50..150亿元", &["hundred", "small"]);
    check("投资 2000亿元..2000亿元", &["spoken", "trillion"]);
}

#[test]
fn units_are_kept_apart() {
    check(">1亿美元", &["dollars"]);
    check("投资 100亿元..100亿元", &["hundred"]);
    check("100..200公里", &["road"]);
    check("≥98公里", &["road", "short-road"]);
    check("<100千米", &["short-road"]);
    check(">80%", &["road"]);
    check("80..81.4%", &["road", "short-road"]);
    check(">1千亩", &["small"]);
    check("1..20万辆", &["hundred"]);
    check(">1万人", &["trillion"]);
    check(">1万家", &[]);
    check(">0个", &[]);
}

#[test]
fn what_only_looks_like_a_quantity_is_none() {
    for query in ["≥1家", "≥1年", "≥1人", "≥1米"] {
        for id in ["family", "tenfold"] {
            assert!(!ids(&texts(), query).iter().any(|found| found == id), "{query} does not find {id}");
        }
    }
    check("投资 1..1000亿元 -基地 -项目", &[]);
}

#[test]
fn days_of_the_article_or_in_its_text() {
    check("2023-10-22..2023-10-23", &["event", "hundred", "trillion"]);
    check("展会 2023-10..2023-12", &["event"]);
    check("展会 2022-10-22..2022-10-22", &["event-last-year"]);
    check("2023-11..2023-12", &["iso", "month"]);
    check("2023-12..2024-01", &["iso"]);
    check("工程 2023..2023", &["year"]);
    check("工程 2023-01..2023-06", &[]);
    check("2024..", &["month", "year"]);
    check("..2021", &["iso"]);
    // The field asks for the article's own day alone.
    check("日期：2023-11..2023-12", &[]);
}

#[test]
fn what_is_no_range_is_text() {
    for query in ["投资 ＜基地＞", "投资 >100", "投资 100米..200元", "投资 ..", "投资 a..b"] {
        assert!(!ids(&texts(), query).is_empty(), "{query}");
    }
}

#[test]
fn what_lies_in_the_range_is_marked_and_shown() {
    let filler = "这一段说的是别的事情，和数目没有关系。".repeat(12);
    let text = format!("第一期投资20亿元。{filler}第二期投资两百多亿元，2023年10月24日开工。");
    let library = library(&[Article { date: Some("2023-01-01".to_owned()), ..article("a", "题目", &[&text]) }]);
    let marked = |query: &str| -> Vec<String> {
        let page = library.search(query, &SearchOptions::default()).expect("plain text is never refused");
        let parts = page.hits.into_iter().flat_map(|hit| hit.snippet);
        parts.filter(|part| part.mark).map(|part| part.text).collect()
    };
    assert_eq!(marked(">100亿元"), ["两百多亿元"]);
    assert_eq!(marked("..50亿元"), ["20亿元"]);
    assert_eq!(marked("2023-10-20..2023-10-25"), ["2023年10月24日"]);
    assert_eq!(marked("投资 >100亿元"), ["投资两百多亿元"]);
}

proptest! {
    #[test]
    fn amounts_are_found_as_a_plain_comparison_finds_them(values in proptest::collection::vec(0u64..100_000, 1..12), least in 0u64..100_000) {
        let articles: Vec<Article> = values
            .iter()
            .enumerate()
            .map(|(at, value)| {
                // Metres, or kilometres with decimals.
                let text = if at % 2 == 0 { format!("长{value}米") } else { format!("长{}.{:03}公里", value / 1000, value % 1000) };
                article(&at.to_string(), "题", &[&text])
            })
            .collect();
        let library = library(&articles);
        for (query, keeps) in [
            (format!(">{least}米"), (|value, least| value > least) as fn(u64, u64) -> bool),
            (format!("≤{least}米"), |value, least| value <= least),
        ] {
            let mut expected: Vec<String> =
                (0..values.len()).filter(|at| keeps(values[*at], least)).map(|at| at.to_string()).collect();
            expected.sort();
            let options = SearchOptions { limit: 100, ..SearchOptions::default() };
            let page = library.search(&query, &options).expect("plain text is never refused");
            let mut found: Vec<String> = page.hits.into_iter().map(|hit| hit.id).collect();
            found.sort();
            prop_assert_eq!(found, expected, "{}", query);
        }
    }
}
