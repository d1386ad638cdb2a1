/* sanitizer: is this a build that a sanitizer watches? Some of what we do on our own it must do instead. */
#ifndef GLOSS_BASE_SANITIZER_H
#define GLOSS_BASE_SANITIZER_H

#ifdef __has_feature /* clang */
#define GLOSS_WATCHES_ADDRESSES __has_feature(address_sanitizer)
#define GLOSS_WATCHES_THREADS __has_feature(thread_sanitizer)
#else
#ifdef __SANITIZE_ADDRESS__
#define GLOSS_WATCHES_ADDRESSES 1
#else
#define GLOSS_WATCHES_ADDRESSES 0
#endif
#ifdef __SANITIZE_THREAD__
#define GLOSS_WATCHES_THREADS 1
#else
#define GLOSS_WATCHES_THREADS 0
#endif
#endif

#endif
