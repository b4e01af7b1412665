//! Pieces of text and where they stand, without the machinery of the standard library: its slices can panic with a picture of the text, and its search
//! prepares for needles of any length. Both would add kilobytes to the wasm.

/// `text[from..to]`, in bytes; empty when these are no bounds of characters.
pub fn piece(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// The first byte of `text` at which `sought` stands.
pub fn find(text: &str, sought: &str) -> Option<usize> {
    (0..=text.len().checked_sub(sought.len())?).find(|&at| text.as_bytes()[at..].starts_with(sought.as_bytes()))
}

/// Whether `sought` stands in `text`.
pub fn holds(text: &str, sought: &str) -> bool {
    find(text, sought).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_the_standard_library_finds(text in "[ab重庆]{0,12}", sought in "[ab重庆]{0,3}") {
            prop_assert_eq!(find(&text, &sought), text.find(&sought));
            prop_assert_eq!(holds(&text, &sought), text.contains(&sought));
        }

        #[test]
        fn a_piece_is_the_slice_or_empty(text in "[ab重庆]{0,6}", from in 0usize..20, to in 0usize..20) {
            prop_assert_eq!(piece(&text, from, to), text.get(from..to).unwrap_or(""));
        }
    }
}
