#include "bind/bound.h"

#include "bind/resources.h"

static void visit_members(gloss_bound_visit *visit, void *context, const char *object, const gloss_member *members) {
  for (; members->name; members++) visit(context, object, members->name);
}

void gloss_each_bound_name(gloss_bound_visit *visit, void *context) {
  static const gloss_place_kind places[] = {GLOSS_DOCUMENT, GLOSS_BLOCK, GLOSS_TOKEN, GLOSS_ANNOTATION, GLOSS_MATCH, GLOSS_LINK};
  visit_members(visit, context, "place", gloss_place_members);
  visit_members(visit, context, "place", gloss_layer_members);
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    for (const gloss_member *const *table = *gloss_members_of(places[i]); *table; table++)
      if (*table != gloss_place_members && *table != gloss_layer_members)
        visit_members(visit, context, gloss_place_kind_name(places[i]), *table);
  for (int kind = 0; kind < GLOSS_RESOURCE_KINDS; kind++)
    for (const luaL_Reg *method = gloss_resource_methods((gloss_resource_kind)kind); method->name; method++)
      visit(context, gloss_resource_name((gloss_resource_kind)kind), method->name);
}
