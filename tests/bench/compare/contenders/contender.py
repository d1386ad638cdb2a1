"""What the contenders in Python share: reads the list, runs over the documents until the time is up, and prints what it took
as JSON."""
import json
import sys
import time


def run(build, find, cut=lambda text: text, column=0):
    """`build(items)`, of that column of the list, gives what `find(built, document)` counts the hits with; `cut(text)` is what
    turns a text into a document."""
    list_path, text_path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    with open(list_path, encoding="utf-8") as file:
        items = [line.rstrip("\n").split("\t")[column] for line in file][1:]
    clock = time.process_time
    start = clock()
    built = build(items)
    result = {"build": clock() - start, "cut": 0.0, "scan": 0.0, "documents": 0, "hits": 0}
    with open(text_path, encoding="utf-8") as file:
        for line in file:
            start = clock()
            document = cut(line)
            ready = clock()
            result["hits"] += find(built, document)
            result["scan"] += clock() - ready
            result["cut"] += ready - start
            result["documents"] += 1
            if result["scan"] + result["cut"] > seconds:
                break
    print(json.dumps(result))
