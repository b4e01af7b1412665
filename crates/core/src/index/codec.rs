//! The smallest pieces of the index format: variable-length integers and strings, written and read side by side.

/// Bytes ended, or a number ran over, before a value was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bytes end before the value does (at byte {at})")]
pub struct Truncated {
    /// Where reading stopped, in bytes from the start of the input.
    pub at: usize,
}

/// Collects the bytes of a part.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
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
        self.varint(((value << 1) ^ (value >> 63)) as u64);
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

    /// A string that may be missing: its length plus one, then UTF-8; 0 stands for none.
    pub fn optional(&mut self, text: Option<&str>) {
        match text {
            None => self.varint(0),
            Some(text) => {
                self.varint(text.len() as u64 + 1);
                self.raw(text.as_bytes());
            }
        }
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`Writer`] wrote; never past the end, never more than is there.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes from the start to the next to be read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Bytes that are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    fn cut(&self) -> Truncated {
        Truncated { at: self.at }
    }

    /// See [`Writer::varint`].
    #[inline]
    pub fn varint(&mut self) -> Result<u64, Truncated> {
        let mut value = 0u64;
        let mut shift = 0;
        loop {
            let byte = *self.bytes.get(self.at).ok_or(self.cut())?;
            self.at += 1;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
            shift += 7;
            if shift > 56 {
                return Err(self.cut());
            }
        }
    }

    /// A varint that is used as a length or place in memory.
    pub fn size(&mut self) -> Result<usize, Truncated> {
        usize::try_from(self.varint()?).map_err(|_| self.cut())
    }

    /// A number of items of at least `least` bytes each: refused when the bytes that are left cannot hold them, so that hostile
    /// bytes never make a reader allocate more than they are long.
    pub fn count(&mut self, least: usize) -> Result<usize, Truncated> {
        let count = self.size()?;
        if count > self.left() / least.max(1) { Err(self.cut()) } else { Ok(count) }
    }

    /// See [`Writer::signed`].
    pub fn signed(&mut self) -> Result<i64, Truncated> {
        let value = self.varint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// The next `length` bytes.
    pub fn raw(&mut self, length: usize) -> Result<&'a [u8], Truncated> {
        let end = self.at.checked_add(length).ok_or(self.cut())?;
        let bytes = self.bytes.get(self.at..end).ok_or(self.cut())?;
        self.at = end;
        Ok(bytes)
    }

    /// See [`Writer::u64`].
    pub fn u64(&mut self) -> Result<u64, Truncated> {
        let bytes = self.raw(8)?;
        Ok(u64::from_le_bytes(bytes.try_into().map_err(|_| self.cut())?))
    }

    /// Four bytes, little end first, as a number.
    pub fn f32(&mut self) -> Result<f32, Truncated> {
        let bytes = self.raw(4)?;
        Ok(f32::from_le_bytes(bytes.try_into().map_err(|_| self.cut())?))
    }

    /// See [`Writer::string`].
    pub fn string(&mut self) -> Result<&'a str, Truncated> {
        let length = self.size()?;
        self.text(length)
    }

    /// See [`Writer::optional`].
    pub fn optional(&mut self) -> Result<Option<&'a str>, Truncated> {
        match self.size()? {
            0 => Ok(None),
            length => self.text(length - 1).map(Some),
        }
    }

    fn text(&mut self, length: usize) -> Result<&'a str, Truncated> {
        let place = self.cut();
        std::str::from_utf8(self.raw(length)?).map_err(|_| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(numbers: Vec<u32>, signed: i32, text: String, word: u64, missing: Option<String>) {
            let mut out = Writer::new();
            for &number in &numbers { out.varint(u64::from(number)); }
            out.signed(i64::from(signed));
            out.string(&text);
            out.u64(word);
            out.optional(missing.as_deref());
            let bytes = out.into_bytes();
            let mut input = Reader::new(&bytes);
            for &number in &numbers { prop_assert_eq!(input.varint(), Ok(u64::from(number))); }
            prop_assert_eq!(input.signed(), Ok(i64::from(signed)));
            prop_assert_eq!(input.string(), Ok(text.as_str()));
            prop_assert_eq!(input.u64(), Ok(word));
            prop_assert_eq!(input.optional(), Ok(missing.as_deref()));
            prop_assert_eq!(input.left(), 0);
        }

        #[test]
        fn hostile_bytes_end_in_an_error(bytes: Vec<u8>) {
            let mut input = Reader::new(&bytes);
            while input.left() > 0 {
                let (a, b) = (input, input);
                let _ = { a }.string();
                let _ = { b }.count(4);
                if input.varint().is_err() { break; }
            }
        }
    }
}
