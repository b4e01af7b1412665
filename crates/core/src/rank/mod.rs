//! From a query tree to hits in order.
//!
//! [`plan`] says what is sought, [`collect`] chooses candidates from the postings (stage 1), [`sets`] finds what is demanded and
//! excluded, [`scan`] reads the best candidates, [`terms`] and [`rescore`] score them by what is read (stage 2). What a score takes from
//! the corpus is in [`statistics`], so that several indices can score as one. The recipe and its measurements are in `docs/benchmarks/relevance.md`.

// Slices that fail with a message about the text would bring tables of characters into the wasm: text/pieces.rs.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod collect;
pub mod literal;
pub mod plan;
pub mod rescore;
pub mod scan;
pub mod sets;
pub mod statistics;
pub mod terms;

use std::cmp::Ordering;
use std::f32::consts::LN_2;

use serde::Serialize;

use crate::index::{Entry, FIELDS, Field, Index, Record, Settings};
use crate::measure::{Number, Period};
use crate::order::{keep_greatest, sort_by};
use crate::query::{Clause, Form, Leaf, Query, Why};
use crate::text::chars::{CharClass, class};
use collect::{Collector, Sheet};
use literal::{Literal, Scratch};
use plan::{Plan, Token};
use rescore::Rescorer;
use scan::{Scanned, Scanner};
use statistics::{BEST, COMPOUNDS, NEWEST, Told, averages};
use terms::{TermDetail, TermScorer};

/// How much of the query's weight is all of it, after rounding.
const ALL: f32 = 0.9999;

/// When no article holds the share that is needed, those that hold this share of the best one's are hits.
const OF_BEST: f32 = 0.7;

/// Where articles come part by part, no more candidates than this are read again by position at a time. Measured on the four sets: 10 to 15 lose less
/// than .001 of nDCG@10 beside 30.
const RESCORED_IN_PARTS: usize = 12;

/// Where articles come part by part, no more than this many are read to see whether they hold the whole query as one run.
const MOST_READ_FOR_RUN: usize = 60;

/// Where articles come part by part and the lists cannot tell who holds what is demanded, so many candidates are read to find out.
const MOST_READ_FOR_DEMANDS: usize = 120;

/// An article that holds less than this share of the query's weight is not even shown below the hits.
const LEAST: f32 = 0.05;

/// The articles that a query finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Their numbers, rising.
    pub articles: Vec<u32>,
    /// Whether these are just the articles that hold what is demanded and lack what is excluded; else their texts have still to tell.
    pub certain: bool,
    /// The greatest share of the query's weight that one of them holds, 0 to 1.
    best: f32,
    /// The weight of the query that a hit must hold.
    needed: f32,
    /// The articles that hold every compound of the query (`C++`, `GPT-4`) literally, rising; none when the query has none, or no article
    /// of this index or of those beside it holds them.
    compounds: Option<Vec<u32>>,
}

impl Found {
    /// Whether an article holds all of the query.
    pub fn holds_all(&self) -> bool {
        self.best >= ALL
    }

    /// Whether no article holds the share of the query that a hit should hold.
    pub fn holds_little(&self, settings: &Settings) -> bool {
        self.best < settings.needed
    }
}

/// One article that answers the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The number of the article.
    pub article: u32,
    /// What it is ordered by: the sum of the parts.
    pub score: f32,
    /// Where the score comes from.
    pub parts: Parts,
    /// By which reading of the query it scores most: 0 as typed, else the number of one of the others, from 1.
    pub reading: usize,
}

/// The arithmetic of a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parts {
    /// Characters, pairs and words by BM25F.
    pub terms: f32,
    /// What early first occurrences add.
    pub early: f32,
    /// What long runs of the query add.
    pub runs: f32,
    /// What the best window adds.
    pub window: f32,
    /// What the exact run of the whole query adds: more than all else can.
    pub exact: f32,
    /// What holding a date adds, when the query asks for a time.
    pub time: f32,
    /// What being new adds.
    pub recency: f32,
    /// The share of the query's weight that the article holds, 0 to 1.
    pub cover: f32,
}

impl Parts {
    fn sum(&self) -> f32 {
        self.terms + self.early + self.runs + self.window + self.exact + self.time + self.recency
    }
}

/// Another reading of a query.
struct Variant {
    plan: Plan,
    /// Only the rarities.
    sheet: Sheet,
    /// What its score counts beside that of the query as typed.
    weight: f32,
    /// By the number of each article whether it holds more of this reading than of what was typed: only there it may be what was meant.
    better: Vec<bool>,
}

/// The hits of a query, before filters: which articles, and what is needed to put them in order.
pub struct Ranking<'a> {
    index: &'a Index,
    query: &'a Query,
    settings: Settings,
    /// What the query asks for.
    plan: Plan,
    sheet: Sheet,
    /// What it may mean besides.
    variants: Vec<Variant>,
    /// The numbers of the corpus that this index is a piece of, when it is one.
    told: Told<'a>,
}

impl<'a> Ranking<'a> {
    /// Plans and collects; nothing is ordered yet. Terms are weighed by what is told of all indices together, else by this one.
    pub fn new(query: &'a Query, index: &'a Index, settings: &Settings, told: Told<'a>) -> Self {
        let mut settings = settings.over(&index.entry().settings);
        if !index.is_whole() {
            settings.rescored = settings.rescored.min(RESCORED_IN_PARTS);
        }
        // The columns of ranges are asked for beside the lists of the words.
        for clause in &query.clauses {
            match clause {
                Clause::Date(_) => _ = index.days(),
                Clause::Days(_) => _ = (index.days(), index.named(Entry::DAY)),
                Clause::Amount(range) => _ = index.named(range.unit),
                _ => {}
            }
        }
        let (typed, others) = query.readings();
        let plan = Plan::new(&typed, index, &settings);
        let mut collector = Collector::new(index, &settings, told);
        let mut sheet = collector.collect(&plan);
        let typed = if others.is_empty() { Vec::new() } else { sheet.covers.clone() };
        let variants = others.into_iter().map(|(query, weight)| {
            let plan = Plan::new(&query, index, &settings);
            let own = collector.collect(&plan);
            let better = sheet.take_in(&own, weight, &typed);
            let Sheet { idf, unit_idf, .. } = own;
            Variant { plan, sheet: Sheet { idf, unit_idf, ..Sheet::default() }, weight, better }
        });
        let variants = variants.collect();
        Self { index, query, settings, plan, sheet, variants, told }
    }

    /// The query's tokens, and what this index says of its articles and of the query's terms in them.
    pub fn into_understanding(self, found: &Found) -> (Vec<Token>, Vec<Token>) {
        let mut statistics = self.sheet.own;
        statistics.push(Token::new(BEST, found.best));
        if found.compounds.as_ref().is_some_and(|holding| !holding.is_empty()) {
            statistics.push(Token::new(COMPOUNDS, 1.0));
        }
        (self.plan.tokens, statistics)
    }

    /// The weights that hold for this query.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The articles that hold all that is demanded, nothing that is excluded, and something of what is sought, by number. An empty query
    /// finds every article.
    pub fn found(&self) -> Found {
        let mut allowed = vec![true; self.index.len() as usize];
        let mut certain = true;
        let mut scratch = Scratch::default();
        for clause in &self.query.clauses {
            match clause {
                Clause::Want(_) => {}
                Clause::Demand(leaves) => {
                    let mut holds = vec![false; allowed.len()];
                    for leaf in leaves {
                        let set = sets::articles_with(leaf, self.index, &mut scratch);
                        mark(&mut holds, &set.articles, true);
                        certain &= set.certain;
                    }
                    allowed.iter_mut().zip(holds).for_each(|(allowed, holds)| *allowed &= holds);
                }
                Clause::Exclude(leaf) => {
                    let set = sets::articles_with(leaf, self.index, &mut scratch);
                    certain &= set.certain;
                    if set.certain {
                        mark(&mut allowed, &set.articles, false);
                    }
                }
                Clause::Date(range) => {
                    let days = self.index.days();
                    for (article, allowed) in allowed.iter_mut().enumerate() {
                        *allowed &= range.holds(days.and_then(|days| days.of(article as u32)));
                    }
                }
                Clause::Days(range) => {
                    let (days, named) = (self.index.days(), self.index.named(Entry::DAY));
                    for (article, allowed) in (0..).zip(&mut allowed) {
                        *allowed &= range.holds(days.and_then(|days| days.of(article)))
                            || named.is_some_and(|named| {
                                named.of(article).any(|period: Period| period.meets(range.from, range.to))
                            });
                    }
                }
                Clause::Amount(range) => {
                    let amounts = self.index.named(range.unit);
                    for (article, allowed) in (0..).zip(&mut allowed) {
                        *allowed &=
                            amounts.is_some_and(|amounts| amounts.of(article).any(|value: Number| range.hold(value)));
                    }
                }
            }
        }
        let numbers = || (0..self.index.len()).filter(|&article| allowed[article as usize]);
        if self.plan.groups.is_empty() {
            // Only fields and dates were asked for, or nothing: what they allow is the answer.
            let sought = self.query.clauses.iter().any(|clause| matches!(clause, Clause::Want(_)));
            let articles = if sought { Vec::new() } else { numbers().collect() };
            return Found { articles, certain, ..Found::default() };
        }
        let numbers = || numbers().filter(|&article| self.sheet.seen[article as usize]);
        let cover = |article: u32| self.sheet.covers[article as usize];
        let total = self.sheet.total;
        let best = numbers().map(cover).fold(0.0, f32::max) / total.max(f32::MIN_POSITIVE);
        let best_of_all = best.max((self.told)(BEST).unwrap_or(0.0));
        let needed = (self.settings.needed.min(OF_BEST * best_of_all) * total).max(f32::MIN_POSITIVE);
        let least = (LEAST * total).min(needed);
        let articles = numbers().filter(|&article| cover(article) >= least).collect();
        Found { articles, certain, best, needed, compounds: self.with_compounds(&mut scratch) }
    }

    /// Whether an article holds what is demanded and lacks what is excluded, by its own text.
    fn passes(&self, record: &Record<'_>, scratch: &mut Scratch) -> bool {
        let folder = &self.index.language().folder;
        self.query.clauses.iter().all(|clause| match clause {
            Clause::Want(_) => true,
            Clause::Demand(leaves) => leaves.iter().any(|leaf| sets::holds(leaf, record, folder, scratch)),
            Clause::Exclude(leaf) => !sets::holds(leaf, record, folder, scratch),
            Clause::Date(range) => range.holds(record.day),
            // The columns have told already.
            Clause::Days(_) | Clause::Amount(_) => true,
        })
    }

    /// Whether all articles that hold anything of the query are named by the lists; else there may be more of them than were found.
    pub fn is_complete(&self) -> bool {
        self.sheet.unlisted == 0.0
    }

    /// Whether a reader would call a found article a hit: it holds the needed share of the query's weight; where none holds that much,
    /// nearly as much as the best. Words with signs, such as `C++`, count only as they stand.
    pub fn is_hit(&self, found: &Found, article: u32) -> bool {
        self.sheet.covers[article as usize] >= found.needed
            && found.compounds.as_ref().is_none_or(|holding| holding.binary_search(&article).is_ok())
    }

    fn with_compounds(&self, scratch: &mut Scratch) -> Option<Vec<u32>> {
        let mut all: Option<Vec<u32>> = None;
        for clause in &self.query.clauses {
            let Clause::Want(leaves) = clause else { continue };
            let Some(leaf) = only_typed(leaves) else { continue };
            let varies = leaves.iter().any(|leaf| leaf.meant.as_ref().is_some_and(|meant| meant.why == Why::Number));
            for compound in sets::compounds(&leaf.text, &self.index.language().folder) {
                // 0.2万亿 may be written 2000亿.
                if varies && !compound.chars().any(|c| !c.is_ascii_digit() && class(c) == CharClass::Word) {
                    continue;
                }
                let holding = sets::articles_with_compound(&compound, self.index, scratch);
                all = Some(match all {
                    None => holding,
                    Some(before) => sets::intersect(&before, &holding),
                });
            }
        }
        all.filter(|holding| !holding.is_empty() || (self.told)(COMPOUNDS).is_some())
    }

    /// The first `count` of `articles`, some of those that were found, in order of relevance: exact runs of the whole query first, then by
    /// score, then newest, then by id. Beside an exact run articles that are no hits are noise, and left out.
    pub fn by_relevance(&self, found: &Found, articles: &[u32], count: usize) -> Vec<Ranked> {
        if self.plan.groups.is_empty() {
            return if self.query.clauses.is_empty() {
                self.as_they_stand(found, articles, count)
            } else {
                self.by_day(found, articles, count)
            };
        }
        let mut order = Order::new(self, found, articles, count);
        let mut reader = Reader::new(self);
        let exact_bonus = reader.bound() * (1.0 + self.settings.time_question);
        let mut ranked: Vec<Ranked> = Vec::new();
        while ranked.len() < count {
            if !found.certain && !self.index.is_whole() && order.given >= MOST_READ_FOR_DEMANDS {
                break;
            }
            let candidates: Vec<(u32, bool)> = (0..self.settings.rescored).map_while(|_| order.next()).collect();
            order.given += candidates.len();
            if candidates.is_empty() || !self.at_hand(candidates.iter().map(|(article, _)| *article)) {
                break;
            }
            let mut chunk: Vec<(Ranked, bool)> = Vec::new();
            for (article, exact) in candidates {
                let record = self.index.record(article);
                if !found.certain && !self.passes(&record, &mut order.scratch) {
                    continue;
                }
                let mut parts = reader.parts(article, &record);
                parts.exact = if exact { exact_bonus } else { 0.0 };
                parts.recency = self.recency(record.day) * parts.sum();
                let ranked = Ranked { article, score: parts.sum(), parts, reading: reader.best };
                chunk.push((ranked, reader.scanned().dated));
            }
            if self.plan.asks_time && self.settings.time_question > 0.0 {
                let best = chunk.iter().map(|(one, _)| one.score - one.parts.exact).fold(0.0, f32::max);
                for (one, _) in chunk.iter_mut().filter(|(_, dated)| *dated) {
                    one.parts.time = self.settings.time_question * best;
                    one.score = one.parts.sum();
                }
            }
            let mut chunk: Vec<Ranked> = chunk.into_iter().map(|(one, _)| one).collect();
            sort_by(&mut chunk, |a, b| b.score.total_cmp(&a.score).then_with(|| self.tie(a.article, b.article)));
            ranked.extend(chunk);
        }
        ranked.truncate(count);
        ranked
    }

    /// The first `count` of `articles`, newest first; those without a day last; then by score.
    pub fn by_day(&self, found: &Found, articles: &[u32], count: usize) -> Vec<Ranked> {
        let days = self.index.days();
        let day = |article: u32| days.and_then(|days| days.of(article));
        self.by(found, articles, count, &|a, b| day(b).cmp(&day(a)))
    }

    /// The first `count` of `articles` in the order of an owner's sort key; those without it last; then by score.
    pub fn by_key(&self, found: &Found, articles: &[u32], count: usize, key: &str, descending: bool) -> Vec<Ranked> {
        let column = self.index.sort_key(key);
        let place = |article: u32| column.and_then(|column| column.of(article));
        self.by(found, articles, count, &|a, b| match (place(a), place(b)) {
            (Some(a), Some(b)) if descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        })
    }

    fn by(&self, found: &Found, articles: &[u32], count: usize, order: &dyn Fn(u32, u32) -> Ordering) -> Vec<Ranked> {
        let mut articles = articles.to_vec();
        let score = |article: u32| self.sheet.scores[article as usize];
        let compare = |a: &u32, b: &u32| order(*a, *b).then(score(*b).total_cmp(&score(*a))).then(a.cmp(b));
        if found.certain {
            keep_greatest(&mut articles, count, |a, b| compare(b, a));
        }
        sort_by(&mut articles, compare);
        self.as_they_stand(found, &articles, count)
    }

    /// The first `count` of `articles` in the order given, with the scores of their texts.
    fn as_they_stand(&self, found: &Found, articles: &[u32], count: usize) -> Vec<Ranked> {
        let mut reader = Reader::new(self);
        let mut scratch = Scratch::default();
        let mut ranked = Vec::new();
        for wave in articles.chunks(count.max(1)) {
            if ranked.len() >= count || !self.at_hand(wave.iter().copied()) {
                break;
            }
            for &article in wave {
                let record = self.index.record(article);
                if ranked.len() < count && (found.certain || self.passes(&record, &mut scratch)) {
                    let parts = reader.parts(article, &record);
                    ranked.push(Ranked { article, score: parts.sum(), parts, reading: reader.best });
                }
            }
        }
        ranked
    }

    /// Whether the texts of all these articles are at hand; those that are not are noted.
    fn at_hand(&self, articles: impl Iterator<Item = u32>) -> bool {
        if !self.index.is_whole() {
            articles.for_each(|article| drop(self.index.record(article)));
        }
        !self.index.is_lacking()
    }

    /// What each term of the query adds to an article's score.
    pub fn details(&self, article: u32) -> Vec<TermDetail> {
        let mut reader = Reader::new(self);
        reader.parts(article, &self.index.record(article));
        let best = &reader.readings[reader.best];
        best.terms.details(&best.scanned, best.scale)
    }

    /// Newest first, then by id: what decides between equal scores.
    fn tie(&self, a: u32, b: u32) -> Ordering {
        let (a, b) = (self.index.record(a), self.index.record(b));
        b.day.cmp(&a.day).then_with(|| a.id.cmp(b.id))
    }

    /// Half of the gain for each half-life that the day lies before the newest of the index.
    fn recency(&self, day: Option<i32>) -> f32 {
        let newest = (self.told)(NEWEST).map(|day| day as i32).or(self.index.entry().newest);
        match (newest, day) {
            (Some(newest), Some(day)) if self.settings.recency > 0.0 => {
                self.settings.recency
                    * libm::expf(-LN_2 * newest.saturating_sub(day) as f32 / self.settings.recency_half)
            }
            _ => 0.0,
        }
    }
}

/// Reads articles for a query, and scores what it reads.
struct Reader<'r> {
    ranking: &'r Ranking<'r>,
    /// The query as typed, and its other readings.
    readings: Vec<Reading<'r>>,
    /// The reading by which the article that was read last scores most.
    best: usize,
}

/// One reading of the query.
struct Reading<'r> {
    scanner: Scanner<'r>,
    terms: TermScorer<'r>,
    rescorer: Rescorer<'r>,
    /// What the article that was read last holds.
    scanned: Scanned,
    /// What scores are multiplied with, so that those of all readings can be compared.
    scale: f32,
    /// Of another reading than the typed one, [`Variant::better`].
    better: Option<&'r [bool]>,
}

impl<'r> Reading<'r> {
    fn new(ranking: &'r Ranking<'r>, plan: &'r Plan, sheet: &'r Sheet, averages: &[f32; FIELDS]) -> Self {
        let Ranking { index, settings, .. } = ranking;
        Self {
            scanner: Scanner::new(plan, &index.language().folder),
            terms: TermScorer::new(plan, sheet, averages, settings),
            rescorer: Rescorer::new(plan, &sheet.idf, settings),
            scanned: Scanned::default(),
            scale: 1.0,
            better: None,
        }
    }

    fn parts(&mut self, record: &Record<'_>) -> Parts {
        self.scanner.scan(record, &mut self.scanned);
        let bonus = self.rescorer.bonus(&self.scanned);
        let scale = self.scale;
        Parts {
            terms: scale * self.terms.score(&self.scanned),
            early: scale * bonus.early,
            runs: scale * bonus.runs,
            window: scale * bonus.window,
            ..Parts::default()
        }
    }

    /// More than any article can score by its text.
    fn bound(&self) -> f32 {
        self.scale * (self.terms.bound() + self.rescorer.bound())
    }
}

impl<'r> Reader<'r> {
    fn new(ranking: &'r Ranking<'r>) -> Self {
        let averages = averages(ranking.index.entry(), ranking.told);
        let mut readings = vec![Reading::new(ranking, &ranking.plan, &ranking.sheet, &averages)];
        for Variant { plan, sheet, weight, better } in &ranking.variants {
            let mut reading = Reading::new(ranking, plan, sheet, &averages);
            // A longer reading has more terms to earn by, and must not come first for that.
            reading.scale = weight * readings[0].bound() / reading.bound().max(f32::MIN_POSITIVE);
            reading.better = Some(better);
            readings.push(reading);
        }
        Self { ranking, readings, best: 0 }
    }

    /// Reads an article and gives the parts of its score that its text decides, by the reading of the query that suits it best.
    fn parts(&mut self, article: u32, record: &Record<'_>) -> Parts {
        let mut most = Parts::default();
        for (number, reading) in self.readings.iter_mut().enumerate() {
            if reading.better.is_some_and(|better| !better[article as usize]) {
                continue;
            }
            let parts = reading.parts(record);
            if number == 0 || parts.sum() > most.sum() {
                (most, self.best) = (parts, number);
            }
        }
        Parts { cover: self.ranking.sheet.share(article as usize), ..most }
    }

    /// What the article that was read last holds.
    fn scanned(&self) -> &Scanned {
        &self.readings[self.best].scanned
    }

    /// More than any article can score by its text, by which exact runs are lifted above all others.
    fn bound(&self) -> f32 {
        self.readings[0].bound()
    }
}

/// Gives candidates for rescoring, best first: those that hold the whole query as one run, then all others, each by stage 1.
struct Order<'r, 'a> {
    ranking: &'r Ranking<'a>,
    /// Articles that hold every unit and may hold the run, worst first.
    whole: Vec<u32>,
    /// The others, worst first once `sorted`.
    rest: Vec<u32>,
    sorted: bool,
    found: &'r Found,
    /// Whether an exact run was met.
    exact: bool,
    literal: Option<Literal>,
    /// Whether holding every unit is holding the run, so that the text need not be read.
    certain: bool,
    scratch: Scratch,
    count: usize,
    /// How many articles have been read for the run.
    read: usize,
    /// How many candidates have been given.
    given: usize,
}

impl<'r, 'a> Order<'r, 'a> {
    fn new(ranking: &'r Ranking<'a>, found: &'r Found, articles: &[u32], count: usize) -> Self {
        let literal = ranking.whole_literal();
        let sheet = &ranking.sheet;
        let full =
            |article: &u32| literal.is_some() && sheet.covers[*article as usize] + sheet.unlisted >= ALL * sheet.total;
        let (mut whole, rest): (Vec<u32>, Vec<u32>) = articles.iter().partition(|article| full(article));
        sort_by(&mut whole, |&a, &b| ranking.worse_first(a, b));
        let certain = ranking.variants.is_empty()
            && literal.as_ref().is_some_and(|literal| ranking.plan.is_one_unit_of(literal.len()));
        let count = count.div_ceil(ranking.settings.rescored).saturating_mul(ranking.settings.rescored);
        Self {
            ranking,
            whole,
            rest,
            sorted: false,
            found,
            exact: false,
            literal,
            certain,
            scratch: Scratch::default(),
            count,
            read: 0,
            given: 0,
        }
    }

    fn next(&mut self) -> Option<(u32, bool)> {
        let index = self.ranking.index;
        while let Some(article) = self.whole.pop() {
            let Some(literal) = self.literal.as_ref().filter(|_| !self.certain) else {
                self.exact = true;
                return Some((article, true));
            };
            if !index.is_whole() {
                if self.read >= MOST_READ_FOR_RUN {
                    self.rest.push(article);
                    continue;
                }
                // What is read next is asked for in one go.
                let next = self.whole.iter().rev().take(self.ranking.settings.rescored).copied();
                if self.read.is_multiple_of(self.ranking.settings.rescored)
                    && !self.ranking.at_hand(next.chain([article]))
                {
                    return None;
                }
                self.read += 1;
            }
            if literal.is_in(&index.record(article), &Field::ALL, &index.language().folder, &mut self.scratch) {
                self.exact = true;
                return Some((article, true));
            }
            self.rest.push(article);
        }
        if !self.sorted {
            self.sorted = true;
            if self.exact {
                let (ranking, found) = (self.ranking, self.found);
                self.rest.retain(|&article| ranking.is_hit(found, article));
            }
            let worse_first = |a: &u32, b: &u32| self.ranking.worse_first(*a, *b);
            // Only as many as may be asked for need an order.
            keep_greatest(&mut self.rest, self.count, worse_first);
            sort_by(&mut self.rest, worse_first);
        }
        self.rest.pop().map(|article| (article, false))
    }
}

impl Ranking<'_> {
    fn worse_first(&self, a: u32, b: u32) -> Ordering {
        let score = |article: u32| self.sheet.scores[article as usize];
        score(a).total_cmp(&score(b)).then(b.cmp(&a))
    }

    /// The whole query as one run, when it is plain text or phrases: nothing excluded, no field, no alternatives.
    fn whole_literal(&self) -> Option<Literal> {
        let plain = self.query.clauses.iter().all(|clause| match clause {
            Clause::Want(leaves) | Clause::Demand(leaves) => {
                only_typed(leaves).is_some_and(|leaf| leaf.field.is_none() && leaf.form != Form::Prefix)
            }
            _ => false,
        });
        if !plain {
            return None;
        }
        Literal::new(&self.query.text, &self.index.language().folder, false)
    }
}

/// The leaf that was typed, when it was one alone.
fn only_typed(leaves: &[Leaf]) -> Option<&Leaf> {
    let mut typed = leaves.iter().filter(|leaf| leaf.meant.is_none());
    typed.next().filter(|_| typed.next().is_none())
}

fn mark(of: &mut [bool], articles: &[u32], value: bool) {
    for &article in articles {
        if let Some(of) = of.get_mut(article as usize) {
            *of = value;
        }
    }
}
