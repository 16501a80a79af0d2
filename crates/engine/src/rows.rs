//! Vectors of a byte a dimension, and their dot products: what a turn computes most of after the embedding.

use std::ops::Range;

/// What a value of 1 is stored as.
const ONE: f32 = 127.0;
/// What a value of 1 of a vector compared in full is taken as. A sum of products with a row, both of unit length, is at most
/// `127 × 32,767` and so fits 32 bits, whatever the dimensions.
const ONE_IN_FULL: f32 = 32_767.0;

/// Vectors of unit length, row after row, each value stored in a byte: `value / 127`. A dot product of two such vectors
/// is off by less than 0.005.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Values of a row; 0 where there are no rows.
    pub dimensions: usize,
    /// `rows × dimensions` values.
    pub values: Vec<i8>,
}

impl Rows {
    /// Stores rows of one length.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = &'a [f32]>) -> Self {
        let mut stored = Self::default();
        for row in rows {
            stored.dimensions = row.len();
            let bytes = row.iter().map(|v| (v * ONE).round().clamp(-ONE, ONE) as i8);
            stored.values.extend(bytes);
        }
        stored
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.dimensions).unwrap_or(0)
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The cosine of every row with another set's row, in order.
    pub fn cosines(&self, query: &[i8]) -> Vec<f32> {
        let query: Vec<i16> = query.iter().map(|&v| i16::from(v)).collect();
        dots(&self.values, self.dimensions, &query, ONE * ONE)
    }

    /// The cosine of some rows, in order, with a vector that is not rounded to bytes: off by less than 0.0001 from what it is
    /// with the rows' values as they are stored.
    pub fn cosines_in_full(&self, rows: Range<usize>, vector: &[f32]) -> Vec<f32> {
        let whole = |v: &f32| (v * ONE_IN_FULL).round().clamp(-ONE_IN_FULL, ONE_IN_FULL) as i16;
        let query: Vec<i16> = vector.iter().map(whole).collect();
        let values = self
            .values
            .get(rows.start * self.dimensions..rows.end * self.dimensions);
        dots(values.unwrap_or(&[]), self.dimensions, &query, ONE * ONE_IN_FULL)
    }

    /// One row.
    pub fn row(&self, at: usize) -> &[i8] {
        self.values
            .get(at * self.dimensions..(at + 1) * self.dimensions)
            .unwrap_or(&[])
    }
}

/// Values that are multiplied at a time. The compiler makes of 32 what it should (16-bit products summed in pairs); of 16, 64
/// or all at once something that takes twice as long (Zen 3, no more than SSE2: 24 ns for 384 values, against 90 one by one).
const LANES: usize = 32;

/// The dot product of each row with a query, divided by what 1 is.
fn dots(rows: &[i8], dimensions: usize, query: &[i16], one: f32) -> Vec<f32> {
    let (query, last) = query.as_chunks::<LANES>();
    let product = |row: &[i8]| {
        let (row, rest) = row.as_chunks::<LANES>();
        let whole: i32 = query.iter().zip(row).map(|(query, row)| lanes(query, row)).sum();
        let rest = last.iter().zip(rest).map(|(&x, &y)| i32::from(x) * i32::from(y));
        (whole + rest.sum::<i32>()) as f32 / one
    };
    rows.chunks_exact(dimensions.max(1)).map(product).collect()
}

#[inline]
fn lanes(query: &[i16; LANES], row: &[i8; LANES]) -> i32 {
    let mut wide = [0i16; LANES];
    wide.iter_mut()
        .zip(row)
        .for_each(|(wide, &value)| *wide = i16::from(value));
    query
        .iter()
        .zip(&wide)
        .map(|(&x, &y)| i32::from(x) * i32::from(y))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cosine_of_stored_rows_is_that_of_the_vectors_but_for_rounding() {
        let check = |dimensions: usize| {
            let vector = |seed: usize| {
                let odd = 2_654_435_761u32.wrapping_mul(2 * seed as u32 + 1);
                let mixed = |at: usize| (at as u32 + 1).wrapping_mul(odd) >> 8;
                let values = (0..dimensions).map(|at| mixed(at) as f32 / (1 << 23) as f32 - 1.0);
                let values: Vec<f32> = values.collect();
                let length = values.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
                values.into_iter().map(|v| v / length).collect::<Vec<f32>>()
            };
            let vectors: Vec<Vec<f32>> = (0..7).map(vector).collect();
            let rows = Rows::from_rows(vectors.iter().map(Vec::as_slice));
            let query = vector(9);
            let bytes = Rows::from_rows([query.as_slice()]);
            let expect = |row: &Vec<f32>| row.iter().zip(&query).map(|(a, b)| a * b).sum::<f32>();
            let stored = |at: usize| {
                let row = rows.row(at).iter().zip(&query);
                row.map(|(&a, b)| f32::from(a) / ONE * b).sum::<f32>()
            };
            let (cosines, in_full) = (rows.cosines(bytes.row(0)), rows.cosines_in_full(2..7, &query));
            assert_eq!((cosines.len(), in_full.len()), (7, 5));
            for (at, row) in vectors.iter().enumerate() {
                assert!((cosines[at] - expect(row)).abs() < 0.015, "{at} of {dimensions}");
            }
            for (at, cosine) in in_full.iter().enumerate() {
                assert!((cosine - stored(at + 2)).abs() < 1e-4, "{at} of {dimensions}");
            }
        };
        [1, 2, 16, 128, 384, 387].into_iter().for_each(check);
    }

    #[test]
    fn the_longest_vectors_overflow_nothing_and_no_rows_have_no_cosines() {
        let most = Rows::from_rows([[1.0f32, -1.0].as_slice()]);
        assert_eq!(most.cosines_in_full(0..1, &[1.0, -1.0]), [2.0]);
        assert!(Rows::default().cosines(&[1, 2]).is_empty());
        assert!(most.cosines_in_full(0..9, &[1.0, 0.0]).is_empty());
    }
}
