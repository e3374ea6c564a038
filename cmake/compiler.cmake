# SPDX-License-Identifier: Apache-2.0
# One place for everything that decides how the code is compiled.

add_library(entente_compiler INTERFACE)
target_compile_features(entente_compiler INTERFACE cxx_std_20)
target_compile_options(entente_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion
  # Fused multiply-add would make results depend on what the compiler chose to fuse.
  -ffp-contract=off
  $<$<BOOL:${ENTENTE_WARNINGS_AS_ERRORS}>:-Werror>)

target_compile_definitions(entente_compiler INTERFACE ENTENTE_VERSION="${PROJECT_VERSION}")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
