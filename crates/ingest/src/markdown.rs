//! Markdown with YAML or TOML front matter, as static sites keep their articles.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value};
use xunzhang_core::{Article, Block, BlockKind};

use crate::{Date, Edition, Problem};

/// Reads one Markdown file. A draft gives `None`.
///
/// The headline is the front matter's `title`, or else a first heading; further headings become subheads, and a picture's
/// words its caption. Code stays as text.
///
/// # Errors
/// `FrontMatter` when the front matter cannot be read, `FrontMatterUnclosed` when it does not end, `EmptyRecord` when
/// neither title nor text is there.
pub fn read_markdown(text: &str, edition: &Edition) -> Result<Option<Article>, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (front, body) = split_front_matter(text)?;
    if front.get("draft").is_some_and(|draft| draft == &Value::Bool(true)) {
        return Ok(None);
    }
    let mut article = Article { blocks: blocks(body), ..Article::default() };
    article.headline = string(&front, &["title", "headline"]).unwrap_or_default();
    if article.headline.is_empty() && article.blocks.first().is_some_and(|block| block.kind == BlockKind::Subhead) {
        article.headline = article.blocks.remove(0).text;
    }
    if article.headline.is_empty() && article.blocks.is_empty() {
        return Err(Problem::EmptyRecord);
    }
    article.sub_headline = string(&front, &["subtitle"]);
    article.authors = list(&front, &["authors", "author"]);
    article.tags = list(&front, &["tags", "keywords"]);
    article.source = string(&front, &["source"]).or_else(|| edition.publication.clone());
    article.place = string(&front, &["place"]);
    article.date = match string(&front, &["date", "published"]) {
        None => edition.date,
        Some(text) => Some(Date::parse(&text).ok_or_else(|| Problem::FrontMatter {
            format: "YAML or TOML",
            message: format!("`date` is {text:?}, expected a day such as 2023-10-26"),
        })?),
    }
    .map(|date| date.to_string());
    article.url = string(&front, &["url", "permalink", "slug"]);
    Ok(Some(article))
}

fn split_front_matter(text: &str) -> Result<(Map<String, Value>, &str), Problem> {
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
            let front = parse_front_matter(&text[start..at], format)?;
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

fn parse_front_matter(text: &str, format: &'static str) -> Result<Map<String, Value>, Problem> {
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

fn string(front: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match front.get(*key)? {
        Value::String(text) => {
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        }
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

fn list(front: &Map<String, Value>, keys: &[&str]) -> Vec<String> {
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

/// The blocks of a Markdown text.
fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut blocks: Vec<Block> = Vec::new();
    let mut current = String::new();
    let mut picture: Option<String> = None;
    let mut in_code = false;
    let flush = |text: &mut String, kind: BlockKind, blocks: &mut Vec<Block>| {
        let trimmed = text.trim();
        if !trimmed.is_empty() {
            blocks.push(Block::new(kind, trimmed));
        }
        text.clear();
    };
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Image { .. }) => picture = Some(String::new()),
            Event::End(TagEnd::Image) => {
                let mut words = picture.take().unwrap_or_default();
                flush(&mut words, BlockKind::Caption, &mut blocks);
            }
            Event::Start(Tag::CodeBlock(_)) => {
                flush(&mut current, BlockKind::Paragraph, &mut blocks);
                in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                flush(&mut current, BlockKind::Paragraph, &mut blocks);
                in_code = false;
            }
            Event::Start(Tag::Item | Tag::Paragraph | Tag::Heading { .. }) => {
                flush(&mut current, BlockKind::Paragraph, &mut blocks);
            }
            Event::End(TagEnd::Heading(_)) => flush(&mut current, BlockKind::Subhead, &mut blocks),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => {
                flush(&mut current, BlockKind::Paragraph, &mut blocks);
            }
            Event::End(TagEnd::TableCell) => current.push(' '),
            Event::Text(words) | Event::Code(words) => match &mut picture {
                Some(caption) => caption.push_str(&words),
                None => current.push_str(&words),
            },
            Event::SoftBreak if !in_code => soft_break(picture.as_mut().unwrap_or(&mut current)),
            Event::SoftBreak | Event::HardBreak => picture.as_mut().unwrap_or(&mut current).push('\n'),
            _ => {}
        }
    }
    flush(&mut current, BlockKind::Paragraph, &mut blocks);
    blocks
}

/// A line end inside a paragraph is a space between Latin words, and nothing between Han characters.
fn soft_break(text: &mut String) {
    let latin = text.chars().next_back().is_some_and(|c| c.is_ascii_graphic());
    if latin {
        text.push(' ');
    }
}
