#include "match/regex.h"
