# The tests: those of the rooms (x_test.cpp beside x.cpp), those that cross rooms (tests/), the
# examples, and the page in a real browser.
file(GLOB CROSS_TESTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*.cpp)
add_executable(dateline_tests ${TEST_SOURCES} ${CROSS_TESTS})
target_link_libraries(dateline_tests PRIVATE dateline_library GTest::gtest GTest::gtest_main
                      nlohmann_json::nlohmann_json SQLite::SQLite3 ZLIB::ZLIB ${GEOS})
target_compile_definitions(dateline_tests PRIVATE DATELINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                           DATELINE_BINARY="$<TARGET_FILE:dateline>"
                           GEOPARSE_PREDICTIONS="$<TARGET_FILE:geoparse_predictions>"
                           COREFERENCE_PREDICTIONS="$<TARGET_FILE:coreference_predictions>"
                           RELATION_PREDICTIONS="$<TARGET_FILE:relation_predictions>"
                           TRAIN_NAMES="$<TARGET_FILE:train_names>")
add_dependencies(dateline_tests dateline geoparse_predictions coreference_predictions
                 relation_predictions train_names event_readings)
include(GoogleTest)
gtest_discover_tests(dateline_tests DISCOVERY_TIMEOUT 120 PROPERTIES TIMEOUT 600)

set(TEST_HOME "DATELINE_HOME=${CMAKE_SOURCE_DIR}")

# Each examples/NAME.cpp is built and run on a dispatch; it has to print a claim about a place.
file(GLOB EXAMPLES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/examples/*.cpp)
foreach(source ${EXAMPLES})
  get_filename_component(name ${source} NAME_WE)
  add_executable(example_${name} ${source})
  set_target_properties(example_${name} PROPERTIES OUTPUT_NAME ${name})
  target_link_libraries(example_${name} PRIVATE dateline_library)
  add_test(NAME Example.${name} COMMAND example_${name} 2024-12-05-example-wire-01.txt
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/examples/dispatches)
  set_tests_properties(Example.${name} PROPERTIES ENVIRONMENT "${TEST_HOME}" TIMEOUT 120
                       PASS_REGULAR_EXPRESSION "capture Hama")
endforeach()

# The page of the example dispatches, opened and used in Chromium; skipped where there is none.
add_test(NAME Page.InABrowser
         COMMAND bash ${CMAKE_SOURCE_DIR}/tests/page/run.sh $<TARGET_FILE:dateline>
                 ${CMAKE_BINARY_DIR}/page)
set_tests_properties(Page.InABrowser PROPERTIES ENVIRONMENT "${TEST_HOME}" TIMEOUT 300
                     SKIP_RETURN_CODE 77)

# fuzz/: one target for each place where outside bytes come in, with a driver of our own; two seconds each
# here, longer in `make soak`. With clang, -DDATELINE_FUZZER=ON links libFuzzer in the driver's place.
option(DATELINE_FUZZER "Link fuzz targets with libFuzzer (clang)" OFF)
file(GLOB FUZZ_TARGETS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fuzz/*.cpp)
list(FILTER FUZZ_TARGETS EXCLUDE REGEX "/driver\\.cpp$")
foreach(source ${FUZZ_TARGETS})
  get_filename_component(name ${source} NAME_WE)
  add_executable(fuzz_${name} ${source})
  target_compile_definitions(fuzz_${name} PRIVATE DATELINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(fuzz_${name} PRIVATE dateline_library)
  if(DATELINE_FUZZER)
    target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/fuzz/driver.cpp)
    target_link_libraries(fuzz_${name} PRIVATE CLI11::CLI11 ZLIB::ZLIB)
    add_test(NAME Fuzz.${name} COMMAND fuzz_${name} --seconds 2 WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(Fuzz.${name} PROPERTIES ENVIRONMENT "${TEST_HOME}" TIMEOUT 120)
  endif()
endforeach()
