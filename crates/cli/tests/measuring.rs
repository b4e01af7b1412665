//! `xunzhang run` and `xunzhang eval` from end to end, on a set small enough to know its answers.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const CORPUS: &str = r#"{"_id": "d1", "title": "轨道交通十五号线开通", "text": "十五号线一期今日开通，市民可乘地铁直达机场。"}
{"_id": "d2", "title": "三峡库区水质保持优良", "text": "监测显示，三峡库区干流水质总体为优。"}
{"_id": "d3", "title": "山城火锅节开幕", "text": "火锅节在解放碑开幕，三百家火锅店参加。"}
{"_id": "d4", "title": "洪崖洞夜景", "text": "夜幕降临，洪崖洞灯火通明，游客如织。"}
"#;

const QUERIES: &str = r#"{"_id": "q1", "text": "十五号线什么时候开通"}
{"_id": "q2", "text": "三峡库区水质"}
{"_id": "q3", "text": "quaternion"}
{"_id": "q4", "text": "火锅节"}
"#;

/// q1 and q2 are answered by what stands first, q3 by an article that does not hold its word, and q4 is not judged.
const QRELS: &str = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\nq3\td4\t1\n";

fn xunzhang(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xunzhang"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the command starts")
}

#[track_caller]
fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let output = xunzhang(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[track_caller]
fn fails(folder: &Path, arguments: &[&str], message: &str) {
    let output = xunzhang(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert!(said.contains(message), "{arguments:?} should say {message:?} and says {said:?}");
}

/// A folder with the set and its index.
fn set() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("corpus.jsonl", CORPUS), ("queries.jsonl", QUERIES), ("qrels.tsv", QRELS)] {
        fs::write(folder.path().join(name), text).expect("the file");
    }
    succeeds(folder.path(), &["index", "corpus.jsonl", "--out", "index"]);
    folder
}

#[test]
fn a_run_lists_the_hits_of_every_question_in_order() {
    let folder = set();
    succeeds(folder.path(), &["run", "index", "--queries", "queries.jsonl", "--out", "run.trec", "-k", "2"]);
    let run = fs::read_to_string(folder.path().join("run.trec")).expect("the run");
    let lines: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    for line in &lines {
        assert!(matches!(line[..], [_, "Q0", _, "1" | "2", _, "xunzhang"]), "{line:?}");
    }
    let first = |query| lines.iter().find(|line| line[0] == query && line[3] == "1").map(|line| line[2]);
    assert_eq!((first("q1"), first("q2"), first("q3"), first("q4")), (Some("d1"), Some("d2"), None, Some("d3")));
}

#[test]
fn the_measures_are_those_of_the_judged_questions() {
    let folder = set();
    let arguments = ["eval", "index", "--queries", "queries.jsonl", "--qrels", "qrels.tsv"];
    let report: Value =
        serde_json::from_str(&succeeds(folder.path(), &[&arguments[..], &["--json"]].concat())).expect("JSON");
    let measures = &report["report"];
    for (name, expected) in [("ndcg@10", 2.0), ("mrr@10", 2.0), ("recall@10", 2.0), ("recall@100", 2.0)] {
        let value = measures[name].as_f64().expect("a number");
        assert!((value - expected / 3.0).abs() < 1e-12, "{name} is {value}");
    }
    assert_eq!((&measures["queries"], &measures["unjudged"]), (&Value::from(3), &Value::from(1)));
    assert!((measures["withoutResult"].as_f64().expect("a number") - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(report["latency"]["calls"], 4);
    assert!(report["latency"]["p50"].as_f64() <= report["latency"]["p99"].as_f64());

    let text = succeeds(folder.path(), &[&arguments[..], &["--by-query"]].concat());
    assert!(text.starts_with("query\tnDCG@10\tMRR@10\tRecall@10\tRecall@100\thits\nq1\t1.0000\t"), "{text}");
    assert!(text.contains("\nq3\t0.0000\t0.0000\t0.0000\t0.0000\t0\n"), "{text}");
    assert!(text.contains("questions       3 (1 more have no known answer and are left out)\n"), "{text}");
    assert!(text.contains("nDCG@10         0.6667\n"), "{text}");
}

#[test]
fn another_run_is_compared_question_by_question() {
    let folder = set();
    fs::write(folder.path().join("other.trec"), "q1 Q0 d3 1 2 x\nq1 Q0 d1 2 1 x\nq2 Q0 d2 1 1 x\n").expect("the run");
    let arguments = ["eval", "index", "--queries", "queries.jsonl", "--qrels", "qrels.tsv", "--against", "other.trec"];
    let report: Value =
        serde_json::from_str(&succeeds(folder.path(), &[&arguments[..], &["--json"]].concat())).expect("JSON");
    let against = &report["against"];
    let second = 0.630_929_753_571_457_4; // 1 / log2 3
    let close = |value: &Value, expected: f64| {
        assert!((value.as_f64().expect("a number") - expected).abs() < 1e-12, "{value} is not {expected}");
    };
    close(&against["report"]["ndcg@10"], (second + 1.0) / 3.0);
    close(&against["ndcg@10"]["difference"], (1.0 - second) / 3.0);
    close(&against["ndcg@10"]["low"], 0.0);
    let text = succeeds(folder.path(), &arguments);
    assert!(text.contains("difference      +0.1230, 95 % interval +0.0000 to +"), "{text}");
    assert!(text.trim_end().ends_with("may be chance"), "{text}");
}

#[test]
fn what_cannot_be_measured_is_said() {
    let folder = set();
    let folder = folder.path();
    fails(folder, &["run", "nowhere", "--queries", "queries.jsonl", "--out", "run.trec"], "nowhere");
    fails(folder, &["run", "index", "--queries", "none.jsonl", "--out", "run.trec"], "none.jsonl");
    fails(folder, &["run", "index", "--queries", "queries.jsonl", "--out", "no/such/run.trec"], "no/such/run.trec");
    fs::write(folder.join("broken.jsonl"), "{\"_id\": \"q1\", \"text\": \"甲\"}\n{}\n").expect("the file");
    let eval = |queries, qrels| vec!["eval", "index", "--queries", queries, "--qrels", qrels];
    fails(folder, &eval("broken.jsonl", "qrels.tsv"), "broken.jsonl:2: expected a JSON object");
    fs::write(folder.join("foreign.tsv"), "x1\td1\t1\n").expect("the file");
    fails(folder, &eval("queries.jsonl", "foreign.tsv"), "none for any of the 4 queries");
}
