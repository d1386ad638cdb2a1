/* hash: 64 bits of a string of bytes, the same on every machine and in every run.
 * Multiply and fold, as wyhash (Wang Yi, 2019) does it; not for secrets. */
#ifndef GLOSS_BASE_HASH_H
#define GLOSS_BASE_HASH_H

#include <stdint.h>

#include "base/slice.h"

static inline uint64_t gloss_hash_fold(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* So many of the bytes at the lower end of a number, the first lowest. */
static inline uint64_t gloss_hash_load(const char *bytes, size_t size) {
  uint64_t word = 0;
  memcpy(&word, bytes, size);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static inline uint64_t gloss_hash(gloss_slice slice) {
  const uint64_t first = 0xa0761d6478bd642fu, second = 0xe7037ed1a0b428dbu;
  const char *bytes = slice.data;
  size_t left = slice.size;
  uint64_t hash = first ^ slice.size;
  while (left > 16) {
    hash = gloss_hash_fold(gloss_hash_load(bytes, 8) ^ second, gloss_hash_load(bytes + 8, 8) ^ hash);
    bytes += 16;
    left -= 16;
  }
  uint64_t a = 0, b = 0;
  if (left >= 4) { /* four loads that may overlap cover 4 to 16 bytes: a branch by size would be guessed wrong too often */
    size_t middle = left >> 3 << 2;
    a = gloss_hash_load(bytes, 4) << 32 | gloss_hash_load(bytes + middle, 4);
    b = gloss_hash_load(bytes + left - 4, 4) << 32 | gloss_hash_load(bytes + left - 4 - middle, 4);
  } else if (left > 0) {
    a = (uint64_t)(unsigned char)bytes[0] << 16 | (uint64_t)(unsigned char)bytes[left / 2] << 8 |
        (unsigned char)bytes[left - 1];
  }
  return gloss_hash_fold(second ^ slice.size, gloss_hash_fold(a ^ second, b ^ hash));
}

#endif
