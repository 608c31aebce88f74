# The addon, with what cmake-js hands over: CMAKE_JS_INC (node-api-headers and node-addon-api), CMAKE_JS_SRC, CMAKE_JS_LIB.
add_library(leeway SHARED ${leeway_binding} ${CMAKE_JS_SRC})
set_target_properties(leeway PROPERTIES PREFIX "" SUFFIX ".node")
# SYSTEM: warnings of the headers are not ours to mend.
target_include_directories(leeway SYSTEM PRIVATE ${CMAKE_JS_INC})
target_compile_definitions(leeway PRIVATE NAPI_VERSION=8 NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS NAPI_CPP_EXCEPTIONS NODE_ADDON_API_CPP_EXCEPTIONS_ALL)
target_link_libraries(leeway PRIVATE leeway_settings leeway_kernels ${CMAKE_JS_LIB})

if(CMAKE_SYSTEM_NAME STREQUAL Linux)
  set(leeway_exports ${CMAKE_CURRENT_SOURCE_DIR}/native/exports.map)
  target_link_options(leeway PRIVATE LINKER:--version-script=${leeway_exports})
  set_target_properties(leeway PROPERTIES LINK_DEPENDS ${leeway_exports})
endif()

if(MSVC AND CMAKE_JS_NODELIB_DEF AND CMAKE_JS_NODELIB_TARGET)
  # The import library of the running node, which cmake-js leaves to be made from its list of symbols.
  execute_process(COMMAND ${CMAKE_AR} /def:${CMAKE_JS_NODELIB_DEF} /out:${CMAKE_JS_NODELIB_TARGET} COMMAND_ERROR_IS_FATAL ANY)
endif()
