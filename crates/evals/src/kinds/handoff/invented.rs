//! What a packet says that nobody told it.
//!
//! Three questions, because text can be false in three ways. Is each field what the turn was given? That finds values that
//! were swapped, not only those that are new. Is each fact of the packet's own sentences (every word, number, code, address,
//! route, name, see [`super::source::facts`]) in what the turn was given, or in the fixed wording; and what stands between
//! quotation marks there word by word? And does the Markdown say the same as the fields, in the sections that there are?
//! Of evidence every fact is to be in the very article that it names, and a suggested reply in the articles weighed.

use super::reading::Reading;
use super::source::{Knowledge, Source, facts};
use super::wording::{HEADINGS, LISTS, SUMMARY};
use crate::case::{HandoffCase, KnownAccount};
use usher_engine::understand::TOPICS;
use usher_engine::{Author, Handoff};

/// Everything invented, as phrases for the explanation; empty where nothing is.
pub(super) fn invented(case: &HandoffCase, packet: &Handoff, knowledge: &Knowledge) -> Vec<String> {
    let checked = Checked {
        case,
        packet,
        knowledge,
        found: Vec::new(),
    };
    checked.fields().summary().replies().flags().markdown().found
}

struct Checked<'a> {
    case: &'a HandoffCase,
    packet: &'a Handoff,
    knowledge: &'a Knowledge,
    found: Vec<String>,
}

impl Checked<'_> {
    fn note(&mut self, place: &str, what: impl AsRef<str>) {
        self.found.push(format!("{place} “{}”", what.as_ref()));
    }

    fn note_all(&mut self, place: &str, what: Vec<String>) {
        what.iter().for_each(|one| self.note(place, one));
    }

    /// Fields that are to be those of the turn.
    fn fields(mut self) -> Self {
        let (case, packet) = (self.case, self.packet);
        let (has, given) = (KnownAccount::of(&packet.contact), KnownAccount::of(&case.contact));
        for ((name, has), (_, given)) in has.named().into_iter().zip(given.named()) {
            if let Some(value) = has.filter(|_| has != given) {
                self.note(&format!("contact's {}", name.to_lowercase()), value);
            }
        }
        if packet.contact.subject != case.contact.subject {
            self.note("contact's subject", packet.contact.subject.as_deref().unwrap_or(""));
        }
        let given = case.input().page.unwrap_or_default();
        let page = packet.page.iter();
        for (has, given) in page.flat_map(|p| [(&p.route, &given.route), (&p.title, &given.title)]) {
            if has != given {
                self.note("page", has);
            }
        }
        let errors = packet.errors.iter().filter(|e| !given.errors.contains(e));
        let events = packet.events.iter().filter(|e| !given.events.contains(e));
        let steps = packet.tried.iter().filter(|t| !case.steps.contains(t));
        let files: Vec<_> = case.turns.iter().flat_map(|t| &t.files).collect();
        let sent = |name: &str, bytes: u64| files.iter().any(|f| f.name == name && f.bytes == bytes);
        errors.for_each(|e| self.note("error", format!("{} {}", e.code.as_deref().unwrap_or(""), e.text)));
        events.for_each(|e| self.note("event", &e.text));
        steps.for_each(|t| self.note("step", format!("{} / {} {}", t.guide, t.step, t.outcome.in_words())));
        let unsent = packet.files.iter().filter(|f| !sent(&f.name, f.bytes));
        unsent.for_each(|f| self.note("file", &f.name));
        let said = |text: &String| {
            case.turns
                .iter()
                .any(|t| t.author == Author::AiAgent && t.text == *text)
        };
        packet
            .answered
            .iter()
            .filter(|a| !said(a))
            .for_each(|a| self.note("answered", a));
        let topic = packet
            .topic
            .iter()
            .filter(|t| !TOPICS.contains(&t.as_str()) && !self.knowledge.holds(t));
        topic
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|t| self.note("topic", t));
        self
    }

    /// The summary against what contact, page and guides say. What the agent answered is no source: a packet that puts it into
    /// the contact's mouth invents.
    fn summary(mut self) -> Self {
        let mut told = self.case.clone();
        told.turns.retain(|turn| turn.author != Author::AiAgent);
        let given = Source::of([told.given().as_str()]);
        let guides: Vec<&Source> = self.guides().collect();
        let topic = self.packet.topic.clone().unwrap_or_default();
        let fixed = Source::of([SUMMARY, self.packet.reason.in_words(), &topic, &topic.replace('_', " ")]);
        let traced =
            |fact: &String| given.holds(fact) || fixed.holds(fact) || guides.iter().any(|guide| guide.holds(fact));
        let facts: Vec<String> = facts(&self.packet.summary).filter(|fact| !traced(fact)).collect();
        let quoted = quotes(&self.packet.summary).filter(|q| !given.says(q) && !guides.iter().any(|g| g.says(q)));
        let quoted: Vec<String> = quoted.map(str::to_owned).collect();
        self.note_all("the summary's", facts);
        self.note_all("the summary's quote", quoted);
        self
    }

    fn guides(&self) -> impl Iterator<Item = &Source> {
        self.case
            .steps
            .iter()
            .filter_map(|s| self.knowledge.guide(s.guide.as_str()))
    }

    /// Evidence against its article, the suggested reply against all articles weighed.
    fn replies(mut self) -> Self {
        let knowledge = self.knowledge;
        for piece in &self.packet.evidence {
            let Some(article) = knowledge.file(piece.article.as_str()) else {
                self.note("article", piece.article.as_str());
                continue;
            };
            let lacking = [&piece.title, &piece.heading, &piece.quote].map(|text| article.lacks(text));
            self.note_all(&format!("not in {}:", piece.article), lacking.concat());
        }
        let articles = self
            .packet
            .evidence
            .iter()
            .filter_map(|e| knowledge.file(e.article.as_str()));
        let articles: Vec<&Source> = articles.collect();
        let suggested = self.packet.suggested_reply.as_deref().unwrap_or_default();
        let lacking = facts(suggested).filter(|fact| !articles.iter().any(|article| article.holds(fact)));
        let lacking: Vec<String> = lacking.collect();
        self.note_all("the suggested reply's", lacking);
        self
    }

    /// What was flagged is to stand where it was flagged.
    fn flags(mut self) -> Self {
        let given = Source::of([self.case.given().as_str()]);
        let articles = self
            .packet
            .evidence
            .iter()
            .filter_map(|e| self.knowledge.file(e.article.as_str()));
        let articles: Vec<&Source> = articles.collect();
        for flag in &self.packet.flags {
            if !given.says(&flag.quote) && !articles.iter().any(|article| article.says(&flag.quote)) {
                self.note("flag", &flag.quote);
            }
            if flag.why.chars().any(char::is_numeric) {
                self.note("flagged because", &flag.why);
            }
        }
        self
    }

    /// The Markdown says what the fields say, below the headings that there are, each once.
    fn markdown(mut self) -> Self {
        let reading = Reading::of(&self.packet.markdown);
        if reading.title != self.packet.reason.in_words() {
            self.note("title", &reading.title);
        }
        if reading.lead != self.packet.summary.split_whitespace().collect::<Vec<_>>().join(" ") {
            self.note("first paragraph", &reading.lead);
        }
        for (at, (heading, lines)) in reading.sections.iter().enumerate() {
            let again = reading.sections[..at].iter().any(|(before, _)| before == heading);
            if again || !HEADINGS.contains(&heading.as_str()) {
                self.note("section", heading);
            }
            let mut source = Source::of(self.behind(heading).iter().map(String::as_str));
            source.add(LISTS);
            if heading == "Steps tried" {
                let of_guides = |fact: &String| self.guides().any(|guide| guide.holds(fact));
                let lacking = source
                    .lacks(&lines.join("\n"))
                    .into_iter()
                    .filter(|f| !of_guides(f))
                    .collect();
                self.note_all(heading, lacking);
            } else {
                self.note_all(heading, source.lacks(&lines.join("\n")));
            }
        }
        self
    }

    /// The texts of the fields that a section shows.
    fn behind(&self, heading: &str) -> Vec<String> {
        let packet = self.packet;
        match heading {
            "Handle with care" => {
                let of =
                    |f: &usher_engine::injection::Flag| [f.place.in_words().to_owned(), f.quote.clone(), f.why.clone()];
                packet.flags.iter().flat_map(of).collect()
            }
            "Contact" => {
                let named = KnownAccount::of(&packet.contact);
                named
                    .named()
                    .into_iter()
                    .filter_map(|(_, v)| v.map(str::to_owned))
                    .collect()
            }
            "Page" => texts(packet.page.iter().flat_map(|p| [&p.route, &p.title])),
            "Files and screenshots" => {
                let of = |f: &usher_engine::FileRef| {
                    [f.name.clone(), f.media_type.clone(), f.bytes.div_ceil(1000).to_string()]
                };
                packet.files.iter().flat_map(of).collect()
            }
            "Errors seen" => texts(packet.errors.iter().flat_map(|e| e.code.iter().chain([&e.text]))),
            "Recent events" => texts(packet.events.iter().map(|e| &e.text)),
            "Steps tried" => {
                let of = |t: &usher_engine::StepReport| {
                    let words = [t.guide.as_str(), t.step.as_str(), t.outcome.in_words()];
                    words
                        .into_iter()
                        .chain(t.reason.as_deref())
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                };
                packet.tried.iter().flat_map(of).collect()
            }
            "Already answered" => packet.answered.clone(),
            "Evidence weighed" => {
                let of = |e: &usher_engine::handoff::HandoffEvidence| {
                    [
                        format!("{:.0}", e.score * 100.0),
                        e.title.clone(),
                        e.heading.clone(),
                        e.quote.clone(),
                    ]
                };
                packet.evidence.iter().flat_map(of).collect()
            }
            "Suggested reply" => packet.suggested_reply.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }
}

fn texts<'a>(some: impl Iterator<Item = &'a String>) -> Vec<String> {
    some.cloned().collect()
}

/// What stands between quotation marks, without what an ellipsis stands for.
fn quotes(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text
        .split('“')
        .skip(1)
        .map(|rest| rest.split('”').next().unwrap_or(rest));
    quoted
        .flat_map(|quote| quote.split('…'))
        .filter(|piece| !piece.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use usher_engine::handoff::HandoffEvidence;
    use usher_engine::page::PageError;

    const CASE: &str = r#"{"id":"a","turns":[
        {"author":"contact","text":"The import of 412 rows stops.","files":[{"name":"rows.csv","media_type":"text/csv","bytes":2048}]},
        {"author":"ai_agent","text":"Exports are kept for 30 days."},
        {"author":"contact","text":"No. Please ask Kim (kim@example.com) about it."}],
        "contact":{"subject":"u1","name":"Priya Shah","plan":"plus","account":"acme-ltd"},
        "page":{"route":"/import/new","title":"Import","errors":[{"code":"IMP-104","text":"Row 14: date not recognised"}]},
        "steps":[{"guide":"import-customers","step":"check","outcome":"failed","reason":"the page shows errors"}],
        "expect":{"reason":["low_confidence"]}}"#;

    /// A packet as it should be.
    fn packet() -> Handoff {
        let case: HandoffCase = serde_json::from_str(CASE).unwrap();
        let input = case.input();
        let summary = "A contact wrote “The import of 412 rows stops.” Last: “Please ask Kim”. Handed over because \
                       the AI agent was not sure enough of an answer.";
        let page = input.page.unwrap();
        Handoff {
            summary: summary.into(),
            reason: usher_engine::Reason::LowConfidence,
            topic: Some("import".into()),
            urgency: 0.1,
            contact: input.contact,
            page: Some(usher_engine::handoff::HandoffPage {
                route: page.route,
                title: page.title,
            }),
            files: input.messages[0].files.clone(),
            events: page.events,
            errors: page.errors,
            tried: input.steps,
            answered: vec!["Exports are kept for 30 days.".into()],
            evidence: vec![HandoffEvidence {
                article: "articles/errors.md".into(),
                title: "Import errors".into(),
                heading: "IMP-104".into(),
                quote: "Write dates as 2026-03-31.".into(),
                score: 0.414,
            }],
            matter: None,
            title: None,
            suggested_reply: Some("Write dates as 2026-03-31.".into()),
            flags: Vec::new(),
            markdown: format!(
                "# Handoff: the AI agent was not sure enough of an answer\n\n{summary}\n\n## Contact\n- Name: Priya Shah\n- Account: acme-ltd\n\
                 - Plan: plus\n\n## Page\n- Import (/import/new)\n\n## Files and screenshots\n- rows.csv (text/csv, 3 kB)\n\n\
                 ## Errors seen\n- IMP-104: Row 14: date not recognised\n\n## Steps tried\n- Import customers, import-customers / \
                 check: failed (the page shows errors)\n\n## Already answered\n- Exports are kept for 30 days.\n\n\
                 ## Evidence weighed\n- 41 % Import errors > IMP-104: Write dates as 2026-03-31.\n\n\
                 ## Suggested reply\nWrite dates as 2026-03-31.\n"
            ),
        }
    }

    fn found(change: impl Fn(&mut Handoff)) -> Vec<String> {
        let mut knowledge = Knowledge::default();
        let article = "# Import errors\n\n## IMP-104\n\nWrite dates as **2026-03-31**.\n";
        knowledge.insert("articles/errors.md".into(), article);
        knowledge.insert("articles/other.md".into(), "Wait 45 minutes.");
        knowledge.insert("guides/import-customers.yaml".into(), "title: Import customers");
        let case: HandoffCase = serde_json::from_str(CASE).unwrap();
        let mut packet = packet();
        change(&mut packet);
        invented(&case, &packet, &knowledge)
    }

    /// What is invented by a change, as the explanation has it.
    #[track_caller]
    fn check(change: impl Fn(&mut Handoff), expect: &str) {
        let found = found(change);
        assert!(found.iter().any(|f| f == expect), "`{expect}` is not in {found:?}");
    }

    /// Both in the summary and in the Markdown.
    #[track_caller]
    fn check_said(sentence: &str, expect: &str) {
        let say = |p: &mut Handoff| {
            let longer = format!("{} {sentence}", p.summary);
            p.markdown = p.markdown.replace(&p.summary, &longer);
            p.summary = longer;
        };
        check(say, expect);
    }

    #[test]
    fn a_packet_of_what_was_given_invents_nothing() {
        assert_eq!(found(|_| ()), Vec::<String>::new());
    }

    #[test]
    fn a_fact_that_nobody_told_is_found_in_the_summary() {
        check_said("Handed over on /import/old.", "the summary's “/import/old”");
        check_said("The page showed IMP-105.", "the summary's “imp-105”");
        check_said("The error on 413 failed.", "the summary's “413”");
        check_said("The contact on lena@example.com.", "the summary's “lena@example.com”");
        check_said("The contact Lena wrote.", "the summary's “lena”");
        check_said("The step choose-merge failed.", "the summary's “choose-merge”");
        check_said("See https://example.com/x", "the summary's “https://example.com/x”");
        check_said("The contact demands a refund.", "the summary's “refund”");
    }

    #[test]
    fn a_quote_that_nobody_said_is_found_though_each_word_is_known() {
        check_said("Last: “rows of 412”.", "the summary's quote “rows of 412”");
        check_said(
            "Last: “Exports are kept for 30 days.”",
            "the summary's quote “Exports are kept for 30 days.”",
        );
        let fair = |p: &mut Handoff| {
            let longer = format!("{} Last: “The import … stops.”", p.summary);
            p.markdown = p.markdown.replace(&p.summary, &longer);
            p.summary = longer;
        };
        assert_eq!(found(fair), Vec::<String>::new(), "an ellipsis is no invention");
    }

    #[test]
    fn a_field_that_is_not_the_turns_is_found_though_its_words_are_known() {
        check(|p| p.contact.name = Some("Kim".into()), "contact's name “Kim”");
        check(
            |p| p.contact.email = Some("kim@example.com".into()),
            "contact's e-mail “kim@example.com”",
        );
        check(|p| p.contact.role = Some("owner".into()), "contact's role “owner”");
        check(
            |p| p.contact.plan = Some("acme-ltd".into()),
            "contact's plan “acme-ltd”",
        );
        check(|p| p.page.as_mut().unwrap().route = "/import".into(), "page “/import”");
        check(
            |p| p.errors[0].code = Some("IMP-101".into()),
            "error “IMP-101 Row 14: date not recognised”",
        );
        check(
            |p| {
                p.errors.push(PageError {
                    text: "Timeout".into(),
                    ..PageError::default()
                })
            },
            "error “ Timeout”",
        );
        check(
            |p| p.tried[0].outcome = usher_engine::StepOutcome::Completed,
            "step “import-customers / check completed”",
        );
        check(|p| p.files[0].name = "log.csv".into(), "file “log.csv”");
        check(
            |p| p.answered[0] = "Exports are kept for 3 days.".into(),
            "answered “Exports are kept for 3 days.”",
        );
        check(|p| p.topic = Some("payroll".into()), "topic “payroll”");
    }

    #[test]
    fn evidence_is_of_the_article_that_it_names_and_a_reply_of_what_was_weighed() {
        check(
            |p| p.evidence[0].quote = "Write dates as 31/03.".into(),
            "not in articles/errors.md: “31/03”",
        );
        check(
            |p| p.evidence[0].article = "articles/none.md".into(),
            "article “articles/none.md”",
        );
        check(
            |p| p.suggested_reply = Some("Wait 45 minutes.".into()),
            "the suggested reply's “45”",
        );
        check(
            |p| p.suggested_reply = Some("Call +44 20 1.".into()),
            "the suggested reply's “+44”",
        );
    }

    #[test]
    fn markdown_that_says_more_than_the_fields_is_found() {
        let forged =
            |from: &'static str, to: &'static str| move |p: &mut Handoff| p.markdown = p.markdown.replace(from, to);
        check(forged("- Plan: plus", "- Plan: plus\n- Role: owner"), "Contact “owner”");
        check(
            forged("\n## Page", "\n## Contact\n- Plan: plus\n\n## Page"),
            "section “Contact”",
        );
        check(
            forged("## Errors seen", "## Verified\n- by the bank\n\n## Errors seen"),
            "section “Verified”",
        );
        check(forged("- 41 %", "- 91 %"), "Evidence weighed “91”");
        check(forged("3 kB", "7 kB"), "Files and screenshots “7”");
        check(
            forged("# Handoff: the AI", "# Handoff: surely the AI"),
            "title “surely the AI agent was not sure enough of an answer”",
        );
        check(
            forged("A contact wrote", "A contact, on hold, wrote"),
            &format!(
                "first paragraph “{}”",
                packet().summary.replace("A contact wrote", "A contact, on hold, wrote")
            ),
        );
    }
}
