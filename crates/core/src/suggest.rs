//! Completions of what is being typed: words and phrases of the corpus, and headlines. Each leads to at least one hit.

use serde::Serialize;

use crate::index::Index;
use crate::index::columns::FacetTable;
use crate::index::entry::NAME_FACETS;
use crate::index::sounds::Standing;
use crate::order::sort_by;
use crate::present::marks::{Part, to_parts};
use crate::query::{FieldName, Form, Leaf};
use crate::rank::literal::{Literal, Scratch};
use crate::rank::sets::titles_with;
use crate::text::chars::{CharClass, class};
use crate::understand::{completions, read};

/// How many leaves are looked through for words.
const MOST_LEAVES: u32 = 2;

/// For each headline that is suggested at most so many are read: the lists of pairs do not tell whether these touch.
const HEADLINES_READ: usize = 2;

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// A word of the corpus.
    Word,
    /// Several words that often stand together in the corpus.
    Phrase,
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
    /// In how many articles the word or phrase stands; 1 for a headline.
    pub count: u32,
    /// The text with what was typed marked.
    pub parts: Vec<Part>,
    /// The article's id, for a headline.
    pub id: Option<String>,
}

/// At most `limit` suggestions for `typed`: words, names and phrases that begin with it or sound so, most frequent first, then headlines that hold it.
pub fn suggest(typed: &str, limit: usize, index: &Index) -> Vec<Suggestion> {
    let language = index.language();
    let folded = language.folder.fold_str(typed.trim());
    let Some(literal) = Literal::new(typed, &language.folder, false) else { return Vec::new() };
    let mut scratch = Scratch::default();
    let mut marked = |text: &str| {
        let span = literal.find(text, &language.folder, &mut scratch);
        to_parts(text, 0, text.len(), span.as_slice())
    };
    let mut words: Vec<Suggestion> = Vec::new();
    let chars: Vec<char> = folded.chars().collect();
    let han = chars.first().is_some_and(|&first| class(first) == CharClass::Han);
    // A name may be a word of the dictionary too.
    let mut push = |text: String, count: u32| {
        if words.iter().all(|word| word.text != text) {
            words.push(Suggestion { parts: marked(&text), text, kind: SuggestionKind::Word, count, id: None });
        }
    };
    if han {
        index.each_word_with_prefix(&chars, MOST_LEAVES, &mut |text, articles| {
            if articles > 0 && !language.is_function_word(&text) {
                push(text, articles);
            }
        });
        // Names stand in columns, which only readers of a whole index have at hand.
        let facets = NAME_FACETS.iter().chain(&["author"]).filter(|_| index.is_whole());
        let tables = facets.filter_map(|name| index.facet(name));
        for (name, articles) in tables.flat_map(FacetTable::counted) {
            if language.folder.fold_str(name).starts_with(&folded) {
                push(name.to_owned(), articles);
            }
        }
    } else if !folded.is_empty() {
        index.each_word_beginning(&folded, MOST_LEAVES, &mut |word, articles| {
            if word.bytes().any(|byte| !byte.is_ascii_digit()) && word.chars().nth(1).is_some() {
                push(word.to_owned(), articles);
            }
        });
    }
    let mut sounding = sounding(typed, limit, index);
    sounding.retain(|suggestion| words.iter().all(|word| word.text != suggestion.text));
    let sound = sounding.first().filter(|_| !han).map(|suggestion| suggestion.text.clone());
    if han {
        words.append(&mut sounding);
    }
    sort_by(&mut words, |a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    // Words of letters come first, but leave room for what the letters may be the sound of.
    words.truncate(limit - sounding.len().min(limit / 2));
    words.append(&mut sounding);
    words.truncate(limit);
    let mut suggestions = words;

    // Headlines keep at least a third of the places when there are any.
    let mut found = headlines(typed.trim(), limit, index);
    if found.is_empty() && !han {
        // What no word of the corpus sounds like may be the sound of several.
        let sounds = sound.map_or_else(|| read(typed, index), |sound| vec![sound]);
        found = sounds
            .iter()
            .map(|sound| headlines(sound, limit, index))
            .find(|found| !found.is_empty())
            .unwrap_or_default();
    }
    let kept = limit.saturating_sub(found.len().min(limit.div_ceil(3)));
    suggestions.truncate(kept);
    suggestions.extend(found);
    suggestions.truncate(limit);
    suggestions
}

/// Words and phrases that begin as what was typed sounds, what was typed of each marked.
fn sounding(typed: &str, limit: usize, index: &Index) -> Vec<Suggestion> {
    let found = completions(typed, limit, index).into_iter().map(|completion| {
        let text = completion.word.text;
        let end = text.char_indices().nth(completion.typed).map_or(text.len(), |(at, _)| at);
        let kind = match completion.word.standing {
            Standing::Phrase => SuggestionKind::Phrase,
            Standing::Word | Standing::Misread => SuggestionKind::Word,
        };
        let parts = to_parts(&text, 0, text.len(), &[(0, end)]);
        Suggestion { parts, text, kind, count: completion.word.articles, id: None }
    });
    found.collect()
}

/// At most `limit` headlines that hold a text.
fn headlines(text: &str, limit: usize, index: &Index) -> Vec<Suggestion> {
    let folder = &index.language().folder;
    let Some(literal) = Literal::new(text, folder, false) else { return Vec::new() };
    let mut scratch = Scratch::default();
    let in_title = Leaf::new(text, Form::Phrase, Some(FieldName::Title));
    let articles = titles_with(&in_title, index);
    let found = articles.into_iter().take(limit * HEADLINES_READ).map(|article| {
        let record = index.record(article);
        let span = literal.find(record.headline, folder, &mut scratch);
        let parts = to_parts(record.headline, 0, record.headline.len(), span.as_slice());
        let id = Some(record.id.to_owned());
        Suggestion { parts, text: record.headline.to_owned(), kind: SuggestionKind::Headline, count: 1, id }
    });
    found.filter(|suggestion| suggestion.parts.iter().any(|part| part.mark)).take(limit).collect()
}
