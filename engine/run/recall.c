#include "run/recall.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "write/json_text.h"

#define MOST ((uint64_t)4 << 30)

struct gloss_recall {
  gloss_kept *kept;
  gloss_inputs *inputs;
  pthread_mutex_t lock;
  uint64_t run;  /* all but the inputs */
  uint64_t all;  /* with them, once they are known */
  bool is_ready;
};

/* -- What a run depends on */

static uint64_t add_folder(uint64_t hash, const gloss_buffer *path) {
  return gloss_hash_fold(hash ^ gloss_hash(gloss_buffer_slice(path)), gloss_hash_folder(path->data) | 1);
}

/* Those of all languages: any may be that of a document. */
static uint64_t add_languages(uint64_t hash, gloss_buffer *path) {
  gloss_names names = {0};
  gloss_error error = {0};
  size_t size = path->size;
  gloss_folder_list(gloss_buffer_string(path), &names, &error);
  for (uint32_t i = 0; i < names.count; i++) {
    path->size = size;
    gloss_buffer_print(path, "/%s", names.items[i]);
    hash = add_folder(hash, path);
  }
  gloss_names_free(&names);
  gloss_error_clear(&error);
  return hash;
}

/* What languages and their taggers read on their own. */
static uint64_t hash_folders(const gloss_search_path *search_path) {
  gloss_buffer path = {0};
  uint64_t hash = 2;
  for (uint32_t i = 0; i < search_path->folders.count; i++) {
    gloss_buffer_clear(&path);
    gloss_buffer_print(&path, "%s/data", search_path->folders.items[i]);
    hash = add_folder(hash, &path);
    gloss_buffer_clear(&path);
    gloss_buffer_print(&path, "%s/lang", search_path->folders.items[i]);
    hash = add_languages(hash, &path);
  }
  gloss_buffer_free(&path);
  return hash;
}

static gloss_kept *open_kept(const char *folder, void (*say)(const char *), gloss_error *error) {
  gloss_buffer path = {0}, message = {0};
  bool was_damaged = false;
  gloss_buffer_print(&path, "%s/results.db", folder);
  gloss_kept *kept = gloss_kept_open(gloss_buffer_string(&path), MOST, &was_damaged, error);
  gloss_buffer_print(&message, "%s: was damaged, and is made anew", gloss_buffer_string(&path));
  if (was_damaged && kept) say(gloss_buffer_string(&message));
  gloss_buffer_free(&path);
  gloss_buffer_free(&message);
  return kept;
}

gloss_recall *gloss_recall_open(const char *folder, uint64_t run, const gloss_search_path *path, gloss_inputs *inputs,
                                void (*say)(const char *), gloss_error *error) {
  if (!gloss_folder_make(folder)) return gloss_fail(error, "--cache %s: this folder cannot be made", folder), NULL;
  gloss_kept *kept = open_kept(folder, say, error);
  if (kept == NULL) return gloss_fail_at(error, "--cache"), NULL;
  gloss_recall *recall = gloss_allocate_zeroed(1, sizeof *recall);
  recall->kept = kept;
  recall->inputs = inputs;
  recall->run = gloss_hash_fold(run ^ hash_folders(path), gloss_hash_file("/proc/self/exe") | 1);
  pthread_mutex_init(&recall->lock, NULL);
  return recall;
}

void gloss_recall_close(gloss_recall *recall) {
  if (recall == NULL) return;
  gloss_kept_close(recall->kept);
  pthread_mutex_destroy(&recall->lock);
  free(recall);
}

void gloss_recall_ready(gloss_recall *recall) {
  pthread_mutex_lock(&recall->lock);
  if (!recall->is_ready) recall->all = gloss_hash_fold(recall->run ^ 0xa0761d6478bd642fu, gloss_inputs_seal(recall->inputs) | 1);
  recall->is_ready = true;
  pthread_mutex_unlock(&recall->lock);
}

/* -- What a document is */

static void add_slice(gloss_buffer *to, gloss_slice slice) {
  gloss_buffer_print(to, "%zu ", slice.size);
  gloss_buffer_add(to, slice);
}

static void add_document(gloss_buffer *to, const gloss_document *document, const gloss_parsed *parsed, gloss_value added) {
  const gloss_slice facts[] = {document->id, document->source, document->title, document->date, document->lang, document->text};
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    gloss_buffer_print(to, "%d ", facts[i].data != NULL);
    add_slice(to, facts[i]);
  }
  for (uint32_t i = 0; i < document->warning_count; i++) add_slice(to, document->warnings[i]);
  for (uint32_t i = 0; i < document->block_count; i++) {
    const gloss_block *block = &document->blocks[i];
    gloss_buffer_print(to, "%d %u %u ", block->kind, block->bytes.start, block->bytes.end);
  }
  gloss_buffer_print(to, "%d%d", parsed->is_article, parsed->is_mended);
  gloss_json_add_exact(to, document->meta);
  gloss_json_add_exact(to, added);
}

gloss_kept_key gloss_recall_key(gloss_recall *recall, const gloss_document *document, const gloss_parsed *parsed,
                                gloss_value added) {
  gloss_buffer all = {0};
  gloss_buffer_print(&all, "%016llx", (unsigned long long)recall->all);
  add_document(&all, document, parsed, added);
  gloss_slice whole = gloss_buffer_slice(&all);
  gloss_kept_key key = {{gloss_hash(whole), gloss_hash(gloss_slice_cut(whole, 1, whole.size)) ^ recall->all}};
  gloss_buffer_free(&all);
  return key;
}

/* -- What came of it: a head, the numbers of each script, what was written, what was said */

typedef struct head {
  uint64_t checksum; /* of all that follows it */
  uint64_t documents, tokens, rejected, failures, troubled, scripts, out, said;
} head;

typedef struct script_part {
  uint64_t failed, skipped;
} script_part;

static uint64_t checksum_of(gloss_slice value) {
  return gloss_hash(gloss_slice_cut(value, sizeof(uint64_t), value.size));
}

static bool is_good(gloss_slice value, const gloss_tally *tally, head *head) {
  if (value.size < sizeof *head) return false;
  memcpy(head, value.data, sizeof *head);
  size_t size = sizeof *head + tally->script_count * sizeof(script_part);
  return head->scripts == tally->script_count && head->out <= value.size && head->said <= value.size &&
         size + head->out + head->said == value.size && checksum_of(value) == head->checksum;
}

static void add_numbers(gloss_tally *tally, const head *head, const char *scripts) {
  tally->documents += head->documents;
  tally->tokens += head->tokens;
  tally->rejected += head->rejected;
  tally->failures += head->failures;
  tally->troubled += head->troubled;
  tally->recalled += head->documents;
  for (uint32_t i = 0; i < tally->script_count; i++) {
    script_part part;
    memcpy(&part, scripts + i * sizeof part, sizeof part);
    tally->scripts[i].failed += part.failed;
    tally->scripts[i].skipped += part.skipped;
  }
}

static bool take(gloss_slice value, gloss_recalled to) {
  head head;
  if (!is_good(value, to.tally, &head)) return false;
  size_t at = sizeof head + to.tally->script_count * sizeof(script_part);
  add_numbers(to.tally, &head, value.data + sizeof head);
  gloss_buffer_add(to.out, gloss_slice_cut(value, at, at + head.out));
  gloss_buffer_add(to.said, gloss_slice_cut(value, at + head.out, value.size));
  return true;
}

bool gloss_recall_find(gloss_recall *recall, gloss_kept_key key, gloss_recalled to) {
  gloss_buffer value = {0};
  bool found = gloss_kept_get(recall->kept, key, &value) && take(gloss_buffer_slice(&value), to);
  gloss_buffer_free(&value);
  return found;
}

gloss_recall_mark gloss_recall_begin(gloss_recalled before) {
  size_t size = before.tally->script_count * sizeof *before.tally->scripts;
  gloss_recall_mark mark = {.out = before.out->size, .said = before.said->size, .tally = *before.tally};
  mark.tally.scripts = gloss_allocate(size + 1);
  memcpy(mark.tally.scripts, before.tally->scripts, size);
  return mark;
}

void gloss_recall_forget(gloss_recall_mark *mark) {
  free(mark->tally.scripts);
}

static void add_head(gloss_buffer *value, const gloss_recall_mark *mark, gloss_recalled after) {
  const gloss_tally *tally = after.tally, *before = &mark->tally;
  head head = {.documents = tally->documents - before->documents, .tokens = tally->tokens - before->tokens,
               .rejected = tally->rejected - before->rejected, .failures = tally->failures - before->failures,
               .troubled = tally->troubled - before->troubled, .scripts = tally->script_count,
               .out = after.out->size - mark->out, .said = after.said->size - mark->said};
  gloss_buffer_add(value, (gloss_slice){(const char *)&head, sizeof head});
  for (uint32_t i = 0; i < tally->script_count; i++) {
    const gloss_script_tally *now = &tally->scripts[i], *then = &before->scripts[i];
    script_part part = {now->failed - then->failed, now->skipped - then->skipped};
    gloss_buffer_add(value, (gloss_slice){(const char *)&part, sizeof part});
  }
}

void gloss_recall_keep(gloss_recall *recall, gloss_kept_key key, const gloss_recall_mark *mark, gloss_recalled after) {
  gloss_buffer value = {0};
  add_head(&value, mark, after);
  gloss_buffer_add(&value, gloss_slice_cut(gloss_buffer_slice(after.out), mark->out, after.out->size));
  gloss_buffer_add(&value, gloss_slice_cut(gloss_buffer_slice(after.said), mark->said, after.said->size));
  uint64_t checksum = checksum_of(gloss_buffer_slice(&value));
  memcpy(value.data, &checksum, sizeof checksum);
  if (gloss_inputs_hold(recall->inputs)) gloss_kept_put(recall->kept, key, gloss_buffer_slice(&value));
  gloss_buffer_free(&value);
}
