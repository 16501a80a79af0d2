//! From values to pixels, with round ticks.

/// From values to pixels; what lies outside is drawn at the edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    /// Values at the ends.
    pub values: (f64, f64),
    /// Pixels at the ends.
    pub pixels: (f64, f64),
}

impl Axis {
    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        let along = if high > low { (value - low) / (high - low) } else { 0.0 };
        self.pixels.0 + along.clamp(0.0, 1.0) * (self.pixels.1 - self.pixels.0)
    }

    /// Round values within, about so many: steps of 1, 2 or 5 times a power of ten.
    pub fn ticks(&self, about: usize) -> Vec<f64> {
        let (low, high) = self.values;
        let rough = (high - low) / about.max(1) as f64;
        if !rough.is_finite() || rough <= 0.0 {
            return vec![low];
        }
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|s| s * power)
            .find(|s| *s >= rough * 0.999)
            .unwrap_or(power);
        let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
        (first..=last).map(|at| at as f64 * step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: (f64, f64), about: usize, expect: &[f64]) {
        let axis = Axis {
            values,
            pixels: (0.0, 100.0),
        };
        let ticks = axis.ticks(about);
        assert_eq!(ticks.len(), expect.len(), "{ticks:?}");
        assert!(ticks.iter().zip(expect).all(|(a, b)| (a - b).abs() < 1e-9), "{ticks:?}");
    }

    #[test]
    fn ticks_are_round() {
        check((0.0, 1.0), 5, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check((0.0, 0.13), 5, &[0.0, 0.05, 0.1]);
        check((0.0, 37.0), 4, &[0.0, 10.0, 20.0, 30.0]);
        check((0.5, 0.5), 4, &[0.5]);
        check((0.0, f64::NAN), 4, &[0.0]);
    }

    #[test]
    fn what_lies_outside_is_drawn_at_the_edge() {
        let axis = Axis {
            values: (0.0, 1.0),
            pixels: (100.0, 0.0),
        };
        assert_eq!([axis.at(0.25), axis.at(7.0), axis.at(-1.0)], [75.0, 0.0, 100.0]);
    }
}
