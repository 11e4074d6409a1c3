//! Random histories of one file on several clones that sync through one hub, and what has to hold in the end.
//!
//! Every word that is typed is a word that was never typed before, so that it can be looked for afterwards: the checks know
//! nothing of how the merge works.

use std::collections::{BTreeMap, BTreeSet};

/// What puts three versions together; none is a file that is not there.
pub(crate) type Merge = dyn Fn(Option<&[u8]>, Option<&[u8]>, Option<&[u8]>) -> Option<Vec<u8>>;

/// A small generator of numbers (splitmix64), so that a history is told by its number alone.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What two sides do to one file at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clash {
    SameLine,
    EditAgainstDelete,
    BothPrepared,
    IdOnBothSides,
    TickAgainstText,
    ScoreOnBothSides,
    SamePlace,
    SectionRemoved,
    KeyOnBothSides,
    WholeFileReplaced,
}

pub(crate) const CLASHES: [Clash; 10] = [
    Clash::SameLine,
    Clash::EditAgainstDelete,
    Clash::BothPrepared,
    Clash::IdOnBothSides,
    Clash::TickAgainstText,
    Clash::ScoreOnBothSides,
    Clash::WholeFileReplaced,
    Clash::SamePlace,
    Clash::SectionRemoved,
    Clash::KeyOnBothSides,
];

/// What must hold when all have synced.
#[derive(Default)]
struct Expected {
    /// Words that somebody typed and nobody took out, with the heading under which each stands, where it has to.
    words: BTreeMap<String, Option<String>>,
    /// Ids of items that somebody ticked.
    ticked: BTreeSet<String>,
    /// Ids of items whose box nobody touched.
    untouched: BTreeSet<String>,
    /// The lowest score that somebody gave at the same time as others, and where it stands.
    score: Option<(u32, bool)>,
}

const SECTIONS: [&str; 5] = ["Look back", "Look forward", "Blockers and support", "Open discussion", "Action items"];

struct Story<'d> {
    dice: &'d mut Dice,
    expected: Expected,
    word: u32,
    ids: u32,
}

/// A clone: the file as it is there, and as it was when it last synced.
#[derive(Clone, Default)]
struct Clone_ {
    now: Option<String>,
    base: Option<Vec<u8>>,
}

/// What the sides do at the same time, and what has to hold once all have it.
pub(crate) struct History {
    /// The text that all come from; none where the file is made on all sides.
    pub(crate) begin: Option<String>,
    /// The text of each side.
    pub(crate) texts: Vec<Option<String>>,
    /// The kinds of clash.
    pub(crate) clashes: Vec<Clash>,
    seed: u64,
    expected: Expected,
    /// In which order the sides sync.
    order: Vec<usize>,
}

impl History {
    /// The history of this number.
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let sides = 2 + dice.below(2);
        let count = 1 + dice.below(3);
        let mut clashes: Vec<Clash> = (0..count).map(|_| CLASHES[dice.below(CLASHES.len())]).collect();
        clashes.sort();
        clashes.dedup();
        // Nobody edits a line of a file that is just being replaced or made on both sides.
        let whole = clashes.iter().find(|clash| matches!(clash, Clash::BothPrepared)).copied();
        if let Some(whole) = whole {
            clashes = vec![whole];
        }
        let mut story = Story { dice: &mut dice, expected: Expected::default(), word: 0, ids: 0 };
        let begin = if whole.is_some() { None } else { Some(story.document()) };
        let newline = if story.dice.one_in(4) { "\r\n" } else { "\n" };
        let is_new = begin.is_none();
        let mut texts = story.clash(begin, sides, &clashes);
        let begin = if is_new { None } else { texts.pop().flatten() };
        for text in texts.iter_mut().flatten() {
            *text = text.replace('\n', newline);
        }
        let begin = begin.map(|text| text.replace('\n', newline));
        let expected = story.expected;
        let mut order: Vec<usize> = (0..sides).collect();
        for at in (1..sides).rev() {
            order.swap(at, dice.below(at + 1));
        }
        Self { begin, texts, clashes, seed, expected, order }
    }

    /// What does not hold for the last text.
    pub(crate) fn check(&self, text: &str) -> Result<(), String> {
        check(&self.expected, text).map_err(|what| format!("history {} ({:?}): {what}", self.seed, self.clashes))
    }
}

/// Plays one history; what broke, or the clashes that it had.
pub(crate) fn play(seed: u64, merge: &Merge) -> Result<Vec<Clash>, String> {
    let history = History::of(seed);
    let begin = history.begin.clone().map(String::into_bytes);
    let mut clones: Vec<Clone_> =
        history.texts.iter().map(|now| Clone_ { now: now.clone(), base: begin.clone() }).collect();
    laws(merge, begin.as_deref(), &clones)?;
    let end = sync_all(merge, begin, &mut clones, &history.order)?;
    history.check(&end).map_err(|what| format!("{what}\n{end}"))?;
    Ok(history.clashes)
}

/// The laws of one merge.
fn laws(merge: &Merge, base: Option<&[u8]>, clones: &[Clone_]) -> Result<(), String> {
    let text = |clone: &Clone_| clone.now.clone().map(String::into_bytes);
    for (one, other) in clones.iter().zip(&clones[1..]) {
        let (one, other) = (text(one), text(other));
        let (one, other) = (one.as_deref(), other.as_deref());
        let there = merge(base, one, other);
        if there != merge(base, other, one) {
            return Err("who merges makes a difference".to_owned());
        }
        if merge(base, one, one).as_deref() != one || merge(base, base, one).as_deref() != one {
            return Err("a version merged with itself, or with what it comes from, is another".to_owned());
        }
        if merge(one, there.as_deref(), one) != there {
            return Err("what was merged is merged again".to_owned());
        }
    }
    Ok(())
}

/// All sync until nothing changes: the hub's text, which all must have.
fn sync_all(merge: &Merge, begin: Option<Vec<u8>>, clones: &mut [Clone_], order: &[usize]) -> Result<String, String> {
    let mut hub = begin;
    for round in 0..3 {
        let before = hub.clone();
        for at in order {
            let clone = &mut clones[*at];
            let own = clone.now.clone().map(String::into_bytes);
            let merged = merge(clone.base.as_deref(), hub.as_deref(), own.as_deref());
            let text = merged.clone().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            (clone.now, clone.base, hub) = (text, merged.clone(), merged);
        }
        if round > 0 && before != hub {
            return Err("it does not come to rest".to_owned());
        }
    }
    let text = hub.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if clones.iter().any(|clone| clone.now != text) {
        return Err("the clones end in different texts".to_owned());
    }
    Ok(text.unwrap_or_default())
}

/// What must hold for the last text.
fn check(expected: &Expected, text: &str) -> Result<(), String> {
    let mut heading = String::new();
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    let mut boxes: BTreeMap<&str, Vec<char>> = BTreeMap::new();
    let mut scores = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            heading = name.split_whitespace().filter(|word| !is_typed(word)).collect::<Vec<_>>().join(" ");
        }
        if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) {
            return Err(format!("a marker: {line}"));
        }
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| is_typed(word)) {
            found.entry(word).or_insert_with(|| heading.clone());
        }
        let id = line.split_whitespace().find_map(|word| word.strip_prefix('^'));
        if let (Some(id), Some(at)) = (id, line.find('[')) {
            boxes.entry(id).or_default().extend(line[at + 1..].chars().next());
        }
        if heading == "Engagement" {
            scores.extend(line.trim().parse::<u32>());
        }
    }
    for (word, under) in &expected.words {
        let Some(place) = found.get(word.as_str()) else { return Err(format!("`{word}` is lost")) };
        if under.as_ref().is_some_and(|under| under != place) {
            return Err(format!("`{word}` stands under `{place}`"));
        }
    }
    for (id, marks) in &boxes {
        if marks.len() > 1 {
            return Err(format!("^{id} stands {} times", marks.len()));
        }
    }
    let is = |id: &String, mark: char| boxes.get(id.as_str()).is_some_and(|marks| marks == &[mark]);
    if let Some(id) = expected.ticked.iter().find(|id| !is(id, 'x')) {
        return Err(format!("^{id} was ticked and is not"));
    }
    if let Some(id) = expected.untouched.iter().find(|id| boxes.contains_key(id.as_str()) && !is(id, ' ')) {
        return Err(format!("^{id} was never ticked and is"));
    }
    match expected.score {
        Some((score, true)) if scores.first() != Some(&score) => Err(format!("the score is not {score}: {scores:?}")),
        Some((score, false)) if !text.lines().any(|line| line.starts_with(&format!("engagement: {score}"))) => {
            Err(format!("`engagement` is not {score}"))
        }
        _ => Ok(()),
    }
}

fn is_typed(word: &str) -> bool {
    word.strip_prefix("zz").is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Story<'_> {
    fn word(&mut self) -> String {
        self.word += 1;
        format!("zz{}", self.word)
    }

    /// A word that must be there in the end.
    fn typed(&mut self, under: Option<&str>) -> String {
        let word = self.word();
        self.expected.words.insert(word.clone(), under.map(str::to_owned));
        word
    }

    fn id(&mut self) -> String {
        self.ids += 1;
        format!("id{:04}", self.ids)
    }

    /// A document with a few lines under each heading; some words are common, so that lines are alike.
    fn document(&mut self) -> String {
        let mut text = "---\nstatus: planned\n---\n# Alice Chen and Bob Diaz\n".to_owned();
        for section in SECTIONS {
            text.push_str(&format!("\n## {section}\n<!-- {section}? -->\n"));
            for _ in 0..self.dice.below(4) {
                let (word, plain) =
                    (self.word(), ["Call the team", "Ship it", "Ask about the plan"][self.dice.below(3)]);
                if self.dice.one_in(2) {
                    let id = self.id();
                    self.expected.untouched.insert(id.clone());
                    text.push_str(&format!("- [ ] {plain} {word} ^{id}\n"));
                } else {
                    text.push_str(&format!("- {plain} {word}\n"));
                }
            }
        }
        text.push_str("\n## Engagement\n");
        text
    }

    fn clash(&mut self, begin: Option<String>, sides: usize, clashes: &[Clash]) -> Vec<Option<String>> {
        let Some(begin) = begin else { return self.prepared(sides) };
        // The last one is the text that all come from.
        let mut texts = vec![begin; sides + 1];
        // A section goes first, a file is replaced last: what others do meets both.
        for clash in clashes {
            let (one, other) = (self.dice.below(sides), self.dice.below(sides - 1));
            let other = if other >= one { other + 1 } else { other };
            self.one_clash(*clash, &mut texts, one, other);
        }
        texts.into_iter().map(Some).collect()
    }

    fn one_clash(&mut self, clash: Clash, texts: &mut [String], one: usize, other: usize) {
        let section = SECTIONS[self.dice.below(SECTIONS.len())];
        match clash {
            // The whole history is of that kind.
            Clash::BothPrepared => {}
            Clash::SameLine => {
                let (line, id) = self.new_line(texts, section);
                for side in [one, other] {
                    let word = self.typed(Some(section));
                    let tail = id.as_ref().map_or(String::new(), |id| format!(" ^{id}"));
                    let new = format!("{} {word}{tail}", line.trim_end_matches(tail.as_str()));
                    texts[side] = texts[side].replace(&line, &new);
                }
            }
            Clash::EditAgainstDelete => {
                let (line, _) = self.new_line(texts, section);
                let word = self.typed(Some(section));
                texts[one] = texts[one].replace(&line, &line.replacen("about", &format!("about {word}"), 1));
                texts[other] = texts[other].replace(&format!("{line}\n"), "");
            }
            Clash::IdOnBothSides => {
                let id = self.id();
                let word = self.word();
                let line = format!("- [ ] Talk about it {word}\n");
                texts.iter_mut().for_each(|text| *text = under(text, section, &line));
                let given = format!("- [ ] Talk about it {word} ^{id}\n");
                for side in [one, other] {
                    texts[side] = texts[side].replace(&line, &given);
                }
                self.expected.untouched.insert(id);
            }
            Clash::TickAgainstText => {
                let (line, id) = self.new_item(texts, section);
                let word = self.typed(Some(section));
                texts[one] = texts[one].replace(&line, &line.replacen("[ ]", "[x]", 1));
                texts[other] = texts[other].replace(&line, &line.replacen("about", &format!("about {word}"), 1));
                self.expected.untouched.remove(&id);
                self.expected.ticked.insert(id);
            }
            Clash::ScoreOnBothSides => {
                let in_body = self.dice.one_in(2);
                let scores = [1 + self.dice.below(10), 1 + self.dice.below(10)];
                for (side, score) in [one, other].into_iter().zip(scores) {
                    texts[side] = if in_body {
                        under(&texts[side], "Engagement", &format!("{score}\n"))
                    } else {
                        texts[side].replacen("---\n# ", &format!("engagement: {score}\n---\n# "), 1)
                    };
                }
                let least = scores.into_iter().min().unwrap_or(1);
                self.expected.score = Some((u32::try_from(least).unwrap_or(1), in_body));
            }
            Clash::WholeFileReplaced => {
                // What stood there is gone on that side; what the others type at the same time stays.
                let word = self.typed(None);
                texts[one] = format!("Pasted from somewhere else {word}\n\nand nothing more\n");
                self.expected.score = None;
                self.expected.ticked.clear();
                self.expected.untouched.clear();
                let gone: Vec<String> = self.expected.words.keys().cloned().collect();
                for typed in gone {
                    let somewhere = texts.iter().any(|text| text.contains(&typed));
                    if somewhere {
                        self.expected.words.insert(typed, None);
                    } else {
                        self.expected.words.remove(&typed);
                    }
                }
                let word = self.typed(None);
                let line = format!("- noted {word}\n");
                texts[other] = under(&texts[other], section, &line);
            }
            Clash::SamePlace => {
                for side in [one, other] {
                    for _ in 0..1 + self.dice.below(2) {
                        let word = self.typed(Some(section));
                        let line = format!("- noted {word}\n");
                        texts[side] = under(&texts[side], section, &line);
                    }
                }
            }
            Clash::SectionRemoved => {
                let before = texts[other].clone();
                texts[other] = without_section(&texts[other], section);
                // What its own author takes out again is gone.
                let expected = &mut self.expected;
                expected
                    .words
                    .retain(|word, _| texts.iter().any(|text| text.split_whitespace().any(|there| there == word)));
                let ticked = |text: &str, id: &str| text.lines().any(|line| line.contains("[x]") && line.ends_with(id));
                expected.ticked.retain(|id| !ticked(&before, id) || ticked(&texts[other], id));
                let word = self.typed(Some(section));
                texts[one] = under(&texts[one], section, &format!("- noted {word}\n"));
            }
            Clash::KeyOnBothSides => {
                for side in [one, other] {
                    let word = self.typed(None);
                    texts[side] = texts[side].replacen("---\n# ", &format!("reason: {word}\n---\n# "), 1);
                }
            }
        }
    }

    /// A new line on all sides, as if it had been there before.
    fn new_line(&mut self, texts: &mut [String], section: &str) -> (String, Option<String>) {
        if self.dice.one_in(2) {
            let (line, id) = self.new_item(texts, section);
            return (line, Some(id));
        }
        let line = format!("- Talk about the plan {}", self.word());
        texts.iter_mut().for_each(|text| *text = under(text, section, &format!("{line}\n")));
        (line, None)
    }

    fn new_item(&mut self, texts: &mut [String], section: &str) -> (String, String) {
        let (id, word) = (self.id(), self.word());
        self.expected.untouched.insert(id.clone());
        let line = format!("- [ ] Talk about the plan {word} ^{id}");
        texts.iter_mut().for_each(|text| *text = under(text, section, &format!("{line}\n")));
        (line, id)
    }

    /// The same slot, prepared on all sides: the same template and carried items, and each one's own notes.
    fn prepared(&mut self, sides: usize) -> Vec<Option<String>> {
        let template = self.document();
        let texts = (0..sides).map(|_| {
            let mut text = template.clone();
            for _ in 0..1 + self.dice.below(3) {
                let section = SECTIONS[self.dice.below(SECTIONS.len())];
                let word = self.typed(Some(section));
                text = under(&text, section, &format!("- noted {word}\n"));
            }
            Some(text)
        });
        texts.collect()
    }
}

/// A text with a line at the end of a section, or of the text where the section is not there.
fn under(text: &str, section: &str, line: &str) -> String {
    let heading = format!("## {section}\n");
    let Some(at) = text.find(&heading) else { return format!("{text}{line}") };
    let from = at + heading.len();
    let end = text[from..].find("\n## ").map_or(text.len(), |n| from + n);
    format!("{}{line}{}", &text[..end], &text[end..])
}

fn without_section(text: &str, section: &str) -> String {
    let Some(at) = text.find(&format!("## {section}\n")) else { return text.to_owned() };
    let end = text[at + 1..].find("\n## ").map_or(text.len(), |n| at + 1 + n + 1);
    format!("{}{}", &text[..at], &text[end..])
}
