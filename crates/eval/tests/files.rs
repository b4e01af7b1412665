//! The readers and the writer: what they take, and how each refusal reads.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use proptest::prelude::*;
use xunzhang_eval::{Error, Qrels, Ranked, Run, set};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// What `read` says of a file with this text, with the folder cut off.
#[track_caller]
fn refuses<T: std::fmt::Debug>(text: &str, read: impl Fn(&Path) -> Result<T, Error>, message: Expect) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    fs::write(&path, text).expect("the file");
    let error = read(&path).expect_err("the text must be refused").to_string();
    message.assert_eq(&error.replace(&path.display().to_string(), "FILE"));
}

#[test]
fn beir_files_are_read_as_they_are() {
    let queries = set::read_queries(&data("queries.jsonl")).expect("the queries");
    assert_eq!(queries.len(), 5);
    assert_eq!((queries[1].id.as_str(), queries[1].text.as_str()), ("q2", "三峡水质"));
    let corpus = set::read_corpus(&data("corpus.jsonl")).expect("the corpus");
    assert_eq!((corpus[0].title.as_str(), corpus[1].title.as_str()), ("十五号线", ""));
    let qrels = Qrels::read(&data("qrels.tsv")).expect("the judgements");
    assert_eq!(qrels.of("q2").map(|judged| (judged["d2"], judged["d9"])), Some((3, 0)));
    assert_eq!(qrels.of("q4").map(|judged| judged["d7"]), Some(0), "a gain below 0 counts as 0");
    assert_eq!(qrels.of("q5"), None);
}

#[test]
fn qrels_without_a_header_are_read_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("qrels.tsv");
    fs::write(&path, "q1\td1\t1\n").expect("the file");
    assert_eq!(Qrels::read(&path).expect("the judgements").of("q1").map(|judged| judged["d1"]), Some(1));
}

#[test]
fn what_is_wrong_with_queries_is_said_with_its_line() {
    refuses(
        "{\"_id\": \"q1\", \"text\": \"甲\"}\n{\"_id\": \"q2\"}\n",
        set::read_queries,
        expect![[
            r#"FILE:2: expected a JSON object with the strings _id and text, found "{"_id": "q2"}" (missing field `text` at line 1 column 13); write one object a line, as BEIR does: {"_id": "q1", "text": "…"}"#
        ]],
    );
    refuses(
        "{\"_id\": \"q1\", \"text\": \"甲\"}\n\n{\"_id\": \"q1\", \"text\": \"乙\"}\n",
        set::read_queries,
        expect![[
            r#"FILE:3: expected each _id once, found "q1"; write one object a line, as BEIR does: {"_id": "q1", "text": "…"}"#
        ]],
    );
    refuses(
        "\n",
        set::read_corpus,
        expect![[
            r#"FILE: expected at least one line, found an empty file; write one object a line, as BEIR does: {"_id": "d1", "title": "…", "text": "…"}"#
        ]],
    );
}

#[test]
fn what_is_wrong_with_judgements_is_said_with_its_line() {
    refuses(
        "query-id\tcorpus-id\tscore\nq1 d1 1\n",
        Qrels::read,
        expect![[
            r#"FILE:2: expected query id, article id and a whole number, parted by tabs, found "q1 d1 1"; write qrels as BEIR does: query-id, corpus-id, score"#
        ]],
    );
    refuses(
        "q1\td1\t1\nq1\td2\tmuch\n",
        Qrels::read,
        expect![[
            r#"FILE:2: expected query id, article id and a whole number, parted by tabs, found "q1	d2	much"; write qrels as BEIR does: query-id, corpus-id, score"#
        ]],
    );
    refuses(
        "q1\td1\t1\nq1\td1\t2\n",
        Qrels::read,
        expect![[
            r#"FILE:2: expected each pair of query and article once, found "q1	d1	2"; write qrels as BEIR does: query-id, corpus-id, score"#
        ]],
    );
    refuses(
        "query-id\tcorpus-id\tscore\n",
        Qrels::read,
        expect![
            "FILE: expected at least one judgement, found an empty file; write qrels as BEIR does: query-id, corpus-id, score"
        ],
    );
}

#[test]
fn what_is_wrong_with_a_run_is_said_with_its_line() {
    refuses(
        "q1 Q0 d1 1 0.5 x\nq1 Q0 d2 two 0.5 x\n",
        Run::read,
        expect![[
            r#"FILE:2: expected six columns: query, Q0, article, rank (a whole number), score (a number), name, found "q1 Q0 d2 two 0.5 x"; write the run as TREC does, without white space inside ids"#
        ]],
    );
    refuses(
        "q1 Q0 d1 1 0.5 x\nq1 Q0 d1 2 0.4 x\n",
        Run::read,
        expect![[
            r#"FILE:2: expected each article once a query, found "q1 Q0 d1 2 0.4 x"; write the run as TREC does, without white space inside ids"#
        ]],
    );
    refuses(
        "q1 Q0 d1 1 0.5 x\nq1 Q0 d2 1 0.5 x\n",
        Run::read,
        expect![[
            r#"FILE:2: expected each rank once a query, found "q1 Q0 d2 1 0.5 x"; write the run as TREC does, without white space inside ids"#
        ]],
    );
    refuses(
        "q1 Q0 d1 1 NaN x\n",
        Run::read,
        expect![[
            r#"FILE:1: expected a finite score, found "q1 Q0 d1 1 NaN x"; write the run as TREC does, without white space inside ids"#
        ]],
    );
}

#[test]
fn a_missing_file_is_named() {
    let error = Run::read(Path::new("no/such/run.trec")).expect_err("no file").to_string();
    assert!(error.starts_with("no/such/run.trec: "), "{error}");
}

#[test]
fn an_id_with_a_space_cannot_be_written() {
    let mut run = Run::default();
    run.insert("q1", vec![Ranked { id: "a b".to_owned(), score: 1.0 }]);
    let error = run.write(["q1"], "xunzhang", &mut Vec::new()).expect_err("a space").to_string();
    assert_eq!(error, "a TREC run cannot hold the id \"a b\": it is blank or has a space");
}

proptest! {
    #[test]
    fn a_run_reads_back_as_it_was_written(scores in prop::collection::vec(prop::collection::vec(-1e12_f64..1e12, 0..12), 1..6)) {
        let mut run = Run::default();
        let queries: Vec<String> = (0..scores.len()).map(|i| format!("问{i}")).collect();
        for (query, scores) in queries.iter().zip(&scores) {
            let hits: Vec<_> =
                scores.iter().enumerate().map(|(i, &score)| Ranked { id: format!("文{i}"), score }).collect();
            run.insert(query.as_str(), hits);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("run.trec");
        let mut bytes = Vec::new();
        run.write(queries.iter().map(String::as_str), "xunzhang", &mut bytes).expect("ids without spaces");
        fs::write(&path, bytes).expect("the file");
        let back = Run::read(&path).expect("the run");
        for query in &queries {
            prop_assert_eq!(back.of(query), run.of(query));
        }
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in "(\\PC|[\t\n ]){0,200}") {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, text).expect("the file");
        let _ = (Run::read(&path), Qrels::read(&path), set::read_queries(&path), set::read_corpus(&path));
    }
}
