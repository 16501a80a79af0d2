//! Any fastembed model on ONNX Runtime, about twice as fast as the compiled-in one. The runtime is a shared library that
//! is loaded when it is first used: `ORT_DYLIB_PATH` or the configuration says where it lies.

use crate::error::KnowledgeError;
use fastembed::{
    EmbeddingModel, InitOptionsUserDefined, Pooling, TextEmbedding, TextInitOptions, TokenizerFiles,
    UserDefinedEmbeddingModel,
};
use ort::environment::Environment;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Mutex;
use tokenizers::Tokenizer;
use usher_engine::{Embedder, PortError, TextVectors, TokenVectors};

/// Which model to load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnnxRuntimeModel {
    /// A folder with `model.onnx`, `tokenizer.json`, `config.json`, `special_tokens_map.json`, `tokenizer_config.json`;
    /// mean pooling.
    Folder(PathBuf),
    /// A model by fastembed's name (`BAAI/bge-small-en-v1.5`), downloaded once into the folder given.
    Hub {
        /// fastembed's model code.
        name: String,
        /// Where downloads are kept.
        cache: PathBuf,
    },
}

/// An embedder on ONNX Runtime. It shows no token vectors.
pub struct OnnxRuntimeEmbedder {
    identity: String,
    dimensions: usize,
    max_tokens: usize,
    tokenizer: Tokenizer,
    model: Mutex<TextEmbedding>,
}

const MAX_TOKENS: usize = 256;

impl OnnxRuntimeEmbedder {
    /// Loads runtime and model.
    pub fn open(model: &OnnxRuntimeModel, library: Option<&Path>) -> Result<Self, KnowledgeError> {
        let environment = library.map(load_library).transpose()?;
        let mut loaded = match model {
            OnnxRuntimeModel::Folder(folder) => load_folder(folder, environment)?,
            OnnxRuntimeModel::Hub { name, cache } => load_hub(name, cache, environment)?,
        };
        let probe = loaded
            .embed(vec!["probe"], None)
            .map_err(|e| KnowledgeError::Model(e.to_string()))?;
        let identity = match model {
            OnnxRuntimeModel::Folder(folder) => {
                format!(
                    "{}@{}",
                    folder.file_name().unwrap_or_default().to_string_lossy(),
                    hash_file(&folder.join("model.onnx"))?
                )
            }
            OnnxRuntimeModel::Hub { name, .. } => name.clone(),
        };
        let mut tokenizer = loaded.tokenizer.clone();
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(None)
            .map_err(|e| KnowledgeError::Model(e.to_string()))?;
        Ok(Self {
            identity: format!("onnxruntime:{identity}"),
            dimensions: probe.first().map_or(0, Vec::len),
            max_tokens: MAX_TOKENS,
            tokenizer,
            model: Mutex::new(loaded),
        })
    }
}

/// Loads the runtime; sessions are made in the environment that comes back.
fn load_library(path: &Path) -> Result<Environment, KnowledgeError> {
    let refused = |e: &dyn std::fmt::Display| {
        let cure = "set embedder.library to the file libonnxruntime.so (or .dylib, .dll)";
        KnowledgeError::Model(format!(
            "ONNX Runtime cannot be loaded from {}: {e}; {cure}",
            path.display()
        ))
    };
    if !path.is_file() {
        return Err(refused(&"no such file"));
    }
    ort::init_from(path)
        .map_err(|e| refused(&e))?
        .build()
        .map_err(|e| refused(&e))
}

fn load_folder(folder: &Path, environment: Option<Environment>) -> Result<TextEmbedding, KnowledgeError> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).map_err(|e| KnowledgeError::Model(format!("{}: {e}; a model folder has model.onnx, tokenizer.json, config.json, special_tokens_map.json and tokenizer_config.json", path.display())))
    };
    let files = TokenizerFiles {
        tokenizer_file: read("tokenizer.json")?,
        config_file: read("config.json")?,
        special_tokens_map_file: read("special_tokens_map.json")?,
        tokenizer_config_file: read("tokenizer_config.json")?,
    };
    let model = UserDefinedEmbeddingModel::new(read("model.onnx")?, files).with_pooling(Pooling::Mean);
    let mut options = InitOptionsUserDefined::new().with_max_length(MAX_TOKENS);
    if let Some(environment) = environment {
        options = options.with_environment(environment);
    }
    TextEmbedding::try_new_from_user_defined(model, options).map_err(|e| KnowledgeError::Model(e.to_string()))
}

fn load_hub(name: &str, cache: &Path, environment: Option<Environment>) -> Result<TextEmbedding, KnowledgeError> {
    let model = EmbeddingModel::from_str(name).map_err(|_| {
        KnowledgeError::Model(format!(
            "`{name}` is no fastembed model; use a name such as BAAI/bge-small-en-v1.5, or a folder"
        ))
    })?;
    let mut options = TextInitOptions::new(model)
        .with_cache_dir(cache.to_path_buf())
        .with_max_length(MAX_TOKENS)
        .with_show_download_progress(false);
    if let Some(environment) = environment {
        options = options.with_environment(environment);
    }
    TextEmbedding::try_new(options).map_err(|e| KnowledgeError::Model(format!("{name}: {e}")))
}

fn hash_file(path: &Path) -> Result<String, KnowledgeError> {
    use sha2::{Digest, Sha256};
    let bytes = std::fs::read(path).map_err(|e| KnowledgeError::Model(format!("{}: {e}", path.display())))?;
    Ok(Sha256::digest(&bytes)
        .iter()
        .take(4)
        .map(|b| format!("{b:02x}"))
        .collect())
}

impl Embedder for OnnxRuntimeEmbedder {
    fn identity(&self) -> &str {
        &self.identity
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn max_tokens(&self) -> usize {
        self.max_tokens
    }

    fn count_tokens(&self, text: &str) -> usize {
        self.tokenizer.encode_fast(text, true).map_or(0, |e| e.len())
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        let mut model = self.model.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        model
            .embed(texts, Some(32))
            .map_err(|e| PortError::Embedder(e.to_string()))
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let pooled = self.embed(texts)?;
        Ok(pooled
            .into_iter()
            .map(|pooled| TextVectors {
                pooled,
                tokens: TokenVectors::default(),
            })
            .collect())
    }
}
