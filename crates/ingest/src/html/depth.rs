//! A bound on how deep elements nest, before the page is parsed.
//!
//! The algorithm of the HTML standard looks through the open elements at many tags: a page of half a megabyte that opens
//! a hundred thousand and closes none takes half a minute. Browsers stop nesting at 512.

use crate::Problem;

/// The deepest nesting that is read.
const DEEPEST: usize = 4096;

/// Elements that never hold others, or that the next one of their kind ends.
const CLOSED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "tfoot", "colgroup", "rt", "rp",
];

/// Checks a page, by counting its tags.
///
/// # Errors
/// `Deep` when more elements are open at once than are read.
pub(super) fn check(html: &str) -> Result<(), Problem> {
    let mut depth = 0usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.find("-->").map_or("", |at| &rest[at..]);
            continue;
        }
        let closes = rest.starts_with('/');
        let name: String =
            rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() || CLOSED.contains(&name.as_str()) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
            continue;
        }
        depth += 1;
        if depth > DEEPEST {
            return Err(Problem::Deep { deepest: DEEPEST });
        }
        if matches!(name.as_str(), "script" | "style") {
            // What is in them is no markup, however many signs it has.
            rest = rest.find("</").map_or("", |at| &rest[at..]);
            let end = |text: &str| text.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(&name));
            while !rest.is_empty() && !end(rest) {
                rest = rest[2..].find("</").map_or("", |at| &rest[2 + at..]);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nests_counts() {
        assert!(check(&"<div><p>文</div>".repeat(10_000)).is_ok());
        assert!(check(&"<p>文<br><img src=x>".repeat(10_000)).is_ok());
        assert!(
            check(&format!("<script>{}</script><SCRIPT>{}</SCRIPT>", "a<b </x".repeat(9_000), "a<b".repeat(9_000)))
                .is_ok()
        );
        assert!(check(&"<!-- <div> -->".repeat(10_000)).is_ok());
        assert!(matches!(check(&"<div>".repeat(10_000)), Err(Problem::Deep { .. })));
    }
}
