//! A case to read: question, reply, evidence and trace.

use super::axis::Axis;
use super::chart::{bar, line, svg};
use super::figures::{beginning, percent, probability};
use super::html::Html;
use super::loudest::{Averages, Loud};
use super::scored::is_given;
use crate::results::{CaseResult, TurnResult, Weighed};

/// Characters shown of a question, a reply, a passage, and of anything short.
const QUESTION: usize = 600;
const REPLY: usize = 1500;
const QUOTE: usize = 400;
const SHORT: usize = 160;

/// Writes it, folded; `aside` is what to see of it when folded, such as what is wrong.
pub(super) fn write(html: &mut Html, case: &CaseResult, averages: &Averages, aside: &str, open: bool) {
    let mut attributes = vec![("class", "case")];
    if open {
        attributes.push(("open", ""));
    }
    html.inside("details", &attributes, |html| {
        html.inside("summary", &[], |html| {
            let sure = case.confidence.map_or("–".to_owned(), probability);
            html.element("span", &[("class", "sure")], &sure);
            html.inside("span", &[("class", "about")], |html| {
                let title = case.turn.as_ref().map_or(case.id.as_str(), |t| t.question.as_str());
                html.element("span", &[("class", "question")], &beginning(title, SHORT));
                html.element("span", &[("class", "aside")], &beginning(aside, SHORT));
            });
        });
        html.inside("dl", &[], |html| {
            match &case.turn {
                Some(turn) => of_turn(html, case, turn, averages),
                None => entry(html, "Result", |html| {
                    html.element("p", &[("class", "said")], &beginning(&case.explanation, REPLY));
                }),
            }
            if !case.transcript.is_empty() {
                entry(html, "Conversation", |html| {
                    for line in &case.transcript {
                        html.element("p", &[("class", "said")], &beginning(line, REPLY));
                    }
                });
            }
            entry(html, "Case", |html| identity(html, case));
        });
    });
}

/// What to see of a case when it is folded: what is wrong with a reply that was given, else what took its place.
pub(super) fn aside(case: &CaseResult) -> String {
    match &case.turn {
        Some(turn) if !is_given(turn) => {
            let reason = turn.reason.replace('_', " ");
            format!("{} ({reason}), expected {}", turn.outcome, turn.expected)
        }
        _ => fault(case).to_owned(),
    }
}

/// What is wrong with a reply, as its explanation says.
pub(super) fn fault(case: &CaseResult) -> &str {
    let wrong = case.explanation.rsplit_once("; wrong: it ");
    wrong.map_or(case.explanation.as_str(), |(_, fault)| fault)
}

fn entry(html: &mut Html, name: &'static str, content: impl FnOnce(&mut Html)) {
    html.element("dt", &[], name);
    html.inside("dd", &[], content);
}

fn identity(html: &mut Html, case: &CaseResult) {
    html.element("code", &[], &beginning(&case.id, SHORT));
    if case.group != case.id && !case.group.is_empty() {
        html.text(" of the group ");
        html.element("code", &[], &beginning(&case.group, SHORT));
    }
    if !case.tags.is_empty() {
        html.text(&format!(" · {}", beginning(&case.tags.join(", "), SHORT)));
    }
}

fn of_turn(html: &mut Html, case: &CaseResult, turn: &TurnResult, averages: &Averages) {
    if turn.question.chars().count() > SHORT {
        entry(html, "Question", |html| {
            html.element("p", &[("class", "said")], &beginning(&turn.question, QUESTION));
        });
    }
    entry(html, "Outcome", |html| {
        html.text("expected ");
        html.element("b", &[], &turn.expected);
        html.text(", got ");
        html.element("b", &[], &turn.outcome);
        html.text(&format!(" ({})", turn.reason.replace('_', " ")));
        if let Some(topic) = &turn.topic {
            html.text(&format!(" · topic {topic}"));
        }
    });
    entry(html, "Reply", |html| {
        html.element("blockquote", &[("class", "said")], &beginning(&turn.reply, REPLY));
    });
    entry(html, "Judged", |html| {
        html.text(&beginning(&case.explanation, QUESTION))
    });
    entry(html, "Evidence", |html| evidence(html, turn));
    if !turn.proposals.is_empty() {
        entry(html, "Proposals", |html| proposals(html, turn));
    }
    let loudest = averages.loudest(turn);
    if !loudest.is_empty() {
        entry(html, "Spoke loudest", |html| loud(html, &loudest));
    }
}

fn proposals(html: &mut Html, turn: &TurnResult) {
    let said: Vec<String> = turn
        .proposals
        .iter()
        .map(|(kind, p)| format!("{kind} {}", probability(*p)))
        .collect();
    html.text(&said.join(" · "));
}

fn evidence(html: &mut Html, turn: &TurnResult) {
    if turn.evidence.is_empty() {
        html.text("None was found.");
    } else {
        html.inside("ol", &[("class", "evidence")], |html| {
            turn.evidence
                .iter()
                .for_each(|e| passage(html, e, turn.wanted.contains(&e.article)));
        });
    }
    let found = |wanted: &&String| turn.evidence.iter().any(|e| e.article == **wanted);
    let missing: Vec<&str> = turn.wanted.iter().filter(|w| !found(w)).map(String::as_str).collect();
    if turn.wanted.is_empty() {
        html.element("p", &[("class", "dim")], "No article is expected: none answers it.");
    } else if !missing.is_empty() {
        let missing = format!("Expected, too, and not among the best: {}", missing.join(", "));
        html.element("p", &[("class", "dim")], &beginning(&missing, QUOTE));
    }
}

fn passage(html: &mut Html, passage: &Weighed, wanted: bool) {
    html.inside("li", if wanted { &[("class", "wanted")] } else { &[] }, |html| {
        html.inside("p", &[("class", "source")], |html| {
            html.element("span", &[("class", "weight")], &percent(passage.score));
            html.element("code", &[], &beginning(&passage.article, SHORT));
            if !passage.heading.is_empty() {
                html.text(&format!(" › {}", beginning(&passage.heading, SHORT)));
            }
            if wanted {
                html.element("mark", &[], "✓ expected");
            }
        });
        html.element("p", &[("class", "said")], &beginning(&passage.quote, QUOTE));
    });
}

/// A row a feature, with a bar to the right for what speaks for the proposal and to the left for what speaks against it.
fn loud(html: &mut Html, loudest: &[Loud<'_>]) {
    let most = loudest.iter().map(|l| l.odds.abs()).fold(1.0, f64::max);
    let x = Axis {
        values: (-most, most),
        pixels: (0.0, 160.0),
    };
    html.inside("table", &[("class", "loud")], |html| {
        for feature in loudest {
            html.inside("tr", &[], |html| {
                html.element("td", &[], &feature.name.replace('_', " "));
                html.element("td", &[("class", "n")], &format!("{:.2}", feature.value));
                html.inside("td", &[], |html| {
                    let class = if feature.odds > 0.0 { "for" } else { "against" };
                    svg(html, "odds", (160.0, 12.0), class, |html| {
                        bar(html, class, (x.at(0.0), 1.0), (x.at(feature.odds), 11.0), "");
                        line(html, "axis", (x.at(0.0), 0.0), (x.at(0.0), 12.0));
                    });
                });
                html.element("td", &[("class", "n")], &format!("{:+.1}", feature.odds));
            });
        }
    });
    html.element("p", &[("class", "dim")], "Value, and log odds for (+) or against (−) what was proposed, against the suite's average case, by the shipped weights.");
}
