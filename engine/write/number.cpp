#include <charconv>
