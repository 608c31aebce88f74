// The ESM entry point: the same CommonJS modules, so that one process never holds two copies.
export * from './index.js';
