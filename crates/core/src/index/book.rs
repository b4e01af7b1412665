//! The book: common Chinese words and characters, by which the texts of groups are written in fewer bytes.
//!
//! A text in the words of the book is bytes. One below 128 is that character of ASCII. The [`SHORT`] after them stand each for an entry of the book; of the next
//! 18 each begin a page: with the byte that follows it stands for one of 256 entries. [`PLAIN`] stands before two bytes and [`PLAIN_FAR`] before three: the code point, big end
//! first, of a character that is not in the book. What comes out is packed with gzip like everything else and takes a quarter fewer bytes than packed UTF-8: three bytes
//! a character leave a packer little to go by in a few kilobytes of text.
//!
//! Entries stand by how much text they take, a page at a time, so that the first byte tells common from rare; within a page they are sorted, so that the book itself is small.

use super::codec::{Reader, Truncated};

/// The first byte that is no character of ASCII.
const FIRST_SHORT: u8 = 0x80;

/// How many entries are one byte in a text.
const SHORT: u8 = 108;

/// The first byte that begins a page of entries.
const FIRST_PAGED: u8 = FIRST_SHORT + SHORT;

/// Before the two bytes of a character of the basic plane that the book has not.
const PLAIN: u8 = 254;

/// Before the three bytes of any other character.
const PLAIN_FAR: u8 = 255;

/// A book, opened.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// All entries, one after another.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
}

impl Book {
    /// Reads a payload: how many entries there are; of each, in a byte, how many characters it shares with the one before and how many follow; the
    /// differences of the first of these, with their length in bytes before them; then the others in two bytes each.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let count = input.count(2);
        let lengths = input.raw(count);
        let size = input.size();
        let mut firsts = Reader::new(input.raw(size));
        let mut book = Self::default();
        let mut entry: Vec<char> = Vec::new();
        for length in lengths {
            let kept = usize::from(length >> 4);
            let before = entry.get(kept).map_or(0, |&c| c as u32);
            entry.truncate(kept);
            for place in 0..length & 0xF {
                let code = if place == 0 { before.wrapping_add(firsts.signed() as u32) } else { pair(input) };
                entry.push(input.char(code));
            }
            book.text.extend(&entry);
            book.ends.push(book.text.len() as u32);
        }
        if firsts.whole(()).is_err() {
            input.fail();
        }
        book
    }

    fn entry(&self, number: usize) -> Option<&str> {
        let start = number.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        self.text.get(*start as usize..*self.ends.get(number)? as usize)
    }

    /// The text that `coded` stands for.
    pub fn decode(&self, coded: &[u8]) -> Result<String, Truncated> {
        let mut text = String::with_capacity(coded.len() * 2);
        let mut input = Reader::new(coded);
        while input.left() > 0 {
            let byte = input.byte();
            let number = match byte {
                ..FIRST_SHORT => {
                    text.push(byte as char);
                    continue;
                }
                FIRST_SHORT..FIRST_PAGED => usize::from(byte - FIRST_SHORT),
                FIRST_PAGED..PLAIN => {
                    usize::from(SHORT) + usize::from(byte - FIRST_PAGED) * 256 + usize::from(input.byte())
                }
                PLAIN | PLAIN_FAR => {
                    let high = if byte == PLAIN { 0 } else { u32::from(input.byte()) << 16 };
                    let code = high | pair(&mut input);
                    text.push(input.char(code));
                    continue;
                }
            };
            match self.entry(number) {
                Some(entry) => text.push_str(entry),
                None => input.fail(),
            }
        }
        input.whole(text)
    }
}

/// A number of two bytes, big end first.
fn pair(input: &mut Reader<'_>) -> u32 {
    u16::from_be_bytes(input.array()).into()
}

#[cfg(feature = "build")]
pub use write::BookWriter;

#[cfg(feature = "build")]
mod write {
    use rustc_hash::FxHashMap;

    use super::{FIRST_PAGED, FIRST_SHORT, PLAIN, PLAIN_FAR, SHORT};
    use crate::index::codec::Writer;

    /// How many characters the longest entry has at most.
    const LONGEST: usize = 8;

    /// The entries: on the first line those of one byte, then a line a page. They are the words and characters that save most bytes in ordinary text, by the frequencies of
    /// jieba's dictionary (MIT licence), and the punctuation of Chinese. The book is the same for every corpus, so that a changed article changes no other.
    const ENTRIES: &str = include_str!("../../data/book.txt");

    /// Writes texts in the words of the book.
    #[derive(Debug)]
    pub struct BookWriter {
        entries: Vec<&'static str>,
        codes: FxHashMap<&'static str, [u8; 2]>,
    }

    impl Default for BookWriter {
        fn default() -> Self {
            let entries: Vec<&str> = ENTRIES.split_whitespace().collect();
            debug_assert!(entries.len() <= usize::from(SHORT) + usize::from(PLAIN - FIRST_PAGED) * 256);
            let code = |number: usize| match number.checked_sub(usize::from(SHORT)) {
                None => [FIRST_SHORT + number as u8, 0],
                Some(paged) => [FIRST_PAGED + (paged / 256) as u8, paged as u8],
            };
            let codes = entries.iter().enumerate().map(|(number, &entry)| (entry, code(number))).collect();
            Self { entries, codes }
        }
    }

    impl BookWriter {
        /// The payload of the book, which [`super::Book::read`] reads.
        pub fn payload(&self) -> Writer {
            let [mut lengths, mut firsts, mut others] = [const { Writer::new() }; 3];
            let mut last: Vec<char> = Vec::new();
            for entry in &self.entries {
                let entry: Vec<char> = entry.chars().collect();
                let kept = last.iter().zip(&entry).take_while(|(a, b)| a == b).count();
                lengths.raw(&[(kept << 4 | (entry.len() - kept)) as u8]);
                for (place, &c) in entry[kept..].iter().enumerate() {
                    match place {
                        0 => firsts.signed(i64::from(c as u32) - last.get(kept).map_or(0, |&c| i64::from(c as u32))),
                        _ => others.raw(&(c as u16).to_be_bytes()),
                    }
                }
                last = entry;
            }
            let mut out = Writer::new();
            out.varint(self.entries.len() as u64);
            out.raw(&lengths.into_bytes());
            out.varint(firsts.len() as u64);
            out.raw(&firsts.into_bytes());
            out.raw(&others.into_bytes());
            out
        }

        /// The fewest bytes that stand for a text.
        pub fn encode(&self, text: &str) -> Vec<u8> {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let count = starts.len() - 1;
            // From the end: in how many bytes the rest can be said, and how many characters the first entry has.
            let mut best = vec![(0u32, 1u8); count + 1];
            for at in (0..count).rev() {
                let mut choice = (self.cost(&text[starts[at]..starts[at + 1]]) + best[at + 1].0, 1);
                for length in 2..=LONGEST.min(count - at) {
                    if let Some(code) = self.codes.get(&text[starts[at]..starts[at + length]]) {
                        let bytes = code_bytes(code).len() as u32 + best[at + length].0;
                        // Of equally many bytes the fewest entries pack best.
                        if bytes <= choice.0 {
                            choice = (bytes, length as u8);
                        }
                    }
                }
                best[at] = choice;
            }
            let mut out = Vec::with_capacity(best[0].0 as usize);
            let mut at = 0;
            while at < count {
                let length = usize::from(best[at].1);
                self.put(&text[starts[at]..starts[at + length]], &mut out);
                at += length;
            }
            out
        }

        /// In how many bytes a character can be said.
        fn cost(&self, c: &str) -> u32 {
            match self.codes.get(c) {
                _ if c.len() == 1 => 1,
                Some(code) => code_bytes(code).len() as u32,
                None => c.len().max(3) as u32,
            }
        }

        fn put(&self, piece: &str, out: &mut Vec<u8>) {
            match (self.codes.get(piece), piece.chars().next()) {
                (_, Some(c)) if c.is_ascii() => out.push(c as u8),
                (Some(code), _) => out.extend(code_bytes(code)),
                (None, Some(c)) => match u16::try_from(c as u32) {
                    Ok(code) => {
                        out.push(PLAIN);
                        out.extend(code.to_be_bytes());
                    }
                    Err(_) => {
                        out.push(PLAIN_FAR);
                        out.extend(&(c as u32).to_be_bytes()[1..]);
                    }
                },
                (None, None) => {}
            }
        }
    }

    /// The bytes of a code that count.
    fn code_bytes(code: &[u8; 2]) -> &[u8] {
        if code[0] < FIRST_PAGED { &code[..1] } else { code }
    }
}

#[cfg(all(test, feature = "build"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn book() -> (BookWriter, Book) {
        let writer = BookWriter::default();
        let book = Book::read(&mut Reader::new(&writer.payload().into_bytes()));
        (writer, book)
    }

    #[test]
    fn every_entry_comes_back_and_no_two_are_the_same() {
        let (writer, book) = book();
        let entries: Vec<&str> = (0..book.ends.len()).filter_map(|number| book.entry(number)).collect();
        assert_eq!(entries.len(), book.ends.len());
        assert_eq!(entries.iter().collect::<std::collections::HashSet<_>>().len(), entries.len());
        for entry in entries {
            let coded = writer.encode(entry);
            assert!(coded.len() <= 2, "{entry} is an entry");
            assert_eq!(book.decode(&coded).as_deref(), Ok(entry));
        }
    }

    #[test]
    fn ordinary_text_takes_about_half_of_its_bytes() {
        let (writer, book) = book();
        let text = "重庆日报说，网络安全产业发展行动计划已经公布，到2025年产业规模将超过两千亿元。";
        let coded = writer.encode(text);
        assert!(coded.len() * 2 < text.len() + 10, "{} bytes of {}", coded.len(), text.len());
        assert_eq!(book.decode(&coded).as_deref(), Ok(text));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "([的一是中国我们，。 a-z\n]|\\PC){0,60}") {
            let (writer, book) = book();
            let coded = writer.encode(&text);
            prop_assert!(coded.len() <= text.len() * 3 / 2 + 1);
            prop_assert_eq!(book.decode(&coded), Ok(text));
        }

        #[test]
        fn hostile_bytes_end_in_an_error_or_a_text(payload: Vec<u8>, coded: Vec<u8>) {
            let _ = book().1.decode(&coded);
            let mut input = Reader::new(&payload);
            let book = Book::read(&mut input);
            if input.whole(()).is_ok() {
                let _ = book.decode(&coded);
            }
        }
    }
}
