# A static library with the kernels compiled for <(isa).
{
  "type": "static_library",
  "sources": ["<!@(node tools/build/sources.mjs isa_sources <(isa))"],
  "includes": ["common.gypi"],
  "cflags_cc": ["<!@(node tools/build/sources.mjs isa_flags <(isa))"],
  "xcode_settings": {"OTHER_CPLUSPLUSFLAGS": ["<!@(node tools/build/sources.mjs isa_flags <(isa))"]},
  "msvs_settings": {
    "VCCLCompilerTool": {"AdditionalOptions": ["<!@(node tools/build/sources.mjs isa_msvc <(isa))"]},
  },
}
