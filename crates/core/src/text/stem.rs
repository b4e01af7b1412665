//! English endings, set aside so that `index` finds indexes and indexing. Used only where the corpus itself is English.
//!
//! A light stemmer in the manner of Harman's ("How effective is suffixing?", JASIS 42, 1991): plural, -ed, -ing and a final -e or -y. It only
//! ever takes letters away at the end, so that all words of a stem begin with it.

use super::pieces::slice;

/// What is left must have at least so many letters.
const SHORTEST: usize = 3;

/// The stem of a folded word, a prefix of it; the word itself where nothing is to be taken away.
pub fn stem(word: &str) -> &str {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    let singular = without_plural(word);
    let root = ["ing", "ed"].iter().find_map(|ending| without(singular, ending));
    match root.filter(|root| root.bytes().any(is_vowel)) {
        Some(root) => undoubled(without(root, "y").or_else(|| without(root, "i")).unwrap_or(root)),
        None => ["e", "y", "i"].iter().find_map(|ending| without(singular, ending)).unwrap_or(singular),
    }
}

fn without<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|rest| rest.len() >= SHORTEST)
}

/// The singular, or a beginning of it that the stem shares: `studies` gives `studi`, `boxes` gives `box`.
fn without_plural(word: &str) -> &str {
    if ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word;
    }
    let hissing = ["ses", "xes", "zes", "ches", "shes", "ies"].iter().any(|ending| word.ends_with(ending));
    let shorter = if hissing { without(word, if word.ends_with("ies") { "es" } else { "s" }) } else { None };
    match shorter {
        Some(rest) => without(rest, "e").unwrap_or(rest),
        None => without(word, "s").unwrap_or(word),
    }
}

/// `running` leaves `runn`: one of two equal consonants goes, but not of `ll`, `ss` and `zz`, which words end in.
fn undoubled(root: &str) -> &str {
    match root.as_bytes() {
        [.., a, b] if a == b && !is_vowel(*a) && !b"lsz".contains(a) && root.len() > SHORTEST => {
            slice(root, 0, root.len() - 1)
        }
        _ => root,
    }
}

fn is_vowel(byte: u8) -> bool {
    b"aeiouy".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_one_family_have_one_stem() {
        for family in [
            &["index", "indexes", "indexing", "indexed"][..],
            &["study", "studies", "studied", "studying"],
            &["make", "makes", "making"],
            &["run", "runs", "running"],
            &["box", "boxes", "boxed"],
            &["search", "searches", "searching", "searched"],
            &["case", "cases"],
            &["call", "calls", "called", "calling"],
        ] {
            let stems: Vec<&str> = family.iter().map(|word| stem(word)).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{family:?} became {stems:?}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in
            [("class", "clas"), ("status", "statu"), ("ring", "r"), ("bed", "b"), ("analysis", "analys"), ("l3s", "l3")]
        {
            assert_ne!(stem(a), stem(b), "{a} and {b}");
        }
    }

    proptest! {
        #[test]
        fn a_stem_begins_its_word(word in "[a-z0-9é]{0,12}") {
            prop_assert!(word.starts_with(stem(&word)));
        }
    }
}
