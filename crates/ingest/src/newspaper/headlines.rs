//! The lines above an article: which is the lead-in (引题), which the headline, which the sub-headline (副题).

use super::lines::halves;
use super::vocabulary::{GOES_ON, LEAD_IN_ENDS, spell};
use super::words::border;
use crate::typeset::{is_han, join_lines};

/// The lines above an article, told apart. Together they hold every character of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headlines {
    pub lead_in: Option<String>,
    pub headline: String,
    pub sub_headline: Option<String>,
}

/// Tells the headline lines of an article apart.
///
/// - A line (or the first half of one) that ends like 某某强调 or 某某时 leads in what follows.
/// - A line that begins with 为, 将, 把 and the like goes on with the line above.
/// - Of two other lines a much shorter second one is the headline and the first leads in; a longer one is the sub-headline;
///   two short ones of equal length are one headline.
pub(super) fn tell_apart(lines: &[String]) -> Headlines {
    let mut parts = whole_lines(lines);
    let mut found = Headlines::default();
    if let Some(first) = parts.first().cloned() {
        let pieces = halves(&first);
        if pieces.len() > 1 && leads_in(pieces[0]) {
            let rest = first[pieces[0].len()..].trim_start().to_owned();
            found.lead_in = Some(pieces[0].to_owned());
            parts[0] = rest;
        } else if parts.len() > 1 && leads_in(&first) {
            found.lead_in = Some(parts.remove(0));
        }
    }
    if found.lead_in.is_none() && parts.len() >= 2 {
        let (first, second) = (weight(&parts[0]), weight(&parts[1]));
        if second >= 5 && first * 10 >= second * 14 && !is_sub(&parts[1]) {
            found.lead_in = Some(parts.remove(0));
        } else if first <= 12 && second <= 12 && first.abs_diff(second) <= 2 && !is_sub(&parts[1]) {
            let second = parts.remove(1);
            parts[0] = format!("{} {second}", parts[0]);
        }
    }
    let mut rest = parts.into_iter();
    found.headline = rest.next().unwrap_or_default();
    let sub: Vec<String> = rest.collect();
    found.sub_headline = (!sub.is_empty()).then(|| sub.join(" "));
    found
}

/// Puts together again the lines that are one: a word broken between them, or a second line that cannot stand alone.
fn whole_lines(lines: &[String]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in lines {
        let Some(last) = parts.last_mut() else {
            parts.push(line.clone());
            continue;
        };
        let first = line.chars().next().map_or(' ', spell);
        let open = last.chars().filter(|c| "（(“《「".contains(*c)).count()
            > last.chars().filter(|c| "）)”》」".contains(*c)).count();
        if border(last, line).crossed
            || open
            || "，。、；：！？”’）》」,;:!?)".contains(first)
            || last.ends_with(['、', '，', ',', '·'])
        {
            join_lines(last, line);
        } else if GOES_ON.contains(first) && !leads_in(last) {
            last.push(' ');
            last.push_str(line);
        } else {
            parts.push(line.clone());
        }
    }
    parts
}

fn leads_in(text: &str) -> bool {
    let spelt: String = text.trim_end_matches(['：', ':', '，', ',']).chars().map(spell).collect();
    let length = spelt.chars().count();
    length >= 6 && LEAD_IN_ENDS.iter().any(|end| spelt.ends_with(end)) && !spelt.ends_with("小时")
}

fn is_sub(line: &str) -> bool {
    line.starts_with(['—', '─', '-', '–'])
}

/// The length of a line as the eye takes it: Latin letters and digits are half as wide as Han characters.
fn weight(line: &str) -> usize {
    line.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if is_han(c) || !c.is_ascii() { 2 } else { 1 })
        .sum::<usize>()
        .div_ceil(2)
}

/// A headline from the article's own first sentence: the longest 《…》 in it, or its first clauses.
///
/// `body` is the first paragraph without its dateline.
pub(super) fn make_headline(body: &str) -> Option<String> {
    const LONGEST: usize = 36;
    let body = body.trim_start_matches(|c: char| c.is_whitespace() || "，。、；：,;:)）".contains(c));
    let body = ["题：", "题:", "題：", "題:"].iter().find_map(|mark| body.strip_prefix(mark)).unwrap_or(body);
    let end = body.find(['。', '！', '？', '!', '?', '\n']).unwrap_or(body.len());
    let sentence: String = body[..end].chars().take(400).collect();
    let mut titles = Vec::new();
    let mut rest = sentence.as_str();
    while let Some(start) = rest.find('《') {
        let Some(close) = rest[start..].find('》') else { break };
        titles.push(&rest[start..start + close + '》'.len_utf8()]);
        rest = &rest[start + close..];
    }
    let mut best: Option<&str> = None;
    for title in titles {
        let count = title.chars().count();
        if count >= 8 && best.is_none_or(|best| best.chars().count() < count) {
            best = Some(title);
        }
    }
    if let Some(title) = best {
        return Some(title.to_owned());
    }
    let mut made = String::new();
    for clause in sentence.split_inclusive(['，', ',', '；', ';', '：', ':']) {
        if !made.is_empty() && weight(&made) + weight(clause) > LONGEST + 1 {
            break;
        }
        made.push_str(clause);
        if weight(&made) >= 16 {
            break;
        }
    }
    let made = made.trim_end_matches(|c: char| "，,；;：:".contains(c) || c.is_whitespace());
    let mut cut = made.len();
    for (at, _) in made.char_indices() {
        if weight(&made[..at]) > LONGEST {
            // Not in the middle of a Latin word.
            cut = made[..at].rfind(' ').unwrap_or(at);
            break;
        }
    }
    let made = made[..cut].trim();
    (!made.is_empty()).then(|| made.to_owned())
}
