//! Runs independent pieces of work on all cores and returns their results in the order in which they were given.
//!
//! The threads are [`rayon`]'s, which typesetting uses too: a second pool would compete with the first for cores and
//! hold memory of its own.

use std::thread;

use rayon::prelude::*;

/// A piece of work.
pub type Job<'a, T> = Box<dyn Fn() -> T + Send + Sync + 'a>;

/// Typesetting recurses more deeply than the two megabytes of stack that threads get by default allow.
const STACK: usize = 8 * 1024 * 1024;

/// Sets up a pool of this thread plus one for each further core; if the system can start no more threads, this one
/// works alone. Call it once, before any work: otherwise the work runs on threads with small stacks.
pub fn set_up() {
    let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK).use_current_thread();
    let another = thread::Builder::new().stack_size(STACK).spawn(|| {}).map(thread::JoinHandle::join);
    let threads = if another.is_ok() { threads } else { threads.num_threads(1) };
    // This fails if a pool exists already or the system refuses some threads. Either way at least this thread works.
    let _ = threads.build_global();
}

/// Runs all jobs. Each core takes the next job not yet started, so put the longest first.
pub fn all<T: Send>(jobs: &[Job<'_, T>]) -> Vec<T> {
    let mut results: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    rayon::scope_fifo(|scope| {
        for (job, result) in jobs.iter().zip(&mut results) {
            scope.spawn_fifo(move |_| *result = Some(job()));
        }
    });
    results.into_iter().flatten().collect()
}

/// Runs two pieces of work that do not depend on each other.
pub fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
}

/// Does the same work on each of several things.
pub fn map<I: Sync, T: Send>(things: &[I], work: impl Fn(&I) -> T + Sync + Send) -> Vec<T> {
    things.par_iter().map(work).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn every_job_is_done_once_and_results_keep_their_order() {
        let done = AtomicUsize::new(0);
        let counted = |number: usize| {
            done.fetch_add(1, Ordering::Relaxed);
            number * number
        };
        let counted = &counted;
        let job = |number| -> Job<'_, usize> { Box::new(move || counted(number)) };
        let jobs: Vec<Job<'_, usize>> = (0..100).map(job).collect();
        assert_eq!(all(&jobs), (0..100).map(|number| number * number).collect::<Vec<_>>());
        assert_eq!(done.load(Ordering::Relaxed), 100);
    }

    #[test]
    fn both_of_two_come_out_in_their_places() {
        assert_eq!(both(|| 6 * 7, || "words".to_owned()), (42, "words".to_owned()));
    }

    #[test]
    fn no_jobs_are_no_results() {
        assert!(all::<u8>(&[]).is_empty());
    }
}
