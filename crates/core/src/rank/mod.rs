//! From a query tree to hits in order.
//!
//! [`plan`] says what is sought, [`collect`] chooses candidates from the postings (stage 1), [`sets`] finds what is demanded and
//! excluded, [`scan`] reads the best candidates, [`terms`] and [`rescore`] score them by what is read (stage 2). The recipe and its
//! measurements are in `docs/benchmarks/relevance.md`.

pub mod collect;
pub mod literal;
pub mod plan;
pub mod rescore;
pub mod scan;
pub mod sets;
pub mod settings;
pub mod terms;

use serde::Serialize;

use crate::index::Index;
use crate::order::{keep_greatest, sort_by};
use crate::query::{Clause, Form, Query};
use collect::{Sheet, collect};
use literal::{Literal, Scratch};
use plan::Plan;
use rescore::Rescorer;
use scan::{Scanned, Scanner};
pub use settings::Settings;
use terms::{TermDetail, TermScorer};

/// How much of the query's weight is all of it, after rounding.
const ALL: f32 = 0.9999;

/// When no article holds the share that is needed, those that hold this share of the best one's are hits.
const OF_BEST: f32 = 0.7;

/// An article that holds less than this share of the query's weight is not even shown below the hits.
const LEAST: f32 = 0.05;

/// The articles that a query finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Their numbers, rising.
    pub articles: Vec<u32>,
    /// The weight of the query that a hit must hold.
    needed: f32,
    /// The articles that hold every compound of the query (`C++`, `GPT-4`) literally, rising; none when the query has none, or no article
    /// holds them.
    compounds: Option<Vec<u32>>,
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

/// The hits of a query, before filters: which articles, and what is needed to put them in order.
pub struct Ranking<'a> {
    index: &'a Index,
    query: &'a Query,
    settings: Settings,
    /// What the query asks for.
    pub plan: Plan,
    sheet: Sheet,
}

impl<'a> Ranking<'a> {
    /// Plans and collects; nothing is ordered yet.
    pub fn new(query: &'a Query, index: &'a Index, settings: &Settings) -> Self {
        let settings = settings.bounded();
        let plan = Plan::new(query, index, &settings);
        let sheet = collect(&plan, index, &settings);
        Self { index, query, settings, plan, sheet }
    }

    /// The articles that hold all that is demanded, nothing that is excluded, and something of what is sought, by number. An empty query
    /// finds every article.
    pub fn found(&self) -> Found {
        let mut allowed = vec![true; self.index.len() as usize];
        let mut scratch = Scratch::default();
        for clause in &self.query.clauses {
            match clause {
                Clause::Want(_) => {}
                Clause::Demand(leaves) => {
                    let mut holds = vec![false; allowed.len()];
                    for leaf in leaves {
                        mark(&mut holds, &sets::articles_with(leaf, self.index, &mut scratch), true);
                    }
                    allowed.iter_mut().zip(holds).for_each(|(allowed, holds)| *allowed &= holds);
                }
                Clause::Exclude(leaf) => {
                    mark(&mut allowed, &sets::articles_with(leaf, self.index, &mut scratch), false)
                }
                Clause::Date(range) => {
                    for (article, allowed) in allowed.iter_mut().enumerate() {
                        *allowed &= range.holds(self.index.catalogue().day(article as u32));
                    }
                }
            }
        }
        let numbers = || (0..self.index.len()).filter(|&article| allowed[article as usize]);
        if self.plan.groups.is_empty() {
            // Only fields and dates were asked for, or nothing: what they allow is the answer.
            let sought = self.query.clauses.iter().any(|clause| matches!(clause, Clause::Want(_)));
            let articles = if sought { Vec::new() } else { numbers().collect() };
            return Found { articles, ..Found::default() };
        }
        let cover = |article: u32| self.sheet.covers[article as usize];
        let best = numbers().map(cover).fold(0.0, f32::max);
        let needed = (self.settings.needed * self.sheet.total).min(OF_BEST * best).max(f32::MIN_POSITIVE);
        let least = (LEAST * self.sheet.total).min(needed);
        let articles = numbers().filter(|&article| cover(article) >= least).collect();
        Found { articles, needed, compounds: self.with_compounds(&mut scratch) }
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
            let [leaf] = &leaves[..] else { continue };
            for compound in sets::compounds(&leaf.text, &self.index.language().folder) {
                let holding = sets::articles_with_compound(&compound, self.index, scratch);
                all = Some(match all {
                    None => holding,
                    Some(before) => sets::intersect(&before, &holding),
                });
            }
        }
        all.filter(|holding| !holding.is_empty())
    }

    /// The first `count` of `articles`, some of those that were found, in order of relevance: exact runs of the whole query first, then by
    /// score, then newest, then by id. Beside an exact run articles that are no hits are noise, and left out.
    pub fn by_relevance(&self, found: &Found, articles: &[u32], count: usize) -> Vec<Ranked> {
        if self.plan.groups.is_empty() {
            return if self.query.clauses.is_empty() {
                self.as_they_stand(articles, count)
            } else {
                self.by_date(articles, count)
            };
        }
        let mut order = Order::new(self, found, articles, count);
        let mut reader = Reader::new(self);
        let exact_bonus = reader.bound() * (1.0 + self.settings.time_question);
        let mut ranked: Vec<Ranked> = Vec::new();
        while ranked.len() < count {
            let mut chunk: Vec<(Ranked, bool)> = Vec::new();
            while chunk.len() < self.settings.rescored {
                let Some((article, exact)) = order.next() else { break };
                let mut parts = reader.parts(article);
                parts.exact = if exact { exact_bonus } else { 0.0 };
                parts.recency = self.recency(article) * parts.sum();
                chunk.push((Ranked { article, score: parts.sum(), parts }, reader.scanned.dated));
            }
            if self.plan.asks_time && self.settings.time_question > 0.0 {
                let best = chunk.iter().map(|(one, _)| one.score - one.parts.exact).fold(0.0, f32::max);
                for (one, _) in chunk.iter_mut().filter(|(_, dated)| *dated) {
                    one.parts.time = self.settings.time_question * best;
                    one.score = one.parts.sum();
                }
            }
            if chunk.is_empty() {
                break;
            }
            let mut chunk: Vec<Ranked> = chunk.into_iter().map(|(one, _)| one).collect();
            sort_by(&mut chunk, |a, b| b.score.total_cmp(&a.score).then_with(|| self.tie(a.article, b.article)));
            ranked.extend(chunk);
        }
        ranked.truncate(count);
        ranked
    }

    /// The first `count` of `hits`, newest first; articles without a date last; then by score.
    pub fn by_date(&self, hits: &[u32], count: usize) -> Vec<Ranked> {
        let mut hits = hits.to_vec();
        let score = |article: u32| self.sheet.scores[article as usize];
        let day = |article: u32| self.index.catalogue().day(article);
        sort_by(&mut hits, |&a, &b| {
            day(b).cmp(&day(a)).then(score(b).total_cmp(&score(a))).then_with(|| self.tie(a, b))
        });
        self.as_they_stand(&hits, count)
    }

    /// The first `count` of `hits` in the order given, with the scores of their texts.
    fn as_they_stand(&self, hits: &[u32], count: usize) -> Vec<Ranked> {
        let mut reader = Reader::new(self);
        let ranked = hits.iter().take(count).map(|&article| {
            let parts = reader.parts(article);
            Ranked { article, score: parts.sum(), parts }
        });
        ranked.collect()
    }

    /// What each term of the query adds to an article's score.
    pub fn details(&self, article: u32) -> Vec<TermDetail> {
        let mut reader = Reader::new(self);
        reader.parts(article);
        reader.terms.details(&reader.scanned)
    }

    /// Newest first, then by id: what decides between equal scores.
    fn tie(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let catalogue = self.index.catalogue();
        catalogue.day(b).cmp(&catalogue.day(a)).then_with(|| catalogue.id(a).cmp(catalogue.id(b)))
    }

    fn cover(&self, article: u32) -> f32 {
        if self.sheet.total > 0.0 { self.sheet.covers[article as usize] / self.sheet.total } else { 0.0 }
    }

    /// Half of the gain for each half-life that the article is older than the newest of the index.
    fn recency(&self, article: u32) -> f32 {
        if self.settings.recency == 0.0 {
            return 0.0;
        }
        let catalogue = self.index.catalogue();
        let newest = (0..self.index.len()).filter_map(|article| catalogue.day(article)).max();
        match (newest, catalogue.day(article)) {
            (Some(newest), Some(day)) => {
                self.settings.recency * libm::powf(0.5, (newest - day) as f32 / self.settings.recency_half)
            }
            _ => 0.0,
        }
    }
}

/// Reads articles for a query, and scores what it reads.
struct Reader<'r> {
    ranking: &'r Ranking<'r>,
    scanner: Scanner<'r>,
    terms: TermScorer<'r>,
    rescorer: Rescorer<'r>,
    /// What the article that was read last holds.
    scanned: Scanned,
}

impl<'r> Reader<'r> {
    fn new(ranking: &'r Ranking<'r>) -> Self {
        let Ranking { index, settings, plan, sheet, .. } = ranking;
        Self {
            ranking,
            scanner: Scanner::new(plan, &index.language().folder),
            terms: TermScorer::new(plan, sheet, index.catalogue(), settings),
            rescorer: Rescorer::new(plan, &sheet.idf, settings),
            scanned: Scanned::default(),
        }
    }

    /// Reads an article and gives the parts of its score that its text decides.
    fn parts(&mut self, article: u32) -> Parts {
        self.scanner.scan(&self.ranking.index.record(article), &mut self.scanned);
        let bonus = self.rescorer.bonus(&self.scanned);
        Parts {
            terms: self.terms.score(&self.scanned),
            early: bonus.early,
            runs: bonus.runs,
            window: bonus.window,
            cover: self.ranking.cover(article),
            ..Parts::default()
        }
    }

    /// More than any article can score by its text, by which exact runs are lifted above all others.
    fn bound(&self) -> f32 {
        self.terms.bound() + self.rescorer.bound()
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
}

impl<'r, 'a> Order<'r, 'a> {
    fn new(ranking: &'r Ranking<'a>, found: &'r Found, articles: &[u32], count: usize) -> Self {
        let literal = ranking.whole_literal();
        let sheet = &ranking.sheet;
        let full = |article: &u32| literal.is_some() && sheet.covers[*article as usize] >= ALL * sheet.total;
        let (mut whole, rest): (Vec<u32>, Vec<u32>) = articles.iter().partition(|article| full(article));
        sort_by(&mut whole, |&a, &b| ranking.worse_first(a, b));
        let certain = literal.as_ref().is_some_and(|literal| ranking.plan.is_one_unit_of(literal.len()));
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
        }
    }

    fn next(&mut self) -> Option<(u32, bool)> {
        while let Some(article) = self.whole.pop() {
            let index = self.ranking.index;
            let Some(literal) = self.literal.as_ref().filter(|_| !self.certain) else {
                self.exact = true;
                return Some((article, true));
            };
            let fields = &crate::index::Field::ALL;
            if literal.is_in(&index.record(article), fields, &index.language().folder, &mut self.scratch) {
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
    fn worse_first(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let score = |article: u32| self.sheet.scores[article as usize];
        score(a).total_cmp(&score(b)).then_with(|| self.tie(b, a))
    }

    /// The whole query as one run, when it is plain text or phrases: nothing excluded, no field, no alternatives.
    fn whole_literal(&self) -> Option<Literal> {
        let plain = self.query.clauses.iter().all(|clause| match clause {
            Clause::Want(leaves) | Clause::Demand(leaves) => {
                matches!(&leaves[..], [leaf] if leaf.field.is_none() && leaf.form != Form::Prefix)
            }
            Clause::Exclude(_) | Clause::Date(_) => false,
        });
        if !plain {
            return None;
        }
        Literal::new(&self.query.text, &self.index.language().folder, false)
    }
}

fn mark(of: &mut [bool], articles: &[u32], value: bool) {
    for &article in articles {
        if let Some(of) = of.get_mut(article as usize) {
            *of = value;
        }
    }
}
