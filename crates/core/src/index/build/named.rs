//! Short forms that a text explains itself: 工业和信息化部(以下简称“工信部”).

use crate::text::chars::{CharClass, class};

/// What opens and closes a short form or a name.
const QUOTES: [(char, char); 7] =
    [('“', '”'), ('"', '"'), ('「', '」'), ('『', '』'), ('《', '》'), ('‘', '’'), ('〈', '〉')];

/// How many characters a short form has.
const SHORT: std::ops::RangeInclusive<usize> = 2..=16;

/// How many characters of a short form that stands in no quotes.
const LONGEST_BARE: usize = 8;

/// How many characters of a name.
const LONGEST_NAME: usize = 60;

/// How many characters may stand in brackets between a name and its short form: (2023—2025年).
const LONGEST_ASIDE: usize = 40;

/// After the last character that a name shares with its short form so many may follow: 国务院台湾事务办公室, 国台办.
const MOST_BEHIND: usize = 4;

/// What companies end in, which says nothing of how they are called for short.
const COMPANIES: [&str; 5] = ["股份有限公司", "有限责任公司", "有限公司", "集团", "公司"];

/// Before what companies end in so many may follow: 长江上游航运发展有限公司, 上游航运.
const MOST_BEFORE_COMPANY: usize = 4;

/// Calls `each(short form, name)` for every short form that the text explains, both as they stand there. `cut` cuts a run of characters into words, as the
/// numbers of their characters.
pub fn each_short_form(text: &str, cut: impl Fn(&str) -> Vec<usize>, mut each: impl FnMut(&str, &str)) {
    for (at, sign) in text.match_indices(['称', '稱']) {
        let Some(before) = text[..at].strip_suffix(['简', '簡', '下']) else { continue };
        let Some(short) = short_form(&text[at + sign.len()..]) else { continue };
        let before = ["以下", "以"].iter().find_map(|lead| before.strip_suffix(lead)).unwrap_or(before);
        if let Some(name) = name(before, short, &cut) {
            each(short, name);
        }
    }
}

/// The short form that a text begins with.
fn short_form(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['为', '為', '作', '是', '：', ':', ' ']);
    let first = text.chars().next()?;
    if let Some((_, close)) = QUOTES.into_iter().find(|(open, _)| *open == first) {
        let rest = &text[first.len_utf8()..];
        let short = &rest[..rest.find(close)?];
        return Some(short).filter(|short| SHORT.contains(&short.chars().count()) && short.chars().all(is_plain));
    }
    let end = text.find(|c| !is_plain(c))?;
    let ends = text[end..].starts_with(['）', ')', '，', ',', '。', '；', '、']);
    Some(&text[..end]).filter(|short| ends && (*SHORT.start()..=LONGEST_BARE).contains(&short.chars().count()))
}

/// The name at the end of a text that `short` is short for.
fn name<'a>(text: &'a str, short: &str, cut: &impl Fn(&str) -> Vec<usize>) -> Option<&'a str> {
    let mut text = text.trim_end_matches(['，', ',', ' ', '、', '；']);
    // What stands before the sign in the same brackets is no name, but what is said of it: (GDP,简称…).
    if let Some(open) = open_bracket(text) {
        text = text[..open].trim_end();
    }
    text = without_aside(text);
    let last = text.chars().next_back()?;
    let run = match QUOTES.into_iter().find(|(_, close)| *close == last) {
        Some((open, close)) => {
            let inside = text.strip_suffix(close)?;
            without_aside(&inside[inside.rfind(open)? + open.len_utf8()..])
        }
        None => {
            let start = text.char_indices().rev().take(LONGEST_NAME).take_while(|(_, c)| is_plain(*c)).last()?.0;
            let run = &text[start..];
            &run[noun_phrase(run, short, cut)?..]
        }
    };
    let (chars, fewer) = (run.chars().count(), short.chars().count());
    (chars > fewer && chars <= LONGEST_NAME && shared(run, short).is_some()).then_some(run)
}

/// After these a name may begin.
const LEADS: [&str; 14] = ["了", "在", "于", "将", "把", "对", "由", "从", "向", "据", "经", "让", "按照", "根据"];

/// Where in a run of characters the words begin that hold the characters of the short form.
fn noun_phrase(run: &str, short: &str, cut: &impl Fn(&str) -> Vec<usize>) -> Option<usize> {
    let start = shared(run, short)?;
    let chars: Vec<char> = run.chars().collect();
    let (mut at, mut lead) = (0, 0);
    for length in cut(run) {
        if at + length > start {
            break;
        }
        at += length;
        if LEADS.iter().any(|lead| chars[at - length..at].iter().copied().eq(lead.chars())) {
            lead = at;
        }
    }
    // A short form that ends its name says nothing of where that begins.
    let at = if run.ends_with(short) { lead } else { at };
    run.char_indices().nth(at).map(|(byte, _)| byte)
}

/// The number of the character from which on a name holds all characters of its short form in their order, as late as may be.
fn shared(name: &str, short: &str) -> Option<usize> {
    let company = COMPANIES.into_iter().find(|company| name.ends_with(company) && !short.ends_with(company));
    let most_behind = company.map_or(MOST_BEHIND, |company| company.chars().count() + MOST_BEFORE_COMPANY);
    let name: Vec<char> = name.chars().collect();
    let mut end = name.len();
    for (number, c) in short.chars().rev().enumerate() {
        let at = name[..end].iter().rposition(|other| *other == c)?;
        if number == 0 && name.len() - at - 1 > most_behind {
            return None;
        }
        end = at;
    }
    Some(end)
}

/// Where a bracket opens that is not closed again.
fn open_bracket(text: &str) -> Option<usize> {
    let mut closed = 0;
    for (at, c) in text.char_indices().rev().take(LONGEST_ASIDE) {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed == 0 => return Some(at),
            '（' | '(' => closed -= 1,
            '。' | '！' | '？' => return None,
            _ => {}
        }
    }
    None
}

/// The text without something in brackets at its end.
fn without_aside(text: &str) -> &str {
    let Some(inside) = text.strip_suffix(['）', ')']) else { return text };
    match inside.rfind(['（', '(']) {
        Some(open) if inside[open..].chars().count() <= LONGEST_ASIDE => text[..open].trim_end(),
        _ => text,
    }
}

fn is_plain(c: char) -> bool {
    c == '·' || matches!(class(c), CharClass::Han | CharClass::Word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let lexicon = crate::index::lexicon::Lexicon::new();
        let cut = |run: &str| lexicon.cut(run).iter().map(|word| word.chars().count()).collect();
        let mut found = Vec::new();
        each_short_form(text, cut, |short, name| found.push((short.to_owned(), name.to_owned())));
        found
    }

    #[test]
    fn short_forms_are_those_that_the_text_explains() {
        for (text, short, name) in [
            (
                "日前，两地印发《成渝地区双城经济圈网络安全产业高质量协同发展行动计划（2023—2025年）》（以下简称《行动计划》），提出",
                "行动计划",
                "成渝地区双城经济圈网络安全产业高质量协同发展行动计划",
            ),
            (
                "成渝地区双城经济圈网络安全产业高质量协同发展行动计划(2023-2025年)(以下简称《行动计划》)",
                "行动计划",
                "成渝地区双城经济圈网络安全产业高质量协同发展行动计划",
            ),
            ("昨日，重庆市经济和信息化委员会（以下简称“市经信委”）介绍", "市经信委", "重庆市经济和信息化委员会"),
            ("记者从中国科学院（简称中科院）获悉", "中科院", "中国科学院"),
            ("中国國際智能產業博覽會(下稱「智博會」)開幕", "智博會", "智能產業博覽會"),
            ("西部陆海新通道物流和运营组织中心，以下简称“通道中心”。", "通道中心", "通道物流和运营组织中心"),
            ("日前印发了深化改革行动计划（以下简称行动计划）", "行动计划", "深化改革行动计划"),
            ("全国碳排放权交易市场（英文ETS，下称“全国碳市场”）", "全国碳市场", "全国碳排放权交易市场"),
            ("长江上游航运发展有限公司（以下简称“上游航运”）", "上游航运", "长江上游航运发展有限公司"),
        ] {
            assert_eq!(found(text), [(short.to_owned(), name.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_explains_nothing_gives_nothing() {
        for text in [
            "简称",
            "它的简称是什么",
            "以下简称“甲方”",
            "重庆，简称渝，别称山城。",
            "某某有限责任公司（以下简称“乙方”）",
            "下称赞他的人很多（",
            "（以下简称《",
            "）（以下简称“工信部”",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
