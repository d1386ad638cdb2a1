/* What the text room costs, on words that are distributed as in a language (Zipf). A line a figure; the smallest of several
 * runs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/hash.h"
#include "base/memory.h"
#include "random.h"
#include "text/workspace.h"
#include "unicode/unicode.h"

enum { TOKENS = 2000000, DISTINCT = 60000, RUNS = 5, ROWS = 200000 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static uint64_t seed = 88172645463325252u;

/* The bench's state: a text of TOKENS words, each after a space; every 40th ends in a letter of two bytes. */
typedef struct bench {
  gloss_schema *schema;
  gloss_language *language;
  gloss_workspace *workspace;
  gloss_document *document;
  gloss_buffer text;
  gloss_token *tokens;
  uint32_t sink; /* so that nothing is optimised away */
} bench;

/* A frequent word is short, and its letters follow from its rank alone. */
static void add_word(gloss_buffer *text, uint32_t rank) {
  uint64_t letters = gloss_hash((gloss_slice){(const char *)&rank, sizeof rank});
  uint32_t size = rank < 10 ? 1 + rank % 3 : rank < 100 ? 2 + rank % 4 : 4 + rank % 7;
  for (; size-- > 0; letters >>= 5) gloss_buffer_add_char(text, "etaoinshrdlcumwfgypbvkjxqzETAOIN"[letters & 31]);
  if (rank % 40 == 39) gloss_buffer_add(text, GLOSS_SLICE("é"));
}

static void make_text(bench *bench) {
  bench->tokens = gloss_allocate(TOKENS * sizeof *bench->tokens);
  for (uint32_t i = 0; i < TOKENS; i++) {
    gloss_buffer_add_char(&bench->text, ' ');
    uint32_t start = (uint32_t)bench->text.size;
    uint32_t rank = (uint32_t)(exp((double)random_below(&seed, 1u << 30) / (1u << 30) * log(DISTINCT)));
    add_word(&bench->text, rank);
    bench->tokens[i] = (gloss_token){.start = start, .size = (uint16_t)(bench->text.size - start)};
  }
}

/* A document of all the tokens in one sentence. */
static void open_document(bench *bench) {
  gloss_document *document = bench->document = gloss_workspace_open(bench->workspace);
  gloss_workspace_set_language(bench->workspace, bench->language);
  gloss_document_set_text(document, gloss_buffer_slice(&bench->text));
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, (uint32_t)bench->text.size});
  memcpy(gloss_document_reserve_tokens(document, TOKENS), bench->tokens, TOKENS * sizeof *bench->tokens);
  document->token_count = TOKENS;
  gloss_document_add_sentence(document, (gloss_span){0, TOKENS});
}

static void intern_all(bench *bench) {
  gloss_document_intern_tokens(bench->document, 0);
}

static void intern_one_by_one(bench *bench) {
  gloss_document *document = bench->document;
  for (uint32_t i = 0; i < TOKENS; i++)
    bench->sink += gloss_vocabulary_intern(document->vocabulary, gloss_document_token_text(document, i));
}

static void ask_norms_and_lemmas(bench *bench) {
  gloss_document *document = bench->document;
  for (uint32_t i = 0; i < TOKENS; i++) {
    uint32_t word = document->tokens[i].word;
    bench->sink += gloss_vocabulary_norm(document->vocabulary, word) + gloss_vocabulary_lemma(document->vocabulary, word);
  }
}

static void annotate_in_order(bench *bench) {
  for (uint32_t i = 0; i < ROWS * 8; i += 8)
    gloss_document_annotate(bench->document, 0, &(gloss_span){i, i + 2}, 1, GLOSS_UNKNOWN);
}

static void annotate_between(bench *bench) {
  for (uint32_t i = 4; i < ROWS * 8; i += 8)
    gloss_document_annotate(bench->document, 0, &(gloss_span){i, i + 1}, 1, GLOSS_UNKNOWN);
}

static void walk_each(bench *bench, gloss_how how, uint32_t width) {
  const gloss_layer *layer = &bench->document->layers[0];
  for (uint32_t i = 0; i < ROWS; i++) {
    gloss_layer_cursor cursor = gloss_layer_walk(layer, (gloss_span){i * 8, i * 8 + width}, how);
    for (uint32_t row; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW;) bench->sink += row;
  }
}

static void walk_overlapping(bench *bench) {
  walk_each(bench, GLOSS_OVERLAPS, 8);
}

static void walk_inside(bench *bench) {
  walk_each(bench, GLOSS_INSIDE, 8);
}

static void walk_covering(bench *bench) {
  walk_each(bench, GLOSS_COVERING, 1);
}

static void ask_code_points(bench *bench) {
  for (uint32_t i = 0; i < TOKENS; i++) bench->sink += gloss_document_code_points(bench->document, bench->tokens[i].start);
}

static void ask_positions(bench *bench) {
  for (uint32_t i = 0; i < TOKENS; i++) {
    uint32_t line, column;
    gloss_document_position(bench->document, bench->tokens[i].start, &line, &column);
    bench->sink += line + column;
  }
}

static void make_long_spans(bench *bench) {
  for (uint32_t i = 0; i < TOKENS / 4; i++) bench->sink += (uint32_t)gloss_document_span(bench->document, (gloss_span){i, TOKENS});
}

static void validate(bench *bench) {
  bench->sink += gloss_utf8_is_valid(gloss_buffer_slice(&bench->text));
}

static void count(bench *bench) {
  bench->sink += (uint32_t)gloss_utf8_count(gloss_buffer_slice(&bench->text));
}

static void map_text(bench *bench, void map(gloss_slice, gloss_buffer *)) {
  gloss_buffer out = {0};
  map(gloss_buffer_slice(&bench->text), &out);
  bench->sink += (uint32_t)out.size;
  gloss_buffer_free(&out);
}

static void make_plain(bench *bench) {
  map_text(bench, gloss_plain);
}

static void make_lower(bench *bench) {
  map_text(bench, gloss_lower);
}

static void fold_words(bench *bench) {
  gloss_buffer out = {0};
  for (uint32_t i = 0; i < TOKENS; i++) {
    gloss_buffer_clear(&out);
    gloss_fold(gloss_document_token_text(bench->document, i), &out);
  }
  gloss_buffer_free(&out);
}

static void classify(bench *bench) {
  for (size_t at = 0; at < bench->text.size;) {
    uint32_t c;
    at += gloss_utf8_decode(bench->text.data + at, &c);
    bench->sink += gloss_char_class(c);
  }
}

typedef void task(bench *);

static void report(bench *bench, const char *name, task *run, double units, const char *unit, int runs) {
  double best = 1e9;
  for (int i = 0; i < runs; i++) {
    double start = now();
    run(bench);
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  printf("%-36s %8.2f ns a %s\n", name, best * 1e9 / units, unit);
}

static void report_all(bench *bench) {
  double bytes = (double)bench->text.size;
  report(bench, "validate UTF-8", validate, bytes, "byte", RUNS);
  report(bench, "count code points", count, bytes, "byte", RUNS);
  report(bench, "decode and classify", classify, bytes, "byte", RUNS);
  report(bench, "plain", make_plain, bytes, "byte", RUNS);
  report(bench, "lower", make_lower, bytes, "byte", RUNS);
  report(bench, "fold, word by word", fold_words, TOKENS, "token", RUNS);
  report(bench, "intern, first sight", intern_all, TOKENS, "token", 1);
  report(bench, "intern in batches", intern_all, TOKENS, "token", RUNS);
  report(bench, "intern one by one", intern_one_by_one, TOKENS, "token", RUNS);
  report(bench, "norm and lemma, first sight", ask_norms_and_lemmas, TOKENS, "token", 1);
  report(bench, "norm and lemma", ask_norms_and_lemmas, TOKENS, "token", RUNS);
  report(bench, "annotate in order", annotate_in_order, ROWS, "row", 1);
  report(bench, "annotate between, in order", annotate_between, ROWS, "row", 1);
  report(bench, "walk what overlaps", walk_overlapping, ROWS, "walk", RUNS);
  report(bench, "walk what lies inside", walk_inside, ROWS, "walk", RUNS);
  report(bench, "walk what covers", walk_covering, ROWS, "walk", RUNS);
  report(bench, "code points before a byte", ask_code_points, TOKENS, "question", RUNS);
  report(bench, "line and column", ask_positions, TOKENS, "question", RUNS);
  report(bench, "long span, first sight", make_long_spans, TOKENS / 4, "span", 1);
  report(bench, "long span", make_long_spans, TOKENS / 4, "span", RUNS);
}

int main(void) {
  gloss_error error = {0};
  bench bench = {.schema = gloss_schema_new(), .language = gloss_language_new("none", NULL, &error)};
  gloss_schema_add_layer(bench.schema, GLOSS_SLICE("entity"));
  bench.workspace = gloss_workspace_new(bench.schema);
  make_text(&bench);
  open_document(&bench);
  report_all(&bench);
  fprintf(stderr, "%u words known (%x)\n", gloss_vocabulary_kept(bench.document->vocabulary), bench.sink);
  gloss_workspace_close(bench.workspace);
  gloss_workspace_free(bench.workspace);
  gloss_language_free(bench.language);
  gloss_schema_free(bench.schema);
  gloss_buffer_free(&bench.text);
  free(bench.tokens);
}
