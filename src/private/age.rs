//! Encryption at rest, by the `age` program. What is to be hidden goes through pipes only, never through a file.
#![expect(clippy::disallowed_methods, reason = "this file starts the `age` program")]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::PrivateError;
use crate::store::files;

/// The program.
const PROGRAM: &str = "age";

/// How an identity begins that a passphrase protects: as a file of age, in bytes or in letters.
const PROTECTED: [&[u8]; 2] = [b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE"];

/// A key that age made, by the file that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(PathBuf);

impl Key {
    /// The key in this file, which is for nobody but its owner and needs no passphrase: what is sent in the background is
    /// looked through with nobody there to type one.
    pub(super) fn new(identity: &Path) -> Result<Self, PrivateError> {
        let bytes = files::read_regular(identity)?;
        if PROTECTED.iter().any(|beginning| bytes.starts_with(beginning)) {
            return Err(PrivateError::Key {
                identity: identity.to_owned(),
                why: "it has a passphrase, which nobody could type when pairs are sent in the background",
            });
        }
        Ok(Self(identity.to_owned()))
    }

    /// The key by the path that was noted; whether it is there is seen when it is used.
    pub(super) fn noted(identity: PathBuf) -> Self {
        Self(identity)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn encrypt(&self, plain: &[u8]) -> Result<Vec<u8>, PrivateError> {
        self.run("--encrypt", plain)
    }

    pub(super) fn decrypt(&self, hidden: &[u8]) -> Result<Vec<u8>, PrivateError> {
        self.run("--decrypt", hidden)
    }

    /// Whether the program is there, and what it hides with this key can be read with it.
    pub(super) fn check(&self) -> Result<(), PrivateError> {
        self.round_trip(b"oneonone").map(drop)
    }

    /// The bytes hidden, once it is sure that they can be read again.
    pub(super) fn round_trip(&self, plain: &[u8]) -> Result<Vec<u8>, PrivateError> {
        let hidden = self.encrypt(plain)?;
        if self.decrypt(&hidden)? == plain {
            return Ok(hidden);
        }
        Err(PrivateError::Age { message: "it did not give back what it was given".to_owned() })
    }

    fn run(&self, what: &str, input: &[u8]) -> Result<Vec<u8>, PrivateError> {
        let failed = |message: String| PrivateError::Age { message };
        let mut command = Command::new(PROGRAM);
        command.arg(what).arg("--identity").arg(&self.0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|source| PrivateError::NoAge { source })?;
        let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
        let (output, said) = std::thread::scope(|scope| {
            // That it stops reading early is told by how it ends.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            let said = scope.spawn(move || {
                let mut said = String::new();
                let _ = stderr.map(|mut stderr| stderr.read_to_string(&mut said));
                said
            });
            let mut output = Vec::new();
            let read = child.stdout.take().map(|mut stdout| stdout.read_to_end(&mut output));
            (read.unwrap_or(Ok(0)).map(|_| output), said.join().unwrap_or_default())
        });
        let ended = child.wait().map_err(|error| failed(error.to_string()))?;
        let output = output.map_err(|error| failed(error.to_string()))?;
        if ended.success() {
            return Ok(output);
        }
        let plain = |line: &'_ str| line.trim().trim_start_matches("age: ").trim_start_matches("error: ").to_owned();
        let said = said.lines().map(plain).find(|line| !line.is_empty());
        Err(failed(said.unwrap_or_else(|| "it failed without a word".to_owned())))
    }
}
