//! What the dictionary says of a border between two lines.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::vocabulary::FUNCTION;
use crate::typeset::is_han;

static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// How many characters on either side of a border are looked at: the longest common words have four.
const WINDOW: usize = 6;

/// How two lines meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Border {
    /// A word or a number lies across the border: the lines belong together.
    pub crossed: bool,
    /// The first line ends with a character that is hardly a word alone.
    pub loose_tail: bool,
    /// The second line begins with a character that is hardly a word alone.
    pub loose_head: bool,
}

/// Looks at the end of `before` and the start of `after`. Constant time.
pub(super) fn border(before: &str, after: &str) -> Border {
    let tail: Vec<char> = before.chars().rev().take_while(|c| is_han(*c)).take(WINDOW).collect();
    let tail: String = tail.into_iter().rev().collect();
    let head: String = after.chars().take_while(|c| is_han(*c)).take(WINDOW).collect();
    let last = before.chars().next_back();
    let first = after.chars().next();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let number = digit(last) && (digit(first) || matches!(first, Some('.' | '%' | '％' | '°' | '℃')))
        || matches!(last, Some('.')) && digit(first) && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
    let unit = digit(last)
        && first.is_some_and(|c| "年月日时分秒个名位家件项次种条人元米万亿余多所座台辆架岁届号大".contains(c));
    let (tail_words, head_words) = (DICTIONARY.cut(&tail, false), DICTIONARY.cut(&head, false));
    let word = !tail.is_empty() && !head.is_empty() && {
        let both = format!("{tail}{head}");
        let words = DICTIONARY.cut(&both, false);
        let mut at = 0;
        let spans = words.iter().any(|token| {
            let start = at;
            at += token.word.len();
            start < tail.len() && at > tail.len()
        });
        // A word that costs its neighbours more pieces than it saves lies there by accident.
        spans && words.len() < tail_words.len() + head_words.len()
    };
    Border {
        crossed: number || unit || word,
        loose_tail: loose(tail_words.last().map(|token| token.word)),
        loose_head: loose(head_words.first().map(|token| token.word)),
    }
}

/// Whether a line begins with a character that is hardly a word alone.
pub(super) fn loose_head(line: &str) -> bool {
    let head: String = line.chars().take_while(|c| is_han(*c)).take(WINDOW).collect();
    loose(DICTIONARY.cut(&head, false).first().map(|token| token.word))
}

fn loose(word: Option<&str>) -> bool {
    word.is_some_and(|word| {
        let mut chars = word.chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if !FUNCTION.contains(c))
    })
}
