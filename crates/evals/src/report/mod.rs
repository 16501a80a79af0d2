//! A run as one HTML file for an analyst to read and send on: no script, no request to anywhere, light, dark and print.

mod axis;
mod case;
mod changes;
mod chart;
mod confusion;
mod drift;
mod figures;
mod html;
mod intervals;
mod lists;
mod loudest;
mod names;
mod overview;
mod page;
mod reliability;
mod risk;
mod scored;
mod speaks;
mod suite;
mod summary;
mod table;
mod topics;
mod used;

use crate::results::Results;
use usher_engine::confidence::drift::DriftReport;

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The run.
    pub results: &'a Results,
    /// What to call it: the name of its file.
    pub name: &'a str,
    /// The run to compare it with, and what to call that.
    pub baseline: Option<(&'a Results, &'a str)>,
    /// The share of answers that may be wrong, 0 to 1: a line in the charts.
    pub budget: f64,
    /// How the traffic compares with the cases that the calibration in use was learned on.
    pub drift: Option<&'a DriftReport>,
}

impl Report<'_> {
    /// The report as the text of an HTML file; the same for the same results. Lists of cases and long texts are cut, and
    /// the report says where, so that it stays below about 3 MB however many cases there are.
    pub fn html(&self) -> String {
        page::write(self)
    }
}
