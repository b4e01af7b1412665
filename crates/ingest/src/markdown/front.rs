//! Front matter: the fields above a Markdown text, in YAML or TOML.

use serde_json::{Map, Value};

use crate::Problem;

/// Parts a file into its front matter and its text.
///
/// # Errors
/// `FrontMatter` when it cannot be read, `FrontMatterUnclosed` when it does not end.
pub(super) fn split(text: &str) -> Result<(Map<String, Value>, &str), Problem> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (fence, format) = match first {
        "---" => ("---", "YAML"),
        "+++" => ("+++", "TOML"),
        _ => return Ok((Map::new(), text)),
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || fence == "---" && bare == "..." {
            let front = parse(&text[start..at], format)?;
            return Ok((front, &text[at + line.len()..]));
        }
        at += line.len();
    }
    // A rule of dashes may also be the first line of a text without front matter.
    if fence == "---" && !text[start..].lines().next().is_some_and(|line| line.contains(':')) {
        return Ok((Map::new(), text));
    }
    Err(Problem::FrontMatterUnclosed { fence })
}

fn parse(text: &str, format: &'static str) -> Result<Map<String, Value>, Problem> {
    let broken = |message: String| Problem::FrontMatter { format, message };
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    let value: Value = if format == "YAML" {
        serde_saphyr::from_str(text).map_err(|error| broken(error.to_string()))?
    } else {
        let table: toml::Table = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
        Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
    };
    match value {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        _ => Err(broken("it is not a table of fields".into())),
    }
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(day) => Value::String(day.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(from_toml).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, item)| (key, from_toml(item))).collect())
        }
    }
}

/// The first of these fields that is a text or a number, in one line.
pub(super) fn string(front: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match front.get(*key)? {
        Value::String(text) => {
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        }
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The first of these fields as a list; a text is parted at its commas.
pub(super) fn list(front: &Map<String, Value>, keys: &[&str]) -> Vec<String> {
    let found = keys.iter().find_map(|key| front.get(*key));
    let item = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => string(map, &["name", "title"]),
        _ => None,
    };
    let all: Vec<Option<String>> = match found {
        Some(Value::Array(items)) => items.iter().map(item).collect(),
        Some(Value::String(text)) => {
            text.split(['、', ',', '，', ';', '；']).map(|part| Some(part.trim().to_owned())).collect()
        }
        Some(other) => vec![item(other)],
        None => Vec::new(),
    };
    all.into_iter().flatten().filter(|text| !text.is_empty()).collect()
}
