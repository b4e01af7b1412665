//! Properties of the reading of HTML: nothing that is seen is lost or told twice, whatever the page looks like.

use proptest::prelude::*;
use scraper::{ElementRef, Html};

use super::blocks::read_blocks;
use super::read_fragment;
use crate::file::Context;
use crate::{Edition, Rules};

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of all nodes in their order, and that of all blocks in theirs.
fn both(html: &str) -> (String, String) {
    let page = Html::parse_document(html);
    let root: ElementRef = page.root_element();
    let seen: String = root.text().collect();
    let read: String = read_blocks(root, &[]).into_iter().map(|piece| piece.block.text).collect();
    (bare(&seen), bare(&read))
}

/// Pieces of pages: words inside elements inside elements.
fn markup() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,6}",
        "[一-龥]{1,5}",
        Just("。\n".to_owned()),
        Just(" ".to_owned()),
        Just("<br>".to_owned()),
        Just("&amp;".to_owned())
    ];
    let element = prop::sample::select(vec![
        "p",
        "div",
        "section",
        "article",
        "ul",
        "li",
        "ol",
        "dl",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h4",
        "blockquote",
        "pre",
        "code",
        "span",
        "em",
        "a",
        "b",
        "figure",
        "figcaption",
        "details",
        "summary",
        "caption",
    ]);
    word.prop_recursive(6, 60, 6, move |inner| {
        (element.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, inside)| format!("<{name}>{}</{name}>", inside.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_text_that_is_seen_is_in_exactly_one_block(parts in prop::collection::vec(markup(), 1..6)) {
        let (seen, read) = both(&parts.concat());
        prop_assert_eq!(seen, read);
    }

    #[test]
    fn any_text_gives_a_result(text in "[<>/a-z\"'=! &;#\\-{}一]{0,200}") {
        let (rules, edition) = (Rules::default(), Edition::default());
        let context = Context { rules: &rules, edition: &edition, below: None };
        let _ = read_fragment(&text, &context);
        let _ = super::read_html(&text, &context);
        let _ = crate::markdown::read_markdown(&text, &context, true);
        let _ = crate::feed::read_feed(&text, &context);
    }
}

#[test]
fn depth_costs_no_stack() {
    let deep = format!("{}文{}", "<div>".repeat(3_000), "</div>".repeat(3_000));
    let (seen, read) = both(&deep);
    assert_eq!((seen.as_str(), read.as_str()), ("文", "文"));
}

#[test]
fn a_heading_finds_its_anchor_where_writers_put_it() {
    let anchor = |html: &str| {
        let page = Html::parse_document(html);
        let pieces = read_blocks(page.root_element(), &[]);
        pieces.into_iter().find_map(|piece| piece.block.anchor).unwrap_or_default()
    };
    for html in [
        "<h2 id=a>题</h2>",
        "<h2><a name=a></a>题</h2>",
        "<h2><a class=header href=#a id=a>题</a></h2>",
        "<a id=a></a><h2>题</h2>",
        "<section id=a><h2>题</h2></section>",
    ] {
        assert_eq!(anchor(html), "a", "{html}");
    }
    assert_eq!(anchor("<section id=a><p>文</p><h2>题</h2></section>"), "");
}

#[test]
fn what_lays_out_a_page_is_no_row_and_what_is_hidden_is_no_text() {
    let read = |html: &str| -> Vec<String> {
        let page = Html::parse_document(html);
        read_blocks(page.root_element(), &[]).into_iter().map(|piece| piece.block.text).collect()
    };
    assert_eq!(read("<table><tr><td><h2>题</h2><p>文</p></td><td>旁</td></tr></table>"), ["题", "文", "旁"]);
    assert_eq!(read("<table><tr><td>甲<td>乙</tr></table>"), ["甲 乙"]);
    assert_eq!(read("<p>见<span hidden>不</span><span style='display: none'>不</span>此</p>"), ["见此"]);
    assert_eq!(read("<header><nav>导航</nav><h1>题</h1><p>三分钟</p></header>"), ["题"]);
    assert_eq!(read("<form><label>名</label><input value=x><p>文</p></form>"), ["名", "文"]);
}
