#include "base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_bool interrupted; /* without a lock, so that a handler may set it */
static int ends[2] = {-1, -1}; /* of a pipe: what the handler writes is never read, so that all who wait are woken */

void gloss_interrupt_open(void) {
  if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) ends[0] = ends[1] = -1;
}

void gloss_interrupt(void) {
  int kept = errno;
  interrupted = true;
  if (ends[1] >= 0 && write(ends[1], "", 1) < 0) errno = kept; /* full: they are awake already */
  errno = kept;
}

bool gloss_is_interrupted(void) {
  return interrupted;
}

static bool wait_for(int file, short event) {
  struct pollfd files[] = {{.fd = file, .events = event}, {.fd = ends[0], .events = POLLIN}};
  while (!interrupted)
    if (poll(files, 2, -1) > 0 && files[0].revents) return true;
  return false;
}

bool gloss_wait_to_read(int file) {
  return wait_for(file, POLLIN);
}

bool gloss_wait_to_write(int file) {
  return wait_for(file, POLLOUT);
}

bool gloss_wait_to_tell(int file) {
  struct pollfd now = {.fd = file, .events = POLLOUT};
  return gloss_wait_to_write(file) || poll(&now, 1, 0) > 0;
}
