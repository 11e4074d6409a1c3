use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn shown() {
    assert_snapshot!(Env::with_alice().shows("pair show"), @r#"
    exit 0
    --- stdout
    schema: 1
    kind: one-on-one
    direct_report: {name: Alice Chen, handle: alice, email: ["alice@example.com"]}
    manager: {name: Bob Diaz, handle: bob, email: ["bob@example.com"]}
    template: six-part
    cadence:
      - {from: 2026-11-20, every: week, time: "14:00", minutes: 45}
    --- stderr
    [dir]/oneonones/alice-chen/oneonone.yaml
    "#);
}

#[test]
fn names_and_addresses_change() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("pair set alice --name 'Alice Meyer' --handle @AMeyer --email am@example.com --role 'Staff, Infra'"), @r"
    exit 0
    --- stderr
    saved: [dir]/oneonones/alice-chen/oneonone.yaml
    hint: items that were written with the handle before keep it; `oneonone action list --all` shows them
    ");
    assert_snapshot!(env.read("oneonone.yaml"), @r#"
    schema: 1
    kind: one-on-one
    direct_report: {name: Alice Meyer, handle: ameyer, email: ["am@example.com", "alice@example.com"]}
    manager: {name: Bob Diaz, handle: bob, email: ["bob@example.com"]}
    template: six-part
    cadence:
      - {from: 2026-11-20, every: week, time: "14:00", minutes: 45}
    role: "Staff, Infra"
    "#);
    assert_snapshot!(env.shows("pair set ameyer --manager 'Mara Silva' --manager-handle mara --manager-email m@example.com"), @r"
    exit 0
    --- stderr
    saved: [dir]/oneonones/alice-chen/oneonone.yaml
    hint: items that were written with the handle before keep it; `oneonone action list --all` shows them
    ");
    assert_snapshot!(env.last_change(), @r#"
    oneonone pair set: oneonone.yaml
    -manager: {name: Bob Diaz, handle: bob, email: ["bob@example.com"]}
    +manager: {name: Mara Silva, handle: mara, email: ["m@example.com", "bob@example.com"]}
    "#);
    env.ok("status alice-chen");
}

#[test]
fn refused() {
    let env = Env::with_alice();
    let before = env.tree();
    assert_snapshot!(env.shows("pair set"), @r#"
    exit 2
    --- stderr
    error: nothing to change
    hint: for example: --name "Alice Meyer" --handle ameyer
    "#);
    assert_snapshot!(env.shows("pair set --handle 'a b'"), @r"
    exit 2
    --- stderr
    error: `a b` is no handle
    hint: letters, digits, `-`, `_` and `.`
    ");
    assert_snapshot!(env.shows("pair set --template none"), @r"
    exit 1
    --- stderr
    error: there is no template `none`
    hint: built in: six-part; others stand in templates/ of the pair or of your configuration
    ");
    assert!(env.tree() == before, "nothing is written");
    let text = env.read("oneonone.yaml").replace("handle: alice", "handle: alice, pronouns: she");
    env.write("oneonone.yaml", &text);
    assert_snapshot!(env.shows("pair set --name 'Alice Meyer'"), @r"
    exit 1
    --- stderr
    saved what was changed by hand: oneonone.yaml
    error: `oneonone.yaml`: `direct_report` is written in a way that cannot be changed safely; change it in an editor
    ");
    assert!(env.read("oneonone.yaml").contains("pronouns"));
}
