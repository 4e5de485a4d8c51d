//! What a task is doing, for a reader who waits: one line when a step begins, one when it ends, and a sign of life in
//! between.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Result;

const HEARTBEAT: Duration = Duration::from_secs(20);

/// Runs `work` as a step with a title and its elapsed time.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {title}");
    let start = Instant::now();
    let heartbeat = Heartbeat::start(title);
    let outcome = work();
    heartbeat.stop();
    let mark = if outcome.is_ok() { '✓' } else { '✗' };
    println!("{mark} {title} ({})", seconds(start.elapsed()));
    outcome
}

/// Says that a step had nothing to do.
pub fn unchanged(title: &str) {
    println!("✓ {title} (unchanged)");
}

/// Says something that belongs to the current step.
pub fn note(text: impl AsRef<str>) {
    for line in text.as_ref().lines() {
        println!("  {line}");
    }
}

/// A duration as a reader wants it: `0.3 s`, `12 s`, `3 min 05 s`.
pub fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        whole @ 10..60 => format!("{whole} s"),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// Prints the elapsed time of a long step now and then.
struct Heartbeat {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Heartbeat {
    fn start(title: &str) -> Self {
        let (stop, stopped) = mpsc::channel();
        let (title, start) = (title.to_owned(), Instant::now());
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(HEARTBEAT) == Err(RecvTimeoutError::Timeout) {
                println!("  … {title}, {}", seconds(start.elapsed()));
            }
        });
        Self { stop, thread }
    }

    fn stop(self) {
        drop(self.stop);
        // A heartbeat that panicked has nothing left to say.
        let _ = self.thread.join();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let cases = [(340, "0.3 s"), (12_900, "12 s"), (185_000, "3 min 05 s")];
        for (milliseconds, text) in cases {
            assert_eq!(seconds(Duration::from_millis(milliseconds)), text);
        }
    }
}
