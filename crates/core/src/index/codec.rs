//! The smallest pieces of the index format: variable-length integers and strings, written and read side by side.

use std::fmt;

use crate::text::pieces::digits;

/// Bytes ended, or a number ran over, before a value was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Truncated {
    /// Where reading stopped, in bytes from the start of the input.
    pub at: usize,
}

impl Truncated {
    /// What went wrong.
    pub fn message(&self) -> String {
        ["the bytes end before the value does (at byte ", &digits(self.at as u64, 10, 1), ")"].concat()
    }
}

impl fmt::Display for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

/// Collects the bytes of a part.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty writer.
    pub const fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    /// How many bytes have been written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// An unsigned integer in LEB128: seven bits a byte, low bits first, the high bit set on all bytes but the last.
    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A signed integer, zigzag in LEB128.
    pub fn signed(&mut self, value: i64) {
        self.varint(folded(value));
    }

    /// Bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Eight bytes, little end first.
    pub fn u64(&mut self, value: u64) {
        self.raw(&value.to_le_bytes());
    }

    /// A string: its length in bytes, then UTF-8.
    pub fn string(&mut self, text: &str) {
        self.varint(text.len() as u64);
        self.raw(text.as_bytes());
    }

    /// A signed integer that may be missing: that of [`Writer::signed`] plus one; 0 stands for none.
    pub fn optional_signed(&mut self, value: Option<i32>) {
        self.varint(value.map_or(0, |value| folded(value.into()) + 1));
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`Writer`] wrote; never past the end, never more than is there.
///
/// Where the bytes end early or make no sense, all that is read from there on is zero and empty, and [`Reader::whole`] says where it was. To ask once at the end
/// instead of after each value makes the readers of the parts half as long.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    broken: Option<Truncated>,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, broken: None }
    }

    /// Bytes from the start to the next to be read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Bytes that are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// Says that what was read makes no sense: nothing more is read.
    #[inline(never)]
    pub fn fail(&mut self) {
        self.broken.get_or_insert(Truncated { at: self.at });
        self.bytes = &[];
        self.at = 0;
    }

    /// Gives `value`, made of all that was read, unless the bytes ended before it did.
    ///
    /// # Errors
    /// Where they ended.
    pub fn whole<T>(&self, value: T) -> Result<T, Truncated> {
        self.broken.map_or(Ok(value), Err)
    }

    /// See [`Writer::varint`].
    #[inline(never)]
    pub fn varint(&mut self) -> u64 {
        let mut value = 0u64;
        let mut shift = 0;
        while shift < 63 {
            let byte = self.byte();
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
        }
        self.fail();
        0
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        match self.bytes.get(self.at) {
            Some(&byte) => {
                self.at += 1;
                byte
            }
            None => {
                self.fail();
                0
            }
        }
    }

    /// A varint that is used as a length or place in memory.
    #[inline(never)]
    pub fn size(&mut self) -> usize {
        usize::try_from(self.varint()).unwrap_or_else(|_| {
            self.fail();
            0
        })
    }

    /// A number of items of at least `least` bytes each: refused when the bytes that are left cannot hold them, so that hostile
    /// bytes never make a reader allocate more than they are long.
    #[inline(never)]
    pub fn count(&mut self, least: usize) -> usize {
        let count = self.size();
        if count <= self.left() / least.max(1) {
            return count;
        }
        self.fail();
        0
    }

    /// See [`Writer::signed`].
    pub fn signed(&mut self) -> i64 {
        unfold(self.varint())
    }

    /// See [`Writer::optional_signed`].
    pub fn optional_signed(&mut self) -> Option<i64> {
        self.varint().checked_sub(1).map(unfold)
    }

    /// The next `length` bytes.
    #[inline(never)]
    pub fn raw(&mut self, length: usize) -> &'a [u8] {
        let end = self.at.saturating_add(length);
        let Some(bytes) = self.bytes.get(self.at..end) else {
            self.fail();
            return &[];
        };
        self.at = end;
        bytes
    }

    /// The next `N` bytes; zeros when there are fewer.
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        self.raw(N).try_into().unwrap_or([0; N])
    }

    /// See [`Writer::u64`].
    pub fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    /// Four bytes, little end first, as a number.
    pub fn f32(&mut self) -> f32 {
        f32::from_le_bytes(self.array())
    }

    /// See [`Writer::string`].
    #[inline(never)]
    pub fn string(&mut self) -> &'a str {
        let length = self.size();
        std::str::from_utf8(self.raw(length)).unwrap_or_else(|_| {
            self.fail();
            ""
        })
    }

    /// Strings: how many, then each as [`Writer::string`] writes it.
    pub fn strings(&mut self) -> Vec<String> {
        (0..self.count(1)).map(|_| self.string().to_owned()).collect()
    }

    /// A character by its code point.
    pub fn char(&mut self, code: u32) -> char {
        char::from_u32(code).unwrap_or_else(|| {
            self.fail();
            '\0'
        })
    }
}

/// A signed number as an unsigned one, zigzag: those near zero are small.
fn folded(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// The signed number that [`folded`] gave.
fn unfold(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// Collects bits, low bits of a byte first.
#[derive(Clone, Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    used: u32,
}

impl BitWriter {
    /// The lowest `count` bits of `value`, at most 32.
    pub fn bits(&mut self, value: u32, count: u32) {
        for at in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> at & 1) as u8) << self.used;
            }
            self.used = (self.used + 1) % 8;
        }
    }

    /// A number as so many ones and a zero.
    pub fn unary(&mut self, value: u32) {
        (0..value).for_each(|_| self.bits(1, 1));
        self.bits(0, 1);
    }

    /// A number below 2^31 as an exponential Golomb code of order `k`: how many bits the high part has, in unary, its bits but the highest, and the `k` low
    /// bits as they are. Short where numbers are about 2^k and smaller, and never long.
    pub fn golomb(&mut self, value: u32, k: u32) {
        let high = (value >> k) + 1;
        self.unary(high.ilog2());
        self.bits(high, high.ilog2());
        self.bits(value, k);
    }

    /// How many bits have been written.
    pub fn len(&self) -> usize {
        self.bytes.len() * 8 - ((8 - self.used) % 8) as usize
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes; bits that are left of the last are zero.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`BitWriter`] wrote; after the end, none.
#[derive(Clone, Copy, Debug, Default)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    buffer: u64,
    held: u32,
}

impl<'a> BitReader<'a> {
    /// Reads from a bit of `bytes`; past their end nothing is read.
    pub fn new(bytes: &'a [u8], bit: usize) -> Self {
        let mut reader = Self { bytes: bytes.get(bit / 8..).unwrap_or_default(), buffer: 0, held: 0 };
        let _ = reader.bits((bit % 8) as u32);
        reader
    }

    /// See [`BitWriter::golomb`].
    #[inline]
    pub fn golomb(&mut self, k: u32) -> Option<u32> {
        let length = self.unary().filter(|&length| length + k < 32)?;
        let high = self.bits(length)? | 1 << length;
        Some((high - 1) << k | self.bits(k)?)
    }

    /// How many bits are left.
    pub fn left(&self) -> usize {
        self.bytes.len() * 8 + self.held as usize
    }

    #[inline]
    fn fill(&mut self) {
        while self.held <= 56
            && let Some((&byte, rest)) = self.bytes.split_first()
        {
            self.buffer |= u64::from(byte) << self.held;
            self.held += 8;
            self.bytes = rest;
        }
    }

    /// See [`BitWriter::bits`].
    #[inline]
    pub fn bits(&mut self, count: u32) -> Option<u32> {
        if self.held < count {
            self.fill();
        }
        let rest = self.held.checked_sub(count)?;
        let value = self.buffer & ((1 << count) - 1);
        self.buffer >>= count;
        self.held = rest;
        Some(value as u32)
    }

    /// See [`BitWriter::unary`].
    #[inline]
    pub fn unary(&mut self) -> Option<u32> {
        let mut value = 0;
        loop {
            if self.held < 32 {
                self.fill();
            }
            let ones = self.buffer.trailing_ones().min(self.held);
            value += ones;
            if ones < self.held {
                // In two steps: all 64 bits at once cannot be shifted out.
                self.buffer = self.buffer >> ones >> 1;
                self.held -= ones + 1;
                return Some(value);
            }
            (self.buffer, self.held) = (0, 0);
            if self.bytes.is_empty() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(numbers: Vec<u32>, signed: i32, text: String, word: u64, missing: Option<i32>) {
            let mut out = Writer::new();
            for &number in &numbers { out.varint(u64::from(number)); }
            out.signed(i64::from(signed));
            out.string(&text);
            out.u64(word);
            out.optional_signed(missing);
            let bytes = out.into_bytes();
            let mut input = Reader::new(&bytes);
            for &number in &numbers { prop_assert_eq!(input.varint(), u64::from(number)); }
            prop_assert_eq!(input.signed(), i64::from(signed));
            prop_assert_eq!(input.string(), text.as_str());
            prop_assert_eq!(input.u64(), word);
            prop_assert_eq!(input.optional_signed(), missing.map(i64::from));
            prop_assert_eq!(input.left(), 0);
            prop_assert_eq!(input.whole(()), Ok(()));
            prop_assert_eq!((input.varint(), input.string(), input.count(1)), (0, "", 0));
            prop_assert_eq!(input.whole(()), Err(Truncated { at: bytes.len() }));
        }

        #[test]
        fn bits_read_back(values: Vec<(u32, bool)>) {
            let mut out = BitWriter::default();
            for &(value, unary) in &values {
                if unary { out.unary(value % 200) } else { out.bits(value, value % 33) }
            }
            let length = out.len();
            let bytes = out.into_bytes();
            prop_assert_eq!(bytes.len(), length.div_ceil(8));
            let mut input = BitReader::new(&bytes, 0);
            for (value, unary) in values {
                let mask = ((1u64 << (value % 33)) - 1) as u32;
                let (expected, found) = if unary { (value % 200, input.unary()) } else { (value & mask, input.bits(value % 33)) };
                prop_assert_eq!(found, Some(expected));
            }
        }

        #[test]
        fn golomb_codes_read_back(values in proptest::collection::vec((0u32..1 << 31, 0u32..12, 0u32..31), 0..50)) {
            let mut out = BitWriter::default();
            for &(value, k, small) in &values { out.golomb(value >> small, k); }
            let bytes = out.into_bytes();
            let mut input = BitReader::new(&bytes, 0);
            for (value, k, small) in values { prop_assert_eq!(input.golomb(k), Some(value >> small)); }
        }

        #[test]
        fn hostile_bytes_end_in_an_error(bytes: Vec<u8>) {
            let mut input = Reader::new(&bytes);
            while input.left() > 0 {
                let (a, b) = (input, input);
                let _ = { a }.string();
                let _ = { b }.count(4);
                let _ = BitReader::new(&bytes, input.position()).golomb(3);
                input.varint();
            }
        }
    }
}
