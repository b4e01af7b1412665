//! Numbers, amounts and days that a text names. They are read by the same code where an article is indexed, where a query is understood and where a
//! text is marked.
//!
//! All readers take folded characters: [`numeral`] knows what a number is, [`quantity`] what is counted or measured by it, [`days`] which days are named.

pub mod days;
pub mod numeral;
pub mod quantity;

pub use days::{Period, named};
pub use numeral::Number;
pub use quantity::{Quantity, quantities, quantity_at};
