//! The text of a block of code.

use scraper::{ElementRef, Node};

use super::junk::is_junk;

/// The code inside a `<pre>`, with its spaces and line ends but without line numbers and buttons; `None` when there is none.
pub(super) fn code(pre: ElementRef) -> Option<String> {
    let mut text = String::new();
    let mut node = *pre;
    'walk: loop {
        let mut enter = false;
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) if element.name() == "br" => text.push('\n'),
            Node::Element(element) => enter = node.id() == pre.id() || !is_junk(element),
            _ => {}
        }
        if enter && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.id() == pre.id() {
                break 'walk;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { break 'walk };
            node = parent;
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    let text = text.trim_end().trim_start_matches('\n');
    (!text.trim().is_empty()).then(|| text.to_owned())
}
