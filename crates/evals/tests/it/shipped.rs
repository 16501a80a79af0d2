//! The suites that come with the product can be read whole.

use std::collections::HashSet;
use std::path::Path;
use usher_evals::{Cases, Knowledge, Suite};

#[test]
fn tallybook_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals/tallybook");
    let suite = Suite::load(&folder).unwrap();
    assert_eq!(suite.problems, []);
    let Cases::Resolve {
        cases,
        knowledge: Knowledge::Folder(knowledge),
    } = &suite.cases
    else {
        panic!("tallybook is of another kind")
    };
    assert!(cases.len() >= 80, "{}", cases.len());
    for case in cases {
        for article in case.expect.cites.iter().chain(&case.expect.may_cite) {
            assert!(
                knowledge.join(article).is_file(),
                "{}: there is no article {article}",
                case.identity.id
            );
        }
        if let Some(guide) = &case.expect.guide {
            let file = knowledge.join(format!("guides/{guide}.yaml"));
            assert!(file.is_file(), "{}: there is no guide {guide}", case.identity.id);
        }
    }
}

#[test]
fn the_sixty_escalations_of_handoff_are_whole_and_of_guides_that_there_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals/handoff");
    let suite = Suite::load(&folder).unwrap();
    assert_eq!(suite.problems, []);
    let Cases::Handoff { cases, knowledge } = &suite.cases else {
        panic!("handoff is of another kind")
    };
    assert_eq!(cases.len(), 60);
    for case in cases {
        for step in &case.steps {
            let guide = std::fs::read_to_string(knowledge.join(format!("guides/{}.yaml", step.guide))).unwrap();
            assert!(
                guide.contains(&format!("id: {}\n", step.step)),
                "{}: {}",
                case.identity.id,
                step.step
            );
        }
    }
}

#[test]
fn the_dialogues_of_frustration_are_whole_and_about_half_are_dissatisfied() {
    let mut groups = HashSet::new();
    for (name, least) in [("frustration", 240), ("frustration-test", 50)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals").join(name);
        let suite = Suite::load(&folder).unwrap();
        assert_eq!(suite.problems, []);
        let Cases::Satisfaction(cases) = &suite.cases else {
            panic!("{name} is of another kind")
        };
        let dissatisfied = cases.iter().filter(|c| c.dissatisfied).count();
        assert!(cases.len() >= least, "{name}: {}", cases.len());
        assert!(
            (4..=5).contains(&(10 * dissatisfied / cases.len())),
            "{name}: {dissatisfied}"
        );
        for group in cases.iter().map(|c| c.identity.group()).collect::<HashSet<_>>() {
            assert!(groups.insert(group.to_owned()), "{group} is in both suites");
        }
    }
}

#[test]
fn every_passage_of_support_has_sentences_that_it_supports_and_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals/support");
    let suite = Suite::load(&folder).unwrap();
    assert_eq!(suite.problems, []);
    let Cases::Support(cases) = &suite.cases else {
        panic!("support is of another kind")
    };
    assert!(cases.len() >= 240, "{}", cases.len());
    for case in cases {
        let group = || cases.iter().filter(|c| c.identity.group == case.identity.group);
        assert!(group().all(|c| c.source == case.source), "{}", case.identity.id);
        assert!(
            group().any(|c| c.supported) && group().any(|c| !c.supported),
            "{}",
            case.identity.id
        );
    }
}

/// What a case wants is in the articles that it names: cases are not written for what the engine happens to say.
#[test]
fn the_thirty_contacts_of_simulated_want_what_the_articles_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals/simulated");
    let suite = Suite::load(&folder).unwrap();
    assert_eq!(suite.problems, []);
    let Cases::Simulate { cases, knowledge } = &suite.cases else {
        panic!("simulated is of another kind")
    };
    assert_eq!(cases.len(), 30);
    let plain = |text: &str| {
        let text = text.replace("**", "").to_lowercase();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for case in cases {
        for (_, reached) in (0..=case.then.len()).filter_map(|at| case.matter(at)) {
            let id = &case.identity.id;
            let read = |article: &String| plain(&std::fs::read_to_string(knowledge.join(article)).unwrap());
            let articles: Vec<String> = reached.cites.iter().map(read).collect();
            let said = |wanted: &String| articles.iter().any(|text| text.contains(&plain(wanted)));
            assert!(
                reached.contains.is_empty() || reached.contains.iter().any(said),
                "{id}: none of its articles says {:?}",
                reached.contains
            );
            if let Some(guide) = &reached.guide {
                let file = knowledge.join(format!("guides/{guide}.yaml"));
                assert!(file.is_file(), "{id}: there is no guide {guide}");
            }
        }
    }
    let wants_person = cases.iter().filter(|c| c.wants_person()).count();
    assert!((6..=12).contains(&wants_person), "{wants_person}");
}
