//! Bytes to text: which encoding, or no text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::Problem;

/// How many bytes the detector looks at; more do not make it surer.
const SAMPLE: usize = 1 << 20;

/// Decodes a file: UTF-8 and UTF-16 with or without a byte order mark, GB18030 or Big5.
///
/// # Errors
/// `Empty` for white space alone, `Binary` for pictures, archives and the like, `Encoding` for malformed text.
pub fn decode(bytes: &[u8]) -> Result<String, Problem> {
    if let Some(found) = known_magic(bytes) {
        return Err(Problem::Binary { found });
    }
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        strict(encoding, &bytes[mark..])?
    } else if let Some(encoding) = unmarked_utf16(bytes) {
        strict(encoding, bytes)?
    } else if bytes.contains(&0) {
        return Err(Problem::Binary { found: "binary data (it has NUL bytes)" });
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else {
        legacy(bytes)?
    };
    let mut characters = 0usize;
    let mut controls = 0usize;
    for c in text.chars() {
        characters += 1;
        controls += usize::from(c.is_control() && !c.is_whitespace() && c != '\u{1a}' && c != '\u{1b}');
    }
    if controls * 50 > characters {
        return Err(Problem::Binary { found: "binary data (more than one character in 50 is a control character)" });
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Problem::Empty { bytes: bytes.len() });
    }
    Ok(text)
}

/// Decodes a page of HTML or XML, which may name its encoding itself. What a page names counts only where its bytes are not
/// UTF-8: servers and editors change the one and forget the other.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_markup(bytes: &[u8]) -> Result<String, Problem> {
    let marked = Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok();
    let named = if marked || looks_binary(bytes) { None } else { named_encoding(bytes) };
    match named.and_then(|encoding| strict(encoding, bytes).ok()) {
        Some(text) => Ok(text),
        None => decode(bytes),
    }
}

/// The encoding that the beginning of a page names: `charset=gbk`, `encoding="gbk"`.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| head.find(key).map(|at| &head[at + key.len()..]))?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// Whether these bytes cannot be text in UTF-8 or a legacy encoding.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    known_magic(bytes).is_some() || bytes.contains(&0)
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Problem> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
        .ok_or(Problem::Encoding { encoding: encoding.name() })
}

/// Text that is neither Unicode nor marked. Nearly all bytes of GB18030 are well-formed Big5 and the other way round, so what
/// decides is which reading gives the more usual characters; chardetng decides between equals.
fn legacy(bytes: &[u8]) -> Result<String, Problem> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (first, second) = if guess == BIG5 { (BIG5, GB18030) } else { (GB18030, BIG5) };
    let readings: Vec<String> =
        [first, second].into_iter().filter_map(|encoding| strict(encoding, bytes).ok()).collect();
    let usual = |text: &str| {
        let (mut han, mut usual) = (1usize, 0usize);
        for c in text.chars().filter(|c| !c.is_ascii()).take(SAMPLE) {
            han += 1;
            usual += usize::from(USUAL.contains(c));
        }
        usual * 1000 / han
    };
    let best = readings.into_iter().rev().max_by_key(|text| usual(text));
    best.ok_or(Problem::Encoding { encoding: first.name() })
}

/// The commonest characters and marks of Chinese text, simplified and traditional: about half of any text.
const USUAL: &str = "，。、；：！？“”（）《》「」\u{3000}\
的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產\
种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業\
本去把性好应應开開它合还還因由其些然前外天政四日那社事平形相全表间間样樣与與关關各重新线線内數数正心反你明看原又利比或但质質气氣第向\
道命此变變条條只没沒结結解问問意建月公无無系很情者最立代想已通并並提直题題展五果料象员員位入常文总總次品式活设設及管特件长長求老头頭\
基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手期根论論运運农農指区區强強放决決西被做必先回则則任取据據处處报報记記讯訊市";

/// UTF-16 without a mark shows itself by the high bytes of ASCII (zero, at one parity only) or of Chinese text:
/// nearly all characters of such text lie in U+4E00..U+9FFF, in ASCII, or in the punctuation blocks.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || std::str::from_utf8(bytes).is_ok_and(|t| !t.contains('\0'))
    {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let share = |high: usize| {
        let usual = sample.chunks_exact(2).filter(|pair| {
            let (high_byte, low_byte) = (pair[high], pair[1 - high]);
            match high_byte {
                0x00 => low_byte >= 0x20 || matches!(low_byte, b'\n' | b'\r' | b'\t'),
                0x20 | 0x30 | 0xff => true,
                0x4e..=0x9f => true,
                _ => false,
            }
        });
        usual.count() * 100 / (sample.len() / 2)
    };
    let (big, little) = (share(0), share(1));
    // A line end or a space as UTF-16 is what a text has and legacy encodings never have: a NUL byte.
    let has_zero = sample.contains(&0);
    if !has_zero {
        return None;
    }
    match (big, little) {
        (95.., 0..80) => Some(UTF_16BE),
        (0..80, 95..) => Some(UTF_16LE),
        _ => None,
    }
}

/// Files that people put beside their texts by mistake, by their first bytes.
fn known_magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a RIFF file (WebP picture, sound or film)"),
        (b"BM\x00", "a BMP picture"),
        (b"II*\0", "a TIFF picture"),
        (b"MM\0*", "a TIFF picture"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x1f\x8b", "gzip data"),
        (b"\x28\xb5\x2f\xfd", "zstd data"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x7fELF", "a program"),
        (b"\0asm", "a WebAssembly module"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "本报讯 记者昨日从市气象局获悉,今年第三季度全市平均气温偏高。\r\n\r\n“降水偏少”,专家说。";
    const TRADITIONAL: &str =
        "本報訊 記者昨日從氣象局獲悉，今年第三季度全市平均氣溫偏高，降水偏少，專家說這與副熱帶高壓有關。";

    #[test]
    fn every_encoding_gives_back_the_same_text() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let check = |name: &str, bytes: Vec<u8>, expected: &str| {
            assert_eq!(decode(&bytes).expect(name), expected, "{name}");
        };
        check("UTF-8", TEXT.into(), TEXT);
        check("UTF-8 with a mark", with(b"\xef\xbb\xbf", TEXT.into()), TEXT);
        check("GB18030", encoding_rs::GB18030.encode(TEXT).0.into_owned(), TEXT);
        check("Big5", encoding_rs::BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL);
        check("UTF-16 LE with a mark", with(b"\xff\xfe", utf16(TEXT, false)), TEXT);
        check("UTF-16 BE with a mark", with(b"\xfe\xff", utf16(TEXT, true)), TEXT);
        check("UTF-16 LE", utf16(TEXT, false), TEXT);
        check("UTF-16 BE", utf16(TEXT, true), TEXT);
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        let check = |bytes: &[u8], expected: &str| {
            let problem = decode(bytes).expect_err(expected).to_string();
            assert!(problem.contains(expected), "{problem}");
        };
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG picture");
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG picture");
        check(b"some text\0\0\x01\x02 and more", "NUL");
        check(b"\x01\x02\x03\x04\x05\x06", "control");
        check(b"", "0 bytes");
        check(" \r\n\u{3000}\t".as_bytes(), "white space");
        check(b"\xef\xbb\xbf", "white space");
        check(b"\xff\xff\xff\xff abc", "cannot decode");
    }
}
