//! `xunzhang.toml`: what the owner of a site settles once. A key or a value that is wrong is named with its place.

mod dictionary;
mod error;
mod synonyms;
mod table;
#[cfg(test)]
mod tests;
mod weights;

use std::path::{Path, PathBuf};

use toml::de::DeTable;
use xunzhang_core::Settings;
use xunzhang_core::index::build::Extract;
use xunzhang_ingest::{AddressRules, FieldRules, Globs, HtmlRules, Limits, Rules};

pub use dictionary::Word;
pub use error::ConfigError;
use error::Fault;
pub use synonyms::Synonym;
use table::{Table, Value};

/// The name by which the file is found in the folder where the command runs.
pub const FILE: &str = "xunzhang.toml";

/// What the file says, or the defaults.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folder from which the sources are found: that of the file.
    pub base: PathBuf,
    /// The sources as they are written.
    pub sources: Vec<String>,
    /// How they are read.
    pub rules: Rules,
    /// The settings of the ranking.
    pub settings: Settings,
    /// The owner's words.
    pub words: Vec<Word>,
    /// The owner's synonyms.
    pub synonyms: Vec<Synonym>,
    /// What is found in the articles beside their words.
    pub extract: Extract,
    /// Whether syllables of pinyin that many speakers do not tell apart find each other.
    pub fuzzy_pinyin: bool,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// Names the first thing that is wrong with it.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let unreadable = |error| ConfigError::Unreadable { path: path.to_owned(), error };
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        Config::parse(&text, path)
    }

    /// Reads the text of a file; `path` is its name in errors, and its folder the one from which others are found.
    ///
    /// # Errors
    /// Names the first thing that is wrong with it.
    pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
        let in_file = |fault: Fault| fault.in_file(path, text);
        let parsed = DeTable::parse(text).map_err(|error| {
            let message = format!("expected TOML, found an error: {}", error.message().trim());
            in_file(Fault { span: error.span().unwrap_or_default(), message })
        })?;
        let root = Table::root(parsed.get_ref());
        let base = path.parent().map(Path::to_owned).unwrap_or_default();
        root.expect(&[
            "sources",
            "exclude",
            "include",
            "address",
            "html",
            "fields",
            "weights",
            "dictionary",
            "synonyms",
            "pinyin",
            "extract",
            "limits",
        ])
        .map_err(in_file)?;
        let words = match root.table("dictionary").map_err(in_file)? {
            Some(table) => dictionary::read(&table, &base).map_err(in_file)??,
            None => Vec::new(),
        };
        let read = || -> Result<Config, Fault> {
            let settings = root.table("weights")?.map(|table| weights::read(&table)).transpose()?.unwrap_or_default();
            let synonyms = root.get("synonyms").map(|list| synonyms::read(&list)).transpose()?.unwrap_or_default();
            let extract = root.table("extract")?.map(|table| extract(&table)).transpose()?.unwrap_or_default();
            let fuzzy_pinyin = root.table("pinyin")?.map(|table| fuzzy(&table)).transpose()?.unwrap_or_default();
            let (sources, rules) = (sources(&root)?, rules(&root)?);
            Ok(Config { base, sources, rules, settings, words, synonyms, extract, fuzzy_pinyin })
        };
        read().map_err(in_file)
    }
}

fn strings(value: Option<Value>) -> Result<Vec<String>, Fault> {
    value.map(|value| value.each(|text| Ok(text.to_owned()))).transpose().map(Option::unwrap_or_default)
}

fn sources(root: &Table) -> Result<Vec<String>, Fault> {
    let Some(value) = root.get("sources") else { return Ok(Vec::new()) };
    let sources = value.each(|text| match text.trim() {
        "" => Err("expected a file, a folder or a glob, found an empty text; remove it".to_owned()),
        _ => Ok(text.to_owned()),
    })?;
    if sources.is_empty() {
        return Err(
            value.fault("expected at least one source, found an empty list; name a file, a folder or a glob".into())
        );
    }
    Ok(sources)
}

fn rules(root: &Table) -> Result<Rules, Fault> {
    let globs = |key| -> Result<Globs, Fault> {
        let Some(value) = root.get(key) else { return Ok(Globs::default()) };
        // One by one first, so that the one at fault is named.
        value.each(|text| Globs::new(&[text.to_owned()]).map_err(|error| format!("{error}; mend or remove it")))?;
        Globs::new(&strings(root.get(key))?).map_err(|error| value.fault(error.to_string()))
    };
    Ok(Rules {
        address: root.table("address")?.map(|table| address(&table)).transpose()?.unwrap_or_default(),
        html: root.table("html")?.map(|table| html(&table)).transpose()?.unwrap_or_default(),
        fields: root.table("fields")?.map(|table| fields(&table)).transpose()?.unwrap_or_default(),
        limits: root.table("limits")?.map(|table| limits(&table)).transpose()?.unwrap_or_default(),
        exclude: globs("exclude")?,
        include: globs("include")?,
    })
}

fn address(table: &Table) -> Result<AddressRules, Fault> {
    table.expect(&["strip", "prefix", "extension", "index", "canonical", "posts"])?;
    let mut rules = AddressRules::default();
    if let Some(value) = table.get("strip") {
        rules.strip = value.text()?.to_owned();
    }
    if let Some(value) = table.get("prefix") {
        let prefix = value.text()?;
        if !prefix.starts_with('/') && !prefix.contains("://") {
            return Err(value.wrong("a path from `/` or an address with its scheme"));
        }
        rules.prefix = prefix.to_owned();
    }
    if let Some(value) = table.get("extension") {
        let extension = value.text()?;
        if !extension.is_empty() && extension != "/" && !extension.starts_with('.') {
            return Err(value.wrong("\".html\", \"/\" or nothing between the quotes"));
        }
        rules.extension = Some(extension.to_owned());
    }
    if let Some(value) = table.get("index") {
        rules.index = value.flag()?;
    }
    if let Some(value) = table.get("canonical") {
        rules.canonical = value.flag()?;
    }
    if let Some(value) = table.get("posts") {
        let pattern = value.text()?;
        const PLACES: &[&str] = &["year", "month", "day", "i_month", "i_day", "title", "categories", "category"];
        let unknown = pattern.split(':').skip(1).find_map(|part| {
            let name: String = part.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '_').collect();
            (!name.is_empty() && !PLACES.contains(&name.as_str())).then_some(name)
        });
        if let Some(name) = unknown {
            let advice =
                error::nearest(&name, PLACES).map_or("remove it".into(), |near| format!("did you mean `:{near}`?"));
            return Err(value.fault(format!(
                "expected `:year`, `:month`, `:day`, `:title` or `:categories` in `posts`, found `:{name}`; {advice}"
            )));
        }
        rules.posts = Some(pattern.to_owned());
    }
    Ok(rules)
}

fn html(table: &Table) -> Result<HtmlRules, Fault> {
    table.expect(&["body", "ignore"])?;
    for key in ["body", "ignore"] {
        if let Some(value) = table.get(key) {
            let check = |text: &str| HtmlRules::new(&[text.to_owned()], &[]).map(|_| ());
            value.each(|text| check(text).map_err(|error| format!("{error}; mend or remove it")))?;
        }
    }
    let (body, ignore) = (strings(table.get("body"))?, strings(table.get("ignore"))?);
    HtmlRules::new(&body, &ignore).map_err(|error| Fault { span: 0..0, message: error.to_string() })
}

fn fields(table: &Table) -> Result<FieldRules, Fault> {
    table.expect(&["filters", "sort", "meta"])?;
    Ok(FieldRules {
        filters: strings(table.get("filters"))?,
        sort: strings(table.get("sort"))?,
        meta: table.get("meta").map(|value| strings(Some(value))).transpose()?,
    })
}

fn extract(table: &Table) -> Result<Extract, Fault> {
    table.expect(&["names", "keywords", "related"])?;
    let mut extract = Extract::default();
    let places =
        [("names", &mut extract.names), ("keywords", &mut extract.keywords), ("related", &mut extract.related)];
    for (key, place) in places {
        if let Some(value) = table.get(key) {
            *place = value.flag()?;
        }
    }
    Ok(extract)
}

fn fuzzy(table: &Table) -> Result<bool, Fault> {
    table.expect(&["fuzzy"])?;
    table.get("fuzzy").map_or(Ok(false), |value| value.flag())
}

fn limits(table: &Table) -> Result<Limits, Fault> {
    table.expect(&["file-bytes"])?;
    let mut limits = Limits::default();
    if let Some(value) = table.get("file-bytes") {
        let bytes = value.number()?;
        if bytes < 1.0 || bytes.fract() != 0.0 || bytes > 4e9 {
            return Err(value.wrong("a whole number of bytes from 1 to 4000000000"));
        }
        limits.file_bytes = bytes as u64;
    }
    Ok(limits)
}
