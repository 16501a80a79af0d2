//! `usher eval simulate`: contacts with a goal against a whole server.

#[path = "../../../llm/tests/scripted/mod.rs"]
mod scripted;

use super::usher::Place;
use scripted::{Script, Scripted};
use serde_json::{Value, json};

const EXPORT: &str = "# Export your data\n\nAn export stays available for 30 days. Only an Owner can start an export.\n\n\
                      ## Start one\n\n1. Open **Settings**.\n2. Choose **Export all**.\n";
const TEAM: &str =
    "# Invite a teammate\n\nOpen **Settings**, then **Team**, and choose **Invite**. An invitation works for 7 days.\n";

fn case(id: &str, says: &[&str], reached: Value) -> Value {
    json!({ "id": id, "persona": { "name": "Kim Ode", "manner": "terse" }, "goal": says[0], "says": says, "reached": reached })
}

/// A suite over two articles with these lines, and a policy that answers what it can.
fn with_suite(lines: &[String]) -> Place {
    let place = Place::new();
    place.write("kb/export.md", EXPORT);
    place.write("kb/team.md", TEAM);
    place.write(
        "talks/suite.toml",
        "name = 'talks'\nkind = 'simulate'\nsplit = 'dev'\ncases = 'cases.jsonl'\nknowledge = '../kb'\n",
    );
    place.write("talks/cases.jsonl", lines.join("\n"));
    place.write("usher.toml", configured(""));
    place
}

fn configured(llm: &str) -> String {
    format!("{llm}[[server.inboxes]]\nkey = 'k'\nanonymous = true\n[server.inboxes.policy]\nanswer_threshold = 0.2\n")
}

fn three() -> Vec<String> {
    let first = case(
        "at-once",
        &["How long does an export stay available?"],
        json!({ "contains": "30 days", "cites": "export.md" }),
    );
    let second = case(
        "second-try",
        &["Who can start an export?", "How long does an invitation work?"],
        json!({ "contains": ["7 days"], "cites": ["team.md"] }),
    );
    let person = case(
        "handed-over",
        &["I want to speak to a real person, please."],
        json!({ "person": true }),
    );
    [first, second, person].map(|line| line.to_string()).to_vec()
}

fn results(place: &Place, file: &str) -> Value {
    let results: Value = serde_json::from_slice(&std::fs::read(place.at(file)).unwrap()).unwrap();
    results["suites"]["talks"].clone()
}

fn named<'a>(suite: &'a Value, id: &str) -> &'a Value {
    let cases = suite["cases"].as_array().unwrap();
    cases.iter().find(|c| c["id"] == id).unwrap()
}

#[test]
fn contacts_are_answered_at_once_at_the_second_try_or_handed_over() {
    let place = with_suite(&three());
    let listed = place.run(&["eval", "list", "talks"]);
    assert!(listed.code == 0 && listed.out.contains("simulate"), "{listed:?}");
    let said = place.run(&["eval", "simulate", "talks", "--json", "talks.json", "--save-baseline"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("talks (simulate, dev, 3 cases)"), "{said:?}");
    let suite = results(&place, "talks.json");
    let figure = |name: &str| {
        let metric = &suite["metrics"][name];
        (metric["value"].as_f64().unwrap(), metric["n"].as_u64().unwrap())
    };
    assert_eq!(figure("resolved"), (1.0, 3), "{:#}", suite["cases"]);
    assert_eq!(figure("resolved_by_ai").1, 3);
    assert!((figure("resolved_by_ai").0 - 2.0 / 3.0).abs() < 1e-9);
    assert!((figure("escalated").0 - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(figure("needless_escalations"), (0.0, 2));
    assert_eq!(figure("wrongly_kept"), (0.0, 1));
    assert!((figure("turns").0 - 4.0 / 3.0).abs() < 1e-9);
    assert!((figure("asked_again").0 - 1.0 / 3.0).abs() < 1e-9);
    let second = named(&suite, "second-try");
    let transcript: Vec<&str> = second["transcript"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap())
        .collect();
    assert_eq!(transcript[0], "contact: Who can start an export?");
    assert!(transcript.contains(&"contact: [not solved]"), "{transcript:#?}");
    assert_eq!(transcript.last(), Some(&"contact: [solved]"));
    assert!(
        second["explanation"]
            .as_str()
            .unwrap()
            .starts_with("got what they came for, after 2 messages")
    );

    let again = place.run(&["eval", "simulate", "talks", "--json", "again.json"]);
    assert_eq!(again.code, 0, "{again:?}");
    let compared = place.run(&["eval", "compare", "talks", "again.json"]);
    assert!(
        compared.code == 0 && compared.out.contains("Nothing got significantly worse."),
        "{compared:?}"
    );
    assert_eq!(results(&place, "again.json")["metrics"], suite["metrics"]);
}

#[test]
fn a_contact_whom_nothing_helps_asks_for_a_person() {
    let line = case(
        "never",
        &["How long does an export stay available?"],
        json!({ "contains": "an eternity" }),
    );
    let place = with_suite(&[line.to_string()]);
    let said = place.run(&["eval", "simulate", "talks", "--json", "talks.json"]);
    assert_eq!(said.code, 0, "{said:?}");
    let suite = results(&place, "talks.json");
    assert_eq!(suite["metrics"]["needless_escalations"]["value"], 1.0);
    let case = named(&suite, "never");
    let why = case["explanation"].as_str().unwrap();
    assert!(
        why.starts_with("gave up and asked for a person, after 2 messages"),
        "{why}"
    );
    assert!(
        case["transcript"].to_string().contains("[asks for a person]"),
        "{case:#}"
    );
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_held() {
    let mut lines = three();
    lines.truncate(1);
    lines.push(case("wants-nothing", &["Hi"], json!({})).to_string());
    lines.push(case("misspelt", &["Hi"], json!({ "contain": "x" })).to_string());
    let place = with_suite(&lines);
    let said = place.run(&["eval", "simulate", "talks"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.out
            .contains("cases.jsonl:2: `reached` wants nothing; give `contains`")
            && said.out.contains("cases.jsonl:3: ")
            && said.out.contains("talks (simulate, dev, 1 cases)"),
        "{said:?}"
    );
    let listed = place.run(&["eval", "list", "talks"]);
    assert!(listed.code == 1 && listed.out.contains("cases.jsonl:2: "), "{listed:?}");
}

#[test]
fn what_cannot_be_held_says_what_to_do() {
    let place = with_suite(&three());
    let none = place.fails(&["eval", "simulate", "talks", "--model"]);
    assert!(none.contains("add an [[llm.endpoints]]"), "{none}");
    let run = place.run(&["eval", "run", "talks"]);
    assert!(
        run.code == 1 && run.out.contains("measure it with `usher eval simulate`"),
        "{run:?}"
    );
    place.write(
        "claims/suite.toml",
        "name = 'claims'\nkind = 'support'\ncases = 'cases.jsonl'\n",
    );
    place.write(
        "claims/cases.jsonl",
        r#"{"id":"a","source":"a","claim":"b","supported":true}"#,
    );
    let other = place.run(&["eval", "simulate", "claims"]);
    assert!(
        other.code == 1
            && other
                .out
                .contains("it is of kind `support`; measure it with `usher eval run`"),
        "{other:?}"
    );
}

#[test]
fn a_model_finds_the_words_and_does_not_judge() {
    let model = Scripted::start(|request| {
        if !request.system().contains("You play a contact") {
            return Script::status(500, json!({}));
        }
        let first = request.user().contains("Write the opening message.");
        let say = match first {
            true => "hey, who may start an export",
            false => "ok, and an invitation, how long does it work?",
        };
        Script::json(&json!({ "say": say, "solved": false, "gives_up": false }))
    });
    let line = three().remove(1);
    let place = with_suite(&[line]);
    place.write(
        "usher.toml",
        configured(&format!(
            "[llm]\nfirst_piece_timeout_ms = 300\nstall_timeout_ms = 300\nbackoff_ms = 10\nattempts = 1\ncircuit_failures = 1000\n\
             [[llm.endpoints]]\nname = 'main'\nurl = '{}'\nmodel = 'scripted'\n",
            model.url()
        )),
    );
    let said = place.run(&["eval", "simulate", "talks", "--model", "--json", "talks.json"]);
    assert_eq!(said.code, 0, "{said:?}");
    let suite = results(&place, "talks.json");
    let case = named(&suite, "second-try");
    let transcript = case["transcript"].as_array().unwrap();
    assert_eq!(transcript[0], "contact: hey, who may start an export", "{case:#}");
    assert!(
        transcript
            .iter()
            .any(|l| l == "contact: ok, and an invitation, how long does it work?"),
        "{case:#}"
    );
    assert_eq!(suite["metrics"]["resolved_by_ai"]["value"], 1.0, "{case:#}");
    let played: Vec<_> = model
        .requests()
        .into_iter()
        .filter(|r| r.system().contains("You play a contact"))
        .collect();
    assert_eq!(played.len(), 2, "the verdict needs no word of the model");
    assert!(played[0].system().contains("terse") && played[1].user().contains("The last reply:"));
    assert!(model.requests().len() > played.len(), "the server has the model, too");
}
