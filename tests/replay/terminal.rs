//! A terminal for a program: it sees one on all three streams, and is answered when it asks.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, OutputModes, tcgetattr, tcsetattr};

/// How long a line without an end has to stand before it is a question.
const ASKED: Duration = Duration::from_millis(100);

/// The same, and waits for all that the command has started and left running.
pub(crate) fn run_with_all(shell: Command, answers: Vec<String>) -> (String, Option<i32>) {
    let (mut alive, held) = std::io::pipe().unwrap();
    // Every process that descends from the shell holds this end, until the last of them has ended.
    rustix::io::fcntl_setfd(&held, rustix::io::FdFlags::empty()).unwrap();
    let shown = run(shell, answers);
    drop(held);
    alive.read_to_end(&mut Vec::new()).unwrap();
    shown
}

/// Runs the command; what it shows, with each answer as `«answer»` behind its question, and its exit code. A question
/// beyond the answers is answered with Enter.
pub(super) fn run(mut command: Command, answers: Vec<String>) -> (String, Option<i32>) {
    let (master, slave) = pair();
    command.stdin(Stdio::from(slave.try_clone().unwrap()));
    command.stdout(Stdio::from(slave.try_clone().unwrap())).stderr(Stdio::from(slave));
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut writer = File::from(master.try_clone().unwrap());
    let mut reader = File::from(master);
    let (sender, chunks) = mpsc::channel();
    let reading = std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        // The end of the terminal is an error on some systems.
        while let Ok(length @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut shown = Vec::new();
    let mut answers = answers.into_iter();
    loop {
        match chunks.recv_timeout(ASKED) {
            Ok(chunk) => shown.extend(chunk),
            Err(mpsc::RecvTimeoutError::Timeout) if shown.last() == Some(&b' ') => {
                let answer = answers.next().unwrap_or_default();
                writeln!(writer, "{answer}").unwrap();
                shown.extend(format!("«{answer}»\n").bytes());
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    reading.join().unwrap();
    (String::from_utf8(shown).unwrap(), child.wait().unwrap().code())
}

/// Both ends of a terminal that echoes nothing and leaves line ends alone.
fn pair() -> (OwnedFd, OwnedFd) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let slave = open(name.as_c_str(), OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
    let mut modes = tcgetattr(&slave).unwrap();
    modes.local_modes.remove(LocalModes::ECHO);
    modes.output_modes.remove(OutputModes::OPOST);
    tcsetattr(&slave, OptionalActions::Now, &modes).unwrap();
    (master, slave)
}

/// Lets the file be run.
pub(super) fn make_executable(file: &Path) {
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).unwrap();
}
