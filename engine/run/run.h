/* run */
#ifndef GLOSS_X_run
#define GLOSS_X_run
#endif
