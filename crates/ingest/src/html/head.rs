//! What a page says of itself: in `<head>`, in its headings, in JSON-LD, and by the owner's attributes.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html};
use serde_json::Value;

use super::blocks::is_mark;
use super::junk::is_heading;
use crate::Date;
use crate::typeset::one_line;

/// The facts of a page.
#[derive(Debug, Default)]
pub(super) struct Head<'a> {
    pub language: Option<String>,
    pub title: Option<String>,
    pub canonical: Option<String>,
    /// `<meta>` by name, property or itemprop in lower case; the values in their order.
    pub meta: BTreeMap<String, Vec<String>>,
    pub noindex: bool,
    /// The page only sends its reader on.
    pub redirect: bool,
    /// The elements of all h1, with their words.
    pub firsts: Vec<(ElementRef<'a>, String)>,
    /// The words of the elements by which themes name the site.
    pub site_names: Vec<String>,
    pub time: Option<Date>,
    pub published: Option<Date>,
    pub writers: Vec<String>,
    /// The owner's marks: `meta`, `filter` or `sort`, the name, the value.
    pub marks: Vec<(&'static str, String, String)>,
}

/// Classes by which themes name the site in every page.
const SITE_NAMES: &[&str] =
    &["menu-title", "site-title", "navbar__title", "site-name", "brand", "logo-text", "navbar-brand"];

impl<'a> Head<'a> {
    /// Reads the facts in one pass over the page.
    pub fn of(page: &'a Html) -> Self {
        let mut head = Self::default();
        for node in page.tree.nodes() {
            let Some(element) = ElementRef::wrap(node) else { continue };
            head.element(element);
        }
        head
    }

    fn element(&mut self, element: ElementRef<'a>) {
        let value = element.value();
        match value.name() {
            "html" => {
                self.language = value.attr("lang").map(str::trim).filter(|lang| !lang.is_empty()).map(str::to_owned)
            }
            // An <svg> has titles too; the page's comes first.
            "title" if self.title.is_none() => self.title = Some(words(element)).filter(|title| !title.is_empty()),
            "meta" => self.meta_element(element),
            "link" if value.attr("rel") == Some("canonical") => {
                let href = value.attr("href").map(str::trim).unwrap_or_default();
                let whole = href.contains("://") || href.starts_with('/');
                self.canonical = whole.then(|| href.to_owned()).or(self.canonical.take());
            }
            "time" if self.time.is_none() => {
                self.time = value.attr("datetime").and_then(Date::parse).or_else(|| Date::parse(&words(element)));
            }
            "script" if value.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) => {
                let text: String = element.text().collect();
                if let Ok(value) = serde_json::from_str(&text) {
                    self.json_ld(&value, 0);
                }
            }
            "h1" => self.firsts.push((element, words(element))),
            _ => {}
        }
        if value.name() != "meta" && value.attr("itemprop") == Some("datePublished") && self.published.is_none() {
            let day = value.attr("datetime").or(value.attr("content")).map(str::to_owned);
            self.published = Date::parse(&day.unwrap_or_else(|| words(element)));
        }
        if value.attr("class").is_some_and(|class| class.split_whitespace().any(|name| SITE_NAMES.contains(&name))) {
            self.site_names.push(words(element));
        }
        for (attribute, kind) in
            [("data-xunzhang-meta", "meta"), ("data-xunzhang-filter", "filter"), ("data-xunzhang-sort", "sort")]
        {
            if let Some(spec) = value.attr(attribute) {
                self.mark(kind, spec, element);
            }
        }
    }

    fn meta_element(&mut self, element: ElementRef) {
        let value = element.value();
        let content = value.attr("content").unwrap_or_default().trim();
        if value.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
            self.redirect |= content.to_lowercase().contains("url");
            return;
        }
        let Some(name) = value.attr("name").or(value.attr("property")).or(value.attr("itemprop")) else { return };
        let name = name.to_lowercase();
        if matches!(name.as_str(), "robots" | "xunzhang") {
            let word = |wanted: &str| content.to_lowercase().split(',').any(|word| word.trim() == wanted);
            self.noindex |= word("noindex") || word("none");
        } else if !content.is_empty() {
            self.meta.entry(name).or_default().push(one_line(content));
        }
    }

    /// Takes the day and the writers of an article from JSON-LD, wherever they stand in it.
    fn json_ld(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(items) => items.iter().take(50).for_each(|item| self.json_ld(item, depth + 1)),
            Value::Object(map) if depth < 5 => {
                if self.published.is_none() {
                    self.published = map.get("datePublished").and_then(Value::as_str).and_then(Date::parse);
                }
                if self.writers.is_empty() {
                    let list = match map.get("author") {
                        Some(Value::Array(items)) => items.iter().collect(),
                        Some(one) => vec![one],
                        None => Vec::new(),
                    };
                    let name =
                        |value: &Value| value.as_str().or(value.get("name").and_then(Value::as_str)).map(one_line);
                    self.writers = list.into_iter().filter_map(name).filter(|name| !name.is_empty()).collect();
                }
                if let Some(graph) = map.get("@graph") {
                    self.json_ld(graph, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Reads `name`, `name:value` and `name[attribute]`, several of them parted by commas.
    fn mark(&mut self, kind: &'static str, spec: &str, element: ElementRef) {
        // A value may hold commas itself, so that only a spec without one can be a list.
        let specs: Vec<&str> = if spec.contains(':') { vec![spec] } else { spec.split(',').collect() };
        for spec in specs.into_iter().map(str::trim).filter(|spec| !spec.is_empty()) {
            let (name, value) = if let Some((name, value)) = spec.split_once(':') {
                (name, one_line(value))
            } else if let Some((name, attribute)) = spec.strip_suffix(']').and_then(|spec| spec.split_once('[')) {
                (name, element.attr(attribute.trim()).map(one_line).unwrap_or_default())
            } else {
                (spec, own_value(element))
            };
            if !value.is_empty() {
                self.marks.push((kind, name.trim().to_owned(), value));
            }
        }
    }

    /// The first value of the first of these names that there is.
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.meta.get(*name)?.first()).map(String::as_str)
    }
}

/// What an element without further words stands for: a picture for its address, a time for its day, others for their text.
fn own_value(element: ElementRef) -> String {
    let attribute = match element.value().name() {
        "img" => "src",
        "meta" => "content",
        "time" => "datetime",
        _ => "",
    };
    element.attr(attribute).map(one_line).unwrap_or_else(|| words(element))
}

/// The words of an element in one line, without the signs that link a heading to itself.
pub(super) fn words(element: ElementRef) -> String {
    let heading = is_heading(element.value().name());
    let mut text = String::new();
    for node in element.descendants() {
        if let Some(words) = node.value().as_text() {
            let link = || node.parent().and_then(ElementRef::wrap).filter(|link| link.value().name() == "a");
            let sign = heading && link().is_some_and(is_mark);
            if !sign {
                text.push_str(words);
            }
        }
    }
    one_line(&text)
}
