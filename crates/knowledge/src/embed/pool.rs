//! From a model's last hidden state to vectors of unit length.

/// The mean of rows, scaled to unit length; zeros without rows.
pub(crate) fn mean<'a>(rows: impl Iterator<Item = &'a [f32]>, dimensions: usize) -> Vec<f32> {
    let mut sum = vec![0.0; dimensions];
    for row in rows {
        sum.iter_mut().zip(row).for_each(|(s, v)| *s += v);
    }
    normalise(&mut sum);
    sum
}

/// Scales a vector to unit length; a zero vector stays as it is.
pub(crate) fn normalise(vector: &mut [f32]) {
    let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    if norm > 1e-9 {
        vector.iter_mut().for_each(|v| *v /= norm);
    }
}
