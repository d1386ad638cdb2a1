#include "match/library.h"
