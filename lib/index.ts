export { LeewayError, LeewayRangeError, LeewayTypeError, type LeewayErrorCode } from './errors';
