#include "read/record.h"
