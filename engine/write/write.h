/* write */
#ifndef GLOSS_X_write
#define GLOSS_X_write
#endif
