//! What an editor saved, put together with what has happened to the entry since the editor opened it.

use super::error::WorkspaceError;
use crate::format::edit::{remove_key, set_key};
use crate::format::frontmatter::{key_spans, parse_mapping};
use crate::format::source::Source;
use crate::git::merge::{self, Merged};

/// Merges `saved`, made from `base` in an editor, with what the file is `now`. Frontmatter is merged key by key (what the
/// person saved holds), the body line by line.
pub fn merge_edit(path: &str, base: &[u8], saved: &[u8], now: &[u8]) -> Result<Merged, WorkspaceError> {
    if base == now || saved == now {
        return Ok(Merged { bytes: saved.to_vec(), kept_both: false });
    }
    let (base_source, saved_source, now_source) = (Source::new(base), Source::new(saved), Source::new(now));
    let body = merge::lines(&base[base_source.body..], &saved[saved_source.body..], &now[now_source.body..])?;
    let (base_head, saved_head) = (&base[..base_source.body], &saved[..saved_source.body]);
    let now_head = &now[..now_source.body];
    let head = if base_head == saved_head {
        now_head.to_vec()
    } else if base_head == now_head {
        saved_head.to_vec()
    } else {
        merge_keys(path, &base_source, &saved_source, now_head)?
    };
    Ok(Merged { bytes: [head, body.bytes].concat(), kept_both: body.kept_both })
}

/// The keys that the person changed, set in what the frontmatter is now.
fn merge_keys(path: &str, base: &Source<'_>, saved: &Source<'_>, now: &[u8]) -> Result<Vec<u8>, WorkspaceError> {
    let failed = |source| WorkspaceError::Edit { path: path.to_owned(), source };
    let mapping = |source: &Source<'_>| {
        let text = source.frontmatter_text().unwrap_or_default();
        parse_mapping(text).map_err(|_| failed(crate::format::edit::EditError::UnreadableFrontmatter))
    };
    let (old, new) = (mapping(base)?, mapping(saved)?);
    let mut head = now.to_vec();
    let range = saved.frontmatter.clone().unwrap_or(0..0);
    for span in key_spans(&saved.text, range) {
        if new.get(&span.key) != old.get(&span.key) {
            let value = saved.text[span.value.start.max(span.name.end)..span.full.end].trim_end();
            head = set_key(&head, &span.key, value).map_err(failed)?;
        }
    }
    for key in old.keys().filter_map(|key| key.as_str()).filter(|key| !new.contains_key(*key)) {
        head = remove_key(&head, key).map_err(failed)?;
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_taken_meanwhile_survives_the_save() {
        let base = b"---\nstatus: planned\n---\n## Topics\n- one\n\n## Actions\n";
        let saved = b"---\nstatus: planned\nminutes: 30\n---\n## Topics\n- one\n- typed\n\n## Actions\n- [ ] x\n";
        let now = b"---\nstatus: held\n---\n## Topics\n- one\n- noted\n\n## Actions\n";
        let merged = merge_edit("entries/x.md", base, saved, now).unwrap();
        let text = String::from_utf8(merged.bytes).unwrap();
        assert_eq!(
            text,
            "---\nstatus: held\nminutes: 30\n---\n## Topics\n- one\n- typed\n- noted\n\n## Actions\n- [ ] x\n"
        );
        assert!(merged.kept_both);
    }
}
