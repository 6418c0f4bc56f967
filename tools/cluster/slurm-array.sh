#!/bin/sh
# An archive in 64 parts on Slurm. The array has to begin at 1; a part is run again with
# sbatch --array=7 tools/cluster/slurm-array.sh, so the count is given here.
#SBATCH --job-name=callsift
#SBATCH --array=1-64
#SBATCH --cpus-per-task=2
#SBATCH --mem=512M
set -u
archive=${1:?folder of recordings} results=${2:?folder of results}
status=0
callsift scan "$archive" --channels agent,customer --shard auto/64 --jobs "${SLURM_CPUS_PER_TASK:-1}" \
  --format jsonl --output "$results" --store "${TMPDIR:-/tmp}/callsift-$SLURM_ARRAY_TASK_ID.sqlite" \
  --quiet || status=$?
# 3 = some recordings could not be read: they are listed among the results.
[ "$status" -eq 3 ] || exit "$status"
