/* zipf: text for benches: made-up words, whose ranks are drawn as Zipf has it, in sentences and blocks of one
 * size. The same in every run. */
#ifndef GLOSS_BENCH_ZIPF_H
#define GLOSS_BENCH_ZIPF_H

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "base/memory.h"
#include "text/workspace.h"

enum { WORDS = 200000, SENTENCE = 20, BLOCK = 5 }; /* words, words of a sentence, sentences of a block */

/* Seconds of the processor, which others do not take away. */
static inline double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static uint64_t seed = 88172645463325252u;

static inline double random_unit(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (double)(seed >> 11) / 9007199254740992.0;
}

static inline uint32_t random_below(uint32_t limit) {
  return (uint32_t)(random_unit() * limit);
}

/* A rank drawn with probability about 1 / rank. */
static inline uint32_t random_rank(void) {
  return (uint32_t)exp(random_unit() * log(WORDS));
}

/* A word for each rank: syllables, so that sizes are as in a language. */
static inline void print_word(gloss_buffer *to, uint32_t rank, bool capital) {
  static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
  size_t start = to->size;
  for (uint32_t rest = rank + 14 * 5; rest > 0; rest /= 14 * 5) {
    gloss_buffer_add_char(to, consonants[rest % 14]);
    gloss_buffer_add_char(to, vowels[rest / 14 % 5]);
  }
  if (capital) to->data[start] = (char)(to->data[start] - 'a' + 'A');
}

static inline void end_sentence(gloss_document *document, uint32_t first) {
  gloss_block *block = &document->blocks[document->block_count - 1];
  gloss_document_intern_tokens(document, first);
  gloss_document_add_sentence(document, (gloss_span){first, document->token_count});
  block->tokens.end = document->token_count;
  block->sentences.end = document->sentence_count;
}

/* A token between spaces; "." ends a sentence, and every fifth a block. */
static inline void split_text(gloss_document *document, gloss_slice text) {
  uint32_t first = 0, size = (uint32_t)text.size;
  gloss_document_set_text(document, text);
  for (uint32_t at = 0, end; at < size; at = end + 1) {
    if (first == document->token_count && document->sentence_count % BLOCK == 0)
      gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){at, size});
    for (end = at; end < size && text.data[end] != ' ';) end++;
    *gloss_document_reserve_tokens(document, 1) = (gloss_token){.start = at, .size = (uint16_t)(end - at)};
    document->token_count++;
    if (text.data[at] != '.' && end < size) continue;
    end_sentence(document, first);
    first = document->token_count;
  }
}

#endif
