//! The headline of a page, of the several that pages give themselves.

use ego_tree::NodeId;

use super::blocks::Piece;
use super::head::Head;
use crate::typeset::one_line;

/// What stands between the title of a page and the name of its site.
const JOINTS: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", "｜", " / ", "_"];

/// The headline, and the heading of the content that it is, which is then no subhead.
///
/// An h1 that the page's title names is surest, then an h1 that opens the content; else it is the title without the site's name.
pub(super) fn headline(head: &Head, pieces: &[Piece]) -> (String, Option<NodeId>) {
    let titles: Vec<&str> =
        head.first(&["og:title", "twitter:title"]).into_iter().chain(head.title.as_deref()).collect();
    let in_content = |id: NodeId| pieces.iter().any(|piece| piece.heading == Some(id));
    let named = |words: &str| titles.iter().any(|title| is_named(title, words));
    let site = |words: &str| head.site_names.iter().any(|name| name == words);
    let firsts = || head.firsts.iter().filter(|(_, words)| !words.is_empty());
    // A heading of the content goes before one around it, where often the site's name stands.
    let by_title = firsts()
        .find(|(element, words)| in_content(element.id()) && named(words))
        .or_else(|| firsts().find(|(_, words)| named(words) && !site(words)));
    let opening = || {
        let first = pieces.first()?.heading?;
        firsts().find(|(element, _)| element.id() == first)
    };
    if let Some((element, words)) = by_title.or_else(opening) {
        return (words.clone(), Some(element.id()));
    }
    if let Some(title) = titles.first() {
        let title = without_site(title, head);
        // Some writers begin with a heading of the second level that says the same.
        let same =
            pieces.first().filter(|piece| bare(&piece.block.text) == bare(&title)).and_then(|piece| piece.heading);
        return (title, same);
    }
    match firsts().find(|(_, words)| !site(words)) {
        Some((element, words)) => (words.clone(), Some(element.id())),
        None => (String::new(), None),
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a title is these words, alone or joined to a site's name.
fn is_named(title: &str, words: &str) -> bool {
    let (title, words) = (bare(title), bare(words));
    let joint = |text: Option<&str>| {
        text.is_some_and(|rest| rest.is_empty() || JOINTS.iter().any(|joint| rest.starts_with(&bare(joint))))
    };
    !words.is_empty() && joint(title.strip_prefix(words.as_str()))
}

/// The title without the name of the site, which stands behind it or, less often, before it.
fn without_site(title: &str, head: &Head) -> String {
    let title = one_line(title);
    let known = head.first(&["og:site_name", "application-name"]).into_iter();
    for site in known.chain(head.site_names.iter().map(String::as_str)).filter(|site| !site.is_empty()) {
        for joint in JOINTS {
            let behind = title.strip_suffix(site).and_then(|rest| rest.strip_suffix(joint));
            let before = title.strip_prefix(site).and_then(|rest| rest.strip_prefix(joint));
            if let Some(rest) = behind.or(before).filter(|rest| !rest.trim().is_empty()) {
                return rest.trim().to_owned();
            }
        }
    }
    // The name is not known: what follows the last bar or dash is most likely it.
    let cut = [" | ", " - ", " – ", " — "].iter().filter_map(|joint| title.rfind(joint)).max();
    match cut {
        Some(at) if head.site_names.is_empty() && at > 0 => title[..at].trim().to_owned(),
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_a_heading_alone_or_before_its_site() {
        assert!(is_named("所有权 - Rust 程序设计语言", "所有权"));
        assert!(is_named("所有权", "所有权"));
        assert!(is_named("什么是  所有权|书", "什么是所有权"));
        assert!(!is_named("所有权系统 - 书", "所有权"));
        assert!(!is_named("所有权", ""));
    }
}
