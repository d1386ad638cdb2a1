#include "bind/objects.h"
#include "text/pos.h"

static const gloss_token *token_at(const gloss_document *document, gloss_place token) {
  return &document->tokens[gloss_place_first(token)];
}

static void token_form(lua_State *L, gloss_document *document, gloss_place token, uint32_t form) {
  gloss_push_word(L, document, token_at(document, token)->word, (gloss_form)form);
}

static void token_kind(lua_State *L, gloss_document *document, gloss_place token, uint32_t detail) {
  (void)detail;
  lua_pushstring(L, gloss_word_kind_name(gloss_document_word(document, gloss_place_first(token))->kind));
}

static void token_pos(lua_State *L, gloss_document *document, gloss_place token, uint32_t detail) {
  (void)detail;
  if (!gloss_document_tag(document, &gloss_state_of(L)->error)) gloss_raise(L);
  lua_pushstring(L, gloss_pos_name(gloss_token_pos(token_at(document, token))));
}

static void token_word_is(lua_State *L, gloss_document *document, gloss_place token, uint32_t flag) {
  lua_pushboolean(L, (gloss_document_word(document, gloss_place_first(token))->flags & flag) != 0);
}

static void token_is(lua_State *L, gloss_document *document, gloss_place token, uint32_t flag) {
  lua_pushboolean(L, (token_at(document, token)->flags & flag) != 0);
}

const gloss_member gloss_token_members[] = {
  {"text", .field = token_form, .detail = GLOSS_FORM_TEXT},
  {"norm", .field = token_form, .detail = GLOSS_FORM_NORM},
  {"lemma", .field = token_form, .detail = GLOSS_FORM_LEMMA},
  {"pos", .field = token_pos},
  {"shape", .field = token_form, .detail = GLOSS_FORM_SHAPE},
  {"kind", .field = token_kind},
  {"is_title", .field = token_word_is, .detail = GLOSS_IS_TITLE},
  {"is_upper", .field = token_word_is, .detail = GLOSS_IS_UPPER},
  {"is_lower", .field = token_word_is, .detail = GLOSS_IS_LOWER},
  {"is_alpha", .field = token_word_is, .detail = GLOSS_IS_ALPHA},
  {"is_number", .field = token_word_is, .detail = GLOSS_IS_NUMBER},
  {"is_punct", .field = token_word_is, .detail = GLOSS_IS_PUNCT},
  {"is_quote", .field = token_word_is, .detail = GLOSS_IS_QUOTE},
  {"is_stop", .field = token_word_is, .detail = GLOSS_IS_STOP},
  {"is_first", .field = token_is, .detail = GLOSS_IS_FIRST},
  {"is_clitic", .field = token_is, .detail = GLOSS_IS_CLITIC},
  {NULL, .detail = 0},
};
