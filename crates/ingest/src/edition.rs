//! What is known of a source beside its text: which newspaper, of which day.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Date;

/// The name of the metadata file that a folder of sources may hold.
///
/// ```toml
/// publication = "重庆日报"
/// date = 2023-10-26
///
/// [files."page-2.txt"]
/// date = 2023-10-27
/// ```
pub const METADATA_FILE: &str = "corpus.toml";

/// The publication that a text comes from. Both are optional; a dateline without a year needs `date`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// The newspaper, agency or site, as readers call it.
    pub publication: Option<String>,
    /// The day of publication: the page's 今日.
    pub date: Option<Date>,
}

/// The metadata file of one folder: the folder's own edition, and what differs for single files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    folder: Edition,
    files: BTreeMap<String, Edition>,
}

impl Metadata {
    /// Reads the metadata file's text; the error says what is wrong and where.
    pub fn parse(text: &str) -> Result<Metadata, String> {
        let raw: RawMetadata = toml::from_str(text).map_err(|error| error.to_string())?;
        let folder = edition(raw.publication, raw.date)?;
        let mut files = BTreeMap::new();
        for (name, entry) in raw.files {
            files.insert(name, edition(entry.publication, entry.date)?);
        }
        Ok(Metadata { folder, files })
    }

    /// The edition of the file `name` of this folder.
    pub fn edition_of(&self, name: &str) -> Edition {
        let own = self.files.get(name).cloned().unwrap_or_default();
        Edition {
            publication: own.publication.or_else(|| self.folder.publication.clone()),
            date: own.date.or(self.folder.date),
        }
    }
}

fn edition(publication: Option<String>, date: Option<TomlDate>) -> Result<Edition, String> {
    let date = match date {
        None => None,
        Some(TomlDate::Day(day)) => Some(day.to_string()),
        Some(TomlDate::Text(text)) => Some(text),
    };
    let date = match date {
        None => None,
        Some(text) => Some(Date::parse(&text).ok_or_else(|| format!("date = {text} is not a day of the calendar"))?),
    };
    Ok(Edition { publication, date })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMetadata {
    publication: Option<String>,
    date: Option<TomlDate>,
    #[serde(default)]
    files: BTreeMap<String, RawEdition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEdition {
    publication: Option<String>,
    date: Option<TomlDate>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TomlDate {
    Day(toml::value::Datetime),
    Text(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_overrides_its_folder_field_by_field() {
        let text = "publication = \"晚报\"\ndate = 2023-10-26\n[files.\"b.txt\"]\ndate = \"2023-10-27\"\n";
        let metadata = Metadata::parse(text).expect("good metadata");
        assert_eq!(metadata.edition_of("a.txt").date, Date::new(2023, 10, 26));
        let edition = metadata.edition_of("b.txt");
        assert_eq!((edition.publication.as_deref(), edition.date), (Some("晚报"), Date::new(2023, 10, 27)));
    }

    #[test]
    fn a_misspelt_key_and_an_impossible_day_are_refused() {
        assert!(Metadata::parse("publicaton = \"晚报\"").is_err());
        assert!(Metadata::parse("date = \"2023-02-30\"").is_err());
    }
}
