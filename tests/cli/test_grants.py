"""What a script may have beyond the sandbox, when it asks for it and the user gives it."""
import os
import unittest

from gloss import Case

READER = """
return { about = "Reads", grants = { "read files" }, document = function(document)
  %s
end }
"""
CLOCK = """return { grants = { "clock" }, document = function()
  assert(os.time() > 0 and os.clock() >= 0) print(os.date("!%Y", 0))
end }"""


class Grants(Case):
    def run_script(self, name, *options):
        return self.gloss("run", "-s", f"./{name}.lua", *options, "-f", "jsonl", stdin="An article.")

    def reads(self, body):
        self.write("reader.lua", READER % body)
        return self.run_script("reader", "--grant", "reader:read files", "--memory", "32")

    def refused(self, name, *options):
        done = self.run_script(name, *options)
        self.assertEqual((done.status, done.out), (2, ""))
        return done.err

    def test_without_it_the_message_says_how_to_give_it(self):
        self.write("both.lua", 'return { grants = { "clock", "read files" }, document = function() end }')
        self.assertEqual(self.refused("both"),
                         'gloss: ./both.lua: it asks for "read files", "clock", which the sandbox does not have; '
                         'to let it: --grant "both:read files" --grant "both:clock"\n')
        self.assertIn('it asks for "read files", which', self.refused("both", "--grant", "both:clock"))

    def test_it_lets_a_script_have_the_clock_and_nothing_more(self):
        self.write("clock.lua", CLOCK)
        done = self.run_script("clock", "--grant", "clock:clock")
        self.assertEqual((done.status, done.err), (0, "1970\n"))
        self.write("clock.lua", CLOCK.replace("print", "assert(not os.execute and not os.remove and not os.getenv) print"))
        self.assertEqual(self.run_script("clock", "--grant=clock:clock").status, 0)
        self.assertEqual(self.run_script("clock", "--trust").status, 1)  # all of `os`

    def test_it_lets_a_script_read_files_in_lines_and_whole(self):
        self.write("notes.txt", "one\ntwo\n")
        done = self.reads("""
            for line in io.lines "notes.txt" do print(line) end
            local file <close> = assert(io.open "notes.txt")
            print(file:read "l", file:seek "cur", file:read "a", tostring(file))
            print(io.open "none.txt")""")
        self.assertEqual((done.status, done.err),
                         (0, "one\ntwo\none\t4\ttwo\n\tfile\nnil\tnone.txt: No such file or directory\t2\n"))

    def test_nothing_is_written(self):
        self.write("notes.txt", "kept")
        for mode in ("w", "a", "r+", "w+b"):
            done = self.reads(f'io.open("notes.txt", "{mode}")')
            self.assertIn("a script may read files, and write none", done.records[0]["errors"][0]["message"])
        done = self.reads('local f = assert(io.open "notes.txt") assert(not io.write and not io.popen and not io.output)\n'
                          'assert(not pcall(function() f:write "x" end) and not pcall(function() f:setvbuf "no" end))')
        self.assertEqual(done.status, 0, done.out)
        self.assertEqual((self.folder / "notes.txt").read_text(), "kept")

    def test_what_never_ends_or_waits_is_no_file(self):
        os.mkfifo(self.folder / "pipe")
        done = self.reads('assert(not io.open "/dev/zero") assert(not io.open "pipe") print(io.open "." )')
        self.assertEqual((done.status, done.err), (0, "nil\t.: Is a directory\t21\n"))

    def test_what_is_read_counts_as_memory(self):
        self.write("long.txt", "x" * 20_000_000)
        done = self.reads('local all = assert(io.open "long.txt"):read "a"')
        self.assertEqual(done.records[0]["errors"][0]["message"], "out of memory: a script may hold 32 MB")
        self.write("short.txt", "x" * 5_000_000)
        done = self.reads('for i = 1, 40 do local all = assert(io.open "short.txt"):read "a" .. i end')
        self.assertEqual((done.status, done.records[0]["errors"]), (0, []))

    def test_files_that_are_left_open_take_nothing_from_the_run(self):
        self.write("notes.txt", "one\n")
        self.assertEqual(self.reads('for i = 1, 3000 do assert(io.open "notes.txt") end').status, 0)
        done = self.reads('local t = {} for i = 1, 17 do t[i] = assert(io.open "notes.txt") end')
        self.assertIn("more than 16 files are open", done.records[0]["errors"][0]["message"])

    def test_one_that_is_unknown_names_the_nearest(self):
        self.write("clock.lua", CLOCK)
        self.assertEqual(self.refused("clock", "--grant", "clock:clok"),
                         'gloss: --grant clock:clok: unknown grant "clok"; did you mean "clock"?\n')
        self.assertIn("write SCRIPT:WHAT", self.refused("clock", "--grant", "clock"))
        self.write("wrong.lua", 'return {\n  grants = { "read file" },\n}')
        self.assertEqual(self.refused("wrong"),
                         'gloss: ./wrong.lua:2: `grants`: unknown grant "read file"; did you mean "read files"?\n')

    def test_one_that_is_not_asked_for_is_refused(self):
        self.write("clock.lua", CLOCK)
        self.assertEqual(self.refused("clock", "--grant", "clock:clock", "--grant", "clock:read files"),
                         'gloss: --grant: clock does not ask for "read files"; leave it out\n')
        self.assertEqual(self.refused("clock", "--grant", "clock:clock", "--grant", "clok:clock"),
                         'gloss: --grant: no script "clok" is chosen; did you mean "clock"?\n')

    def test_the_list_of_scripts_shows_what_one_asks_for(self):
        self.write("clock.lua", CLOCK)
        self.assertIn('    asks for  "clock"\n', self.gloss("scripts", "./clock.lua").out)

    def test_the_tests_of_a_script_have_it_too(self):
        self.write("clock.lua", CLOCK.replace("document", 'tests = { { text = "x" } }, document'))
        self.assertNotEqual(self.gloss("test", "./clock.lua").status, 0)
        self.assertEqual(self.gloss("test", "./clock.lua", "--grant", "clock:clock").status, 0)


if __name__ == "__main__":
    unittest.main()
