//! What metrics are called, said in plain words.

use crate::figure::Better;
use crate::metric::{Metric, Metrics};

/// How the values of a metric are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As a percentage.
    Share,
    /// As a number between 0 and 1.
    Score,
    /// As a number of things.
    Count,
}

/// What a reader should know of a metric.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    name: &'static str,
    pub written: Written,
    pub better: Better,
    /// What it says.
    pub says: &'static str,
}

use Better::{Higher, Lower, Neither};
use Written::{Count, Score, Share};

/// A metric of which nothing is known is a number that may go either way.
const UNKNOWN: Named = named("", Score, Neither, "");

/// In the order in which a reader should see them.
const NAMED: [Named; 56] = [
    named(
        "outcome_accuracy",
        Share,
        Higher,
        "cases that ended as they should: answer, guide, question back or person",
    ),
    named(
        "wrong_among_answered",
        Share,
        Lower,
        "answers and guides given that are wrong: what contacts feel",
    ),
    named("answered_share", Share, Neither, "cases that got an answer or a guide"),
    named(
        "answerable_answered",
        Share,
        Higher,
        "cases with an answer that got one",
    ),
    named(
        "must_not_violations",
        Share,
        Lower,
        "cases that forbid a text whose reply holds it",
    ),
    named(
        "resolved",
        Share,
        Higher,
        "contacts who got what they came for, or a person where that was it",
    ),
    named(
        "resolved_by_ai",
        Share,
        Higher,
        "contacts who got what they came for without a person",
    ),
    named(
        "needless_escalations",
        Share,
        Lower,
        "contacts whom the articles answer and who ended with a person",
    ),
    named(
        "wrongly_kept",
        Share,
        Lower,
        "contacts who needed a person and were not handed over",
    ),
    named("escalated", Share, Neither, "conversations that ended with a person"),
    named("turns", Count, Lower, "mean messages of a contact until the end"),
    named(
        "asked_again",
        Count,
        Lower,
        "mean number of times that a contact had to put the same thing again",
    ),
    named(
        "packet_present",
        Share,
        Higher,
        "things known of an escalation that its packet holds",
    ),
    named(
        "packet_invented",
        Share,
        Lower,
        "packets with something that nobody said and no article says",
    ),
    named("packet_page", Share, Higher, "packets that name the page, where known"),
    named(
        "packet_goal",
        Share,
        Higher,
        "packets whose summary says what the contact wants, where known",
    ),
    named("packet_tried", Share, Higher, "packets with all that was tried"),
    named("packet_errors", Share, Higher, "packets with every error word by word"),
    named(
        "packet_account",
        Share,
        Higher,
        "packets with all that is known of who asks",
    ),
    named("packet_files", Share, Higher, "packets that name every file sent"),
    named("packet_reason", Share, Higher, "packets that give a right reason"),
    named("handed_over", Share, Higher, "escalations that went to a person"),
    named(
        "absent_escalated",
        Share,
        Higher,
        "cases without an answer that went to a person",
    ),
    named(
        "coverage_at_budget",
        Share,
        Higher,
        "cases that can be answered, surest first, within the error budget",
    ),
    named(
        "budget_violations",
        Share,
        Lower,
        "random test halves in which the error budget was not kept",
    ),
    named(
        "citation_hit_at_1",
        Share,
        Higher,
        "cases to be answered whose first article is a right one",
    ),
    named(
        "citation_hit_at_3",
        Share,
        Higher,
        "cases to be answered with a right article among the first 3",
    ),
    named(
        "citation_hit_at_5",
        Share,
        Higher,
        "cases to be answered with a right article among the first 5",
    ),
    named(
        "contains_rate",
        Share,
        Higher,
        "cases to be answered whose reply, given or suggested to a person, says what it should",
    ),
    named(
        "offered_hit",
        Share,
        Higher,
        "questions back that offer a right reading",
    ),
    named(
        "confidence_auroc",
        Score,
        Higher,
        "how often a right proposal is surer than a wrong one; 0.5 is chance",
    ),
    named(
        "accuracy_few",
        Share,
        Higher,
        "messages that got their intent, learned from few examples",
    ),
    named("accuracy_at_1", Share, Higher, "first choices that are right"),
    named(
        "accuracy_at_5",
        Share,
        Higher,
        "cases with a right one among the first 5",
    ),
    named("accuracy", Share, Higher, "cases that got the right class"),
    named("macro_f1", Score, Higher, "F1, the mean over all classes"),
    named("micro_f1", Score, Higher, "F1 over all findings"),
    named(
        "mcc",
        Score,
        Higher,
        "Matthews correlation of truth and guess; 0 is chance",
    ),
    named(
        "oos_auroc",
        Score,
        Higher,
        "how well what is out of scope is told from what is in it; 0.5 is chance",
    ),
    named(
        "oos_recall",
        Share,
        Higher,
        "messages out of scope that were found to be",
    ),
    named(
        "recall_at_fpr",
        Share,
        Higher,
        "found, where so many per cent of the harmless ones may be flagged",
    ),
    named("recall_at", Share, Higher, "relevant articles among the first so many"),
    named(
        "mrr",
        Score,
        Higher,
        "1 / place of the first relevant article, the mean",
    ),
    named(
        "ndcg_at",
        Score,
        Higher,
        "how high the relevant articles stand; 1 is best",
    ),
    named(
        "sentence_hit",
        Share,
        Higher,
        "questions with an answer for which the sentence chosen holds it",
    ),
    named(
        "exact_match",
        Share,
        Higher,
        "questions with an answer for which the value is the answer, word for word",
    ),
    named(
        "answerability_auroc",
        Score,
        Higher,
        "how well questions with an answer are told from those without; 0.5 is chance",
    ),
    named(
        "auroc",
        Score,
        Higher,
        "how often a positive case scores above a negative one; 0.5 is chance",
    ),
    named("f1", Score, Higher, "the harmonic mean of precision and recall"),
    named("precision", Share, Higher, "findings that are right"),
    named(
        "redacted",
        Share,
        Higher,
        "labels whose every letter and digit is within what redaction replaces",
    ),
    named("recall", Share, Higher, "what should be found and was"),
    named("false_positive_rate", Share, Lower, "harmless ones that were flagged"),
    named(
        "ece",
        Score,
        Lower,
        "calibration error: how far confidence is from the share that is right",
    ),
    named("reply_words", Count, Lower, "median words of an answer"),
    named("summary_words", Count, Lower, "median words of a packet's summary"),
];

/// What is known of a metric: by its name, or by the longest name that it goes on from (`recall_iban`).
pub(super) fn about(metric: &str) -> Named {
    let goes_on = |n: &&Named| {
        metric
            .strip_prefix(n.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    let known = NAMED.iter().filter(goes_on).max_by_key(|n| n.name.len());
    known.copied().unwrap_or(UNKNOWN)
}

/// Metrics in the order of reading; those of which nothing is known come last.
pub(super) fn in_order(metrics: &Metrics) -> Vec<(&str, Metric)> {
    let place = |name: &str| {
        NAMED
            .iter()
            .position(|n| n.name == about(name).name)
            .unwrap_or(NAMED.len())
    };
    let mut sorted: Vec<_> = metrics.iter().collect();
    sorted.sort_by_key(|(name, _)| (place(name), *name));
    sorted
}

const fn named(name: &'static str, written: Written, better: Better, says: &'static str) -> Named {
    Named {
        name,
        written,
        better,
        says,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_known_by_its_own_name_or_by_that_which_it_goes_on_from() {
        let check = |metric: &str, expect: &str| assert_eq!(about(metric).name, expect, "{metric}");
        check("recall", "recall");
        check("recall_iban", "recall");
        check("recall_at_fpr_1", "recall_at_fpr");
        check("recall_at_10", "recall_at");
        check("oos_auroc_near", "oos_auroc");
        check("recalled", "");
        check("anything", "");
    }
}
