//! Ridge logistic regression by Newton's method.

/// Newton steps at most; a ridge makes some ten enough.
const STEPS: usize = 50;
/// Where no weight moves further than this, it is learned.
const STILL: f64 = 1e-8;

/// Features and whether what they speak of is right.
pub(super) type Row<'a> = (&'a [f64], bool);

/// Weights of a logistic regression that stays near `prior`: the ridge counts a squared step of one spread of a feature
/// (its standard deviation over the rows) as `ridge` times a case. A feature that never varies keeps its prior, but for
/// the last one, the intercept, which is not held.
pub(super) fn learn(rows: &[Row<'_>], prior: &[f64], ridge: f64) -> Vec<f64> {
    let width = prior.len();
    let spread = spreads(rows, width);
    let free: Vec<usize> = (0..width).filter(|&f| spread[f] > 1e-9 || f == width - 1).collect();
    let hold: Vec<f64> = free
        .iter()
        .map(|&f| {
            if f == width - 1 {
                1e-6
            } else {
                ridge * spread[f] * spread[f]
            }
        })
        .collect();
    let mut weights = prior.to_vec();
    for _ in 0..STEPS {
        let step = newton_step(rows, &weights, prior, &free, &hold);
        free.iter().zip(&step).for_each(|(&f, by)| weights[f] -= by);
        if step.iter().all(|by| by.abs() < STILL) {
            break;
        }
    }
    weights
}

/// The sum of weights times features.
pub(super) fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}

/// The probability of log odds.
pub(super) fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// The mean of the negative log probability of what was so, in nats.
pub(super) fn log_loss(scored: impl Iterator<Item = (f64, bool)>) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for (p, right) in scored {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        sum -= if right { p.ln() } else { (1.0 - p).ln() };
        n += 1.0;
    }
    sum / f64::max(n, 1.0)
}

fn spreads(rows: &[Row<'_>], width: usize) -> Vec<f64> {
    let n = rows.len().max(1) as f64;
    let spread = |f: usize| {
        let mean = rows.iter().map(|(x, _)| x[f]).sum::<f64>() / n;
        (rows.iter().map(|(x, _)| (x[f] - mean).powi(2)).sum::<f64>() / n).sqrt()
    };
    (0..width).map(spread).collect()
}

fn newton_step(rows: &[Row<'_>], weights: &[f64], prior: &[f64], free: &[usize], hold: &[f64]) -> Vec<f64> {
    let n = free.len();
    let mut gradient: Vec<f64> = free
        .iter()
        .zip(hold)
        .map(|(&f, h)| h * (weights[f] - prior[f]))
        .collect();
    let mut curvature = vec![0.0; n * n];
    for (row, right) in rows {
        let p = probability(dot(weights, row));
        let (off, bend) = (p - f64::from(u8::from(*right)), (p * (1.0 - p)).max(1e-9));
        for (i, &f) in free.iter().enumerate() {
            gradient[i] += off * row[f];
            let scaled = bend * row[f];
            for (j, &g) in free.iter().enumerate().take(i + 1) {
                curvature[i * n + j] += scaled * row[g];
            }
        }
    }
    for (i, h) in hold.iter().enumerate() {
        curvature[i * n + i] += h + 1e-9;
    }
    solve(&mut curvature, n, &mut gradient);
    gradient
}

/// Solves `a x = b` for a symmetric positive matrix, of which only the lower half is read, by Cholesky; `b` becomes `x`.
fn solve(a: &mut [f64], n: usize, b: &mut [f64]) {
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| a[i * n + k] * a[j * n + k]).sum();
            let rest = a[i * n + j] - dot;
            a[i * n + j] = if i == j {
                rest.max(1e-12).sqrt()
            } else {
                rest / a[j * n + j]
            };
        }
    }
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| a[i * n + k] * b[k]).sum();
        b[i] = (b[i] - dot) / a[i * n + i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| a[k * n + i] * b[k]).sum();
        b[i] = (b[i] - dot) / a[i * n + i];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Odds of 1:2 at 0 and 2:1 at 1: the slope is ln 4, the intercept -ln 2.
    #[test]
    fn without_a_ridge_it_is_the_maximum_of_the_likelihood() {
        let rows: Vec<(Vec<f64>, bool)> = [
            (0.0, false),
            (0.0, false),
            (0.0, true),
            (1.0, true),
            (1.0, true),
            (1.0, false),
        ]
        .map(|(x, right)| (vec![x, 1.0], right))
        .to_vec();
        let rows: Vec<Row<'_>> = rows.iter().map(|(x, right)| (x.as_slice(), *right)).collect();
        let weights = learn(&rows, &[0.0, 0.0], 0.0);
        assert!(
            (weights[0] - 4f64.ln()).abs() < 1e-4 && (weights[1] + 2f64.ln()).abs() < 1e-4,
            "{weights:?}"
        );
        let held = learn(&rows, &[3.0, 0.0], 1e6);
        assert!((held[0] - 3.0).abs() < 1e-3, "a strong ridge keeps the prior: {held:?}");
    }

    #[test]
    fn a_feature_that_never_varies_keeps_its_prior() {
        let rows: [Row<'_>; 2] = [(&[5.0, 1.0], true), (&[5.0, 1.0], false)];
        assert_eq!(learn(&rows, &[0.25, 0.0], 1.0)[0], 0.25);
    }
}
