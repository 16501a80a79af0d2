//! What goes out and comes in when all is well.

use crate::desk::{Desk, Ear, TEXT, TIME, call, config, now, priced, well, with_schema};
use crate::scripted::{Act, Script, Scripted};
use secrecy::SecretString;
use usher_engine::{LanguageModel, ModelCall, Tier};
use usher_llm::{Gateway, LlmConfig, Noted};

#[tokio::test]
async fn a_text_is_heard_piece_by_piece_and_returned_whole_with_what_it_took() {
    let server = well();
    let desk = Desk::new(&priced(config(&[&server])));
    let mut ear = Ear::default();
    let written = desk.write(&mut ear).await.unwrap();
    assert_eq!((written.text.as_str(), ear.heard.as_str()), (TEXT, TEXT));
    assert!(ear.pieces > 1);
    let used = written.used;
    assert_eq!((used.tokens_in, used.tokens_out, used.attempts), (100, 6, 1));
    assert_eq!(used.cost_micros, 160, "100 at 1 and 6 at 10");
    assert_eq!((used.model.as_str(), used.endpoint.as_str()), ("scripted-1", "a"));
    assert!(used.first_piece_ms <= used.duration_ms);
}

#[tokio::test]
async fn what_leaves_is_noted_before_and_how_it_ended_after() {
    let server = well();
    let desk = Desk::new(&config(&[&server]));
    let turn = desk.turn(TIME);
    for number in 0..2 {
        turn.write(&call(), &mut Ear::default()).await.unwrap();
        let notes = desk.notes();
        let [Noted::Start(start), Noted::End(end)] = &notes[number * 2..] else {
            panic!("{notes:?}");
        };
        assert_eq!((start.number as usize, end.number as usize), (number, number));
        let sent = &server.requests()[number];
        assert_eq!(
            (start.system.as_str(), start.user.as_str()),
            (sent.system(), sent.user())
        );
        assert_eq!(
            (start.at, start.prompt.as_str(), start.hash.as_str()),
            (now(), "answer", "0a1b")
        );
        assert_eq!((end.outcome, end.used.tokens_out), ("written", 6));
    }
}

#[tokio::test]
async fn a_schema_goes_as_response_format_or_in_words() {
    let server = well();
    for takes in [true, false] {
        let mut config = config(&[&server]);
        config.endpoints[0].schema = takes;
        let desk = Desk::new(&config);
        desk.turn(TIME)
            .write(&with_schema(), &mut Ear::default())
            .await
            .unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.body["response_format"]["type"] == "json_schema", takes);
        assert_eq!(sent.system().contains(r#""properties""#), !takes);
        assert_eq!(desk.starts()[0].system, sent.system());
    }
}

#[tokio::test]
async fn the_key_and_the_models_of_both_tiers_are_sent() {
    let server = well();
    let mut config = config(&[&server]);
    config.endpoints[0].key = Some(SecretString::from("sk-123"));
    config.endpoints[0].small_model = Some("small".into());
    let desk = Desk::new(&config);
    for (tier, model) in [(Tier::Large, "large"), (Tier::Small, "small")] {
        let call = ModelCall { tier, ..call() };
        desk.turn(TIME).write(&call, &mut Ear::default()).await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.body["model"], model);
        assert_eq!(sent.header("authorization"), Some("Bearer sk-123"));
        assert_eq!(
            (sent.method.as_str(), sent.path.as_str()),
            ("POST", "/v1/chat/completions")
        );
    }
}

#[tokio::test]
async fn without_usage_tokens_are_counted_here() {
    let pieces = [Act::Piece("one two three".into()), Act::Finish("stop")];
    let server = Scripted::always(Script::of(pieces));
    let desk = Desk::new(&priced(config(&[&server])));
    let used = desk.write(&mut Ear::default()).await.unwrap().used;
    assert_eq!(used.tokens_out, 3);
    assert!(
        used.tokens_in > 8 && used.cost_micros == u64::from(used.tokens_in) + 30,
        "{used:?}"
    );
}

#[tokio::test]
async fn a_text_that_is_whole_does_not_wait_for_what_never_comes() {
    let late = [Act::Piece("Done.".into()), Act::Finish("stop"), Act::Stall];
    let broken = [
        Act::Piece("Done.".into()),
        Act::Finish("stop"),
        Act::MalformedChunk,
        Act::Drop,
    ];
    for acts in [late.to_vec(), broken.to_vec()] {
        let server = Scripted::always(Script::of(acts));
        let written = Desk::new(&config(&[&server])).write(&mut Ear::default()).await;
        assert_eq!(written.unwrap().text, "Done.");
    }
}

#[tokio::test]
async fn log_probabilities_are_averaged_over_the_tokens() {
    let likely = Act::Likely("a b".into(), vec![-0.5, -0.1]);
    let acts = [
        likely,
        Act::Likely(" c".into(), vec![-0.3]),
        Act::Finish("stop"),
        Act::Done,
    ];
    let server = Scripted::always(Script::of(acts));
    let mut config = config(&[&server]);
    config.endpoints[0].log_probabilities = true;
    let written = Desk::new(&config).write(&mut Ear::default()).await.unwrap();
    assert!((written.log_probability.unwrap() + 0.3).abs() < 1e-9);
    assert_eq!(server.requests()[0].body["logprobs"], true);
}

#[tokio::test]
async fn comments_and_other_vendors_fields_are_passed_over() {
    let other = "data: {\"service_tier\":\"on_demand\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"}}]}\r\n\r\n";
    let script = Script::text(TEXT).after(Act::Raw(other.into())).after(Act::KeepAlive);
    let server = Scripted::always(script);
    let written = Desk::new(&config(&[&server])).write(&mut Ear::default()).await.unwrap();
    assert_eq!(written.text, TEXT);
}

#[tokio::test]
async fn usage_is_summed_by_prompt_model_and_outcome() {
    let server = Scripted::start(|request| match request.number {
        2 => Script::of([Act::Piece("No".into()), Act::Finish("content_filter")]),
        _ => Script::text(TEXT),
    });
    let desk = Desk::new(&priced(config(&[&server])));
    for _ in 0..3 {
        let _ = desk.write(&mut Ear::default()).await;
    }
    let usage = desk.gateway.usage();
    let of = |outcome| usage.prompts.iter().find(|p| p.outcome == outcome).unwrap();
    let written = of("written");
    assert_eq!((written.prompt.as_str(), written.model.as_str()), ("answer", "large"));
    assert_eq!((written.calls, written.tokens_in, written.cost_micros), (2, 200, 320));
    assert_eq!(of("refused").calls, 1);
    assert_eq!((usage.running, usage.endpoints[0].attempts), (0, 3));
}

#[test]
fn without_endpoints_there_is_no_gateway() {
    assert!(
        Gateway::new(&LlmConfig::default(), std::sync::Arc::new(now))
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn the_identity_names_the_models_and_tokens_are_counted() {
    let server = well();
    let mut config = config(&[&server, &server]);
    config.endpoints[0].small_model = Some("small".into());
    let turn = Desk::new(&config).turn(TIME);
    assert_eq!(turn.identity(), "a:large+small, b:large");
    assert_eq!(turn.count_tokens("hello world"), 2);
    assert_eq!(turn.evidence_tokens(), 3_000);
}
