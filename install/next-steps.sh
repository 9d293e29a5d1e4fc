#!/bin/sh
# Says what to type after the first run. Usage: install/next-steps.sh DATABASE
cat <<STEPS

Next, for instance:
  .venv/bin/trichluc serve --db $1 --open      read and search it in the browser
  .venv/bin/trichluc search "cải cách hành chính" --db $1      full text, accents optional
  .venv/bin/trichluc audit --db $1      what does not add up, with evidence
STEPS
