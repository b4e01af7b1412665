//! Every test and check of the workspace, as CI runs them. All of them run, whatever fails; what cannot run has
//! failed. The last line is the tally.

mod checks;
mod tally;

use std::{cell::OnceCell, time::Instant};

use tally::Tally;

use crate::{
    dist,
    error::{Error, Result},
    setup::{self, TestTools},
};

/// A check: its name and what runs it.
type Check = (&'static str, fn(&Context) -> Result<Tally>);

/// All checks, in the order in which they run: the quick ones first.
const CHECKS: &[Check] = &[
    ("fmt", checks::fmt),
    ("clippy", checks::clippy),
    ("native", checks::native),
    ("wasm", checks::wasm),
    ("dist", checks::dist),
    ("types", checks::types),
    ("size", checks::size),
    ("parity", checks::parity),
    ("page", checks::page),
];

/// What checks share: made by the first one that needs it.
#[derive(Default)]
pub struct Context {
    /// The tools, or why there are none.
    tools: OnceCell<Result<TestTools>>,
    /// Whether `dist/` has been built.
    built: OnceCell<Result>,
}

impl Context {
    /// The tools.
    ///
    /// # Errors
    /// When the set-up failed.
    pub fn tools(&self) -> Result<&TestTools> {
        self.tools.get_or_init(setup::for_tests).as_ref().map_err(|error| failed_before("the set-up", error))
    }

    /// Builds `dist/`, once.
    ///
    /// # Errors
    /// When the set-up or the build failed.
    pub fn dist(&self) -> Result {
        let built = self.built.get_or_init(|| dist::build(&self.tools()?.build));
        built.as_ref().copied().map_err(|error| failed_before("building dist/", error))
    }
}

/// Several checks may want what failed for the first of them.
fn failed_before(what: &str, error: &Error) -> Error {
    Error::Content { path: what.into(), problem: format!("failed: {error}") }
}

/// Task `test`.
///
/// # Errors
/// When anything failed.
pub fn task(mut arguments: lexopt::Parser) -> Result {
    let mut only = Vec::new();
    while let Some(argument) = arguments.next().map_err(crate::usage)? {
        match argument {
            lexopt::Arg::Long("only") => only.push(named(&arguments.value().map_err(crate::usage)?.to_string_lossy())?),
            other => return Err(crate::unexpected(other)),
        }
    }
    let context = Context::default();
    let mut total = Tally::default();
    for (name, run) in CHECKS.iter().filter(|(name, _)| only.is_empty() || only.contains(name)) {
        println!("{name} ...");
        let start = Instant::now();
        let tally = run(&context).unwrap_or_else(|error| Tally::failure(error.to_string()));
        if tally.failed > 0 {
            println!("{}", tally.output.trim_end());
        }
        println!("{name}: {tally} ({:.1} s)", start.elapsed().as_secs_f64());
        total.passed += tally.passed;
        total.failed += tally.failed;
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { Ok(()) } else { Err(Error::Checks { passed: total.passed, failed: total.failed }) }
}

/// The check of this name.
fn named(name: &str) -> Result<&'static str> {
    CHECKS.iter().map(|(known, _)| *known).find(|known| *known == name).ok_or_else(|| {
        let all = CHECKS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        Error::Usage(format!("there is no check {name:?}; there are {all}"))
    })
}
