//! The command `xunzhang`.
fn main() {}
