# The addon, for node-gyp (`npm run build`). Sources and flags stand in native/sources.json, which CMakeLists.txt reads too.
# gyp has no per-file flags, so every instruction set is a static library of its own.
{
  "targets": [
    {"target_name": "leeway_scalar", "variables": {"isa": "scalar"}, "includes": ["native/isa.gypi"]},
    {
      "target_name": "leeway_core",
      "type": "static_library",
      "sources": ["<!@(node tools/build/sources.mjs core)"],
      "includes": ["native/common.gypi"],
    },
    {
      "target_name": "leeway",
      "dependencies": [
        "leeway_core",
        "leeway_scalar",
        "<!(node -p \"require('node-addon-api').targets\"):node_addon_api_except_all",
      ],
      "sources": ["<!@(node tools/build/sources.mjs binding)"],
      # On a worker being terminated no exception can be thrown any more: that must not abort the process.
      "defines": ["NAPI_VERSION=8", "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
      "includes": ["native/common.gypi"],
      "conditions": [
        ["target_arch=='x64'", {"dependencies": ["leeway_sse2", "leeway_avx2", "leeway_avx512"]}],
        ["target_arch=='arm64'", {"dependencies": ["leeway_neon"]}],
        # Without the names of what it does not export, which are half a megabyte.
        ["OS=='linux'", {"ldflags": ["-Wl,--version-script=<(module_root_dir)/native/exports.map", "-s"]}],
      ],
    },
  ],
  "conditions": [
    ["target_arch=='x64'", {
      "targets": [
        {"target_name": "leeway_sse2", "variables": {"isa": "sse2"}, "includes": ["native/isa.gypi"]},
        {"target_name": "leeway_avx2", "variables": {"isa": "avx2"}, "includes": ["native/isa.gypi"]},
        {"target_name": "leeway_avx512", "variables": {"isa": "avx512"}, "includes": ["native/isa.gypi"]},
      ],
    }],
    ["target_arch=='arm64'", {
      "targets": [
        {"target_name": "leeway_neon", "variables": {"isa": "neon"}, "includes": ["native/isa.gypi"]},
      ],
    }],
  ],
}
