#include "match/phrases.h"
