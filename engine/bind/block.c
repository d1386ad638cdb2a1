#include "bind/objects.h"

static void block_kind(lua_State *L, gloss_document *document, gloss_place block, uint32_t detail) {
  (void)detail;
  lua_pushstring(L, gloss_block_kind_name(document->blocks[gloss_place_first(block)].kind));
}

static void block_block(lua_State *L, gloss_document *document, gloss_place block, uint32_t detail) {
  (void)document, (void)detail;
  gloss_push_place(L, block);
}

static void block_sentence(lua_State *L, gloss_document *document, gloss_place block, uint32_t detail) {
  (void)document, (void)block, (void)detail;
  lua_pushnil(L);
}

const gloss_member gloss_block_members[] = {
  {"kind", .field = block_kind},
  {"block", .field = block_block},
  {"sentence", .field = block_sentence},
  {NULL, .detail = 0},
};
