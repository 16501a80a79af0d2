//! The files of `prompts/`, compiled in.

/// A prompt's folder and its files, in the order of [`super::FILES`].
macro_rules! folder {
    ($name:literal) => {
        (
            $name,
            [
                include_str!(concat!("../../../../prompts/", $name, "/system.md.j2")),
                include_str!(concat!("../../../../prompts/", $name, "/user.md.j2")),
                include_str!(concat!("../../../../prompts/", $name, "/output.schema.json")),
                include_str!(concat!("../../../../prompts/", $name, "/prompt.toml")),
            ],
        )
    };
}

/// Every prompt.
pub(super) const ALL: &[(&str, [&str; 4])] = &[
    folder!("query"),
    folder!("understand"),
    folder!("answer"),
    folder!("clarify"),
    folder!("translate"),
    folder!("summary"),
    folder!("suggest"),
    folder!("title"),
    folder!("repair"),
    folder!("contact"),
];
