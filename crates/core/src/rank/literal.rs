//! Literal search: does a text hold exactly this run?
//!
//! Both sides are folded. White space is passed over, except between two letters or digits, where it counts: `返回地球 有望` finds
//! 返回地球有望, `ab c` does not find `a bc`.

use crate::index::{Field, Record};
use crate::text::Folder;
use crate::text::chars::{CharClass, class};

/// A run that is sought literally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    chars: Vec<Visible>,
    /// Whether a letter or digit at either end must also end a word in the text.
    whole_words: bool,
}

/// A folded character that is not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Visible {
    char: char,
    /// Whether white space stands before it.
    spaced: bool,
    word: bool,
    start: usize,
    end: usize,
}

/// Scratch space that is reused between texts.
#[derive(Debug, Default)]
pub struct Scratch(Vec<Visible>);

impl Literal {
    /// The run of `text`; none when it holds nothing visible.
    pub fn new(text: &str, folder: &Folder, whole_words: bool) -> Option<Self> {
        let mut chars = Vec::new();
        read(text, folder, &mut chars);
        (!chars.is_empty()).then_some(Self { chars, whole_words })
    }

    /// How many visible characters the run has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether the run is empty, which it never is.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Whether any passage of the article in one of the `fields` holds the run.
    pub fn is_in(&self, record: &Record<'_>, fields: &[Field], folder: &Folder, scratch: &mut Scratch) -> bool {
        record
            .passages()
            .into_iter()
            .filter(|passage| fields.contains(&passage.field))
            .any(|passage| self.find(passage.text, folder, scratch).is_some())
    }

    /// The bytes of the first place where `text` holds the run.
    pub fn find(&self, text: &str, folder: &Folder, scratch: &mut Scratch) -> Option<(usize, usize)> {
        if text.len() < self.chars.len() {
            return None;
        }
        let visible = &mut scratch.0;
        visible.clear();
        read(text, folder, visible);
        let first = self.chars[0].char;
        let count = self.chars.len();
        (0..(visible.len() + 1).saturating_sub(count))
            .find(|&at| {
                visible[at].char == first && self.matches(&visible[at..at + count]) && self.bounded(visible, at)
            })
            .map(|at| (visible[at].start, visible[at + count - 1].end))
    }

    fn matches(&self, text: &[Visible]) -> bool {
        let same = text.iter().zip(&self.chars).all(|(a, b)| a.char == b.char);
        same && (1..text.len()).all(|at| {
            let between_words = text[at - 1].word && text[at].word;
            !between_words || text[at].spaced == self.chars[at].spaced
        })
    }

    fn bounded(&self, visible: &[Visible], at: usize) -> bool {
        if !self.whole_words {
            return true;
        }
        let end = at + self.chars.len();
        let opens = at == 0 || !visible[at].word || !visible[at - 1].word || visible[at].spaced;
        let closes = end == visible.len() || !visible[end - 1].word || !visible[end].word || visible[end].spaced;
        opens && closes
    }
}

fn read(text: &str, folder: &Folder, into: &mut Vec<Visible>) {
    let mut spaced = false;
    folder.each(text, |folded| {
        let kind = class(folded.char);
        if kind == CharClass::Space {
            spaced = true;
            return;
        }
        let word = kind == CharClass::Word;
        into.push(Visible { char: folded.char, spaced, word, start: folded.start, end: folded.end });
        spaced = false;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, text: &str, expected: Option<&str>, whole_words: bool) {
        let folder = Folder::new([('慶', "庆".to_owned())]);
        let literal = Literal::new(query, &folder, whole_words).expect("a visible query");
        let found = literal.find(text, &folder, &mut Scratch::default()).map(|(start, end)| &text[start..end]);
        assert_eq!(found, expected, "{query} in {text}");
    }

    #[test]
    fn finds_runs_across_folds_and_spaces() {
        check("重庆", "在重慶市", Some("重慶"), false);
        check("返回地球 有望", "神十六返回地球有望首次", Some("返回地球有望"), false);
        check("地球有望", "返回地球 有望", Some("地球 有望"), false);
        check("“点”上", "形成“点”上能力", Some("“点”上"), false);
        check("C++", "学习 c++ 语言", Some("c++"), false);
        check("C++", "学习 c 语言", None, false);
        check("ab c", "x a bc", None, false);
        check("ello wor", "hello world", Some("ello wor"), false);
        check("elloworld", "hello world", None, false);
        check("go", "google go", Some("go"), true);
        check("go", "google", None, true);
        check("5G网", "用5g网络", Some("5g网"), true);
    }
}
