//! The tasks of this workspace: `cargo xtask NAME`, and `cargo xtask` alone lists them.
//!
//! A task is a line of [`TASKS`] and a function in a file of its own.

mod bench;
mod command;
mod dist;
mod env;
mod error;
mod process;
mod screenshot;
mod serve;
mod setup;
mod size;
mod tests;
mod wasm;
mod workspace;

use std::{env::args_os, process::ExitCode};

use error::{Error, Result};

/// A task: its name, what it does in a line, and the function that does it with the arguments after the name.
type Task = (&'static str, &'static str, fn(lexopt::Parser) -> Result);

/// All tasks, in the order in which a newcomer meets them.
const TASKS: &[Task] = &[
    ("serve", "build the page and serve it, again after each change: [--port N] [--open]", serve::task),
    ("test", "run every test and check: [--only NAME]...", tests::task),
    ("setup", "install what building and testing need and what is missing", setup::task),
    ("wasm", "compile the widget's wasm alone: [--without-corpus]", wasm::task),
    ("dist", "build the page into dist/", dist::task),
    ("command", "build the command xunzhang with the widget inside, and print its path", command::task),
    ("size", "print the size of each artefact, raw and compressed, against the budget", size::task),
    ("screenshot", "take the pictures of docs/screenshots in a real browser", screenshot::task),
    (
        "bench",
        "measure beside the peers: relevance | browser | hosting | interaction [--data FOLDER] [--peers all|none|NAME,...]",
        bench::task,
    ),
    ("env", "print the variables under which wasm-pack runs by hand, for eval in a shell", env::task),
];

fn main() -> ExitCode {
    let mut arguments = args_os().skip(1);
    let Some(name) = arguments.next() else {
        list();
        return ExitCode::SUCCESS;
    };
    let name = name.to_string_lossy();
    if matches!(name.as_ref(), "help" | "--help" | "-h") {
        list();
        return ExitCode::SUCCESS;
    }
    let result = match TASKS.iter().find(|(task, ..)| *task == name) {
        Some((_, _, run)) => run(lexopt::Parser::from_args(arguments)),
        None => Err(Error::Usage(format!("there is no task {name:?}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The tally has been printed already, as the last line.
        Err(Error::Checks { .. }) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the tasks.
fn list() {
    println!("cargo xtask TASK\n");
    for (name, line, _) in TASKS {
        println!("  {name:<12}{line}");
    }
}

/// For a task that takes no arguments.
fn no_arguments(mut arguments: lexopt::Parser) -> Result {
    match arguments.next() {
        Ok(None) => Ok(()),
        Ok(Some(argument)) => Err(unexpected(argument)),
        Err(problem) => Err(usage(problem)),
    }
}

/// The failure for an argument that a task does not know.
fn unexpected(argument: lexopt::Arg<'_>) -> Error {
    usage(argument.unexpected())
}

/// The failure for a command line that cannot be read.
fn usage(problem: impl std::fmt::Display) -> Error {
    Error::Usage(problem.to_string())
}
