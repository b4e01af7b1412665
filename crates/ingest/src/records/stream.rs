//! JSON Lines of any length, read a batch of lines at a time.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use rayon::prelude::*;
use xunzhang_core::Article;

use super::read_record;
use crate::encoding::{decode, looks_binary};
use crate::file::{Context, is_html_page};
use crate::{Problem, typeset};

/// How many bytes, about, are parsed side by side.
const BATCH: usize = 4 << 20;

/// The records of a batch, each with its line counted from 1, and how many bytes they took.
pub(crate) struct Batch {
    pub records: Vec<(usize, Result<Article, Problem>)>,
    pub bytes: u64,
}

/// Reads records batch by batch and hands each batch on, until the end or until told to stop.
///
/// # Errors
/// What makes the whole file unreadable; batches that were handed on before stay good.
pub(crate) fn stream(
    mut input: impl BufRead,
    context: &Context,
    mut each: impl FnMut(Batch) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Problem> {
    let limit = context.rules.limits.file_bytes;
    let mut first_line = 1;
    let mut any = false;
    let mut whole = 0;
    loop {
        let Lines { mut lines, mut ended, broken } = read_lines(&mut input, limit, first_line);
        if first_line == 1 {
            if let Some(bytes) = lines.first_mut().filter(|line| line.starts_with(b"\xef\xbb\xbf")) {
                bytes.drain(..3);
            }
            let sample: Vec<u8> = lines.concat();
            let text = std::str::from_utf8(&sample);
            if text.is_ok_and(is_html_page) {
                return Err(Problem::Disguised { expected: "JSON Lines", found: "a page of HTML" });
            }
            if looks_binary(&sample) || text.is_err() {
                // Not UTF-8: what the encoding is shows only in the whole, as far as the limit allows.
                let mut all = sample;
                input.by_ref().take(limit + 1).read_to_end(&mut all).map_err(Problem::Unreadable)?;
                if all.len() as u64 > limit {
                    return Err(Problem::TooLarge { bytes: all.len() as u64, limit });
                }
                let text = decode(&all)?;
                lines = typeset::lines(&text).map(|line| line.as_bytes().to_vec()).collect();
                ended = true;
            }
        }
        let bytes: u64 = lines.iter().map(|line| line.len() as u64).sum();
        let records: Vec<(usize, Result<Article, Problem>)> = lines
            .par_iter()
            .enumerate()
            .filter(|(_, line)| !line.trim_ascii().is_empty())
            .map(|(at, line)| (first_line + at, read_line(line, context)))
            .collect();
        any |= !records.is_empty();
        whole += bytes;
        first_line += lines.len();
        if each(Batch { records, bytes }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if let Some(problem) = broken {
            return Err(problem);
        }
        if ended {
            break;
        }
    }
    if any { Ok(ControlFlow::Continue(())) } else { Err(Problem::Empty { bytes: whole as usize }) }
}

fn read_line(line: &[u8], context: &Context) -> Result<Article, Problem> {
    match std::str::from_utf8(line) {
        Ok(text) => read_record(text.trim(), context),
        Err(_) => Err(Problem::Encoding { encoding: "UTF-8" }),
    }
}

/// The lines of a batch.
struct Lines {
    lines: Vec<Vec<u8>>,
    /// The input has ended.
    ended: bool,
    /// Why no more can be read; the lines before are good.
    broken: Option<Problem>,
}

/// Reads lines until a batch is full.
fn read_lines(input: &mut impl BufRead, limit: u64, first: usize) -> Lines {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH {
        let mut line = Vec::new();
        let broken = match read_until(input, limit, &mut line) {
            Ok(0) => return Lines { lines, ended: true, broken: None },
            Ok(read) if read as u64 > limit => Problem::LongLine { line: first + lines.len(), limit },
            Ok(read) => {
                bytes += read;
                lines.push(line);
                continue;
            }
            Err(error) => Problem::Unreadable(error),
        };
        return Lines { lines, ended: true, broken: Some(broken) };
    }
    Lines { lines, ended: false, broken: None }
}

fn read_until(input: &mut impl BufRead, limit: u64, line: &mut Vec<u8>) -> io::Result<usize> {
    input.by_ref().take(limit + 1).read_until(b'\n', line)
}
