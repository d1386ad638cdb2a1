/* resources: what scripts look for things with: word sets, lexicons, gazetteers, regular expressions and patterns.
 * In Lua each is a full userdata; the registry holds it fast by its address, since matches point to it. For this room only. */
#ifndef GLOSS_BIND_RESOURCES_H
#define GLOSS_BIND_RESOURCES_H

#include "pattern/search.h"
#include "bind/objects.h"

typedef enum gloss_resource_kind {
  GLOSS_WORDSET,
  GLOSS_LEXICON,
  GLOSS_GAZETTEER,
  GLOSS_REGEX,
  GLOSS_PATTERN,
  GLOSS_TAGGER,
  GLOSS_CLASSIFIER,
  GLOSS_RESOURCE_KINDS,
} gloss_resource_kind;

typedef struct gloss_resource gloss_resource;
struct gloss_resource {
  gloss_resource_kind kind;
  const gloss_resource *before;       /* the one that was made before it, or NULL */
  const char *made;                   /* "money.lua:5": where the script asked for it; Lua holds it */
  const char *source; /* of a list its file, of a regex its text; NULL: it was written down in the script; Lua holds it */
  const gloss_phrases *phrases;       /* or NULL */
  gloss_phrase_words *words;          /* of the vocabulary */
  const gloss_vocabulary *vocabulary; /* the one of the last search */
  const gloss_regex *regex;           /* or NULL */
  const gloss_pattern *pattern;       /* or NULL */
  const gloss_model *model;           /* or NULL */
  bool looks_at_pos;                  /* the pattern does */
  gloss_pattern_search *search;       /* the worker's */
  uint32_t number;                    /* of the pattern in it */
  uint32_t group_count;
  gloss_span groups[]; /* room for the last match of the regex: of the whole and of each group */
};

enum { /* what a resource keeps in Lua */
  GLOSS_STEP = 1, /* what walks its matches */
  GLOSS_ENTRIES,  /* the metatable of its entries */
  GLOSS_MADE,     /* the strings `made` */
  GLOSS_SOURCE,   /* and `source` */
  GLOSS_USER_VALUES = GLOSS_SOURCE,
};

/* phrases.c, regex.c, pattern.c, models.c: what each kind has. Each function's first upvalue is the metatable of its kind. */
extern const luaL_Reg gloss_wordset_methods[], gloss_lexicon_methods[], gloss_gazetteer_methods[], gloss_regex_methods[],
    gloss_pattern_methods[], gloss_tagger_methods[], gloss_classifier_methods[];

/* What makes them: gloss.wordset(source, settings?) and so on. The kind is the first upvalue. */
int gloss_make_phrases(lua_State *L);
int gloss_make_regex(lua_State *L);
int gloss_make_pattern(lua_State *L);
int gloss_make_model(lua_State *L);

/* pattern.c: pushes the span of a label of a pattern's match, or nil; false when the pattern has no label of that name. */
bool gloss_push_label(lua_State *L, gloss_document *document, const gloss_match *match, gloss_slice name);

/* phrase_source.c: the list that the source at index 1 and the settings at index 2 say: of a file, whose path is pushed, or of a
 * table: nil is. Raises. */
const gloss_phrases *gloss_check_phrases(lua_State *L, gloss_resource_kind kind);

/* resources.c */
const char *gloss_resource_name(gloss_resource_kind kind);
const luaL_Reg *gloss_resource_methods(gloss_resource_kind kind);

/* resources.c: raises when a hook is running: what is made there would be made again for each document. */
void gloss_check_loading(lua_State *L, const char *what);

/* Its source is the string at `index`, which it takes. */
void gloss_set_source(lua_State *L, gloss_resource *resource, int index);

/* Pushes an empty resource, of which `step` (NULL: they are made at once) walks the matches: its first upvalue is the resource.
 * `group_count` is of a regex. */
gloss_resource *gloss_push_resource(lua_State *L, gloss_resource_kind kind, lua_CFunction step, uint32_t group_count);

/* The resource that a method was called with; its kind is that of the method. */
gloss_resource *gloss_check_resource(lua_State *L);

/* resource:matches(place): pushes the iterator and the span that it walks. */
int gloss_walk_matches(lua_State *L);

/* The same when all matches were made at once: those of the document from `first` on, so many. */
int gloss_push_made_matches(lua_State *L, uint32_t first, uint32_t count);

/* Where a step goes on: the span it is given at index 1, from the end of the match given last, at index 2. */
gloss_span gloss_rest_of_walk(lua_State *L);

/* A match of a tagger notes one span: its label, and how probable it is in parts of so many. */
enum { GLOSS_SCORE_UNIT = 1000 };

/* match.c: pushes a match over the tokens; `spans` are what its kind of resource says of it. */
void gloss_push_match(lua_State *L, const gloss_resource *resource, gloss_span tokens, const gloss_span *spans,
                      uint32_t span_count);

/* phrases.c: pushes the entry of a gazetteer as a table of strings by column; unknown columns raise. */
void gloss_push_entry(lua_State *L, const gloss_resource *resource, uint32_t entry);
void gloss_push_entries(lua_State *L, const gloss_resource *resource, uint32_t first, uint32_t count);

#endif
