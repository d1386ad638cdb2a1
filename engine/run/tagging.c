#include "run/tagging.h"

#include <stdlib.h>

#include "base/memory.h"
#include "library/model_file.h"
#include "learn/tagger.h"

typedef struct entry { /* one a language */
  gloss_pos_tagger shared; /* what the documents are given */
  gloss_tagging *tagging;
  const gloss_language *language;
  gloss_vocabulary *vocabulary;
  char *path;            /* of the model; NULL: there is none */
  gloss_tagger *tagger;  /* the matcher's; NULL: nobody has asked yet */
  gloss_pos parts[GLOSS_MODEL_LABELS]; /* of its labels */
} entry;

struct gloss_tagging {
  const gloss_environment *environment;
  gloss_matcher *matcher;
  entry **entries;
  uint32_t count, capacity;
  uint8_t *labels; /* of a document */
  uint32_t label_capacity;
};

gloss_tagging *gloss_tagging_new(const gloss_environment *environment, gloss_matcher *matcher) {
  gloss_tagging *tagging = gloss_allocate_zeroed(1, sizeof *tagging);
  tagging->matcher = matcher;
  tagging->environment = environment;
  return tagging;
}

void gloss_tagging_free(gloss_tagging *tagging) {
  if (tagging == NULL) return;
  for (uint32_t i = 0; i < tagging->count; i++) {
    free(tagging->entries[i]->path);
    free(tagging->entries[i]);
  }
  free(tagging->entries);
  free(tagging->labels);
  free(tagging);
}

static bool name_parts(entry *entry, const gloss_model *model, gloss_error *error) {
  for (uint32_t i = 0; i < gloss_model_label_count(model); i++) {
    gloss_slice label = gloss_model_label(model, i);
    if (!gloss_pos_find(label, &entry->parts[i]))
      return gloss_fail(error, "%s: \"%.*s\" is not a part of speech of Universal Dependencies", entry->path, GLOSS_PRINT(label));
  }
  return true;
}

static bool open_tagger(entry *entry, gloss_error *error) {
  if (entry->tagger) return true;
  gloss_model_place place = gloss_environment_models(entry->tagging->environment);
  place.inputs = NULL; /* what languages have is known beforehand */
  const gloss_model *model = gloss_model_file_read(place, entry->path, GLOSS_MODEL_TAGGER, error);
  if (model == NULL || !name_parts(entry, model, error)) return false;
  entry->tagger = gloss_matcher_tagger(entry->tagging->matcher, model, entry->vocabulary);
  return true;
}

static bool tag(void *context, gloss_document *document, gloss_error *error) {
  entry *entry = context;
  gloss_tagging *tagging = entry->tagging;
  if (!open_tagger(entry, error)) return false;
  tagging->labels = gloss_grow(tagging->labels, &tagging->label_capacity, document->token_count + 1u, 1);
  for (uint32_t i = 0; i < document->sentence_count; i++) {
    gloss_span tokens = document->sentences[i].tokens;
    gloss_tagger_label(entry->tagger, document, tokens, tagging->labels, NULL);
    for (uint32_t token = tokens.start; token < tokens.end; token++)
      gloss_token_set_pos(&document->tokens[token], entry->parts[tagging->labels[token - tokens.start]]);
  }
  return true;
}

static char *find_model(const gloss_language *language) {
  const char *folder = gloss_language_folder(language);
  gloss_buffer path = {0};
  if (folder == NULL) return NULL;
  gloss_buffer_print(&path, "%s/pos.model", folder);
  char *found = gloss_file_exists(gloss_buffer_string(&path)) ? gloss_copy_string(path.data) : NULL;
  gloss_buffer_free(&path);
  return found;
}

static entry *find_entry(gloss_tagging *tagging, const gloss_language *language) {
  for (uint32_t i = 0; i < tagging->count; i++)
    if (tagging->entries[i]->language == language) return tagging->entries[i];
  return NULL;
}

static entry *add_entry(gloss_tagging *tagging, const gloss_language *language, gloss_vocabulary *vocabulary) {
  entry *added = gloss_allocate_zeroed(1, sizeof *added);
  *added = (entry){.shared = {tag, added}, .tagging = tagging, .language = language, .vocabulary = vocabulary,
                   .path = find_model(language)};
  tagging->entries = gloss_grow(tagging->entries, &tagging->capacity, tagging->count + 1u, sizeof *tagging->entries);
  return tagging->entries[tagging->count++] = added;
}

const gloss_pos_tagger *gloss_tagging_of(gloss_tagging *tagging, const gloss_language *language, gloss_vocabulary *vocabulary) {
  entry *entry = find_entry(tagging, language);
  if (entry == NULL) entry = add_entry(tagging, language, vocabulary);
  return entry->path ? &entry->shared : NULL;
}
