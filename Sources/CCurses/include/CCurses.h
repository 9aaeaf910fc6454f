#pragma once

#include "descriptors.h"
#include "screen.h"
#include "signal_guard.h"
