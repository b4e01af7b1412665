//! The generators of sites that `xunzhang init` knows, and the configuration that suits each.

use std::path::Path;

/// What built the site in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// `hugo.toml`, or `config.toml` beside `content/`.
    Hugo,
    /// `_config.yml` beside `source/`.
    Hexo,
    /// `_config.yml`.
    Jekyll,
    /// `.vitepress/`.
    VitePress,
    /// `book.toml`.
    MdBook,
    /// `docusaurus.config.js`.
    Docusaurus,
    /// None of these.
    Unknown,
}

/// What differs between the generators.
struct Template {
    name: &'static str,
    build: &'static str,
    /// The folder of the built pages.
    built: &'static str,
    exclude: &'static [&'static str],
}

impl Generator {
    /// The generator of the site in a folder, by the files that each wants to have there.
    pub fn of(folder: &Path) -> Self {
        let any = |names: &[&str]| names.iter().any(|name| folder.join(name).exists());
        // Hugo's older name is a common one: it counts beside Hugo's folders alone.
        let older = any(&["config.toml", "config.yaml", "config.yml"]) && any(&["content", "archetypes", "themes"]);
        if older || any(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"]) {
            Self::Hugo
        } else if any(&["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"]) {
            Self::Docusaurus
        } else if any(&[".vitepress", "docs/.vitepress"]) {
            Self::VitePress
        } else if any(&["book.toml"]) {
            Self::MdBook
        } else if any(&["_config.yml", "_config.yaml", "_config.toml"]) {
            // Both have the same file; only Hexo keeps its texts in source/.
            if any(&["source", "scaffolds"]) { Self::Hexo } else { Self::Jekyll }
        } else {
            Self::Unknown
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.template().name
    }

    /// What to do after the file has been written.
    pub fn next_step(self) -> String {
        let build = self.template().build;
        let index = "xunzhang index --out DIR";
        if build.is_empty() { format!("Next: {index}") } else { format!("Next: {build}, then {index}") }
    }

    fn template(self) -> Template {
        let (name, build, built, exclude): (_, _, _, &[&str]) = match self {
            Self::Hugo => ("Hugo", "hugo", "public", &["tags/", "categories/", "page/"]),
            Self::Hexo => {
                ("Hexo", "hexo generate", "public", &["/index.html", "tags/", "categories/", "archives/", "page/"])
            }
            Self::Jekyll => {
                ("Jekyll", "jekyll build", "_site", &["tags/", "categories/", "archives/", "page*/index.html"])
            }
            Self::VitePress => ("VitePress", "vitepress build", ".vitepress/dist", &[]),
            Self::MdBook => ("mdBook", "mdbook build", "book", &["print.html", "toc.html"]),
            Self::Docusaurus => (
                "Docusaurus",
                "docusaurus build",
                "build",
                &["/search/", "blog/tags/", "blog/authors/", "blog/archive/", "blog/page/", "blog/index.html"],
            ),
            Self::Unknown => ("no generator that is known", "", ".", &[]),
        };
        Template { name, build, built, exclude }
    }

    /// The text of `xunzhang.toml` for the site in a folder.
    pub fn config(self, folder: &Path) -> String {
        let Template { name, build, built, exclude } = self.template();
        let built = match self {
            Self::VitePress if folder.join("docs/.vitepress").exists() => format!("docs/{built}"),
            Self::MdBook => book_folder(folder).unwrap_or_else(|| built.to_owned()),
            _ => built.to_owned(),
        };
        let sources = match build {
            "" => "# Files, folders and globs, from the folder of this file: HTML, Markdown, text, JSON Lines, RSS and Atom.".to_owned(),
            build => format!("# What {name} writes: run `{build}` first. Files, folders and globs, from the folder of this file."),
        };
        let quoted: Vec<String> = exclude.iter().map(|glob| format!("{glob:?}")).collect();
        let exclude = if quoted.is_empty() {
            "# exclude = [\"drafts/\", \"*.en.html\"]".to_owned()
        } else {
            format!("exclude = [{}]", quoted.join(", "))
        };
        COMMENTED
            .replace("{name}", name)
            .replace("{sources}", &sources)
            .replace("{built}", &built)
            .replace("{exclude}", &exclude)
    }
}

/// Where an mdBook that says so itself puts its pages.
fn book_folder(folder: &Path) -> Option<String> {
    let book: toml::Table = std::fs::read_to_string(folder.join("book.toml")).ok()?.parse().ok()?;
    let folder = book.get("build")?.get("build-dir")?.as_str()?;
    // With other outputs beside it, mdBook gives the pages a folder of their own.
    let outputs = book.get("output").and_then(toml::Value::as_table).map_or(0, toml::Table::len);
    Some(if outputs > 1 { format!("{folder}/html") } else { folder.to_owned() })
}

const COMMENTED: &str = "\
# Settings of `xunzhang index` for {name}.
# What begins with # is off; values there are the defaults or examples.

{sources}
sources = [\"{built}\"]

# Files that are left out; a name without / is left out in every folder.
{exclude}

# Files that are read although their names say otherwise.
# include = [\"README.md\"]

# Words that find each other, and words that also find others.
# synonyms = [\"工信部 = 工业和信息化部\", \"山城 > 重庆\"]

[address]
# What stands before the path of a file: \"/\", \"/docs/\" or \"https://example.com/\".
# prefix = \"/\"
# A folder that is no part of addresses.
# strip = \"content/\"
# What stands for the extension of a file: \".html\", \"/\" or \"\".
# extension = \".html\"
# Whether index.html stands for its folder.
# index = true
# Whether the canonical address that a page names is taken.
# canonical = true
# Addresses of Markdown below _posts/.
# posts = \"/:year/:month/:day/:title/\"

[html]
# Where the text stands in a page, best selector first; without it the usual places are tried.
# body = [\"main article\"]
# What is no text there, beside navigation, tables of contents and the like.
# ignore = [\".advertisement\"]

[fields]
# Fields of front matter, records and <meta> by which readers may filter and sort, and which are shown.
# filters = [\"categories\"]
# sort = [\"weight\"]
# meta = [\"description\"]

[weights]
# The settings of the ranking; docs/sources.md lists them all.
# recency = 0.0

[weights.fields]
# headline = 2.0
# body = 1.0

[dictionary]
# Words of yours that no dictionary has, here or one a line in files.
# words = [\"寻章\"]
# files = [\"words.txt\"]

[pinyin]
# Whether z and zh, c and ch, s and sh, n and l before a vowel, and n and ng behind one also find each other, as input methods have it.
# fuzzy = false

[extract]
# What is found in the articles while the index is built.
# names = true
# keywords = true
# related = true

[limits]
# The largest file that is read at once, and the longest line of JSON Lines.
# file-bytes = 67108864
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in names {
            let path = folder.path().join(name);
            if name.ends_with('/') {
                std::fs::create_dir_all(path).expect("a folder");
            } else {
                std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                std::fs::write(path, "").expect("a file");
            }
        }
        folder
    }

    #[test]
    fn each_generator_is_known_and_gets_a_file_that_can_be_read() {
        for (names, expected, sources) in [
            (&["hugo.toml", "content/"][..], Generator::Hugo, "public"),
            (&["config.yaml", "content/"], Generator::Hugo, "public"),
            (&["_config.yml", "source/_posts/"], Generator::Hexo, "public"),
            (&["_config.yml", "_posts/"], Generator::Jekyll, "_site"),
            (&["docs/.vitepress/config.ts"], Generator::VitePress, "docs/.vitepress/dist"),
            (&["book.toml", "src/"], Generator::MdBook, "book"),
            (&["docusaurus.config.ts", "docs/"], Generator::Docusaurus, "build"),
            (&["index.html"], Generator::Unknown, "."),
        ] {
            let folder = folder(names);
            let generator = Generator::of(folder.path());
            assert_eq!(generator, expected, "{names:?}");
            let text = generator.config(folder.path());
            let config = Config::parse(&text, Path::new("xunzhang.toml")).expect("what init writes can be read");
            assert_eq!(config.sources, [sources]);
            // With every example switched on it can be read too; only the words in a file are not there.
            let on: Vec<&str> = text
                .lines()
                .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
                .filter(|line| !line.starts_with("files"))
                .filter(|line| !line.starts_with("exclude = [\"drafts") || !text.contains("\nexclude"))
                .collect();
            let config = Config::parse(&on.join("\n"), Path::new("xunzhang.toml")).expect("the examples are right");
            assert_eq!(config.words, [("寻章".to_owned(), None)]);
            assert_eq!(config.settings, xunzhang_core::Settings::default(), "the examples are the defaults");
        }
    }

    #[test]
    fn a_book_says_itself_where_its_pages_are() {
        let folder = folder(&[]);
        let write = |text: &str| std::fs::write(folder.path().join("book.toml"), text).expect("a file");
        write("[build]\nbuild-dir = \"out\"\n[output.html]\n");
        assert!(Generator::MdBook.config(folder.path()).contains("sources = [\"out\"]"));
        write("[build]\nbuild-dir = \"out\"\n[output.html]\n[output.epub]\n");
        assert!(Generator::MdBook.config(folder.path()).contains("sources = [\"out/html\"]"));
    }
}
