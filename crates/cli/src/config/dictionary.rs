//! `[dictionary]`: the owner's words, in the file itself or in files of their own.

use std::path::Path;

use super::error::{ConfigError, Fault};
use super::table::Table;

/// A word with its frequency.
pub type Word = (String, Option<u32>);

/// Reads `words` and the `files` of words, which are found from `base`.
pub fn read(table: &Table, base: &Path) -> Result<Result<Vec<Word>, ConfigError>, Fault> {
    table.expect(&["words", "files"])?;
    let mut words = match table.get("words") {
        Some(list) => list.each(|text| word(text, false))?,
        None => Vec::new(),
    };
    if let Some(list) = table.get("files") {
        for file in list.texts()? {
            match read_file(&base.join(file.text()?)) {
                Ok(more) => words.extend(more),
                Err(error) => return Ok(Err(error)),
            }
        }
    }
    Ok(Ok(words))
}

/// Reads a file of one word a line, each perhaps with its frequency behind it; `#` begins a comment.
fn read_file(path: &Path) -> Result<Vec<Word>, ConfigError> {
    let bytes = std::fs::read(path).map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })?;
    let wrong = |line: usize, message: String| ConfigError::Wrong { path: path.to_owned(), line, column: 1, message };
    let text = xunzhang_ingest::decode(&bytes).map_err(|problem| wrong(1, problem.to_string()))?;
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let filled =
        lines.map(|(at, line)| (at, line.trim())).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    filled.map(|(at, line)| word(line, true).map_err(|message| wrong(at + 1, message))).collect()
}

/// A word, and in a file its frequency. The dictionary cuts runs of Han characters, so that no other word could ever be found.
fn word(text: &str, with_frequency: bool) -> Result<Word, String> {
    let mut parts = text.split_whitespace();
    let word = parts.next().unwrap_or_default();
    let han =
        |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇');
    if word.chars().count() < 2 || !word.chars().all(han) {
        return Err(format!("expected a word of two or more Han characters, found {word:?}; remove it"));
    }
    let frequency = match parts.next() {
        None => None,
        Some(_) if !with_frequency => {
            return Err(format!("expected one word, found {text:?}; write each word for itself"));
        }
        Some(number) => {
            Some(number.parse().map_err(|_| format!("expected a frequency, found {number:?}; write a whole number"))?)
        }
    };
    Ok((word.to_owned(), frequency))
}
