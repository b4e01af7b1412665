//! Completions of what is being typed: words of the corpus and headlines. Each leads to at least one hit.

use serde::Serialize;

use crate::index::Index;
use crate::order::sort_by;
use crate::present::marks::{Part, to_parts};
use crate::query::{FieldName, Form, Leaf};
use crate::rank::literal::{Literal, Scratch};
use crate::rank::sets::articles_with;
use crate::text::chars::{CharClass, class};

/// How many leaves are looked through for words.
const MOST_LEAVES: u32 = 2;

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// A word of the corpus.
    Word,
    /// The headline of an article.
    Headline,
}

/// A completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The text to search for.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// In how many articles the word stands; 1 for a headline.
    pub count: u32,
    /// The text with what was typed marked.
    pub parts: Vec<Part>,
    /// The article's id, for a headline.
    pub id: Option<String>,
}

/// At most `limit` suggestions for `typed`: words that begin with it, most frequent first, then headlines that hold it.
pub fn suggest(typed: &str, limit: usize, index: &Index) -> Vec<Suggestion> {
    let language = index.language();
    let folded = language.folder.fold_str(typed.trim());
    let Some(literal) = Literal::new(typed, &language.folder, false) else { return Vec::new() };
    let mut scratch = Scratch::default();
    let mut marked = |text: &str| {
        let span = literal.find(text, &language.folder, &mut scratch);
        to_parts(text, 0, text.len(), span.as_slice())
    };
    let mut words: Vec<(u32, String)> = Vec::new();
    let chars: Vec<char> = folded.chars().collect();
    if chars.first().is_some_and(|&first| class(first) == CharClass::Han) {
        index.each_word_with_prefix(&chars, MOST_LEAVES, |text, articles| {
            if articles > 0 && !language.is_function_word(&text) {
                words.push((articles, text));
            }
        });
    } else if !folded.is_empty() {
        index.each_word_beginning(&folded, MOST_LEAVES, |word, articles| {
            if word.chars().any(char::is_alphabetic) && word.chars().nth(1).is_some() {
                words.push((articles, word.to_owned()));
            }
        });
    }
    sort_by(&mut words, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(limit);
    let mut suggestions: Vec<Suggestion> = words
        .into_iter()
        .map(|(count, text)| Suggestion { parts: marked(&text), text, kind: SuggestionKind::Word, count, id: None })
        .collect();

    // Headlines keep at least a third of the places when there are any.
    let in_title = Leaf::new(typed.trim(), Form::Phrase, Some(FieldName::Title));
    let articles = articles_with(&in_title, index, &mut Scratch::default()).articles;
    let headlines: Vec<Suggestion> = articles
        .into_iter()
        .take(limit)
        .map(|article| {
            let record = index.record(article);
            let (text, id) = (record.headline.to_owned(), Some(record.id.to_owned()));
            Suggestion { parts: marked(&text), text, kind: SuggestionKind::Headline, count: 1, id }
        })
        .filter(|suggestion| suggestion.parts.iter().any(|part| part.mark))
        .collect();
    let kept = limit.saturating_sub(headlines.len().min(limit.div_ceil(3)));
    suggestions.truncate(kept);
    suggestions.extend(headlines);
    suggestions.truncate(limit);
    suggestions
}
