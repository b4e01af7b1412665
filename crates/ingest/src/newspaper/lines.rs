//! One line of a page, and what its looks say of it.

use super::byline::{dateline, is_whole_byline};
use super::vocabulary::{
    BOX_LABELS, CAPTION_MARKS, CAPTION_STARTS, NO_END, NO_START, PLACES_IN_PICTURE, spell, spell_front,
};
use super::words::loose_head;
use crate::typeset::{is_han, lines};

/// What a line is by its own words, before its neighbours are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The label of a box.
    Box,
    /// The start of a picture's caption.
    Caption,
    /// A byline or a credit that fills the line.
    Byline,
    /// The start of an article's first paragraph.
    Dateline,
    /// Anything else.
    Text,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With the end of a sentence.
    Complete,
    /// With a semicolon or a colon: perhaps the end of an item.
    Soft,
    /// In the middle of a sentence.
    Open,
}

/// One line with its looks.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The text, trimmed.
    pub text: String,
    pub shape: Shape,
    pub end: End,
    /// Whether an empty line stands above.
    pub gap: bool,
    /// Whether the line is set in by two spaces or more, as a paragraph's first line is.
    pub indented: bool,
    /// Begins with a character that cannot begin a line: a comma, a full stop, a closing bracket.
    pub clings: bool,
    /// Begins with a number, 一是, (1) or the like.
    pub enumerated: bool,
    /// Begins with a person's place in a picture: (左).
    pub placed: bool,
    /// Begins with 的, 了 or another character that no paragraph begins with.
    pub clipped: bool,
    /// Begins in the middle of a word.
    pub loose_head: bool,
    /// Brackets or quotation marks that stay open at the end of the line.
    pub unclosed: bool,
    /// How unlike a headline it is: 0 for the very picture of one, 12 and more for running text.
    pub unlike_headline: i32,
    /// Opening brackets and quotation marks less closing ones.
    pub depth: i32,
    /// Length in characters without white space.
    pub length: usize,
    /// Has two or three parts set apart by spaces, as headlines have and sentences have not.
    pub in_halves: bool,
    /// Commas, a semicolon counting for two.
    pub commas: usize,
    /// Fills the measure of a text that is broken at a fixed width, and has no gap below: even a full stop at its end may be
    /// in the middle of a paragraph.
    pub full: bool,
    /// Whether it ends with a byline in brackets.
    pub signed: bool,
}

/// Cuts a page into lines; empty lines become the `gap` of the line below.
pub(super) fn read_lines(text: &str) -> Vec<Line> {
    let mut texts: Vec<(String, bool, bool)> = Vec::new();
    let mut gap = true;
    for raw in lines(text) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        let indent: usize =
            raw.chars().take_while(|c| c.is_whitespace()).map(|c| 1 + usize::from(c == '\u{3000}')).sum();
        if !gap
            && let Some((last, _, _)) = texts.last_mut()
            && one_mark(last, trimmed)
        {
            last.push_str(trimmed);
            continue;
        }
        if gap
            && let Some((last, _, _)) = texts.last_mut()
            && one_mark(last, trimmed)
        {
            last.push_str(trimmed);
            gap = false;
            continue;
        }
        texts.push((trimmed.to_owned(), gap, indent >= 2));
        gap = false;
    }
    let mut lines: Vec<Line> = texts.into_iter().map(|(text, gap, indented)| look(text, gap, indented)).collect();
    mark_full_lines(&mut lines);
    forgive_split_quotes(&mut lines);
    lines
}

/// What an unclosed or unopened bracket costs a headline.
const UNBALANCED: i32 = 5;

/// Two short lines may be one headline although a quotation begins on the first and ends on the second.
fn forgive_split_quotes(lines: &mut [Line]) {
    const LONGEST: usize = 30;
    let short = |line: &Line| line.length <= LONGEST && line.commas == 0 && line.end == End::Open;
    for at in 1..lines.len() {
        let (first, second) = (&lines[at - 1], &lines[at]);
        if first.depth > 0 && first.depth + second.depth == 0 && short(first) && short(second) {
            lines[at - 1].unlike_headline -= UNBALANCED;
            lines[at].unlike_headline -= UNBALANCED;
        }
    }
}

/// Finds out whether the text is broken at a fixed width, counted in characters or in columns, and marks the full lines.
fn mark_full_lines(lines: &mut [Line]) {
    const NARROWEST: usize = 12;
    const WIDEST: usize = 200;
    let chars = |line: &Line| line.length;
    let columns = |line: &Line| line.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() / 2;
    let measures: [&dyn Fn(&Line) -> usize; 2] = [&chars, &columns];
    for measure in measures {
        let widths: Vec<usize> =
            lines.iter().map(|line| if line.length > WIDEST { 0 } else { measure(line) }).collect();
        let mut counts = vec![0usize; WIDEST + 1];
        let inside = (1..lines.len()).filter(|at| !lines[*at].gap).map(|at| widths[at - 1]);
        inside.filter(|width| (NARROWEST..=WIDEST).contains(width)).for_each(|width| counts[width] += 1);
        let Some(width) = (NARROWEST..=WIDEST).max_by_key(|width| counts[*width] + counts[width - 1]) else { return };
        let full = |at: usize| widths[at] + 1 >= width && widths[at] <= width + 1;
        let count = (0..lines.len()).filter(|at| full(*at)).count();
        if count >= 6 && count * 2 >= lines.len() {
            for at in 0..lines.len() - 1 {
                lines[at].full |= full(at) && !lines[at + 1].gap;
            }
            return;
        }
    }
}

/// Whether a dateline, a byline or a box label is broken between two lines: 本报 | 讯 (记者 某某).
fn one_mark(first: &str, second: &str) -> bool {
    const SHORT: usize = 60;
    if first.chars().nth(SHORT).is_some() {
        return false;
    }
    let length = first.chars().count();
    let head: String = second.chars().take(SHORT + 40).collect();
    let both = format!("{first}{head}");
    if is_whole_byline(first) || is_box_label(first) {
        let spelt = spell_front(&head, 4);
        return is_box_label(first) && spelt.chars().all(|c| matches!(c, '>' | '》' | '»' | ':' | '】'));
    }
    if dateline(&both).is_some_and(|found| found.length > length) {
        // A dateline that is whole on the second line needs nothing from the first.
        return dateline(second)
            .is_none_or(|_| dateline(first).is_some() || first.chars().count() <= 8 && starts_mark(first));
    }
    let open =
        first.chars().map(spell).filter(|c| *c == '(').count() > first.chars().map(spell).filter(|c| *c == ')').count();
    let label = is_box_label(&both) && second.chars().count() <= 8 && length <= 4;
    open && second.chars().count() <= SHORT && is_whole_byline(&both) || label
}

/// Whether a short line is the beginning of 本报讯 or of an agency's name.
fn starts_mark(text: &str) -> bool {
    ["本报讯", "本报", "本", "新华社", "新华", "据新华社"].contains(&spell_front(text, 8).as_str())
}

fn look(text: String, gap: bool, indented: bool) -> Line {
    let spelt = spell_front(&text, 200);
    let placed = is_placed(&spelt);
    let shape = if is_box_label(&text) {
        Shape::Box
    } else if is_whole_byline(&text) {
        Shape::Byline
    } else if dateline(&text).is_some() {
        Shape::Dateline
    } else if placed || is_caption(&text, &spelt) {
        Shape::Caption
    } else {
        Shape::Text
    };
    let end = end_of(&text);
    let clings = text.chars().next().is_some_and(|c| "，。、；：！？”’）》」』】〉…·%％,;:!?)]}%".contains(c));
    let loose_head = loose_head(&text);
    let counted = count(&text);
    let unclosed = counted.depth > 0;
    let unlike_headline = unlike_headline(&text, end, clings, loose_head, &counted);
    Line {
        shape,
        end,
        gap,
        indented,
        clings,
        clipped: text.chars().next().is_some_and(|c| NO_START.contains(spell(c))),
        enumerated: is_enumerated(&spelt),
        placed,
        loose_head,
        unclosed,
        unlike_headline,
        depth: counted.depth,
        length: counted.length,
        full: false,
        in_halves: (2..=3).contains(&counted.halves),
        commas: counted.commas,
        signed: super::byline::ending_byline(&text).is_some(),
        text,
    }
}

/// How a text ends, closing brackets and quotation marks left aside.
pub(super) fn end_of(text: &str) -> End {
    let core = text.trim_end_matches(|c: char| c.is_whitespace() || "”’」』）)】》〉]\"'＂".contains(c));
    let mut back = core.chars().rev();
    match back.next() {
        Some('。' | '！' | '？' | '!' | '?' | '…' | '｡') => End::Complete,
        Some('.') if back.next().is_some_and(|c| c.is_ascii_alphabetic() || ")]\"'".contains(c)) => End::Complete,
        Some('；' | ';' | '：' | ':') if core.len() == text.len() => End::Soft,
        _ => End::Open,
    }
}

struct Counts {
    length: usize,
    commas: usize,
    stops: usize,
    depth: i32,
    balanced: bool,
    longest_half: usize,
    halves: usize,
}

fn count(text: &str) -> Counts {
    let mut counts = Counts { length: 0, commas: 0, stops: 0, depth: 0, balanced: true, longest_half: 0, halves: 1 };
    let mut half = 0;
    let mut previous = ' ';
    let mut after_space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            after_space = true;
            continue;
        }
        if after_space && is_half_border(previous) && is_half_border(c) {
            counts.halves += 1;
            half = 0;
        }
        after_space = false;
        counts.length += 1;
        half += if c.is_ascii() { 1 } else { 2 };
        counts.longest_half = counts.longest_half.max(half / 2);
        match c {
            '，' | ',' => counts.commas += 1,
            '；' | ';' => counts.commas += 2,
            '。' => counts.stops += 1,
            '（' | '(' | '“' | '《' | '「' | '『' | '【' => counts.depth += 1,
            '）' | ')' | '”' | '》' | '」' | '』' | '】' => {
                counts.depth -= 1;
                counts.balanced &= counts.depth >= 0;
            }
            _ => {}
        }
        previous = c;
    }
    counts
}

fn is_half_border(c: char) -> bool {
    is_han(c) || c.is_ascii_digit() || "“”‘’《》「」『』！？!?%％（）()".contains(c)
}

/// The places where a headline's halves are set apart by a space: byte ranges of the halves.
pub(super) fn halves(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = text;
    let mut base = 0;
    while let Some(space) = rest.find(char::is_whitespace) {
        let after = rest[space..].len() - rest[space..].trim_start().len() + space;
        let left = rest[..space].chars().next_back();
        let right = rest[after..].chars().next();
        if left.is_some_and(is_half_border) && right.is_some_and(is_half_border) {
            found.push(&text[start..base + space]);
            start = base + after;
        }
        base += after;
        rest = &text[base..];
    }
    found.push(&text[start..]);
    found
}

fn unlike_headline(text: &str, end: End, clings: bool, loose_head: bool, counts: &Counts) -> i32 {
    let last = text.chars().next_back().unwrap_or(' ');
    let first = text.chars().next().unwrap_or(' ');
    let mut cost = 0;
    cost += match end {
        End::Complete if "。｡.".contains(last) => 12,
        End::Complete if text.trim_end_matches(['”', '’', '」', '』', ')', '）']).ends_with('。') => 12,
        End::Soft => 8,
        _ if "，,、".contains(last) => 8,
        _ => 0,
    };
    cost += if counts.stops > 0 { 10 } else { 0 };
    cost += if counts.length < 4 { 5 } else { 0 };
    cost += (i32::try_from(counts.longest_half).unwrap_or(i32::MAX).saturating_sub(34).max(0) / 4).min(20);
    cost += if counts.length > 80 { 8 } else { 0 };
    cost += i32::try_from(counts.commas.min(10)).unwrap_or(10) * 2;
    // 此外, 据介绍, and the like begin sentences.
    cost += if text.chars().take(6).any(|c| matches!(c, '，' | ',')) { 3 } else { 0 };
    cost += if last.is_ascii_digit() { 2 } else { 0 };
    cost += if clings { 12 } else { 0 };
    cost += if NO_START.contains(spell(first)) { 3 } else { 0 };
    cost += if NO_END.contains(spell(last)) { 4 } else { 0 };
    cost += if counts.depth != 0 || !counts.balanced { UNBALANCED } else { 0 };
    cost += if loose_head { 1 } else { 0 };
    cost - i32::from((2..=3).contains(&counts.halves))
}

fn is_box_label(text: &str) -> bool {
    if text.chars().nth(16).is_some() {
        return false;
    }
    let spelt = spell_front(text, 16);
    let decoration = |c: char| c.is_whitespace() || "<>《》»«›‹【】[]()■□◆◇●○★☆▲△▶▷▼▽→:|·—-=*~/\\".contains(c);
    let core: String = spelt.trim_matches(decoration).chars().filter(|c| !c.is_whitespace()).collect();
    let decorated = spelt.trim().chars().count() > spelt.trim_matches(decoration).chars().count();
    BOX_LABELS.contains(&core.as_str())
        && (decorated || core.chars().count() >= 4 || ["链接", "短讯", "简讯"].contains(&core.as_str()))
}

fn is_placed(spelt: &str) -> bool {
    let Some(rest) = spelt.strip_prefix('(') else { return false };
    rest.split_once(')').is_some_and(|(inside, _)| PLACES_IN_PICTURE.contains(&inside))
}

fn is_caption(text: &str, spelt: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    if CAPTION_MARKS.contains(first) && text.chars().nth(3).is_some() {
        return true;
    }
    if CAPTION_STARTS.iter().any(|start| spelt.starts_with(start)) {
        return true;
    }
    let mut chars = text.chars();
    if matches!(chars.next(), Some('图' | '圖'))
        && chars.next().is_some_and(|c| c.is_ascii_digit() || "①②③④⑤⑥⑦⑧⑨".contains(c))
    {
        return true;
    }
    if text.chars().nth(150).is_some() {
        return false;
    }
    // 新华社记者 某某 摄 at the end of a short text is a picture's credit.
    let tail = spelt.trim_end_matches([')', '。', ' ']);
    let credit = ["摄", "供图", "资料图片", "资料照片", "摄影"].iter().any(|word| tail.ends_with(word));
    credit && (spelt.contains("记者") || spelt.contains("通讯员") || spelt.ends_with(')') || tail.contains(' '))
}

fn is_enumerated(spelt: &str) -> bool {
    let mut chars = spelt.chars();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let Some(first) = chars.next() else { return false };
    if "①②③④⑤⑥⑦⑧⑨⑩●■◆★·•-—".contains(first) {
        return true;
    }
    let rest: String = spelt.trim_start_matches(['(', '第']).chars().skip_while(|c| numeral(*c)).take(2).collect();
    let counted = spelt.trim_start_matches(['(', '第']).chars().next().is_some_and(numeral);
    counted
        && (rest.starts_with(['、', '.', ')', ':', '是', ',']) && !rest.starts_with(".0")
            || spelt.starts_with('第') && rest.starts_with(['条', '章', '节', ',']))
}
