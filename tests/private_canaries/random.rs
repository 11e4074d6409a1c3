//! Chance that can be repeated.

/// SplitMix64: <https://prng.di.unimi.it/splitmix64.c>
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    pub(crate) fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// A word that exists nowhere else.
    pub(crate) fn word(&mut self) -> String {
        const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
        std::iter::once("zq".to_owned()).chain((0..10).map(|_| char::from(*self.one(SIGNS)).to_string())).collect()
    }
}
