//! Markdown with YAML or TOML front matter, as static sites keep their articles.
//!
//! The text becomes HTML, and its blocks are read as those of a page: so that HTML inside Markdown, and the owner's attributes
//! in it, mean the same as everywhere.

mod front;
mod slug;
mod templates;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use serde_json::{Map, Value};
use xunzhang_core::{Article, Block, BlockKind};

use crate::Problem;
use crate::address::Post;
use crate::fields::{self, Fields};
use crate::file::{Context, Page, Reason, is_html_page};
use crate::html::read_fragment;
use front::{list, string};
use slug::Slugs;

/// Fields of front matter that have a place of their own in an article.
const OWN: &[&str] = &[
    "title",
    "headline",
    "subtitle",
    "authors",
    "author",
    "tags",
    "keywords",
    "source",
    "place",
    "date",
    "published",
    "publishDate",
    "pubDate",
    "url",
    "permalink",
    "slug",
    "draft",
    "lang",
    "language",
    "image",
    "cover",
    "thumbnail",
    "banner",
    "id",
];

/// Reads one Markdown file. A draft, and what its owner keeps out of indices, gives no article.
///
/// The headline is the front matter's `title`, or else a first heading; further headings become subheads with anchors, a picture's
/// words its caption, code stays code.
///
/// # Errors
/// `FrontMatter` when the front matter cannot be read, `FrontMatterUnclosed` when it does not end, `Disguised` when the file is a
/// page of HTML, `EmptyRecord` when neither title nor text is there.
pub(crate) fn read_markdown(text: &str, context: &Context, mdx: bool) -> Result<Page, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_html_page(text) {
        return Err(Problem::Disguised { expected: "Markdown", found: "a page of HTML" });
    }
    let (front, body) = front::split(text)?;
    let flag = |key: &str, value: bool| front.get(key) == Some(&Value::Bool(value));
    if flag("draft", true) || flag("published", false) {
        return Ok(Page::PassedOver(Reason::Draft));
    }
    let robots = string(&front, &["robots"]).is_some_and(|robots| robots.to_lowercase().contains("noindex"));
    if robots || flag("noindex", true) || flag("search", false) || flag("search_exclude", true) {
        return Ok(Page::PassedOver(Reason::NoIndex));
    }
    let mut blocks = read_fragment(&to_html(&templates::without_templates(body, mdx)), context)?;
    let headline = take_headline(string(&front, &["title", "headline"]), &mut blocks);
    let mut article = Article { headline, ..Article::default() };
    article.blocks = blocks.into_iter().map(|(block, _)| block).collect();
    if article.headline.is_empty() && article.blocks.is_empty() {
        return Err(Problem::EmptyRecord);
    }
    describe(&mut article, &front, context);
    Ok(Page::Article(Box::new(article)))
}

/// The headline; a first heading that it is, or that repeats it, is then no subhead.
fn take_headline(title: Option<String>, blocks: &mut Vec<(Block, Option<u8>)>) -> String {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    match title {
        Some(title) => {
            let repeats = |block: &(Block, Option<u8>)| block.1 == Some(1) && bare(&block.0.text) == bare(&title);
            if let Some(at) = blocks.iter().position(repeats) {
                blocks.remove(at);
            }
            title
        }
        None => {
            let opening = blocks.first().is_some_and(|(block, _)| block.kind == BlockKind::Subhead).then_some(0);
            let first = blocks.iter().position(|(_, level)| *level == Some(1)).or(opening);
            first.map(|at| blocks.remove(at).0.text).unwrap_or_default()
        }
    }
}

/// Brings the front matter into the article.
fn describe(article: &mut Article, front: &Map<String, Value>, context: &Context) {
    article.sub_headline = string(front, &["subtitle"]);
    article.authors = list(front, &["authors", "author"]);
    article.tags = list(front, &["tags", "keywords"]);
    article.source = string(front, &["source"]).or_else(|| context.edition.publication.clone());
    article.place = string(front, &["place"]);
    article.language = string(front, &["lang", "language"]);
    article.image = string(front, &["image", "cover", "thumbnail", "banner"]);
    let date = fields::date(article, string(front, &["date", "publishDate", "pubDate", "published"]), context.edition);
    let slug = string(front, &["slug"]);
    let categories = list(front, &["categories", "category"]);
    let post = Post { slug: slug.as_deref(), date, categories: &categories };
    let address = &context.rules.address;
    article.url = match string(front, &["url", "permalink"]) {
        Some(url) => Some(address.written(&url)),
        None => context.below.map(|below| address.of_file(below, post)),
    };
    let mut fields = Fields::default();
    for (name, value) in front {
        let name = if matches!(name.as_str(), "summary" | "excerpt") { "description" } else { name };
        if !OWN.contains(&name) {
            fields.take(name, value);
        }
    }
    fields::apply(&context.rules.fields, &fields, article);
}

/// The HTML of a Markdown text, its headings with ids.
fn to_html(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut events: Vec<Event> = Parser::new_ext(text, options).map(tame).collect();
    let mut slugs = Slugs::default();
    for event in &events {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            slugs.take(id);
        }
    }
    for at in 0..events.len() {
        if matches!(&events[at], Event::Start(Tag::Heading { id: None, .. })) {
            let mut words = String::new();
            for event in &events[at + 1..] {
                match event {
                    Event::Text(text) | Event::Code(text) => words.push_str(text),
                    Event::SoftBreak | Event::HardBreak => words.push(' '),
                    Event::End(TagEnd::Heading(_)) => break,
                    _ => {}
                }
            }
            let slug = slugs.of(&words);
            if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
                *id = Some(CowStr::from(slug)).filter(|slug| !slug.is_empty());
            }
        }
    }
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events.into_iter());
    out
}

/// Tags that would swallow the text behind them stand for themselves: somebody wrote about `<title>` and forgot the ticks.
fn tame(event: Event) -> Event {
    const SWALLOW: &[&str] = &[
        "title",
        "textarea",
        "style",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "script",
        "plaintext",
        "select",
        "noscript",
    ];
    match event {
        Event::InlineHtml(tag) => {
            let name: String = tag
                .trim_start_matches(['<', '/'])
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase();
            if SWALLOW.contains(&name.as_str()) { Event::Text(tag) } else { Event::InlineHtml(tag) }
        }
        // Formulas stand as they are written; read as Markdown, their underscores would be emphasis.
        Event::InlineMath(formula) => Event::Text(format!("${formula}$").into()),
        Event::DisplayMath(formula) => Event::Text(format!("$${formula}$$").into()),
        other => other,
    }
}
