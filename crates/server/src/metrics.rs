//! What is counted, and the text that Prometheus reads.

use crate::problem::Problem;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;
use usher_engine::confidence::drift::{DriftReport, Test, Verdict};
use usher_engine::{ModelUse, Turn};
use usher_store::LetterKind;

/// Upper bounds of the duration histograms in seconds.
const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// The recorder of the process; the `metrics` crate knows only one, however many servers run.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// The names of what is counted are in its methods.
#[derive(Clone)]
pub(crate) struct Metrics(Option<PrometheusHandle>);

impl Metrics {
    /// Installs the recorder if this process has none yet.
    pub(crate) fn install() -> Self {
        Self(RECORDER.get_or_init(recorder).clone())
    }

    /// A request was answered.
    pub(crate) fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let labels = [
            ("method", method.to_owned()),
            ("route", route.to_owned()),
            ("status", status.to_string()),
        ];
        counter!("usher_http_requests_total", &labels).increment(1);
        histogram!("usher_http_request_duration_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
    }

    /// A turn ended and its reply was stored.
    pub(crate) fn turn(&self, turn: &Turn, took: Duration) {
        counter!("usher_turns_total", "outcome" => word(&turn.outcome), "reason" => word(&turn.reason)).increment(1);
        histogram!("usher_turn_duration_seconds").record(took.as_secs_f64());
    }

    /// A turn failed; `dead` where people get the conversation.
    pub(crate) fn turn_failed(&self, dead: bool) {
        let then = if dead { "handed_to_people" } else { "retried" };
        counter!("usher_turn_failures_total", "then" => then).increment(1);
    }

    /// A turn's result came after another worker had taken the job over, and was dropped.
    pub(crate) fn turn_stale(&self) {
        counter!("usher_turns_stale_total").increment(1);
    }

    /// A socket opened (1) or closed (-1).
    pub(crate) fn socket(&self, change: f64) {
        gauge!("usher_sockets").increment(change);
    }

    /// A socket was closed because its client read too slowly.
    pub(crate) fn slow_reader(&self) {
        counter!("usher_sockets_slow_total").increment(1);
    }

    /// A letter was tried: `sent`, `refused`, `dropped` or `put_off`.
    pub(crate) fn letter(&self, kind: LetterKind, end: &'static str) {
        counter!("usher_letters_total", "letter" => word(&kind), "end" => end).increment(1);
    }

    /// Letters that are to go out.
    pub(crate) fn letters_waiting(&self, count: i64) {
        gauge!("usher_letters_waiting").set(count as f64);
    }

    /// A call of a language model ended.
    pub(crate) fn model_call(&self, prompt: &str, outcome: &'static str, used: &ModelUse) {
        let labels = [("prompt", prompt.to_owned()), ("model", used.model.clone())];
        let tokens = |way: &'static str, count: u32| {
            let [prompt, model] = labels.clone();
            let labels = [prompt, model, ("way", way.to_owned())];
            counter!("usher_model_tokens_total", &labels).increment(u64::from(count));
        };
        tokens("in", used.tokens_in);
        tokens("out", used.tokens_out);
        counter!("usher_model_cost_micros_total", &labels).increment(used.cost_micros);
        let took = Duration::from_millis(used.duration_ms);
        histogram!("usher_model_call_duration_seconds", &labels).record(took.as_secs_f64());
        let [prompt, model] = labels;
        let labels = [prompt, model, ("outcome", outcome.to_owned())];
        counter!("usher_model_calls_total", &labels).increment(1);
    }

    /// Whether an endpoint is left alone now because it failed too often.
    pub(crate) fn circuit(&self, endpoint: String, is_open: bool) {
        gauge!("usher_model_circuit_open", "endpoint" => endpoint).set(f64::from(u8::from(is_open)));
    }

    /// Turns that wait or run.
    pub(crate) fn queue_depth(&self, depth: i64) {
        gauge!("usher_queue_depth").set(depth as f64);
    }

    /// Where the tests for drift stand. There is nothing of it in the text before the first one.
    pub(crate) fn drift(&self, report: &DriftReport) {
        for test in [Test::Confidences, Test::Outcomes] {
            let stands = report.test(test);
            let alarm = f64::from(u8::from(stands.alarm.is_some()));
            gauge!("usher_drift_alarm", "test" => test.as_str()).set(alarm);
            gauge!("usher_drift_evidence", "test" => test.as_str()).set(stands.evidence);
        }
        gauge!("usher_drift_shift").set(report.shift);
        gauge!("usher_drift_conversations").set(report.confidences.counted as f64);
        for verdict in Verdict::ALL {
            let replies = report.verdicts.get(&verdict).copied().unwrap_or(0);
            gauge!("usher_drift_replies", "verdict" => verdict.as_str()).set(replies as f64);
        }
    }

    /// There is no calibration to watch any more.
    pub(crate) fn drift_ended(&self) {
        for test in [Test::Confidences, Test::Outcomes] {
            gauge!("usher_drift_alarm", "test" => test.as_str()).set(0.0);
        }
    }

    /// What Prometheus reads.
    pub(crate) fn render(&self) -> Result<String, Problem> {
        let handle = self
            .0
            .as_ref()
            .ok_or_else(|| Problem::internal("another metrics recorder is installed"))?;
        Ok(handle.render())
    }

    /// Moves samples out of their buffers; called now and then, so that memory stays flat without a scraper.
    pub(crate) fn upkeep(&self) {
        if let Some(handle) = &self.0 {
            handle.run_upkeep();
        }
    }
}

fn recorder() -> Option<PrometheusHandle> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS)
        .ok()?
        .build_recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        tracing::warn!("another metrics recorder is installed; /metrics has nothing to show");
        return None;
    }
    describe_counter!(
        "usher_http_requests_total",
        "Requests answered, by method, route and status"
    );
    describe_counter!(
        "usher_letters_total",
        "E-mails that were tried, by letter and end (sent, refused, dropped, put_off)"
    );
    describe_gauge!("usher_letters_waiting", "E-mails that are to go out");
    describe_histogram!("usher_http_request_duration_seconds", "Time to answer a request");
    describe_counter!(
        "usher_turns_total",
        "Turns whose reply was stored, by outcome and reason"
    );
    describe_histogram!(
        "usher_turn_duration_seconds",
        "Time from taking a turn's job to having its reply stored"
    );
    describe_counter!(
        "usher_turn_failures_total",
        "Attempts at a turn that failed, by what followed"
    );
    describe_counter!(
        "usher_turns_stale_total",
        "Results dropped because another worker had the job"
    );
    describe_gauge!("usher_sockets", "Open WebSockets");
    describe_counter!(
        "usher_sockets_slow_total",
        "WebSockets closed because the client read too slowly"
    );
    describe_gauge!("usher_queue_depth", "Turns that wait or run, over all nodes");
    describe_gauge!(
        "usher_drift_alarm",
        "1 while the traffic has parted from the cases of the calibration, by test"
    );
    describe_gauge!(
        "usher_drift_evidence",
        "What bets against the traffic being like the cases made of 1, by test; 200 raises the alarm"
    );
    describe_gauge!(
        "usher_drift_shift",
        "Population stability index of the newest 200 conversations against the cases, less what chance makes of it"
    );
    describe_gauge!(
        "usher_drift_conversations",
        "Conversations compared with the cases since the calibration is in use"
    );
    describe_gauge!(
        "usher_drift_replies",
        "Automatic replies judged since the calibration is in use, by what became of them"
    );
    describe_model();
    gauge!("usher_sockets").set(0.0);
    Some(handle)
}

fn describe_model() {
    describe_counter!(
        "usher_model_calls_total",
        "Calls of a language model that ended, by what came of them"
    );
    describe_counter!(
        "usher_model_tokens_total",
        "Tokens of those calls: read (`in`) and written (`out`)"
    );
    describe_counter!(
        "usher_model_cost_micros_total",
        "Their price, in millionths of the unit that the configured prices are in"
    );
    describe_histogram!(
        "usher_model_call_duration_seconds",
        "Time from a call's first attempt to its end"
    );
    describe_gauge!(
        "usher_model_circuit_open",
        "1 while an endpoint is left alone because it failed too often"
    );
}

/// The stable word of an outcome or reason.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}
