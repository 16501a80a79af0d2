//! Exact binomial bounds.

/// The probability of at most `hits` hits in `n` independent trials, each a hit with probability `p`.
pub(super) fn at_most(hits: usize, n: usize, p: f64) -> f64 {
    if hits >= n {
        return 1.0;
    }
    if p <= 0.0 {
        return 1.0;
    }
    if p >= 1.0 {
        return 0.0;
    }
    // Term by term from none on, in logarithms: (1 - p)^n is far below the least double for a few thousand trials.
    let (log_p, log_q) = (p.ln(), (-p).ln_1p());
    let mut log_term = n as f64 * log_q;
    let mut sum = log_term.exp();
    for k in 1..=hits {
        log_term += ((n - k + 1) as f64 / k as f64).ln() + log_p - log_q;
        sum += log_term.exp();
    }
    sum.min(1.0)
}

/// The largest share of hits that `hits` of `n` do not contradict at level `delta`: the upper end of the one-sided interval
/// of Clopper and Pearson (1934). 1 where nothing was tried.
pub(super) fn upper(hits: usize, n: usize, delta: f64) -> f64 {
    if hits >= n {
        return 1.0;
    }
    let (mut low, mut high) = (hits as f64 / n as f64, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if at_most(hits, n, middle) > delta {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.binom.cdf` and `scipy.stats.beta.ppf(1 - delta, k + 1, n - k)`.
    #[test]
    fn bounds_are_those_of_clopper_and_pearson() {
        let check = |got: f64, want: f64| assert!((got - want).abs() < 1e-6, "{got}, not {want}");
        check(at_most(3, 10, 0.5), 0.171_875);
        check(at_most(0, 59, 0.05), 0.048_494_5);
        check(upper(0, 59, 0.05), 0.049_507_6);
        check(upper(5, 100, 0.05), 0.102_253_4);
        check(upper(10, 10, 0.05), 1.0);
        assert!(at_most(40, 5000, 0.05) < 1e-60);
    }
}
