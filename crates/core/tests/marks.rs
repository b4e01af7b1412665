//! What a hit shows of the query, beside its snippet.

mod support;

use support::{article, library};
use xunzhang_core::present::{Hit, Part};
use xunzhang_core::{Article, SearchOptions};

fn first(articles: &[Article], query: &str) -> Hit {
    let page = library(articles).search(query, &SearchOptions::default()).expect("plain options are valid");
    page.hits.into_iter().next().expect("a hit")
}

fn marked(parts: &[Part]) -> Vec<&str> {
    parts.iter().filter(|part| part.mark).map(|part| part.text.as_str()).collect()
}

#[test]
fn a_phrase_is_marked_only_whole() {
    let articles = [article("a", "轨道交通的行动与计划", &["市里印发行动计划，分三年实施。"])];
    let hit = first(&articles, "“行动计划”");
    assert!(marked(&hit.title_parts).is_empty(), "{:?}", hit.title_parts);
    assert_eq!(marked(&hit.snippet), ["行动计划"]);
    let hit = first(&articles, "“行动计划” 轨道交通建设");
    assert_eq!(marked(&hit.title_parts), ["轨道交通"], "what stands outside the quotes is marked in pieces");
}

#[test]
fn a_hit_by_its_sub_headline_shows_that_line_with_its_marks() {
    let mut other = article("a", "三峡水质保持优良", &["监测显示，总体为优。"]);
    other.lead_in = Some("生态环境公报发布".to_owned());
    other.sub_headline = Some("干流断面全部达标".to_owned());
    let articles = [other];
    assert_eq!(marked(&first(&articles, "断面达标").sub_headline_parts), ["断面", "达标"]);
    assert_eq!(
        marked(&first(&articles, "生态环境公报").sub_headline_parts),
        ["生态环境公报"],
        "the lead-in stands in for it"
    );
    assert!(first(&articles, "三峡").sub_headline_parts.is_empty());
}
