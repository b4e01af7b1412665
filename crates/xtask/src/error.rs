//! What can go wrong in a task, said so that the reader knows what to do next.

use std::{fmt, io, path::PathBuf, process::ExitStatus};

/// The result of a task or of a step of one.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// A failure of a task.
#[derive(Debug)]
pub enum Error {
    /// The command line cannot be understood; the text says how.
    Usage(String),
    /// Something that the machine lacks and that could not be installed.
    Missing {
        /// What is missing.
        what: String,
        /// How the reader gets it.
        remedy: String,
    },
    /// A file or a folder could not be read or written.
    Io {
        /// What was being done, as a gerund: "reading".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file says something that this task cannot use.
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A command could not be started.
    Start {
        /// The command line.
        command: String,
        /// What the system said.
        source: io::Error,
    },
    /// A command ran and failed.
    Command {
        /// The command line.
        command: String,
        /// How it ended; none when it was stopped at its time limit.
        status: Option<ExitStatus>,
        /// All that it printed.
        output: String,
    },
    /// The server could not be opened.
    Server(String),
    /// One or more checks failed; what failed has been printed.
    Checks {
        /// Tests and checks that passed.
        passed: u64,
        /// Tests and checks that failed.
        failed: u64,
    },
    /// The artefacts are larger than the budget allows, or the budget does not know one of them.
    Budget(Vec<String>),
}

impl Error {
    /// Wraps what the system said while `doing` something with `path`.
    pub fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { doing, path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(problem) => write!(f, "{problem}\n`cargo xtask` alone lists the tasks"),
            Self::Missing { what, remedy } => write!(f, "{what} is missing\n{remedy}"),
            Self::Io { doing, path, source } => write!(f, "{doing} {}: {source}", path.display()),
            Self::Content { path, problem } => write!(f, "{}: {problem}", path.display()),
            Self::Start { command, source } => write!(f, "cannot start `{command}`: {source}"),
            Self::Command { command, status: Some(status), output } => {
                write!(f, "{}\n`{command}` failed: {status}", output.trim_end())
            }
            Self::Command { command, status: None, output } => {
                write!(f, "{}\n`{command}` was stopped at its time limit", output.trim_end())
            }
            Self::Server(problem) => write!(f, "the server cannot start: {problem}"),
            Self::Checks { passed, failed } => write!(f, "{passed} passed, {failed} failed"),
            Self::Budget(problems) => write!(f, "over the size budget:\n  {}", problems.join("\n  ")),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } | Self::Start { source, .. } => Some(source),
            _ => None,
        }
    }
}
