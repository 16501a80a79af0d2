//! Opens the embedder that the configuration names.

use crate::config::{EmbedderConfig, EmbedderKind};
use crate::data::DataDir;
use crate::faults::CAUGHT_THREAD;
use anyhow::{Context, anyhow};
use std::sync::Arc;
use usher_engine::Embedder;
use usher_knowledge::{CompiledEmbedder, KeepingEmbedder, OnnxRuntimeEmbedder, OnnxRuntimeModel};

/// Opens it on the blocking pool; takes about a second.
pub async fn open(config: &EmbedderConfig, data: &DataDir) -> anyhow::Result<Arc<dyn Embedder>> {
    let (config, data) = (config.clone(), data.clone());
    let model = tokio::task::spawn_blocking(move || open_now(&config, &data)).await??;
    Ok(Arc::new(KeepingEmbedder::new(model)))
}

fn open_now(config: &EmbedderConfig, data: &DataDir) -> anyhow::Result<Arc<dyn Embedder>> {
    let needs = |key: &str| format!("embedder.{key} is missing; this embedder.kind needs it");
    let model = match config.kind {
        EmbedderKind::Compiled => return Ok(Arc::new(CompiledEmbedder::open(threads(config))?)),
        EmbedderKind::FastembedFolder => OnnxRuntimeModel::Folder(config.path.clone().with_context(|| needs("path"))?),
        EmbedderKind::FastembedHub => OnnxRuntimeModel::Hub {
            name: config.name.clone().with_context(|| needs("name"))?,
            cache: data.models(),
        },
    };
    open_onnx_runtime(model, config)
}

/// `ort` panics where it finds no library, so that it is opened on a thread whose panic is caught.
fn open_onnx_runtime(model: OnnxRuntimeModel, config: &EmbedderConfig) -> anyhow::Result<Arc<dyn Embedder>> {
    let library = config.library.clone();
    let opening = std::thread::Builder::new()
        .name(CAUGHT_THREAD.into())
        .spawn(move || OnnxRuntimeEmbedder::open(&model, library.as_deref()))?;
    let opened = opening.join().map_err(|_| {
        anyhow!("ONNX Runtime cannot be loaded; set embedder.library to the file libonnxruntime.so (or .dylib, .dll)")
    })?;
    Ok(Arc::new(opened?))
}

fn threads(config: &EmbedderConfig) -> usize {
    match config.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    }
}
