/* data: what the module `gloss` has for data that is no document: files, JSON, rows, XML and HTML, and small helpers. */
#ifndef GLOSS_DATA_DATA_H
#define GLOSS_DATA_DATA_H

#include "machine/machine.h"

/* Adds data, decode, encode, fold, hash, tally, type, version to the module `gloss`, on the top of the stack. */
void gloss_open_data(lua_State *L);

#endif
