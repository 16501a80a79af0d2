//! The suites that come with the product can be read whole.

use std::path::Path;
use usher_evals::{Cases, Suite};

#[test]
fn tallybook_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals/tallybook");
    let suite = Suite::load(&folder).unwrap();
    assert_eq!(suite.problems, []);
    let Cases::Resolve { cases, knowledge } = &suite.cases else {
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
