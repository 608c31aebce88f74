import { LeewayError } from '../errors';

/** What can be wrong with a file that should hold a model. */
export type ModelFault = 'FOREIGN' | 'TRUNCATED' | 'DAMAGED' | 'NEWER';

/** The error of a file that holds no model, not the one expected, or not all of it. */
export function modelError(fault: ModelFault, expected: string, file: string, received: string): LeewayError {
  return new LeewayError(`expected ${expected} for ${file}, received ${received}`, `ERR_LEEWAY_MODEL_${fault}`);
}
