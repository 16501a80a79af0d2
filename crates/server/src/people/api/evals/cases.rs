//! The cases of a suite: listed, added, changed, taken out; and turns of a conversation as cases.

use super::suites::{changed, write};
use super::{apart, refused, suite};
use crate::api::docs::{AnyProblem, BodyProblem, ConversationProblem};
use crate::app::AppState;
use crate::body::{Json, Query};
use crate::evals::{About, Lines, cases_file};
use crate::people::guard::Signed;
use crate::people::{seen, tried};
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use usher_store::{StoredSuite, SuiteFile};
use utoipa::{IntoParams, ToSchema};

/// Cases of one answer, at most and unless said.
const MOST: usize = 200;
const PAGE: usize = 100;
/// The longest title, in characters.
const MAX_TITLE: usize = 200;
/// Turns of a conversation that are offered as cases: the newest.
const MOST_TURNS: i64 = 50;

/// Which cases.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CasesQuery {
    /// Words that are all in the line.
    #[serde(default)]
    q: String,
    /// The last answer's `next`.
    #[serde(default)]
    after: usize,
    /// At most so many.
    limit: Option<usize>,
}

/// Which version a change is of.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct VersionQuery {
    /// The suite's.
    version: i64,
}

/// A part of the cases.
#[derive(Serialize, ToSchema)]
#[schema(as = Cases)]
pub(super) struct CasesView {
    /// In the order of the file.
    cases: Vec<CaseView>,
    /// The `after` of the next part; null at the end.
    next: Option<usize>,
    /// How many there are.
    total: usize,
}

/// A case.
#[derive(Serialize, ToSchema)]
#[schema(as = Case)]
pub(super) struct CaseView {
    /// Its line, from 1.
    place: usize,
    id: Option<String>,
    /// What is asked, or the line's beginning.
    title: String,
    /// What is expected, in a few words.
    expects: String,
    /// Why the line is left out, and the cure.
    problem: Option<String>,
    /// The line.
    text: String,
}

/// A case to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCase)]
pub(super) struct NewCaseBody {
    #[schema(value_type = Object)]
    case: serde_json::Map<String, Value>,
}

/// A case in place of another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeCase)]
pub(super) struct ChangeCaseBody {
    /// The suite's version.
    version: i64,
    #[schema(value_type = Object)]
    case: serde_json::Map<String, Value>,
}

/// Turns of a conversation as cases.
#[derive(Serialize, ToSchema)]
pub(in crate::people::api) struct TurnCases {
    /// Oldest first.
    cases: Vec<TurnCase>,
}

/// A turn as a case that expects just what came of it.
#[derive(Serialize, ToSchema)]
struct TurnCase {
    turn: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What was asked.
    title: String,
    /// Without personal data.
    #[schema(value_type = Object)]
    case: Value,
}

/// The cases of a suite.
#[utoipa::path(
    get, path = "/v1/people/evals/suites/{id}/cases", tag = "evals", operation_id = "list_cases",
    params(("id" = String, Path, description = "The suite"), CasesQuery),
    responses((status = 200, body = CasesView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_cases(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<CasesQuery>,
) -> Result<axum::Json<CasesView>> {
    let suite = suite(&app, &id).await?;
    let file = Cases::of(&app, &suite).await?;
    let about = about(&suite);
    let words: Vec<String> = query.q.split_whitespace().map(str::to_lowercase).collect();
    let fits = |line: &str| {
        let line = line.to_lowercase();
        words.iter().all(|word| line.contains(word))
    };
    let found: Vec<(usize, &str)> = file.lines.iter().filter(|(_, line)| fits(line)).collect();
    let limit = query.limit.unwrap_or(PAGE).clamp(1, MOST);
    let after: Vec<&(usize, &str)> = found.iter().filter(|(place, _)| *place > query.after).collect();
    let cases: Vec<CaseView> = after
        .iter()
        .take(limit)
        .map(|(place, line)| case_view(*place, line, problem_of(&about, file.name(), *place)))
        .collect();
    Ok(axum::Json(CasesView {
        next: cases.last().filter(|_| after.len() > limit).map(|case| case.place),
        total: found.len(),
        cases,
    }))
}

/// Adds a case.
#[utoipa::path(
    post, path = "/v1/people/evals/suites/{id}/cases", tag = "evals", operation_id = "add_case",
    params(("id" = String, Path, description = "The suite")),
    request_body = NewCaseBody,
    responses((status = 201, body = CaseView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn add_case(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<NewCaseBody>,
) -> Result<(StatusCode, axum::Json<CaseView>)> {
    let suite = suite(&app, &id).await?;
    let mut file = Cases::of(&app, &suite).await?;
    file.is_free(&body.case, None)?;
    let line = Value::Object(body.case).to_string();
    let place = file.lines.push(line.clone());
    file.write(&app, &signed, &suite, Some(place)).await?;
    Ok((StatusCode::CREATED, axum::Json(case_view(place, &line, None))))
}

/// Puts a case in place of another.
#[utoipa::path(
    put, path = "/v1/people/evals/suites/{id}/cases/{case}", tag = "evals", operation_id = "change_case",
    params(
        ("id" = String, Path, description = "The suite"),
        ("case" = usize, Path, description = "The case's `place`"),
    ),
    request_body = ChangeCaseBody,
    responses((status = 200, body = CaseView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn change_case(
    State(app): State<AppState>,
    signed: Signed,
    Path((id, place)): Path<(String, usize)>,
    Json(body): Json<ChangeCaseBody>,
) -> Result<axum::Json<CaseView>> {
    let suite = of_version(&app, &id, body.version).await?;
    let mut file = Cases::of(&app, &suite).await?;
    file.has(place)?;
    file.is_free(&body.case, Some(place))?;
    let line = Value::Object(body.case).to_string();
    file.lines.put(place, Some(line.clone()));
    file.write(&app, &signed, &suite, Some(place)).await?;
    Ok(axum::Json(case_view(place, &line, None)))
}

/// Takes a case out.
#[utoipa::path(
    delete, path = "/v1/people/evals/suites/{id}/cases/{case}", tag = "evals", operation_id = "delete_case",
    params(
        ("id" = String, Path, description = "The suite"),
        ("case" = usize, Path, description = "The case's `place`"),
        VersionQuery,
    ),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn delete_case(
    State(app): State<AppState>,
    signed: Signed,
    Path((id, place)): Path<(String, usize)>,
    Query(query): Query<VersionQuery>,
) -> Result<StatusCode> {
    let suite = of_version(&app, &id, query.version).await?;
    let mut file = Cases::of(&app, &suite).await?;
    file.has(place)?;
    file.lines.put(place, None);
    file.write(&app, &signed, &suite, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The turns of a conversation as cases.
#[utoipa::path(
    get, path = "/v1/people/conversations/{id}/cases", tag = "evals", operation_id = "list_turn_cases",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, body = TurnCases), AnyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(in crate::people::api) async fn list_turn_cases(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<axum::Json<TurnCases>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let turns = app.store.turns_of(&row.id, MOST_TURNS).await?;
    let case = |recorded: usher_store::RecordedTurn| {
        let usher_store::RecordedTurn { stored, input } = recorded;
        let case = tried::case("conversation", &input, &stored.turn, stored.at)?;
        Some(TurnCase {
            turn: stored.id,
            at: stored.at,
            title: cut(input.question()),
            case,
        })
    };
    Ok(axum::Json(TurnCases {
        cases: turns.into_iter().filter_map(case).collect(),
    }))
}

async fn of_version(app: &AppState, id: &str, version: i64) -> Result<StoredSuite> {
    let suite = suite(app, id).await?;
    if suite.version == version {
        Ok(suite)
    } else {
        Err(changed())
    }
}

fn about(suite: &StoredSuite) -> About {
    serde_json::from_value(suite.about.clone()).unwrap_or_default()
}

fn problem_of(about: &About, file: &str, place: usize) -> Option<String> {
    let of_line = about
        .problems
        .iter()
        .find(|left| left.line == place && left.file == file);
    of_line.map(|left| left.message.clone())
}

/// A suite's files, with its cases line by line.
struct Cases {
    files: Vec<SuiteFile>,
    at: usize,
    lines: Lines,
}

impl Cases {
    async fn of(app: &AppState, suite: &StoredSuite) -> Result<Self> {
        let files = app.store.suite_files(&suite.id).await?;
        let at = cases_file(&files).map_err(refused)?;
        Ok(Self {
            lines: Lines::of(&files[at].text),
            files,
            at,
        })
    }

    fn name(&self) -> &str {
        &self.files[self.at].path
    }

    /// A problem where no case is at this place.
    fn has(&self, place: usize) -> Result<()> {
        let unknown = || {
            let cure = "The suite has no case at this place. GET the suite's cases and take the `place` of one.";
            Problem::new(&kinds::CASE_UNKNOWN, cure)
        };
        let found = self.lines.iter().find(|(at, _)| *at == place);
        found.map(|_| ()).ok_or_else(unknown)
    }

    /// A problem where another case than the one at `place` has this one's id.
    fn is_free(&self, case: &serde_json::Map<String, Value>, place: Option<usize>) -> Result<()> {
        let id = case.get("id").and_then(Value::as_str).unwrap_or_default();
        match self.lines.place(id) {
            held if held.is_none() || held == place => Ok(()),
            _ => {
                let cure = format!("The suite has a case `{id}`. Give this one another id.");
                Err(Problem::new(&kinds::CASE_EXISTS, cure))
            }
        }
    }

    /// Writes it, unless the line at `place` would be left out.
    async fn write(mut self, app: &AppState, signed: &Signed, suite: &StoredSuite, place: Option<usize>) -> Result<()> {
        self.files[self.at].text = self.lines.text();
        let name = self.name().to_owned();
        let files = self.files.clone();
        let (_, found) = apart(move || About::of(&files)).await?.map_err(refused)?;
        let unreadable = place.and_then(|place| problem_of(&found, &name, place));
        let alone = found.runnable.filter(|_| place.is_some() && found.cases == 0);
        if let Some(why) = unreadable.or(alone) {
            return Err(Problem::new(&kinds::CASE_UNREADABLE, why));
        }
        write(app, signed, Some(suite), self.files).await?;
        Ok(())
    }
}

fn case_view(place: usize, line: &str, problem: Option<String>) -> CaseView {
    let case: Value = serde_json::from_str(line).unwrap_or_default();
    let id = case.get("id").and_then(Value::as_str);
    CaseView {
        place,
        id: id.map(str::to_owned),
        title: cut(asked(&case).unwrap_or(line)),
        expects: expects(&case),
        problem,
        text: line.to_owned(),
    }
}

/// What a case of any kind asks.
fn asked(case: &Value) -> Option<&str> {
    let turn = || case.get("turns")?.as_array()?.last()?.get("text")?.as_str();
    let named = ["query", "question", "text", "claim", "goal", "instruction"];
    turn().or_else(|| named.into_iter().find_map(|name| case.get(name)?.as_str()))
}

/// What a case of any kind expects, in a few words.
fn expects(case: &Value) -> String {
    let list = |value: &Value| match value {
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        _ => String::new(),
    };
    let said = |of: &Value, name: &str, word: &str| {
        let text = of.get(name).map(list).filter(|text| !text.is_empty())?;
        Some(format!("{word}{text}"))
    };
    let expect = case.get("expect").unwrap_or(case);
    let parts = [
        said(expect, "outcome", ""),
        said(expect, "cites", "cites "),
        said(expect, "contains", "says "),
        said(expect, "guide", "guide "),
        said(expect, "relevant", "finds "),
        said(expect, "intent", ""),
        said(expect, "answers", "says "),
        said(expect, "supported", "supported: "),
        said(expect, "dissatisfied", "dissatisfied: "),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn cut(text: &str) -> String {
    let cut: String = text.chars().take(MAX_TITLE).collect();
    if cut.len() < text.len() {
        format!("{cut}…")
    } else {
        cut
    }
}
