// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h>

// A system header that the library brings defines this as a macro; Eigen has parameters of that name.
#undef _res
