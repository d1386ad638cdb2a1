/* warc: records of a web archive (WARC 1.0 and 1.1). For `read` and `source` only. */
#ifndef GLOSS_READ_WARC_H
#define GLOSS_READ_WARC_H

#include "base/slice.h"

/* Does the record hold a text: a page that came with status 200, a resource, or a text made of one? Else `kind` says what it holds,
 * "image/png", "status 404"; empty: nothing that came from the web. */
bool gloss_warc_holds_text(gloss_slice record, gloss_slice *kind);

#endif
