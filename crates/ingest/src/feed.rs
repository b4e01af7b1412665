//! RSS and Atom feeds: an article an entry.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use feed_rs::model::{Entry, Text};
use xunzhang_core::{Article, Block, BlockKind};

use crate::file::{Context, is_feed};
use crate::html::read_fragment;
use crate::typeset::one_line;
use crate::{Date, Problem};

/// Reads the entries of a feed; `None` when the XML is no feed.
///
/// # Errors
/// `Feed` when it cannot be read.
pub(crate) fn read_feed(text: &str, context: &Context) -> Result<Option<Vec<Article>>, Problem> {
    if !is_feed(text) {
        return Ok(None);
    }
    // The text is decoded already; an encoding that the declaration names would have it decoded again.
    let text = match text.trim_start_matches('\u{feff}').trim_start() {
        text if text.starts_with("<?xml") => text.find("?>").map_or(text, |at| &text[at + 2..]),
        text => text,
    };
    let parser = feed_rs::parser::Builder::new().timestamp_parser(timestamp).sanitize_content(false).build();
    let feed = parser.parse(text.as_bytes()).map_err(|error| Problem::Feed { message: error.to_string() })?;
    let source = feed.title.as_ref().map(|title| plain(title, context)).filter(|title| !title.is_empty());
    let source = source.or_else(|| context.edition.publication.clone());
    let entries = feed.entries.into_iter().filter_map(|entry| {
        let mut article = article(entry, context)?;
        article.source = source.clone();
        article.language = article.language.or_else(|| feed.language.clone());
        crate::fields::apply(&context.rules.fields, &Default::default(), &mut article);
        Some(article)
    });
    Ok(Some(entries.collect()))
}

/// The article of an entry; `None` when the entry has neither title nor text.
fn article(entry: Entry, context: &Context) -> Option<Article> {
    let content = entry.content.and_then(|content| {
        let markup = content.content_type.subty() != "plain";
        content.body.map(|body| (body, markup))
    });
    let summary = entry.summary.map(|text| (text.content, text.content_type.subty() != "plain"));
    // Without content the summary is all the text there is.
    let (text, markup) = content.or(summary).unwrap_or_default();
    let blocks = if markup || looks_like_markup(&text) {
        // An entry that cannot be read still has its title and its address.
        read_fragment(&text, context).unwrap_or_default().into_iter().map(|(block, _)| block).collect()
    } else {
        let lines = text.lines().map(one_line).filter(|line| !line.is_empty());
        lines.map(|line| Block::new(BlockKind::Paragraph, line)).collect::<Vec<_>>()
    };
    let headline = entry.title.as_ref().map(|title| plain(title, context)).unwrap_or_default();
    if headline.is_empty() && blocks.is_empty() {
        return None;
    }
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let link = link.or(entry.links.first()).map(|link| link.href.as_str());
    let guid = Some(entry.id.as_str()).filter(|id| id.starts_with("http://") || id.starts_with("https://"));
    let day = entry.published.or(entry.updated).map(|time| time.date_naive().to_string());
    Some(Article {
        url: link.or(guid).map(|url| context.rules.address.written(url)),
        headline,
        authors: entry
            .authors
            .into_iter()
            .filter_map(|person| person.name.as_deref().map(one_line))
            .filter(|name| !name.is_empty())
            .collect(),
        date: day.and_then(|day| Date::parse(&day)).or(context.edition.date).map(|date| date.to_string()),
        tags: entry.categories.into_iter().map(|tag| tag.label.unwrap_or(tag.term)).collect(),
        language: entry.language,
        image: entry.media.iter().flat_map(|media| &media.thumbnails).map(|image| image.image.uri.clone()).next(),
        blocks,
        ..Article::default()
    })
}

/// A title, which may be HTML.
fn plain(text: &Text, context: &Context) -> String {
    if text.content_type.subty() == "plain" && !looks_like_markup(&text.content) {
        return one_line(&text.content);
    }
    let blocks = read_fragment(&text.content, context).unwrap_or_default();
    one_line(&blocks.into_iter().map(|(block, _)| block.text).collect::<Vec<_>>().join(" "))
}

/// RSS does not say whether a description is HTML; a closing tag or an entity shows that it is.
fn looks_like_markup(text: &str) -> bool {
    text.contains("</")
        || text.contains("/>")
        || text.contains("<br")
        || text.contains("&amp;")
        || text.contains("&lt;")
}

/// The time on the writer's clock: the day of an article is the day where it was written, not that of Greenwich.
fn timestamp(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let zoned = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text));
    let local = zoned.map(|time| time.naive_local()).ok();
    let bare = || NaiveDateTime::parse_from_str(text.get(..19)?, "%Y-%m-%d %H:%M:%S").ok();
    let day = || {
        let day = Date::parse(text)?;
        NaiveDate::from_ymd_opt(day.year(), day.month(), day.day())?.and_hms_opt(0, 0, 0)
    };
    // Many feeds name their zone by letters that RFC 2822 does not have, such as CST.
    let words = || {
        let end = text.rfind(' ')?;
        NaiveDateTime::parse_from_str(&text[..end], "%a, %d %b %Y %H:%M:%S").ok()
    };
    local.or_else(bare).or_else(day).or_else(words).map(|time| time.and_utc())
}
