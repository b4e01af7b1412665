//! `synonyms`: `"工信部 = 工业和信息化部"` finds either by the other, `"山城 > 重庆"` finds 重庆 when 山城 is sought, and not the other way.

use super::error::Fault;
use super::table::Value;

/// A word, and another that may stand for it.
pub type Synonym = (String, String);

/// Reads the list.
pub fn read(list: &Value) -> Result<Vec<Synonym>, Fault> {
    Ok(list.each(line)?.into_iter().flatten().collect())
}

fn line(text: &str) -> Result<Vec<Synonym>, String> {
    let expected = |found: &str| {
        format!(
            "expected words with `=` between them, or a word, `>` and what it also finds, found {found:?}; \
             write for example \"工信部 = 工业和信息化部\""
        )
    };
    let (both_ways, sign) = if text.contains('=') { (true, '=') } else { (false, '>') };
    let words: Vec<&str> = text.split(sign).map(str::trim).collect();
    let wrong = |word: &&str| word.is_empty() || word.contains(['=', '>']) || !word.contains(char::is_alphanumeric);
    if words.len() < 2 || words.iter().any(wrong) {
        return Err(expected(text));
    }
    if !both_ways {
        return Ok(words[1..].iter().map(|other| (words[0].to_owned(), (*other).to_owned())).collect());
    }
    let pairs = words.iter().flat_map(|word| words.iter().map(move |other| (*word, *other)));
    Ok(pairs.filter(|(word, other)| word != other).map(|(word, other)| (word.to_owned(), other.to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        line(text).ok().map(|pairs| pairs.iter().map(|(a, b)| format!("{a}>{b} ")).collect())
    }

    #[test]
    fn both_ways_and_one_way() {
        assert_eq!(read("甲 = 乙=丙").as_deref(), Some("甲>乙 甲>丙 乙>甲 乙>丙 丙>甲 丙>乙 "));
        assert_eq!(read("山城 > 重庆 > 渝").as_deref(), Some("山城>重庆 山城>渝 "));
        assert_eq!(
            read("AI = artificial intelligence").as_deref(),
            Some("AI>artificial intelligence artificial intelligence>AI ")
        );
        for wrong in ["", "甲", "甲 =", "= 甲", "甲 > ", "甲 = 乙 > 丙", "甲 = ！"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
