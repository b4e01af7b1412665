//! Text to tree. Never fails: what is no operator is plain text.

use crate::text::chars::{CharClass, class};
use crate::text::fold::fold_by_rule;

use super::date::parse_range;
use super::range::range_at;
use super::tree::{Clause, FieldName, Form, Leaf, Query};

/// Longer queries are cut here, in characters: nobody reads what they typed beyond, and work stays bounded.
const LONGEST: usize = 1000;

/// More clauses than this are read as plain text of the last.
const MOST_CLAUSES: usize = 64;

/// Opening and closing quotes, and the form of what they hold.
const QUOTES: [(char, char, Form); 9] = [
    ('"', '"', Form::Phrase),
    ('＂', '＂', Form::Phrase),
    ('“', '”', Form::Phrase),
    ('”', '”', Form::Phrase),
    ('「', '」', Form::Phrase),
    ('『', '』', Form::Phrase),
    ('《', '》', Form::Book),
    ('〈', '〉', Form::Book),
    ('〝', '〞', Form::Phrase),
];

/// What may stand before a colon; none is a date.
const FIELDS: [(&str, Option<FieldName>); 16] = [
    ("title", Some(FieldName::Title)),
    ("标题", Some(FieldName::Title)),
    ("標題", Some(FieldName::Title)),
    ("题目", Some(FieldName::Title)),
    ("author", Some(FieldName::Author)),
    ("作者", Some(FieldName::Author)),
    ("记者", Some(FieldName::Author)),
    ("記者", Some(FieldName::Author)),
    ("source", Some(FieldName::Source)),
    ("来源", Some(FieldName::Source)),
    ("來源", Some(FieldName::Source)),
    ("place", Some(FieldName::Place)),
    ("地点", Some(FieldName::Place)),
    ("地點", Some(FieldName::Place)),
    ("date", None),
    ("日期", None),
];

/// Understands what a reader typed.
pub fn parse(text: &str) -> Query {
    let text = text.trim();
    let chars: Vec<char> = text.chars().take(LONGEST).collect();
    let mut parser = Parser { chars: &chars, at: 0, clauses: Vec::new(), join_next: false };
    parser.run();
    let mut clauses = parser.clauses;
    // A query that only forbids asks for nothing: what it says is then plain text.
    if !clauses.iter().any(|clause| !matches!(clause, Clause::Exclude(_))) {
        clauses = plain(&chars);
    }
    // A book title is a preference, unless nothing else is asked.
    if let [Clause::Want(leaves)] = clauses.as_mut_slice()
        && leaves.iter().all(|leaf| leaf.form == Form::Book)
    {
        clauses = vec![Clause::Demand(std::mem::take(leaves))];
    }
    Query { text: chars.iter().collect(), clauses }
}

fn plain(chars: &[char]) -> Vec<Clause> {
    let text: String = chars.iter().collect();
    let words = text.split_whitespace().map(|word| Clause::Want(vec![leaf(word, Form::Plain)]));
    words.collect()
}

fn leaf(text: &str, form: Form) -> Leaf {
    Leaf::new(text, form, None)
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    clauses: Vec<Clause>,
    /// Whether `OR` stands before the next clause.
    join_next: bool,
}

impl Parser<'_> {
    fn run(&mut self) {
        loop {
            self.skip_space();
            if self.at >= self.chars.len() {
                return;
            }
            if self.clauses.len() >= MOST_CLAUSES {
                let rest: String = self.chars[self.at..].iter().collect();
                self.clauses.push(Clause::Want(vec![leaf(rest.trim(), Form::Plain)]));
                return;
            }
            if self.take_or() {
                continue;
            }
            let excluded = self.take_not();
            let Some((leaf, demanded)) = self.take_leaf(excluded) else { continue };
            self.push(leaf, demanded, excluded);
        }
    }

    fn push(&mut self, leaf: Leaf, demanded: bool, excluded: bool) {
        let join = std::mem::take(&mut self.join_next);
        if excluded {
            self.clauses.push(Clause::Exclude(leaf));
            return;
        }
        if join {
            match self.clauses.last_mut() {
                // Alternatives are demanded only when each of them is.
                Some(Clause::Demand(leaves)) if !demanded => {
                    let mut leaves = std::mem::take(leaves);
                    leaves.push(leaf);
                    self.clauses.pop();
                    self.clauses.push(Clause::Want(leaves));
                    return;
                }
                Some(Clause::Demand(leaves) | Clause::Want(leaves)) => {
                    leaves.push(leaf);
                    return;
                }
                _ => {}
            }
        }
        self.clauses.push(if demanded { Clause::Demand(vec![leaf]) } else { Clause::Want(vec![leaf]) });
    }

    /// `OR`, `|`, `｜`, `||` between two clauses.
    fn take_or(&mut self) -> bool {
        let word: String = self.chars[self.at..].iter().take_while(|c| !c.is_whitespace()).collect();
        let length = match word.as_str() {
            "OR" | "ＯＲ" => 2,
            _ if word.starts_with(['|', '｜']) => word.chars().take_while(|c| matches!(c, '|' | '｜')).count(),
            _ => return false,
        };
        let behind = self.chars[self.at + length..].iter().any(|c| !c.is_whitespace());
        if self.clauses.is_empty() || !behind {
            // At either end it joins nothing: the signs are passed over, the word is plain text.
            if word.starts_with(['|', '｜']) {
                self.at += length;
                return true;
            }
            return false;
        }
        self.at += length;
        self.join_next = true;
        true
    }

    /// `-`, `－` right before what must lack; 不含 after something else.
    fn take_not(&mut self) -> bool {
        let rest = &self.chars[self.at..];
        if let [sign, next, ..] = rest
            && matches!(sign, '-' | '－' | '−')
            && !next.is_whitespace()
            && !matches!(next, '-' | '－' | '−')
        {
            self.at += 1;
            return true;
        }
        if !self.clauses.is_empty() && rest.starts_with(&['不', '含']) {
            let behind = rest[2..].iter().take_while(|c| matches!(c, ':' | '：') || c.is_whitespace()).count();
            if rest.len() > 2 + behind {
                self.at += 2 + behind;
                return true;
            }
        }
        false
    }

    /// The next leaf, and whether it is demanded. A range is pushed at once.
    fn take_leaf(&mut self, excluded: bool) -> Option<(Leaf, bool)> {
        if let Some((name, length)) = self.field_here() {
            let start = self.at;
            self.at += length;
            let value = self.take_quoted().map(|(text, _)| text).unwrap_or_else(|| self.take_word(false));
            match name {
                Some(name) if !value.is_empty() => {
                    return Some((Leaf::new(&value, Form::Phrase, Some(name)), true));
                }
                None if !excluded => {
                    if let Some(range) = parse_range(&value) {
                        self.clauses.push(Clause::Date(range));
                        return None;
                    }
                }
                _ => {}
            }
            self.at = start;
            let word = self.take_word(true);
            return (!word.is_empty()).then(|| (leaf(&word, Form::Plain), false));
        }
        if let Some((range, length)) = range_at(&self.chars[self.at..], false).filter(|_| !excluded) {
            self.clauses.push(range);
            self.at += length;
            return None;
        }
        if let Some((text, form)) = self.take_quoted() {
            return Some((leaf(&text, form), form == Form::Phrase));
        }
        let word = self.take_word(true);
        if word.is_empty() {
            self.at += 1;
            return None;
        }
        if let Some(prefix) = word.strip_suffix(['*', '＊'])
            && prefix.chars().next_back().is_some_and(|c| class(fold_by_rule(c)) == CharClass::Word)
        {
            return Some((leaf(prefix, Form::Prefix), false));
        }
        Some((leaf(&word, Form::Plain), false))
    }

    /// The field whose name and colon stand here, and their length.
    fn field_here(&self) -> Option<(Option<FieldName>, usize)> {
        let rest = &self.chars[self.at..];
        FIELDS.iter().find_map(|&(name, field)| {
            let length = name.chars().count();
            let same = rest.len() > length + 1
                && name.chars().zip(rest).all(|(a, &b)| a == crate::text::fold::fold_by_rule(b))
                && matches!(rest[length], ':' | '：')
                && !rest[length + 1].is_whitespace();
            same.then_some((field, length + 1))
        })
    }

    /// What stands between quotes here, when they close and hold something.
    fn take_quoted(&mut self) -> Option<(String, Form)> {
        let (text, form, end) = self.quoted_at(self.at)?;
        self.at = end;
        Some((text, form))
    }

    fn quoted_at(&self, at: usize) -> Option<(String, Form, usize)> {
        let open = *self.chars.get(at)?;
        let &(_, close, form) = QUOTES.iter().find(|quote| quote.0 == open)?;
        let length = self.chars[at + 1..].iter().position(|&c| c == close)?;
        let text: String = self.chars[at + 1..at + 1 + length].iter().collect();
        let text = text.trim();
        (!text.is_empty()).then(|| (text.to_owned(), form, at + length + 2))
    }

    /// Characters up to white space, or up to quotes that close or a range when `before_quotes`.
    fn take_word(&mut self, before_quotes: bool) -> String {
        let start = self.at;
        while let Some(c) = self.chars.get(self.at) {
            let ends = c.is_whitespace()
                || (self.at > start && matches!(c, '|' | '｜'))
                || (before_quotes
                    && self.at > start
                    && (self.quoted_at(self.at).is_some() || range_at(&self.chars[self.at..], true).is_some()));
            if ends {
                break;
            }
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn skip_space(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::date::format;
    use proptest::prelude::*;

    /// A tree in one line: `甲` wanted, `+甲` demanded, `-甲` excluded, `[..]` alternatives, `"甲"` phrase, `《甲》` book, `甲*` prefix.
    fn show(query: &Query) -> String {
        let leaf = |leaf: &Leaf| {
            let text = match leaf.form {
                Form::Plain => leaf.text.clone(),
                Form::Phrase => format!("\"{}\"", leaf.text),
                Form::Book => format!("《{}》", leaf.text),
                Form::Prefix => format!("{}*", leaf.text),
            };
            leaf.field.map_or(text.clone(), |field| format!("{field:?}:{text}"))
        };
        let any = |leaves: &[Leaf]| match leaves {
            [one] => leaf(one),
            several => format!("[{}]", several.iter().map(leaf).collect::<Vec<_>>().join("|")),
        };
        let day = |day: Option<i32>| day.map(format).unwrap_or_default();
        let clauses = query.clauses.iter().map(|clause| match clause {
            Clause::Want(leaves) => any(leaves),
            Clause::Demand(leaves) => format!("+{}", any(leaves)),
            Clause::Exclude(excluded) => format!("-{}", leaf(excluded)),
            Clause::Date(range) => format!("{}..{}", day(range.from), day(range.to)),
            Clause::Days(range) => format!("~{}..{}", day(range.from), day(range.to)),
            Clause::Amount(range) => range.text.clone(),
        });
        clauses.collect::<Vec<_>>().join(" ")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(show(&parse(text)), expected, "{text}");
    }

    #[test]
    fn plain_text_stays_plain() {
        check("智能网联汽车", "智能网联汽车");
        check("  重庆　轨道 ", "重庆 轨道");
        check("GPT-4 L2—L3 C++ 81.4%", "GPT-4 L2—L3 C++ 81.4%");
        check("", "");
        check("-", "-");
        check("- -", "- -");
    }

    #[test]
    fn quotes_of_both_widths_make_phrases() {
        for text in ["\"天宫课堂\"", "“天宫课堂”", "「天宫课堂」", "『天宫课堂』", "＂天宫课堂＂"]
        {
            check(text, "+\"天宫课堂\"");
        }
        check("推动“点”上能力", "推动 +\"点\" 上能力");
        check("stray\" quote", "stray\" quote");
        check("“没有关", "“没有关");
        check("“”", "“”");
        check("《行动计划》", "+《行动计划》");
        check("网络安全《行动计划》", "网络安全 《行动计划》");
    }

    #[test]
    fn exclusion_alternatives_and_prefix() {
        check("三峡 -水质", "三峡 -水质");
        check("三峡 －水质", "三峡 -水质");
        check("三峡 不含 水质", "三峡 -水质");
        check("三峡 不含水质", "三峡 -水质");
        check("不含糖的饮料", "不含糖的饮料");
        check("三峡 -“水质 报告”", "三峡 -\"水质 报告\"");
        check("-水质", "-水质");
        assert!(matches!(parse("-水质").clauses[..], [Clause::Want(_)]));
        check("重庆 OR 成都", "[重庆|成都]");
        check("重庆|成都｜西安 投资", "[重庆|成都|西安] 投资");
        check("OR 重庆", "OR 重庆");
        check("重庆 OR", "重庆 OR");
        check("wasm* 重*", "wasm* 重*");
        assert!(matches!(&parse("重*").clauses[..], [Clause::Want(leaves)] if leaves[0].form == Form::Plain));
    }

    #[test]
    fn fields_and_dates() {
        check("title:行动", "+Title:\"行动\"");
        check("标题：“行动 计划” 重庆", "+Title:\"行动 计划\" 重庆");
        check("作者：夏元", "+Author:\"夏元\"");
        check("记者:夏元 来源：新华社", "+Author:\"夏元\" +Source:\"新华社\"");
        check("日期：2023-10", "2023-10-01..2023-10-31");
        check("date:2023-10-20..2023-10-25 汽车", "2023-10-20..2023-10-25 汽车");
        check("date:昨天", "date:昨天");
        check("title:", "title:");
        check("冒号: 之后", "冒号: 之后");
        check("汽车 -title:评测", "汽车 -Title:\"评测\"");
        check("TITLE：行动", "+Title:\"行动\"");
    }

    proptest! {
        #[test]
        fn any_text_has_a_tree(text in "[\"“”《》|－\\-不含:：OR标题date* a-c重庆 ]{0,40}") {
            let query = parse(&text);
            let visible = text.chars().any(|c| !c.is_whitespace() && !matches!(c, '|' | '｜'));
            prop_assert!(!visible || !query.clauses.is_empty(), "{text}");
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*") { parse(&text); }
    }
}
