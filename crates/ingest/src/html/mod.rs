//! HTML pages as site generators write them: the main content as blocks, and what the page says of itself.

mod blocks;
mod code;
mod content;
mod depth;
mod head;
mod junk;
#[cfg(test)]
mod tests;
mod title;

use ego_tree::NodeId;
use scraper::Html;
use xunzhang_core::{Article, Block};

use crate::fields::{self, Fields};
use crate::file::{Context, Page, Reason};
use crate::{Date, Problem};
use blocks::read_blocks;
use head::Head;

/// Reads a page. One that its owner keeps out of indices, or that only sends its reader on, gives no article.
///
/// # Errors
/// `NoContent` when the page has neither a title nor a text, `Deep` when its elements nest deeper than any page does.
pub(crate) fn read_html(text: &str, context: &Context) -> Result<Page, Problem> {
    depth::check(text)?;
    let page = Html::parse_document(text);
    let head = Head::of(&page);
    if head.redirect {
        return Ok(Page::PassedOver(Reason::Redirect));
    }
    if head.noindex {
        return Ok(Page::PassedOver(Reason::NoIndex));
    }
    let ignore = &context.rules.html.ignore;
    let mut pieces = Vec::new();
    for root in content::main_content(&page, &context.rules.html) {
        pieces.extend(read_blocks(root, ignore));
    }
    let (headline, taken) = title::headline(&head, &pieces);
    pieces.retain(|piece| piece.heading.is_none() || piece.heading != taken);
    let mut article = Article { headline, ..Article::default() };
    article.blocks = pieces.into_iter().map(|piece| piece.block).collect();
    if article.headline.is_empty() && article.blocks.is_empty() {
        return Err(Problem::NoContent);
    }
    describe(&mut article, &head, context);
    Ok(Page::Article(Box::new(article)))
}

/// Brings what the page says of itself into the article.
fn describe(article: &mut Article, head: &Head, context: &Context) {
    let address = &context.rules.address;
    let canonical = head.canonical.as_deref().filter(|_| address.canonical);
    let file = context.below.map(|below| address.of_file(below, Default::default()));
    article.url = canonical.map(|url| address.written(url)).or(file);
    article.language = head.language.clone();
    article.image = head.first(&["og:image", "twitter:image"]).map(str::to_owned);
    article.source =
        head.first(&["og:site_name", "application-name"]).map(str::to_owned).or(context.edition.publication.clone());
    const DAYS: &[&str] = &[
        "article:published_time",
        "datepublished",
        "date",
        "publishdate",
        "pubdate",
        "publish_date",
        "publish-date",
        "dc.date",
        "dcterms.date",
        "dcterms.created",
        "og:published_time",
        "parsely-pub-date",
    ];
    let named = DAYS.iter().find_map(|name| Date::parse(head.first(&[name])?));
    let date = named.or(head.published).or(head.time).or(context.edition.date);
    article.date = date.map(|date| date.to_string());
    let people = ["author", "article:author", "dc.creator", "dcterms.creator"];
    let people = people.iter().find_map(|name| head.meta.get(*name)).into_iter().flatten();
    article.authors = people.flat_map(|text| split(text)).filter(|name| !name.contains("://")).collect();
    if article.authors.is_empty() {
        article.authors = head.writers.clone();
    }
    let words = head.meta.get("keywords").into_iter().flatten().flat_map(|text| split(text));
    let tags = head.meta.get("article:tag").into_iter().flatten().flat_map(|text| split(text));
    for tag in words.chain(tags) {
        if !article.tags.contains(&tag) {
            article.tags.push(tag);
        }
    }
    let mut fields = Fields { named: head.meta.clone(), ..Fields::default() };
    if let Some(text) = head.first(&["description", "og:description"]) {
        fields.shown.insert("description".into(), vec![text.to_owned()]);
    }
    marks(article, head, context);
    fields::apply(&context.rules.fields, &fields, article);
}

/// Brings in what the owner marked by attributes, which goes before all else.
fn marks(article: &mut Article, head: &Head, context: &Context) {
    let mut authors: Vec<String> = Vec::new();
    for (kind, name, value) in &head.marks {
        match (*kind, name.as_str()) {
            ("filter", _) => {
                let values = article.filters.entry(name.clone()).or_default();
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            ("sort", _) => {
                article.sort.entry(name.clone()).or_insert_with(|| value.clone());
            }
            (_, "title") => article.headline = value.clone(),
            (_, "author" | "authors") => authors.push(value.clone()),
            (_, "date") => article.date = Date::parse(value).map(|date| date.to_string()).or(article.date.take()),
            (_, "image") => article.image = Some(value.clone()),
            (_, "url") => article.url = Some(context.rules.address.written(value)),
            (_, "source") => article.source = Some(value.clone()),
            (_, "language") => article.language = Some(value.clone()),
            _ => {
                article.meta.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
    }
    if !authors.is_empty() {
        article.authors = authors;
    }
}

/// The members of a list that is written as one text.
fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The blocks of a piece of HTML, as feeds and Markdown have it; with each heading its level.
///
/// # Errors
/// `Deep` when its elements nest deeper than any page does.
pub(crate) fn read_fragment(html: &str, context: &Context) -> Result<Vec<(Block, Option<u8>)>, Problem> {
    depth::check(html)?;
    let page = Html::parse_fragment(html);
    let pieces = read_blocks(page.root_element(), &context.rules.html.ignore);
    Ok(pieces.into_iter().map(|piece| (piece.block, piece.heading.and_then(|id| level(&page, id)))).collect())
}

fn level(page: &Html, id: NodeId) -> Option<u8> {
    let element = page.tree.get(id)?.value().as_element()?;
    element.name().strip_prefix('h')?.parse().ok()
}
