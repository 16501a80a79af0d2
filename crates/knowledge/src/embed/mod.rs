//! Embedders: the compiled-in model on `tract-onnx`, and any fastembed model on ONNX Runtime.

mod compiled;
mod keeping;
mod onnx_runtime;
mod pool;
mod shelf;

pub use compiled::CompiledEmbedder;
pub use keeping::KeepingEmbedder;
pub use onnx_runtime::{OnnxRuntimeEmbedder, OnnxRuntimeModel};
pub use shelf::ShelvedEmbedder;
