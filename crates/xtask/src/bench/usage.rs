//! How long a piece of work takes, and how much memory the processes hold that it starts.

use std::{
    collections::HashMap,
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::error::Result;

/// How often the processes are looked at. Each remembers its own peak, so that only the growth of its last moments is lost.
const STEP: Duration = Duration::from_millis(100);

/// What a piece of work took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Usage {
    /// Its time.
    pub seconds: f64,
    /// The most memory that one of its processes held at once, in bytes; none where there is no `/proc`.
    pub peak: Option<u64>,
}

/// Does a piece of work that starts other processes, one or more, and measures those.
///
/// # Errors
/// Those of the work.
pub fn of<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, Usage)> {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = None;
            while !done.load(Ordering::Relaxed) {
                peak = peak.max(largest_descendant());
                thread::sleep(STEP);
            }
            peak
        });
        let start = Instant::now();
        let result = work();
        let seconds = start.elapsed().as_secs_f64();
        done.store(true, Ordering::Relaxed);
        let peak = watcher.join().unwrap_or_default();
        result.map(|value| (value, Usage { seconds, peak }))
    })
}

/// The highest peak among the processes that descend from this one.
fn largest_descendant() -> Option<u64> {
    let ours = std::process::id();
    let mut processes = HashMap::new();
    for entry in fs::read_dir("/proc").ok()?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        if let Some(status) = fs::read_to_string(entry.path().join("status")).ok().and_then(|text| Status::read(&text))
        {
            processes.insert(id, status);
        }
    }
    let descends = |status: &Status| {
        let mut parent = status.parent;
        // A chain of parents is no longer than there are processes, even if they change while they are read.
        for _ in 0..processes.len() {
            match processes.get(&parent) {
                _ if parent == ours => return true,
                Some(next) => parent = next.parent,
                None => return false,
            }
        }
        false
    };
    processes.values().filter(|status| descends(status)).map(|status| status.peak).max()
}

/// What Linux tells of a process, as far as it is wanted here.
#[derive(Debug, PartialEq, Eq)]
struct Status {
    parent: u32,
    peak: u64,
}

impl Status {
    /// Reads `/proc/ID/status`; none for a process that holds no memory of its own.
    fn read(text: &str) -> Option<Self> {
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        Some(Self { parent: value("PPid:")?.try_into().ok()?, peak: value("VmHWM:")? * 1024 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_as_linux_writes_it() {
        let text = "Name:\tnode\nPid:\t7\nPPid:\t3\nVmPeak:\t 9000 kB\nVmHWM:\t 2048 kB\nVmRSS:\t 1000 kB\n";
        assert_eq!(Status::read(text), Some(Status { parent: 3, peak: 2048 * 1024 }));
        assert_eq!(Status::read("Name:\tkthreadd\nPPid:\t0\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_memory_of_a_child_is_seen() {
        let (_, usage) = of(|| crate::process::run(crate::process::command("sleep").arg("0.2"))).unwrap();
        assert!(usage.seconds >= 0.2);
        assert!(usage.peak.is_some_and(|bytes| bytes > 0));
    }
}
