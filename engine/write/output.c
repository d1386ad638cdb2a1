#include "write/output.h"
