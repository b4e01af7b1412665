//! One file: its kind, and what reading it gives.

use std::path::Path;

use xunzhang_core::Article;

use crate::{Edition, Rules};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The text of a newspaper page, or a plain text with one article.
    Text,
    /// Markdown with or without front matter.
    Markdown,
    /// A page of a built site.
    Html,
    /// JSON Lines, one article a line.
    Records,
    /// An RSS or Atom feed.
    Feed,
}

/// How long a beginning is looked at to tell the kind.
const BEGINNING: usize = 4096;

impl Kind {
    /// All kinds, with the names that the command takes.
    pub const NAMES: [(&'static str, Kind); 5] = [
        ("text", Kind::Text),
        ("markdown", Kind::Markdown),
        ("html", Kind::Html),
        ("jsonl", Kind::Records),
        ("feed", Kind::Feed),
    ];

    /// The kind that a file's name says.
    pub fn of_name(path: &Path) -> Option<Kind> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "txt" | "text" => Some(Kind::Text),
            "md" | "markdown" | "mdx" => Some(Kind::Markdown),
            "html" | "htm" | "xhtml" | "xht" => Some(Kind::Html),
            "jsonl" | "ndjson" => Some(Kind::Records),
            "xml" | "rss" | "atom" => Some(Kind::Feed),
            _ => None,
        }
    }

    /// The kind that the beginning of a text looks like.
    pub fn of_text(text: &str) -> Kind {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let first = text.lines().next().unwrap_or_default().trim_end();
        if text.starts_with('{') {
            Kind::Records
        } else if is_html_page(text) {
            Kind::Html
        } else if is_feed(text) {
            Kind::Feed
        } else if text.starts_with('<') {
            Kind::Html
        } else if first == "---" || first == "+++" || heading(first) || text.lines().take(200).any(heading) {
            Kind::Markdown
        } else {
            Kind::Text
        }
    }
}

fn heading(line: &str) -> bool {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
}

/// The beginning of a text in lower case, from its first character that is not white space.
fn beginning(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text.chars().take(BEGINNING).collect::<String>().to_ascii_lowercase()
}

/// Whether the text is a whole page of HTML, as servers send for errors whatever was asked for.
pub(crate) fn is_html_page(text: &str) -> bool {
    let text = beginning(text);
    text.starts_with("<!doctype html")
        || text.starts_with("<html")
        || text.starts_with("<?xml") && text.contains("<html")
}

/// Whether the text is an RSS or Atom feed, by its root element.
pub(crate) fn is_feed(text: &str) -> bool {
    let text = beginning(text);
    let mut rest = text.as_str();
    // The root is the first tag that is neither a declaration nor a comment.
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            ">"
        } else {
            return ["<rss", "<feed", "<rdf:rdf", "<atom:feed"].iter().any(|root| rest.starts_with(root));
        };
        match rest.find(end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return false,
        }
    }
    false
}

/// Why a file gave no article, although nothing is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Front matter says that it is a draft.
    Draft,
    /// Its owner keeps it out of indices.
    NoIndex,
    /// It only sends its reader on to another page.
    Redirect,
    /// An XML file that is no feed, such as a site map.
    NoFeed,
    /// An entry of a feed, whose page has been read itself.
    Read,
    /// A page with the very words of another page, such as the first chapter of a book as its `index.html`.
    Copy,
}

/// What a file with one article gives.
#[derive(Debug)]
pub(crate) enum Page {
    Article(Box<Article>),
    PassedOver(Reason),
}

/// What is known of a file beside its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub rules: &'a Rules,
    pub edition: &'a Edition,
    /// The path below the source, from which the address follows; none for what has no place.
    pub below: Option<&'a Path>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_its_kind() {
        for (text, kind) in [
            ("{\"_id\":1}\n", Kind::Records),
            ("\u{feff}<!DOCTYPE html><title>x", Kind::Html),
            ("<p>x", Kind::Html),
            ("<?xml version=\"1.0\"?>\n<!-- x > y --><rss version=\"2.0\">", Kind::Feed),
            ("<?xml version=\"1.0\"?><urlset>", Kind::Html),
            ("---\ntitle: x\n---\n", Kind::Markdown),
            ("文\n\n## 题\n", Kind::Markdown),
            ("本报讯 文", Kind::Text),
        ] {
            assert_eq!(Kind::of_text(text), kind, "{text}");
        }
        assert!(!is_feed("<?xml version=\"1.0\"?><urlset><feed/></urlset>"));
        assert!(!is_feed("<!-- never ends <rss"));
    }
}
