//! Sending in the background: another process of this program, which nobody waits for.
#![expect(clippy::disallowed_methods, reason = "the process in the background is started here")]

use std::process::{Command, Stdio};

use super::find::PairFolder;

/// Starts `oneonone sync --background` in the pair's folder. That it could not be started is no error: the next command
/// tells what has not reached the other side.
pub fn send_later(folder: &PairFolder) {
    let Ok(program) = std::env::current_exe() else { return };
    let mut command = Command::new(program);
    command
        .args(["sync", "--background"])
        .current_dir(&folder.root)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // What ends the command that wrote, such as Ctrl-C, does not end the sending.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let _ = command.spawn();
}
