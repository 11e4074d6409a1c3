//! What a search finds in private notes. The words stay inside: they are looked at here, and shown on a terminal alone.

use super::text::{MARK, PrivateText};
use crate::search::Query;
use crate::ui::Ui;
use crate::ui::escape::visible;

impl PrivateText {
    /// Whether one of its lines has all words.
    pub fn has(&self, query: &Query) -> bool {
        self.words().lines().any(|line| query.places(line, |_| true).is_some())
    }

    /// Prints it as a result, each line marked as private, with what was looked for highlighted; nothing where standard
    /// output is no terminal.
    pub fn show_found(&self, ui: &Ui, query: &Query) {
        if ui.settings().height.is_none() {
            return;
        }
        let palette = ui.palette();
        let shown = |text: &str| visible(&text.replace('\t', "    ")).into_owned();
        for line in self.words().lines() {
            let mut text = format!("  {} ", palette.dim(&format!("{MARK}:")));
            let mut at = 0;
            for place in query.places(line, |_| true).unwrap_or_default() {
                text.push_str(&shown(&line[at..place.start]));
                text.push_str(&palette.bad(&shown(&line[place.clone()])));
                at = place.end;
            }
            text.push_str(&shown(&line[at..]));
            ui.out(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Options;
    use crate::ui::Settings;
    use crate::ui::prompt::NoInput;

    fn shown(settings: Settings) -> String {
        let text = PrivateText::new("She may leave\nin \u{1b}[31mspring".to_owned());
        let query = Query::new(&["may", "leave"], Options::default()).expect("a query");
        assert!(text.has(&query));
        let (ui, capture) = Ui::captured(settings, NoInput);
        text.show_found(&ui, &query);
        assert_eq!(capture.stderr(), "");
        capture.stdout()
    }

    #[test]
    fn words_are_sought_on_one_line() {
        let text = PrivateText::new("She may leave\nin spring".to_owned());
        for (words, has) in [(vec!["leave", "may"], true), (vec!["leave", "spring"], false), (vec!["stay"], false)] {
            assert_eq!(text.has(&Query::new(&words, Options::default()).expect("a query")), has, "{words:?}");
        }
    }

    #[test]
    fn they_are_shown_on_a_terminal_alone() {
        assert_eq!(shown(Settings::default()), "");
        let terminal = Settings { height: Some(24), ..Settings::default() };
        assert_eq!(shown(terminal), "  private: She may leave\n  private: in ^[[31mspring\n");
        let colour = shown(Settings { stdout_color: true, ..terminal });
        assert!(colour.contains("She \u{1b}[1m\u{1b}[31mmay\u{1b}[0m \u{1b}[1m\u{1b}[31mleave\u{1b}[0m"), "{colour:?}");
    }
}
