//! Configuration files that are right, and what is said of those that are wrong.

use std::path::Path;

use expect_test::expect_file;

use super::*;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("xunzhang.toml"))
}

#[test]
fn all_keys_are_read() {
    let config = parse(
        r#"
sources = ["public", "extra/*.md"]
exclude = ["tags/"]
include = ["README.md"]
[address]
strip = "content/"
prefix = "https://example.com/"
extension = "/"
index = false
canonical = false
posts = "/:year/:title/"
[html]
body = [".text"]
ignore = [".ad"]
[fields]
filters = ["categories"]
sort = ["weight"]
meta = []
[weights]
recency = 1
function-words = 0.5
rescored = 100
[weights.fields]
sub-headline = 3
[dictionary]
words = ["寻章"]
[pinyin]
fuzzy = true
[extract]
names = false
related = false
[limits]
file-bytes = 1_000
"#,
    )
    .expect("a good file");
    assert_eq!(config.sources, ["public", "extra/*.md"]);
    assert!(config.rules.exclude.matches(Path::new("tags/x.html")));
    assert!(config.rules.include.matches(Path::new("a/README.md")));
    let address = &config.rules.address;
    assert_eq!((address.strip.as_str(), address.extension.as_deref()), ("content/", Some("/")));
    assert_eq!((address.index, address.canonical, address.posts.as_deref()), (false, false, Some("/:year/:title/")));
    assert_eq!(config.rules.fields.meta.as_deref(), Some(&[][..]));
    let settings = config.settings;
    assert_eq!((settings.recency, settings.function_words, settings.rescored), (1.0, 0.5, 100));
    assert_eq!((settings.fields.sub_headline, settings.fields.body), (3.0, Settings::default().fields.body));
    assert_eq!(config.words, [("寻章".to_owned(), None)]);
    assert_eq!(config.extract, Extract { names: false, keywords: true, related: false });
    assert!(config.fuzzy_pinyin);
    assert_eq!(config.rules.limits.file_bytes, 1000);
    let empty = parse("").expect("an empty file says nothing");
    assert_eq!((empty.sources.len(), empty.settings), (0, Settings::default()));
    assert_eq!(empty.extract, Extract::default());
    assert!(!empty.fuzzy_pinyin);
}

/// Files with a fault each: a wrong key first, then wrong values.
const FAULTY: &[&str] = &[
    "sorces = []",
    "sources = ['a']\n\n[adress]\nprefix = '/'",
    "[address]\n  prefx = '/'",
    "[weights]\nfunctionWords = 1",
    "[weights.fields]\nfoo = 1",
    "[limits]\nmemory = 1",
    "sources = 'public'",
    "sources = ['public', 3]",
    "sources = []",
    "address = 1",
    "[address]\nindex = 'yes'",
    "[address]\nprefix = 'docs'",
    "[address]\nextension = 'html'",
    "[address]\nposts = '/:yaer/:title/'",
    "[html]\nignore = ['.ad', 'p[']",
    "exclude = ['a', 'b[']",
    "[weights]\nlength = 1.5",
    "[weights]\nrescored = 20.5",
    "[weights.fields]\nbody = 'much'",
    "[dictionary]\nwords = ['寻章', 'Rust']",
    "[dictionary]\nfiles = ['no/such/words.txt']",
    "[pinyin]\nfuzy = true",
    "[pinyin]\nfuzzy = 'n'",
    "[limits]\nfile-bytes = 0",
    "文 = [",
    "sources = ['a']\nsources = ['b']",
];

#[test]
fn faults_are_named_with_their_place_and_what_to_do() {
    let said: Vec<String> =
        FAULTY.iter().map(|text| format!("{text}\n=> {}\n", parse(text).expect_err("something is wrong"))).collect();
    expect_file!["faults.txt"].assert_eq(&said.join("\n"));
}

#[test]
fn words_come_from_files_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let words = folder.path().join("words.txt");
    let file = folder.path().join("xunzhang.toml");
    std::fs::write(&words, "# 产品\n寻章\n摘句 200\n").expect("a file");
    std::fs::write(&file, "[dictionary]\nwords = ['平台']\nfiles = ['words.txt']").expect("a file");
    let config = Config::load(&file).expect("a good file");
    assert_eq!(config.words, [("平台".into(), None), ("寻章".into(), None), ("摘句".into(), Some(200))]);
    std::fs::write(&words, "寻章\n摘句 often\n").expect("a file");
    let error = Config::load(&file).expect_err("a wrong frequency").to_string();
    assert!(error.ends_with("words.txt:2:1: expected a frequency, found \"often\"; write a whole number"), "{error}");
}
