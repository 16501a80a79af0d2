//! Embedders: the compiled-in model on `tract-onnx`, and any fastembed model on ONNX Runtime.

mod compiled;
mod onnx_runtime;
mod pool;

pub use compiled::CompiledEmbedder;
pub use onnx_runtime::{OnnxRuntimeEmbedder, OnnxRuntimeModel};
