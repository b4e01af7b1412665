//! The blocks of an element, in reading order.

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node, Selector};
use xunzhang_core::{Block, BlockKind, Emphasis};

use super::code::code;
use super::junk::{is_heading, is_junk};
use crate::typeset::{Flow, one_line};

/// A block and, for a heading, its element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub block: Block,
    pub heading: Option<NodeId>,
}

/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "header",
    "hgroup",
    "hr",
    "html",
    "label",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// What holds for the text inside an element, until it ends.
#[derive(Clone)]
struct State {
    kind: BlockKind,
    /// The heading that the text belongs to, with its anchor.
    heading: Option<(NodeId, Option<String>)>,
    emphasis: Emphasis,
    /// Inside the row of a table, which is one block.
    row: bool,
    /// Inside the header of an article, of which only headings are text.
    only_headings: bool,
}

/// Reads the blocks of `root`, without what is junk or matches `ignore`.
///
/// Every text node that is seen is in exactly one block. Walks without recursion: pages nest as deep as they like.
pub(super) fn read_blocks(root: ElementRef, ignore: &[Selector]) -> Vec<Piece> {
    let state = State {
        kind: BlockKind::Paragraph,
        heading: None,
        emphasis: Emphasis::Normal,
        row: false,
        only_headings: false,
    };
    let mut walk =
        Walk { out: Vec::new(), flow: Flow::default(), captions: Vec::new(), state, outer: Vec::new(), ignore };
    let mut node: NodeRef<Node> = *root;
    loop {
        let enter = walk.open(node);
        if enter && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        if enter {
            walk.close(node);
        }
        // Up to the next element that has a successor, closing what ends.
        loop {
            if node.id() == root.id() {
                walk.flush();
                return walk.out;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                walk.flush();
                return walk.out;
            };
            node = parent;
            walk.close(node);
        }
    }
}

struct Walk<'a> {
    out: Vec<Piece>,
    flow: Flow,
    /// The words of pictures inside the block that is being read; they follow it.
    captions: Vec<String>,
    state: State,
    outer: Vec<(NodeId, State)>,
    ignore: &'a [Selector],
}

impl Walk<'_> {
    /// Takes a node; whether its children are to be read.
    fn open(&mut self, node: NodeRef<Node>) -> bool {
        match node.value() {
            Node::Text(text) => {
                if !self.state.only_headings || self.state.heading.is_some() {
                    self.flow.push(text);
                }
                false
            }
            Node::Element(_) => ElementRef::wrap(node).is_some_and(|element| self.open_element(element)),
            _ => node.has_children(),
        }
    }

    fn open_element(&mut self, element: ElementRef) -> bool {
        let name = element.value().name();
        if is_junk(element.value()) || self.ignore.iter().any(|selector| selector.matches(&element)) {
            return false;
        }
        let mut state = self.state.clone();
        if let Some(weight) = element.attr("data-xunzhang-weight").and_then(|weight| weight.trim().parse::<f32>().ok())
        {
            match weight {
                weight if weight <= 0.0 => return false,
                weight if weight < 1.0 => state.emphasis = Emphasis::Low,
                weight if weight > 1.0 => state.emphasis = Emphasis::High,
                _ => state.emphasis = Emphasis::Normal,
            }
        }
        match name {
            "br" => {
                self.flow.line_end();
                return false;
            }
            "wbr" => return false,
            "img" => {
                let words = element.attr("alt").map(one_line).unwrap_or_default();
                if !words.is_empty() && !state.only_headings {
                    self.captions.push(words);
                }
                return false;
            }
            "a" if self.state.heading.is_some() && is_mark(element) => return false,
            "pre" => {
                self.flush();
                if let Some(text) = code(element).filter(|_| !state.only_headings) {
                    let mut block = Block::new(BlockKind::Code, text);
                    block.emphasis = state.emphasis;
                    self.out.push(Piece { block, heading: None });
                }
                return false;
            }
            _ => {}
        }
        let is_block = is_heading(name) || BLOCKS.contains(&name);
        let cell = matches!(name, "td" | "th");
        if cell && !state.row {
            self.flush();
        } else if cell || is_block && (self.state.row || self.state.heading.is_some()) {
            self.flow.push(" ");
        } else if is_block {
            self.flush();
        }
        if is_heading(name) {
            state.kind = BlockKind::Subhead;
            state.heading = Some((element.id(), anchor(element)));
        } else if matches!(name, "figcaption" | "caption") {
            state.kind = BlockKind::Caption;
        } else if name == "aside" {
            state.kind = BlockKind::Box;
        } else if name == "tr" {
            state.row = is_row(element);
        } else if name == "header" {
            state.only_headings = true;
        }
        self.outer.push((element.id(), std::mem::replace(&mut self.state, state)));
        true
    }

    fn close(&mut self, node: NodeRef<Node>) {
        let Some(element) = ElementRef::wrap(node) else { return };
        if self.outer.last().is_none_or(|(id, _)| *id != node.id()) {
            return;
        }
        let name = element.value().name();
        let inner = self.outer.last().is_some_and(|(_, outer)| outer.row || outer.heading.is_some());
        let cell = matches!(name, "td" | "th");
        if (is_heading(name) || BLOCKS.contains(&name)) && !inner || cell && !self.state.row {
            self.flush();
        } else if is_heading(name) || BLOCKS.contains(&name) || cell {
            self.flow.push(" ");
        }
        if let Some((_, outer)) = self.outer.pop() {
            self.state = outer;
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        if let Some(text) = self.flow.take() {
            let mut block = Block::new(self.state.kind, text);
            block.emphasis = self.state.emphasis;
            block.anchor = self.state.heading.as_ref().and_then(|(_, anchor)| anchor.clone());
            let heading = self.state.heading.as_ref().map(|(id, _)| *id);
            self.out.push(Piece { block, heading });
        }
        for words in self.captions.drain(..) {
            let mut block = Block::new(BlockKind::Caption, words);
            block.emphasis = self.state.emphasis;
            self.out.push(Piece { block, heading: None });
        }
    }
}

/// Whether a link in a heading is only a sign that points to the heading itself.
pub(super) fn is_mark(link: ElementRef) -> bool {
    link.attr("href").is_some_and(|href| href.contains('#'))
        && !link.text().any(|text| text.chars().any(char::is_alphanumeric))
}

/// Whether the row holds data. A row that lays out a page holds headings, tables or code.
fn is_row(row: ElementRef) -> bool {
    !row.descendent_elements().skip(1).any(|element| {
        let name = element.value().name();
        is_heading(name) || matches!(name, "table" | "pre" | "article" | "section")
    })
}

/// The fragment that leads to a heading: its own id, one inside it, or that of the section which it opens.
fn anchor(heading: ElementRef) -> Option<String> {
    let named = |element: ElementRef| element.attr("id").filter(|id| !id.trim().is_empty()).map(str::to_owned);
    let inner = || {
        heading.descendent_elements().skip(1).find_map(|element| {
            let name = (element.value().name() == "a").then(|| element.attr("name")).flatten();
            named(element).or_else(|| name.filter(|name| !name.is_empty()).map(str::to_owned))
        })
    };
    let before = || {
        let element = heading.prev_siblings().find_map(ElementRef::wrap)?;
        let bare = element.value().name() == "a" && !element.text().any(|text| !text.trim().is_empty());
        bare.then(|| named(element).or_else(|| element.attr("name").map(str::to_owned))).flatten()
    };
    let section = || {
        let first = heading.prev_siblings().all(|node| ElementRef::wrap(node).is_none());
        let parent = heading.parent().and_then(ElementRef::wrap).filter(|_| first)?;
        matches!(parent.value().name(), "section" | "div").then(|| named(parent)).flatten()
    };
    named(heading).or_else(inner).or_else(before).or_else(section)
}
