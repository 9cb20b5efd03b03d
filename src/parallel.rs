//! Independent pieces of work on all cores, their results in the order in which they were given.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A piece of work.
pub type Job<'a, T> = Box<dyn Fn() -> T + Send + Sync + 'a>;

/// Typesetting nests deeper than the two megabytes that threads are given elsewhere.
const STACK: usize = 8 * 1024 * 1024;

/// Does all jobs, each core taking the next one that nobody has begun; so the longest belongs at the front.
pub fn all<T: Send>(jobs: &[Job<'_, T>]) -> Vec<T> {
    let results: Vec<Mutex<Option<T>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((job, result)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            jobs.get(at).zip(results.get(at))
        } {
            keep(result, job());
        }
    };
    let others = thread::available_parallelism().map_or(1, NonZero::get).min(jobs.len()).saturating_sub(1);
    thread::scope(|scope| {
        for _ in 0..others {
            // Where the system has no thread left, those that run do the work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    results.into_iter().map(kept).collect()
}

/// Two pieces of work that do not wait for each other.
pub fn both<A: Send, B: Send>(
    one: impl Fn() -> A + Send + Sync,
    other: impl Fn() -> B + Send + Sync,
) -> (A, B) {
    let (first, second) = (Mutex::new(None), Mutex::new(None));
    let jobs: [Job<'_, ()>; 2] = [Box::new(|| keep(&first, one())), Box::new(|| keep(&second, other()))];
    all(&jobs);
    drop(jobs);
    (kept(first), kept(second))
}

/// Puts a result where it is looked for.
fn keep<T>(place: &Mutex<Option<T>>, done: T) {
    if let Ok(mut place) = place.lock() {
        *place = Some(done);
    }
}

/// The result of a piece of work. All have been done: a panic in one of them goes on in whoever waits for it.
fn kept<T>(place: Mutex<Option<T>>) -> T {
    place.into_inner().ok().flatten().expect("every piece of work has been done")
}

/// The same work for each of some things.
pub fn map<I: Sync, T: Send>(things: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let work = &work;
    let jobs: Vec<Job<'_, T>> =
        things.iter().map(|thing| -> Job<'_, T> { Box::new(move || work(thing)) }).collect();
    all(&jobs)
}

#[cfg(test)]
mod tests {
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
