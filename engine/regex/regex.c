#define PCRE2_CODE_UNIT_WIDTH 8
#include "regex/regex.h"

#include <pcre2.h>
#include <stdlib.h>

#include "base/memory.h"
#include "unicode/unicode.h"

/* What one search may take. A limit counts for each place where a match may start; a pattern that runs away does so at the
 * first, and stops there. */
enum {
  STEPS_FEW = 100,
  STEPS_MAX = 1000000,
  STEPS_GROWTH = 10, /* PCRE2 does not say how many it took: a search that needs more has so many times more, and is begun anew */
  DEPTH_MAX = 100000,
  HEAP_KIB_MAX = 64 * 1024,
  STACK_START = 32 * 1024,
  STACK_MAX = 4 * 1024 * 1024, /* of the JIT, bytes */
};

struct gloss_regex {
  pcre2_code *code;
  char *pattern; /* for messages */
  uint32_t group_count;
  gloss_slice *group_names; /* of groups 1, 2, …; lent by the code */
};

struct gloss_regex_scratch {
  pcre2_general_context *memory;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  pcre2_match_data *data;
  uint64_t steps; /* of the last search */
  uint32_t group_room; /* spans that data has room for */
};

static bool read_flags(gloss_slice flags, uint32_t *options, gloss_error *error) {
  for (size_t i = 0; i < flags.size; i++) {
    switch (flags.data[i]) {
      case 'i': *options |= PCRE2_CASELESS; break;
      case 'm': *options |= PCRE2_MULTILINE; break;
      case 's': *options |= PCRE2_DOTALL; break;
      case 'x': *options |= PCRE2_EXTENDED; break;
      case ' ': break;
      default: return gloss_fail(error, "unknown regex flag \"%c\"; the flags are i, m, s and x", flags.data[i]);
    }
  }
  return true;
}

/* `regex at character 7, after "(?<sum>": missing closing parenthesis` */
static void fail_at(gloss_error *error, int code, gloss_slice pattern, size_t offset) {
  enum { SHOWN = 24 }; /* bytes of the pattern */
  char message[160];
  pcre2_get_error_message(code, (PCRE2_UCHAR8 *)message, sizeof message);
  gloss_slice before = gloss_slice_cut(pattern, 0, offset < pattern.size ? offset : pattern.size);
  size_t character = gloss_utf8_count(before) + 1;
  if (before.size == 0) {
    gloss_fail(error, "regex at character 1: %s", message);
    return;
  }
  size_t start = before.size > SHOWN ? before.size - SHOWN : 0;
  while (start > 0 && gloss_utf8_is_inner(before.data[start])) start--;
  gloss_slice shown = gloss_slice_cut(before, start, before.size);
  const char *more = start > 0 ? "…" : "";
  gloss_fail(error, "regex at character %zu, after \"%s%.*s\": %s", character, more, GLOSS_PRINT(shown), message);
}

static void read_group_names(gloss_regex *regex) {
  uint32_t count, entry_size;
  PCRE2_SPTR entry;
  pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &regex->group_count);
  pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &entry_size);
  pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &entry);
  regex->group_names = gloss_allocate_zeroed(regex->group_count + 1u, sizeof *regex->group_names);
  for (; count > 0; count--, entry += entry_size) {
    uint32_t group = (uint32_t)entry[0] << 8 | entry[1];
    regex->group_names[group] = gloss_slice_of((const char *)entry + 2);
  }
}

static pcre2_code *compile(gloss_slice pattern, gloss_slice flags, size_t *at, gloss_error *error) {
  uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C; /* \C would split characters */
  *at = 0;
  if (!read_flags(flags, &options, error)) return NULL;
  if (!gloss_utf8_is_valid(pattern)) return gloss_fail(error, "a regex that is not valid UTF-8"), NULL;
  int code;
  PCRE2_SPTR start = (PCRE2_SPTR)(pattern.size > 0 ? pattern.data : "");
  pcre2_code *compiled = pcre2_compile(start, pattern.size, options, &code, at, NULL);
  if (compiled == NULL) fail_at(error, code, pattern, *at);
  return compiled;
}

bool gloss_regex_check(gloss_slice pattern, gloss_slice flags, size_t *at, gloss_error *error) {
  pcre2_code *compiled = compile(pattern, flags, at, error);
  pcre2_code_free(compiled);
  return compiled != NULL;
}

gloss_regex *gloss_regex_new(gloss_slice pattern, gloss_slice flags, gloss_error *error) {
  size_t at;
  pcre2_code *compiled = compile(pattern, flags, &at, error);
  if (compiled == NULL) return NULL;
  pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE); /* where there is no JIT, matching is slower and the same */
  gloss_regex *regex = gloss_allocate_zeroed(1, sizeof *regex);
  regex->code = compiled;
  regex->pattern = gloss_allocate(pattern.size + 1);
  if (pattern.size > 0) memcpy(regex->pattern, pattern.data, pattern.size);
  regex->pattern[pattern.size] = '\0';
  read_group_names(regex);
  return regex;
}

void gloss_regex_free(gloss_regex *regex) {
  if (regex == NULL) return;
  pcre2_code_free(regex->code);
  free(regex->pattern);
  free(regex->group_names);
  free(regex);
}

size_t gloss_regex_size(const gloss_regex *regex) {
  enum { AROUND = 1024 }; /* what PCRE2, its JIT and malloc take around them, about */
  size_t code = 0, jit = 0;
  pcre2_pattern_info(regex->code, PCRE2_INFO_SIZE, &code);
  pcre2_pattern_info(regex->code, PCRE2_INFO_JITSIZE, &jit);
  return AROUND + sizeof *regex + strlen(regex->pattern) + code + jit;
}

uint32_t gloss_regex_group_count(const gloss_regex *regex) {
  return regex->group_count;
}

gloss_slice gloss_regex_group_name(const gloss_regex *regex, uint32_t group) {
  return regex->group_names[group];
}

static void *allocate(size_t size, void *unused) {
  (void)unused;
  return gloss_allocate(size);
}

static void release(void *memory, void *unused) {
  (void)unused;
  free(memory);
}

gloss_regex_scratch *gloss_regex_scratch_new(void) {
  gloss_regex_scratch *scratch = gloss_allocate_zeroed(1, sizeof *scratch);
  scratch->memory = pcre2_general_context_create(allocate, release, NULL);
  scratch->context = pcre2_match_context_create(scratch->memory);
  scratch->stack = pcre2_jit_stack_create(STACK_START, STACK_MAX, NULL); /* NULL where there is no JIT */
  pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
  pcre2_set_depth_limit(scratch->context, DEPTH_MAX);
  pcre2_set_heap_limit(scratch->context, HEAP_KIB_MAX);
  return scratch;
}

void gloss_regex_scratch_free(gloss_regex_scratch *scratch) {
  if (scratch == NULL) return;
  pcre2_match_data_free(scratch->data);
  pcre2_match_context_free(scratch->context);
  pcre2_jit_stack_free(scratch->stack);
  pcre2_general_context_free(scratch->memory);
  free(scratch);
}

static void make_room(gloss_regex_scratch *scratch, uint32_t spans) {
  if (spans <= scratch->group_room) return;
  pcre2_match_data_free(scratch->data);
  scratch->group_room = spans > 16 ? spans : 16;
  scratch->data = pcre2_match_data_create(scratch->group_room, scratch->memory);
}

static gloss_regex_result fail_search(const gloss_regex *regex, int code, gloss_error *error) {
  switch (code) {
    case PCRE2_ERROR_MATCHLIMIT:
      gloss_fail(error, "the regex \"%s\" takes too many steps on this text: "
                 "give what is repeated only one way to match, a+ instead of (a+)+", regex->pattern);
      break;
    case PCRE2_ERROR_JIT_STACKLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
      gloss_fail(error, "the regex \"%s\" takes too much memory on this text: "
                 "repeat a class, [ab]+, instead of a group, (a|b)+", regex->pattern);
      break;
    default: {
      char message[160];
      pcre2_get_error_message(code, (PCRE2_UCHAR8 *)message, sizeof message);
      gloss_fail(error, "the regex \"%s\" cannot be matched: %s", regex->pattern, message);
    }
  }
  return GLOSS_REGEX_FAILED;
}

static int match(const gloss_regex *regex, gloss_regex_scratch *scratch, gloss_slice subject, uint32_t from) {
  PCRE2_SPTR text = (PCRE2_SPTR)(subject.data ? subject.data : "");
  uint32_t limit = STEPS_FEW;
  int code = PCRE2_ERROR_MATCHLIMIT;
  for (; code == PCRE2_ERROR_MATCHLIMIT && limit <= STEPS_MAX; limit *= STEPS_GROWTH) {
    pcre2_set_match_limit(scratch->context, limit);
    code = pcre2_match(regex->code, text, subject.size, from, PCRE2_NO_UTF_CHECK, scratch->data, scratch->context);
  }
  size_t end = code > 0 ? pcre2_get_ovector_pointer(scratch->data)[1] : subject.size;
  scratch->steps = (end > from ? end - from : 1) * (uint64_t)(limit / STEPS_GROWTH / STEPS_FEW);
  return code;
}

uint64_t gloss_regex_steps(const gloss_regex_scratch *scratch) {
  return scratch->steps;
}

gloss_regex_result gloss_regex_find(const gloss_regex *regex, gloss_regex_scratch *scratch, gloss_slice subject, uint32_t from,
                                    gloss_span *groups, gloss_error *error) {
  if (from > subject.size) return GLOSS_REGEX_NONE;
  make_room(scratch, regex->group_count + 1);
  int code = match(regex, scratch, subject, from);
  if (code == PCRE2_ERROR_NOMATCH) return GLOSS_REGEX_NONE;
  if (code < 0) return fail_search(regex, code, error);
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(scratch->data);
  for (uint32_t i = 0; i <= regex->group_count; i++) /* PCRE2_UNSET becomes UINT32_MAX */
    groups[i] = (gloss_span){(uint32_t)ends[2 * i], (uint32_t)ends[2 * i + 1]};
  return GLOSS_REGEX_FOUND;
}

uint32_t gloss_regex_after(gloss_slice subject, gloss_span match) {
  uint32_t next = match.end;
  if (gloss_span_size(match) > 0) return next;
  do next++;
  while (next < subject.size && gloss_utf8_is_inner(subject.data[next]));
  return next;
}
