/* markup: XML and HTML for `gloss.decode` and `gloss.encode`. For this room only. */
#ifndef GLOSS_DATA_MARKUP_H
#define GLOSS_DATA_MARKUP_H

#include "machine/machine.h"
#include "markup/markup.h"

/* Pushes the root of the text as a node; raises when it cannot be read. */
void gloss_push_markup(lua_State *L, gloss_markup_language language, gloss_slice text);

/* Pushes the node at that index as text. */
void gloss_encode_markup(lua_State *L, gloss_markup_language language, int index);

#endif
