//! From the place of a file to the address at which a reader can open it.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

use crate::Date;

/// All that may not stand in the path of an address as it is. `%` is among them: in a file's name it is a character like others.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What is encoded in an address that the owner wrote, who may have encoded the rest already.
const WRITTEN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

/// How the address of a file follows from its path below its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressRules {
    /// A folder that is taken off the front of the path, such as `content/`.
    pub strip: String,
    /// What stands before the path: `/`, `/docs/` or `https://example.com/`.
    pub prefix: String,
    /// What stands in place of the file's extension: `.html`, nothing, or `/`. `None` keeps that of HTML files and
    /// gives others `.html`.
    pub extension: Option<String>,
    /// Whether `index`, `_index` and `README` stand for their folder.
    pub index: bool,
    /// Whether the canonical address that an HTML page names is taken.
    pub canonical: bool,
    /// The address of posts (Markdown in a folder `_posts`), with `:year`, `:month`, `:day`, `:title` and `:categories`.
    pub posts: Option<String>,
}

impl Default for AddressRules {
    fn default() -> Self {
        Self { strip: String::new(), prefix: "/".into(), extension: None, index: true, canonical: true, posts: None }
    }
}

/// What a post says of itself that its address may depend on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Post<'a> {
    pub slug: Option<&'a str>,
    pub date: Option<Date>,
    pub categories: &'a [String],
}

impl AddressRules {
    /// The address of a file, from its path below its source. A `slug` stands in place of the name.
    pub(crate) fn of_file(&self, below: &Path, post: Post) -> String {
        let names: Vec<&[u8]> = below
            .components()
            .filter_map(|part| match part {
                Component::Normal(name) => Some(name.as_encoded_bytes()),
                _ => None,
            })
            .collect();
        let strip: Vec<&str> = self.strip.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
        let stripped = names.len() > strip.len() && strip.iter().zip(&names).all(|(a, b)| a.as_bytes() == *b);
        let names = if stripped { &names[strip.len()..] } else { &names[..] };
        let Some((file, folders)) = names.split_last() else { return self.prefix.clone() };
        if let Some(slug) = post.slug.filter(|slug| slug.starts_with('/')) {
            return self.written(slug);
        }
        if let (Some(pattern), true) = (&self.posts, folders.contains(&b"_posts".as_slice())) {
            return self.written(&post_address(pattern, file, post));
        }
        let (stem, extension) = split_extension(file);
        let mut address = self.prefix.clone();
        if !address.ends_with('/') {
            address.push('/');
        }
        for folder in folders {
            address.extend(percent_encode(folder, PATH));
            address.push('/');
        }
        let is_index = self.index && [&b"index"[..], b"_index", b"README", b"readme", b"Readme"].contains(&stem);
        if let Some(slug) = post.slug {
            address.extend(percent_encode(slug.trim_matches('/').as_bytes(), PATH));
        } else if is_index {
            return address;
        } else {
            address.extend(percent_encode(stem, PATH));
        }
        match &self.extension {
            Some(other) => address.push_str(other),
            None if extension.starts_with(b"htm") || extension.starts_with(b"xht") => {
                address.push('.');
                address.extend(percent_encode(extension, PATH));
            }
            None => address.push_str(".html"),
        }
        address
    }

    /// An address that the source itself gives, below the prefix where it is not whole.
    pub(crate) fn written(&self, address: &str) -> String {
        let encoded: String = percent_encode(address.trim().as_bytes(), WRITTEN).collect();
        if encoded.contains("://") || encoded.starts_with("//") {
            return encoded;
        }
        // A prefix that is a path alone concerns files; an address from `/` is whole as it is.
        match (encoded.starts_with('/'), self.prefix.contains("://")) {
            (true, false) => encoded,
            _ => format!("{}/{}", self.prefix.trim_end_matches('/'), encoded.trim_start_matches('/')),
        }
    }
}

fn split_extension(file: &[u8]) -> (&[u8], &[u8]) {
    match file.iter().rposition(|byte| *byte == b'.') {
        Some(at) if at > 0 => (&file[..at], &file[at + 1..]),
        _ => (file, b""),
    }
}

/// The address of a post: `2024-01-02-name.md` has its day in its name, as Jekyll wants it.
fn post_address(pattern: &str, file: &[u8], post: Post) -> String {
    let name = String::from_utf8_lossy(split_extension(file).0).into_owned();
    let named = name.get(..10).and_then(Date::parse).filter(|_| name.get(10..11) == Some("-"));
    let name = if named.is_some() { &name[11..] } else { &name[..] };
    let day = post.date.or(named).map(|date| date.to_string()).unwrap_or_default();
    let mut numbers = day.split('-');
    let mut number = || numbers.next().unwrap_or_default().to_owned();
    let (year, month, day) = (number(), number(), number());
    let short = |text: &str| text.trim_start_matches('0').to_owned();
    let encode = |text: &str| percent_encode(text.as_bytes(), PATH).to_string();
    let categories: Vec<String> = post.categories.iter().map(|name| encode(name)).collect();
    let filled = pattern
        .replace(":year", &year)
        .replace(":i_month", &short(&month))
        .replace(":i_day", &short(&day))
        .replace(":month", &month)
        .replace(":day", &day)
        .replace(":categories", &categories.join("/"))
        .replace(":category", &categories.join("/"))
        .replace(":title", &encode(post.slug.unwrap_or(name)));
    filled.split("://").map(|part| part.replace("//", "/")).collect::<Vec<_>>().join("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rules: &AddressRules, path: &str, expected: &str) {
        assert_eq!(rules.of_file(Path::new(path), Post::default()), expected, "{path}");
    }

    #[test]
    fn a_file_has_the_address_that_a_plain_host_gives_it() {
        let rules = AddressRules::default();
        check(&rules, "a/b.html", "/a/b.html");
        check(&rules, "a/index.html", "/a/");
        check(&rules, "index.htm", "/");
        check(&rules, "a.b.md", "/a.b.html");
        check(&rules, "有 空格/100%#?.html", "/%E6%9C%89%20%E7%A9%BA%E6%A0%BC/100%25%23%3F.html");
    }

    #[test]
    fn rules_of_generators_hold() {
        let clean = AddressRules {
            strip: "content/".into(),
            prefix: "/docs".into(),
            extension: Some("/".into()),
            ..AddressRules::default()
        };
        check(&clean, "content/a/b.md", "/docs/a/b/");
        check(&clean, "content/a/_index.md", "/docs/a/");
        check(&clean, "contents/b.md", "/docs/contents/b/");
        let bare = AddressRules { extension: Some(String::new()), index: false, ..AddressRules::default() };
        check(&bare, "a/index.md", "/a/index");
        let slug = |slug| Post { slug: Some(slug), ..Post::default() };
        assert_eq!(clean.of_file(Path::new("content/a/b.md"), slug("另")), "/docs/a/%E5%8F%A6/");
        assert_eq!(clean.of_file(Path::new("content/a/b.md"), slug("/z/")), "/z/");
    }

    #[test]
    fn posts_have_their_day_in_their_address() {
        let rules =
            AddressRules { posts: Some("/:categories/:year/:month/:day/:title/".into()), ..AddressRules::default() };
        let categories = ["随笔".to_owned()];
        let post = Post { date: Date::new(2024, 1, 2), categories: &categories, slug: None };
        assert_eq!(
            rules.of_file(Path::new("_posts/你好.md"), post),
            "/%E9%9A%8F%E7%AC%94/2024/01/02/%E4%BD%A0%E5%A5%BD/"
        );
        assert_eq!(rules.of_file(Path::new("_posts/2023-10-06-hello.md"), Post::default()), "/2023/10/06/hello/");
        assert_eq!(rules.of_file(Path::new("about.md"), post), "/about.html");
    }

    #[test]
    fn written_addresses_stand_as_they_are() {
        let rules = AddressRules { prefix: "https://a.cn/b/".into(), ..AddressRules::default() };
        assert_eq!(rules.written("https://x.cn/中 文?a=%20"), "https://x.cn/%E4%B8%AD%20%E6%96%87?a=%20");
        assert_eq!(rules.written("/x/"), "https://a.cn/b/x/");
        assert_eq!(AddressRules::default().written("/x/"), "/x/");
        assert_eq!(AddressRules::default().written("x"), "/x");
    }
}
