#include <stdlib.h>

#include "base/memory.h"
#include "match/pattern_room.h"

/* First a machine with empty steps (Thompson 1968), written backwards: each step knows the next; then, from each element, all ways over empty steps
 * to the elements that may follow. */
typedef struct step {
  enum { ELEMENT, SPLIT, SAVE, BOUND, END } kind;
  uint32_t next, other; /* a split prefers `next` */
  const gloss_node *element;
  uint16_t detail; /* of a save its slot, of a bound its bit */
} step;

enum { STEPS_MAX = 1 << 18 };

typedef struct program {
  gloss_pattern *pattern;
  step *steps;
  uint32_t count, capacity;
  uint32_t elements;
  uint32_t *position_of; /* of each step that is an element */
  uint16_t *seen;        /* of each step: with which bounds it was come by, a bit for each of the 16 sets */
  uint8_t *path;         /* the saves on the way to the step at hand */
  uint32_t path_size, path_capacity;
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

static void add_edge(program *program, uint32_t target, uint16_t bounds) {
  gloss_pattern *pattern = program->pattern;
  pattern->edges = gloss_grow(pattern->edges, &pattern->edge_capacity, pattern->edge_count + 1u, sizeof *pattern->edges);
  pattern->saves = gloss_grow(pattern->saves, &pattern->save_capacity, pattern->save_count + (size_t)program->path_size, sizeof *pattern->saves);
  pattern->edges[pattern->edge_count++] = (gloss_edge){.target = target, .save = pattern->save_count, .save_count = (uint16_t)program->path_size, .bounds = bounds};
  if (program->path_size) memcpy(pattern->saves + pattern->save_count, program->path, program->path_size);
  pattern->save_count += program->path_size;
}

static bool is_too_large(const program *program) {
  return program->pattern->edge_count > GLOSS_PATTERN_EDGES_MAX;
}

/* A way still to be tried, and how long the path was where it branched off. */
typedef struct way {
  uint32_t step, path_size;
  uint16_t bounds;
} way;

static void save_on_path(program *program, uint16_t slot) {
  program->path = gloss_grow(program->path, &program->path_capacity, program->path_size + 1u, sizeof *program->path);
  program->path[program->path_size++] = (uint8_t)slot;
}

/* All ways over empty steps from `start`, the preferred first: an explicit stack, since a long repetition is a deep chain. */
static void follow(program *program, uint32_t start) {
  way *ways = NULL;
  uint32_t count = 0, capacity = 0;
  ways = gloss_grow(ways, &capacity, 1, sizeof *ways);
  ways[count++] = (way){.step = start};
  while (count > 0 && !is_too_large(program)) {
    way way = ways[--count];
    program->path_size = way.path_size;
    for (bool goes_on = true; goes_on;) {
      const step *step = &program->steps[way.step];
      uint16_t bit = (uint16_t)(1u << way.bounds);
      if (program->seen[way.step] & bit) break;
      program->seen[way.step] |= bit;
      switch (step->kind) {
        case SPLIT:
          ways = gloss_grow(ways, &capacity, count + 1u, sizeof *ways);
          ways[count++] = (struct way){.step = step->other, .path_size = program->path_size, .bounds = way.bounds};
          break;
        case SAVE: save_on_path(program, step->detail); break;
        case BOUND: way.bounds |= step->detail; break;
        case ELEMENT: add_edge(program, program->position_of[way.step], way.bounds); goes_on = false; break;
        case END: add_edge(program, GLOSS_ACCEPT, way.bounds); goes_on = false; break;
      }
      way.step = step->next;
    }
  }
  free(ways);
}

static void add_position(program *program, const gloss_node *element, uint32_t next) {
  gloss_pattern *pattern = program->pattern;
  gloss_position position = {.element = element, .edge = pattern->edge_count};
  memset(program->seen, 0, program->count * sizeof *program->seen);
  follow(program, next);
  position.edge_count = pattern->edge_count - position.edge;
  pattern->positions = gloss_grow(pattern->positions, &pattern->position_capacity, pattern->position_count + 1u, sizeof *pattern->positions);
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
      return gloss_fail(error, "pattern: it also fits where there is nothing; make one element necessary\n    %.*s", GLOSS_PRINT(pattern->query));
  return true;
}

static bool check_size(const program *program, gloss_error *error) {
  if (program->elements <= GLOSS_PATTERN_POSITIONS_MAX && program->count < STEPS_MAX) return true;
  return gloss_fail(error, "pattern: it is too large: %u elements when its repetitions are written out, and %d are allowed", program->elements,
                    GLOSS_PATTERN_POSITIONS_MAX);
}

static bool link_elements(program *program, uint32_t start, gloss_error *error) {
  number_elements(program);
  program->seen = gloss_allocate(program->count * sizeof *program->seen);
  add_position(program, NULL, start);
  for (uint32_t i = 0; i < program->count && !is_too_large(program); i++)
    if (program->steps[i].kind == ELEMENT) add_position(program, program->steps[i].element, program->steps[i].next);
  if (is_too_large(program))
    return gloss_fail(error, "pattern: it is too large: more than %d ways from one element to the next", GLOSS_PATTERN_EDGES_MAX);
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
  free(program.path);
  return compiled;
}
