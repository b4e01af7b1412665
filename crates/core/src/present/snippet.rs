//! Snippets: the passages that show why an article is a hit.
//!
//! The text is cut into sentences at 。！？；. The stretch of neighbouring sentences that holds most of the query wins; what is too long is cut at
//! clauses around the marks; a second passage is taken where it shows something of the query that the first does not.

use super::marks::{Mark, Marker, Part, to_parts};
use super::page::Section;
use crate::index::{Field, Passage, Record};
use crate::order::{sort, sort_by};
use crate::text::chars::{closes, ends_clause, ends_sentence};
use crate::text::pieces::slice;

/// What joins two passages.
const ELLIPSIS: &str = "…";

/// How long snippets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnippetOptions {
    /// About how many characters a snippet has, 20 to 1,000.
    pub length: usize,
    /// At most how many passages it is made of, 1 to 5.
    pub passages: usize,
}

impl Default for SnippetOptions {
    fn default() -> Self {
        Self { length: 100, passages: 2 }
    }
}

/// A snippet, and the block that it is mainly from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Marked and unmarked text.
    pub parts: Vec<Part>,
    /// The number of the block that shows most of the query; none when no block shows any.
    pub block: Option<usize>,
    /// The sections that answer best.
    pub sections: Vec<Section>,
}

/// At most so many sections of an article are shown.
const MOST_SECTIONS: usize = 3;

/// A sentence, with its marks.
struct Sentence<'a> {
    passage: Passage<'a>,
    start: usize,
    end: usize,
    marks: Vec<Mark>,
}

impl Sentence<'_> {
    fn chars(&self) -> usize {
        slice(self.passage.text, self.start, self.end).chars().count()
    }
}

/// A choice of text to show.
struct Choice<'a> {
    passage: Passage<'a>,
    start: usize,
    end: usize,
    marks: Vec<(usize, usize)>,
}

/// The snippet of an article.
pub fn snippet(record: &Record<'_>, marker: &Marker<'_>, options: SnippetOptions) -> Snippet {
    let length = options.length.clamp(20, 1000);
    let sentences = sentences(record, marker);
    let mut shown = Shown::new(marker);
    let Some(best) = best_sentence(&sentences, &shown) else {
        return opening(record, length);
    };
    let block = sentences[best].passage.block;
    let mut chosen = vec![best];
    shown.add(&sentences[best].marks);
    while chosen.len() < options.passages.clamp(1, 5) {
        let fresh = best_sentence(&sentences, &shown).filter(|next| !chosen.contains(next));
        let Some(next) = fresh else { break };
        shown.add(&sentences[next].marks);
        chosen.push(next);
    }
    let share = length / chosen.len();
    sort(&mut chosen);
    let mut choices: Vec<Choice<'_>> = Vec::new();
    for at in chosen {
        let choice = extend(&sentences, at, share);
        match choices.last_mut() {
            Some(last) if last.passage == choice.passage && choice.start <= last.end => {
                last.end = last.end.max(choice.end);
                last.marks.extend(choice.marks);
                sort(&mut last.marks);
                last.marks.dedup();
            }
            _ => choices.push(choice),
        }
    }
    let sections = sections(record, marker, &sentences, length / 2);
    Snippet { parts: join(&choices), block, sections }
}

/// The beginning of the article, for a hit that no block shows.
fn opening(record: &Record<'_>, length: usize) -> Snippet {
    let mut passages = record.passages();
    passages.retain(|passage| passage.block.is_some());
    let first = passages.iter().find(|passage| passage.field == Field::Body);
    let Some(passage) = first.or(passages.first()) else {
        return Snippet::default();
    };
    let end = cut_after(passage.text, 0, length);
    Snippet {
        parts: join(&[Choice { passage: *passage, start: 0, end, marks: Vec::new() }]),
        block: None,
        sections: Vec::new(),
    }
}

/// The sections of an article with anchored headings that show most of the query, best first; none when all that answers is in one that is not
/// worth telling apart.
fn sections(record: &Record<'_>, marker: &Marker<'_>, sentences: &[Sentence<'_>], length: usize) -> Vec<Section> {
    let mut found: Vec<(f32, Section)> = Vec::new();
    let anchored = |number: usize| record.blocks[number].anchor;
    let of = |sentence: &Sentence<'_>| sentence.passage.block.and_then(|block| heading_above(record, block));
    let mut at = 0;
    while at < sentences.len() {
        let heading = of(&sentences[at]);
        let count = sentences[at..].iter().take_while(|sentence| of(sentence) == heading).count();
        let own = &sentences[at..at + count];
        at += count;
        let Some((heading, anchor)) = heading.and_then(|heading| Some((heading, anchored(heading)?))) else { continue };
        let shown = Shown::new(marker);
        // Under the heading a sentence is shown, not the heading again.
        let body = own.iter().position(|sentence| sentence.passage.block != Some(heading)).unwrap_or(own.len());
        let all: Vec<Mark> = own.iter().flat_map(|sentence| sentence.marks.iter().copied()).collect();
        let gain = shown.gain(&all);
        if gain <= 0.0 {
            continue;
        }
        let best = best_sentence(&own[body..], &shown).map(|best| join(&[extend(&own[body..], best, length)]));
        let opening = || own.get(body).map(|_| join(&[extend(&own[body..], 0, length)]));
        let title_parts = marker.parts(record.blocks[heading].text);
        let snippet = best.or_else(opening).unwrap_or_default();
        found.push((gain, Section { anchor: anchor.to_owned(), title_parts, snippet }));
    }
    sort_by(&mut found, |a, b| b.0.total_cmp(&a.0));
    found.truncate(MOST_SECTIONS);
    found.into_iter().map(|(_, section)| section).collect()
}

/// The number of the anchored heading that a block is or stands under.
pub fn heading_above(record: &Record<'_>, block: usize) -> Option<usize> {
    (0..=block.min(record.blocks.len().checked_sub(1)?)).rev().find(|&number| record.blocks[number].anchor.is_some())
}

/// Which pieces of the query have been shown.
struct Shown {
    runs: Vec<Vec<bool>>,
}

impl Shown {
    fn new(marker: &Marker<'_>) -> Self {
        Self { runs: marker.run_lengths().map(|length| vec![false; length]).collect() }
    }

    fn add(&mut self, marks: &[Mark]) {
        for mark in marks {
            let (run, from, to) = mark.piece;
            self.runs[run][from..to].iter_mut().for_each(|shown| *shown = true);
        }
    }

    /// How much of the query the marks show that has not been shown: each atom of the query once, and long pieces a little more than their
    /// atoms, so that the whole run beats its parts.
    fn gain(&self, marks: &[Mark]) -> f32 {
        let mut seen: Vec<(usize, usize, usize)> = Vec::new();
        let mut gain = 0.0;
        for mark in marks {
            let (run, from, to) = mark.piece;
            let covered = |other: &&(usize, usize, usize)| other.0 == run && other.1 <= from && to <= other.2;
            if seen.iter().find(covered).is_some() || self.runs[run][from..to].iter().all(|shown| *shown) {
                continue;
            }
            seen.push(mark.piece);
            let length = (to - from) as f32;
            gain += mark.weight.max(0.1) * (1.0 + 0.5 * (1.0 - 1.0 / length));
        }
        gain
    }
}

/// The sentence that shows most of what has not been shown; the earliest of equals, and body text before captions.
fn best_sentence(sentences: &[Sentence<'_>], shown: &Shown) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (at, sentence) in sentences.iter().enumerate() {
        let gain = shown.gain(&sentence.marks) * if sentence.passage.field == Field::Body { 1.0 } else { 0.9 };
        if gain > best.map_or(0.0, |(_, other)| other) {
            best = Some((at, gain));
        }
    }
    best.map(|(at, _)| at)
}

fn sentences<'a>(record: &Record<'a>, marker: &Marker<'_>) -> Vec<Sentence<'a>> {
    let mut sentences = Vec::new();
    for passage in record.passages().into_iter().filter(|passage| passage.block.is_some()) {
        let marks = marker.marks(passage.text);
        let mut marks = marks.into_iter().peekable();
        for (start, end) in sentence_bounds(passage.text) {
            let mut own = Vec::new();
            while let Some(mark) = marks.next_if(|mark| mark.start < end) {
                own.push(mark);
            }
            sentences.push(Sentence { passage, start, end, marks: own });
        }
    }
    sentences
}

/// Where the sentences of a text begin and end, in bytes. Closing quotes stay with the sentence that they close.
pub fn sentence_bounds(text: &str) -> Vec<(usize, usize)> {
    let mut bounds = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ends_sentence(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, closing)) = chars.next_if(|&(_, c)| ends_sentence(c) || closes(c)) {
            end = next + closing.len_utf8();
        }
        bounds.push((start, end));
        start = end;
    }
    if start < text.len() {
        bounds.push((start, text.len()));
    }
    bounds
}

/// A sentence made longer with its neighbours, or shorter around its marks, to about `length` characters.
fn extend<'a>(sentences: &[Sentence<'a>], at: usize, length: usize) -> Choice<'a> {
    let sentence = &sentences[at];
    let passage = sentence.passage;
    let (mut first, mut last) = (at, at);
    let mut chars = sentence.chars();
    if chars > length + length / 5 {
        let (start, end) = clip(sentence, length);
        return Choice { passage, start, end, marks: spans(&sentence.marks) };
    }
    // What follows explains more than what comes before.
    loop {
        let next = sentences.get(last + 1).filter(|next| next.passage == passage && chars + next.chars() <= length);
        if let Some(next) = next {
            chars += next.chars();
            last += 1;
            continue;
        }
        let before = first.checked_sub(1).map(|before| &sentences[before]);
        match before.filter(|before| before.passage == passage && chars + before.chars() <= length) {
            Some(before) => {
                chars += before.chars();
                first -= 1;
            }
            None => break,
        }
    }
    let marks = sentences[first..=last].iter().flat_map(|sentence| spans(&sentence.marks)).collect();
    let mut end = sentences[last].end;
    // Room that a whole sentence does not fit is filled with clauses of the next.
    if chars * 5 < length * 4 && sentences.get(last + 1).is_some_and(|next| next.passage == passage) {
        end = cut_after(passage.text, sentences[first].start, length);
    }
    Choice { passage, start: sentences[first].start, end: end.max(sentences[last].end), marks }
}

fn spans(marks: &[Mark]) -> Vec<(usize, usize)> {
    marks.iter().map(|mark| (mark.start, mark.end)).collect()
}

/// The part of a long sentence around the place where its marks weigh most, cut at clauses.
fn clip(sentence: &Sentence<'_>, length: usize) -> (usize, usize) {
    let text = sentence.passage.text;
    let clauses = clause_bounds(text, sentence.start, sentence.end);
    let count = |from: usize, to: usize| slice(text, clauses[from].0, clauses[to].1).chars().count();
    let mut best: Option<(f32, usize, usize)> = None;
    for from in 0..clauses.len() {
        let mut to = from;
        while to + 1 < clauses.len() && count(from, to + 1) <= length {
            to += 1;
        }
        let (start, end) = (clauses[from].0, clauses[to].1);
        let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
        let mut weight = 0.0;
        for mark in sentence.marks.iter().filter(|mark| mark.start >= start && mark.end <= end) {
            if !pieces.contains(&mark.piece) {
                pieces.push(mark.piece);
                weight += mark.weight.max(0.1);
            }
        }
        if best.is_none_or(|(other, ..)| weight > other) {
            best = Some((weight, from, to));
        }
    }
    let Some((_, from, to)) = best else { return (sentence.start, sentence.end) };
    let (start, end) = (clauses[from].0, clauses[to].1);
    if count(from, to) * 2 < length {
        // The next clause is long: a part of it says more than none.
        return (start, cut_after(text, start, length).clamp(end, sentence.end));
    }
    if count(from, to) <= length + length / 5 {
        return (start, end);
    }
    // One clause alone is too long: show what stands around its first mark.
    let first =
        sentence.marks.iter().find(|mark| mark.start >= start && mark.end <= end).map_or(start, |mark| mark.start);
    let before = slice(text, start, first).char_indices().rev().nth(length / 4).map_or(start, |(at, _)| start + at);
    let stop = slice(text, before, end).char_indices().nth(length).map_or(end, |(at, _)| before + at);
    (before, stop)
}

/// Where the clauses between two bytes begin and end.
fn clause_bounds(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut bounds = Vec::new();
    let mut from = start;
    let mut chars = slice(text, start, end).char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // A comma between digits parts thousands, a stop decimals: neither ends a clause.
        let inside_number = c.is_ascii() && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if ends_clause(c) && !inside_number {
            let mut stop = start + at + c.len_utf8();
            while let Some((next, closing)) = chars.next_if(|&(_, c)| closes(c)) {
                stop = start + next + closing.len_utf8();
            }
            bounds.push((from, stop));
            from = stop;
        }
    }
    if from < end {
        bounds.push((from, end));
    }
    bounds
}

/// Where to stop after about `length` characters from byte `start`: at the last clause that fits, else right there.
fn cut_after(text: &str, start: usize, length: usize) -> usize {
    let Some((limit, _)) = slice(text, start, text.len()).char_indices().nth(length) else { return text.len() };
    let limit = start + limit;
    clause_bounds(text, start, limit)
        .iter()
        .rev()
        .map(|&(_, end)| end)
        .find(|&end| end < limit && end > start + (limit - start) / 2)
        .unwrap_or(limit)
}

/// The passages joined by `…`, which also stands where a sentence was cut.
fn join(choices: &[Choice<'_>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let dots = |parts: &mut Vec<Part>| {
        if parts.last().is_some_and(|last| last.text != ELLIPSIS) || parts.is_empty() {
            parts.push(Part { text: ELLIPSIS.to_owned(), mark: false });
        }
    };
    for (number, choice) in choices.iter().enumerate() {
        let text = choice.passage.text;
        let trimmed = slice(text, choice.start, choice.end);
        let start = choice.start + (trimmed.len() - trimmed.trim_start().len());
        let begins = slice(text, 0, start).trim_end().chars().next_back().is_none_or(|c| ends_sentence(c) || closes(c));
        if number > 0 || !begins {
            dots(&mut parts);
        }
        parts.extend(to_parts(text, start, choice.end, &choice.marks));
        let whole = slice(text, choice.end, text.len()).trim().is_empty()
            || slice(text, 0, choice.end).chars().next_back().is_some_and(|c| ends_sentence(c) || closes(c));
        if number + 1 == choices.len() && !whole {
            dots(&mut parts);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_closing_quotes() {
        let text = "“好！”他说。然后呢？！走了";
        let shown: Vec<_> = sentence_bounds(text).iter().map(|&(start, end)| &text[start..end]).collect();
        assert_eq!(shown, ["“好！”", "他说。", "然后呢？！", "走了"]);
    }

    #[test]
    fn clauses_do_not_part_numbers() {
        let text = "共1,392家,其中81.4%为民营、其余";
        let shown: Vec<_> = clause_bounds(text, 0, text.len()).iter().map(|&(start, end)| &text[start..end]).collect();
        assert_eq!(shown, ["共1,392家,", "其中81.4%为民营、", "其余"]);
    }
}
