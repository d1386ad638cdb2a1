/* state: a Lua state that runs one script for one worker.
 * It has its own byte cap and collector; it shares nothing with other states but the documents' annotations and the compiled
 * resources. */
#ifndef GLOSS_SCRIPT_STATE_H
#define GLOSS_SCRIPT_STATE_H

#include "script/script.h"
#include "text/workspace.h"

/* Loads the script and runs its `setup`. `options` is a map with a value for each of the script's options (an is_file option: the
 * name, as given; the state finds the file when a resource asks for it). The schema has the layers of all scripts of the run, and
 * this script as number `number`. All but `error` must outlive the state, which is made anew of them. NULL on failure. */
gloss_state *gloss_state_new(const gloss_environment *environment, const gloss_script *script, gloss_value options,
                             const gloss_schema *schema, uint16_t number, gloss_matcher *matcher, gloss_error *error);
void gloss_state_free(gloss_state *state);

/* Runs the hooks over the document: document, then each block followed by its sentences. On failure what the script did is undone,
 * the document's record carries the failure, and false is returned; the state can go on with the next document, and is made anew
 * for it after it ran out of memory. */
bool gloss_state_run(gloss_state *state, gloss_document *document);

#endif
