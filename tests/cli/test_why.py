"""gloss why, gloss why-not, gloss run --why: where an annotation comes from, and what stopped a pattern."""
import json
import unittest

from gloss import MARK, Case

MONEY = r"""
local gloss, number = require "gloss", require "number"
local amount = gloss.pattern [[ sign:[word="\$|€"] sum:([kind="number"] [lemma="million|billion"]?)
                              | sum:[kind="number"] sign:[norm="dollars"] ]]
return {
  provides = { money = { amount = "number" } },
  document = function(document)
    for match in amount:matches(document) do
      document:annotate("money", match, { amount = number.parse(match.sum) })
    end
  end,
}
"""

NAMES = """
local gloss = require "gloss"
local names = gloss.gazetteer("names.tsv")
return {
  provides = { person = { land = "string" } },
  document = function(document)
    for match in names:matches(document) do document:annotate("person", match, { land = match.entry.land, type = "PERSON" }) end
  end,
}
"""

SAID = """
local gloss = require "gloss"
local who = gloss.pattern([[ speaker:<person type="PERSON"/> cue:[lemma=$say] ]], { say = { "say" } })
return {
  requires = { "person" },
  provides = { said = { speaker = "place", cue = "place" } },
  document = function(document)
    for match in who:matches(document) do
      local speaker = gloss.link(match.speaker, match.speaker:annotation "person")
      document:annotate("said", match.cue, { speaker = speaker, cue = match.cue })
    end
  end,
}
"""

TSV = "name\tland\nBob Roe\tIreland\nAnn Lee\tWales\nAnn Lee\tNorway\n"


class Why(Case):
    def setUp(self):
        super().setUp()
        self.environment["GLOSS_PATH"] = str(self.folder)
        for name, content in {"mark.lua": MARK, "money.lua": MONEY, "names.lua": NAMES, "said.lua": SAID, "names.tsv": TSV}.items():
            self.write(name, content)

    def why(self, *words, **more):
        return self.gloss("why", *words, **more)

    def test_the_format_of_the_file_may_be_named(self):
        text = '{\n"text": "A red door."\n}'
        self.write("story.x", text)
        for words, stdin in ((["story.x"], ""), (["-"], text)):
            self.assertIn('colour:1 "red"', self.why("-s", "mark", "-i", "json", *words, stdin=stdin).out)
        self.write("two.x", '{"text":"A red door."}\n{"text":"A red sea."}\n')
        self.assertEqual(self.why("-s", "mark", "-i", "jsonl", "two.x").out.count("colour:1"), 2)
        self.assertEqual(self.why("-s", "mark", "-i", "json", "two.x").err,
                         "gloss: two.x: has an object on each line, not a single object: read it with -i jsonl\n")
        self.assertIn("auto (by name and content), a format", self.why("--help").out)

    def test_the_format_of_a_text_is_not_asked_for(self):
        result = self.why("-i", "json", "--text", "A red door.")
        self.assertEqual((result.status, result.err), (2, "gloss: -i is about a file, and --text is plain text; leave one out\n"))

    def test_what_is_told_holds_nothing_that_a_terminal_obeys(self):
        result = self.why("-s", "mark", "--text", "A red\x1b[2J\x9b door.")
        self.assertIn("red", result.out)
        self.assertNotRegex(result.out, "[\x00-\x08\x0b-\x1f\x7f-\x9f]")

    def explanations(self, *words):
        result = self.why("-f", "json", *words)
        self.assertEqual((result.status, result.err), (0, ""))
        record, = result.records
        return record["explanations"]

    def explained(self, *words):
        return [explanation["annotation"]["id"] for explanation in self.explanations(*words)]

    def test_a_match_of_a_pattern_is_told_with_its_labels(self):
        money, = self.explanations("-s", "./money.lua", "--text", "It cost $5 million.")
        self.assertEqual(money["annotation"]["by"], "money.lua:9")
        self.assertEqual(money["annotation"]["fields"], {"amount": 5000000})
        found, = money["found"]
        self.assertEqual((found["as"], found["kind"], found["made"]), ("place", "pattern", "money.lua:3"))
        self.assertEqual(found["text"], "$5 million")
        self.assertEqual({name: capture["text"] for name, capture in found["captures"].items()}, {"sign": "$", "sum": "5 million"})
        self.assertIn('sign:[norm="dollars"]', found["query"])

    def test_an_entry_of_a_list_is_told_with_its_lines_and_columns(self):
        person, = self.explanations("-s", "./names.lua", "--text", "Then Ann Lee came.")
        found, = person["found"]
        self.assertEqual((found["kind"], found["file"].endswith("names.tsv")), ("gazetteer", True))
        self.assertEqual(found["entries"], [{"name": "Ann Lee", "line": 3, "columns": {"land": "Wales"}},
                                            {"name": "Ann Lee", "line": 4, "columns": {"land": "Norway"}}])

    def test_an_entry_of_jsonl_is_told_with_its_lines_and_fields(self):
        self.write("people.jsonl", '{"alias": "Ann Lee", "name": "Bob Roe"}\n'
                                   "\n"
                                   '{"name": "\\u0041nn Lee", "born": 1970}\n'
                                   '["Ann Lee", true]\n')
        self.write("people.lua", """
local gloss = require "gloss"
local names = gloss.gazetteer("people.jsonl")
return { provides = { "person" }, document = function(document) document:annotate("person", names:match(document)) end }""")
        person, = self.explanations("-s", "./people.lua", "--text", "Then Ann Lee came.")
        self.assertEqual(person["found"][0]["entries"], [{"name": "Ann Lee", "line": 3, "columns": {"born": 1970}},
                                                         {"name": "Ann Lee", "line": 4, "columns": {"weight": True}}])

    def test_what_a_list_has_said_of_words_is_told_wherever_they_stand(self):
        self.write("once.lua", """
local gloss = require "gloss"
local names, known = gloss.gazetteer("names.tsv"), {}
local capitals = gloss.pattern [[ [is_title]+ ]]
return { provides = { "person" }, document = function(document)
  for match in capitals:matches(document) do
    known[match.text] = known[match.text] or names:get(match)
    if known[match.text] then document:annotate("person", match) end
  end
end }""")
        people = self.explanations("-s", "./once.lua", "--text", "we met Ann Lee, and later Ann Lee came back.")
        told = [(found["as"], found["text"], found["start"])
                for person in people for found in person["found"] if found["kind"] == "gazetteer"]
        self.assertEqual(told, [("place", "Ann Lee", 7), ("inside", "Ann Lee", 26)])

    def test_what_a_function_makes_stands_where_the_function_is_called(self):
        self.write("made.lua", """
local gloss = require "gloss"
local function word(query) return gloss.pattern('"' .. query .. '"') end
local first =
  word "Ann"
return { provides = { "person" }, document = function(document) document:annotate("person", first:match(document)) end }""")
        person, = self.explanations("-s", "./made.lua", "--text", "Then Ann came.")
        self.assertEqual(person["found"][0]["made"], "made.lua:5")

    def test_it_says_which_annotations_were_read_and_why_they_are_there(self):
        said, = self.explanations("-s", "./said.lua", "--text", "Then Ann Lee said no.")
        self.assertEqual(said["annotation"]["fields"]["speaker"]["ref"], "person:1")
        self.assertEqual([found["captures"]["cue"]["text"] for found in said["found"]], ["said"])
        read, = said["read"]
        self.assertEqual(read["as"], '<person type="PERSON"/>')
        self.assertEqual((read["annotation"]["id"], read["annotation"]["by"]), ("person:1", "names.lua:7"))
        self.assertEqual(read["found"][0]["entries"][0]["line"], 3)

    def test_without_a_place_it_tells_what_the_chosen_scripts_have_made(self):
        self.assertEqual(self.explained("-s", "./said.lua", "--text", "Ann Lee said no."), ["said:1"])

    def test_a_place_is_a_line_or_a_column_or_an_offset(self):
        text = "A list\n\n“Łódź” – Ann Lee said no.\nBob Roe came.\n"
        self.write("story.txt", text)
        for place, expected in {"story.txt:3": ["person:1", "said:1"], "story.txt:4": ["person:2"], "story.txt:3:10": ["person:1"],
                                "story.txt:3:18": ["said:1"], "story.txt:3:1": [], "story.txt:9": [], "story.txt:4:99": []}.items():
            with self.subTest(place):
                self.assertEqual(self.explained("-s", "./said.lua", place), expected)
        at = str(text.index("Lee"))
        self.assertEqual(self.explained("-s", "./said.lua", "--at", at, "story.txt"), ["person:1"])

    def test_a_file_whose_name_ends_like_a_line_is_that_file(self):
        self.write("story:3", "Ann Lee said no.")
        self.assertEqual(len(self.explanations("-s", "./said.lua", "-i", "text", "story:3")), 1)

    def test_a_removed_annotation_is_not_told(self):
        self.write("less.lua", """return { requires = { "person" }, provides = { "person" },
          document = function(document) document:annotation("person"):remove() end }""")
        result = self.why("-s", "./names.lua,./less.lua", "--text", "Ann Lee came.")
        self.assertEqual((result.status, result.out, result.err), (0, "", "gloss: there are no annotations\n"))

    def test_a_lookup_of_a_place_is_told(self):
        self.write("look.lua", """
local gloss = require "gloss"
local names = gloss.gazetteer("names.tsv")
return { provides = { "seen" }, document = function(document)
  for i = 1, #document - 1 do
    local two = document[i]:to(document[i + 1])
    if names:get(two) then document:annotate("seen", two) end
  end
end }""")
        seen, = self.explanations("-s", "./look.lua", "--text", "Then Bob Roe came.")
        self.assertEqual([(f["as"], f["text"], f["entries"][0]["line"]) for f in seen["found"]], [("place", "Bob Roe", 2)])

    def test_of_a_place_in_a_field_it_tells_what_was_found_inside_where_nothing_is_that_place(self):
        self.write("pair.lua", """
local gloss = require "gloss"
local names = gloss.gazetteer("names.tsv")
return { provides = { pair = { both = "place" } }, document = function(document)
  local found = {}
  for match in names:matches(document) do found[#found + 1] = match end
  document:annotate("pair", document[1], { both = found[1]:to(found[2]) })
end }""")
        pair, = self.explanations("-s", "./pair.lua", "--text", "Then Ann Lee met Bob Roe.")
        self.assertEqual([(f["as"], f["field"], f["text"], f["entries"][0]["line"]) for f in pair["found"]],
                         [("inside", "both", "Ann Lee", 3), ("inside", "both", "Bob Roe", 2)])

    def test_a_line_of_a_module_is_told_beside_the_script_s_own(self):
        self.write("lib/helper.lua", "return function(document, place)\n  document:annotate('seen', place)\nend\n")
        self.write("mine.lua", """
local helper = require "helper"
return { provides = { "seen" }, document = function(document)
  helper(document, document[1])
end }""")
        seen, = self.explanations("-s", "./mine.lua", "--text", "Then.")
        self.assertEqual((seen["annotation"]["by"], seen["via"]), ("mine.lua:4", "helper.lua:2"))

    def test_it_reads_well(self):
        result = self.why("-s", "./said.lua", "--text", "Then Ann Lee said no.")
        self.assertEqual(result.out, """said:1 "said" at 1:14
  made by said.lua:10
  cue: "said"
  speaker: "Ann Lee" = person:1
  found by gloss.pattern at said.lua:3: "Ann Lee said"
    speaker:<person type="PERSON"/> cue:[lemma=$say]
    speaker: "Ann Lee"
    cue: "said"
  read as <person type="PERSON"/>: person:1 PERSON "Ann Lee" at 1:6
    made by names.lua:7
    found by gloss.gazetteer at names.lua:3: "Ann Lee"
      names.tsv:3 "Ann Lee", land Wales
      names.tsv:4 "Ann Lee", land Norway
""")

    def test_a_field_of_tone_is_told_with_the_entries_of_the_words_in_it(self):
        tone, = [e for e in self.explanations("-s", "tone", "--text", "Lee met the brutal dictator.")]
        words = [f for f in tone["found"] if f["as"] == "field"]
        self.assertEqual([(f["field"], f["text"], f["entries"][0]["name"]) for f in words][:1], [("words", "brutal", "brutal")])
        self.assertGreater(words[0]["entries"][0]["line"], 1)
        self.assertEqual([r["as"] for r in tone["read"]], ["place"])

    def test_a_word_that_was_turned_round_leads_to_what_turned_it(self):
        tone, = self.explanations("-s", "tone", "--text", "Lee was not really happy.")
        self.assertEqual({(f["text"], f["file"].split("/")[-1]) for f in tone["found"]},
                         {("not", "negators.txt"), ("really", "boosters.tsv"), ("happy", "tone.tsv")})
        self.assertEqual({f["field"] for f in tone["found"]}, {"words"})

    def test_a_script_that_fails_is_said_and_leaves_nothing(self):
        self.write("bad.lua", """return { provides = { "seen" }, document = function(document)
          document:annotate("seen", document[1]); error "no" end }""")
        result = self.why("-s", "./bad.lua", "--text", "Then.")
        self.assertEqual((result.status, result.out), (1, ""))
        self.assertIn("bad: no", result.err)

    def test_a_wrong_command_line_is_refused(self):
        for words, message in {("-s", "./money.lua"): "name one file",
                               ("-s", "./money.lua", "none.txt:3"): "none.txt",
                               ("--at", "x", "--text", "a"): "--at x: give a number",
                               ("-f", "xml", "--text", "a"): "the formats are text and json"}.items():
            with self.subTest(words):
                result = self.why(*words)
                self.assertIn(message, result.err)
                self.assertNotEqual(result.status, 0)


class WhyNot(Case):
    def setUp(self):
        super().setUp()
        self.environment["GLOSS_PATH"] = str(self.folder)
        for name, content in {"money.lua": MONEY, "names.lua": NAMES, "said.lua": SAID, "names.tsv": TSV}.items():
            self.write(name, content)

    def attempts(self, script, text):
        result = self.gloss("why-not", "-f", "json", script, text)
        self.assertEqual((result.status, result.err), (0, ""))
        pattern, = result.records[0]["patterns"]
        return pattern["attempts"]

    def test_the_element_that_failed_is_told_with_token_and_reason(self):
        attempt, = self.attempts("./said.lua", "Ann Lee promised it.")
        self.assertEqual(attempt["matches"], [])
        way, = attempt["furthest"]
        self.assertEqual([(t["element"], t["text"], t["annotation"]) for t in way["taken"]],
                         [('<person type="PERSON"/>', "Ann Lee", "person:1")])
        stop, = way["stopped"]
        self.assertEqual((stop["element"], stop["text"], stop["start"]), ("[lemma=$say]", "promised", 8))
        self.assertRegex(stop["reason"], r'lemma "promise" is not in \$say')

    def test_matches_are_told_with_their_labels(self):
        attempt, = self.attempts("./money.lua:3", "It cost $5 million.")
        match, = attempt["matches"]
        self.assertEqual((match["text"], match["captures"]["sum"]["text"]), ("$5 million", "5 million"))
        self.assertEqual(attempt["furthest"], [])

    def test_each_sentence_is_told(self):
        attempts = self.attempts("./money.lua", "It cost $ five. It cost 5 euros. It rained.")
        self.assertEqual([a["text"] for a in attempts], ["It cost $ five.", "It cost 5 euros.", "It rained."])
        self.assertEqual([[t["text"] for t in a["furthest"][0]["taken"]] for a in attempts], [["$"], ["5"], []])
        self.assertTrue(all("start" not in stop for stop in attempts[2]["furthest"][0]["stopped"]))

    def test_a_pattern_is_named_by_any_line_of_it(self):
        for line in (3, 4):
            self.assertEqual(self.gloss("why-not", f"./money.lua:{line}", "It rained.").status, 0)
        result = self.gloss("why-not", "./money.lua:9", "It rained.")
        self.assertEqual((result.status, result.err),
                         (2, "gloss: money.lua:9: no pattern is made there; it makes them at money.lua:3\n"))

    def test_a_script_without_patterns_is_refused(self):
        result = self.gloss("why-not", "./names.lua", "It rained.")
        self.assertEqual((result.status, result.err), (2, "gloss: names.lua: it makes no patterns (gloss.pattern)\n"))

    def test_what_is_the_name_of_a_file_is_read(self):
        self.write("story.txt", "It cost $ five.")
        self.assertEqual(self.attempts("./money.lua", "story.txt")[0]["text"], "It cost $ five.")

    def test_what_looks_like_the_name_of_a_file_must_be_there(self):
        result = self.gloss("why-not", "./money.lua", "stroy.txt")
        self.assertEqual(result.status, 1)
        self.assertIn("stroy.txt", result.err)

    def test_it_reads_well(self):
        result = self.gloss("why-not", "./said.lua", "Bob Roe promised. It rained. It snowed. Then Ann Lee said no.")
        self.assertEqual(result.out, """said.lua:3  speaker:<person type="PERSON"/> cue:[lemma=$say]
  1:1 "Bob Roe promised."
    <person type="PERSON"/> took "Bob Roe", person:1
    [lemma=$say] failed on "promised": lemma "promise" is not in $say
  1:19 "It rained."
    <person type="PERSON"/> failed: nothing here fits it
  1:41 "Then Ann Lee said no."
    matches "Ann Lee said", speaker "Ann Lee", cue "said"
  and 1 more in which nothing begins it
""")


class By(Case):
    def test_run_says_which_line_made_an_annotation_when_asked(self):
        self.write("money.lua", MONEY)
        record, = self.gloss("run", "--why", "-s", "./money.lua", "-f", "jsonl", stdin="It cost $5 million.").records
        annotation, = record["annotations"]["money"]
        self.assertEqual(annotation["by"], "money.lua:9")
        self.assertEqual(list(annotation), ["id", "start", "end", "text", "script", "by", "fields"])

    def test_an_ordinary_run_does_not_and_is_otherwise_the_same(self):
        self.write("money.lua", MONEY)
        words = "-s", "./money.lua", "-f", "jsonl"
        plain = self.gloss("run", *words, stdin="It cost $5 million.")
        asked = self.gloss("run", "--why", *words, stdin="It cost $5 million.")
        self.assertEqual(plain.out, asked.out.replace('"by":"money.lua:9",', ""))
        self.assertNotIn('"by"', plain.out)


if __name__ == "__main__":
    unittest.main()
