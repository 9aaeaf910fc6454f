// Constants and types of PKCS#11 3.0 to 3.2 that the 2.40 header lacks.
#pragma once

#ifndef CKA_UNIQUE_ID
#define CKA_UNIQUE_ID (0x4UL)
#endif
