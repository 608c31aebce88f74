# Included by project() of CMakeLists.txt in the builds for `npm run test:sanitize`: everything with the sanitizers named by
# LEEWAY_SANITIZERS, where a finding ends the process.
set(leeway_sanitizers -fsanitize=${LEEWAY_SANITIZERS} -fno-sanitize-recover=undefined)
add_compile_options(${leeway_sanitizers} -O1 -fno-omit-frame-pointer -g1)
add_link_options(${leeway_sanitizers})

if(LEEWAY_SANITIZERS STREQUAL thread)
  # Kernels of arrays start no threads and share nothing, and take minutes to compile instrumented. Once they are targets:
  cmake_language(DEFER CALL leeway_spare_kernels)
  macro(leeway_spare_kernels)
    foreach(isa IN LISTS leeway_isas)
      set_source_files_properties(native/kernels/isa/${isa}.cc PROPERTIES COMPILE_OPTIONS -fno-sanitize=all)
    endforeach()
  endmacro()
endif()
