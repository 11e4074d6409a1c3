//! The files of a new pair.

use super::{InitArgs, NewPair};
use crate::format::edit::yaml_string;
use crate::format::pair_file;

impl NewPair {
    pub(super) fn files(&self, args: &InitArgs) -> Vec<(&'static str, String)> {
        vec![
            (pair_file::FILE_NAME, self.pair_file(args)),
            ("README.md", self.readme()),
            (
                "backlog.md",
                format!(
                    "# Backlog of {} and {}\n\nTopics for some day, one a line: `- [ ] Pay bands`.\n",
                    self.name, self.manager
                ),
            ),
            (
                "goals.md",
                format!("# Goals of {}\n\nMilestones on the way, one a line: `- [ ] Lead a project`.\n", self.name),
            ),
            (".gitattributes", "* -text\n*.md merge=oneonone\noneonone.yaml merge=oneonone\n".to_owned()),
        ]
    }

    fn pair_file(&self, args: &InitArgs) -> String {
        let party = |name: &str, handle: &str, email: Option<&String>| {
            let email = email.map(|email| format!(", email: [{}]", yaml_string(email))).unwrap_or_default();
            format!("{{name: {}, handle: {}{email}}}", yaml_string(name), yaml_string(handle))
        };
        let time = self.time.as_ref().map(|time| format!(", time: \"{time}\"")).unwrap_or_default();
        let role = args.role.as_ref().map(|role| format!("role: {}\n", yaml_string(role))).unwrap_or_default();
        format!(
            "schema: 1\nkind: {}\ndirect_report: {}\nmanager: {}\n{role}template: {}\ncadence:\n  - {{from: {}, every: {}{time}, minutes: {}}}\n",
            args.kind,
            party(&self.name, &self.handle, self.email.as_ref()),
            party(&self.manager, &self.manager_handle, self.manager_email.as_ref()),
            yaml_string(&self.template),
            self.start,
            yaml_string(&self.every.to_string()),
            args.minutes,
        )
    }

    fn readme(&self) -> String {
        format!(
            "# One-on-ones of {name} and {manager}\n\n\
             Everything here is plain text, and belongs to both of you.\n\n\
             - `entries/` has one file a meeting, named by its date. Open the next one and write under the headings.\n\
             - No file yet? Make `entries/YYYY-MM-DD.md` with the meeting's date; headings such as `## Blockers` are enough.\n\
             - Something to do is a line `- [ ] @{handle} What due:YYYY-MM-DD`; put an `x` between the brackets once it is done.\n\
             - The number under `## Engagement` is the answer to \"how are you feeling about your work?\", 1 to 10.\n\
             - `backlog.md` has topics for some day, `goals.md` the goals.\n\
             - Words like `^k3f9aa` at the end of a line are its name: leave them, and the line can be followed from week to week.\n",
            name = self.name,
            manager = self.manager,
            handle = self.handle,
        )
    }
}
