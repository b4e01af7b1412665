//! The development server: `dist/` on loopback, under the strict policy that the page has to live with, built anew
//! when a source changes.

mod server;
mod watch;

use std::time::Instant;

pub use server::Server;

use crate::{dist, error::Result, setup, workspace};

/// The port when none is asked for.
const PORT: u16 = 8420;

/// Task `serve`.
///
/// # Errors
/// When a tool is missing, the first build fails, or no port is free.
pub fn task(mut arguments: lexopt::Parser) -> Result {
    let (mut port, mut open) = (PORT, false);
    while let Some(argument) = arguments.next().map_err(crate::usage)? {
        match argument {
            lexopt::Arg::Long("port") => {
                use lexopt::ValueExt;
                port = arguments.value().and_then(|value| value.parse()).map_err(crate::usage)?;
            }
            lexopt::Arg::Long("open") => open = true,
            other => return Err(crate::unexpected(other)),
        }
    }
    let tools = setup::for_building()?;
    // Watching begins before the first build, which takes a while, so that no change in the meantime is missed.
    let changes = watch::start()?;
    timed_build(&tools)?;
    let server = Server::start(port, dist::read(&workspace::dist())?)?;
    if server.port() != port && port != 0 {
        println!("port {port} is taken");
    }
    println!("serving {}", server.address());
    if open && let Err(problem) = open::that_detached(server.address()) {
        eprintln!("no browser could be opened: {problem}");
    }
    loop {
        let changed = changes.next()?;
        println!("{changed} changed");
        match timed_build(&tools).and_then(|()| dist::read(&workspace::dist())) {
            Ok(files) => server.replace(files),
            Err(error) => eprintln!("{error}\nthe page as it was is still served"),
        }
    }
}

/// Serves `dist/` as it is now while `work` runs, on any free port.
///
/// # Errors
/// When the folder cannot be read or no port is free, and those of `work`.
pub fn during<T>(work: impl FnOnce(&Server) -> Result<T>) -> Result<T> {
    let server = Server::start(0, dist::read(&workspace::dist())?)?;
    work(&server)
}

/// Builds `dist/` and says how long it took.
fn timed_build(tools: &setup::BuildTools) -> Result {
    let start = Instant::now();
    println!("building");
    dist::build(tools)?;
    println!("built in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
