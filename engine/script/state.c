#include "script/state.h"
