/* What Lua costs: nanoseconds a token of what scripts do most, on words that are distributed as in a language (Zipf). The smallest
 * of several runs; a loop of the same length that does nothing is in each figure. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "script/state.h"

enum { TOKENS = 1000000, DISTINCT = 60000, SENTENCE = 25, RUNS = 5 };

typedef struct measure {
  const char *name, *body; /* of a document hook; `n` is the number of tokens */
} measure;

static const measure measures[] = {
    {"a loop that does nothing", "for i = 1, n do end"},
    {"document:tokens()", "for token in document:tokens() do end"},
    {"document[i]", "for i = 1, n do local _ = document[i] end"},
    {"sentence:tokens() in document:sentences()", "for sentence in document:sentences() do for token in sentence:tokens() do end "
     "end"},
    {"tokens, token.text", "for token in document:tokens() do local _ = token.text end"},
    {"tokens, token.norm == 'said'", "local c = 0 for token in document:tokens() do if token.norm == 'said' then c = c + 1 end "
     "end"},
    {"tokens, token.lemma", "for token in document:tokens() do local _ = token.lemma end"},
    {"tokens, token.is_title", "local c = 0 for token in document:tokens() do if token.is_title then c = c + 1 end end"},
    {"tokens, token.kind", "for token in document:tokens() do local _ = token.kind end"},
    {"tokens, token.index", "for token in document:tokens() do local _ = token.index end"},
    {"tokens, token.sentence", "for token in document:tokens() do local _ = token.sentence end"},
    {"tokens, token:next()", "for token in document:tokens() do local _ = token:next() end"},
    {"tokens, token:before(3)", "for token in document:tokens() do local _ = token:before(3) end"},
    {"tokens, all in a list", "local all = {} for token in document:tokens() do all[#all + 1] = token end"},
    {"tokens, all as keys", "local all = {} for token in document:tokens() do all[token] = true end"},
    {"tokens, set:has(token)", "local c = 0 for token in document:tokens() do if set:has(token) then c = c + 1 end end"},
    {"tokens, weights:get(token)", "local c = 0 for token in document:tokens() do c = c + (weights:get(token) or 0) end"},
    {"rare:matches(document), 1 in 1000", "local c = 0 for match in rare:matches(document) do c = c + 1 end"},
    {"weights:matches(document), 1 in 40, match.weight", "local c = 0 for match in weights:matches(document) do c = c + "
     "match.weight end"},
    {"regex:matches(document), 1 in 200", "local c = 0 for match in regex:matches(document) do c = c + 1 end"},
    {"annotate 1 token in 20", "for i = 1, n, 20 do document:annotate('mark', document[i], { type = 'X', amount = i }) end"},
    {"annotations, 1 in 20: type, amount",
     "for i = 1, n, 20 do document:annotate('mark', document[i], { type = 'X', amount = i }) end\n"
     "for k = 1, 20 do for mark in document:annotations 'mark' do local _ = mark.type, mark.amount end end"},
    {NULL, NULL},
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static uint64_t seed = 88172645463325252u;

static double random_part(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (double)(seed >> 11) / (double)(1ull << 53);
}

/* A frequent word is short, and its letters follow from its rank alone. */
static void add_word(gloss_buffer *text, uint32_t rank) {
  uint64_t letters = gloss_hash((gloss_slice){(const char *)&rank, sizeof rank});
  uint32_t size = rank < 10 ? 1 + rank % 3 : rank < 100 ? 2 + rank % 4 : 4 + rank % 7;
  for (; size-- > 0; letters >>= 5) gloss_buffer_add_char(text, "etaoinshrdlcumwfgypbvkjxqzETAOIN"[letters & 31]);
}

static void add_words_of_ranks(gloss_buffer *list, const char *format, uint32_t first, uint32_t step, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    gloss_buffer word = {0};
    add_word(&word, first + i * step);
    gloss_buffer_print(list, format, gloss_buffer_string(&word));
    gloss_buffer_free(&word);
  }
}

static void make_text(gloss_buffer *text) {
  for (uint32_t i = 0; i < TOKENS; i++) {
    if (i > 0) gloss_buffer_add_char(text, ' ');
    add_word(text, (uint32_t)exp(random_part() * log(DISTINCT)));
  }
}

static void fill(gloss_document *document, gloss_slice text) {
  gloss_document_set_text(document, text);
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, (uint32_t)text.size});
  gloss_token *tokens = gloss_document_reserve_tokens(document, TOKENS);
  gloss_slice rest = text, word;
  for (uint32_t i = 0; gloss_slice_split(&rest, ' ', &word); i++)
    tokens[i] = (gloss_token){.start = (uint32_t)(word.data - text.data), .size = (uint16_t)word.size};
  document->token_count = TOKENS;
  gloss_document_intern_tokens(document, 0);
  for (uint32_t i = 0; i < TOKENS; i += SENTENCE) gloss_document_add_sentence(document, (gloss_span){i, i + SENTENCE});
  document->blocks[0].tokens = (gloss_span){0, TOKENS};
  document->blocks[0].sentences = (gloss_span){0, document->sentence_count};
}

static void write_script(const char *path, const char *body) {
  gloss_buffer source = {0};
  gloss_buffer_print(&source, "local gloss = require 'gloss'\nlocal set = gloss.wordset {");
  add_words_of_ranks(&source, "'%s',", 20, 7, 2000);
  gloss_buffer_print(&source, "}\nlocal rare = gloss.wordset {");
  add_words_of_ranks(&source, "'%s',", 1000, 50, 200);
  gloss_buffer_print(&source, "}\nlocal weights = gloss.lexicon {");
  add_words_of_ranks(&source, "['%s'] = 1,", 100, 50, 1000);
  gloss_buffer_print(&source, "}\nlocal regex = gloss.regex [[\\b[xq]\\w+z\\w*]]\n"
                              "return { provides = { mark = { amount = 'number' } }, document = function(document)\nlocal n = "
                              "#document\n%s\nend }\n", body);
  FILE *file = fopen(path, "w");
  if (file == NULL || fwrite(source.data, 1, source.size, file) != source.size || fclose(file) != 0) exit(1);
  gloss_buffer_free(&source);
}

typedef struct bench {
  gloss_environment environment;
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_language *language;
  gloss_matcher *matcher;
  gloss_buffer text;
} bench;

static void stop(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(1);
}

/* Nanoseconds a token of one run of the script over the document, which is made anew: what the last one annotated is gone. */
static double run_once(bench *bench, gloss_state *state) {
  gloss_document *document = gloss_workspace_open(bench->workspace);
  gloss_workspace_set_language(bench->workspace, bench->language);
  document->id = GLOSS_SLICE("bench");
  fill(document, gloss_buffer_slice(&bench->text));
  double start = now();
  if (!gloss_state_run(state, document)) stop(gloss_arena_copy(&document->arena, document->failures[0].message).data);
  double took = now() - start;
  gloss_workspace_close(bench->workspace);
  return took * 1e9 / TOKENS;
}

static void run_measure(bench *bench, const char *path, const measure *measure) {
  gloss_error error = {0};
  write_script(path, measure->body);
  gloss_script *script = gloss_script_load(&bench->environment, path, &error);
  if (script == NULL) stop(error.message);
  gloss_state *state = gloss_state_new(&bench->environment, script, (gloss_value){0}, bench->schema, 0, bench->matcher, &error);
  if (state == NULL) stop(error.message);
  double least = run_once(bench, state);
  for (int i = 1; i < RUNS; i++) least = fmin(least, run_once(bench, state));
  printf("%7.1f  %s\n", least, measure->name);
  gloss_state_free(state);
  gloss_script_free(script);
}

int main(int count, char **arguments) {
  bench bench = {0};
  gloss_error error = {0};
  gloss_search_path search = {0};
  char path[] = "/tmp/gloss-bench-XXXXXX";
  if (mkdtemp(path) == NULL) return 1;
  char script[64];
  snprintf(script, sizeof script, "%s/bench.lua", path);
  bench.environment = (gloss_environment){.path = &search, .library = gloss_library_new((gloss_phrase_tokenizer){0}),
      .memory_cap = (size_t)1 << 30};
  bench.schema = gloss_schema_new();
  gloss_schema_add_field(bench.schema, gloss_schema_add_layer(bench.schema, GLOSS_SLICE("mark")), GLOSS_SLICE("amount"),
      GLOSS_FIELD_NUMBER, &error);
  gloss_schema_add_script(bench.schema, GLOSS_SLICE("bench"));
  bench.workspace = gloss_workspace_new(bench.schema);
  bench.language = gloss_language_new("none", NULL, &error);
  bench.matcher = gloss_matcher_new();
  make_text(&bench.text);
  printf("     ns  a token\n");
  for (const measure *measure = measures; measure->name; measure++)
    if (count < 2 || strstr(measure->name, arguments[1])) run_measure(&bench, script, measure);
  unlink(script);
  rmdir(path);
  gloss_matcher_free(bench.matcher);
  gloss_workspace_free(bench.workspace);
  gloss_schema_free(bench.schema);
  gloss_language_free(bench.language);
  gloss_library_free((gloss_library *)bench.environment.library);
  gloss_buffer_free(&bench.text);
  return 0;
}
