"""Other engines: DuckDB writes Parquet, and Apache Spark survives the loss of an executor."""

import json
import os
import shutil
import signal
import subprocess
import threading
import time

from program import Failed, ROOT, Skipped

READER = """
import json, sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").getOrCreate()
reports = spark.read.parquet(sys.argv[1] + "/reports").collect()
failures = spark.read.parquet(sys.argv[1] + "/failures").collect()
print("SOAK " + json.dumps([[r.record for r in reports], [r.record for r in failures]]))
"""


def python_with_engines():
    """A Python that has pyspark and duckdb, which tools/soak prepares."""
    found = os.environ.get("CALLSIFT_SOAK_PYTHON")
    if not found or not os.path.exists(found):
        raise Skipped("no Python with pyspark and duckdb (tools/soak makes one)")
    return found


TABLES = """
import duckdb, json, sys
print(json.dumps([
    [r[0] for r in duckdb.sql(f"SELECT record FROM read_parquet('{place}', hive_partitioning = true)").fetchall()]
    for place in sys.argv[1:]
]))
"""


def parquet_export(context):
    """A store as Parquet, whole and by day: every record of the export as JSON lines."""
    python = python_with_engines()
    count = context.count(1000)
    with context.folder("parquet") as folder:
        store = folder / "it's.sqlite"
        context.scan(context.archive(count), "--store", store).expect([0, 3])
        export = [context.callsift, "export", "--store", store]
        wanted = sorted(context.run(export).expect([0]).output.decode().splitlines())
        found = {"PATH": f"{os.path.dirname(python)}:{os.environ['PATH']}"}
        whole, days = folder / "calls.parquet", folder / "it's days"
        for words in (["--output", whole], ["--by-date", "--output", days]):
            context.run([*export, "--format", "parquet", *words], environment=found).expect([0])
        places = [str(whole), str(days / "*" / "*.parquet").replace("'", "''")]
        answer = context.run([python, "-c", TABLES, *places]).expect([0])
        for records in json.loads(answer.output):
            if sorted(records) != wanted:
                raise Failed(f"{len(records)} records instead of {len(wanted)}")
        left = [path.name for path in folder.rglob(".*")]
        if left:
            raise Failed(f"left behind: {left}")
        return f"{len(wanted)} records, whole and by day: equal"


def kill_one_executor(driver, killed):
    """Kills the first executor that has a worker of ours at work."""
    ends = time.monotonic() + 120
    while time.monotonic() < ends and not killed and driver.poll() is None:
        listing = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        processes = [line.split(None, 2) for line in listing.splitlines()[1:]]
        parents = {pid: parent for pid, parent, _ in processes}
        executors = {pid for pid, _, words in processes if "CoarseGrainedExecutorBackend" in words}
        for pid, _, words in processes:
            if "worker --jsonl" not in words:
                continue
            above = pid
            while above in parents and above not in executors:
                above = parents[above]
            if above in executors and is_below(above, str(driver.pid), parents):
                os.kill(int(above), signal.SIGKILL)
                killed.append(above)
                return
        time.sleep(0.05)


def is_below(pid, ancestor, parents):
    """Whether a process descends from another: no other Spark on the machine is touched."""
    while pid in parents:
        if pid == ancestor:
            return True
        pid = parents[pid]
    return False


def spark_cluster(context):
    """Two executors over a manifest, one killed in the middle: every row once, equal to a local run."""
    python = python_with_engines()
    if not shutil.which("java"):
        raise Skipped("there is no Java, which Spark needs")
    count = max(240, context.count(1000))
    archive = context.archive(count)
    with context.folder("spark") as folder:
        manifest = folder / "manifest.jsonl"
        with open(manifest, "w", encoding="utf-8") as file:
            for path in sorted(archive.glob("*/*.wav")):
                file.write(json.dumps({"path": str(path), "id": f"{path.parent.name}/{path.name}"}) + "\n")
        local = context.run(
            [context.callsift, "scan", "--manifest", manifest, "--format", "jsonl", "--store", "none",
             "--channels", "agent,customer"]
        ).expect([0, 3])
        command = [
            python, ROOT / "tools/spark/callsift_spark.py",
            manifest, "--output", folder / "out", "--partitions", "24", "--callsift", context.callsift,
            "--", "--channels", "agent,customer",
        ]
        environment = {
            **os.environ, "CALLSIFT_STORE": "none", "PYSPARK_PYTHON": python, "PYTHONDONTWRITEBYTECODE": "1",
            "PYSPARK_SUBMIT_ARGS": "--master local-cluster[2,1,1024] pyspark-shell",
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        killed = []
        with open(folder / "log", "wb") as log:
            driver = subprocess.Popen([str(w) for w in command], stdout=log, stderr=log, env=environment, cwd=folder)
            killer = threading.Thread(target=kill_one_executor, args=(driver, killed))
            killer.start()
            try:
                driver.wait(timeout=560)
            finally:
                driver.kill()
                killer.join()
        text = (folder / "log").read_text(errors="replace")
        if driver.returncode:
            raise Failed(f"Spark ended with {driver.returncode}: {text[-600:]}")
        if not killed:
            raise Failed("no executor was found to be killed")
        reader = subprocess.run(
            [python, "-c", READER, str(folder / "out")], capture_output=True, text=True,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}, cwd=folder, check=False,
        )
        answer = [line for line in reader.stdout.splitlines() if line.startswith("SOAK ")]
        if not answer:
            raise Failed(f"the tables cannot be read: {reader.stderr[-400:]}")
        reports, failures = json.loads(answer[0][5:])
        wanted = sorted(local.output.decode().splitlines())
        if sorted(reports + failures) != wanted:
            raise Failed(f"{len(reports)} reports and {len(failures)} failures differ from the {len(wanted)} local ones")
        seconds = sum(json.loads(r)["audio"]["durationSeconds"] for r in reports)
        return f"{len(reports)} reports, {len(failures)} failures, {seconds:.0f} s of audio: each equal, executor killed"


TESTS = [parquet_export, spark_cluster]
