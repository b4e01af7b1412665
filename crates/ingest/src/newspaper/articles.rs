//! Lines with their roles become articles.

use std::collections::HashSet;

use xunzhang_core::{Article, Block, BlockKind};

use super::byline::{Dateline, agency_signature, credits, dateline, ending_byline, is_whole_byline};
use super::headlines::{make_headline, tell_apart};
use super::layout::Role;
use super::lines::{Line, Shape, halves};
use super::vocabulary::FUNCTION;
use crate::typeset::{is_han, join_lines};
use crate::{Date, Edition};

/// An article in the making.
#[derive(Debug, Default)]
struct Draft {
    head: Vec<String>,
    blocks: Vec<Block>,
    /// The block that an open sentence is in.
    open: Option<usize>,
    /// Inside a box: further paragraphs belong to it.
    boxed: bool,
    /// Nothing but bylines, page numbers and credits so far.
    only_credits: bool,
}

/// A headline found in the middle of a sentence of the draft `home`, after its block `after`.
#[derive(Debug)]
struct Stray {
    lines: Vec<String>,
    home: usize,
    after: usize,
}

/// Puts the lines of a page together.
pub(super) fn assemble(lines: Vec<Line>, roles: &[Role], edition: &Edition) -> Vec<Article> {
    let edition = &Edition { date: edition.date.or_else(|| printed_date(&lines)), ..edition.clone() };
    let (mut drafts, strays) = sort_out(lines, roles);
    place_strays(&mut drafts, strays);
    promote_subheads(&mut drafts);
    part_pictures(&mut drafts);
    drafts.into_iter().map(|draft| finish(draft, edition)).collect()
}

/// The day of publication as the page itself prints it, among its page numbers and credits.
fn printed_date(lines: &[Line]) -> Option<Date> {
    let credits = lines.iter().filter(|line| line.shape == Shape::Byline);
    credits
        .filter_map(|line| {
            let digits = line.text.find(|c: char| c.is_ascii_digit())?;
            Date::parse(&line.text[digits..])
        })
        .next()
}

fn sort_out(lines: Vec<Line>, roles: &[Role]) -> (Vec<Draft>, Vec<Stray>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut strays: Vec<Stray> = Vec::new();
    for (line, role) in lines.into_iter().zip(roles) {
        // Page numbers and credits above the first headline belong to its article.
        let unopened = matches!(&drafts[..], [only] if only.only_credits && only.head.is_empty());
        if drafts.is_empty() || matches!(role, Role::Head | Role::New | Role::BoxNew) && !unopened {
            drafts.push(Draft { only_credits: true, ..Draft::default() });
        }
        let home = drafts.len() - 1;
        let draft = &mut drafts[home];
        draft.only_credits &= *role == Role::By;
        let kind = match role {
            Role::Head | Role::HeadMore => {
                draft.head.push(line.text);
                continue;
            }
            Role::Aside => {
                strays.push(Stray { lines: vec![line.text], home, after: draft.open.unwrap_or(0) });
                continue;
            }
            Role::AsideMore => {
                if let Some(stray) = strays.last_mut() {
                    stray.lines.push(line.text);
                }
                continue;
            }
            Role::Cont | Role::SubMore => {
                let last = draft.blocks.len().checked_sub(1);
                let place = if *role == Role::Cont { draft.open.or(last) } else { last };
                match place {
                    Some(place) => join_lines(&mut draft.blocks[place].text, &line.text),
                    None => draft.blocks.push(Block::new(BlockKind::Paragraph, line.text)),
                }
                continue;
            }
            Role::Sub => BlockKind::Subhead,
            Role::Cap | Role::CapAside => BlockKind::Caption,
            Role::Boxed | Role::BoxNew => BlockKind::Box,
            Role::Para if draft.boxed => BlockKind::Box,
            Role::Para | Role::New | Role::By | Role::ByAside => BlockKind::Paragraph,
        };
        draft.boxed |= *role == Role::Boxed;
        draft.blocks.push(Block::new(kind, line.text));
        if !matches!(role, Role::CapAside | Role::ByAside) {
            draft.open = Some(draft.blocks.len() - 1);
        }
    }
    (drafts, strays)
}

/// Gives headlines that stood inside a sentence to the articles that lack one: to the one with which they share most.
fn place_strays(drafts: &mut [Draft], strays: Vec<Stray>) {
    let mut homeless: Vec<Stray> = Vec::new();
    for stray in strays {
        let words = pairs(stray.lines.iter().map(String::as_str));
        let mut best: Option<(usize, usize)> = None;
        for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.head.is_empty()) {
            let near = if index == stray.home || index == stray.home + 1 { 1 } else { 0 };
            let score = shared(&words, draft) * 2 + near;
            if best.is_none_or(|(_, other)| score > other) && (score > 1 || near == 1) {
                best = Some((index, score));
            }
        }
        match best {
            Some((index, _)) => drafts[index].head = stray.lines,
            None => homeless.push(stray),
        }
    }
    // No article lacks a headline: the line was a subhead, set a little too early.
    for stray in homeless.into_iter().rev() {
        let blocks = &mut drafts[stray.home].blocks;
        let place = (stray.after + 1).min(blocks.len());
        let subheads = stray.lines.into_iter().map(|text| Block::new(BlockKind::Subhead, text));
        blocks.splice(place..place, subheads);
    }
}

/// An article without a headline whose one subhead has two halves: that is the headline, set between two paragraphs.
fn promote_subheads(drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.head.is_empty()) {
        let subheads: Vec<usize> =
            (0..draft.blocks.len()).filter(|at| draft.blocks[*at].kind == BlockKind::Subhead).collect();
        if let [only] = subheads[..]
            && halves(&draft.blocks[only].text).len() > 1
        {
            draft.head.push(draft.blocks.remove(only).text);
        }
    }
}

/// A headline over pictures, then a report that shares nothing with it: two articles, the second without a headline.
fn part_pictures(drafts: &mut Vec<Draft>) {
    const ENOUGH_TO_TELL: usize = 8;
    let mut at = 0;
    while at < drafts.len() {
        let draft = &mut drafts[at];
        at += 1;
        let pictures = draft.blocks.iter().take_while(|block| block.kind == BlockKind::Caption).count();
        if draft.head.is_empty() || pictures == 0 || pictures == draft.blocks.len() {
            continue;
        }
        let words = pairs(draft.head.iter().map(String::as_str));
        if dateline(&draft.blocks[pictures].text).is_none() || words.len() < ENOUGH_TO_TELL {
            continue;
        }
        let body = Draft { blocks: draft.blocks.split_off(pictures), ..Draft::default() };
        if shared(&words, &body) * 12 >= words.len() {
            draft.blocks.extend(body.blocks);
        } else {
            drafts.insert(at, body);
            at += 1;
        }
    }
}

/// Pairs of neighbouring Han characters that carry meaning.
fn pairs<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<(char, char)> {
    let mut found = HashSet::new();
    for text in texts {
        let mut previous = None;
        for c in text.chars() {
            let now = (is_han(c) && !FUNCTION.contains(c)).then_some(c);
            if let (Some(a), Some(b)) = (previous, now) {
                found.insert((a, b));
            }
            previous = now;
        }
    }
    found
}

fn shared(words: &HashSet<(char, char)>, draft: &Draft) -> usize {
    pairs(draft.blocks.iter().map(|block| block.text.as_str())).intersection(words).count()
}

fn finish(draft: Draft, edition: &Edition) -> Article {
    let mut article = Article { blocks: draft.blocks, ..Article::default() };
    let heads = tell_apart(&draft.head);
    article.headline = heads.headline;
    article.lead_in = heads.lead_in;
    article.sub_headline = heads.sub_headline;
    let running = |block: &&Block| block.kind == BlockKind::Paragraph;
    let first = article.blocks.iter().filter(running).find(|block| !is_whole_byline(&block.text));
    let opening =
        article.blocks.iter().filter(running).take(3).find_map(|block| dateline(&block.text)).unwrap_or_default();
    if article.headline.is_empty() {
        let made = first.or(article.blocks.first()).and_then(|block| make_headline(after_dateline(&block.text)));
        article.headline_made = made.is_some();
        article.headline = made.unwrap_or_default();
    }
    let mut authors = opening.authors.clone();
    let mut source = opening.source.clone();
    for block in article.blocks.iter().filter(running) {
        let text = block.text.as_str();
        let credit = is_whole_byline(text).then(|| credits(text)).or_else(|| ending_byline(text));
        let Some(credit) = credit else { continue };
        authors.extend(credit.authors);
        source = source.or(credit.source);
    }
    if authors.is_empty() && opening.source.is_some() {
        let last = article.blocks.iter().rfind(running);
        authors.extend(last.map(|block| agency_signature(&block.text)).unwrap_or_default());
    }
    let mut seen = HashSet::new();
    authors.retain(|name| seen.insert(name.clone()));
    article.authors = authors;
    article.source = source.or_else(|| edition.publication.clone());
    article.place = opening.place;
    article.date = date_of(&opening.date, edition);
    article
}

fn date_of(date: &Option<crate::date::PartialDate>, edition: &Edition) -> Option<String> {
    let named = date.and_then(|date| date.complete(edition.date));
    named.or(edition.date).map(|date| date.to_string())
}

fn after_dateline(text: &str) -> &str {
    let length = dateline(text).map_or(0, |Dateline { length, .. }| length);
    let at = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
    &text[at..]
}
