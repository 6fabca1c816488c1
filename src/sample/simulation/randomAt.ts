/** A pseudo-random number in [0, 1): the same seed, stream and index always give the same number. */
export function randomAt(seed: number, stream: number, index: number): number {
  let bits = Math.imul(seed + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 0x7f4a7c15, 0xc2b2ae35);
  bits = mix(bits ^ Math.imul(index, 0x27d4eb2f));
  return mix(bits + index) / 2 ** 32;
}

// The finalizer of MurmurHash3: distributes neighbouring inputs over all 32 bits.
function mix(input: number): number {
  let bits = input | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
