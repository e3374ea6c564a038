# SPDX-License-Identifier: Apache-2.0
# The installed library target is entente::entente; see tests/install for a project that uses it.

include(CMakePackageConfigHelpers)

get_property(floors GLOBAL PROPERTY ENTENTE_FLOORS)
add_library(entente_entente INTERFACE)
target_link_libraries(entente_entente INTERFACE ${floors})
set_target_properties(entente_entente PROPERTIES EXPORT_NAME entente)
add_library(entente::entente ALIAS entente_entente)

install(TARGETS entente_entente ${floors} EXPORT ententeTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(TARGET entente)
  install(TARGETS entente RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY include/entente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/entente/data)
install(DIRECTORY docs/http/ DESTINATION ${CMAKE_INSTALL_DATADIR}/entente/http FILES_MATCHING PATTERN *.json)
install(DIRECTORY web/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/entente/web OPTIONAL)
install(EXPORT ententeTargets NAMESPACE entente:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entente)

configure_package_config_file(cmake/ententeConfig.cmake.in ${PROJECT_BINARY_DIR}/ententeConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ententeConfig.cmake ${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
