//! Questions for a corpus that has none: phrases of its own articles, the same for every engine and on every run.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use serde::Deserialize;

use crate::error::{Error, Result};

/// The lengths of the phrases in characters, in turn.
const LENGTHS: [usize; 7] = [2, 3, 4, 5, 6, 7, 8];

/// What of an article is wanted here.
#[derive(Deserialize)]
struct Article {
    text: String,
}

/// A phrase from the first sentence of each of `count` evenly spaced articles, of two to eight characters.
///
/// # Errors
/// When the corpus cannot be read.
pub fn of(corpus: &Path, count: usize) -> Result<Vec<String>> {
    let lines = || -> Result<_> {
        let file = File::open(corpus).map_err(Error::io("reading", corpus))?;
        Ok(BufReader::new(file).lines())
    };
    let total = lines()?.count();
    let mut phrases = Vec::with_capacity(count);
    for (number, line) in lines()?.enumerate() {
        if phrases.len() * total / count > number {
            continue;
        }
        let line = line.map_err(Error::io("reading", corpus))?;
        let article: Article = serde_json::from_str(&line).map_err(|error| Error::Content {
            path: corpus.to_path_buf(),
            problem: format!("line {}: {error}", number + 1),
        })?;
        // An article without such a phrase leaves its turn to the next one.
        phrases.extend(phrase(&article.text, LENGTHS[phrases.len() % LENGTHS.len()]));
        if phrases.len() == count {
            break;
        }
    }
    Ok(phrases)
}

/// The beginning of the longest unbroken run of Han characters in the first sentence.
fn phrase(text: &str, length: usize) -> Option<String> {
    let sentence = text.trim_start().split(['。', '！', '？', '\n']).next()?;
    let runs = sentence.split(|c| !('\u{4E00}'..='\u{9FFF}').contains(&c));
    // `rev`, because of equals `max_by_key` takes the last, and the first is wanted.
    let longest = runs.collect::<Vec<_>>().into_iter().rev().max_by_key(|run| run.len())?;
    let phrase: String = longest.chars().take(length).collect();
    (phrase.chars().count() >= LENGTHS[0]).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_begins_the_longest_run_of_the_first_sentence() {
        let text = "IT之家 8 月 16 日消息，英特尔已经为游戏开发者提供了最新的 XeSS。值得一提的是，不仅支持显卡，还支持其他平台的一切";
        assert_eq!(phrase(text, 5).as_deref(), Some("英特尔已经"));
        assert_eq!(phrase(text, 2).as_deref(), Some("英特"));
        assert_eq!(phrase("甲乙，丙丁。", 8).as_deref(), Some("甲乙"));
        assert_eq!(phrase("Hello, 世.", 2), None);
        assert_eq!(phrase("", 2), None);
    }
}
