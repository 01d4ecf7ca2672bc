// Tells the thread sanitizer about locks of Swift's Mutex that threads wait for; `make sanitize` preloads it.
//
// A Mutex that is free is taken and released with atomic operations in the code that uses it, which the
// sanitizer sees. If threads wait for each other, two functions of libswiftSynchronization call the kernel
// (https://github.com/swiftlang/swift/blob/main/stdlib/public/Synchronization/Mutex/LinuxImpl.swift). That
// library is not built for the sanitizer, so the order that the lock gives to its holders is lost, and
// everything that a Mutex protects is reported as a data race. The functions here have the same names, call
// those of the library, and report the order for the address of the lock.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// _MutexHandle._lockSlow(_: UInt32) and _MutexHandle._unlockSlow().
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// The functions of the sanitizer; null in programs without it.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

SWIFT void lock_slow(uint32_t thread, SELF void *handle) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *handle) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF void *handle) {
  SWIFT void (*next)(uint32_t, SELF void *);
  *(void **)&next = dlsym(RTLD_NEXT, LOCK);
  next(thread, handle);
  if (__tsan_acquire != NULL) __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF void *handle) {
  SWIFT void (*next)(SELF void *);
  *(void **)&next = dlsym(RTLD_NEXT, UNLOCK);
  if (__tsan_release != NULL) __tsan_release(handle);
  next(handle);
}
