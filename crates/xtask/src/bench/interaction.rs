//! `bench interaction`: what a reader waits for who types into the element, on a page whose processor is four times slower.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xunzhang_eval::latency::percentile;

use super::{
    Options, empty, folder,
    hosting::{self, Corpus},
    index_file, machine, peers, phrases, publish,
    table::{Table, milliseconds, percent},
};
use crate::{
    error::{Error, Result},
    process,
};

/// How many of the most frequent pairs of characters are typed, and how many phrases of the articles' first sentences.
const FREQUENT: usize = 20;
const PHRASES: usize = 20;

/// What readers ask in sentences.
const QUESTIONS: [&str; 12] = [
    "新能源汽车为什么降价",
    "暴雨之后怎么申请救助",
    "今年高考什么时候公布成绩",
    "大学生怎样找到第一份工作",
    "房贷利率还会下调吗",
    "人工智能会取代哪些职业",
    "台风什么时候登陆福建",
    "核污染水排海有什么影响",
    "女足世界杯谁得了冠军",
    "哪些城市放松了限购",
    "医保卡可以给家人用吗",
    "高温天气怎么预防中暑",
];

/// What is typed in letters, in whole or in part.
const LETTERS: [&str; 8] =
    ["OpenAI", "iPhone 15", "ChatGPT", "华为 Mate 60", "IT之家", "Windows 11", "5G手机", "特斯拉 Model Y"];

/// The kinds of queries in the order of the table, and what it calls them.
const KINDS: [(&str, &str); 4] =
    [("frequent", "frequent words"), ("phrase", "phrases"), ("question", "questions"), ("letters", "with letters")];

/// The one peer that has a box of its own in which results come as one types.
const PEER: &str = "pagefind";

/// What is typed.
#[derive(Serialize)]
struct Query {
    kind: &'static str,
    text: String,
}

/// What `bench/interaction.mjs` writes.
#[derive(Deserialize)]
struct Measured {
    chromium: String,
    slowdown: f64,
    cold: Round,
    warm: Vec<Round>,
}

/// All queries, typed once.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Round {
    strokes: Vec<Stroke>,
    tasks: usize,
    /// How long all tasks took together, and how long they were at work; in milliseconds.
    ms: f64,
    cpu_ms: f64,
    slow_tasks: Vec<Task>,
    long_tasks: Vec<serde_json::Value>,
    /// Shifts of the layout, and those that Chromium forgives because a key came just before.
    unexpected: f64,
    after_input: f64,
    /// How long each slow event took until the next paint.
    interactions: Vec<f64>,
}

/// A key that changed what is in the box; times in milliseconds on the page's clock.
#[derive(Deserialize)]
struct Stroke {
    kind: String,
    pressed: f64,
    /// When its results were in the page; none when a later key overtook it.
    answered: Option<f64>,
    shown: Option<f64>,
}

/// A task of over 16 ms.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    ms: f64,
    cpu_ms: f64,
}

/// Runs the bench.
///
/// # Errors
/// When the news are absent, or something does not build or run.
pub fn run(options: &Options) -> Result {
    let articles = Corpus::News.articles(options)?;
    let chromium = peers::ready()?;
    let widget = hosting::widget()?;
    let xunzhang = crate::command::fast()?;
    let (index, _) = index_file(&xunzhang, Corpus::News.name(), &articles)?;
    let file = folder(Corpus::News.name())?.join("typed.json");
    hosting::write(&file, &queries(&articles)?)?;
    let mut rows = Vec::new();
    if options.peers.iter().any(|peer| peer.name == PEER) {
        let index = pagefind(options, &articles)?;
        rows.push((format!("Pagefind {}", peers::version(PEER)?), measure(PEER, &index, &file, &chromium, None)?));
    }
    rows.push(("**Xunzhang**".to_owned(), measure("xunzhang", &index, &file, &chromium, Some(&widget))?));
    publish(options, "interaction", &page(&rows)?)
}

/// The queries, the same on every run.
fn queries(articles: &Path) -> Result<Vec<Query>> {
    let texts = [
        phrases::frequent(articles, FREQUENT)?,
        phrases::of(articles, PHRASES)?,
        QUESTIONS.map(str::to_owned).to_vec(),
        LETTERS.map(str::to_owned).to_vec(),
    ];
    let kinds = KINDS.iter().map(|(kind, _)| *kind);
    Ok(kinds.zip(texts).flat_map(|(kind, texts)| texts.into_iter().map(move |text| Query { kind, text })).collect())
}

/// Pagefind's index of the news; that of an earlier run where it may stand.
fn pagefind(options: &Options, articles: &Path) -> Result<PathBuf> {
    let index = folder(Corpus::News.name())?.join(PEER);
    if options.reuse && index.join("pagefind-entry.json").is_file() {
        return Ok(index);
    }
    eprintln!("{}: Pagefind's index, which takes some minutes and 10 GB of memory", Corpus::News.name());
    let mut build = process::command("node");
    build
        .arg(peers::folder().join("pagefind-index.mjs"))
        .arg("--corpus")
        .arg(articles)
        .arg("--out")
        .arg(empty(&index)?);
    process::run(&mut build)?;
    Ok(index)
}

/// Types into one engine's box.
fn measure(engine: &str, index: &Path, queries: &Path, chromium: &Path, widget: Option<&Path>) -> Result<Measured> {
    eprintln!("{}: typing, {engine}", Corpus::News.name());
    let out = folder(Corpus::News.name())?.join(format!("interaction.{engine}.json"));
    let mut node = process::command("node");
    node.arg(peers::folder().join("interaction.mjs")).args(["--engine", engine]).env("CHROMIUM", chromium);
    node.arg("--index").arg(index).arg("--queries").arg(queries).arg("--out").arg(&out);
    if let Some(widget) = widget {
        node.arg("--widget").arg(widget);
    }
    process::run(&mut node)?;
    hosting::read(&out)
}

/// From each key to its results on the screen, in milliseconds: of its times in all rounds the middle one. None for a
/// key that was overtaken.
fn waits<'a>(rounds: &'a [Round], kind: Option<&'a str>) -> Vec<Option<f64>> {
    let count = rounds.iter().map(|round| round.strokes.len()).min().unwrap_or_default();
    let wanted = (0..count).filter(|&at| kind.is_none_or(|kind| rounds[0].strokes[at].kind == kind));
    let middle = wanted.map(|at| {
        let wait = |round: &Round| {
            let Stroke { pressed, answered, shown, .. } = &round.strokes[at];
            answered.and(*shown).map_or(f64::INFINITY, |shown| shown - pressed)
        };
        let mut times: Vec<f64> = rounds.iter().map(wait).collect();
        times.sort_by(f64::total_cmp);
        Some(percentile(&times, 50.0)).filter(|time| time.is_finite())
    });
    middle.collect()
}

/// The whole page.
fn page(rows: &[(String, Measured)]) -> Result<String> {
    let mut text = String::from(
        "# Typing\n\nHow long it takes from a key to its results on the screen, and how long the page is held up, when \
         30,000 news articles are searched while one types and the processor is four times slower. Made by\n\n    \
         cargo xtask bench interaction\n\n",
    );
    let mut table = Table::new(["", "keys", "p50 ms", "p95 ms", "longest ms", "overtaken"]);
    for (label, Measured { warm, cold, .. }) in rows {
        table.row(&answers(label, &waits(warm, None))?);
        for (kind, name) in KINDS {
            table.row(&answers(&format!("{label}, {name}"), &waits(warm, Some(kind)))?);
        }
        table.row(&answers(&format!("{label}, nothing at hand"), &waits(std::slice::from_ref(cold), None))?);
    }
    text += &format!("{}\n", table.finish());
    let mut table = Table::new([
        "",
        "tasks over 50 ms",
        "of computing",
        "over 16 ms",
        "of computing",
        "longest ms",
        "of computing",
        "slow events p98 ms",
        "layout shift",
        "after keys",
    ]);
    for (label, Measured { warm, .. }) in rows {
        table.row(&held(label, warm));
    }
    text += &format!("{}\n", table.finish());
    Ok(text + &method(rows))
}

/// What a reader waits for.
fn answers(label: &str, waits: &[Option<f64>]) -> Result<Vec<String>> {
    let mut times: Vec<f64> = waits.iter().flatten().copied().collect();
    if times.is_empty() {
        let path = PathBuf::from(Corpus::News.name());
        return Err(Error::Content { path, problem: format!("{label} has no times") });
    }
    times.sort_by(f64::total_cmp);
    let mut row = vec![label.to_owned(), waits.len().to_string()];
    row.extend([50.0, 95.0, 100.0].map(|share| milliseconds(percentile(&times, share))));
    row.push(percent((waits.len() - times.len()) as f64 / waits.len() as f64));
    Ok(row)
}

/// What holds the page up, on the average of the rounds.
fn held(label: &str, rounds: &[Round]) -> Vec<String> {
    let slow = || rounds.iter().flat_map(|round| &round.slow_tasks);
    let average = |count: usize| format!("{:.1}", count as f64 / rounds.len() as f64);
    let longest = |of: fn(&Task) -> f64| milliseconds(slow().map(of).fold(0.0, f64::max));
    let mut events: Vec<f64> = rounds.iter().flat_map(|round| round.interactions.iter().copied()).collect();
    events.sort_by(f64::total_cmp);
    vec![
        label.to_owned(),
        average(rounds.iter().map(|round| round.long_tasks.len()).sum()),
        average(slow().filter(|task| task.cpu_ms > 50.0).count()),
        average(slow().count()),
        average(slow().filter(|task| task.cpu_ms > 16.0).count()),
        longest(|task| task.ms),
        longest(|task| task.cpu_ms),
        if events.is_empty() { "under 16".into() } else { milliseconds(percentile(&events, 98.0)) },
        format!("{:.3}", rounds.iter().map(|round| round.unexpected).fold(0.0, f64::max)),
        format!("{:.3}", rounds.iter().map(|round| round.after_input).fold(0.0, f64::max)),
    ]
}

fn method(rows: &[(String, Measured)]) -> String {
    let chromium = rows.first().map_or("", |(_, measured)| measured.chromium.as_str());
    let slowdowns: Vec<String> = rows.iter().map(|(_, measured)| format!("{:.1}", measured.slowdown)).collect();
    let rounds = rows.first().map_or(0, |(_, measured)| measured.warm.len());
    let tasks: usize = rows.last().map_or(0, |(_, measured)| measured.warm.iter().map(|round| round.tasks).sum());
    let keys = rows.first().map_or(0, |(_, measured)| measured.cold.strokes.len());
    let all = || rows.iter().flat_map(|(_, measured)| &measured.warm);
    let busy = all().map(|round| round.cpu_ms).sum::<f64>() / all().map(|round| round.ms).sum::<f64>();
    format!(
        "## How it was measured\n\n\
         - {chromium}, headless and without a graphics processor, on {}, window 1200 × 800. The index lies in a folder of a server on loopback; the page has \
         the element, as a site embeds it, and two paragraphs.\n\
         - DevTools slow the page's main thread down (measured: {} times). They cannot do so with a worker, so the bench has Xunzhang's worker wait, busy, for three times as long as each \
         call into the wasm took (`bench/slow-worker.mjs`); its own scripts, and the compositor, run at full speed.\n\
         - Typed are {FREQUENT} pairs of characters that are in most articles, {PHRASES} phrases of two to eight characters, {} questions and {} queries with Latin \
         letters ({} keys), a key every 150 ms; a pause before the next query. Chinese comes word by word out of an input method: a key with the code 229, then the characters; letters come one by one.\n\
         - All are typed once with nothing at hand, then all parts that they need are fetched (by `search`, as overtaken keys give up theirs), and then they are typed {rounds} times. Of a key's times the middle one counts. Overtaken: the next key came before \
         the results of this one, so that they were never shown; such a key has no time.\n\
         - A time begins when the browser's own process has the key. It ends when Chromium has put out the frame that shows the results: Xunzhang says by its \
         event `xun-zhang:results` that they are in the page, and the trace says when the frame that follows was put out. Pagefind has no such event; there the last change of its list before the next key counts, \
         and its box waits 150 ms for further keys by itself.\n\
         - Tasks are those of the page's main thread, per round, on the clock and in computing time: other work of the machine makes the first longer, and so all times above. Of the time of all tasks {} was computing; far below 90 % the machine had too much else \
         to do, and the page is to be made again. The longest is that of {tasks} tasks. Over 50 ms on \
         the clock is what the Long Tasks API says, the others come from the trace, which itself costs some.\n\
         - Slow events are those of the Event Timing API over 16 ms, from a key to the next paint, whatever it shows. A layout shift is the sum over a whole round; shifts within half a second of a key, which browsers forgive, stand in the last column.\n",
        machine(),
        slowdowns.join(" and "),
        QUESTIONS.len(),
        LETTERS.len(),
        keys,
        percent(busy),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(shown: &[Option<f64>]) -> Round {
        let strokes = shown.iter().map(|&shown| Stroke {
            kind: "phrase".into(),
            pressed: 10.0,
            answered: shown.map(|shown| shown - 1.0),
            shown,
        });
        Round {
            strokes: strokes.collect(),
            tasks: 1,
            ms: 1.0,
            cpu_ms: 1.0,
            slow_tasks: Vec::new(),
            long_tasks: Vec::new(),
            unexpected: 0.0,
            after_input: 0.0,
            interactions: Vec::new(),
        }
    }

    #[test]
    fn of_several_rounds_the_middle_time_of_a_key_counts() {
        let rounds = [
            round(&[Some(50.0), None, Some(20.0)]),
            round(&[Some(30.0), None, None]),
            round(&[Some(90.0), Some(40.0), Some(30.0)]),
        ];
        assert_eq!(waits(&rounds, None), [Some(40.0), None, Some(20.0)]);
        assert_eq!(waits(&rounds, Some("question")), []);
    }

    #[test]
    fn a_key_that_was_overtaken_has_no_time_but_is_told() {
        let row = answers("x", &[Some(40.0), None, Some(20.0), Some(30.0)]).unwrap();
        assert_eq!(row, ["x", "4", "30.0", "40.0", "40.0", "25.0 %"]);
        assert!(answers("x", &[None]).is_err());
    }
}
