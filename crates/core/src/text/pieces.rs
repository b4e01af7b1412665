//! Pieces of texts. The standard library's slices and searches of `str` can fail with a message that prints the text; its tables of printable
//! characters and its searcher would be a thirtieth of the wasm. Those here cannot fail, and search byte by byte, which is fast enough for
//! words and queries.

/// The bytes of `text` between two places; nothing when these do not lie between characters.
pub fn slice(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// A text with others in the place of some of its bytes: from where to where, and what; in order, and none overlaps another.
pub fn replaced(text: &str, spans: &[(usize, usize, &str)]) -> String {
    let mut new = String::new();
    let mut at = 0;
    for &(from, to, other) in spans {
        new += slice(text, at, from);
        new += other;
        at = to;
    }
    new + slice(text, at, text.len())
}

/// A number in digits of a base from 2 to 16, at least so many: by hand, for the standard library's formatting would be a fiftieth of the wasm.
pub fn digits(mut number: u64, base: u64, least: usize) -> String {
    let mut digits = Vec::new();
    while number > 0 || digits.len() < least.max(1) {
        digits.push(char::from(b"0123456789abcdef"[(number % base) as usize]));
        number /= base;
    }
    digits.iter().rev().collect()
}

/// Where `part` first stands in `text`.
pub fn find(text: &str, part: &str) -> Option<usize> {
    (0..=text.len().checked_sub(part.len())?).find(|&at| text.as_bytes()[at..].starts_with(part.as_bytes()))
}

/// Whether `part` stands in `text`.
pub fn holds(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn digits_are_those_of_the_library(number: u64) {
            prop_assert_eq!(digits(number, 10, 1), number.to_string());
            prop_assert_eq!(digits(number >> 48, 16, 10), format!("{:010x}", number >> 48));
            prop_assert_eq!(digits(0, 10, 2), "00");
        }

        #[test]
        fn finding_is_that_of_the_library(text in "[ab重庆]{0,9}", part in "[ab重庆]{0,3}") {
            prop_assert_eq!(find(&text, &part), text.find(&part));
        }

        #[test]
        fn replacing_what_stands_somewhere_is_that_of_the_library(text in "[ab重庆]{0,9}", part in "[ab重庆]{1,2}") {
            let spans = text.match_indices(&part).map(|(at, found)| (at, at + found.len(), "丙")).collect::<Vec<_>>();
            prop_assert_eq!(replaced(&text, &spans), text.replace(&part, "丙"));
        }

        #[test]
        fn slices_are_those_of_the_library_where_it_has_any(text in "[a重]{0,5}", from in 0usize..16, to in 0usize..16) {
            prop_assert_eq!(slice(&text, from, to), text.get(from..to).unwrap_or(""));
        }
    }
}
