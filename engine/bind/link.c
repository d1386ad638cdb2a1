#include "bind/objects.h"

static const gloss_link *link_at(const gloss_document *document, gloss_place link) {
  return &document->links[gloss_place_first(link)];
}

/* The annotation that the link refers to, or nil; nil too when that was removed. */
static void link_ref(lua_State *L, gloss_document *document, gloss_place link, uint32_t detail) {
  (void)detail;
  gloss_push_value(L, (gloss_value){.kind = GLOSS_PLACE, .place = link_at(document, link)->annotation});
}

/* The field `name` of the annotation, else its text. */
static void link_name(lua_State *L, gloss_document *document, gloss_place link, uint32_t detail) {
  (void)detail;
  gloss_place annotation = link_at(document, link)->annotation;
  link_ref(L, document, link, 0);
  if (lua_isnil(L, -1)) return;
  uint32_t layer = gloss_place_length(annotation);
  uint32_t field = gloss_layer_find_field(document->layers[layer].schema, GLOSS_SLICE("name"));
  gloss_value name = {.kind = GLOSS_NIL};
  if (field != GLOSS_NO_FIELD) name = gloss_document_field(document, layer, gloss_place_first(annotation), field);
  if (name.kind != GLOSS_NIL) gloss_push_value(L, name);
  else gloss_push_slice(L, gloss_document_slice(document, gloss_document_bytes(document, annotation)));
}

/* gloss.link(place, annotation?) -> link: a place that refers. A link in place of the annotation: what that one refers to.
 * False, as `person and person.full` may give, is none. */
int gloss_make_link(lua_State *L) {
  lua_settop(L, 2);
  gloss_place place = gloss_check_lasting_place(L, 1), annotation = 0;
  gloss_document *document = gloss_state_of(L)->document;
  if (lua_toboolean(L, 2)) {
    annotation = gloss_check_place(L, 2);
    if (gloss_place_kind_of(annotation) == GLOSS_LINK) annotation = link_at(document, annotation)->annotation;
    else gloss_check_kind(L, 2, GLOSS_ANNOTATION);
  }
  if (gloss_place_kind_of(place) == GLOSS_LINK) place = link_at(document, place)->place;
  if (document->link_count > GLOSS_FIRST_MAX) return luaL_error(L, "more links than a document holds");
  gloss_state_charge(L, sizeof(gloss_link));
  gloss_push_place(L, gloss_document_add_link(document, (gloss_link){.place = place, .annotation = annotation}));
  return 1;
}

const gloss_member gloss_link_members[] = {
  {"ref", .field = link_ref},
  {"name", .field = link_name},
  {NULL, .detail = 0},
};
