//! What of a dialogue the mood is read from.

use super::Heard;
use super::manner::{Manner, overlap};
use crate::models::feature_set;

/// A message this likely to be content ends what went badly before it.
const CONTENT: f64 = 0.5;

feature_set! {
    /// What the mood at a message is read from. Cues and tones are probabilities.
    pub struct MoodFeatures {
        /// The cue of anger in the message.
        angry,
        /// The cue of failure in the message.
        failed,
        /// The same, summed over the earlier messages.
        failed_before,
        /// The cue of a solution in the message.
        solved,
        /// The message is fed up with help or product.
        fed_up,
        /// The same, the most of the earlier messages.
        fed_up_before,
        /// The message is content, or takes it well.
        content,
        /// How near the message is to an earlier one: the mean of the greatest cosine and the greatest share of stems.
        asks_again,
        /// How much of the last reply an earlier one said.
        agent_repeats,
        /// Share of the message's content words that nobody said before.
        new_words,
        /// Log of one more than the messages since the last content one.
        stuck,
        /// Phrases that say that something was said or done before, here and earlier, at most 3.
        again_words,
        /// Phrases of thanks, success and apology, at most 3.
        cheer_words,
        /// Whether there is a phrase of who leaves or gives up.
        leaving_words,
        /// Hard words, at most 2.
        hard_words,
        /// Whether it speaks of "you".
        accuses,
        /// Whether it ends in a question and does not speak of "you".
        question,
        /// Negating words, at most 2.
        negations,
        /// How loud it is, times `fed_up`: joy is loud, too.
        loud,
        /// Whether it has an emoji of displeasure.
        sour_emoji,
        /// Log of how much shorter the message is than the earlier ones are in the mean.
        shorter,
        /// Always 1.
        intercept,
    }
}

/// `earlier` and `replies` have the last first.
pub(super) fn features(last: &Heard, earlier: &[Heard], replies: &[Vec<String>]) -> MoodFeatures {
    let manner = &last.manner;
    let fed_up = last.tones.of("fed_up") as f32;
    let most = |of: &dyn Fn(&Heard) -> f32| earlier.iter().map(of).fold(0.0, f32::max);
    let sum = |of: &dyn Fn(&Heard) -> f32| earlier.iter().map(of).sum::<f32>();
    let nearest = most(&|h| cosine(&last.vector, &h.vector));
    let shared = most(&|h| overlap(&manner.stems, &h.manner.stems));
    let said = |stem: &String| {
        earlier
            .iter()
            .map(|h| &h.manner.stems)
            .chain(replies)
            .any(|t| t.contains(stem))
    };
    let new = manner.stems.iter().filter(|s| !said(s)).count();
    let again_before = sum(&|h| h.manner.again.min(2) as f32).min(2.0);
    MoodFeatures {
        angry: last.cues.of("angry") as f32,
        failed: last.cues.of("failed") as f32,
        failed_before: sum(&|h| h.cues.of("failed") as f32),
        solved: last.cues.of("solved") as f32,
        fed_up,
        fed_up_before: most(&|h| h.tones.of("fed_up") as f32),
        content: last.tones.of("content") as f32,
        asks_again: (nearest + shared) / 2.0,
        agent_repeats: repetition(replies),
        new_words: new as f32 / manner.stems.len().max(1) as f32,
        stuck: stuck(last, earlier),
        again_words: (again_before + manner.again.min(2) as f32).min(3.0),
        cheer_words: manner.cheer.min(3) as f32,
        leaving_words: manner.leaving.min(1) as f32,
        hard_words: manner.hard.min(2) as f32,
        accuses: flag(manner.accuses),
        question: flag(manner.question && !manner.accuses),
        negations: manner.negations.min(2) as f32,
        loud: manner.loud * fed_up,
        sour_emoji: flag(manner.sour),
        shorter: shorter(manner, earlier),
        intercept: 1.0,
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Log of one more than the contact's messages, counted back to the last one that was content.
fn stuck(last: &Heard, earlier: &[Heard]) -> f32 {
    let content = |h: &&Heard| h.tones.of("content") > CONTENT || h.cues.of("solved") > CONTENT;
    let run = std::iter::once(last).chain(earlier).take_while(|h| !content(h));
    (1.0 + run.count() as f32).ln()
}

/// Log of how much shorter the last message is than the earlier ones are in the mean.
fn shorter(manner: &Manner, earlier: &[Heard]) -> f32 {
    if earlier.is_empty() {
        return 0.0;
    }
    let mean = earlier.iter().map(|h| h.manner.words as f32).sum::<f32>() / earlier.len() as f32;
    ((1.0 + mean) / (1.0 + manner.words as f32)).ln()
}

/// How much of the last reply an earlier one said, as a share of the shorter of the two.
fn repetition(replies: &[Vec<String>]) -> f32 {
    let Some((last, earlier)) = replies.split_first() else {
        return 0.0;
    };
    earlier.iter().map(|reply| overlap(last, reply)).fold(0.0, f32::max)
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
