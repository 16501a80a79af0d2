//! Cases on all cores, results in the order of the cases.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Runtime;

/// Does `work` for every item, each thread with a runtime of its own to block on; `done` hears how many are done. Plain
/// threads and not rayon's: the engine may use that underneath, and a rayon thread that waits would begin another case
/// inside the one it is in. The error is a sentence for the reader.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    done: &(dyn Fn(usize) + Sync),
    work: impl Fn(&Runtime, &T) -> R + Sync,
) -> Result<Vec<R>, String> {
    let threads = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(items.len());
    let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let worker = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| format!("cannot start a runtime: {e}"))?;
        let mut results = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return Ok(results) };
            results.push((at, work(&runtime, item)));
            done(finished.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    let joined: Result<Vec<Vec<(usize, R)>>, String> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let crashed = |_| Err("a case crashed the engine; this is a bug of Usher, please report it".to_owned());
        handles.into_iter().map(|h| h.join().unwrap_or_else(crashed)).collect()
    });
    let mut results: Vec<(usize, R)> = joined?.into_iter().flatten().collect();
    results.sort_by_key(|(at, _)| *at);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        let heard = AtomicUsize::new(0);
        let done = |n: usize| {
            heard.fetch_max(n, Ordering::Relaxed);
        };
        let doubled = map(&items, &done, |runtime, n| runtime.block_on(async { n * 2 })).unwrap();
        assert_eq!(doubled, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(heard.into_inner(), 500);
        assert_eq!(map(&[], &|_| (), |_, n: &usize| *n).unwrap(), Vec::<usize>::new());
    }

    #[test]
    fn a_crash_is_an_error() {
        let crashed = map(&[1], &|_| (), |_, _| panic!("no"));
        assert!(crashed.is_err_and(|e: String| e.contains("crashed")));
    }
}
