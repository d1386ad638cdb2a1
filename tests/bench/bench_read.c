/* What JSONL costs, in and out: bench_read FILE.jsonl. GB/s of what is read and of what is written; the best of several runs. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "source/source.h"
#include "text/workspace.h"
#include "write/writer.h"

enum { RUNS = 5, SOURCE = 0, PARSE = 1, WRITE = 2, STEPS = 3 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

typedef struct bench {
  gloss_source *source;
  gloss_parser *parser;
  gloss_workspace *workspace;
  const gloss_writer *writer;
  gloss_record record;
  gloss_buffer out;
  double seconds[STEPS];
  size_t bytes[STEPS];
} bench;

static void count(bench *bench, int step, double *since, size_t bytes) {
  double time = now();
  bench->seconds[step] += time - *since;
  bench->bytes[step] += bytes;
  *since = time;
}

/* False at the end of the file. */
static bool do_record(bench *bench) {
  gloss_writer_settings settings = {0};
  gloss_error error = {0};
  gloss_parsed parsed;
  double since = now();
  gloss_next next = gloss_source_next(bench->source, &bench->record, &error);
  if (next == GLOSS_NEXT_FAILED) fprintf(stderr, "%s\n", error.message);
  gloss_error_clear(&error);
  if (next != GLOSS_NEXT_RECORD) return false;
  count(bench, SOURCE, &since, bench->record.bytes.size);
  gloss_document *document = gloss_workspace_open(bench->workspace);
  bool is_document = gloss_parser_parse(bench->parser, &bench->record, document, &parsed, &error);
  count(bench, PARSE, &since, bench->record.bytes.size);
  gloss_buffer_clear(&bench->out);
  if (is_document) bench->writer->write(bench->writer, &settings, document, &bench->out);
  count(bench, WRITE, &since, bench->out.size);
  gloss_workspace_close(bench->workspace);
  gloss_error_clear(&error);
  return true;
}

static void run(bench *bench, const char *path, double best[STEPS]) {
  for (int step = 0; step < STEPS; step++) bench->seconds[step] = (double)(bench->bytes[step] = 0);
  bench->source = gloss_source_new((gloss_source_settings){.paths = &path, .path_count = 1});
  while (do_record(bench)) continue;
  gloss_source_free(bench->source);
  for (int step = 0; step < STEPS; step++) {
    double rate = (double)bench->bytes[step] / bench->seconds[step] / 1e9;
    if (rate > best[step]) best[step] = rate;
  }
}

int main(int argument_count, char **arguments) {
  gloss_error error = {0};
  double best[STEPS] = {0};
  if (argument_count != 2) return fprintf(stderr, "usage: bench_read FILE.jsonl\n"), 2;
  gloss_schema *schema = gloss_schema_new();
  bench bench = {.parser = gloss_parser_new((gloss_parser_settings){0}), .workspace = gloss_workspace_new(schema)};
  bench.writer = gloss_writer_find(GLOSS_SLICE("jsonl"), &error);
  for (int i = 0; i < RUNS; i++) run(&bench, arguments[1], best);
  printf("source %.2f GB/s, parse %.2f GB/s, write %.2f GB/s; %.1f MB\n", best[SOURCE], best[PARSE], best[WRITE],
         (double)bench.bytes[PARSE] / 1e6);
  gloss_parser_free(bench.parser);
  gloss_workspace_free(bench.workspace);
  gloss_schema_free(schema);
  gloss_record_free(&bench.record);
  gloss_buffer_free(&bench.out);
  return 0;
}
