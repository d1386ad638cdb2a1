#include "pattern/threads.h"

#include "base/memory.h"

enum { WINDOW = 4096 }; /* tokens whose classes are known at once */

/* -- What fits */

/* A regex of the pattern hit a limit at the token: what is found cannot be relied upon. */
static void fail(gloss_pattern_group *group, uint32_t pattern, uint32_t token) {
  gloss_group_found *found = gloss_group_found_of(group, pattern);
  bool is_sought = group->only == UINT32_MAX || group->only == pattern;
  if (is_sought && token < found->failed) found->failed = token;
}

static void fail_undecided(gloss_pattern_group *group, uint32_t token, const gloss_word_class *class) {
  gloss_marked marked = class->marked[GLOSS_MARK_UNDECIDED];
  for (uint32_t i = 0; i < marked.count; i++)
    for (uint64_t bits = class->marks[GLOSS_MARK_UNDECIDED * group->ahead.row + marked.items[i]]; bits; bits &= bits - 1)
      fail(group, group->ahead.patterns[marked.items[i] * 64 + (uint32_t)__builtin_ctzll(bits)], token);
}

static void fill_window(gloss_pattern_group *group, uint32_t token) {
  uint32_t rest = group->tokens.end - token, size = rest < WINDOW ? rest : WINDOW;
  group->window = (gloss_span){token, token + size};
  group->classes = gloss_grow(group->classes, &group->class_capacity, size, sizeof *group->classes);
  gloss_pattern_words_find(group->words, group->document->tokens + token, size, group->classes);
  for (uint32_t i = 0; i < size; i++)
    if (group->classes[i]->marked[GLOSS_MARK_UNDECIDED].count) fail_undecided(group, token + i, group->classes[i]);
}

/* Looks up the classes of so many tokens of the region from here, if they are not known, and of those after them. */
static inline void look_up(gloss_pattern_group *group, uint32_t token, uint32_t count) {
  uint32_t end = group->region.end - token < count ? group->region.end : token + count;
  if (token < group->window.start || end > group->window.end) fill_window(group, token);
}

static inline const gloss_word_class *class_at(const gloss_pattern_group *group, uint32_t token) {
  return group->classes[token - group->window.start];
}

static bool token_fits(const gloss_pattern_group *group, const gloss_group_edge *edge, uint32_t token) {
  return gloss_word_class_has(group->class, edge->element + (group->document->tokens[token].flags & edge->flags));
}

/* -- What is found */

/* Does a match that is found cover what began there? Of what began with the match, the shortest is settled, the longest is not. */
static bool is_covered_by_some(const gloss_group_found *found, gloss_strategy strategy, uint32_t start) {
  uint32_t last = start + (strategy == GLOSS_SHORTEST), low = 0, high = found->count;
  if (found->hits[high - 1].tokens.start < last) return found->hits[high - 1].tokens.end > start;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (found->hits[middle].tokens.start < last) low = middle + 1;
    else high = middle;
  }
  return low > 0 && found->hits[low - 1].tokens.end > start;
}

static inline bool is_covered(const gloss_group_found *found, gloss_strategy strategy, uint32_t start) {
  return found->count > 0 && is_covered_by_some(found, strategy, start);
}

static gloss_span read_label(const uint32_t *slots, uint32_t label) {
  gloss_span none = {UINT32_MAX, UINT32_MAX};
  return slots && slots[label * 2] != UINT32_MAX ? (gloss_span){slots[label * 2], slots[label * 2 + 1]} : none;
}

static void write_hit(gloss_pattern_group *group, gloss_group_found *found, uint32_t pattern, gloss_span tokens, uint32_t slots) {
  uint32_t labels = group->patterns[pattern].label_count, first = found->count * labels;
  size_t size = (size_t)found->count * (sizeof *found->hits + labels * sizeof *found->captures);
  found->is_full |= found->count > GLOSS_FIRST_MAX || size > gloss_matcher_room(group->matcher);
  if (found->is_full) return;
  found->hits = gloss_grow(found->hits, &found->capacity, found->count + 1u, sizeof *found->hits);
  found->captures = gloss_grow(found->captures, &found->capture_capacity, (size_t)first + labels, sizeof *found->captures);
  found->hits[found->count++] = (gloss_pattern_hit){tokens, first};
  for (uint32_t i = 0; i < labels; i++) found->captures[first + i] = read_label(gloss_slots_at(&group->slots, slots), i);
}

/* The thread may end here. What began inside the match is covered from now on; a match from the same start goes on. */
static void accept(gloss_pattern_group *group, uint32_t pattern, uint32_t start, uint32_t end, uint32_t slots) {
  gloss_group_found *found = gloss_group_found_of(group, pattern);
  gloss_strategy strategy = group->patterns[pattern].strategy;
  if (strategy != GLOSS_ALL) {
    if (is_covered(found, strategy, start)) return;
    while (found->count && found->hits[found->count - 1].tokens.start > start) found->count--;
    const gloss_pattern_hit *last = found->count ? &found->hits[found->count - 1] : NULL;
    if (last && last->tokens.start == start && last->tokens.end == end) return; /* the preferred way came first */
    if (last && last->tokens.start == start) found->count--;
  }
  write_hit(group, found, pattern, (gloss_span){start, end}, slots);
}

/* -- Threads */

/* Has the thread a part in what can still be found? */
static inline bool is_alive(gloss_pattern_group *group, const gloss_thread *thread, uint32_t boundary) {
  uint32_t pattern = group->positions[thread->position].pattern;
  gloss_strategy strategy = group->patterns[pattern].strategy;
  if (strategy == GLOSS_ALL) return boundary - thread->start <= GLOSS_PATTERN_ALL_MAX;
  return !is_covered(gloss_group_found_of(group, pattern), strategy, thread->start);
}

/* The thread of this position that comes to the boundary already, or NULL. The seat is where it, or the new one, is noted. */
static gloss_thread *find_next(gloss_pattern_group *group, const gloss_thread *thread, uint32_t *seat) {
  const gloss_group_position *position = &group->positions[thread->position];
  *seat = position->seat + (thread->start & position->seat_mask);
  uint32_t at = group->seats[*seat];
  gloss_thread *known = at < group->next.count ? &group->next.items[at] : NULL;
  return known && known->position == thread->position && ((known->start ^ thread->start) & position->seat_mask) == 0 ? known : NULL;
}

static void push_next(gloss_pattern_group *group, gloss_thread thread, uint32_t seat) {
  gloss_threads *next = &group->next;
  if (next->count == next->capacity) next->items = gloss_grow(next->items, &next->capacity, next->count + 1u, sizeof thread);
  group->seats[seat] = next->count;
  next->items[next->count++] = thread;
}

/* Threads at one position have the same future: it belongs to the one that began first, of those to the preferred one, which
 * came first. */
static void add_next(gloss_pattern_group *group, gloss_thread thread, uint32_t boundary) {
  uint32_t seat;
  if (!is_alive(group, &thread, boundary)) {
    gloss_slots_drop(&group->slots, thread.slots);
    return;
  }
  gloss_thread *known = find_next(group, &thread, &seat);
  if (known == NULL) {
    push_next(group, thread, seat);
    return;
  }
  bool is_better = thread.start < known->start || !is_alive(group, known, boundary);
  gloss_slots_drop(&group->slots, is_better ? known->slots : thread.slots);
  if (is_better) *known = thread;
}

static bool is_earlier(const gloss_arrival *a, const gloss_arrival *b) {
  return a->boundary != b->boundary ? a->boundary < b->boundary : a->order < b->order;
}

static void add_arrival(gloss_pattern_group *group, gloss_thread thread, uint32_t boundary) {
  group->arrivals = gloss_grow(group->arrivals, &group->arrival_capacity, group->arrival_count + 1u, sizeof *group->arrivals);
  gloss_arrival arrival = {boundary, group->arrival_order++, thread};
  uint32_t at = group->arrival_count++;
  for (; at > 0 && is_earlier(&arrival, &group->arrivals[(at - 1) / 2]); at = (at - 1) / 2)
    group->arrivals[at] = group->arrivals[(at - 1) / 2];
  group->arrivals[at] = arrival;
}

static gloss_arrival take_arrival(gloss_pattern_group *group) {
  gloss_arrival first = group->arrivals[0], last = group->arrivals[--group->arrival_count];
  uint32_t at = 0;
  for (uint32_t child; (child = 2 * at + 1) < group->arrival_count; at = child) {
    if (child + 1 < group->arrival_count && is_earlier(&group->arrivals[child + 1], &group->arrivals[child])) child++;
    if (!is_earlier(&group->arrivals[child], &last)) break;
    group->arrivals[at] = group->arrivals[child];
  }
  if (group->arrival_count) group->arrivals[at] = last;
  return first;
}

static void take_annotations(gloss_pattern_group *group, const gloss_group_edge *edge, gloss_thread thread, uint32_t boundary) {
  gloss_ends ends;
  if (!gloss_pattern_kinds_ends(group->kinds, edge->element, &ends)) fail(group, group->positions[edge->target].pattern, boundary);
  for (uint32_t i = 0; i < ends.count; i++) {
    uint32_t slots = gloss_slots_hold(&group->slots, thread.slots, edge->saves, boundary);
    add_arrival(group, (gloss_thread){edge->target, thread.start, slots}, ends.items[i]);
  }
}

static void take_end(gloss_pattern_group *group, uint32_t pattern, const gloss_group_edge *edge, gloss_thread thread,
                     uint32_t boundary) {
  uint32_t slots = gloss_slots_hold(&group->slots, thread.slots, edge->saves, boundary);
  accept(group, pattern, thread.start, boundary, slots);
  gloss_slots_drop(&group->slots, slots);
}

static void take_token(gloss_pattern_group *group, const gloss_group_edge *edge, gloss_thread thread, uint32_t boundary) {
  uint32_t slots = gloss_slots_hold(&group->slots, thread.slots, edge->saves, boundary);
  add_next(group, (gloss_thread){edge->target, thread.start, slots}, boundary + 1);
}

/* Takes those of a position's edges that can be taken. */
static void take_edges(gloss_pattern_group *group, const gloss_group_position *from, gloss_thread thread, uint32_t boundary) {
  const gloss_group_edge *edge = &group->edges[from->edge], *last = edge + from->edge_count;
  bool at_end = boundary == group->region.end;
  for (; edge < last; edge++) {
    bool is_end = edge->target == GLOSS_ACCEPT, takes_token = !is_end && !edge->is_annotation;
    if ((at_end && !is_end) || (takes_token && !token_fits(group, edge, boundary))) continue;
    if (edge->bounds && !gloss_bounds_hold(group->document, boundary, edge->bounds)) continue;
    if (takes_token) take_token(group, edge, thread, boundary);
    else if (is_end) take_end(group, from->pattern, edge, thread, boundary);
    else take_annotations(group, edge, thread, boundary);
  }
}

/* -- From boundary to boundary */

static void step_threads(gloss_pattern_group *group, uint32_t boundary) {
  while (group->arrival_count && group->arrivals[0].boundary == boundary) add_next(group, take_arrival(group).thread, boundary);
  gloss_threads now = group->next;
  group->next = group->now;
  group->next.count = 0;
  group->now = now;
  for (uint32_t i = 0; i < now.count; i++) {
    take_edges(group, &group->positions[now.items[i].position], now.items[i], boundary);
    gloss_slots_drop(&group->slots, now.items[i].slots);
  }
}

/* -- Where a match may begin */

static void add_needed(gloss_pattern_group *group, const gloss_word_class *class) {
  const uint64_t *needed = class->marks + GLOSS_MARK_NEEDED * group->ahead.row;
  gloss_marked marked = class->marked[GLOSS_MARK_NEEDED];
  for (uint32_t i = 0; i < marked.count; i++) group->possible[marked.items[i]] |= needed[marked.items[i]];
}

/* Adds the patterns whose needs some token of the region meets. */
static void add_all_needed(gloss_pattern_group *group) {
  gloss_span region = group->region;
  for (uint32_t at = region.start; at < region.end;) {
    look_up(group, at, 1);
    const gloss_word_class **class = group->classes + (at - group->window.start);
    uint32_t end = region.end < group->window.end ? region.end : group->window.end;
    for (; at < end; at++) add_needed(group, *class++);
  }
}

static void leave_only(gloss_pattern_group *group, gloss_span part) {
  uint32_t bit = group->ahead.bits[group->only];
  for (uint32_t i = part.start; i < part.end; i++) group->possible[i] &= i == bit >> 6 ? (uint64_t)1 << (bit & 63) : 0;
}

/* Which patterns may have a match in the region, as far as the words tell that they need? False: none. */
static bool find_possible(gloss_pattern_group *group) {
  gloss_span part = group->ahead.parts[group->within];
  uint64_t all = 0;
  for (uint32_t i = part.start; i < part.end; i++) group->possible[i] = group->ahead.without_need[i];
  if (group->ahead.has_needs[group->within]) add_all_needed(group);
  if (group->only != UINT32_MAX) leave_only(group, part);
  for (uint32_t i = part.start; i < part.end; i++) all |= group->possible[i];
  return all != 0;
}

/* The last token of the region of which a match of the pattern of this bit needs one. It is not asked where the tokens ahead tell,
 * nor of a region that is longer than what is known at once. */
static uint32_t last_need(gloss_pattern_group *group, uint32_t bit) {
  gloss_last_need *last = &group->last_needs[bit];
  gloss_span region = group->region;
  uint64_t mark = (uint64_t)1 << (bit & 63);
  size_t chunk = GLOSS_MARK_NEEDED * group->ahead.row + (bit >> 6);
  if (!(group->ahead.with_far_need[bit >> 6] & mark) || !gloss_span_covers(group->window, region)) return UINT32_MAX;
  if (last->round == group->round) return last->token;
  last->round = group->round;
  last->token = region.end - 1;
  while (last->token > region.start && !(class_at(group, last->token)->marks[chunk] & mark)) last->token--;
  return last->token;
}

/* After the last word that a pattern needs it has no match any more. */
static void start_some(gloss_pattern_group *group, uint32_t chunk, uint64_t bits, uint32_t boundary) {
  gloss_thread thread = {.start = boundary, .slots = GLOSS_NO_SLOTS};
  for (; bits; bits &= bits - 1) {
    uint32_t bit = chunk * 64 + (uint32_t)__builtin_ctzll(bits);
    if (last_need(group, bit) < boundary) group->possible[chunk] &= ~(bits & -bits);
    else take_edges(group, &group->positions[group->patterns[group->ahead.patterns[bit]].first], thread, boundary);
  }
}

/* The marks of the class of a token, or, after the end, of none. */
static inline const uint64_t *marks_at(const gloss_pattern_group *group, uint32_t token, uint32_t row) {
  const uint64_t *marks = token < group->region.end ? class_at(group, token)->marks : gloss_pattern_elements_marks(group->elements);
  return marks + row * group->ahead.row;
}

/* Starts the patterns that may begin with this token and go on with the next two. */
static void start_with_token(gloss_pattern_group *group, uint32_t boundary) {
  gloss_span part = group->ahead.parts[group->within];
  gloss_marked marked = group->class->marked[GLOSS_MARK_FIRST];
  const uint64_t *possible = group->possible, *first = group->class->marks;
  const uint64_t *second = marks_at(group, boundary + 1, GLOSS_MARK_SECOND);
  const uint64_t *third = marks_at(group, boundary + 2, GLOSS_MARK_THIRD);
  for (uint32_t i = 0; i < marked.count; i++) {
    uint32_t chunk = marked.items[i];
    if (chunk < part.start || chunk >= part.end) continue;
    uint64_t bits = first[chunk] & possible[chunk] & second[chunk] & third[chunk];
    if (bits) start_some(group, chunk, bits, boundary);
  }
}

/* Starts those that may begin with an annotation, with any token too. */
static void start_with_annotation(gloss_pattern_group *group, uint32_t boundary) {
  gloss_span part = group->ahead.parts[group->within];
  for (uint32_t i = part.start; i < part.end; i++)
    start_some(group, i, (group->class->marks[i] | group->ahead.with_annotation[i]) & group->possible[i], boundary);
}

void gloss_threads_run(gloss_pattern_group *group, gloss_span region) {
  bool has_kinds = gloss_pattern_kinds_count(group->kinds) > 0;
  group->region = region;
  group->round++;
  look_up(group, region.start, gloss_span_size(region));
  if (!find_possible(group)) return;
  if (has_kinds) gloss_pattern_kinds_start(group->kinds, region);
  for (uint32_t boundary = region.start; boundary < region.end; boundary++) {
    look_up(group, boundary, GLOSS_AHEAD);
    group->class = class_at(group, boundary);
    bool has_annotations = has_kinds && gloss_pattern_kinds_step(group->kinds, boundary);
    if (group->next.count || group->arrival_count) step_threads(group, boundary);
    if (has_annotations) start_with_annotation(group, boundary);
    else if (group->class->marked[GLOSS_MARK_FIRST].count) start_with_token(group, boundary);
  }
  if (group->next.count || group->arrival_count) step_threads(group, region.end);
  group->arrival_order = 0;
  gloss_slots_clear(&group->slots);
}
