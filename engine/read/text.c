#include "read/format.h"
