#pragma once

#include <stddef.h>
#include <stdint.h>

/* The same work as Claviger's wrapper does, with nothing between C and the module: what is left to win is the
   difference. It runs in the same process, on the same threads and with the same malloc settings, on a module that is
   initialised already. */

/* The function list of a module; NULL where it cannot be had. */
const void *floor_functions(const char *path);

unsigned long floor_open_session(const void *functions, unsigned long slot);
void floor_close_session(const void *functions, unsigned long session);

/* Encrypts and decrypts with AES_CBC_PAD into buffers of its own, an init before each, until so many nanoseconds have
   passed. Answers how many pairs that were; 0 when one failed. */
uint64_t floor_round_trips(
    const void *functions, unsigned long session, unsigned long key, size_t size, uint64_t nanoseconds);

/* Finds all AES keys, 256 handles at a time, and reads twelve attributes of each in one call. Answers how many keys
   that were; 0 when a call failed. */
uint64_t floor_list(const void *functions, unsigned long session);

/* Makes a pair on P-256, an AES key, and an RSA public key of this modulus, wraps the AES key under the RSA key and the
   private key under the AES key, and destroys all four: so many times. Answers how often that was done before a call
   failed. */
uint64_t floor_export(
    const void *functions, unsigned long session, const uint8_t *modulus, size_t length, uint64_t count);
