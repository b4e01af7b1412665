//! Small facts about characters that more than one reader of this crate needs.

/// Whether `c` is a Han character (the unified blocks, their extensions, and 〇).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Joins two lines of one sentence: nothing between Han characters, one space between two Latin words.
pub(crate) fn join_lines(text: &mut String, next: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_han(c));
    let before = text.chars().next_back();
    let after = next.chars().next();
    let word_after = latin(before) || matches!(before, Some(',' | '.' | ';' | ':')) && text.is_ascii();
    if word_after && latin(after) {
        text.push(' ');
    }
    text.push_str(next);
}

/// Splits at every kind of line end: LF, CRLF, CR, VT, FF, NEL, and Unicode's line and paragraph separators.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let Some(at) = text.find(is_end) else {
            rest = None;
            return Some(text);
        };
        let (line, tail) = text.split_at(at);
        let width = if tail.starts_with("\r\n") { 2 } else { tail.chars().next().map_or(1, char::len_utf8) };
        rest = Some(&tail[width..]);
        Some(line)
    })
}

/// Whether `c` takes the width of a Han character, so that a line end beside it stands for nothing.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{30ff}' | '\u{ff01}'..='\u{ff60}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}')
}

/// Characters that are never seen: soft hyphens, zero-width spaces, byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Text as a browser would set it in one paragraph: white space becomes one space, and nothing where a line ends
/// between two Han characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    text: String,
    space: Option<char>,
}

impl Flow {
    /// Adds text as it stands in the source.
    pub fn push(&mut self, text: &str) {
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            if c.is_whitespace() {
                let line_end = c == '\n' || self.space == Some('\n');
                self.space = Some(if line_end { '\n' } else { ' ' });
                continue;
            }
            if let (Some(space), Some(last)) = (self.space.take(), self.text.chars().next_back()) {
                let nothing = last == '\n' || space == '\n' && is_wide(last) && is_wide(c);
                if !nothing {
                    self.text.push(' ');
                }
            }
            self.text.push(c);
        }
    }

    /// A line end that the source wants to be one.
    pub fn line_end(&mut self) {
        self.space = None;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The text so far, which is then empty again; `None` when there is none.
    pub fn take(&mut self) -> Option<String> {
        self.space = None;
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        (!text.is_empty()).then_some(text)
    }
}

/// The text with single spaces, as for a title.
pub(crate) fn one_line(text: &str) -> String {
    let mut flow = Flow::default();
    flow.push(text);
    flow.take().unwrap_or_default()
}
