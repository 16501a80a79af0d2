//! The glyphs of a page: what stands where, how large and how bold, as the page's program draws it.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use std::collections::HashMap;

/// The most glyphs of a page: fifty times a page full of small print.
const MAX_GLYPHS: usize = 500_000;

/// Text smaller than this is not for people, in points.
const SMALLEST: f64 = 2.0;

/// A letter, or a few that are one glyph. Positions are in points from the page's upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// The line that it stands on.
    pub base: f64,
    /// The font's size.
    pub size: f64,
    pub bold: bool,
    /// Of a font whose letters are equally wide.
    pub mono: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub glyphs: Vec<Glyph>,
    pub height: f64,
    pub pictures: usize,
    /// Glyphs whose letter the file does not tell.
    pub unknown: usize,
    /// Glyphs that do not run from left to right along a level line.
    pub turned: usize,
}

/// Draws a page onto a sheet.
pub(super) fn of_page<'a>(page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> Sheet {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let start = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(start, area, cache, page.xref(), InterpreterSettings::default());
    let mut pen = Pen::default();
    pen.sheet.height = f64::from(height);
    interpret_page(page, &mut context, &mut pen);
    pen.sheet
}

#[derive(Default)]
struct Pen {
    sheet: Sheet,
    /// Bold and mono by font, which are read from the font's data once.
    fonts: HashMap<u128, (bool, bool)>,
}

impl Pen {
    fn draw(&mut self, glyph: &Drawn<'_>, place: Affine) {
        if self.sheet.glyphs.len() >= MAX_GLYPHS {
            return;
        }
        let [a, b, c, d, x, y] = place.as_coeffs();
        // Glyphs are a thousand units high in their own space.
        let size = c.hypot(d) * 1000.0;
        if size < SMALLEST || !size.is_finite() || !x.is_finite() || !y.is_finite() {
            return;
        }
        if b.abs() > a.abs() * 0.2 || a <= 0.0 {
            self.sheet.turned += 1;
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(s)) => s,
            None => {
                self.sheet.unknown += 1;
                return;
            }
        };
        let (advance, (bold, mono)) = match glyph {
            Drawn::Outline(outline) => {
                let key = outline.font_data().map(|data| (data.cache_key, data));
                let style = key.map_or((false, false), |(key, data)| {
                    let name = data.postscript_name.unwrap_or_default().to_lowercase();
                    let style = || (is_bold(&name, data.weight), data.is_monospace || is_mono(&name));
                    *self.fonts.entry(key).or_insert_with(style)
                });
                (outline.advance_width(), style)
            }
            Drawn::Type3(glyph) => (glyph.advance_width(), (false, false)),
        };
        let width = a * f64::from(advance.unwrap_or(500.0));
        self.sheet.glyphs.push(Glyph {
            text,
            left: x,
            right: x + width,
            base: y,
            size,
            bold,
            mono,
        });
    }

    /// Bullets are often drawn as small filled discs and squares beside the words.
    fn mark(&mut self, area: Rect) {
        let (width, height) = (area.width(), area.height());
        let is_dot = (1.5..8.0).contains(&width) && (width / height - 1.0).abs() < 0.2;
        if is_dot && self.sheet.glyphs.len() < MAX_GLYPHS {
            self.sheet.glyphs.push(Glyph {
                text: "•".into(),
                left: area.x0,
                right: area.x1,
                base: area.y1 + height * 0.4,
                size: height * 2.2,
                bold: false,
                mono: false,
            });
        }
    }
}

fn is_bold(name: &str, weight: Option<u32>) -> bool {
    let said = ["bold", "black", "heavy", "-demi", "cmbx", "sfbx"];
    weight.is_some_and(|w| w >= 600) || said.iter().any(|s| name.contains(s))
}

fn is_mono(name: &str) -> bool {
    ["mono", "courier", "consol", "menlo", "cmtt", "sftt"]
        .iter()
        .any(|s| name.contains(s))
}

impl Device<'_> for Pen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.draw(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, _: &DrawMode) {
        let simple = path.elements().len() <= 24;
        if simple {
            self.mark((props.transform * path.clone()).bounding_box());
        }
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'_>, _: &DrawMode) {}

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.sheet.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
