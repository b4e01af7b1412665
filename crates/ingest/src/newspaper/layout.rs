//! Which part each line of a page plays: all readings are weighed, and the cheapest is taken.
//!
//! A reading gives each line a [`Role`]. It costs something whenever it assumes what pages seldom do: a sentence that
//! never ends, a headline with a full stop, an article without a dateline. The search over all readings is Viterbi's: per
//! line only the cheapest way into each [`State`] is kept, so that the time is linear in the number of lines.

use super::lines::{End, Line, Shape};
use super::words::{Border, border};

/// What a line is in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// First line of the headlines of a new article.
    Head,
    /// A further line of the same headlines.
    HeadMore,
    /// First line of a headline that stands in the middle of a broken sentence.
    Aside,
    /// A further line of it.
    AsideMore,
    /// A headline inside an article.
    Sub,
    /// The second line of a subhead broken in the middle of a word.
    SubMore,
    /// First line of a paragraph.
    Para,
    /// First line of the first paragraph of an article that has no headline.
    New,
    /// Goes on with the open paragraph or caption.
    Cont,
    /// First line of a caption.
    Cap,
    /// A caption in the middle of a broken sentence.
    CapAside,
    /// The label of a box inside an article.
    Boxed,
    /// The label of a box with which a new article begins.
    BoxNew,
    /// A byline or credit that fills the line.
    By,
    /// A credit (下转第三版) in the middle of a broken sentence.
    ByAside,
}

/// All that the cost of the next line depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    last: Option<Role>,
    /// The line that ends in the middle of a sentence and has not been gone on with.
    open: Option<usize>,
    /// The open line belongs to a caption.
    open_caption: bool,
    /// The article has a headline.
    headed: bool,
    /// The article's body has not begun.
    awaits_body: bool,
    /// The article is signed: nothing more should come.
    signed: bool,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    state: State,
    cost: i32,
    role: Role,
    back: usize,
}

/// Readings so much dearer than the best one never win; they are dropped.
const BEAM: i32 = 60;
/// After so many lines the best reading so far is settled, which bounds the memory.
const SETTLE: usize = 4096;

/// The roles of all lines, by the cheapest reading.
pub(super) fn read_roles(lines: &[Line]) -> Vec<Role> {
    // Without a single dateline or byline the text is hardly a newspaper page, and rather one article.
    let newspaper = lines.iter().any(|line| line.shape == Shape::Dateline || line.signed)
        || lines.iter().skip(3).any(|line| line.shape == Shape::Byline);
    let start = State { last: None, open: None, open_caption: false, headed: false, awaits_body: false, signed: false };
    let mut roles: Vec<Role> = Vec::with_capacity(lines.len());
    let mut begin = start;
    for chunk in (0..lines.len()).step_by(SETTLE) {
        let end = (chunk + SETTLE).min(lines.len());
        let mut steps: Vec<Vec<Node>> = Vec::with_capacity(end - chunk);
        for at in chunk..end {
            let before: Vec<(State, i32)> = match steps.last() {
                None => vec![(begin, 0)],
                Some(nodes) => nodes.iter().map(|node| (node.state, node.cost)).collect(),
            };
            steps.push(step(lines, at, &before, newspaper));
        }
        let last_of_page = end == lines.len();
        let finish = |node: &Node| node.cost + if last_of_page { at_end(&node.state, lines) } else { 0 };
        let Some(last) = steps.last() else { continue };
        let Some(mut best) = (0..last.len()).min_by_key(|index| finish(&last[*index])) else { continue };
        begin = last[best].state;
        let from = roles.len();
        for nodes in steps.iter().rev() {
            roles.push(nodes[best].role);
            best = nodes[best].back;
        }
        roles[from..].reverse();
    }
    roles
}

fn step(lines: &[Line], at: usize, before: &[(State, i32)], newspaper: bool) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut borders: Vec<(usize, Border)> = Vec::new();
    for (back, (state, cost)) in before.iter().enumerate() {
        let mut join = None;
        if let Some(open) = state.open.or(at.checked_sub(1)) {
            join = borders.iter().find(|(from, _)| *from == open).map(|(_, border)| *border);
            if join.is_none() {
                let found = border(&lines[open].text, &lines[at].text);
                borders.push((open, found));
                join = Some(found);
            }
        }
        let context = Context { lines, at, state: *state, border: join.unwrap_or_default(), newspaper };
        context.offer(&mut |role, extra, next| {
            let node = Node { state: next, cost: cost + extra, role, back };
            match nodes.iter_mut().find(|other| other.state == next) {
                Some(other) if other.cost <= node.cost => {}
                Some(other) => *other = node,
                None => nodes.push(node),
            }
        });
    }
    let best = nodes.iter().map(|node| node.cost).min().unwrap_or(0);
    nodes.retain(|node| node.cost <= best + BEAM);
    nodes
}

/// What a page costs that ends in this state.
fn at_end(state: &State, lines: &[Line]) -> i32 {
    let hanging = match state.last {
        Some(Role::Head | Role::HeadMore | Role::Sub | Role::SubMore) => 6,
        Some(Role::Aside | Role::AsideMore) => 8,
        _ => 0,
    };
    let open = state.open.is_some_and(|open| open + 1 < lines.len() && !state.open_caption);
    hanging + if open && !matches!(state.last, Some(Role::Cont | Role::Para | Role::New)) { 8 } else { 0 }
}

/// One line to come in one state of the page.
struct Context<'a> {
    lines: &'a [Line],
    at: usize,
    state: State,
    border: Border,
    newspaper: bool,
}

impl Context<'_> {
    fn line(&self) -> &Line {
        &self.lines[self.at]
    }

    fn at_start(&self) -> bool {
        self.state.last.is_none()
    }

    fn last_is(&self, roles: &[Role]) -> bool {
        self.state.last.is_some_and(|last| roles.contains(&last))
    }

    /// What it costs to leave the open sentence unfinished for good.
    fn close(&self) -> i32 {
        let Some(open) = self.state.open else { return 0 };
        let open = &self.lines[open];
        if self.state.open_caption {
            return if open.unclosed { 4 } else { 1 };
        }
        if open.end == End::Complete {
            return if self.line().indented || self.line().gap { 0 } else { 2 };
        }
        if open.end == End::Soft {
            return if self.line().enumerated || self.line().text.starts_with(['“', '"', '「']) { 0 } else { 3 };
        }
        8 + if self.border.loose_tail { 3 } else { 0 }
    }

    /// What it costs to end the article (or the page's part) after the line before.
    fn leave(&self) -> i32 {
        let hanging = match self.state.last {
            Some(Role::Sub | Role::SubMore) => 8,
            Some(Role::Head | Role::HeadMore | Role::BoxNew) => 8,
            Some(Role::Boxed) => 4,
            _ => 0,
        };
        self.close() + hanging
    }

    /// The state after a line of running text.
    fn text_state(&self, role: Role, caption: bool, fresh: bool) -> State {
        let line = self.line();
        let unfinished = line.end != End::Complete || line.full;
        let open = (unfinished && !line.signed && line.shape != Shape::Byline).then_some(self.at);
        State {
            last: Some(role),
            open,
            open_caption: caption,
            headed: self.state.headed && !fresh,
            awaits_body: caption && self.state.awaits_body,
            signed: line.signed,
        }
    }

    fn offer(&self, give: &mut dyn FnMut(Role, i32, State)) {
        match self.line().shape {
            Shape::Box => self.offer_box(give),
            Shape::Caption => self.offer_caption(give),
            Shape::Byline => self.offer_byline(give),
            Shape::Dateline => self.offer_dateline(give),
            Shape::Text => self.offer_text(give),
        }
        // Whatever a line looks like, it may be the rest of an open sentence; the looks make that dear.
        let by_looks = match self.line().shape {
            Shape::Text => 0,
            Shape::Byline => 10,
            Shape::Dateline => 14,
            Shape::Caption if self.state.open_caption => 0,
            Shape::Caption => 8,
            Shape::Box => 12,
        };
        if self.state.open.is_some() {
            self.offer_rest(by_looks, give);
        }
    }

    /// Goes on with the open sentence.
    fn offer_rest(&self, by_looks: i32, give: &mut dyn FnMut(Role, i32, State)) {
        let Some(open) = self.state.open else { return };
        let (line, tail) = (self.line(), &self.lines[open]);
        let border = self.border;
        let mut cost = 1 + by_looks;
        if border.crossed {
            cost -= 6;
        } else if line.clings {
            cost -= 4;
        } else if line.clipped {
            cost -= 3;
        } else {
            cost += if border.loose_tail { 3 } else { 0 } + if border.loose_head { 2 } else { 0 };
        }
        cost += if line.indented && !border.crossed { 3 } else { 0 };
        if tail.end == End::Soft && (line.enumerated || line.text.starts_with(['“', '"', '「'])) {
            cost += 6;
        }
        if self.state.open_caption {
            let same_picture = tail.unclosed || border.crossed || line.clings;
            if line.placed {
                cost = 0;
            } else if line.gap && !same_picture {
                cost += 5;
            }
        } else {
            // A short piece without any sign, between two gaps, is rather a headline than a part of the sentence.
            let gap_below = self.lines.get(self.at + 1).is_none_or(|next| next.gap);
            let lonely = line.gap && gap_below && line.end == End::Open && line.unlike_headline <= 1;
            cost += if lonely && (line.in_halves || !border.crossed) { 4 } else { 0 };
        }
        let mut next = self.text_state(Role::Cont, self.state.open_caption, false);
        next.headed = self.state.headed;
        give(Role::Cont, cost, next);
    }

    fn offer_box(&self, give: &mut dyn FnMut(Role, i32, State)) {
        let base = State { last: Some(Role::Boxed), open: None, open_caption: false, ..self.state };
        if !self.at_start() {
            give(Role::Boxed, self.close() + 1 + self.hanging_subhead(), base);
        }
        let next = State { last: Some(Role::BoxNew), headed: false, awaits_body: true, signed: false, ..base };
        // A label may follow an article that is nothing but a headline and pictures.
        let leave = if self.last_is(&[Role::Head, Role::HeadMore]) { self.close() + 4 } else { self.leave() };
        give(Role::BoxNew, leave + i32::from(!self.at_start()), next);
    }

    fn hanging_subhead(&self) -> i32 {
        if self.last_is(&[Role::Sub, Role::SubMore]) { 4 } else { 0 }
    }

    fn offer_caption(&self, give: &mut dyn FnMut(Role, i32, State)) {
        let line = self.line();
        let mut next = self.text_state(Role::Cap, true, false);
        next.signed = self.state.signed;
        next.awaits_body = self.state.awaits_body || self.at_start();
        give(Role::Cap, self.close() + 1 + self.hanging_subhead(), next);
        if self.state.open.is_some() && !self.state.open_caption && line.end != End::Open {
            let next = State { last: Some(Role::CapAside), ..self.state };
            give(Role::CapAside, 3, next);
        }
        // 某某 摄 alone does not make a caption: the line may be the last paragraph of a report.
        if line.length > 60 && !line.placed {
            give(Role::Para, self.close() + 3, self.text_state(Role::Para, false, false));
        }
    }

    fn offer_byline(&self, give: &mut dyn FnMut(Role, i32, State)) {
        // 某某社某地某日电 题：…… stands alone above its reporters.
        let titled =
            self.state.open.is_some_and(|open| open + 1 == self.at && self.lines[open].shape == Shape::Dateline);
        let opening = self.state.awaits_body || self.at_start() || titled;
        let next = State {
            last: Some(Role::By),
            open: None,
            open_caption: false,
            awaits_body: opening,
            signed: !opening,
            ..self.state
        };
        let close = if titled { 1 } else { self.close() };
        give(Role::By, close + self.hanging_subhead(), next);
        if self.state.open.is_some() && !self.state.open_caption && !titled {
            give(Role::ByAside, 4, State { last: Some(Role::ByAside), ..self.state });
        }
    }

    fn offer_dateline(&self, give: &mut dyn FnMut(Role, i32, State)) {
        if self.state.awaits_body {
            give(Role::Para, self.close(), self.text_state(Role::Para, false, false));
        }
        let start = if self.at_start() { 0 } else { 2 };
        let taken =
            if self.state.awaits_body && !self.last_is(&[Role::Head, Role::HeadMore, Role::BoxNew]) { 4 } else { 0 };
        give(Role::New, self.leave() + start + taken, self.text_state(Role::New, false, true));
    }

    fn offer_text(&self, give: &mut dyn FnMut(Role, i32, State)) {
        let line = self.line();
        let like = line.unlike_headline + if line.full { 4 } else { 0 };
        self.offer_headlines(like, give);
        let in_body = !self.state.awaits_body && !self.at_start();
        if in_body {
            let length = match line.length {
                0..=24 => 0,
                25..=30 => 1,
                31..=36 => 3,
                _ => 5,
            } + if line.commas > 0 { 2 } else { 0 };
            let late = if self.state.signed { 8 } else { 0 };
            let row = if self.last_is(&[Role::Sub, Role::SubMore]) { 8 } else { 0 };
            let next = State { last: Some(Role::Sub), open: None, open_caption: false, ..self.state };
            give(Role::Sub, self.close() + like + 1 + length + late + row, next);
            if self.last_is(&[Role::Sub]) && self.border.crossed {
                give(Role::SubMore, like + 1, State { last: Some(Role::SubMore), ..next });
            }
        }
        self.offer_paragraph(in_body, give);
        if self.state.open.is_none() && line.clings && self.last_is(&[Role::Para, Role::New, Role::Cont, Role::Cap]) {
            let mut next = self.text_state(Role::Cont, self.last_is(&[Role::Cap]), false);
            next.headed = self.state.headed;
            give(Role::Cont, 1, next);
        }
    }

    fn offer_headlines(&self, like: i32, give: &mut dyn FnMut(Role, i32, State)) {
        let headed = State {
            last: Some(Role::Head),
            open: None,
            open_caption: false,
            headed: true,
            awaits_body: true,
            signed: false,
        };
        if self.last_is(&[Role::Head, Role::HeadMore, Role::BoxNew]) {
            let crossed = if self.border.crossed { -4 } else { 0 };
            give(Role::HeadMore, like + 1 + crossed, State { last: Some(Role::HeadMore), ..headed });
        }
        if self.last_is(&[Role::Aside, Role::AsideMore]) {
            let next = State { last: Some(Role::AsideMore), ..self.state };
            give(Role::AsideMore, like + 2, next);
        }
        // Page numbers and credits above the first headline do not make it a second one.
        let first = self.at_start() || self.last_is(&[Role::By]) && self.state.awaits_body && !self.state.headed;
        let start = match (first, self.newspaper) {
            (true, _) => 0,
            (false, true) => 3 - if self.state.signed { 2 } else { 0 },
            (false, false) => 13,
        };
        give(Role::Head, self.leave() + like + start, headed);
        if self.state.open.is_some()
            && !self.state.open_caption
            && !self.last_is(&[Role::Aside, Role::AsideMore, Role::CapAside])
        {
            let next = State { last: Some(Role::Aside), ..self.state };
            give(Role::Aside, like + if self.state.headed { 6 } else { 3 }, next);
        }
    }

    fn offer_paragraph(&self, in_body: bool, give: &mut dyn FnMut(Role, i32, State)) {
        let line = self.line();
        let mut cost = self.close();
        cost += if line.clings { 8 } else { 0 } + if line.clipped { 4 } else { 0 };
        // A short line without a sign is seldom the start of a paragraph that breaks off.
        cost += match line.length {
            _ if line.end != End::Open || line.unlike_headline > 2 || line.full => 0,
            _ if line.commas > 0 => 1,
            0..=24 => 4,
            25..=30 => 3,
            31..=36 => 2,
            _ => 1,
        };
        cost -= if line.indented { 2 } else { 0 };
        if in_body {
            cost += if self.state.signed { 6 } else { 0 };
            cost += if line.loose_head && !line.indented { 4 } else { 0 };
        } else if self.at_start() {
            cost += 1;
        } else if self.last_is(&[Role::BoxNew]) || self.state.last == Some(Role::HeadMore) && !self.state.headed {
            cost += 6;
        } else if !self.last_is(&[Role::By]) && self.newspaper {
            // The first paragraph has no dateline: its beginning is lost, or the paper does without. Below one line
            // alone that looks more like a subhead.
            cost += if line.loose_head { 2 } else { 4 };
            cost += if self.last_is(&[Role::Head]) && line.loose_head { 3 } else { 0 };
        }
        give(Role::Para, cost, self.text_state(Role::Para, false, false));
        // Text below a signature belongs to an article that lost its beginning.
        if in_body && self.state.signed {
            give(Role::New, cost - 2, self.text_state(Role::New, false, true));
        }
    }
}
