//! The gateway against a server of our own, over real sockets on loopback.

#[path = "../scripted/mod.rs"]
mod scripted;

mod answers;
mod ceilings;
mod circuits;
mod deadlines;
mod desk;
mod faults;
mod records;
mod rests;
mod secrets;
mod trying;
