/* read */
#ifndef GLOSS_X_read
#define GLOSS_X_read
#endif
