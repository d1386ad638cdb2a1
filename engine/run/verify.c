#include "run/verify.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "write/json_text.h"
#include "write/jsonl.h"

/* The records, and of each document and step a hash of all that the script says, as it was in the order of the input. */
typedef struct sample {
  const gloss_work *work;
  gloss_record *records;
  uint32_t count, capacity;
  uint64_t *hashes;
  gloss_verification *verification;
} sample;

/* -- What a script says */

static void add_annotations(gloss_document *document, uint32_t step, gloss_buffer *said) {
  for (uint32_t layer = 0; layer < gloss_schema_layer_count(document->schema); layer++)
    for (uint32_t row = 0; row < document->layers[layer].count; row++)
      if (document->layers[layer].rows[row].script == step && !document->layers[layer].rows[row].removed)
        gloss_jsonl_add_annotation(document, layer, row, said);
}

static void add_values(const gloss_document *document, const gloss_script *script, gloss_buffer *said) {
  for (uint32_t i = 0; i < document->value_count; i++) {
    const gloss_named_value *value = &document->values[i];
    if (!gloss_script_provides(script, value->name)) continue;
    gloss_json_add_string(said, value->name);
    gloss_json_add_value(said, value->value, NULL, NULL);
  }
}

static void add_failures(const gloss_document *document, const gloss_script *script, gloss_buffer *said) {
  for (uint32_t i = 0; i < document->failure_count; i++)
    if (gloss_slice_is(document->failures[i].script, script->name)) gloss_json_add_string(said, document->failures[i].message);
}

static uint64_t hash_of(const sample *sample, gloss_document *document, uint32_t step, gloss_buffer *said) {
  const gloss_script *script = sample->work->plan->steps[step].script;
  gloss_buffer_clear(said);
  add_annotations(document, step, said);
  add_values(document, script, said);
  add_failures(document, script, said);
  return gloss_hash(gloss_buffer_slice(said));
}

/* -- Running it */

static void note_difference(sample *sample, uint32_t step, gloss_slice id) {
  gloss_difference *difference = &sample->verification->differences[step];
  if (difference->documents++ == 0) gloss_buffer_add(&difference->first, id);
}

/* What each step says of the documents of one record. */
typedef struct hearing {
  sample *sample;
  gloss_buffer *said;
  uint64_t *hashes;
  gloss_buffer id; /* of the last document */
} hearing;

static void hear(void *context, gloss_document *document) {
  hearing *hearing = context;
  for (uint32_t step = 0; step < hearing->sample->work->plan->count; step++)
    hearing->hashes[step] = hearing->hashes[step] * 31 + hash_of(hearing->sample, document, step, hearing->said);
  gloss_buffer_clear(&hearing->id);
  gloss_buffer_add(&hearing->id, document->id);
}

static void run_one(sample *sample, gloss_worker *worker, uint32_t index, bool is_first, gloss_buffer *said) {
  gloss_error ignored = {0};
  uint32_t steps = sample->work->plan->count;
  hearing hearing = {.sample = sample, .said = said, .hashes = gloss_allocate_zeroed(steps + 1u, sizeof(uint64_t))};
  gloss_worker_read(worker, &sample->records[index], hear, &hearing, &ignored);
  for (uint32_t step = 0; step < steps; step++) {
    uint64_t *hash = &sample->hashes[(size_t)index * steps + step];
    if (is_first) *hash = hearing.hashes[step];
    else if (*hash != hearing.hashes[step]) note_difference(sample, step, gloss_buffer_slice(&hearing.id));
  }
  free(hearing.hashes);
  gloss_buffer_free(&hearing.id);
  gloss_error_clear(&ignored);
}

typedef enum order { FORWARDS, BACKWARDS, HALF } order;

static bool run_in_order(sample *sample, order order, gloss_error *error) {
  gloss_worker *worker = gloss_worker_new(sample->work, error);
  if (worker == NULL) return false;
  gloss_buffer said = {0};
  for (uint32_t i = order == HALF; i < sample->count; i += order == HALF ? 2 : 1)
    run_one(sample, worker, order == BACKWARDS ? sample->count - 1 - i : i, order == FORWARDS, &said);
  gloss_buffer_free(&said);
  gloss_worker_free(worker);
  return true;
}

static void take(sample *sample, gloss_source *source, uint32_t most) {
  gloss_error ignored = {0};
  gloss_next next = GLOSS_NEXT_RECORD;
  while (sample->count < most && next != GLOSS_NEXT_END) {
    sample->records = gloss_grow(sample->records, &sample->capacity, sample->count + 1u, sizeof *sample->records);
    sample->records[sample->count] = (gloss_record){0};
    next = gloss_source_next(source, &sample->records[sample->count], &ignored);
    if (next == GLOSS_NEXT_RECORD) sample->count++;
    else gloss_record_free(&sample->records[sample->count]);
    gloss_error_clear(&ignored);
  }
}

bool gloss_verify(const gloss_work *work, gloss_source *source, uint32_t most, gloss_verification *verification,
                  gloss_error *error) {
  sample sample = {.work = work, .verification = verification};
  take(&sample, source, most);
  sample.hashes = gloss_allocate_zeroed((size_t)sample.count * work->plan->count + 1, sizeof *sample.hashes);
  verification->documents = sample.count;
  verification->differences = gloss_allocate_zeroed(work->plan->count + 1u, sizeof *verification->differences);
  bool done = true;
  for (order order = FORWARDS; done && order <= HALF; order++) done = run_in_order(&sample, order, error);
  for (uint32_t i = 0; i < sample.count; i++) gloss_record_free(&sample.records[i]);
  free(sample.records);
  free(sample.hashes);
  return done;
}

void gloss_verification_free(const gloss_work *work, gloss_verification *verification) {
  for (uint32_t i = 0; verification->differences && i < work->plan->count; i++)
    gloss_buffer_free(&verification->differences[i].first);
  free(verification->differences);
}
