extern "C" {
#include "read/json.h"
}
