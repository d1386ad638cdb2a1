#include "read/transcoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "base/memory.h"

struct gloss_transcoder {
  iconv_t iconv;
  gloss_buffer waiting; /* the beginning of a character */
};

gloss_transcoder *gloss_transcoder_new(const char *encoding, gloss_error *error) {
  iconv_t opened = iconv_open("UTF-8", encoding);
  if (opened == (iconv_t)-1) {
    gloss_fail(error, "no encoding \"%s\"; `iconv -l` lists them: windows-1252, utf-16, koi8-r, …", encoding);
    return NULL;
  }
  gloss_transcoder *transcoder = gloss_allocate_zeroed(1, sizeof *transcoder);
  transcoder->iconv = opened;
  return transcoder;
}

void gloss_transcoder_free(gloss_transcoder *transcoder) {
  if (transcoder == NULL) return;
  iconv_close(transcoder->iconv);
  gloss_buffer_free(&transcoder->waiting);
  free(transcoder);
}

void gloss_transcoder_reset(gloss_transcoder *transcoder) {
  iconv(transcoder->iconv, NULL, NULL, NULL, NULL);
  gloss_buffer_clear(&transcoder->waiting);
}

/* Converts up to the first byte that cannot be; returns why it stopped, 0 at the end. */
static int convert(gloss_transcoder *transcoder, gloss_slice *bytes, gloss_buffer *to) {
  enum { ROOM = 64 };
  size_t room = bytes->size + ROOM;
  char *from = (char *)bytes->data, *space = gloss_buffer_reserve(to, room), *end = space;
  size_t done = iconv(transcoder->iconv, &from, &bytes->size, &end, &room);
  int why = done == (size_t)-1 ? errno : 0;
  to->size += (size_t)(end - space);
  bytes->data = from;
  return why;
}

/* 0xff stands in no UTF-8: who reads it finds it broken. */
static void add_broken(gloss_slice *bytes, gloss_buffer *to) {
  gloss_buffer_add_char(to, '\xff');
  *bytes = gloss_slice_cut(*bytes, 1, bytes->size);
}

void gloss_transcoder_add(gloss_transcoder *transcoder, gloss_slice bytes, bool is_end, gloss_buffer *to) {
  gloss_buffer joined = transcoder->waiting;
  gloss_buffer_add(&joined, bytes);
  gloss_slice rest = gloss_buffer_slice(&joined);
  transcoder->waiting = (gloss_buffer){0};
  for (int why; rest.size > 0 && (why = convert(transcoder, &rest, to)) != 0;) {
    if (why == EILSEQ || (why == EINVAL && is_end)) add_broken(&rest, to);
    else if (why == EINVAL) break;
  }
  gloss_buffer_add(&transcoder->waiting, rest);
  gloss_buffer_free(&joined);
}
