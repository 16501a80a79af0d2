//! The packet for reading elsewhere than in the console: in a letter, a ticket, a chat of colleagues.

use super::{Handoff, line};
use crate::guide::{Guide, StepReport};
use crate::ids::GuideId;

/// The packet in Markdown; `guide` gives the words of a guide, where it is still there.
pub(super) fn markdown<'a>(packet: &Handoff, guide: &dyn Fn(&GuideId) -> Option<&'a Guide>) -> String {
    let mut lines = vec![
        format!("# Handoff: {}", packet.reason.in_words()),
        String::new(),
        inert(&line(&packet.summary)),
        String::new(),
    ];
    if let Some(matter) = &packet.matter {
        lines.extend([inert(&line(matter)), String::new()]);
    }
    for (heading, items) in sections(packet, guide) {
        if !items.is_empty() {
            lines.push(format!("## {heading}"));
            lines.extend(items.iter().map(|item| format!("- {}", inert(&line(item)))));
            lines.push(String::new());
        }
    }
    if let Some(reply) = &packet.suggested_reply {
        lines.push("## Suggested reply".to_owned());
        lines.extend(reply.lines().map(inert));
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// The lists, each item a line.
fn sections<'a>(packet: &Handoff, guide: &dyn Fn(&GuideId) -> Option<&'a Guide>) -> [(&'static str, Vec<String>); 9] {
    let flags = packet.flags.iter();
    let contact = &packet.contact;
    let contact = [
        ("Name", &contact.name),
        ("Account", &contact.account),
        ("Plan", &contact.plan),
        ("Role", &contact.role),
        ("E-mail", &contact.email),
    ];
    let known = contact.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let page = packet.page.iter().map(|p| match (p.title.as_str(), p.route.as_str()) {
        (title, "") => title.to_owned(),
        ("", route) => route.to_owned(),
        (title, route) => format!("{title} ({route})"),
    });
    let files = packet.files.iter();
    let errors = packet.errors.iter().map(|e| match &e.code {
        Some(code) => format!("{code}: {}", e.text),
        None => e.text.clone(),
    });
    let events = packet.events.iter();
    let evidence = packet.evidence.iter().map(|e| {
        let heading = if e.heading.is_empty() {
            String::new()
        } else {
            format!(" > {}", e.heading)
        };
        format!("{:.0} % {}{heading}: {}", e.score * 100.0, e.title, e.quote)
    });
    [
        (
            "Handle with care",
            flags
                .map(|f| format!("{}: {} ({})", f.place.in_words(), f.quote, f.why))
                .collect(),
        ),
        (
            "Contact",
            known.map(|(name, value)| format!("{name}: {value}")).collect(),
        ),
        ("Page", page.collect()),
        (
            "Files and screenshots",
            files
                .map(|f| format!("{} ({}, {} kB)", f.name, f.media_type, f.bytes.div_ceil(1000)))
                .collect(),
        ),
        ("Errors seen", errors.collect()),
        (
            "Recent events",
            events.map(|e| format!("{}: {}", e.kind.in_words(), e.text)).collect(),
        ),
        (
            "Steps tried",
            packet
                .tried
                .iter()
                .map(|report| step(report, guide(&report.guide)))
                .collect(),
        ),
        ("Already answered", packet.answered.clone()),
        ("Evidence weighed", evidence.collect()),
    ]
}

/// A step in the guide's own words, with the ids that settle which one it was.
fn step(report: &StepReport, guide: Option<&Guide>) -> String {
    let ids = format!("{} / {}", report.guide, report.step);
    let instruction = guide
        .and_then(|g| g.steps.iter().find(|s| s.id == report.step))
        .map(|s| s.instruction.as_str());
    let name = match (guide, instruction) {
        (Some(guide), Some(instruction)) => format!("{}, \u{201c}{instruction}\u{201d} ({ids})", guide.title),
        _ => ids,
    };
    let reason = report.reason.as_deref().map_or_else(String::new, |r| format!(" ({r})"));
    format!("{name}: {}{reason}", report.outcome.in_words())
}

/// Text of others as Markdown that links nowhere, loads nothing, begins no heading and shows every character that it has.
fn inert(text: &str) -> String {
    let text = crate::injection::visible(text);
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins = at == 0 && matches!(c, '#' | '>');
        if begins || matches!(c, '\\' | '[' | ']' | '<' | '`') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_others_is_never_markup() {
        assert_eq!(inert("![x](y) <b> `c` \\"), "!\\[x\\](y) \\<b> \\`c\\` \\\\");
        assert_eq!(inert("## Contact"), "\\## Contact");
        assert_eq!(inert("#1 of # all"), "\\#1 of # all");
    }
}
