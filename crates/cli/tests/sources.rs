//! Sources, configuration and `init`, as a person or a script uses them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Runs the command in a folder, with something on its standard input.
fn xunzhang(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xunzhang"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that does not read its input closes it.
    let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A built site of a book, with its configuration.
fn book() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("book.toml", "[book]\ntitle = \"小书\"\n");
    write("book/a.html", "<title>变量 - 小书</title><main><h1 id=v>变量</h1><p>变量默认不可变。</p></main>");
    write("book/print.html", "<title>小书</title><main><p>全部。</p></main>");
    write("book/noindex.html", "<meta name=robots content=noindex><p>藏着。");
    folder
}

#[test]
fn three_lines_make_an_index_of_a_book() {
    let folder = book();
    let init = xunzhang(folder.path(), &["init"], "");
    assert_eq!((init.status.code(), out(&init).contains("(mdBook)")), (Some(0), true), "{}", err(&init));
    let index = xunzhang(folder.path(), &["index", "--out", "index"], "");
    assert_eq!(index.status.code(), Some(0), "{}", err(&index));
    assert!(out(&index).starts_with("1 article -> index ("), "{}", out(&index));
    assert!(out(&index).contains("  passed over: 1 noindex\n"), "{}", out(&index));
    let search = xunzhang(folder.path(), &["search", "index", "不可变", "--json"], "");
    let page: Value = serde_json::from_str(&out(&search)).expect("JSON");
    assert_eq!(page["hits"][0]["url"], "/a.html");
}

#[test]
fn init_replaces_nothing_unless_told_to() {
    let folder = book();
    fs::write(folder.path().join("xunzhang.toml"), "sources = ['mine']").expect("a file");
    let init = xunzhang(folder.path(), &["init", "."], "");
    assert_eq!(init.status.code(), Some(1));
    assert!(err(&init).contains("xunzhang.toml: expected no such file"), "{}", err(&init));
    let read = || fs::read_to_string(folder.path().join("xunzhang.toml")).expect("the file");
    assert_eq!(read(), "sources = ['mine']");
    assert_eq!(xunzhang(folder.path(), &["init", "--force"], "").status.code(), Some(0));
    assert!(read().contains("sources = [\"book\"]"));
    assert_eq!(xunzhang(folder.path(), &["init", "no/such/folder"], "").status.code(), Some(2));
}

#[test]
fn the_summary_is_an_object_for_machines() {
    let folder = book();
    fs::write(folder.path().join("book/bad.md"), b"\xff\xff\xff").expect("a file");
    fs::write(folder.path().join("book/x.jsonl"), "{\"text\":\"文\",\"date\":\"soon\"}\n{}\n".repeat(15))
        .expect("a file");
    let run = xunzhang(folder.path(), &["index", "book", "--out", "index", "--json", "--quiet"], "");
    assert_eq!(run.status.code(), Some(3), "{}", err(&run));
    let summary: Value = serde_json::from_str(&out(&run)).expect("JSON");
    assert_eq!(summary["articles"], 17);
    assert_eq!((&summary["read"]["html"]["files"], &summary["read"]["jsonl"]["files"]), (&3.into(), &1.into()));
    assert_eq!(summary["passedOver"]["noindex"], 1);
    assert_eq!(summary["failures"]["book/bad.md"]["count"], 1);
    assert_eq!(summary["failures"]["book/x.jsonl"]["count"], 15);
    assert_eq!(summary["warnings"]["book/x.jsonl"]["count"], 15);
    assert!(summary["index"]["bytes"].as_u64() > Some(0) && summary["seconds"].is_number());
    assert!(err(&run).contains("book/x.jsonl: and 5 more like these"), "{}", err(&run));
    let none = xunzhang(folder.path(), &["index", "book/bad.md", "--out", "none", "--json"], "");
    assert_eq!(none.status.code(), Some(1));
    let summary: Value = serde_json::from_str(&out(&none)).expect("JSON");
    assert_eq!((&summary["index"], folder.path().join("none").exists()), (&Value::Null, false));
}

#[test]
fn the_standard_input_is_told_by_its_beginning_or_by_a_word() {
    let folder = book();
    let headline = |arguments: &[&str], input: &str| {
        let run = xunzhang(folder.path(), &[&["articles", "-", "--json"], arguments].concat(), input);
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
        let first = out(&run);
        let article: Value = serde_json::from_str(first.lines().next().expect("an article")).expect("JSON");
        article["headline"].as_str().expect("a headline").to_owned()
    };
    assert_eq!(headline(&[], "<!doctype html><title>网页</title><p>文"), "网页");
    assert_eq!(headline(&[], "{\"title\":\"记录\"}\n"), "记录");
    assert_eq!(headline(&[], "---\ntitle: 文档\n---\n"), "文档");
    assert_eq!(headline(&["--as", "markdown"], "甲\n==\n"), "甲");
    let run = xunzhang(folder.path(), &["articles", "-", "--as", "pdf"], "");
    assert_eq!(run.status.code(), Some(2));
    fs::write(folder.path().join("noname"), "# 题\n").expect("a file");
    let run = xunzhang(folder.path(), &["articles", "noname", "--as", "markdown"], "");
    assert!(out(&run).contains("题"), "{}", err(&run));
}

#[test]
fn a_wrong_configuration_is_wrong_use() {
    let folder = book();
    let run = xunzhang(folder.path(), &["index", "--out", "index"], "");
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("expected a SOURCE"), "{}", err(&run));
    fs::write(folder.path().join("xunzhang.toml"), "sources = ['book']\n[wights]\n").expect("a file");
    let run = xunzhang(folder.path(), &["index", "--out", "index"], "");
    assert_eq!(run.status.code(), Some(2));
    assert!(
        err(&run).contains("xunzhang.toml:2:2: ") && err(&run).contains("did you mean `weights`?"),
        "{}",
        err(&run)
    );
    let run = xunzhang(folder.path(), &["index", "--out", "index", "--config", "none.toml"], "");
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("none.toml: cannot be read"), "{}", err(&run));
}

#[test]
fn a_configuration_elsewhere_finds_its_sources_from_its_own_folder() {
    let folder = book();
    let text = "sources = ['book']\nexclude = ['print.html']\n[address]\nprefix = '/docs/'\n[weights]\nearly = 0\n[dictionary]\nwords = ['默认不可变']\n";
    fs::write(folder.path().join("settings.toml"), text).expect("a file");
    let other = tempfile::tempdir().expect("a temporary folder");
    let config = folder.path().join("settings.toml");
    let arguments = ["index", "--config", config.to_str().expect("Unicode"), "--out", "index"];
    let run = xunzhang(other.path(), &arguments, "");
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    let search = xunzhang(other.path(), &["search", "index", "变量", "--json", "--explain"], "");
    let page: Value = serde_json::from_str(&out(&search)).expect("JSON");
    assert_eq!(page["hits"][0]["url"], "/docs/a.html");
    let parts = &page["hits"][0]["explain"]["parts"];
    assert!(parts["early"] == 0.0 && parts["terms"].as_f64() > Some(0.0), "the weights come with the index: {parts}");
}
