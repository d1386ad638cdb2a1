/* Taggers and classifiers: what was learned, as scripts ask it. */
#include "bind/resources.h"
#include "text/pos.h"

enum { STEPS_A_TOKEN = 8 };

/* -- Making one */

/* gloss.tagger(name) -> tagger; so classifier. The name is that of a data file that ends in .model. */
int gloss_make_model(lua_State *L) {
  gloss_resource_kind kind = (gloss_resource_kind)lua_tointeger(L, lua_upvalueindex(1));
  gloss_state *state = gloss_state_of(L);
  gloss_check_loading(L, gloss_resource_name(kind));
  gloss_slice name = gloss_check_slice(L, 1);
  lua_settop(L, 1);
  if (!gloss_push_file(L, GLOSS_FIND_DATA, name)) return gloss_raise_missing(L, GLOSS_FIND_DATA, name);
  gloss_model_kind wanted = kind == GLOSS_TAGGER ? GLOSS_MODEL_TAGGER : GLOSS_MODEL_CLASSIFIER;
  const gloss_model *model =
      gloss_model_file_read(gloss_environment_models(state->environment), lua_tostring(L, 2), wanted, &state->error);
  if (model == NULL) return gloss_raise(L);
  gloss_state_hold(L, gloss_model_size(model));
  gloss_resource *resource = gloss_push_resource(L, kind, NULL, 0);
  resource->model = model;
  gloss_set_source(L, resource, 2);
  lua_settop(L, 3);
  return 1;
}

/* What looks at parts of speech needs them first. */
static void prepare(lua_State *L, const gloss_resource *resource, gloss_document *document) {
  const gloss_features *features = gloss_model_features(resource->model);
  if (gloss_features_look_at_pos(features) && !gloss_document_tag(document, &gloss_state_of(L)->error)) gloss_raise(L);
}

/* -- Taggers */

typedef struct labelling { /* room for a sentence */
  uint8_t *labels;
  double *scores;
} labelling;

static labelling push_labelling(lua_State *L, uint32_t tokens) {
  double *scores = lua_newuserdatauv(L, (size_t)(tokens + 1) * (sizeof(double) + 1), 0);
  return (labelling){(uint8_t *)(scores + tokens + 1), scores};
}

static double least_of(const double *scores, uint32_t from, uint32_t end) {
  double least = 1;
  for (uint32_t i = from; i < end; i++) least = scores[i] < least ? scores[i] : least;
  return least;
}

/* Adds a match for each annotation of the sentence that lies inside the tokens; returns how many. */
static uint32_t tag_sentence(lua_State *L, const gloss_resource *resource, gloss_span sentence, gloss_span tokens, uint32_t most) {
  gloss_document *document = gloss_state_of(L)->document;
  labelling labelling = push_labelling(L, gloss_span_size(sentence));
  gloss_tagger *tagger = gloss_matcher_tagger(gloss_matcher_of(L), resource->model, document->vocabulary);
  gloss_spend(L, STEPS_A_TOKEN * gloss_span_size(sentence));
  gloss_tagger_label(tagger, document, sentence, labelling.labels, labelling.scores);
  uint32_t count = 0, from = sentence.start;
  gloss_tagged tagged;
  for (; count < most && gloss_tagged_next(resource->model, labelling.labels, sentence.start, from, sentence.end, &tagged);
       from = tagged.tokens.end) {
    if (!gloss_span_covers(tokens, tagged.tokens)) continue;
    double score = least_of(labelling.scores, tagged.tokens.start - sentence.start, tagged.tokens.end - sentence.start);
    gloss_span noted = {tagged.label, (uint32_t)(score * GLOSS_SCORE_UNIT + 0.5)};
    gloss_push_match(L, resource, tagged.tokens, &noted, 1);
    lua_pop(L, 1);
    count++;
  }
  lua_pop(L, 1);
  return count;
}

static uint32_t tag(lua_State *L, const gloss_resource *resource, gloss_span tokens, uint32_t most) {
  gloss_document *document = gloss_state_of(L)->document;
  uint32_t count = 0;
  prepare(L, resource, document);
  if (tokens.start >= tokens.end) return 0;
  for (uint32_t i = gloss_document_sentence_at(document, tokens.start); i < document->sentence_count && count < most; i++) {
    if (document->sentences[i].tokens.start >= tokens.end) break;
    count += tag_sentence(L, resource, document->sentences[i].tokens, tokens, most - count);
  }
  return count;
}

/* tagger:matches(place) -> iterator of match, first and last index */
static int tagger_matches(lua_State *L) {
  gloss_resource *resource = gloss_check_resource(L);
  gloss_place place = gloss_check_place(L, 2);
  gloss_document *document = gloss_state_of(L)->document;
  uint32_t first = document->match_count;
  return gloss_push_made_matches(L, first, tag(L, resource, gloss_document_tokens(document, place), UINT32_MAX));
}

/* tagger:match(place) -> the first match, or nil */
static int tagger_match(lua_State *L) {
  gloss_resource *resource = gloss_check_resource(L);
  gloss_place place = gloss_check_place(L, 2);
  gloss_document *document = gloss_state_of(L)->document;
  uint32_t first = document->match_count;
  if (tag(L, resource, gloss_document_tokens(document, place), 1) == 0) lua_pushnil(L);
  else gloss_push_place(L, gloss_place_of(GLOSS_MATCH, first, 0));
  return 1;
}

const luaL_Reg gloss_tagger_methods[] = {{"matches", tagger_matches}, {"match", tagger_match}, {NULL, NULL}};

/* -- Classifiers */

static double rounded(double score) {
  return (double)(uint32_t)(score * GLOSS_SCORE_UNIT + 0.5) / GLOSS_SCORE_UNIT;
}

/* A question that was answered is a match too, for those who ask why. */
static void note_question(lua_State *L, const gloss_resource *resource, gloss_span tokens) {
  gloss_push_match(L, resource, tokens, &(gloss_span){0}, 1);
  lua_pop(L, 1);
}

static uint32_t classify(lua_State *L, const gloss_resource *resource, const double **scores) {
  gloss_place place = gloss_check_place(L, 2);
  gloss_document *document = gloss_state_of(L)->document;
  gloss_span tokens = gloss_document_tokens(document, place);
  prepare(L, resource, document);
  gloss_spend(L, STEPS_A_TOKEN * (gloss_span_size(tokens) + 64u));
  gloss_classifier *classifier = gloss_matcher_classifier(gloss_matcher_of(L), resource->model, document->vocabulary);
  uint32_t label = gloss_classifier_label(classifier, document, tokens, scores);
  if (gloss_state_of(L)->environment->explain) note_question(L, resource, tokens);
  return label;
}

/* classifier:label(place) -> the likeliest label, how probable it is (0 to 1) */
static int classifier_label(lua_State *L) {
  const gloss_resource *resource = gloss_check_resource(L);
  const double *scores;
  uint32_t label = classify(L, resource, &scores);
  gloss_push_slice(L, gloss_model_label(resource->model, label));
  lua_pushnumber(L, rounded(scores[label]));
  return 2;
}

/* classifier:scores(place) -> a table: how probable each label is */
static int classifier_scores(lua_State *L) {
  const gloss_resource *resource = gloss_check_resource(L);
  const double *scores;
  uint32_t count = gloss_model_label_count(resource->model);
  classify(L, resource, &scores);
  lua_createtable(L, 0, (int)count);
  for (uint32_t i = 0; i < count; i++) {
    gloss_push_slice(L, gloss_model_label(resource->model, i));
    lua_pushnumber(L, rounded(scores[i]));
    lua_rawset(L, -3);
  }
  return 1;
}

const luaL_Reg gloss_classifier_methods[] = {{"label", classifier_label}, {"scores", classifier_scores}, {NULL, NULL}};
