"""Which scripts run: expressions, sets, tags, and where scripts are found."""
import re
import unittest

from gloss import Case


class Choosing(Case):
    def setUp(self):
        super().setUp()
        for name, tags in (("alpha", '"fast", "news"'), ("beta", '"slow", "news"'), ("gamma", '"slow"')):
            self.write(f"p/{name}.lua", f'return {{ about = "{name}", tags = {{ {tags} }}, provides = {{ "{name}" }},'
                                        f' document = function(d) d:set("{name}", true) end }}')
        self.write("p/sets/pair.lua", 'return { about = "Two", "alpha", "gamma" }')
        self.write("p/sets/nested.lua", 'return { about = "All", "pair", "tag:slow and not gamma" }')
        self.write("p/sets/loop.lua", 'return { about = "Loop", "loop" }')

    def test_a_script_of_the_current_folder_is_named_by_its_path(self):
        self.write("mine.lua", "return {}")
        self.assertEqual(self.gloss("run", "-s", "mine").err,
                         'gloss: "mine" is not a script, set or tag; for the file in this folder write ./mine.lua\n')

    def ran(self, expression):
        result = self.gloss("run", "--script-path", "p", "-s", expression, "-f", "jsonl", stdin='{"text":"x"}')
        self.assertEqual(result.status, 0, result.err)
        return "".join(sorted(name[0] for name in result.records[0]["values"]))

    def test_an_expression_chooses_by_name_glob_path_tag_and_set(self):
        chosen = {"alpha": "a", "alpha,beta": "ab", "alpha or gamma": "ag", "?eta": "b", "p/beta.lua, gamma": "bg",
                  "slow and not gamma": "b", "slow and not not beta": "b", "tag:slow and not (beta or alpha)": "g",
                  "(alpha,gamma) and slow": "g", "pair": "ag", "nested": "abg", "pair and not p/gamma.lua": "a"}
        for expression, expected in chosen.items():
            self.assertEqual(self.ran(expression), expected, expression)

    def test_a_set_that_names_itself_is_an_error(self):
        result = self.gloss("run", "--script-path", "p", "-s", "loop", stdin='{"text":"x"}')
        self.assertEqual(result.status, 2)
        self.assertIn("circle", result.err)

    def test_a_broken_script_is_no_trouble_to_those_who_do_not_choose_it(self):
        self.write("p/broken.lua", "return {")
        self.assertEqual(self.ran("alpha"), "a")
        self.assertEqual(self.ran("tag:slow"), "bg")
        result = self.gloss("run", "--script-path", "p", "-s", "broken")
        self.assertEqual((result.status, result.err), (2, "gloss: p/broken.lua:1: unexpected symbol near <eof>\n"))

    def test_what_is_required_is_pulled_in_and_runs_first(self):
        self.write("p/omega.lua", 'return { about = "o", requires = { "alpha" }, provides = { "omega" },'
                                  ' document = function(d) d:set("omega", d:get("alpha")) end }')
        self.assertEqual(self.ran("omega"), "ao")

    def test_the_first_folder_wins_and_the_list_says_what_it_hides(self):
        self.write("q/alpha.lua", 'return { about = "other alpha" }')
        result = self.gloss("scripts", "--script-path", "q", "--script-path", "p", "alpha")
        self.assertEqual(result.status, 0)
        self.assertIn("other alpha", result.out)
        self.assertIn("hides     p/alpha.lua", result.out)

    def test_folders_of_the_user_and_of_the_variable_are_searched(self):
        self.write("home/.config/gloss/scripts/mine.lua", 'return { about = "my own" }')
        self.assertIn(f"found in  {self.folder}/home/.config/gloss/scripts/mine.lua", self.gloss("scripts", "mine").out)
        self.assertIn("found in  p/alpha.lua", self.gloss("scripts", "alpha", GLOSS_PATH="p").out)

    def test_a_list_that_a_language_lacks_is_the_english_one(self):
        self.write("p/lang/xx/colours.txt", "rot\n")
        self.write("p/lang/en/colours.txt", "red\n")
        self.write("p/lang/en/shapes.txt", "round\n")
        self.write("p/say.lua", """local gloss = require "gloss"
            local colours, shapes = gloss.data "colours.txt", gloss.data "shapes.txt"
            return { document = function() print(colours[1], shapes[1]) end }""")
        said = self.gloss("run", "--script-path", "p", "-s", "say", "--lang", "xx", "-o", "out", "-", stdin="Text.")
        self.assertEqual((said.status, said.err), (0, "rot\tround\n"))

    def test_a_number_of_an_option_is_told_as_it_is(self):
        self.write("p/fine.lua", "return { options = { limit = { default = 0.12345678 }, most = { default = 1e7 + 0.5 } } }")
        told = self.gloss("scripts", "--script-path", "p", "fine").out
        self.assertIn("fine.limit=0.12345678\n", told)
        self.assertIn("fine.most=10000000.5\n", told)

    def test_the_current_folder_is_not_searched_unasked(self):
        self.write("stray.lua", 'return { about = "stray" }')
        result = self.gloss("scripts", "stray")
        self.assertEqual(result.status, 2)
        self.assertIn('"stray" is not a script', result.err)

    def test_a_layer_is_amended_after_its_provider_and_before_its_readers(self):
        self.write("p/make.lua", 'return { about = "m", provides = { thing = { n = "number" } },'
                                 ' document = function(d) d:annotate("thing", d[1], { n = 1 }) end }')
        self.write("p/amend.lua", 'return { about = "a", requires = { "thing" }, provides = { thing = { n = "number" } },'
                                  ' document = function(d) for t in d:annotations "thing" do t.n = t.n + 1 end end }')
        self.write("p/aread.lua", 'return { about = "r", requires = { "thing" }, provides = { "seen" },'
                                  ' document = function(d) d:set("seen", d:annotation("thing").n) end }')
        result = self.gloss("run", "--script-path", "p", "-s", "aread,amend", "-f", "jsonl", stdin='{"text":"x"}')
        self.assertEqual(result.records[0]["values"]["seen"], 2)


class Listing(Case):
    def test_the_shipped_scripts_are_listed_with_what_they_provide(self):
        result = self.gloss("scripts")
        self.assertEqual(result.status, 0, result.out)
        listed = {entry.split("  ")[0]: entry.splitlines() for entry in re.split(r"\n(?=\S)", result.out)}
        provided = {"entities": "entity (amount number, currency string, full place, least number, most number, name "
                                "string, unit string, value string)", "quotes": "quote (cue place, speaker place)",
                    "structure": "authors, dateline, quoted (closed boolean, depth number)",
                    "tone": "tone (label string, name string, score number, words list)"}
        for name, layers in provided.items():
            self.assertIn(f"    provides  {layers}", listed[name])
        self.assertIn("    chooses   structure, entities, quotes, tone", listed["set news"])


class Testing(Case):
    def test_passing_and_failing_tests_are_counted_and_told(self):
        self.write("t.lua", """
return { about = "T", provides = { w = { n = "number" } },
  document = function(d) d:annotate("w", d[1], { n = 1 }) d:set("w", { n = 2, m = 3 }) end,
  tests = { { name = "good", text = "One two.", w = { { "One", n = 1 } }, values = { w = { n = 2 } } },
            { name = "bad field", text = "One two.", w = { { "One", n = 5 } } },
            { name = "bad text", text = "One two.", w = { "Two" } } } }""")
        result = self.gloss("test", "./t.lua")
        self.assertEqual(result.status, 1)
        self.assertIn("1 passed, 2 failed", result.out)
        self.assertIn('w "One": n should be 5, is 1', result.out)
        self.assertIn('w should be "Two"; is "One"', result.out)

    def test_a_given_layer_stands_in_for_its_providers(self):
        self.write("p/source.lua", 'return { about = "S", provides = { thing = { n = "number" } },'
                                   ' document = function() error "not in tests" end }')
        self.write("p/reader.lua", """
return { about = "R", requires = { "thing" }, provides = { "sum" },
  document = function(d) local s = 0 for t in d:annotations "thing" do s = s + t.n end d:set("sum", s) end,
  tests = { { text = "a b c", given = { layers = { thing = { { "a", n = 2 }, { "c", n = 3 } } } }, values = { sum = 5 } } } }""")
        result = self.gloss("test", "--script-path", "p", "reader")
        self.assertEqual((result.status, result.out), (0, "1 passed, 0 failed\n"), result.out)


class Help(Case):
    def test_help_names_each_command_and_each_command_has_help_of_its_own(self):
        listed = self.gloss("--help").out
        for command in ("run", "scripts", "test", "why", "why-not"):
            with self.subTest(command):
                self.assertRegex(listed, rf"(?m)^  {command} ")
                for words in ([command, "--help"], [command, "-h"], ["help", command]):
                    result = self.gloss(*words)
                    self.assertEqual((result.status, result.err), (0, ""))
                    self.assertTrue(result.out.startswith(f"gloss {command} [OPTIONS]"), result.out)
                    self.assertIn("\n  -h, --help ", result.out)

    def test_an_unknown_command_names_the_nearest(self):
        result = self.gloss("rnu")
        self.assertEqual(result.status, 2)
        self.assertIn('did you mean "run"?', result.err)

    def test_the_version_is_told(self):
        self.assertRegex(self.gloss("--version").out, r"^gloss \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
