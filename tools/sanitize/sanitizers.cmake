# Included by project() of CMakeLists.txt in the build for `npm run test:sanitize`: everything with AddressSanitizer and
# UndefinedBehaviorSanitizer, where a finding ends the process.
set(leeway_sanitizers -fsanitize=address,undefined -fno-sanitize-recover=undefined)
add_compile_options(${leeway_sanitizers} -O1 -fno-omit-frame-pointer -g1)
add_link_options(${leeway_sanitizers})
