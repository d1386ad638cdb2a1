/* cli */
#ifndef GLOSS_X_cli
#define GLOSS_X_cli
#endif
