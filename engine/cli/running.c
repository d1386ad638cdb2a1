#include "cli/running.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/sanitizer.h"
#include "cli/command.h"
#include "run/in_flight.h"

enum { FAILURES_SAID = 10, SLOW = 1000000000 /* nanoseconds */ };

/* The checking build has handlers of its own, which say more. */
enum { IS_CHECKED = GLOSS_WATCHES_ADDRESSES || GLOSS_WATCHES_THREADS };

/* -- Signals */

static void interrupt(int number) {
  static volatile sig_atomic_t times;
  if (++times == 2) signal(number, SIG_DFL);
  gloss_interrupt();
}

static void write_string(const char *string) {
  if (write(STDERR_FILENO, string, strlen(string)) < 0) return; /* there is nobody left to tell */
}

static void tell_crash(int number) {
  const char *record = gloss_in_flight();
  write_string("\ngloss: crashed, which is a fault of gloss");
  if (record[0]) write_string(", on the document of "), write_string(record);
  write_string("; please report it\n");
  signal(number, SIG_DFL);
  raise(number);
}

void running_begin(running *running) {
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
  struct sigaction heard = {.sa_handler = interrupt}, crashed = {.sa_handler = tell_crash};
  gloss_interrupt_open();
  sigaction(SIGINT, &heard, NULL);
  sigaction(SIGTERM, &heard, NULL);
  for (size_t i = 0; !IS_CHECKED && i < sizeof crashes / sizeof *crashes; i++) sigaction(crashes[i], &crashed, NULL);
  clock_gettime(CLOCK_MONOTONIC, &running->started);
}

/* -- While it goes on */

static double seconds_since_start(const running *running) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - running->started.tv_sec) + (double)(now.tv_nsec - running->started.tv_nsec) / 1e9;
}

static void clear_line(const running *running) {
  if (running->is_redrawn && running->shown > 0) fputs("\r\033[K", stderr);
}

/* The records have all failures; here the first few are enough to see what is wrong. */
static void say_line(void *context, gloss_said_kind kind, gloss_slice line) {
  running *running = context;
  clear_line(running);
  if (kind == GLOSS_SAID_PRINTED) write_line("", line);
  else if (kind == GLOSS_SAID_REJECTED || running->failures_said++ < FAILURES_SAID) write_line("gloss: ", line);
  else if (running->failures_said == FAILURES_SAID + 1) say("more scripts failed; the records have their errors");
}

static void print_time_left(const running *running, const gloss_tally *tally, double seconds) {
  if (running->total == 0 || tally->bytes == 0 || tally->bytes > running->total) return;
  double left = seconds * (double)(running->total - tally->bytes) / (double)tally->bytes;
  if (left < 90) fprintf(stderr, ", %.0f s left", left);
  else if (left < 5400) fprintf(stderr, ", %.0f min left", left / 60);
  else fprintf(stderr, ", %.1f h left", left / 3600);
}

static void show_progress(void *context, const gloss_tally *tally) {
  running *running = context;
  double seconds = seconds_since_start(running), pause = running->is_redrawn ? 0.2 : 10;
  if (!running->is_shown || seconds < 1 || seconds - running->shown < pause) return;
  clear_line(running);
  running->shown = seconds;
  fprintf(stderr, "%llu documents, %.0f a second", (unsigned long long)tally->documents, (double)tally->documents / seconds);
  print_time_left(running, tally, seconds);
  if (tally->troubled) fprintf(stderr, ", scripts failed on %llu", (unsigned long long)tally->troubled);
  if (tally->rejected) fprintf(stderr, ", %llu could not be read", (unsigned long long)tally->rejected);
  if (!running->is_redrawn) fputc('\n', stderr);
  fflush(stderr);
}

gloss_observer running_observer(running *running) {
  return (gloss_observer){.said = say_line, .progress = show_progress, .context = running};
}

/* -- At the end */

static void say_trouble(const running *running, const gloss_tally *tally) {
  if (tally->rejected == 0 && tally->troubled == 0) return;
  fprintf(stderr, "gloss: %llu %s; %llu could not be read; scripts failed on %llu\n", (unsigned long long)tally->documents,
          running->is_folded ? "read" : "written", (unsigned long long)tally->rejected, (unsigned long long)tally->troubled);
}

static void say_failed_scripts(const running *running, const gloss_tally *tally) {
  for (uint32_t i = 0; i < tally->script_count; i++) {
    const gloss_script_tally *script = &tally->scripts[i];
    if (script->failed == 0 && script->skipped == 0) continue;
    fprintf(stderr, "gloss: %s failed on %llu", running->plan->steps[i].script->name, (unsigned long long)script->failed);
    if (script->skipped) fprintf(stderr, ", and did not run on %llu more", (unsigned long long)script->skipped);
    fputc('\n', stderr);
  }
}

static void say_slowest(const gloss_tally *tally) {
  const gloss_slow *slowest = tally->slowest;
  if (slowest[0].nanoseconds < SLOW) return;
  fputs("gloss: slowest:", stderr);
  for (int i = 0; i < GLOSS_SLOWEST && slowest[i].nanoseconds >= SLOW; i++)
    fprintf(stderr, "%s %s (%.1f s)", i ? "," : "", slowest[i].id, (double)slowest[i].nanoseconds / 1e9);
  fputc('\n', stderr);
}

static double peak_megabytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static void say_done(const running *running, const gloss_tally *tally, const char *where) {
  double seconds = seconds_since_start(running);
  fprintf(stderr, "gloss: %llu document%s in %.1f s, written to %s", (unsigned long long)tally->documents,
          tally->documents == 1 ? "" : "s", seconds, where);
  if (tally->recalled) fprintf(stderr, ", %llu of them from the cache", (unsigned long long)tally->recalled);
  if (seconds >= 1)
    fprintf(stderr, "; %.2f M tokens a second, %.0f MB of memory at most", (double)tally->tokens / 1e6 / seconds, peak_megabytes());
  fputc('\n', stderr);
}

static void print_share(const char *what, uint64_t nanoseconds, const gloss_tally *tally, uint64_t total) {
  double tokens = tally->tokens ? (double)tally->tokens : 1;
  fprintf(stderr, "  %-24s %9.3f s %5.1f %% %8.0f ns a token\n", what, (double)nanoseconds / 1e9,
          100 * (double)nanoseconds / (double)(total ? total : 1), (double)nanoseconds / tokens);
}

/* Seconds of all workers together. */
static void print_profile(const running *running, const gloss_tally *tally) {
  uint64_t total = tally->reading + tally->writing;
  for (uint32_t i = 0; i < tally->script_count; i++) total += tally->scripts[i].nanoseconds;
  fputs("gloss: what the time went into, all workers together:\n", stderr);
  print_share("reading and segmenting", tally->reading, tally, total);
  for (uint32_t i = 0; i < tally->script_count; i++)
    print_share(running->plan->steps[i].script->name, tally->scripts[i].nanoseconds, tally, total);
  print_share("writing", tally->writing, tally, total);
}

void running_end(running *running, const gloss_tally *tally, const char *where) {
  clear_line(running);
  say_trouble(running, tally);
  if (running->is_shown) {
    say_failed_scripts(running, tally);
    say_slowest(tally);
  }
  if (running->is_profiled) print_profile(running, tally);
  if (running->is_shown && where) say_done(running, tally, where);
}
