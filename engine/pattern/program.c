#include <stdlib.h>

#include "base/memory.h"
#include "pattern/room.h"

/* First a machine with empty steps (Thompson 1968), written backwards: each step knows the next; then, from each element,
 * all ways over empty steps to the elements that may follow. */
typedef struct step {
  enum { ELEMENT, SPLIT, SAVE, BOUND, END } kind;
  uint32_t next, other; /* a split prefers `next` */
  const gloss_node *element;
  uint16_t detail; /* of a save its slot, of a bound its bit */
} step;

enum { STEPS_MAX = 1 << 16 };

typedef struct program {
  gloss_pattern *pattern;
  step *steps;
  uint32_t count, capacity;
  uint32_t elements;
  uint32_t *position_of; /* of each step that is an element */
  uint16_t *seen;        /* of each step: with which bounds it was come by, a bit for each of the 16 sets */
} program;

/* -- The machine with empty steps */

static uint32_t write_step(program *program, step step) {
  if (program->count >= STEPS_MAX) return program->count - 1; /* it is refused for its size anyway */
  program->steps = gloss_grow(program->steps, &program->capacity, program->count + 1u, sizeof step);
  program->steps[program->count] = step;
  return program->count++;
}

static uint32_t write_node(program *program, const gloss_node *node, uint32_t next);

static uint32_t write_forever(program *program, const gloss_node *node, uint32_t next) {
  uint32_t split = write_step(program, (step){.kind = SPLIT, .other = next});
  uint32_t body = write_node(program, node->left, split);
  program->steps[split].next = body;
  return split;
}

static uint32_t write_repeat(program *program, const gloss_node *node, uint32_t next) {
  uint32_t entry = next;
  if (node->most == GLOSS_REPEAT_FOREVER) entry = write_forever(program, node, next);
  for (uint32_t i = node->least; node->most != GLOSS_REPEAT_FOREVER && i < node->most; i++) {
    uint32_t body = write_node(program, node->left, entry);
    entry = write_step(program, (step){.kind = SPLIT, .next = body, .other = next});
  }
  for (uint32_t i = 0; i < node->least && program->count < STEPS_MAX; i++) entry = write_node(program, node->left, entry);
  return entry;
}

static uint32_t write_label(program *program, const gloss_node *node, uint32_t next) {
  uint32_t end = write_step(program, (step){.kind = SAVE, .next = next, .detail = (uint16_t)(node->label * 2 + 1)});
  uint32_t body = write_node(program, node->left, end);
  return write_step(program, (step){.kind = SAVE, .next = body, .detail = (uint16_t)(node->label * 2)});
}

static uint32_t write_choice(program *program, const gloss_node *node, uint32_t next) {
  uint32_t left = write_node(program, node->left, next), right = write_node(program, node->right, next);
  return write_step(program, (step){.kind = SPLIT, .next = left, .other = right});
}

/* The steps of the node that go on at `next`; returns the first of them. */
static uint32_t write_node(program *program, const gloss_node *node, uint32_t next) {
  if (program->count >= STEPS_MAX) return next;
  switch (node->kind) {
    case GLOSS_NODE_SEQUENCE: return write_node(program, node->left, write_node(program, node->right, next));
    case GLOSS_NODE_CHOICE: return write_choice(program, node, next);
    case GLOSS_NODE_REPEAT: return write_repeat(program, node, next);
    case GLOSS_NODE_LABEL: return write_label(program, node, next);
    case GLOSS_NODE_BOUND: return write_step(program, (step){.kind = BOUND, .next = next, .detail = (uint16_t)node->bound});
    default: program->elements++; return write_step(program, (step){.kind = ELEMENT, .next = next, .element = node});
  }
}

/* -- From element to element */

static bool is_too_large(const program *program) {
  return program->pattern->edge_count > GLOSS_PATTERN_EDGES_MAX;
}

/* A way over empty steps: where it has come to, and what it has met. */
typedef struct way {
  uint64_t saves;
  uint32_t step;
  uint16_t bounds;
} way;

static void add_edge(program *program, const way *way, uint32_t target) {
  gloss_pattern *pattern = program->pattern;
  pattern->edges = gloss_grow(pattern->edges, &pattern->edge_capacity, pattern->edge_count + 1u, sizeof *pattern->edges);
  pattern->edges[pattern->edge_count++] = (gloss_edge){.saves = way->saves, .target = target, .bounds = way->bounds};
}

/* A label that begins and ends on one way took no part in that turn: what it was before stays. */
static uint64_t add_save(uint64_t saves, uint16_t slot) {
  uint64_t begins = (uint64_t)1 << (slot & ~1), bit = (uint64_t)1 << slot;
  bool is_end = slot & 1;
  return is_end && saves & begins ? saves & ~begins : saves | bit;
}

/* Goes on until an element or the end; what branches off is left for later. */
static void follow_way(program *program, way way, struct way **ways, uint32_t *count, uint32_t *capacity) {
  for (;;) {
    const step *step = &program->steps[way.step];
    uint16_t bit = (uint16_t)(1u << way.bounds);
    if (program->seen[way.step] & bit) return;
    program->seen[way.step] |= bit;
    switch (step->kind) {
      case ELEMENT: add_edge(program, &way, program->position_of[way.step]); return;
      case END: add_edge(program, &way, GLOSS_ACCEPT); return;
      case SAVE: way.saves = add_save(way.saves, step->detail); break;
      case BOUND: way.bounds |= step->detail; break;
      case SPLIT:
        *ways = gloss_grow(*ways, capacity, *count + 1u, sizeof **ways);
        (*ways)[(*count)++] = (struct way){way.saves, step->other, way.bounds};
    }
    way.step = step->next;
  }
}

/* All ways from `start`, the preferred first: an explicit stack, since a long repetition is a deep chain. */
static void follow(program *program, uint32_t start) {
  way *ways = NULL;
  uint32_t count = 0, capacity = 0;
  follow_way(program, (way){.step = start}, &ways, &count, &capacity);
  while (count > 0 && !is_too_large(program)) {
    way next = ways[--count];
    follow_way(program, next, &ways, &count, &capacity);
  }
  free(ways);
}

static void add_position(program *program, const gloss_node *element, uint32_t next) {
  gloss_pattern *pattern = program->pattern;
  gloss_position position = {.element = element, .edge = pattern->edge_count};
  memset(program->seen, 0, program->count * sizeof *program->seen);
  follow(program, next);
  position.edge_count = pattern->edge_count - position.edge;
  pattern->positions =
      gloss_grow(pattern->positions, &pattern->position_capacity, pattern->position_count + 1u, sizeof *pattern->positions);
  pattern->positions[pattern->position_count++] = position;
}

static void number_elements(program *program) {
  uint32_t last = 0;
  program->position_of = gloss_allocate((program->count + 1u) * sizeof *program->position_of);
  for (uint32_t i = 0; i < program->count; i++)
    if (program->steps[i].kind == ELEMENT) program->position_of[i] = ++last;
}

static bool takes_something(const gloss_pattern *pattern, gloss_error *error) {
  for (uint32_t i = 0; i < pattern->positions[0].edge_count; i++)
    if (pattern->edges[pattern->positions[0].edge + i].target == GLOSS_ACCEPT)
      return gloss_fail(error, "pattern: it would also match nothing at all; make at least one element required\n    %.*s",
                        GLOSS_PRINT(pattern->query));
  return true;
}

static bool check_size(const program *program, gloss_error *error) {
  const char *more = program->count == STEPS_MAX ? "more than " : "";
  if (*more == '\0' && program->elements <= GLOSS_PATTERN_POSITIONS_MAX) return true;
  return gloss_fail(
      error, "pattern: it is too large: its repetitions written out it has %s%u elements, and at most %d are allowed\n    %.*s",
      more, program->elements, GLOSS_PATTERN_POSITIONS_MAX, GLOSS_PRINT(program->pattern->query));
}

static bool link_elements(program *program, uint32_t start, gloss_error *error) {
  number_elements(program);
  program->seen = gloss_allocate(program->count * sizeof *program->seen);
  add_position(program, NULL, start);
  for (uint32_t i = 0; i < program->count && !is_too_large(program); i++)
    if (program->steps[i].kind == ELEMENT) add_position(program, program->steps[i].element, program->steps[i].next);
  if (is_too_large(program))
    return gloss_fail(error, "pattern: it is too large: it has more than %d ways from one element to the next\n    %.*s",
                      GLOSS_PATTERN_EDGES_MAX, GLOSS_PRINT(program->pattern->query));
  return takes_something(program->pattern, error);
}

bool gloss_pattern_compile(gloss_pattern *pattern, gloss_error *error) {
  program program = {.pattern = pattern};
  uint32_t end = write_step(&program, (step){.kind = END});
  uint32_t start = write_node(&program, pattern->syntax.root, end);
  bool compiled = check_size(&program, error) && link_elements(&program, start, error);
  free(program.steps);
  free(program.position_of);
  free(program.seen);
  return compiled;
}
