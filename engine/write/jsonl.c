#include "write/writer.h"
