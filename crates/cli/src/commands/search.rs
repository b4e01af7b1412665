//! `xunzhang search`: the answers of an index, as the browser would give them.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use xunzhang_core::present::facets::{DATE, Days};
use xunzhang_core::present::page::ReadAs;
use xunzhang_core::present::{Hit, Page, marks::Part};
use xunzhang_core::query::Correction;
use xunzhang_core::{SearchOptions, Sort};

use super::told;
use crate::Outcome;
use crate::folder::read::{AskError, Opened};

/// Search an index.
///
/// `--` ends the options, so that a query may begin with `-`.
#[derive(Args)]
pub struct Search {
    /// The folder that `xunzhang index` wrote.
    #[arg(value_name = "DIR")]
    index: PathBuf,
    /// What to look for.
    #[arg(value_name = "QUERY")]
    query: String,
    /// How many hits to show.
    #[arg(short = 'k', long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(0..=1000))]
    limit: u16,
    /// How many hits to pass over.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// The order of the hits: relevance, newest, or an owner's sort key, with - before it for the greatest first.
    #[arg(long, value_name = "ORDER", default_value = "relevance", allow_hyphen_values = true)]
    sort: String,
    /// Only hits with this author, source or place (may be given again), or of these days: author=夏元,
    /// date=2023-10-01..2023-10-31, date=2023-10-26, date=2023-10-01.. .
    #[arg(long, value_name = "FIELD=VALUE", value_parser = parse_filter)]
    filter: Vec<Filter>,
    /// Print the object that the module's `search` gives, as JSON.
    #[arg(long)]
    json: bool,
    /// Show how the query was understood, and the arithmetic of every score.
    #[arg(long)]
    explain: bool,
    /// Seek only what was typed, and nothing that a reader may mean besides or instead.
    #[arg(long)]
    literal: bool,
}

/// One filter of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Filter {
    Value(String, String),
    Date(Days),
}

fn parse_filter(text: &str) -> Result<Filter, String> {
    let expected = "expected author=…, source=…, place=…, a facet of your own, or date=FROM..TO";
    let (field, value) = text.split_once('=').ok_or_else(|| expected.to_owned())?;
    let value = value.trim().to_owned();
    match field.trim() {
        DATE => {
            let (from, to) = value.split_once("..").unwrap_or((&value, &value));
            let end = |day: &str| (!day.is_empty()).then(|| day.to_owned());
            Ok(Filter::Date(Days { from: end(from), to: end(to) }))
        }
        "" => Err(expected.to_owned()),
        facet => Ok(Filter::Value(facet.to_owned(), value)),
    }
}

impl Search {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let Some(mut index) = told(Opened::open(&self.index)) else { return Ok(Outcome::Nothing) };
        let options = self.options();
        let started = Instant::now();
        let mut page = match index.ask(|library| library.search(&self.query, &options)) {
            Ok(page) => page,
            Err(error) => {
                eprintln!("xunzhang: {error}");
                return Ok(if matches!(error, AskError::Request(_)) { Outcome::Misused } else { Outcome::Nothing });
            }
        };
        page.took_ms = started.elapsed().as_secs_f64() * 1000.0;
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&page)?)?;
        } else {
            self.show(&page, out)?;
        }
        Ok(Outcome::Done)
    }

    fn options(&self) -> SearchOptions {
        let mut options = SearchOptions {
            limit: self.limit.into(),
            offset: self.offset,
            sort: Sort::from(self.sort.clone()),
            facets: Some(self.json),
            explain: self.explain,
            literal: self.literal,
            ..SearchOptions::default()
        };
        for filter in self.filter.iter().cloned() {
            match filter {
                Filter::Value(facet, value) => {
                    match options.filters.values.iter_mut().find(|(other, _)| *other == facet) {
                        Some((_, values)) => values.push(value),
                        None => options.filters.values.push((facet, vec![value])),
                    }
                }
                Filter::Date(days) => options.filters.date = Some(days),
            }
        }
        options
    }

    /// Prints a page for a person.
    fn show(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let bold = io::stdout().is_terminal();
        let about = if page.total_is_exact { "" } else { "about " };
        writeln!(out, "{about}{} hits in {:.1} ms", page.total, page.took_ms)?;
        if let Some(Correction { text, applied, .. }) = &page.correction {
            let told = if *applied { "nothing found; searched instead" } else { "did you mean" };
            writeln!(out, "{told}: {text}")?;
        }
        for ReadAs { of, text, why, weight } in &page.meant {
            let why = serde_json::to_value(why)?;
            writeln!(
                out,
                "sought besides: {text} for {of} ({}, weight {weight:.2})",
                why.as_str().unwrap_or_default()
            )?;
        }
        for (index, hit) in page.hits.iter().enumerate() {
            show_hit(hit, self.offset + index + 1, bold, out)?;
        }
        if let Some(understood) = &page.understood {
            writeln!(out, "\n{}", serde_json::to_string_pretty(understood)?)?;
        }
        Ok(())
    }
}

fn show_hit(hit: &Hit, number: usize, bold: bool, out: &mut dyn Write) -> io::Result<()> {
    let authors = (!hit.authors.is_empty()).then(|| hit.authors.join("、"));
    let byline = [&hit.source, &authors, &hit.place, &hit.date];
    let byline: Vec<&str> = byline.into_iter().flatten().map(String::as_str).collect();
    writeln!(out, "\n{number}. {}", marked(&hit.title_parts, bold))?;
    writeln!(out, "   {} · {:.3} · {}", byline.join(" · "), hit.score, hit.id)?;
    writeln!(out, "   {}", marked(&hit.snippet, bold))?;
    if let Some(explanation) = &hit.explain {
        let text = serde_json::to_string_pretty(explanation)?;
        writeln!(out, "   {}", text.replace('\n', "\n   "))?;
    }
    Ok(())
}

/// Marked runs stand out in bold on a terminal, and in brackets elsewhere.
fn marked(parts: &[Part], bold: bool) -> String {
    let (open, close) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let mut text = String::new();
    for part in parts {
        if part.mark {
            text.extend([open, &part.text, close]);
        } else {
            text.push_str(&part.text);
        }
    }
    text
}
