"""gloss eval, gloss run --gold, gloss diff: an output held against gold, and against another output."""
import json
import os
import unittest

from gloss import MARK, Case

TEXT = "Mara Olsen of Harwick met Tom Bell in Elmbridge."


def place(text, part, type=None, **fields):
    start = text.index(part)
    found = {"start": start, "end": start + len(part)}
    if type:
        found["type"] = type
    return {**found, "fields": fields} if fields else found


def record(id, text=TEXT, values=None, layer="entity", annotations=(), **more):
    found = {"id": id, "text": text, "annotations": {layer: list(annotations)}, **more}
    return {**found, "values": values} if values else found


class Measuring(Case):
    def lines(self, name, *records):
        return self.write(name, "".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in records))

    def files(self, gold, output):
        self.lines("gold.jsonl", *gold)
        self.lines("out.jsonl", *output)

    def eval(self, *words):
        return self.gloss("eval", "gold.jsonl", "out.jsonl", *words)

    def report(self, *words):
        return json.loads(self.eval("-f", "json", *words).out)

    def diff(self, *words):
        return self.gloss("diff", "gold.jsonl", "out.jsonl", *words)


class Eval(Measuring):
    def setUp(self):
        super().setUp()
        gold = [place(TEXT, "Mara Olsen", "PERSON"), place(TEXT, "Harwick", "GPE"), place(TEXT, "Tom Bell", "PERSON"),
                place(TEXT, "Elmbridge", "GPE")]
        found = [place(TEXT, "Mara Olsen", "PERSON"), place(TEXT, "Harwick", "ORG"), place(TEXT, "Tom", "PERSON"),
                 place(TEXT, "met", "ORG")]
        self.files([record("one", annotations=gold)], [record("one", annotations=found)])

    def test_counts_each_annotation_once(self):
        layer = self.report()["layers"]["entity"]
        self.assertEqual([layer[key] for key in ("gold", "found", "right", "overlap", "mistyped")], [4, 4, 1, 1, 1])
        self.assertEqual((layer["precision"], layer["recall"], layer["f1"]), (0.25, 0.25, 0.25))
        self.assertEqual(layer["types"]["PERSON"]["f1"], 0.5)
        self.assertEqual(layer["types"]["ORG"]["gold"], 0)

    def test_shows_each_fault_with_its_place(self):
        faults = {e["fault"]: (e["line"], e["column"], e["text"]) for e in self.report()["layers"]["entity"]["examples"]}
        self.assertEqual(faults, {"missed": (1, 39, "Elmbridge"), "invented": (1, 23, "met"), "bounds": (1, 27, "Tom Bell"),
                                  "mistyped": (1, 15, "Harwick")})
        text = self.eval().out
        self.assertIn('gold.jsonl:1 "one" 1:15 GPE, found as ORG: Mara Olsen of [Harwick] met Tom Bell', text)
        self.assertIn("; found [Tom] PERSON", text)

    def test_shows_as_many_examples_as_asked(self):
        self.assertNotIn("[Harwick]", self.eval("--examples", "0").out)
        self.assertEqual(self.eval("--examples", "many").status, 2)

    def test_places_are_in_code_points_whatever_stands_before(self):
        text = "Ünë 🎈\nläuft Åsa."
        self.files([record("a", text, annotations=[place(text, "Åsa", "PERSON")])], [record("a", text)])
        found = self.report()["layers"]["entity"]["examples"][0]
        self.assertEqual((found["line"], found["column"], found["text"]), (2, 7, "Åsa"))

    def test_a_document_that_the_output_lacks_is_all_missed(self):
        self.files([record("a", annotations=[place(TEXT, "Tom Bell", "PERSON")]),
                    record("b", annotations=[place(TEXT, "Harwick")])],
                   [record("b", annotations=[place(TEXT, "Harwick")]), record("c")])
        report = self.report()
        self.assertEqual((report["documents"], report["without_output"], report["without_gold"]), (2, 1, 1))
        self.assertEqual(report["layers"]["entity"]["recall"], 0.5)

    def test_labels_have_accuracy_and_macro_f1(self):
        gold = [{"id": str(i), "text": "x", "section": section} for i, section in enumerate(["sport", "sport", "news", "news"])]
        said = [record(str(i), "x", {"topic": topic}) for i, topic in enumerate(["sport", "news", "news", "news"])]
        self.files(gold, said)
        label = self.report("--label", "section=values.topic")["labels"]["values.topic"]
        self.assertEqual((label["accuracy"], label["macro_f1"]), (0.75, 0.7333))
        self.assertIn({"count": 1, "gold": "sport", "found": "news"}, label["confusion"])
        self.assertIn('gold.jsonl:2 "1" sport, found as news: x', self.eval("--label", "section=values.topic").out)

    def test_an_output_without_the_label_says_none(self):
        self.files([{"id": "a", "text": "x", "section": "sport"}], [record("a", "x")])
        label = self.report("--label", "section=values.topic")["labels"]["values.topic"]
        self.assertEqual(label["confusion"], [{"count": 1, "gold": "sport", "found": "(none)"}])


class BadInput(Measuring):
    def check(self, gold, output, message, status=1, words=()):
        self.files(gold, output)
        done = self.eval(*words)
        self.assertIn(message, done.err)
        self.assertEqual(done.status, status)

    def good(self, id="good"):
        return record(id, annotations=[place(TEXT, "Harwick", "GPE")])

    def test_a_place_outside_the_text(self):
        bad = record("a", "short", annotations=[{"start": 3, "end": 9, "type": "GPE"}])
        self.check([self.good(), bad], [self.good()],
                   "gold.jsonl:2: entity 1: 3 to 9 lies outside the text, which has 5 characters")

    def test_texts_that_differ(self):
        self.check([self.good(), record("a", "one é two")], [self.good(), record("a", "one è two")],
                   'out.jsonl:2: "a" has another text than in gold.jsonl:2: first at 1:5, "é two" there, here "è two"')

    def test_a_line_that_is_no_document(self):
        self.check([self.good(), "{\n"], [self.good()], "gold.jsonl:2: ")

    def test_two_documents_with_one_id(self):
        self.check([self.good(), self.good()], [self.good()],
                   'gold.jsonl:2: a second document has the id "good", which line 1 has too')

    def test_other_keys(self):
        self.check([{"id": "a", "text": "x", "entities": []}], [record("a", "x")],
                   'gold.jsonl:1: has no "annotations", which are written', 2)
        self.assertIn('its other keys are: "entities"', self.eval().err)

    def test_annotations_that_are_none(self):
        self.check([self.good(), {"id": "a", "text": "x", "annotations": []}], [self.good()],
                   'gold.jsonl:2: "annotations" is a list, not an object')
        self.check([self.good(), {"id": "a", "text": "x", "annotations": {"entity": 1}}], [self.good()],
                   "gold.jsonl:2: entity: is a number, not a list")

    def test_files_without_documents(self):
        self.check([], [self.good()], "gold.jsonl: has no document", 2)
        self.check([self.good()], [], "out.jsonl: has no document", 2)
        self.assertIn("none.jsonl: no such file", self.gloss("eval", "none.jsonl", "out.jsonl").err)

    def test_a_folder(self):
        self.assertIn(f"{self.folder}: is a folder", self.gloss("eval", str(self.folder), str(self.folder)).err)

    def test_of_many_messages_the_first_are_said(self):
        self.files([self.good()] + ["{\n"] * 50, [self.good()])
        lines = self.eval().err.splitlines()
        self.assertEqual((len(lines), lines[-1]), (21, "gloss: 30 more messages of that kind"))

    def test_a_layer_of_one_file_is_named_and_left_out(self):
        more = self.good()
        more["annotations"]["product"] = []
        self.check([more], [self.good()], "not compared: product (in the gold only)", 0)
        self.check([record("a", layer="x")], [record("a", layer="y")], "no layer is in both files: x (in the gold only), y", 2)
        self.check([self.good()], [self.good()], '--layers: neither file has a layer "enity"', 2, ["--layers", "enity"])

    def test_a_layer_asked_for_is_compared_though_one_file_lacks_it(self):
        self.files([self.good()], [record("good", layer="other")])
        self.assertEqual(self.report("--layers", "entity")["layers"]["entity"]["recall"], 0)

    def test_a_gold_without_the_label(self):
        self.check([{"id": "a", "text": "x", "s": "y"}, {"id": "b", "text": "x"}], [record("a", "x")],
                   'gold.jsonl:2: has no "s"', 1, ["--label", "s"])


class RunWithGold(Measuring):
    def setUp(self):
        super().setUp()
        self.environment["TMPDIR"] = str(self.folder / "tmp")
        (self.folder / "tmp").mkdir()
        self.write("mark.lua", MARK)
        text = "A red door, a green one."
        self.lines("gold.jsonl", record("a", text, layer="colour", annotations=[place(text, "red"), place(text, "door")]))

    def test_the_gold_itself_is_analysed_and_nothing_is_left_behind(self):
        done = self.gloss("run", "-s", "./mark.lua", "--gold", "gold.jsonl", "-f", "json")
        layer = json.loads(done.out)["layers"]["colour"]
        self.assertEqual((done.status, layer["gold"], layer["found"], layer["right"]), (0, 2, 2, 1))
        self.assertEqual(os.listdir(self.folder / "tmp"), [])

    def test_the_documents_are_kept_where_one_says(self):
        done = self.gloss("run", "-s", "./mark.lua", "--gold", "gold.jsonl", "-o", "out.jsonl", "gold.jsonl")
        self.assertIn("1 document compared", done.out)
        self.assertEqual(self.eval().out, done.out)

    def test_a_gold_that_is_not_there_is_said_before_anything_runs(self):
        done = self.gloss("run", "-s", "./mark.lua", "--gold", "none.jsonl", "gold.jsonl")
        self.assertEqual((done.status, done.err), (2, "gloss: --gold none.jsonl: no such file\n"))


class Diff(Measuring):
    def check(self, one, other, *lines):
        self.files([one], [other])
        done = self.diff()
        self.assertEqual(done.status, 1)
        for line in lines:
            self.assertIn(line, done.out)

    def test_what_is_the_same_has_status_0(self):
        self.files([record("a")], [record("a")])
        done = self.diff()
        self.assertEqual((done.status, done.out), (0, "0 of 1 document differ\n"))

    def test_annotations_are_added_removed_and_retyped(self):
        self.check(record("a", annotations=[place(TEXT, "Harwick", "GPE"), place(TEXT, "Tom Bell", "PERSON")]),
                   record("a", annotations=[place(TEXT, "Harwick", "ORG"), place(TEXT, "Tom", "PERSON")]),
                   '~ 1:15 entity [Harwick]: type "ORG", was "GPE"', "+ 1:27 entity PERSON [Tom]",
                   "- 1:27 entity PERSON [Tom Bell]")

    def test_fields_and_values_change(self):
        def named(name, label):
            return record("a", values={"tone": {"label": label}}, annotations=[place(TEXT, "Harwick", "GPE", name=name)])
        self.check(named("Harwick", "neutral"), named("Harwick Bay", "positive"),
                   '~ 1:15 entity GPE [Harwick]: name "Harwick Bay", was "Harwick"',
                   '~ values.tone.label: "positive", was "neutral"')

    def test_numbering_of_annotations_is_no_difference(self):
        def quote(number):
            said = place(TEXT, "met", "direct", speaker={"start": 0, "end": 4, "text": "Mara", "ref": f"entity:{number}"})
            return record("a", layer="quote", annotations=[{"id": f"quote:{number}", **said}])
        self.files([quote(1)], [quote(2)])
        self.assertEqual(self.diff().status, 0)

    def test_another_text_is_said_and_its_annotations_are_not_compared(self):
        self.check(record("a", "one two"), record("a", "one too", annotations=[{"start": 0, "end": 3}]),
                   'first at 1:6, "wo" there, here "oo"; annotations are not compared')

    def test_documents_of_one_file_are_said(self):
        self.files([record("a"), record("b")], [record("b"), record("c")])
        done = [json.loads(line) for line in self.diff("-f", "json").out.splitlines()]
        self.assertEqual({d["id"]: d["differences"][0]["change"] for d in done[:-1]}, {"a": "missing", "c": "new"})
        self.assertEqual((done[-1]["documents"], done[-1]["differing"]), (3, 2))

    def test_order_does_not_matter(self):
        records = [record(str(i), f"text {i}") for i in range(500)]
        self.files(records, records[250:] + records[:250])
        self.assertEqual((self.diff().status, self.diff().out), (0, "0 of 500 documents differ\n"))

    def test_only_the_layers_asked_for_are_compared(self):
        self.files([record("a")], [record("a", annotations=[place(TEXT, "Harwick", "GPE")])])
        self.assertEqual(self.diff("--layers", "sentence").status, 0)

    def test_a_line_that_is_no_document_is_said(self):
        self.files([record("a"), "nothing\n"], [record("a")])
        done = self.diff()
        self.assertEqual((done.status, done.err), (1, "gloss: gold.jsonl:2: not an object\n"))


if __name__ == "__main__":
    unittest.main()
