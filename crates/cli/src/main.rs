//! The command `xunzhang`: one file a command in [`commands`], each a struct of arguments with a `run`.

mod commands;
mod config;
mod folder;
mod init;
mod progress;
mod reading;
mod serve;
mod summary;
mod widget;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Full-text search for Chinese text that runs in the reader's browser.
#[derive(Parser)]
#[command(name = "xunzhang", version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Articles(commands::articles::Articles),
    Index(commands::index::Index),
    Init(commands::init::Init),
    Inspect(commands::inspect::Inspect),
    Search(commands::search::Search),
    Serve(commands::serve::Serve),
    Widget(commands::widget::Widget),
    Run(commands::run::Run),
    Eval(commands::eval::Eval),
}

const EXIT_CODES: &str = "Exit codes: 0 all went well; 1 nothing could be done; 2 wrong use; 3 done, but some sources failed \
(each is named on the error output).";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All went well.
    Done,
    /// Nothing could be done; why has been said.
    Nothing,
    /// Wrong use; why has been said.
    Misused,
    /// Done, except for sources that have been named.
    Partly,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.command {
        Command::Articles(command) => command.run(&mut out),
        Command::Index(command) => command.run(&mut out),
        Command::Init(command) => command.run(&mut out),
        Command::Inspect(command) => command.run(&mut out),
        Command::Search(command) => command.run(&mut out),
        Command::Serve(command) => command.run(&mut out),
        Command::Widget(command) => command.run(&mut out),
        Command::Run(command) => command.run(&mut out),
        Command::Eval(command) => command.run(&mut out),
    };
    match result.and_then(|outcome| out.flush().map(|()| outcome)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Misused) => ExitCode::from(2),
        Ok(Outcome::Partly) => ExitCode::from(3),
        // The reader of a pipe may leave early (`| head`); that is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xunzhang: {error}");
            ExitCode::from(1)
        }
    }
}
