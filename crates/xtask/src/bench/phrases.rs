//! Questions for a corpus that has none: phrases of its own articles, the same for every engine and on every run.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use serde::Deserialize;

use crate::error::{Error, Result};

/// The lengths of the phrases in characters, in turn.
const LENGTHS: [usize; 7] = [2, 3, 4, 5, 6, 7, 8];

/// Of how many articles one is counted for the most frequent pairs.
const SAMPLE: usize = 10;

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
    let total = lines(corpus)?.count();
    let mut phrases = Vec::with_capacity(count);
    for (number, line) in lines(corpus)?.enumerate() {
        if phrases.len() * total / count > number {
            continue;
        }
        // An article without such a phrase leaves its turn to the next one.
        phrases.extend(phrase(&text(corpus, number, line)?, LENGTHS[phrases.len() % LENGTHS.len()]));
        if phrases.len() == count {
            break;
        }
    }
    Ok(phrases)
}

/// The `count` pairs of neighbouring Han characters that are in most articles, the most frequent first; of pairs that are in
/// as many, the first by code point.
///
/// # Errors
/// When the corpus cannot be read.
pub fn frequent(corpus: &Path, count: usize) -> Result<Vec<String>> {
    let mut articles = HashMap::<[char; 2], usize>::new();
    for (number, line) in lines(corpus)?.enumerate().step_by(SAMPLE) {
        for pair in pairs(&text(corpus, number, line)?) {
            *articles.entry(pair).or_default() += 1;
        }
    }
    let mut ranked: Vec<_> = articles.into_iter().collect();
    ranked.sort_by_key(|&(pair, articles)| (Reverse(articles), pair));
    Ok(ranked.into_iter().take(count).map(|(pair, _)| pair.iter().collect()).collect())
}

/// The lines of a corpus, each an article.
fn lines(corpus: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = File::open(corpus).map_err(Error::io("reading", corpus))?;
    Ok(BufReader::new(file).lines())
}

/// The text of the article that is a line; `number` begins at 0.
fn text(corpus: &Path, number: usize, line: std::io::Result<String>) -> Result<String> {
    let line = line.map_err(Error::io("reading", corpus))?;
    let article: Article = serde_json::from_str(&line).map_err(|error| Error::Content {
        path: corpus.to_path_buf(),
        problem: format!("line {}: {error}", number + 1),
    })?;
    Ok(article.text)
}

/// The pairs of neighbouring Han characters of a text, each once.
fn pairs(text: &str) -> HashSet<[char; 2]> {
    text.chars().zip(text.chars().skip(1)).filter(|&(a, b)| is_han(a) && is_han(b)).map(|(a, b)| [a, b]).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The beginning of the longest unbroken run of Han characters in the first sentence.
fn phrase(text: &str, length: usize) -> Option<String> {
    let sentence = text.trim_start().split(['。', '！', '？', '\n']).next()?;
    let runs = sentence.split(|c| !is_han(c));
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

    #[test]
    fn a_pair_is_of_han_characters_that_touch() {
        assert_eq!(pairs("中国，国中IT中国"), HashSet::from([['中', '国'], ['国', '中']]));
    }
}
