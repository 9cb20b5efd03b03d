//! Independent pieces of work on all cores, their results in the order in which they were given.
//!
//! The threads are those that typesetting uses itself ([`rayon`]'s): a second set of them would wait for the first, and
//! would keep memory of its own.

use std::sync::Mutex;
use std::thread;

use rayon::prelude::*;

/// A piece of work.
pub type Job<'a, T> = Box<dyn Fn() -> T + Send + Sync + 'a>;

/// Typesetting nests deeper than the two megabytes that threads are given elsewhere.
const STACK: usize = 8 * 1024 * 1024;

/// Lets this thread and one for each further core do the work. Where the system has no thread left, this one does it alone.
/// To be called once, before any work.
pub fn set_up() {
    let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK).use_current_thread();
    let one_more = thread::Builder::new().stack_size(STACK).spawn(|| {});
    let threads = if one_more.is_ok() { threads } else { threads.num_threads(1) };
    // Where somebody else has set them up before, those do.
    let _ = threads.build_global();
}

/// Does all jobs, each core taking the next one that nobody has begun; so the longest belongs at the front.
pub fn all<T: Send>(jobs: &[Job<'_, T>]) -> Vec<T> {
    let results: Vec<Mutex<Option<T>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    rayon::scope_fifo(|scope| {
        for (job, result) in jobs.iter().zip(&results) {
            scope.spawn_fifo(move |_| {
                let done = job();
                if let Ok(mut result) = result.lock() {
                    *result = Some(done);
                }
            });
        }
    });
    let done =
        |result: Mutex<Option<T>>| result.into_inner().ok().flatten().expect("every job has been done");
    results.into_iter().map(done).collect()
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
