use super::*;
use serde_json::json;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// Lines of `seconds kind [word]`.
fn log(inbox: &str, text: &str) -> Logged {
    let event = |line: &str| {
        let mut words = line.split_whitespace();
        let when: i64 = words.next().unwrap().parse().unwrap();
        let kind = words.next().unwrap();
        let word = words.next().unwrap_or_default();
        let (kind, body) = match kind {
            "waits" => ("people.waiting", json!({ "topic": word })),
            "taken" => (
                "conversation.assigned",
                json!({"by": {"id": word, "name": word.to_uppercase()}}),
            ),
            "missed" => ("people.missed", json!({})),
            "says" => ("message.created", json!({"author": "human_agent", "text": "."})),
            "hears" => ("message.created", json!({"author": "contact", "text": "."})),
            "reasks" => ("people.reasked", json!({})),
            "uses" => ("people.suggestion_used", json!({ "use": word })),
            "resolved" => ("conversation.resolved", json!({})),
            "outcome" => ("people.resolved", json!({ "outcome": word })),
            "back" => ("conversation.handed_back", json!({})),
            "reopened" => ("conversation.reopened", json!({})),
            "rated" => ("conversation.rated", json!({"stars": word.parse::<i64>().unwrap()})),
            other => panic!("{other}"),
        };
        LoggedEvent {
            kind: kind.into(),
            at: at(when),
            body,
        }
    };
    Logged {
        inbox: inbox.into(),
        events: text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(event)
            .collect(),
    }
}

fn day() -> Vec<Logged> {
    vec![
        log(
            "main",
            "0 hears
             10 waits refunds
             40 taken tom
             70 says
             80 reasks
             90 hears
             100 uses accepted
             100 says
             110 resolved
             110 outcome solved
             120 rated 2
             130 rated 5",
        ),
        log(
            "main",
            "20 waits
             80 missed
             90 taken ada
             95 taken tom
             100 says
             200 resolved
             200 outcome solved
             1000 reopened
             1010 taken tom
             1020 says
             1030 resolved
             1030 outcome not_solved",
        ),
        log("other", "50 waits\n500 back\n600 waits refunds"),
    ]
}

#[test]
fn figures_follow_from_the_log_and_their_definitions() {
    let report = report(&day(), at(0), at(100_000), GroupBy::Inbox);
    let total = &report.total;
    assert_eq!((total.handoffs, total.taken, total.missed), (5, 3, 1));
    assert_eq!((total.abandoned, total.resolved), (1, 3));
    assert_eq!(
        total.speed_of_answer_s,
        Mean {
            mean: Some(100.0 / 3.0),
            median: Some(30.0),
            p90: Some(70.0),
            count: 3
        }
    );
    assert_eq!(total.first_response_s.count, 3);
    assert_eq!(total.resolution_s.p90, Some(180.0));
    assert_eq!(
        total.first_contact_resolution,
        Share {
            share: Some(1.0 / 3.0),
            of: 3,
            hits: 1
        }
    );
    assert_eq!((total.csat.of, total.csat.hits, total.csat.mean), (1, 1, Some(5.0)));
    assert_eq!(
        total.reasked,
        Share {
            share: Some(0.25),
            of: 4,
            hits: 1
        }
    );
    assert_eq!(
        total.suggestions,
        Suggestions {
            accepted: 1,
            edited: 0,
            discarded: 0
        }
    );
    assert_eq!(total.chats_per_agent, Some(1.5));
    assert_eq!(total.concurrency_peak, 2);
    let keys: Vec<&str> = report.groups.iter().map(|g| g.key.as_str()).collect();
    assert_eq!(keys, ["main", "other"]);
    assert_eq!(report.groups[1].figures.abandoned, 1);
}

#[test]
fn groups_are_days_topics_and_agents() {
    let keys = |by| {
        let report = report(&day(), at(0), at(100_000), by);
        let key = |g: &FigureGroup| format!("{}:{}:{}", g.key, g.name, g.figures.handoffs);
        report.groups.iter().map(key).collect::<Vec<_>>()
    };
    assert_eq!(keys(GroupBy::Topic), ["::3", "refunds:refunds:2"]);
    assert_eq!(keys(GroupBy::Agent), ["::2", "ada:ADA:1", "tom:TOM:2"]);
    assert_eq!(keys(GroupBy::Day), ["2027-01-15:2027-01-15:5"]);
}

#[test]
fn a_handoff_counts_when_it_began_and_nothing_counts_twice() {
    let of = |from, to| report(&day(), at(from), at(to), GroupBy::Day).total.handoffs;
    assert_eq!((of(0, 20), of(20, 100_000), of(100_000, 200_000)), (1, 4, 0));
    let empty = report(&[], at(0), at(1), GroupBy::Day).total;
    assert_eq!(
        (empty.csat.share, empty.chats_per_agent, empty.concurrency_peak),
        (None, None, 0)
    );
}

#[test]
fn every_figure_is_defined_in_words() {
    let total = report(&[], at(0), at(1), GroupBy::Day).total;
    let json = serde_json::to_value(total).unwrap();
    let mut fields: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let mut defined: Vec<&str> = DEFINITIONS.iter().map(|(name, _)| *name).collect();
    fields.sort_unstable();
    defined.sort_unstable();
    assert_eq!(fields, defined);
}
