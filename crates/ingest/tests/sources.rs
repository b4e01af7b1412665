//! Files and folders: what is read, what is passed over, what fails and how it is said.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use xunzhang_core::{Article, BlockKind};
use xunzhang_ingest::{Edition, Ingested, ingest_paths, newspaper::read_page};

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// Reads a folder; gives the failures as text, the folder's own path left out.
fn read(folder: &Path) -> (Vec<Article>, Vec<String>) {
    let Ingested { articles, failures } = ingest_paths(&[folder.to_owned()]);
    let prefix = format!("{}/", folder.display());
    (articles, failures.iter().map(|failure| failure.to_string().replace(&prefix, "")).collect())
}

#[test]
fn all_failures_come_together_and_the_rest_is_read() {
    let folder = folder(&[
        ("a.txt", "城西公园今日开放\n\n本报讯 (记者 王五)城西公园建成。\n".as_bytes()),
        ("b.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("c.txt", " \r\n\u{3000}\r\n".as_bytes()),
        (
            "d.jsonl",
            "{\"_id\":\"1\",\"title\":\"甲\",\"text\":\"文\"}\nno json\n\n{\"_id\":\"1\",\"text\":\"又\"}\n{\"x\":1}\n"
                .as_bytes(),
        ),
        ("e.md", b"---\ntitle: [unclosed\n---\ntext\n"),
        ("f.md", b"+++\ntitle = \"x\"\ntext\n"),
        ("sub/g.txt", "只有一段话。".as_bytes()),
        ("README.md", b"\x00"),
        (".hidden.txt", b"\x00"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let (articles, failures) = read(folder.path());
    let headlines: Vec<&str> = articles.iter().map(|article| article.headline.as_str()).collect();
    assert_eq!(headlines, ["城西公园今日开放", "甲", "只有一段话"]);
    let expected = [
        ("b.txt: ", "PNG picture"),
        ("c.txt: ", "empty file"),
        ("d.jsonl:2: ", "one JSON object a line"),
        ("d.jsonl:4: ", "\"1\" a second time"),
        ("d.jsonl:5: ", "found neither"),
        ("e.md: ", "YAML front matter"),
        ("f.md: ", "ends with +++"),
    ];
    assert_eq!(failures.len(), expected.len(), "{failures:#?}");
    for (failure, (place, words)) in failures.iter().zip(expected) {
        assert!(failure.starts_with(place) && failure.contains(words), "{failure}");
    }
}

#[test]
fn a_file_of_another_kind_fails_only_when_it_is_named() {
    let folder = folder(&[("a.docx", b"PK\x03\x04..."), ("b.csv", b"a,b")]);
    let named =
        ingest_paths(&[folder.path().join("a.docx"), folder.path().join("b.csv"), folder.path().join("none.txt")]);
    let failures: Vec<String> = named.failures.iter().map(ToString::to_string).collect();
    assert!(failures[0].contains("Office document"), "{failures:?}");
    assert!(failures[1].contains("found .csv"), "{failures:?}");
    assert!(failures[2].contains("none.txt: cannot be read"), "{failures:?}");
    let (articles, failures) = read(folder.path());
    assert!(articles.is_empty());
    assert!(failures[0].contains("found none here"), "{failures:?}");
}

#[test]
fn broken_metadata_is_named_and_the_page_is_read_without_it() {
    let page = "城西公园今日开放\n本报讯 (记者 王五)10月3日,城西公园建成。";
    let folder = folder(&[("a.txt", page.as_bytes()), ("corpus.toml", b"date = 2023-02-30\n")]);
    let (articles, failures) = read(folder.path());
    assert_eq!((articles.len(), articles[0].date.as_deref()), (1, None));
    assert!(failures[0].starts_with("corpus.toml: expected `publication`"), "{failures:?}");
}

#[test]
fn markdown_becomes_an_article() {
    let text = "---\ntitle: 用好 输入法\ndate: 2024-05-06T08:00:00+08:00\nauthors: [张三, 李四]\ntags: 工具、输入\n\
                source: 某某博客\nslug: ime\n---\n\n第一段,写在\n两行里,and\nlatin words。\n\n## 小标题\n\n- 一项\n- 二项\n\n\
                ```sh\nls -l\ncd ..\n```\n\n![图片的话](a.png)\n";
    let folder = folder(&[
        ("a.md", text.as_bytes()),
        ("b.md", "+++\ntitle = \"草稿\"\ndraft = true\n+++\n文".as_bytes()),
        ("c.md", "# 没有前言的标题\n\n正文。".as_bytes()),
        ("d.md", "+++\ntitle = \"二\"\ndate = 2024-01-02\nurl = \"/two/\"\n+++\n".as_bytes()),
    ]);
    let (articles, failures) = read(folder.path());
    assert_eq!(failures, Vec::<String>::new());
    let article = &articles[0];
    assert_eq!(article.headline, "用好 输入法");
    assert_eq!(article.date.as_deref(), Some("2024-05-06"));
    assert_eq!(article.authors, ["张三", "李四"]);
    assert_eq!(article.tags, ["工具", "输入"]);
    assert_eq!((article.source.as_deref(), article.url.as_deref()), (Some("某某博客"), Some("/ime.html")));
    let blocks: Vec<(BlockKind, &str)> = article.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
    let expected = [
        (BlockKind::Paragraph, "第一段,写在两行里,and latin words。"),
        (BlockKind::Subhead, "小标题"),
        (BlockKind::Paragraph, "一项"),
        (BlockKind::Paragraph, "二项"),
        (BlockKind::Code, "ls -l\ncd .."),
        (BlockKind::Caption, "图片的话"),
    ];
    assert_eq!(blocks, expected);
    assert_eq!((articles[1].headline.as_str(), articles[1].blocks.len()), ("没有前言的标题", 1));
    assert_eq!((articles[2].url.as_deref(), articles[2].date.as_deref()), (Some("/two/"), Some("2024-01-02")));
    assert_eq!(articles.len(), 3);
}

#[test]
fn records_become_articles() {
    let text = "{\"_id\": \"doc-7\", \"title\": \"标题\", \"text\": \"第一段。\\n\\n第二段。\", \"metadata\": {}}\r\n\
                {\"id\": 8, \"text\": \"只有文。\", \"author\": \"张三\", \"date\": \"2024-05-06\", \"tags\": [\"甲\"], \"url\": \"/8\"}\r\n";
    let folder = folder(&[("corpus.jsonl", text.as_bytes())]);
    let (articles, failures) = read(folder.path());
    assert_eq!(failures, Vec::<String>::new());
    assert_eq!((articles[0].id.as_str(), articles[0].blocks.len()), ("doc-7", 2));
    assert_eq!(
        (articles[1].id.as_str(), articles[1].authors.join(","), articles[1].url.as_deref()),
        ("8", "张三".into(), Some("/8"))
    );
}

#[test]
fn ids_depend_on_the_words_alone() {
    let page = "城西公园今日开放\n\n本报讯 (记者 王五)城西公园建成。\n";
    let one = folder(&[("a.txt", page.as_bytes()), ("b.txt", page.as_bytes())]);
    let two = folder(&[("z/x.txt", page.replace('\n', "\r\n").as_bytes())]);
    let (first, _) = read(one.path());
    let (second, _) = read(two.path());
    assert_eq!(first[0].id, second[0].id);
    assert_ne!(first[0].id, first[1].id);
    assert_eq!(read(one.path()).0, first);
}

#[test]
fn ten_megabytes_in_one_line_or_in_very_many_take_linear_time() {
    let sentence = "这一行很长,没有一个换行,也没有一个句号,";
    let line = sentence.repeat(10_000_000 / sentence.len());
    let started = Instant::now();
    let articles = read_page(&line, &Edition::default());
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].blocks[0].text, line);
    let brackets = "(".repeat(1_000_000) + &"本报讯 记者 ".repeat(300_000);
    assert_eq!(read_page(&brackets, &Edition::default()).len(), 1);
    let lines = "今年的雪下得\n".repeat(5_000);
    assert!(!read_page(&lines, &Edition::default()).is_empty());
    // Unoptimised on a slow machine this takes seconds; quadratic work would take hours.
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}
