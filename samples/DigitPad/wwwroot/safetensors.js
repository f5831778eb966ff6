/**
 * Reads a safetensors file: the length of a JSON header in 8 bytes, the header, the numbers.
 * @param {ArrayBuffer} file With tensors of type F32 only.
 * @returns {Map<string, {shape: number[], values: Float32Array}>} The tensors by name.
 */
export function readSafetensors(file) {
  const headerLength = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, headerLength)));
  delete header.__metadata__;
  return new Map(Object.entries(header).map(([name, { shape, data_offsets: [start, end] }]) => {
    // A slice: where the numbers begin need not be a multiple of four.
    const bytes = file.slice(8 + headerLength + start, 8 + headerLength + end);
    return [name, { shape, values: new Float32Array(bytes) }];
  }));
}
