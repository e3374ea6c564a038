// SPDX-License-Identifier: Apache-2.0
#pragma once
// parallel.hpp names this header and uses nothing of it; see parallel_for.h.
