#pragma once
#define OPENSSL_NO_DEPRECATED 1
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

/* How RFC 2253 writes names, but for letters beyond ASCII, which stay as they are: Swift does not import the macro. */
static const unsigned long rfc2253_name_flags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
