//! JSON Lines: one article a line, as search corpora are handed round (BEIR's `corpus.jsonl` among them).

pub(crate) mod stream;

use serde::Deserialize;
use serde_json::{Map, Value};
use xunzhang_core::{Article, Block, BlockKind};

use crate::Problem;
use crate::fields::{self, Fields};
use crate::file::Context;
use crate::typeset::lines;

/// One line of the file.
#[derive(Deserialize)]
struct Record {
    #[serde(alias = "id")]
    _id: Option<Value>,
    title: Option<String>,
    text: Option<String>,
    url: Option<String>,
    date: Option<String>,
    author: Option<OneOrMany>,
    authors: Option<OneOrMany>,
    source: Option<String>,
    tags: Option<OneOrMany>,
    #[serde(alias = "lang")]
    language: Option<String>,
    image: Option<String>,
    /// All other fields. What is nested is left aside: other tools put their own there.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A list that may be written as its only member.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    /// The members without white space around them and without empty ones.
    fn into_list(self) -> Vec<String> {
        let list = match self {
            OneOrMany::One(one) => one.split(['、', ',', '，', ';', '；']).map(str::to_owned).collect(),
            OneOrMany::Many(many) => many,
        };
        list.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
    }
}

/// Reads one record: `_id` or `id`, `title`, `text`, `url`, `date`, `author` or `authors`, `source`, `tags`, `language`, `image`.
/// The text is split into paragraphs at line ends. Other fields go where the rules say.
///
/// # Errors
/// `Record` for what is no such object, `EmptyRecord` for one without title and text.
pub(crate) fn read_record(line: &str, context: &Context) -> Result<Article, Problem> {
    let record: Record = serde_json::from_str(line).map_err(|error| Problem::Record { message: error.to_string() })?;
    let id = match record._id {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        Some(other) => {
            return Err(Problem::Record { message: format!("`_id` is {other}, expected a string or a number") });
        }
    };
    let text = record.text.unwrap_or_default();
    let paragraphs = lines(&text).map(str::trim).filter(|line| !line.is_empty());
    let blocks: Vec<Block> = paragraphs.map(|text| Block::new(BlockKind::Paragraph, text)).collect();
    let headline = record.title.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if headline.is_empty() && blocks.is_empty() {
        return Err(Problem::EmptyRecord);
    }
    let mut article = Article {
        id,
        url: record.url.filter(|url| !url.is_empty()),
        headline,
        source: record.source.or_else(|| context.edition.publication.clone()),
        authors: record.authors.or(record.author).map(OneOrMany::into_list).unwrap_or_default(),
        tags: record.tags.map(OneOrMany::into_list).unwrap_or_default(),
        language: record.language,
        image: record.image,
        blocks,
        ..Article::default()
    };
    fields::date(&mut article, record.date, context.edition);
    let mut fields = Fields::default();
    for (name, value) in &record.rest {
        // A field that tools keep for themselves, as `_score`.
        if !name.starts_with('_') {
            fields.take(name, value);
        }
    }
    fields::apply(&context.rules.fields, &fields, &mut article);
    Ok(article)
}
