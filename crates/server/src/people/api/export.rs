//! Conversations as files: JSON, CSV and text.

use super::conversations::{ListQuery, filter};
use crate::api::docs::{AnyProblem, ConversationProblem};
use crate::app::AppState;
use crate::body::Query;
use crate::people::guard::Signed;
use crate::people::rows::RowView;
use crate::people::seen;
use crate::people::spoken::{Speaker, VISITOR, spoken};
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fmt::Write;
use usher_engine::{PersonId, Policy};
use usher_store::{Act, Event, Row, RowFilter};
use utoipa::IntoParams;

/// The most conversations of one file.
const MOST: i64 = 5_000;
/// The most events of one conversation in a file.
const MOST_EVENTS: i64 = 10_000;

/// As what.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FormatQuery {
    /// `json`, `csv` or `text`; `json` unless given.
    format: Option<String>,
}

#[derive(Clone, Copy)]
enum Format {
    Json,
    Csv,
    Text,
}

/// A file.
pub(super) type File = ([(HeaderName, String); 2], String);

/// A conversation with all that happened in it.
#[derive(Serialize)]
struct Exported {
    conversation: RowView,
    events: Vec<serde_json::Value>,
}

/// One conversation as a file, notes among it.
#[utoipa::path(
    get, path = "/v1/people/conversations/{id}/export", tag = "people", operation_id = "export_conversation",
    params(("id" = String, Path, description = "The conversation"), FormatQuery),
    responses((status = 200, description = "The file"), AnyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn export_conversation(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Query<FormatQuery>,
) -> Result<File> {
    let format = format(query.format.as_deref())?;
    let row = seen::conversation(&app, &signed.person, &id).await?;
    note(&app, &signed.person.id, &id, 1).await?;
    file(&app, vec![row], format, &format!("conversation-{id}")).await
}

/// The conversations of a list as a file, at most 5000.
#[utoipa::path(
    get, path = "/v1/people/export", tag = "people", operation_id = "export_conversations",
    params(ListQuery),
    responses((status = 200, description = "The file"), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn export_list(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<ListQuery>,
) -> Result<File> {
    let format = format(query.format.as_deref())?;
    let filter = RowFilter {
        limit: MOST,
        ..filter(&app, &signed, &query)?
    };
    let rows = app.store.rows(&filter).await?;
    note(&app, &signed.person.id, "conversations", rows.len()).await?;
    file(&app, rows, format, "conversations").await
}

async fn note(app: &AppState, by: &PersonId, on: &str, count: usize) -> Result<()> {
    let act = Act {
        by: Some(by),
        act: "conversations.exported",
        on,
        detail: json!({ "conversations": count }),
    };
    Ok(app.store.note_act(act, app.clock.now()).await?)
}

fn format(name: Option<&str>) -> Result<Format> {
    match name {
        None | Some("json") => Ok(Format::Json),
        Some("csv") => Ok(Format::Csv),
        Some("text") => Ok(Format::Text),
        Some(_) => Err(Problem::new(&kinds::QUERY_WRONG, "`format` is json, csv or text.")),
    }
}

async fn file(app: &AppState, rows: Vec<Row>, format: Format, name: &str) -> Result<File> {
    let now = app.clock.now();
    let (text, media, extension) = match format {
        Format::Csv => (csv(rows, now), "text/csv; charset=utf-8", "csv"),
        Format::Json => {
            let mut all = Vec::new();
            for row in rows {
                let events = app.store.events_after(&row.id, 0, MOST_EVENTS).await?;
                all.push(Exported {
                    conversation: RowView::of(row, now),
                    events: events
                        .iter()
                        .map(|e| json!({"seq": e.seq, "kind": e.kind, "at": e.at, "body": e.body}))
                        .collect(),
                });
            }
            let text = serde_json::to_string_pretty(&json!({ "conversations": all })).map_err(Problem::internal)?;
            (text, "application/json", "json")
        }
        Format::Text => {
            let mut text = String::new();
            for row in rows {
                let events = app.store.events_after(&row.id, 0, MOST_EVENTS).await?;
                let inbox = app.inbox(row.inbox.as_str());
                let agent = inbox
                    .map_or_else(|_| Policy::default(), |i| i.config.effective_policy())
                    .agent_name;
                transcript(&mut text, &row, &agent, &events);
            }
            (text, "text/plain; charset=utf-8", "txt")
        }
    };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{extension}\""),
        ),
    ];
    Ok((headers, text))
}

fn csv(rows: Vec<Row>, now: Timestamp) -> String {
    let mut text = String::from(
        "id,inbox,state,contact,account,agent,topic,outcome,rating,created_at,resolved_at,first_message\r\n",
    );
    for row in rows {
        let (state, account) = (json!(row.state), row.contact.account.clone());
        let view = RowView::of(row, now);
        let cells = [
            view.id.0,
            view.inbox.0,
            state.as_str().unwrap_or_default().to_owned(),
            view.contact.name.unwrap_or_default(),
            account.unwrap_or_default(),
            view.assignee.map(|a| a.name).unwrap_or_default(),
            view.topic.unwrap_or_default(),
            view.outcome
                .map(|o| json!(o).as_str().unwrap_or_default().to_owned())
                .unwrap_or_default(),
            view.rating.map(|r| r.to_string()).unwrap_or_default(),
            view.created_at.to_string(),
            view.resolved_at.map(|t| t.to_string()).unwrap_or_default(),
            view.title,
        ];
        let _ = write!(text, "{}\r\n", cells.map(|c| cell(&c)).join(","));
    }
    text
}

/// A cell (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(value: &str) -> String {
    let value = match value.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{value}"),
        _ => value.to_owned(),
    };
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    }
}

fn transcript(text: &mut String, row: &Row, agent: &str, events: &[Event]) {
    let contact = row.contact.name.as_deref().unwrap_or(VISITOR);
    let _ = writeln!(text, "Conversation {} with {contact}", row.id);
    for line in spoken(events, contact, agent) {
        let note = if line.by == Speaker::Note { " (note)" } else { "" };
        let _ = writeln!(text, "[{}] {}{note}: {}", line.at, line.who, line.text);
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_a_cell() {
        for (value, expect) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\""),
            ("@SUM(1)", "'@SUM(1)"),
            ("", ""),
        ] {
            assert_eq!(cell(value), expect);
        }
    }
}
