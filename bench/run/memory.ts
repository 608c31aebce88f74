// Small pages lie anywhere in the machine's memory: which of them get into each other's way in the caches is another matter in
// each process, and so is what is measured on them. Arrays that are timed ask for huge ones themselves (harness/place.ts).

/** For glibc's malloc, which makes room for weights, for tables, and for what JavaScript allocates. */
const tunables = [
  'glibc.malloc.hugetlb=1', // asks for huge pages where the kernel has them for programs that ask
  'glibc.malloc.mmap_threshold=1073741824', // of which a large block with a mapping of its own gets few: it begins anywhere
  'glibc.malloc.top_pad=67108864', // and a heap that grows by a little at a time gets none
];

/** An environment for processes that are to measure the same; where there is no glibc nobody reads it. */
export function steadyMemory(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const theirs = environment['GLIBC_TUNABLES'];
  // Of what is there twice glibc takes the last: whatever the user has set stays.
  return { ...environment, GLIBC_TUNABLES: [...tunables, ...(theirs ? [theirs] : [])].join(':') };
}
