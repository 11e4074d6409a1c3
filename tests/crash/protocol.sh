#!/bin/sh
# Stands in for the program in `run.sh`, so that the write protocol can be tested alone:
#
#   cargo test --release --test store_writers --no-run      # prints the test program's path
#   ln -s "$PWD/target/release/deps/store_writers-…" tests/crash/writers
#   tests/crash/run.sh tests/crash/protocol.sh
set -e
writers=$(dirname "$0")/writers
case $1 in
init)
    mkdir -p "$ONEONONE_HOME/alice-chen/entries"
    cd "$ONEONONE_HOME/alice-chen"
    git init -q -b main
    echo 'schema: 1' >oneonone.yaml
    echo '# Alice Chen' >entries/2026-11-20.md
    git add .
    git commit -q -m 'oneonone init'
    ;;
note)
    ONEONONE_TEST_PAIR="$ONEONONE_HOME/$2" ONEONONE_TEST_TEXT="$3" \
        exec "$writers" writer --exact --ignored --nocapture --test-threads=1
    ;;
esac
