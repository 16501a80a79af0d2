//! Words that say the opposite: a passage that holds one instead of the question's own word speaks of something else.

use crate::text::stem;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Pairs of everyday opposites.
const PAIRS: &str = "increase decrease;increase reduce;rise fall;gain lose;win lose;accept reject;accept refuse;allow forbid;\
allow prevent;permit prohibit;more less;most least;more fewer;high low;higher lower;highest lowest;large small;larger smaller;\
largest smallest;big small;long short;longest shortest;early late;earlier later;earliest latest;first last;before after;old new;\
older younger;oldest newest;strong weak;stronger weaker;strongest weakest;good bad;best worst;better worse;major minor;\
maximum minimum;majority minority;same different;similar different;internal external;north south;east west;northern southern;\
eastern western;positive negative;public private;begin end;start end;start finish;start stop;open close;above below;over under;\
inside outside;in out;left right;up down;add remove;add subtract;support oppose;ally enemy;friend enemy;male female;man woman;\
father mother;son daughter;brother sister;husband wife;always never;often rarely;common rare;easy difficult;easy hard;hot cold;\
warm cold;wet dry;light dark;heavy light;near far;rich poor;success failure;succeed fail;create destroy;create delete;build destroy;\
include exclude;direct indirect;buy sell;import export;send receive;give take;victory defeat;defend attack;arrive leave;enter leave;\
many few;all none;both neither;full empty;true false;right wrong;present absent;active inactive;formal informal;upper lower;\
top bottom;front back;agree disagree;approve reject;advantage disadvantage;cause prevent;expand shrink;simple complex;\
ancient modern;rural urban;constant variable;absorb emit;heat cool;fast slow;faster slower;safe dangerous;known unknown;\
native foreign;free paid;live die;birth death;born died;remember forget;peace war;lend borrow;push pull;outgoing incoming;\
enable disable;show hide;lock unlock;archive restore;upgrade downgrade;subscribe unsubscribe;connect disconnect";

static OPPOSITES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut map: HashMap<String, Vec<String>> = HashMap::new();
    for (a, b) in PAIRS.split(';').filter_map(|p| p.trim().split_once(' ')) {
        map.entry(stem(a)).or_default().push(stem(b));
        map.entry(stem(b)).or_default().push(stem(a));
    }
    map
});

const PREFIXES: &[&str] = &["un", "in", "im", "ir", "il", "dis", "non", "anti", "mis"];

/// True where `stems` hold an opposite of `lower`.
pub(crate) fn is_opposed(lower: &str, stem_of: &str, stems: &HashSet<String>) -> bool {
    opposites(lower, stem_of)
        .iter()
        .any(|opposite| stems.contains(opposite))
}

/// The stems of all words that would be an opposite of `lower`, real words or not.
pub(super) fn opposites(lower: &str, stem_of: &str) -> Vec<String> {
    let mut found = OPPOSITES.get(stem_of).cloned().unwrap_or_default();
    for prefix in PREFIXES {
        if let Some(bare) = lower.strip_prefix(prefix).filter(|bare| bare.len() >= 4) {
            found.push(stem(bare.trim_start_matches('-')));
        }
        found.push(stem(&format!("{prefix}{lower}")));
    }
    for (from, to) in [("less", "ful"), ("ful", "less")] {
        if let Some(root) = lower.strip_suffix(from) {
            found.push(stem(&format!("{root}{to}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_seen_by_list_and_by_prefix() {
        let stems: HashSet<String> = ["disabl", "unarchiv", "care", "careless"]
            .iter()
            .map(|w| stem(w))
            .collect();
        assert!(is_opposed("enable", &stem("enable"), &stems));
        assert!(!is_opposed("invoice", &stem("invoice"), &stems));
        let known: HashSet<String> = [stem("known")].into();
        assert!(is_opposed("unknown", &stem("unknown"), &known));
    }
}
