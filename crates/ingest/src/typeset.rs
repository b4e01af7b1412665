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
