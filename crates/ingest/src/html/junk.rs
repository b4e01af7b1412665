//! What in a page is not its text: navigation, tables of contents, buttons, what is hidden.

use scraper::node::Element;

/// Elements that hold no text of the article, whatever is in them.
const ELEMENTS: &[&str] = &[
    "annotation",
    "audio",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "embed",
    "footer",
    "head",
    "iframe",
    "input",
    "link",
    "meta",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "progress",
    "rp",
    "rt",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// Classes and ids by which themes of the generators name what is not the article.
const NAMES: &[&str] = &[
    // Tables of contents.
    "toc",
    "table-of-contents",
    "tableofcontents",
    "toc-container",
    "toc-wrapper",
    "post-toc",
    "article-toc",
    "tocbot",
    "theme-doc-toc-mobile",
    "theme-doc-toc-desktop",
    "vpdocaside",
    "vpdocoutline",
    "pagetoc",
    "sidetoc",
    "js-toc",
    // Links to the page itself, its source, its neighbours.
    "header-anchor",
    "headerlink",
    "hash-link",
    "heading-anchor",
    "anchorjs-link",
    "edit-link",
    "edit-this-page",
    "edit-page-link",
    "theme-edit-this-page",
    "theme-doc-footer",
    "theme-doc-footer-edit-meta-row",
    "page-edit",
    "vpdocfooter",
    "prev-next",
    "pager",
    "pagination",
    "pagination-nav",
    "post-nav",
    "post-navigation",
    "page-nav",
    "article-nav",
    "nav-links",
    "nav-chapters",
    "nav-wrapper",
    "mobile-nav-chapters",
    "paginav",
    "article-pager",
    "breadcrumb",
    "breadcrumbs",
    "theme-doc-breadcrumbs",
    "theme-doc-version-badge",
    "theme-last-updated",
    // Around the article.
    "sidebar",
    "side-bar",
    "site-header",
    "site-footer",
    "navbar",
    "menu-bar",
    "mdbook-help-container",
    "skip-link",
    "skip-to-content",
    "comments",
    "comment-list",
    "disqus_thread",
    "gitalk-container",
    "giscus",
    "utterances",
    "waline",
    "twikoo",
    "valine",
    "share",
    "sharing",
    "social-share",
    "share-buttons",
    "addtoany",
    "related-posts",
    "post-copyright",
    "reward",
    "reward-container",
    "post-reward",
    "cookie-banner",
    "searchbox",
    "search-wrapper",
    // Beside code: line numbers and the name of its language.
    "gutter",
    "rouge-gutter",
    "lineno",
    "lineno-container",
    "linenos",
    "line-numbers-wrapper",
    "lnt",
    "ln",
    "lang",
    "code-copy",
    "copy-code-button",
    "clipboard-button",
    // Lines of code that mdBook shows only on demand.
    "boring",
    // The numbers that lead to footnotes and back.
    "footnote-ref",
    "footnote-reference",
    "footnote-backref",
    "footnote-definition-label",
    "reversefootnote",
    // Only for the ears.
    "sr-only",
    "visually-hidden",
    "screen-reader-text",
    "visuallyhidden",
];

const ROLES: &[&str] = &[
    "navigation",
    "search",
    "banner",
    "contentinfo",
    "complementary",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
];

/// Words in the class of an `aside` that is part of the text: notes and warnings.
const NOTES: &[&str] =
    &["admonition", "note", "tip", "warning", "caution", "danger", "callout", "alert", "notice", "info"];

/// Whether an element and all that is in it is left out.
pub(super) fn is_junk(element: &Element) -> bool {
    let name = element.name();
    if ELEMENTS.contains(&name) || name == "aside" && !is_note(element) {
        return true;
    }
    element.attrs().any(|(attribute, value)| match attribute {
        "hidden" | "data-xunzhang-ignore" | "data-pagefind-ignore" => true,
        "aria-hidden" => value == "true",
        "role" => ROLES.contains(&value),
        // `lang` is also the class of whole pages in some themes; there it stands on `html` or `body`.
        "class" => {
            !matches!(name, "html" | "body" | "main" | "article" | "pre" | "code")
                && value.split_ascii_whitespace().any(is_name)
        }
        "id" => {
            let small = !matches!(name, "html" | "body" | "main" | "article") && !is_heading(name);
            small && (is_name(value) || value.starts_with("fnref"))
        }
        "style" => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

fn is_name(name: &str) -> bool {
    NAMES.contains(&name)
        || name.bytes().any(|byte| byte.is_ascii_uppercase()) && NAMES.contains(&&*name.to_lowercase())
}

fn is_note(element: &Element) -> bool {
    element.attr("class").is_some_and(|class| {
        let class = class.to_lowercase();
        NOTES.iter().any(|word| class.contains(word))
    })
}

/// Whether this is the name of a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}
