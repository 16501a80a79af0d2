//! Two texts laid beside each other.

/// The longest common subsequence of two lists, as pairs of places in order.
pub(crate) fn in_step<T>(own: &[T], other: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    let mut longest = vec![0_u16; (own.len() + 1) * width];
    for at in (0..own.len()).rev() {
        for beside in (0..other.len()).rev() {
            let here = at * width + beside;
            longest[here] = if same(&own[at], &other[beside]) {
                longest[here + width + 1] + 1
            } else {
                longest[here + width].max(longest[here + 1])
            };
        }
    }
    let (mut at, mut beside, mut pairs) = (0, 0, Vec::new());
    while at < own.len() && beside < other.len() {
        let here = at * width + beside;
        if same(&own[at], &other[beside]) {
            pairs.push((at, beside));
            (at, beside) = (at + 1, beside + 1);
        } else if longest[here + width] >= longest[here + 1] {
            at += 1;
        } else {
            beside += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::in_step;

    #[test]
    fn as_many_as_there_can_be_in_order() {
        let check = |own: &str, other: &str, expect: &[(usize, usize)]| {
            let (own, other): (Vec<&str>, Vec<&str>) = (own.split(' ').collect(), other.split(' ').collect());
            assert_eq!(in_step(&own, &other, |a, b| a == b), expect);
        };
        check("a b c d", "a x c d", &[(0, 0), (2, 2), (3, 3)]);
        check("a b", "b a", &[(1, 0)]);
        check("a", "b", &[]);
    }
}
