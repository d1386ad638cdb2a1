"""What documents are packed in, and stored in: compressed files, archives, web archives, databases."""
import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import unittest
import zipfile

from test_formats import Formats


class Archives(Formats):
    def zipped(self, members, **how):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **how) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return made.getvalue()

    def tarred(self, members):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w") as archive:
            for name, content in members.items():
                about = tarfile.TarInfo(name)
                about.size = len(content)
                archive.addfile(about, io.BytesIO(content))
        return made.getvalue()

    def test_compressed_files_are_what_they_hold(self):
        for ending, pack in ((".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress)):
            self.write("a.jsonl" + ending, pack(b'{"text":"red"}\n{"text":"green"}\n'))
            self.assertEqual([r["id"] for r in self.run_on("a.jsonl" + ending).records], ["a:1", "a:2"])

    def test_archives_are_read_like_folders(self):
        inner = self.zipped({"d/x.txt": b"x", "photo.jpg": b"no", ".hidden.txt": b"no"})
        self.write("a.tar.gz", gzip.compress(self.tarred({"1.txt": b"one", "in.zip": inner, "2.jsonl": b'{"text":"two"}\n'})))
        result = self.run_on("a.tar.gz")
        self.assertEqual([(r["id"], r["text"]) for r in result.records], [("1", "one"), ("x", "x"), ("2:1", "two")])
        self.assertIn("1 file was passed over: .jpg 1", result.err)

    def test_messages_name_the_member(self):
        self.write("a.zip", self.zipped({"d/b.jsonl": b'{"text":"red"}\ntorn\n'}))
        self.assertIn("gloss: a.zip/d/b.jsonl:2: not an object\n", self.run_on("a.zip").err)

    def test_archives_in_folders_are_found(self):
        self.write("in/a.txt.gz", gzip.compress(b"one"))
        self.write("in/b.zip", self.zipped({"x.txt": b"two"}))
        self.write("in/c.bin.gz", gzip.compress(b"no"))
        self.assertEqual(self.texts("in"), ["one", "two"])

    def test_standard_input_is_unpacked_too(self):
        self.assertEqual(self.texts("-", stdin=gzip.compress(b"red")), ["red"])

    def test_no_name_leaves_the_archive(self):
        self.write("a.tar", self.tarred({"../../out.txt": b"one", "/etc/abs.txt": b"two"}))
        self.assertEqual(self.texts("a.tar"), ["one", "two"])
        self.assertFalse((self.folder.parent / "out.txt").exists())

    def test_a_bomb_stops_and_the_rest_goes_on(self):
        self.write("bomb.txt.gz", gzip.compress(bytes([65]) * (100 << 20)))
        self.write("deep.zip", self.zipped({"b.txt.gz": gzip.compress(gzip.compress(bytes([65]) * (100 << 20)))}))
        self.write("z.txt", "red")
        result = self.run_on("bomb.txt.gz", "deep.zip", "z.txt")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["red"]))
        self.assertIn("bomb.txt.gz: unpacks to more than 250 times its size", result.err)
        self.assertIn("deep.zip/b.txt.gz: unpacks to more than 250 times its size", result.err)

    def test_one_that_is_cut_off_gives_what_came_before(self):
        lines = b"".join(b'{"id":"%d","text":"%d red %d"}\n' % (i, i * 7919, i * i) for i in range(20000))
        packed = gzip.compress(lines)
        self.write("a.jsonl.gz", packed[:len(packed) // 2])
        result = self.run_on("--layers", "none", "a.jsonl.gz")
        self.assertEqual(result.status, 1)
        self.assertGreater(len(result.records), 5000)
        self.assertIn("a.jsonl.gz: truncated gzip input\n", result.err)

    def test_a_member_that_is_encrypted_says_so(self):
        plain = self.zipped({"a.txt": b"one", "b.txt": b"two"})
        at = plain.index(b"PK\x03\x04") + 6
        self.write("a.zip", plain[:at] + b"\x01" + plain[at + 1:])
        result = self.run_on("a.zip")
        self.assertIn("a.zip: a.txt: is encrypted: unpack it with its password first\n", result.err)
        self.assertEqual([r["text"] for r in result.records], ["two"])

    def test_archives_are_not_nested_without_end(self):
        data, name = b"red", "a.txt"
        for i in range(5):
            data, name = self.zipped({name: data}), f"{i}.zip"
        self.write("a.zip", data)
        self.assertIn("a.zip/3.zip/2.zip/1.zip/0.zip: archives are nested deeper than 4\n", self.run_on("a.zip").err)

    def test_what_is_no_archive_costs_itself(self):
        self.write("a.zip", b"PK\3\4 not at all")
        self.write("b.gz", b"\x1f\x8b")
        self.write("c.txt", "red")
        result = self.run_on("a.zip", "b.gz", "c.txt")
        self.assertEqual([r["text"] for r in result.records], ["red"])


class WebArchives(Formats):
    def record(self, kind, content_type, body, length=None):
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
                f"WARC-Record-ID: <urn:uuid:r1>\r\nContent-Type: {content_type}\r\nContent-Length: {length or len(body)}\r\n\r\n")
        return head.encode() + body + b"\r\n\r\n"

    def http(self, body, *headers, status="200 OK", content_type="text/plain"):
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers]
        return self.record("response", "application/http; msgtype=response", ("\r\n".join(lines) + "\r\n\r\n").encode() + body)

    def test_texts_of_records_are_documents(self):
        self.write("a.warc", self.record("warcinfo", "application/warc-fields", b"software: x")
                   + self.record("conversion", "text/plain", b"A red title\n\nText."))
        record, = self.run_on("a.warc").records
        self.assertEqual((record["id"], record["source"], record["title"]), ("r1", "http://a.example/", "A red title"))
        self.assertEqual(record["meta"], {"address": "http://a.example/", "fetched": "2026-01-02T03:04:05Z"})

    def test_what_the_server_did_for_the_way_is_undone(self):
        packed = gzip.compress("Привет".encode("koi8-r"))
        chunked = b"%x\r\n" % 5 + packed[:5] + b"\r\n%x\r\n" % (len(packed) - 5) + packed[5:] + b"\r\n0\r\n\r\n"
        self.write("a.warc", self.http(chunked, "Content-Encoding: gzip", "Transfer-Encoding: chunked",
                                       content_type="text/plain; charset=koi8-r"))
        self.assertEqual(self.texts("a.warc"), ["Привет"])

    def test_each_record_may_be_compressed_by_itself(self):
        self.write("a.warc.gz", b"".join(gzip.compress(self.http(b"text %d" % i)) for i in range(50)))
        self.assertEqual(self.texts("a.warc.gz"), [f"text {i}" for i in range(50)])

    def test_what_is_no_text_is_passed_over_and_counted(self):
        self.write("a.warc", self.http(b"x", content_type="image/png") + self.http(b"x", status="404 No") + self.http(b"red"))
        result = self.run_on("a.warc")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (0, ["red"]))
        self.assertIn("2 files were passed over: image/png 1, not status 200 1", result.err)

    def test_after_garbage_the_next_record_is_found(self):
        self.write("a.warc", self.http(b"one") + b"WAR garbage " * 9000 + self.http(b"two"))
        result = self.run_on("a.warc")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["one", "two"]))
        self.assertIn("a.warc:2: no record begins where the one before ends; the next one is looked for\n", result.err)

    def test_one_that_is_cut_off_gives_what_came_before(self):
        self.write("a.warc", self.http(b"one") + self.http(b"two is longer")[:-12])
        result = self.run_on("a.warc")
        self.assertEqual([r["text"] for r in result.records], ["one"])
        self.assertIn("a.warc: the last record is cut off\n", result.err)


class Databases(Formats):
    def store(self, *words):
        return self.gloss("run", "-s", "./mark.lua", "-f", "sqlite", "-o", "news.db", *words)

    def rows(self, sql):
        base = sqlite3.connect(self.folder / "news.db")
        try:
            return base.execute(sql).fetchall()
        finally:
            base.close()

    def test_documents_and_annotations_are_rows(self):
        self.write("a.jsonl", '{"id":"1","title":"T","text":"Red door.","desk":"x"}\n{"id":"2","text":"green"}\n')
        self.assertEqual(self.store("a.jsonl").status, 0)
        self.assertEqual(self.rows("SELECT id, title, text, meta FROM documents"),
                         [("1", "T", "Red door.", '{"desk":"x"}'), ("2", None, "green", "{}")])
        self.assertEqual(self.rows("SELECT document, start, \"end\", text, name FROM colour"),
                         [("1", 0, 3, "Red", "red"), ("2", 0, 5, "green", "green")])

    def test_the_text_can_be_searched(self):
        self.write("a.jsonl", '{"id":"1","text":"The dam broke in the flood."}\n{"id":"2","text":"A dry day."}\n')
        self.store("a.jsonl")
        query = "SELECT id FROM documents WHERE number IN (SELECT rowid FROM search WHERE search MATCH 'NEAR(dam flood)')"
        self.assertEqual(self.rows(query), [("1",)])

    def test_a_document_takes_the_place_of_the_one_with_its_id(self):
        self.write("a.jsonl", '{"id":"1","text":"red green"}\n{"id":"2","text":"red"}\n')
        self.store("a.jsonl")
        self.write("a.jsonl", '{"id":"1","text":"no colour"}\n{"id":"3","text":"red"}\n')
        self.assertEqual(self.store("a.jsonl").err, "")
        self.assertEqual(self.rows("SELECT id FROM documents ORDER BY id"), [("1",), ("2",), ("3",)])
        self.assertEqual(self.rows("SELECT document FROM colour ORDER BY document"), [("2",), ("3",)])
        self.assertEqual(self.rows("SELECT count(*) FROM search WHERE search MATCH 'green'"), [(0,)])

    def test_ids_that_come_twice_in_a_run_are_told(self):
        self.write("a.jsonl", '{"id":"1","text":"red"}\n{"id":"1","text":"green"}\n')
        self.assertIn("gloss: 1 document has an id that came before in this run", self.store("a.jsonl").err)

    def test_a_place_in_a_field_has_columns_of_its_own(self):
        self.write("a.txt", "“We won,” Ann Lee said.")
        self.assertEqual(self.gloss("run", "-s", "quotes", "-f", "sqlite", "-o", "news.db", "a.txt").status, 0)
        self.assertEqual(self.rows("SELECT speaker, speaker_start, speaker_name FROM quote"), [("Ann Lee", 10, "Ann Lee")])

    def test_others_can_read_while_it_is_written(self):
        self.write("a.jsonl", "".join(f'{{"id":"{i}","text":"red {i}"}}\n' for i in range(3000)))
        self.store("a.jsonl")
        base = sqlite3.connect(self.folder / "news.db")
        base.execute("BEGIN")
        base.execute("SELECT count(*) FROM documents").fetchall()
        self.assertEqual(self.store("a.jsonl").status, 0)
        base.close()
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])

    def test_what_is_not_its_own_is_left_alone(self):
        self.write("text.db", "no database, but a long enough text " * 100)
        result = self.gloss("run", "-s", "./mark.lua", "-f", "sqlite", "-o", "text.db", "mark.lua")
        self.assertEqual((result.status, result.err), (2, "gloss: text.db: file is not a database\n"))
        base = sqlite3.connect(self.folder / "news.db")
        base.execute("CREATE TABLE mine (x)")
        base.close()
        self.assertIn("news.db: is a database of another program; name another file", self.store("mark.lua").err)
        self.assertEqual(self.rows("SELECT name FROM sqlite_master"), [("mine",)])

    def test_a_database_needs_a_name(self):
        result = self.gloss("run", "-s", "./mark.lua", "-f", "sqlite", "mark.lua")
        self.assertEqual((result.status, result.err), (2, "gloss: -f sqlite: makes a database; name it with -o news.db\n"))


if __name__ == "__main__":
    unittest.main()
