/* language: what follows from a word alone in one language: its stop words, its lemmas, and what ends the name of a host. Read
 * from a folder of plain text, scripts/lang/NAME; immutable and shared by all workers. How texts of the language are split is in
 * the same folder, and known to the segmenter only. */
#ifndef GLOSS_TEXT_LANGUAGE_H
#define GLOSS_TEXT_LANGUAGE_H

#include "base/buffer.h"
#include "base/error.h"

typedef struct gloss_language gloss_language;

/* Reads stop.txt, domains.txt, lemmas.tsv, endings.tsv and words.txt of `folder`, as docs/languages.md describes them. A file that
 * is absent is empty; a mistake in one gives NULL. A NULL folder gives the neutral language: no stop words, no names of hosts, a
 * word is its own lemma. */
gloss_language *gloss_language_new(const char *name, const char *folder, gloss_error *error);
void gloss_language_free(gloss_language *language);

const char *gloss_language_name(const gloss_language *language);
const char *gloss_language_folder(const gloss_language *language); /* NULL: neutral */

/* All take what is folded (gloss_fold): a word, or the last part of the name of a host, as "com". */
bool gloss_language_is_stop(const gloss_language *language, gloss_slice norm);
bool gloss_language_is_domain(const gloss_language *language, gloss_slice part);

/* The lemma: of an irregular form as listed, else by the first rule of endings that fits, else the word itself.
 * It is lent, or stands in `space`, which is overwritten and must not hold `norm`. */
gloss_slice gloss_language_lemma(const gloss_language *language, gloss_slice norm, gloss_buffer *space);

#endif
