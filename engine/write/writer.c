#include "write/writer.h"

#include "base/nearest.h"
#include "write/jsonl.h"
#include "write/view.h"

static const gloss_writer writers[] = {
    {.name = "jsonl", .about = "JSON, a document a line", .ending = ".jsonl", .write = gloss_jsonl_write},
    {.name = "json", .about = "JSON, a list of documents", .ending = ".json", .header = {"[\n", 2}, .between = {",\n", 2},
     .footer = {"\n]\n", 3}, .write = gloss_jsonl_write_bare},
    {.name = "sqlite", .about = "a database: -o news.db", .ending = ".db", .is_stored = true, .write = gloss_jsonl_write},
    {.name = "text", .about = "to read: the text with the annotations marked in it", .ending = ".txt", .write = gloss_view_write},
};

enum { WRITER_COUNT = sizeof writers / sizeof *writers };

const gloss_writer *gloss_writers(size_t *count) {
  *count = WRITER_COUNT;
  return writers;
}

static void fail_unknown(gloss_slice name, gloss_error *error) {
  gloss_buffer known = {0};
  gloss_nearest nearest = {.word = name};
  for (size_t i = 0; i < WRITER_COUNT; i++) {
    gloss_nearest_offer(&nearest, gloss_slice_of(writers[i].name));
    gloss_buffer_print(&known, "%s%s", i > 0 ? ", " : "", writers[i].name);
  }
  char hint[128];
  gloss_fail(error, "no output format \"%.*s\" (there are %s)%s", GLOSS_PRINT(name), gloss_buffer_string(&known),
             gloss_nearest_hint(&nearest, hint));
  gloss_buffer_free(&known);
}

const gloss_writer *gloss_writer_find(gloss_slice name, gloss_error *error) {
  for (size_t i = 0; i < WRITER_COUNT; i++)
    if (gloss_slice_is(name, writers[i].name)) return &writers[i];
  fail_unknown(name, error);
  return NULL;
}
