/* threads: the simulation of a group's patterns over a region of the tokens. For this room only.
 *
 * A thread is begun only where the next tokens may lead on, of a pattern whose needs the region meets (pattern/ahead.h); what is
 * begun without need dies on its way, and changes nothing.
 *
 * Of the matches that begin at different places and overlap, the leftmost is taken. That is decided on the way: a match that
 * is found covers all threads that began inside it, since whatever may still take the match away reaches further and covers
 * them too. So threads that come to the same position can be one, the one that began first, and a region is gone through
 * once. */
#ifndef GLOSS_PATTERN_THREADS_H
#define GLOSS_PATTERN_THREADS_H

#include "pattern/ahead.h"
#include "pattern/group.h"
#include "pattern/kinds.h"
#include "pattern/slots.h"
#include "pattern/words.h"

/* An edge, with what is needed to take it: most are looked at and not taken. */
typedef struct gloss_group_edge {
  uint64_t saves;
  uint32_t target;  /* a position of the group, or GLOSS_ACCEPT */
  uint32_t element; /* of the target: the number of the token's element, or the annotation's kind */
  uint16_t bounds;
  uint16_t flags;   /* of the token, that the element looks at */
  bool is_annotation;
} gloss_group_edge;

/* A position of one of the patterns, in the numbering of the group. */
typedef struct gloss_group_position {
  uint32_t edge, edge_count;
  uint32_t pattern;
  uint32_t seat, seat_mask; /* a thread that comes here has the seat + (its start & mask): (?all) may have one of each length */
} gloss_group_position;

typedef struct gloss_group_found {
  gloss_pattern_hit *hits;
  uint32_t count, capacity;
  gloss_span *captures;
  uint32_t capture_capacity;
  bool is_full;    /* as in gloss_pattern_found, too */
  uint32_t failed; /* as in gloss_pattern_found */
} gloss_group_found;

typedef struct gloss_group_pattern {
  uint32_t first; /* the place of its position 0 */
  uint32_t label_count;
  gloss_strategy strategy;
  gloss_within within;
  gloss_group_found found;
} gloss_group_pattern;

typedef struct gloss_thread { /* it has taken what ends at the boundary at hand */
  uint32_t position;
  uint32_t start; /* the token where it began */
  uint32_t slots;
} gloss_thread;

typedef struct gloss_threads {
  gloss_thread *items;
  uint32_t count, capacity;
} gloss_threads;

typedef struct gloss_arrival { /* a thread that waits for the end of the annotation it took */
  uint32_t boundary, order;
  gloss_thread thread;
} gloss_arrival;

typedef struct gloss_last_need { /* the last token of a region that a pattern cannot do without */
  uint32_t round;                /* the region for which it was looked for */
  uint32_t token;
} gloss_last_need;

struct gloss_pattern_group {
  gloss_group_pattern *patterns;
  gloss_group_position *positions;
  gloss_group_edge *edges;
  uint32_t pattern_count, position_count, edge_count;
  gloss_pattern_elements *elements;
  gloss_pattern_kinds *kinds;
  gloss_ahead ahead;
  uint64_t *possible; /* a bit for each pattern that may have a match in the region at hand */
  gloss_last_need *last_needs; /* of each bit */
  uint32_t round;              /* counts the regions */

  gloss_matcher *matcher;
  gloss_vocabulary *vocabulary;
  gloss_pattern_words *words;

  const gloss_document *document;
  gloss_span tokens;             /* that are searched */
  gloss_span window;             /* those of them whose classes are known */
  const gloss_word_class **classes;
  uint32_t class_capacity;
  gloss_within within;           /* of the patterns searched for now */
  uint32_t only;                 /* one pattern is searched for; UINT32_MAX: all */
  gloss_group_found apart;       /* what is found then */
  gloss_span region;
  const gloss_word_class *class; /* of the word at the boundary at hand */
  gloss_threads now, next;
  uint32_t *seats;               /* where in `next` the thread of a position is, if it is there */
  gloss_arrival *arrivals;       /* a heap: the next to arrive is the first */
  uint32_t arrival_count, arrival_capacity, arrival_order;
  gloss_slots slots;
};

/* Finds the matches inside the region of the patterns whose `within` it is. */
void gloss_threads_run(gloss_pattern_group *group, gloss_span region);

static inline gloss_group_found *gloss_group_found_of(gloss_pattern_group *group, uint32_t pattern) {
  return group->only == UINT32_MAX ? &group->patterns[pattern].found : &group->apart;
}

#endif
