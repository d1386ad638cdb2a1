/* workspace: what outlives a document: columns, arena and vocabularies, reused for the next one.
 * One a worker. A document is borrowed from it; one at a time is open. */
#ifndef GLOSS_TEXT_WORKSPACE_H
#define GLOSS_TEXT_WORKSPACE_H

#include "text/document.h"

typedef struct gloss_workspace gloss_workspace;

/* The schema must outlive the workspace. */
gloss_workspace *gloss_workspace_new(const gloss_schema *schema);
void gloss_workspace_free(gloss_workspace *workspace);

/* An empty document without a language, which must be set before it is segmented. */
gloss_document *gloss_workspace_open(gloss_workspace *workspace);
void gloss_workspace_set_language(gloss_workspace *workspace, const gloss_language *language);

/* Ends the document: all it reached is gone, and the tails of the vocabularies are truncated. */
void gloss_workspace_close(gloss_workspace *workspace);

#endif
