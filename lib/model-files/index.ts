/** Models as files: safetensors with what makes the model again in the metadata, written whole or not at all. */
export { modelError } from './errors';
export { decodeModel, encodeModel, type Model } from './model';
export { tensor, type Tensor, type TensorData } from './tensor';
