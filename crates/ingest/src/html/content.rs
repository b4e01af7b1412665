//! Where in a page its main content stands.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::junk::is_junk;
use crate::rules::HtmlRules;

/// Where site generators and their usual themes put the text of a page, surest first.
static PLACES: LazyLock<Vec<Selector>> = LazyLock::new(|| {
    const PLACES: &[&str] = &[
        // VitePress, Docusaurus, mdBook.
        ".VPHome",
        ".vp-doc",
        ".theme-doc-markdown",
        "#mdbook-content main, #content.content main",
        // Blogs: Hexo, Hugo, Jekyll and others.
        "[itemprop~=articleBody]",
        ".article-entry",
        ".post-content",
        ".entry-content",
        ".post-body",
        ".e-content",
        ".markdown-body",
    ];
    PLACES.iter().filter_map(|place| Selector::parse(place).ok()).collect()
});

static OWNER: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("[data-xunzhang-body]").ok());
static ARTICLE: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("article").ok());
static MAIN: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("main, [role=main]").ok());
static BODY: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("body").ok());
static FIRST: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("h1").ok());

/// The elements that hold the text of a page, in their order, none inside another.
pub(super) fn main_content<'a>(page: &'a Html, rules: &HtmlRules) -> Vec<ElementRef<'a>> {
    let owner = OWNER.as_ref().map(|selector| outermost(page, selector)).unwrap_or_default();
    if !owner.is_empty() {
        return owner;
    }
    let configured = rules.body.iter().map(|selector| outermost(page, selector)).find(|found| has_text(found));
    if let Some(found) = configured {
        return found;
    }
    for place in PLACES.iter() {
        // A page with several is a list of articles: it has its text elsewhere.
        let found = outermost(page, place);
        if found.len() == 1 && has_text(&found) {
            return found;
        }
    }
    let find = |selector: &Option<Selector>| selector.as_ref().map(|s| outermost(page, s)).unwrap_or_default();
    let titled = |element: &ElementRef| FIRST.as_ref().is_some_and(|first| element.select(first).next().is_some());
    let mut articles = find(&ARTICLE);
    if articles.len() > 1 {
        articles.retain(titled);
    }
    if articles.len() == 1 && has_text(&articles) {
        return articles;
    }
    let main = find(&MAIN);
    if has_text(&main) { main } else { find(&BODY) }
}

fn has_text(elements: &[ElementRef]) -> bool {
    elements.iter().any(|element| element.text().any(|text| !text.trim().is_empty()))
}

/// The elements that match, without those inside another one or inside junk.
fn outermost<'a>(page: &'a Html, selector: &Selector) -> Vec<ElementRef<'a>> {
    let mut found: Vec<ElementRef> = Vec::new();
    for element in page.select(selector) {
        // Elements come in document order, so that only the last one found can hold this one.
        let inside = |outer: &ElementRef| element.ancestors().any(|node| node.id() == outer.id());
        let hidden = || element.ancestors().filter_map(ElementRef::wrap).any(|outer| is_junk(outer.value()));
        if !found.last().is_some_and(inside) && !is_junk(element.value()) && !hidden() {
            found.push(element);
        }
    }
    found
}
