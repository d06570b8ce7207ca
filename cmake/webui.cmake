# The report page's script, style and outlines of the world: built from webui/ with Node.js (18 or
# later) and npm, and embedded in the library. `npm ci` needs the npm registry once, for the
# packages that webui/package-lock.json names by hash; no package's install script is run.
find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM npm REQUIRED)

set(WEBUI ${CMAKE_SOURCE_DIR}/webui)
set(WEBUI_INSTALLED ${WEBUI}/node_modules/.package-lock.json)
set(WEB_ASSETS ${CMAKE_BINARY_DIR}/webui/web_assets.cpp)
file(GLOB WEBUI_SOURCES CONFIGURE_DEPENDS ${WEBUI}/src/*.ts ${WEBUI}/src/*.css)

add_custom_command(
  OUTPUT ${WEBUI_INSTALLED}
  COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch ${WEBUI_INSTALLED}
  DEPENDS ${WEBUI}/package-lock.json ${WEBUI}/package.json
  WORKING_DIRECTORY ${WEBUI}
  COMMENT "Installing the packages of webui/"
  VERBATIM)
add_custom_command(
  OUTPUT ${WEB_ASSETS}
  COMMAND ${NODE} build.mjs --cpp ${WEB_ASSETS}
  DEPENDS ${WEBUI_INSTALLED} ${WEBUI_SOURCES} ${WEBUI}/build.mjs ${WEBUI}/world.mjs ${WEBUI}/iso3166.mjs
          ${WEBUI}/tsconfig.json
  WORKING_DIRECTORY ${WEBUI}
  COMMENT "Building the report page"
  VERBATIM)
target_sources(dateline_library PRIVATE ${WEB_ASSETS})
