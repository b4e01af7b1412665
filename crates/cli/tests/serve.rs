//! The trial page over HTTP, as `xunzhang serve` gives it, and the widget's files.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_xunzhang"))
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn build(source: &Path, out: &Path) {
    let made = command().arg("index").arg(source).arg("--out").arg(out).output().expect("the command starts");
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
}

/// A folder with sources, an index of them, and what stands in for a widget.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new() -> Self {
        let scratch = Self(tempfile::tempdir().expect("a temporary folder"));
        for folder in ["文章", "widget"] {
            fs::create_dir(scratch.path(folder)).expect("a folder");
        }
        scratch.write("文章/一.md", "---\ntitle: 第一篇\n---\n\n寻章摘句，到这里来找。\n");
        scratch.write("widget/xun-zhang.js", "export {};\n");
        scratch.write("secret.txt", "secret");
        build(&scratch.path("文章"), &scratch.path("索引 100%"));
        scratch
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn serve(&self, port: &str) -> Serving {
        let mut serve = command();
        serve.arg("serve").arg(self.path("索引 100%")).arg("--widget").arg(self.path("widget")).args(["--port", port]);
        let child = serve.stdout(Stdio::piped()).spawn().expect("the command starts");
        let mut serving = Serving { child, address: String::new(), said: Vec::new() };
        let said = BufReader::new(serving.child.stdout.take().expect("its output"));
        for line in said.lines() {
            serving.said.push(line.expect("text"));
            if let Some(address) = serving.said.last().and_then(|line| line.strip_prefix("serving http://")) {
                serving.address = address.trim_end_matches('/').to_owned();
                return serving;
            }
        }
        panic!("no address was printed: {:?}", serving.said);
    }
}

/// A running command, which ends with the test.
struct Serving {
    child: Child,
    address: String,
    said: Vec<String>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The head of an answer in small letters, as lines, and its body.
struct Answer {
    head: Vec<String>,
    body: Vec<u8>,
}

impl Answer {
    fn status(&self) -> &str {
        self.head[0].split(' ').nth(1).expect("a status")
    }

    fn has(&self, header: &str) -> bool {
        self.head.iter().any(|line| line == header)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Serving {
    fn ask(&self, line: &str) -> Answer {
        self.ask_host(line, &self.address)
    }

    fn ask_host(&self, line: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request is sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        Answer { head: head.split("\r\n").map(str::to_owned).collect(), body: bytes[end + 4..].to_vec() }
    }
}

fn part_of(index: &Path) -> String {
    let mut names = fs::read_dir(index).expect("a folder").map(|file| file.expect("a file").file_name());
    let part = names.find(|name| Path::new(name).extension().is_some_and(|extension| extension == "part"));
    part.expect("a part").into_string().expect("Unicode")
}

#[test]
fn every_answer_has_its_type_the_policy_and_a_word_on_caching() {
    let scratch = Scratch::new();
    let serving = scratch.serve("0");
    let part = format!("/search/{}", part_of(&scratch.path("索引 100%")));
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/?q=%E5%AF%BB", "text/html; charset=utf-8"),
        ("/about.json", "application/json"),
        ("/xunzhang/trial/trial.css", "text/css; charset=utf-8"),
        ("/xunzhang/trial/trial.js", "text/javascript; charset=utf-8"),
        ("/xunzhang/xun-zhang.js", "text/javascript; charset=utf-8"),
        ("/search/index.entry", "application/octet-stream"),
        (&part, "application/octet-stream"),
    ] {
        let answer = serving.ask(&format!("GET {path}"));
        assert_eq!(answer.status(), "200", "{path}");
        assert!(answer.has(&format!("content-type: {media_type}")), "{path}: {:?}", answer.head);
        assert!(answer.has("x-content-type-options: nosniff"), "{path}: {:?}", answer.head);
        let policy = answer.head.iter().find(|line| line.starts_with("content-security-policy: ")).expect("a policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("require-trusted-types-for 'script'"),
            "{policy}"
        );
        let keep = if path == part { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert!(answer.has(&format!("cache-control: {keep}")), "{path}: {:?}", answer.head);
    }
    let missing = serving.ask("GET /search/t0123.part");
    assert!(missing.status() == "404" && missing.has("cache-control: no-cache"), "{:?}", missing.head);
}

#[test]
fn a_file_comes_as_it_lies_on_the_disk_whatever_its_name() {
    let scratch = Scratch::new();
    scratch.write("索引 100%/寻 章%41.json", "{}");
    let serving = scratch.serve("0");
    assert_eq!(serving.ask("GET /search/%E5%AF%BB%20%E7%AB%A0%2541.json").text(), "{}");
    let part = part_of(&scratch.path("索引 100%"));
    let bytes = fs::read(scratch.path("索引 100%").join(&part)).expect("a part");
    assert_eq!(serving.ask(&format!("GET /search/{part}")).body, bytes);
    assert!(serving.ask("GET /about.json").text().contains("索引 100%"));
}

#[test]
fn head_gives_the_head_alone_and_other_methods_are_refused() {
    let scratch = Scratch::new();
    let serving = scratch.serve("0");
    let (get, head) = (serving.ask("GET /"), serving.ask("HEAD /"));
    assert_eq!((head.status(), head.body.len()), ("200", 0));
    assert!(head.has(&format!("content-length: {}", get.body.len())), "{:?}", head.head);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = serving.ask(&format!("{method} /"));
        assert!(answer.status() == "405" && answer.has("allow: get, head"), "{method}: {:?}", answer.head);
    }
}

#[test]
fn no_address_leads_out_of_the_folders() {
    let scratch = Scratch::new();
    scratch.write("索引 100%/.hidden", "hidden");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", scratch.path("索引 100%/link.txt")).expect("a link");
    let serving = scratch.serve("0");
    for path in [
        "/../secret.txt",
        "/search/../../secret.txt",
        "/search/%2e%2e/secret.txt",
        "/search/..%2fsecret.txt",
        "/search/%2e%2e%2fsecret.txt",
        "/search/..%5csecret.txt",
        "/search/%252e%252e/secret.txt",
        "/search//secret.txt",
        "/search/link.txt",
        "/search/.hidden",
        "/search/%00",
        "/search/%ff",
        "/search/",
        "/search",
        "/xunzhang/../../secret.txt",
        "/xunzhang/trial/../xun-zhang.js",
        "//etc/passwd",
        "/guide/",
    ] {
        let answer = serving.ask(&format!("GET {path}"));
        assert_eq!(answer.status(), "404", "{path}: {}", answer.text());
        assert!(!answer.text().contains("secret\n") && answer.text().contains("没有这一页"), "{path}");
    }
}

#[test]
fn a_page_of_another_name_gets_nothing() {
    let scratch = Scratch::new();
    let serving = scratch.serve("0");
    let port = serving.address.rsplit(':').next().expect("a port");
    for (host, status) in [("evil.example", "403"), ("localhost.evil.example", "403"), ("LOCALHOST", "200")] {
        assert_eq!(serving.ask_host("GET /", host).status(), status, "{host}");
        assert_eq!(serving.ask_host("GET /", &format!("{host}:{port}")).status(), status, "{host}:{port}");
    }
}

#[test]
fn a_rebuilt_index_is_served_at_once() {
    let scratch = Scratch::new();
    let serving = scratch.serve("0");
    let before = serving.ask("GET /search/index.entry").body;
    scratch.write("文章/二.md", "---\ntitle: 第二篇\n---\n\n后来加上的。\n");
    build(&scratch.path("文章"), &scratch.path("索引 100%"));
    let after = serving.ask("GET /search/index.entry").body;
    assert_ne!(before, after);
    assert_eq!(after, fs::read(scratch.path("索引 100%/index.entry")).expect("the entry"));
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let scratch = Scratch::new();
    let first = scratch.serve("0");
    let port = first.address.rsplit(':').next().expect("a port");
    let second = scratch.serve(port);
    assert_ne!(first.address, second.address);
    assert!(second.said.contains(&format!("port {port} is taken")), "{:?}", second.said);
    assert_eq!(second.ask("GET /").status(), "200");
}

#[test]
fn connections_that_say_nothing_hold_up_nobody() {
    let scratch = Scratch::new();
    let serving = scratch.serve("0");
    let idle: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(&serving.address).expect("a connection")).collect();
    assert_eq!(serving.ask("GET /").status(), "200");
    drop(idle);
}

#[test]
fn what_is_no_index_folder_is_named_with_what_to_do() {
    let scratch = Scratch::new();
    for (name, found) in [
        ("文章", "found a folder without it; `xunzhang index SOURCE --out DIR`"),
        ("nowhere", "found nothing of that name; `xunzhang index SOURCE --out "),
        ("secret.txt", "found a file; name the folder that `xunzhang index SOURCE --out DIR` wrote"),
        ("", "found a folder with one inside; name "),
    ] {
        let run = command().arg("serve").arg(scratch.path(name)).output().expect("the command starts");
        assert_eq!(run.status.code(), Some(2), "{name}");
        assert!(err(&run).contains("expected an index folder") && err(&run).contains(found), "{name}: {}", err(&run));
    }
    let mut serve = command();
    let run = serve.arg("serve").arg(scratch.path("索引 100%")).arg("--widget").arg(scratch.path("文章")).output();
    let run = run.expect("the command starts");
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("expected a folder with the widget's xun-zhang.js"), "{}", err(&run));
}

#[test]
fn the_widget_is_written_or_it_is_said_how_to_get_one() {
    let scratch = Scratch::new();
    let out = scratch.path("public/xunzhang");
    let run = command().arg("widget").arg("--out").arg(&out).output().expect("the command starts");
    // Which of the two holds was decided when the command was built.
    if run.status.success() {
        assert!(out.join("xun-zhang.js").is_file() && out.join("xunzhang_wasm_bg.wasm").is_file());
    } else {
        assert_eq!((run.status.code(), out.exists()), (Some(1), false));
        assert!(err(&run).contains("`cargo xtask command` builds one that carries them"), "{}", err(&run));
    }
}
