/* foreign: files that hold no article as gloss reads them: compressed, packed, marked up.
 * For `read` and `source` only. */
#ifndef GLOSS_READ_FOREIGN_H
#define GLOSS_READ_FOREIGN_H

#include "base/slice.h"

/* What such a file is and what to do with it: "is compressed (gzip): `zcat FILE | gloss run -`"; NULL: it is none. `head` is how it
 * begins. What is marked up is text all the same: when the user named a format, `is_told`, it is read as that. */
const char *gloss_foreign_advice(gloss_slice ending, gloss_slice head, bool is_told);

/* Is it a document that is a zip inside: docx, odt, epub? */
bool gloss_foreign_is_document(gloss_slice head);

#endif
