//! Independent pieces of work on all cores, their results in the order in which they were given.
//!
//! The threads are those that typesetting uses itself ([`rayon`]'s): a second set of them would wait for the first, and
//! would keep memory of its own.

use std::thread;

use rayon::prelude::*;

/// A piece of work.
pub type Job<'a, T> = Box<dyn Fn() -> T + Send + Sync + 'a>;

/// Typesetting nests deeper than the two megabytes that threads are given elsewhere.
const STACK: usize = 8 * 1024 * 1024;

/// Lets this thread and one for each further core do the work; where the system has no thread left, this one does it alone.
/// A program calls it once, before any work. Without it the work is done on threads with small stacks.
pub fn set_up() {
    let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK).use_current_thread();
    let another = thread::Builder::new().stack_size(STACK).spawn(|| {}).map(thread::JoinHandle::join);
    let threads = if another.is_ok() { threads } else { threads.num_threads(1) };
    // It fails if somebody set threads up before, or if not all could be had: then there are fewer, and at least this one.
    let _ = threads.build_global();
}

/// Does all jobs, each core taking the next one that nobody has begun; so the longest belongs at the front.
pub fn all<T: Send>(jobs: &[Job<'_, T>]) -> Vec<T> {
    let mut results: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    rayon::scope_fifo(|scope| {
        for (job, result) in jobs.iter().zip(&mut results) {
            scope.spawn_fifo(move |_| *result = Some(job()));
        }
    });
    results.into_iter().flatten().collect()
}

/// Two pieces of work that do not wait for each other.
pub fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
}

/// The same work for each of some things.
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
