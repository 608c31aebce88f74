// What a peer's file offers the bench. Such a file is compiled with flags of its own, for instruction sets this CPU may lack:
// it includes nothing of the C++ library beside its peer and exports one list alone, so that no inline function of one
// instruction set is merged with another's.
#pragma once

#include <stddef.h>

#include "leeway.h"

struct Peer {
  const char* op;       // leeway's name of the function, or of one that is no op ("plus")
  const char* variant;  // which of the library's functions where it has several: "u10"; or ""
  leeway_element element;
  leeway_forward run;  // alpha is the op's default one
};

namespace {

[[maybe_unused]] constexpr Peer floats(const char* op, const char* variant, leeway_forward run) {
  return {op, variant, LEEWAY_FLOAT32, run};
}
[[maybe_unused]] constexpr Peer doubles(const char* op, const char* variant, leeway_forward run) {
  return {op, variant, LEEWAY_FLOAT64, run};
}

}  // namespace

struct PeerList {
  const char* version;
  const Peer* peers;
  size_t count;
};

// The name of the list: CMake gives each object its own.
#ifdef LEEWAY_PEER_LIST
extern const PeerList LEEWAY_PEER_LIST;
#define LEEWAY_PEERS(version, peers) \
  const PeerList LEEWAY_PEER_LIST = {version, peers, sizeof(peers) / sizeof(peers[0])}
#endif

#define LEEWAY_STRING_OF(x) #x
#define LEEWAY_STRING(x) LEEWAY_STRING_OF(x)
