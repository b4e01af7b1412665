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
    } else if c.is_whitespace() || c.is_control() || is_invisible(c) {
        CharClass::Space
    } else if is_symbol(c) {
        CharClass::Symbol
    } else {
        CharClass::Word
    }
}

/// Whether `c`, which is neither ASCII nor of a script without spaces, is a mark, a sign or a picture: by blocks of Unicode, for the exact tables take
/// 2 KB. What is left is a letter or a digit, but for a few signs within blocks of letters.
fn is_symbol(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' | '×' | '÷'
        | '\u{2C2}'..='\u{36F}'
        | '\u{2000}'..='\u{206F}' | '\u{20A0}'..='\u{20FF}' | '\u{2190}'..='\u{245F}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2BFF}' | '\u{2E00}'..='\u{2E7F}'
        | '\u{2FF0}'..='\u{303F}' | '\u{30FB}' | '\u{31C0}'..='\u{31EF}' | '\u{4DC0}'..='\u{4DFF}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE10}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FFE0}'..='\u{FFFF}'
        | '\u{1F000}'..='\u{1FAFF}')
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
    fn letters_and_digits_of_the_basic_plane_are_told_from_signs() {
        let others = ('\u{80}'..='\u{FFFF}').filter(|&c| !is_unspaced(c) && !('\u{4E00}'..='\u{9FFF}').contains(&c));
        let wrong: Vec<char> = others.filter(|&c| c.is_alphanumeric() && class(c) != CharClass::Word).collect();
        assert!(wrong.len() < 60, "{} {wrong:?}", wrong.len());
        // All letters of Latin, Greek and Cyrillic are among those that are right.
        assert!(
            ('\u{80}'..='\u{2C1}')
                .chain('\u{370}'..='\u{52F}')
                .all(|c| !c.is_alphanumeric() || class(c) == CharClass::Word)
        );
    }

    #[test]
    fn classes_of_mixed_text() {
        let classes: Vec<_> = "重a5 。\u{20000}😀あ\u{200B}é".chars().map(class).collect();
        use CharClass::*;
        assert_eq!(classes, [Han, Word, Word, Space, Symbol, Han, Symbol, Han, Space, Word]);
    }
}
