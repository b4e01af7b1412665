//! Folding: one form for all variants of a character, so that 軌道 finds 轨道 and ＧＰＵ finds gpu.
//!
//! ASCII and full-width forms are folded by rule. Everything that needs a table (Traditional to Simplified, compatibility forms, the case of other
//! letters) comes from the index, for the characters of its corpus only (invariant 2). What is shown is never
//! folded: every folded character carries the span of the original that it came from.

use std::ops::RangeInclusive;

use super::chars::is_common_punctuation;
use crate::index::codec::{Reader, Writer};

/// The folding of one index: rules plus the index's own table.
#[derive(Clone, Debug)]
pub struct Folder {
    /// For each code point of the basic plane the folded code point, 0 where the rules decide, or [`EXPANDS`].
    basic: Vec<u16>,
    /// Folds whose source or target is outside the basic plane, sorted by source.
    astral: Vec<(char, char)>,
    /// Folds to several characters (`㎡` to `m2`), sorted by source.
    expanding: Vec<(char, String)>,
}

/// Stands for a fold to several characters; no character has this code point.
const EXPANDS: u16 = 0xFFFF;

/// The full-width forms of ASCII; Chinese commas and brackets are among them.
const FULL_WIDTH: RangeInclusive<char> = '\u{FF01}'..='\u{FF5E}';

/// One folded character and the bytes of the original that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded character.
    pub char: char,
    /// First byte of the original character.
    pub start: usize,
    /// One past the last byte of the original character.
    pub end: usize,
}

impl Folder {
    /// A folder with the given table on top of the rules. Pairs may come in any order.
    #[cfg(any(test, feature = "build"))]
    pub fn new(pairs: impl IntoIterator<Item = (char, String)>) -> Self {
        let mut pairs: Vec<(char, String)> = pairs.into_iter().collect();
        pairs.sort_unstable();
        Self::of(pairs.into_iter())
    }

    /// A folder of pairs in the order of their sources.
    fn of(pairs: impl Iterator<Item = (char, String)>) -> Self {
        let mut folder = Self { basic: vec![0; 0x1_0000], astral: Vec::new(), expanding: Vec::new() };
        for (from, to) in pairs {
            let mut chars = to.chars();
            match (chars.next(), chars.next()) {
                (Some(single), None) => match (basic(from), basic(single)) {
                    (Some(index), Some(value)) => folder.basic[index] = value as u16,
                    _ => folder.astral.push((from, single)),
                },
                _ => {
                    if let Some(index) = basic(from) {
                        folder.basic[index] = EXPANDS;
                    }
                    folder.expanding.push((from, to));
                }
            }
        }
        folder
    }

    /// The character that `c` folds to, or the several that it expands to.
    #[inline]
    fn fold(&self, c: char) -> Result<char, &str> {
        if c.is_ascii() {
            return Ok(c.to_ascii_lowercase());
        }
        let folded = basic(c).map_or(EXPANDS, |index| self.basic[index]);
        if folded != 0 && folded != EXPANDS {
            return Ok(char::from_u32(u32::from(folded)).unwrap_or(c));
        }
        if folded == 0 && (('\u{4E00}'..='\u{9FFF}').contains(&c) || is_common_punctuation(c)) {
            return Ok(c);
        }
        if folded == 0 && FULL_WIDTH.contains(&c) {
            return Ok(fold_by_rule(c));
        }
        self.fold_rarely(c)
    }

    /// Folds what is outside the basic plane, what expands, and what the rules decide.
    fn fold_rarely(&self, c: char) -> Result<char, &str> {
        if let Ok(found) = self.expanding.binary_search_by_key(&c, |pair| pair.0) {
            return Err(&self.expanding[found].1);
        }
        Ok(match self.astral.binary_search_by_key(&c, |pair| pair.0) {
            Ok(found) => self.astral[found].1,
            Err(_) => fold_by_rule(c),
        })
    }

    /// Calls `each` with the folded characters of `text` and the spans of their originals.
    #[inline]
    pub fn each(&self, text: &str, mut each: impl FnMut(Folded)) {
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            match self.fold(c) {
                Ok(char) => each(Folded { char, start, end }),
                Err(expansion) => expansion.chars().for_each(|char| each(Folded { char, start, end })),
            }
        }
    }

    /// The folded text, without its spans.
    pub fn fold_str(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.each(text, |one| folded.push(one.char));
        folded
    }

    /// Writes the table: pairs in the order of their sources, sources as differences.
    pub fn write(&self, out: &mut Writer) {
        let mut pairs: Vec<(char, String)> = self.expanding.clone();
        pairs.extend(self.astral.iter().map(|&(from, to)| (from, to.to_string())));
        pairs.extend(self.basic.iter().enumerate().filter(|(_, to)| **to != 0 && **to != EXPANDS).filter_map(
            |(from, to)| Some((char::from_u32(from as u32)?, char::from_u32(u32::from(*to))?.to_string())),
        ));
        pairs.sort_unstable();
        out.varint(pairs.len() as u64);
        let mut last = 0;
        for (from, to) in pairs {
            out.varint(u64::from(from as u32 - last));
            last = from as u32;
            out.string(&to);
        }
    }

    /// Reads what [`Folder::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let mut last = 0u32;
        Self::of((0..input.count(2)).map(|_| {
            last = last.wrapping_add(input.varint() as u32);
            (input.char(last), input.string().to_owned())
        }))
    }
}

/// The folds that need no table: full-width forms, and the case of the letters that pinyin is written with. Those of all scripts would be 12 KB.
pub fn fold_by_rule(c: char) -> char {
    match c {
        // The full-width forms stand in the order of ASCII, 0xFEE0 above it.
        c if FULL_WIDTH.contains(&c) => shifted(c, 0xFEE0_u32.wrapping_neg()).to_ascii_lowercase(),
        '\u{3000}' => ' ',
        // A circle that stands for a zero: 二○二三.
        '○' => '〇',
        // The capital letters of Latin-1 lie 32 below the small ones; in the two blocks behind it, which the tone marks of pinyin are in, each pair lies
        // side by side.
        'À'..='Ö' | 'Ø'..='Þ' => shifted(c, 32),
        'Ā'..='ķ' | 'Ŋ'..='ŷ' => shifted(c, (c as u32 + 1) % 2),
        'Ǎ'..='ǜ' => shifted(c, c as u32 % 2),
        _ => c.to_ascii_lowercase(),
    }
}

/// The character so many code points on.
fn shifted(c: char, by: u32) -> char {
    char::from_u32((c as u32).wrapping_add(by)).unwrap_or(c)
}

fn basic(c: char) -> Option<usize> {
    ((c as u32) < 0x1_0000).then_some(c as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Folder {
        Folder::new([
            ('軌', "轨".to_owned()),
            ('慶', "庆".to_owned()),
            ('㎡', "m2".to_owned()),
            ('\u{2F800}', "丽".to_owned()),
            ('Д', "д".to_owned()),
        ])
    }

    #[test]
    fn the_case_of_the_letters_of_pinyin_needs_no_table() {
        for c in ('À'..='ŷ').chain('Ǎ'..='ǜ').filter(|c| !matches!(c, '×' | 'İ' | 'ĸ'..='ŉ')) {
            assert!(c.to_lowercase().eq([fold_by_rule(c)]), "{c}");
        }
    }

    #[test]
    fn folds_width_case_and_variants() {
        assert_eq!(folder().fold_str("ＧＰＵ 軌道Ａ，重慶 ÉCOLE ДA 5㎡\u{2F800}"), "gpu 轨道a,重庆 école дa 5m2丽");
    }

    #[test]
    fn spans_point_into_the_original() {
        let text = "5㎡慶";
        let mut spans = Vec::new();
        folder().each(text, |f| spans.push((f.char, &text[f.start..f.end])));
        assert_eq!(spans, [('5', "5"), ('m', "㎡"), ('2', "㎡"), ('庆', "慶")]);
    }

    #[test]
    fn a_written_table_reads_back() {
        let mut out = Writer::new();
        folder().write(&mut out);
        let bytes = out.into_bytes();
        let read = Folder::read(&mut Reader::new(&bytes));
        assert_eq!(read.fold_str("軌慶㎡\u{2F800}"), "轨庆m2丽");
    }
}
