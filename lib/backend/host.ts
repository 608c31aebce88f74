// What the backend is given by Node. In a browser lib/browser/host.mts stands in for it.
export { load } from './load';

export const environment = process.env;
export const processor: string = process.arch;
