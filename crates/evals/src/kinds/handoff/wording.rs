//! The fixed wording of packets: what the engine says by itself, beside what it was given. None of it is a fact of a case,
//! so there is no number, no name and no code in it. A word that the engine says and that is not here counts as invented:
//! whoever changes the wording says so here.

/// Words of the summary, beside the reason's.
pub(super) const SUMMARY: &str = "A contact, a visitor (of plan) wrote: Then: Last: wrote nothing. \
    They sent and others. They are on the page, which last showed the error, after other errors. Their page \
    They followed the guide: completed up to, failed, was skipped, more than once. The contact sounds frustrated. \
    Handed over because";

/// Headings of the Markdown.
pub(super) const HEADINGS: [&str; 10] = [
    "Handle with care",
    "Contact",
    "Page",
    "Files and screenshots",
    "Errors seen",
    "Recent events",
    "Steps tried",
    "Already answered",
    "Evidence weighed",
    "Suggested reply",
];

/// Words of the Markdown's lists, beside the fields' values.
pub(super) const LISTS: &str = "Name: Account: Plan: Role: E-mail: kB went to clicked the product announced";
