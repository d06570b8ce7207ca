file(GLOB CROSS_TESTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*_test.cpp)
add_executable(dateline_tests ${TEST_SOURCES} ${CROSS_TESTS})
target_link_libraries(dateline_tests PRIVATE dateline_library GTest::gtest GTest::gtest_main
                      nlohmann_json::nlohmann_json SQLite::SQLite3)
target_compile_definitions(dateline_tests PRIVATE DATELINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                           DATELINE_BINARY="$<TARGET_FILE:dateline>")
add_dependencies(dateline_tests dateline)
include(GoogleTest)
gtest_discover_tests(dateline_tests DISCOVERY_TIMEOUT 60)
