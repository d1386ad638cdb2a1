"""Runs the contenders over the same lists and texts, one after the other in each round, and prints a table of the medians.
Times are those of the processor: all have one thread, and what else the machine does counts less so."""
import argparse
import json
import os
import pathlib
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from corpus import Corpus, patterns

HERE = pathlib.Path(__file__).parent
PATIENCE, MEMORY = 150, 12 << 30  # seconds and bytes that a contender may take
LONG = 20  # seconds; who takes so long is run once


class Scene:
    """A list of things to find, a text and a folder for what gloss keeps of the list."""

    def __init__(self, work, what, size, corpus, header, rows):
        self.size, self.tokens, self.hits = size, corpus.tokens, corpus.hits
        self.folder = work / f"{what}-{size}"
        self.folder.mkdir(exist_ok=True)
        self.list, self.text, self.one = (self.folder / name for name in (f"{what}.tsv", "text.txt", "one.jsonl"))
        self.records, self.output, self.kept = (self.folder / name for name in ("text.jsonl", "output.jsonl", "kept"))
        self.list.write_text("".join("\t".join(row) + "\n" for row in [header, *rows]))
        self.text.write_text("".join(document + "\n" for document in corpus.documents))
        self.records.write_text("".join(json.dumps({"text": document}) + "\n" for document in corpus.documents))
        self.one.write_text('{"text": "One document."}\n')
        self.bytes = self.text.stat().st_size

    def forget(self):
        shutil.rmtree(self.kept, ignore_errors=True)


def scene_of_names(work, count, tokens):
    corpus = Corpus(count, tokens)
    return Scene(work, "names", count, corpus, ("name", "id"), ((name, f"Q{number}") for number, name in enumerate(corpus.names)))


def scene_of_patterns(work, count, tokens):
    """The hits of patterns are not known beforehand: they are what gloss finds, who comes first."""
    scene = Scene(work, "patterns", count, Corpus(1000, tokens), ("query", "rules"), patterns(count))
    scene.hits = []
    return scene


class Refusal(Exception):
    pass


def peak(process, before):
    """The most memory it has had so far. What wait4 says of it would hold the memory of this program, which it was forked from."""
    try:
        lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
    except OSError:
        return before
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), before)


def run(command, **settings):
    """The output of a program, its seconds, and the most memory it had, in bytes."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as trouble:
        process = subprocess.Popen([str(word) for word in command], stdout=output, stderr=trouble, preexec_fn=limit, **settings)
        memory, ended = 0, 0
        while not ended:
            memory = peak(process, memory)
            time.sleep(0.01)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = status
        output.seek(0)
        trouble.seek(0)
        seconds, last = usage.ru_utime + usage.ru_stime, trouble.read().decode(errors="replace").strip().splitlines()
        if os.WIFSIGNALED(status) and seconds >= PATIENCE - 1:
            raise Refusal(f"not done after {PATIENCE} s")
        if status:
            raise Refusal(last[-1][:60] if last else "ended by itself")
        return output.read(), seconds, memory


def other(*command):
    """One that reads list and text, and says what it took."""
    def measure(scene, seconds):
        output, _, memory = run([*command, scene.list, scene.text, seconds])
        result = json.loads(output)
        if "refused" in result:
            raise Refusal(result["refused"])
        return {**result, "again": result["build"], "memory": memory}
    return measure


def gloss_scan(program):
    def measure(scene, _):
        scene.forget()
        built = json.loads(run([program, scene.list, scene.text, scene.kept])[0])
        output, _, memory = run([program, scene.list, scene.text, scene.kept])
        result = json.loads(output)
        return {**result, "build": built["build"], "again": result["build"], "memory": memory}
    return measure


def count_names(record):
    return len(record["annotations"]["name"])


def count_values(record):
    return record["values"]["hits"]


def gloss_run(program, script, count):
    """The whole program, its start and its output too: `build` and `again` are how long it takes to start and do one document."""
    def measure(scene, _):
        def start(records):
            words = ["-s", HERE / "contenders" / script, "--script-path", scene.folder, "-o", scene.output, records]
            return run([program, "run", *words], env={"XDG_CACHE_HOME": str(scene.kept)})
        scene.forget()
        result = {"build": start(scene.one)[1], "again": start(scene.one)[1]}
        _, result["whole"], result["memory"] = start(scene.records)
        with open(scene.output, encoding="utf-8") as output:
            hits = [count(json.loads(line)) for line in output]
        scene.hits = scene.hits or hits
        result["hits"] = sum(hits)
        return {**result, "documents": len(hits)}
    return measure


def finders_of_patterns(build, work):
    return {
        "gloss run": gloss_run(build / "gloss", "patterns.lua", count_values),
        "spaCy Matcher": other(sys.executable, "-B", HERE / "contenders" / "spacy_patterns.py"),
    }


def finders_of_names(build, work):
    python, scripts = sys.executable, HERE / "contenders"
    lua = next(iter(sorted((work / "debian" / "usr" / "bin").glob("lua5*"))), None) or shutil.which("lua5.4") or "lua"
    return {
        "gloss run": gloss_run(build / "gloss", "names.lua", count_names),
        "gloss, in C": gloss_scan(build / "tests" / "bench_names"),
        "Vectorscan": other(work / "bin" / "vectorscan"),
        "PCRE2": other(work / "bin" / "pcre2"),
        "Lua trie": other(lua, scripts / "trie.lua"),
        "pyahocorasick": other(python, "-B", scripts / "ahocorasick_names.py"),
        "FlashText": other(python, "-B", scripts / "flashtext_names.py"),
        "spaCy PhraseMatcher": other(python, "-B", scripts / "spacy_phrases.py"),
        "spaCy Matcher": other(python, "-B", scripts / "spacy_rules.py"),
    }


def measure(scene, chosen, rounds, seconds):
    """The results of each contender, or why it has none."""
    results = {name: [] for name in chosen}
    for number in range(rounds):
        for name, contender in chosen.items():
            if isinstance(results[name], str) or results[name] and results[name][0]["seconds"] > LONG:
                continue
            print(f"{scene.folder.name}, round {number + 1}: {name}", file=sys.stderr)
            start = time.perf_counter()
            try:
                result = contender(scene, seconds)
                results[name].append({**result, "seconds": time.perf_counter() - start})
            except (Refusal, FileNotFoundError) as refusal:
                results[name] = str(refusal)
    return results


def mega(number):
    return f"{number / 1e6:,.1f}" if number >= 1e5 else f"{number / 1e6:.4f}"


def row(scene, name, results):
    if isinstance(results, str):
        return [f"{scene.size:,}", name, f"refuses: {results}"] + [""] * 6
    keys = {key for result in results for key in result}
    middle = {key: statistics.median(result.get(key, 0) for result in results) for key in keys}
    documents = int(min(result["documents"] for result in results))
    part = documents / len(scene.hits)  # of the text, for who was not done in time; documents are much alike
    whole = middle.get("whole") or middle["cut"] + middle["scan"]
    tokens, expected = scene.tokens * part, sum(scene.hits[:int(results[0]["documents"])])
    difference = results[0]["hits"] / max(expected, 1) - 1
    return [f"{scene.size:,}", name, f"{middle['build']:.3f}", f"{middle['again']:.3f}",
            f"{1e9 * middle['scan'] / tokens:,.0f}" if "scan" in middle else "", f"{1e9 * whole / tokens:,.0f}",
            mega(scene.bytes * part / whole), f"{middle['memory'] / 1e6:,.0f}", "all" if difference == 0 else f"{difference:+.2%}"]


def print_table(what, rows):
    print(f"\n| {what} | | build s | next run s | matching ns/token | from text ns/token | MB/s | peak MB | hits |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|")
    for cells in rows:
        print("| " + " | ".join(cells) + " |")


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    linux, python = platform.release().split("-")[0], platform.python_version()
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Linux {linux}, Python {python}"


def print_comparison(what, sizes, make_scene, make_finders, arguments):
    finders, rows = make_finders(arguments.build, arguments.work), []
    if arguments.only:
        finders = {name: finder for name, finder in finders.items() if name in arguments.only}
    for size in map(int, filter(None, sizes.split(","))):
        scene = make_scene(arguments.work, size, arguments.tokens)
        measured = measure(scene, finders, arguments.rounds, arguments.seconds)
        rows += [row(scene, name, results) for name, results in measured.items()]
    if rows:
        print_table(what, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", default="1000,10000,100000,1000000", help="sizes of the lists of names")
    parser.add_argument("--patterns", default="10,100,1000", help="numbers of patterns")
    parser.add_argument("--tokens", type=int, default=2_000_000, help="of the text")
    parser.add_argument("--seconds", type=float, default=2,
                        help="of matching, after which a contender is stopped at the end of a document")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", default=[], help="a contender; may be repeated")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="where gloss was built")
    parser.add_argument("--work", type=lambda path: pathlib.Path(path).resolve(), required=True,
                        help="the folder for everything else")
    arguments = parser.parse_args()
    print(f"{machine()}; {arguments.rounds} rounds, medians")
    print_comparison("names", arguments.names, scene_of_names, finders_of_names, arguments)
    print_comparison("patterns", arguments.patterns, scene_of_patterns, finders_of_patterns, arguments)


if __name__ == "__main__":
    main()
