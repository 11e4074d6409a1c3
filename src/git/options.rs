//! Process-wide options of libgit2.
#![allow(unsafe_code, reason = "git2 has no safe call for this option")]

use std::os::raw::c_int;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static DURABLE: AtomicBool = AtomicBool::new(false);

/// Up to how many bytes a tree is kept in memory. libgit2 keeps trees of 4 KB, and `entries/` is over that after three years of weeks:
/// a commit would read, unpack and check it three times.
const TREE_BYTES: usize = 1 << 20;

/// Says whether libgit2 waits until what it writes is on the disk, from now on and in the whole process.
pub(super) fn durable(enabled: bool) {
    static INITIALISED: Once = Once::new();
    INITIALISED.call_once(|| {
        // Initialises libgit2; `libgit2-sys` alone would not.
        let _ = git2::Oid::hash_object(git2::ObjectType::Blob, b"");
        libgit2_sys::init();
        // SAFETY: this option takes a type and a `size_t` and sets a number of libgit2, before any object is read.
        unsafe {
            libgit2_sys::git_libgit2_opts(
                libgit2_sys::GIT_OPT_SET_CACHE_OBJECT_LIMIT as c_int,
                libgit2_sys::GIT_OBJECT_TREE,
                TREE_BYTES,
            );
        }
    });
    if DURABLE.swap(enabled, Ordering::Relaxed) != enabled {
        // SAFETY: this option takes one `int` and sets a global flag of libgit2.
        unsafe {
            libgit2_sys::git_libgit2_opts(libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as c_int, c_int::from(enabled));
        }
    }
}

/// While it lives, libgit2 does not wait for the disk: whoever holds it waits for all objects together
/// ([`super::objects::sync`]), which takes one wait instead of two an object. Where a file can be waited for only by a
/// writer, and objects are read-only, libgit2 goes on waiting itself.
pub(super) struct Together;

impl Together {
    pub(super) fn begin() -> Self {
        durable(!cfg!(unix));
        Self
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        durable(true);
    }
}
