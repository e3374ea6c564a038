# SPDX-License-Identifier: Apache-2.0
# A floor is one library, entente_<floor>: the sources of src/<floor>, linked to the floors below it and to the
# libraries that this floor alone may use. A dependency that goes the wrong way does not link.

set_property(GLOBAL PROPERTY ENTENTE_FLOORS "")

function(entente_floor name)
  cmake_parse_arguments(FLOOR "" "" "FLOORS;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(entente_${name} STATIC ${sources})
  target_include_directories(entente_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(entente_${name} PUBLIC cxx_std_20)
  list(TRANSFORM FLOOR_FLOORS PREPEND entente_)
  target_link_libraries(entente_${name}
    PUBLIC ${FLOOR_FLOORS} ${FLOOR_PUBLIC_LIBRARIES}
    PRIVATE $<BUILD_INTERFACE:entente_compiler> ${FLOOR_LIBRARIES})
  set_target_properties(entente_${name} PROPERTIES EXPORT_NAME ${name})
  set_property(GLOBAL APPEND PROPERTY ENTENTE_FLOORS entente_${name})
endfunction()

# One test program a floor, from tests/<floor>/*_test.cpp, run test by test under ctest.
function(entente_floor_tests name)
  cmake_parse_arguments(FLOOR "" "" "LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_test PRIVATE
    ENTENTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ENTENTE_TEST_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(${name}_test PRIVATE
    entente_${name} ${FLOOR_LIBRARIES} entente_compiler GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
    PROPERTIES ENVIRONMENT "ENTENTE_SHARED=$ENV{ENTENTE_SHARED}" TIMEOUT 300)
endfunction()
