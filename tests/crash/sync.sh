#!/usr/bin/env bash
# Kills `oneonone sync` at every system call of its own, one at a time, and looks whether anything is lost.
#
#   tests/crash/sync.sh PROGRAM [EVERY]
#
# Two clones and a hub: both sides have written in the same entry, and the killed sync has to receive, merge and send.
# EVERY=5 takes every fifth point only. Needs Linux, strace and git.
#
# After each kill, two next actors are tried, each on its own copy: the same program again, and a plain `git commit -a`
# before it. In the end both clones and the hub have the same tree with every line once, `git fsck` and `git status` are
# clean, and nothing is left behind.
set -euo pipefail

if [[ ${1-} == --point ]]; then
    shift
else
    program=$(realpath "$1")
    every=${2:-1}
    work=$(mktemp -d "${TMPDIR:-/tmp}/crash.XXXXXX")
    trap 'rm -rf "$work"' EXIT
fi

# as PLACE WHO COMMAND...: runs a command as that person in that copy of the world.
as() {
    local place=$1 who=$2
    shift 2
    env -i PATH="$PATH" HOME="$place/$who" XDG_CONFIG_HOME="$place/$who/config" GIT_CONFIG_GLOBAL="$place/$who/gitconfig" \
        GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC ONEONONE_HOME="$place/$who/oneonones" ONEONONE_TODAY=2026-11-20 "$@"
}

pair_of() {
    if [[ $2 == bob ]]; then echo "$1/bob/oneonones/alice-chen"; else echo "$1/alice/oneonones/bob-diaz"; fi
}

wrong() {
    echo "$mode $name $ordinal: $*" >>"$work/wrong"
}

judge() {
    local place=$1 who pair found text word
    for who in bob alice bob; do
        found=$(as "$place" "$who" "$program" sync 2>&1) || wrong "the sync of $who failed: $found"
    done
    for who in bob alice; do
        pair=$(pair_of "$place" "$who")
        found=$(as "$place" "$who" git -C "$pair" fsck --strict --no-progress --no-dangling 2>&1) || wrong "fsck: $found"
        [[ -z $found ]] || wrong "fsck of $who says: $found"
        found=$(as "$place" "$who" git -C "$pair" status --porcelain)
        [[ -z $found ]] || wrong "status of $who says: $found"
        text=$(as "$place" "$who" git -C "$pair" grep -h -e '' HEAD -- entries || true)
        for word in note-first note-bob note-alice; do
            [[ $(grep -c "$word" <<<"$text") == 1 ]] || wrong "$who has $word $(grep -c "$word" <<<"$text") times"
        done
        found=$(find "$pair" -name '*.lock' -not -name net.lock -o -name '.oneonone-*' -o -path '*/oneonone/journal' -size +0)
        [[ -z $found ]] || wrong "left behind: $found"
    done
    found=$(git -C "$place/hub.git" fsck --strict --no-progress --no-dangling 2>&1) || wrong "fsck of the hub: $found"
    [[ $(git -C "$place/hub.git" rev-parse main) == $(git -C "$(pair_of "$place" bob)" rev-parse main) ]] || wrong "the hub differs"
    [[ $(git -C "$place/hub.git" rev-parse main) == $(git -C "$(pair_of "$place" alice)" rev-parse main) ]] || wrong "alice differs"
}

point() {
    mode=$1 name=$2 ordinal=$3
    local place="$work/$mode.$name.$ordinal" output status=0
    mkdir "$place"
    cp -a "$work/base/." "$place"
    as "$place" bob git -C "$(pair_of "$place" bob)" config remote.origin.url "$place/hub.git"
    as "$place" alice git -C "$(pair_of "$place" alice)" config remote.origin.url "$place/hub.git"
    as "$place" bob timeout 60 strace -qq -o /dev/null -e trace="$name" -e inject="$name:signal=KILL:when=$ordinal" \
        "$program" sync >/dev/null 2>&1 || true
    if [[ $mode == git ]]; then
        output=$(as "$place" bob git -C "$(pair_of "$place" bob)" commit -a -m x 2>&1) || status=$?
        if ((status != 0)); then
            case $output in
            *"nothing to commit"* | *"nothing added to commit"*) ;;
            *) wrong "git commit -a: $output" ;;
            esac
        fi
    fi
    judge "$place"
    rm -rf "$place"
}

if [[ ${work_point-} ]]; then
    work=$work_point program=$program_point
    point "$@"
    exit
fi

base="$work/base"
for who in bob alice; do
    mkdir -p "$base/$who/config/oneonone"
    echo 'auto_sync: off' >"$base/$who/config/oneonone/config.yaml"
done
printf '[user]\n\tname = Bob Diaz\n\temail = bob@example.com\n[gc]\n\tauto = 0\n' >"$base/bob/gitconfig"
printf '[user]\n\tname = Alice Chen\n\temail = alice@example.com\n[gc]\n\tauto = 0\n' >"$base/alice/gitconfig"
{
    as "$base" bob "$program" init "Alice Chen" --email alice@example.com
    as "$base" bob "$program" note note-first
    as "$base" bob "$program" share alice "$base/hub.git"
    as "$base" alice "$program" join "$base/hub.git"
    as "$base" alice "$program" note note-alice
    as "$base" alice "$program" sync
    as "$base" bob "$program" note note-bob
} >"$work/log" 2>&1 || { cat "$work/log"; exit 2; }

cp -a "$base" "$work/trace"
as "$work/trace" bob git -C "$(pair_of "$work/trace" bob)" config remote.origin.url "$work/trace/hub.git"
as "$work/trace" alice git -C "$(pair_of "$work/trace" alice)" config remote.origin.url "$work/trace/hub.git"
as "$work/trace" bob strace -qq -o "$work/calls" "$program" sync >/dev/null
rm -rf "$work/trace"
sed -nE 's/^([0-9]+ +)?([a-z_0-9]+)\(.*/\2/p' "$work/calls" | awk '
    { count[$1]++ }
    END { for (name in count) for (k = 1; k <= count[name]; k++) if (name != "execve" || k > 1) print name, k }' |
    sort -k1,1 -k2,2n | awk -v every="$every" 'NR % every == 0' >"$work/points"

: >"$work/wrong"
for mode in next git; do
    sed "s/^/$mode /" "$work/points"
done | work_point=$work program_point=$program xargs -P "$(nproc)" -n 3 "$0" --point

echo "$(wc -l <"$work/points") system calls killed at, two next actors each"
echo "$(wc -l <"$work/wrong") times something was wrong"
sed 's/^/  /' "$work/wrong"
[[ ! -s $work/wrong ]]
