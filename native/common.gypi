# Settings of every native target.
{
  "include_dirs": ["<(module_root_dir)/native", "<(module_root_dir)/native/include"],
  "cflags_cc": ["<!@(node tools/build/sources.mjs flags)"],
  "cflags_cc!": ["-std=gnu++17"],
  "xcode_settings": {
    "OTHER_CPLUSPLUSFLAGS": ["<!@(node tools/build/sources.mjs flags)"],
    "MACOSX_DEPLOYMENT_TARGET": "11.0",
  },
  "msvs_settings": {
    "VCCLCompilerTool": {"AdditionalOptions": ["/std:c++17", "/fp:precise"]},
  },
}
