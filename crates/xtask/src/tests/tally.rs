//! Counting what test runners report.

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    process::Outcome,
};

/// How many tests or checks passed and failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Not run because their authors marked them so; they are named in the line of the check.
    pub left_out: u64,
    /// What the runner printed, for the case of failure.
    pub output: String,
}

impl Tally {
    /// A check without tests of its own that passed.
    pub fn success() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// A check that failed as a whole.
    pub fn failure(output: String) -> Self {
        Self { failed: 1, output, ..Self::default() }
    }

    /// A check that is nothing but a command: it counts as one.
    pub fn of_command(result: Result<String>) -> Result<Self> {
        match result {
            Ok(_) => Ok(Self::success()),
            Err(error @ Error::Command { .. }) => Ok(Self::failure(error.to_string())),
            Err(error) => Err(error),
        }
    }

    /// Counts the tests of Rust's harness, natively or in the browser: the sum of its `test result:` lines.
    pub fn of_rust(outcome: Outcome) -> Self {
        let mut tally = Self::default();
        for line in outcome.output.lines() {
            // Runners may put colours and a prefix before the words.
            let Some((_, counts)) = line.split_once("test result: ") else { continue };
            tally.passed += count_before(counts, " passed");
            tally.failed += count_before(counts, " failed");
            tally.left_out += count_before(counts, " ignored");
        }
        tally.settled(outcome)
    }

    /// Counts the tests of Node's runner by the lines that close its TAP report.
    pub fn of_node(outcome: Outcome) -> Self {
        let mut tally = Self::default();
        let sum = |name: &str| -> u64 {
            let lines = outcome.output.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
            lines.filter_map(|rest| rest.trim().parse::<u64>().ok()).sum()
        };
        tally.passed = sum("pass ");
        tally.failed = sum("fail ") + sum("cancelled ");
        tally.left_out = sum("skipped ") + sum("todo ");
        tally.settled(outcome)
    }

    /// This tally, of which the files with failures have run again: what failed then has failed, everything else has passed.
    pub fn corrected(mut self, again: Self) -> Self {
        let failed = again.failed.min(self.failed);
        self.passed += self.failed - failed;
        self.failed = failed;
        self.output.push_str("\nonce more, by themselves:\n");
        self.output.push_str(&again.output);
        self
    }

    /// A runner that ended badly without a failed test, or that ran no test, has failed.
    fn settled(mut self, outcome: Outcome) -> Self {
        self.output = outcome.output;
        let problem = match outcome.status {
            None => "the runner was stopped at its time limit",
            Some(status) if !status.success() => "the runner failed",
            Some(_) if self.passed == 0 => "no test was run",
            Some(_) => "",
        };
        if !problem.is_empty() && self.failed == 0 {
            self.failed = 1;
            self.output.push_str(&format!("\n{problem}\n"));
        }
        self
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ok, {} failed", self.passed, self.failed)?;
        if self.left_out > 0 {
            write!(f, ", {} left out by their authors", self.left_out)?;
        }
        Ok(())
    }
}

/// A test of Node's runner that failed.
#[derive(Debug)]
pub struct Failure {
    /// Its name, without those of the suites around it.
    name: String,
    /// `path:line:column`.
    location: String,
    /// The first line of what went wrong; empty when the report does not say.
    problem: String,
}

impl Failure {
    /// The failures that a TAP report tells of, without the suites that failed for one of their tests.
    pub fn all(report: &str) -> Vec<Self> {
        let mut failures = Vec::new();
        let mut named = None;
        for line in report.lines().map(str::trim_start) {
            if let Some(rest) = line.strip_prefix("not ok ") {
                named = rest.split_once(" - ").map(|(_, name)| name);
            } else if line.starts_with("ok ") {
                named = None;
            } else if let Some(place) = line.strip_prefix("location: ")
                && let Some(name) = named.take()
            {
                failures.push(Self { name: name.into(), location: unquoted(place), problem: String::new() });
            } else if line == "failureType: 'subtestsFailed'" {
                failures.pop();
            } else if let Some(problem) = line.strip_prefix("error: ")
                && let Some(last) = failures.last_mut()
                && last.problem.is_empty()
            {
                last.problem = unquoted(problem);
            }
        }
        failures
    }

    /// Those of `files` that the failures are in, in their order; none when a failure is in no file.
    pub fn files(failures: &[Self], files: &[PathBuf]) -> Option<Vec<PathBuf>> {
        let file = |failure: &Self| files.iter().find(|file| failure.is_in(file)).cloned();
        let found: Option<BTreeSet<PathBuf>> = failures.iter().map(file).collect();
        found.map(|found| found.into_iter().collect())
    }

    /// Whether both are of the same test.
    pub fn is_of(&self, other: &Self) -> bool {
        (&self.name, &self.location) == (&other.name, &other.location)
    }

    /// Whether it is a test of this file.
    fn is_in(&self, file: &Path) -> bool {
        file.to_str().is_some_and(|file| self.location.strip_prefix(file).is_some_and(|rest| rest.starts_with(':')))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.name, self.location, self.problem)
    }
}

/// A value of the report without the quotes around it.
fn unquoted(value: &str) -> String {
    value.trim_matches('\'').to_owned()
}

/// The number right before `word`.
fn count_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().filter(|before| before.len() < text.len()).unwrap_or_default();
    let digits = before.rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or_default()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::{os::unix::process::ExitStatusExt, process::ExitStatus};

    fn outcome(code: i32, output: &str) -> Outcome {
        Outcome { status: Some(ExitStatus::from_raw(code << 8)), output: output.into() }
    }

    #[test]
    fn the_results_of_all_rust_test_binaries_are_added_up() {
        let output = "running 3 tests\n\ntest result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                      noise\ntest result: FAILED. 10 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out\n";
        let tally = Tally::of_rust(outcome(101, output));
        assert_eq!((tally.passed, tally.failed, tally.left_out), (12, 3, 1));
    }

    #[test]
    fn node_counts_cancelled_tests_as_failed() {
        let output = "ok 1 - a\n# tests 7\n# suites 0\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n";
        let tally = Tally::of_node(outcome(1, output));
        assert_eq!((tally.passed, tally.failed, tally.left_out), (4, 2, 1));
    }

    #[test]
    fn a_runner_that_does_not_compile_has_failed_once() {
        let tally = Tally::of_rust(outcome(101, "error: could not compile"));
        assert_eq!((tally.passed, tally.failed), (0, 1));
    }

    #[test]
    fn a_runner_without_tests_has_failed() {
        let nothing = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Tally::of_rust(outcome(0, nothing)).failed, 1);
        assert_eq!(Tally::of_node(outcome(0, "# tests 0\n# pass 0\n# fail 0\n")).failed, 1);
    }

    #[test]
    fn a_runner_that_crashes_after_its_tests_has_failed() {
        let tally = Tally::of_rust(outcome(1, "test result: ok. 5 passed; 0 failed; 0 ignored"));
        assert_eq!((tally.passed, tally.failed), (5, 1));
    }

    #[test]
    fn failures_are_known_by_their_files() {
        let report = "ok 1 - a\n  ---\n  location: '/t/a.test.mjs:1:1'\n  ...\n    not ok 2 - b - c\n      ---\n      \
                      location: '/t/b.test.mjs:21:5'\n      error: 'no d'\n      ...\nnot ok 3 - suite\n  ---\n  location: '/t/b.test.mjs:3:1'\n  failureType: 'subtestsFailed'\n  \
                      error: '1 subtest failed'\n";
        let failures = Failure::all(report);
        let told: Vec<_> = failures.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["b - c (/t/b.test.mjs:21:5): no d"]);
        assert!(failures[0].is_in(Path::new("/t/b.test.mjs")) && !failures[0].is_in(Path::new("/t/b.test")));
        let files = ["/t/a.test.mjs", "/t/b.test.mjs"].map(PathBuf::from);
        assert_eq!(Failure::files(&failures, &files), Some(vec![files[1].clone()]));
        assert_eq!(Failure::files(&failures, &files[..1]), None);
    }

    #[test]
    fn what_fails_again_by_itself_has_failed() {
        let first = || Tally::of_node(outcome(1, "# pass 10\n# fail 2\n"));
        let passed = first().corrected(Tally::of_node(outcome(0, "# pass 5\n# fail 0\n")));
        assert_eq!((passed.passed, passed.failed), (12, 0));
        let failed = first().corrected(Tally::of_node(outcome(1, "# pass 4\n# fail 1\n")));
        assert_eq!((failed.passed, failed.failed), (11, 1));
        let hung = first().corrected(Tally::of_node(Outcome { status: None, output: String::new() }));
        assert_eq!(hung.failed, 1);
    }

    #[test]
    fn a_runner_that_hangs_has_failed() {
        let hung = Outcome { status: None, output: String::new() };
        assert_eq!(Tally::of_node(hung).failed, 1);
    }
}
