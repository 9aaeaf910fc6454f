// Constants and types of PKCS#11 3.0 to 3.2 that the 2.40 header lacks, with the numbers of the published OASIS headers.
//
// Each is guarded, so that a newer system header goes before this one. Swift imports plain literals only.
#pragma once

// What the header writes with a cast, which Swift does not import.
#undef CKA_VENDOR_DEFINED
#define CKA_VENDOR_DEFINED (0x80000000UL)
#undef CKC_VENDOR_DEFINED
#define CKC_VENDOR_DEFINED (0x80000000UL)
#undef CKK_VENDOR_DEFINED
#define CKK_VENDOR_DEFINED (0x80000000UL)
#undef CKM_VENDOR_DEFINED
#define CKM_VENDOR_DEFINED (0x80000000UL)
#undef CKO_VENDOR_DEFINED
#define CKO_VENDOR_DEFINED (0x80000000UL)
#undef CKR_VENDOR_DEFINED
#define CKR_VENDOR_DEFINED (0x80000000UL)
#undef CKH_VENDOR_DEFINED
#define CKH_VENDOR_DEFINED (0x80000000UL)
#undef CKC_OPENPGP
#define CKC_OPENPGP (0x80504750UL)
#undef CKF_EXTENSION
#define CKF_EXTENSION (0x80000000UL)

// The 2.40 header has these five at 0x1C0 to 0x1C4, which no published header does.
#undef CKR_EXCEEDED_MAX_ITERATIONS
#define CKR_EXCEEDED_MAX_ITERATIONS (0x1B5UL)
#undef CKR_FIPS_SELF_TEST_FAILED
#define CKR_FIPS_SELF_TEST_FAILED (0x1B6UL)
#undef CKR_LIBRARY_LOAD_FAILED
#define CKR_LIBRARY_LOAD_FAILED (0x1B7UL)
#undef CKR_PIN_TOO_WEAK
#define CKR_PIN_TOO_WEAK (0x1B8UL)
#undef CKR_PUBLIC_KEY_INVALID
#define CKR_PUBLIC_KEY_INVALID (0x1B9UL)

// Object classes.
#ifndef CKO_PROFILE
#define CKO_PROFILE (0x9UL)
#endif
#ifndef CKO_VALIDATION
#define CKO_VALIDATION (0xAUL)
#endif
#ifndef CKO_TRUST
#define CKO_TRUST (0xBUL)
#endif

// Key types.
#ifndef CKK_CAST5
#define CKK_CAST5 (0x18UL)
#endif
#ifndef CKK_CHACHA20
#define CKK_CHACHA20 (0x33UL)
#endif
#ifndef CKK_POLY1305
#define CKK_POLY1305 (0x34UL)
#endif
#ifndef CKK_AES_XTS
#define CKK_AES_XTS (0x35UL)
#endif
#ifndef CKK_SHA3_224_HMAC
#define CKK_SHA3_224_HMAC (0x36UL)
#endif
#ifndef CKK_SHA3_256_HMAC
#define CKK_SHA3_256_HMAC (0x37UL)
#endif
#ifndef CKK_SHA3_384_HMAC
#define CKK_SHA3_384_HMAC (0x38UL)
#endif
#ifndef CKK_SHA3_512_HMAC
#define CKK_SHA3_512_HMAC (0x39UL)
#endif
#ifndef CKK_BLAKE2B_160_HMAC
#define CKK_BLAKE2B_160_HMAC (0x3AUL)
#endif
#ifndef CKK_BLAKE2B_256_HMAC
#define CKK_BLAKE2B_256_HMAC (0x3BUL)
#endif
#ifndef CKK_BLAKE2B_384_HMAC
#define CKK_BLAKE2B_384_HMAC (0x3CUL)
#endif
#ifndef CKK_BLAKE2B_512_HMAC
#define CKK_BLAKE2B_512_HMAC (0x3DUL)
#endif
#ifndef CKK_SALSA20
#define CKK_SALSA20 (0x3EUL)
#endif
#ifndef CKK_X2RATCHET
#define CKK_X2RATCHET (0x3FUL)
#endif
#ifndef CKK_EC_MONTGOMERY
#define CKK_EC_MONTGOMERY (0x41UL)
#endif
#ifndef CKK_HKDF
#define CKK_HKDF (0x42UL)
#endif
#ifndef CKK_SHA512_224_HMAC
#define CKK_SHA512_224_HMAC (0x43UL)
#endif
#ifndef CKK_SHA512_256_HMAC
#define CKK_SHA512_256_HMAC (0x44UL)
#endif
#ifndef CKK_SHA512_T_HMAC
#define CKK_SHA512_T_HMAC (0x45UL)
#endif
#ifndef CKK_HSS
#define CKK_HSS (0x46UL)
#endif
#ifndef CKK_XMSS
#define CKK_XMSS (0x47UL)
#endif
#ifndef CKK_XMSSMT
#define CKK_XMSSMT (0x48UL)
#endif
#ifndef CKK_ML_KEM
#define CKK_ML_KEM (0x49UL)
#endif
#ifndef CKK_ML_DSA
#define CKK_ML_DSA (0x4AUL)
#endif
#ifndef CKK_SLH_DSA
#define CKK_SLH_DSA (0x4BUL)
#endif

// Attributes.
#ifndef CKA_UNIQUE_ID
#define CKA_UNIQUE_ID (0x4UL)
#endif
#ifndef CKA_SUBPRIME_BITS
#define CKA_SUBPRIME_BITS (0x134UL)
#endif
#ifndef CKA_PROFILE_ID
#define CKA_PROFILE_ID (0x601UL)
#endif
#ifndef CKA_X2RATCHET_BAG
#define CKA_X2RATCHET_BAG (0x602UL)
#endif
#ifndef CKA_X2RATCHET_BAGSIZE
#define CKA_X2RATCHET_BAGSIZE (0x603UL)
#endif
#ifndef CKA_X2RATCHET_BOBS1STMSG
#define CKA_X2RATCHET_BOBS1STMSG (0x604UL)
#endif
#ifndef CKA_X2RATCHET_CKR
#define CKA_X2RATCHET_CKR (0x605UL)
#endif
#ifndef CKA_X2RATCHET_CKS
#define CKA_X2RATCHET_CKS (0x606UL)
#endif
#ifndef CKA_X2RATCHET_DHP
#define CKA_X2RATCHET_DHP (0x607UL)
#endif
#ifndef CKA_X2RATCHET_DHR
#define CKA_X2RATCHET_DHR (0x608UL)
#endif
#ifndef CKA_X2RATCHET_DHS
#define CKA_X2RATCHET_DHS (0x609UL)
#endif
#ifndef CKA_X2RATCHET_HKR
#define CKA_X2RATCHET_HKR (0x60AUL)
#endif
#ifndef CKA_X2RATCHET_HKS
#define CKA_X2RATCHET_HKS (0x60BUL)
#endif
#ifndef CKA_X2RATCHET_ISALICE
#define CKA_X2RATCHET_ISALICE (0x60CUL)
#endif
#ifndef CKA_X2RATCHET_NHKR
#define CKA_X2RATCHET_NHKR (0x60DUL)
#endif
#ifndef CKA_X2RATCHET_NHKS
#define CKA_X2RATCHET_NHKS (0x60EUL)
#endif
#ifndef CKA_X2RATCHET_NR
#define CKA_X2RATCHET_NR (0x60FUL)
#endif
#ifndef CKA_X2RATCHET_NS
#define CKA_X2RATCHET_NS (0x610UL)
#endif
#ifndef CKA_X2RATCHET_PNS
#define CKA_X2RATCHET_PNS (0x611UL)
#endif
#ifndef CKA_X2RATCHET_RK
#define CKA_X2RATCHET_RK (0x612UL)
#endif
#ifndef CKA_HSS_LEVELS
#define CKA_HSS_LEVELS (0x617UL)
#endif
#ifndef CKA_HSS_LMS_TYPE
#define CKA_HSS_LMS_TYPE (0x618UL)
#endif
#ifndef CKA_HSS_LMOTS_TYPE
#define CKA_HSS_LMOTS_TYPE (0x619UL)
#endif
#ifndef CKA_HSS_LMS_TYPES
#define CKA_HSS_LMS_TYPES (0x61AUL)
#endif
#ifndef CKA_HSS_LMOTS_TYPES
#define CKA_HSS_LMOTS_TYPES (0x61BUL)
#endif
#ifndef CKA_HSS_KEYS_REMAINING
#define CKA_HSS_KEYS_REMAINING (0x61CUL)
#endif
#ifndef CKA_PARAMETER_SET
#define CKA_PARAMETER_SET (0x61DUL)
#endif
#ifndef CKA_OBJECT_VALIDATION_FLAGS
#define CKA_OBJECT_VALIDATION_FLAGS (0x61EUL)
#endif
#ifndef CKA_VALIDATION_TYPE
#define CKA_VALIDATION_TYPE (0x61FUL)
#endif
#ifndef CKA_VALIDATION_VERSION
#define CKA_VALIDATION_VERSION (0x620UL)
#endif
#ifndef CKA_VALIDATION_LEVEL
#define CKA_VALIDATION_LEVEL (0x621UL)
#endif
#ifndef CKA_VALIDATION_MODULE_ID
#define CKA_VALIDATION_MODULE_ID (0x622UL)
#endif
#ifndef CKA_VALIDATION_FLAG
#define CKA_VALIDATION_FLAG (0x623UL)
#endif
#ifndef CKA_VALIDATION_AUTHORITY_TYPE
#define CKA_VALIDATION_AUTHORITY_TYPE (0x624UL)
#endif
#ifndef CKA_VALIDATION_COUNTRY
#define CKA_VALIDATION_COUNTRY (0x625UL)
#endif
#ifndef CKA_VALIDATION_CERTIFICATE_IDENTIFIER
#define CKA_VALIDATION_CERTIFICATE_IDENTIFIER (0x626UL)
#endif
#ifndef CKA_VALIDATION_CERTIFICATE_URI
#define CKA_VALIDATION_CERTIFICATE_URI (0x627UL)
#endif
#ifndef CKA_VALIDATION_VENDOR_URI
#define CKA_VALIDATION_VENDOR_URI (0x628UL)
#endif
#ifndef CKA_VALIDATION_PROFILE
#define CKA_VALIDATION_PROFILE (0x629UL)
#endif
#ifndef CKA_ENCAPSULATE_TEMPLATE
#define CKA_ENCAPSULATE_TEMPLATE (0x62AUL)
#endif
#ifndef CKA_DECAPSULATE_TEMPLATE
#define CKA_DECAPSULATE_TEMPLATE (0x62BUL)
#endif
#ifndef CKA_TRUST_SERVER_AUTH
#define CKA_TRUST_SERVER_AUTH (0x62CUL)
#endif
#ifndef CKA_TRUST_CLIENT_AUTH
#define CKA_TRUST_CLIENT_AUTH (0x62DUL)
#endif
#ifndef CKA_TRUST_CODE_SIGNING
#define CKA_TRUST_CODE_SIGNING (0x62EUL)
#endif
#ifndef CKA_TRUST_EMAIL_PROTECTION
#define CKA_TRUST_EMAIL_PROTECTION (0x62FUL)
#endif
#ifndef CKA_TRUST_IPSEC_IKE
#define CKA_TRUST_IPSEC_IKE (0x630UL)
#endif
#ifndef CKA_TRUST_TIME_STAMPING
#define CKA_TRUST_TIME_STAMPING (0x631UL)
#endif
#ifndef CKA_TRUST_OCSP_SIGNING
#define CKA_TRUST_OCSP_SIGNING (0x632UL)
#endif
#ifndef CKA_ENCAPSULATE
#define CKA_ENCAPSULATE (0x633UL)
#endif
#ifndef CKA_DECAPSULATE
#define CKA_DECAPSULATE (0x634UL)
#endif
#ifndef CKA_HASH_OF_CERTIFICATE
#define CKA_HASH_OF_CERTIFICATE (0x635UL)
#endif
#ifndef CKA_PUBLIC_CRC64_VALUE
#define CKA_PUBLIC_CRC64_VALUE (0x636UL)
#endif
#ifndef CKA_SEED
#define CKA_SEED (0x637UL)
#endif

// Mechanisms.
#ifndef CKM_ML_KEM_KEY_PAIR_GEN
#define CKM_ML_KEM_KEY_PAIR_GEN (0xFUL)
#endif
#ifndef CKM_ML_KEM
#define CKM_ML_KEM (0x17UL)
#endif
#ifndef CKM_DSA_SHA3_224
#define CKM_DSA_SHA3_224 (0x18UL)
#endif
#ifndef CKM_DSA_SHA3_256
#define CKM_DSA_SHA3_256 (0x19UL)
#endif
#ifndef CKM_DSA_SHA3_384
#define CKM_DSA_SHA3_384 (0x1AUL)
#endif
#ifndef CKM_DSA_SHA3_512
#define CKM_DSA_SHA3_512 (0x1BUL)
#endif
#ifndef CKM_ML_DSA_KEY_PAIR_GEN
#define CKM_ML_DSA_KEY_PAIR_GEN (0x1CUL)
#endif
#ifndef CKM_ML_DSA
#define CKM_ML_DSA (0x1DUL)
#endif
#ifndef CKM_HASH_ML_DSA
#define CKM_HASH_ML_DSA (0x1FUL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA224
#define CKM_HASH_ML_DSA_SHA224 (0x23UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA256
#define CKM_HASH_ML_DSA_SHA256 (0x24UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA384
#define CKM_HASH_ML_DSA_SHA384 (0x25UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA512
#define CKM_HASH_ML_DSA_SHA512 (0x26UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA3_224
#define CKM_HASH_ML_DSA_SHA3_224 (0x27UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA3_256
#define CKM_HASH_ML_DSA_SHA3_256 (0x28UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA3_384
#define CKM_HASH_ML_DSA_SHA3_384 (0x29UL)
#endif
#ifndef CKM_HASH_ML_DSA_SHA3_512
#define CKM_HASH_ML_DSA_SHA3_512 (0x2AUL)
#endif
#ifndef CKM_HASH_ML_DSA_SHAKE128
#define CKM_HASH_ML_DSA_SHAKE128 (0x2BUL)
#endif
#ifndef CKM_HASH_ML_DSA_SHAKE256
#define CKM_HASH_ML_DSA_SHAKE256 (0x2CUL)
#endif
#ifndef CKM_SLH_DSA_KEY_PAIR_GEN
#define CKM_SLH_DSA_KEY_PAIR_GEN (0x2DUL)
#endif
#ifndef CKM_SLH_DSA
#define CKM_SLH_DSA (0x2EUL)
#endif
#ifndef CKM_HASH_SLH_DSA
#define CKM_HASH_SLH_DSA (0x34UL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA224
#define CKM_HASH_SLH_DSA_SHA224 (0x36UL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA256
#define CKM_HASH_SLH_DSA_SHA256 (0x37UL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA384
#define CKM_HASH_SLH_DSA_SHA384 (0x38UL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA512
#define CKM_HASH_SLH_DSA_SHA512 (0x39UL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA3_224
#define CKM_HASH_SLH_DSA_SHA3_224 (0x3AUL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA3_256
#define CKM_HASH_SLH_DSA_SHA3_256 (0x3BUL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA3_384
#define CKM_HASH_SLH_DSA_SHA3_384 (0x3CUL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHA3_512
#define CKM_HASH_SLH_DSA_SHA3_512 (0x3DUL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHAKE128
#define CKM_HASH_SLH_DSA_SHAKE128 (0x3EUL)
#endif
#ifndef CKM_HASH_SLH_DSA_SHAKE256
#define CKM_HASH_SLH_DSA_SHAKE256 (0x3FUL)
#endif
#ifndef CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE
#define CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE (0x56UL)
#endif
#ifndef CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH
#define CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH (0x57UL)
#endif
#ifndef CKM_SHA3_256_RSA_PKCS
#define CKM_SHA3_256_RSA_PKCS (0x60UL)
#endif
#ifndef CKM_SHA3_384_RSA_PKCS
#define CKM_SHA3_384_RSA_PKCS (0x61UL)
#endif
#ifndef CKM_SHA3_512_RSA_PKCS
#define CKM_SHA3_512_RSA_PKCS (0x62UL)
#endif
#ifndef CKM_SHA3_256_RSA_PKCS_PSS
#define CKM_SHA3_256_RSA_PKCS_PSS (0x63UL)
#endif
#ifndef CKM_SHA3_384_RSA_PKCS_PSS
#define CKM_SHA3_384_RSA_PKCS_PSS (0x64UL)
#endif
#ifndef CKM_SHA3_512_RSA_PKCS_PSS
#define CKM_SHA3_512_RSA_PKCS_PSS (0x65UL)
#endif
#ifndef CKM_SHA3_224_RSA_PKCS
#define CKM_SHA3_224_RSA_PKCS (0x66UL)
#endif
#ifndef CKM_SHA3_224_RSA_PKCS_PSS
#define CKM_SHA3_224_RSA_PKCS_PSS (0x67UL)
#endif
#ifndef CKM_SHA3_256
#define CKM_SHA3_256 (0x2B0UL)
#endif
#ifndef CKM_SHA3_256_HMAC
#define CKM_SHA3_256_HMAC (0x2B1UL)
#endif
#ifndef CKM_SHA3_256_HMAC_GENERAL
#define CKM_SHA3_256_HMAC_GENERAL (0x2B2UL)
#endif
#ifndef CKM_SHA3_256_KEY_GEN
#define CKM_SHA3_256_KEY_GEN (0x2B3UL)
#endif
#ifndef CKM_SHA3_224
#define CKM_SHA3_224 (0x2B5UL)
#endif
#ifndef CKM_SHA3_224_HMAC
#define CKM_SHA3_224_HMAC (0x2B6UL)
#endif
#ifndef CKM_SHA3_224_HMAC_GENERAL
#define CKM_SHA3_224_HMAC_GENERAL (0x2B7UL)
#endif
#ifndef CKM_SHA3_224_KEY_GEN
#define CKM_SHA3_224_KEY_GEN (0x2B8UL)
#endif
#ifndef CKM_SHA3_384
#define CKM_SHA3_384 (0x2C0UL)
#endif
#ifndef CKM_SHA3_384_HMAC
#define CKM_SHA3_384_HMAC (0x2C1UL)
#endif
#ifndef CKM_SHA3_384_HMAC_GENERAL
#define CKM_SHA3_384_HMAC_GENERAL (0x2C2UL)
#endif
#ifndef CKM_SHA3_384_KEY_GEN
#define CKM_SHA3_384_KEY_GEN (0x2C3UL)
#endif
#ifndef CKM_SHA3_512
#define CKM_SHA3_512 (0x2D0UL)
#endif
#ifndef CKM_SHA3_512_HMAC
#define CKM_SHA3_512_HMAC (0x2D1UL)
#endif
#ifndef CKM_SHA3_512_HMAC_GENERAL
#define CKM_SHA3_512_HMAC_GENERAL (0x2D2UL)
#endif
#ifndef CKM_SHA3_512_KEY_GEN
#define CKM_SHA3_512_KEY_GEN (0x2D3UL)
#endif
#ifndef CKM_SHA3_256_KEY_DERIVATION
#define CKM_SHA3_256_KEY_DERIVATION (0x397UL)
#endif
#ifndef CKM_SHA3_256_KEY_DERIVE
#define CKM_SHA3_256_KEY_DERIVE (0x397UL)
#endif
#ifndef CKM_SHA3_224_KEY_DERIVATION
#define CKM_SHA3_224_KEY_DERIVATION (0x398UL)
#endif
#ifndef CKM_SHA3_224_KEY_DERIVE
#define CKM_SHA3_224_KEY_DERIVE (0x398UL)
#endif
#ifndef CKM_SHA3_384_KEY_DERIVATION
#define CKM_SHA3_384_KEY_DERIVATION (0x399UL)
#endif
#ifndef CKM_SHA3_384_KEY_DERIVE
#define CKM_SHA3_384_KEY_DERIVE (0x399UL)
#endif
#ifndef CKM_SHA3_512_KEY_DERIVATION
#define CKM_SHA3_512_KEY_DERIVATION (0x39AUL)
#endif
#ifndef CKM_SHA3_512_KEY_DERIVE
#define CKM_SHA3_512_KEY_DERIVE (0x39AUL)
#endif
#ifndef CKM_SHAKE_128_KEY_DERIVATION
#define CKM_SHAKE_128_KEY_DERIVATION (0x39BUL)
#endif
#ifndef CKM_SHAKE_128_KEY_DERIVE
#define CKM_SHAKE_128_KEY_DERIVE (0x39BUL)
#endif
#ifndef CKM_SHAKE_256_KEY_DERIVATION
#define CKM_SHAKE_256_KEY_DERIVATION (0x39CUL)
#endif
#ifndef CKM_SHAKE_256_KEY_DERIVE
#define CKM_SHAKE_256_KEY_DERIVE (0x39CUL)
#endif
#ifndef CKM_SP800_108_COUNTER_KDF
#define CKM_SP800_108_COUNTER_KDF (0x3ACUL)
#endif
#ifndef CKM_SP800_108_FEEDBACK_KDF
#define CKM_SP800_108_FEEDBACK_KDF (0x3ADUL)
#endif
#ifndef CKM_SP800_108_DOUBLE_PIPELINE_KDF
#define CKM_SP800_108_DOUBLE_PIPELINE_KDF (0x3AEUL)
#endif
#ifndef CKM_KEA_DERIVE
#define CKM_KEA_DERIVE (0x1012UL)
#endif
#ifndef CKM_ECDSA_SHA3_224
#define CKM_ECDSA_SHA3_224 (0x1047UL)
#endif
#ifndef CKM_ECDSA_SHA3_256
#define CKM_ECDSA_SHA3_256 (0x1048UL)
#endif
#ifndef CKM_ECDSA_SHA3_384
#define CKM_ECDSA_SHA3_384 (0x1049UL)
#endif
#ifndef CKM_ECDSA_SHA3_512
#define CKM_ECDSA_SHA3_512 (0x104AUL)
#endif
#ifndef CKM_EC_MONTGOMERY_KEY_PAIR_GEN
#define CKM_EC_MONTGOMERY_KEY_PAIR_GEN (0x1056UL)
#endif
#ifndef CKM_AES_XTS
#define CKM_AES_XTS (0x1071UL)
#endif
#ifndef CKM_AES_XTS_KEY_GEN
#define CKM_AES_XTS_KEY_GEN (0x1072UL)
#endif
#ifndef CKM_CHACHA20_KEY_GEN
#define CKM_CHACHA20_KEY_GEN (0x1225UL)
#endif
#ifndef CKM_CHACHA20
#define CKM_CHACHA20 (0x1226UL)
#endif
#ifndef CKM_POLY1305_KEY_GEN
#define CKM_POLY1305_KEY_GEN (0x1227UL)
#endif
#ifndef CKM_POLY1305
#define CKM_POLY1305 (0x1228UL)
#endif
#ifndef CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS
#define CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS (0x140BUL)
#endif
#ifndef CKM_DSA_PROBABILISTIC_PARAMETER_GEN
#define CKM_DSA_PROBABILISTIC_PARAMETER_GEN (0x2003UL)
#endif
#ifndef CKM_DSA_FIPS_G_GEN
#define CKM_DSA_FIPS_G_GEN (0x2005UL)
#endif
#ifndef CKM_AES_KEY_WRAP_KWP
#define CKM_AES_KEY_WRAP_KWP (0x210BUL)
#endif
#ifndef CKM_AES_KEY_WRAP_PKCS7
#define CKM_AES_KEY_WRAP_PKCS7 (0x210CUL)
#endif
#ifndef CKM_SHA_1_KEY_GEN
#define CKM_SHA_1_KEY_GEN (0x4003UL)
#endif
#ifndef CKM_SHA224_KEY_GEN
#define CKM_SHA224_KEY_GEN (0x4004UL)
#endif
#ifndef CKM_SHA256_KEY_GEN
#define CKM_SHA256_KEY_GEN (0x4005UL)
#endif
#ifndef CKM_SHA384_KEY_GEN
#define CKM_SHA384_KEY_GEN (0x4006UL)
#endif
#ifndef CKM_SHA512_KEY_GEN
#define CKM_SHA512_KEY_GEN (0x4007UL)
#endif
#ifndef CKM_SHA512_224_KEY_GEN
#define CKM_SHA512_224_KEY_GEN (0x4008UL)
#endif
#ifndef CKM_SHA512_256_KEY_GEN
#define CKM_SHA512_256_KEY_GEN (0x4009UL)
#endif
#ifndef CKM_SHA512_T_KEY_GEN
#define CKM_SHA512_T_KEY_GEN (0x400AUL)
#endif
#ifndef CKM_NULL
#define CKM_NULL (0x400BUL)
#endif
#ifndef CKM_BLAKE2B_160
#define CKM_BLAKE2B_160 (0x400CUL)
#endif
#ifndef CKM_BLAKE2B_160_HMAC
#define CKM_BLAKE2B_160_HMAC (0x400DUL)
#endif
#ifndef CKM_BLAKE2B_160_HMAC_GENERAL
#define CKM_BLAKE2B_160_HMAC_GENERAL (0x400EUL)
#endif
#ifndef CKM_BLAKE2B_160_KEY_DERIVE
#define CKM_BLAKE2B_160_KEY_DERIVE (0x400FUL)
#endif
#ifndef CKM_BLAKE2B_160_KEY_GEN
#define CKM_BLAKE2B_160_KEY_GEN (0x4010UL)
#endif
#ifndef CKM_BLAKE2B_256
#define CKM_BLAKE2B_256 (0x4011UL)
#endif
#ifndef CKM_BLAKE2B_256_HMAC
#define CKM_BLAKE2B_256_HMAC (0x4012UL)
#endif
#ifndef CKM_BLAKE2B_256_HMAC_GENERAL
#define CKM_BLAKE2B_256_HMAC_GENERAL (0x4013UL)
#endif
#ifndef CKM_BLAKE2B_256_KEY_DERIVE
#define CKM_BLAKE2B_256_KEY_DERIVE (0x4014UL)
#endif
#ifndef CKM_BLAKE2B_256_KEY_GEN
#define CKM_BLAKE2B_256_KEY_GEN (0x4015UL)
#endif
#ifndef CKM_BLAKE2B_384
#define CKM_BLAKE2B_384 (0x4016UL)
#endif
#ifndef CKM_BLAKE2B_384_HMAC
#define CKM_BLAKE2B_384_HMAC (0x4017UL)
#endif
#ifndef CKM_BLAKE2B_384_HMAC_GENERAL
#define CKM_BLAKE2B_384_HMAC_GENERAL (0x4018UL)
#endif
#ifndef CKM_BLAKE2B_384_KEY_DERIVE
#define CKM_BLAKE2B_384_KEY_DERIVE (0x4019UL)
#endif
#ifndef CKM_BLAKE2B_384_KEY_GEN
#define CKM_BLAKE2B_384_KEY_GEN (0x401AUL)
#endif
#ifndef CKM_BLAKE2B_512
#define CKM_BLAKE2B_512 (0x401BUL)
#endif
#ifndef CKM_BLAKE2B_512_HMAC
#define CKM_BLAKE2B_512_HMAC (0x401CUL)
#endif
#ifndef CKM_BLAKE2B_512_HMAC_GENERAL
#define CKM_BLAKE2B_512_HMAC_GENERAL (0x401DUL)
#endif
#ifndef CKM_BLAKE2B_512_KEY_DERIVE
#define CKM_BLAKE2B_512_KEY_DERIVE (0x401EUL)
#endif
#ifndef CKM_BLAKE2B_512_KEY_GEN
#define CKM_BLAKE2B_512_KEY_GEN (0x401FUL)
#endif
#ifndef CKM_SALSA20
#define CKM_SALSA20 (0x4020UL)
#endif
#ifndef CKM_CHACHA20_POLY1305
#define CKM_CHACHA20_POLY1305 (0x4021UL)
#endif
#ifndef CKM_SALSA20_POLY1305
#define CKM_SALSA20_POLY1305 (0x4022UL)
#endif
#ifndef CKM_X3DH_INITIALIZE
#define CKM_X3DH_INITIALIZE (0x4023UL)
#endif
#ifndef CKM_X3DH_RESPOND
#define CKM_X3DH_RESPOND (0x4024UL)
#endif
#ifndef CKM_X2RATCHET_INITIALIZE
#define CKM_X2RATCHET_INITIALIZE (0x4025UL)
#endif
#ifndef CKM_X2RATCHET_RESPOND
#define CKM_X2RATCHET_RESPOND (0x4026UL)
#endif
#ifndef CKM_X2RATCHET_ENCRYPT
#define CKM_X2RATCHET_ENCRYPT (0x4027UL)
#endif
#ifndef CKM_X2RATCHET_DECRYPT
#define CKM_X2RATCHET_DECRYPT (0x4028UL)
#endif
#ifndef CKM_XEDDSA
#define CKM_XEDDSA (0x4029UL)
#endif
#ifndef CKM_HKDF_DERIVE
#define CKM_HKDF_DERIVE (0x402AUL)
#endif
#ifndef CKM_HKDF_DATA
#define CKM_HKDF_DATA (0x402BUL)
#endif
#ifndef CKM_HKDF_KEY_GEN
#define CKM_HKDF_KEY_GEN (0x402CUL)
#endif
#ifndef CKM_SALSA20_KEY_GEN
#define CKM_SALSA20_KEY_GEN (0x402DUL)
#endif
#ifndef CKM_IKE2_PRF_PLUS_DERIVE
#define CKM_IKE2_PRF_PLUS_DERIVE (0x402EUL)
#endif
#ifndef CKM_IKE_PRF_DERIVE
#define CKM_IKE_PRF_DERIVE (0x402FUL)
#endif
#ifndef CKM_IKE1_PRF_DERIVE
#define CKM_IKE1_PRF_DERIVE (0x4030UL)
#endif
#ifndef CKM_IKE1_EXTENDED_DERIVE
#define CKM_IKE1_EXTENDED_DERIVE (0x4031UL)
#endif
#ifndef CKM_HSS_KEY_PAIR_GEN
#define CKM_HSS_KEY_PAIR_GEN (0x4032UL)
#endif
#ifndef CKM_HSS
#define CKM_HSS (0x4033UL)
#endif
#ifndef CKM_XMSS_KEY_PAIR_GEN
#define CKM_XMSS_KEY_PAIR_GEN (0x4034UL)
#endif
#ifndef CKM_XMSSMT_KEY_PAIR_GEN
#define CKM_XMSSMT_KEY_PAIR_GEN (0x4035UL)
#endif
#ifndef CKM_XMSS
#define CKM_XMSS (0x4036UL)
#endif
#ifndef CKM_XMSSMT
#define CKM_XMSSMT (0x4037UL)
#endif
#ifndef CKM_ECDH_X_AES_KEY_WRAP
#define CKM_ECDH_X_AES_KEY_WRAP (0x4038UL)
#endif
#ifndef CKM_ECDH_COF_AES_KEY_WRAP
#define CKM_ECDH_COF_AES_KEY_WRAP (0x4039UL)
#endif
#ifndef CKM_PUB_KEY_FROM_PRIV_KEY
#define CKM_PUB_KEY_FROM_PRIV_KEY (0x403AUL)
#endif

// Return codes.
#ifndef CKR_AEAD_DECRYPT_FAILED
#define CKR_AEAD_DECRYPT_FAILED (0x42UL)
#endif
#ifndef CKR_CURVE_NOT_SUPPORTED
#define CKR_CURVE_NOT_SUPPORTED (0x140UL)
#endif
#ifndef CKR_TOKEN_RESOURCE_EXCEEDED
#define CKR_TOKEN_RESOURCE_EXCEEDED (0x201UL)
#endif
#ifndef CKR_OPERATION_CANCEL_FAILED
#define CKR_OPERATION_CANCEL_FAILED (0x202UL)
#endif
#ifndef CKR_KEY_EXHAUSTED
#define CKR_KEY_EXHAUSTED (0x203UL)
#endif
#ifndef CKR_PENDING
#define CKR_PENDING (0x204UL)
#endif
#ifndef CKR_SESSION_ASYNC_NOT_SUPPORTED
#define CKR_SESSION_ASYNC_NOT_SUPPORTED (0x205UL)
#endif
#ifndef CKR_SEED_RANDOM_REQUIRED
#define CKR_SEED_RANDOM_REQUIRED (0x206UL)
#endif
#ifndef CKR_OPERATION_NOT_VALIDATED
#define CKR_OPERATION_NOT_VALIDATED (0x207UL)
#endif
#ifndef CKR_TOKEN_NOT_INITIALIZED
#define CKR_TOKEN_NOT_INITIALIZED (0x208UL)
#endif
#ifndef CKR_PARAMETER_SET_NOT_SUPPORTED
#define CKR_PARAMETER_SET_NOT_SUPPORTED (0x209UL)
#endif

// Flags.
#ifndef CKF_ERROR_STATE
#define CKF_ERROR_STATE (0x1000000UL)
#endif
#ifndef CKF_SEED_RANDOM_REQUIRED
#define CKF_SEED_RANDOM_REQUIRED (0x2000000UL)
#endif
#ifndef CKF_ASYNC_SESSION_SUPPORTED
#define CKF_ASYNC_SESSION_SUPPORTED (0x4000000UL)
#endif
#ifndef CKF_ASYNC_SESSION
#define CKF_ASYNC_SESSION (0x8UL)
#endif
#ifndef CKF_MESSAGE_ENCRYPT
#define CKF_MESSAGE_ENCRYPT (0x2UL)
#endif
#ifndef CKF_MESSAGE_DECRYPT
#define CKF_MESSAGE_DECRYPT (0x4UL)
#endif
#ifndef CKF_MESSAGE_SIGN
#define CKF_MESSAGE_SIGN (0x8UL)
#endif
#ifndef CKF_MESSAGE_VERIFY
#define CKF_MESSAGE_VERIFY (0x10UL)
#endif
#ifndef CKF_MULTI_MESSAGE
#define CKF_MULTI_MESSAGE (0x20UL)
#endif
#ifndef CKF_FIND_OBJECTS
#define CKF_FIND_OBJECTS (0x40UL)
#endif
#ifndef CKF_EC_F_2M
#define CKF_EC_F_2M (0x200000UL)
#endif
#ifndef CKF_EC_ECPARAMETERS
#define CKF_EC_ECPARAMETERS (0x400000UL)
#endif
#ifndef CKF_EC_OID
#define CKF_EC_OID (0x800000UL)
#endif
#ifndef CKF_EC_CURVENAME
#define CKF_EC_CURVENAME (0x4000000UL)
#endif
#ifndef CKF_ENCAPSULATE
#define CKF_ENCAPSULATE (0x10000000UL)
#endif
#ifndef CKF_DECAPSULATE
#define CKF_DECAPSULATE (0x20000000UL)
#endif
#ifndef CKF_INTERFACE_FORK_SAFE
#define CKF_INTERFACE_FORK_SAFE (0x1UL)
#endif

// Mask generation functions, and the functions that make a key of an agreed secret.
#ifndef CKG_MGF1_SHA3_224
#define CKG_MGF1_SHA3_224 (0x6UL)
#endif
#ifndef CKG_MGF1_SHA3_256
#define CKG_MGF1_SHA3_256 (0x7UL)
#endif
#ifndef CKG_MGF1_SHA3_384
#define CKG_MGF1_SHA3_384 (0x8UL)
#endif
#ifndef CKG_MGF1_SHA3_512
#define CKG_MGF1_SHA3_512 (0x9UL)
#endif
#ifndef CKD_SHA3_224_KDF
#define CKD_SHA3_224_KDF (0xAUL)
#endif
#ifndef CKD_SHA3_256_KDF
#define CKD_SHA3_256_KDF (0xBUL)
#endif
#ifndef CKD_SHA3_384_KDF
#define CKD_SHA3_384_KDF (0xCUL)
#endif
#ifndef CKD_SHA3_512_KDF
#define CKD_SHA3_512_KDF (0xDUL)
#endif
#ifndef CKD_SHA1_KDF_SP800
#define CKD_SHA1_KDF_SP800 (0xEUL)
#endif
#ifndef CKD_SHA224_KDF_SP800
#define CKD_SHA224_KDF_SP800 (0xFUL)
#endif
#ifndef CKD_SHA256_KDF_SP800
#define CKD_SHA256_KDF_SP800 (0x10UL)
#endif
#ifndef CKD_SHA384_KDF_SP800
#define CKD_SHA384_KDF_SP800 (0x11UL)
#endif
#ifndef CKD_SHA512_KDF_SP800
#define CKD_SHA512_KDF_SP800 (0x12UL)
#endif
#ifndef CKD_SHA3_224_KDF_SP800
#define CKD_SHA3_224_KDF_SP800 (0x13UL)
#endif
#ifndef CKD_SHA3_256_KDF_SP800
#define CKD_SHA3_256_KDF_SP800 (0x14UL)
#endif
#ifndef CKD_SHA3_384_KDF_SP800
#define CKD_SHA3_384_KDF_SP800 (0x15UL)
#endif
#ifndef CKD_SHA3_512_KDF_SP800
#define CKD_SHA3_512_KDF_SP800 (0x16UL)
#endif
#ifndef CKD_BLAKE2B_160_KDF
#define CKD_BLAKE2B_160_KDF (0x17UL)
#endif
#ifndef CKD_BLAKE2B_256_KDF
#define CKD_BLAKE2B_256_KDF (0x18UL)
#endif
#ifndef CKD_BLAKE2B_384_KDF
#define CKD_BLAKE2B_384_KDF (0x19UL)
#endif
#ifndef CKD_BLAKE2B_512_KDF
#define CKD_BLAKE2B_512_KDF (0x1AUL)
#endif

/// What C_GetInterface hands out (CK_INTERFACE): a name, a function list, flags.
typedef struct claviger_interface {
  char *name;
  void *function_list;
  CK_FLAGS flags;
} claviger_interface;

/// C_GetInterfaceList of 3.0.
typedef CK_RV (*claviger_get_interface_list)(claviger_interface *interfaces, unsigned long *count);

/// C_GetInterface of 3.0. Any of the first two may be null: then the module's default is meant.
typedef CK_RV (*claviger_get_interface)(
    unsigned char *name, CK_VERSION *version, claviger_interface **interface, CK_FLAGS flags);

/// C_LoginUser of 3.0: C_Login with a user name.
typedef CK_RV (*claviger_login_user)(
    CK_SESSION_HANDLE session, CK_USER_TYPE user_type, unsigned char *pin, unsigned long pin_length,
    unsigned char *user_name, unsigned long user_name_length);

/// C_SessionCancel of 3.0: ends the operations of a session that the flags name.
typedef CK_RV (*claviger_session_cancel)(CK_SESSION_HANDLE session, CK_FLAGS flags);

/// The beginning of CK_FUNCTION_LIST_3_0: the list of 2.40, then the functions of 3.0 as far as they are called here.
/// Only a list whose version is 3.0 or more has them, and even there they may be null.
typedef struct claviger_function_list_3_0 {
  CK_FUNCTION_LIST standard;
  claviger_get_interface_list C_GetInterfaceList;
  claviger_get_interface C_GetInterface;
  claviger_login_user C_LoginUser;
  claviger_session_cancel C_SessionCancel;
} claviger_function_list_3_0;

/// CK_EDDSA_PARAMS of 3.0: the variant of EdDSA (RFC 8032) and its context.
typedef struct claviger_eddsa_params {
  unsigned char prehash;
  unsigned long context_len;
  unsigned char *context;
} claviger_eddsa_params;

/// CK_CCM_PARAMS of 2.40 errata 1, which the header lacks. Lengths are bytes.
typedef struct claviger_ccm_params {
  unsigned long data_len;
  unsigned char *nonce;
  unsigned long nonce_len;
  unsigned char *aad;
  unsigned long aad_length;
  unsigned long mac_len;
} claviger_ccm_params;

/// CK_SIGN_ADDITIONAL_CONTEXT of 3.2.
typedef struct claviger_sign_context {
  unsigned long hedge;
  unsigned char *context;
  unsigned long context_len;
} claviger_sign_context;
