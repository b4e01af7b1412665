//! What generators write into Markdown that is not Markdown: shortcodes, Liquid tags, containers, includes.
//!
//! None of it is text that readers see. It is taken out line by line, and never from code, where it is what the text is about.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Tags of Hugo (`{{< x >}}`, `{{% x %}}`), Liquid and Nunjucks (`{% x %}`, `{{ x }}`), kramdown (`{: .x}`) and JSX comments.
static TAGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\{\{\{.*?\}\}\}|\{\{<.*?>\}\}|\{\{%.*?%\}\}|\{%.*?%\}|\{\{.*?\}\}|\{:[^{}]*\}|\{/\*.*?\*/\}").ok()
});

/// The words of a picture in a shortcode such as Hugo's `figure`.
static CAPTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^\{\{[<%]\s*(?:figure|img|image)\s.*?\b(?:caption|alt|title)\s*=\s*"([^"]*)""#).ok()
});

/// Tags that hold code: Jekyll's and Hugo's `highlight`, Hexo's `codeblock`.
static CODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*\{[{%][<%]?\s*(/|end)?(?:highlight|codeblock)\b.*?[%>]\}+\s*$").ok());

/// The opening or closing line of a container, with the title that it may have.
static CONTAINER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*:{3,}\s*(?:[\w-]+)?\s*(?:\[([^\]]*)\])?\s*(.*?)\s*(?:\{[^}]*\})?\s*$").ok());

/// The Markdown alone. `mdx` also takes out the imports and exports of MDX.
pub(super) fn without_templates(text: &str, mdx: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<(char, usize)> = None;
    let mut highlight = false;
    // A tag may go over several lines; it ends at its own closing sign.
    let mut open: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if let Some(closing) = open {
            if let Some(at) = bare.find(closing) {
                out.push_str(&bare[at + closing.len()..]);
                open = None;
            }
            out.push('\n');
            continue;
        }
        let marker = fence_of(bare);
        match (fence, marker) {
            (Some((c, length)), Some((other, run, rest))) if c == other && run >= length && rest.trim().is_empty() => {
                fence = None;
                out.push_str(line);
                continue;
            }
            (None, Some((c, run, rest))) if !(highlight || c == '`' && rest.contains('`')) => {
                fence = Some((c, run));
                out.push_str(line);
                continue;
            }
            _ => {}
        }
        if let Some(captures) = CODE.as_ref().filter(|_| fence.is_none()).and_then(|code| code.captures(bare)) {
            highlight = captures.get(1).is_none();
            out.push_str("\n```\n");
            continue;
        }
        if fence.is_some() || highlight {
            // mdBook's includes stand in code; the file that they name is not at hand.
            if !bare.trim_start().starts_with("{{#") {
                out.push_str(line);
            }
            continue;
        }
        if mdx && (bare.starts_with("import ") || bare.starts_with("export ")) {
            out.push('\n');
            continue;
        }
        if matches!(bare.trim(), "[[toc]]" | "[[TOC]]" | "[TOC]" | "[toc]" | "${toc}" | "* toc" | "* TOC") {
            out.push('\n');
            continue;
        }
        if bare.trim_start().starts_with(":::")
            && let Some(captures) = CONTAINER.as_ref().and_then(|container| container.captures(bare))
        {
            let title = captures.get(1).or(captures.get(2)).map(|title| title.as_str()).unwrap_or_default();
            out.extend(["\n", title, "\n\n"]);
            continue;
        }
        let cleaned = outside_code(bare, |text| match TAGS.as_ref() {
            Some(tags) => tags.replace_all(text, replacement).into_owned(),
            None => text.to_owned(),
        });
        match unclosed(&cleaned) {
            Some((at, closing)) => {
                out.push_str(&cleaned[..at]);
                open = Some(closing);
            }
            None => out.push_str(&cleaned),
        }
        out.push('\n');
    }
    out
}

/// What stands for a tag: the words of a picture, else nothing.
fn replacement(captures: &Captures) -> String {
    let tag = captures.get(0).map(|all| all.as_str()).unwrap_or_default();
    // MDX cannot have braces in a heading and writes its fragment as a comment.
    let comment = tag.strip_prefix("{/*").and_then(|tag| tag.strip_suffix("*/}")).map(str::trim).unwrap_or_default();
    if comment.starts_with('#') && !comment.contains(char::is_whitespace) {
        return format!("{{{comment}}}");
    }
    let caption = CAPTION.as_ref().and_then(|caption| caption.captures(tag)).and_then(|found| found.get(1));
    caption.map(|words| format!("![{}](x)", words.as_str())).unwrap_or_default()
}

/// A fence of code: its character, its length, and what follows.
fn fence_of(line: &str) -> Option<(char, usize, &str)> {
    // In a quotation or a list the fence is set in.
    let line = line.trim_start_matches([' ', '\t', '>']);
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run = line.chars().take_while(|other| *other == c).count();
    (run >= 3).then(|| (c, run, &line[run..]))
}

/// Changes a line outside its spans of code.
fn outside_code(line: &str, change: impl Fn(&str) -> String) -> String {
    if !line.contains('{') {
        return line.to_owned();
    }
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let run = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
        let ticks = &rest[start..start + run];
        let after = &rest[start + run..];
        let Some(end) = closing_ticks(after, ticks) else { break };
        out.push_str(&change(&rest[..start]));
        let whole = start + run + end + run;
        out.push_str(&rest[start..whole]);
        rest = &rest[whole..];
    }
    out.push_str(&change(rest));
    out
}

/// Where a run of exactly as many ticks begins.
fn closing_ticks(text: &str, ticks: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        if run == ticks.len() {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// Where a tag begins that does not end in this line, and the sign that ends it.
fn unclosed(line: &str) -> Option<(usize, &'static str)> {
    [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")].into_iter().find_map(|(open, close)| {
        let at = line.rfind(open)?;
        let in_code = line[..at].matches('`').count() % 2 == 1;
        (!line[at..].contains(close) && !in_code).then_some((at, close))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = without_templates(text, true);
        let lines: Vec<&str> = found.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines.join("\n"), expected, "{text}");
    }

    #[test]
    fn tags_go_and_the_words_inside_them_stay() {
        check("{{< notice tip >}}\n文\n{{< /notice >}}", "文");
        check("甲{% raw %}乙{{ page.x }}{{{ .x }}}丙{% endraw %}", "甲乙丙");
        check("{{< copyable\n  \"sql\" >}}\n文", "文");
        check("{{< figure src=\"a.png\" caption=\"图的话\" >}}", "![图的话](x)");
        check("段落{: .lead}\n{:.x}\n文", "段落\n文");
        check("import A from 'b'\n\n[[toc]]\n文 {/* x */}", "文 ");
    }

    #[test]
    fn the_fragment_of_a_heading_may_be_a_comment() {
        check("## 题 {/* #own */}", "## 题 {#own}");
    }

    #[test]
    fn containers_leave_their_titles() {
        check("::: tip 小贴士\n文\n:::", "小贴士\n文");
        check(":::note[标题]\n文\n:::", "标题\n文");
        check("::: details 点击查看 {open}\n文\n:::\n::::code-group\n::::", "点击查看\n文");
    }

    #[test]
    fn code_stays_as_it_is() {
        check("用 `{{ x }}` 和 ``{% y `z` %}`` {{ z }}", "用 `{{ x }}` 和 ``{% y `z` %}`` ");
        check("```vue\n{{ msg }}\n::: tip\n{{#include a.rs}}\n```", "```vue\n{{ msg }}\n::: tip\n```");
        check("{% highlight js %}\nlet x;\n{% endhighlight %}", "```\nlet x;\n```");
    }
}
