// A PKCS#11 module that stands before a real one and misbehaves on command: libclaviger-rehearsal.so.
//
// It is loaded like any module and is not linked: its whole interface is C_GetFunctionList. What it takes is written in
// docs/rehearsal.md.
#pragma once
