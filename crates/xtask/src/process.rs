//! Running other programs: with their output kept for the case of failure, with time limits, and without the
//! variables that `cargo run` leaves in the environment of this program.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    error::{Error, Result},
    workspace,
};

/// A command in the workspace's root, with nothing on its standard input and without what `cargo run` set for
/// this program alone: build scripts would see other values on each call, and Cargo would build them anew.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_CRATE_NAME" {
            command.env_remove(&name);
        }
    }
    // `cargo run` puts the toolchain's and the target's folders here, and another toolchain would load them.
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        let ours = |path: &Path| path.starts_with(workspace::target()) || path.iter().any(|part| part == "toolchains");
        match env::join_paths(env::split_paths(&paths).filter(|path| !ours(path))) {
            Ok(rest) if !rest.is_empty() => command.env("LD_LIBRARY_PATH", rest),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

/// The same, for the Cargo that runs this task.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The search path with `folders` put before all others.
pub fn path_with<'a>(folders: impl IntoIterator<Item = &'a Path>) -> OsString {
    let before = env::var_os("PATH").unwrap_or_default();
    let all = folders.into_iter().map(Path::to_path_buf).chain(env::split_paths(&before)).collect::<Vec<_>>();
    env::join_paths(all).unwrap_or(before)
}

/// Finds a program in the search path.
pub fn which(name: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths).map(|folder| folder.join(name)).find(|file| is_program(file))
}

/// Whether a path names a file that can be run.
pub fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(file).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        file.is_file()
    }
}

/// Shows a command as one would type it, without its environment.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// How a command ended, and all that it printed to either stream.
pub struct Outcome {
    /// How it ended; none when it was stopped at its time limit.
    pub status: Option<ExitStatus>,
    /// Standard output and error, as they came.
    pub output: String,
}

/// Runs a command to its end, or to the time limit, whatever its status.
///
/// # Errors
/// When the command cannot be started, or its output cannot be kept.
pub fn outcome(command: &mut Command, limit: Option<Duration>) -> Result<Outcome> {
    // Both streams go to one file: in order, without a pipe that could fill up or be held open by a grandchild.
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = workspace::scratch();
    fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!("output-{}-{number}.log", std::process::id()));
    let file = File::create(&path).map_err(Error::io("creating", &path))?;
    let errors = file.try_clone().map_err(Error::io("sharing", &path))?;
    #[cfg(unix)]
    if limit.is_some() {
        // A group of its own, so that a browser which a stopped test runner leaves behind is ended with it.
        std::os::unix::process::CommandExt::process_group(command, 0);
    }
    let child =
        command.stdout(file).stderr(errors).spawn().map_err(|source| Error::Start { command: shown(command), source });
    let status = child.and_then(|child| wait(child, limit, command));
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes));
    fs::remove_file(&path).map_err(Error::io("removing", &path))?;
    let status = status?;
    read.map_err(Error::io("reading", &path))?;
    Ok(Outcome { status, output: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Runs a command that has to succeed, and gives what it printed.
///
/// # Errors
/// When the command cannot be started or fails; the error carries its output.
pub fn run(command: &mut Command) -> Result<String> {
    run_within(command, None)
}

/// Runs a command that has to succeed within a time limit, and gives what it printed.
///
/// # Errors
/// When the command cannot be started, fails or takes too long; the error carries its output.
pub fn run_within(command: &mut Command, limit: Option<Duration>) -> Result<String> {
    let Outcome { status, output } = outcome(command, limit)?;
    // A command that was stopped at its time limit has no status.
    if status.is_some_and(|status| status.success()) {
        Ok(output)
    } else {
        Err(Error::Command { command: shown(command), status, output })
    }
}

/// Waits for a child, and stops it at its time limit.
fn wait(mut child: Child, limit: Option<Duration>, command: &Command) -> Result<Option<ExitStatus>> {
    let failed = |source| Error::Start { command: shown(command), source };
    let Some(limit) = limit else {
        return child.wait().map(Some).map_err(failed);
    };
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            #[cfg(unix)]
            let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
            child.kill().map_err(failed)?;
            child.wait().map_err(failed)?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn both_streams_are_kept_in_order() {
        let outcome = outcome(command("sh").args(["-c", "echo one; echo two >&2; echo three; exit 3"]), None).unwrap();
        assert_eq!(outcome.output, "one\ntwo\nthree\n");
        assert_eq!(outcome.status.and_then(|status| status.code()), Some(3));
    }

    #[test]
    fn a_command_that_hangs_is_stopped_at_its_limit() {
        let start = Instant::now();
        let error = run_within(command("sleep").arg("60"), Some(Duration::from_millis(100))).unwrap_err();
        assert!(matches!(error, Error::Command { status: None, .. }));
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&mut command("no-such-program")).unwrap_err();
        assert!(error.to_string().contains("no-such-program"));
    }
}
