//! Bad input and a file system that plays tricks: each is named, and what is good beside it is read.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use tempfile::TempDir;
use xunzhang_ingest::{Event, Globs, Limits, Problem, Rules, Source, ingest_paths, read};

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// The addresses or else the headlines of the articles, and the failures with paths below the folder.
fn read_with(folder: &Path, source: Source, rules: &Rules) -> (Vec<String>, Vec<String>) {
    let prefix = format!("{}/", folder.display());
    let (mut articles, mut failures) = (Vec::new(), Vec::new());
    read(&[source], rules, &mut |event| {
        match event {
            Event::Article(article) => articles.push(article.url.unwrap_or(article.headline)),
            Event::Failure(failure) => failures.push(failure.to_string().replace(&prefix, "")),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    (articles, failures)
}

fn read_folder(folder: &TempDir) -> (Vec<String>, Vec<String>) {
    read_with(folder.path(), Source::path(folder.path()), &Rules::default())
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_named_and_links_elsewhere_are_followed() {
    use std::os::unix::fs::symlink;
    let place = folder(&[("a/1.md", "一".as_bytes()), ("b/2.md", "二".as_bytes())]);
    let outside = folder(&[("3.md", "三".as_bytes())]);
    symlink(place.path(), place.path().join("b/up")).expect("a link");
    symlink(outside.path(), place.path().join("c")).expect("a link");
    symlink("nowhere", place.path().join("latest")).expect("a link");
    symlink("nowhere.md", place.path().join("lost.md")).expect("a link");
    let (articles, failures) = read_folder(&place);
    assert_eq!(articles, ["/a/1.html", "/b/2.html", "/c/3.html"]);
    assert_eq!(failures.len(), 2, "{failures:?}");
    assert!(failures[0].starts_with("b/up: expected files, found a link that leads back to "), "{failures:?}");
    assert!(failures[1].starts_with("lost.md: cannot be read"), "{failures:?}");
}

#[test]
fn a_file_that_vanishes_while_others_are_read_is_named() {
    let names: Vec<String> = (0..600).map(|number| format!("p{number:03}.html")).collect();
    // A page's words are its name: pages with the same words would be copies.
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
    let place = folder(&files);
    let last = place.path().join("p599.html");
    let (mut articles, mut failures) = (0, Vec::new());
    read(&[Source::path(place.path())], &Rules::default(), &mut |event| {
        match event {
            Event::Article(_) => {
                // The second time it is gone already.
                let _ = fs::remove_file(&last);
                articles += 1;
            }
            Event::Failure(failure) => failures.push(failure),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    assert_eq!((articles, failures.len()), (599, 1));
    assert!(failures[0].path.ends_with("p599.html") && matches!(failures[0].problem, Problem::Unreadable(_)));
}

#[test]
fn files_have_a_limit_and_streams_of_records_have_none() {
    let record = "{\"text\":\"文\"}\n".repeat(100);
    let page = format!("<p>{}", "文".repeat(500));
    let long = format!("{{\"text\":\"短\"}}\n{{\"text\":\"{}\"}}\n", "长".repeat(500));
    let place = folder(&[("a.jsonl", record.as_bytes()), ("b.html", page.as_bytes()), ("c.jsonl", long.as_bytes())]);
    let rules = Rules { limits: Limits { file_bytes: 1000 }, ..Rules::default() };
    let (articles, failures) = read_with(place.path(), Source::path(place.path()), &rules);
    assert_eq!(articles.len(), 101);
    assert!(failures[1].starts_with("c.jsonl: expected lines of at most 1000 bytes, but line 2"), "{failures:?}");
    assert!(failures[0].starts_with("b.html: expected at most 1000 bytes, found 1503"), "{failures:?}");
}

#[test]
fn a_page_of_200_megabytes_is_not_even_opened_to_the_end() {
    let place = folder(&[("a.html", "<p>文".as_bytes())]);
    File::create(place.path().join("b.html")).and_then(|file| file.set_len(200 << 20)).expect("a large file");
    let (articles, failures) = read_folder(&place);
    assert_eq!(articles, ["/a.html"]);
    assert!(failures[0].starts_with("b.html: expected at most 67108864 bytes, found 209715200"), "{failures:?}");
}

#[test]
fn any_name_has_its_address() {
    let place = folder(&[
        ("有 空格/100%.html", "<p>一".as_bytes()),
        ("a#b?c.md", "二".as_bytes()),
        ("\"x\"/index.html", "<p>三".as_bytes()),
        ("%20.html", "<p>四".as_bytes()),
    ]);
    let (articles, failures) = read_folder(&place);
    assert_eq!(failures, Vec::<String>::new());
    assert_eq!(
        articles,
        ["/%22x%22/", "/%2520.html", "/a%23b%3Fc.html", "/%E6%9C%89%20%E7%A9%BA%E6%A0%BC/100%25.html"]
    );
}

#[test]
fn encodings_are_those_of_chinese_sites() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let big5 = |text: &str| encoding_rs::BIG5.encode(text).0.into_owned();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("<meta charset=iso-8859-1><title>Café</title><p>naïve");
    let place = folder(&[
        ("a.html", &gbk("<html><head><meta charset=\"gb2312\"><title>网页</title></head><p>正文</p>")),
        ("b.html", &latin),
        // The page says one thing and is another: what it is counts.
        ("c.html", "<meta charset=gbk><title>说谎</title><p>文".as_bytes()),
        ("d.jsonl", &big5("{\"title\":\"臺灣的國語與漢字\",\"text\":\"這是一個關於歷史的報導，內容沒有錯誤。\"}\n")),
        ("e.jsonl", &utf16("{\"title\":\"宽\",\"text\":\"文\"}\n{\"title\":\"窄\",\"text\":\"文\"}\n")),
        (
            "f.xml",
            &gbk(
                "<?xml version=\"1.0\" encoding=\"gbk\"?><rss version=\"2.0\"><channel><title>频道</title><item><title>条目</title></item></channel></rss>",
            ),
        ),
        ("g.md", b"\xe4\xb8\xff\xff\xfe broken"),
        ("h.jsonl", b"\xef\xbb\xbf{\"title\":\"mark\"}\n"),
    ]);
    let mut titles = Vec::new();
    let mut failures = Vec::new();
    read(&[Source::path(place.path())], &Rules::default(), &mut |event| {
        match event {
            Event::Article(article) => titles.push(article.headline),
            Event::Failure(failure) => failures.push(failure),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    titles.sort();
    let mut expected = ["Café", "mark", "宽", "条目", "窄", "网页", "臺灣的國語與漢字", "说谎"].map(str::to_owned);
    expected.sort();
    assert_eq!(titles, expected, "{failures:?}");
    assert_eq!(failures.len(), 1);
    assert!(failures[0].path.ends_with("g.md") && matches!(failures[0].problem, Problem::Encoding { .. }));
}

#[test]
fn files_that_are_not_what_their_name_says_are_named() {
    let page: &[u8] = b"<!DOCTYPE html><html><title>404 Not Found</title></html>";
    let place = folder(&[
        ("a.md", page),
        ("b.txt", page),
        ("c.jsonl", page),
        ("d.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("e.html", b" \n"),
        ("f.html", b"<html><body><script>app()</script></body></html>"),
        ("g.xml", b"<rss><channel><item><title>x</title>"),
        ("h.xml", b"<urlset></urlset>"),
        ("i.jsonl", b"\n\n"),
    ]);
    let (articles, failures) = read_folder(&place);
    assert!(articles.len() <= 1, "{articles:?}");
    for (name, words) in [
        ("a.md", "expected Markdown, found a page of HTML"),
        ("b.txt", "expected text, found a page of HTML"),
        ("c.jsonl", "expected JSON Lines, found a page of HTML"),
        ("d.html", "found a PNG picture"),
        ("e.html", "found an empty file"),
        ("f.html", "expected a page with text"),
        ("i.jsonl", "found an empty file"),
    ] {
        let found = failures.iter().any(|failure| failure.starts_with(name) && failure.contains(words));
        assert!(found, "{name}: {failures:#?}");
    }
    assert!(!failures.iter().any(|failure| failure.starts_with("h.xml")), "a site map is passed over");
    let named = ingest_paths(&[place.path().join("h.xml")]);
    assert!(matches!(named.failures[0].problem, Problem::NoFeed));
}

#[test]
fn the_second_page_of_an_address_is_named() {
    let page =
        |text: &str| format!("<link rel=canonical href=\"https://a.cn/x\"><title>题</title><p>{text}").into_bytes();
    let place = folder(&[
        ("a.html", &page("一")),
        ("b.html", &page("二")),
        ("c.md", "---\nurl: https://a.cn/x\n---\n三".as_bytes()),
    ]);
    let (articles, failures) = read_folder(&place);
    assert_eq!(articles, ["https://a.cn/x"]);
    assert!(failures[0].starts_with("b.html: expected an address of its own, found https://a.cn/x"), "{failures:?}");
    assert!(failures[1].starts_with("c.md: "), "{failures:?}");
}

#[test]
fn globs_name_files_and_rules_leave_some_out() {
    let place = folder(&[
        ("a/1.md", "一".as_bytes()),
        ("a/b/2.md", "二".as_bytes()),
        ("a/b/README.md", "三".as_bytes()),
        ("tags/x.md", "四".as_bytes()),
        ("a/3.txt", "五".as_bytes()),
        ("[1].md", "六".as_bytes()),
    ]);
    let rules = Rules {
        exclude: Globs::new(&["tags/".into(), "*.txt".into()]).expect("globs"),
        include: Globs::new(&["README.md".into()]).expect("globs"),
        ..Rules::default()
    };
    let glob = |text: &str| read_with(place.path(), Source::parse(text, place.path()).expect("a source"), &rules).0;
    assert_eq!(glob("a/*.md"), ["/1.html"]);
    assert_eq!(glob("a/**/*.md"), ["/1.html", "/b/2.html", "/b/"]);
    assert_eq!(glob("[1].md"), ["/%5B1%5D.html"], "a file of that very name goes before the glob");
    assert_eq!(glob("."), ["/%5B1%5D.html", "/a/1.html", "/a/b/2.html", "/a/b/"]);
    let (articles, failures) =
        read_with(place.path(), Source::parse("no/*.md", place.path()).expect("a source"), &rules);
    assert_eq!((articles.len(), failures.len()), (0, 1), "{failures:?}");
}

#[test]
fn reading_stops_when_told_to() {
    let place = folder(&[("a.jsonl", "{\"text\":\"文\"}\n".repeat(10).as_bytes()), ("b.md", "文".as_bytes())]);
    let mut articles = 0;
    read(&[Source::path(place.path())], &Rules::default(), &mut |event| {
        articles += i32::from(matches!(event, Event::Article(_)));
        if articles == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(articles, 3);
}
