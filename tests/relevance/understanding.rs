//! The cases of `tests/relevance/understanding/*.tsv`, natively: see the README there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::present::Filters;
use xunzhang_core::{Library, SearchOptions};

use super::{Corpus, every_hit};

/// How many cases there are at the least, so that none can be lost unseen.
const LEAST_CASES: usize = 300;

/// How many cases each file has at the least.
const LEAST_OF_A_FAMILY: usize = 20;

/// How many columns a case has: ask, corpus, query, first, found, absent, marks, meant.
const COLUMNS: usize = 8;

/// How many suggestions and related articles are asked for.
const CHOICES: usize = 10;

/// One line of a file.
struct Case<'a> {
    ask: &'a str,
    query: &'a str,
    first: Vec<&'a str>,
    found: Vec<&'a str>,
    absent: Vec<&'a str>,
    marks: Vec<&'a str>,
    meant: Vec<&'a str>,
}

/// What a case got, whatever it asked for: ids of articles, or texts in small letters.
#[derive(Default)]
struct Answer {
    /// What was found, in order.
    found: Vec<String>,
    /// What was listed below it as well.
    listed: Vec<String>,
    /// The marks of the first.
    marks: BTreeSet<String>,
    /// The page of a search.
    page: Value,
    /// What is wrong with the answer whatever the case says.
    wrong: Vec<String>,
}

impl<'a> Case<'a> {
    fn read(columns: &[&'a str]) -> Self {
        let entries = |number: usize| match columns[number] {
            "-" => Vec::new(),
            column => column.split(" ; ").collect(),
        };
        Self {
            ask: columns[0],
            query: columns[2],
            first: entries(3),
            found: entries(4),
            absent: entries(5),
            marks: entries(6),
            meant: entries(7),
        }
    }

    /// Whether the columns name texts, and not articles.
    fn names_texts(&self) -> bool {
        matches!(self.ask, "suggest" | "keywords")
    }

    fn ask(&self, corpus: &Corpus) -> Result<Answer, String> {
        let library = &corpus.library;
        match self.ask.split_once(':') {
            None if self.ask == "search" => search(library, self.query, &every_hit()),
            None if self.ask == "suggest" => suggest(library, self.query),
            None if self.ask == "keywords" => keywords(library, corpus.resolve(self.query)?),
            None if self.ask == "related" => related(library, corpus.resolve(self.query)?),
            Some(("facet", name)) => facet(library, name, self.query, self.first == ["nothing"]),
            _ => Err(format!("nothing is called {:?} that a case could ask for", self.ask)),
        }
    }

    /// What is wrong with what the case got.
    fn problems(&self, corpus: &Corpus) -> Result<(Vec<String>, Answer), String> {
        let mut answer = self.ask(corpus)?;
        let mut wrong = std::mem::take(&mut answer.wrong);
        if self.first == ["nothing"] {
            if !answer.listed.is_empty() {
                wrong.push("nothing should be listed".to_owned());
            }
        } else {
            wrong.extend(self.misplaced(corpus, &answer)?);
        }
        wrong.extend(self.marks.iter().filter_map(|mark| match mark.strip_prefix('!') {
            Some(mark) => answer.marks.contains(mark).then(|| format!("should not be marked: {mark}")),
            None => (!answer.marks.contains(*mark)).then(|| format!("should be marked whole: {mark}")),
        }));
        let misread = self.meant.iter().filter(|entry| !is_meant(entry, &answer.page));
        wrong.extend(misread.map(|entry| {
            let (readings, correction) = (readings(&answer.page), &answer.page["correction"]);
            format!("should be understood so: {entry}; is: {readings:?}, correction {correction}")
        }));
        Ok((wrong, answer))
    }

    /// What of the columns `first`, `found` and `absent` does not hold.
    fn misplaced(&self, corpus: &Corpus, answer: &Answer) -> Result<Vec<String>, String> {
        let resolve = |name: &str| -> Result<String, String> {
            if self.names_texts() { Ok(name.to_lowercase()) } else { corpus.resolve(name).map(str::to_owned) }
        };
        let all = |names: &[&str]| names.iter().map(|name| resolve(name)).collect::<Result<Vec<_>, _>>();
        let (first, found) = (all(&self.first)?, all(&self.found)?);
        let mut wrong = Vec::new();
        if !answer.found.starts_with(&first) {
            wrong.push(format!("should come first: {}", self.first.join(" ; ")));
        }
        let is_found = |name: &String| match self.ask {
            "keywords" => answer.found.iter().any(|keyword| keyword.contains(name)),
            _ => answer.found.contains(name),
        };
        wrong.extend(found.iter().filter(|name| !is_found(name)).map(|name| format!("should be found: {name}")));
        for name in &self.absent {
            if *name == "*" {
                let others = answer.found.iter().filter(|name| !first.contains(name) && !found.contains(name));
                wrong.extend(others.map(|name| format!("should not be found, as nothing else: {name}")));
            } else if let Some(name) = name.strip_prefix('!') {
                let listed = answer.listed.contains(&resolve(name)?);
                wrong.extend(listed.then(|| format!("should not even be listed: {name}")));
            } else if answer.found.contains(&resolve(name)?) {
                wrong.push(format!("should not be found: {name}"));
            }
        }
        Ok(wrong)
    }
}

/// The marked texts of parts.
fn marked(parts: &Value) -> impl Iterator<Item = String> + '_ {
    let parts = parts.as_array().into_iter().flatten();
    parts.filter(|part| part["mark"] == true).filter_map(|part| part["text"].as_str()).map(str::to_owned)
}

/// One value of each of some objects.
fn each<'a>(objects: &'a Value, key: &'a str) -> impl Iterator<Item = &'a str> {
    objects.as_array().into_iter().flatten().filter_map(move |object| object[key].as_str())
}

fn search(library: &Library, query: &str, options: &SearchOptions) -> Result<Answer, String> {
    let page = library.search(query, options).map_err(|error| error.to_string())?;
    let page = serde_json::to_value(&page).map_err(|error| error.to_string())?;
    let hits = page["hits"].as_array().into_iter().flatten();
    let found: Vec<String> =
        hits.filter(|hit| hit["partial"] == false).filter_map(|hit| hit["id"].as_str()).map(str::to_owned).collect();
    let listed: Vec<String> = each(&page["hits"], "id").map(str::to_owned).collect();
    let mut wrong = Vec::new();
    // Where the page is full, hits may stand below it: what lacks a part can be listed above what lacks none.
    if listed.len() < options.limit && page["total"] != found.len() {
        wrong.push(format!("{} hits are listed and {} counted", found.len(), page["total"]));
    }
    let first = &page["hits"][0];
    let marks = marked(&first["titleParts"]).chain(marked(&first["snippet"])).collect();
    Ok(Answer { found, listed, marks, page, wrong })
}

fn suggest(library: &Library, typed: &str) -> Result<Answer, String> {
    let suggestions = library.suggest(typed, CHOICES).map_err(|error| error.to_string())?;
    let suggestions = serde_json::to_value(&suggestions).map_err(|error| error.to_string())?;
    let mut wrong = Vec::new();
    for text in each(&suggestions, "text") {
        if search(library, text, &SearchOptions::default())?.found.is_empty() {
            wrong.push(format!("is offered and finds nothing: {text}"));
        }
    }
    let found: Vec<String> = each(&suggestions, "text").map(str::to_lowercase).collect();
    let marks = marked(&suggestions[0]["parts"]).collect();
    Ok(Answer { listed: found.clone(), found, marks, wrong, ..Answer::default() })
}

fn keywords(library: &Library, id: &str) -> Result<Answer, String> {
    let article = library.article(id, None).map_err(|error| error.to_string())?;
    let article = serde_json::to_value(&article).map_err(|error| error.to_string())?;
    let words = article["keywords"].as_array().ok_or("the article has no keywords")?;
    let found: Vec<String> = words.iter().filter_map(Value::as_str).map(str::to_lowercase).collect();
    Ok(Answer { listed: found.clone(), found, ..Answer::default() })
}

fn related(library: &Library, id: &str) -> Result<Answer, String> {
    let hits = library.related(id, CHOICES).map_err(|error| error.to_string())?;
    let found: Vec<String> = hits.into_iter().map(|hit| hit.id).collect();
    Ok(Answer { listed: found.clone(), found, ..Answer::default() })
}

fn facet(library: &Library, name: &str, value: &str, nowhere: bool) -> Result<Answer, String> {
    let filters = Filters { values: vec![(name.to_owned(), vec![value.to_owned()])], date: None };
    let mut answer = search(library, "", &SearchOptions { filters, facets: Some(true), ..every_hit() })?;
    let offered = each(&answer.page["facets"][name], "value").any(|offered| offered == value);
    if offered == nowhere {
        let how = if offered { "offered" } else { "not offered" };
        answer.wrong.push(format!("the value {value} of {name} is {how}"));
    }
    Ok(answer)
}

/// As what a page says that its query was read, each with why.
fn readings(page: &Value) -> Vec<(&str, &str)> {
    let meant = page["meant"].as_array().into_iter().flatten();
    meant.filter_map(|meant| Some((meant["text"].as_str()?, meant["why"].as_str()?))).collect()
}

/// The reasons for which something is sought that sounds or looks like what was typed, or is a finger away from it.
const SLIPS: [&str; 3] = ["homophone", "lookalike", "typo"];

/// Whether an entry of the column `meant` holds for a page.
fn is_meant(entry: &str, page: &Value) -> bool {
    let readings = readings(page);
    let correction = page["correction"]["text"].as_str();
    let mut slips = readings.iter().filter(|(_, why)| SLIPS.contains(why)).map(|&(text, _)| text).chain(correction);
    match entry {
        "none" => readings.is_empty() && correction.is_none(),
        "!corrected" => slips.next().is_none(),
        "!applied" => page["correction"]["applied"] != true,
        _ => match (entry.strip_prefix("corrected: "), entry.strip_prefix('!'), entry.rsplit_once(' ')) {
            (Some(text), _, _) => slips.any(|slip| slip.eq_ignore_ascii_case(text)),
            (_, Some(why), _) => readings.iter().all(|reading| reading.1 != why),
            (_, _, Some(reading)) => readings.contains(&reading),
            _ => false,
        },
    }
}

/// The folder of the labelled sets: the variable XUNZHANG_SETS, or the one beside the checkout.
fn sets() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    std::env::var_os("XUNZHANG_SETS").map_or(beside, PathBuf::from)
}

/// The corpora that are made of the sets which are at hand; none of one that is absent.
fn made(folder: &Path, scratch: &Path) -> BTreeMap<String, Option<Corpus>> {
    let rules = fs::read_to_string(folder.join("sets.txt")).expect("the rules for the corpora");
    let rules = rules.lines().filter(|line| !line.starts_with('#'));
    let rules = rules.map(|line| line.split('\t').collect::<Vec<_>>());
    let corpus = |rule: Vec<&str>| {
        let [name, file, step] = rule.as_slice() else { panic!("a rule has three columns: {rule:?}") };
        let Ok(text) = fs::read_to_string(sets().join(file)) else { return ((*name).to_owned(), None) };
        let step = step.parse().expect("a number of lines");
        let slice: Vec<&str> = text.lines().step_by(step).collect();
        let path = scratch.join(format!("{name}.jsonl"));
        fs::write(&path, slice.join("\n")).expect("the scratch folder can be written to");
        ((*name).to_owned(), Some(Corpus::open(&path)))
    };
    rules.map(corpus).collect()
}

#[test]
fn every_case_of_understanding_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/relevance/understanding");
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("understanding");
    fs::create_dir_all(&scratch).expect("the scratch folder can be made");
    let mut corpora = made(&folder, &scratch);
    corpora.insert("seed".to_owned(), Some(Corpus::open(&root.join("seeds"))));
    let news = root.join("tests/relevance/news");
    corpora.insert("news".to_owned(), Some(Corpus::open(&news)));
    let mut fuzzy = Lexicon::new();
    fuzzy.fuzzy_pinyin = true;
    corpora.insert("fuzzy".to_owned(), Some(Corpus::with(&news, &fuzzy)));
    let mut cases = 0;
    let mut failures = Vec::new();
    let mut skipped = BTreeMap::<&str, usize>::new();
    let files = super::files_of_cases(&folder);
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).expect("a file of cases")).collect();
    for (file, text) in files.iter().zip(&texts) {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let before = cases;
        for (number, line) in lines {
            cases += 1;
            let place = format!("{}:{}", file.strip_prefix(root).unwrap_or(file).display(), number + 1);
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() != COLUMNS {
                failures.push(format!("{place}: {} columns instead of {COLUMNS}", columns.len()));
                continue;
            }
            let corpus = match corpora.get(columns[1]) {
                Some(Some(corpus)) => corpus,
                Some(None) => {
                    *skipped.entry(columns[1]).or_default() += 1;
                    continue;
                }
                None => {
                    failures.push(format!("{place}: there is no corpus {}", columns[1]));
                    continue;
                }
            };
            let case = Case::read(&columns);
            let place = format!("{place}: {} {}", case.ask, case.query);
            match case.problems(corpus) {
                Ok((wrong, _)) if wrong.is_empty() => {}
                Ok((wrong, answer)) => {
                    let found = answer.found.iter().take(CHOICES).cloned().collect::<Vec<_>>().join(" ; ");
                    failures.push(format!("{place}\n    {}\n    found {found}", wrong.join("\n    ")));
                }
                Err(problem) => failures.push(format!("{place}\n    {problem}")),
            }
        }
        assert!(cases - before >= LEAST_OF_A_FAMILY, "{} has only {} cases", file.display(), cases - before);
    }
    for (corpus, count) in skipped {
        eprintln!(
            "skipped: {count} cases over {corpus}, for {} is absent; XUNZHANG_SETS says where sets lie",
            sets().display()
        );
    }
    assert!(cases >= LEAST_CASES, "only {cases} cases were read");
    assert!(failures.is_empty(), "{} of {cases} cases fail\n{}", failures.len(), failures.join("\n"));
}
