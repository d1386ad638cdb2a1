/* regex: regular expressions over bytes of a text; the one door to PCRE2. UTF and UCP always; compiled by the JIT. A compiled
 * regex is immutable and shared; what a search needs is a gloss_regex_scratch, one a worker. */
#ifndef GLOSS_REGEX_REGEX_H
#define GLOSS_REGEX_REGEX_H

#include "base/error.h"
#include "base/slice.h"
#include "base/span.h"

typedef struct gloss_regex gloss_regex;
typedef struct gloss_regex_scratch gloss_regex_scratch;

/* Flags are letters out of "imsx", as PCRE2 knows them. The message of a bad pattern says what is wrong, and where, in
 * characters. */
gloss_regex *gloss_regex_new(gloss_slice pattern, gloss_slice flags, gloss_error *error);

/* Would it compile? If not, `at` is the byte of the pattern at which that was seen. */
bool gloss_regex_check(gloss_slice pattern, gloss_slice flags, size_t *at, gloss_error *error);

void gloss_regex_free(gloss_regex *regex);

/* Bytes that it takes. */
size_t gloss_regex_size(const gloss_regex *regex);

uint32_t gloss_regex_group_count(const gloss_regex *regex);            /* without the whole match */
gloss_slice gloss_regex_group_name(const gloss_regex *regex, uint32_t group); /* 1-based; no data: it has no name */

gloss_regex_scratch *gloss_regex_scratch_new(void);
void gloss_regex_scratch_free(gloss_regex_scratch *scratch);

typedef enum gloss_regex_result {
  GLOSS_REGEX_NONE,
  GLOSS_REGEX_FOUND,
  GLOSS_REGEX_FAILED, /* a limit was hit: the error says which, and how to mend the pattern */
} gloss_regex_result;

/* The leftmost match in `subject` (valid UTF-8, below 4 GiB) that starts at byte `from`, the first of a character, or after
 * it. `groups` has room for group_count + 1 spans of bytes: the whole match, then each group; one that took no part is
 * {UINT32_MAX, UINT32_MAX}. A match may be empty. */
gloss_regex_result gloss_regex_find(const gloss_regex *regex, gloss_regex_scratch *scratch, gloss_slice subject, uint32_t from,
                                    gloss_span *groups, gloss_error *error);

/* How many steps the last search may have taken: the bytes that it came past, times so many as it took at one of them. */
uint64_t gloss_regex_steps(const gloss_regex_scratch *scratch);

/* Where the search for the next match begins: at the end of this one, after an empty one a character further. Beyond the end of
 * the subject nothing is found. */
uint32_t gloss_regex_after(gloss_slice subject, gloss_span match);

#endif
