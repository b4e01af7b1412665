//! What the owner of the sources may settle: addresses, main content, fields, limits.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use scraper::Selector;
use thiserror::Error;

use crate::address::AddressRules;

/// How sources are read. The default suits what site generators write without further settings.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Where an article can be opened.
    pub address: AddressRules,
    /// What of an HTML page is its text.
    pub html: HtmlRules,
    /// What becomes of the fields of front matter, records and `<meta>`.
    pub fields: FieldRules,
    /// How much is read at once.
    pub limits: Limits,
    /// Files of folders that are left out.
    pub exclude: Globs,
    /// Files of folders that are read although their names say otherwise, such as `README.md`.
    pub include: Globs,
}

/// Limits of what is read into memory at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file, in bytes. JSON Lines in UTF-8 have no limit but this one for each line.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 64 << 20 }
    }
}

/// What becomes of the fields that sources have beside those of every article.
///
/// A name may also be one of every article: `author`, `tags`, `source`, `date`, `language`, `place` or `title`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldRules {
    /// Fields that become facets.
    pub filters: Vec<String>,
    /// Fields that become sort keys.
    pub sort: Vec<String>,
    /// Fields that are kept to be shown; `None` keeps all of front matter and records, and the description of pages.
    pub meta: Option<Vec<String>>,
}

/// Selectors for the main content of HTML pages.
#[derive(Clone, Debug, Default)]
pub struct HtmlRules {
    pub(crate) body: Vec<Selector>,
    pub(crate) ignore: Vec<Selector>,
}

/// A selector or a glob that cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("expected a {kind}, found {found:?}: {message}")]
pub struct BadPattern {
    /// What was expected.
    pub kind: &'static str,
    /// What was found.
    pub found: String,
    /// The parser's words.
    pub message: String,
}

impl HtmlRules {
    /// Rules with the CSS selectors of the main content, best first, and of what is left out of it.
    ///
    /// # Errors
    /// `BadPattern` names the first selector that cannot be read.
    pub fn new(body: &[String], ignore: &[String]) -> Result<Self, BadPattern> {
        let parse = |list: &[String]| list.iter().map(|text| parse_selector(text)).collect::<Result<Vec<_>, _>>();
        Ok(Self { body: parse(body)?, ignore: parse(ignore)? })
    }
}

fn parse_selector(text: &str) -> Result<Selector, BadPattern> {
    Selector::parse(text).map_err(|error| BadPattern {
        kind: "CSS selector",
        found: text.to_owned(),
        message: error.to_string(),
    })
}

/// A set of globs, matched against paths below a source. A pattern without `/` matches a name in any folder; one that begins with it
/// counts from the source.
#[derive(Clone, Debug, Default)]
pub struct Globs(GlobSet);

impl Globs {
    /// The set of these patterns.
    ///
    /// # Errors
    /// `BadPattern` names the first pattern that cannot be read.
    pub fn new(patterns: &[String]) -> Result<Self, BadPattern> {
        let mut set = GlobSetBuilder::new();
        for text in patterns {
            let bad = |error: globset::Error| BadPattern {
                kind: "glob",
                found: text.clone(),
                message: error.kind().to_string(),
            };
            let anywhere = match text.strip_prefix("./").or(text.strip_prefix('/')) {
                Some(anchored) => anchored.to_owned(),
                None if text.trim_end_matches('/').contains('/') => text.clone(),
                None => format!("**/{text}"),
            };
            set.add(GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(bad)?);
            // A folder's name takes all that is in it.
            set.add(GlobBuilder::new(&format!("{}/**", anywhere.trim_end_matches('/'))).build().map_err(bad)?);
        }
        let all = set.build().map_err(|error| BadPattern {
            kind: "glob",
            found: patterns.join(", "),
            message: error.kind().to_string(),
        })?;
        Ok(Self(all))
    }

    /// Whether a path below a source is in the set.
    pub fn matches(&self, path: &std::path::Path) -> bool {
        self.0.is_match(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_matches_in_any_folder_and_a_folder_with_all_that_is_in_it() {
        let globs = Globs::new(&["SUMMARY.md".into(), "tags/".into(), "/page/*.html".into(), "/top.md".into()])
            .expect("good globs");
        for (path, expected) in [
            ("SUMMARY.md", true),
            ("a/SUMMARY.md", true),
            ("tags/x/index.html", true),
            ("page/2.html", true),
            ("page/2/index.html", false),
            ("a/tags/x.html", true),
            ("top.md", true),
            ("a/top.md", false),
            ("a.md", false),
        ] {
            assert_eq!(globs.matches(std::path::Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = HtmlRules::new(&["main".into()], &["p[".into()]).expect_err("a broken selector");
        assert!(error.to_string().starts_with("expected a CSS selector, found \"p[\""), "{error}");
        let error = Globs::new(&["a[".into()]).expect_err("a broken glob");
        assert!(error.to_string().starts_with("expected a glob, found \"a[\""), "{error}");
    }
}
