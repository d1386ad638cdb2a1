/* chosen_layers: which layers a run writes: those that the user names, else what the chosen scripts provide and link to. */
#ifndef GLOSS_CLI_CHOSEN_LAYERS_H
#define GLOSS_CLI_CHOSEN_LAYERS_H

#include "run/plan.h"
#include "write/writer.h"

/* Says so in `writing`, which is lent the list that is returned, to be freed. `wanted` is as `--layers` has it, or NULL. NULL on
 * failure. */
uint32_t *chosen_layers(const gloss_plan *plan, const char *wanted, gloss_writer_settings *writing, gloss_error *error);

#endif
