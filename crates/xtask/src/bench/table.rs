//! Markdown tables and the way in which figures stand in them.

/// A table with a head.
pub struct Table {
    text: String,
}

impl Table {
    /// Begins a table: the first column to the left, figures to the right.
    pub fn new<'a>(head: impl IntoIterator<Item = &'a str>) -> Self {
        let head: Vec<&str> = head.into_iter().collect();
        let rule: Vec<&str> = head.iter().enumerate().map(|(i, _)| if i == 0 { "---" } else { "---:" }).collect();
        let mut table = Self { text: String::new() };
        table.line(head.iter().copied());
        table.text += &format!("|{}|\n", rule.join("|"));
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        self.line(cells.iter().map(String::as_str));
    }

    fn line<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        let cells: Vec<&str> = cells.collect();
        self.text += &format!("| {} |\n", cells.join(" | "));
    }

    /// The table as Markdown.
    pub fn finish(self) -> String {
        self.text
    }
}

/// A measure between 0 and 1 with three places and no zero before the point: `.838`.
pub fn measure(value: f64) -> String {
    let text = format!("{value:.3}");
    text.strip_prefix('0').map_or_else(|| text.clone(), str::to_owned)
}

/// A difference of two measures, with its sign: `+.028`.
pub fn difference(value: f64) -> String {
    format!("{}{}", if value < 0.0 { "-" } else { "+" }, measure(value.abs()))
}

/// A share in per cent.
pub fn percent(value: f64) -> String {
    format!("{:.1} %", value * 100.0)
}

/// Bytes in millions.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// Milliseconds with as many places as say something.
pub fn milliseconds(value: f64) -> String {
    if value < 1.0 {
        format!("{value:.2}")
    } else if value < 100.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_as_in_a_paper() {
        assert_eq!(measure(0.8376), ".838");
        assert_eq!(measure(0.9999), "1.000");
        assert_eq!(difference(-0.01), "-.010");
        assert_eq!(difference(0.0278), "+.028");
        assert_eq!(milliseconds(0.154), "0.15");
        assert_eq!(milliseconds(7.86), "7.9");
        assert_eq!(milliseconds(192.4), "192");
        assert_eq!(megabytes(18_460_000), "18.5");
        assert_eq!(percent(0.753), "75.3 %");
    }

    #[test]
    fn a_table_is_markdown() {
        let mut table = Table::new(["", "a"]);
        table.row(&["x".into(), ".1".into()]);
        assert_eq!(table.finish(), "|  | a |\n|---|---:|\n| x | .1 |\n");
    }
}
