//! Datelines and bylines: who wrote it, for whom, where and when.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::vocabulary::{spell, spell_front};
use crate::date::PartialDate;
use crate::typeset::is_han;

/// How far into a line a dateline may reach, in characters.
const REACH: usize = 160;

/// What the start of an article's first paragraph says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The agency or newspaper; `None` for the paper's own reports (本报讯).
    pub source: Option<String>,
    pub place: Option<String>,
    pub date: Option<PartialDate>,
    pub authors: Vec<String>,
    /// Its length in characters.
    pub length: usize,
}

/// The people that a byline names, and whose reporters they are said to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    pub source: Option<String>,
    pub authors: Vec<String>,
}

const AGENCY: &str = r"(?:本报|本网|本台|本刊|本社|本端|\p{Han}{1,8}?(?:新闻客户端|客户端|新闻网|新闻社|通讯社|电视台|日报|晚报|早报|晨报|都市报|商报|时报|社|报|网|台|新闻|融媒))";
const DATE: &str = r"(?:(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日";
const NAME: &str = r"(?:\p{Han}{1,6}(?:[·•]\p{Han}{1,8})+|\p{Han} {1,2}\p{Han}|\p{Han}{2,4})";
const ROLE: &str = r"(?:首席|特派|见习|实习|特约|全媒体|融媒体|驻\p{Han}{2,6}?)*(?:记者|通讯员|实习生|评论员|特派员|摄影师|编辑|编译|责编|责任编辑|美编|版式|校对|制图|撰文|撰稿|采写|摄影|供图|图片|作者|整理)";

static DATELINES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        // 本报讯 (某某日报记者 某某)10月23日; 某某网讯 记者某某报道
        format!(r"^(?:【|\[)?(?:据)?(?P<ag>{AGENCY})讯(?:】|\])?(?: *[:,])? *(?:\((?P<who>[^()]{{0,80}})\)|(?P<who2>(?:{ROLE}[ :]*{NAME}(?:[、, ]+{NAME})*[、, ]*)+)(?:综合|摄影)?报道 *[:,]?)? *(?:(?:(?:昨日|今日|日前)?,?)?{DATE})?"),
        // 新华社某地10月25日电 (记者某某); 本报某地10月25日讯; (…电) in brackets
        format!(
            r"^\(?(?:据|综合)?(?P<ag>{AGENCY})(?P<place>\p{{Han}}{{0,8}}?) *{DATE} *(?:综合|专|特)?(?:电|讯|消息|报道) *(?:\((?P<who>[^()]{{0,80}})\))?\)?"
        ),
        // 新华社电; 据某某社某地电
        r"^(?:据|综合)?(?P<ag>本报|新华社|中新社|\p{Han}{1,4}社)(?P<place>\p{Han}{0,4}?)(?:综合|专)?电(?: *[:,]| +|\((?P<who>[^()]{0,80})\)|$)".to_owned(),
        // 央视网消息; 某某网消息
        format!(r"^(?P<ag>{AGENCY})(?:综合)?(?:消息|快讯)(?: *[:,]| +|\((?P<who>[^()]{{0,80}})\))"),
        // (记者 某某 通讯员 某某)10月23日
        format!(r"^\((?P<who>[^()]{{0,20}}?(?:记者|通讯员)[^()]{{1,70}})\) *(?:{DATE})?"),
        // 本报记者 某某 报道
        format!(r"^(?P<who>{AGENCY}{ROLE} *{NAME}(?:[、, ]+{NAME}){{0,5}}) *(?:综合|摄影)?报道 *[:,]?"),
    ];
    patterns.iter().map(|pattern| Regex::new(pattern).expect("a pattern of this file")).collect()
});

/// The first day that a local report names, right after its dateline: 记者10月24日从…; 10月24日上午.
static FIRST_DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^ *(?:记者)?(?:于|在)? *{DATE}")).expect("a pattern of this file"));

static WHOLE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let mark = r"[□■●◎○★☆◆◇▲△▼▽—\-\* ]*";
    let names = format!(r"{NAME}(?:[、, ;/]+{NAME})*");
    let tail = r"[ /]*(?:摄影报道|文/图|图/文|摄影|报道|供图|摄|文|图)?[ 、,;/|]*";
    let patterns = [
        format!(r"^{mark}(?:{AGENCY})?(?:\p{{Han}}{{0,6}}){ROLE}[ :/]+{names}{tail}(?:(?:{AGENCY})?{ROLE}[ :/]*{names}{tail})*$"),
        format!(r"^{mark}{AGENCY}{ROLE}[ :]*{names}{tail}(?:(?:{AGENCY})?{ROLE}[ :/]*{names}{tail})*$"),
        format!(r"^{mark}[(【\[]\p{{Han}}{{0,10}}{ROLE}[ :/]*{names}{tail}(?:\p{{Han}}{{0,8}}{ROLE}[ :/]*{names}{tail})*[)】\]]$"),
        format!(r"^{mark}[(]?(?:文|图|摄|文/图|图/文|作者|编辑|责编)[:/ ]+{names}(?:[ /]*(?:文|图|摄|文/图)[:/ ]+{names})*[)]?$"),
        format!(r"^{mark}\(?(?:来源|稿源|原载|据)[: ]*{AGENCY}(?:[、, ]+{AGENCY})*\)?$"),
        r"^\(?(?:新华社|本报)(?:稿|供本报专稿|特稿|专稿)?\)?$".to_owned(),
        r"^\((?:完|全文完|待续)\)$".to_owned(),
        // 下转第三版, 上接第一版
        r"^\(?(?:下转|上接|紧接|接|转)第?[\p{Han}\dA-Z]{1,4}版[\p{Han}\d:、《》“” ]{0,20}\)?$".to_owned(),
        // Page numbers and the line that the day of publication is printed in.
        r"^(?:第?\d{1,2}版|[A-D]\d{1,2}版?|\d{2})[ /|·]+\p{Han}{2,6}$".to_owned(),
        r"^(?:\p{Han}{2,6}[ /|·]+)?(?:第?\d{1,2}版|[A-D]\d{1,2}版?)$".to_owned(),
        r"^(?:\p{Han}{1,7}报 +)?\d{4}年\d{1,2}月\d{1,2}日 *星期[一二三四五六日天].{0,40}$".to_owned(),
        r"^(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?: *星期.)?(?: +\d{1,2}:\d{2}(?::\d{2})?)?(?: *来源[: ]*\S{2,12})?$".to_owned(),
    ];
    patterns.iter().map(|pattern| Regex::new(pattern).expect("a pattern of this file")).collect()
});

/// A byline in brackets at the end of a paragraph.
static AT_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\((?P<who>[^()]{{0,12}}(?:记者|通讯员|实习生)[ :]*{NAME}[^()]{{0,80}})\)$"))
        .expect("a pattern of this file")
});

/// The dateline at the start of a line, if it has one.
pub(super) fn dateline(line: &str) -> Option<Dateline> {
    let spelt = spell_front(line, REACH);
    let skipped = spelt.chars().take_while(|c| matches!(c, '□' | '■' | '●' | '◎' | '◆' | ' ')).count();
    let from: usize = spelt.chars().take(skipped).map(char::len_utf8).sum();
    let found = DATELINES.iter().find_map(|pattern| pattern.captures(&spelt[from..]))?;
    let original: Vec<char> = line.chars().take(REACH).collect();
    let place_of = |part: regex::Match<'_>| -> String {
        let start = skipped + spelt[from..from + part.start()].chars().count();
        original[start..start + part.as_str().chars().count()].iter().collect()
    };
    let whole = found.get(0)?;
    let length = skipped + whole.as_str().chars().count();
    let byline = found.name("who").or(found.name("who2")).map(|who| byline(&place_of(who))).unwrap_or_default();
    let agency = found.name("ag").filter(|ag| !ag.as_str().starts_with('本')).map(place_of);
    let place = found.name("place").map(place_of).map(|place| place.trim_end_matches("新闻").to_owned());
    let rest = &spelt[from + whole.end()..];
    let date = partial_date(&found).or_else(|| FIRST_DAY.captures(rest).as_ref().and_then(partial_date));
    Some(Dateline {
        source: agency.or(byline.source),
        place: place.filter(|place| !place.is_empty()),
        date,
        authors: byline.authors,
        length,
    })
}

fn partial_date(found: &Captures<'_>) -> Option<PartialDate> {
    let number = |name| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    let year = number("y").and_then(|year| i32::try_from(year).ok());
    Some(PartialDate { year, month: number("m"), day: number("d")? })
}

/// Whether the whole line is a byline or a credit (记者 某某; 文/图 某某; 来源：某某网; a day alone).
pub(super) fn is_whole_byline(line: &str) -> bool {
    if line.chars().nth(80).is_some() {
        return false;
    }
    let spelt = spell_front(line, 80);
    WHOLE.iter().any(|pattern| pattern.is_match(spelt.trim()))
}

/// The byline in brackets that ends a paragraph.
pub(super) fn ending_byline(paragraph: &str) -> Option<Byline> {
    let tail: Vec<char> = paragraph.chars().rev().take(110).collect::<Vec<_>>().into_iter().rev().collect();
    let spelt: String = tail.iter().map(|c| spell(*c)).collect();
    let who = AT_END.captures(&spelt)?.name("who")?;
    let start = spelt[..who.start()].chars().count();
    let original: String = tail[start..start + who.as_str().chars().count()].iter().collect();
    Some(byline(&original))
}

/// Names alone in brackets behind the last sentence, as agencies sign: ……。（某某）
pub(super) fn agency_signature(paragraph: &str) -> Vec<String> {
    static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"[。!?”]\((?P<who>{NAME}(?:[、 ]+{NAME}){{0,4}})\)$")).expect("a pattern of this file")
    });
    let tail: Vec<char> = paragraph.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let spelt: String = tail.iter().map(|c| spell(*c)).collect();
    let Some(who) = SIGNATURE.captures(&spelt).and_then(|found| found.name("who")) else { return Vec::new() };
    let start = spelt[..who.start()].chars().count();
    let original: String = tail[start..start + who.as_str().chars().count()].iter().collect();
    byline(&original).authors
}

/// Words that say what a person did. The flag: whether that makes an author.
const ROLES: &[(&str, bool)] = &[
    ("记者", true),
    ("通讯员", true),
    ("实习生", true),
    ("评论员", true),
    ("特派员", true),
    ("编译", true),
    ("撰文", true),
    ("撰稿", true),
    ("采写", true),
    ("作者", true),
    ("整理", true),
    ("责任编辑", false),
    ("编辑", false),
    ("责编", false),
    ("美编", false),
    ("版式", false),
    ("校对", false),
    ("制图", false),
    ("摄影师", false),
    ("摄影", false),
    ("供图", false),
    ("图片", false),
];

/// Reads the names of a byline such as 重庆日报首席记者 某某 通讯员 某某、某某 摄.
pub(super) fn byline(text: &str) -> Byline {
    names(text, true)
}

/// Reads a line that is nothing but credits: only the names behind a role count, and 来源 names the source.
pub(super) fn credits(line: &str) -> Byline {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("(?:来源|稿源|原载)[: ]*(?P<ag>{AGENCY})")).expect("a pattern of this file")
    });
    let mut found = names(line, false);
    let spelt: String = line.chars().map(spell).collect();
    if let Some(agency) = SOURCE.captures(&spelt).and_then(|found| found.name("ag")) {
        let start = spelt[..agency.start()].chars().count();
        found.source = Some(line.chars().skip(start).take(agency.as_str().chars().count()).collect());
    }
    found
}

/// `writes`: whether names before the first role are authors' names.
fn names(text: &str, mut writes: bool) -> Byline {
    let mut found = Byline::default();
    let mut half = None::<String>;
    let separators = |c: char| {
        matches!(spell(c), ' ' | ',' | ';' | ':' | '/' | '|' | '(' | ')' | '【' | '】' | '[' | ']')
            || "、□■●◎◆◇—".contains(c)
    };
    for token in text.split(separators).filter(|token| !token.is_empty()) {
        let spelt: String = token.chars().map(spell).collect();
        let mut name: Vec<char> = token.chars().collect();
        let role = ROLES
            .iter()
            .filter_map(|(word, author)| spelt.rfind(word).map(|at| (at, *word, *author)))
            .max_by_key(|(at, word, _)| (at + word.len(), word.len()));
        if let Some((at, word, author)) = role {
            let before: String = spelt[..at].to_owned();
            let before_chars = before.chars().count();
            let after = before_chars + word.chars().count();
            if after == name.len() && before_chars >= 2 && matches!(word, "摄影" | "供图" | "整理" | "图片" | "制图")
            {
                name.truncate(before_chars);
                writes = word == "整理";
            } else {
                writes = author;
                let paper: String = name[..before_chars].iter().collect();
                if found.source.is_none() {
                    found.source = newspaper_in(&paper);
                }
                name.drain(..after);
                half = None;
            }
        }
        for suffix in ["摄影报道", "综合报道", "报道", "摄"] {
            let length = suffix.chars().count();
            let end: String = name.iter().rev().take(length).rev().map(|c| spell(*c)).collect();
            if end == suffix && (name.len() >= length + 2 || name.len() == length) {
                name.truncate(name.len() - length);
            }
        }
        if matches!(spelt.as_str(), "文" | "撰") {
            writes = true;
            continue;
        }
        if matches!(spelt.as_str(), "图" | "摄") || name.is_empty() || !writes {
            continue;
        }
        let name: String = name.into_iter().collect();
        let count = name.chars().count();
        let all_han = name.chars().all(|c| is_han(c) || matches!(c, '·' | '•'));
        if !all_han {
            continue;
        }
        match (count, half.take()) {
            (1, Some(first)) => found.authors.push(first + &name),
            (1, None) => half = Some(name),
            (2..=4, _) => found.authors.push(name),
            (5..=16, _) if name.contains(['·', '•']) => found.authors.push(name),
            _ => {}
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.authors.retain(|name| seen.insert(name.clone()));
    found
}

/// The newspaper or agency that a reporter's title begins with: 重庆日报首席 -> 重庆日报.
fn newspaper_in(title: &str) -> Option<String> {
    static PAPER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^{AGENCY}")).expect("a pattern of this file"));
    let spelt: String = title.chars().map(spell).collect();
    let found = PAPER.find(&spelt)?;
    let name: String = title.chars().take(found.as_str().chars().count()).collect();
    (!name.starts_with('本')).then_some(name)
}
