#!/usr/bin/env bash
# Kills `oneonone note` at every system call, one at a time, and looks whether anything is lost.
#
#   tests/crash/run.sh PROGRAM [EVERY [ERROR]]
#
# PROGRAM is the program to test; EVERY=5 takes every fifth point only. With ERROR, such as ENOSPC or EIO, the call fails
# with it instead of the program being killed. With FIRST=1 in the environment the killed note is the first of its entry,
# and makes the file. Needs Linux, strace and git.
#
# After each kill, two next actors are tried, each on its own copy:
#   next   the same program again: it must work without a hand;
#   git    a plain `git commit -a`, and then the program: what was in the file must be kept.
# In the end `git fsck` and `git status` are clean, everything written earlier is there, once, and so is the killed
# note if the program had said that it is saved, or had ended well, or had put it into the file.
set -euo pipefail

if [[ ${1-} == --point ]]; then
    shift
else
    program=$(realpath "$1")
    every=${2:-1}
    blow=${3:+error=$3}
    blow=${blow:-signal=KILL}
    work=$(mktemp -d "${TMPDIR:-/tmp}/crash.XXXXXX")
    trap 'rm -rf "$work"' EXIT
fi

pair=alice-chen
# The calls that a full or failing disk makes fail.
failing='openat|read|write|pwrite64|fsync|rename|link|linkat|unlink|mkdir|ftruncate|copy_file_range|getdents64'

# Runs a command with an environment of its own; its home is $1.
clean() {
    local home=$1
    shift
    env -i PATH="$PATH" HOME="$home" XDG_CONFIG_HOME="$home/none" GIT_CONFIG_GLOBAL="$home/gitconfig" \
        GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC ONEONONE_HOME="$home/oneonones" ONEONONE_TODAY=2026-11-20 "$@"
}

in_pair() {
    local home=$1
    shift
    clean "$home" git -C "$home/oneonones/$pair" "$@"
}

# The words of all entries as the last commit has them.
committed() {
    in_pair "$1" grep -h -e '' HEAD -- entries || true
}

wrong() {
    echo "$mode $name $ordinal: $*" >>"$work/wrong"
}

# Looks at the pair in home $1 after everything; $2 tells whether the killed note has to be there.
judge() {
    local home=$1 needed=$2 text found word
    found=$(in_pair "$home" fsck --strict --no-progress --no-dangling 2>&1) || wrong "fsck failed: $found"
    [[ -z $found ]] || wrong "fsck says: $found"
    found=$(in_pair "$home" status --porcelain)
    [[ -z $found ]] || wrong "status says: $found"
    text=$(committed "$home")
    for word in note-one note-two note-three note-after; do
        [[ $(grep -c "$word" <<<"$text") == 1 ]] || wrong "$word is there $(grep -c "$word" <<<"$text") times"
    done
    found=$(grep -c note-killed <<<"$text" || true)
    ((found >= needed)) || wrong "the killed note is lost"
    ((found <= 1)) || wrong "the killed note is there $found times"
    found=$(in_pair "$home" log --diff-filter=D --format= --name-only)
    [[ -z $found ]] || wrong "a commit removes $found"
    found=$(find "$home/oneonones/$pair" -name '*.lock' -o -name '.oneonone-*' -o -path '*/oneonone/journal' -size +0)
    [[ -z $found ]] || wrong "left behind: $found"
}

# Kills at one point and tries one next actor.
point() {
    mode=$1 name=$2 ordinal=$3
    local home="$work/$mode.$name.$ordinal" said=0 in_file=0 status=0 output
    cp -a "$work/base" "$home"
    clean "$home" timeout 60 strace -f -qq -o /dev/null -e trace="$name" -e inject="$name:$blow:when=$ordinal" \
        "$program" note "$pair" note-killed >"$home.out" 2>&1 || status=$?
    if ((status == 0)) || grep -qi saved "$home.out"; then said=1; fi
    if grep -rqs note-killed "$home/oneonones/$pair/entries" --include='*.md'; then in_file=1; fi
    ((said <= in_file)) || wrong "said saved, but the text is not in the file"
    if [[ $mode == git ]]; then
        status=0
        output=$(in_pair "$home" commit -a -m x 2>&1) || status=$?
        if ((status != 0)); then
            case $output in
            *"nothing to commit"* | *"nothing added to commit"*) ;;
            *) wrong "git commit -a: $output" ;;
            esac
        fi
        if ((in_file)) && ! grep -rqs note-killed "$home/oneonones/$pair/entries"; then
            wrong "git commit -a lost the text"
        fi
    fi
    status=0
    output=$(clean "$home" timeout 60 "$program" note "$pair" note-after 2>&1) || status=$?
    ((status == 0)) || wrong "the next command failed with $status: $output"
    judge "$home" "$in_file"
    rm -rf "$home" "$home.out"
}

if [[ ${work_point-} ]]; then
    work=$work_point program=$program_point blow=$blow_point
    point "$@"
    exit
fi

home="$work/base"
mkdir -p "$home"
cat >"$home/gitconfig" <<'CONFIGURATION'
[user]
	name = Bob Diaz
	email = bob@example.com
[gc]
	auto = 0
CONFIGURATION
clean "$home" "$program" init "Alice Chen" >"$work/log" 2>&1 || { cat "$work/log"; exit 2; }
for text in note-one note-two note-three; do
    clean "$home" "$program" note "$pair" "$text" >"$work/log" 2>&1 || { cat "$work/log"; exit 2; }
done

if [[ ${FIRST-} ]]; then
    clean "$home" "$program" cancel "$pair" --reason holiday >"$work/log" 2>&1 || { cat "$work/log"; exit 2; }
fi

# The first trace: which calls there are, and how often.
cp -a "$home" "$work/trace"
clean "$work/trace" strace -f -qq -o "$work/calls" "$program" note "$pair" note-killed >/dev/null
rm -rf "$work/trace"
sed -nE 's/^[0-9]+ +([a-z_0-9]+)\(.*/\1/p' "$work/calls" | awk '
    { count[$1]++ }
    END { for (name in count) for (k = 1; k <= count[name]; k++) if (name != "execve" || k > 1) print name, k }' |
    { [[ $blow == signal=KILL ]] && cat || grep -E "^($failing) "; } |
    sort -k1,1 -k2,2n | awk -v every="$every" 'NR % every == 0' >"$work/points"

: >"$work/wrong"
for mode in next git; do
    sed "s/^/$mode /" "$work/points"
done | work_point=$work program_point=$program blow_point=$blow xargs -P "$(nproc)" -n 3 "$0" --point

points=$(wc -l <"$work/points")
echo "$points system calls killed at, two next actors each"
echo "$(wc -l <"$work/wrong") times something was wrong"
sed 's/^/  /' "$work/wrong"
[[ ! -s $work/wrong ]]
