//! Full-batch gradient steps on standardised columns.

/// Mean and spread of each column; the spread of a constant one is 1, so that it stays as it is.
pub(super) fn scale<'a>(rows: impl Iterator<Item = &'a [f64]> + Clone, columns: usize) -> Vec<f64> {
    let count = rows.clone().count().max(1) as f64;
    let mean: Vec<f64> = (0..columns)
        .map(|c| rows.clone().map(|r| r[c]).sum::<f64>() / count)
        .collect();
    let spread = (0..columns).map(|c| (rows.clone().map(|r| (r[c] - mean[c]).powi(2)).sum::<f64>() / count).sqrt());
    spread.map(|s| if s < 1e-6 { 1.0 } else { s }).collect()
}

/// Steps of Adam on standardised weights; `free` is not shrunk. Source: Kingma and Ba, arXiv 1412.6980.
pub(super) fn adam(
    columns: usize,
    spread: &[f64],
    ridge: f64,
    free: Option<usize>,
    mut add_gradient: impl FnMut(&[f64], &mut [f64]),
) -> Vec<f64> {
    const STEPS: usize = 600;
    let mut standard = vec![0.0; columns];
    let (mut first, mut second) = (vec![0.0; columns], vec![0.0; columns]);
    let plain = |standard: &[f64]| -> Vec<f64> { standard.iter().zip(spread).map(|(w, s)| w / s).collect() };
    for step in 1..=STEPS {
        let mut gradient = vec![0.0; columns];
        add_gradient(&plain(&standard), &mut gradient);
        let rate = 0.1 * (1.0 - step as f64 / (STEPS as f64 + 1.0));
        for c in 0..columns {
            let shrink = if free == Some(c) { 0.0 } else { ridge * standard[c] };
            let g = gradient[c] / spread[c] + shrink;
            first[c] = 0.9 * first[c] + 0.1 * g;
            second[c] = 0.999 * second[c] + 0.001 * g * g;
            let (m, v) = (
                first[c] / (1.0 - 0.9f64.powi(step as i32)),
                second[c] / (1.0 - 0.999f64.powi(step as i32)),
            );
            standard[c] -= rate * m / (v.sqrt() + 1e-9);
        }
    }
    plain(&standard)
}
