//! The fields that a source has beside those of every article, and what becomes of them.

use std::collections::BTreeMap;

use serde_json::Value;
use xunzhang_core::Article;

use crate::rules::FieldRules;
use crate::{Date, Edition};

/// Fields by name, each with its values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    /// Kept to be shown unless the rules name others.
    pub shown: BTreeMap<String, Vec<String>>,
    /// Kept only where the rules name them.
    pub named: BTreeMap<String, Vec<String>>,
}

/// What generators write for themselves and no reader wants to see; it can still be named.
const PRESENTATION: &[&str] = &[
    "aliases",
    "cascade",
    "comment",
    "comments",
    "cssclass",
    "editLink",
    "layout",
    "linkTitle",
    "math",
    "mathjax",
    "menu",
    "nav_order",
    "outline",
    "pageClass",
    "parent",
    "pin",
    "resources",
    "sidebar",
    "sidebar_label",
    "sidebar_position",
    "sitemap",
    "template",
    "toc",
    "top",
    "type",
    "weight",
];

impl Fields {
    /// Takes a value of front matter or of a record: a scalar, or a list of scalars. What is nested is left aside.
    pub fn take(&mut self, name: &str, value: &Value) {
        let scalar = |value: &Value| match value {
            Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        };
        let values: Vec<String> = match value {
            Value::Array(items) => items.iter().filter_map(scalar).collect(),
            other => scalar(other).into_iter().collect(),
        };
        let values: Vec<String> = values.into_iter().filter(|text| !text.is_empty()).collect();
        if values.is_empty() {
            return;
        }
        let quiet = matches!(value, Value::Bool(_)) || PRESENTATION.contains(&name);
        let place = if quiet { &mut self.named } else { &mut self.shown };
        place.insert(name.to_owned(), values);
    }

    fn get(&self, name: &str) -> Option<&Vec<String>> {
        self.shown.get(name).or_else(|| self.named.get(name))
    }
}

/// The values of a field that every article has.
fn own(article: &Article, name: &str) -> Option<Vec<String>> {
    let one = |field: &Option<String>| field.iter().cloned().collect::<Vec<_>>();
    let values = match name {
        "author" | "authors" => article.authors.clone(),
        "tags" | "keywords" => article.tags.clone(),
        "source" => one(&article.source),
        "date" => one(&article.date),
        "language" | "lang" => one(&article.language),
        "place" => one(&article.place),
        "title" => Some(&article.headline).filter(|title| !title.is_empty()).into_iter().cloned().collect(),
        _ => return None,
    };
    Some(values).filter(|values| !values.is_empty())
}

/// Gives an article the day that its source writes, or else that of its edition. What is no day is kept as it is written, to be
/// shown: nobody would have the whole article lost for it.
pub(crate) fn date(article: &mut Article, written: Option<String>, edition: &Edition) -> Option<Date> {
    let date = match written.filter(|text| !text.trim().is_empty()) {
        None => edition.date,
        Some(text) => {
            let date = Date::parse(&text);
            if date.is_none() {
                article.meta.insert(DATE.into(), text.trim().to_owned());
            }
            date
        }
    };
    article.date = date.map(|date| date.to_string());
    date
}

/// The field in which a date is kept that is no day of the calendar.
pub(crate) const DATE: &str = "date";

/// Brings the fields into the article as the rules say. What the owner marked in the page itself stays as it is.
pub(crate) fn apply(rules: &FieldRules, fields: &Fields, article: &mut Article) {
    let value = |article: &Article, name: &str| fields.get(name).cloned().or_else(|| own(article, name));
    for name in &rules.filters {
        if let Some(values) = value(article, name) {
            article.filters.entry(name.clone()).or_insert(values);
        }
    }
    for name in &rules.sort {
        if let Some(first) = value(article, name).and_then(|values| values.into_iter().next()) {
            article.sort.entry(name.clone()).or_insert(first);
        }
    }
    let mut show = |name: &str, values: &[String]| {
        article.meta.entry(name.to_owned()).or_insert_with(|| values.join("、"));
    };
    match &rules.meta {
        None => fields.shown.iter().for_each(|(name, values)| show(name, values)),
        Some(names) => {
            for name in names {
                if let Some(values) = fields.get(name) {
                    show(name, values);
                }
            }
        }
    }
}
