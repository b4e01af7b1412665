//! `xunzhang articles`: what ingest makes of a source.

use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::Args;
use xunzhang_core::{Article, BlockKind};

use crate::Outcome;
use crate::reading::Sources;

/// Show the articles that SOURCE holds.
///
/// A source is a file, a folder, a glob or - (the standard input), as for `xunzhang index`.
#[derive(Args)]
pub struct Articles {
    #[command(flatten)]
    sources: Sources,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

impl Articles {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let Some(mut opened) = self.sources.open() else { return Ok(Outcome::Misused) };
        let mut written = Ok(());
        let mut number = 0;
        let summary = opened.read(|article| {
            number += 1;
            written = if self.json { show_json(&article, out) } else { show(&article, number, out) };
            // Whoever reads the output may have left.
            if written.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        written.map(|()| summary.outcome())
    }
}

fn show_json(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", serde_json::to_string(article)?)
}

/// Prints an article for a person.
fn show(article: &Article, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let rule = "─".repeat(60);
    writeln!(out, "{rule}\n{number}. [{}]", article.id)?;
    if let Some(lead_in) = &article.lead_in {
        writeln!(out, "   {lead_in}")?;
    }
    let made = if article.headline_made { "  (made from the first sentence)" } else { "" };
    writeln!(out, "   {}{made}", article.headline)?;
    if let Some(sub_headline) = &article.sub_headline {
        writeln!(out, "   —— {sub_headline}")?;
    }
    let authors = (!article.authors.is_empty()).then(|| article.authors.join("、"));
    let byline = [&article.source, &authors, &article.place, &article.date];
    let byline: Vec<&str> = byline.into_iter().flatten().map(String::as_str).collect();
    writeln!(out, "   {}\n", byline.join(" · "))?;
    for block in &article.blocks {
        match block.kind {
            BlockKind::Paragraph => writeln!(out, "    {}\n", block.text)?,
            BlockKind::Subhead => {
                let anchor = block.anchor.as_ref().map(|anchor| format!("  #{anchor}")).unwrap_or_default();
                writeln!(out, "  ## {}{anchor}\n", block.text)?;
            }
            BlockKind::Caption => writeln!(out, "  [picture] {}\n", block.text)?,
            BlockKind::Box => writeln!(out, "  | {}\n", block.text)?,
            BlockKind::Code => writeln!(out, "    `{}`\n", block.text.replace('\n', "\n     "))?,
        }
    }
    Ok(())
}
