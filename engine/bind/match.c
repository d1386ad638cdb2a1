#include "bind/resources.h"

static const gloss_match *match_at(const gloss_document *document, gloss_place match) {
  return &document->matches[gloss_place_first(match)];
}

void gloss_push_match(lua_State *L, const gloss_resource *resource, gloss_span tokens, const gloss_span *spans,
                      uint32_t span_count) {
  gloss_document *document = gloss_state_of(L)->document;
  if (document->match_count > GLOSS_FIRST_MAX) luaL_error(L, "more matches than a document holds");
  uint32_t number = gloss_note_spans(L, spans, span_count);
  gloss_state_charge(L, sizeof(gloss_match));
  gloss_push_place(L, gloss_document_add_match(document, (gloss_match){.tokens = tokens, .source = resource, .detail = number}));
}

/* -- What a list says of its match: the span of its entries */

static gloss_span entries_of(lua_State *L, const gloss_document *document, gloss_place match, gloss_resource_kind kind) {
  const gloss_match *found = match_at(document, match);
  const gloss_resource *resource = found->source;
  if (resource->kind != kind) gloss_raise_unknown_member(L, match);
  return *gloss_noted_spans(L, found->detail);
}

static void match_weight(lua_State *L, gloss_document *document, gloss_place match, uint32_t detail) {
  (void)detail;
  gloss_span entries = entries_of(L, document, match, GLOSS_LEXICON);
  const gloss_resource *lexicon = match_at(document, match)->source;
  lua_pushnumber(L, gloss_phrases_weight(lexicon->phrases, entries.start));
}

static void match_entry(lua_State *L, gloss_document *document, gloss_place match, uint32_t detail) {
  (void)detail;
  gloss_span entries = entries_of(L, document, match, GLOSS_GAZETTEER);
  gloss_push_entry(L, match_at(document, match)->source, entries.start);
}

static void match_entries(lua_State *L, gloss_document *document, gloss_place match, uint32_t detail) {
  (void)detail;
  gloss_span entries = entries_of(L, document, match, GLOSS_GAZETTEER);
  gloss_push_entries(L, match_at(document, match)->source, entries.start, gloss_span_size(entries));
}

/* -- What a regex says of its match: the bytes of the whole, and of its groups */

/* A name may stand in several branches: the first that took part counts. */
bool gloss_push_group(lua_State *L, gloss_document *document, gloss_place match, gloss_slice name) {
  const gloss_match *found = match_at(document, match);
  const gloss_resource *resource = found->source;
  bool is_known = false;
  if (resource->pattern) return gloss_push_label(L, document, found, name);
  for (uint32_t group = 1; group <= resource->group_count; group++) {
    if (!gloss_slice_equal(gloss_regex_group_name(resource->regex, group), name)) continue;
    gloss_span bytes = gloss_noted_spans(L, found->detail)[group];
    is_known = true;
    if (bytes.start == UINT32_MAX) continue;
    gloss_push_slice(L, gloss_document_slice(document, bytes));
    return true;
  }
  if (is_known) lua_pushnil(L);
  return is_known;
}

void gloss_offer_found(const gloss_document *document, gloss_place match, gloss_nearest *nearest) {
  const gloss_resource *resource = match_at(document, match)->source;
  if (resource->kind == GLOSS_TAGGER) {
    gloss_nearest_offer(nearest, GLOSS_SLICE("type"));
    gloss_nearest_offer(nearest, GLOSS_SLICE("score"));
  }
  if (resource->kind == GLOSS_LEXICON) gloss_nearest_offer(nearest, GLOSS_SLICE("weight"));
  if (resource->kind == GLOSS_GAZETTEER) {
    gloss_nearest_offer(nearest, GLOSS_SLICE("entry"));
    gloss_nearest_offer(nearest, GLOSS_SLICE("entries"));
  }
  for (uint32_t group = 1; group <= resource->group_count; group++) {
    gloss_slice name = gloss_regex_group_name(resource->regex, group);
    if (name.data) gloss_nearest_offer(nearest, name);
  }
  for (uint32_t i = 0; resource->pattern && i < gloss_pattern_label_count(resource->pattern); i++)
    gloss_nearest_offer(nearest, gloss_pattern_label(resource->pattern, i));
}

/* -- What a tagger says of its match */

/* Of other matches these may be names of labels and groups. */
static const gloss_span *tagged_at(lua_State *L, gloss_document *document, gloss_place match, const char *name) {
  const gloss_match *found = match_at(document, match);
  if (((const gloss_resource *)found->source)->kind == GLOSS_TAGGER) return gloss_noted_spans(L, found->detail);
  if (!gloss_push_group(L, document, match, gloss_slice_of(name))) gloss_raise_unknown_member(L, match);
  return NULL;
}

static void match_type(lua_State *L, gloss_document *document, gloss_place match, uint32_t detail) {
  (void)detail;
  const gloss_span *tagged = tagged_at(L, document, match, "type");
  const gloss_resource *tagger = match_at(document, match)->source;
  if (tagged) gloss_push_slice(L, gloss_label_type(gloss_model_label(tagger->model, tagged->start)));
}

static void match_score(lua_State *L, gloss_document *document, gloss_place match, uint32_t detail) {
  (void)detail;
  const gloss_span *tagged = tagged_at(L, document, match, "score");
  if (tagged) lua_pushnumber(L, tagged->end / (double)GLOSS_SCORE_UNIT);
}

const gloss_member gloss_match_members[] = {
  {"type", .field = match_type},
  {"score", .field = match_score},
  {"weight", .field = match_weight},
  {"entry", .field = match_entry},
  {"entries", .field = match_entries},
  {NULL, .detail = 0},
};
