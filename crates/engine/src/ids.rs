//! Typed identifiers. The engine never makes one: they come from the store, the host or a content hash.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An article: its path in the knowledge folder, with `/` between parts, as citations name it.
    ArticleId
);
id!(
    /// A chunk: 32 hexadecimal digits, the first 128 bits of the SHA-256 of article, place and content.
    ChunkId
);
id!(
    /// A contact: the subject of the host's token within one inbox, or a visitor's own id.
    ContactId
);
id!(
    /// A conversation.
    ConversationId
);
id!(
    /// A file that a contact sent.
    FileId
);
id!(
    /// A guide: the name of its file.
    GuideId
);
id!(
    /// An inbox: its key in the configuration.
    InboxId
);
id!(
    /// A message.
    MessageId
);
id!(
    /// A person of the company.
    PersonId
);
id!(
    /// A queue.
    QueueId
);
