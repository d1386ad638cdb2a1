#include "write/json_text.h"
