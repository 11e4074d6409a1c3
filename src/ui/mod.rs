//! What a person sees and answers: the one gate for output, styles, widths, questions, the editor and the pager.
//!
//! Nothing here reads the environment: [`Surroundings`] is filled by the program's edge.

pub mod diagnostic;
pub mod editor;
pub mod escape;
pub mod lists;
pub mod output;
pub mod pager;
pub mod prompt;
pub mod settings;
pub mod style;
pub mod suggest;
pub mod width;
mod window;
mod zero_width;

pub use output::{Capture, Ended, Ui};
pub use settings::{ColorChoice, Settings, Surroundings};
pub use style::Palette;
