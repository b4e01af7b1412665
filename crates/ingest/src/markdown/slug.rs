//! Fragments of headings, as GitHub and most generators make them.

use std::collections::HashSet;

/// Fragments that are unique in their page.
#[derive(Debug, Default)]
pub(super) struct Slugs(HashSet<String>);

impl Slugs {
    /// The fragment of a heading with these words: small letters, hyphens for spaces, no marks; Han characters stay.
    pub fn of(&mut self, words: &str) -> String {
        let mut slug = String::new();
        for c in words.trim().chars() {
            if c == ' ' {
                slug.push('-');
            } else if c.is_alphanumeric() || c == '-' || c == '_' {
                slug.extend(c.to_lowercase());
            }
        }
        let mut unique = slug.clone();
        let mut copy = 0;
        while !self.0.insert(unique.clone()) {
            copy += 1;
            unique = format!("{slug}-{copy}");
        }
        unique
    }

    /// Takes a fragment that the writer chose.
    pub fn take(&mut self, id: &str) {
        self.0.insert(id.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_githubs_fragments() {
        let mut slugs = Slugs::default();
        for (words, expected) in [
            ("Hello, World!", "hello-world"),
            ("什么是所有权？", "什么是所有权"),
            ("什么是所有权", "什么是所有权-1"),
            ("第 1 步：部署 (可选)", "第-1-步部署-可选"),
            ("`let_x` – y", "let_x--y"),
            ("...", ""),
            ("。", "-1"),
        ] {
            assert_eq!(slugs.of(words), expected, "{words}");
        }
    }
}
