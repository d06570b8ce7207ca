# The library: every .cpp of every room of dateline/rooms.txt, and pipeline.* beside them.
file(STRINGS ${CMAKE_SOURCE_DIR}/dateline/rooms.txt ROOMS REGEX "^[a-z]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/dateline/rooms.txt)

set(LIBRARY_SOURCES)
set(TEST_SOURCES)
foreach(room ${ROOMS})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/dateline/${room}/*.cpp)
  foreach(source ${sources})
    if(source MATCHES "_test\\.cpp$")
      list(APPEND TEST_SOURCES ${source})
    else()
      list(APPEND LIBRARY_SOURCES ${source})
    endif()
  endforeach()
endforeach()
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/dateline/pipeline*.cpp)
list(APPEND LIBRARY_SOURCES ${sources})

add_library(dateline_library STATIC ${LIBRARY_SOURCES})
target_include_directories(dateline_library PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
target_link_libraries(dateline_library PUBLIC fmt::fmt tl::expected Threads::Threads
                      PRIVATE nlohmann_json::nlohmann_json SQLite::SQLite3 ${UTF8PROC} ZLIB::ZLIB)
target_include_directories(dateline_library SYSTEM PRIVATE ${OSMIUM})

# The kernels of the language network: the same code once for each instruction set. Which one runs is
# chosen when the program starts; all give the same numbers. (GCC 12 warns of its own AVX-512 header.)
set(KERNELS dateline/language/kernels)
set_source_files_properties(${KERNELS}_sse41.cpp PROPERTIES COMPILE_OPTIONS "-O3;-msse4.1")
set_source_files_properties(${KERNELS}_avx2.cpp PROPERTIES COMPILE_OPTIONS "-O3;-mavx2")
set(KERNELS_512 "-O3;-mavx512bw;-mavx512vl;-mavx512dq;-mavx512vnni;-mprefer-vector-width=512;-Wno-uninitialized;-Wno-maybe-uninitialized")
set_source_files_properties(${KERNELS}_avx512.cpp PROPERTIES COMPILE_OPTIONS "${KERNELS_512}")
set_source_files_properties(${KERNELS}_amx.cpp PROPERTIES COMPILE_OPTIONS "${KERNELS_512};-mamx-tile;-mamx-int8")
