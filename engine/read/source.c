#include "read/source.h"
