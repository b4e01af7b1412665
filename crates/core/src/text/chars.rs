//! What kind of character a folded character is.

/// The classes that the analyser tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharClass {
    /// A character of a script written without spaces: Han, kana, Hangul, Bopomofo. An atom of its own.
    Han,
    /// A letter or digit of any other script; runs of them are one atom.
    Word,
    /// White space, controls and other invisible characters: not an atom.
    Space,
    /// Anything else: punctuation, symbols, emoji. An atom that is sought only literally.
    Symbol,
}

/// The class of a (folded) character.
#[inline]
pub fn class(c: char) -> CharClass {
    // Nearly every character of a Chinese text is one of these.
    if ('\u{4E00}'..='\u{9FFF}').contains(&c) { CharClass::Han } else { class_of_others(c) }
}

fn class_of_others(c: char) -> CharClass {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => CharClass::Word,
            '!'..='~' => CharClass::Symbol,
            _ => CharClass::Space,
        };
    }
    if is_unspaced(c) {
        CharClass::Han
    } else if is_common_punctuation(c) {
        CharClass::Symbol
    } else if c.is_alphanumeric() {
        CharClass::Word
    } else if c.is_whitespace() || c.is_control() || is_invisible(c) {
        CharClass::Space
    } else {
        CharClass::Symbol
    }
}

/// Whether `c`, which is none of the unified ideographs, belongs to a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4DBF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3105}'..='\u{312F}'
        | '\u{1100}'..='\u{11FF}'
        | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// The punctuation of Chinese text, which is told before the slow look into Unicode's tables.
pub fn is_common_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
}

/// Zero-width characters, joiners, variation selectors and byte order marks, which a reader never types on purpose.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// Whether a sentence ends with `c` (original or folded).
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '…')
}

/// Whether a clause ends with `c` (original or folded).
pub fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '：' | ':') || ends_sentence(c)
}

/// Closing quotes and brackets, which stay with the sentence that they close.
pub fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '》' | '）' | ')' | '】' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_mixed_text() {
        let classes: Vec<_> = "重a5 。\u{20000}😀あ\u{200B}é".chars().map(class).collect();
        use CharClass::*;
        assert_eq!(classes, [Han, Word, Word, Space, Symbol, Han, Symbol, Han, Space, Word]);
    }
}
