//! The people's side: who is signed in and may what, and what they do. `docs/people.md` is its contract.
//!
//! What holds here:
//!
//! - **Refused unless declared.** Every route stands in `access` with the roles that may call it; one that does not is
//!   refused to everybody, and a test finds it.
//! - **A session is looked up at every call**, and by open sockets whenever an account changed: what is taken from a
//!   person is taken now.
//! - **No page of another origin gets in**, by three locks: the cookie is `SameSite`, the origin is compared, and
//!   everything that changes something needs the session's CSRF token.

mod access;
mod api;
mod cookie;
mod dispatcher;
mod docs;
mod guard;
mod news;
mod password;
mod rows;
mod secret;
mod seen;
mod socket;
mod spoken;
mod totp;
mod tried;
mod views;

pub use access::{RouteAccess, people_routes};
pub(crate) use api::api;
pub(crate) use dispatcher::Dispatcher;
pub(crate) use guard::guard;
pub(crate) use news::{Desk, follow};
pub use password::{PasswordError, hash_password};
pub use secret::{NewSecret, new_secret};
pub(crate) use spoken::{Speaker, SpokenLine, VISITOR, spoken};
