"""Analyses the recordings of a manifest on Apache Spark.

Each partition of the manifest's lines goes through one `callsift worker --jsonl`. Reports become a
Parquet table by day (`OUTPUT/reports/callDate=2026-01-31`), inputs that could not be analysed a table of
their own (`OUTPUT/failures`).

    spark-submit tools/spark/callsift_spark.py manifest.jsonl --output OUTPUT --partitions 64 \
        -- --settings callsift.yaml --channels agent,customer

What stands behind `--` goes to the worker. The program `callsift`, the settings file and the recordings
have to be at the same place on every executor; relative paths are below its working folder.

Retried and speculative tasks do not double rows: a task's files appear when Spark commits it, once
(Spark, "Hadoop output committer").
"""

import argparse
import json
import re
import subprocess
import sys
import threading

NO_DAY = None  # Spark writes it as callDate=__HIVE_DEFAULT_PARTITION__

SCHEMA = (
    "kind string, callId string, path string, sha256 string, callDate string, "
    "durationSeconds double, customerRatio double, points double, required boolean, "
    "flags array<string>, code string, record string"
)


def row_of(line, answer):
    """A row of the results: columns to select by, and the whole record as it was written."""
    record = json.loads(answer)
    schema = record.get("schema", "")
    row = dict.fromkeys(part.split()[0] for part in SCHEMA.split(", "))
    row["record"] = answer
    if schema.startswith("callsift.report/"):
        start = (record.get("metadata") or {}).get("startTime") or ""
        row.update(
            kind="report",
            callId=record["callId"],
            path=record["file"]["path"],
            sha256=record["file"]["sha256"],
            callDate=day_of(start),
            durationSeconds=number(record["audio"]["durationSeconds"]),
            customerRatio=number(record["talk"]["customerRatio"]),
            points=number(record["score"]["points"]),
            required=record["review"]["required"],
            flags=[flag["code"] for flag in record["flags"]],
        )
        return row
    row.update(kind="failure", code=record["error"]["code"], callId=record.get("callId"))
    row["path"] = (record.get("file") or {}).get("path") or line[:1000]
    row["sha256"] = (record.get("file") or {}).get("sha256")
    return row


def number(value):
    """A number as Spark wants it: JSON does not tell 100 from 100.0."""
    return None if value is None else float(value)


def day_of(start):
    """The day as it stands in the metadata."""
    day = start[:10]
    return day if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) else NO_DAY


def ended_answer(status):
    """The record of a line during which the worker ended, in the shape of a failure."""
    message = f"the worker ended with status {status} at this call"
    return json.dumps(
        {"error": {"code": "workerEnded", "message": message}, "schema": "callsift.requestError/1"}
    )


def answers(command, lines):
    """Yields (line, answer) in order. A line that ends the worker costs that line only."""
    remaining = list(lines)
    while remaining:
        worker = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        feeder = threading.Thread(target=feed, args=(worker.stdin, remaining), daemon=True)
        feeder.start()
        answered = 0
        try:
            for answer in worker.stdout:
                if not answer.endswith("\n"):
                    break  # half an answer: the worker ended while it wrote
                yield remaining[answered], answer.rstrip("\n")
                answered += 1
        finally:
            if answered < len(remaining) and worker.poll() is None:
                worker.terminate()
            status = worker.wait()
            feeder.join()
        if status == 2:
            raise RuntimeError("callsift worker: mistake in its arguments or settings")
        if answered < len(remaining):
            yield remaining[answered], ended_answer(status)
            answered += 1
        remaining = remaining[answered:]


def feed(pipe, lines):
    """Writes all lines; a worker that has ended reads none of the rest."""
    try:
        with pipe:
            for line in lines:
                pipe.write(line + "\n")
    except (BrokenPipeError, ValueError):
        pass


def partition_rows(command):
    """What turns a partition of lines into rows."""

    def rows(lines):
        given = [line for line in lines if line.strip()]
        return [row_of(line, answer) for line, answer in answers(command, given)]

    return rows


def arguments(words):
    """The command line: what stands behind `--` is the worker's."""
    end = words.index("--") if "--" in words else len(words)
    own, worker = words[:end], words[end + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("manifest", help="JSON lines: path, id, channels, metadata")
    parser.add_argument("--output", required=True, help="folder of the tables")
    parser.add_argument("--partitions", type=int, default=64, help="tasks; default: 64")
    parser.add_argument("--callsift", default="callsift", help="the program on each executor")
    found = parser.parse_args(own)
    found.worker = [found.callsift, "worker", "--jsonl", *worker]
    return found


def main(words):
    """Runs the job and says how many rows each table has."""
    from pyspark import StorageLevel
    from pyspark.sql import SparkSession

    given = arguments(words)
    spark = SparkSession.builder.appName("callsift").getOrCreate()
    lines = spark.sparkContext.textFile(given.manifest, minPartitions=given.partitions)
    rows = lines.mapPartitions(partition_rows(given.worker))
    results = spark.createDataFrame(rows, SCHEMA).persist(StorageLevel.DISK_ONLY)
    reports = results.where("kind = 'report'").drop("kind", "code")
    reports.write.mode("overwrite").partitionBy("callDate").parquet(f"{given.output}/reports")
    failures = results.where("kind = 'failure'").select("callId", "path", "sha256", "code", "record")
    failures.write.mode("overwrite").parquet(f"{given.output}/failures")
    counts = {row["kind"]: row["count"] for row in results.groupBy("kind").count().collect()}
    print(f"{counts.get('report', 0)} reports, {counts.get('failure', 0)} failures")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
